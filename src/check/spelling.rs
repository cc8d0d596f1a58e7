//! Words of the translation that a dictionary of its language does not know.
//!
//! Dictionaries are Hunspell's, read by the crate `spellbook`; without one there is nothing to compare with and nothing is said.
//! Words with a capital or a figure may be names and are for `names`; words of the source, renderings of glossary terms and
//! addresses are known.

use std::cell::LazyCell;
use std::fmt;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Error, Objection, Pair};
use crate::document::{Edit, Severity};
use crate::text::words;

/// The id of the check.
pub(super) const ID: &str = "misspelled-word";
/// What it objects to.
pub(super) const ABOUT: &str = "A word is not in the dictionary of the translation's language";
/// How bad that is.
pub(super) const SEVERITY: Severity = Severity::Warning;

/// The shortest word that is looked up, in letters.
const SHORTEST: usize = 3;

/// Proposals that are kept, at most: looking for one takes as long as checking a hundred segments.
const KEPT: usize = 4096;

/// A Hunspell dictionary, ready to be asked.
pub struct Dictionary {
    words: spellbook::Dictionary,
    /// What was proposed for words that it does not know, since a text repeats them.
    proposed: Mutex<FxHashMap<String, Option<String>>>,
}

impl Dictionary {
    /// Reads the text of an `.aff` and a `.dic` file. Linear in both.
    ///
    /// # Errors
    /// [`Error::Dictionary`] with what is wrong with them.
    pub fn new(affixes: &str, words: &str) -> Result<Self, Error> {
        let words = spellbook::Dictionary::new(affixes, words).map_err(|error| Error::Dictionary {
            file: match error.source {
                spellbook::ParseDictionaryErrorSource::Aff => "aff",
                spellbook::ParseDictionaryErrorSource::Dic => "dic",
            },
            line: error.line_number,
            reason: error.kind.to_string(),
        })?;
        let proposed = Mutex::default();
        Ok(Self { words, proposed })
    }

    fn knows(&self, word: &str) -> bool {
        let straight = word.replace('’', "'");
        let bare = straight.strip_suffix("'s").unwrap_or(&straight);
        self.words.check(&straight) || self.words.check(bare)
    }

    /// The likeliest word instead, a slip or two away: what is no nearer is not looked for, which would take the whole list.
    fn instead(&self, word: &str) -> Option<String> {
        let kept = || self.proposed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(word) {
            return known.clone();
        }
        let mut found = Vec::new();
        self.words
            .suggester()
            .with_ngram_suggestions(false)
            .suggest(word, &mut found);
        let likeliest = found.into_iter().next();
        let mut kept = kept();
        if kept.len() < KEPT {
            kept.insert(word.to_owned(), likeliest.clone());
        }
        likeliest
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dictionary").finish_non_exhaustive()
    }
}

/// A dictionary equals itself only: two are not compared word by word.
impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Dictionary {}

/// The words of the target that `dictionary` does not know, each once. Linear in the texts, but for what is proposed instead.
pub(super) fn run(pair: &Pair<'_>, dictionary: &Dictionary) -> Vec<Objection> {
    let is_prose = |word: &str| {
        word.chars().count() >= SHORTEST
            && word
                .chars()
                .all(|c| !c.is_uppercase() && (c.is_alphabetic() || "'’\u{200C}".contains(c)))
    };
    let given = LazyCell::new(|| given(pair));
    let mut said: FxHashSet<&str> = FxHashSet::default();
    let mut objections = Vec::new();
    for word in pair.here().words() {
        let looked_up = is_prose(word.text) && !pair.here().is_address(word.span.start);
        if !looked_up || dictionary.knows(word.text) || given.contains(word.text) || !said.insert(word.text) {
            continue;
        }
        objections.push(objection(word.text, word.span, dictionary));
    }
    objections
}

/// The words of the source and of the renderings of its terms.
fn given<'a>(pair: &'a Pair<'_>) -> FxHashSet<&'a str> {
    let terms = pair.terms.iter().map(|used| &used.hit.term);
    let renderings = terms.flat_map(|term| std::iter::once(&term.target).chain(&term.variants));
    let in_renderings = renderings.flat_map(|rendering| words(rendering));
    let all = in_renderings.chain(pair.there().words());
    all.map(|word| word.text).collect()
}

fn objection(word: &str, at: Range<usize>, dictionary: &Dictionary) -> Objection {
    let instead = dictionary.instead(word);
    let message = match &instead {
        Some(instead) => format!("“{word}” is not in the dictionary; perhaps “{instead}”"),
        None => format!("“{word}” is not in the dictionary"),
    };
    Objection {
        fix: instead.map(|text| Edit { at: at.clone(), text }),
        at,
        message,
        ..Objection::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Content, Outcome, Term, TermHit, TermUse, Tier};
    use crate::language::of;

    fn said(target: &str, terms: &[TermUse]) -> Vec<String> {
        let dictionary = Dictionary::new(
            "SET UTF-8\nTRY es\nSFX S Y 1\nSFX S 0 s .\n",
            "4\ntalk/S\nthe\nwent\non\n",
        )
        .unwrap();
        let (source, target) = (Content::plain("استمرت محادثات jcpoa"), Content::plain(target));
        let pair = Pair::new((&source, &target), (of("ar"), of("en")), terms);
        run(&pair, &dictionary)
            .into_iter()
            .map(|objection| objection.message)
            .collect()
    }

    #[test]
    fn a_word_that_is_not_there_is_reported_once_with_what_is_near() {
        assert_eq!(
            said("The talsk went on: talsk", &[]),
            ["“talsk” is not in the dictionary; perhaps “talks”"]
        );
    }

    #[test]
    fn names_addresses_and_words_of_the_source_are_left_alone() {
        assert_eq!(
            said("Zoubi's talks on jcpoa went on, www.example.org went on", &[]),
            [""; 0]
        );
    }

    #[test]
    fn the_renderings_of_a_glossary_are_known() {
        let term = Term {
            source: String::from("محادثات"),
            target: String::from("parley"),
            ..Term::default()
        };
        let hit = TermHit {
            span: 0..0,
            word: 0..0,
            term: term.into(),
            split: String::new(),
            tier: Tier::Sure,
            also: Vec::new(),
        };
        let used = TermUse {
            hit,
            outcome: Outcome::Missing,
            placed: None,
        };
        assert_eq!(said("the parley went on", &[used]), [""; 0]);
        assert_eq!(said("the parley went on", &[]).len(), 1);
    }
}
