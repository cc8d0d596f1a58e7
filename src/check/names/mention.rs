//! Names of a translation, each with the word of the source that it sounds like.

use std::ops::Range;
use std::sync::Arc;

use super::capitals::{Capital, without_possessive};
use super::reading::ALMOST_NONE;
use super::said::{Heard, Said};
use super::skeleton::Skeleton;
use crate::check::Pair;
use crate::check::known::Known;

/// A name, or a part of one, in both languages.
#[derive(Debug, Clone)]
pub(in crate::check) struct Mention {
    /// The word of the source, folded, with what is glued to it.
    pub(in crate::check) source: Arc<str>,
    /// Where it stands in the target, in bytes.
    pub(in crate::check) at: Range<usize>,
    before: Option<Skeleton>,
    after: Option<Skeleton>,
    /// Whether what stands before it sounds like a word of the source too.
    preceded: bool,
}

impl Mention {
    /// Whether both may name the same: nothing before and after them in the name sounds otherwise.
    pub(in crate::check) fn may_be(&self, other: &Self) -> bool {
        let alike = |a: &Option<Skeleton>, b: &Option<Skeleton>| match (a, b) {
            (Some(a), Some(b)) => a.is_like(b),
            _ => true,
        };
        self.goes_on() == other.goes_on()
            && alike(&self.after, &other.after)
            && alike(&self.before, &other.before)
    }

    /// Whether a part of the name follows.
    pub(in crate::check) fn goes_on(&self) -> bool {
        self.after.is_some()
    }

    /// Whether a part of the name stands before it.
    pub(in crate::check) fn is_preceded(&self) -> bool {
        self.preceded
    }
}

/// The names of the translation that sound like a word of the source that is not known to be anything else. The words of
/// the one are compared with the capitalised words of the other; nothing for languages without a lexicon.
pub(in crate::check) fn mentions(pair: &Pair<'_>) -> Vec<Mention> {
    let names = pair.capitals();
    if names.is_empty() {
        return Vec::new();
    }
    let (Some(Heard { said, .. }), Some(there)) = (pair.heard(), pair.there().told()) else {
        return Vec::new();
    };
    let (here, target) = (pair.here(), &pair.target.text);
    let is_rendered = |at: &Range<usize>| there.has_any(here.known_at(at).entries());
    // The word of the source that each sounds most like, unless another is known to be told by it.
    let sounds: Vec<Option<usize>> = names
        .iter()
        .map(|Capital { span, shape }| {
            if is_rendered(span) {
                return None;
            }
            let name = &shape.skeleton;
            let open = said.iter().enumerate().filter(|(_, word)| word.may_name);
            let near = open.filter_map(|(place, word)| {
                let distances = word
                    .lore()
                    .skeletons
                    .iter()
                    .filter_map(|said| said.distance(name));
                distances.min().map(|distance| (distance, place))
            });
            near.min().map(|(_, place)| place).filter(|_| name.strength() > 1)
        })
        .collect();
    let part = |place: usize, gap: (usize, usize)| {
        let skeleton = &names.get(place)?.shape.skeleton;
        let (first, second) = (names.get(gap.0)?, names.get(gap.1)?);
        adjacent(&target[first.span.end..second.span.start]).then(|| skeleton.clone())
    };
    let mention = |(place, name): (usize, &Capital)| {
        let word = &said[sounds[place]?];
        Some(Mention {
            source: Arc::clone(word.word.folded()),
            at: name.span.clone(),
            before: place
                .checked_sub(1)
                .and_then(|before| part(before, (before, place))),
            after: part(place + 1, (place, place + 1)),
            preceded: place
                .checked_sub(1)
                .is_some_and(|before| sounds[before].is_some() && part(before, (before, place)).is_some()),
        })
    };
    names.iter().enumerate().filter_map(mention).collect()
}

/// A word of the source that may be a name.
#[derive(Debug, Clone)]
pub(in crate::check) struct Named {
    /// The word, folded, with what is glued to it.
    pub(in crate::check) folded: Arc<str>,
    /// Where it stands in the source, in bytes.
    pub(in crate::check) span: Range<usize>,
    /// The word of the translation that sounds like it.
    pub(in crate::check) told: Option<String>,
    /// Whether a word right beside it is told, or it belongs to a term.
    pub(in crate::check) in_part: bool,
    /// Whether it is known as a word, which the translation has not.
    pub(in crate::check) is_word: bool,
}

/// The words of the source that may be names, each with how it is told; nothing for languages without a lexicon. The words of the
/// one are compared with the capitalised words of the other.
pub(in crate::check) fn named(pair: &Pair<'_>) -> Vec<Named> {
    let Some(Heard { said, .. }) = Some(pair)
        .filter(|pair| !pair.target.is_blank())
        .and_then(Pair::heard)
    else {
        return Vec::new();
    };
    let names = pair.capitals().iter().filter(|name| !name.shape.is_everyday);
    let names: Vec<(&str, &Skeleton)> = names
        .map(|name| {
            (
                without_possessive(&pair.target.text[name.span.clone()]),
                &name.shape.skeleton,
            )
        })
        .collect();
    let tells = |word: &Said| {
        let strong = word.lore().skeletons.iter().filter(|said| said.strength() > 1);
        let near = strong.flat_map(|said| {
            names
                .iter()
                .filter_map(|(plain, name)| Some((said.distance(name)?, plain)))
        });
        // What is known as a word must sound just so.
        let most = if word.may_name { u32::MAX } else { ALMOST_NONE };
        let (_, plain) = near.min().filter(|(distance, _)| *distance <= most)?;
        Some(String::from(*plain))
    };
    // A word that the lexicon has as a name, or that nothing renders.
    let may_be = |word: &Said| word.may_name || word.is_untold || word.is_told_place;
    let told: Vec<Option<String>> = said
        .iter()
        .map(|word| tells(word).filter(|_| word.is_told && (word.may_name || word.is_untold)))
        .collect();
    let beside = |place: usize| {
        let joined = |first: usize| said[first + 1].span.start <= said[first].span.end + 1;
        let before = place > 0 && told[place - 1].is_some() && joined(place - 1);
        before || (place + 1 < said.len() && told[place + 1].is_some() && joined(place))
    };
    let in_term = |span: &Range<usize>| {
        let mut hits = pair.terms.iter().map(|used| &used.hit.word);
        hits.any(|hit| hit.start < span.end && span.start < hit.end)
    };
    let may_name = said.iter().enumerate().filter(|(_, word)| may_be(word));
    may_name
        .map(|(place, word)| Named {
            folded: Arc::clone(word.word.folded()),
            span: word.span.clone(),
            told: told[place].clone(),
            in_part: beside(place) || in_term(&word.span),
            is_word: !word.may_name,
        })
        .collect()
}

/// The names of a translation, by their sound.
pub(in crate::check) struct Sounds<'p>(Vec<&'p Capital>);

impl<'p> Sounds<'p> {
    /// Those of the words of `pair`'s translation that may be names.
    pub(in crate::check) fn of(pair: &'p Pair<'_>) -> Self {
        Self(pair.capitals().iter().collect())
    }

    /// Those that render no term: *Algeria* of الجزائر is not النيجر.
    pub(in crate::check) fn of_no_term(pair: &'p Pair<'_>) -> Self {
        let is_free = |name: &&Capital| !pair.renders_a_term(&name.span);
        Self(pair.capitals().iter().filter(is_free).collect())
    }

    /// Whether one of them sounds like a word of the source, with what is glued to it or without.
    pub(in crate::check) fn tell(&self, word: &Known) -> bool {
        self.are_within(u32::MAX, word)
    }

    /// The same of a word that is known to mean something else than a name of its own: it must sound just so.
    pub(in crate::check) fn tell_just_so(&self, word: &Known) -> bool {
        self.are_within(ALMOST_NONE, word)
    }

    /// Whether one of them is no farther from a word of the source than `most` hundredths of a consonant.
    fn are_within(&self, most: u32, word: &Known) -> bool {
        let tells = |said: &Skeleton| {
            let mut distances = self
                .0
                .iter()
                .filter_map(|name| name.shape.skeleton.distance(said));
            distances.any(|distance| distance <= most)
        };
        let strong = |said: &&Skeleton| said.strength() > 1;
        !self.0.is_empty() && word.lore().skeletons.iter().filter(strong).any(tells)
    }
}

/// Whether any word of the translation sounds like the word of the source at `span`, one in capitals or in small letters too: *NIGEL*.
pub(in crate::check) fn is_spelled(span: &Range<usize>, pair: &Pair<'_>) -> bool {
    let mut said = pair.heard().into_iter().flat_map(|heard| &heard.said);
    let word = said.find(|word| word.span == *span);
    word.is_some_and(|word| pair.here().words().any(|told| word.is_spelled_by(told.text)))
}

/// Whether a word of the source outside `span` sounds like `name`, a word of the translation.
pub(in crate::check) fn is_spelled_outside(span: &Range<usize>, name: &str, pair: &Pair<'_>) -> bool {
    let said = pair.heard().into_iter().flat_map(|heard| &heard.said);
    let mut outside = said.filter(|word| word.span.end <= span.start || span.end <= word.span.start);
    outside.any(|word| {
        let is_name = word.may_name || word.is_missing;
        is_name && word.is_spelled_by(name)
    })
}

/// Whether only blanks, hyphens and a name's particles stand between two words.
fn adjacent(gap: &str) -> bool {
    gap.len() < 9
        && gap.split([' ', '-', '\u{a0}']).all(|part| {
            matches!(
                part,
                "" | "al" | "el" | "bin" | "ibn" | "abu" | "de" | "van" | "von"
            )
        })
}
