// Windows over the page: help, go to, glossary, search and replace, names, concordance, proposals, conflicts.

import { get, send } from "../api.js";
import { fill, h } from "../dom.js";
import { inWords, t, trouble } from "../words.js";

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

/** Asks for a number and goes there. */
export function goTo(count, go) {
  const field = h("input", { type: "number", min: 1, max: count, required: true, "aria-label": t("number") });
  const window = dialog(t("goTo"), h("form", { onsubmit: (event) => { event.preventDefault(); window.close(); go(Number(field.value) - 1); } }, field, h("button", {}, t("goTo"))));
  field.focus();
}

/** Finds and replaces in the targets, with what would change shown before. */
export function replace(article, ids, index, done) {
  const find = h("input", { required: true, dir: "auto", "aria-label": t("find") });
  const put = h("input", { dir: "auto", "aria-label": t("replaceWith") });
  const regex = h("input", { type: "checkbox" });
  const found = h("div.found");
  const asked = (preview) => ({ article, ids, find: find.value, with: put.value, regex: regex.checked, preview });
  const look = async (event) => {
    event.preventDefault();
    try {
      const { changes } = await send("POST", "replace", asked(true));
      fill(found, changes.length ? [
        h("button", { onclick: write }, t("replaceAll", changes.filter((one) => !one.refused).length)),
        h("ul", {}, changes.slice(0, 200).map((one) => h("li", { lang: index.to.tag, dir: index.to.dir }, h("del", {}, one.before), h("ins", {}, one.after), one.refused && h("span.more", {}, t("refusedHere", inWords(one.refused)))))),
      ] : h("p.quiet", {}, t("nothingFound")));
    } catch (error) {
      fill(found, h("p.wrong", { role: "alert" }, trouble(error)));
    }
  };
  const write = async () => {
    const answer = await send("POST", "replace", asked(false));
    window.close();
    done(answer);
  };
  const window = dialog(t("replace"), h("form.fields", { onsubmit: look },
    h("label", {}, t("find"), find), h("label", {}, t("replaceWith"), put),
    h("label.check", {}, regex, t("regex")), h("button", {}, t("preview"))), found);
  find.focus();
}

/** Where a phrase stands in article and memory, on either side; `go(row)` goes to a segment of the article. */
export async function concordance(article, index, phrase, go) {
  const field = h("input.ask", { type: "search", value: phrase, dir: "auto", "aria-label": t("concordance"), placeholder: t("concordance") });
  const found = h("div.found", { role: "status" });
  const place = (one) => (one.segment
    ? h("button.plain", { onclick: () => { window.close(); go(one.segment - 1); } }, t("numbered", one.segment))
    : h("span.more", {}, t("inMemory", one.memory)));
  const look = async (event) => {
    event?.preventDefault();
    const answer = field.value.trim() ? await get("concordance", { article, text: field.value.trim() }) : { found: [] };
    fill(found, answer.found.length ? h("ul.pairs", {}, answer.found.map((one) => h("li", {},
      h("p", { lang: index.from.tag, dir: index.from.dir }, marked(one.source, one.sourceAt)),
      h("p", { lang: index.to.tag, dir: index.to.dir }, marked(one.target, one.targetAt)),
      place(one)))) : field.value.trim() && h("p.quiet", {}, t("nothingFound")));
  };
  const window = dialog(t("concordance"), h("form.line", { onsubmit: look }, field), found);
  field.focus();
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

/** Asks before something is done to many. */
export function ask(question, yes, run) {
  const window = dialog(question, h("div.fields", {}, h("button", { onclick: () => { window.close(); run(); } }, yes), h("button", { onclick: () => window.close() }, t("cancel"))));
}
