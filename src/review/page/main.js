// Begins: signs in, then shows the article that was asked for, or all of them.

import { get, signIn } from "./api.js";
import { articles } from "./articles.js";
import { fill, h } from "./dom.js";
import { Editor } from "./editor.js";
import { Segments } from "./segments.js";
import { dir, inWords, t, tag } from "./words.js";

const app = document.getElementById("app");
document.documentElement.lang = tag;
document.documentElement.dir = dir;

async function open(about, name, index = Segments.index(name)) {
  const segments = await Segments.open(await index, about.workspace);
  document.title = `${segments.index.title ?? name} – tarjuman`;
  history.replaceState(null, "", `#${new URLSearchParams({ article: name })}`);
  new Editor(app, segments, about, () => {
    segments.flush();
    location.hash = "";
    location.reload();
  });
}

async function begin() {
  try {
    const name = await signIn();
    const index = name && Segments.index(name); // asked for together: neither waits for the other
    index?.catch(() => {}); // told below, once
    const about = await get("about");
    if (name) await open(about, name, index);
    else await articles(app, about, (chosen) => open(about, chosen));
  } catch (error) {
    fill(app, h("main.trouble", {}, h("h1", {}, "tarjuman"),
      h("p", {}, error.status === 401 ? t("signIn") : inWords(error.message)), error.next && h("p", {}, inWords(error.next))));
  }
}

begin();
