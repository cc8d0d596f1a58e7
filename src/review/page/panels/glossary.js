// The glossary: rows looked up, added, changed and taken out; each change rewrites one row of one file.

import { get, send } from "../api.js";
import { bdi, fill, h } from "../dom.js";
import { short, t, trouble } from "../words.js";
import { dialog } from "./dialogs.js";
import { rename } from "./rename.js";

const KINDS = ["term", "person", "place", "organisation", "office", "phrase", "event", "work", "name", "demonym", "currency", "month", "weekday"];
const STATUSES = ["approved", "proposed", "obsolete"];
const LISTS = ["forms", "variants", "forbidden", "not"];

const listOf = (text) => text.split("|").map((one) => one.trim()).filter(Boolean);
const choice = (name, prefix, values, now) =>
  h("select", { "aria-label": t(name) }, values.map((value) => h("option", { value, selected: value === now }, t(`${prefix}${value}`))));

/**
 * A form for one row. Lists are written with `|` between their parts.
 * @param {object} given  The row, or what is known of it. @param {Array} files  Where it can go; none when it stands somewhere.
 */
function form(given, index, files) {
  const text = (name, language, required = false) =>
    h("input", { value: given[name] ?? "", required, lang: language?.tag, dir: language?.dir ?? "auto", "aria-label": t(name) });
  const list = (name, language) =>
    h("input", { value: (given[name] ?? []).join(" | "), lang: language.tag, dir: language.dir, "aria-label": t(name), placeholder: "… | …" });
  const fields = {
    source: text("source", index.from, true), target: text("target", index.to, true),
    kind: choice("kind", "kind-", KINDS, given.kind ?? "term"), status: choice("statusOf", "term-", STATUSES, given.status ?? "approved"),
    forms: list("forms", index.from), variants: list("variants", index.to), forbidden: list("forbidden", index.to), not: list("not", index.from),
    note: text("note"),
  };
  const names = { status: "statusOf", variants: "variantsOf", forbidden: "forbiddenOnes", not: "notIn", forms: "furtherForms" };
  const file = files?.length > 0 && h("select", { "aria-label": t("file") }, h("option", { value: "" }, t("ownFile")),
    files.map((one) => h("option", { value: one.name }, one.name.split("/").at(-1))));
  const row = () => {
    const term = { ...given };
    for (const [name, field] of Object.entries(fields)) term[name] = LISTS.includes(name) ? listOf(field.value) : field.value.trim();
    return term;
  };
  const element = h("div.row-form", {},
    Object.entries(fields).map(([name, field]) => h(`label.${name}`, {}, t(names[name] ?? name), field)),
    file && h("label.file", {}, t("file"), file));
  return { element, fields, row, file: () => (file ? file.value || null : null) };
}

/** A window with a form; `send` writes what stands in it. */
function ask(title, form, act, run) {
  const wrong = h("p.wrong", { role: "alert" });
  const window = dialog(title, h("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      try {
        await run();
        window.close();
      } catch (error) {
        fill(wrong, trouble(error));
      }
    },
  }, form.element, wrong, h("div.acts", {}, h("button.primary", {}, act))));
  return window;
}

/** Adds a term; the source and target that are selected stand there already. */
export async function addTerm(article, selected, index, said) {
  const { files } = await get("glossary/files", { article });
  const fresh = form(selected, index, files.filter((file) => file.own));
  ask(t("addTerm"), fresh, t("add"), async () => {
    const { file } = await send("POST", "glossary/term", { article, term: fresh.row(), file: fresh.file() });
    said(t("addedTo", file.split("/").at(-1)));
  });
  (selected.source ? fresh.fields.target : fresh.fields.source).focus();
}

/** Changes the row of a term. */
export function editRow(article, { file, term, own }, index, said) {
  const changed = form(term, index);
  const window = ask(t("editRow", term.source), changed, t("change"), async () => {
    const answer = await send("POST", "glossary/change", { article, file, old: term, new: changed.row() });
    said(t("addedTo", answer.file.split("/").at(-1)));
  });
  if (!own) window.querySelector("form").prepend(h("p.quiet", {}, t("notOwn")));
  changed.fields.target.focus();
}

/** Finds the row that a segment's term stands in, and opens it. */
export async function editTerm(article, term, index, said) {
  const { terms } = await get("glossary", { article, text: term.source });
  const row = terms.find((one) => one.term.source === term.source && one.term.target === term.target);
  if (row) editRow(article, row, index, said);
  else said(t("nothingFound"));
}

/** Accepts a term that was only proposed. */
export async function accept(article, file, term, said) {
  await send("POST", "glossary/change", { article, file, old: term, new: { ...term, status: "approved" } });
  said(t("accepted", term.target));
}

/** The rows of all glossaries, found by source or rendering. */
export async function glossary(article, index, text, said) {
  const found = h("div.rows", { role: "status" });
  const field = h("input.ask", { type: "search", value: text, dir: "auto", "aria-label": t("lookUp"), placeholder: t("lookUp"), oninput: () => soon() });
  let timer;
  const soon = () => { clearTimeout(timer); timer = setTimeout(look, 150); };
  const again = (words) => { said(words); look(); };
  const act = (name, one, run, more = {}) => h("button", { onclick: run, "aria-label": `${t(name)}: ${one.term.source}`, ...more }, t(name));
  const line = (one) => h("li", {},
    h("span.pair", {}, h("bdi.form", { lang: index.from.tag }, one.term.source), " ", h("bdi.main", { lang: index.to.tag }, one.term.target)),
    h("span.more", {}, t(`kind-${one.term.kind}`), one.term.status !== "approved" && ` · ${t(`term-${one.term.status}`)}`, " · ", bdi(`${one.file.split("/").at(-1)}:${one.line}`), one.term.note && [" · ", bdi(one.term.note)]),
    h("span.acts", {}, act("edit", one, () => editRow(article, one, index, again)), act("rename", one, () => rename(article, one, index, again)),
      act("remove", one, () => remove(one), { disabled: !one.own, title: one.own ? null : t("notOwn") })));
  const remove = async (one) => {
    await send("POST", "glossary/change", { article, file: one.file, old: one.term, new: null });
    again(t("removed", one.term.source));
  };
  const look = async () => {
    const asked = field.value;
    const { terms } = await get("glossary", { article, text: asked });
    if (asked !== field.value) return;
    fill(found, terms.length ? h("ul", {}, terms.map(line)) : h("p.quiet", {}, t("noRows")));
  };
  dialog(t("glossary"), h("div.line", {}, field),
    h("div.acts", {}, h("button", { onclick: () => addTerm(article, { source: field.value }, index, again) }, short("addTerm"))), found);
  field.focus();
  fill(found, h("p.quiet", {}, t("looking")));
  await look();
}
