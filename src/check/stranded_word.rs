//! A word that something must follow and nothing does: *a court in the, said*.
//!
//! What is cut out of a sentence often leaves such a word behind, and who reads the sentence for its sense reads over it. Which words
//! those are, before which marks and words they never stand, and behind which words they do, is among the facts of a language. Left
//! alone: words in quotation marks, words before an inline code, ellipses, asides (*of, among others, two boys*), and a translation
//! whose source breaks off as well.

use std::ops::Range;

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
        let found = stranded(pair.here());
        if found.is_empty() || !stranded(pair.there()).is_empty() {
            return Vec::new();
        }
        let objection = |at: Range<usize>| Objection {
            message: format!("something is missing behind “{}”", &pair.target.text[at.clone()]),
            at,
            ..Objection::default()
        };
        found.into_iter().map(objection).collect()
    }
}

/// Where words stand that nothing follows. Linear in the text.
fn stranded(read: Text<'_>) -> Vec<Range<usize>> {
    let (text, language) = (read.text(), read.language());
    let mut found = Vec::new();
    let all: Vec<Word<'_>> = read.words().collect();
    for (place, Word { span, text: word }) in all.iter().enumerate() {
        let before = |count| place.checked_sub(count).map_or("", |before| all[before].text);
        let (behind, rest) = (&text[..span.start], &text[span.end..]);
        let ends = place >= LONGEST_LABEL && rest.trim_start().is_empty();
        let is_complete = |rule: &Stranding| {
            let stands_behind =
                |list: &[String], word: &str| list.iter().any(|one| one.eq_ignore_ascii_case(word));
            stands_behind(&rule.unless_behind, before(1))
                || stands_behind(&rule.unless_second, before(2))
                || (rule.behind_quotations && !ends_with_speech(behind))
                || ends_clause_with(&rule.unless_within, &all[..place], text)
        };
        let is_stranded = |rule: &Stranding| {
            has(&rule.words, word)
                && (stands_before_mark(rule, rest)
                    || (ends && rule.marks.contains('.'))
                    || stands_before_word(rule, rest, all.get(place + 1)))
                && !is_complete(rule)
        };
        // *in in the hall* is for `doubled-word`.
        let is_doubled = || {
            let next = all
                .get(place + 1)
                .filter(|next| text[span.end..next.span.start].trim().is_empty());
            next.is_some_and(|next| next.text.eq_ignore_ascii_case(word))
        };
        if language.stranding.iter().any(is_stranded)
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
        let is_parted =
            text[word.span.end..behind].contains(|c: char| !c.is_alphanumeric() && c != ' ' && c != '-');
        behind = word.span.start;
        !is_parted
    });
    let mut plain = clause.filter_map(|word| word.text.split(['\'', '’']).next());
    !list.is_empty() && plain.any(|word| has(list, word))
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

/// Whether `rest`, what stands behind a word of `rule`, begins with a mark that the word never stands before.
fn stands_before_mark(rule: &Stranding, rest: &str) -> bool {
    let mut chars = rest.trim_start_matches(' ').chars();
    let mark = chars.next().filter(|mark| rule.marks.contains(*mark));
    let after = chars.as_str();
    // A decimal point, *.NET*, an ellipsis.
    let is_mark = !after.starts_with(|c: char| c.is_alphanumeric() || c == '.');
    mark.is_some_and(|mark| is_mark && !(mark == ',' && rule.before_asides && begins_an_aside(after)))
}

/// Whether `text` has a comma before any other mark, and few words before that.
fn begins_an_aside(text: &str) -> bool {
    let end = text.find([',', '.', ';', ':', '!', '?']);
    end.is_some_and(|end| text[end..].starts_with(',') && words(&text[..end]).count() <= LONGEST_ASIDE)
}

/// Whether `next` is a word that a word of `rule` never stands before, parted from it by a blank; `rest` is what stands behind that.
fn stands_before_word(rule: &Stranding, rest: &str, next: Option<&Word<'_>>) -> bool {
    next.is_some_and(|next| {
        let bare = rest.trim_start_matches(' ');
        has(&rule.followers, next.text)
            && bare.len() < rest.len()
            && bare.starts_with(next.text)
            && !bare[next.text.len()..].starts_with(['-', '‑'])
    })
}
