// Which way the target of a segment is written where a person has turned it; the server keeps it, so that everybody sees it so.

import { send } from "./api.js";

const OTHER = { ltr: "rtl", rtl: "ltr" };

/** The directions of one article's targets: of their language, but for the turned ones. */
export class Directions {
  constructor(segments) {
    this.segments = segments;
  }

  /** `ltr` or `rtl`. */
  of(row) {
    return this.segments.texts[row]?.direction ?? this.segments.index.to.dir;
  }

  /** Turns a segment around; the direction it has after. */
  async turn(row) {
    const { index } = this.segments;
    const turned = OTHER[this.of(row)];
    const direction = turned === index.to.dir ? null : turned;
    const { segment } = await send("POST", "direction", { article: index.name, id: index.ids[row], direction });
    this.segments.take(row, segment);
    this.segments.changed([row]);
    return turned;
  }
}
