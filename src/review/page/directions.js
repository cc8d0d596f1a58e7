// Which way the target of a segment is written where a person has turned it; kept for this browser.

const OTHER = { ltr: "rtl", rtl: "ltr" };

/** The turned segments of one article; all others are written as their language is. */
export class Directions {
  constructor(workspace, article, standard) {
    this.stored = `tarjuman:direction:${workspace}:${article}`;
    this.standard = standard;
    try {
      this.turned = new Set(JSON.parse(localStorage.getItem(this.stored)) ?? []);
    } catch {
      this.turned = new Set();
    }
  }

  /** `ltr` or `rtl`. */
  of(id) {
    return this.turned.has(id) ? OTHER[this.standard] : this.standard;
  }

  /** Turns a segment around; the direction it has after. */
  turn(id) {
    if (!this.turned.delete(id)) this.turned.add(id);
    localStorage.setItem(this.stored, JSON.stringify([...this.turned]));
    return this.of(id);
  }
}
