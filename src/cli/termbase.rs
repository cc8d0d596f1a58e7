//! The glossaries that apply to a language pair, gathered in order of priority.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use sha2::{Digest, Sha256};

use crate::document::Term;
use crate::glossary::{Matcher, TermFile};
use crate::language::{self, Language};
use crate::text::hexadecimal;

use super::input;
use super::session::Session;
use super::starter;

/// One glossary as it was read.
pub(super) struct Source {
    /// Path, or the file name of a starter glossary.
    pub(super) name: String,
    /// Its rows.
    pub(super) file: TermFile,
}

/// Glossaries for one language pair, the most important first.
pub(super) struct Termbase {
    /// The glossaries.
    pub(super) sources: Vec<Source>,
    digest: Sha256,
}

impl Termbase {
    /// Reads the named files, then those of the configuration, then the workspace's folder, then the starter
    /// glossaries that no file of the workspace replaces. A file whose name says another pair is left out.
    pub(super) fn gather(session: &Session, named: &[PathBuf], from: &str, to: &str) -> anyhow::Result<Self> {
        let mut termbase = Self::named(named)?;
        let place = session.place();
        for file in &session.settings.glossary.files {
            termbase.read(&place.folder().join(file))?;
        }
        let pair = Pair::new(from, to);
        let own = place
            .glossary_files(&["tsv"])?
            .into_iter()
            .filter(|path| pair.fits(path));
        let (starters, house): (Vec<_>, Vec<_>) = own.partition(|path| is_starter(path));
        for path in house.iter().chain(&starters) {
            termbase.read(path)?;
        }
        if session.settings.glossary.starter {
            let replaced = |name: &str| {
                starters
                    .iter()
                    .any(|path| path.file_name().is_some_and(|own| own == name))
            };
            let wanted = |name: &&str| pair.fits(Path::new(name)) && !replaced(name);
            for (name, text) in starter::FILES.iter().filter(|(name, _)| wanted(name)) {
                termbase.add(name, text)?;
            }
        }
        Ok(termbase)
    }

    /// The named files alone.
    pub(super) fn named(files: &[PathBuf]) -> anyhow::Result<Self> {
        let mut termbase = Self {
            sources: Vec::new(),
            digest: Sha256::new(),
        };
        for path in files {
            termbase.read(path)?;
        }
        Ok(termbase)
    }

    fn read(&mut self, path: &Path) -> anyhow::Result<()> {
        let text = input::text_file(path)?;
        self.add(&path.display().to_string(), &text)
    }

    fn add(&mut self, name: &str, text: &str) -> anyhow::Result<()> {
        let file = TermFile::parse(text)
            .with_context(|| name.to_owned())
            .map_err(input::flat)?;
        self.digest.update(text);
        self.digest.update([0]);
        self.sources.push(Source {
            name: name.to_owned(),
            file,
        });
        Ok(())
    }

    /// Every term, the most important glossary's first.
    pub(super) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.sources
            .iter()
            .flat_map(|source| source.file.terms().map(|(_, term)| term))
    }

    /// A matcher over all the terms. Linear in their number.
    pub(super) fn matcher(&self, language: &'static Language) -> anyhow::Result<Matcher> {
        Ok(Matcher::new(self.terms().cloned(), language)?)
    }

    /// Changes when any glossary's text or order changes.
    pub(super) fn fingerprint(&self) -> String {
        let digest = self.digest.clone().finalize();
        hexadecimal(&digest[..8])
    }
}

/// Where terms are listed.
pub(super) struct Places<'a> {
    sources: &'a [Source],
    known: Option<HashMap<&'a Term, (&'a str, usize)>>,
}

impl<'a> Places<'a> {
    /// The places of the terms of `termbase`, looked up when the first one is asked for.
    pub(super) fn of(termbase: &'a Termbase) -> Self {
        Self {
            sources: &termbase.sources,
            known: None,
        }
    }

    /// File and line of the row that holds `term`: of two equal rows the first.
    pub(super) fn listed(&mut self, term: &Term) -> Option<String> {
        let sources = self.sources;
        let known = self.known.get_or_insert_with(|| {
            let mut known = HashMap::new();
            for source in sources {
                for (line, term) in source.file.terms() {
                    known.entry(term).or_insert((source.name.as_str(), line));
                }
            }
            known
        });
        known.get(term).map(|(name, line)| format!("{name}:{line}"))
    }
}

/// The pair that a glossary's file name may say: `people.ar-en.tsv`.
struct Pair {
    from: String,
    to: String,
}

impl Pair {
    fn new(from: &str, to: &str) -> Self {
        Self {
            from: language::primary(from),
            to: language::primary(to),
        }
    }

    fn fits(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut parts = name.rsplit('.').skip(1);
        let pair = parts.next().filter(|_| parts.next().is_some());
        match pair.and_then(|pair| pair.split_once('-')) {
            Some((from, to)) if language::is_tag(from) && language::is_tag(to) => {
                language::primary(from) == self.from && language::primary(to) == self.to
            }
            _ => true,
        }
    }
}

fn is_starter(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    starter::FILES.iter().any(|(starter, _)| name == *starter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_named_for_another_pair_is_left_out() {
        let pair = Pair::new("ar-EG", "en");
        assert!(pair.fits(Path::new("g/people.ar-en.tsv")));
        assert!(pair.fits(Path::new("house.tsv")));
        assert!(pair.fits(Path::new("al-jazeera-names.tsv")));
        assert!(!pair.fits(Path::new("people.en-ar.tsv")));
    }
}
