//! The memories that a search goes through: the workspace's own and those that are only read.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use anyhow::{Context, anyhow};

use crate::format::tmx;
use crate::memory::Memory;
use crate::store::{Error, Sqlite, Store, workspace};

use super::session::Session;
use super::{clock, input};

/// How a database file begins: <https://www.sqlite.org/fileformat.html>.
pub(super) const DATABASE: &[u8] = b"SQLite format 3\0";

/// The memory kept at `path`: a workspace folder, a database, or a TMX file, which is read whole.
pub(super) fn opened(path: &Path) -> anyhow::Result<Sqlite> {
    let path = if path.is_dir() {
        path.join(workspace::DATABASE)
    } else {
        path.to_owned()
    };
    if !path.is_file() {
        let shown = input::shown(&path);
        return Err(anyhow!(
            "{shown}: there is no memory here; `tarjuman memory import FILE.tmx` makes one"
        ));
    }
    let mut file =
        File::open(&path).map_err(|error| anyhow!("{}: {}", input::shown(&path), input::why(&error)))?;
    let mut head = Vec::new();
    let read = (&mut file).take(DATABASE.len() as u64).read_to_end(&mut head);
    read.map_err(|error| anyhow!("{}: {}", input::shown(&path), input::why(&error)))?;
    // An empty file is a database that was never written to; what is named as one and is none is a damaged one.
    let is_named_so = path.extension().is_some_and(|extension| extension == "db");
    if head == DATABASE || head.is_empty() || is_named_so {
        return Ok(database(&path)?);
    }
    tmx_file(&path)
}

/// Opens a database, to be read only where it cannot be written.
pub(super) fn database(path: &Path) -> Result<Sqlite, Error> {
    match Sqlite::open(path) {
        Err(Error::ReadOnly { .. } | Error::Open { .. } | Error::Disk { .. }) if path.is_file() => {
            Sqlite::open_for_reading(path)
        }
        opened => opened,
    }
}

/// The units of a TMX file, which a broken one among them does not keep from being used.
fn tmx_file(path: &Path) -> anyhow::Result<Sqlite> {
    let shown = input::shown(path);
    let file = File::open(path).map_err(|error| anyhow!("{shown}: {}", input::why(&error)))?;
    let mut reader = tmx::Reader::new(BufReader::new(file), None).with_context(|| shown.clone())?;
    let mut store = Sqlite::in_memory(path)?;
    let mut fatal = None;
    let mut units = std::iter::from_fn(|| {
        loop {
            match reader.next()? {
                Ok(unit) => return Some(unit),
                Err(error) if error.is_of_one_unit() => {}
                Err(error) => {
                    fatal = Some(error);
                    return None;
                }
            }
        }
    });
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    store.import_units(&stem, &mut units)?;
    match fatal {
        Some(error) => Err(input::flat(anyhow!(error).context(shown))),
        None => Ok(store),
    }
}

impl Session {
    /// The memory over `own`, with those beside it and the trust that the configuration states.
    pub(super) fn memory(&self, own: Sqlite) -> anyhow::Result<Memory<Sqlite>> {
        let settings = &self.settings.memory;
        let mut memory = Memory::new(own);
        for path in &settings.also {
            memory = memory.beside(Memory::new(opened(&self.place().folder().join(path))?));
        }
        Ok(memory.with_policy(&settings.trust, &clock::now()))
    }

    /// What the answers of [`Session::memory`] depend on beside the workspace's own units.
    pub(super) fn memory_state(&self) -> String {
        let settings = &self.settings.memory;
        let mut state = String::new();
        for path in &settings.also {
            let place = self.place().folder().join(path);
            let place = if place.is_dir() {
                place.join(workspace::DATABASE)
            } else {
                place
            };
            let known = place.metadata().ok();
            let changed = known.as_ref().and_then(|known| known.modified().ok());
            state += &format!(
                "{} {:?} {changed:?} ",
                path.display(),
                known.map(|known| known.len())
            );
        }
        if settings.trust != crate::memory::Policy::default() {
            state += &format!("{:?}", settings.trust);
        }
        state
    }
}
