// The end of a review: what is left, what was done to the drafts, terms that the edits suggest, and the files to send on.

import { exportAddress, get } from "../api.js";
import { bdi, fill, h } from "../dom.js";
import { keysOf, label } from "../keys.js";
import { t } from "../words.js";
import { dialog } from "./dialogs.js";

/** Shows how the article stands and offers its files. `on` has run(command), add(term). */
export async function finish(segments, about, on) {
  const { index } = segments;
  const article = index.name;
  await segments.settled?.();
  const [effort, { terms }, { format }] = await Promise.all(["effort", "learned", "original"].map((what) => get(what, { article })));
  const window = dialog(t("finish"),
    left(segments, (command) => { window.close(); on.run(command); }),
    exports(about, article, format),
    work(effort),
    terms.length > 0 && h("section", {}, h("h3", {}, t("learnedTerms")),
      h("ul.learned", {}, terms.map((term) => suggestion(term, index, on)))));
  window.classList.add("finish");
}

function left(segments, run) {
  const { counts, count, index } = segments;
  const open = count - (counts.approved ?? 0) - (counts.locked ?? 0);
  const objected = index.findings.filter((worst) => worst > 0).length;
  const does = (command) => h("button", { onclick: () => run(command) }, t(command));
  return h("section", {},
    h("p", {}, open ? t("leftToDo", open, count) : t("allApproved", count)),
    objected > 0 && h("p.objected", {}, t("findingsLeft", objected)),
    (open > 0 || objected > 0) && h("p.fields", {}, open > 0 && [does("nextOpen"), does("approveAll")], objected > 0 && does("nextFinding")));
}

/** The article in every format; the file that it was read from, translated, if its format gives that back. */
function exports(about, article, own) {
  const primary = own ? "" : "docx";
  return h("section", {}, h("h3", {}, t("export")),
    h("p.fields", {},
      own && h("a.button.primary", { href: exportAddress(article, own.id, "target"), download: "" }, t("itself", own.label)),
      about.exports.map((one) =>
        h(`a.button${one.id === primary ? ".primary" : ""}`, { href: exportAddress(article, one.id), download: "" }, one.label))));
}

function work(effort) {
  const drafts = Object.entries(effort.drafts);
  if (!drafts.length) return h("section", {}, h("h3", {}, t("yourWork")), h("p.quiet", {}, t("noWork")));
  const cells = ([origin, fate]) => h("tr", {}, h("th", { scope: "row" }, t(origin)),
    h("td", {}, fate.kept), h("td", {}, fate.edited),
    h("td", {}, fate.characters ? `${Math.round((100 * fate.distance) / fate.characters)} %` : "–"));
  return h("section", {}, h("h3", {}, t("yourWork")),
    h("p", {}, t("workTime", minutes(effort.seconds)), " · ", t("termsChanged", effort.terms_changed)),
    h("table.effort", {},
      h("thead", {}, h("tr", {}, ["origin", "kept", "edited", "changedShare"].map((name) => h("th", { scope: "col" }, t(name))))),
      h("tbody", {}, drafts.map(cells))));
}

const minutes = (seconds) => (seconds < 60 ? t("seconds", seconds) : t("minutes", Math.round(seconds / 60)));

function suggestion(term, index, on) {
  const line = h("li", {}, ...rendered(term, index));
  const done = async () => { fill(line, ...rendered(term, index), " ", h("span.quiet", {}, await on.add(term))); };
  line.append(" ", h("button", { onclick: done }, t("addToGlossary")));
  return line;
}

function rendered(term, index) {
  return [
    h("bdi", { lang: index.from.tag }, term.source), " = ", h("bdi", { lang: index.to.tag }, term.target),
    " ", h("span.quiet", {}, t("insteadOf", term.was, term.ids.length)),
  ];
}

/** The bar that offers a term as soon as the same correction was made twice. */
export class Learned {
  constructor(segments, on) {
    Object.assign(this, { segments, on, refused: new Set(), term: null });
    this.element = h("p.notice.learned", { role: "status", hidden: true });
    segments.addEventListener("change", () => this.soon());
  }

  /** Asks a moment after the last save, not at every key. */
  soon() {
    clearTimeout(this.timer);
    if (!this.segments.open.size) this.timer = setTimeout(() => this.look(), 1_200);
  }

  async look() {
    const { index } = this.segments;
    const state = index.revisions.join(" ");
    if (state === this.seen) return;
    this.seen = state;
    const { terms } = await get("learned", { article: index.name }).catch(() => ({ terms: [] }));
    this.show(terms.find((term) => !this.refused.has(key(term))) ?? null);
  }

  show(term) {
    this.term = term;
    this.element.hidden = !term;
    if (!term) return;
    const { index } = this.segments;
    fill(this.element, ...rendered(term, index), " ",
      h("button", { onclick: () => this.accept() }, `${t("addToGlossary")} (${label(keysOf("learn"))})`),
      " ", h("button", { onclick: () => this.refuse() }, t("notNow")));
  }

  /** Puts the term that is offered into the glossary. */
  async accept() {
    const { term } = this;
    if (!term) { this.on.say(t("nothingLearned")); return; }
    const said = await this.on.add(term);
    this.refuse();
    this.on.say(said);
  }

  refuse() {
    if (this.term) this.refused.add(key(this.term));
    this.show(null);
    this.seen = null;
    this.soon();
  }
}

const key = (term) => `${term.source}\t${term.target}`;
