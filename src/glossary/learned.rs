//! Terms learned from edits: who replaces a rendering the same way twice is offered it as a term.
//!
//! A replacement is a stretch of at most four words that one draft had and the corrected text has otherwise. It is
//! offered when it was made in two segments and the source it stands for is certain: the glossary's own term whose
//! rendering was replaced, or else the one word or run of words that all those sources share (proclitics aside), that no
//! term of the glossary covers and that stands in no source whose draft went without the old rendering. Outside the
//! glossary only names are offered: old and new begin with a capital that is not the sentence's. Where the source
//! stays doubtful nothing is offered.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::document::{TermKind, TermUse, Tier};
use crate::language::Language;
use crate::text::{Word, is_capital, words};

/// Words of a rendering, at most.
const LONGEST: usize = 4;
/// Segments in which the same correction is no accident.
const OFTEN: usize = 2;
/// Letters of proclitics before a name, at most.
const PROCLITICS: usize = 3;
/// Letters of a name, at least.
const SHORTEST: usize = 3;

/// A segment whose draft a person corrected, or left.
#[derive(Debug, Clone, Copy)]
pub struct Correction<'a> {
    /// The source.
    pub source: &'a str,
    /// The terms of the glossary in it.
    pub terms: &'a [TermUse],
    /// The machine's draft.
    pub draft: &'a str,
    /// What stands there in the end.
    pub text: &'a str,
}

/// A term that corrections suggest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// The source term.
    pub source: String,
    /// The rendering that was replaced.
    pub was: String,
    /// The rendering in its place.
    pub becomes: String,
    /// What the term names.
    pub kind: TermKind,
    /// In which of the corrections, by number.
    pub at: Vec<usize>,
}

/// The terms that `corrections` of texts from `language` suggest, the most frequent first. Linear in the texts, apart
/// from the comparison of each draft with its text.
#[must_use]
pub fn learned(corrections: &[Correction<'_>], language: &Language) -> Vec<Learned> {
    let mut groups: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, correction) in corrections.iter().enumerate() {
        for replacement in replacements(correction) {
            let group = groups.entry(replacement).or_default();
            if group.last() != Some(&at) {
                group.push(at);
            }
        }
    }
    groups.retain(|_, at| at.len() >= OFTEN);
    if groups.is_empty() {
        return Vec::new();
    }
    let ordinary = ordinary(corrections);
    let mut found: Vec<Learned> = Vec::new();
    for ((was, becomes), at) in groups {
        let is_name = |text: &str| text.starts_with(is_capital) && !ordinary.contains(&text.to_lowercase());
        let anchor = match listed(corrections, &at, was) {
            Some(term) if term.renders(becomes) => None,
            Some(term) => Some((term.source, term.kind)),
            None if is_name(was) && is_name(becomes) => {
                let source = shared(corrections, &at, was, language);
                source.map(|source| (source, TermKind::Name))
            }
            None => None,
        };
        found.extend(anchor.map(|(source, kind)| Learned {
            source,
            was: was.to_owned(),
            becomes: becomes.to_owned(),
            kind,
            at,
        }));
    }
    found.sort_by_key(|learned| std::cmp::Reverse(learned.at.len()));
    found
}

/// The stretches of a draft that were replaced, each with what stands in its place.
fn replacements<'a>(correction: &Correction<'a>) -> Vec<(&'a str, &'a str)> {
    let (draft, text) = (correction.draft, correction.text);
    if draft == text || draft.is_empty() {
        return Vec::new();
    }
    let (old, new): (Vec<Word<'_>>, Vec<Word<'_>>) = (words(draft).collect(), words(text).collect());
    let of = |words: &[Word<'a>]| words.iter().map(|word| word.text).collect::<Vec<_>>();
    let mut found = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &of(&old), &of(&new)) {
        let DiffOp::Replace {
            old_index,
            old_len,
            new_index,
            new_len,
        } = operation
        else {
            continue;
        };
        if old_len > LONGEST || new_len > LONGEST {
            continue;
        }
        let stretch = |words: &[Word<'_>], from: usize, count: usize| -> Range<usize> {
            words[from].span.start..words[from + count - 1].span.end
        };
        let was = &draft[stretch(&old, old_index, old_len)];
        let becomes = &text[stretch(&new, new_index, new_len)];
        if was.to_lowercase() != becomes.to_lowercase() {
            found.push((was, becomes));
        }
    }
    found
}

/// Words that stand somewhere without a capital, so that a capital does not make names of them.
fn ordinary(corrections: &[Correction<'_>]) -> HashSet<String> {
    let texts = corrections.iter().flat_map(|one| [one.draft, one.text]);
    let small = texts
        .flat_map(words)
        .filter(|word| !word.text.starts_with(is_capital));
    small.map(|word| word.text.to_owned()).collect()
}

/// A term of the glossary whose rendering was replaced.
struct Listed {
    source: String,
    kind: TermKind,
    accepted: Vec<String>,
}

impl Listed {
    fn renders(&self, text: &str) -> bool {
        self.accepted.iter().any(|accepted| accepted == text)
    }
}

/// The term that all the corrections have and that lists `was` among its renderings.
fn listed(corrections: &[Correction<'_>], at: &[usize], was: &str) -> Option<Listed> {
    let lists = |used: &&TermUse| {
        let term = &used.hit.term;
        let all = std::iter::once(&term.target)
            .chain(&term.variants)
            .chain(&term.forbidden);
        all.map(|rendering| rendering.to_lowercase())
            .any(|rendering| rendering == was.to_lowercase())
    };
    let mut terms = corrections[*at.first()?]
        .terms
        .iter()
        .filter(lists)
        .map(|used| &used.hit.term);
    let term = terms.find(|term| {
        let has = |&at: &usize| corrections[at].terms.iter().any(|used| used.hit.term == **term);
        at.iter().all(has)
    })?;
    Some(Listed {
        source: term.source.clone(),
        kind: term.kind,
        accepted: std::iter::once(&term.target)
            .chain(&term.variants)
            .cloned()
            .collect(),
    })
}

/// The run of words that only the sources of these corrections share, if there is exactly one.
fn shared(corrections: &[Correction<'_>], at: &[usize], was: &str, language: &Language) -> Option<String> {
    let folding = language.spelling.folding();
    let reach = if language.morphology.proclitics.is_empty() {
        0
    } else {
        PROCLITICS
    };
    let folded =
        |text: &str| -> Vec<String> { words(text).map(|word| folding.fold(word.text).text).collect() };
    let is =
        |word: &str, name: &str| word.ends_with(name) && word.chars().count() - name.chars().count() <= reach;
    let has = |source: &str, name: &str| folded(source).iter().any(|word| is(word, name));
    let without = |one: &&Correction<'_>| !one.draft.contains(was) && !one.draft.is_empty();
    let elsewhere: Vec<&Correction<'_>> = corrections.iter().filter(without).collect();
    // The source with the fewest letters has the name without a proclitic, if any has.
    let candidates = |source: &str, terms: &[TermUse]| -> Vec<Range<usize>> {
        let is_free = |span: &Range<usize>| {
            let covers = |used: &TermUse| {
                used.hit.tier == Tier::Sure
                    && used.hit.word.start < span.end
                    && span.start < used.hit.word.end
            };
            !terms.iter().any(covers)
        };
        let is_shared = |word: &Word<'_>| {
            let name = folding.fold(word.text).text;
            name.chars().count() >= SHORTEST
                && is_free(&word.span)
                && at.iter().all(|&at| has(corrections[at].source, &name))
                && !elsewhere.iter().any(|one| has(one.source, &name))
        };
        runs(source, words(source).filter(is_shared).map(|word| word.span))
    };
    at.iter().find_map(
        |&at| match candidates(corrections[at].source, corrections[at].terms).as_slice() {
            [one] => Some(corrections[at].source[one.clone()].to_owned()),
            _ => None,
        },
    )
}

/// Words that stand side by side, as one.
fn runs(text: &str, spans: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match runs
            .last_mut()
            .filter(|last| text[last.end..span.start].trim().is_empty())
        {
            Some(last) => last.end = span.end,
            None => runs.push(span),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    fn correction<'a>(source: &'a str, draft: &'a str, text: &'a str) -> Correction<'a> {
        Correction {
            source,
            terms: &[],
            draft,
            text,
        }
    }

    fn offered(corrections: &[Correction<'_>]) -> Vec<(String, String)> {
        let found = learned(corrections, language::of("ar"));
        found.into_iter().map(|one| (one.source, one.becomes)).collect()
    }

    #[test]
    fn a_name_corrected_twice_is_offered_without_its_proclitic() {
        let corrections = [
            correction(
                "قال برزاني للصحفيين",
                "Brzani said to reporters",
                "Barzani said to reporters",
            ),
            correction(
                "التقى الوزير ببرزاني أمس",
                "The minister met Brzani yesterday",
                "The minister met Barzani yesterday",
            ),
            correction(
                "قال الوزير أمس",
                "The minister said yesterday",
                "The minister said yesterday",
            ),
        ];
        assert_eq!(
            offered(&corrections),
            [(String::from("برزاني"), String::from("Barzani"))]
        );
    }

    #[test]
    fn once_is_an_accident_and_two_ways_are_no_rule() {
        let once = [correction("قال برزاني", "Brzani said", "Barzani said")];
        assert!(offered(&once).is_empty());
        let two_ways = [
            correction("قال برزاني", "Brzani said", "Barzani said"),
            correction("ذهب برزاني", "Brzani went", "Berzani went"),
        ];
        assert!(offered(&two_ways).is_empty());
    }

    #[test]
    fn ordinary_words_at_the_beginning_are_no_names() {
        let corrections = [
            correction(
                "أعلن المسؤول",
                "The official announced the plan",
                "A official announced a plan",
            ),
            correction("وصل المسؤول", "The official arrived", "A official arrived"),
        ];
        assert!(offered(&corrections).is_empty());
    }

    #[test]
    fn a_doubtful_source_is_not_offered() {
        let corrections = [
            correction("برزاني في أربيل", "Brzani in Erbil", "Barzani in Erbil"),
            correction("برزاني من أربيل", "Brzani from Erbil", "Barzani from Erbil"),
        ];
        assert!(offered(&corrections).is_empty(), "برزاني or أربيل?");
    }
}
