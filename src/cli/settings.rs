//! `config.toml`: every room's options in one file, unknown keys refused.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use serde::Deserialize;

use crate::format::Paragraphs;
use crate::{backend, check, dispatch, draft, language, memory, review, segment};

use super::input;

/// The whole configuration; what a file leaves out has its default.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Settings {
    /// Source language when `--from` is left out; empty: detected.
    pub(super) from: String,
    /// Target language when `--to` is left out.
    pub(super) to: String,
    /// How plain text is cut into paragraphs.
    pub(super) paragraphs: Paragraphs,
    /// The format of a draft when the output file's name does not say.
    pub(super) format: String,
    /// Where terms come from.
    pub(super) glossary: Glossaries,
    /// How sentences are parted.
    pub(super) segment: segment::Options,
    /// Where else translations come from, and which are trusted less.
    pub(super) memory: Memories,
    /// How targets are proposed.
    pub(super) draft: draft::Options,
    /// Which checks run, and how bad they are.
    pub(super) check: check::Options,
    /// How the review page behaves.
    pub(super) review: review::Options,
    /// What fills the segments that memory and glossary leave empty.
    pub(super) backend: dispatch::Options,
    /// Services and engines by name.
    pub(super) backends: BTreeMap<String, backend::Service>,
}

/// The `[glossary]` table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Glossaries {
    /// Glossary files beside those in `glossaries/`, the most important first; relative to the workspace.
    pub(super) files: Vec<PathBuf>,
    /// Whether the starter glossaries that the program carries are used where the workspace has no
    /// `glossaries/` folder of its own.
    pub(super) starter: bool,
}

/// The `[memory]` table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Memories {
    /// Memories that are only read beside the workspace's own: workspace folders, databases, TMX files; relative to the
    /// workspace.
    pub(super) also: Vec<PathBuf>,
    /// What is trusted less.
    pub(super) trust: memory::Policy,
}

impl Default for Glossaries {
    fn default() -> Self {
        Self {
            files: Vec::new(),
            starter: true,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            from: String::new(),
            to: String::from("en"),
            paragraphs: Paragraphs::default(),
            format: String::from("html"),
            glossary: Glossaries::default(),
            segment: segment::Options::default(),
            memory: Memories::default(),
            draft: draft::Options::default(),
            check: check::Options::default(),
            review: review::Options::default(),
            backend: dispatch::Options::default(),
            backends: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// Reads a configuration file.
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let text = input::text_file(path)?;
        Self::parse(&text)
            .with_context(|| input::shown(path))
            .map_err(input::flat)
    }

    /// Reads the text of a configuration file.
    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let settings: Self = toml::from_str(text).map_err(|error| fault(text, &error))?;
        for tag in [&settings.from, &settings.to] {
            if !tag.is_empty() && !language::is_tag(tag) {
                bail!(
                    "{}`{tag}` is no language tag; write it as in `ar`, `en` or `pt-BR`",
                    place(text, tag)
                );
            }
        }
        let check = settings
            .check
            .validated()
            .map_err(|error| anyhow!("{}{error}", place(text, error.word())))?;
        Ok(Self { check, ..settings })
    }
}

/// The line on which `word` stands first in the configuration, as a message begins with it; nothing where it is not found.
fn place(text: &str, word: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || "-_".contains(c);
    let names = |line: &str| {
        let mut found = line.match_indices(word);
        found.any(|(at, _)| !line[..at].ends_with(is_part) && !line[at + word.len()..].starts_with(is_part))
    };
    let found = text
        .lines()
        .position(|line| !line.trim_start().starts_with('#') && names(line));
    found.map(|at| format!("line {}: ", at + 1)).unwrap_or_default()
}

/// What the parser objects to, with its line.
fn fault(text: &str, error: &toml::de::Error) -> anyhow::Error {
    let before = error
        .span()
        .and_then(|span| text.get(..span.start))
        .unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    anyhow!(
        "line {line}: {}; `config.example.toml` explains every key",
        error.message()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_key_is_refused_by_name() {
        let error = Settings::parse("form = \"ar\"").unwrap_err();
        assert!(error.to_string().contains("form"), "{error}");
    }

    #[test]
    fn a_language_is_a_tag() {
        let error = Settings::parse("to = \"English please\"").unwrap_err();
        assert!(error.to_string().contains("English please"));
    }
}
