//! One thing spoiled in an English translation, as people and machines spoil it.

use std::ops::Range;

use fastrand::Rng;

use crate::turned;

/// What is spoiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// A figure, a number word, or a million that becomes a billion.
    Number,
    /// A month, a weekday, a day of a month, or a year.
    Date,
    /// Another name in the place of one.
    Name,
    /// A name that is left out.
    LostName,
    /// A negation added or taken away.
    Negation,
    /// Quotation marks taken away, all or one.
    Quotation,
    /// A clause left out.
    Omission,
    /// Words, or the whole segment, left in the source language.
    Untranslated,
    /// Two figures exchanged.
    Exchange,
    /// A word that becomes its opposite.
    Opposite,
}

impl Class {
    pub(crate) const ALL: &[Self] = &[
        Self::Number,
        Self::Date,
        Self::Name,
        Self::LostName,
        Self::Negation,
        Self::Quotation,
        Self::Omission,
        Self::Untranslated,
        Self::Exchange,
        Self::Opposite,
    ];
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const NUMBERS: [&str; 14] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "thirty",
    "forty", "fifty",
];
const SCALES: [&str; 3] = ["thousand", "million", "billion"];
const NAMES: [&str; 24] = [
    "Johnson",
    "Petrov",
    "Nakamura",
    "Haddad",
    "Oliveira",
    "Kowalski",
    "Brown",
    "Mahmoud",
    "Zelikov",
    "Fernandez",
    "Tariq",
    "Whitfield",
    "Lagos",
    "Toronto",
    "Hanover",
    "Jakobsen",
    "Yusuf",
    "Mansour",
    "Rahimi",
    "Dubois",
    "Karachi",
    "Helsinki",
    "Mitchell",
    "Suleiman",
];
/// Capitalised words that name no person, place or body.
const NO_NAMES: [&str; 12] = [
    "I",
    "Mr",
    "President",
    "Minister",
    "Prime",
    "King",
    "GMT",
    "US",
    "UN",
    "Covid",
    "Prince",
    "Sheikh",
];
const NEGATIONS: [(&str, &str); 12] = [
    (" not ", " "),
    ("cannot", "can"),
    ("never", "always"),
    (" no ", " a "),
    ("No ", "A "),
    ("Nobody", "Everybody"),
    ("nobody", "everybody"),
    ("Nothing", "Everything"),
    ("nothing", "everything"),
    ("denied", "confirmed"),
    ("refuses", "agrees"),
    ("refused", "agreed"),
];
const AUXILIARIES: [&str; 11] = [
    " was ", " were ", " is ", " are ", " has ", " have ", " had ", " will ", " would ", " could ", " can ",
];

/// `target`, the translation of `source`, with one thing of `class` spoiled; `None` where it has nothing of the class.
pub(crate) fn spoiled(class: Class, (source, target): (&str, &str), dice: &mut Rng) -> Option<String> {
    let (at, text) = match class {
        Class::Number => number(target, dice),
        Class::Date => date(target, dice),
        Class::Name => {
            let at = dice.choice(names(target))?;
            Some((at, String::from(dice.choice(NAMES)?)))
        }
        Class::LostName => lost_name(target, dice),
        Class::Negation => negation(target, dice),
        Class::Quotation => return quotation(target, dice),
        Class::Omission => omission(target, dice),
        Class::Untranslated => untranslated(source, target, dice),
        Class::Exchange => turned::exchange(target, dice),
        Class::Opposite => turned::opposite(target, dice),
    }?;
    let mut spoiled = target.to_owned();
    spoiled.replace_range(at, &text);
    (spoiled != target).then_some(spoiled)
}

/// The words of `text` with where they stand.
pub(crate) fn words(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from..at, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Another member of `list` than `word`.
fn other(list: &[&str], word: &str, dice: &mut Rng) -> Option<String> {
    let others: Vec<_> = list.iter().filter(|one| **one != word).collect();
    dice.choice(others).map(|one| (*one).to_owned())
}

fn number(text: &str, dice: &mut Rng) -> Option<(Range<usize>, String)> {
    let mut changes = Vec::new();
    for (index, (at, word)) in words(text).into_iter().enumerate() {
        let plain = word.bytes().all(|b| b.is_ascii_digit());
        if plain && !dated(text, index) {
            // A zero more after a decimal point would change nothing.
            let decimal = text[..at.start].ends_with('.');
            let changed = figure(word, dice);
            let same = changed.trim_end_matches('0') == word.trim_end_matches('0');
            let zeros = word.bytes().all(|b| b == b'0');
            changes.push((
                at,
                if (decimal && same) || zeros {
                    format!("{word}7")
                } else {
                    changed
                },
            ));
        } else if let Some(other) = NUMBERS
            .contains(&word)
            .then(|| other(&NUMBERS, word, dice))
            .flatten()
        {
            changes.push((at, other));
        } else if SCALES.contains(&word) {
            changes.push((at, other(&SCALES, word, dice)?));
        }
    }
    dice.choice(changes)
}

/// Another figure than `digits`: one digit changed, two exchanged, or a zero more.
fn figure(digits: &str, dice: &mut Rng) -> String {
    let mut list: Vec<u8> = digits.bytes().collect();
    let at = dice.usize(..list.len());
    match dice.u8(..4) {
        0 if list.len() > 1 && at + 1 < list.len() && list[at] != list[at + 1] && list[at + 1] != b'0' => {
            list.swap(at, at + 1);
        }
        1 => list.push(b'0'),
        _ => list[at] = b'1' + (list[at] - b'0' + dice.u8(..7)) % 9,
    }
    let changed: String = list.into_iter().map(char::from).collect();
    if changed == digits {
        format!("{digits}0")
    } else {
        changed
    }
}

/// Whether the word stands beside a month, or is a year.
pub(crate) fn dated(text: &str, index: usize) -> bool {
    let list = words(text);
    let beside = [index.checked_sub(1), Some(index + 1)];
    let month = |place: Option<usize>| {
        place.is_some_and(|place| list.get(place).is_some_and(|(_, word)| MONTHS.contains(word)))
    };
    let year =
        list[index].1.len() == 4 && (list[index].1.starts_with("19") || list[index].1.starts_with("20"));
    beside.into_iter().any(month) || year
}

fn date(text: &str, dice: &mut Rng) -> Option<(Range<usize>, String)> {
    let mut changes = Vec::new();
    for (index, (at, word)) in words(text).into_iter().enumerate() {
        if MONTHS.contains(&word) {
            changes.push((at, other(&MONTHS, word, dice)?));
        } else if DAYS.contains(&word) {
            changes.push((at, other(&DAYS, word, dice)?));
        } else if word.bytes().all(|b| b.is_ascii_digit()) && dated(text, index) {
            changes.push((at, figure(word, dice)));
        }
    }
    dice.choice(changes)
}

/// Words with a capital inside a sentence that look like names.
fn names(text: &str) -> Vec<Range<usize>> {
    let is_name = |(at, word): &(Range<usize>, &str)| {
        let before = text[..at.start].trim_end();
        let inside = before.ends_with(|c: char| c.is_alphanumeric() || c == ',');
        inside
            && word.len() > 2
            && word.starts_with(char::is_uppercase)
            && word.chars().skip(1).all(char::is_lowercase)
            && !NO_NAMES.contains(word)
            && !MONTHS.contains(word)
            && !DAYS.contains(word)
            && !["an", "ish", "ese", "ian", "li", "qi", "ni"]
                .iter()
                .any(|ending| word.len() > 4 && word.ends_with(ending))
    };
    words(text)
        .into_iter()
        .filter(is_name)
        .map(|(at, _)| at)
        .collect()
}

/// A whole name left out: every capitalised word of it.
fn lost_name(text: &str, dice: &mut Rng) -> Option<(Range<usize>, String)> {
    let list = words(text);
    let seed = dice.choice(names(text))?;
    let place = list.iter().position(|(at, _)| *at == seed)?;
    let capital = |place: &usize| {
        list.get(*place)
            .is_some_and(|(_, word)| word.starts_with(char::is_uppercase))
    };
    let joined = |a: usize, b: usize| {
        text[list[a].0.end..list[b].0.start]
            .chars()
            .all(|c| c == ' ' || c == '-')
    };
    let (mut first, mut last) = (place, place);
    while first > 0 && capital(&(first - 1)) && joined(first - 1, first) {
        first -= 1;
    }
    while capital(&(last + 1)) && joined(last, last + 1) {
        last += 1;
    }
    (first > 0).then(|| (whole(text, list[first].0.start..list[last].0.end), String::new()))
}

/// The name at `at` with what nobody would leave when it goes: what makes an owner of it, a blank, one of two commas around it.
fn whole(text: &str, at: Range<usize>) -> Range<usize> {
    let rest = &text[at.end..];
    let owner = ["'s", "’s"].into_iter().find(|owner| rest.starts_with(owner));
    let rest = rest[owner.map_or(0, str::len)..].trim_start_matches(' ');
    let before = text[..at.start].trim_end_matches(' ');
    let start = match rest.chars().next() {
        Some(',') => before.trim_end_matches(',').len(),
        Some('.' | ';' | ':' | '!' | '?' | ')' | '”') | None => before.len(),
        _ => at.start,
    };
    start..text.len() - rest.len()
}

fn negation(text: &str, dice: &mut Rng) -> Option<(Range<usize>, String)> {
    let lost: Vec<_> = NEGATIONS
        .iter()
        .filter_map(|(negation, plain)| {
            let at = text.find(negation)?;
            Some((at..at + negation.len(), (*plain).to_owned()))
        })
        .collect();
    if !lost.is_empty() {
        return dice.choice(lost);
    }
    let added: Vec<_> = AUXILIARIES
        .iter()
        .filter_map(|auxiliary| {
            let end = text.find(auxiliary)? + auxiliary.len();
            Some((end..end, String::from("not ")))
        })
        .collect();
    dice.choice(added)
}

fn quotation(text: &str, dice: &mut Rng) -> Option<String> {
    let is_mark = |c: char| matches!(c, '“' | '”' | '"');
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_mark(*c)).collect();
    if marks.is_empty() {
        return None;
    }
    if dice.bool() {
        return Some(text.replace(is_mark, ""));
    }
    let (at, mark) = dice.choice(marks)?;
    Some(format!("{}{}", &text[..at], &text[at + mark.len_utf8()..]))
}

/// A clause between commas, or the last one after a conjunction: four words at least, a fifth of the text at least, two
/// thirds at most.
fn omission(text: &str, dice: &mut Rng) -> Option<(Range<usize>, String)> {
    let end = text.trim_end_matches(['.', '”', '"', '!', '?']).len();
    let mut cuts = vec![0];
    for mark in [
        ", ", "; ", ": ", " and ", " but ", " while ", " after ", " in ", " that ", ". ",
    ] {
        cuts.extend(text.match_indices(mark).map(|(at, _)| at));
    }
    cuts.push(end);
    cuts.sort_unstable();
    let mut clauses = Vec::new();
    for (place, &from) in cuts.iter().enumerate().skip(1) {
        for &to in &cuts[place + 1..] {
            let clause = &text[from..to.max(from)];
            let (share, count) = (
                clause.len() as f64 / text.len() as f64,
                clause.split_whitespace().count(),
            );
            let whole = !clause.contains(['“', '”', '"']);
            if count >= 4 && (0.2..0.67).contains(&share) && whole {
                clauses.push((from..to, String::new()));
            }
        }
    }
    dice.choice(clauses)
}

/// A run of one to three words of the source in the place of as many of the target, or the source itself.
fn untranslated(source: &str, target: &str, dice: &mut Rng) -> Option<(Range<usize>, String)> {
    if dice.u8(..4) == 0 {
        return Some((0..target.len(), source.to_owned()));
    }
    let (there, here) = (words(source), words(target));
    let count = dice.usize(1..4).min(there.len()).min(here.len());
    let (from, to) = (
        dice.usize(..=there.len() - count),
        dice.usize(..=here.len() - count),
    );
    let text = &source[there[from].0.start..there[from + count - 1].0.end];
    let letters = text.chars().any(char::is_alphabetic);
    letters.then(|| (here[to].0.start..here[to + count - 1].0.end, text.to_owned()))
}
