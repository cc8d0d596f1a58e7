// The one place that holds segments: what the server has, what is typed and not sent yet, what is in conflict.

import { Refused, get, listen, send } from "./api.js";
import { Unsent } from "./unsent.js";

const PAUSE = 800; // milliseconds after the last key
const RANGE = 100;
const RETRY = [1_000, 2_000, 5_000, 10_000, 30_000];
const DONE = new Set(["translated", "approved", "locked"]);

/** An article under review. Tells `change` with the numbers of changed rows, `status` when saving goes on or off. */
export class Segments extends EventTarget {
  /** Opens an article. */
  static async open(name, workspace) {
    const index = await get("article", { name });
    const segments = new Segments(index, workspace);
    segments.events = listen(name, index.event, {
      saved: (ids) => segments.refresh(ids),
      reload: () => segments.reload(),
    });
    return segments;
  }

  constructor(index, workspace) {
    super();
    this.index = index;
    this.unsent = new Unsent(workspace, index.name);
    this.rows = new Map(index.ids.map((id, row) => [id, row]));
    this.texts = new Array(index.ids.length);
    this.asked = new Set();
    this.open = new Map(); // id → {text, state, base, status, theirs?, timer?, sending?}
    this.failures = 0;
    for (const [id, kept] of this.unsent.all()) {
      if (!this.rows.has(id)) continue;
      this.open.set(id, { ...kept, status: "unsent" });
    }
  }

  get count() {
    return this.index.ids.length;
  }

  /** The segment in a row as the server has it, if it is here; asks for it otherwise. */
  segment(row) {
    if (!this.texts[row]) this.need(row);
    return this.texts[row];
  }

  /** Loads the range that a row is in. */
  async need(row) {
    const start = Math.floor(row / RANGE) * RANGE;
    if (this.asked.has(start)) return;
    this.asked.add(start);
    try {
      const answer = await get("segments", { article: this.index.name, start, count: RANGE });
      answer.segments.forEach((segment, at) => this.take(start + at, segment));
      this.changed(answer.segments.map((_, at) => start + at));
    } catch {
      setTimeout(() => this.asked.delete(start), 1_000);
    }
  }

  /** Loads segments that were saved elsewhere. */
  async refresh(ids) {
    for (const id of ids) {
      const row = this.rows.get(id);
      const typed = this.open.get(id);
      if (row === undefined || typed?.sending) continue;
      const answer = await get("segments", { article: this.index.name, start: row, count: 1 });
      const [segment] = answer.segments;
      if (!segment || segment.revision === this.index.revisions[row]) continue;
      this.take(row, segment);
      this.changed([row]);
    }
  }

  /** Loads everything anew: glossary or draft have changed. */
  async reload() {
    const index = await get("article", { name: this.index.name });
    this.index = index;
    this.rows = new Map(index.ids.map((id, row) => [id, row]));
    this.texts = new Array(index.ids.length);
    this.asked.clear();
    this.dispatchEvent(new Event("reload"));
  }

  take(row, segment) {
    this.texts[row] = segment;
    this.index.states[row] = segment.state;
    this.index.revisions[row] = segment.revision;
    const worst = segment.findings.map((finding) => (finding.severity === "error" ? 2 : 1));
    this.index.findings[row] = Math.max(0, ...worst);
  }

  /** The text that stands in a row: what was typed, or else what the server has. */
  text(row) {
    const typed = this.open.get(this.index.ids[row]);
    return typed ? typed.text : (this.texts[row]?.target ?? "");
  }

  /** How saving a row stands: saved, typing, saving, unsent, conflict. */
  status(row) {
    return this.open.get(this.index.ids[row])?.status ?? "saved";
  }

  /** The other text of a row in conflict. */
  theirs(row) {
    return this.open.get(this.index.ids[row])?.theirs;
  }

  /** Takes what is typed; it is sent when the typing pauses. */
  type(row, text) {
    const id = this.index.ids[row];
    const state = this.index.states[row];
    const typed = this.open.get(id) ?? { base: this.index.revisions[row] };
    typed.text = text;
    typed.state = DONE.has(state) ? "translated" : "draft";
    if (typed.status !== "conflict") typed.status = "typing";
    this.open.set(id, typed);
    this.unsent.keep(id, text, typed.state, typed.base);
    clearTimeout(typed.timer);
    if (typed.status !== "conflict") typed.timer = setTimeout(() => this.save(row), PAUSE);
    this.told();
  }

  /** Saves a row now, in the state given or the one it is in. Resolves when the server has it. */
  async save(row, state, keepalive = false) {
    const id = this.index.ids[row];
    let typed = this.open.get(id);
    if (!typed && state === undefined) return true;
    if (!typed) {
      typed = { text: this.text(row), state, base: this.index.revisions[row] };
      this.open.set(id, typed);
    }
    if (state !== undefined) typed.state = state;
    clearTimeout(typed.timer);
    this.unsent.keep(id, typed.text, typed.state, typed.base);
    if (typed.sending) {
      typed.again = true;
      return typed.sending;
    }
    typed.sending = this.put(row, id, typed, keepalive);
    return typed.sending;
  }

  async put(row, id, typed, keepalive) {
    const { text, state, base } = typed;
    typed.status = "saving";
    this.told();
    try {
      const body = { article: this.index.name, id, base, text, state };
      const { segment } = await send("PUT", "segment", body, keepalive);
      this.failures = 0;
      this.take(row, segment);
      typed.sending = null;
      if (typed.text === text && typed.state === state) {
        this.open.delete(id);
        this.unsent.drop(id);
      } else {
        typed.base = segment.revision;
        typed.status = "typing";
        this.unsent.keep(id, typed.text, typed.state, typed.base);
        typed.timer = setTimeout(() => this.save(row), typed.again ? 0 : PAUSE);
      }
      typed.again = false;
      this.changed([row]);
      return true;
    } catch (error) {
      typed.sending = null;
      this.refused(row, typed, error);
      return false;
    }
  }

  refused(row, typed, error) {
    if (error instanceof Refused && error.status === 409) {
      typed.status = "conflict";
      typed.theirs = error.segment;
      this.take(row, error.segment);
    } else {
      typed.status = "unsent";
      typed.why = error instanceof Refused ? `${error.message}; ${error.next}` : "";
      const wait = RETRY[Math.min(this.failures, RETRY.length - 1)];
      this.failures += 1;
      if (!(error instanceof Refused) || error.status >= 500) {
        clearTimeout(typed.timer);
        typed.timer = setTimeout(() => this.save(row), wait);
      }
    }
    this.changed([row]);
  }

  /** Ends a conflict: `text` is to stand over what the other wrote. */
  settle(row, text) {
    const typed = this.open.get(this.index.ids[row]);
    if (!typed) return undefined;
    typed.base = this.index.revisions[row];
    typed.theirs = undefined;
    typed.status = "typing";
    typed.text = text;
    return this.save(row);
  }

  /** Gives up what was typed in a row: what the server has stands. */
  discard(row) {
    const id = this.index.ids[row];
    clearTimeout(this.open.get(id)?.timer);
    this.open.delete(id);
    this.unsent.drop(id);
    this.changed([row]);
  }

  /** Sends everything that is not sent, as when the page is left. */
  flush(keepalive = false) {
    for (const [id, typed] of this.open) {
      if (typed.status !== "conflict") this.save(this.rows.get(id), undefined, keepalive);
    }
  }

  /** Rows whose text is not on the server. */
  get pending() {
    return [...this.open.values()].filter((typed) => typed.status !== "typing" && typed.status !== "saving");
  }

  /** The next row from `row` in steps of `step` that still needs a person, or -1. */
  needing(row, step = 1) {
    for (let at = row + step; at >= 0 && at < this.count; at += step) {
      if (!DONE.has(this.index.states[at])) return at;
    }
    return -1;
  }

  /** The next row from `row` with a finding, or -1. */
  objected(row, step = 1) {
    for (let at = row + step; at >= 0 && at < this.count; at += step) {
      if (this.index.findings[at] > 0) return at;
    }
    return -1;
  }

  /** Segments by state. */
  get counts() {
    const counts = {};
    for (const state of this.index.states) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  }

  changed(rows) {
    this.dispatchEvent(new CustomEvent("change", { detail: rows }));
    this.told();
  }

  told() {
    this.dispatchEvent(new Event("status"));
  }
}
