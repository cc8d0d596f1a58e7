//! Blanks too many and too few: doubled, before a mark, after it, at the ends, inside brackets.
//!
//! What a language wants beside its marks is in its data file (`[punctuation]`); scripts that are written without
//! blanks are not looked at for missing ones. What the source does in the same place is left alone, and so are
//! addresses, decimals, abbreviations (`U.S.`, `أ.ف.ب`) and file names.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

use super::ends::End;
use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};
use crate::text::is_letter;

/// The letters of the shortest word in brackets that is no part of the next one.
const SHORT: usize = 4;
/// The longest source that may be an abbreviation, in characters, blanks not counted.
const ABBREVIATION: usize = 4;

/// See the file's own documentation.
pub(super) struct Spaces;

impl Check for Spaces {
    fn id(&self) -> &'static str {
        "spaces"
    }

    fn about(&self) -> &'static str {
        "A blank is doubled, missing after a mark, or stands where none belongs"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let mut objections = ends(pair);
        objections.extend(inside(pair));
        objections.extend(missing(pair));
        objections.extend(unparted(pair));
        objections.extend(orphans(pair));
        objections.sort_by_key(|objection| objection.at.start);
        objections
    }
}

fn objection(at: Range<usize>, text: &str, message: impl Into<String>) -> Objection {
    let fix = Some(Edit {
        at: at.clone(),
        text: text.to_owned(),
    });
    Objection {
        at,
        message: message.into(),
        fix,
        ..Objection::default()
    }
}

/// Blanks before what makes an owner of a word, where the word is gone: *at 's ministry*.
fn orphans(pair: &Pair<'_>) -> Vec<Objection> {
    let target = &pair.target.text;
    let found = [" 's ", " ’s "]
        .into_iter()
        .flat_map(|owner| target.match_indices(owner));
    let found = found.filter(|(_, owner)| !pair.source.text.contains(owner));
    found
        .map(|(at, owner)| Objection {
            at: at..at + owner.len() - 1,
            message: String::from("nobody stands before this ending"),
            ..Objection::default()
        })
        .collect()
}

/// Blanks at the ends that the source has not, or more or fewer of them. Line breaks are for `line-breaks`.
fn ends(pair: &Pair<'_>) -> Vec<Objection> {
    let (source, target) = (&pair.source.text, &pair.target.text);
    let is_blank = |c: char| c.is_whitespace() && !matches!(c, '\n' | '\r' | '\t');
    let leading = |text: &str| text.len() - text.trim_start_matches(is_blank).len();
    let trailing = |text: &str| text.trim_end_matches(is_blank).len();
    let (start, end) = (leading(target), trailing(target));
    let (before, after) = (&source[..leading(source)], &source[trailing(source)..]);
    let told = |there: &str, here: &str, place: &str| {
        let same = there == here;
        let (there, here) = (there.chars().count(), here.chars().count());
        match (there, here) {
            _ if same => None,
            _ if there == here => Some(format!("the blank at the {place} is of another kind")),
            (0, _) => Some(format!("there is a blank at the {place}")),
            (_, 0) => Some(format!("the blank at the {place} is missing")),
            _ => Some(format!(
                "the source has {there} blanks at the {place}, here are {here}"
            )),
        }
    };
    // The blank behind a sentence parts it from the next one, and is often left over at the end of a paragraph.
    let ends_sentence = matches!(
        End::of(source),
        End::Stop | End::Question | End::Exclamation | End::Interrobang | End::Ellipsis
    );
    let is_over = ends_sentence && end == target.len() && source.trim().chars().count() > ABBREVIATION;
    let after = if is_over { "" } else { after };
    // One character is a separator, which each language has of its own.
    if source.chars().count() <= 1 && target.chars().count() <= 1 {
        return Vec::new();
    }
    // Full-width marks bring their blank with them.
    let wide = target.ends_with(['。', '：', '！', '？', '，', '、', '；', '．']);
    let after = if wide { "" } else { after };
    let first = told(before, &target[..start], "beginning").map(|text| objection(0..start, before, text));
    let last = told(after, &target[end..], "end").map(|text| objection(end..target.len(), after, text));
    first.into_iter().chain(last).collect()
}

/// Runs of blanks between two characters that should be shorter.
fn inside(pair: &Pair<'_>) -> Vec<Objection> {
    let (source, text) = (&pair.source.text, &pair.target.text);
    let doubled_there = blanks(source).iter().any(|run| is_doubled(&source[run.clone()]));
    let mut found = Vec::new();
    for run in blanks(text) {
        let before = text[..run.start].chars().next_back().unwrap_or(' ');
        let after = &text[run.end..];
        let mark = after.chars().next().unwrap_or(' ');
        if run.len() == 1 && is_letter(before) && is_letter(mark) {
            continue;
        }
        // Markup between two blanks is what parts them.
        let parted = pair
            .target
            .codes
            .iter()
            .any(|code| run.start < code.at && code.at < run.end);
        let kept = |shape: String| source.contains(&shape);
        let misplaced = is_before_its_mark(before, after);
        if misplaced && !kept(format!(" {mark}")) {
            let at = run.start..run.end + mark.len_utf8();
            found.push(objection(
                at,
                &format!("{mark} "),
                format!("there is a blank before {mark}"),
            ));
        } else if is_unwanted_before(after, pair) && !kept(format!(" {mark}")) {
            found.push(objection(run, "", format!("there is a blank before {mark}")));
        } else if opens(before, text, pair) && !closes(mark, pair) {
            found.push(objection(run, "", format!("there is a blank after {before}")));
        } else if closes(mark, pair) && !opens(before, text, pair) {
            found.push(objection(run, "", format!("there is a blank before {mark}")));
        } else if is_doubled(&text[run.clone()]) && !doubled_there && !parted {
            found.push(objection(run, " ", "there are two blanks"));
        }
    }
    found
}

/// Runs of blanks inside a line, neither at its beginning nor at its end.
fn blanks(text: &str) -> Vec<Range<usize>> {
    let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, c) in text
        .char_indices()
        .filter(|&(at, c)| start <= at && at < end && c.is_whitespace())
    {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += c.len_utf8(),
            _ => runs.push(at..at + c.len_utf8()),
        }
    }
    // A line break has blanks around it for the eye.
    runs.retain(|run| !text[run.clone()].contains(['\n', '\r', '\t']));
    runs
}

fn is_doubled(run: &str) -> bool {
    run.contains("  ")
}

/// Whether a blank stands on the wrong side of a comma or semicolon between two words: *so ,then*.
fn is_before_its_mark(before: char, after: &str) -> bool {
    let parts = after.strip_prefix([',', ';', '،', '؛']);
    before.is_alphanumeric() && parts.is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

/// Whether `after` begins with a mark that no blank goes before: not `.5`, `...`, `:)` or a language's own habit.
fn is_unwanted_before(after: &str, pair: &Pair<'_>) -> bool {
    let mut chars = after.chars();
    let (mark, next) = (chars.next().unwrap_or(' '), chars.next());
    let ends_word = next.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '"' | '”' | '»' | '“') || (c == ')' && !matches!(mark, ':' | ';'))
    });
    let is_mark = matches!(
        mark,
        ',' | '.' | ';' | ':' | '!' | '?' | '%' | '،' | '؛' | '؟' | '٪'
    );
    is_mark && ends_word && !pair.to.punctuation.blank_before.contains(&mark)
}

fn opens(mark: char, text: &str, pair: &Pair<'_>) -> bool {
    // German closes with what English opens.
    let quote = mark == '“' && !text.contains('„') && are_in_order(text);
    (quote || matches!(mark, '(' | '[' | '{' | '«'))
        && !pair.to.punctuation.blank_inside.contains(&mark)
        && !(mark == '«' && text.starts_with('»'))
        && !pair.source.text.contains(&format!("{mark} "))
}

fn closes(mark: char, pair: &Pair<'_>) -> bool {
    let text = &pair.target.text;
    let quote = (mark == '”' && are_in_order(text)) || (mark == '»' && text.find('«') < text.find('»'));
    (quote || matches!(mark, ')' | ']' | '}'))
        && !pair.to.punctuation.blank_inside.contains(&mark)
        && !pair.source.text.contains(&format!(" {mark}"))
}

/// Whether “ opens what ” closes, and not the other way round.
fn are_in_order(text: &str) -> bool {
    let opening = text.find('“');
    opening.is_some_and(|opening| text[opening..].contains('”') && !text[..opening].contains('”'))
}

/// Marks between two words without a blank after them.
fn missing(pair: &Pair<'_>) -> Vec<Objection> {
    let text = &pair.target.text;
    // A colon stands within many names; where the source has a blank after one, it is none of those.
    let introduces = pair.source.text.contains(": ");
    let marks = text.char_indices().filter(|(_, c)| {
        matches!(c, ',' | '.' | ';' | '!' | '?' | '،' | '؛' | '؟') || (*c == ':' && introduces)
    });
    let joins_here = |at: usize, mark: char| {
        let blank =
            text[..at].ends_with(char::is_whitespace) && pair.to.punctuation.blank_before.contains(&mark);
        if blank {
            let after = text[at + mark.len_utf8()..].chars().next();
            return text[..at].trim_end().ends_with(char::is_alphabetic)
                && after.is_some_and(char::is_alphabetic);
        }
        joins_words(text, at, mark)
    };
    marks
        .filter(|&(at, mark)| !pair.here().is_address(at) && joins_here(at, mark))
        .filter(|&(at, mark)| !pair.source.text.contains(around(text, at, mark)) && !joins(pair, mark))
        .map(|(at, mark)| {
            let after = at + mark.len_utf8();
            let fix = Some(Edit {
                at: after..after,
                text: String::from(" "),
            });
            let message = format!("there is no blank after {mark}");
            Objection {
                at: at..after,
                message,
                fix,
                ..Objection::default()
            }
        })
        .collect()
}

/// Brackets that close right before a word, where the source has as many and none of them does.
fn unparted(pair: &Pair<'_>) -> Vec<Objection> {
    let (source, target) = (&pair.source.text, &pair.target.text);
    // Korean and Burmese write their particles onto the bracket.
    let is_glued = |c: char| matches!(c.script(), Script::Hangul | Script::Myanmar);
    let begins_word = |c: char| c.is_alphabetic() && !is_unspaced(c) && !is_glued(c);
    let runs_on = |text: &str, at: usize| text[at + 1..].starts_with(begins_word);
    let closing = |text: &str| text.matches(')').count();
    let any_there = source.match_indices(')').any(|(at, _)| runs_on(source, at));
    if any_there || closing(source) != closing(target) {
        return Vec::new();
    }
    // (s)he, file(s)
    let is_within_word = |at: usize| {
        target[..at].rfind('(').is_some_and(|open| {
            let inside = &target[open + 1..at];
            let is_short = inside.chars().count() < SHORT && inside.chars().all(char::is_lowercase);
            target[..open].ends_with(char::is_alphabetic) || is_short
        })
    };
    let found = target
        .match_indices(')')
        .filter(|(at, _)| runs_on(target, *at) && !is_within_word(*at));
    found
        .map(|(at, _)| {
            let after = at + 1;
            objection(after..after, " ", "there is no blank after )")
        })
        .collect()
}

/// Whether the source has `mark` between two words without a blank, as lists for programs do.
fn joins(pair: &Pair<'_>, mark: char) -> bool {
    let source = &pair.source.text;
    let mut places = source.match_indices(mark);
    places.any(|(at, _)| joins_words(source, at, mark))
}

/// The word before the mark at `at`, the mark, and the word after it.
fn around(text: &str, at: usize, mark: char) -> &str {
    let after = at + mark.len_utf8();
    let start = text[..at]
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |before| {
            before + text[before..].chars().next().map_or(0, char::len_utf8)
        });
    let end = text[after..]
        .find(|c: char| !c.is_alphanumeric())
        .map_or(text.len(), |len| after + len);
    &text[start..end]
}

/// Whether words are written without blanks in the script of `c`.
fn is_unspaced(c: char) -> bool {
    matches!(
        c.script(),
        Script::Han | Script::Hiragana | Script::Katakana | Script::Thai | Script::Lao | Script::Khmer
    )
}

/// Whether the mark stands between two words of prose; a full stop in doubt belongs to a name or an abbreviation.
fn joins_words(text: &str, at: usize, mark: char) -> bool {
    let before: Vec<char> = text[..at]
        .chars()
        .rev()
        .take_while(|c| c.is_alphabetic())
        .collect();
    let after: Vec<char> = text[at + mark.len_utf8()..]
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect();
    let (Some(&last), Some(&first)) = (before.first(), after.first()) else {
        return false;
    };
    if is_unspaced(last) || is_unspaced(first) {
        return false;
    }
    if mark != '.' {
        return true;
    }
    let caseless =
        !last.is_uppercase() && !last.is_lowercase() && !first.is_uppercase() && !first.is_lowercase();
    // `report.PDF` is a file, `over.The` is not.
    let sentence =
        last.is_lowercase() && first.is_uppercase() && !after[1..].iter().any(|c| c.is_uppercase());
    let other_stop = text[at + 1..].chars().find(|c| !c.is_alphabetic()) == Some('.')
        && text[at + 1..]
            .split_whitespace()
            .next()
            .is_some_and(|word| word.trim_end_matches('.').contains('.'));
    before.len() > 2 && after.len() > 2 - usize::from(sentence) && (caseless || sentence) && !other_stop
}
