// Which segments are shown: by state, origin, finding, comment, term and text; what is chosen counts together.

import { fill, h } from "../dom.js";
import { t } from "../words.js";

const STATES = ["empty", "draft", "needs-review", "translated", "approved", "locked"];
const ORIGINS = ["memory", "glossary", "repeat", "person", "file"];
const PAUSE = 200; // milliseconds after the last key

/** The field, the list of what can be chosen, and the strip that says what is: one choice of each kind at most. */
export class Filter {
  constructor(segments, backends, changed) {
    Object.assign(this, { segments, backends, changed, chosen: new Map() });
    const soon = () => { clearTimeout(this.soon); this.soon = setTimeout(changed, PAUSE); };
    this.text = h("input.filter", { type: "search", placeholder: t("filterText"), "aria-label": t("find"), dir: "auto", oninput: soon });
    this.list = h("select.state-filter", { "aria-label": t("show"), onchange: () => this.choose(), onfocus: () => this.offer() });
    this.strip = h("div.strip", { hidden: true });
    this.count = h("span.hidden", { role: "status" });
    this.offer();
  }

  /** Puts into the list what can be chosen; terms and checks are those seen so far. */
  offer() {
    const seen = (each) => [...new Set(this.segments.texts.flatMap((segment) => (segment ? each(segment) : [])))].slice(0, 200);
    this.kinds = [
      ["byState", STATES.map((one) => [`state:${one}`, t(one)])],
      ["byOrigin", [...ORIGINS.map((one) => [`origin:${one}`, t(`from-${one}`)]), ...this.backends.map((one) => [`origin:${one}`, one])]],
      ["byFinding", [["check:any", t("withFindings")], ...seen((segment) => segment.findings.map((one) => one.check)).map((one) => [`check:${one}`, one])]],
      ["byComment", [["comment:open", t("openComments")], ["comment:any", t("anyComments")]]],
      ["byChange", [["change:any", t("sourceChanged")]]],
      ["byTerm", seen((segment) => segment.terms.map((one) => one.source)).map((one) => [`term:${one}`, one])],
    ];
    const group = ([label, options]) => options.length > 0 &&
      h("optgroup", { label: t(label) }, options.map(([value, words]) => h("option", { value }, words)));
    fill(this.list, h("option", { value: "" }, t("showOnly")), this.kinds.map(group));
  }

  choose() {
    const { value } = this.list;
    this.list.value = "";
    if (!value) return;
    const [label, options] = this.kinds.find(([, all]) => all.some(([one]) => one === value));
    const [kind] = value.split(":");
    this.chosen.set(kind, { what: value.slice(kind.length + 1), words: t("countOf", t(label), options.find(([one]) => one === value)[1]) });
    this.changed();
  }

  /** Whether anything is chosen. */
  get isOn() {
    return this.chosen.size > 0 || this.text.value !== "";
  }

  /** What the server is asked for; `/…/` is a regular expression. */
  asked(article) {
    const { value } = this.text;
    const pattern = /^\/(.+)\/$/.exec(value);
    const criteria = [...this.chosen].map(([kind, { what }]) => [kind, what]);
    return { article, text: pattern ? pattern[1] : value, regex: Boolean(pattern), where: "both", ...Object.fromEntries(criteria) };
  }

  /** Says what is chosen and, in `words`, what came of it. */
  tell(words = "") {
    this.strip.hidden = !this.isOn;
    this.count.textContent = words;
    const without = (remove) => () => { remove(); this.list.focus(); this.changed(); };
    const chip = ([kind, { words: label }]) => h("button.chip", { "aria-label": t("without", label), onclick: without(() => this.chosen.delete(kind)) }, label);
    fill(this.strip, [...this.chosen].map(chip), this.count,
      h("button.plain.show-all", { onclick: without(() => { this.chosen.clear(); this.text.value = ""; }) }, t("showAll")));
  }
}
