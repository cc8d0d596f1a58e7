//! Inline codes (bold, links, line breaks) that the translation lacks, has twice, closes before it opens them, lets overlap, or leaves empty.
//!
//! A code that is lost is formatting that readers lose, or a file that its program refuses.

use super::{Check, Objection, Pair};
use crate::document::{CodeKind, Content, InlineCode, Severity};

/// See the file's own documentation.
pub(super) struct LostCode;

impl Check for LostCode {
    fn id(&self) -> &'static str {
        "lost-code"
    }

    fn about(&self) -> &'static str {
        "An inline code is missing, stands twice, is empty, overlaps another, or is closed before it is opened"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (pair.source, pair.target);
        let end = target.text.len();
        let missing = source
            .codes
            .iter()
            .filter(|code| count(target, code) < count(source, code));
        let missing = missing.map(|code| Objection {
            at: end..end,
            source_at: Some(code.at..code.at),
            message: format!("{} of the source is missing", named(code)),
            ..Objection::default()
        });
        let doubled = target.codes.iter().enumerate().filter(|(place, code)| {
            let first = !target.codes[..*place].iter().any(|other| same(other, code));
            first && count(target, code) > count(source, code)
        });
        let doubled = doubled.map(|(_, code)| Objection {
            at: code.at..code.at,
            message: format!("{} stands here more often than in the source", named(code)),
            ..Objection::default()
        });
        let crossed = target.codes.iter().enumerate().filter(|(place, code)| {
            let opened = |codes: &[InlineCode]| {
                codes
                    .iter()
                    .any(|other| other.id == code.id && other.kind == CodeKind::Open)
            };
            code.kind == CodeKind::Close
                && !opened(&target.codes[..*place])
                && opened(&target.codes[*place..])
        });
        let crossed = crossed.map(|(_, code)| Objection {
            at: code.at..code.at,
            message: format!("{} stands before the code that it closes", named(code)),
            ..Objection::default()
        });
        let emptied = target
            .codes
            .iter()
            .filter(|code| is_empty(target, code) && !is_empty(source, code));
        let emptied = emptied.map(|code| Objection {
            at: code.at..code.at,
            message: format!("nothing stands within {} any more", named(code)),
            ..Objection::default()
        });
        let known = overlapping(source);
        let overlapping = overlapping(target)
            .into_iter()
            .filter(|code| !known.iter().any(|other| same(other, code)));
        let overlapping = overlapping.map(|code| Objection {
            at: code.at..code.at,
            message: format!("{} is closed before a code that it holds", named(code)),
            ..Objection::default()
        });
        let found = missing.chain(doubled).chain(crossed);
        found.chain(overlapping).chain(emptied).collect()
    }
}

/// The codes that close a pair while another one that was opened within it is open.
fn overlapping(content: &Content) -> Vec<&InlineCode> {
    let closed = |code: &InlineCode| {
        let mut others = content.codes.iter();
        others.any(|other| other.id == code.id && other.kind == CodeKind::Close)
    };
    let mut open: Vec<u32> = Vec::new();
    let mut found = Vec::new();
    for code in &content.codes {
        match code.kind {
            CodeKind::Open if closed(code) => open.push(code.id),
            CodeKind::Close => {
                if let Some(place) = open.iter().rposition(|id| *id == code.id) {
                    found.extend((place + 1 < open.len()).then_some(code));
                    open.remove(place);
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether the pair that `code` opens holds nothing to read and no other code.
fn is_empty(content: &Content, code: &InlineCode) -> bool {
    let is_pair = |pair: &&[InlineCode]| {
        same(&pair[0], code) && pair[1].id == code.id && pair[1].kind == CodeKind::Close
    };
    let pair = content.codes.windows(2).find(is_pair);
    let held = pair.and_then(|pair| content.text.get(pair[0].at..pair[1].at));
    code.kind == CodeKind::Open && held.is_some_and(|held| held.trim().is_empty())
}

fn same(a: &InlineCode, b: &InlineCode) -> bool {
    a.id == b.id && a.kind == b.kind
}

fn count(content: &Content, code: &InlineCode) -> usize {
    content.codes.iter().filter(|other| same(other, code)).count()
}

fn named(code: &InlineCode) -> String {
    match code.original.trim() {
        "" => format!("the code {}", code.id),
        original => format!("the code {original}"),
    }
}
