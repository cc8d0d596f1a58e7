// Which view of the article is shown: all of it side by side, one segment with its neighbours, the target to be read.

import { fill, h } from "../dom.js";
import { keysOf, label } from "../keys.js";
import { short, t } from "../words.js";
import { Paper } from "./print.js";
import { Reading } from "./reading.js";
import { whole } from "./whole.js";

const NEAR = 1; // neighbours shown before and after the segment in focus

/** The views of one article; `editor` is asked to go to a row and told what to say. */
export class Views {
  constructor(editor) {
    this.editor = editor;
    this.segments = editor.segments;
    this.now = "grid";
    this.reading = new Reading(this.segments, (row) => {
      this.show("grid");
      editor.go(row);
    });
    this.paper = new Paper(this.segments);
    this.progress = h("div.progress", { role: "status", hidden: true });
    this.buttons = ["grid", "focusView", "reading"].map((name) =>
      h("button", { "data-command": name, onclick: () => editor.run(name) }, short(name)));
    this.switch = h("div.switch", { role: "group", "aria-label": t("view") }, this.buttons);
    this.told();
  }

  commands = {
    grid: () => this.toGrid(),
    focusView: () => (this.now === "focusView" ? this.toGrid() : this.toFocus()),
    reading: () => (this.now === "reading" ? this.toGrid() : this.toReading()),
    print: async () => {
      await this.all();
      print();
    },
  };

  /** Loads the whole article, and says how far it is. */
  async all() {
    const bar = h("progress", { max: this.segments.count, "aria-label": t("segments") });
    const words = h("span");
    const later = setTimeout(() => {
      fill(this.progress, bar, words);
      this.progress.hidden = false;
    }, 150);
    try {
      await whole(this.segments, (done, all) => {
        bar.value = done;
        words.textContent = t("loadingAll", done, all);
      });
    } finally {
      clearTimeout(later);
      this.progress.hidden = true;
    }
  }

  show(name) {
    const { app } = this.editor;
    for (const view of ["focusView", "reading"]) app.classList.toggle(`is-${view}`, view === name);
    this.now = name;
    this.told();
  }

  told() {
    const names = ["grid", "focusView", "reading"];
    this.buttons.forEach((button, at) => button.setAttribute("aria-pressed", names[at] === this.now));
  }

  toGrid() {
    const { editor } = this;
    if (this.now === "grid") return;
    this.show("grid");
    editor.list.lay(editor.list.shown);
    editor.go(editor.row);
  }

  toFocus() {
    this.show("focusView");
    this.editor.go(this.editor.row);
  }

  async toReading() {
    await this.all();
    this.show("reading");
    this.reading.show(this.editor.row, t("readingHint", label(keysOf("reading"))));
  }

  /** The active segment is about to be another: in the view of one segment its neighbours come along. */
  follow(row) {
    if (this.now !== "focusView") return;
    const first = Math.max(0, row - NEAR);
    const last = Math.min(this.segments.count - 1, row + NEAR);
    this.editor.list.lay(Array.from({ length: last - first + 1 }, (_, at) => first + at));
  }
}
