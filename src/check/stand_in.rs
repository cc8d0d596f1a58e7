//! Words that a translation has in the place of a name: *the president*, *the country*, *he*.

use super::Pair;
use crate::document::TermKind;

/// Words of a source among which the subject of its first sentence is.
const OPENING: usize = 4;

/// Whether the translation has a word that stands for a name of `kind` and that the source has not: *the president* for ترامب, *the
/// country* for ليبيا.
pub(super) fn is_told_by_kind(kind: TermKind, pair: &Pair<'_>) -> bool {
    let names = &pair.to.names;
    let stands_for = |word: &str| match kind {
        TermKind::Person => names.is_title(word),
        TermKind::Place => names.for_places.iter().any(|listed| listed == word),
        _ => false,
    };
    let here = pair.here();
    let mut kinds = here
        .words()
        .zip(here.entries())
        .filter(|(word, _)| stands_for(word.text));
    let there = pair.there().told();
    there.is_some_and(|there| kinds.any(|(_, entries)| !there.has_any(entries)))
}

/// Whether the translation has a word that stands for somebody, for who is named at byte `at` of the source as its sentence opens: *he
/// was born*, *the 59-year-old*.
pub(super) fn is_told_by_pronoun(at: usize, pair: &Pair<'_>) -> bool {
    let place = pair
        .there()
        .words()
        .take_while(|word| word.span.start < at)
        .count();
    let pronouns = &pair.to.names.for_persons;
    let target = pair.target.text.to_lowercase();
    let mut pronouns = pronouns.iter().map(|pronoun| pronoun.as_str());
    place < OPENING
        && pronouns.any(|pronoun| {
            let mut found = target.match_indices(pronoun);
            found.any(|(start, _)| {
                let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                let before = pronoun.starts_with('-') || whole(target[..start].chars().next_back());
                before && whole(target[start + pronoun.len()..].chars().next())
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Content;
    use crate::language::of;

    /// What `asked` says of a source and its translation.
    fn said(source: &str, target: &str, asked: impl Fn(&Pair<'_>) -> bool) -> bool {
        let (source, target) = (Content::plain(source), Content::plain(target));
        asked(&Pair::new((&source, &target), (of("ar"), of("en")), &[]))
    }

    #[test]
    fn a_word_may_stand_for_a_place() {
        let told = |target: &str| {
            said("وتشهد ليبيا انقساما", target, |pair| {
                is_told_by_kind(TermKind::Place, pair)
            })
        };
        assert!(told("The country is divided"));
        assert!(!told("Divisions persist"));
    }

    #[test]
    fn a_pronoun_may_stand_for_who_opens_the_sentence() {
        let told = |source: &str, target: &str| {
            let at = source.find("سركيس").unwrap();
            said(source, target, |pair| is_told_by_pronoun(at, pair))
        };
        assert!(told("ونفى سركيس التهم", "He denied the charges"));
        assert!(told("ونفى سركيس التهم", "The 59-year-old denied the charges"));
        assert!(!told("ونفى سركيس التهم", "The charges were denied"));
        assert!(!told(
            "ونفى محاميه الأول والثاني والثالث أن يكون سركيس",
            "They denied that he was"
        ));
    }
}
