//! An article as XLIFF 2.1.

use std::fmt::Write as _;
use std::io::Write;

use super::Error;
use super::inline::{Marker, OriginalData, inline, push_text};
use super::state::{PREFIX, facts, written};
use super::xml::{escaped, quoted};
use crate::document::{Article, BlockKind, CodeKind, Content, Segment, Severity, Term};
use crate::format::labels;
use crate::language;

/// Writes the whole file, unit by unit.
pub(super) fn article(article: &Article, out: &mut dyn Write) -> Result<(), Error> {
    let (source, target) = (&article.source_language, &article.target_language);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\"")?;
    for (prefix, module) in [("gls", "glossary"), ("mda", "metadata"), ("mtc", "matches")] {
        writeln!(
            out,
            "       xmlns:{prefix}=\"urn:oasis:names:tc:xliff:{module}:2.0\""
        )?;
    }
    writeln!(
        out,
        "       version=\"2.1\" srcLang=\"{}\" trgLang=\"{}\">",
        quoted(source),
        quoted(target)
    )?;
    writeln!(
        out,
        "  <file id=\"f1\" original=\"{}\" srcDir=\"{}\" trgDir=\"{}\" xml:space=\"preserve\">",
        quoted(&article.name),
        language::of(source).direction.as_str(),
        language::of(target).direction.as_str(),
    )?;
    if let Some(title) = &article.title {
        let fact = format!("<mda:meta type=\"title\">{}</mda:meta>", escaped(title));
        writeln!(
            out,
            "    <mda:metadata>\n      <mda:metaGroup category=\"document\">{fact}</mda:metaGroup>\n    </mda:metadata>"
        )?;
    }
    let remarks: Vec<_> = article.comments_on(None).map(labels::comment).collect();
    if !remarks.is_empty() {
        writeln!(out, "    <notes>")?;
        for remark in &remarks {
            writeln!(
                out,
                "      <note category=\"comment\" priority=\"3\">{}</note>",
                escaped(remark)
            )?;
        }
        writeln!(out, "    </notes>")?;
    }
    if article.segments.is_empty() {
        // A file must hold a unit or a group.
        writeln!(out, "    <group id=\"g1\"/>")?;
    }
    for (index, (kind, segments)) in article.by_block().enumerate() {
        out.write_all(unit(article, index, kind, segments).as_bytes())?;
    }
    Ok(writeln!(out, "  </file>\n</xliff>")?)
}

/// The glossary entries of a unit, each term once, and the markers that point to them.
struct Terms<'a> {
    entries: Vec<(&'a Term, Vec<String>)>,
    markers: Vec<Vec<Marker>>,
}

fn unit(article: &Article, index: usize, kind: BlockKind, segments: &[Segment]) -> String {
    let terms = terms(segments);
    let mut data = OriginalData::default();
    let sides: Vec<_> = segments
        .iter()
        .zip(&terms.markers)
        .map(|(segment, markers)| {
            let elsewhere = elsewhere(segments, |segment| &segment.source);
            let source = inline(&segment.source, markers, &elsewhere, &mut data);
            let elsewhere = elsewhere_in_targets(segments);
            (
                source,
                inline(&segment.target.content, &[], &elsewhere, &mut data),
            )
        })
        .collect();
    let mut out = String::new();
    let _ = writeln!(
        out,
        "    <unit id=\"u{}\" type=\"{PREFIX}{}\">",
        index + 1,
        kind_name(kind)
    );
    push_glossary(&mut out, &terms);
    push_matches(&mut out, segments);
    push_metadata(&mut out, segments);
    push_notes(&mut out, article, segments);
    push_original_data(&mut out, &data);
    for (segment, (source, target)) in segments.iter().zip(&sides) {
        push_segment(&mut out, segment, source, target);
    }
    out.push_str("    </unit>\n");
    out
}

fn elsewhere_in_targets(segments: &[Segment]) -> Vec<u32> {
    elsewhere(segments, |segment| &segment.target.content)
}

/// The ids of pairs that open in one segment and close in a later one.
fn elsewhere(segments: &[Segment], side: impl Fn(&Segment) -> &Content) -> Vec<u32> {
    let mut open: Vec<u32> = Vec::new();
    let mut crossing = Vec::new();
    for segment in segments {
        let before = open.clone();
        for code in &side(segment).codes {
            match code.kind {
                CodeKind::Open => open.push(code.id),
                CodeKind::Close => {
                    if before.contains(&code.id) {
                        crossing.push(code.id);
                    }
                    open.retain(|id| *id != code.id);
                }
                CodeKind::Single => {}
            }
        }
    }
    crossing
}

fn terms(segments: &[Segment]) -> Terms<'_> {
    let mut entries: Vec<(&Term, Vec<String>)> = Vec::new();
    let mut count = 0;
    let mut markers = Vec::new();
    for segment in segments {
        let mut of_segment = Vec::new();
        for hit in segment
            .terms
            .iter()
            .map(|term| &term.hit)
            .filter(|hit| !hit.span.is_empty())
        {
            count += 1;
            let id = format!("t{count}");
            let known = entries.iter().position(|(term, _)| *term == &*hit.term);
            let entry = known.unwrap_or_else(|| {
                entries.push((&*hit.term, Vec::new()));
                entries.len() - 1
            });
            entries[entry].1.push(id.clone());
            of_segment.push(Marker {
                span: hit.span.clone(),
                id,
                entry: format!("g{}", entry + 1),
            });
        }
        markers.push(of_segment);
    }
    Terms { entries, markers }
}

fn push_glossary(out: &mut String, terms: &Terms<'_>) {
    if terms.entries.is_empty() {
        return;
    }
    out.push_str("      <gls:glossary>\n");
    for (i, (term, markers)) in terms.entries.iter().enumerate() {
        let marker = markers.first().map_or("", String::as_str);
        let _ = writeln!(
            out,
            "        <gls:glossEntry id=\"g{}\" ref=\"#{marker}\">",
            i + 1
        );
        let _ = writeln!(out, "          <gls:term>{}</gls:term>", escaped(&term.source));
        for rendering in std::iter::once(&term.target).chain(&term.variants) {
            let _ = writeln!(
                out,
                "          <gls:translation>{}</gls:translation>",
                escaped(rendering)
            );
        }
        if !term.note.is_empty() {
            let _ = writeln!(
                out,
                "          <gls:definition>{}</gls:definition>",
                escaped(&term.note)
            );
        }
        out.push_str("        </gls:glossEntry>\n");
    }
    out.push_str("      </gls:glossary>\n");
}

fn push_matches(out: &mut String, segments: &[Segment]) {
    if segments.iter().all(|segment| segment.matches.is_empty()) {
        return;
    }
    out.push_str("      <mtc:matches>\n");
    for segment in segments {
        for found in &segment.matches {
            let kind = found.kind.as_str();
            let _ = writeln!(
                out,
                "        <mtc:match ref=\"#{}\" type=\"tm\" subType=\"{PREFIX}{kind}\" similarity=\"{}\" origin=\"{}\">",
                segment.id,
                found.score.min(100),
                quoted(&found.memory),
            );
            let _ = writeln!(
                out,
                "          <source>{}</source>",
                with_code_points(&found.source)
            );
            let _ = writeln!(
                out,
                "          <target>{}</target>",
                with_code_points(&found.target)
            );
            out.push_str("        </mtc:match>\n");
        }
    }
    out.push_str("      </mtc:matches>\n");
}

fn with_code_points(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_text(&mut out, text);
    out
}

fn push_metadata(out: &mut String, segments: &[Segment]) {
    let facts: Vec<_> = segments
        .iter()
        .map(|segment| (segment, facts(&segment.target)))
        .collect();
    if facts.iter().all(|(_, facts)| facts.is_empty()) {
        return;
    }
    out.push_str("      <mda:metadata>\n");
    for (segment, facts) in facts.iter().filter(|(_, facts)| !facts.is_empty()) {
        let _ = write!(
            out,
            "        <mda:metaGroup category=\"segment\"><mda:meta type=\"id\">{}</mda:meta>",
            segment.id
        );
        for (name, value) in facts {
            let _ = write!(out, "<mda:meta type=\"{name}\">{}</mda:meta>", escaped(value));
        }
        out.push_str("</mda:metaGroup>\n");
    }
    out.push_str("      </mda:metadata>\n");
}

/// Comments, findings and reasons for people; with several segments in the unit each begins with its segment's number.
fn push_notes(out: &mut String, article: &Article, segments: &[Segment]) {
    let mut notes = Vec::new();
    for (i, segment) in segments.iter().enumerate() {
        let number = if segments.len() > 1 {
            format!("[{}] ", i + 1)
        } else {
            String::new()
        };
        for comment in article.comments_on(Some(&segment.id)) {
            notes.push(("comment", 3, format!("{number}{}", labels::comment(comment))));
        }
        for finding in segment.open_findings() {
            let priority = if finding.severity == Severity::Error { 1 } else { 5 };
            notes.push((
                finding.check.as_ref(),
                priority,
                format!("{number}{}", finding.message),
            ));
        }
        if let Some(reason) = &segment.target.reason {
            notes.push(("empty", 5, format!("{number}{reason}")));
        }
    }
    if notes.is_empty() {
        return;
    }
    out.push_str("      <notes>\n");
    for (i, (category, priority, message)) in notes.iter().enumerate() {
        let _ = writeln!(
            out,
            "        <note id=\"n{}\" appliesTo=\"target\" category=\"{}\" priority=\"{priority}\">{}</note>",
            i + 1,
            quoted(category),
            escaped(message),
        );
    }
    out.push_str("      </notes>\n");
}

fn push_original_data(out: &mut String, data: &OriginalData) {
    let entries: Vec<_> = data.entries().collect();
    if entries.is_empty() {
        return;
    }
    out.push_str("      <originalData>\n");
    for (id, original) in entries {
        let _ = writeln!(
            out,
            "        <data id=\"{id}\">{}</data>",
            with_code_points(original)
        );
    }
    out.push_str("      </originalData>\n");
}

fn push_segment(out: &mut String, segment: &Segment, source: &str, target: &str) {
    let (state, sub_state) = written(&segment.target);
    let sub_state = sub_state.map_or(String::new(), |value| format!(" subState=\"{value}\""));
    let _ = writeln!(
        out,
        "      <segment id=\"{}\" state=\"{state}\"{sub_state}>",
        quoted(segment.id.as_str())
    );
    let _ = writeln!(out, "        <source>{source}</source>");
    if !target.is_empty() || segment.target.state.is_human() {
        let _ = writeln!(out, "        <target>{target}</target>");
    }
    out.push_str("      </segment>\n");
    if !segment.gap.is_empty() {
        let gap = with_code_points(&segment.gap);
        let _ = writeln!(
            out,
            "      <ignorable>\n        <source>{gap}</source>\n      </ignorable>"
        );
    }
}

/// A block's kind as the value of `type`: `heading-2`.
pub(super) fn kind_name(kind: BlockKind) -> String {
    match kind {
        BlockKind::Title => String::from("title"),
        BlockKind::Heading(level) => format!("heading-{level}"),
        BlockKind::Paragraph => String::from("paragraph"),
        BlockKind::ListItem => String::from("list-item"),
        BlockKind::Quote => String::from("quote"),
        BlockKind::Cell => String::from("cell"),
        BlockKind::Caption => String::from("caption"),
        BlockKind::Attribute => String::from("attribute"),
    }
}

/// The kind that [`kind_name`] wrote; a paragraph for anything else.
pub(super) fn kind_named(name: &str) -> BlockKind {
    match name {
        "title" => BlockKind::Title,
        "list-item" => BlockKind::ListItem,
        "quote" => BlockKind::Quote,
        "cell" => BlockKind::Cell,
        "caption" => BlockKind::Caption,
        "attribute" => BlockKind::Attribute,
        _ => {
            let level = name.strip_prefix("heading-").and_then(|level| level.parse().ok());
            level.map_or(BlockKind::Paragraph, BlockKind::Heading)
        }
    }
}
