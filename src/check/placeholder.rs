//! Placeholders of programs that the translation loses, adds or spoils: `%s`, `%1$d`, `%(name)s`, `%name%`, `{0}`, `{name}`,
//! `{count, plural, …}`, `${name}`, `$name$`, `%PRODUCTNAME`, `&name.text;`, escapes (`\n`, `\u00e9`), and tags that stand in plain text: `<b>`, `<br/>`.
//!
//! What a program fills in later must come through as it is; the order may change where names or numbers tell which is which.
//! A percent sign after a figure is one, and braces with blanks in them are punctuation. What a tag tells the reader (`alt`,
//! `title`) is translated.

mod braces;
mod percent;
mod scan;

pub(super) use scan::{Place, Placeholder, placeholders};

use super::numbers::tells_few;
use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct ChangedPlaceholder;

impl Check for ChangedPlaceholder {
    fn id(&self) -> &'static str {
        "placeholder"
    }

    fn about(&self) -> &'static str {
        "A placeholder of the source is missing, or the translation has one that the source has not"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        if is_label(source) && is_label(target) {
            return Vec::new();
        }
        let (there, here) = (pair.there().placeholders(), pair.here().placeholders());
        if there.is_empty() && here.is_empty() {
            return Vec::new();
        }
        let (mut missing, mut here) = (there.to_vec(), here.to_vec());
        missing.retain(|there| !is_share(there, target));
        here.retain(|here| !is_share(here, source));
        number(&mut missing, &mut here);
        if order(&missing) != order(&here) && same(&missing, &here) {
            return vec![Objection {
                at: here.first().map_or(0..0, |first| first.at.clone()),
                message: String::from("the placeholders stand in another order, and none says which it is"),
                ..Objection::default()
            }];
        }
        let mut objections = Vec::new();
        for placeholder in choices_once(here) {
            match missing.iter().position(|there| there.key == placeholder.key) {
                Some(_) if placeholder.place == Place::Chosen => {
                    missing.retain(|there| there.key != placeholder.key);
                }
                Some(place) => drop(missing.remove(place)),
                None => objections.push(Objection {
                    message: format!("the source has no {}", &target[placeholder.at.clone()]),
                    at: placeholder.at,
                    ..Objection::default()
                }),
            }
        }
        let missing = choices_once(missing);
        if let ([count], []) = (&missing[..], &objections[..])
            && is_count(&count.key)
            && tells_few(pair.here())
        {
            // A plural form for none, one or two tells so in words.
            return Vec::new();
        }
        objections.extend(missing.into_iter().map(|there| Objection {
            at: target.len()..target.len(),
            message: format!("the placeholder {} is missing", &source[there.at.clone()]),
            source_at: Some(there.at),
            ..Objection::default()
        }));
        objections
    }
}

/// Whether the whole `text` is words in angle brackets and no tag: they begin with a capital, or with a letter without case.
fn is_label(text: &str) -> bool {
    let inside = text.trim().strip_prefix(['<', '‹']);
    let inside = inside.and_then(|rest| rest.strip_suffix(['>', '›']));
    inside.is_some_and(|words| {
        let mut letters = words.chars();
        let begins = letters
            .next()
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
        let is_small = |c: char| c == ' ' || (c.is_alphabetic() && !c.is_uppercase());
        begins && words.chars().count() > 1 && letters.all(is_small)
    })
}

/// Whether `text` has a placeholder for a count, so that a program may have several forms of it.
pub(super) fn has_count(text: &str) -> bool {
    placeholders(text)
        .iter()
        .any(|placeholder| is_count(&placeholder.key))
}

/// Whether a program fills in a count at `key`.
fn is_count(key: &str) -> bool {
    let converts = key.starts_with('%') && key.ends_with(['d', 'i', 'u', 'n']);
    converts
        || matches!(
            key,
            "{n}" | "{count}" | "{num}" | "{number}" | "{{n}}" | "{{count}}"
        )
}

/// Whether it is five percent, written as Turkish does (`%5`), and told with the same figure on the other side.
fn is_share(placeholder: &Placeholder, other: &str) -> bool {
    let figure = placeholder.key.strip_prefix('%').unwrap_or_default();
    let is_figure = figure.len() == 1 && figure.bytes().all(|b| b.is_ascii_digit());
    is_figure
        && other
            .match_indices(figure)
            .any(|(at, _)| !other[..at].ends_with('%'))
}

/// Gives the placeholders of one side that are told by their place the numbers that those of the other side bear.
fn number(one: &mut [Placeholder], other: &mut [Placeholder]) {
    let is_numbered =
        |list: &[Placeholder]| list.iter().any(|p| p.key.contains('$') && p.key.starts_with('%'));
    let is_listed = |list: &[Placeholder]| list.iter().any(|p| p.key == "{0}");
    let (percent, braces) = (
        is_numbered(one) != is_numbered(other),
        is_listed(one) != is_listed(other),
    );
    for list in [one, other] {
        let (mut conversions, mut pairs) = (0, 0);
        for placeholder in list.iter_mut().filter(|p| p.place == Place::Counted) {
            if placeholder.key == "{}" && braces {
                placeholder.key = format!("{{{pairs}}}");
                placeholder.place = Place::Named;
                pairs += 1;
            } else if placeholder.key.starts_with('%') && percent {
                conversions += 1;
                placeholder.key.insert_str(1, &format!("{conversions}$"));
                placeholder.place = Place::Named;
            }
        }
    }
}

/// The placeholders that a program tells by their order.
fn order(list: &[Placeholder]) -> Vec<&str> {
    let counted = list.iter().filter(|p| p.place == Place::Counted);
    counted.map(|p| p.key.as_str()).collect()
}

fn same(one: &[Placeholder], other: &[Placeholder]) -> bool {
    let sorted = |list: &[Placeholder]| {
        let mut keys: Vec<String> = list.iter().map(|p| p.key.clone()).collect();
        keys.sort_unstable();
        keys
    };
    sorted(one) == sorted(other)
}

/// The placeholders, those in choices of several texts once each: languages have more or fewer plurals.
fn choices_once(list: Vec<Placeholder>) -> Vec<Placeholder> {
    let mut once: Vec<Placeholder> = Vec::new();
    for placeholder in list {
        let chosen = placeholder.place == Place::Chosen;
        if !(chosen && once.iter().any(|known| known.key == placeholder.key)) {
            once.push(placeholder);
        }
    }
    once
}
