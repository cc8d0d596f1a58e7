//! Verbs before which nobody stands: *In the final, will face the winner*.

use std::ops::Range;

use super::{Doubt, has};
use crate::check::pair::Text;
use crate::text::Word;

/// The words of the longest phrase that opens a sentence.
const LONGEST_OPENING: usize = 14;

/// The verbs of sentences that what opens them stands right before, as no subject may. Behind a phrase that has a verb of its own nothing
/// is said: *What they feared most, said the minister*. Linear in the text.
pub(super) fn without_subject(read: Text<'_>, doubt: Doubt) -> Vec<Range<usize>> {
    let text = read.text();
    let all: Vec<Word<'_>> = read.words().collect();
    let opens = |place: &usize| {
        let before = text[..all[*place].span.start].trim_end_matches([' ', '"', '“', '\'', '‘', '\n']);
        before.is_empty() || before.ends_with(['.', '!', '?'])
    };
    let starts = (0..all.len()).filter(opens);
    let mut verbs: Vec<_> = starts
        .filter_map(|place| verb_of(&all[place..], read, doubt))
        .collect();
    if doubt >= Doubt::Tells {
        let spoken = all.iter().filter(|word| is_between_marks(word, read));
        verbs.extend(spoken.map(|word| word.span.clone()));
    }
    verbs
}

/// Whether `word`, a verb of speech, stands between two marks.
fn is_between_marks(word: &Word<'_>, read: Text<'_>) -> bool {
    let (before, rest) = (&read.text()[..word.span.start], &read.text()[word.span.end..]);
    let is_before_speech = rest
        .trim_start_matches([',', ' '])
        .starts_with(['"', '“', '‘', '\'']);
    has(&read.language().subjects.spoken, word.text)
        && before.ends_with(", ")
        && rest.starts_with([',', '.', ';'])
        && !is_before_speech
}

/// The verb behind the comma that ends what opens `sentence`, where it has no subject.
fn verb_of(sentence: &[Word<'_>], read: Text<'_>, doubt: Doubt) -> Option<Range<usize>> {
    let (text, facts) = (read.text(), &read.language().subjects);
    let opener = sentence.first()?.text;
    let is_verbal = !facts.opening_ending.is_empty()
        && opener.ends_with(&facts.opening_ending)
        && opener.starts_with(char::is_uppercase);
    if !is_verbal && !has(&facts.openers, opener) {
        return None;
    }
    let gap = |place: usize| &text[sentence[place].span.end..sentence[place + 1].span.start];
    let last = sentence.len().checked_sub(2)?.min(LONGEST_OPENING);
    // What else may stand between two words of one phrase: *7.5*, *Al-Ahram*, *U.N. Security*.
    let is_mark =
        |place: &usize| gap(*place).contains(|c: char| !c.is_alphanumeric() && !" -'’.%$".contains(c));
    let comma = (0..=last).find(is_mark).filter(|place| gap(*place) == ", ")?;
    let has_clause = sentence[1..=comma]
        .iter()
        .any(|word| has(&facts.finite, &word.text.to_lowercase()));
    if has_clause {
        return None;
    }
    let verb = &sentence[comma + 1];
    let next = sentence
        .get(comma + 2)
        .filter(|_| gap(comma + 1) == " ")
        .map(|next| next.text);
    let is_verb = next.is_some_and(|next| {
        let is_said = has(&facts.verbs, verb.text);
        let is_auxiliary = has(&facts.auxiliaries, verb.text) && !has(&facts.inverted_before, next);
        next.starts_with(char::is_lowercase) && (is_said || is_auxiliary)
    });
    let may_be = doubt >= Doubt::Tells
        && !facts.ending.is_empty()
        && verb.text.ends_with(&facts.ending)
        && verb.text.starts_with(char::is_lowercase)
        && next.is_some_and(|next| has(&facts.followers, next));
    (is_verb || may_be).then(|| verb.span.clone())
}
