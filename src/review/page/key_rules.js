// Which chords can be given to a command: those that reach a page in every browser and do nothing else there.

const TAKEN = ["C+KeyT", "C+KeyN", "C+KeyW", "C+S+KeyT", "C+S+KeyN", "C+S+KeyW", "C+PageUp", "C+PageDown", "C+Tab", "C+S+Tab", "A+Tab", "A+F4", "A+S+ArrowDown",
  "M+KeyT", "M+KeyN", "M+KeyW", "M+KeyQ", "M+Tab", "M+Space"];
const EDITING = ["KeyC", "KeyV", "KeyX", "KeyA", "Backspace", "Delete", "ArrowLeft", "ArrowRight", "Home", "End"];
const TYPING = /^(Key|Digit|Numpad|Space|Slash|Period|Comma|Semicolon|Quote|Minus|Equal|Bracket|Backslash|Backquote|Intl|Tab|Backspace|Delete|Arrow|Home|End|Page)/;
const HELD = /^(Control|Shift|Alt|Meta|OS|CapsLock|Fn)/;

/**
 * Why a chord cannot be a command's: the name of a phrase, or null when it can.
 * @param {string} chord  As in the table. @param {boolean} mac
 */
export function objection(chord, mac) {
  const parts = chord.split("+");
  const code = parts.pop();
  const held = (sign) => parts.includes(sign);
  if (!code || HELD.test(code)) return "keyOnlyHeld";
  if (TAKEN.includes(chord)) return "keyTaken";
  if (chord === "C+S+KeyX") return "keyTurns";
  if (!held("C") && !held("M") && !held("A") && TYPING.test(code)) return "keyTypes";
  if (!mac && held("C") && held("A")) return "keyAltGr";
  if (mac && held("A") && !held("C") && !held("M") && /^(Key|Digit)/.test(code)) return "keyTypes";
  if ((held("C") || held("M")) && parts.length === 1 && EDITING.includes(code)) return "keyEdits";
  return null;
}
