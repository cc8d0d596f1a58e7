// The list of commands, and the window in which a person gives them other keys.

import { fill, h } from "../dom.js";
import { MAC, TABLE, chord, configure, habit, keysOf, label, own, ownerOf, parse, remember, standard, take, written } from "../keys.js";
import { habits } from "../key_habits.js";
import { objection } from "../key_rules.js";
import { t } from "../words.js";
import { dialog } from "./dialogs.js";

const shown = (keys) => (keys.length === 9 ? [label(keys)] : keys.map(written)).map((one) => h("kbd", { dir: "ltr" }, one));
const groups = () => [...new Set(TABLE.map(([, , group]) => group))];

/** Every command with its keys; each is a button that does it. Typing narrows the list. */
export function help(run) {
  const doing = (name) => () => {
    window.close();
    run(name);
  };
  const lines = TABLE.map(([name, , group]) => ({
    group, text: t(name).toLowerCase(),
    element: h("li", {}, h("button", { onclick: doing(name) }, t(name)), h("span.keys", {}, shown(keysOf(name)))),
  }));
  const sections = groups().map((group) => {
    const own = lines.filter((line) => line.group === group);
    return { own, element: h("section", {}, h("h3", {}, t(group)), h("ul", {}, own.map((line) => line.element))) };
  });
  const narrow = () => {
    const asked = field.value.trim().toLowerCase();
    for (const line of lines) line.element.hidden = !line.text.includes(asked);
    for (const { own, element } of sections) element.hidden = own.every((line) => line.element.hidden);
  };
  const field = h("input.ask", { type: "search", "aria-label": t("commandsHint"), placeholder: t("commandsHint"), oninput: narrow });
  const first = (event) => {
    event.preventDefault();
    lines.find((line) => !line.element.hidden)?.element.querySelector("button").click();
  };
  const window = dialog(t("help"), h("form.line", { onsubmit: first }, field), h("div.help", {}, sections.map((section) => section.element)));
  field.focus();
}

/** The window in which commands are given other keys. `said` is told what became of it. */
export function changeKeys(said) {
  const message = h("p.wrong", { role: "alert" });
  const list = h("div.help");
  const choice = h("select", { "aria-label": t("hands"), onchange: () => { take(choice.value); draw(); said(); } },
    ["", ...Object.keys(habits)].map((name) => h("option", { value: name, selected: name === habit() }, name || t("ours"))));
  const draw = () => fill(list, groups().map((group) => h("section", {}, h("h3", {}, t(group)),
    h("ul", {}, TABLE.filter((line) => line[2] === group).map(([name]) => line(name, message, draw, said))))));
  const file = h("input", { type: "file", accept: "application/json,.json", "aria-label": t("keysIn"), onchange: async () => {
    const unread = await load(file.files[0]);
    fill(message, unread && t("keyUnread", unread));
    draw();
    said();
  } });
  dialog(t("changeKeys"), h("p.quiet", {}, t("keysHint")),
    h("div.fields", {}, h("label", {}, t("hands"), choice), h("button", { onclick: save }, t("keysOut")), h("label", {}, t("keysIn"), file),
      h("button", { onclick: () => { remember({}); take(""); choice.value = ""; fill(message); draw(); said(); } }, t("allAsBefore"))),
    message, list);
  draw();
  choice.focus();
}

function line(name, message, draw, said) {
  const button = h("button.second", { "aria-label": t("changeOf", t(name)), onclick: () => record(name, button, message, () => { draw(); said(); }) }, t("change"));
  const changed = own()[name];
  return h("li", { "data-command": name }, h("span.what", {}, t(name)), h("span.keys", {}, shown(keysOf(name))), button,
    changed && h("button", { "aria-label": t("asBeforeOf", t(name)), onclick: () => { const { [name]: _, ...rest } = own(); remember(rest); draw(); said(); } }, t("asBefore")));
}

/** Waits for the next chord and gives it to a command, or says why it cannot be. */
function record(name, button, message, done) {
  const was = button.textContent;
  button.textContent = t("pressKeys");
  const stop = () => {
    removeEventListener("keydown", press, true);
    button.removeEventListener("blur", stop);
    button.textContent = was;
  };
  const press = (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (event.code === "Escape") return stop();
    if (/^(Control|Shift|Alt|Meta|OS)/.test(event.code)) return undefined;
    const pressed = chord(event);
    const wrong = refusal(name, pressed);
    fill(message, wrong);
    stop();
    if (wrong) return undefined;
    remember({ ...own(), [name]: series(name, pressed) });
    fill(message, t("keyNow", written(pressed), t(name)));
    return done();
  };
  addEventListener("keydown", press, true);
  button.addEventListener("blur", stop);
}

const isSeries = (name) => standard(name).length === 9;
const series = (name, pressed) =>
  isSeries(name) ? Array.from({ length: 9 }, (_, at) => pressed.replace(/Digit\d$/, `Digit${at + 1}`)) : [pressed];

/** Why a command cannot have a chord, in words; null when it can. */
function refusal(name, pressed) {
  const why = objection(pressed, MAC);
  if (why) return t(why, written(pressed));
  if (isSeries(name) && !/Digit\d$/.test(pressed)) return t("keyHas", written(pressed), "1…9");
  for (const one of series(name, pressed)) {
    const owner = ownerOf(one);
    if (owner && owner[0] !== name) return t("keyHas", written(one), t(owner[0]));
  }
  return null;
}

function save() {
  const keys = Object.fromEntries(TABLE.map(([name]) => [name, keysOf(name).map(written)]));
  const address = URL.createObjectURL(new Blob([JSON.stringify(keys, null, 1)], { type: "application/json" }));
  h("a", { href: address, download: "tarjuman-keys.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Takes the keys of a file; what in it cannot be, or null. */
async function load(file) {
  if (!file) return null;
  let read;
  try {
    read = JSON.parse(await file.text());
  } catch (error) {
    return error.message;
  }
  const [keys, unread] = [own(), []];
  for (const [name, list] of Object.entries(read)) {
    const chords = Array.isArray(list) ? list.map((one) => parse(String(one))) : [];
    const known = TABLE.some(([one]) => one === name);
    if (known && chords.length && chords.every((one) => one && !objection(one, MAC))) keys[name] = chords;
    else unread.push(name);
  }
  remember(keys);
  return unread.join(", ") || null;
}

/** Takes the keys of the workspace's configuration; says what in them cannot be read. */
export function takeConfigured(keys, say) {
  const unread = configure(keys);
  if (unread.length) say(t("keyUnread", unread.join("; ")));
}
