// One article under review: the list, the panes beside it, the bar above, and what every command does.

import { exportAddress, send } from "./api.js";
import { bar } from "./articles.js";
import { Directions } from "./directions.js";
import { fill, h } from "./dom.js";
import * as invisible from "./invisible.js";
import { commandOf, keysOf, label } from "./keys.js";
import { List } from "./list.js";
import { commands as editing, ignore } from "./editing.js";
import { finish, Learned } from "./panels/finish.js";
import * as dialogs from "./panels/dialogs.js";
import { Filter } from "./panels/filters.js";
import { complete } from "./panels/complete.js";
import { decide } from "./panels/findings.js";
import * as glossary from "./panels/glossary.js";
import * as keys from "./panels/keys.js";
import { names } from "./panels/names.js";
import { palette } from "./panels/palette.js";
import { redraft } from "./panels/proposals.js";
import { Side } from "./panels/side.js";
import { watch } from "./panels/terms.js";
import { conflict } from "./panels/versions.js";
import { Remarks } from "./remarks.js";
import * as steps from "./steps.js";
import { Views } from "./views/views.js";
import { choose, inWords, isolated, languageName, short, t, tag, trouble } from "./words.js";

/** Everything on the page while an article is open. */
export class Editor {
  constructor(app, segments, about, leave) {
    Object.assign(this, { app, segments, about });
    this.name = segments.index.name;
    this.remarks = new Remarks(segments);
    this.directions = new Directions(segments);
    this.list = new List(segments, this.remarks, {
      activate: (row) => this.go(row),
      type: (row, text) => segments.type(row, text),
      leave: (row) => segments.save(row),
      directionOf: (row) => this.directions.of(row),
      hint: () => isolated(t("typeHere", label(keysOf("approve")), label(keysOf("term").slice(0, 1)))),
      failed: (reason) => about.backends.some((name) => reason.startsWith(name)),
      more: (row) => this.turn(row),
    });
    watch(this.list.element, (row) => segments.texts[row], segments.index);
    this.side = new Side(segments, this.remarks, {
      insert: (text) => this.list.insert(text),
      edit: (term) => glossary.editTerm(this.name, term, segments.index, (said) => this.say(said)),
      whole: (text) => this.whole(text),
      write: (span, text) => this.list.write(span[0], span[1], text),
      select: (span) => this.select(span),
      ignore: (finding) => ignore(this, finding),
      heed: (finding) => this.tried(decide(segments, this.row, finding.check)),
    });
    Object.assign(this.commands, editing(this), steps.commands(this));
    this.saved = h("button.saved", { onclick: () => this.run("notSent") });
    this.counts = h("span.counts");
    this.views = new Views(this);
    Object.assign(this.commands, this.views.commands);
    this.notice = h("p.notice", { role: "status", hidden: true });
    this.learned = new Learned(segments, { add: (term) => this.addLearned(term), say: (text) => this.say(text) });
    this.build(leave);
    segments.addEventListener("status", () => this.status());
    segments.addEventListener("change", () => this.tally());
    segments.addEventListener("saved", (event) => this.answered(event.detail));
    segments.addEventListener("reload", () => this.anew());
    addEventListener("keydown", (event) => this.key(event));
    addEventListener("beforeunload", (event) => { segments.flush(true); if (segments.open.size) event.preventDefault(); });
    document.addEventListener("visibilitychange", () => document.hidden && segments.flush(true));
    addEventListener("online", () => segments.flush());
  }

  build(leave) {
    const { index } = this.segments;
    const command = (name, extra = "") => h(`button.command${extra}`, { "data-command": name, onclick: () => this.run(name) }, short(name));
    this.wanted = new Filter(this.segments, this.about.backends, () => this.filter());
    const exports = h("select.exports", { "aria-label": t("export"), onchange: (event) => { this.export(event.target.value); event.target.value = ""; } },
      h("option", { value: "" }, t("export")), this.about.exports.map((one) => h("option", { value: one.id }, one.label)));
    this.columns = h("div.columns", { "aria-hidden": "true" },
      h("span"), [index.from, index.to].map((language) => h("span", { dir: language.dir }, languageName(language))));
    const language = h("button.command.extra", { onclick: () => choose(tag === "ar" ? "en" : "ar"), lang: tag === "ar" ? "en" : "ar", dir: tag === "ar" ? "ltr" : "rtl" }, tag === "ar" ? "English" : "العربية");
    fill(this.app,
      h("header.top", {},
        h("button.command.back", { onclick: leave, title: t("back") }, short("back")),
        h("h1", {}, h("bdi", {}, index.title ?? index.name)), this.counts, this.saved,
        ["names", "concordance", "replace"].map((name) => command(name, ".extra")), exports, language, command("help")),
      h("nav.tools", { "aria-label": t("page") },
        this.wanted.text, this.wanted.list, this.views.switch, h("span.gap"),
        ["copySource", "redraft", "addTerm", "approveAll"].map((name) => command(name)), command("needsReview", ".second"), command("approve", ".primary"), command("finish")),
      this.wanted.strip, this.notice, this.learned.element, this.views.progress,
      h("div.work", {}, h("main", { "aria-label": t("segments") }, this.columns, this.list.element, this.views.reading.element), this.side.element));
    this.tally();
    this.status();
    keys.takeConfigured(this.about.keys, (text) => this.say(text));
    this.relabel();
    const unsent = this.segments.open.size;
    if (unsent) this.say(t("unsentFound", unsent));
    if (this.about.readOnly) this.say(t("readOnly"), 60_000);
    const first = this.segments.needing(-1);
    this.go(first < 0 ? 0 : first);
  }

  /** Draws everything anew; who is typing goes on where the caret was. */
  anew() {
    const { field, row } = { field: this.list.field, row: this.row };
    const typing = field && document.activeElement === field && [field.selectionStart, field.selectionEnd];
    this.list.filter(this.list.shown);
    this.side.row = -1;
    this.views.follow(row);
    this.list.activate(row, Boolean(typing));
    this.side.show(row);
    if (typing) this.list.caretAt(typing);
  }

  get row() { return Math.max(0, this.list.active); }
  get id() { return this.segments.index.ids[this.row]; }

  /** Says something to eyes and ears. */
  say(text, long = 6_000) {
    document.getElementById("spoken").textContent = text;
    fill(this.notice, text);
    this.notice.hidden = false;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => { this.notice.hidden = true; }, long);
  }

  /** Says on every button which keys do the same. */
  relabel() {
    for (const button of this.app.querySelectorAll("[data-command]")) {
      const { command } = button.dataset;
      button.title = `${t(command)} (${label(keysOf(command))})`;
    }
  }

  status() {
    const { pending, conflicts, failures } = this.segments;
    this.saved.className = `saved ${pending.length ? "is-unsent" : this.segments.open.size ? "is-saving" : ""}`;
    this.saved.textContent = conflicts.length ? t("conflictCount", conflicts.length) : pending.length ? t("notSaved", pending.length) : this.segments.open.size ? t("saving") : t("allSaved");
    this.app.classList.toggle("is-offline", failures > 0);
    const why = pending.map(([, typed]) => typed.why).find((one) => one !== undefined);
    if (!failures && !pending.length) this.troubled = undefined;
    else if (why && why.message !== this.troubled) {
      this.troubled = why.message;
      this.say(why.status ? t("cannotSave", trouble(why)) : t("offline"));
    }
    for (const [id, typed] of this.segments.open) {
      if (typed.status !== "conflict" || typed.asked || document.querySelector("dialog[open]")) continue;
      typed.asked = true;
      if (this.segments.rows.has(id)) this.settle(this.segments.rows.get(id));
    }
  }

  /** Shows the three texts of a row in conflict, and writes what is chosen. */
  settle(row) {
    const both = (text) => text !== this.segments.text(row);
    conflict(this.segments, row, (text) => {
      if (text === null) this.segments.discard(this.segments.index.ids[row]);
      else this.segments.settle(row, text, both(text) ? "needs-review" : undefined);
      this.list.renew(row);
      if (row === this.row) this.list.focus();
    });
  }

  /** What the server said to a save: an approval that an error stands against is told, and the row is not forgotten. */
  answered(answer) {
    const { row, blocked } = answer;
    if (blocked.length) this.say(t("blockedSaid", row + 1, blocked.map((one) => inWords(one)).join("; ")), 15_000);
    steps.repeated(this, answer);
  }

  tally() {
    const { counts, count } = this.segments;
    const done = (counts.approved ?? 0) + (counts.translated ?? 0) + (counts.locked ?? 0);
    fill(this.counts, bar(counts, count), h("span", {}, t("progress", done, count)));
  }

  /** Goes to a row and announces it, after what was done `before`. */
  go(row, before = "") {
    if (row < 0 || row >= this.segments.count) return;
    this.views.follow(row);
    this.list.activate(row);
    this.side.show(row);
    const { origin } = this.segments.texts[row] ?? {};
    const from = origin && [t(`from-${origin.from}`), origin.score && `${origin.score} %`].filter(Boolean).join(" ");
    const state = [t(this.segments.index.states[row]), from].filter(Boolean).join(" · ");
    const now = t("nowAt", row + 1, this.segments.count, state);
    document.getElementById("spoken").textContent = [before, now].filter(Boolean).join(" ");
  }

  step(by) {
    const { shown } = this.list;
    if (!shown) return this.go(this.row + by);
    const at = shown.indexOf(this.row) + by;
    return shown[at] === undefined ? undefined : this.go(shown[at]);
  }

  /** Saves the active segment in a state and goes on at once; a save that fails shows on its row. */
  finish(state) {
    const row = this.row;
    if (!this.segments.text(row).trim()) { this.say(t("empty")); return; }
    this.segments.save(row, state);
    const next = this.segments.needing(row);
    const done = t(state === "approved" ? "approvedSaid" : "markedSaid", row + 1);
    if (next >= 0) this.go(next, done);
    else { this.step(1); if (this.segments.needing(-1) < 0) this.say(t("allDone")); }
  }

  /** Saves the active segment now, and says how that went. */
  async save() {
    if (await this.segments.save(this.row)) { this.say(t("allSaved")); return; }
    this.troubled = undefined;
    this.status();
  }

  whole(text) {
    const { field } = this.list;
    if (field) this.list.write(0, field.value.length, text);
  }

  select(span) {
    const { field } = this.list;
    field?.focus();
    field?.setSelectionRange(span[0], span[1]);
  }

  /** The switch under the active target that turns its direction. */
  turn(row) {
    const way = t(this.directions.of(row));
    return h("button.turn", { onclick: () => this.run("direction"), title: `${t("direction")} (${label(keysOf("direction"))})` }, t("directionOf", way));
  }

  /** Offers terms and words at the caret. */
  complete() {
    const { field } = this.list;
    if (!field) return;
    field.focus();
    const words = () => new Set(this.segments.texts.flatMap((segment) => segment?.target.match(/[\p{L}\p{M}][\p{L}\p{M}\p{N}'’-]+/gu) ?? []));
    complete(field, {
      place: () => this.list.caret(), terms: this.side.offered, words, languages: this.segments.index,
      take: (start, text) => this.list.write(start, field.selectionStart, text),
      none: () => this.say(t("noCompletion")),
    });
  }

  get selected() {
    const field = this.list.field;
    const marked = String(getSelection() ?? "").trim();
    const typed = field && document.activeElement === field ? field.value.slice(field.selectionStart, field.selectionEnd).trim() : "";
    return { source: typed ? "" : marked, target: typed };
  }

  async filter() {
    const { wanted } = this;
    if (!wanted.isOn) { wanted.tell(); this.list.filter(null); return; }
    try {
      const { ids, hidden } = await send("POST", "find", wanted.asked(this.name));
      this.list.filter(ids.map((id) => this.segments.rows.get(id)));
      wanted.tell(t("hidden", ids.length, hidden));
    } catch (error) {
      wanted.tell(trouble(error));
    }
  }

  export(format) {
    if (!format) return;
    this.segments.flush();
    const link = h("a", { href: exportAddress(this.name, format), download: "" });
    link.click();
  }

  async addLearned({ source, target, kind }) {
    const { file } = await send("POST", "glossary/term", { article: this.name, term: { source, target, kind } });
    return t("addedTo", file);
  }

  approveAll() {
    dialogs.ask(t("askBulk"), t("yes"), async () => {
      await this.segments.flush();
      const { approved, ids, left } = await send("POST", "approve", { article: this.name });
      await steps.summed(this, t("bulk", approved, left.length), ids, left);
    });
  }

  /** Finds and replaces, in what the filter shows. */
  async replace() {
    await this.segments.flush();
    const ids = this.list.shown?.map((row) => this.segments.index.ids[row]);
    dialogs.replace(this.name, ids, this.segments.index, (answer) =>
      this.tried(steps.summed(this, t("replacedSaid", answer.changed, answer.refused.length), answer.ids, answer.refused)));
  }

  key(event) {
    if (document.querySelector("dialog[open]")) return;
    const command = commandOf(event);
    if (!command) return;
    const [name, number] = command;
    if (name === "leave" && document.activeElement !== this.list.field) return;
    if ((name === "undo" || name === "redo") && steps.isNative(this, name)) return;
    event.preventDefault();
    this.run(name, number);
  }

  /** Does a command; trouble is said, never swallowed. */
  run(name, number = 0) {
    return this.tried((async () => this.commands[name]?.call(this, number))());
  }

  async tried(work) {
    try {
      await work;
    } catch (error) {
      this.say(trouble(error));
    }
  }

  commands = {
    approve: () => this.finish("approved"),
    needsReview: () => this.finish("needs-review"),
    next: () => this.step(1),
    previous: () => this.step(-1),
    nextOpen: () => { const row = this.segments.needing(this.row); if (row < 0) this.say(t("allDone")); else this.go(row); },
    previousOpen: () => this.go(this.segments.needing(this.row, -1)),
    goTo: () => dialogs.goTo(this.segments.count, (row) => this.go(row)),
    match: (number) => this.side.matches[number] && this.whole(this.side.matches[number].target),
    term: (number) => this.side.offered[number] && this.list.insert(this.side.offered[number].target),
    copySource: () => this.whole(this.segments.segment(this.row)?.source ?? ""),
    redraft: () => redraft(this.name, this.id, this.segments.index, this.segments.text(this.row), (text) => this.whole(text), this.about.backends),
    complete: () => this.complete(),
    palette: () => palette((character) => { this.list.field?.focus(); this.list.insert(character); }),
    marks: () => { const on = invisible.turn(); this.list.signAll(); this.say(t(on ? "marksShown" : "marksHidden")); },
    direction: async () => this.say(t("directionOf", t(await this.directions.turn(this.row)))),
    save: () => this.save(),
    addTerm: () => glossary.addTerm(this.name, this.selected, this.segments.index, (said) => this.say(said)),
    concordance: () => dialogs.concordance(this.name, this.segments.index, this.selected.source || this.selected.target, (row) => this.go(row)),
    glossary: () => glossary.glossary(this.name, this.segments.index, this.selected.source || this.selected.target, (said) => this.say(said)),
    names: () => names(this.name, this.segments.index, (id) => this.go(this.segments.rows.get(id)), (said) => this.say(said)),
    find: () => this.wanted.text.focus(),
    replace: () => this.replace(),
    approveAll: () => this.approveAll(),
    finish: () => finish(this.segments, this.about, { run: (name) => this.run(name), add: (term) => this.addLearned(term) }),
    learn: () => this.learned.accept(),
    nextPane: () => { const side = this.side.element.contains(document.activeElement); (side ? this.list.field : this.side.element.querySelector("button"))?.focus(); },
    help: () => keys.help((name) => this.run(name)),
    changeKeys: () => keys.changeKeys(() => this.relabel()),
    leave: () => this.list.element.focus(),
  };
}
