//! Glossaries: their files, finding their terms in a text, and what became of them in a translation.
//!
//! A term is found by taking each word apart in the few ways its language allows and looking up what is left;
//! two stems are never compared with each other, so كيري is found in لكيري and not in كيربي.

mod capitals;
mod casing;
mod cells;
mod compound;
mod context;
mod finder;
mod guess;
mod guessed;
mod habits;
mod keys;
mod lead;
mod learned;
mod lexicon;
mod lint;
mod matcher;
mod memo;
mod merge;
mod outcome;
mod packed;
mod part;
mod pattern;
mod pick;
mod place;
mod plural;
mod reading;
mod rename;
mod renderings;
mod rows;
mod rules;
mod scan;
mod sheet;
mod spellings;
mod standing;
mod surroundings;
mod suspects;
mod trie;
mod tsv;
mod usage;
mod widen;

pub use cells::from_cells;
pub use finder::Finder;
pub use habits::Habits;
pub use learned::{Correction, Learned, learned};
pub use lint::{Lint, lint, sound};
pub use matcher::Matcher;
pub use merge::{Merge, merge};
pub use outcome::{Expected, Outcomes};
pub use place::{Edit, Site, placed};
pub use plural::plural_guesses;
pub use rename::{Old, Renamed, preferred, renamed, renamed_row};
pub use renderings::Renderings;
pub use sheet::Sheet;
pub use standing::{Standing, Worth, standing};
pub use suspects::{Evidence, Known, Suspect, suspects};
pub use tsv::TermFile;
pub use usage::{Usage, Usages};
pub use widen::{Difference, add, consistent, joined};

/// What is wrong with a glossary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A row has more columns than the header, or fewer than two.
    #[error(
        "line {line}: this row has {found} of the {expected} columns that are known; part columns by one tab each"
    )]
    Columns {
        /// 1-based.
        line: usize,
        /// Columns in the row.
        found: usize,
        /// Columns in the header.
        expected: String,
    },
    /// The header lacks a column that every row needs.
    #[error("line {line}: the header has no column `{column}`; add it, or remove the header row")]
    NoColumn {
        /// 1-based.
        line: usize,
        /// `source` or `target`.
        column: &'static str,
    },
    /// The header names a column that is unknown or named twice.
    #[error("line {line}: `{column}` is no column, or stands twice; columns are {allowed}")]
    Header {
        /// 1-based.
        line: usize,
        /// As written.
        column: String,
        /// The columns there are.
        allowed: String,
    },
    /// Source or target is blank.
    #[error("line {line}: the {column} is empty; fill it in, or remove the row")]
    Empty {
        /// 1-based.
        line: usize,
        /// `source` or `target`.
        column: &'static str,
    },
    /// A kind, match rule, case rule or status that does not exist.
    #[error("line {line}: {column} `{value}` is unknown; write one of {allowed}")]
    Value {
        /// 1-based.
        line: usize,
        /// `kind`, `match`, `case` or `status`.
        column: &'static str,
        /// As written.
        value: String,
        /// The values there are.
        allowed: String,
    },
    /// A regular expression that cannot be read.
    #[error(
        "the regular expression of the term `{source_term}` cannot be read: {reason}; correct it, or set match to `inflect`"
    )]
    Regex {
        /// The term.
        source_term: String,
        /// The expression's own complaint.
        reason: String,
    },
    /// As `Regex`, in a file.
    #[error(
        "line {line}: the regular expression `{expression}` cannot be read: {reason}; correct it, or choose another match rule"
    )]
    RegexLine {
        /// 1-based.
        line: usize,
        /// As written.
        expression: String,
        /// The expression's own complaint.
        reason: String,
    },
    /// A value that a row cannot keep.
    #[error(
        "the row of `{source_term}` would not read back as written; remove tabs, line breaks, `|` inside a list and a `#` at its start"
    )]
    Unwritable {
        /// The term.
        source_term: String,
    },
    /// No row with this source (and target).
    #[error("no row with source `{source_term}`{target} in this file; `glossary list` shows its rows")]
    NoRow {
        /// The source looked for.
        source_term: String,
        /// ` and target …`, or nothing.
        target: String,
    },
    /// Several rows have this source.
    #[error("`{source_term}` is listed as {targets}; say which with --target")]
    Several {
        /// The source.
        source_term: String,
        /// Their targets.
        targets: String,
    },
    /// The row is there already.
    #[error("`{source_term}` is listed with this target on line {line}; change that row instead")]
    Listed {
        /// The source.
        source_term: String,
        /// 1-based.
        line: usize,
    },
    /// The source has another target in this file.
    #[error(
        "`{source_term}` is listed as `{target}` on line {line}; list `{asked}` as a variant of that row, or rename the row"
    )]
    OtherTarget {
        /// The source, as listed.
        source_term: String,
        /// Its target there.
        target: String,
        /// 1-based.
        line: usize,
        /// The target that it was to have.
        asked: String,
    },
    /// A rendering would be both accepted and forbidden.
    #[error(
        "`{rendering}` would be both accepted and forbidden for `{source_term}`; leave it out of one of the two"
    )]
    Contradicts {
        /// The source.
        source_term: String,
        /// The rendering.
        rendering: String,
    },
}
