// The target read as an article: its blocks as they will be printed, kept up to date while they are changed elsewhere.

import { fill, h } from "../dom.js";
import { t } from "../words.js";
import { blocks, elementOf } from "./blocks.js";

/** The article as running text. `go(row)` is called for the sentence that is chosen. */
export class Reading {
  constructor(segments, go) {
    this.segments = segments;
    this.go = go;
    this.spans = new Map();
    this.element = h("article.reading", { tabindex: "-1", "aria-label": t("reading") });
    segments.addEventListener("change", (event) => event.detail.forEach((row) => this.renew(row)));
  }

  /** Lays out every sentence; `row` is the one that stands in view and has the focus. */
  show(row, hint) {
    const { index } = this.segments;
    this.spans.clear();
    fill(this.element, h("p.hint", {}, hint),
      h("div.text", { lang: index.to.tag, dir: index.to.dir }, blocks(index).map(({ kind, rows }) =>
        h(elementOf(kind), {}, rows.map((one) => [this.sentence(one), " "])))));
    const here = this.spans.get(row);
    here?.scrollIntoView({ block: "center" });
    here?.focus({ preventScroll: true });
  }

  sentence(row) {
    const choose = (event) => {
      if (event.type === "keydown" && event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      this.go(row);
    };
    const span = h("span.sentence", { role: "link", tabindex: "0", "data-row": row, onclick: choose, onkeydown: choose });
    this.spans.set(row, span);
    this.renew(row);
    return span;
  }

  renew(row) {
    const span = this.spans.get(row);
    if (!span) return;
    const { index } = this.segments;
    const text = this.segments.text(row);
    span.className = `sentence is-${index.states[row]}`;
    if (text) {
      span.textContent = text;
      return;
    }
    const source = this.segments.segment(row)?.source ?? "…";
    fill(span, h("span.spoken-only", { lang: document.documentElement.lang }, `${t("notYet")}: `), h("bdi.missing", { lang: index.from.tag, dir: index.from.dir }, source));
  }
}
