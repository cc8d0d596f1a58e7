//! What a capital says of a word.

use std::ops::Range;
use std::sync::Arc;

use super::skeleton::Skeleton;
use crate::check::Pair;
use crate::check::known::Known;
use crate::language::{Language, Names, is_everyday};
use crate::text::Word;

/// A word of a translation that may be a name by its shape, and is no ordinary word that has a capital.
pub(in crate::check) struct Capital {
    /// Where it stands, in bytes.
    pub(super) span: Range<usize>,
    /// What is true of it wherever it stands.
    pub(super) shape: Arc<Shape>,
}

/// What is true of such a word wherever it stands.
pub(in crate::check) struct Shape {
    /// Its consonants.
    pub(super) skeleton: Skeleton,
    /// Whether it is a word of everyday.
    pub(super) is_everyday: bool,
    /// Whether it is one, or one with a usual beginning, or its plural.
    pub(super) is_made_of_everyday: bool,
}

impl Shape {
    /// Finds out what is true of `word`; nothing of one that may be no name.
    pub(in crate::check) fn of(word: &Known) -> Option<Arc<Self>> {
        if !may_be_name(word.text()) {
            return None;
        }
        let (plain, language) = (Names::plain(word.text()), word.language());
        let shape = || Self {
            skeleton: Skeleton::latin(word.text()),
            is_everyday: is_everyday(&plain, language),
            is_made_of_everyday: is_made_of_everyday(&plain, language),
        };
        (!language.names.is_ordinary(&plain)).then(|| shape().into())
    }
}

impl Capital {
    /// Those of the translation of `pair`, in order.
    pub(in crate::check) fn all(pair: &Pair<'_>) -> Vec<Self> {
        let words = pair.here().words().zip(pair.here().known());
        let capital = |(word, known): (Word<'_>, &Arc<Known>)| {
            let shape = Arc::clone(known.shape()?);
            Some(Self {
                span: word.span,
                shape,
            })
        };
        words.filter_map(capital).collect()
    }
}

/// A word without what makes its owner of it.
pub(in crate::check) fn without_possessive(word: &str) -> &str {
    word.trim_end_matches("'s").trim_end_matches("’s")
}

/// The small letters of the shortest name that may begin with two capitals: JPMorgan, no MPs.
const AFTER_INITIALS: usize = 4;

/// Whether `word` has the shape of a name: a capital, then a small letter, or initials before a name.
fn may_be_name(word: &str) -> bool {
    let mut chars = word.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let second = chars.next();
    let small = second.is_some_and(|c| !c.is_uppercase() && !matches!(c, '\'' | '’'));
    let lower = chars.filter(|c| c.is_lowercase()).count();
    capital && ((small && lower > 0) || (second.is_some() && lower >= AFTER_INITIALS))
}

/// The parts of a word with capitals inside it, of three letters and more: *Chat* of ChatGPT.
pub(super) fn inner_parts(word: &str) -> impl Iterator<Item = &str> {
    let starts = word
        .char_indices()
        .filter(|(_, c)| c.is_uppercase())
        .map(|(at, _)| at);
    let mut ends: Vec<usize> = starts.chain([word.len()]).collect();
    ends.dedup();
    let parts: Vec<&str> = ends.windows(2).map(|two| &word[two[0]..two[1]]).collect();
    let several = parts.len() > 1;
    parts.into_iter().filter(move |part| several && part.len() > 2)
}

/// Beginnings that make another word of everyday of one: *superpower*, *pretrial*.
const BEGINNINGS: [&str; 9] = [
    "super", "pre", "de", "non", "anti", "over", "under", "inter", "counter",
];

/// Whether `word` is a word of everyday, or one with a usual beginning, or its plural.
fn is_made_of_everyday(word: &str, language: &Language) -> bool {
    let listed = |word: &str| {
        is_everyday(word, language)
            || word
                .strip_suffix("ies")
                .is_some_and(|stem| is_everyday(&format!("{stem}y"), language))
            || word
                .strip_suffix('s')
                .is_some_and(|one| one.len() > 3 && is_everyday(one, language))
    };
    let mut rest = BEGINNINGS
        .iter()
        .filter_map(|beginning| word.strip_prefix(beginning));
    listed(word) || rest.any(|rest| rest.len() > 3 && listed(rest))
}

/// Whether a word at `at` begins a sentence or a quotation, so that its capital says nothing.
pub(in crate::check) fn opens(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || "(“\"'‘«[".contains(c));
    let quoted = text[before.len()..at].contains(['“', '"', '‘', '«', '\'']);
    quoted || before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '-', '–', '—', '•', '…', '”'])
}

/// Whether a title stands right before the word at `at`, so that it names somebody: *President Brown*.
pub(super) fn is_addressed(text: &str, at: usize, names: &Names) -> bool {
    let before = text[..at].strip_suffix(' ').unwrap_or_default();
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next();
    word.is_some_and(|word| names.is_title(&Names::plain(word)))
}

/// Whether most words of four letters and more have a capital.
pub(in crate::check) fn is_headline<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    let (mut long, mut capitals) = (0, 0);
    for word in words.filter(|word| word.chars().count() > 3) {
        long += 1;
        capitals += usize::from(word.starts_with(char::is_uppercase));
    }
    long > 3 && capitals * 4 >= long * 3
}
