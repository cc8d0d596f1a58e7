//! What is left where a part of a name was cut out: the second half of a word, an owner of nothing.

use std::ops::Range;

use crate::check::Pair;
use crate::check::pair::Text;
use crate::language::{Names, is_everyday};

/// The letters of the shortest half of a word.
const SHORTEST_HALF: usize = 2;

/// Halves of words that a hyphen begins, as no word does: *the researcher -ho*. Nothing of a translation that has hyphens for dashes.
pub(super) fn second_halves(pair: &Pair<'_>) -> Vec<Range<usize>> {
    let (here, source) = (pair.here(), &pair.source.text);
    let text = here.text();
    let is_dashed = |text: &str| text.contains(" -") || text.starts_with('-');
    let dashes = text.match_indices(" - ").count() + text.match_indices("- ").count();
    if dashes > 0 || is_dashed(source) {
        return Vec::new();
    }
    let halves = here.words().filter(|word| {
        let before = &text[..word.span.start];
        let begins = before.ends_with(" -") || before == "-";
        let is_word = word.text.chars().count() >= SHORTEST_HALF && word.text.chars().all(char::is_lowercase);
        begins && is_word && !here.is_address(word.span.start)
    });
    halves.map(|word| word.span.start - 1..word.span.end).collect()
}

/// Where an owner stands before a mark or a small word: *the head of Yemen's, who*.
pub(super) fn owners_of_nothing(read: Text<'_>) -> impl Iterator<Item = Range<usize>> {
    owners(read).filter_map(move |(span, next)| {
        let rest = &read.text()[span.end..];
        let is_before_word =
            next.is_some_and(|next| read.known_at(&next).is_small() && rest.starts_with(' '));
        (rest.starts_with([',', '.', ';']) || is_before_word).then_some(span)
    })
}

/// Where a place that the source names owns nothing, before a word that never stands behind an owner alone: *Syria's on Tuesday
/// announced*. The name of a shop is no place: *Sainsbury's said*.
pub(super) fn places_of_nothing(pair: &Pair<'_>) -> Vec<Range<usize>> {
    let (here, never) = (pair.here(), &pair.to.subjects.never_behind_owners);
    let Some(bridge) = pair.bridge() else {
        return Vec::new();
    };
    let (text, there) = (here.text(), pair.there());
    let is_named = |span: &Range<usize>| {
        let owner = here.known_of(without_owner(&text[span.clone()]).unwrap_or_default());
        let tells = |entries: &[u16]| entries.iter().any(|entry| owner.entries().contains(entry));
        there
            .entries()
            .any(|entries| bridge.is_name(entries) && tells(entries))
    };
    let stands_so = |next: &Range<usize>| never.iter().any(|word| word == &text[next.clone()]);
    let owners = owners(here).filter(|(span, next)| {
        let is_alone = text[span.end..].starts_with(' ') && next.as_ref().is_some_and(stands_so);
        is_alone && is_named(span)
    });
    owners.map(|(span, _)| span).collect()
}

/// The owners of a text that may be names, each with the word behind it; no *It's*.
fn owners(read: Text<'_>) -> impl Iterator<Item = (Range<usize>, Option<Range<usize>>)> {
    let (text, language) = (read.text(), read.language());
    let spans = read.spans();
    let owners = spans.iter().enumerate().filter(move |(_, span)| {
        let owner = without_owner(&text[(*span).clone()]);
        owner.is_some_and(|owner| {
            let plain = Names::plain(owner);
            owner.starts_with(char::is_uppercase)
                && !read.known_of(owner).is_small()
                && !is_everyday(&plain, language)
        })
    });
    owners.map(move |(place, span)| (span.clone(), spans.get(place + 1).cloned()))
}

/// `word` without the ending of an owner, where it has one.
fn without_owner(word: &str) -> Option<&str> {
    ["'s", "’s"].iter().find_map(|owner| word.strip_suffix(owner))
}
