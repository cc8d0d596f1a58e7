// Where a sentence is parted: a place between two words of its source, chosen by key or pointer, with both parts shown.

import { fill, h } from "../dom.js";
import { t } from "../words.js";
import { dialog } from "./dialogs.js";

/** The places between the words of a text, in UTF-16 units. */
export function gaps(text) {
  const found = [...text.matchAll(/\s+(?=\S)/gu)].map((gap) => gap.index + gap[0].length);
  return found.filter((at) => text.slice(0, at).trim());
}

/** Asks where `source` is to be parted; begins at the gap after the stop or comma that is nearest to the middle. */
export function askPlace(source, { from }, part) {
  const places = gaps(source);
  if (!places.length) return false;
  const marked = places.filter((at) => /[.!?؟،؛,;:]\s*$/u.test(source.slice(0, at)));
  const near = (marked.length ? marked : places).reduce((best, at) => (Math.abs(at - source.length / 2) < Math.abs(best - source.length / 2) ? at : best));
  const text = () => h("p", { lang: from.tag, dir: from.dir });
  const [left, right] = [text(), text()];
  const slider = h("input.place", { type: "range", min: 0, max: places.length - 1, value: String(places.indexOf(near)), dir: from.dir, "aria-label": t("splitPlace"), oninput: () => draw() });
  const draw = () => {
    const at = places[Number(slider.value)];
    fill(left, source.slice(0, at).trim());
    fill(right, source.slice(at).trim());
    slider.setAttribute("aria-valuetext", t("splitBefore", source.slice(at).trim().split(/\s+/u)[0]));
  };
  const window = dialog(t("split"), h("form.parts", { onsubmit: (event) => { event.preventDefault(); window.close(); part(places[Number(slider.value)]); } },
    slider, h("ol", {}, h("li", {}, left), h("li", {}, right)), h("p.quiet", {}, t("splitSaid")), h("button.primary", {}, t("split"))));
  draw();
  slider.focus();
  return true;
}
