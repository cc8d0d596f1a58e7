// The list of articles with their progress.

import { get } from "./api.js";
import { fill, h } from "./dom.js";
import { bringing } from "./upload.js";
import { choose, languageName, t, tag } from "./words.js";

const STATES = ["approved", "translated", "needs-review", "draft", "empty"];

/** Shows every article of the workspace; `open` is called with the name of the one that is chosen. */
export async function articles(app, about, open) {
  const { articles: list } = await get("articles");
  document.title = `${t("articles")} – tarjuman`;
  const other = tag === "ar" ? "en" : "ar";
  fill(app, h("main.articles", {},
    h("header", {},
      h("h1.brand", {}, t("articles")),
      h("button.command", { lang: other, dir: other === "ar" ? "rtl" : "ltr", onclick: () => choose(other) }, t(other === "ar" ? "inArabic" : "inEnglish"))),
    h("p.quiet", {}, h("bdi", {}, about.workspace)),
    list.length ? h("ul", {}, list.map((article) => card(article, open))) : teach(),
    bringing(about, open)));
}

function card(article, open) {
  const { states, segments } = article;
  const done = (states.approved ?? 0) + (states.translated ?? 0) + (states.locked ?? 0);
  const share = (done / Math.max(1, segments)).toLocaleString(tag, { style: "percent" });
  return h("li", {}, h("button.card", { onclick: () => open(article.name) },
    h("strong", { dir: "auto" }, article.title ?? article.name), h("span.share", {}, h("bdi", {}, share)),
    bar(states, segments),
    h("span.facts", {}, t("fromTo", languageName(article.from), languageName(article.to)), " · ", t("progress", done, segments),
      STATES.filter((state) => states[state] && state !== "approved").map((state) => ` · ${t("countOf", t(state), states[state])}`))));
}

/** What to do in a workspace that holds nothing yet. */
function teach() {
  return h("section.teach", {}, h("h2", {}, t("noArticlesTitle")),
    h("ol", {}, ["teachDraft", "teachReview", "teachExport"].map((step, at) => h("li", {}, `${at + 1}. `, t(step)))),
    h("code", { dir: "ltr" }, "tarjuman review article.txt"));
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
