//! One row a segment for spreadsheets and scripts: TSV and CSV.
//!
//! Columns: `id`, `block` (from 1), `source`, `target`, `state`, `origin`, `terms`, `findings`. Cells are quoted as
//! in RFC 4180 where they hold a quote, a line break or the separator. Inline codes show as `{1}`, `{/1}`, `{1/}`.
//! CSV begins with a byte order mark, by which Excel knows UTF-8.
//!
//! A cell that a spreadsheet would run as a formula has an apostrophe in front ([`crate::text::guarded`]).
//!
//! Reading needs a header row with at least `source`; columns may stand in any order, unknown ones are passed over.
//! It keeps ids, blocks, texts, codes without their markup, and states; the origin is `person` in human states
//! and `file` else, terms, matches and findings are left to be found again, gaps become one blank, and every block
//! is a paragraph. The languages are those of the options or those the text tells.

use std::collections::{HashMap, HashSet};
use std::io::Write;

use super::{Error, Format, InParts, Input, Part, ReadOptions, WriteOptions, languages, placeholder};
use crate::document::{
    Article, BlockKind, Origin, Outcome, Segment, SegmentId, Severity, State, Target, TermUse,
};
use crate::text::{guarded, unguarded};

/// Tab-separated values.
pub(super) struct Tsv;

/// Comma-separated values.
pub(super) struct Csv;

const COLUMNS: [&str; 8] = [
    "id", "block", "source", "target", "state", "origin", "terms", "findings",
];

impl Format for Tsv {
    fn id(&self) -> &'static str {
        "tsv"
    }

    fn name(&self) -> &'static str {
        "TSV"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tsv", "tab"]
    }

    fn recognises(&self, head: &str) -> bool {
        head.starts_with("id\tblock\tsource\ttarget")
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn carries(&self) -> &'static [Part] {
        &[
            Part::Untranslated,
            Part::States,
            Part::Origins,
            Part::Codes,
            Part::Terms,
            Part::Findings,
        ]
    }

    fn read(&self, text: &str, options: &ReadOptions) -> Result<Input, Error> {
        read(text, b'\t', options)
    }

    fn write(&self, article: &Article, _options: &WriteOptions, out: &mut dyn Write) -> Result<(), Error> {
        write(self.in_parts(out)?, article)
    }

    fn in_parts<'a>(&self, out: &'a mut dyn Write) -> Result<Option<Box<dyn InParts + 'a>>, Error> {
        Rows::begin(b'\t', out)
    }
}

impl Format for Csv {
    fn id(&self) -> &'static str {
        "csv"
    }

    fn name(&self) -> &'static str {
        "CSV"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn recognises(&self, head: &str) -> bool {
        head.starts_with("id,block,source,target") || head.starts_with("id;block;source;target")
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn carries(&self) -> &'static [Part] {
        &[
            Part::Untranslated,
            Part::States,
            Part::Origins,
            Part::Codes,
            Part::Terms,
            Part::Findings,
        ]
    }

    /// Excel writes semicolons where the comma is the decimal sign; the header row tells.
    fn read(&self, text: &str, options: &ReadOptions) -> Result<Input, Error> {
        let header = text.lines().next().unwrap_or_default();
        let semicolons = header.matches(';').count() > header.matches(',').count();
        read(text, if semicolons { b';' } else { b',' }, options)
    }

    fn write(&self, article: &Article, _options: &WriteOptions, out: &mut dyn Write) -> Result<(), Error> {
        write(self.in_parts(out)?, article)
    }

    fn in_parts<'a>(&self, out: &'a mut dyn Write) -> Result<Option<Box<dyn InParts + 'a>>, Error> {
        out.write_all("\u{FEFF}".as_bytes())?;
        Rows::begin(b',', out)
    }
}

/// Writes the whole of `article`.
fn write(rows: Option<Box<dyn InParts + '_>>, article: &Article) -> Result<(), Error> {
    let Some(mut rows) = rows else { return Ok(()) };
    rows.part(article)?;
    rows.finish()
}

/// A table while it is written.
struct Rows<'a>(csv::Writer<&'a mut dyn Write>);

impl<'a> Rows<'a> {
    fn begin(separator: u8, out: &'a mut dyn Write) -> Result<Option<Box<dyn InParts + 'a>>, Error> {
        let mut rows = csv::WriterBuilder::new().delimiter(separator).from_writer(out);
        rows.write_record(COLUMNS).map_err(io)?;
        Ok(Some(Box::new(Self(rows))))
    }
}

impl InParts for Rows<'_> {
    fn part(&mut self, part: &Article) -> Result<(), Error> {
        let mut rows = part.segments.iter().map(row);
        rows.try_for_each(|row| self.0.write_record(row.map(guarded)).map_err(io))
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        Ok(self.0.flush()?)
    }
}

/// The cells of a segment.
fn row(segment: &Segment) -> [String; 8] {
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

fn io(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Error::Io(error),
        other => Error::Io(std::io::Error::other(format!("{other:?}"))),
    }
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

fn read(text: &str, separator: u8, options: &ReadOptions) -> Result<Input, Error> {
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = rows.headers().map_err(|error| broken(text, &error))?.clone();
    let columns = COLUMNS.map(|name| {
        header
            .iter()
            .position(|cell| cell.trim().eq_ignore_ascii_case(name))
    });
    if columns[2].is_none() {
        let message = format!(
            "no column `source` in the header row; it should read {}",
            COLUMNS.join(", ")
        );
        return Err(Error::at(text, 0, message));
    }
    let mut article = Article {
        name: options.name.clone(),
        source_language: options.source_language.clone().unwrap_or_default(),
        target_language: options.target_language.clone().unwrap_or_default(),
        ..Article::default()
    };
    let mut ids = Ids::default();
    for row in rows.records() {
        let row = row.map_err(|error| broken(text, &error))?;
        let at = row
            .position()
            .map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        if row.len() != header.len() {
            let message = format!(
                "{} cells where the header has {}; look for a missing separator or an unclosed quote",
                row.len(),
                header.len()
            );
            return Err(Error::at(text, at, message));
        }
        let cells = columns.map(|column| column.and_then(|column| row.get(column)).map_or("", unguarded));
        let last = article.segments.last().map(|segment| segment.block);
        let segment = segment(cells, last).and_then(|segment| ids.settle(segment));
        let segment = segment.map_err(|message| Error::at(text, at, message))?;
        article.segments.push(segment);
    }
    article.blocks = vec![BlockKind::Paragraph; article.segments.last().map_or(0, |last| last.block + 1)];
    languages::settle(&mut article, options)?;
    Ok(Input::Article(article))
}

fn broken(text: &str, error: &csv::Error) -> Error {
    let at = error
        .position()
        .map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
    Error::at(text, at, error.to_string())
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

/// The segment of one row after a row of block `last`; what is wrong with it otherwise.
fn segment(cells: [&str; 8], last: Option<usize>) -> Result<Segment, String> {
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
        name => State::named(name).ok_or_else(|| {
            let known = State::ALL.map(State::as_str).join(", ");
            format!("state `{name}` is not known; it is one of {known}")
        })?,
    };
    let blank = content.is_blank() && content.codes.is_empty();
    let origin = if state.is_human() {
        Origin::Person
    } else {
        Origin::File
    };
    let source = placeholder::parsed(source);
    Ok(Segment {
        id: SegmentId::given(id),
        block,
        gap: String::new(),
        source,
        target: Target {
            content,
            state,
            origin: (!blank).then_some(origin),
            reason: None,
        },
        terms: Vec::new(),
        matches: Vec::new(),
        findings: Vec::new(),
    })
}

/// Blocks that a row may skip, since rows without text are not exported; bounds what a broken number can ask for.
const MOST_BLOCKS: usize = 10_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_row_is_named() {
        let read = |text: &str| Tsv.read(text, &ReadOptions::default()).unwrap_err().to_string();
        assert!(read("a\tb\nc\td\n").starts_with("line 1, column 1: no column `source`"));
        assert!(
            read("id\tsource\nx\ty\nz\n").starts_with("line 3, column 1: 1 cells where the header has 2")
        );
        assert!(read("source\tstate\ny\tdone\n").starts_with("line 2, column 1: state `done` is not known"));
        assert!(
            read("id\tsource\nx\ty\nx\ty\n").starts_with("line 3, column 1: id `x` stands in a row above")
        );
    }

    #[test]
    fn a_table_with_two_columns_is_enough() {
        let text = "target;source\nPeace;سلام\n";
        let options = ReadOptions {
            source_language: Some(String::from("ar")),
            target_language: Some(String::from("en")),
            ..ReadOptions::default()
        };
        let Input::Article(article) = Csv.read(text, &options).unwrap() else {
            panic!()
        };
        assert_eq!(article.segments[0].source.text, "سلام");
        assert_eq!(article.segments[0].target.state, State::Translated);
    }
}
