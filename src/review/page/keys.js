// The one table of shortcuts. Keys are matched by their place on the keyboard (`code`), so that they work under an Arabic
// layout; the help sheet is drawn from this table.

/** Each command: its name, its keys (`C` Ctrl or ⌘, `A` Alt, `S` Shift), and the group of the help sheet it is in. */
export const TABLE = [
  ["approve", ["C+Enter"], "segment"],
  ["needsReview", ["C+S+Enter"], "segment"],
  ["next", ["A+ArrowDown", "C+ArrowDown"], "move"],
  ["previous", ["A+ArrowUp", "C+ArrowUp"], "move"],
  ["nextOpen", ["F9"], "move"],
  ["previousOpen", ["S+F9"], "move"],
  ["nextFinding", ["F8"], "move"],
  ["previousFinding", ["S+F8"], "move"],
  ["goTo", ["C+KeyG"], "move"],
  ["match", ["C+Digit1", "C+Digit2", "C+Digit3", "C+Digit4", "C+Digit5", "C+Digit6", "C+Digit7", "C+Digit8", "C+Digit9"], "segment"],
  ["term", ["A+Digit1", "A+Digit2", "A+Digit3", "A+Digit4", "A+Digit5", "A+Digit6", "A+Digit7", "A+Digit8", "A+Digit9"], "segment"],
  ["copySource", ["C+KeyI", "C+Insert"], "segment"],
  ["redraft", ["C+KeyM"], "segment"],
  ["propagate", ["C+KeyR"], "segment"],
  ["save", ["C+KeyS"], "segment"],
  ["addTerm", ["C+KeyE"], "terms"],
  ["concordance", ["C+KeyK"], "terms"],
  ["names", ["C+KeyL"], "terms"],
  ["learn", ["C+S+KeyG"], "terms"],
  ["find", ["C+KeyF"], "page"],
  ["replace", ["C+KeyH"], "page"],
  ["approveAll", ["C+S+KeyA"], "page"],
  ["finish", ["C+S+KeyF"], "page"],
  ["reading", ["C+S+KeyS"], "page"],
  ["nextPane", ["F6"], "page"],
  ["help", ["C+Slash", "F1"], "page"],
  ["leave", ["Escape"], "page"],
];

const STORED = "tarjuman:keys";

/** A person's own keys, by command: a JSON object of lists as in the table. */
export function own() {
  try {
    return JSON.parse(localStorage.getItem(STORED)) ?? {};
  } catch {
    return {};
  }
}

/** Keeps a person's own keys. */
export const remember = (keys) => localStorage.setItem(STORED, JSON.stringify(keys));

/** The keys of a command as they are in force. */
export function keysOf(command) {
  return own()[command] ?? TABLE.find(([name]) => name === command)[1];
}

/** The chord of a key event, written as in the table; empty for one that types a character. */
export function chord(event) {
  if (event.isComposing || event.getModifierState("AltGraph")) return "";
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("C");
  if (event.altKey) parts.push("A");
  if (event.shiftKey) parts.push("S");
  parts.push(event.code === "NumpadEnter" ? "Enter" : event.code);
  return parts.join("+");
}

/** The command that a key event means and, for one with digits, which: `[name, number]`, or null. */
export function commandOf(event) {
  const pressed = chord(event);
  if (!pressed) return null;
  for (const [name] of TABLE) {
    const at = keysOf(name).indexOf(pressed);
    if (at >= 0) return [name, at];
  }
  return null;
}

const SIGNS = { C: "Ctrl", A: "Alt", S: "Shift", ArrowDown: "↓", ArrowUp: "↑", Slash: "/", Escape: "Esc" };

/** A chord as people read it. */
export function label(keys) {
  const [first] = keys;
  if (!first) return "";
  const many = keys.length === 9;
  const parts = first.split("+").map((part) => SIGNS[part] ?? part.replace(/^(Key|Digit)/, ""));
  if (many) parts[parts.length - 1] = "1…9";
  return parts.join("+");
}
