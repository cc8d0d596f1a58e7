// What was typed and is not on the server's disk yet, kept in the browser's storage until it is.
//
// Each opening of the page keeps its own texts, so that two tabs on one segment do not overwrite each other. A lock of
// the browser's shows which openings still live; what the others left behind is taken over.

const part = encodeURIComponent;

/**
 * The unsent texts of one article. Each is `{id, base, before, text, state, at, sent}`, where `sent` are texts
 * that went off and have no answer yet; an earlier text for a segment that has a
 * later one is kept as a spare.
 */
export class Unsent {
  constructor(workspace, article) {
    this.prefix = `tarjuman:${part(workspace)}:${part(article)}:`;
    this.own = `${this.prefix}${crypto.randomUUID()}:`;
    navigator.locks?.request(this.own, () => new Promise(() => {}));
  }

  /** Keeps a text. */
  keep(id, { base, before, text, state, at, sent }, spare = false) {
    try {
      const key = this.own + (spare ? `${at}~${id}` : id);
      localStorage.setItem(key, JSON.stringify({ id, base, before, text, state, at, sent, spare }));
    } catch {
      // No storage: the text still stands in the field, and the row says that it is not saved.
    }
  }

  /** Lets go of a text that the server has, or that a person gave up. */
  drop(id) {
    localStorage.removeItem(this.own + id);
  }

  /** Lets go of an earlier text. */
  dropSpare({ id, at }) {
    this.drop(`${at}~${id}`);
  }

  /** Takes what openings that have ended left behind, oldest first; whoever asks keeps it from here on. */
  async left() {
    const living = new Set((await navigator.locks?.query())?.held?.map((lock) => lock.name));
    const found = [];
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(this.prefix) || key.startsWith(this.own)) continue;
      const end = key.indexOf(":", this.prefix.length) + 1;
      if (living.has(key.slice(0, end))) continue;
      try {
        found.push({ key, ...JSON.parse(localStorage.getItem(key)) });
      } catch {
        localStorage.removeItem(key); // not written by this page
      }
    }
    return found.sort((a, b) => a.at - b.at);
  }

  /** Lets go of what was taken from another opening. */
  taken({ key }) {
    localStorage.removeItem(key);
  }
}
