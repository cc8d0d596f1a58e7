// The article on paper: a table of every segment, source and target side by side, whatever is in view on the screen.

import { h } from "../dom.js";
import { languageName, t, tag } from "../words.js";
import { wholeAtOnce } from "./whole.js";

/** Lays the table out when the browser is about to print, and takes it away after. */
export class Paper {
  constructor(segments) {
    this.segments = segments;
    addEventListener("beforeprint", () => this.lay());
    addEventListener("afterprint", () => this.clear());
  }

  clear() {
    this.sheet?.remove();
    this.sheet = null;
  }

  lay() {
    this.clear();
    wholeAtOnce(this.segments);
    const { index, count } = this.segments;
    const today = new Date().toLocaleDateString(tag, { dateStyle: "long" });
    const column = (name, language) => h(`th.${name}`, { scope: "col", dir: language?.dir }, language ? languageName(language) : (name === "state" ? t("printedState") : "#"));
    this.sheet = h("section.paper", {},
      h("h1", { dir: "auto" }, index.title ?? index.name),
      h("p", {}, t("printedOf", languageName(index.from), languageName(index.to), count, today)),
      h("table", {},
        h("thead", {}, h("tr", {}, column("number"), column("source", index.from), column("target", index.to), column("state"))),
        h("tbody", {}, index.ids.map((_, row) => this.line(row)))));
    document.body.append(this.sheet);
  }

  line(row) {
    const { from, to, states } = this.segments.index;
    return h("tr", {},
      h("td.number", {}, row + 1),
      h("td.source", { lang: from.tag, dir: from.dir }, this.segments.texts[row]?.source ?? ""),
      h("td.target", { lang: to.tag, dir: this.segments.directionOf?.(row) ?? to.dir }, this.segments.text(row)),
      h("td.state", {}, t(states[row])));
  }
}
