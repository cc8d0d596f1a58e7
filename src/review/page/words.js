// The language of the interface. `t` gives a phrase of it; figures are put in for `{0}`, isolated from their surroundings.

import { ar } from "./words/ar.js";
import { editing } from "./words/editing.js";
import { en } from "./words/en.js";
import { keys } from "./words/keys.js";
import { panels } from "./words/panels.js";
import { MESSAGES } from "./words/said.js";
import { views } from "./words/views.js";

const PAIRS = { ...editing, ...keys, ...panels, ...views };
const side = (at) => Object.fromEntries(Object.entries(PAIRS).map(([name, pair]) => [name, pair[at]]));

/** Every phrase by language and name. */
export const ALL = { en: { ...en, ...side(0) }, ar: { ...ar, ...side(1) } };
const STORED = "tarjuman:interface";
const FSI = "\u2068";
const PDI = "\u2069";

/** The tag of the interface's language: as chosen, or as the browser asks for it. */
export const tag = localStorage.getItem(STORED) ?? (navigator.language.startsWith("ar") ? "ar" : "en");

/** Changes the language of the interface. */
export function choose(next) {
  localStorage.setItem(STORED, next);
  location.reload();
}

/** The way the interface is written. */
export const dir = tag === "ar" ? "rtl" : "ltr";

/** A phrase of the interface. */
export function t(name, ...figures) {
  const phrase = ALL[tag]?.[name] ?? ALL.en[name] ?? name;
  return phrase.replace(/\{(\d)\}/g, (_, at) => `${FSI}${figures[at] ?? ""}${PDI}`);
}

const FORMS = MESSAGES.map(([english, arabic]) => {
  const exact = english.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return { form: new RegExp(`^${exact.replace(/\{\d\}/g, "(.+?)")}$`, "su"), english, arabic };
});

/**
 * What the server said, in the interface's language; a message that has no words in it stays as it came. What stands in a
 * message may be one itself.
 */
export function inWords(message, into = tag) {
  for (const { form, english, arabic } of FORMS) {
    const found = form.exec(message);
    if (!found) continue;
    const phrase = into === "ar" ? arabic : english;
    return phrase.replace(/\{(\d)\}/g, (_, at) => `${FSI}${inWords(found[Number(at) + 1], into)}${PDI}`);
  }
  // What a backend is to blame for begins with its name.
  const [, name, rest] = /^([\p{L}\p{N}_.-]+): (.+)$/su.exec(message) ?? [];
  return rest ? `${FSI}${name}${PDI}: ${inWords(rest, into)}` : message;
}

/** Which way a message of the server runs: as the interface does, whatever word it begins with; one that has no words in it is somebody's own. */
export const dirOf = (message) => (FORMS.some(({ form }) => form.test(message)) ? dir : "auto");

/** A phrase of the interface where the text around it may run the other way. */
export const isolated = (phrase) => `${dir === "rtl" ? "\u2067" : "\u2066"}${phrase}${PDI}`;

/** What went wrong and what to do next, in the interface's language. */
export const trouble = (error) => [error.message, error.next].filter(Boolean).map((one) => inWords(one)).join(tag === "ar" ? "؛ " : "; ");

/** What a command's button says: shorter than its name, where there is less room than on a list. */
export const short = (name) => (ALL.en[`short-${name}`] ? t(`short-${name}`) : t(name));

const names = new Intl.DisplayNames([tag], { type: "language" });

/** The name of a language in the language of the interface. */
export const languageName = (language) => names.of(language.tag) ?? language.name;
