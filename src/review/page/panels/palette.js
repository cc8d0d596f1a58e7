// The palette of invisible characters.

import { h } from "../dom.js";
import { INVISIBLE } from "../invisible.js";
import { t } from "../words.js";
import { dialog } from "./dialogs.js";

/** Offers the characters; `insert` is called with the one that is chosen. The arrows move, Enter chooses. */
export function palette(insert) {
  const buttons = [...INVISIBLE].map(([character, label]) =>
    h("button", { onclick: () => { window.close(); insert(character); } },
      h("span.label", { dir: "ltr" }, label), h("span", {}, t(`char-${label}`))));
  const move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    if (!step) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length].focus();
  };
  const window = dialog(t("palette"), h("p.quiet", {}, t("paletteHint")), h("div.palette", { onkeydown: move }, buttons));
  buttons[0].focus();
}
