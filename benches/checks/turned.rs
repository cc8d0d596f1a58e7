//! Translations that say the opposite with the same figures and nearly the same words.

use std::ops::Range;

use fastrand::Rng;

use crate::corrupt::{dated, words};

/// Words and their opposites.
const OPPOSITES: [(&str, &str); 32] = [
    ("rose", "fell"),
    ("increase", "decrease"),
    ("rising", "falling"),
    ("before", "after"),
    ("north", "south"),
    ("northern", "southern"),
    ("North", "South"),
    ("east", "west"),
    ("eastern", "western"),
    ("West", "East"),
    ("won", "lost"),
    ("victory", "defeat"),
    ("profit", "loss"),
    ("opened", "closed"),
    ("more", "less"),
    ("higher", "lower"),
    ("highest", "lowest"),
    ("imports", "exports"),
    ("morning", "evening"),
    ("arrived", "left"),
    ("inside", "outside"),
    ("last", "next"),
    ("yesterday", "tomorrow"),
    ("bought", "sold"),
    ("began", "ended"),
    ("born", "died"),
    ("success", "failure"),
    ("father", "mother"),
    ("wife", "husband"),
    ("men", "women"),
    ("large", "small"),
    ("war", "peace"),
];

/// Two figures that no other figures are written as, years and dates aside, each in the other's place.
pub(crate) fn exchange(text: &str, dice: &mut Rng) -> Option<(Range<usize>, String)> {
    let list = words(text);
    let is_whole = |at: &Range<usize>| {
        let beside = [
            text[..at.start].chars().next_back(),
            text[at.end..].chars().next(),
        ];
        let joins = |c: Option<char>| c.is_some_and(|c| !(c.is_whitespace() || "$€£%".contains(c)));
        !beside.into_iter().any(joins)
    };
    let plain = |word: &str| word.bytes().all(|b| b.is_ascii_digit()) && text.matches(word).count() == 1;
    let figures = list
        .iter()
        .enumerate()
        .filter(|(index, (at, word))| plain(word) && is_whole(at) && !dated(text, *index));
    let figures: Vec<&Range<usize>> = figures.map(|(_, (at, _))| at).collect();
    let last = dice.usize(1..figures.len().max(2));
    let (first, last) = (figures.first()?, figures.get(last)?);
    let exchanged = [(*last).clone(), first.end..last.start, (*first).clone()];
    Some((first.start..last.end, exchanged.map(|at| &text[at]).concat()))
}

/// A word that is put for its opposite.
pub(crate) fn opposite(text: &str, dice: &mut Rng) -> Option<(Range<usize>, String)> {
    let turned = words(text).into_iter().filter_map(|(at, word)| {
        let pair = OPPOSITES
            .iter()
            .find(|(one, other)| word == *one || word == *other)?;
        let opposite = if word == pair.0 { pair.1 } else { pair.0 };
        Some((at, opposite.to_owned()))
    });
    dice.choice(turned.collect::<Vec<_>>())
}
