//! Statements that say the opposite: a negation of the source that the translation lacks, or one that it adds.
//!
//! “Did not agree” for “agreed” is the error that readers cannot see. Negations are counted, not parsed: one that the
//! other side has no negation left for, nor a word that says no in another way (*refused*, *without*, *unlikely*), is
//! objected to. Phrases that deny nothing (`لا يزال`, *not only*) are passed over, and so is a pair of languages
//! whose negations are not listed.

use std::ops::Range;

use super::verbatim::{covers, verbatim};
use super::{Check, Objection, Pair};
use crate::document::Severity;
use crate::language::{Language, Polarity};
use crate::text::words;

/// See the file's own documentation.
pub(super) struct Negation;

impl Check for Negation {
    fn id(&self) -> &'static str {
        "negation"
    }

    fn about(&self) -> &'static str {
        "A negation of the source is missing, or the translation has one that the source has not"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        if !pair.from.polarity.is_known() || !pair.to.polarity.is_known() {
            return Vec::new();
        }
        let (there, here) = (
            Denials::of(&pair.source.text, pair.from),
            Denials::of(&pair.target.text, pair.to),
        );
        let end = pair.target.text.len();
        if let Some(negation) = there.beyond(&here) {
            let word = &pair.source.text[negation.clone()];
            return vec![Objection {
                at: end..end,
                message: format!("“{word}” negates in the source, nothing does here"),
                source_at: Some(negation),
                ..Objection::default()
            }];
        }
        let added = here.beyond(&there).map(|negation| Objection {
            message: format!(
                "“{}” negates here, nothing does in the source",
                &pair.target.text[negation.clone()]
            ),
            at: negation,
            ..Objection::default()
        });
        added.into_iter().collect()
    }
}

/// What a text denies.
#[derive(Default)]
struct Denials {
    /// Its negations, in bytes.
    negations: Vec<Range<usize>>,
    /// How many other words say no.
    kindred: usize,
}

impl Denials {
    /// Reads `text`. Linear in its length.
    fn of(text: &str, language: &Language) -> Self {
        let addresses = verbatim(text);
        let list: Vec<_> = words(text)
            .filter(|word| !covers(&addresses, word.span.start))
            .collect();
        let folded: Vec<String> = list.iter().map(|word| Polarity::fold(word.text)).collect();
        let (polarity, mut denials) = (&language.polarity, Self::default());
        let mut at = 0;
        while at < list.len() {
            let (sense, taken) = sense(&folded[at..], polarity);
            match sense {
                Sense::Negation => denials.negations.push(list[at].span.clone()),
                Sense::Kindred => denials.kindred += 1,
                // A negation that is limited says something, so the other side need not deny it.
                Sense::Limit => denials.kindred += usize::from(denials.negations.pop().is_some()),
                Sense::Idle => {}
            }
            at += taken;
        }
        denials
    }

    /// The first negation that the other side's words leave without a counterpart.
    fn beyond(&self, other: &Self) -> Option<Range<usize>> {
        let explained = other.negations.len() + other.kindred.saturating_sub(self.kindred);
        self.negations.get(explained).cloned()
    }
}

enum Sense {
    Negation,
    Kindred,
    Limit,
    Idle,
}

/// What the first of `words` says, and how many of them say it.
fn sense(words: &[String], polarity: &Polarity) -> (Sense, usize) {
    let bare = polarity.glued.iter().filter_map(|glued| {
        let rest = words[0].strip_prefix(glued.as_str())?;
        let rest = std::iter::once(rest).chain(words[1..].iter().map(String::as_str));
        // The longest phrase has four words.
        Some(rest.take(4).collect::<Vec<_>>())
    });
    let whole = words.iter().take(4).map(String::as_str).collect();
    for words in std::iter::once(whole).chain(bare) {
        let lists = [
            (Sense::Idle, &polarity.idle),
            (Sense::Limit, &polarity.limits),
            (Sense::Kindred, &polarity.kindred),
            (Sense::Negation, &polarity.negations),
        ];
        let longest = lists
            .into_iter()
            .map(|(sense, phrases)| (sense, phrases.begins(&words)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        if let Some((sense, taken @ 1..)) = longest {
            return (sense, taken);
        }
    }
    (Sense::Idle, 1)
}
