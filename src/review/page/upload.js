// Bringing a file to the page: chosen or dropped, sent with its progress, drafted, opened.

import { upload } from "./api.js";
import { fill, h } from "./dom.js";
import { t, trouble } from "./words.js";

const LARGEST = 100 << 20; // bytes, as the server has it
const KINDS = ".txt,.text,.md,.html,.htm,.docx,.odt,.epub,.xlsx,.xlf,.xliff,.tsv,.csv,.json,.tmx";

/** The place where files are brought; `open` is called with the name of the article that came of one. */
export function bringing(about, open) {
  const said = h("p", { role: "status" });
  const from = languages(about, t("detected"));
  const to = languages(about, t("asConfigured"));
  const take = (file) => bring(file, { from: from.value, to: to.value }, said, open);
  const field = h("input", { type: "file", accept: KINDS, onchange: () => field.files[0] && take(field.files[0]) });
  const place = h("section.bringing", {
    "aria-label": t("bring"),
    ondragover: (event) => { event.preventDefault(); place.classList.add("is-over"); },
    ondragleave: () => place.classList.remove("is-over"),
    ondrop: (event) => {
      event.preventDefault();
      place.classList.remove("is-over");
      const [file] = event.dataTransfer.files;
      if (file) take(file);
    },
  },
    h("h2", {}, t("bring")), h("p.quiet", {}, t("bringSaid")),
    h("p.fields", {},
      h("label", {}, t("sourceLanguage"), from), h("label", {}, t("targetLanguage"), to),
      h("label", {}, t("file"), field)),
    said);
  return place;
}

function languages(about, first) {
  return h("select", {}, h("option", { value: "" }, first),
    about.languages.map((one) => h("option", { value: one.tag }, one.name)));
}

async function bring(file, pair, said, open) {
  if (file.size > LARGEST) { fill(said, h("span.wrong", {}, t("tooLarge"))); return; }
  const bar = h("progress", { max: 1, value: 0, "aria-label": t("sending", file.name) });
  const words = h("span", {}, t("sending", file.name));
  fill(said, words, " ", bar);
  try {
    const { article } = await upload(file, { name: file.name, ...pair }, (part) => {
      bar.value = part;
      if (part < 1) return;
      bar.removeAttribute("value");
      fill(words, t("drafting", file.name));
    });
    fill(said);
    await open(article);
  } catch (error) {
    fill(said, h("span.wrong", { role: "alert" }, trouble(error)));
  }
}
