//! Terms as a part of a longer word: Außenminister in Außenministertreffen.
//!
//! A part is a guess: "Deutschland" holds "Land", and is none. So these hits are listed and nothing more.

use std::ops::Range;

use super::guessed::Guessed;
use super::packed::{Reader, Writer};
use super::rules::Rules;
use crate::document::Term;
use crate::language;
use crate::text::words;

/// Single-word terms that may be a part of a longer word.
#[derive(Debug, Default)]
pub(super) struct Compounds {
    terms: Guessed,
    /// How the language puts words together; `None` where it does not.
    joints: Option<language::Compounds>,
}

impl Compounds {
    pub(super) fn new(joints: Option<&language::Compounds>) -> Self {
        Self {
            terms: Guessed::default(),
            joints: joints.cloned(),
        }
    }

    /// Lists the forms of the `index`-th term that are single words and long enough.
    pub(super) fn add(&mut self, index: u32, term: &Term, rules: &Rules) {
        let Some(joints) = self.joints.as_ref() else {
            return;
        };
        for form in std::iter::once(&term.source).chain(&term.forms) {
            let folded = rules.folder.fold(form).text;
            if words(form).nth(1).is_none() && folded.chars().count() >= joints.min_term {
                self.terms.list(&folded, index);
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Writes what is listed; how words are put together is known from the language.
    pub(super) fn pack(&self, out: &mut Writer) {
        self.terms.pack(out);
    }

    /// Reads what [`Compounds::pack`] wrote.
    pub(super) fn unpack(&mut self, from: &mut Reader) -> Option<()> {
        self.terms = Guessed::unpack(from)?;
        Some(())
    }

    /// The longest term that is a part of the folded `word`, the earliest of equals, and where in it.
    ///
    /// Quadratic in the word's letters.
    pub(super) fn part(&self, word: &str, rules: &Rules) -> Option<(u32, Range<usize>)> {
        let joints = self.joints.as_ref().filter(|_| !self.is_empty())?;
        let places: Vec<usize> = word
            .char_indices()
            .map(|(at, _)| at)
            .chain([word.len()])
            .collect();
        let letters = places.len() - 1;
        for length in (joints.min_term..letters).rev() {
            for start in 0..=letters - length {
                let (at, end) = (places[start], places[start + length]);
                let Some(term) = self.terms.term(&word[at..end]) else {
                    continue;
                };
                let first = start == 0;
                let tail = &word[end..];
                let ends = !first && (tail.is_empty() || is_ending(tail, rules));
                if (first || start >= joints.min_part) && (ends || joints.go_on(tail)) {
                    return Some((term, at..end));
                }
            }
        }
        None
    }
}

/// Whether `tail` is an ending of some word of the language.
fn is_ending(tail: &str, rules: &Rules) -> bool {
    let mut walk = rules.endings.walk(tail.chars().rev());
    walk.any(|(length, paradigms)| length == tail.len() && !paradigms.is_empty())
}
