//! Weaker hits: a term as part of a compound, or in what may be its plural. They are listed, never relied on.

use super::compound::Compounds;
use super::packed::{Reader, Writer};
use super::plural::Plurals;
use super::rules::Rules;
use crate::document::{MatchRule, Term};
use crate::language::{BrokenPlural, Language};
use crate::text::{Word, words};

/// What is guessed from a glossary's terms; empty, and free, in languages without data for it.
#[derive(Debug, Default)]
pub(super) struct Guesses {
    compounds: Compounds,
    plurals: Plurals,
    shapes: Vec<BrokenPlural>,
}

/// A word that may hold a term.
pub(super) struct Guess {
    pub(super) term: u32,
    /// The term's own characters, in bytes of the text.
    pub(super) span: std::ops::Range<usize>,
    /// The whole word.
    pub(super) word: std::ops::Range<usize>,
}

impl Guesses {
    pub(super) fn new(language: &Language) -> Self {
        let morphology = &language.morphology;
        Self {
            compounds: Compounds::new(morphology.compounds.as_ref()),
            plurals: Plurals::default(),
            shapes: morphology.broken_plurals.clone(),
        }
    }

    /// Lists what may be guessed from the `index`-th term.
    pub(super) fn add(&mut self, index: u32, term: &Term, rules: &Rules) {
        let rule = term.rule.unwrap_or_else(|| term.kind.rule());
        if matches!(rule, MatchRule::Clitics | MatchRule::Inflect) {
            self.compounds.add(index, term, rules);
            self.plurals.add(index, term, rules, &self.shapes);
        }
    }

    /// Writes what was listed.
    pub(super) fn pack(&self, out: &mut Writer) {
        self.compounds.pack(out);
        self.plurals.pack(out);
    }

    /// Reads what [`Guesses::pack`] wrote.
    pub(super) fn unpack(&mut self, from: &mut Reader) -> Option<()> {
        self.compounds.unpack(from)?;
        self.plurals = Plurals::unpack(from)?;
        Some(())
    }

    /// The guesses in `text`, in its order. Linear in the text, quadratic in a word's letters for compounds.
    pub(super) fn scan(&self, text: &str, rules: &Rules) -> Vec<Guess> {
        if self.compounds.is_empty() && self.plurals.is_empty() {
            return Vec::new();
        }
        let mut folded = String::new();
        let guesses = words(text).filter_map(|word| self.read(&word, rules, &mut folded));
        guesses.collect()
    }

    /// The guess in `word`, folded into `folded`; where in it the term stands is asked for those alone that have one.
    fn read(&self, word: &Word, rules: &Rules, folded: &mut String) -> Option<Guess> {
        rules.folder.fold_into(word.text, folded);
        // Frankreichs holds Reich, umfangreich does not.
        let fits = !rules.capital_nouns || word.text.starts_with(char::is_uppercase);
        let part = self.compounds.part(folded, rules).filter(|_| fits);
        let (term, at) = part.or_else(|| self.plurals.plural(folded, rules))?;
        let own = rules.folder.fold(word.text).original(&at);
        Some(Guess {
            term,
            span: word.span.start + own.start..word.span.start + own.end,
            word: word.span.clone(),
        })
    }
}
