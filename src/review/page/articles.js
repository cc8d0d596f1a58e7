// The list of articles with their progress.

import { get } from "./api.js";
import { fill, h } from "./dom.js";
import { bringing } from "./upload.js";
import { t } from "./words.js";

const STATES = ["approved", "translated", "needs-review", "draft", "empty"];

/** Shows every article of the workspace; `open` is called with the name of the one that is chosen. */
export async function articles(app, about, open) {
  const { articles: list } = await get("articles");
  document.title = `${t("articles")} – tarjuman`;
  fill(app, h("main.articles", {},
    h("h1", {}, t("articles")), h("p.quiet", {}, h("bdi", {}, about.workspace)),
    list.length ? h("ul", {}, list.map((article) => card(article, open))) : h("p", {}, t("noArticles")),
    bringing(about, open)));
}

function card(article, open) {
  const done = (article.states.approved ?? 0) + (article.states.translated ?? 0);
  return h("li", {}, h("button.card", { onclick: () => open(article.name) },
    h("strong", { dir: "auto" }, article.title ?? article.name),
    h("span", {}, h("bdi", {}, `${article.from.tag} → ${article.to.tag}`), " · ", t("segmentsOf", article.segments), " · ", t("progress", done, article.segments)),
    bar(article.states, article.segments)));
}

/** How much of an article is in which state, as a bar; the words beside it say the same. */
export function bar(states, all) {
  const title = STATES.filter((state) => states[state]).map((state) => `${t(state)}: ${states[state]}`).join(" · ");
  return h("span.bar", { role: "img", "aria-label": title, title }, STATES.filter((state) => states[state]).map((state) => {
    const part = h(`span.is-${state}`);
    part.style.flexGrow = String(states[state] / Math.max(1, all));
    return part;
  }));
}
