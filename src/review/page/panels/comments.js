// Comments: the thread of a segment beside it, and all of the article in a window.

import { bdi, fill, h } from "../dom.js";
import { t } from "../words.js";
import { dialog } from "./dialogs.js";
import { when } from "./side.js";

/** A thread with a field to add to it. */
export function thread(remarks, id) {
  const field = h("textarea", { rows: "2", dir: "auto", "aria-label": t("comment") });
  const add = async (event) => {
    event.preventDefault();
    if (!field.value.trim()) return;
    await remarks.add(id, field.value);
    field.value = "";
  };
  return [
    h("ul.comments", {}, remarks.on(id).map((one) => shown(remarks, one))),
    h("form.say", {
      onsubmit: add,
      onkeydown: (event) => { if (event.code === "Enter" && (event.ctrlKey || event.metaKey)) { event.stopPropagation(); add(event); } },
    }, field, h("button", {}, t("addComment"))),
  ];
}

function shown(remarks, one) {
  return h(`li${one.resolved ? ".is-resolved" : ""}`, {},
    h("p", { dir: "auto" }, one.text),
    h("span.more", {}, bdi(one.who), " · ", when(one.at), one.resolved && [" · ", t("resolvedBy", one.resolved)]),
    h("button", { onclick: () => remarks.resolve(one, !one.resolved) }, t(one.resolved ? "reopen" : "resolve")));
}

/** Every comment of the article: on the whole of it, on its segments, on sentences that it no longer has. */
export function comments(remarks, go) {
  const body = h("div.threads");
  const draw = () => {
    const { rows } = remarks.segments;
    const ids = [...new Set(remarks.all.map((one) => one.segment).filter((id) => rows.has(id)))].sort((a, b) => rows.get(a) - rows.get(b));
    fill(body,
      h("section", {}, h("h3", {}, t("onArticle")), thread(remarks, undefined)),
      ids.map((id) => h("section", {},
        h("h3", {}, h("button", { onclick: () => { window.close(); go(rows.get(id)); } }, t("goToSegment", rows.get(id) + 1))),
        h("ul.comments", {}, remarks.on(id).map((one) => shown(remarks, one))))),
      remarks.astray.length > 0 && h("section", {}, h("h3", {}, t("astray")),
        h("ul.comments", {}, remarks.astray.map((one) => shown(remarks, one)))));
  };
  draw();
  const window = dialog(t("comments"), body);
  remarks.addEventListener("change", draw);
  window.addEventListener("close", () => remarks.removeEventListener("change", draw));
}
