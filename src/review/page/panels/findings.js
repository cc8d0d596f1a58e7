// What the checks object to in a segment: shown, put right with one key, or ignored for a reason.

import { send } from "../api.js";
import { bdi, h } from "../dom.js";
import { keysOf, label } from "../keys.js";
import { dirOf, inWords, t } from "../words.js";
import { dialog } from "./dialogs.js";

/** The findings of a segment, errors first; those that are ignored stand at the end with their reason. */
export function findings(segment, on) {
  const open = openOf(segment);
  const ignored = segment.findings.filter((finding) => finding.ignored);
  if (!segment.findings.length) return h("p.quiet", {}, t("noFindings"));
  const fixable = open.find((finding) => finding.fix);
  return [
    h("ul.findings", {}, open.map((finding) => h(`li.is-${finding.severity}`, {},
      h("p", { dir: dirOf(finding.message) }, inWords(finding.message)),
      h("button", { onclick: () => on.select(finding.at) }, t("show")),
      finding.fix && h("button", { onclick: () => on.write(finding.fix.at, finding.fix.text) }, t("fix"), finding === fixable && h("kbd", { dir: "ltr" }, label(keysOf("fix")))),
      h("button", { onclick: () => on.ignore(finding) }, t("ignore")),
      h("span.more", {}, finding.check)))),
    ignored.length > 0 && h("ul.findings.ignored", {}, ignored.map((finding) => h("li", {},
      h("p", { dir: dirOf(finding.message) }, inWords(finding.message)),
      h("span.more", {}, t("ignoredFor"), " ", bdi(finding.ignored)),
      h("button", { onclick: () => on.heed(finding) }, t("heed"))))),
  ];
}

/** What nobody ignores, errors first, then in the order of the target. */
export const openOf = (segment) =>
  segment.findings.filter((finding) => !finding.ignored)
    .sort((a, b) => (b.severity === "error") - (a.severity === "error") || a.at[0] - b.at[0]);

/** Asks why a finding is ignored. */
export function askReason(finding, ignore) {
  const field = h("input", { required: true, dir: "auto", "aria-label": t("reason") });
  const window = dialog(t("ignoreTitle"), h("p", { dir: dirOf(finding.message) }, inWords(finding.message)), h("p.quiet", {}, t("ignoreSaid")),
    h("form.fields", { onsubmit: (event) => { event.preventDefault(); window.close(); ignore(field.value); } },
      h("label", {}, t("reason"), field), h("button", {}, t("ignore"))));
  field.focus();
}

/** Ignores what a check says of a segment, for a reason; with none, it counts again. */
export async function decide(segments, row, check, reason) {
  await segments.save(row);
  const { segment } = await send("POST", "ignore", { article: segments.index.name, id: segments.index.ids[row], check, reason });
  segments.take(row, segment);
  segments.changed([row]);
}
