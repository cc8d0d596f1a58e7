// The card of a term: all that its row says, beside the place where the term is pointed at or has the focus.

import { bdi, fill, h } from "../dom.js";
import { t } from "../words.js";

const element = h("div.term-card", { id: "term-card", role: "tooltip", hidden: true });
let leaving;
let pointer; // where the pointer was last
let putAway; // where it was when the card was put away by hand
const where = (event) => `${event.screenX},${event.screenY}`;

/** Hides the card, unless the pointer goes into it. */
export function hide(wait = 150) {
  clearTimeout(leaving);
  leaving = setTimeout(() => { element.hidden = true; }, wait);
}

element.addEventListener("pointerenter", () => clearTimeout(leaving));
element.addEventListener("pointerleave", () => hide());
addEventListener("pointermove", (event) => { pointer = where(event); }, true);
addEventListener("keydown", (event) => {
  if (event.code !== "Escape") return;
  putAway = pointer;
  hide(0);
});

/** Shows the card of a term that the pointer has come to. A page that moves under a pointer at rest does not bring back what
 * was put away. */
export function point(event, term, place, index) {
  if (where(event) !== putAway) show(term, place, index);
}

/**
 * Shows the card of a term.
 * @param {object} term  As the server tells it. @param {DOMRect} place  Where. @param {object} index  The article's languages.
 */
export function show(term, place, index) {
  clearTimeout(leaving);
  const { from, to } = index;
  const line = (name, ...inside) => h("div", {}, h("dt", {}, t(name)), h("dd", {}, inside));
  const list = (texts) => texts.map((text, at) => [at > 0 && t("comma"), h("bdi", { lang: to.tag }, text)]);
  fill(element,
    h("p.head", {}, h("bdi", { lang: from.tag }, term.source), h("bdi.arrow", { "aria-hidden": "true" }, t("arrow")), h("bdi.main", { lang: to.tag }, term.target)),
    h("dl", {},
      line("kind", t(`kind-${term.kind}`), " · ", t(`tier-${term.tier}`)),
      line("statusOf", t(`term-${term.status}`), " · ", t(term.outcome === "open" ? "outcome-open" : term.outcome)),
      term.split !== term.source && line("takenApart", h("bdi", { lang: from.tag }, term.split)),
      term.variants.length > 0 && line("variants", list(term.variants)),
      term.forbidden.length > 0 && line("forbiddenOnes", list(term.forbidden)),
      term.note && line("note", bdi(term.note)),
      term.listed && line("file", h("bdi", { dir: "ltr" }, term.listed.split("/").at(-1)))));
  if (!element.isConnected) document.body.append(element);
  element.hidden = false;
  const { offsetWidth: width, offsetHeight: height } = element;
  const below = place.bottom + 6 + height < innerHeight;
  element.style.top = `${Math.max(6, below ? place.bottom + 6 : place.top - height - 6)}px`;
  const start = document.documentElement.dir === "rtl" ? place.right - width : place.left;
  element.style.left = `${Math.max(6, Math.min(start, innerWidth - width - 6))}px`;
}
