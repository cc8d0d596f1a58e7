//! The English words that pages and documents put to states, origins, blocks and outcomes.

use crate::document::{
    Article, BlockKind, Comment, MatchKind, Origin, Outcome, Segment, State, Summary, TermUse,
};
use crate::language;

/// A comment in one line: who said it, what, and whether it is settled.
pub(super) fn comment(comment: &Comment) -> String {
    let settled = if comment.resolved.is_some() {
        " (resolved)"
    } else {
        ""
    };
    format!("{}: {}{settled}", comment.who, comment.text)
}

/// A state, as a badge says it.
pub(super) fn state(state: State) -> &'static str {
    match state {
        State::Empty => "Empty",
        State::Draft => "Draft",
        State::NeedsReview => "Needs review",
        State::Translated => "Translated",
        State::Approved => "Approved",
        State::Locked => "Locked",
    }
}

/// What a state asks of the reader, for a legend.
pub(super) fn state_meaning(state: State) -> &'static str {
    match state {
        State::Empty => "no translation yet",
        State::Draft => "a machine’s proposal that nobody has read",
        State::NeedsReview => "something objects to the proposal",
        State::Translated => "a person translated it",
        State::Approved => "a reviewer approved it",
        State::Locked => "not to be changed",
    }
}

/// Where a target came from, with the score of a memory match.
pub(super) fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Memory { score, kind, memory } => {
            let of = if memory.is_empty() {
                String::new()
            } else {
                format!(" · {}", inline(memory))
            };
            format!("Memory {}{of}", score_of(*score, *kind))
        }
        Origin::Glossary => String::from("Glossary"),
        Origin::Repeat => String::from("Repeat"),
        Origin::Backend { name, model } => match model {
            Some(model) => format!("{} · {}", inline(name), inline(model)),
            None => inline(name),
        },
        Origin::Person => String::from("Person"),
        Origin::File => String::from("File"),
    }
}

/// A match score with its kind: `101 % context`.
pub(super) fn score_of(score: u8, kind: MatchKind) -> String {
    format!("{score} % {}", kind.as_str())
}

/// What a block is, where that is not plain running text.
pub(super) fn block(kind: BlockKind) -> Option<&'static str> {
    match kind {
        BlockKind::Title => Some("Title"),
        BlockKind::Heading(_) => Some("Heading"),
        BlockKind::Paragraph => None,
        BlockKind::ListItem => Some("List"),
        BlockKind::Quote => Some("Quote"),
        BlockKind::Cell => Some("Cell"),
        BlockKind::Caption => Some("Caption"),
        BlockKind::Attribute => Some("Field"),
    }
}

/// What became of a term, in one word.
pub(super) fn outcome(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "open",
        Outcome::Held(_) => "held",
        Outcome::Variant(_) => "variant",
        Outcome::Forbidden(_) => "forbidden",
        Outcome::Wrong(_) => "wrong",
        Outcome::Missing => "missing",
    }
}

/// The language's English name, or its tag where there is no name for it.
pub(super) fn language(tag: &str) -> String {
    let known = language::of(tag);
    if known.tag == "und" {
        inline(tag)
    } else {
        known.name.clone()
    }
}

/// Both languages: `Arabic → English`.
pub(super) fn languages(article: &Article) -> String {
    let (source, target) = (
        language(&article.source_language),
        language(&article.target_language),
    );
    format!("{source} → {target}")
}

/// Languages and counts in one line.
pub(super) fn counts(article: &Article, summary: Option<&Summary>) -> String {
    let drafted = article
        .segments
        .iter()
        .filter(|s| !s.target.content.is_blank())
        .count();
    let mut text = format!(
        "{} · {} segments, {drafted} with a target",
        languages(article),
        article.segments.len()
    );
    if let Some(summary) = summary {
        let findings: usize = summary.findings.values().sum();
        text.push_str(&format!(" · {} terms · {findings} findings", summary.terms.found));
    }
    text
}

/// How many segments have no translation, for a reader of the translation alone; nothing when all have one.
pub(super) fn untranslated(article: &Article) -> Option<String> {
    let blank = article
        .segments
        .iter()
        .filter(|s| s.target.content.is_blank())
        .count();
    let all = article.segments.len();
    (blank > 0).then(|| {
        format!("{blank} of {all} segments have no translation; they stand here as marked source text.")
    })
}

/// The title, from the document or its first title block, with its language; where there is none, the name of
/// the article, which is in no language.
pub(super) fn title(article: &Article) -> (String, Option<&str>) {
    let first = article.by_block().find(|(kind, _)| *kind == BlockKind::Title);
    let in_block = first.map(|(_, segments)| segments[0].source.text.as_str());
    let title = article
        .title
        .as_deref()
        .or(in_block)
        .map(inline)
        .filter(|title| !title.is_empty());
    match title {
        Some(title) => (title, Some(&article.source_language)),
        None => (inline(&article.name), None),
    }
}

/// The language a block of a translation is in: the target's, or the source's while nothing of it is translated.
pub(super) fn block_language<'a>(article: &'a Article, segments: &[Segment]) -> &'a str {
    if segments.iter().all(|segment| segment.target.content.is_blank()) {
        &article.source_language
    } else {
        &article.target_language
    }
}

/// The characters of the source as they stand in it: `لكيري`.
pub(super) fn form<'a>(source: &'a str, used: &'a TermUse) -> &'a str {
    let hit = &used.hit;
    source
        .get(hit.word.clone())
        .filter(|form| !form.is_empty())
        .unwrap_or(&hit.term.source)
}

/// What parts a segment's target from the next one in a translation without source: the source's own white
/// space, or a blank where the source script writes none.
pub(super) fn between(segment: &Segment) -> &str {
    if segment.gap.is_empty() { " " } else { &segment.gap }
}

/// A foreign text fit to stand in a line among others: white space runs are one blank, and the bidi controls
/// that reach beyond their own text (embeddings, overrides, isolates: UAX #9 §2) are left out.
pub(super) fn inline(text: &str) -> String {
    let reaching = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let kept: String = text.chars().filter(|&c| !reaching(c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memory_match_is_named_with_its_score() {
        let from = Origin::Memory {
            score: 87,
            kind: MatchKind::Fuzzy,
            memory: String::from("desk"),
        };
        assert_eq!(origin(&from), "Memory 87 % fuzzy · desk");
    }

    #[test]
    fn a_lone_override_does_not_leave_its_text() {
        assert_eq!(inline("\u{202E}Kerry\n\u{2069}  John"), "Kerry John");
    }
}
