//! Matchers that were made before, in the user's cache folder: they can be made again at any time.
//!
//! A matcher is kept for the very program, language and text of glossaries that it was made of. Nothing that goes wrong
//! here stops a command or is said: without a folder to write to, the matcher is made anew each time.

use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

use crate::glossary::Matcher;
use crate::language::Language;
use crate::store::{Cache, cache};
use crate::text::hexadecimal;

use super::keys;
use super::termbase::Termbase;

/// The place of one matcher.
pub(super) struct Kept {
    cache: Cache,
    name: String,
    key: cache::Key,
}

/// Matchers of fewer rows are made as fast as they are read.
const ROWS: usize = 500;

impl Kept {
    /// Where the matcher of `termbase` is kept; `None` if it is not worth it, or nothing can be kept.
    pub(super) fn of(termbase: &Termbase, language: &Language) -> Option<Self> {
        if termbase.rows() < ROWS {
            return None;
        }
        // One entry for the same files: what they say is in the key.
        let mut name = Sha256::new();
        for source in termbase.sources.iter() {
            name.update(&source.name);
            name.update([0]);
        }
        name.update(&language.tag);
        let mut key = Sha256::new();
        key.update(program()?);
        key.update([0]);
        key.update(&language.tag);
        key.update(termbase.digest());
        Some(Self {
            cache: Cache::at(folder("glossaries")?),
            name: hexadecimal(&name.finalize()[..16]),
            key: key.finalize().into(),
        })
    }

    /// The matcher, if it was kept.
    pub(super) fn take(&self, termbase: &Termbase, language: &Language) -> Option<Matcher> {
        let bytes = self.cache.get(&self.name, &self.key)?;
        Matcher::unpack(&bytes, termbase.reader(), language)
    }

    /// Keeps `matcher`, if that can be done.
    pub(super) fn keep(&self, matcher: &Matcher) {
        let _ = self.cache.put(&self.name, &self.key, &matcher.pack());
    }
}

/// What changes whenever the program does: rules and data of languages are part of it, and so is the form of what is kept.
pub(super) fn program() -> Option<String> {
    let path = std::env::current_exe().ok()?;
    let file = path.metadata().ok()?;
    let changed = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let version = env!("CARGO_PKG_VERSION");
    let (size, changed) = (file.len(), changed.as_nanos());
    Some(format!("{version} {} {size} {changed}", path.display()))
}

/// The folder `kind` in the one that the environment names for what programs can make again.
pub(super) fn folder(kind: &str) -> Option<PathBuf> {
    let named = |variable: &str| {
        keys::variable(variable)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let home = || named("HOME").map(|home| home.join(".cache"));
    let caches = named("XDG_CACHE_HOME")
        .or_else(|| named("LOCALAPPDATA"))
        .or_else(home)?;
    Some(caches.join("tarjuman").join(kind))
}
