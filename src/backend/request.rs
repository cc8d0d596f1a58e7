//! What is asked of a backend, and what it answers.

use std::ops::Range;

use crate::document::{Content, SegmentId, Term};

/// Segments to translate in one go, and what helps to translate them.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Source language, BCP 47.
    pub from: String,
    /// Target language, BCP 47.
    pub to: String,
    /// The segments, in reading order.
    pub segments: Vec<Source>,
    /// Where they stand.
    pub context: Context,
}

/// One segment of a request.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// Ties the answer to the segment.
    pub id: SegmentId,
    /// What to translate.
    pub content: Content,
    /// The terms of this segment, each to be rendered as its target.
    pub terms: Vec<Term>,
    /// What an earlier answer got wrong; `None` the first time.
    pub repair: Option<Repair>,
}

/// An answer that missed terms, to be asked for once more.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Repair {
    /// The target as it came.
    pub target: String,
    /// The terms that it lacks: source as it stands in the segment, and rendering.
    pub missed: Vec<(String, String)>,
}

/// What stands around the segments. It helps a backend and shapes no key: the same sentence in another article is
/// not paid for again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The article's title, in the source language.
    pub title: String,
    /// Sentences before the first segment, oldest first: source, and target where one was there before the run.
    pub before: Vec<(String, Option<String>)>,
    /// Names of the article that are decided already: source and the rendering of the first mention.
    pub names: Vec<(String, String)>,
}

/// What came back.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    /// In any order; a segment that the backend left out has none.
    pub answers: Vec<Answer>,
    /// What it cost.
    pub usage: Usage,
}

/// A proposal for one segment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// The segment it is for.
    pub id: SegmentId,
    /// The proposed translation. Its codes are the source's, placed by the backend, or none.
    pub content: Content,
    /// The model that wrote it, if the backend says.
    pub model: Option<String>,
    /// Which part of the target renders which part of the source; empty when the backend does not say.
    pub alignment: Vec<Link>,
    /// Why this is no translation, when the backend itself says so.
    pub fault: Option<Fault>,
}

/// A part of the source and the part of the target that renders it, as byte ranges into the two texts.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Link {
    /// Bytes of the source text.
    pub source: Range<usize>,
    /// Bytes of the target text.
    pub target: Range<usize>,
    /// How sure it is, 0 to 1. The links of one source part need not add up to 1.
    pub weight: f32,
}

/// Why a backend gave no translation of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A model declined; what it said.
    Refused(String),
    /// A filter of the service held the answer back.
    Filtered,
    /// The answer ended before the sentence did.
    Cut,
}

/// What a service counts and bills.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Usage {
    /// Requests.
    pub requests: u64,
    /// Characters of source text.
    pub characters: u64,
    /// Tokens read by a model, where the service says.
    pub input_tokens: u64,
    /// Tokens written by a model, where the service says.
    pub output_tokens: u64,
}

impl Usage {
    /// What `request` counts where characters are all that is counted.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        Self {
            requests: 1,
            characters: request.characters(),
            ..Self::default()
        }
    }

    /// Adds what another request cost.
    pub fn add(&mut self, other: &Self) {
        self.requests += other.requests;
        self.characters += other.characters;
        self.input_tokens += other.input_tokens;
        self.output_tokens += other.output_tokens;
    }
}

impl Request {
    /// The texts of all sources, without codes.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let texts = self.segments.iter().map(|source| source.content.text.as_str());
        texts.collect()
    }

    /// Characters (code points) of all sources.
    #[must_use]
    pub fn characters(&self) -> u64 {
        let count = |source: &Source| source.content.text.chars().count() as u64;
        self.segments.iter().map(count).sum()
    }
}
