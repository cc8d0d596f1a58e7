//! Sentences: where a text is cut into segments, and why.
//!
//! One engine serves all languages. It scans for terminal marks and decides at each from the language's data
//! file and the words around it. It never alters text: what it returns are byte ranges that tile it. Deciding
//! about a place reads a bounded stretch around it, so the same words are cut the same way wherever they stand
//! and the time grows with the length of the text only.
//!
//! It refuses to guess where nothing marks a sentence's end: a heading run into its text stays with it.

mod blocks;
mod candidates;
mod ending;
mod length;
mod list;
mod marks;
mod pairs;
mod quoted;
mod recut;
mod rules;
mod scan;
mod shape;
mod site;
pub mod srx;

use std::ops::Range;
use std::path::PathBuf;

use serde::Deserialize;

pub use blocks::segments;
pub use length::LengthCut;
pub use pairs::Pair;
pub use recut::Recut;
pub use rules::Ruling;

use crate::language::Language;
use rules::Rules;
use scan::Scan;

/// What a workspace may set about segmentation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// A sentence of more characters than this is cut at its best break, never inside a word, and inside quotes or
    /// brackets only if there is no other way; 0 for no limit.
    pub max_chars: usize,
    /// The workspace's own abbreviations, with or without the full stop: a sentence never ends after one.
    pub abbreviations: Vec<String>,
    /// An SRX file with rules to use instead of the built-in ones, relative to the workspace; empty for none.
    pub srx: PathBuf,
    /// The rules of that file, once somebody has read it. Languages that it has no rules for keep the built-in ones.
    #[serde(skip)]
    pub rules: Option<srx::Srx>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            max_chars: 2000,
            abbreviations: Vec::new(),
            srx: PathBuf::new(),
            rules: None,
        }
    }
}

/// What was decided at one place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Where the next sentence begins or would have begun, in bytes.
    pub at: usize,
    /// Whether the text is cut there, and by which rule.
    pub ruling: Ruling,
}

/// The sentences of `text`: byte ranges that tile it, each with the white space after it. White space before
/// the first sentence belongs to that one. An empty text has none.
///
/// Linear in the length of the text.
///
/// ```
/// use tarjuman::{language, segment};
///
/// let text = "وصل د. أحمد أمس. ثم غادر.";
/// let sentences = segment::split(text, language::of("ar"), &segment::Options::default());
/// let texts: Vec<_> = sentences.into_iter().map(|range| &text[range]).collect();
/// assert_eq!(texts, ["وصل د. أحمد أمس. ", "ثم غادر."]);
/// ```
#[must_use]
pub fn split(text: &str, language: &Language, options: &Options) -> Vec<Range<usize>> {
    split_noting(text, language, options).0
}

/// The sentences of `text` as [`split`] gives them, and the cuts among them that only the length limit made.
#[must_use]
pub fn split_noting(
    text: &str,
    language: &Language,
    options: &Options,
) -> (Vec<Range<usize>>, Vec<LengthCut>) {
    Splitter::new(language, options).split(text)
}

/// Every place of `text` that looks like a sentence's end, in order, with the rule that cut or held there.
///
/// Cuts that only the length limit makes are not among them.
#[must_use]
pub fn explain(text: &str, language: &Language, options: &Options) -> Vec<Decision> {
    Splitter::new(language, options).decisions(text).collect()
}

/// The rules of one language and the limit, made once for many texts.
struct Splitter<'a> {
    rules: Rules<'a>,
    tag: &'a str,
    options: &'a Options,
}

impl<'a> Splitter<'a> {
    fn new(language: &'a Language, options: &'a Options) -> Self {
        Self {
            rules: Rules::new(&language.segmentation, &options.abbreviations),
            tag: &language.tag,
            options,
        }
    }

    fn split(&self, text: &str) -> (Vec<Range<usize>>, Vec<LengthCut>) {
        let of_file = self
            .options
            .rules
            .as_ref()
            .and_then(|srx| srx.split(text, self.tag, &self.options.abbreviations));
        let sentences = match of_file {
            Some(ranges) => joined(text, ranges.into_iter().map(|range| range.end)),
            None => {
                let cuts = self
                    .decisions(text)
                    .filter(|decision| matches!(decision.ruling, Ruling::Cut(_)));
                joined(text, cuts.map(|decision| decision.at).chain([text.len()]))
            }
        };
        self.limited(text, sentences)
    }

    /// `sentences` with the long ones cut, and the cuts made.
    fn limited(&self, text: &str, sentences: Vec<Range<usize>>) -> (Vec<Range<usize>>, Vec<LengthCut>) {
        let max = self.options.max_chars;
        // A text has at least as many bytes as characters, so most sentences need not be counted.
        if max == 0 || sentences.iter().all(|sentence| sentence.len() <= max) {
            return (sentences, Vec::new());
        }
        let pairs = pairs::pairs(text);
        let (mut parts, mut cuts) = (Vec::new(), Vec::new());
        for sentence in sentences {
            let made = length::limit(text, sentence.clone(), max, &pairs);
            let mut start = sentence.start;
            for end in made.iter().map(|cut| cut.at).chain([sentence.end]) {
                parts.push(start..end);
                start = end;
            }
            cuts.extend(made);
        }
        (parts, cuts)
    }

    fn decisions<'t>(&'t self, text: &'t str) -> Scan<'t> {
        Scan::new(&self.rules, text)
    }
}

/// The length in bytes of a sentence to which few texts are cut on average: room for as many is made at once.
const SHORT_SENTENCE: usize = 64;

/// The sentences of `text` between `cuts`, blank ones joined to the next.
fn joined(text: &str, cuts: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::with_capacity(text.len() / SHORT_SENTENCE + 1);
    let mut start = 0;
    for cut in cuts {
        if text[start..cut].trim_start().is_empty() {
            continue;
        }
        sentences.push(start..cut);
        start = cut;
    }
    match sentences.last_mut() {
        Some(last) => last.end = text.len(),
        None if text.is_empty() => {}
        None => sentences.push(0..text.len()),
    }
    sentences
}
