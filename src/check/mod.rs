//! Quality checks: pure functions over one segment and its translation.
//!
//! A check is one file here, one file of cases in `tests/check/`, and its line in [`ALL`]. Its id is its switch
//! in the configuration, the name of its case file and its heading in the manual.

mod american_spelling;
pub mod answer;
pub mod article;
mod british_spelling;
mod changed_address;
mod changed_quotation;
mod changed_speaker;
mod control_character;
mod dateline;
mod dates;
mod direction_marks;
mod doubled_mark;
mod doubled_word;
mod empty_target;
mod end_mark;
mod forbidden_term;
mod headline_case;
mod honorific;
mod kashida;
mod length;
mod line_breaks;
mod lost_acronym;
mod lost_code;
mod lost_question;
mod missing_term;
mod mixed_capitals;
mod names;
mod negation;
mod numbers;
mod omission;
mod placeholder;
mod quotes;
mod reporting_verb;
mod rule;
mod same_as_source;
mod scripts;
mod sentence_count;
mod small_initial;
mod source_script;
mod spaces;
mod spelling;
mod start_mark;
mod unclosed_bracket;
mod varieties;
mod verbatim;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;

use crate::document::{Content, Edit, Finding, Severity, TermUse};
use crate::language::Language;

pub use article::ArticleCheck;
pub use rule::{Pattern, Rule};
pub use spelling::Dictionary;

/// A rule that compares a translation with its source.
pub trait Check: Sync {
    /// Stable identifier: names what is wrong, as written in `config.toml`.
    fn id(&self) -> &'static str;

    /// What it objects to, in one sentence for the manual and for `--help`.
    fn about(&self) -> &'static str;

    /// How bad a finding of this rule is, unless the configuration says otherwise.
    fn severity(&self) -> Severity;

    /// Whether it is a matter of style, off until the configuration wants it.
    fn is_optional(&self) -> bool {
        false
    }

    /// Everything this rule objects to, in target order.
    fn run(&self, pair: &Pair<'_>) -> Vec<Objection>;
}

/// Every check, in the order reviewers see them.
pub const ALL: &[&dyn Check] = &[
    &empty_target::EmptyTarget,
    &same_as_source::SameAsSource,
    &source_script::SourceScript,
    &forbidden_term::ForbiddenTerm,
    &missing_term::MissingTerm,
    &numbers::Numbers,
    &dates::Dates,
    &names::Names,
    &negation::Negation,
    &omission::Omission,
    &changed_speaker::ChangedSpeaker,
    &length::Length,
    &lost_question::LostQuestion,
    &changed_address::ChangedAddress,
    &lost_code::LostCode,
    &placeholder::Placeholder,
    &changed_quotation::ChangedQuotation,
    &unclosed_bracket::UnclosedBracket,
    &doubled_word::DoubledWord,
    &doubled_mark::DoubledMark,
    &end_mark::EndMark,
    &small_initial::SmallInitial,
    &mixed_capitals::MixedCapitals,
    &spaces::Spaces,
    &direction_marks::DirectionMarks,
    &control_character::ControlCharacter,
    &line_breaks::LineBreaks,
    &kashida::Kashida,
    &dateline::Dateline,
    &reporting_verb::ReportingVerb,
    &honorific::Honorific,
    &british_spelling::BritishSpelling,
    &american_spelling::AmericanSpelling,
    &headline_case::HeadlineCase,
    &lost_acronym::LostAcronym,
    &start_mark::StartMark,
    &sentence_count::SentenceCount,
];

/// A source and its translation, as a check sees them.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The source segment.
    pub source: &'a Content,
    /// Its translation; blank while the segment is empty.
    pub target: &'a Content,
    /// The source language.
    pub from: &'static Language,
    /// The target language.
    pub to: &'static Language,
    /// The glossary terms of the source and what became of them in the target.
    pub terms: &'a [TermUse],
}

/// What a check says; [`run`] adds its id and severity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Objection {
    /// Where in the target, in bytes; empty where something is missing.
    pub at: Range<usize>,
    /// Where in the source the reason stands, in bytes.
    pub source_at: Option<Range<usize>>,
    /// What is wrong, for the person who puts it right.
    pub message: String,
    /// A change of the target that would put it right.
    pub fix: Option<Edit>,
    /// How bad this one is, where it differs from the check's own severity.
    pub severity: Option<Severity>,
}

/// The `[check]` table of the configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Checks that are switched off, by id.
    pub off: Vec<String>,
    /// Checks that are switched on though they are a matter of style, by id.
    pub on: Vec<String>,
    /// Checks with another severity than their own.
    pub severity: BTreeMap<String, Severity>,
    /// Checks that go on looking and that nobody heeds, by id, each with the reason.
    pub ignore: BTreeMap<String, String>,
    /// The newsroom's own rules.
    pub rules: Vec<Rule>,
    /// Hunspell dictionaries by the language that they are of: `en = "en_GB"`, a name or a path.
    pub dictionaries: BTreeMap<String, String>,
    /// Those that were read, by primary tag.
    #[serde(skip)]
    pub words: BTreeMap<String, Arc<Dictionary>>,
    /// What is otherwise between two languages, by both tags: `ar-en`.
    pub pairs: BTreeMap<String, Switches>,
}

/// What is switched otherwise between two languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Switches {
    /// Checks that are switched off there.
    pub off: Vec<String>,
    /// Checks that are switched on there, whatever holds elsewhere.
    pub on: Vec<String>,
    /// Checks with another severity there.
    pub severity: BTreeMap<String, Severity>,
    /// Checks that nobody heeds there, by id, each with the reason.
    pub ignore: BTreeMap<String, String>,
}

/// What is wrong with the configuration of the checks, or with a dictionary that it names.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An id that no check has.
    #[error("there is no check called `{id}`; the checks are {known}")]
    Unknown {
        /// The id that was written.
        id: String,
        /// Every id there is.
        known: String,
    },
    /// A rule that has the id of a check or of another rule.
    #[error("there are two checks called `{id}`; give the rule another id")]
    Twice {
        /// The id of both.
        id: String,
    },
    /// A dictionary that is none.
    #[error("it is no Hunspell dictionary: {reason}")]
    Dictionary {
        /// What the reader objects to.
        reason: String,
    },
    /// A rule that says nothing of the target.
    #[error("the rule `{id}` never speaks; give it a `target` that may not stand or a `wanted` that must")]
    Mute {
        /// Its id.
        id: String,
    },
}

/// A check as lists of checks show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// What it objects to.
    pub about: String,
    /// How bad a finding is, unless the configuration says otherwise.
    pub severity: Severity,
    /// Whether it is off until the configuration wants it.
    pub is_optional: bool,
}

/// Every check there is, those of segments, those of articles, and the rules of `options`.
#[must_use]
pub fn entries(options: &Options) -> Vec<Entry> {
    let entry = |id: &str, about: &str, severity, is_optional| Entry {
        id: id.to_owned(),
        about: about.to_owned(),
        severity,
        is_optional,
    };
    let single = ALL
        .iter()
        .map(|check| entry(check.id(), check.about(), check.severity(), check.is_optional()));
    let whole = article::ALL
        .iter()
        .map(|check| entry(check.id(), check.about(), check.severity(), check.is_optional()));
    let own = options
        .rules
        .iter()
        .map(|rule| entry(&rule.id, &rule.message, rule.severity, false));
    let spelling = entry(spelling::ID, spelling::ABOUT, spelling::SEVERITY, false);
    single.chain(whole).chain([spelling]).chain(own).collect()
}

impl Options {
    /// Makes sure that every id names a check, and that every rule has an id of its own and something to say.
    ///
    /// # Errors
    /// [`Error`] with the first id that is wrong.
    pub fn validated(self) -> Result<Self, Error> {
        let known: Vec<String> = entries(&self).into_iter().map(|entry| entry.id).collect();
        let of_pairs = self.pairs.values().flat_map(|pair| {
            let switched = pair.off.iter().chain(&pair.on);
            switched.chain(pair.severity.keys()).chain(pair.ignore.keys())
        });
        let mut wanted = self
            .off
            .iter()
            .chain(&self.on)
            .chain(self.severity.keys())
            .chain(self.ignore.keys())
            .chain(of_pairs);
        if let Some(id) = wanted.find(|id| !known.contains(id)) {
            return Err(Error::Unknown {
                id: id.clone(),
                known: known.join(", "),
            });
        }
        for (place, rule) in self.rules.iter().enumerate() {
            let id = rule.id.clone();
            if known.iter().filter(|known| **known == id).count() > 1 {
                return Err(Error::Twice { id });
            }
            if !self.rules[place].is_whole() {
                return Err(Error::Mute { id });
            }
        }
        Ok(self)
    }

    /// The options as they hold between the languages of `pair`.
    fn between<'a>(&'a self, pair: &Pair<'_>) -> Held<'a> {
        let same = |tags: &str| {
            let parted = tags.split_once('-');
            parted.is_some_and(|(from, to)| from == pair.from.tag && to == pair.to.tag)
        };
        let mut pairs = self.pairs.iter();
        Held {
            all: self,
            here: pairs.find(|(tags, _)| same(tags)).map(|(_, here)| here),
        }
    }
}

/// Options between two languages: those of the pair come before those of all.
#[derive(Clone, Copy)]
struct Held<'a> {
    all: &'a Options,
    here: Option<&'a Switches>,
}

impl Held<'_> {
    /// Whether the check `id` runs.
    fn wants(self, id: &str, is_optional: bool) -> bool {
        let named = |list: &[String]| list.iter().any(|one| one == id);
        let here = self.here.and_then(|here| match () {
            () if named(&here.off) => Some(false),
            () if named(&here.on) => Some(true),
            () => None,
        });
        here.unwrap_or_else(|| !named(&self.all.off) && (!is_optional || named(&self.all.on)))
    }

    /// `objection` of the check `id` as a finding; the configuration's severity comes before the objection's own.
    fn finding(self, id: Cow<'static, str>, severity: Severity, objection: Objection) -> Finding {
        let here = self.here.and_then(|here| here.severity.get(id.as_ref()));
        let chosen = here.or_else(|| self.all.severity.get(id.as_ref())).copied();
        let waived = self.here.and_then(|here| here.ignore.get(id.as_ref()));
        let waived = waived.or_else(|| self.all.ignore.get(id.as_ref()));
        Finding {
            check: id,
            severity: chosen.or(objection.severity).unwrap_or(severity),
            at: objection.at,
            source_at: objection.source_at,
            message: objection.message,
            fix: objection.fix,
            ignored: None,
            waived: waived.cloned(),
        }
    }
}

/// The findings of every check of segments that is on, in the order of [`ALL`], then those of the newsroom's rules. Linear in
/// the length of the texts.
///
/// An empty target is for one check only: the others have nothing to look at.
#[must_use]
pub fn run(pair: &Pair<'_>, options: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    let empty = pair.target.is_blank();
    let held = options.between(pair);
    for check in ALL {
        let id = check.id();
        if held.wants(id, check.is_optional()) && empty == (id == empty_target::ID) {
            let finding = |objection| held.finding(Cow::Borrowed(id), check.severity(), objection);
            findings.extend(check.run(pair).into_iter().map(finding));
        }
    }
    if let Some(dictionary) = options.words.get(&pair.to.tag)
        && !empty
        && held.wants(spelling::ID, false)
    {
        let finding = |objection| held.finding(Cow::Borrowed(spelling::ID), spelling::SEVERITY, objection);
        findings.extend(spelling::run(pair, dictionary).into_iter().map(finding));
    }
    for rule in options
        .rules
        .iter()
        .filter(|rule| !empty && held.wants(&rule.id, false))
    {
        let id: Cow<'static, str> = Cow::Owned(rule.id.clone());
        let finding = |objection| held.finding(id.clone(), rule.severity, objection);
        findings.extend(rule.run(pair).into_iter().map(finding));
    }
    findings
}

/// The findings of every check of articles that is on, each with the number of its segment, from 0. Linear in the article
/// but for the mentions of one name.
#[must_use]
pub fn run_across(pairs: &[Pair<'_>], options: &Options) -> Vec<(usize, Finding)> {
    let Some(first) = pairs.first() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let held = options.between(first);
    for check in article::ALL {
        if held.wants(check.id(), check.is_optional()) {
            let finding = |objection| held.finding(Cow::Borrowed(check.id()), check.severity(), objection);
            let found = check.run(pairs).into_iter();
            findings.extend(found.map(|(place, objection)| (place, finding(objection))));
        }
    }
    findings
}

#[cfg(test)]
mod tests;
