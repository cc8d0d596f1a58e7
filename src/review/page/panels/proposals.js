// A fresh draft of one segment, beside what stands there; nothing is replaced before it is chosen.

import { send } from "../api.js";
import { fill, h } from "../dom.js";
import { inWords, t, trouble } from "../words.js";
import { dialog } from "./dialogs.js";
import { diff } from "./side.js";

/** Asks memory, glossary and backends for a draft, says so while they think, and shows what it would change. */
export async function redraft(article, id, index, before, use, backends) {
  const text = { lang: index.to.tag, dir: index.to.dir };
  const body = h("div.proposals", { role: "status" }, h("progress", { "aria-label": t("asking") }), h("span.quiet", {}, t("asking")));
  const window = dialog(t("proposal"), body);
  const one = (proposal) => h("section.pairs", {},
    before && h("p.diff", text, diff(proposal.parts)),
    h("p.new", text, proposal.text),
    proposal.pieces && h("ul.pieces", {}, proposal.pieces.map((piece) => h("li", {},
      h("bdi", { lang: index.from.tag }, piece.source), " → ", h("bdi", { lang: index.to.tag }, piece.target), " ",
      h("span.more", {}, piece.from === "memory" ? t("inMemory", piece.origin) : t("from-glossary"))))),
    h("p.acts", {}, h("span.more", {}, proposal.pieces ? t("assembled") : proposal.origin), h("button.primary", { onclick: () => { window.close(); use(proposal.text); } }, t("useIt"))));
  try {
    const { proposals, reason } = await send("POST", "redraft", { article, id });
    const none = () => [
      h("p.quiet", {}, t("noProposal", inWords(reason ?? ""))),
      !backends.length && h("p.teaching", {}, t("teachModel"), " ", h("code", { dir: "ltr" }, "tarjuman model list")),
    ];
    fill(body, proposals.length ? proposals.map(one) : none());
    body.querySelector("button")?.focus();
  } catch (error) {
    fill(body, h("p.wrong", { role: "alert" }, trouble(error)));
  }
}
