//! What is kept on disk: articles with every revision, translation memory, backend answers; and files replaced whole.
//!
//! [`Store`] says it in the workbench's words; [`sqlite`] does it. Every method that writes does so in one
//! transaction (an import: one for each batch), so a process that is killed loses at most the call in hand. Times are
//! passed in.

pub mod cache;
mod decisions;
mod error;
pub mod files;
mod line;
mod records;
mod remarks;
mod repeats;
pub mod sqlite;
mod steps;
pub mod workspace;

pub use cache::Cache;
pub use decisions::{Decisions, Renamed, Renaming};
pub use error::Error;
pub use records::{
    ArticleStatus, Drafted, ImportCounts, MemoryStatus, Opened, Original, PROGRAM, Rehearsal, Revision, Save,
    Saved, Stamp,
};
pub use remarks::Remarks;
pub use repeats::{Policy, RepeatRules, Repeats};
pub use sqlite::Sqlite;
pub use steps::{Cut, Steps, Swapped, Undone, Way};
pub use workspace::Workspace;

use std::ops::ControlFlow;

use crate::document::{Article, Charge, Segment, SegmentId, TranslationUnit};
use crate::memory::{Pair, StoredUnit, Units};

/// The units of a file that can be read on from where it was left.
pub trait ReadOn: Iterator<Item = TranslationUnit> + Send {
    /// What says how far it was read; `None` if it cannot be read on from here.
    fn place(&self) -> Option<String>;
}

/// A workspace's database.
///
/// Names of articles are as in [`Article::name`]. The units of the memory are read through [`Units`].
pub trait Store: Units<Error = Error> {
    /// Takes in an article, or finds the one of that name.
    ///
    /// The same source keeps everything as it is. A changed source is merged by segment id: segments that still
    /// stand keep their targets and evidence, new ones are as given, gone ones leave the article but keep their
    /// history, and come back with it when their text does.
    ///
    /// # Errors
    /// [`Error::OtherLanguages`] when the article of that name has other languages; [`Error::RepeatedSegment`] when two
    /// segments have one id; what the database reports.
    fn open_article(&mut self, article: &Article, original: &Original) -> Result<Opened, Error>;

    /// What [`Store::open_article`] would make of an article, and what [`Store::pending`] would give then; nothing is kept.
    ///
    /// # Errors
    /// As [`Store::open_article`].
    fn rehearse_article(
        &mut self,
        article: &Article,
        original: &Original,
        fingerprint: &str,
    ) -> Result<Rehearsal, Error>;

    /// The article `name` with its segments.
    ///
    /// # Errors
    /// What the database reports, as for every method below.
    fn article(&self, name: &str) -> Result<Option<Article>, Error>;

    /// The source file of the article `name`.
    fn original(&self, name: &str) -> Result<Option<Original>, Error>;

    /// The articles that `query` may mean: the one of that name, else those whose name without extension or whose
    /// file name it is, else those whose name or file name begins with it; in alphabetical order.
    fn find_article(&self, query: &str) -> Result<Vec<String>, Error>;

    /// Every article with its progress, in alphabetical order.
    fn articles(&self) -> Result<Vec<ArticleStatus>, Error>;

    /// Removes the article `name` with its history. Whether there was one.
    fn remove_article(&mut self, name: &str) -> Result<bool, Error>;

    /// The segments that no person stands behind and that were not drafted under `fingerprint`, in order.
    fn pending(&self, name: &str, fingerprint: &str) -> Result<Vec<SegmentId>, Error>;

    /// Saves a batch of drafts and notes the fingerprint under which they were made. A segment that a person stands
    /// behind, or that the article no longer has, is left as it is; a revision is written only where text or
    /// state change. How many segments were saved.
    ///
    /// # Errors
    /// [`Error::NoArticle`] when there is none of that name.
    fn save_drafts(
        &mut self,
        name: &str,
        fingerprint: &str,
        drafts: &[Drafted],
        stamp: &Stamp<'_>,
    ) -> Result<usize, Error>;

    /// Keeps what became of the terms of `segments` and what the checks object to, after their targets were changed;
    /// targets, states and history stay as they are.
    ///
    /// # Errors
    /// [`Error::NoArticle`] when there is none of that name.
    fn save_findings(&mut self, name: &str, segments: &[Segment]) -> Result<(), Error>;

    /// Saves a target, if the revision it was based on is still the segment's.
    ///
    /// # Errors
    /// [`Error::NoSegment`] when the article or the segment is not there.
    fn save_target(&mut self, name: &str, save: &Save<'_>, stamp: &Stamp<'_>) -> Result<Saved, Error>;

    /// Every revision of a segment's target, oldest first; those of a segment that is gone from its article too.
    fn history(&self, name: &str, id: &SegmentId) -> Result<Vec<Revision>, Error>;

    /// Every revision of every segment of an article, in the order of the article, oldest first; a segment that was never
    /// changed has none and is left out.
    fn histories(&self, name: &str) -> Result<Vec<(SegmentId, Vec<Revision>)>, Error>;

    /// The revision each segment of an article stands at, in order.
    fn revisions(&self, name: &str) -> Result<Vec<(SegmentId, u64)>, Error>;

    /// Adds units to the memory `memory`, which is made if there is none.
    ///
    /// A unit of the same languages, source and target is one unit, brought up to date if the later one was changed
    /// later; different targets are kept apart. Written in batches, each whole or not at all: after an interruption
    /// the same import completes.
    fn import_units(
        &mut self,
        memory: &str,
        units: &mut (dyn Iterator<Item = TranslationUnit> + Send),
    ) -> Result<ImportCounts, Error>;

    /// [`Self::import_units`] of a file that `file` tells from others: with each batch is kept how far it was read, until
    /// all of it is in the memory.
    fn import_file(
        &mut self,
        memory: &str,
        file: &str,
        units: &mut dyn ReadOn,
    ) -> Result<ImportCounts, Error>;

    /// How far `file` was read by an import into `memory` that was cut off.
    fn import_place(&self, memory: &str, file: &str) -> Result<Option<String>, Error>;

    /// Calls `each` with every unit of `memory` (of all memories when `None`) and of `pair` (of all languages when
    /// `None`), in the order they were added, until it breaks.
    fn export_units(
        &self,
        memory: Option<&str>,
        pair: Option<&Pair>,
        each: &mut dyn FnMut(StoredUnit) -> ControlFlow<()>,
    ) -> Result<(), Error>;

    /// Every memory with its size, one entry for each pair of languages, in alphabetical order.
    fn memories(&self) -> Result<Vec<MemoryStatus>, Error>;

    /// The pairs of languages that units were ever added in.
    fn language_pairs(&self) -> Result<Vec<Pair>, Error>;

    /// Removes a memory with its units. Whether there was one.
    fn remove_memory(&mut self, memory: &str) -> Result<bool, Error>;

    /// A number that changes whenever a unit is added, changed or removed.
    fn memory_generation(&self) -> Result<u64, Error>;

    /// The answer kept under `key`.
    fn answer(&self, key: &str) -> Result<Option<String>, Error>;

    /// Keeps an answer, received at `at`, under `key`, in place of an earlier one.
    fn save_answer(&mut self, key: &str, body: &str, at: &str) -> Result<(), Error>;

    /// Adds `charge` to what its backend was asked for on behalf of `article`.
    fn charge(&mut self, article: &str, charge: &Charge) -> Result<(), Error>;

    /// What each backend was asked for on behalf of `article`, or of all articles; in alphabetical order.
    fn charges(&self, article: Option<&str>) -> Result<Vec<Charge>, Error>;
}
