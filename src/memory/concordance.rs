//! A word or a phrase wherever it stands, whatever is written to its words.
//!
//! Words are compared as keys have them ([`super::Key`]: without vowel marks, spelling variants and case). An Arabic word is
//! found behind particles and before pronouns too, an English one before `'s`.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::text::words;

use super::Key;
use super::stem::bare;

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
}
