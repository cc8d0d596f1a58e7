//! Findings in words for people, and in the machine forms that other tools read.

mod json;
mod places;
mod sarif;
mod text;

pub(super) use places::File;

use std::io::Write;

use clap::ValueEnum;

use crate::check;
use crate::document::{Article, Severity};

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// One line a finding.
    Text,
    /// One JSON object.
    Json,
    /// SARIF 2.1.0, as code hosts and editors read it.
    Sarif,
}

/// The level at which findings make the command fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Errors only.
    Error,
    /// Errors and warnings.
    Warning,
}

impl FailOn {
    /// Whether `article` has a finding at this level.
    pub(super) fn is_met(self, article: &Article) -> bool {
        let at_level = |severity: Severity| severity == Severity::Error || self == Self::Warning;
        article
            .segments
            .iter()
            .flat_map(|segment| &segment.findings)
            .any(|finding| finding.is_open() && at_level(finding.severity))
    }
}

/// Prints the findings of `article`, which was checked under `options`; `file` is the one that holds it.
pub(super) fn print(
    article: &Article,
    options: &check::Options,
    (form, file): (Form, &File),
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    match form {
        Form::Text => text::print(article, out),
        Form::Json => json::print(article, out),
        Form::Sarif => sarif::print(article, options, file, out),
    }
}
