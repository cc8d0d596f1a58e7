// Windows over the page: help, go to, glossary, search and replace, names, concordance, proposals, conflicts.

import { get, send } from "../api.js";
import { bdi, fill, h } from "../dom.js";
import { TABLE, keysOf, label } from "../keys.js";
import { t } from "../words.js";

/** Opens a window; Escape and the close button end it, and the focus goes back where it was. */
export function dialog(title, ...inside) {
  const back = document.activeElement;
  const close = () => element.close();
  const element = h("dialog", { "aria-label": title, onclose: () => { element.remove(); back?.focus?.(); } },
    h("header", {}, h("h2", {}, title), h("button.close", { onclick: close, "aria-label": t("close") }, "×")), inside);
  document.body.append(element);
  element.showModal();
  return element;
}

/** Every command with its keys; each is a button that does it. */
export function help(run) {
  const groups = [...new Set(TABLE.map(([, , group]) => group))];
  const window = dialog(t("help"), h("div.help", {}, groups.map((group) =>
    h("section", {}, h("h3", {}, t(group)), h("ul", {}, TABLE.filter((line) => line[2] === group).map(([name]) =>
      h("li", {}, h("button", { onclick: () => { window.close(); run(name); } }, t(name)),
        keysOf(name).length === 9 ? h("kbd", { dir: "ltr" }, label(keysOf(name))) : keysOf(name).map((key) => h("kbd", { dir: "ltr" }, label([key]))))))))));
}

/** Asks for a number and goes there. */
export function goTo(count, go) {
  const field = h("input", { type: "number", min: 1, max: count, required: true, "aria-label": t("number") });
  const window = dialog(t("goTo"), h("form", { onsubmit: (event) => { event.preventDefault(); window.close(); go(Number(field.value) - 1); } }, field, h("button", {}, t("goTo"))));
  field.focus();
}

/** Adds a term; the source and target that are selected stand there already. */
export function addTerm(article, { source, target }, index, done) {
  const kinds = ["term", "person", "place", "organisation", "office", "phrase", "event", "work", "name"];
  const fields = {
    source: h("input", { value: source, required: true, lang: index.from.tag, dir: index.from.dir, "aria-label": t("source") }),
    target: h("input", { value: target, required: true, lang: index.to.tag, dir: index.to.dir, "aria-label": t("target") }),
    kind: h("select", { "aria-label": t("kind") }, kinds.map((kind) => h("option", { value: kind }, kind))),
    note: h("input", { "aria-label": t("note"), dir: "auto" }),
  };
  const wrong = h("p.wrong", { role: "alert" });
  const window = dialog(t("addTerm"), h("form.fields", {
    onsubmit: async (event) => {
      event.preventDefault();
      const term = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));
      try {
        const { file } = await send("POST", "glossary/term", { article, term });
        window.close();
        done(t("addedTo", file));
      } catch (error) {
        fill(wrong, error.message);
      }
    },
  }, Object.entries(fields).map(([name, field]) => h("label", {}, t(name), field)), wrong, h("button", {}, t("add"))));
  (source ? fields.target : fields.source).focus();
}

/** Finds and replaces in the targets, with what would change shown before. */
export function replace(article, index, done) {
  const find = h("input", { required: true, dir: "auto", "aria-label": t("find") });
  const put = h("input", { dir: "auto", "aria-label": t("replaceWith") });
  const regex = h("input", { type: "checkbox" });
  const found = h("div.found");
  const asked = (preview) => ({ article, find: find.value, with: put.value, regex: regex.checked, preview });
  const look = async (event) => {
    event.preventDefault();
    try {
      const { changes } = await send("POST", "replace", asked(true));
      fill(found, changes.length ? [
        h("button", { onclick: write }, t("replaceAll", changes.filter((one) => !one.refused).length)),
        h("ul", {}, changes.slice(0, 200).map((one) => h("li", { lang: index.to.tag, dir: index.to.dir }, h("del", {}, one.before), h("ins", {}, one.after), one.refused && h("span.more", {}, t("refusedHere", one.refused))))),
      ] : h("p.quiet", {}, t("nothingFound")));
    } catch (error) {
      fill(found, h("p.wrong", { role: "alert" }, error.message));
    }
  };
  const write = async () => {
    const { changed, refused } = await send("POST", "replace", asked(false));
    window.close();
    done(changed, refused);
  };
  const window = dialog(t("replace"), h("form.fields", { onsubmit: look },
    h("label", {}, t("find"), find), h("label", {}, t("replaceWith"), put),
    h("label.check", {}, regex, t("regex")), h("button", {}, t("preview"))), found);
  find.focus();
}

/** The names of the article with their forms and renderings; those in conflict first. */
export async function names(article, index, go) {
  const { names: list } = await get("names", { article });
  const counted = (one) => h("button", { onclick: () => { window.close(); go(one.ids[0]); } }, bdi(one.text || t("missing")), ` ${one.count}`);
  const window = dialog(t("names"), h("table.names", {},
    h("thead", {}, h("tr", {}, ["source", "target", "forms", "renderings"].map((name) => h("th", { scope: "col" }, t(name))))),
    h("tbody", {}, list.map((name) => h(`tr${name.conflict ? ".is-conflict" : ""}`, {},
      h("th", { scope: "row", lang: index.from.tag, dir: index.from.dir }, name.source),
      h("td", { lang: index.to.tag, dir: index.to.dir }, name.target),
      h("td", {}, name.forms.map(counted)),
      h("td", {}, name.renderings.map((one) => h(`span.is-${one.state}`, {}, counted(one)))))))));
}

/** Where a phrase stands in article and memory. */
export async function concordance(article, index, phrase) {
  const field = h("input", { value: phrase, dir: "auto", "aria-label": t("concordance") });
  const found = h("div.found");
  const look = async (event) => {
    event?.preventDefault();
    const answer = field.value.trim() ? await get("concordance", { article, text: field.value.trim() }) : { found: [] };
    fill(found, answer.found.length ? h("ul.pairs", {}, answer.found.map((one) => h("li", {},
      h("p", { lang: index.from.tag, dir: index.from.dir }, marked(one.source, one.sourceAt)),
      h("p", { lang: index.to.tag, dir: index.to.dir }, marked(one.target, one.targetAt)),
      h("span.more", {}, one.where)))) : h("p.quiet", {}, t("nothingFound")));
  };
  dialog(t("concordance"), h("form.fields", { onsubmit: look }, field, h("button", {}, t("show"))), found);
  await look();
}

function marked(text, spans) {
  const parts = [];
  let from = 0;
  for (const [start, end] of spans) {
    parts.push(text.slice(from, start), h("mark", {}, text.slice(start, end)));
    from = end;
  }
  return [...parts, text.slice(from)];
}

/** A fresh draft beside what stands there; nothing is replaced before it is chosen. */
export async function redraft(article, id, index, before, use) {
  const { proposals, reason } = await send("POST", "redraft", { article, id });
  const window = dialog(t("proposal"), proposals.length ? proposals.map((one) => h("div.pairs", {},
    before && h("p.old", { lang: index.to.tag, dir: index.to.dir }, before),
    h("p", { lang: index.to.tag, dir: index.to.dir }, one.text),
    h("span.more", {}, one.origin),
    h("button", { onclick: () => { window.close(); use(one.text); } }, t("useIt")))) : h("p.quiet", {}, t("noProposal", reason ?? "")));
}

/** Asks before something is done to many. */
export function ask(question, yes, run) {
  const window = dialog(question, h("div.fields", {}, h("button", { onclick: () => { window.close(); run(); } }, yes), h("button", { onclick: () => window.close() }, t("cancel"))));
}
