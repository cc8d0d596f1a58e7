// Texts that are not where they should be: two versions of one segment, and what the server has not got.

import { compared } from "../diff.js";
import { fill, h } from "../dom.js";
import { t, trouble } from "../words.js";
import { dialog } from "./dialogs.js";
import { diff } from "./side.js";

/** Three texts of one segment in conflict; nothing is written before a person chooses. `choose` gets the text, or null for theirs. */
export function conflict(segments, row, choose) {
  const { to } = segments.index;
  const { before, text: mine, theirs } = segments.open.get(segments.index.ids[row]);
  const text = (...inside) => h("p", { lang: to.tag, dir: to.dir }, inside);
  const take = (chosen) => { window.close(); choose(chosen); };
  const both = [mine, theirs.target].filter(Boolean).join(" ");
  const window = dialog(t("conflictOf", row + 1), h("p", {}, t("conflictSaid")),
    h("div.versions", {},
      h("section", {}, h("h3", {}, t("base")), text(before)),
      h("section", {}, h("h3", {}, t("mine")), text(diff(compared(before, mine))), h("button.primary", { onclick: () => take(mine) }, t("takeMine"))),
      h("section", {}, h("h3", {}, t("theirs")), text(diff(compared(before, theirs.target))), h("button", { onclick: () => take(null) }, t("takeTheirs")))),
    h("button", { onclick: () => take(both) }, t("editBoth")));
}

/** What is typed and not on the server: conflicts, texts that wait, earlier texts, each with what can be done. */
export function unsent(segments, go, settle) {
  const { to } = segments.index;
  const body = h("div.unsent");
  const place = (id) => (segments.rows.has(id) ? t("goToSegment", segments.rows.get(id) + 1) : t("goneSegment"));
  const entry = (id, one, ...buttons) => h("li", {},
    h("strong", {}, place(id)), h("p", { lang: to.tag, dir: to.dir }, one.text), one.why && h("p.wrong", {}, trouble(one.why)),
    buttons, h("button", { onclick: () => navigator.clipboard?.writeText(one.text) }, t("copy")));
  const button = (word, does) => h("button", { onclick: () => { does(); draw(); } }, t(word));
  const draw = () => {
    const { pending, spare } = segments;
    fill(body, pending.length + spare.length === 0 && h("p.quiet", {}, t("allSaved")), h("ul", {},
      pending.map(([id, typed]) => entry(id, typed,
        typed.status === "conflict" ? h("button", { onclick: () => { window.close(); settle(segments.rows.get(id)); } }, t("compare")) : button("sendNow", () => segments.flush()),
        segments.rows.has(id) && h("button", { onclick: () => { window.close(); go(segments.rows.get(id)); } }, t("show")),
        button("discard", () => segments.discard(id)))),
      spare.map((one) => entry(one.id, one, h("span.more", {}, t("earlier")), button("discard", () => segments.discardSpare(one))))));
  };
  draw();
  const window = dialog(t("notSent"), body);
  segments.addEventListener("status", draw);
  window.addEventListener("close", () => segments.removeEventListener("status", draw));
}
