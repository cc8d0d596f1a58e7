// The rows. This file alone touches row elements: only those in view exist, whatever the length of the article.

import { Heights } from "./fenwick.js";
import { fill, h } from "./dom.js";
import * as invisible from "./invisible.js";
import { inSource, inTarget, paint, unpaint } from "./marks.js";
import { inWords, t } from "./words.js";

const THOUGHT = 76; // pixels that a row is thought to have before it is seen
const BEYOND = 400; // pixels drawn above and below what is in view

/** A list of segments in a scrolling element. `on` is told of: activate(row), type(row, text), leave(row); it is
 * asked for directionOf(row), for hint(), what an empty field says, for more(row), what else stands under the active target,
 * and for failed(reason), whether a reason tells of a backend's failure, which is said on every row. */
export class List {
  constructor(segments, remarks, on) {
    this.segments = segments;
    this.remarks = remarks;
    this.on = on;
    this.rows = new Map();
    this.active = -1;
    this.shown = null; // rows that a filter leaves, or null for all
    this.space = h("div.space");
    this.element = h("div.list", {
      role: "grid", tabindex: "0", "aria-label": t("segments"), "aria-rowcount": segments.count, "aria-colcount": 3,
      onscroll: () => this.draw(),
    }, this.space);
    this.watch = new ResizeObserver((entries) => this.measured(entries));
    new ResizeObserver(() => this.draw()).observe(this.element);
    segments.addEventListener("change", (event) => event.detail.forEach((row) => this.renew(row)));
    remarks.addEventListener("change", () => this.rows.forEach((_, row) => this.renew(row)));
    this.filter(null);
  }

  /** Shows only some rows; all with `null`. */
  filter(shown) {
    this.shown = shown;
    this.lay(shown);
  }

  /** Lays out these rows, or all with `null`, whatever the filter leaves. */
  lay(rows) {
    this.laid = rows;
    this.place = rows && new Map(rows.map((row, at) => [row, at]));
    this.heights = new Heights(rows ? rows.length : this.segments.count, THOUGHT);
    for (const row of [...this.rows.keys()]) this.remove(row);
    this.draw();
  }

  rowAt(at) {
    return this.laid ? this.laid[at] : at;
  }

  placeOf(row) {
    return this.laid ? this.place.get(row) : row;
  }

  /** Draws the rows in view, and the one that is edited wherever it is. */
  draw() {
    const count = this.laid ? this.laid.length : this.segments.count;
    this.space.style.height = `${this.heights.total}px`;
    const top = this.element.scrollTop - BEYOND;
    const bottom = this.element.scrollTop + this.element.clientHeight + BEYOND;
    const wanted = new Set();
    if (count) {
      for (let at = this.heights.at(Math.max(0, top)); at < count && this.heights.before(at) < bottom; at += 1) {
        wanted.add(this.rowAt(at));
      }
    }
    if (this.active >= 0 && this.placeOf(this.active) !== undefined) wanted.add(this.active);
    for (const row of this.rows.keys()) if (!wanted.has(row)) this.remove(row);
    for (const row of wanted) {
      const known = this.rows.get(row) ?? this.add(row);
      known.element.style.transform = `translateY(${this.heights.before(this.placeOf(row))}px)`;
    }
  }

  measured(entries) {
    let moved = false;
    for (const entry of entries) {
      const row = Number(entry.target.dataset.row);
      const at = this.placeOf(row);
      if (at === undefined || !this.rows.has(row)) continue;
      const above = this.heights.before(at) < this.element.scrollTop;
      const before = this.heights.each[at];
      const height = entry.borderBoxSize[0].blockSize;
      this.sign(this.rows.get(row));
      if (!this.heights.set(at, height)) continue;
      moved = true;
      if (above && row !== this.active) this.element.scrollTop += height - before;
    }
    if (!moved) return;
    this.draw();
    if (this.laid !== this.shown) this.reveal(this.active);
  }

  add(row) {
    const { from, to } = this.segments.index;
    const parts = {
      number: h("button.number", { tabindex: "-1", onclick: () => this.on.activate(row) }),
      state: h("span.state"),
      source: h("p.source", { lang: from.tag, dir: from.dir }),
      sourceSigns: h("div.signs", { "aria-hidden": "true" }),
      target: h("div.target", { lang: to.tag, onclick: () => this.on.activate(row) }),
      targetSigns: h("div.signs", { "aria-hidden": "true" }),
      about: h("span.about"),
    };
    const element = h("div.row", { role: "row", "aria-rowindex": row + 1, "data-row": row },
      h("div.cell.head", { role: "gridcell" }, parts.number, parts.state),
      h("div.cell", { role: "gridcell" }, h("div.stack", {}, parts.source, parts.sourceSigns)),
      h("div.cell", { role: "gridcell" }, h("div.stack", {}, parts.target, parts.targetSigns), parts.about));
    const known = { element, parts, field: null };
    this.rows.set(row, known);
    this.space.append(element);
    this.watch.observe(element);
    this.renew(row);
    return known;
  }

  remove(row) {
    const { element, parts } = this.rows.get(row);
    unpaint(parts.source);
    if (parts.target.firstChild) unpaint(parts.target.firstChild);
    this.watch.unobserve(element);
    element.remove();
    this.rows.delete(row);
  }

  /** Draws a row anew, if it is in view. The field that is typed in keeps its caret. */
  renew(row) {
    const known = this.rows.get(row);
    if (!known) return;
    const { parts, element } = known;
    const segment = this.segments.segment(row);
    const state = this.segments.index.states[row];
    const status = this.segments.status(row);
    element.className = `row is-${state} ${status === "saved" ? "" : `is-${status}`} ${row === this.active ? "is-active" : ""}`;
    parts.number.textContent = row + 1;
    parts.number.setAttribute("aria-label", t("goToSegment", row + 1));
    parts.state.textContent = status === "saved" ? t(state) : t(status);
    if (!segment) {
      parts.source.textContent = "…";
      return;
    }
    if (parts.source.textContent !== segment.source) parts.source.textContent = segment.source;
    paint(parts.source, inSource(segment));
    parts.target.dir = this.on.directionOf(row);
    fill(parts.about, this.about(segment, row), row === this.active && this.on.more(row));
    if (row === this.active) this.edit(known, row);
    else this.read(known, row, segment);
    this.sign(known);
  }

  /** Labels the invisible characters of a row, where they are shown. */
  sign({ parts }) {
    invisible.label(parts.sourceSigns, parts.source);
    invisible.label(parts.targetSigns, parts.target.firstChild);
  }

  /** Labels them in every row in view. */
  signAll() {
    for (const known of this.rows.values()) this.sign(known);
  }

  about(segment, row) {
    const origin = segment.origin;
    const worst = this.segments.index.findings[row];
    const comments = this.remarks.counts.get(this.segments.index.ids[row]) ?? 0;
    return [
      origin && h("span", { title: t("origin") }, t(`from-${origin.from}`), origin.score ? ` ${origin.score} %` : ""),
      segment.was && h("span.changed", {}, t("sourceChanged")),
      segment.apart && h("span.apart", {}, t("isApart")),
      !origin && segment.reason && (row === this.active || this.on.failed(segment.reason)) && h("span", { dir: "auto" }, inWords(segment.reason)),
      worst > 0 && h(`span.worst.is-${worst === 2 ? "error" : "warning"}`, {}, t("findingCount", segment.findings.filter((finding) => !finding.ignored).length)),
      comments > 0 && h("span.remarks", {}, t("commentCount", comments)),
    ];
  }

  read(known, row, segment) {
    const text = this.segments.text(row);
    const shown = h("p", {}, text || "\u200b");
    known.field = null;
    if (known.parts.target.firstChild) unpaint(known.parts.target.firstChild);
    fill(known.parts.target, shown);
    if (text === segment.target) paint(shown, inTarget(segment));
  }

  edit(known, row) {
    const text = this.segments.text(row);
    if (known.field) {
      if (known.field.value !== text) {
        known.field.value = text;
        known.first = text;
        known.redo = 0;
      }
    } else {
      if (known.parts.target.firstChild) unpaint(known.parts.target.firstChild);
      known.mirror = h("p.mirror", { "aria-hidden": "true" });
      known.field = h("textarea", {
        "aria-label": t("targetOf", row + 1), placeholder: this.on.hint(), rows: "1", spellcheck: "true", value: text,
        oninput: (event) => {
          known.redo = Math.max(0, { historyUndo: known.redo + 1, historyRedo: known.redo - 1 }[event.inputType] ?? 0);
          this.on.type(row, known.field.value);
          this.grow(known.field);
          this.reflect(known, row);
        },
        onblur: () => this.on.leave(row),
      });
      Object.assign(known, { first: text, redo: 0 });
      fill(known.parts.target, known.mirror, known.field);
      if (this.focusing === row) this.focus();
    }
    this.grow(known.field);
    this.reflect(known, row);
  }

  /** Keeps the text behind the field, which carries what is painted in it, the same as the field's. */
  reflect(known, row) {
    const { mirror, field } = known;
    if (mirror.textContent !== field.value) {
      unpaint(mirror);
      mirror.textContent = field.value;
    }
    const segment = this.segments.segment(row);
    if (segment?.target === field.value) paint(mirror, inTarget(segment));
    invisible.label(known.parts.targetSigns, mirror);
  }

  grow(field) {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  /** Makes a row the one that is edited, brings it into view and puts the caret at its end. */
  activate(row, takeFocus = true) {
    const before = this.active;
    this.active = row;
    if (before >= 0 && before !== row) this.renew(before);
    this.reveal(row);
    this.draw();
    this.focusing = takeFocus ? row : -1;
    this.renew(row);
    if (takeFocus) this.focus();
  }

  /** Puts the caret at the end of the field, or as soon as its segment is here. */
  focus() {
    const { field } = this;
    if (!field) return;
    this.focusing = -1;
    field.focus({ preventScroll: true });
    const [start, end] = this.kept ?? [field.value.length, field.value.length];
    this.kept = null;
    field.setSelectionRange(start, end);
  }

  /** Puts the caret where it was, now or as soon as the active segment is here. */
  caretAt(selection) {
    this.kept = selection;
    if (this.focusing < 0) this.focus();
  }

  reveal(row) {
    const at = this.placeOf(row);
    if (at === undefined) return;
    const top = this.heights.before(at);
    const bottom = top + this.heights.each[at];
    const view = this.element;
    if (top < view.scrollTop + 60) view.scrollTop = Math.max(0, top - 120);
    else if (bottom > view.scrollTop + view.clientHeight - 60) view.scrollTop = bottom - view.clientHeight + 160;
  }

  /** Where the caret stands on the screen. */
  caret() {
    const { mirror, field } = this.rows.get(this.active);
    const text = mirror.firstChild;
    if (!text) return field.getBoundingClientRect();
    const range = document.createRange();
    const at = Math.min(field.selectionStart, text.length);
    range.setStart(text, at);
    range.setEnd(text, at);
    return range.getClientRects()[0] ?? field.getBoundingClientRect();
  }

  /** Whether the browser can take back what was typed in the field. */
  get canUndo() {
    const known = this.rows.get(this.active);
    return Boolean(known?.field) && known.field.value !== known.first;
  }

  /** Whether the browser can type again what it took back. */
  get canRedo() {
    return (this.rows.get(this.active)?.redo ?? 0) > 0;
  }

  /** Where the caret stands in the source of the active row, in UTF-16 units; -1 where it does not. */
  sourceCaret() {
    const selection = getSelection();
    const source = this.rows.get(this.active)?.parts.source;
    const inside = source && selection.anchorNode === source.firstChild && document.activeElement !== this.field;
    return inside ? selection.anchorOffset : -1;
  }

  /** The field that is typed in. */
  get field() {
    return this.rows.get(this.active)?.field ?? null;
  }

  /** Puts a text in the place of what is selected in the field, as if it were typed. */
  insert(text) {
    const field = this.field;
    if (!field) return;
    const { selectionStart: start, selectionEnd: end, value } = field;
    const blankBefore = start > 0 && /\S$/u.test(value.slice(0, start)) && /^[\p{L}\p{N}]/u.test(text) ? " " : "";
    this.write(start, end, blankBefore + text);
  }

  /** Replaces a stretch of the field, so that the browser's undo knows it. */
  write(start, end, text) {
    const field = this.field;
    if (!field) return;
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, start, end, "end");
      field.dispatchEvent(new Event("input"));
    }
  }
}
