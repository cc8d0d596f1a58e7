// Which segments are shown: by state, origin, finding, comment or term; the field beside it adds text.

import { fill, h } from "../dom.js";
import { t } from "../words.js";

const STATES = ["empty", "draft", "needs-review", "translated", "approved", "locked"];
const ORIGINS = ["memory", "glossary", "repeat", "person", "file"];

/** The choice of what is shown. `value` is `kind:what`, as `asked` takes it apart. */
export function choice(segments, backends, changed) {
  const group = (label, options) => options.length > 0 && h("optgroup", { label }, options.map(([value, words]) => h("option", { value }, words)));
  const seen = (each) => [...new Set(segments.texts.flatMap((segment) => (segment ? each(segment) : [])))].slice(0, 200);
  const options = () => [
    h("option", { value: "" }, t("everySegment")),
    group(t("byState"), STATES.map((one) => [`state:${one}`, t(one)])),
    group(t("byOrigin"), [...ORIGINS.map((one) => [`origin:${one}`, t(`from-${one}`)]), ...backends.map((one) => [`origin:${one}`, one])]),
    group(t("byFinding"), [["check:any", t("withFindings")], ...seen((segment) => segment.findings.map((one) => one.check)).map((one) => [`check:${one}`, one])]),
    group(t("byComment"), [["comment:open", t("openComments")], ["comment:any", t("anyComments")]]),
    group(t("byTerm"), seen((segment) => segment.terms.map((one) => one.source)).map((one) => [`term:${one}`, one])),
  ];
  const select = h("select.state-filter", { "aria-label": t("show"), onchange: changed, onfocus: () => renew() }, options());
  const renew = () => {
    const { value } = select;
    fill(select, options());
    select.value = value;
  };
  return select;
}

/** What the server is asked for by a choice and a text; `/…/` is a regular expression. */
export function asked(article, chosen, text) {
  const pattern = /^\/(.+)\/$/.exec(text);
  const [kind, ...what] = chosen.split(":");
  return {
    article, text: pattern ? pattern[1] : text, regex: Boolean(pattern), where: "both",
    ...(chosen && { [kind]: what.join(":") }),
  };
}
