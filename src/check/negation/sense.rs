//! What single words and phrases deny.

use crate::language::{Language, Polarity, is_everyday};

/// The words of the longest phrase.
const LONGEST: usize = 4;

/// Whether `word`, folded, turns what follows into its opposite.
pub(super) fn refuses(word: &str, polarity: &Polarity) -> bool {
    let glued = polarity.glued.iter();
    let bare = glued.filter_map(|glued| word.strip_prefix(glued.as_str()));
    std::iter::once(word)
        .chain(bare)
        .any(|word| polarity.refusals.begins(&[word]) > 0)
}

/// What a word or a phrase says of what it stands beside.
pub(super) enum Sense {
    /// That it is not so.
    Negation,
    /// No, in another way.
    Kindred,
    /// Nothing more than the negation before it.
    Intensifier,
    /// That it is so of these only.
    Limit,
    /// Nothing of the kind.
    Idle,
}

/// Whether `word` says what cannot be done: *impossible*, *irreplaceable*.
fn is_beyond(word: &str, language: &Language) -> bool {
    let able = word.ends_with("able")
        || word.ends_with("uble")
        || word.ends_with("ible")
        || word.ends_with("ably")
        || word.ends_with("ibly");
    able && language
        .polarity
        .able
        .iter()
        .any(|prefix| word.starts_with(prefix.as_str()))
}

/// Whether `word` says what can be done, without being listed: *replaceable*.
fn is_able(word: &str, language: &Language) -> bool {
    let verb = word.strip_suffix("able");
    verb.is_some_and(|verb| is_everyday(verb, language) || is_everyday(&format!("{verb}e"), language))
}

/// What the first of `words` says, and how many of them say it; none of a word that says nothing.
pub(super) fn sense(words: &[String], language: &Language) -> (Sense, usize) {
    let polarity = &language.polarity;
    // Of phrases as long the first counts.
    let lists = || {
        [
            (Sense::Idle, &polarity.idle),
            (Sense::Kindred, &polarity.kindred),
            (Sense::Limit, &polarity.limits),
            (Sense::Limit, &polarity.only),
            (Sense::Intensifier, &polarity.intensifiers),
            (Sense::Negation, &polarity.negations),
        ]
    };
    let mut longest = (Sense::Idle, 0);
    let glued = polarity.glued.iter().map(String::as_str);
    for first in std::iter::once("")
        .chain(glued)
        .filter_map(|glued| words[0].strip_prefix(glued))
    {
        let mut phrase = [""; LONGEST];
        for (part, word) in phrase.iter_mut().zip(words) {
            *part = word;
        }
        phrase[0] = first;
        let phrase = &phrase[..words.len().min(LONGEST)];
        for (sense, phrases) in lists() {
            let taken = phrases.begins(phrase);
            if taken > longest.1 {
                longest = (sense, taken);
            }
        }
    }
    if longest.1 > 0 {
        return longest;
    }
    let undone = polarity
        .prefixes
        .iter()
        .filter_map(|prefix| words[0].strip_prefix(prefix.as_str()));
    let without = polarity
        .suffixes
        .iter()
        .filter_map(|suffix| words[0].strip_suffix(suffix.as_str()));
    if is_beyond(&words[0], language)
        || undone
            .chain(without)
            .any(|rest| rest.len() > 3 && (is_everyday(rest, language) || is_able(rest, language)))
    {
        return (Sense::Kindred, 1);
    }
    (Sense::Idle, 0)
}
