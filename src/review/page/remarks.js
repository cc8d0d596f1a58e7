// Comments on an article: held here, asked for and told to the server.

import { get, send } from "./api.js";

/** The comments of one article. Tells `change` when they have. */
export class Remarks extends EventTarget {
  constructor(segments) {
    super();
    this.segments = segments;
    this.article = segments.index.name;
    this.all = [];
    this.counts = new Map();
    /** What was begun on a segment, or on the article, and not said yet. */
    this.begun = new Map();
    segments.addEventListener("remarked", () => this.load());
    segments.addEventListener("reload", () => this.load());
    this.load();
  }

  /** Asks for them anew. */
  async load() {
    const { comments } = await get("comments", { article: this.article });
    this.take(comments);
  }

  take(comments) {
    this.all = comments;
    this.counts = new Map();
    for (const one of comments) {
      if (one.segment && !one.resolved) this.counts.set(one.segment, (this.counts.get(one.segment) ?? 0) + 1);
    }
    this.dispatchEvent(new Event("change"));
  }

  /** Those on a segment; on the article with none. */
  on(id) {
    return this.all.filter((one) => (one.segment ?? undefined) === id);
  }

  /** Those on sentences that the article no longer has. */
  get astray() {
    return this.all.filter((one) => one.segment && !this.segments.rows.has(one.segment));
  }

  /** Adds one. */
  async add(id, text) {
    const { comment } = await send("POST", "comment", { article: this.article, id, text });
    if (!this.all.some((one) => one.number === comment.number)) this.take([...this.all, comment]);
  }

  /** Settles one, or opens it again. */
  async resolve(one, resolved) {
    const answer = await send("POST", "comment/resolve", { article: this.article, number: one.number, resolved });
    this.take(this.all.map((other) => (other.number === one.number ? { ...other, resolved: answer.resolved } : other)));
  }
}
