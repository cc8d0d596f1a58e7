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
  const show = (event) => card.show(term, event.currentTarget.getBoundingClientRect(), index);
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
    const place = text && document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const segment = text && segmentOf(Number(text.closest(".row").dataset.row));
    const inside = place?.offsetNode === text?.firstChild;
    const term = inside && segment?.terms.find(({ at, tier }) => tier !== "possible" && at[0] <= place.offset && place.offset <= at[1]);
    if (term === last) return;
    last = term;
    if (!term) {
      card.hide();
      return;
    }
    const range = document.createRange();
    range.setStart(text.firstChild, term.at[0]);
    range.setEnd(text.firstChild, term.at[1]);
    card.show(term, range.getBoundingClientRect(), index);
  });
  element.addEventListener("pointerleave", () => { last = null; card.hide(); });
}
