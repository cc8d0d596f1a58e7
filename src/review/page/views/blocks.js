// The rows of an article by the blocks of its document.

/** Runs of rows of one block, each with the block's kind: `{kind, rows}`. */
export function blocks({ blocks: of, kinds, ids }) {
  const runs = [];
  for (let row = 0; row < ids.length; row += 1) {
    if (row > 0 && of[row] === of[row - 1]) runs.at(-1).rows.push(row);
    else runs.push({ kind: kinds[of[row]] ?? "paragraph", rows: [row] });
  }
  return runs;
}

/** The element that a block of this kind is on a page. */
export function elementOf(kind) {
  if (kind === "title") return "h2";
  if (typeof kind === "object") return `h${Math.min(6, kind.heading + 1)}`;
  return { "list-item": "p.item", quote: "blockquote", caption: "p.caption", cell: "p.item" }[kind] ?? "p";
}
