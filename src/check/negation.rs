//! Statements that say the opposite: a negation of the source that the translation lacks, or one that it adds.
//!
//! “Did not agree” for “agreed” is the error that readers cannot see. Negations are counted, not parsed: one that the
//! other side has no negation left for, nor a word that says no in another way (*refused*, *without*, *unlikely*), is
//! objected to, and so is a refusal (`نفى`, *denied*) where the other side says no in no way. Phrases that deny nothing
//! (`لا يزال`, *not only*) are passed over, and so are paragraphs of many sentences and a pair of languages whose negations are
//! not listed.

use std::ops::Range;

use super::names::Sounds;
use super::omission::shortfall;
use super::verbatim::{covers, verbatim};
use super::{Check, Objection, Pair};
use crate::document::Severity;
use crate::language::{Bridge, Language, Polarity, bridge, is_everyday};
use crate::text::words;

/// Sentence ends inside a text that make it a paragraph, which is not judged.
const SENTENCES: usize = 3;
/// How many words after a denial may be what is denied.
const REACH: usize = 4;
/// The letters of the shortest word that says no and means something besides: رفض refuses, غير only negates.
const MEANING: usize = 4;
/// The longest source that is believed to be translated closely, in words.
const CLOSE: usize = 12;
/// How much shorter a translation is that has left out what is denied: see [`shortfall`].
const FAR_SHORTER: f32 = 0.6;

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
        if many_sentences(&pair.source.text) || many_sentences(&pair.target.text) {
            return Vec::new();
        }
        let (there, here) = (Denials::of(pair, Side::Source), Denials::of(pair, Side::Target));
        let end = pair.target.text.len();
        if let Some(denial) = there
            .lost_in(&here)
            .filter(|denial| is_denied(pair, denial, &here))
        {
            let word = &pair.source.text[denial.clone()];
            return vec![Objection {
                at: end..end,
                message: format!("“{word}” negates in the source, nothing does here"),
                source_at: Some(denial),
                ..Objection::default()
            }];
        }
        let added = here
            .added_to(&there)
            .filter(|denial| there.negations.is_empty() || goes_on_told(pair, denial, Side::Target));
        let added = added.map(|denial| Objection {
            message: format!(
                "“{}” negates here, nothing does in the source",
                &pair.target.text[denial.clone()]
            ),
            at: denial,
            ..Objection::default()
        });
        added.into_iter().collect()
    }
}

/// Where a denial stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Source,
    Target,
}

impl Side {
    /// The text of this side of `pair`.
    fn of<'a>(self, pair: &Pair<'a>) -> &'a str {
        match self {
            Self::Source => &pair.source.text,
            Self::Target => &pair.target.text,
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Source => Self::Target,
            Self::Target => Self::Source,
        }
    }

    /// What the lexicon knows of a word of this side.
    fn entries(self, bridge: Bridge, word: &str) -> &'static [u16] {
        match self {
            Self::Source => bridge.source(word),
            Self::Target => bridge.target(word),
        }
    }
}

/// Whether the other side has a word for `word`, which stands on `side`.
fn is_told(pair: &Pair<'_>, word: &str, side: Side) -> bool {
    let Some(bridge) = bridge(pair.from, pair.to) else {
        return false;
    };
    let entries = side.entries(bridge, word);
    !entries.is_empty()
        && words(side.other().of(pair)).any(|other| {
            let there = side.other().entries(bridge, other.text);
            there.iter().any(|entry| entries.contains(entry))
        })
}

/// Whether the other side has a word for what follows the denial: who tells that in quite other words may well deny it in other
/// words, too.
fn goes_on_told(pair: &Pair<'_>, denial: &Range<usize>, side: Side) -> bool {
    let mut next = words(&side.of(pair)[denial.end..]).take(REACH);
    next.any(|word| is_told(pair, word.text, side))
}

/// Whether what a denial of the source denies is told in the translation. A few words are believed to be translated closely, and a
/// translation that is far shorter is given no credit, where they negate nothing. A word within a name denies nothing: لا ريفيرا.
fn is_denied(pair: &Pair<'_>, denial: &Range<usize>, here: &Denials) -> bool {
    let source = &pair.source.text;
    let after = words(&source[denial.end..]).next();
    let named = after.is_some_and(|word| Sounds::of(pair).tell(word.text, pair.from));
    let close =
        || here.negations.is_empty() && (words(source).count() <= CLOSE || shortfall(pair) > FAR_SHORTER);
    !named && (close() || goes_on_told(pair, denial, Side::Source))
}

/// Whether `text` is a paragraph, in which what is denied may be told in many ways.
fn many_sentences(text: &str) -> bool {
    let ends = text.match_indices(['.', '!', '?', '؟']);
    let inside = ends.filter(|(at, mark)| text[at + mark.len()..].starts_with(char::is_whitespace));
    inside.count() >= SENTENCES
}

/// What a text denies.
#[derive(Default)]
struct Denials {
    /// Its negations, in bytes.
    negations: Vec<Range<usize>>,
    /// Its refusals, in bytes.
    refusals: Vec<Range<usize>>,
    /// How many other words say no, refusals among them.
    kindred: usize,
    /// How many of these are not told by a word of their own on the other side, so that they may answer a negation.
    open: usize,
    /// How many of the negations deny less than everything.
    limited: usize,
    /// How many words say *only*.
    only: usize,
    /// How many of the negations repeat one for the next clause.
    repeated: usize,
    /// How many words carry a negation on without repeating it.
    carried: usize,
}

impl Denials {
    /// Reads one side of `pair`. Linear in its length, and in the other's for every word that says no.
    fn of(pair: &Pair<'_>, side: Side) -> Self {
        let text = side.of(pair);
        let language = match side {
            Side::Source => pair.from,
            Side::Target => pair.to,
        };
        let addresses = verbatim(text);
        let list: Vec<_> = words(text)
            .filter(|word| !covers(&addresses, word.span.start))
            .collect();
        let folded: Vec<String> = list.iter().map(|word| Polarity::fold(word.text)).collect();
        let (polarity, mut denials) = (&language.polarity, Self::default());
        let mut at = 0;
        while at < list.len() {
            let (sense, taken) = sense(&folded[at..], language);
            let span = list[at].span.clone();
            match sense {
                Sense::Negation
                    if polarity.nor.begins(&folded[at..=at]) > 0 && denials.reaches(text, span.start) =>
                {
                    denials.kindred += 1;
                    denials.open += 1;
                }
                Sense::Negation => {
                    let repeats =
                        !denials.negations.is_empty() && polarity.and_nor.begins(&folded[at..=at]) > 0;
                    denials.repeated += usize::from(repeats);
                    denials.negations.push(span);
                }
                Sense::Kindred => {
                    denials.kindred += 1;
                    let rendered = taken == 1
                        && is_told(pair, list[at].text, side)
                        && folded[at].chars().count() >= MEANING;
                    denials.open += usize::from(!rendered);
                    let glued = polarity
                        .glued
                        .iter()
                        .filter_map(|glued| folded[at].strip_prefix(glued.as_str()));
                    let mut bare = std::iter::once(folded[at].as_str()).chain(glued);
                    if bare.any(|word| polarity.refusals.begins(&[word]) > 0) {
                        denials.refusals.push(span);
                    }
                }
                Sense::Limit => {
                    denials.only += usize::from(polarity.only.begins(&folded[at..]) > 0);
                    denials.limited += usize::from(denials.limited < denials.negations.len());
                }
                Sense::Idle => denials.carried += usize::from(polarity.carries.begins(&folded[at..=at]) > 0),
            }
            at += taken;
        }
        denials
    }

    /// Whether what stands before `at` in the same clause is negated already, so that *nor* negates nothing new.
    fn reaches(&self, text: &str, at: usize) -> bool {
        self.negations.last().is_some_and(|before| {
            !text[before.end..at].contains(['،', ',', '.', '؛', ';', ':', '"', '“', '”'])
        })
    }

    /// The first denial of a source that its translation `here` leaves without a counterpart.
    fn lost_in(&self, here: &Self) -> Option<Range<usize>> {
        self.beyond(here, here.kindred.saturating_sub(self.kindred))
    }

    /// The first denial of a translation that its source `there` leaves without a counterpart.
    fn added_to(&self, there: &Self) -> Option<Range<usize>> {
        self.beyond(there, there.open.saturating_sub(self.open))
    }

    /// Whether the text says no in no way.
    fn says_nothing(&self) -> bool {
        self.negations.is_empty() && self.kindred == 0
    }

    /// The first denial that the other side's words leave without a counterpart, `kindred` of which say no in another way.
    fn beyond(&self, other: &Self, kindred: usize) -> Option<Range<usize>> {
        // A negation that is limited says *only*, so the other side need not deny it.
        let explained =
            other.negations.len() + kindred + self.limited.min(other.only) + self.repeated.min(other.carried);
        let refusal = self.refusals.first().filter(|_| other.says_nothing());
        self.negations.get(explained).or(refusal).cloned()
    }
}

enum Sense {
    Negation,
    Kindred,
    Limit,
    Idle,
}

/// Whether `word` says what cannot be done: *impossible*, *irreplaceable*.
fn is_beyond(word: &str, language: &Language) -> bool {
    let able =
        word.ends_with("able") || word.ends_with("ible") || word.ends_with("ably") || word.ends_with("ibly");
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

/// What the first of `words` says, and how many of them say it.
fn sense(words: &[String], language: &Language) -> (Sense, usize) {
    let polarity = &language.polarity;
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
    let undone = polarity
        .prefixes
        .iter()
        .filter_map(|prefix| words[0].strip_prefix(prefix.as_str()));
    if is_beyond(&words[0], language)
        || undone
            .into_iter()
            .any(|rest| rest.len() > 3 && (is_everyday(rest, language) || is_able(rest, language)))
    {
        return (Sense::Kindred, 1);
    }
    (Sense::Idle, 1)
}
