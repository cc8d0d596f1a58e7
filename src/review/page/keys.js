// The one table of shortcuts. Keys are matched by their place on the keyboard (`code`), so that they work under an Arabic
// layout; the help sheet is drawn from this table, and a person may put other keys in the place of these.

import { habits } from "./key_habits.js";

const digits = (held) => Array.from({ length: 9 }, (_, at) => `${held}+Digit${at + 1}`);

/**
 * Each command: its name, its keys (`C` Ctrl, `M` ⌘, `A` Alt, `S` Shift), the group of the help sheet it is in, and its
 * keys on a Mac where they are others.
 */
export const TABLE = [
  ["approve", ["C+Enter"], "segment", ["M+Enter", "C+Enter"]],
  ["needsReview", ["C+S+Enter"], "segment", ["M+S+Enter", "C+S+Enter"]],
  ["next", ["A+ArrowDown", "C+ArrowDown"], "move", ["C+A+ArrowDown"]],
  ["previous", ["A+ArrowUp", "C+ArrowUp"], "move", ["C+A+ArrowUp"]],
  ["nextOpen", ["F9"], "move"],
  ["previousOpen", ["S+F9"], "move"],
  ["nextFinding", ["F8"], "move"],
  ["previousFinding", ["S+F8"], "move"],
  ["goTo", ["C+KeyG"], "move"],
  ["match", digits("C"), "segment"],
  ["term", digits("A"), "segment", digits("C+S")],
  ["complete", ["C+Space"], "segment", ["C+Period"]],
  ["copySource", ["C+KeyI", "C+Insert"], "segment"],
  ["redraft", ["C+KeyM"], "segment"],
  ["propagate", ["C+KeyR"], "segment"],
  ["undo", ["C+KeyZ"], "segment", ["M+KeyZ", "C+KeyZ"]],
  ["redo", ["C+KeyY", "C+S+KeyZ"], "segment", ["M+S+KeyZ"]],
  ["split", ["C+S+KeyJ"], "segment"],
  ["join", ["C+KeyJ"], "segment"],
  ["apart", ["A+KeyR"], "segment"],
  ["pullUp", ["A+KeyJ"], "segment", ["C+A+KeyJ"]],
  ["pushDown", ["A+S+KeyJ"], "segment", ["C+A+S+KeyJ"]],
  ["clear", ["C+S+Backspace"], "segment"],
  ["fix", ["A+Enter"], "segment"],
  ["ignore", ["A+KeyI"], "segment"],
  ["comment", ["C+KeyU"], "segment"],
  ["save", ["C+KeyS"], "segment", ["M+KeyS", "C+KeyS"]],
  ["direction", ["C+KeyD"], "segment"],
  ["palette", ["C+KeyB"], "segment"],
  ["addTerm", ["C+KeyE"], "terms"],
  ["glossary", ["C+KeyO"], "terms"],
  ["concordance", ["C+KeyK"], "terms", ["M+KeyK", "C+KeyK"]],
  ["names", ["C+KeyL"], "terms"],
  ["comments", ["C+S+KeyU"], "page"],
  ["notSent", ["A+KeyU"], "page"],
  ["learn", ["F4"], "terms"],
  ["find", ["C+KeyF"], "page", ["M+KeyF", "C+KeyF"]],
  ["replace", ["C+KeyH"], "page", ["M+A+KeyF", "C+KeyH"]],
  ["approveAll", ["C+S+KeyA"], "page"],
  ["finish", ["F10"], "page"],
  ["grid", ["C+S+KeyG"], "view"],
  ["focusView", ["C+S+KeyF"], "view"],
  ["reading", ["C+S+KeyS"], "view"],
  ["print", ["C+KeyP"], "view", ["M+KeyP", "C+KeyP"]],
  ["marks", ["C+S+KeyM"], "view"],
  ["nextPane", ["F6"], "page"],
  ["help", ["C+Slash", "F1"], "page"],
  ["changeKeys", ["C+S+KeyK"], "page"],
  ["leave", ["Escape"], "page"],
];

/** Whether this keyboard has ⌘. */
export const MAC = /Mac|iP(hone|ad)/.test(navigator.platform);

const STORED = "tarjuman:keys";
const HABIT = "tarjuman:habit";
let given = {}; // from the workspace's configuration

const stored = (name, fallback) => {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? fallback;
  } catch {
    return fallback;
  }
};

/** A person's own keys, by command: a JSON object of lists as in the table. */
export const own = () => stored(STORED, {});

/** Keeps a person's own keys. */
export const remember = (keys) => keep(STORED, keys);

/** The tool whose keys are in a person's hands; empty for ours. */
export const habit = () => stored(HABIT, "");

/** Chooses the keys of another tool, or ours with an empty name. */
export const take = (name) => keep(HABIT, name);

let inForce = null; // each chord with its command and its place in the command's list

const keep = (name, value) => {
  localStorage.setItem(name, JSON.stringify(value));
  inForce = null;
};
addEventListener("storage", () => { inForce = null; });

/** Takes the keys of the configuration, written as `Ctrl+Shift+K`; gives back what in them cannot be read. */
export function configure(keys) {
  given = {};
  inForce = null;
  const unread = [];
  for (const [command, list] of Object.entries(keys ?? {})) {
    const chords = list.map(parse);
    if (TABLE.some(([name]) => name === command) && chords.every(Boolean)) given[command] = chords;
    else unread.push(`${command} = ${list.join(", ")}`);
  }
  return unread;
}

/** The keys of a command as they stand in the table. */
export function standard(command) {
  const [, keys, , mac] = TABLE.find(([name]) => name === command);
  return MAC && mac ? mac : keys;
}

/** The keys of a command as they are in force: a person's own, the configuration's, those of a habit, the table's. */
export function keysOf(command) {
  return own()[command] ?? given[command] ?? habits[habit()]?.[command] ?? standard(command);
}

/** The chord of a key event, written as in the table; empty for one that types a character. */
export function chord(event) {
  if (event.isComposing || event.getModifierState("AltGraph")) return "";
  const parts = [];
  if (event.ctrlKey) parts.push("C");
  if (event.metaKey) parts.push("M");
  if (event.altKey) parts.push("A");
  if (event.shiftKey) parts.push("S");
  parts.push(event.code === "NumpadEnter" ? "Enter" : event.code);
  return parts.join("+");
}

/** The command that a key event means and, for one with digits, which: `[name, number]`, or null. */
export function commandOf(event) {
  const pressed = chord(event);
  return pressed ? ownerOf(pressed) : null;
}

/** The command that has a chord, and at which place of its list; of two the one that stands first in the table. */
export function ownerOf(pressed) {
  if (!inForce) {
    inForce = new Map();
    for (const [name] of TABLE) keysOf(name).forEach((one, at) => inForce.has(one) || inForce.set(one, [name, at]));
  }
  return inForce.get(pressed) ?? null;
}

const SIGNS = { C: "Ctrl", M: "⌘", A: MAC ? "⌥" : "Alt", S: "Shift", ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Slash: "/", Period: ".", Comma: ",", Escape: "Esc" };
const READ = { Ctrl: "C", Control: "C", Cmd: "M", Meta: "M", Alt: "A", Option: "A", Shift: "S", Down: "ArrowDown", Up: "ArrowUp", Left: "ArrowLeft", Right: "ArrowRight" };
for (const [code, sign] of Object.entries(SIGNS)) READ[sign] ??= code;

/** A chord as people read it. */
export const written = (one) =>
  one.split("+").map((part) => SIGNS[part] ?? part.replace(/^(Key|Digit)/, "")).join("+");

/** The keys of a command as people read them: the first, and of nine digits all. */
export function label(keys) {
  if (!keys.length) return "";
  return keys.length === 9 ? written(keys[0]).replace(/1$/, "1…9") : written(keys[0]);
}

/** The chord that people write as `Ctrl+Shift+K`; empty when it is none. */
export function parse(text) {
  const parts = text.split("+").map((part) => part.trim()).map((part) => READ[part] ?? part);
  const key = parts.pop();
  const held = ["C", "M", "A", "S"].filter((one) => parts.includes(one));
  if (held.length !== parts.length || !key || "CMAS".includes(key) && !/^[CMAS]$/.test(text.at(-1))) return "";
  const code = /^[A-Za-z]$/.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key;
  return /^(Key[A-Z]|Digit\d|F\d{1,2}|Arrow\w+|Enter|Space|Escape|Slash|Period|Comma|Semicolon|Quote|Minus|Equal|Bracket\w+|Backslash|Backquote|Insert|Delete|Home|End|Page\w+|Backspace|Numpad\w+)$/.test(code) ? [...held, code].join("+") : "";
}
