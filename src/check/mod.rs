//! Quality checks: pure functions over one segment and its translation.
//!
//! A check is one file here, one file of cases in `tests/check/`, and its line in [`ALL`]. Its id is its switch
//! in the configuration, the name of its case file and its heading in the manual.

// The checks, by their ids.
mod access_key;
mod american_spelling;
mod bracket_count;
mod british_spelling;
mod capital_count;
mod changed_address;
mod changed_end_mark;
mod changed_quotation;
mod changed_speaker;
mod changed_unit;
mod code_order;
mod code_spaces;
mod control_character;
mod dateline;
mod dates;
mod direction_marks;
mod doubled_mark;
mod doubled_word;
mod empty_target;
mod end_mark;
mod exchanged_names;
mod exchanged_numbers;
mod extreme_length;
mod figure_in_word;
mod forbidden_term;
mod headline_case;
mod honorific;
mod initial_case;
mod kashida;
mod length;
mod length_ratio;
mod line_breaks;
mod lost_acronym;
mod lost_code;
mod lost_markup;
mod lost_question;
mod missing_term;
mod mixed_capitals;
mod names;
mod negation;
mod numbers;
pub mod omission;
mod opposite_word;
mod placeholder;
mod program_word;
mod quote_count;
mod reporting_verb;
mod same_as_source;
mod sentence_count;
mod small_initial;
mod source_script;
mod space_count;
mod spaces;
mod start_mark;
mod stranded_word;
mod tripled_letter;
mod unchanged_text;
mod unclosed_bracket;
mod unspaced_mark;

// Those of articles, of dictionaries and of newsrooms, and which are wanted.
pub mod article;
mod options;
mod rule;
mod spelling;

// What they read in texts and share.
mod brevity;
mod ends;
mod known;
mod pair;
mod quotes;
mod renderings;
mod scripts;
mod stand_in;
mod varieties;
mod verbatim;

// What an answer of a backend must be.
pub mod answer;

use std::borrow::Cow;
use std::ops::Range;

use crate::document::{Edit, Finding, Severity};

pub use article::ArticleCheck;
pub use brevity::NEAR;
pub use options::{Error, Options, Switches};
pub use pair::Pair;
pub use renderings::Renderings;
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
    &exchanged_numbers::ExchangedNumbers,
    &changed_unit::ChangedUnit,
    &dates::Dates,
    &names::Names,
    &negation::Negation,
    &opposite_word::OppositeWord,
    &omission::Omission,
    &changed_speaker::ChangedSpeaker,
    &exchanged_names::ExchangedNames,
    &length::Length,
    &lost_question::LostQuestion,
    &changed_address::ChangedAddress,
    &lost_code::LostCode,
    &placeholder::ChangedPlaceholder,
    &lost_markup::LostMarkup,
    &changed_quotation::ChangedQuotation,
    &unclosed_bracket::UnclosedBracket,
    &doubled_word::DoubledWord,
    &stranded_word::StrandedWord,
    &tripled_letter::TripledLetter,
    &figure_in_word::FigureInWord,
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
    &changed_end_mark::ChangedEndMark,
    &sentence_count::SentenceCount,
    &bracket_count::BracketCount,
    &quote_count::QuoteCount,
    &initial_case::InitialCase,
    &capital_count::CapitalCount,
    &extreme_length::ExtremeLength,
    &length_ratio::LengthRatio,
    &code_order::CodeOrder,
    &code_spaces::CodeSpaces,
    &unchanged_text::UnchangedText,
    &unspaced_mark::UnspacedMark,
    &space_count::SpaceCount,
    &program_word::ProgramWord,
    &access_key::AccessKey,
];

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
    said_once(findings)
}

/// The findings of every check of segments that is on in the one at `place` of `pairs`, which stand in the order of their article, as [`run`]
/// has them. Linear in the length of the texts of [`NEAR`] segments on either side.
#[must_use]
pub fn run_among(pairs: &[Pair<'_>], place: usize, options: &Options) -> Vec<Finding> {
    pairs[place].hold_against(brevity::beside(pairs, place));
    run(&pairs[place], options)
}

/// Where `omission` tells the clause that was left out, `length` need not say that something was; nor need `omission` where `names` or
/// `missing-term` tells the name or term that it is.
fn said_once(mut findings: Vec<Finding>) -> Vec<Finding> {
    let spans_of = |findings: &[Finding], id: &str| -> Vec<Range<usize>> {
        let heeded = findings
            .iter()
            .filter(|finding| finding.check == id && finding.waived.is_none());
        heeded.filter_map(|finding| finding.source_at.clone()).collect()
    };
    let named = [names::ID, missing_term::ID]
        .map(|id| spans_of(&findings, id))
        .concat();
    let is_named = |finding: &Finding| {
        let span = finding.source_at.as_ref();
        span.is_some_and(|span| {
            let mut names = named
                .iter()
                .filter(|name| span.start <= name.start && name.end <= span.end);
            names.any(|name| span.len() <= 2 * name.len())
        })
    };
    findings.retain(|finding| finding.check != omission::ID || !is_named(finding));
    if !spans_of(&findings, omission::ID).is_empty() {
        findings.retain(|finding| finding.check != length::ID);
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
