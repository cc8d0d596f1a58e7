// Brings every text of an article here, for views that show all of it.

import { get } from "../api.js";

const AT_ONCE = 500;

/** The ranges of which a text is missing. */
const missing = (segments) => {
  const starts = [];
  for (let start = 0; start < segments.count; start += AT_ONCE) {
    const end = Math.min(start + AT_ONCE, segments.count);
    for (let row = start; row < end; row += 1) {
      if (segments.texts[row]) continue;
      starts.push(start);
      break;
    }
  }
  return starts;
};

const take = (segments, start, found) =>
  found.forEach((segment, at) => segments.texts[start + at] ?? segments.take(start + at, segment));

/** Loads what is missing; `tell` hears how many segments are here and of how many. */
export async function whole(segments, tell) {
  for (const start of missing(segments)) {
    tell(start, segments.count);
    const asked = { article: segments.index.name, start, count: AT_ONCE };
    take(segments, start, (await get("segments", asked)).segments);
  }
  tell(segments.count, segments.count);
}

/** The same before the browser's own print command goes on, which waits for nothing: the page stands still meanwhile. */
export function wholeAtOnce(segments) {
  for (const start of missing(segments)) {
    const request = new XMLHttpRequest();
    const asked = new URLSearchParams({ article: segments.index.name, start, count: AT_ONCE });
    request.open("GET", `/api/segments?${asked}`, false);
    request.setRequestHeader("X-Tarjuman", "page");
    request.send();
    if (request.status === 200) take(segments, start, JSON.parse(request.responseText).segments);
  }
}
