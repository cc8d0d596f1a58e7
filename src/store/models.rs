//! Models of the in-process engine, installed once for all workspaces: a folder each, with a manifest of its files.
//!
//! A model is verified by size and SHA-256 of every file before it is loaded, since the engine takes damaged files
//! without a word. It is installed whole or not at all: copied beside its place and renamed, under a lock.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Error, files};
use crate::backend::{self, ModelFiles, Models, Pair};
use crate::language::primary;
use crate::text::hexadecimal;

/// The manifest's name in a model's folder.
const MANIFEST: &str = "model.json";

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
}

/// The folder of installed models.
#[derive(Debug, Clone)]
pub struct ModelStore {
    folder: PathBuf,
}

impl ModelStore {
    /// The models in `folder`, which need not exist.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Every installed model, in the order of its languages.
    ///
    /// # Errors
    /// [`Error::File`] when the folder cannot be read, [`Error::Model`] when a manifest is none.
    pub fn list(&self) -> Result<Vec<Manifest>, Error> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => {
                return Err(unreadable(&self.folder, source));
            }
        };
        let mut found = Vec::new();
        for entry in entries.flatten() {
            let path = entry.path().join(MANIFEST);
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if !hidden && path.is_file() {
                found.push(read(&path)?);
            }
        }
        found.sort_by(|a, b| (&a.source, &a.target).cmp(&(&b.source, &b.target)));
        Ok(found)
    }

    /// Installs the model whose files lie in `from`, in the place of an earlier one of its pair.
    ///
    /// # Errors
    /// [`Error::Model`] when `from` holds no model, or more than one; [`Error::File`].
    pub fn add(&self, from: &Path, (pair, licence): (Pair<'_>, &str)) -> Result<Manifest, Error> {
        let manifest = describe(from, pair, licence)?;
        fs::create_dir_all(&self.folder).map_err(|source| unwritable(&self.folder, source))?;
        let lock = self.folder.join(format!(".{}.lock", name(pair)));
        let file = |path: &Path| {
            let path = path.to_owned();
            move |source| unwritable(&path, source)
        };
        let held = File::create(&lock).map_err(file(&lock))?;
        held.lock().map_err(file(&lock))?;
        let temporary = tempfile::Builder::new()
            .prefix(".new-")
            .tempdir_in(&self.folder)
            .map_err(file(&self.folder))?;
        for one in &manifest.files {
            let (source, target) = (from.join(&one.name), temporary.path().join(&one.name));
            fs::copy(&source, &target).map_err(file(&source))?;
            File::open(&target)
                .and_then(|copied| copied.sync_all())
                .map_err(file(&target))?;
        }
        verify(temporary.path(), &manifest)?;
        let path = temporary.path().join(MANIFEST);
        files::replace(&path, |out| -> Result<(), Error> {
            serde_json::to_writer_pretty(out, &manifest).map_err(|error| unwritable(&path, error.into()))
        })?;
        let place = self.folder.join(name(pair));
        if place.exists() {
            fs::remove_dir_all(&place).map_err(file(&place))?;
        }
        let made = temporary.keep();
        fs::rename(&made, &place).map_err(file(&place))?;
        Ok(manifest)
    }

    /// Looks at every file of the model for `pair`; `None` when none is installed.
    ///
    /// # Errors
    /// [`Error::Model`] with the first file that is not what the manifest says.
    pub fn verify(&self, pair: Pair<'_>) -> Result<Option<Manifest>, Error> {
        let folder = self.folder.join(name(pair));
        let path = folder.join(MANIFEST);
        if !path.is_file() {
            return Ok(None);
        }
        let manifest = read(&path)?;
        if (manifest.source.as_str(), manifest.target.as_str()) != (&primary(pair.from), &primary(pair.to)) {
            return Err(fault(
                &path,
                format!("is for {} to {}", manifest.source, manifest.target),
            ));
        }
        verify(&folder, &manifest)?;
        Ok(Some(manifest))
    }

    /// Removes the model for `pair`. Whether there was one.
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn remove(&self, pair: Pair<'_>) -> Result<bool, Error> {
        let place = self.folder.join(name(pair));
        if !place.is_dir() {
            return Ok(false);
        }
        fs::remove_dir_all(&place).map_err(|source| unwritable(&place, source))?;
        Ok(true)
    }
}

impl Models for ModelStore {
    fn model(&self, pair: Pair<'_>) -> Result<Option<ModelFiles>, backend::Error> {
        let manifest = self
            .verify(pair)
            .map_err(|error| backend::Error::Engine(error.to_string()))?;
        Ok(manifest.and_then(|manifest| {
            let folder = self.folder.join(name(pair));
            let file = |role: Role| {
                let file = manifest.files.iter().find(|file| file.role == role);
                file.map(|file| folder.join(&file.name))
            };
            let shared = file(Role::Vocab);
            Some(ModelFiles {
                name: format!("{} {} {}", name(pair), manifest.architecture, manifest.version),
                model: file(Role::Model)?,
                source_vocabulary: file(Role::SrcVocab).or_else(|| shared.clone())?,
                target_vocabulary: file(Role::TrgVocab).or(shared)?,
                shortlist: file(Role::Lex),
            })
        }))
    }
}

fn unreadable(path: &Path, source: std::io::Error) -> Error {
    Error::of_file(path, "read", source)
}

fn unwritable(path: &Path, source: std::io::Error) -> Error {
    Error::of_file(path, "written", source)
}

fn name(pair: Pair<'_>) -> String {
    format!("{}-{}", primary(pair.from), primary(pair.to))
}

fn fault(path: &Path, message: String) -> Error {
    Error::Model {
        path: path.to_owned(),
        message,
    }
}

fn read(path: &Path) -> Result<Manifest, Error> {
    let text = files::read_text(path)?;
    serde_json::from_str(&text).map_err(|error| fault(path, format!("is no manifest of a model: {error}")))
}

/// The manifest of the model files in `folder`.
fn describe(folder: &Path, pair: Pair<'_>, licence: &str) -> Result<Manifest, Error> {
    let entries = fs::read_dir(folder).map_err(|source| unreadable(folder, source))?;
    let mut found: Vec<ModelFile> = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(role) = Role::of(&name) else { continue };
        if found.iter().any(|file| file.role == role) {
            return Err(fault(
                folder,
                format!("holds more than one model: `{name}` is a second file of its sort"),
            ));
        }
        let (bytes, sha256) = hashed(&entry.path())?;
        found.push(ModelFile {
            role,
            name,
            bytes,
            sha256,
        });
    }
    let has = |role| found.iter().any(|file| file.role == role);
    if !has(Role::Model) || !(has(Role::Vocab) || has(Role::SrcVocab) && has(Role::TrgVocab)) {
        let wanted =
            "holds no model; `model.….bin` and `vocab.….spm` (or `srcvocab` and `trgvocab`) are needed";
        return Err(fault(folder, String::from(wanted)));
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Manifest {
        source: primary(pair.from),
        target: primary(pair.to),
        version: found
            .iter()
            .find(|file| file.role == Role::Model)
            .map_or_else(String::new, |file| file.sha256[..8].to_owned()),
        architecture: String::from("added"),
        licence: licence.to_owned(),
        files: found,
    })
}

fn verify(folder: &Path, manifest: &Manifest) -> Result<(), Error> {
    for file in &manifest.files {
        let path = folder.join(&file.name);
        let (bytes, sha256) = hashed(&path)?;
        if bytes != file.bytes {
            return Err(fault(
                &path,
                format!(
                    "has {bytes} bytes instead of {}; install the model again",
                    file.bytes
                ),
            ));
        }
        if sha256 != file.sha256 {
            return Err(fault(
                &path,
                String::from("is damaged: its checksum is another; install the model again"),
            ));
        }
    }
    Ok(())
}

/// Size and SHA-256 of a file. Linear in its size, a small part of it in memory.
fn hashed(path: &Path) -> Result<(u64, String), Error> {
    let file = |source| unreadable(path, source);
    let mut reader = std::io::BufReader::with_capacity(1 << 20, File::open(path).map_err(file)?);
    let mut hash = Sha256::new();
    let mut bytes = 0;
    loop {
        let part = std::io::BufRead::fill_buf(&mut reader).map_err(file)?;
        if part.is_empty() {
            break;
        }
        hash.update(part);
        let length = part.len();
        bytes += length as u64;
        std::io::BufRead::consume(&mut reader, length);
    }
    let digest = hash.finalize();
    Ok((bytes, hexadecimal(&digest)))
}
