//! Direct speech that is no longer marked as such, or that the translation makes of what nobody is quoted for.
//!
//! What stands between quotation marks is what somebody said, word for word: to lose the marks is to put our words for
//! theirs, and to add them is to put words into a mouth. Names may lose theirs (`صحيفة "الحياة"`): a term of the glossary,
//! and what a word such as *newspaper* stands before. A source with an odd number of marks quotes across segments.

use std::ops::Range;

use super::lost_acronym::foreign_acronyms;
use super::names::said_as_name;
use super::quotes::{has_other_marks, marks, quoted};
use super::{Check, Objection, Pair};
use crate::document::Severity;
use crate::language::{Names, bare, is_everyday};
use crate::text::{Word, words};

/// The shortest quotation that is hardly ever a name, in words, and the shortest that never is.
const QUOTATION: usize = 5;
const LONGEST_NAME: usize = 7;
/// Letters of the longest pronoun glued behind a noun: فيلمها.
const OWNER: usize = 3;

/// See the file's own documentation.
pub(super) struct ChangedQuotation;

impl Check for ChangedQuotation {
    fn id(&self) -> &'static str {
        "changed-quotation"
    }

    fn about(&self) -> &'static str {
        "A quotation has lost its marks, or marks make a quotation of what the source does not quote"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let (there, here) = (marks(source), marks(target));
        // Italics and the like may stand for marks.
        if here.len() % 2 != 0 || !pair.target.codes.is_empty() {
            return Vec::new();
        }
        if there.len() % 2 != 0 {
            // One that goes over several segments may lose no more than the marks that it has.
            let lost = here.is_empty() && !has_other_marks(target);
            let at = there
                .first()
                .filter(|_| lost)
                .map(|&(at, mark)| at..at + mark.len_utf8());
            return at.into_iter().map(|span| self::lost(pair, span)).collect();
        }
        if there.is_empty() && !has_other_marks(source) && !speaks_after_colon(source) {
            return quoted(&here)
                .filter(|span| is_long(target, span))
                .take(1)
                .map(added)
                .collect();
        }
        if has_other_marks(target) {
            return Vec::new();
        }
        let kept = here.len() / 2;
        let lost = if kept == 0 {
            quoted(&there).find(|span| {
                let may_be_name = if is_long(source, span) {
                    words_of(source, span) < LONGEST_NAME && is_long_name(pair, span)
                } else {
                    is_name(pair, span) || has_title(pair, span)
                };
                !may_be_name && (is_long(source, span) || is_said(pair, span))
            })
        } else {
            quoted(&there).filter(|span| is_long(source, span)).nth(kept)
        };
        lost.into_iter().map(|span| self::lost(pair, span)).collect()
    }
}

/// Whether somebody speaks after a colon, as reports do without marks.
fn speaks_after_colon(source: &str) -> bool {
    source
        .split_once(':')
        .is_some_and(|(_, said)| is_long(said, &(0..said.len())))
}

fn is_long(text: &str, span: &Range<usize>) -> bool {
    words_of(text, span) >= QUOTATION
}

fn words_of(text: &str, span: &Range<usize>) -> usize {
    text[span.clone()].split_whitespace().count()
}

/// Whether two words of everyday stand together with capitals in the translation, as in the name of a film (*What Goes Unsaid*), and
/// neither renders a word of the source outside `span`: no *Diplomatic Affairs*.
fn has_title(pair: &Pair<'_>, span: &Range<usize>) -> bool {
    let target = &pair.target.text;
    let there = pair.there();
    let outside = there
        .words()
        .zip(there.entries())
        .filter(|(word, _)| word.span.end <= span.start || span.end <= word.span.start);
    let outside: Vec<&[u16]> = outside.map(|(_, entries)| entries).collect();
    let is_of_title = |(word, entries): &(Word<'_>, &[u16])| {
        let plain = Names::plain(word.text);
        let ordinary = pair.to.names.is_ordinary(&plain) || !is_everyday(&plain, pair.to);
        let mut others = outside.iter().copied().flatten();
        word.text.starts_with(char::is_uppercase) && !ordinary && !others.any(|entry| entries.contains(entry))
    };
    let here: Vec<(Word<'_>, &[u16])> = pair.here().words().zip(pair.here().entries()).collect();
    let stand_together = |two: &[(Word<'_>, &[u16])]| {
        let between = &target[two[0].0.span.end..two[1].0.span.start];
        between == " " && two.iter().all(is_of_title)
    };
    here.windows(2).any(stand_together)
}

/// Whether as many words as a clause has may be a name: of words that sound like names, of letters that an acronym has, or what a body is
/// called, told in words with capitals.
fn is_long_name(pair: &Pair<'_>, span: &Range<usize>) -> bool {
    is_made_of_names(pair, span)
        || is_spelled_out(pair, span)
        || (is_introduced(pair, span) && !is_said(pair, span))
}

/// Whether the translation has an acronym of as many letters as are quoted in words, whatever number belongs to it: إتش إس بي سي, HSBC.
fn is_spelled_out(pair: &Pair<'_>, span: &Range<usize>) -> bool {
    let quoted = pair.source.text[span.clone()].split_whitespace();
    let count = quoted.filter(|word| !word.chars().all(char::is_numeric)).count();
    let letters: Vec<usize> = foreign_acronyms(pair)
        .map(|acronym| acronym.chars().count())
        .collect();
    // A name may be of two: سي إم إيه سي جي إم, CMA CGM.
    letters.contains(&count) || letters.windows(2).any(|two| two[0] + two[1] == count)
}

/// What stands before a quotation, without its marks.
fn before<'a>(pair: &Pair<'a>, span: &Range<usize>) -> &'a str {
    pair.source.text[..span.start].trim_end_matches(['"', '“', '”', '„', '«', '»'])
}

/// Whether a word stands before a quotation that names follow: the film “…”.
fn is_introduced(pair: &Pair<'_>, span: &Range<usize>) -> bool {
    let before = before(pair, span);
    let introducing = &pair.from.punctuation.before_titles;
    words(before).last().is_some_and(|word| {
        let ends = before[word.span.end..].trim().is_empty();
        let owned = |known: &str| {
            bare(word.text, &pair.from.morphology).into_iter().any(|form| {
                let rest = form.strip_prefix(known).map(|owner| owner.chars().count());
                rest.is_some_and(|letters| letters <= OWNER)
            })
        };
        ends && introducing
            .iter()
            .any(|known| word.text.ends_with(known.as_str()) || owned(known))
    })
}

/// Whether what is quoted in the source may be a name rather than somebody's words.
fn is_name(pair: &Pair<'_>, span: &Range<usize>) -> bool {
    let quoted = &pair.source.text[span.clone()];
    let glued = before(pair, span).ends_with(|c: char| c.is_alphabetic() || c == '\u{640}');
    let term = pair
        .terms
        .iter()
        .filter(|used| used.hit.term.kind.is_name())
        .any(|used| used.hit.span.start < span.end && span.start < used.hit.span.end);
    let single = quoted.split_whitespace().count() == 1;
    let article = pair.from.punctuation.article.as_str();
    let titled = single && !article.is_empty() && quoted.trim().starts_with(article);
    let caseless = quoted.trim().starts_with(char::is_uppercase) && !quoted.contains(char::is_whitespace);
    sounds_like_a_name(pair, span)
        || is_introduced(pair, span)
        || is_spelled_out(pair, span)
        || term
        || titled
        || caseless
        || (single && glued)
}

/// Whether a word that is quoted sounds like a name of the translation, and no word in small letters renders it.
fn sounds_like_a_name(pair: &Pair<'_>, span: &Range<usize>) -> bool {
    let here = pair.here().words().zip(pair.here().entries());
    let small = here.filter(|(word, _)| word.text.starts_with(char::is_lowercase));
    let small: Vec<&u16> = small.flat_map(|(_, entries)| entries).collect();
    words(&pair.source.text[span.clone()]).any(|word| {
        let known = pair.there().known_of(word.text);
        let is_told = known.entries().iter().any(|entry| small.contains(&entry));
        !is_told && said_as_name(pair, &(span.start + word.span.start..span.start + word.span.end))
    })
}

/// Whether at least half of the words that are quoted sound like names of the translation.
fn is_made_of_names(pair: &Pair<'_>, span: &Range<usize>) -> bool {
    let there = pair.there();
    let is_word =
        |word: &Word<'_>| !there.known_of(word.text).is_small() && word.text.starts_with(char::is_alphabetic);
    let quoted: Vec<Range<usize>> = words(&pair.source.text[span.clone()])
        .filter(is_word)
        .map(|word| span.start + word.span.start..span.start + word.span.end)
        .collect();
    let names = quoted.iter().filter(|word| said_as_name(pair, word)).count();
    names > 0 && names * 2 >= quoted.len()
}

/// Whether what is quoted is told in words that are no name's: more of them in small letters than with capitals, or, of three and more,
/// none with a capital.
fn is_said(pair: &Pair<'_>, span: &Range<usize>) -> bool {
    if pair.bridge().is_none() {
        return true;
    }
    let here = pair.here().words().zip(pair.here().entries());
    let here: Vec<(bool, &[u16])> = here
        .map(|(word, entries)| (word.text.starts_with(char::is_uppercase), entries))
        .collect();
    let (mut small, mut capital, mut count) = (0, 0, 0);
    for word in words(&pair.source.text[span.clone()]) {
        let known = pair.there().known_of(word.text);
        let told = |with_capital: bool| {
            let mut such = here.iter().filter(|(capital, _)| *capital == with_capital);
            such.any(|(_, told)| told.iter().any(|entry| known.entries().contains(entry)))
        };
        count += 1;
        if told(true) {
            capital += 1;
        } else if told(false) {
            small += 1;
        }
    }
    small > capital || (count > 2 && capital == 0)
}

fn lost(pair: &Pair<'_>, span: Range<usize>) -> Objection {
    let end = pair.target.text.len();
    Objection {
        at: end..end,
        source_at: Some(span),
        message: String::from("the source quotes here, the translation has no quotation marks for it"),
        ..Objection::default()
    }
}

fn added(at: Range<usize>) -> Objection {
    Objection {
        at,
        message: String::from("the translation quotes here, the source does not"),
        ..Objection::default()
    }
}
