//! A word or a phrase wherever it stands, whatever is written to its words.
//!
//! Words are compared as keys have them ([`super::Key`]: without vowel marks, spelling variants and case). An Arabic word is
//! found behind particles and before pronouns too, an English one before `'s`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};
use std::ops::{ControlFlow, Range};

use rustc_hash::FxHashSet;

use crate::text::words;

use super::stem::bare;
use super::{Key, Lexicon, Pair, StoredUnit, Units};

/// Particles that are written to the front of an Arabic word.
const BEFORE: [&str; 23] = [
    "", "و", "ف", "ب", "ل", "ك", "س", "ال", "وال", "فال", "بال", "كال", "لل", "ول", "فل", "وب", "فب", "وك",
    "وس", "وبال", "ولل", "فلل", "فبال",
];
/// Pronouns that are written to its end.
const AFTER: [&str; 11] = ["", "ه", "ها", "هم", "هما", "هن", "ك", "كم", "نا", "ي", "ني"];

/// A phrase to be looked for: for each of its words, every form in which it may stand.
#[derive(Debug, Clone)]
pub struct Phrase {
    words: Vec<FxHashSet<String>>,
}

/// The place of a phrase in a source and that in its target, in bytes, as far as they are known.
pub type Places = (Option<Range<usize>>, Option<Range<usize>>);

impl Phrase {
    /// The phrase `text`; `None` when it has no word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let words: Vec<_> = words(text).map(|word| forms(&folded(word.text))).collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// Where it stands in `text`, in bytes; the first place. Linear in the text.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let spots: Vec<(Range<usize>, String)> =
            words(text).map(|word| (word.span, folded(word.text))).collect();
        let window = spots.windows(self.words.len()).find(|window| {
            let mut pairs = window.iter().zip(&self.words);
            pairs.all(|((_, word), forms)| forms.contains(word))
        })?;
        Some(window.first()?.0.start..window.last()?.0.end)
    }

    /// Where it stands in a source or else in its target, and what corresponds to it on the other side as far as `lexicon` knows:
    /// the place in the source and that in the target, in bytes. `None` when neither holds it.
    #[must_use]
    pub fn places(&self, source: &str, target: &str, lexicon: &Lexicon) -> Option<Places> {
        if let Some(span) = self.find(source) {
            let counterpart = lexicon.counterpart(source, span.clone(), target);
            return Some((Some(span), counterpart));
        }
        self.places_in_target(source, target, lexicon)
    }

    /// What it became in the targets of `units`, each with how often, the most frequent first. Linear in the units.
    #[must_use]
    pub fn became(&self, units: &[&StoredUnit], lexicon: &Lexicon) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for StoredUnit { unit, .. } in units {
            let span = self.find(&unit.source);
            let theirs = span.and_then(|span| lexicon.counterpart(&unit.source, span, &unit.target));
            if let Some(theirs) = theirs {
                *counts.entry(&unit.target[theirs]).or_default() += 1;
            }
        }
        let mut became: Vec<(String, usize)> = counts
            .into_iter()
            .map(|(text, count)| (text.to_owned(), count))
            .collect();
        became.sort_by_key(|(_, count)| Reverse(*count));
        became
    }

    /// The same, looked for in the target alone.
    #[must_use]
    pub fn places_in_target(&self, source: &str, target: &str, lexicon: &Lexicon) -> Option<Places> {
        let span = self.find(target)?;
        Some((lexicon.origin(source, target, span.clone()), Some(span)))
    }

    /// The latest units of `pair` whose target holds it, the latest first, at most `limit`. Linear in the units of the pair.
    ///
    /// # Errors
    /// What the store reports.
    pub fn in_targets<U: Units>(
        &self,
        units: &U,
        pair: &Pair,
        limit: usize,
    ) -> Result<Vec<StoredUnit>, U::Error> {
        let mut found = VecDeque::new();
        if limit == 0 {
            return Ok(Vec::new());
        }
        units.every(pair, &mut |stored| {
            if self.find(&stored.unit.target).is_some() {
                found.truncate(limit - 1);
                found.push_front(stored);
            }
            ControlFlow::Continue(())
        })?;
        Ok(found.into())
    }

    /// For each word the hashes of the tokens that it may stand as ([`Key::tokens`]).
    pub(super) fn tokens(&self) -> Vec<Vec<u32>> {
        let hash = |form: &str| Key::of(form).tokens().first().copied();
        let of = |forms: &FxHashSet<String>| forms.iter().filter_map(|form| hash(form)).collect();
        self.words.iter().map(of).collect()
    }
}

/// A word as keys have it; one that they take apart, put together again.
fn folded(word: &str) -> String {
    Key::of(word).words().collect()
}

fn is_arabic(word: &str) -> bool {
    word.starts_with(|c| ('\u{620}'..='\u{64A}').contains(&c))
}

/// Every way in which a folded word may stand in a text, folded.
fn forms(wanted: &str) -> FxHashSet<String> {
    if !is_arabic(wanted) {
        let plain = wanted.strip_suffix("'s").unwrap_or(wanted);
        return FxHashSet::from_iter([plain.to_owned(), format!("{plain}'s")]);
    }
    let bare = bare(wanted);
    // A final ة, folded to ه, is ت before a pronoun.
    let joined = bare.strip_suffix('ه').filter(|rest| rest.chars().count() > 1);
    let joined = joined.map(|rest| format!("{rest}ت"));
    let mut forms = FxHashSet::from_iter([wanted.to_owned()]);
    for before in BEFORE {
        for after in AFTER {
            let stem = match &joined {
                Some(joined) if !after.is_empty() => joined,
                _ => bare,
            };
            forms.insert(folded(&format!("{before}{stem}{after}")));
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(phrase: &str, text: &'a str) -> Option<&'a str> {
        Phrase::of(phrase).unwrap().find(text).map(|span| &text[span])
    }

    #[test]
    fn a_phrase_is_found_whatever_is_written_to_its_words() {
        let text = "وقال لِكيري إنّ سيارته في سورية، وللخارجية رأيها.";
        assert_eq!(found("كيري", text), Some("لِكيري"));
        assert_eq!(found("سيارة", text), Some("سيارته"));
        assert_eq!(found("سوريا", text), Some("سورية"));
        assert_eq!(found("الخارجية رأي", text), Some("وللخارجية رأيها"));
        assert_eq!(found("يري", text), None);
    }

    #[test]
    fn case_and_the_possessive_are_no_matter() {
        let text = "The minister's car left Kerry’s house.";
        assert_eq!(found("MINISTER CAR", text), Some("minister's car"));
        assert_eq!(found("kerry's", text), Some("Kerry’s"));
        assert_eq!(found("minis", text), None);
    }

    #[test]
    fn every_form_that_is_found_has_its_token_among_those_looked_up() {
        let phrase = Phrase::of("وزير").unwrap();
        for word in ["الوزير", "ولوزيرهم", "وزيرنا", "بالوزير"] {
            assert!(phrase.find(word).is_some(), "{word}");
            assert!(phrase.tokens()[0].contains(&Key::of(word).tokens()[0]), "{word}");
        }
    }

    #[test]
    fn what_a_phrase_became_is_found_on_the_other_side_whichever_holds_it() {
        let units = [
            ("بيت كبير", "large house"),
            ("بيت صغير", "small house"),
            ("كلب صغير", "small dog"),
            ("كلب كبير", "large dog"),
        ];
        let lexicon = Lexicon::learn(units.iter().copied());
        let phrase = |text| Phrase::of(text).unwrap();
        let (source, target) = units[1];
        let shown = |places: Option<Places>| {
            let (a, b) = places.unwrap();
            (&source[a.unwrap()], &target[b.unwrap()])
        };
        assert_eq!(
            shown(phrase("البيت").places(source, target, &lexicon)),
            ("بيت", "house")
        );
        assert_eq!(
            shown(phrase("House").places(source, target, &lexicon)),
            ("بيت", "house")
        );
        assert_eq!(phrase("كلب").places(source, target, &lexicon), None);
        assert_eq!(phrase("بيت").places_in_target(source, target, &lexicon), None);
    }
}
