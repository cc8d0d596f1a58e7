//! Which languages and which glossary files a command is about.

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::history;
use crate::cli::input;
use crate::cli::session::Session;
use crate::cli::termbase::Termbase;
use crate::cli::terms;
use crate::glossary::TermFile;
use crate::language;
use crate::store::files;

/// The header row of a file that is made.
const HEADER: &str = "source\ttarget\tkind\tforms\tvariants\tforbidden\tmatch\tcase\tstatus\tnote\tnot\n";

/// Options that say which file is meant.
#[derive(Debug, clap::Args)]
#[group(id = "place")]
pub(in crate::cli) struct Arguments {
    /// The glossary file; without it, `glossaries/house.FROM-TO.tsv` of the workspace.
    #[arg(long, value_name = "FILE")]
    pub(super) file: Option<PathBuf>,

    /// Source language.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    from: Option<String>,

    /// Target language.
    #[arg(long, value_name = "TAG", value_parser = input::language_tag)]
    to: Option<String>,
}

/// The glossaries that a command works with.
pub(super) struct Desk {
    /// Primary tag of the source language.
    pub(super) from: String,
    /// Primary tag of the target language.
    pub(super) to: String,
    /// The glossaries, the most important first.
    pub(super) termbase: Termbase,
}

impl Arguments {
    /// The pair that is meant with the glossaries `named`, or with every glossary in force for it where none is.
    pub(super) fn desk(&self, session: &Session, named: &[PathBuf]) -> anyhow::Result<Desk> {
        let (from, to) = self.pair(session);
        let termbase = if named.is_empty() {
            Termbase::gather(session, &[], &from, &to)?
        } else {
            Termbase::named(named, (&from, &to))?
        };
        Ok(Desk { from, to, termbase })
    }

    /// The file that is meant, whether or not it is there.
    pub(super) fn path(&self, session: &Session) -> PathBuf {
        let (from, to) = self.pair(session);
        let own = || house(&session.place().glossaries(), &from, &to);
        self.file.clone().unwrap_or_else(own)
    }

    /// The file that is meant, which must be there.
    pub(super) fn listed(&self, session: &Session) -> anyhow::Result<PathBuf> {
        let path = self.path(session);
        if !path.is_file() {
            bail!(
                "{}: there is no such glossary; name the file with --file",
                path.display()
            );
        }
        Ok(path)
    }

    /// Primary tags of the pair that is meant: as asked, as configured, or Arabic to English.
    pub(super) fn pair(&self, session: &Session) -> (String, String) {
        let (from, to) = pair(session);
        let asked = |tag: &Option<String>| tag.as_deref().map(language::primary);
        (asked(&self.from).unwrap_or(from), asked(&self.to).unwrap_or(to))
    }
}

/// Primary tags of the pair that is configured, or Arabic to English.
pub(super) fn pair(session: &Session) -> (String, String) {
    let configured = Some(session.settings.from.as_str()).filter(|from| !from.is_empty());
    let from = configured.unwrap_or("ar");
    (language::primary(from), language::primary(&session.settings.to))
}

/// The glossary file `path` as it stands, to be changed in memory alone; one that is not there begins with a header row.
pub(super) fn standing(path: &Path) -> anyhow::Result<TermFile> {
    terms::refuse_foreign(path, "")?;
    let text = if path.exists() {
        input::text_file(path)?
    } else {
        String::new()
    };
    terms::refuse_foreign(path, &text)?;
    let file = TermFile::parse(begun(&text));
    file.map_err(|error| input::flat(anyhow::Error::new(error).context(path.display().to_string())))
}

/// The workspace's own file for a pair of languages.
pub(super) fn house(glossaries: &Path, from: &str, to: &str) -> PathBuf {
    let (from, to) = (language::primary(from), language::primary(to));
    glossaries.join(format!("house.{from}-{to}.tsv"))
}

/// The text of a file, or that of one that begins with a header row.
pub(super) fn begun(text: &str) -> &str {
    if text.is_empty() { HEADER } else { text }
}

/// Changes one glossary file under its lock; a file that is not there begins with a header row.
pub(super) fn change<T>(
    session: &Session,
    path: &Path,
    change: impl FnOnce(&mut TermFile) -> Result<T, crate::glossary::Error>,
) -> anyhow::Result<T> {
    let mut outcome = None;
    let mut states = None;
    // By its name first: a workbook is no text.
    terms::refuse_foreign(path, "")?;
    files::update(path, |old| {
        terms::refuse_foreign(path, old)?;
        let text = begun(old);
        let changed = TermFile::parse(text).and_then(|mut file| {
            let before = file.clone();
            outcome = Some(change(&mut file)?);
            let text = file.to_text();
            states = Some((before, file));
            Ok(text)
        });
        let named = |error| input::flat(anyhow::Error::new(error).context(path.display().to_string()));
        changed.map(Some).map_err(named)
    })?;
    if let Some((before, after)) = states {
        history::keep(session, path, (&before, &after))?;
    }
    outcome.ok_or_else(|| anyhow::anyhow!("{}: was not changed", path.display()))
}
