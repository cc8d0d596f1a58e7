//! Whether what a machine answered is a translation at all.
//!
//! A check finds faults in a translation; this tells a translation from an echo, a refusal, chatter, an obeyed
//! instruction, or half a sentence. What it objects to never becomes a draft.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_script::{Script, UnicodeScript};

use super::numbers::Numbers;
use super::same_as_source::SameAsSource;
use super::scripts::{known, letters_of};
use super::source_script::SourceScript;
use super::verbatim::verbatim;
use super::{Check, Pair};
use crate::language::primary;

/// Characters of a refusal that are quoted.
const QUOTED: usize = 200;

/// How much is asked of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// Everything: an answer that lost a number is worth a second question.
    Whole,
    /// That it is a translation; what it lost is left to the checks.
    Basic,
}

/// What is wrong with an answer, in words that go on from "the answer".
///
/// Linear in the length of the texts.
#[must_use]
pub fn objection(pair: &Pair<'_>, strictness: Strictness) -> Option<String> {
    let rules: [fn(&Pair<'_>) -> Option<String>; 10] = [
        blank,
        marks,
        echo,
        left_over,
        other_script,
        lines,
        chatter,
        address,
        disobedience,
        length,
    ];
    let objection = rules.iter().find_map(|rule| rule(pair));
    objection.or_else(|| lost(pair).filter(|_| strictness == Strictness::Whole))
}

fn blank(pair: &Pair<'_>) -> Option<String> {
    pair.target.is_blank().then(|| String::from("is empty"))
}

/// Characters that steer a screen instead of being read, and markup, where the source has none of them.
fn marks(pair: &Pair<'_>) -> Option<String> {
    let (source, target) = (&pair.source.text, &pair.target.text);
    let steers = |c: char| (c.is_control() && !c.is_whitespace()) || is_override(c);
    if target.chars().any(|c| steers(c) && !source.contains(c)) {
        return Some(String::from(
            "has control characters that the source does not have",
        ));
    }
    let known: Vec<&str> = tags(source).collect();
    let fresh = tags(target).find(|tag| !known.contains(tag))?;
    Some(format!("has markup that the source does not have: <{fresh}>"))
}

/// Characters that turn the direction of what follows. The marks that only nudge their neighbours are harmless.
fn is_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The names of the tags in `text`, as a browser would read them.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    let name = |rest: &'_ str| -> usize {
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let length = name.chars().take_while(char::is_ascii_alphanumeric).count();
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if begins && name.contains('>') {
            rest.len() - name.len() + length
        } else {
            0
        }
    };
    text.split('<')
        .skip(1)
        .map(move |rest| &rest[..name(rest)])
        .filter(|tag| !tag.is_empty())
}

fn echo(pair: &Pair<'_>) -> Option<String> {
    let same = !SameAsSource.run(pair).is_empty();
    same.then(|| String::from("is the source, untranslated"))
}

fn left_over(pair: &Pair<'_>) -> Option<String> {
    let rest = SourceScript.run(pair);
    (!rest.is_empty()).then(|| format!("leaves words in {}", pair.from.name))
}

/// Most letters of a translation are of its language, unless its source has none of its own.
fn other_script(pair: &Pair<'_>) -> Option<String> {
    if !known(pair.to) {
        return None;
    }
    let letters = || pair.target.text.chars().filter(|c| c.is_alphabetic());
    let is_own = letters_of(pair.to);
    let own = letters().filter(|&c| is_own(c)).count();
    let expected = pair.source.text.contains(letters_of(pair.from));
    (expected && own * 2 < letters().count()).then(|| format!("is not written as {} is", pair.to.name))
}

fn lines(pair: &Pair<'_>) -> Option<String> {
    let lines = |text: &str| text.trim().lines().filter(|line| !line.trim().is_empty()).count();
    let more = lines(&pair.target.text) > lines(&pair.source.text).max(1);
    more.then(|| String::from("has more lines than the source"))
}

fn chatter(pair: &Pair<'_>) -> Option<String> {
    let small = |text: &str| text.trim().to_lowercase().replace('’', "'");
    let (source, target) = (small(&pair.source.text), small(&pair.target.text));
    // What the article itself begins with is no chatter of the machine.
    let is_own =
        |phrase: &String| target.starts_with(phrase.as_str()) && !source.starts_with(phrase.as_str());
    let begins = |phrases: &[String]| phrases.iter().any(is_own);
    if begins(&PHRASES.refusals) {
        let said: String = pair.target.text.trim().chars().take(QUOTED).collect();
        return Some(format!("declines to translate: '{said}'"));
    }
    begins(&PHRASES.preambles).then(|| String::from("talks about the translation"))
}

/// An address that the source does not have.
fn address(pair: &Pair<'_>) -> Option<String> {
    let target = &pair.target.text;
    let of = |text: &str| -> Vec<String> {
        verbatim(text)
            .into_iter()
            .map(|span| text[span].to_lowercase())
            .collect()
    };
    let known = of(&pair.source.text);
    let is_address = |word: &&String| word.contains("://") || word.starts_with("www.") || word.contains('@');
    let fresh = of(target)
        .iter()
        .find(|word| is_address(word) && !known.contains(word))
        .cloned();
    fresh.map(|word| format!("has an address that the source does not have: {word}"))
}

/// A source that gives orders to a machine is translated, not obeyed.
fn disobedience(pair: &Pair<'_>) -> Option<String> {
    let (from, to) = (primary(&pair.from.tag), primary(&pair.to.tag));
    let (source, target) = (pair.source.text.to_lowercase(), pair.target.text.to_lowercase());
    let holds = |text: &str, words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
    // Orders to a machine are written in any language, English before all.
    let ordered = PHRASES.orders.iter().filter(|group| {
        let languages = [from.as_str(), "en"];
        languages
            .iter()
            .filter_map(|tag| group.get(*tag))
            .any(|words| holds(&source, words))
    });
    let groups: Vec<&Vec<String>> = ordered.filter_map(|group| group.get(&to)).collect();
    let kept = groups.iter().filter(|words| holds(&target, words)).count();
    (groups.len() >= 2 && kept * 2 < groups.len())
        .then(|| String::from("seems to follow instructions of the article instead of translating them"))
}

/// A translation is a third to three times as long, give or take a few words.
fn length(pair: &Pair<'_>) -> Option<String> {
    let (source, target) = (weight(&pair.source.text), weight(&pair.target.text));
    if target > source * 3.0 + 25.0 {
        Some(String::from("is far longer than the source"))
    } else if (target + 6.0) < source * 0.3 {
        Some(String::from("is far shorter than the source"))
    } else {
        None
    }
}

/// Length in letters of an alphabet; a character that stands for a syllable or a word counts as several.
fn weight(text: &str) -> f64 {
    let of = |c: char| match c.script() {
        Script::Han => 3.0,
        Script::Hiragana | Script::Katakana | Script::Hangul => 2.0,
        _ => 1.0,
    };
    text.trim().chars().map(of).sum()
}

/// Numbers and addresses of the source that are gone.
fn lost(pair: &Pair<'_>) -> Option<String> {
    let source = &pair.source.text;
    let gone = verbatim(source)
        .into_iter()
        .find(|span| !pair.target.text.contains(&source[span.clone()]));
    if let Some(span) = gone {
        return Some(format!("lost {}", &source[span]));
    }
    Numbers
        .run(pair)
        .into_iter()
        .next()
        .map(|objection| format!("changes a number: {}", objection.message))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    preambles: Vec<String>,
    refusals: Vec<String>,
    orders: Vec<BTreeMap<String, Vec<String>>>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    // The file is part of the program, and a test reads it.
    toml::from_str(include_str!("answer.toml")).unwrap_or_else(|_| Phrases {
        preambles: Vec::new(),
        refusals: Vec::new(),
        orders: Vec::new(),
    })
});
