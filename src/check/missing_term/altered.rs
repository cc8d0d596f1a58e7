//! Renderings of which one word is another: *the Brown Nations*.

use std::ops::Range;

use super::{is_form, plain};
use crate::check::Pair;
use crate::check::names::{is_spelled_outside, sound_alike};
use crate::document::{Outcome, TermKind, TermUse, Tier};
use crate::text::{Word, words};

/// The letters of the shortest word by which a rendering is known again.
const SHORTEST: usize = 4;

/// Where the rendering of a term that the translation lacks stands but for one word, a name that nothing in the source explains. Linear
/// in the translation for each rendering.
pub(super) fn altered(used: &TermUse, pair: &Pair<'_>) -> Option<Range<usize>> {
    let term = &used.hit.term;
    let is_date = matches!(term.kind, TermKind::Month | TermKind::Weekday);
    if used.hit.tier != Tier::Sure || used.outcome != Outcome::Missing || is_date {
        return None;
    }
    let here: Vec<Word<'_>> = pair.here().words().collect();
    std::iter::once(&term.target)
        .chain(&term.variants)
        .find_map(|rendering| {
            let parts: Vec<&str> = words(rendering).map(|part| part.text).collect();
            let mut places = here.windows(parts.len().max(1));
            let place = places.find(|place| parts.len() > 1 && is_altered(place, &parts, used, pair))?;
            Some(place.first()?.span.start..place.last()?.span.end)
        })
}

/// Whether the words at `place` are `parts` but for a stranger among them.
fn is_altered(place: &[Word<'_>], parts: &[&str], used: &TermUse, pair: &Pair<'_>) -> bool {
    let is_same = |(told, part): &(&Word<'_>, &&str)| {
        let (told, part) = (plain(told.text), plain(part));
        told == part || is_form(&told, &part)
    };
    let two = || place.iter().zip(parts);
    let mut others = two().filter(|two| !is_same(two));
    let (Some((stranger, part)), None) = (others.next(), others.next()) else {
        return false;
    };
    let text = &pair.target.text;
    let is_known_again = two().any(|two| is_same(&two) && two.0.text.chars().count() >= SHORTEST);
    let is_one = place
        .windows(2)
        .all(|two| matches!(&text[two[0].span.end..two[1].span.start], " " | "-"));
    let is_word = part.chars().count() >= SHORTEST - 1;
    is_known_again && is_one && is_word && is_stranger(stranger, part, used, pair)
}

/// Whether `word` is a name that stands in the place of `part`, no other word for it and none of another word of the source.
fn is_stranger(word: &Word<'_>, part: &str, used: &TermUse, pair: &Pair<'_>) -> bool {
    let here = pair.here();
    let known = here.known_at(&word.span);
    let told = plain(word.text);
    let is_rendered = || {
        pair.there()
            .told()
            .is_none_or(|there| there.has_any(known.entries()))
    };
    known.shape().is_some()
        && !pair.to.names.is_title(&told)
        && !pair.renders_a_term(&word.span)
        && !sound_alike(word.text, part)
        && !is_form(&told, &plain(part))
        && !is_rendered()
        && !is_spelled_outside(&used.hit.word, word.text, pair)
}
