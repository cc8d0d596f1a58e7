// A list at the caret: the terms of the segment, and words of the article that begin as the one that is typed.

import { fill, h } from "../dom.js";
import { t } from "../words.js";

const MOST = 9;
let closeLast = () => {};

/** What is typed of a word before the caret. */
const begun = (field) => /[\p{L}\p{M}\p{N}'’-]*$/u.exec(field.value.slice(0, field.selectionStart))[0];

/** Words and renderings that fit what is typed, terms first. */
function fitting(typed, terms, words) {
  const fits = (text) => text.toLowerCase().startsWith(typed.toLowerCase()) && text !== typed;
  const offered = terms.flatMap((term) => [term.target, ...term.variants].map((text) => ({ text, from: term.source })));
  const found = new Map();
  for (const one of offered.filter((one) => fits(one.text))) if (!found.has(one.text)) found.set(one.text, one);
  if (typed.length > 1) {
    for (const text of words()) {
      if (found.size >= MOST) break;
      if (fits(text) && !found.has(text)) found.set(text, { text, from: "" });
    }
  }
  return [...found.values()].slice(0, MOST);
}

/**
 * Opens the list. Arrows move in it, Enter and Tab take, Escape closes; typing on narrows it.
 * @param {HTMLTextAreaElement} field
 * @param {{place: function(): DOMRect, terms: Array, words: function(): Iterable<string>, languages: object, take: function(number, string): void, none: function(): void}} given
 */
export function complete(field, given) {
  closeLast();
  let chosen = 0;
  let offers = [];
  const list = h("ul.complete", { id: "complete", role: "listbox", "aria-label": t("complete"), lang: given.languages.to.tag, dir: given.languages.to.dir });
  const close = () => {
    list.remove();
    for (const [name, listener] of Object.entries(listeners)) field.removeEventListener(name, listener, true);
    for (const name of ["aria-expanded", "aria-controls", "aria-activedescendant", "role"]) field.removeAttribute(name);
  };
  const take = (at) => {
    const typed = begun(field);
    close();
    given.take(field.selectionStart - typed.length, offers[at].text);
  };
  const draw = () => {
    offers = fitting(begun(field), given.terms, given.words);
    if (!offers.length) return close();
    chosen = Math.min(chosen, offers.length - 1);
    fill(list, offers.map((one, at) => h("li", { id: `complete-${at}`, role: "option", "aria-selected": String(at === chosen), onpointerdown: (event) => { event.preventDefault(); take(at); } },
      one.text, one.from && h("bdi.from", { lang: given.languages.from.tag }, one.from))));
    field.setAttribute("aria-activedescendant", `complete-${chosen}`);
    return undefined;
  };
  const keydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!plain || !(step || ["Enter", "Tab", "Escape"].includes(event.code))) return;
    event.preventDefault();
    event.stopPropagation();
    if (step) {
      chosen = (chosen + step + offers.length) % offers.length;
      draw();
    } else if (event.code === "Escape") close();
    else take(chosen);
  };
  const listeners = { keydown, input: () => setTimeout(draw), blur: close };
  document.body.append(list);
  draw();
  if (!offers.length) {
    given.none();
    return;
  }
  closeLast = close;
  for (const [name, listener] of Object.entries(listeners)) field.addEventListener(name, listener, true);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-expanded", "true");
  field.setAttribute("aria-controls", "complete");
  const place = given.place();
  list.style.insetBlockStart = `${Math.min(place.bottom + 4, innerHeight - list.offsetHeight - 8)}px`;
  list.style.left = `${Math.max(8, Math.min(place.left, innerWidth - list.offsetWidth - 8))}px`;
}
