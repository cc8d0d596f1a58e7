// Two texts compared word by word, in the browser, so that it works without the server too.

/**
 * The stretches of two texts.
 * @returns {Array<{text: string, is: "same"|"only-here"|"only-there"}>}  `only-here` stands in `old`, `only-there` in `now`.
 */
export function compared(old, now) {
  const [a, b] = [words(old), words(now)];
  let [start, endA, endB] = [0, a.length, b.length];
  while (start < endA && start < endB && a[start] === b[start]) start += 1;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) { endA -= 1; endB -= 1; }
  const parts = [];
  const add = (is, word) => {
    const last = parts.at(-1);
    if (last?.is === is) last.text += word;
    else parts.push({ is, text: word });
  };
  for (const word of a.slice(0, start)) add("same", word);
  for (const [is, word] of middle(a.slice(start, endA), b.slice(start, endB))) add(is, word);
  for (const word of a.slice(endA)) add("same", word);
  return parts;
}

const words = (text) => text.match(/\s+|[^\s]+/gu) ?? [];

/** The longest common subsequence, by the table of lengths; quadratic, in the words that differ only. */
function* middle(a, b) {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { yield ["same", a[i]]; i += 1; j += 1; }
    else if (i < a.length && (j === b.length || table[i + 1][j] >= table[i][j + 1])) { yield ["only-here", a[i]]; i += 1; }
    else { yield ["only-there", b[j]]; j += 1; }
  }
}
