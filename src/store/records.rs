//! What goes into a store and comes out of it, beside the document's own types.

use std::collections::BTreeMap;

use crate::document::{Article, Finding, MemoryMatch, SegmentId, State, Step, Target, TermUse};

/// A source file as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Original {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The id of the format that read it.
    pub format_id: String,
    /// The name of its encoding.
    pub encoding: String,
}

/// What became of an article that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// There was none of that name.
    New,
    /// It was there, with the same source.
    Same,
    /// It was there with another source; numbers of segments.
    Merged {
        /// Segments that still stand, with their targets.
        kept: usize,
        /// Segments that the article did not have before; those that came back are not among them.
        added: usize,
        /// Segments that the article no longer has.
        gone: usize,
    },
}

/// What would come of an article that is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsal {
    /// What would become of it.
    pub opened: Opened,
    /// The article as it would be.
    pub article: Article,
    /// The segments that a draft would then be made of.
    pub pending: Vec<SegmentId>,
}

/// An article in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleStatus {
    /// Its name.
    pub name: String,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// Source language.
    pub source_language: String,
    /// Target language.
    pub target_language: String,
    /// Number of segments by state; a state that no segment is in is left out.
    pub states: BTreeMap<State, usize>,
}

impl ArticleStatus {
    /// Segments in all.
    #[must_use]
    pub fn segments(&self) -> usize {
        self.states.values().sum()
    }
}

/// A segment's draft with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// The segment.
    pub id: SegmentId,
    /// The proposal, or why there is none.
    pub target: Target,
    /// Terms found.
    pub terms: Vec<TermUse>,
    /// What the memory offered.
    pub matches: Vec<MemoryMatch>,
    /// What the checks object to.
    pub findings: Vec<Finding>,
}

/// The name that the program's own writes are stamped with.
pub const PROGRAM: &str = "tarjuman";

/// Who writes, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp<'a> {
    /// A person's name, or the program's.
    pub who: &'a str,
    /// The time, as TMX writes it: `20260131T120000Z`.
    pub at: &'a str,
}

/// A target to be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Save<'a> {
    /// The segment.
    pub id: &'a SegmentId,
    /// The revision that the writer saw.
    pub base_revision: u64,
    /// What is to stand there.
    pub target: &'a Target,
}

/// What became of a target that was to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It stands.
    Done {
        /// The segment's revision; the one before if nothing changed.
        revision: u64,
    },
    /// Somebody else saved in between; nothing was overwritten.
    Conflict {
        /// What stands there.
        theirs: Target,
        /// Its revision.
        revision: u64,
    },
}

/// One version of a segment's target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its number, from 1.
    pub number: u64,
    /// The target.
    pub target: Target,
    /// Who wrote it.
    pub who: String,
    /// When, as the writer gave it.
    pub at: String,
}

impl Revision {
    /// As a step in a segment's history.
    #[must_use]
    pub fn step(&self) -> Step<'_> {
        Step {
            target: &self.target,
            who: &self.who,
            at: &self.at,
        }
    }
}

/// What became of the units of an import; they add up to the units given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Units that were not there.
    pub added: usize,
    /// Units that were there and were changed since.
    pub updated: usize,
    /// Units that were there.
    pub duplicate: usize,
    /// Units without a source or a target to speak of.
    pub skipped: usize,
}

/// The units of one memory in one pair of languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemoryStatus {
    /// The memory.
    pub memory: String,
    /// Source language, as the units give it.
    pub source_language: String,
    /// Target language.
    pub target_language: String,
    /// Number of units.
    pub units: usize,
    /// The latest change, if any unit says when it was changed.
    pub newest: Option<String>,
}
