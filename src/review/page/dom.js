// Elements from plain descriptions. Text enters as text; nothing here ever parses HTML.

/**
 * Makes an element.
 * @param {string} tag  Its name, with classes: `p.source`.
 * @param {Object<string, any>} [about]  Attributes; `on*` are listeners, `false` and `null` are left out.
 * @param {...any} inside  Elements, texts, lists of them; `null` and `false` are left out.
 * @returns {HTMLElement}
 */
export function h(tag, about = {}, ...inside) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(about ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "value" || key === "checked") element[key] = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  put(element, inside);
  return element;
}

/** Appends elements and texts, lists of them, and leaves out what is not there. */
export function put(element, inside) {
  for (const one of inside.flat(Infinity)) {
    if (one === null || one === undefined || one === false) continue;
    element.append(one instanceof Node ? one : document.createTextNode(String(one)));
  }
}

/** Replaces what is in an element. */
export function fill(element, ...inside) {
  element.replaceChildren();
  put(element, inside);
}

/** A foreign word in a sentence of the interface: isolated, so that neither turns the other around. */
export const bdi = (text) => h("bdi", {}, text);
