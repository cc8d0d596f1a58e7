// The panes beside the list, for the active segment: terms, memory, checks, history.

import { get } from "../api.js";
import { bdi, fill, h } from "../dom.js";
import { t } from "../words.js";
import { renew, thread } from "./comments.js";
import { findings } from "./findings.js";
import { offered, terms } from "./terms.js";

/** Panes for one segment at a time. `on` has insert(text), write(span, text), select(span), whole(text), ignore and heed(finding). */
export class Side {
  constructor(segments, remarks, on) {
    this.segments = segments;
    this.remarks = remarks;
    this.on = on;
    this.row = -1;
    this.matches = [];
    this.body = {};
    const pane = (name) => {
      this.body[name] = h("div.body");
      return h("section.pane", { "aria-label": t(name), tabindex: "-1" }, h("h2", {}, t(name)), this.body[name]);
    };
    this.element = h("aside.side", { "aria-label": t("termsPane") },
      pane("termsPane"), pane("matchesPane"), pane("findingsPane"), pane("commentsPane"), pane("historyPane"));
    segments.addEventListener("change", (event) => {
      if (!event.detail.includes(this.row)) return;
      this.draw();
      if (this.history && this.segment?.revision !== (this.history.at(-1)?.number ?? 0)) this.soon();
    });
    remarks.addEventListener("change", () => {
      if (this.row >= 0) renew(this.body.commentsPane, remarks, segments.index.ids[this.row]);
    });
  }

  /** Shows another segment. */
  show(row) {
    if (row === this.row) return;
    this.row = row;
    this.matches = [];
    this.history = null;
    this.draw();
    if (row >= 0) fill(this.body.commentsPane, thread(this.remarks, this.segments.index.ids[row]));
    this.soon();
  }

  /** Asks for matches and history, when nobody has gone on in the meantime. */
  soon() {
    clearTimeout(this.timer);
    const { row } = this;
    this.timer = setTimeout(() => this.load(row), 120);
  }

  get segment() {
    return this.row < 0 ? undefined : this.segments.segment(this.row);
  }

  async load(row) {
    const asked = { article: this.segments.index.name, id: this.segments.index.ids[row] };
    const [matches, history] = await Promise.all([get("matches", asked), get("history", asked)]).catch(() => [null, null]);
    if (row !== this.row || !matches) return;
    this.matches = matches.matches;
    this.history = history.revisions;
    this.draw();
  }

  draw() {
    const segment = this.segment;
    fill(this.body.termsPane, segment ? terms(segment, this.segments.index, this.on) : "…");
    fill(this.body.matchesPane, segment?.was && this.predecessor(segment.was), this.matchList());
    fill(this.body.findingsPane, segment ? findings(segment, this.on) : "…");
    fill(this.body.historyPane, this.revisions());
  }

  /** The terms that a digit inserts, in the order of the source. */
  get offered() {
    return offered(this.segment);
  }

  /** The segment that stood here before the article was issued again: its source against this one's, and its target. */
  predecessor({ parts, target, state }) {
    const { from, to } = this.segments.index;
    return h("section.matches.before", { "aria-label": t("sourceWas") },
      h("span.more", {}, t("sourceWas")),
      h("p", { lang: from.tag, dir: from.dir }, diff(parts)),
      target && h("button.rendering", { lang: to.tag, dir: to.dir, onclick: () => this.on.whole(target) }, target),
      target && h("span.more", {}, t(state)));
  }

  matchList() {
    if (!this.matches.length) return h("p.quiet", {}, t("noMatches"));
    const { from, to } = this.segments.index;
    return h("ol.matches", {}, this.matches.map((match, at) =>
      h("li", {},
        h("kbd", {}, at + 1), h("span.score", {}, h("bdi", {}, `${match.score} %`)),
        h("span.more", {}, t("inMemory", match.memory), (match.author || match.changed) && [" · ", [match.author, match.changed && when(match.changed)].filter(Boolean).map((one, nth) => [nth > 0 && t("comma"), bdi(one)])]),
        h("p", { lang: from.tag, dir: from.dir }, diff(match.parts)),
        h("button.rendering", { lang: to.tag, dir: to.dir, onclick: () => this.on.whole(match.target) }, match.target))));
  }

  /** The thread has a field of its own, so it is drawn only when the segment or its comments change. */
  /** Puts the caret where a comment is written. */
  say() {
    this.body.commentsPane.querySelector("textarea")?.focus();
  }

  revisions() {
    if (!this.history?.length) return h("p.quiet", {}, t("noHistory"));
    const { to } = this.segments.index;
    return h("ol.history", {}, [...this.history].reverse().map((one, at) =>
      h("li", {},
        h("p", { lang: to.tag, dir: to.dir }, diff(one.parts)),
        h("span.more", {}, t("by", one.who, when(one.at)), " · ", t(one.state)),
        at > 0 && h("button", { onclick: () => this.on.whole(one.text) }, t("restore")))));
  }
}

/** A text with what was taken out and put in. */
export const diff = (parts) =>
  parts.map((part) => {
    if (part.is === "same") return part.text;
    return h(part.is === "only-here" ? "del" : "ins", {}, part.text);
  });

/** A stamp as TMX writes it, as people read it. */
export function when(stamp) {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  if (!parts) return stamp;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second)).toLocaleString();
}
