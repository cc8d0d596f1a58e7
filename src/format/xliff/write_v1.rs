//! An article as XLIFF 1.2, for tools that know no later version.
//!
//! A `trans-unit` a segment, its block in `restype`, memory matches as `alt-trans`, comments, findings and reasons as `note`,
//! the origin of each target in `state-qualifier`. A target that is empty holds the source and is in the state
//! `needs-translation`: OmegaT fills no unit without a target. Read again, such a target is empty.

use std::fmt::Write as _;
use std::io::Write;

use super::Error;
use super::read_v1::OURS;
use super::state::{qualifier, written_v1};
use super::write::kind_name;
use super::xml::{escaped, quoted};
use crate::document::{Article, BlockKind, CodeKind, Content, Segment, State};
use crate::format::labels;

/// Writes the whole file, unit by unit.
pub(super) fn article(article: &Article, out: &mut dyn Write) -> Result<(), Error> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">"
    )?;
    writeln!(
        out,
        "  <file original=\"{}\" source-language=\"{}\" target-language=\"{}\" datatype=\"plaintext\">",
        quoted(&article.name),
        quoted(&article.source_language),
        quoted(&article.target_language),
    )?;
    let remarks: Vec<_> = article.comments_on(None).map(labels::comment).collect();
    if !remarks.is_empty() {
        writeln!(out, "    <header>")?;
        for remark in &remarks {
            writeln!(out, "      <note>{}</note>", escaped(remark))?;
        }
        writeln!(out, "    </header>")?;
    }
    writeln!(out, "    <body>")?;
    for (kind, segments) in article.by_block() {
        for segment in segments {
            out.write_all(unit(article, kind, segment).as_bytes())?;
        }
    }
    Ok(writeln!(out, "    </body>\n  </file>\n</xliff>")?)
}

fn unit(article: &Article, kind: BlockKind, segment: &Segment) -> String {
    let mut out = String::new();
    let target = &segment.target;
    let approved = if target.state >= State::Approved {
        " approved=\"yes\""
    } else {
        ""
    };
    let _ = writeln!(
        out,
        "      <trans-unit id=\"{}\"{approved} restype=\"x-{}\" xml:space=\"preserve\">",
        quoted(segment.id.as_str()),
        kind_name(kind)
    );
    let source = inline(&segment.source);
    let _ = writeln!(out, "        <source>{source}</source>");
    let is_empty = target.content.is_blank() && target.content.codes.is_empty();
    let (state, inside) = if is_empty {
        (State::Empty, source)
    } else {
        (target.state, inline(&target.content))
    };
    let qualifier = target.origin.as_ref().and_then(qualifier).filter(|_| !is_empty);
    let qualifier = qualifier.map_or(String::new(), |value| format!(" state-qualifier=\"{value}\""));
    let _ = writeln!(
        out,
        "        <target state=\"{}\"{qualifier}>{inside}</target>",
        written_v1(state)
    );
    push_notes(&mut out, article, segment);
    for found in &segment.matches {
        let _ = writeln!(
            out,
            "        <alt-trans match-quality=\"{}\" origin=\"{}\"><source>{}</source><target>{}</target></alt-trans>",
            found.score,
            quoted(&found.memory),
            escaped(&found.source),
            escaped(&found.target)
        );
    }
    out.push_str("      </trans-unit>\n");
    out
}

/// Comments, findings and reasons for people.
fn push_notes(out: &mut String, article: &Article, segment: &Segment) {
    let comments = article.comments_on(Some(&segment.id)).map(labels::comment);
    let findings = segment
        .open_findings()
        .map(|finding| format!("{}: {}", finding.check, finding.message));
    for note in comments.chain(findings).chain(segment.target.reason.clone()) {
        let _ = writeln!(
            out,
            "        <note from=\"{OURS}\" annotates=\"target\">{}</note>",
            escaped(&note)
        );
    }
}

/// A side with its codes: a pair as `bpt` and `ept`, a half without its other as `it`, the others as `ph`.
fn inline(content: &Content) -> String {
    let mut out = String::with_capacity(content.text.len() + 16);
    let mut open: Vec<u32> = Vec::new();
    let mut codes = content.codes.iter().enumerate();
    for (text, code) in content.pieces() {
        out.push_str(&escaped(text));
        let (Some(code), Some((at, _))) = (code, codes.next()) else {
            continue;
        };
        let closes = content.codes[at + 1..]
            .iter()
            .any(|later| later.kind == CodeKind::Close && later.id == code.id);
        let opened = open.iter().rposition(|id| *id == code.id);
        let id = code.id;
        let name = match (code.kind, opened) {
            (CodeKind::Single, _) => {
                let _ = write!(out, "<ph id=\"{id}\">");
                "ph"
            }
            (CodeKind::Open, None) if closes => {
                open.push(id);
                let _ = write!(out, "<bpt id=\"{id}\">");
                "bpt"
            }
            (CodeKind::Close, Some(place)) => {
                open.remove(place);
                let _ = write!(out, "<ept id=\"{id}\">");
                "ept"
            }
            (kind, _) => {
                let position = if kind == CodeKind::Close { "close" } else { "open" };
                let _ = write!(out, "<it id=\"{id}\" pos=\"{position}\">");
                "it"
            }
        };
        let _ = write!(out, "{}</{name}>", escaped(&code.original));
    }
    out
}
