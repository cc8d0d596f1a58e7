// Characters that nobody sees: shown on demand as small labels over the text, never in it, and put in from a palette.

import { fill, h } from "./dom.js";

/** Each character with the label it is shown by; the name of its phrase is `char-` and the label. */
export const INVISIBLE = new Map([
  ["\u200e", "LRM"], ["\u200f", "RLM"], ["\u061c", "ALM"], ["\u2066", "LRI"], ["\u2067", "RLI"], ["\u2068", "FSI"], ["\u2069", "PDI"],
  ["\u200c", "ZWNJ"], ["\u200d", "ZWJ"], ["\u00a0", "NBSP"], ["\u202f", "NNBSP"], ["\u2060", "WJ"], ["\u00ad", "SHY"], ["\u0640", "TATWEEL"],
]);

/** Characters that are shown when they stand in a text, but not offered: they turn or break it unseen. */
const FOUND_ONLY = new Map([
  ["\u202a", "LRE"], ["\u202b", "RLE"], ["\u202d", "LRO"], ["\u202e", "RLO"], ["\u202c", "PDF"], ["\u200b", "ZWSP"], ["\ufeff", "BOM"],
]);
const labelOf = (character) => INVISIBLE.get(character) ?? FOUND_ONLY.get(character);

const STORED = "tarjuman:marks";

/** Whether they are shown. */
export const shown = () => localStorage.getItem(STORED) === "1";

/** Shows or hides them; whether they are shown after. */
export function turn() {
  localStorage.setItem(STORED, shown() ? "0" : "1");
  return shown();
}

/** Puts a label over every invisible character of an element that holds one text, into `layer`, which lies over it. */
export function label(layer, element) {
  fill(layer);
  const text = element?.firstChild;
  if (!shown() || text?.nodeType !== Node.TEXT_NODE) return;
  const corner = layer.getBoundingClientRect();
  for (let at = 0; at < text.length; at += 1) {
    const character = text.data[at];
    const name = labelOf(character);
    if (!name || (character === "\u200b" && text.data === character)) continue;
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const place = range.getBoundingClientRect();
    const sign = h("span.sign", { dir: "ltr" }, name);
    sign.style.left = `${place.left + place.width / 2 - corner.left}px`;
    sign.style.top = `${place.top - corner.top}px`;
    layer.append(sign);
  }
}
