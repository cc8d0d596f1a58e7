//! Letter case as a part of a name.

use super::rules::Rules;
use crate::document::{CaseRule, MatchRule, Term};
use crate::text::{Word, words};

/// What a term's letter case asks of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Casing {
    /// Nothing.
    Free,
    /// A word listed with a capital has one in the text; a short word in capitals is in capitals.
    Capitals,
    /// Every letter as listed.
    Letters,
    /// Every character as listed.
    Characters,
}

impl Casing {
    /// Every demand.
    pub(super) const ALL: [Self; 4] = [Self::Free, Self::Capitals, Self::Letters, Self::Characters];

    pub(super) fn of(term: &Term, rules: &Rules) -> Self {
        match (term.rule, term.case) {
            (Some(MatchRule::Exact), _) => Self::Characters,
            (_, Some(CaseRule::Match)) => Self::Letters,
            (_, Some(CaseRule::Ignore)) => Self::Free,
            (_, None) if term.kind.is_name() || rules.capital_nouns => Self::Capitals,
            (_, None) => Self::Free,
        }
    }

    /// As [`Casing::of`], or [`Casing::Free`] where the forms have no capitals that anything could be asked of.
    ///
    /// A form whose words do not all fold to members, or whose members are no words of it, is never free.
    pub(super) fn asked(term: &Term, rules: &Rules) -> Self {
        let casing = Self::of(term, rules);
        let mut forms = std::iter::once(&term.source).chain(&term.forms);
        let plain = |form: &String| {
            let is_member = |word: Word| !rules.folder.fold(word.text).text.is_empty();
            !form.contains(|c: char| c == '\u{200C}' || c.is_uppercase())
                && words(form).next().is_some()
                && words(form).all(is_member)
        };
        match casing {
            Self::Capitals if forms.all(plain) => Self::Free,
            _ => casing,
        }
    }

    /// Whether the members `found` in a text fit the `listed` form; the form has as many words, or is another. Where
    /// words are not parted by blanks, the form is one member.
    pub(super) fn fits(self, listed: &str, found: &[&str], rules: &Rules) -> bool {
        if let ([found], true) = (found, rules.unspaced) {
            return self.fits_word(listed, found, rules);
        }
        let mut listed_words = words(listed);
        let mut fits = |found: &&str| {
            let listed = listed_words.next();
            listed.is_some_and(|listed| self.fits_word(listed.text, found, rules))
        };
        found.iter().all(&mut fits) && listed_words.next().is_none()
    }

    fn fits_word(self, listed: &str, found: &str, rules: &Rules) -> bool {
        match self {
            Self::Free => true,
            Self::Capitals => capitals_fit(listed, found),
            Self::Letters | Self::Characters => {
                let listed = rules.cased.fold(listed).text;
                listed.starts_with(&rules.cased.fold(found).text)
            }
        }
    }
}

/// Abbreviations up to this length are in capitals or are another word: WHO and who, US and us.
const SHORT: usize = 4;

fn capitals_fit(listed: &str, found: &str) -> bool {
    let is_small = |c: char| c.is_lowercase();
    let in_capitals = |word: &str| !word.chars().any(is_small) && word.chars().any(char::is_uppercase);
    if in_capitals(listed) && listed.chars().nth(1).is_some() && listed.chars().count() <= SHORT {
        return in_capitals(found);
    }
    !listed.starts_with(char::is_uppercase) || !found.starts_with(is_small)
}
