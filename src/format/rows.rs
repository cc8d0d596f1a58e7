//! Segments as rows of a table: what each column holds, and the segments that rows make.
//!
//! Columns: `id`, `block` (from 1), `source`, `target`, `state`, `origin`, `terms`, `findings`. Inline codes show as
//! `{1}`, `{/1}`, `{1/}`.
//!
//! Reading needs a header row with at least `source`; columns may stand in any order, unknown ones are passed over.
//! It keeps ids, blocks, texts, codes without their markup, and states; the origin is `person` in human states
//! and `file` else, terms, matches and findings are left to be found again, gaps become one blank, and every block
//! is a paragraph. The languages are those of the options, those that are expected, or those the text tells.

use std::collections::{HashMap, HashSet};

use super::{Error, Part, ReadOptions, labels, languages, placeholder};
use crate::document::{
    Article, BlockKind, Content, Origin, Outcome, Segment, SegmentId, Severity, State, Target, TermUse,
};

/// The columns, in the order in which they are written.
pub(super) const COLUMNS: [&str; 8] = [
    "id", "block", "source", "target", "state", "origin", "terms", "findings",
];

/// What of an article the columns hold.
pub(super) const CARRIED: &[Part] = &[
    Part::Untranslated,
    Part::States,
    Part::Origins,
    Part::Codes,
    Part::Terms,
    Part::Findings,
];

/// A segment's cells, in the order of [`COLUMNS`].
pub(super) fn cells(segment: &Segment) -> [String; 8] {
    let target = &segment.target;
    [
        segment.id.to_string(),
        (segment.block + 1).to_string(),
        placeholder::shown(&segment.source),
        placeholder::shown(&target.content),
        target.state.as_str().to_owned(),
        target.origin.as_ref().map(origin).unwrap_or_default(),
        listed(segment.terms.iter().map(term)),
        listed(segment.open_findings().map(|finding| {
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            format!("{} ({severity}): {}", finding.check, finding.message)
        })),
    ]
}

/// Where a target came from, in a few words: `memory 87 (news)`.
fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Memory { score, memory, .. } => format!("memory {score} ({memory})"),
        Origin::Glossary => String::from("glossary"),
        Origin::Repeat => String::from("repeat"),
        Origin::Backend { name, model: None } => name.clone(),
        Origin::Backend {
            name,
            model: Some(model),
        } => format!("{name} ({model})"),
        Origin::Person => String::from("person"),
        Origin::File => String::from("file"),
    }
}

/// A term with its rendering, and what became of it where that is not as wished.
fn term(term: &TermUse) -> String {
    let listed = &term.hit.term;
    let outcome = match term.outcome {
        Outcome::Open | Outcome::Held(_) => "",
        Outcome::Variant(_) => " (variant)",
        Outcome::Forbidden(_) => " (forbidden)",
        Outcome::Wrong(_) => " (wrong)",
        Outcome::Missing => " (missing)",
    };
    format!("{} = {}{outcome}", listed.source, listed.target)
}

fn listed(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(" | ")
}

/// Where in the rows of a table each of [`COLUMNS`] stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns([Option<usize>; 8]);

impl Columns {
    /// The columns that a header row names, in any letter case; `None` when it names no `source`.
    pub(super) fn of<'a>(header: impl Iterator<Item = &'a str> + Clone) -> Option<Self> {
        let columns = COLUMNS.map(|name| {
            let mut cells = header.clone();
            cells.position(|cell| cell.trim().eq_ignore_ascii_case(name))
        });
        columns[2].map(|_| Self(columns))
    }

    /// Where the targets stand.
    pub(super) fn target(&self) -> Option<usize> {
        self.0[3]
    }

    /// Where the states stand.
    pub(super) fn state(&self) -> Option<usize> {
        self.0[4]
    }

    /// The cells of a row in the order of [`COLUMNS`], empty where there is no such column.
    pub(super) fn cells<'a>(&self, cell: impl Fn(usize) -> Option<&'a str>) -> [&'a str; 8] {
        self.0.map(|column| column.and_then(&cell).unwrap_or_default())
    }
}

/// Whether a header row is that of a table of segments, as it is written here.
pub(super) fn are_segments(header: &[String]) -> bool {
    header.starts_with(&COLUMNS.map(str::to_owned)[..4])
}

/// What is wrong with a table that has no column `source`.
pub(super) fn no_source() -> String {
    let others: Vec<&str> = COLUMNS
        .into_iter()
        .filter(|name| !["source", "target"].contains(name))
        .collect();
    format!(
        "no column `source` in the header row; write a first row that names the columns: `source` and `target` are enough, \
         {} may stand beside them",
        others.join(", ")
    )
}

/// What a row says of its segment.
pub(super) struct Row {
    /// Empty where the row has none.
    pub(super) id: String,
    pub(super) block: usize,
    pub(super) source: Content,
    pub(super) target: Content,
    pub(super) state: State,
}

impl Row {
    fn segment(self) -> Segment {
        let blank = self.target.is_blank() && self.target.codes.is_empty();
        let origin = if self.state.is_human() {
            Origin::Person
        } else {
            Origin::File
        };
        Segment {
            id: SegmentId::given(self.id),
            block: self.block,
            gap: String::new(),
            source: self.source,
            target: Target {
                content: self.target,
                state: self.state,
                origin: (!blank).then_some(origin),
                reason: None,
            },
            terms: Vec::new(),
            matches: Vec::new(),
            findings: Vec::new(),
        }
    }
}

/// An article that is read row by row.
pub(super) struct Rows {
    article: Article,
    ids: Ids,
}

impl Rows {
    /// An article without a row.
    pub(super) fn new(options: &ReadOptions) -> Self {
        Self {
            article: Article {
                name: options.name.clone(),
                source_language: options.source_language.clone().unwrap_or_default(),
                target_language: options.target_language.clone().unwrap_or_default(),
                ..Article::default()
            },
            ids: Ids::default(),
        }
    }

    /// Adds the segment of a row, whose cells stand in the order of [`COLUMNS`]; what is wrong with it otherwise.
    pub(super) fn push(&mut self, cells: [&str; 8]) -> Result<(), String> {
        let last = self.article.segments.last().map(|segment| segment.block);
        self.add(row(cells, last)?)
    }

    /// Adds the segment of a row; what is wrong with it otherwise.
    pub(super) fn add(&mut self, row: Row) -> Result<(), String> {
        let segment = self.ids.settle(row.segment())?;
        self.article.segments.push(segment);
        Ok(())
    }

    /// The article so far, for what stands beside its rows.
    pub(super) fn article(&mut self) -> &mut Article {
        &mut self.article
    }

    /// The segments so far, one a row.
    pub(super) fn segments(&self) -> &[Segment] {
        &self.article.segments
    }

    /// The article, which has a language for each side.
    ///
    /// # Errors
    /// [`Error::UnknownLanguage`].
    pub(super) fn finish(mut self, options: &ReadOptions) -> Result<Article, Error> {
        let blocks = self.article.segments.last().map_or(0, |last| last.block + 1);
        self.article.blocks = vec![BlockKind::Paragraph; blocks];
        languages::settle(&mut self.article, options)?;
        Ok(self.article)
    }
}

/// The ids given so far, and how often each source text stood in a row without one.
#[derive(Default)]
struct Ids {
    given: HashSet<SegmentId>,
    texts: HashMap<String, usize>,
}

impl Ids {
    /// The segment with an id, if the one it has is not taken.
    fn settle(&mut self, mut segment: Segment) -> Result<Segment, String> {
        if segment.id.as_str().is_empty() {
            let occurrence = self.texts.entry(segment.source.text.clone()).or_default();
            segment.id = SegmentId::of(&segment.source.text, *occurrence);
            *occurrence += 1;
        }
        if self.given.insert(segment.id.clone()) {
            Ok(segment)
        } else {
            Err(format!(
                "id `{}` stands in a row above already; each segment has its own",
                segment.id
            ))
        }
    }
}

/// What one row says after a row of block `last`; what is wrong with it otherwise.
fn row(cells: [&str; 8], last: Option<usize>) -> Result<Row, String> {
    let [id, block, source, target, state, ..] = cells;
    let block = match block {
        "" => last.map_or(0, |last| last + 1),
        number => number
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1))
            .filter(|block| {
                *block >= last.unwrap_or(0) && *block <= last.map_or(0, |last| last + MOST_BLOCKS)
            })
            .ok_or_else(|| format!("block `{number}` is not a number that continues the rows before"))?,
    };
    let content = placeholder::parsed(target);
    let state = match state {
        "" if content.is_blank() => State::Empty,
        "" => State::Translated,
        name => named(name).ok_or_else(|| {
            let known = State::ALL.map(State::as_str).join(", ");
            format!("state `{name}` is not known; it is one of {known}")
        })?,
    };
    Ok(Row {
        id: id.to_owned(),
        block,
        source: placeholder::parsed(source),
        target: content,
        state,
    })
}

/// The state that a cell names, by its id or by the words that documents have for it.
fn named(cell: &str) -> Option<State> {
    let labelled = |state: &State| cell.trim().eq_ignore_ascii_case(labels::state(*state));
    State::named(cell).or_else(|| State::ALL.into_iter().find(labelled))
}

/// Blocks that a row may skip, since rows without text are not exported; bounds what a broken number can ask for.
const MOST_BLOCKS: usize = 10_000;
