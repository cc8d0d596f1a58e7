//! An installed model's own list of its files, in its folder, and whether they are as it says.

use std::fs::{self, File};
use std::io::BufRead;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::catalogue::Seal;
use super::error::Error;
use crate::backend::Pair;
use crate::language::primary;
use crate::store::files;
use crate::text::hexadecimal;

/// The manifest's name in a model's folder.
pub(super) const MANIFEST: &str = "model.json";

/// What a model is and which files it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Source language, BCP 47.
    pub source: String,
    /// Target language, BCP 47.
    pub target: String,
    /// Version, as its maker counts.
    pub version: String,
    /// The maker's word for its size and shape: `tiny`, `base-memory`.
    pub architecture: String,
    /// Its licence; empty when it is not known.
    pub licence: String,
    /// The address it was fetched from; empty when it came from a folder.
    #[serde(default)]
    pub from: String,
    /// Its files.
    pub files: Vec<ModelFile>,
}

/// One file of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    /// What it is for.
    pub role: Role,
    /// Its name in the model's folder.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its content, in hexadecimal digits.
    pub sha256: String,
}

/// What a file of a model is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The weights.
    Model,
    /// A vocabulary for both languages.
    Vocab,
    /// The source's vocabulary.
    SrcVocab,
    /// The target's vocabulary.
    TrgVocab,
    /// The lexical shortlist.
    Lex,
}

impl Role {
    /// The role of a file with this name, as makers name their files: `model.enpt.intgemm.alphas.bin`,
    /// `vocab.enpt.spm`, `lex.50.50.enpt.s2t.bin`.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let roles = [
            ("model.", Self::Model),
            ("vocab.", Self::Vocab),
            ("srcvocab.", Self::SrcVocab),
            ("trgvocab.", Self::TrgVocab),
            ("lex.", Self::Lex),
        ];
        let role = roles
            .into_iter()
            .find(|(beginning, _)| name.starts_with(beginning));
        role.map(|(_, role)| role)
            .filter(|_| name.ends_with(".bin") || name.ends_with(".spm"))
    }

    /// Whether files of these roles are a model: each once, weights and vocabularies among them.
    pub(super) fn complete(roles: &[Self]) -> bool {
        let has = |role: Self| roles.contains(&role);
        let once = |(at, role): (usize, &Self)| !roles[at + 1..].contains(role);
        roles.iter().enumerate().all(once)
            && has(Self::Model)
            && (has(Self::Vocab) || has(Self::SrcVocab) && has(Self::TrgVocab))
    }
}

impl Manifest {
    /// The manifest at `path`.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let text = files::read_text(path)?;
        let read = serde_json::from_str(&text);
        read.map_err(|error| Error::model(path, format!("is no manifest of a model: {error}")))
    }

    /// The manifest of the model files in `folder`.
    pub(super) fn describe(folder: &Path, pair: Pair<'_>, licence: &str) -> Result<Self, Error> {
        let entries = fs::read_dir(folder).map_err(|source| Error::unreadable(folder, source))?;
        let mut found: Vec<ModelFile> = Vec::new();
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some(role) = Role::of(&name) else { continue };
            if found.iter().any(|file| file.role == role) {
                let message = format!("holds more than one model: `{name}` is a second file of its sort");
                return Err(Error::model(folder, message));
            }
            let Seal { bytes, sha256 } = Seal::of(&entry.path())?;
            found.push(ModelFile {
                role,
                name,
                bytes,
                sha256,
            });
        }
        let roles: Vec<Role> = found.iter().map(|file| file.role).collect();
        if !Role::complete(&roles) {
            let wanted = "holds no model; `model.….bin` and `vocab.….spm` (or `srcvocab` and `trgvocab`) are needed, \
                          unpacked";
            return Err(Error::model(folder, wanted));
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        let weights = found.iter().find(|file| file.role == Role::Model);
        Ok(Self {
            source: primary(pair.from),
            target: primary(pair.to),
            version: weights.map_or_else(String::new, |file| file.sha256[..8].to_owned()),
            architecture: String::from("added"),
            licence: licence.to_owned(),
            from: String::new(),
            files: found,
        })
    }

    /// Looks whether every file in `folder` is as the manifest says.
    pub(super) fn verify(&self, folder: &Path) -> Result<(), Error> {
        for file in &self.files {
            let path = folder.join(&file.name);
            let Seal { bytes, sha256 } = Seal::of(&path)?;
            if bytes != file.bytes {
                let message = format!(
                    "has {bytes} bytes instead of {}; install the model again",
                    file.bytes
                );
                return Err(Error::model(&path, message));
            }
            if sha256 != file.sha256 {
                let message = "is damaged: its checksum is another; install the model again";
                return Err(Error::model(&path, message));
            }
        }
        Ok(())
    }
}

impl Seal {
    /// Size and SHA-256 of a file. Linear in its size, a small part of it in memory.
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn of(path: &Path) -> Result<Self, Error> {
        let file = |source| Error::unreadable(path, source);
        let mut reader = std::io::BufReader::with_capacity(1 << 20, File::open(path).map_err(file)?);
        let mut sealing = Sealing::default();
        loop {
            let part = reader.fill_buf().map_err(file)?;
            if part.is_empty() {
                return Ok(sealing.done());
            }
            sealing.take(part);
            let length = part.len();
            reader.consume(length);
        }
    }
}

/// A seal in the making.
#[derive(Default)]
pub(super) struct Sealing {
    hash: Sha256,
    bytes: u64,
}

impl Sealing {
    /// Takes the next bytes in.
    pub(super) fn take(&mut self, part: &[u8]) {
        self.hash.update(part);
        self.bytes += part.len() as u64;
    }

    /// Bytes taken in so far.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The seal of all that was taken in.
    pub(super) fn done(self) -> Seal {
        Seal {
            bytes: self.bytes,
            sha256: hexadecimal(&self.hash.finalize()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_has_weights_and_vocabularies_each_once() {
        use Role::{Lex, Model, SrcVocab, TrgVocab, Vocab};
        assert!(Role::complete(&[Model, Vocab, Lex]));
        assert!(Role::complete(&[SrcVocab, TrgVocab, Model]));
        assert!(!Role::complete(&[Model, SrcVocab]));
        assert!(!Role::complete(&[Vocab, Lex]));
        assert!(!Role::complete(&[Model, Vocab, Model]));
    }
}
