//! PO files (GNU gettext): messages with their translations; what is not changed stays byte for byte.
//!
//! A message is a segment, each of its plural forms one of its own; `msgctxt` is part of the id. A fuzzy message needs
//! review. Context, comments and places in the program are told as comments on the segment. Obsolete entries (`#~`),
//! previous sources (`#|`) and the header are kept as they are and not shown.
//! Written back, a changed `msgstr` is laid out as gettext does, and `fuzzy` goes when a person stands behind the text.

mod quoted;

use std::collections::HashMap;
use std::ops::Range;

use super::skeleton::{Patches, Wanted, differ};
use super::{Error, Format, Input, ReadOptions, View};
use crate::document::{Article, BlockKind, Comment, Content, Origin, Segment, SegmentId, State, Target};
use crate::language;

use quoted::{line_end, quoted, read_quoted};

/// GNU gettext's PO.
pub(super) struct Po;

impl Format for Po {
    fn id(&self) -> &'static str {
        "po"
    }

    fn name(&self) -> &'static str {
        "PO"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["po", "pot"]
    }

    fn recognises(&self, head: &str) -> bool {
        head.lines().any(|line| line.starts_with("msgid \"")) && head.contains("\nmsgstr")
    }

    fn is_readable(&self) -> bool {
        true
    }

    /// Bilingual: whatever is asked for, it is the file itself.
    fn keeps(&self, _: View) -> bool {
        true
    }

    fn read(&self, text: &str, options: &ReadOptions) -> Result<Input, Error> {
        let messages = messages(text)?;
        let (mut segments, mut comments) = (Vec::new(), Vec::new());
        for (block, (id, form)) in identified(&messages).enumerate() {
            let told = form.message.told();
            comments.extend(told.map(|told| Comment::of_file(&id, told)));
            segments.push(segment(id, block, &form));
        }
        let sources: Vec<&str> = segments
            .iter()
            .map(|segment| segment.source.text.as_str())
            .collect();
        let detected = || language::detect(&sources.join("\n")).map(str::to_owned);
        let target = options.target_language.clone().or_else(|| declared(&messages));
        Ok(Input::Article(Article {
            name: options.name.clone(),
            source_language: options
                .source_language
                .clone()
                .or_else(detected)
                .unwrap_or_else(|| String::from("en")),
            target_language: target.unwrap_or_else(|| String::from("und")),
            blocks: vec![BlockKind::Attribute; segments.len()],
            segments,
            comments,
            ..Article::default()
        }))
    }

    fn patches(&self, text: &str, article: &Article, _: &ReadOptions) -> Result<Patches, Error> {
        let messages = messages(text)?;
        let mut wanted = Wanted::of(article);
        let mut patches = Patches::default();
        for (id, form) in identified(&messages) {
            let Some(segment) = wanted.take(&id) else { continue };
            let target = &segment.target;
            if differ(&Content::plain(form.target.value.as_str()), &target.content) {
                let place = form.target.span.clone();
                patches.edit(text, place, quoted(&target.content.text, line_end(text)));
            }
            if let Some(flags) = form.message.fuzzy.clone().filter(|_| target.state.is_human()) {
                let line = without_fuzzy(&text[flags.clone()]);
                patches.edit(text, flags, line);
            }
        }
        wanted.finish()?;
        Ok(patches)
    }
}

/// A quoted string of the file: what it says, and where it stands from its first to its last quote.
#[derive(Debug, Default)]
struct Quoted {
    value: String,
    span: Range<usize>,
}

/// An entry of the file.
#[derive(Debug, Default)]
struct Message {
    context: Option<Quoted>,
    source: Quoted,
    plural: Option<Quoted>,
    /// Its translations, each with the number of its plural form.
    targets: Vec<(usize, Quoted)>,
    /// The line of flags, with its line end, where `fuzzy` is one of them.
    fuzzy: Option<Range<usize>>,
    /// What its comments say, for people.
    said: Vec<String>,
}

/// One translation of a message.
struct Form<'a> {
    message: &'a Message,
    source: &'a str,
    target: &'a Quoted,
}

/// Which string of an entry the following quoted lines belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Context,
    Source,
    Plural,
    Target,
}

/// The entries of the file that are in use, the header among them.
///
/// # Errors
/// [`Error::Syntax`] at a line that is no part of a PO file.
fn messages(text: &str) -> Result<Vec<Message>, Error> {
    let mut messages = Vec::new();
    let mut message = Message::default();
    let mut field = None;
    let mut at = 0;
    let end = if text.contains('\n') { '\n' } else { '\r' };
    for line in text.split_inclusive(end) {
        let start = at;
        at += line.len();
        let bare = line.trim();
        let begins =
            bare.starts_with("msgctxt") || (bare.starts_with("msgid") && !bare.starts_with("msgid_plural"));
        if !message.targets.is_empty() && (begins || bare.starts_with('#')) {
            messages.push(std::mem::take(&mut message));
            field = None;
        }
        // An entry without a msgstr has no place for a translation; it stays in the file.
        if begins && !message.source.span.is_empty() {
            message = Message::default();
        }
        if bare.is_empty() || bare.starts_with('#') || bare.starts_with("domain") {
            // The flags above an obsolete entry are that entry's.
            if bare.starts_with("#~") {
                message.fuzzy = None;
                message.said.clear();
            }
            // Behind the sign stands a blank, `.` of the program's author, or `:` with places.
            if let Some(said) = bare
                .strip_prefix('#')
                .filter(|said| !said.starts_with([',', '|', '~']))
            {
                let said = said.trim_start_matches(['.', ':']).trim();
                message.said.extend((!said.is_empty()).then(|| said.to_owned()));
            }
            if bare.starts_with("#,") && bare[2..].split(',').any(|flag| flag.trim() == "fuzzy") {
                message.fuzzy = Some(start..at);
            }
            continue;
        }
        if !bare.starts_with('"') {
            field = Some(keyword(bare).ok_or_else(|| {
                Error::at(
                    text,
                    start,
                    "this line is no part of a PO file; look for a quote that is missing above it",
                )
            })?);
            if field == Some(Field::Target) {
                let number = form_number(bare).unwrap_or(message.targets.len());
                message.targets.push((number, Quoted::default()));
            }
        }
        let Some(string) = field.and_then(|field| message.string(field)) else {
            return Err(Error::at(text, start, "a quoted line before any msgid"));
        };
        let (value, span) = read_quoted(text, start, line)?;
        string.value.push_str(&value);
        string.span = if string.span.is_empty() {
            span
        } else {
            string.span.start..span.end
        };
    }
    if !message.targets.is_empty() {
        messages.push(message);
    }
    Ok(messages)
}

/// The number in `msgstr[1]`.
fn form_number(line: &str) -> Option<usize> {
    let (number, _) = line.split_once('[')?.1.split_once(']')?;
    number.trim().parse().ok()
}

fn keyword(line: &str) -> Option<Field> {
    let (word, rest) = line.split_at(line.find(['"', ' ', '\t', '['])?);
    if !rest.contains('"') {
        return None;
    }
    match word {
        "msgctxt" => Some(Field::Context),
        "msgid" => Some(Field::Source),
        "msgid_plural" => Some(Field::Plural),
        "msgstr" => Some(Field::Target),
        _ => None,
    }
}

impl Message {
    /// What is told of it beside its text.
    fn told(&self) -> Option<String> {
        let context = self
            .context
            .iter()
            .map(|context| format!("context: {}", context.value));
        let told: Vec<String> = context.chain(self.said.iter().cloned()).collect();
        (!told.is_empty()).then(|| told.join("\n"))
    }

    /// The string that a quoted line goes on with; `None` where it has not begun.
    fn string(&mut self, field: Field) -> Option<&mut Quoted> {
        match field {
            Field::Context => Some(self.context.get_or_insert_default()),
            Field::Source => Some(&mut self.source),
            Field::Plural => Some(self.plural.get_or_insert_default()),
            Field::Target => self.targets.last_mut().map(|(_, target)| target),
        }
    }
}

/// Every translation with the id of its segment; the header has none.
fn identified(messages: &[Message]) -> impl Iterator<Item = (SegmentId, Form<'_>)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let used = messages.iter().filter(|message| !message.source.value.is_empty());
    used.flat_map(forms).map(move |(number, form)| {
        let context = form.message.context.as_ref().map_or("", |context| &context.value);
        // As gettext's own catalogues do: EOT between context and source.
        let key = format!("{context}\u{4}{}\u{4}{number}", form.message.source.value);
        let occurrence = seen.entry(key.clone()).or_default();
        let id = SegmentId::of(&key, *occurrence);
        *occurrence += 1;
        (id, form)
    })
}

/// The plural forms of a message, or its one form: the first is of `msgid`, the others of `msgid_plural`.
fn forms(message: &Message) -> impl Iterator<Item = (usize, Form<'_>)> {
    message.targets.iter().map(|(number, target)| {
        let plural = message
            .plural
            .as_ref()
            .filter(|_| *number > 0 || message.targets.len() == 1);
        let source = plural.unwrap_or(&message.source).value.as_str();
        (
            *number,
            Form {
                message,
                source,
                target,
            },
        )
    })
}

fn segment(id: SegmentId, block: usize, form: &Form<'_>) -> Segment {
    let target = form.target.value.as_str();
    let state = match (target.trim().is_empty(), &form.message.fuzzy) {
        (true, _) => State::Empty,
        (false, Some(_)) => State::NeedsReview,
        (false, None) => State::Translated,
    };
    let origin = match state {
        State::Empty => None,
        State::Translated => Some(Origin::Person),
        _ => Some(Origin::File),
    };
    Segment {
        id,
        block,
        source: Content::plain(form.source),
        gap: String::new(),
        target: Target {
            content: Content::plain(target),
            state,
            origin,
            reason: None,
        },
        terms: Vec::new(),
        matches: Vec::new(),
        findings: Vec::new(),
    }
}

/// The language that the header names.
fn declared(messages: &[Message]) -> Option<String> {
    let header = messages.iter().find(|message| message.source.value.is_empty())?;
    let (_, Quoted { value: lines, .. }) = header.targets.first()?;
    let named = lines
        .lines()
        .find_map(|line| line.strip_prefix("Language:"))?
        .trim()
        .replace('_', "-");
    let tag = named.split(['@', '.']).next().unwrap_or_default();
    language::is_tag(tag).then(|| tag.to_owned())
}

/// A line of flags without `fuzzy`; nothing where it is the only one.
fn without_fuzzy(line: &str) -> String {
    let end = line.trim_end().len();
    let body = line[..end].trim_start();
    let flags: Vec<&str> = body[2..]
        .split(',')
        .map(str::trim)
        .filter(|flag| *flag != "fuzzy")
        .collect();
    if flags.is_empty() {
        String::new()
    } else {
        format!("#, {}{}", flags.join(", "), &line[end..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILE: &str = "# comment\nmsgid \"\"\nmsgstr \"\"\n\"Language: ar\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n\
        #: a.c:1\n#, fuzzy, c-format\n#| msgid \"old\"\nmsgctxt \"menu\"\nmsgid \"Open \\\"%s\\\"\"\nmsgstr \"افتح\"\n\n\
        msgid \"day\"\nmsgid_plural \"days\"\nmsgstr[0] \"\"\nmsgstr[1] \"أيام\"\n\n#~ msgid \"gone\"\n#~ msgstr \"x\"\n";

    fn article(text: &str) -> Article {
        let Ok(Input::Article(article)) = Po.read(text, &ReadOptions::default()) else {
            panic!("a PO file")
        };
        article
    }

    fn written(text: &str, article: &Article) -> String {
        let patches = Po.patches(text, article, &ReadOptions::default()).unwrap();
        patches.applied(text, 0..text.len()).into_owned()
    }

    #[test]
    fn messages_and_plural_forms_are_segments() {
        let article = article(FILE);
        let told: Vec<_> = article
            .segments
            .iter()
            .map(|s| {
                (
                    s.source.text.as_str(),
                    s.target.content.text.as_str(),
                    s.target.state,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("Open \"%s\"", "افتح", State::NeedsReview),
                ("day", "", State::Empty),
                ("days", "أيام", State::Translated),
            ]
        );
        assert_eq!(article.target_language, "ar");
        assert_eq!(written(FILE, &article), FILE);
    }

    #[test]
    fn only_what_was_edited_differs() {
        let mut article = article(FILE);
        article.segments[1].target.content.text = String::from("يوم\nواحد");
        assert_eq!(
            written(FILE, &article),
            FILE.replace("msgstr[0] \"\"", "msgstr[0] \"\"\n\"يوم\\n\"\n\"واحد\"")
        );
        article.segments[1].target.content.text.clear();
        article.segments[0].target.state = State::Approved;
        assert_eq!(
            written(FILE, &article),
            FILE.replace("#, fuzzy, c-format", "#, c-format")
        );
    }

    #[test]
    fn flags_above_an_obsolete_entry_are_not_those_of_the_next() {
        let file =
            "domain \"main\"\n#, fuzzy\n#~ msgid \"gone\"\n#~ msgstr \"x\"\n\nmsgid \"a\"\nmsgstr \"b\"\n";
        let article = article(file);
        assert_eq!(article.segments[0].target.state, State::Translated);
        assert_eq!(written(file, &article), file);
    }

    #[test]
    fn what_is_said_of_a_message_is_told() {
        let file = "# by hand\n#. by the author\n#: a.c:1 b.c:2\n#, c-format\n#| msgid \"old\"\nmsgctxt \"menu\"\nmsgid \"a\"\nmsgstr \"\"\n\n\
                    #. gone\n#~ msgid \"x\"\n#~ msgstr \"y\"\n\nmsgid \"b\"\nmsgstr \"\"\n";
        let article = article(file);
        assert_eq!(article.comments.len(), 1, "{:?}", article.comments);
        assert_eq!(
            article.comments[0].text,
            "context: menu\nby hand\nby the author\na.c:1 b.c:2"
        );
        assert_eq!(
            article.comments[0].segment.as_ref(),
            Some(&article.segments[0].id)
        );
    }

    #[test]
    fn line_ends_of_old_systems_and_forms_out_of_order_are_read() {
        let file = "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[1] \"y\"\nmsgstr[0] \"x\"\n\nmsgid \"left\"\n\nmsgid \"c\"\nmsgstr \"\"\n";
        for end in ["\n", "\r\n", "\r"] {
            let file = file.replace('\n', end);
            let mut article = article(&file);
            let sources: Vec<_> = article.segments.iter().map(|s| s.source.text.as_str()).collect();
            assert_eq!(sources, ["b", "a", "c"]);
            article.segments[2].target.content.text = String::from("1\n2");
            let expected = file.replace("msgstr \"\"", &format!("msgstr \"\"{end}\"1\\n\"{end}\"2\""));
            assert_eq!(written(&file, &article), expected);
        }
    }

    #[test]
    fn escapes_of_c_are_characters() {
        let file = "msgid \"x\\a\\x41\\102\\q\\xe9\"\nmsgstr \"\\v\\f\\b\"\n";
        let mut article = article(file);
        assert_eq!(article.segments[0].source.text, "x\u{7}AB\\q\\xe9");
        article.segments[0].target.content.text.insert(0, 'y');
        assert_eq!(written(file, &article), file.replace("\"\\v", "\"y\\v"));
    }

    #[test]
    fn a_broken_file_is_named_with_its_line() {
        let told = |text: &str| Po.read(text, &ReadOptions::default()).unwrap_err().to_string();
        assert!(told("msgid \"a\nmsgstr \"b\"\n").starts_with("line 1, column 1: a quote is not closed"));
        assert!(told("msgid \"a\"\nfoo\n").starts_with("line 2, column 1"));
    }

    proptest! {
        #[test]
        fn any_translation_comes_back(target in "(?s).{1,30}") {
            let mut edited = article(FILE);
            edited.segments[1].target.content.text = target.clone();
            let again = article(&written(FILE, &edited));
            prop_assert_eq!(&again.segments[1].target.content.text, if target.trim().is_empty() { "" } else { &target });
            prop_assert_eq!(again.segments.len(), edited.segments.len());
        }
    }
}
