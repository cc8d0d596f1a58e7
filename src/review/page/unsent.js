// What was typed and is not on the server's disk yet, kept in the browser's storage until it is.

const PREFIX = "tarjuman";

/** The unsent texts of one article. Each is `{base, text, state, at}` under the segment's id. */
export class Unsent {
  constructor(workspace, article) {
    this.prefix = `${PREFIX}:${workspace}:${article}:`;
  }

  /** Keeps a text. */
  keep(id, text, state, base) {
    const kept = JSON.stringify({ base, text, state, at: Date.now() });
    try {
      localStorage.setItem(this.prefix + id, kept);
    } catch {
      // No storage: the text still stands in the field, and the row says that it is not saved.
    }
  }

  /** Lets go of a text that the server has. */
  drop(id) {
    localStorage.removeItem(this.prefix + id);
  }

  /** Everything that was kept, by segment. */
  all() {
    const found = new Map();
    for (let at = 0; at < localStorage.length; at += 1) {
      const key = localStorage.key(at);
      if (!key.startsWith(this.prefix)) continue;
      try {
        found.set(key.slice(this.prefix.length), JSON.parse(localStorage.getItem(key)));
      } catch {
        localStorage.removeItem(key);
      }
    }
    return found;
  }
}
