//! What the page is told: the document's types with offsets as a browser counts them.

use std::collections::BTreeMap;

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use crate::document::{self, Article, Edit, Finding, MemoryMatch, Origin, Outcome, Predecessor, TermUse};
use crate::language::{self, Direction};
use crate::store::ArticleStatus;

use super::span::units;

/// Start and end in UTF-16 code units.
type Span = [usize; 2];

/// A language with what a page needs to show its text.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Language {
    tag: String,
    name: String,
    dir: &'static str,
}

impl Language {
    pub(super) fn of(tag: &str) -> Self {
        let language = language::of(tag);
        Self {
            tag: tag.to_owned(),
            name: language.name.clone(),
            dir: language.direction.as_str(),
        }
    }
}

/// An article in the list.
#[derive(Debug, Serialize)]
pub(super) struct Listed {
    name: String,
    title: Option<String>,
    from: Language,
    to: Language,
    segments: usize,
    states: BTreeMap<&'static str, usize>,
}

impl From<ArticleStatus> for Listed {
    fn from(status: ArticleStatus) -> Self {
        Self {
            segments: status.segments(),
            from: Language::of(&status.source_language),
            to: Language::of(&status.target_language),
            name: status.name,
            title: status.title,
            states: status
                .states
                .into_iter()
                .map(|(state, count)| (state.as_str(), count))
                .collect(),
        }
    }
}

/// An article without its texts: enough to lay out every row.
#[derive(Debug, Serialize)]
pub(super) struct Index<'a> {
    name: &'a str,
    title: Option<&'a str>,
    from: Language,
    to: Language,
    ids: Vec<&'a str>,
    states: Vec<&'static str>,
    revisions: &'a [u64],
    blocks: Vec<usize>,
    kinds: &'a [document::BlockKind],
    origins: Vec<Option<String>>,
    findings: Vec<u8>,
    event: u64,
}

impl<'a> Index<'a> {
    pub(super) fn of(article: &'a Article, revisions: &'a [u64], event: u64) -> Self {
        let segments = || article.segments.iter();
        Self {
            name: &article.name,
            title: article.title.as_deref(),
            from: Language::of(&article.source_language),
            to: Language::of(&article.target_language),
            ids: segments().map(|segment| segment.id.as_str()).collect(),
            states: segments().map(|segment| segment.target.state.as_str()).collect(),
            revisions,
            blocks: segments().map(|segment| segment.block).collect(),
            kinds: &article.blocks,
            origins: segments()
                .map(|segment| segment.target.origin.as_ref().map(Origin::band))
                .collect(),
            findings: segments().map(worst).collect(),
            event,
        }
    }
}

fn worst(segment: &document::Segment) -> u8 {
    let worst = segment.open_findings().map(|finding| finding.severity).max();
    worst.map_or(0, |severity| match severity {
        document::Severity::Warning => 1,
        document::Severity::Error => 2,
    })
}

/// A segment with all that is known about it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Segment {
    id: String,
    number: usize,
    block: usize,
    source: String,
    target: String,
    state: &'static str,
    origin: Option<Source>,
    reason: Option<String>,
    /// Whether it stands apart from its repeats.
    apart: bool,
    /// The way the target is written, where a person has turned it.
    direction: Option<Direction>,
    revision: u64,
    codes: Vec<Code>,
    terms: Vec<Term>,
    findings: Vec<Objection>,
    matches: Vec<Match>,
    /// The segment whose place it took.
    was: Option<Was>,
}

/// A segment that went when the article was issued again.
#[derive(Debug, Serialize)]
struct Was {
    /// Its source against the segment's.
    parts: Vec<Part>,
    target: String,
    state: &'static str,
}

/// Where a draft came from.
#[derive(Debug, Serialize)]
struct Source {
    from: &'static str,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<u8>,
}

/// An inline code of the source.
#[derive(Debug, Serialize)]
struct Code {
    at: usize,
    id: u32,
    kind: document::CodeKind,
    original: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Term {
    at: Span,
    word: Span,
    source: String,
    target: String,
    kind: &'static str,
    variants: Vec<String>,
    forbidden: Vec<String>,
    note: String,
    split: String,
    tier: &'static str,
    status: &'static str,
    outcome: &'static str,
    target_at: Option<Span>,
    listed: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Objection {
    check: String,
    severity: &'static str,
    at: Span,
    source_at: Option<Span>,
    message: String,
    fix: Option<Fix>,
    ignored: Option<String>,
}

#[derive(Debug, Serialize)]
struct Fix {
    at: Span,
    text: String,
}

/// A match of the memory.
#[derive(Debug, Serialize)]
pub(super) struct Match {
    score: u8,
    kind: document::MatchKind,
    source: String,
    target: String,
    memory: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<String>,
    /// The words of the match's source against the segment's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Part>,
}

impl Match {
    pub(super) fn of(found: &MemoryMatch, source: &str) -> Self {
        Self {
            score: found.score,
            kind: found.kind,
            source: found.source.clone(),
            target: found.target.clone(),
            memory: found.memory.clone(),
            author: found.author.clone(),
            changed: found.changed.clone(),
            parts: parts(&found.source, source),
        }
    }
}

/// A stretch of two texts that were compared word by word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    text: String,
    is: &'static str,
}

/// `old` against `new`, word by word: what both have, what only the old one has, what only the new one has.
pub(super) fn parts(old: &str, new: &str) -> Vec<Part> {
    let diff = TextDiff::from_words(old, new);
    let mut parts: Vec<Part> = Vec::new();
    for change in diff.iter_all_changes() {
        let is = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Delete => "only-here",
            ChangeTag::Insert => "only-there",
        };
        match parts.last_mut().filter(|last| last.is == is) {
            Some(last) => last.text.push_str(change.value()),
            None => parts.push(Part {
                text: change.value().to_owned(),
                is,
            }),
        }
    }
    parts
}

impl Segment {
    /// The segment with what people decided about it: whether it stands apart from its repeats, which way it is written.
    pub(super) fn decided(self, apart: bool, direction: Option<Direction>) -> Self {
        Self {
            apart,
            direction,
            ..self
        }
    }

    /// The segment with the one whose place it took.
    pub(super) fn after(self, predecessor: Option<&Predecessor>) -> Self {
        let was = predecessor.map(|was| Was {
            parts: parts(&was.source, &self.source),
            target: was.target.content.text.clone(),
            state: was.target.state.as_str(),
        });
        Self { was, ..self }
    }

    /// The segment at `place` of an article, at `revision`; `listed` says where a term stands.
    pub(super) fn of(
        segment: &document::Segment,
        place: usize,
        revision: u64,
        listed: &dyn Fn(&document::Term) -> Option<String>,
    ) -> Self {
        let (source, target) = (&segment.source.text, &segment.target.content.text);
        Self {
            id: segment.id.to_string(),
            number: place + 1,
            block: segment.block,
            source: source.clone(),
            target: target.clone(),
            state: segment.target.state.as_str(),
            origin: segment.target.origin.as_ref().map(origin),
            reason: segment.target.reason.clone(),
            apart: false,
            direction: None,
            revision,
            codes: segment
                .source
                .codes
                .iter()
                .map(|code| Code {
                    at: units(source, &(code.at..code.at))[0],
                    id: code.id,
                    kind: code.kind,
                    original: code.original.clone(),
                })
                .collect(),
            terms: segment
                .terms
                .iter()
                .map(|used| term(used, (source, target), listed))
                .collect(),
            findings: segment
                .findings
                .iter()
                .map(|finding| objection(finding, source, target))
                .collect(),
            matches: segment
                .matches
                .iter()
                .map(|found| Match {
                    parts: Vec::new(),
                    ..Match::of(found, "")
                })
                .collect(),
            was: None,
        }
    }
}

fn origin(origin: &Origin) -> Source {
    let (from, score) = match origin {
        Origin::Memory { score, .. } => ("memory", Some(*score)),
        Origin::Glossary => ("glossary", None),
        Origin::Repeat => ("repeat", None),
        Origin::Backend { .. } => ("backend", None),
        Origin::Person => ("person", None),
        Origin::File => ("file", None),
    };
    let label = match origin {
        Origin::Memory { memory, .. } => memory.clone(),
        Origin::Backend { name, model } => match model {
            Some(model) => format!("{name} {model}"),
            None => name.clone(),
        },
        _ => from.to_owned(),
    };
    Source { from, label, score }
}

fn term(
    used: &TermUse,
    (source, target): (&str, &str),
    listed: &dyn Fn(&document::Term) -> Option<String>,
) -> Term {
    let hit = &used.hit;
    let (outcome, at) = match &used.outcome {
        Outcome::Open => ("open", None),
        Outcome::Held(at) => ("held", Some(at)),
        Outcome::Variant(at) => ("variant", Some(at)),
        Outcome::Forbidden(at) => ("forbidden", Some(at)),
        Outcome::Wrong(at) => ("wrong", Some(at)),
        Outcome::Missing => ("missing", None),
    };
    Term {
        at: units(source, &hit.span),
        word: units(source, &hit.word),
        source: hit.term.source.clone(),
        target: hit.term.target.clone(),
        kind: hit.term.kind.as_str(),
        variants: hit.term.variants.clone(),
        forbidden: hit.term.forbidden.clone(),
        note: hit.term.note.clone(),
        split: hit.split.clone(),
        tier: hit.tier.as_str(),
        status: hit.term.status.as_str(),
        outcome,
        target_at: at.map(|at| units(target, at)),
        listed: listed(&hit.term),
    }
}

fn objection(finding: &Finding, source: &str, target: &str) -> Objection {
    let fix = |edit: &Edit| Fix {
        at: units(target, &edit.at),
        text: edit.text.clone(),
    };
    Objection {
        check: finding.check.to_string(),
        severity: finding.severity.as_str(),
        at: units(target, &finding.at),
        source_at: finding.source_at.as_ref().map(|at| units(source, at)),
        message: finding.message.clone(),
        fix: finding.fix.as_ref().map(fix),
        ignored: finding.excuse().map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_by_words() {
        let part = |text: &str, is| Part {
            text: text.to_owned(),
            is,
        };
        assert_eq!(
            parts("قال كيري أمس", "قال لافروف أمس"),
            [
                part("قال ", "same"),
                part("كيري", "only-here"),
                part("لافروف", "only-there"),
                part(" أمس", "same")
            ]
        );
    }
}
