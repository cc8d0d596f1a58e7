//! Which words translate each other, as memories teach it, kept in the user's cache folder: it can be learned again at any time.
//!
//! A lexicon is kept for the very program, databases and pair of languages. One that was learned when the memories were
//! smaller is used as it is, and learned anew beside that. Nothing that goes wrong with what is kept stops a command or
//! is said.

use std::fs::File;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::memory::{Lexicon, Pair, Units};
use crate::store::{Cache, Error, Sqlite, cache};
use crate::text::hexadecimal;

use super::{kept, memories};

/// The lexicons that this process has had in hand. Whoever drops them waits for what is being learned.
#[derive(Debug, Default)]
pub(super) struct Lexicons {
    known: Arc<Known>,
    learning: Mutex<Vec<JoinHandle<()>>>,
}

#[derive(Debug, Default)]
struct Known(Mutex<FxHashMap<cache::Key, Learned>>);

/// A lexicon with the number of the unit added last when it was learned, in all memories together.
#[derive(Debug, Clone)]
struct Learned {
    newest: u64,
    lexicon: Arc<Lexicon>,
    /// Whether it is being learned anew.
    under_way: bool,
}

/// Of so many units one may be newer than the lexicon.
const NEW: u64 = 20;

/// Fewer units than this teach too little for the checks to go by.
const FOR_CHECKS: u64 = 2_000;

impl Lexicons {
    /// What the checks may go by: nothing where the memories are small.
    ///
    /// # Errors
    /// As [`Lexicons::of`].
    pub(super) fn for_checks(&self, stores: &[&Sqlite], pair: &Pair) -> Result<Option<Arc<Lexicon>>, Error> {
        let mut units = 0;
        for store in stores {
            units += store.newest()?;
        }
        let enough = units >= FOR_CHECKS;
        enough.then(|| self.of(stores, pair)).transpose()
    }

    /// The lexicon of `stores` for `pair`. One that nobody has learned yet is learned now, which takes about a second.
    ///
    /// # Errors
    /// What a store reports.
    pub(super) fn of(&self, stores: &[&Sqlite], pair: &Pair) -> Result<Arc<Lexicon>, Error> {
        let mut newest = 0;
        for store in stores {
            newest += store.newest()?;
        }
        let Some(place) = Place::of(stores, pair)? else {
            return Ok(Arc::new(Lexicon::at_large(stores, pair)?));
        };
        let Some(learned) = self.known.get(&place.key).or_else(|| place.kept()) else {
            let learned = Learned::now(stores, pair, newest)?;
            place.keep(&learned);
            return Ok(self.known.note(&place.key, learned));
        };
        let is_stale = newest.saturating_sub(learned.newest) > newest / NEW || newest < learned.newest;
        if !is_stale || learned.under_way {
            return Ok(self.known.note(&place.key, learned));
        }
        let readers = stores
            .iter()
            .map(|store| store.reader())
            .collect::<Result<Vec<_>, _>>()?;
        let lexicon = self.known.note(
            &place.key,
            Learned {
                under_way: true,
                ..learned
            },
        );
        let (known, pair) = (Arc::clone(&self.known), pair.clone());
        let learning = thread::spawn(move || {
            let stores: Vec<&Sqlite> = readers.iter().collect();
            if let Ok(learned) = Learned::now(&stores, &pair, newest) {
                place.keep(&learned);
                known.note(&place.key, learned);
            }
        });
        let mut all = self.learning.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|learning| !learning.is_finished());
        all.push(learning);
        Ok(lexicon)
    }
}

impl Drop for Lexicons {
    fn drop(&mut self) {
        let learning = self.learning.get_mut().unwrap_or_else(PoisonError::into_inner);
        for thread in learning.drain(..) {
            // What one of them did not learn is learned the next time.
            let _ = thread.join();
        }
    }
}

impl Known {
    fn get(&self, key: &cache::Key) -> Option<Learned> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(key).cloned()
    }

    fn note(&self, key: &cache::Key, learned: Learned) -> Arc<Lexicon> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lexicon = Arc::clone(&learned.lexicon);
        known.insert(*key, learned);
        lexicon
    }
}

impl Learned {
    fn now(stores: &[&Sqlite], pair: &Pair, newest: u64) -> Result<Self, Error> {
        Ok(Self {
            newest,
            lexicon: Arc::new(Lexicon::at_large(stores, pair)?),
            under_way: false,
        })
    }
}

/// Where a lexicon is kept.
struct Place {
    cache: Cache,
    name: String,
    key: cache::Key,
}

impl Place {
    /// `None` where nothing can be kept, or a memory is no database: a file of units that is read whole may say something else
    /// each time.
    fn of(stores: &[&Sqlite], pair: &Pair) -> Result<Option<Self>, Error> {
        let mut name = Sha256::new();
        for part in [&pair.from, &pair.to] {
            name.update(part);
            name.update([0]);
        }
        let mut first = Sha256::new();
        for store in stores {
            let path = store.path().canonicalize().unwrap_or_default();
            let mut head = Vec::new();
            let opened = File::open(&path)
                .map(|file| file.take(memories::DATABASE.len() as u64).read_to_end(&mut head));
            if opened.is_err() || head != memories::DATABASE {
                return Ok(None);
            }
            name.update(path.as_os_str().as_encoded_bytes());
            name.update([0]);
            // Another memory in the same place begins with another unit.
            if let Some(unit) = store.unit(1)? {
                first.update(unit.unit.source);
                first.update(unit.unit.target);
            }
        }
        let name = name.finalize();
        let mut key = Sha256::new();
        let (Some(program), Some(folder)) = (kept::program(), kept::folder("lexicons")) else {
            return Ok(None);
        };
        key.update(program);
        key.update(name);
        key.update(first.finalize());
        Ok(Some(Self {
            cache: Cache::at(folder),
            name: hexadecimal(&name[..16]),
            key: key.finalize().into(),
        }))
    }

    fn kept(&self) -> Option<Learned> {
        let bytes = self.cache.get(&self.name, &self.key)?;
        let (newest, lexicon) = bytes.split_first_chunk()?;
        Some(Learned {
            newest: u64::from_le_bytes(*newest),
            lexicon: Arc::new(Lexicon::unpack(lexicon)?),
            under_way: false,
        })
    }

    fn keep(&self, learned: &Learned) {
        let mut bytes = learned.newest.to_le_bytes().to_vec();
        bytes.extend(learned.lexicon.pack());
        let _ = self.cache.put(&self.name, &self.key, &bytes);
    }
}
