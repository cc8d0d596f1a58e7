//! The glossaries that apply to a language pair, gathered in order of priority.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use sha2::{Digest, Sha256};

use crate::document::Term;
use crate::glossary::{Matcher, Sheet, TermFile};
use crate::language::{self, Language};
use crate::text::hexadecimal;

use super::input;
use super::kept::Kept;
use super::session::Session;
use super::starter;
use super::terms;

/// One glossary.
pub(super) struct Source {
    /// Path, or the file name of a starter glossary.
    pub(super) name: String,
    /// Its rows, read when they are needed.
    pub(super) sheet: Sheet,
}

/// One glossary with every row read.
pub(super) struct Glossary {
    /// As in [`Source::name`].
    pub(super) name: String,
    /// Its rows.
    pub(super) file: TermFile,
}

/// Glossaries for one language pair, the most important first.
pub(super) struct Termbase {
    /// The glossaries.
    pub(super) sources: Arc<Vec<Source>>,
    digest: Sha256,
}

impl Termbase {
    /// Reads the named files, then those of the configuration, then the workspace's folder, then the starter
    /// glossaries that no file of the workspace replaces. A file whose name says another pair is left out.
    pub(super) fn gather(session: &Session, named: &[PathBuf], from: &str, to: &str) -> anyhow::Result<Self> {
        let mut gathering = Gathering::of(named, (from, to))?;
        let place = session.place();
        for file in &session.settings.glossary.files {
            gathering.read(&place.folder().join(file), (from, to))?;
        }
        let pair = Pair::new(from, to);
        let own = place
            .glossary_files(&["tsv", "csv", "tbx", "xlsx"])?
            .into_iter()
            .filter(|path| pair.fits(path));
        let (starters, house): (Vec<_>, Vec<_>) = own.partition(|path| is_starter(path));
        for path in house.iter().chain(&starters) {
            match gathering.read(path, (from, to)) {
                // A file of several languages is left out as one whose name says another pair.
                Err(error) if terms::lacks_languages(&error) => {}
                read => read?,
            }
        }
        if session.settings.glossary.starter {
            let replaced = |name: &str| {
                starters
                    .iter()
                    .any(|path| path.file_name().is_some_and(|own| own == name))
            };
            let wanted = |name: &&str| pair.fits(Path::new(name)) && !replaced(name);
            for (name, text) in starter::FILES.iter().filter(|(name, _)| wanted(name)) {
                gathering.add(name, *text)?;
            }
        }
        Ok(gathering.finish())
    }

    /// The named files alone, for the pair `(from, to)` where they have several languages.
    pub(super) fn named(files: &[PathBuf], pair: (&str, &str)) -> anyhow::Result<Self> {
        Ok(Gathering::of(files, pair)?.finish())
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.sources.iter().map(|source| source.sheet.rows()).sum()
    }

    /// Where the row of this number is listed: file and line.
    pub(super) fn listed(&self, row: usize) -> Option<String> {
        let (source, row) = part(&self.sources, row)?;
        Some(format!("{}:{}", source.name, source.sheet.line(row)))
    }

    /// Every glossary with every row read.
    pub(super) fn read(&self) -> anyhow::Result<Vec<Glossary>> {
        let read = |source: &Source| {
            let file = TermFile::parse(source.sheet.text())
                .with_context(|| source.name.clone())
                .map_err(input::flat)?;
            let name = source.name.clone();
            Ok(Glossary { name, file })
        };
        self.sources.iter().map(read).collect()
    }

    /// A matcher over all the terms: one that was made before by this program of the same text, or a new one. Linear in the
    /// terms.
    pub(super) fn matcher(&self, language: &'static Language) -> anyhow::Result<Matcher> {
        let Some(kept) = Kept::of(self, language) else {
            return self.new_matcher(language);
        };
        if let Some(matcher) = kept.take(self, language) {
            return Ok(matcher);
        }
        let matcher = self.new_matcher(language)?;
        kept.keep(&matcher);
        Ok(matcher)
    }

    fn new_matcher(&self, language: &'static Language) -> anyhow::Result<Matcher> {
        let glossaries = self.read()?;
        let terms = self
            .sources
            .iter()
            .zip(&glossaries)
            .flat_map(|(source, glossary)| {
                let terms = glossary.file.terms().enumerate();
                terms.map(move |(row, (_, term))| Term {
                    carried: starter::has(source.sheet.written(row)),
                    ..term.clone()
                })
            });
        Ok(Matcher::new(terms, language)?)
    }

    /// Reads rows by their number, for as long as it lives.
    pub(super) fn reader(&self) -> impl Fn(usize) -> Term + Send + Sync + 'static {
        let sources = Arc::clone(&self.sources);
        // The rows were read without a fault when they were indexed, or there would be no index.
        move |row| {
            let place = part(&sources, row);
            let term = place.and_then(|(source, row)| {
                Some(Term {
                    carried: starter::has(source.sheet.written(row)),
                    ..source.sheet.term(row).ok()?
                })
            });
            term.unwrap_or_default()
        }
    }

    /// Changes when any glossary's text or order changes.
    pub(super) fn fingerprint(&self) -> String {
        hexadecimal(&self.digest()[..8])
    }

    /// A digest of every glossary's text, in order.
    pub(super) fn digest(&self) -> [u8; 32] {
        self.digest.clone().finalize().into()
    }
}

/// The source that holds the row of this number among all rows, and its number there.
fn part(sources: &[Source], row: usize) -> Option<(&Source, usize)> {
    let mut row = row;
    for source in sources {
        match row.checked_sub(source.sheet.rows()) {
            Some(rest) => row = rest,
            None => return Some((source, row)),
        }
    }
    None
}

/// Glossaries on their way into a termbase.
struct Gathering {
    sources: Vec<Source>,
    digest: Sha256,
}

impl Gathering {
    fn of(files: &[PathBuf], pair: (&str, &str)) -> anyhow::Result<Self> {
        let mut gathering = Self {
            sources: Vec::new(),
            digest: Sha256::new(),
        };
        for path in files {
            gathering.read(path, pair)?;
        }
        Ok(gathering)
    }

    fn read(&mut self, path: &Path, (from, to): (&str, &str)) -> anyhow::Result<()> {
        let wanted = terms::Wanted {
            from: Some(from),
            to: Some(to),
        };
        let text = terms::home_text(path, wanted)?;
        self.add(&path.display().to_string(), text)
    }

    fn add(&mut self, name: &str, text: impl Into<Cow<'static, str>>) -> anyhow::Result<()> {
        let sheet = Sheet::new(text)
            .with_context(|| name.to_owned())
            .map_err(input::flat)?;
        self.digest.update(sheet.text());
        self.digest.update([0]);
        self.sources.push(Source {
            name: name.to_owned(),
            sheet,
        });
        Ok(())
    }

    fn finish(self) -> Termbase {
        Termbase {
            sources: Arc::new(self.sources),
            digest: self.digest,
        }
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
        told(path).is_none_or(|(from, to)| from == self.from && to == self.to)
    }
}

/// The pair that a glossary's file name says, as primary tags.
pub(super) fn told(path: &Path) -> Option<(String, String)> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut parts = name.rsplit('.').skip(1);
    let pair = parts.next().filter(|_| parts.next().is_some());
    let (from, to) = pair.and_then(|pair| pair.split_once('-'))?;
    let tags = language::is_tag(from) && language::is_tag(to);
    tags.then(|| (language::primary(from), language::primary(to)))
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
