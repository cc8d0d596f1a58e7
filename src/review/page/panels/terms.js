// The pane of terms: each term of the active segment with its digit, its rendering and what became of it.

import { h } from "../dom.js";
import { keysOf, label } from "../keys.js";
import { t } from "../words.js";
import * as card from "./card.js";

/** The terms that a digit inserts, in the order of the source. */
export const offered = (segment) =>
  segment?.terms.filter((term) => term.tier !== "possible" || term.outcome === "open") ?? [];

/** The list of them; `on.insert(text)` puts a rendering at the caret, `on.edit(term)` opens its row. */
export function terms(segment, index, on) {
  const list = offered(segment);
  if (!list.length) return h("p.quiet", {}, t("noTerms", label(keysOf("addTerm"))));
  return h("ol.terms", {}, list.map((term, at) => line(term, at, segment, index, on)));
}

function line(term, at, segment, index, on) {
  const { from, to } = index;
  const show = (event) => card.point(event, term, event.currentTarget.getBoundingClientRect(), index);
  const insert = (text) => () => on.insert(text);
  const element = h(`li.term.is-${term.outcome}.is-${term.status}`, { onpointerenter: show, onpointerleave: () => card.hide() },
    at < 9 ? h("kbd", {}, at + 1) : h("span.no"),
    h("bdi.form", { lang: from.tag }, segment.source.slice(...term.word)),
    h("button.rendering", { lang: to.tag, dir: to.dir, onclick: insert(term.target), onfocus: (event) => card.show(term, event.currentTarget.closest("li").getBoundingClientRect(), index), onblur: () => card.hide(0), "aria-label": `${t("insert")}: ${term.target}`, "aria-describedby": "term-card" }, term.target),
    h("span.outcome", {}, t(term.status === "proposed" ? "term-proposed" : term.outcome === "open" ? "outcome-open" : term.outcome)),
    h("button.edit", { onclick: () => on.edit(term), "aria-label": t("editRow", term.source), title: t("editRow", term.source) }, "✎"));
  return element;
}

/** Shows the card of a term that the pointer rests on in a source text. */
export function watch(element, segmentOf, index) {
  let last;
  element.addEventListener("pointermove", (event) => {
    const text = event.target.closest?.(".source");
    const found = text && under(event, text, segmentOf(Number(text.closest(".row").dataset.row)));
    if (found?.term === last) return;
    last = found?.term;
    if (found) card.point(event, found.term, found.place, index);
    else card.hide();
  });
  element.addEventListener("pointerleave", () => { last = null; card.hide(); });
}

/** The term under the pointer, and where its letters stand. */
function under({ clientX: x, clientY: y }, element, segment) {
  const text = element.firstChild;
  const at = document.caretPositionFromPoint?.(x, y);
  if (!segment || at?.offsetNode !== text) return null;
  const term = segment.terms.find(({ at: [start, end], tier }) => tier !== "possible" && start <= at.offset && at.offset <= end);
  if (!term) return null;
  const range = document.createRange();
  range.setStart(text, term.at[0]);
  range.setEnd(text, term.at[1]);
  const hit = [...range.getClientRects()].find((place) => place.left <= x && x <= place.right && place.top <= y && y <= place.bottom);
  return hit ? { term, place: hit } : null;
}
