// Steps that can be undone: sentences parted and joined, repeats filled, many segments replaced or approved; and the way
// back and forth, in the field first, then through what the server keeps.

import { send } from "./api.js";
import { h } from "./dom.js";
import { dialog } from "./panels/dialogs.js";
import { askPlace } from "./panels/split.js";
import { inWords, t } from "./words.js";

/** The commands of this file, for the editor's table. */
export function commands(editor) {
  return {
    split: () => split(editor),
    join: () => join(editor),
    undo: () => turn(editor, "undo"),
    redo: () => turn(editor, "redo"),
    propagate: () => propagate(editor, editor.row),
    apart: () => apart(editor),
    pullUp: () => shift(editor, "up"),
    pushDown: () => shift(editor, "down"),
  };
}

/** Whether a key for undoing is the browser's own: in another field, or while the field has something to take back. */
export function isNative(editor, name) {
  const { list } = editor;
  const at = document.activeElement;
  if (at !== list.field) return at?.nodeName === "TEXTAREA" || (at?.nodeName === "INPUT" && at.type !== "range");
  return name === "undo" ? list.canUndo : list.canRedo;
}

/** Sends what is typed in these rows first; false, and said, where that is not possible. */
async function saved(editor, rows) {
  const all = await Promise.all(rows.map((row) => editor.segments.save(row)));
  if (!all.every(Boolean)) editor.say(t("notYetSaved"));
  return all.every(Boolean);
}

const body = (editor, id, more = {}) => ({ article: editor.name, id, ...more });

/** Shows what stands where sentences were cut. */
async function shown(editor, ids) {
  await editor.segments.reload();
  const row = editor.segments.rows.get(ids[0]);
  await editor.segments.need(row);
  editor.go(row);
  return row;
}

async function split(editor) {
  const { segments, list, row } = editor;
  if (!(await saved(editor, [row]))) return;
  const part = (at) => editor.tried((async () => {
    const { cut } = await send("POST", "split", body(editor, segments.index.ids[row], { at }));
    const now = await shown(editor, cut);
    editor.say(t("splitDone", now + 1));
  })());
  const { source } = segments.segment(row);
  const caret = list.sourceCaret();
  if (caret > 0 && caret < source.length) await part(caret);
  else if (!askPlace(source, segments.index, part)) editor.say(t("splitNot"));
}

async function join(editor) {
  const { segments, row } = editor;
  if (!(await saved(editor, [row, row + 1].filter((one) => one < segments.count)))) return;
  const { cut } = await send("POST", "join", body(editor, editor.id));
  editor.say(t("joinDone", (await shown(editor, cut)) + 1));
}

/** Moves a sentence of the translation between this segment and the next, where it was aligned wrongly. */
async function shift(editor, way) {
  const { segments, row } = editor;
  if (!(await saved(editor, [row, row + 1].filter((one) => one < segments.count)))) return;
  const { changed } = await send("POST", "shift", body(editor, editor.id, { way }));
  await segments.refresh(changed);
  told(editor, t(way === "up" ? "pulledUp" : "pushedDown", row + 1), changed);
}

/** Undoes the last that was done to the segment in `row`, or does it again; with the whole step it was part of. */
async function turn(editor, way, id = editor.id) {
  const { segments } = editor;
  if (!(await saved(editor, [segments.rows.get(id)]))) return;
  const { changed, left, cut, remembered } = await send("POST", way, body(editor, id));
  if (cut.length) await shown(editor, cut);
  else await segments.refresh(changed);
  const count = changed.length + (cut.length ? 1 : 0);
  const done = count ? t(way === "undo" ? "undoneSaid" : "redoneSaid", count) : !left.length && t(way === "undo" ? "nothingToUndo" : "nothingToRedo");
  const words = [done, left.length && t("undoneLeft", left.map((one) => one.number).join(", ")), remembered && t("stillRemembered", remembered)];
  editor.say(words.filter(Boolean).join(" "));
}

/** Says what a step did, with a button that undoes it. */
function told(editor, text, ids) {
  editor.say(text, 15_000);
  if (ids.length) editor.notice.append(h("button", { onclick: () => editor.tried(turn(editor, "undo", ids[0])) }, t("undo")));
}

async function propagate(editor, row) {
  const { segments } = editor;
  if (!(await saved(editor, [row]))) return;
  const { changed } = await send("POST", "propagate", body(editor, segments.index.ids[row]));
  await segments.refresh(changed);
  told(editor, t("filledSaid", changed.length), changed);
}

/** After an approval: asks once for each article what is done about repeats, then does it. */
export function repeated(editor, { row, segment, repeats, policy }) {
  if (!repeats || segment.state !== "approved" || policy === "leave") return;
  if (policy === "fill") { editor.tried(propagate(editor, row)); return; }
  if (editor.asked) return;
  editor.asked = true;
  const decide = async (chosen) => {
    window.close();
    await send("POST", "repeats", { article: editor.name, policy: chosen });
    if (chosen === "fill") await propagate(editor, row);
  };
  const window = dialog(t("propagate"), h("p", {}, t("askRepeats", repeats)), h("div.fields", {},
    h("button.primary", { onclick: () => editor.tried(decide("fill")) }, t("fillRepeats")),
    h("button", { onclick: () => editor.tried(decide("leave")) }, t("leaveRepeats"))));
}

async function apart(editor) {
  const { segments, row } = editor;
  const policy = segments.segment(row).apart ? "fill" : "leave";
  const { segment } = await send("POST", "apart", body(editor, editor.id, { policy }));
  segments.take(row, segment);
  segments.changed([row]);
  editor.say(t(segment.apart ? "apartSaid" : "amongSaid", row + 1));
}

/** What many segments' change came to: how many, with each that could not be changed, and why. */
export async function summed(editor, text, ids, refused) {
  await editor.segments.refresh(ids);
  told(editor, text, ids);
  if (!refused.length) return;
  const window = dialog(t("refusedTitle"), h("p", {}, text), h("ul.refused", {}, refused.slice(0, 500).map((one) => h("li", {},
    h("button", { onclick: () => { window.close(); editor.go(editor.segments.rows.get(one.id)); } }, t("goToSegment", one.number)), " ", h("bdi", {}, inWords(one.why))))));
}
