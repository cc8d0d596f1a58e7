//! A word that something must follow and nothing does: *a court in the, said*.
//!
//! What is cut out of a sentence often leaves such a word behind, and who reads the sentence for its sense reads over it. Which words
//! those are, before which marks and words they never stand, and behind which words they do, is among the facts of a language. Left
//! alone: words in quotation marks, words before an inline code, ellipses, asides (*of, among others, two boys*), and a translation
//! whose source breaks off as well.

mod remains;
mod subjects;

use std::ops::Range;

use self::remains::{owners_of_nothing, places_of_nothing, second_halves};
use self::subjects::without_subject;
use super::lost_acronym::is_acronym;
use super::names::opens;
use super::pair::Text;
use super::{Check, Objection, Pair};
use crate::document::{Content, Severity};
use crate::language::Stranding;
use crate::text::{Word, words};

/// The words of the longest aside.
const LONGEST_ASIDE: usize = 5;
/// The words of the longest label, which ends as it likes: *Sort by*.
const LONGEST_LABEL: usize = 6;
/// How far back a clause is read for what a word at its end belongs to, in words.
const CLAUSE: usize = 8;
/// Quotation marks between which nothing but another mark stands where a name was.
const EMPTY: [&str; 7] = ["“”", "“ ”", "‘’", "“,”", "“.”", "«»", "«،»"];
/// The same of marks that two quotations may end with.
const PERHAPS_EMPTY: &str = "\"\"";
/// How many words a quotation has more than that is what somebody says.
const SHORTEST_SPEECH: usize = 2;

/// See the file's own documentation.
pub(super) struct StrandedWord;

impl Check for StrandedWord {
    fn id(&self) -> &'static str {
        "stranded-word"
    }

    fn about(&self) -> &'static str {
        "A word stands alone that something must follow, such as an article before a comma"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let found = stranded(pair.here(), Doubt::Excuses);
        let target = &pair.target.text;
        let behind = |at: Range<usize>| {
            (
                format!("something is missing behind “{}”", &target[at.clone()]),
                at,
            )
        };
        let before = |at: Range<usize>| {
            (
                format!("something is missing before “{}”", &target[at.clone()]),
                at,
            )
        };
        let mut missing: Vec<(String, Range<usize>)> = Vec::new();
        if !found.is_empty() && stranded(pair.there(), Doubt::Excuses).is_empty() {
            missing.extend(found.into_iter().map(behind));
        }
        missing.extend(places_of_nothing(pair).into_iter().map(behind));
        missing.extend(empty_quotation(pair).map(behind));
        let cut = without_subject(pair.here(), Doubt::Excuses).into_iter();
        missing.extend(cut.chain(second_halves(pair)).map(before));
        missing.sort_by_key(|(_, at)| at.start);
        missing.dedup_by_key(|(_, at)| at.start);
        let objection = |(message, at)| Objection {
            message,
            at,
            ..Objection::default()
        };
        missing.into_iter().map(objection).collect()
    }
}

/// What to make of a word where it seldom stands alone: before what may be an aside or a word that seldom follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    /// It is complete.
    Excuses,
    /// Something may be missing.
    Tells,
    /// The same where even a good sentence has such words now and then: *trade envoy on*.
    Guesses,
}

/// Where something may be missing in the translation: behind words where they seldom stand alone, too, and between empty quotation marks.
/// It says nothing by itself. Linear in the text.
pub(super) fn gaps(pair: &Pair<'_>, doubt: Doubt) -> Vec<Range<usize>> {
    let mut gaps = stranded(pair.here(), doubt);
    gaps.extend(empty_quotation(pair));
    gaps.extend(
        pair.target
            .text
            .match_indices(PERHAPS_EMPTY)
            .map(|(at, marks)| at..at + marks.len()),
    );
    gaps.extend(owners_of_nothing(pair.here()));
    gaps.extend(without_subject(pair.here(), doubt));
    gaps.extend(second_halves(pair));
    gaps
}

/// The word of the translation behind which quotation marks quote nothing; the source has no such marks.
fn empty_quotation(pair: &Pair<'_>) -> Option<Range<usize>> {
    let find = |text: &str| EMPTY.iter().find_map(|marks| text.find(marks));
    let at = find(&pair.target.text).filter(|_| find(&pair.source.text).is_none())?;
    let mut before = pair.here().spans().iter().rev();
    before.find(|word| word.end <= at).cloned()
}

/// Where words stand that nothing follows. Linear in the text.
fn stranded(read: Text<'_>, doubt: Doubt) -> Vec<Range<usize>> {
    let text = read.text();
    let mut found = Vec::new();
    let all: Vec<Word<'_>> = read.words().collect();
    for (place, (Word { span, text: word }, known)) in all.iter().zip(read.known()).enumerate() {
        let rules = known.strandings();
        if rules.is_empty() {
            continue;
        }
        let before = |count| place.checked_sub(count).map_or("", |before| all[before].text);
        let (behind, rest) = (&text[..span.start], &text[span.end..]);
        let ends = place >= LONGEST_LABEL && rest.trim_start().is_empty();
        let is_complete = |rule: &Stranding| {
            let is_one = |one: &str, word: &str| {
                one.eq_ignore_ascii_case(word) || (one == "#" && word.starts_with(char::is_numeric))
            };
            let stands_behind = |list: &[String], word: &str| list.iter().any(|one| is_one(one, word));
            stands_behind(&rule.unless_behind, before(1))
                || stands_behind(&rule.unless_second, before(2))
                || (rule.behind_quotations && !ends_with_speech(behind))
                || ends_clause_with(&rule.unless_within, &all[..place], text)
        };
        let is_stranded = |rule: &&Stranding| {
            let next = all.get(place + 1);
            let seldom = if rule.seldom_marks.is_empty() {
                Doubt::Tells
            } else {
                Doubt::Guesses
            };
            (rule.only_behind.is_empty() || has(&rule.only_behind, before(1)))
                && (!rule.behind_names || stands_behind_name(text, all[..place].last()))
                && (stands_before_mark(rule, rest, doubt)
                    || (doubt >= seldom && begins_with_mark(&rule.seldom_marks, rest))
                    || (rule.before_acronyms && stands_before_acronym(rest))
                    || (ends && rule.marks.contains('.'))
                    || stands_before_word(&rule.followers, rest, next)
                    || (doubt >= seldom && stands_before_word(&rule.seldom_before, rest, next)))
                && !is_complete(rule)
        };
        // *in in the hall* is for `doubled-word`.
        let is_doubled = || {
            let next = all
                .get(place + 1)
                .filter(|next| text[span.end..next.span.start].trim().is_empty());
            next.is_some_and(|next| next.text.eq_ignore_ascii_case(word))
        };
        if rules.iter().any(is_stranded)
            && !is_doubled()
            && !behind.ends_with(|c: char| !c.is_whitespace())
            && !precedes_code(read.content(), span.end)
        {
            found.push(span.clone());
        }
    }
    found.retain(|at| !read.is_address(at.start));
    found
}

/// Whether one of `list`, contracted or not (*they've*), stands among the last of `words`, before any mark of `text`.
fn ends_clause_with(list: &[String], words: &[Word<'_>], text: &str) -> bool {
    let mut behind = words.last().map_or(0, |word| word.span.end);
    let clause = words.iter().rev().take(CLAUSE).take_while(|word| {
        let gap = &text[word.span.end..behind];
        // The points of *U.N.* part nothing.
        let is_letter = word.text.starts_with(char::is_uppercase) && word.text.chars().nth(1).is_none();
        let gap = gap.strip_prefix('.').filter(|_| is_letter).unwrap_or(gap);
        let is_parted = gap.contains(|c: char| !c.is_alphanumeric() && c != ' ' && c != '-');
        behind = word.span.start;
        !is_parted
    });
    let mut ends = clause.map(|word| word.text.split_once(['\'', '’']).unwrap_or((word.text, "")));
    let is_listed = |(word, owner): (&str, &str)| has(list, word) || (owner == "s" && has(list, "'s"));
    !list.is_empty() && ends.any(is_listed)
}

/// Whether an inline code stands behind the word that ends at `end`, which may be what follows it.
fn precedes_code(content: &Content, end: usize) -> bool {
    let blanks = content.text[end..].len() - content.text[end..].trim_start().len();
    content
        .codes
        .iter()
        .any(|code| (end..=end + blanks).contains(&code.at))
}

fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|other| other == word)
}

/// Whether `before` ends with a quotation that is more than a name: with what somebody says.
fn ends_with_speech(before: &str) -> bool {
    const MARKS: [char; 6] = ['"', '“', '”', '’', '«', '»'];
    let quotation = before.trim_end().strip_suffix(MARKS);
    quotation.is_some_and(|quotation| {
        let start = quotation.rfind(MARKS).unwrap_or_default();
        words(&quotation[start..]).nth(SHORTEST_SPEECH).is_some()
    })
}

/// Whether `before`, the word before a place, has a capital that its sentence does not give it.
fn stands_behind_name(text: &str, before: Option<&Word<'_>>) -> bool {
    before.is_some_and(|word| word.text.starts_with(char::is_uppercase) && !opens(text, word.span.start))
}

/// Whether `rest`, what stands behind a word of `rule`, begins with a mark that the word never stands before, or goes on so behind the
/// point of an abbreviation: *Gen., who*.
fn stands_before_mark(rule: &Stranding, rest: &str, doubt: Doubt) -> bool {
    let pointed = rest
        .strip_prefix('.')
        .filter(|rest| rest.starts_with([',', ';', ':']));
    let mut chars = pointed.unwrap_or(rest).trim_start_matches(' ').chars();
    let mark = chars.next().filter(|mark| rule.marks.contains(*mark));
    let after = chars.as_str();
    // A decimal point, *.NET*, an ellipsis.
    let is_mark = !after.starts_with(|c: char| c.is_alphanumeric() || c == '.');
    let may_be_aside = doubt == Doubt::Excuses && rule.before_asides;
    mark.is_some_and(|mark| is_mark && !(mark == ',' && may_be_aside && begins_an_aside(after)))
}

/// Whether `rest` begins with one of `marks`.
fn begins_with_mark(marks: &str, rest: &str) -> bool {
    rest.starts_with(|mark| marks.contains(mark))
}

/// Whether `rest` begins with an acronym in brackets, which tells in short what stands before it, or with one that is spelled as a name
/// before a mark: *(Interpol).*
fn stands_before_acronym(rest: &str) -> bool {
    let inside = rest.strip_prefix(" (").and_then(|rest| rest.split_once(')'));
    inside.is_some_and(|(inside, rest)| {
        let is_name = inside.starts_with(char::is_uppercase) && inside.chars().all(char::is_alphabetic);
        is_acronym(inside) || (is_name && rest.starts_with(['.', ',']))
    })
}

/// Whether `text` has a comma before any other mark, and few words before that, which begin with a small letter or a figure: a name behind
/// a comma is one of a list.
fn begins_an_aside(text: &str) -> bool {
    let text = text.trim_start();
    let end = text.find([',', '.', ';', ':', '!', '?']);
    let is_aside = text.starts_with(|c: char| c.is_lowercase() || c.is_numeric());
    end.is_some_and(|end| {
        is_aside && text[end..].starts_with(',') && words(&text[..end]).count() <= LONGEST_ASIDE
    })
}

/// Whether `next` is one of `followers`, parted by a blank, or by a point and a blank, from what stands before `rest`.
fn stands_before_word(followers: &[String], rest: &str, next: Option<&Word<'_>>) -> bool {
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    next.is_some_and(|next| {
        let bare = rest.trim_start_matches(' ');
        has(followers, next.text)
            && bare.len() < rest.len()
            && bare.starts_with(next.text)
            && !bare[next.text.len()..].starts_with(['-', '‑'])
    })
}
