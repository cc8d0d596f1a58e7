// Sums of row heights: where a row begins and which row stands at a height, both in logarithmic time.

export class Heights {
  /** @param {number} count  Rows. @param {number} each  The height each is thought to have, in pixels. */
  constructor(count, each) {
    this.each = new Float64Array(count).fill(each);
    this.tree = new Float64Array(count + 1);
    for (let at = 1; at <= count; at += 1) {
      this.tree[at] += each;
      const up = at + (at & -at);
      if (up <= count) this.tree[up] += this.tree[at];
    }
  }

  /** Sets the height of a row; whether it was another. */
  set(row, height) {
    const more = height - this.each[row];
    if (Math.abs(more) < 0.5) return false;
    this.each[row] = height;
    for (let at = row + 1; at < this.tree.length; at += at & -at) this.tree[at] += more;
    return true;
  }

  /** The heights of all rows before `row`. */
  before(row) {
    let sum = 0;
    for (let at = row; at > 0; at -= at & -at) sum += this.tree[at];
    return sum;
  }

  /** The row that stands at `height`. */
  at(height) {
    let row = 0;
    let rest = height;
    let step = 1;
    while (step * 2 < this.tree.length) step *= 2;
    for (; step > 0; step >>= 1) {
      if (row + step < this.tree.length && this.tree[row + step] <= rest) {
        row += step;
        rest -= this.tree[row];
      }
    }
    return Math.min(row, this.each.length - 1);
  }

  /** The height of all rows. */
  get total() {
    return this.before(this.each.length);
  }
}
