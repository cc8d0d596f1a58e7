// Terms and findings painted over text without elements of their own, which would tear Arabic letters apart.

import { fill, h } from "./dom.js";

const HIGHLIGHTS = ["term", "held", "term-missing", "term-forbidden", "finding", "finding-error", "found"];
const can = typeof Highlight === "function" && CSS.highlights;
const painted = new WeakMap();

if (can) for (const name of HIGHLIGHTS) CSS.highlights.set(name, new Highlight());

/**
 * Paints stretches of an element that holds one text.
 * @param {HTMLElement} element
 * @param {Array<[string, [number, number]]>} stretches  Name of the highlight, and start and end in UTF-16 units.
 */
export function paint(element, stretches) {
  if (!can) {
    mark(element, stretches);
    return;
  }
  unpaint(element);
  const text = element.firstChild;
  if (!text) return;
  const ranges = [];
  for (const [name, [start, end]] of stretches) {
    if (end <= start || end > text.length) continue;
    const range = new StaticRange({ startContainer: text, startOffset: start, endContainer: text, endOffset: end });
    CSS.highlights.get(name).add(range);
    ranges.push([name, range]);
  }
  painted.set(element, ranges);
}

/** The same with elements, for a browser that cannot paint: a background and nothing else, so that letters stay joined. */
function mark(element, stretches) {
  const text = element.textContent;
  const parts = [];
  let from = 0;
  for (const [name, [start, end]] of [...stretches].sort(([, a], [, b]) => a[0] - b[0])) {
    if (start < from || end <= start || end > text.length) continue;
    parts.push(text.slice(from, start), h(`mark.on-${name}`, {}, text.slice(start, end)));
    from = end;
  }
  fill(element, parts, text.slice(from));
}

/** Takes the paint off an element that goes away. */
export function unpaint(element) {
  if (!can) return;
  for (const [name, range] of painted.get(element) ?? []) CSS.highlights.get(name).delete(range);
  painted.delete(element);
}

/** What is painted in the source of a segment. */
export function inSource(segment) {
  const shown = segment.terms.filter((term) => term.tier !== "possible");
  return shown.map((term) => [sourceMark(term), term.at]);
}

function sourceMark(term) {
  if (term.outcome === "forbidden" || term.outcome === "wrong") return "term-forbidden";
  return term.outcome === "missing" && term.tier === "sure" ? "term-missing" : "term";
}

/** What is painted in the target of a segment. */
export function inTarget(segment) {
  const held = segment.terms.filter((term) => term.targetAt);
  const terms = held.map((term) => [term.outcome === "forbidden" || term.outcome === "wrong" ? "term-forbidden" : "held", term.targetAt]);
  const findings = segment.findings.filter((finding) => !finding.ignored).map((finding) => [
    finding.severity === "error" ? "finding-error" : "finding",
    finding.at,
  ]);
  return [...terms, ...findings];
}
