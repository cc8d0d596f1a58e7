// Comments: the thread of a segment beside it, and all of the article in a window.

import { bdi, fill, h } from "../dom.js";
import { t } from "../words.js";
import { dialog } from "./dialogs.js";
import { when } from "./side.js";

/** A thread with a field to add to it, which holds what was begun and not said yet. */
export function thread(remarks, id) {
  const field = h("textarea", {
    rows: "2", dir: "auto", "aria-label": t("comment"), value: remarks.begun.get(id) ?? "", oninput: () => remarks.begun.set(id, field.value),
  });
  const add = async (event) => {
    event.preventDefault();
    if (!field.value.trim()) return;
    await remarks.add(id, field.value);
    remarks.begun.delete(id);
    field.value = "";
  };
  return [
    h("ul.comments", {}, listed(remarks, id)),
    h("form.say", {
      onsubmit: add,
      onkeydown: (event) => { if (event.code === "Enter" && (event.ctrlKey || event.metaKey)) { event.stopPropagation(); add(event); } },
    }, field, h("button", {}, t("addComment"))),
  ];
}

/** Shows what was said meanwhile in the thread `within`, and leaves its field to who writes there. */
export function renew(within, remarks, id) {
  fill(within.querySelector(".comments"), listed(remarks, id));
}

const listed = (remarks, id) => remarks.on(id).map((one) => shown(remarks, one));

function shown(remarks, one) {
  return h(`li${one.resolved ? ".is-resolved" : ""}`, {},
    h("p", { dir: "auto" }, one.text),
    h("span.more", {}, bdi(one.who), " · ", when(one.at), one.resolved && [" · ", t("resolvedBy", one.resolved)]),
    h("button", { onclick: () => remarks.resolve(one, !one.resolved) }, t(one.resolved ? "reopen" : "resolve")));
}

/** Every comment of the article: on the whole of it, on its segments, on sentences that it no longer has. */
export function comments(remarks, go) {
  const whole = h("section", {}, h("h3", {}, t("onArticle")), thread(remarks, undefined));
  const rest = h("div");
  const draw = () => {
    const { rows } = remarks.segments;
    const ids = [...new Set(remarks.all.map((one) => one.segment).filter((id) => rows.has(id)))].sort((a, b) => rows.get(a) - rows.get(b));
    renew(whole, remarks, undefined);
    fill(rest,
      ids.map((id) => h("section", {},
        h("h3", {}, h("button", { onclick: () => { window.close(); go(rows.get(id)); } }, t("goToSegment", rows.get(id) + 1))),
        h("ul.comments", {}, listed(remarks, id)))),
      remarks.astray.length > 0 && h("section", {}, h("h3", {}, t("astray")),
        h("ul.comments", {}, remarks.astray.map((one) => shown(remarks, one)))));
  };
  draw();
  const window = dialog(t("comments"), h("div.threads", {}, whole, rest));
  remarks.addEventListener("change", draw);
  window.addEventListener("close", () => remarks.removeEventListener("change", draw));
}
