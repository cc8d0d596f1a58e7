// The one place that holds segments: what the server has, what is typed and not sent yet, what is in conflict.

import { Refused, get, listen, send } from "./api.js";
import { Unsent } from "./unsent.js";

const PAUSE = 800; // milliseconds after the last key
const RANGE = 100;
const ECHOES = 20; // texts under way that are remembered until one of them is answered
const RETRY = [1_000, 2_000, 5_000, 10_000, 30_000];
const DONE = new Set(["translated", "approved", "locked"]);

/**
 * An article under review. Tells `change` with the numbers of changed rows, `status` when saving goes on or off,
 * `saved` with the server's answer, `remarked` when comments have changed, `reload` when everything has.
 */
export class Segments extends EventTarget {
  /** Asks for what an article is made of: the numbers, states and names of its segments, and no texts. */
  static index(name) {
    return get("article", { name });
  }

  /** Opens an article. */
  static async open(index, workspace) {
    const segments = new Segments(index, workspace);
    segments.need(Math.max(0, segments.needing(-1))); // the first that will be drawn is under way while the page is built
    segments.events = listen(index.name, index.event, {
      saved: (ids) => segments.refresh(ids),
      remarked: (ids) => { segments.refresh(ids, true); segments.dispatchEvent(new Event("remarked")); },
      reload: () => segments.reload(),
    });
    await segments.adopt();
    setTimeout(() => segments.adopt(), 1_500); // a page that is reloaded may not have ended before
    return segments;
  }

  constructor(index, workspace) {
    super();
    this.unsent = new Unsent(workspace, index.name);
    this.open = new Map(); // id → {text, state, base, before, at, sent?, status, theirs?, timer?, sending?, again?, why?}
    this.spare = []; // earlier texts for a segment that has a later one: shown, never dropped by the page
    this.queue = []; // ids to be sent, in the order they were finished
    this.failures = 0;
    this.arrange(index);
  }

  arrange(index) {
    this.index = index;
    this.rows = new Map(index.ids.map((id, row) => [id, row]));
    this.texts = new Array(index.ids.length);
    this.asked = new Map();
  }

  /** Takes over what was typed in pages that have ended; of two texts for one segment the later one is sent. */
  async adopt() {
    const left = await this.unsent.left();
    for (const kept of left) {
      const known = this.open.get(kept.id);
      if (kept.spare) this.putBy(kept);
      else if (!known) this.takeOver(kept);
      else if (known.text !== kept.text && known.at < kept.at) { this.putBy({ id: kept.id, ...known }); this.takeOver(kept); }
      else if (known.text !== kept.text) this.putBy(kept);
      this.unsent.taken(kept);
    }
    if (left.length) this.flush();
  }

  takeOver({ id, base, before, text, state, at, sent }) {
    const typed = { base, before, text, state, at, sent, status: "unsent" };
    this.open.set(id, typed);
    this.unsent.keep(id, typed);
  }

  putBy({ id, base, before, text, state, at }) {
    const spare = { id, base, before, text, state, at };
    this.spare.push(spare);
    this.unsent.keep(id, spare, true);
  }

  /** Gives up an earlier text. */
  discardSpare(spare) {
    this.spare = this.spare.filter((one) => one !== spare);
    this.unsent.dropSpare(spare);
    this.told();
  }

  get count() {
    return this.index.ids.length;
  }

  /** The segment in a row as the server has it, if it is here; asks for it otherwise. */
  segment(row) {
    if (!this.texts[row]) this.need(row);
    return this.texts[row];
  }

  /** Loads the range that a row is in, unless it is here. */
  need(row) {
    const start = Math.floor(row / RANGE) * RANGE;
    if (!this.asked.has(start)) this.asked.set(start, this.load(start, RANGE));
    return this.asked.get(start);
  }

  async load(start, count) {
    const { index } = this;
    try {
      const { segments } = await get("segments", { article: index.name, start, count });
      if (index !== this.index) return;
      segments.forEach((segment, at) => this.take(start + at, segment));
      this.changed(segments.map((_, at) => start + at));
    } catch {
      setTimeout(() => this.asked.delete(start), 1_000);
    }
  }

  /** Loads segments that were saved elsewhere; all of them with `always`. */
  async refresh(ids, always = false) {
    for (const id of ids) {
      const row = this.rows.get(id);
      if (row === undefined || this.open.get(id)?.sending) continue;
      const answer = await get("segments", { article: this.index.name, start: row, count: 1 });
      const [segment] = answer.segments;
      if (segment?.id !== id || (!always && segment.revision === this.index.revisions[row])) continue;
      this.take(row, segment);
      this.changed([row]);
    }
  }

  /** Loads everything anew: glossary, draft or the order of the segments have changed. */
  async reload() {
    this.arrange(await Segments.index(this.index.name));
    this.dispatchEvent(new Event("reload"));
    this.told();
  }

  /** Takes a segment as the server has it. */
  take(row, segment) {
    this.texts[row] = segment;
    this.index.states[row] = segment.state;
    this.index.revisions[row] = segment.revision;
    const open = segment.findings.filter((finding) => !finding.ignored);
    this.index.findings[row] = Math.max(0, ...open.map((finding) => (finding.severity === "error" ? 2 : 1)));
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

  begin(row, state) {
    const typed = { base: this.index.revisions[row], before: this.texts[row]?.target ?? "", text: this.text(row), state };
    this.open.set(this.index.ids[row], typed);
    return typed;
  }

  /** Takes what is typed; it is sent when the typing pauses. */
  type(row, text) {
    const id = this.index.ids[row];
    const state = DONE.has(this.index.states[row]) ? "translated" : "draft";
    const typed = this.open.get(id) ?? this.begin(row, state);
    Object.assign(typed, { text, state, at: Date.now() });
    this.unsent.keep(id, typed);
    clearTimeout(typed.timer);
    if (typed.status !== "conflict") {
      typed.status = "typing";
      typed.timer = setTimeout(() => this.save(this.rows.get(id)), PAUSE);
    }
    this.told();
  }

  /** Saves a row now, in the state given or the one it is in. Resolves to whether the server has it. */
  async save(row, state) {
    const id = this.index.ids[row];
    if (!this.open.has(id) && state === undefined) return true;
    const typed = this.open.get(id) ?? this.begin(row, state);
    if (state !== undefined) typed.state = state;
    typed.at ??= Date.now();
    this.unsent.keep(id, typed);
    if (typed.status !== "conflict") this.enqueue(id, typed);
    await this.pump();
    return !this.open.has(id);
  }

  enqueue(id, typed) {
    clearTimeout(typed.timer);
    if (typed.sending) typed.again = true;
    else if (!this.queue.includes(id)) this.queue.push(id);
    this.told();
  }

  /** Sends the queue, one after the other, so that what was finished first is saved first. */
  pump() {
    this.pumping ??= this.sendAll().finally(() => { this.pumping = null; });
    return this.pumping;
  }

  async sendAll() {
    clearTimeout(this.retry);
    while (this.queue.length) {
      const [id] = this.queue;
      if (!(await this.put(id))) {
        this.retry = setTimeout(() => this.pump(), RETRY[Math.min(this.failures - 1, RETRY.length - 1)]);
        return;
      }
      this.queue = this.queue.filter((one) => one !== id);
      const typed = this.open.get(id);
      // What is in conflict waits for a person; sent again it would come back for ever.
      if (typed?.again && typed.status !== "conflict") this.enqueue(id, typed);
    }
  }

  /** Sends one segment. False when the server could not be reached or could not write, so that it is tried again. */
  async put(id, keepalive = false) {
    const typed = this.open.get(id);
    if (!typed || typed.sending || typed.status === "conflict") return true;
    const { text, state, base } = typed;
    const sent = [...(typed.sent ?? []).filter((one) => one !== text), text].slice(-ECHOES);
    Object.assign(typed, { sending: true, again: false, status: "saving", sent });
    this.unsent.keep(id, typed);
    this.told();
    try {
      const answer = await send("PUT", "segment", { article: this.index.name, id, base, text, state }, keepalive);
      typed.sending = false;
      this.failures = 0;
      this.arrived(id, typed, text === typed.text && state === typed.state, answer);
      return true;
    } catch (error) {
      typed.sending = false;
      return this.refused(id, typed, error);
    }
  }

  arrived(id, typed, whole, answer) {
    const row = this.rows.get(id);
    if (whole) {
      this.open.delete(id);
      this.unsent.drop(id);
    } else {
      Object.assign(typed, { base: answer.segment.revision, before: answer.segment.target, sent: [], status: "typing" });
      this.unsent.keep(id, typed);
      clearTimeout(typed.timer);
      typed.timer = setTimeout(() => this.save(this.rows.get(id)), PAUSE);
    }
    if (row === undefined) return;
    this.take(row, answer.segment);
    this.changed([row]);
    this.dispatchEvent(new CustomEvent("saved", { detail: { row, ...answer } }));
  }

  refused(id, typed, error) {
    const row = this.rows.get(id);
    const final = error instanceof Refused && error.status < 500;
    if (error instanceof Refused && error.status === 409 && isEcho(typed, error.segment)) {
      Object.assign(typed, { base: error.segment.revision, before: error.segment.target, sent: [], again: true });
      if (row !== undefined) this.take(row, error.segment);
    } else if (error instanceof Refused && error.status === 409) {
      Object.assign(typed, { status: "conflict", theirs: error.segment, why: undefined });
      if (row !== undefined) this.take(row, error.segment);
    } else {
      typed.status = "unsent";
      typed.why = error;
    }
    if (!final) this.failures += 1;
    this.changed(row === undefined ? [] : [row]);
    return final;
  }

  /** Ends a conflict: `text` is to stand over what the other wrote. */
  settle(row, text, state) {
    const id = this.index.ids[row];
    const typed = this.open.get(id);
    if (!typed) return undefined;
    const { theirs } = typed;
    Object.assign(typed, { base: theirs.revision, before: theirs.target, theirs: undefined, sent: [], status: "typing", text });
    this.changed([row]);
    return this.save(row, state);
  }

  /** Gives up what was typed for a segment: what the server has stands. */
  discard(id) {
    clearTimeout(this.open.get(id)?.timer);
    this.open.delete(id);
    this.queue = this.queue.filter((one) => one !== id);
    this.unsent.drop(id);
    this.changed(this.rows.has(id) ? [this.rows.get(id)] : []);
  }

  /** Sends everything that is not sent, in the order it was typed; all at once when the page is being left. */
  async flush(leaving = false) {
    const waiting = [...this.open].filter(([, typed]) => typed.status !== "conflict");
    waiting.sort(([, a], [, b]) => a.at - b.at);
    if (leaving) await Promise.all(waiting.map(([id]) => this.put(id, true)));
    for (const [id, typed] of waiting) if (!leaving || typed.again) this.enqueue(id, typed);
    return this.pump();
  }

  /** What is not on the server although it should be, as `[id, typed]`; conflicts among it. */
  get pending() {
    return [...this.open].filter(([, typed]) => typed.status === "unsent" || typed.status === "conflict");
  }

  /** Rows that two people have changed. */
  get conflicts() {
    return this.pending.filter(([, typed]) => typed.status === "conflict").map(([id]) => this.rows.get(id));
  }

  /** The next row from `row` in steps of `step` that still needs a person, or -1. */
  needing(row, step = 1) {
    return this.sought(row, step, (at) => !DONE.has(this.index.states[at]));
  }

  /** The next row from `row` with a finding, or -1. */
  objected(row, step = 1) {
    return this.sought(row, step, (at) => this.index.findings[at] > 0);
  }

  sought(row, step, fits) {
    for (let at = row + step; at >= 0 && at < this.count; at += step) if (fits(at)) return at;
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

/** Whether what stands on the server is a text of this page's own whose answer never came back. */
const isEcho = ({ base, sent = [] }, { revision, target }) => revision === base + 1 && sent.includes(target);
