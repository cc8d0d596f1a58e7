//! What can be made again at any time, kept so that it need not be: a folder of files that anyone may delete.
//!
//! A file is believed only if it is whole and was written under the very key that is asked for. It is written whole or not
//! at all, so that programs that write it at the same time do no harm, and the folder does not grow without end.

use std::fs;
use std::hash::Hasher;
use std::path::PathBuf;

use rustc_hash::FxHasher;

use super::{Error, files};

/// A folder of entries, each with a name and the key that says what it was made of.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

/// What makes an entry out of date when it changes: a digest.
pub type Key = [u8; 32];

/// How many entries are kept; the oldest go.
const ENTRIES: usize = 32;

impl Cache {
    /// The cache in `folder`, which need not exist.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// What was kept under `name` for `key`; `None` if there is no such entry, if it is for another key, or damaged.
    #[must_use]
    pub fn get(&self, name: &str, key: &Key) -> Option<Vec<u8>> {
        let mut bytes = files::read(&self.folder.join(name)).ok()?;
        let (content, seal) = bytes.split_last_chunk::<SEAL>()?;
        let whole = *seal == self::seal(content, key);
        let length = content.len();
        bytes.truncate(length);
        whole.then_some(bytes)
    }

    /// Keeps `content` under `name` for `key`, in the place of what was there.
    ///
    /// # Errors
    /// [`Error`] when the folder cannot be made or the file cannot be written; nothing is lost by it but time.
    pub fn put(&self, name: &str, key: &Key, content: &[u8]) -> Result<(), Error> {
        let fault = |source| Error::of_file(&self.folder, "written", source);
        fs::create_dir_all(&self.folder).map_err(fault)?;
        let path = self.folder.join(name);
        files::replace(&path, |file| {
            let written = file
                .write_all(content)
                .and_then(|()| file.write_all(&seal(content, key)));
            written.map_err(|source| Error::of_file(&path, "written", source))
        })?;
        self.prune();
        Ok(())
    }

    /// Deletes the oldest files beyond [`ENTRIES`]. What another program deletes at the same time is gone as well.
    fn prune(&self) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let dated = entries.filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())));
        let mut files: Vec<_> = dated.collect();
        files.sort();
        let surplus = files.len().saturating_sub(ENTRIES);
        for (_, path) in &files[..surplus] {
            let _ = fs::remove_file(path);
        }
    }
}

/// Bytes of a seal.
const SEAL: usize = 40;

/// The end of an entry: its key, and a hash of content and key that finds damage. It is no guard against forgery; the folder
/// is the user's own.
fn seal(content: &[u8], key: &Key) -> [u8; SEAL] {
    let mut hasher = FxHasher::default();
    hasher.write(content);
    hasher.write(key);
    let mut seal = [0; SEAL];
    seal[..32].copy_from_slice(key);
    seal[32..].copy_from_slice(&hasher.finish().to_le_bytes());
    seal
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = [7; 32];

    #[test]
    fn an_entry_is_given_for_its_own_key_only() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().join("not/there/yet"));
        assert_eq!(cache.get("a", &KEY), None);
        cache.put("a", &KEY, b"content").unwrap();
        assert_eq!(cache.get("a", &KEY).as_deref(), Some(&b"content"[..]));
        assert_eq!(cache.get("a", &[8; 32]), None);
        assert_eq!(cache.get("b", &KEY), None);
        cache.put("a", &[8; 32], b"").unwrap();
        assert_eq!(cache.get("a", &KEY), None);
        assert_eq!(cache.get("a", &[8; 32]).as_deref(), Some(&b""[..]));
    }

    #[test]
    fn a_damaged_entry_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path());
        cache.put("a", &KEY, b"some content").unwrap();
        let whole = files::read(&folder.path().join("a")).unwrap();
        let write = |bytes: &[u8]| {
            files::replace::<Error>(&folder.path().join("a"), |file| {
                file.write_all(bytes).unwrap();
                Ok(())
            })
            .unwrap();
        };
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 4;
            write(&damaged);
            assert_eq!(cache.get("a", &KEY), None, "byte {at}");
            write(&whole[..at]);
            assert_eq!(cache.get("a", &KEY), None, "cut at {at}");
        }
        write(&whole);
        assert!(cache.get("a", &KEY).is_some());
    }

    #[test]
    fn the_folder_does_not_grow_without_end() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path());
        for number in 0..ENTRIES + 5 {
            cache.put(&number.to_string(), &KEY, b"content").unwrap();
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), ENTRIES);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error_and_no_entry() {
        let folder = tempfile::tempdir().unwrap();
        fs::File::create(folder.path().join("file")).unwrap();
        let cache = Cache::at(folder.path().join("file"));
        assert!(cache.put("a", &KEY, b"content").is_err());
        assert_eq!(cache.get("a", &KEY), None);
    }
}
