//! Quality checks: pure functions over one segment and its translation.
//!
//! A check is one file here, one file of cases in `tests/check/`, and its line in [`ALL`]. Its id is its switch
//! in the configuration, the name of its case file and its heading in the manual.

pub mod answer;
mod changed_address;
mod changed_quotation;
mod direction_marks;
mod doubled_word;
mod empty_target;
mod forbidden_term;
mod length;
mod lost_code;
mod lost_question;
mod missing_term;
mod negation;
mod numbers;
mod quotes;
mod same_as_source;
mod scripts;
mod source_script;
mod spaces;
mod unclosed_bracket;
mod unclosed_quote;
mod verbatim;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use crate::document::{Content, Edit, Finding, Severity, TermUse};
use crate::language::Language;

/// A rule that compares a translation with its source.
pub trait Check: Sync {
    /// Stable identifier: names what is wrong, as written in `config.toml`.
    fn id(&self) -> &'static str;

    /// What it objects to, in one sentence for the manual and for `--help`.
    fn about(&self) -> &'static str;

    /// How bad a finding of this rule is, unless the configuration says otherwise.
    fn severity(&self) -> Severity;

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
    &negation::Negation,
    &length::Length,
    &lost_question::LostQuestion,
    &changed_address::ChangedAddress,
    &lost_code::LostCode,
    &changed_quotation::ChangedQuotation,
    &unclosed_quote::UnclosedQuote,
    &unclosed_bracket::UnclosedBracket,
    &doubled_word::DoubledWord,
    &spaces::Spaces,
    &direction_marks::DirectionMarks,
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
    /// Checks with another severity than their own.
    pub severity: BTreeMap<String, Severity>,
}

/// What is wrong with the configuration of the checks.
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
}

impl Options {
    /// Makes sure that every id names a check.
    ///
    /// # Errors
    /// [`Error::Unknown`] with the first id that names none.
    pub fn validated(self) -> Result<Self, Error> {
        let known = |id: &str| ALL.iter().any(|check| check.id() == id);
        match self.off.iter().chain(self.severity.keys()).find(|id| !known(id)) {
            None => Ok(self),
            Some(id) => Err(Error::Unknown {
                id: id.clone(),
                known: ALL.iter().map(|check| check.id()).collect::<Vec<_>>().join(", "),
            }),
        }
    }
}

/// The findings of every check that is on, in the order of [`ALL`]. Linear in the length of the texts.
///
/// An empty target is for one check only: the others have nothing to look at.
#[must_use]
pub fn run(pair: &Pair<'_>, options: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    for check in ALL {
        let (id, empty) = (check.id(), pair.target.is_blank());
        if options.off.iter().any(|off| off == id) || empty != (id == empty_target::ID) {
            continue;
        }
        let chosen = options.severity.get(id).copied();
        findings.extend(check.run(pair).into_iter().map(|objection| Finding {
            check: Cow::Borrowed(id),
            severity: chosen.or(objection.severity).unwrap_or(check.severity()),
            at: objection.at,
            source_at: objection.source_at,
            message: objection.message,
            fix: objection.fix,
            ignored: None,
        }));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_exist_are_accepted() {
        let options = Options {
            off: vec![String::from("spaces")],
            severity: [(String::from("numbers"), Severity::Warning)].into(),
        };
        assert_eq!(options.clone().validated().unwrap(), options);
    }

    #[test]
    fn an_unknown_id_is_named_with_those_there_are() {
        for wrong in [
            Options {
                off: vec![String::from("space")],
                ..Options::default()
            },
            Options {
                severity: [(String::from("space"), Severity::Error)].into(),
                ..Options::default()
            },
        ] {
            let message = wrong.validated().unwrap_err().to_string();
            assert!(message.starts_with("there is no check called `space`; the checks are empty-target,"));
            assert!(message.contains("doubled-word, spaces"), "{message}");
        }
    }

    #[test]
    fn an_unknown_key_of_the_table_is_refused() {
        assert!(toml::from_str::<Options>("of = [\"spaces\"]").is_err());
        assert!(toml::from_str::<Options>("severity = { spaces = \"fatal\" }").is_err());
        assert!(toml::from_str::<Options>("severity = { spaces = \"error\" }").is_ok());
    }

    #[test]
    fn a_finding_may_differ_from_its_check_and_the_configuration_from_both() {
        let hit = crate::document::TermHit {
            span: 0..8,
            word: 0..8,
            term: crate::document::Term {
                source: String::from("كيري"),
                target: String::from("Kerry"),
                ..Default::default()
            }
            .into(),
            split: String::from("كيري"),
            tier: crate::document::Tier::Likely,
            also: Vec::new(),
        };
        let terms = [TermUse {
            placed: None,
            hit,
            outcome: crate::document::Outcome::Forbidden(0..4),
        }];
        let (source, target) = (Content::plain("كيري"), Content::plain("Kiri"));
        let (from, to) = (crate::language::of("ar"), crate::language::of("en"));
        let pair = Pair {
            source: &source,
            target: &target,
            from,
            to,
            terms: &terms,
        };
        assert_eq!(run(&pair, &Options::default())[0].severity, Severity::Warning);
        let severity = [(String::from("forbidden-term"), Severity::Error)].into();
        let options = Options {
            severity,
            ..Options::default()
        };
        assert_eq!(run(&pair, &options)[0].severity, Severity::Error);
    }
}
