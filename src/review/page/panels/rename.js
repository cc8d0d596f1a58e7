// A term is given another rendering: every segment that changes is shown first, old and new.

import { send } from "../api.js";
import { bdi, fill, h } from "../dom.js";
import { inWords, t, trouble } from "../words.js";
import { dialog } from "./dialogs.js";
import { diff } from "./side.js";

/**
 * The window of a renaming.
 * @param {{file: string, term: object}} row  The row as it stands. @param {function(string): void} said
 */
export function rename(article, { file, term }, index, said, proposed = term.target) {
  const rendering = h("input", { value: proposed, required: true, lang: index.to.tag, dir: index.to.dir, "aria-label": t("newRendering") });
  const forbid = h("input", { type: "checkbox", checked: true });
  const shown = h("div.found", { role: "status" });
  const asked = (more) => ({ article, file, old: term, rendering: rendering.value, forbid: forbid.checked, ...more });
  const wrong = (error) => fill(shown, h("p.wrong", { role: "alert" }, trouble(error)));
  const look = async (event) => {
    event?.preventDefault();
    try {
      const { touched } = await send("POST", "rename", asked({ preview: true }));
      fill(shown, preview(touched, index, (human) => apply(human)));
    } catch (error) {
      wrong(error);
    }
  };
  const apply = async (human) => {
    try {
      done(await send("POST", "rename", asked({ preview: false, human })));
    } catch (error) {
      wrong(error);
    }
  };
  const done = ({ changed, left, file: written }) => {
    const words = t("renamed", changed, written.split("/").at(-1));
    said(words);
    const undo = h("button", { onclick: async () => { try { window.close(); said(await undoRenaming()); } catch (error) { said(trouble(error)); } } }, t("undoRename"));
    fill(shown, h("p", {}, words), left.length > 0 && h("ul", {}, left.map((one) => h("li", {}, t("leftAlone", one.number ?? "–", inWords(one.why))))),
      h("div.acts", {}, undo, h("button.primary", { onclick: () => window.close() }, t("close"))));
    undo.focus();
  };
  const window = dialog(t("renameOf", term.source), h("form.fields", { onsubmit: look },
    h("label", {}, t("oldRendering"), h("output", { lang: index.to.tag, dir: index.to.dir }, term.target)),
    h("label", {}, t("newRendering"), rendering),
    h("label.check", {}, forbid, t("forbidOld")), h("button.primary", {}, t("preview"))), shown);
  rendering.select();
  if (proposed !== term.target) look();
}

function preview(touched, index, apply) {
  if (!touched.length) return [h("p.quiet", {}, t("touchesNothing")), h("div.acts", {}, h("button.primary", { onclick: () => apply([]) }, t("renameRow")))];
  const machine = touched.filter((one) => !one.human && !one.locked);
  const boxes = new Map(touched.filter((one) => one.human && !one.locked).map((one) => [one, h("input", { type: "checkbox", onchange: () => count() })]));
  const button = h("button.primary", { onclick: () => apply([...boxes].filter(([, box]) => box.checked).map(([one]) => [one.article, one.id])) });
  const count = () => { button.textContent = t("renameIn", machine.length + [...boxes.values()].filter((box) => box.checked).length); };
  const all = boxes.size > 1 && h("button", { onclick: () => { boxes.forEach((box) => { box.checked = true; }); count(); } }, t("allHuman", boxes.size));
  count();
  return [
    h("div.acts", {}, all, button),
    h("ul.touched", {}, touched.map((one) => h("li", {},
      h("p.more", {}, bdi(one.article), " · ", t("numbered", one.number), one.left > 0 && ` · ${t("placesLeft", one.left)}`),
      h("p.diff", { lang: index.to.tag, dir: index.to.dir }, diff(one.parts)),
      one.locked ? h("span.more", {}, t("locked")) : one.human ? h("label.check", {}, boxes.get(one), t("changeHuman")) : h("span.more", {}, t("machineChanges"))))),
  ];
}

/** Undoes the last renaming; what became of it, in words. */
export async function undoRenaming() {
  const { changed, left } = await send("POST", "rename/undo", {});
  return [t("renameUndone", changed), ...left.map((one) => t("leftAlone", one.number ?? "–", inWords(one.why)))].join(" ");
}
