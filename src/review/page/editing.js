// What the editing commands do: findings walked, put right and ignored, comments, what is not sent.

import { inWords, t } from "./words.js";
import { comments } from "./panels/comments.js";
import { askReason, decide, openOf } from "./panels/findings.js";
import { unsent } from "./panels/versions.js";

/** The commands of this file, for the editor's table. */
export function commands(editor) {
  const { segments, list } = editor;
  const walk = new Walk(editor);
  return {
    nextFinding: () => walk.step(1),
    previousFinding: () => walk.step(-1),
    fix: () => fix(editor),
    ignore: () => ignore(editor, walk.current ?? openOf(segments.segment(editor.row))[0]),
    comment: () => editor.side.say(),
    comments: () => comments(editor.remarks, (row) => editor.go(row)),
    notSent: () => unsent(segments, (row) => editor.go(row), (row) => editor.settle(row)),
    clear: () => list.field && list.write(0, list.field.value.length, ""),
  };
}

/** Asks why, then ignores a finding of the active segment. */
export function ignore(editor, finding) {
  const { segments, row } = editor;
  if (!finding) { editor.say(t("noFindings")); return; }
  askReason(finding, (reason) => editor.tried(decide(segments, row, finding.check, reason)));
}

/** Makes the change that the first finding offers which has one. */
function fix(editor) {
  const segment = editor.segments.segment(editor.row);
  const finding = openOf(segment).find((one) => one.fix);
  if (!finding) { editor.say(t("noFix")); return; }
  if (editor.segments.text(editor.row) !== segment.target) { editor.say(t("fixLater")); return; }
  editor.list.write(...finding.fix.at, finding.fix.text);
  editor.segments.save(editor.row);
}

/** From one finding to the next, within a segment and on to the next that has one. */
class Walk {
  constructor(editor) {
    this.editor = editor;
  }

  /** The finding that was walked to, if its segment is still the active one. */
  get current() {
    const { segments, row } = this.editor;
    return this.row === row ? openOf(segments.segment(row))[this.at] : undefined;
  }

  async step(by) {
    const { segments, row } = this.editor;
    const here = this.row === row ? this.at + by : by > 0 ? 0 : -1;
    if (segments.segment(row) && openOf(segments.segment(row))[here]) return this.show(row, here);
    const next = segments.objected(row, by);
    if (next < 0) { this.editor.say(t("noMoreFindings")); return undefined; }
    await segments.need(next);
    return this.show(next, by > 0 ? 0 : openOf(segments.segment(next)).length - 1);
  }

  show(row, at) {
    Object.assign(this, { row, at });
    if (row !== this.editor.row) this.editor.go(row);
    const finding = openOf(this.editor.segments.segment(row))[at];
    this.editor.select(finding.at);
    this.editor.say(inWords(finding.message));
  }
}
