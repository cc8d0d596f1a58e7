//! Words that are names by their capital, in languages that give one to names alone.

use rustc_hash::FxHashSet;

use crate::language::{Language, Names, is_everyday};
use crate::text::{is_capital, words};

/// The words of some texts that have a capital for their own sake.
#[derive(Debug)]
pub(super) struct Capitals<'a> {
    /// As they stand, without a possessive.
    names: FxHashSet<&'a str>,
}

impl<'a> Capitals<'a> {
    /// What stands with a capital where no sentence begins, or where one does and is no word of everyday, as far as these are
    /// known. Nothing in a language that gives nouns a capital, or has none. Linear in the texts.
    pub(super) fn of(texts: &[&'a str], language: &Language) -> Self {
        let mut names = FxHashSet::default();
        let knows_everyday = is_everyday("the", language);
        for text in texts.iter().filter(|_| !language.morphology.capital_nouns) {
            let mut end = None;
            for word in words(text) {
                let between = end.map(|end| &text[end..word.span.start]);
                end = Some(word.span.end);
                let bare = bare(word.text);
                if !bare.starts_with(is_capital) || is_ordinary(bare, language) {
                    continue;
                }
                let goes_on = between.is_some_and(|between| !between.contains(ENDS));
                if goes_on || (knows_everyday && !is_everyday(&bare.to_lowercase(), language)) {
                    names.insert(bare);
                }
            }
        }
        Self { names }
    }

    /// The name in `word`, without a possessive, if it is one.
    pub(super) fn name<'w>(&self, word: &'w str) -> Option<&'w str> {
        Some(bare(word)).filter(|bare| self.names.contains(bare))
    }
}

/// What may stand before the first word of a sentence.
const ENDS: [char; 16] = [
    '.', '!', '?', '…', ':', '\n', '"', '“', '”', '„', '«', '»', '‘', '—', '–', '•',
];

fn bare(word: &str) -> &str {
    let possessive = ["'s", "’s", "'", "’"];
    possessive
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word)
}

/// Titles, small words, words of institutions, days and months.
fn is_ordinary(word: &str, language: &Language) -> bool {
    let (names, plain) = (&language.names, Names::plain(word));
    names.is_title(&plain)
        || names.is_function(&plain, &language.morphology)
        || names.is_ordinary(&plain)
        || names.has_ending(&plain)
        || language.calendar.read(&[word]).is_some()
        || word.chars().count() < 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::of;

    #[test]
    fn a_capital_within_a_sentence_is_a_names_and_one_that_opens_it_only_of_no_known_word() {
        let text =
            "Yesterday Jelavić met the President on Monday. \u{201c}Poznikhir's men came,\u{201d} he said.";
        let capitals = Capitals::of(&[text], of("en"));
        let mut names: Vec<&str> = capitals.names.iter().copied().collect();
        names.sort_unstable();
        assert_eq!(names, ["Jelavić", "Poznikhir"]);
        let german = Capitals::of(&["Gestern kam der Minister."], of("de"));
        assert!(german.names.is_empty());
    }
}
