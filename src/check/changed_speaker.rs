//! Words put into another mouth: who speaks in the source is not who speaks in the translation.
//!
//! Judged where both sides have one verb of saying, the source names its speaker, the translation names that person too, and
//! another name of the source stands where the speaker does. Needs a lexicon of the two languages, by which names are compared;
//! the verbs are in their data files.

use std::ops::Range;

use super::known::Known;
use super::names::{Mention, mentions};
use super::pair::Text;
use super::{Check, Objection, Pair};
use crate::document::{Outcome, Severity, TermKind};
use crate::language::Polarity;
use crate::text::words;

/// How many words may stand between a verb of saying and its speaker: an office and an article.
const BETWEEN: usize = 4;
/// How many bytes a particle between two parts of a name may take, blanks included: *de*, بن.
const PARTICLE: usize = 8;

/// See the file's own documentation.
pub(super) struct ChangedSpeaker;

impl Check for ChangedSpeaker {
    fn id(&self) -> &'static str {
        "changed-speaker"
    }

    fn about(&self) -> &'static str {
        "Another person speaks in the translation than in the source"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (Some(there), Some(here)) = (only_verb(pair.there()), only_verb(pair.here())) else {
            return Vec::new();
        };
        let named = Named::of(pair);
        let Some(speaker) = named.after(pair, there.end) else {
            return Vec::new();
        };
        let told = named.beside(pair, &here);
        let Some((at, other)) = told.filter(|(_, other)| *other != speaker) else {
            return Vec::new();
        };
        // Another form of the same name, or one that stands beside it, is the same speaker; so is one before what is said, where the
        // first is a part of the office: منسقة الأمم المتحدة كليمنتين سلامي.
        let source = &pair.source.text;
        let has_office = !source[there.end..named.list[speaker].0.start].trim().is_empty();
        let speech = speech(pair.there(), there.end);
        let may_be_both = has_office && named.list[other].0.end <= speech;
        if named.are_one(pair, speaker, other) || may_be_both {
            return Vec::new();
        }
        vec![Objection {
            message: format!(
                "“{}” speaks here, “{}” in the source",
                &pair.target.text[at.clone()],
                &source[named.list[speaker].0.clone()]
            ),
            at,
            source_at: Some(named.list[speaker].0.clone()),
            ..Objection::default()
        }]
    }
}

/// Whether what is named so may say something: no day does.
fn may_speak(kind: TermKind) -> bool {
    kind.is_name() && !matches!(kind, TermKind::Month | TermKind::Weekday)
}

/// Where the only verb of saying stands; `None` where there are none or several.
fn only_verb(text: Text<'_>) -> Option<Range<usize>> {
    let said = text.words().zip(text.forms());
    let mut verbs = said.filter(|(_, form)| form.says).map(|(word, _)| word.span);
    let first = verbs.next();
    first.filter(|_| verbs.next().is_none())
}

/// Whether what is said begins with it.
fn opens_speech(word: &Known) -> bool {
    word.language().style.before_speech.begins(&[word.form()]) > 0
}

/// Where what is said begins, behind a verb of saying that ends at `verb`.
fn speech(text: Text<'_>, verb: usize) -> usize {
    let mut behind = text
        .words()
        .zip(text.known())
        .filter(|(word, _)| word.span.start >= verb);
    let word = behind.find(|(_, known)| opens_speech(known));
    let mark = || Some(verb + text.text()[verb..].find([':', '"', '“', '«', '،', ','])?);
    word.map(|(word, _)| word.span.start)
        .or_else(mark)
        .unwrap_or(verb)
}

/// The names that stand in both texts: where in the source, where in the target.
pub(super) struct Named {
    pub(super) list: Vec<(Range<usize>, Range<usize>)>,
}

impl Named {
    pub(super) fn of(pair: &Pair<'_>) -> Self {
        let held = pair.terms.iter().filter_map(|used| match &used.outcome {
            Outcome::Held(at) | Outcome::Variant(at) if may_speak(used.hit.term.kind) => {
                Some((used.hit.span.clone(), at.clone()))
            }
            _ => None,
        });
        let mut list: Vec<_> = held.collect();
        let there = pair.there();
        let sounding = |mention: Mention| {
            let place = there.folded().position(|folded| *folded == *mention.source)?;
            Some((there.words().nth(place)?.span, mention.at))
        };
        list.extend(mentions(pair).into_iter().filter_map(sounding));
        Self { list }
    }

    /// The first name of the source within reach behind `end`.
    fn after(&self, pair: &Pair<'_>, end: usize) -> Option<usize> {
        let source = &pair.source.text;
        let near: Vec<usize> = words(&source[end..])
            .take(BETWEEN)
            .map(|word| end + word.span.start)
            .collect();
        near.into_iter()
            .find_map(|at| self.list.iter().position(|(there, _)| there.contains(&at)))
    }

    /// The name of the target right before the verb at `verb`, or right behind it unless that is the hearer, with where it stands.
    fn beside(&self, pair: &Pair<'_>, verb: &Range<usize>) -> Option<(Range<usize>, usize)> {
        let target = &pair.target.text;
        let before = target[..verb.start].trim_end().len();
        let after = verb.end + (target[verb.end..].len() - target[verb.end..].trim_start().len());
        let found = |is_there: &dyn Fn(&Range<usize>) -> bool| {
            let place = self.list.iter().position(|(_, here)| is_there(here))?;
            Some((self.list[place].1.clone(), place))
        };
        let style = &pair.to.style;
        let word = Polarity::fold(&target[verb.clone()]);
        let tells = style.verbs_of_telling.begins(&[word]) > 0;
        let is_spoken_of = |here: &Range<usize>| {
            let rest = target[here.end..].trim_start();
            let next = words(rest).next().filter(|next| next.span.start == 0);
            next.is_some_and(|next| style.auxiliaries.begins(&[Polarity::fold(next.text)]) > 0)
        };
        let behind = || found(&|here| here.start == after && !is_spoken_of(here));
        found(&|here| here.end == before).or_else(|| if tells { None } else { behind() })
    }

    /// Whether two names may be one person's: they stand beside each other in the source, or in the target, and no word of saying
    /// parts them: قال كيري إن لافروف.
    fn are_one(&self, pair: &Pair<'_>, one: usize, other: usize) -> bool {
        let near = |text: Text<'_>, a: &Range<usize>, b: &Range<usize>| {
            let between = a.end.min(b.end)..a.start.max(b.start);
            // Names that overlap have nothing between them.
            text.text().get(between).is_none_or(|between| {
                let mut list = words(between).map(|word| text.known_of(word.text));
                between.len() <= PARTICLE && !list.any(|word| word.form().says || opens_speech(&word))
            })
        };
        let (one, other) = (&self.list[one], &self.list[other]);
        near(pair.there(), &one.0, &other.0) || near(pair.here(), &one.1, &other.1)
    }
}
