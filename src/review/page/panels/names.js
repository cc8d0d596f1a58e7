// The name ledger: every name of the article, the forms it takes, the renderings it has, and what to do about them.

import { get } from "../api.js";
import { bdi, fill, h } from "../dom.js";
import { t, trouble } from "../words.js";
import { dialog } from "./dialogs.js";
import { accept, editRow } from "./glossary.js";
import { rename, undoRenaming } from "./rename.js";

/**
 * Opens the ledger. On a row, Enter goes to its first segment, R renames, A accepts a proposal, E edits, the arrows move.
 * @param {function(string): void} go  Goes to a segment. @param {function(string): void} said
 */
export async function names(article, index, go, said) {
  const body = h("tbody");
  const seen = h("p.quiet", { role: "status" });
  const close = (then) => (...given) => { window.close(); then(...given); };
  const again = (words) => { said(words); draw(); };
  const guarded = (run) => async () => { try { await run(); } catch (error) { again(trouble(error)); } };
  const draw = async (focus) => {
    const { names: list } = await get("names", { article });
    const conflicts = list.filter((name) => name.conflict).length;
    fill(seen, list.length ? t("nameCount", list.length, conflicts) : t("noNames"));
    fill(body, list.map((name) => line(name)));
    (body.querySelectorAll("tr")[focus ?? 0] ?? window.querySelector("button")).focus();
  };
  const line = (name) => {
    const row = { file: name.file, term: name.term, own: true };
    const at = () => [...body.children].indexOf(element);
    const does = {
      Enter: close(() => go(name.forms[0]?.ids[0])),
      KeyR: () => rename(article, row, index, again),
      KeyE: () => editRow(article, row, index, again),
      KeyA: name.status === "proposed" && guarded(async () => { await accept(article, name.file, name.term, said); await draw(at()); }),
      ArrowDown: () => body.children[at() + 1]?.focus(), ArrowUp: () => body.children[at() - 1]?.focus(),
    };
    const press = (event) => {
      if (event.target !== element || event.ctrlKey || event.altKey || event.metaKey || !does[event.code]) return;
      event.preventDefault();
      does[event.code]();
    };
    const counted = (one) => h("button", { onclick: close(() => go(one.ids[0])), title: t("goThere") }, bdi(one.text || t("missing")), h("span.count", {}, ` ×${one.count}`));
    const rendering = (one) => h(`span.one.is-${one.state}`, {}, counted(one),
      one.state !== "held" && one.state !== "missing" && h("button.plain", { onclick: () => rename(article, row, index, again, one.text), title: t("useInstead"), "aria-label": `${t("useInstead")}: ${one.text}` }, "✓"));
    const element = h(`tr${name.conflict ? ".is-conflict" : ""}`, { tabindex: "0", onkeydown: press },
      h("th", { scope: "row", dir: index.from.dir }, h("bdi.form", { lang: index.from.tag }, name.source), h("span.more", {}, t(`kind-${name.kind}`), name.status === "proposed" && ` · ${t("term-proposed")}`)),
      h("td.main", { lang: index.to.tag, dir: index.to.dir }, name.target),
      h("td", { lang: index.from.tag, dir: index.from.dir }, name.forms.map(counted)),
      h("td", { lang: index.to.tag, dir: index.to.dir }, name.renderings.length ? name.renderings.map(rendering) : h("span.quiet", { lang: document.documentElement.lang }, "–")),
      h("td.acts", {},
        name.status === "proposed" && h("button.primary", { onclick: does.KeyA }, t("accept")),
        h("button", { onclick: does.KeyR, "aria-label": `${t("rename")}: ${name.source}` }, t("rename"))));
    return element;
  };
  const columns = ["source", "target", "forms", "renderings"].map((name, at) => h("th", { scope: "col", dir: (at % 2 ? index.to : index.from).dir }, t(name)));
  const window = dialog(t("names"), h("p.quiet", {}, t("namesHint")), seen,
    h("table.names", {}, h("thead", {}, h("tr", {}, columns, h("td"))), body),
    h("div.acts", {}, h("button", { onclick: guarded(async () => again(await undoRenaming())) }, t("undoRename"))));
  await draw();
}
