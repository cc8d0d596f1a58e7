//! The folder of installed models: a folder each, put in its place by a rename under a lock.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::catalogue::Catalogue;
use super::error::Error;
use super::manifest::{MANIFEST, Manifest, Role};
use crate::backend::{self, ModelFiles, Models, Pair};
use crate::language::primary;
use crate::store::files;

/// The person's own list of models that can be fetched, in the folder of installed ones.
const CATALOGUE: &str = "catalogue.json";

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

    /// The models that can be fetched: those of `catalogue.json` in the folder, then those that the program knows.
    ///
    /// # Errors
    /// [`Error::Catalogue`], [`Error::File`].
    pub fn catalogue(&self) -> Result<Catalogue, Error> {
        let path = self.folder.join(CATALOGUE);
        if !path.is_file() {
            return Catalogue::read(None);
        }
        let json = files::read_text(&path)?;
        Catalogue::read(Some((&path.to_string_lossy(), &json)))
    }

    /// Every installed model, in the order of its languages.
    ///
    /// # Errors
    /// [`Error::File`] when the folder cannot be read, [`Error::Model`] when a manifest is none.
    pub fn list(&self) -> Result<Vec<Manifest>, Error> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(Error::unreadable(&self.folder, source)),
        };
        let mut found = Vec::new();
        for entry in entries.flatten() {
            let path = entry.path().join(MANIFEST);
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if !hidden && path.is_file() {
                found.push(Manifest::read(&path)?);
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
        let manifest = Manifest::describe(from, pair, licence)?;
        let stage = self.stage(pair)?;
        stage
            .lock
            .lock()
            .map_err(|source| Error::unwritable(&stage.folder, source))?;
        let built = stage.cleared()?;
        for one in &manifest.files {
            let source = from.join(&one.name);
            fs::copy(&source, built.join(&one.name)).map_err(|fault| Error::unwritable(&source, fault))?;
        }
        stage.install(&manifest)?;
        Ok(manifest)
    }

    /// Whether a model for `pair` is installed; its files are not looked at.
    #[must_use]
    pub fn has(&self, pair: Pair<'_>) -> bool {
        self.folder.join(name(pair)).join(MANIFEST).is_file()
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
        let manifest = Manifest::read(&path)?;
        if (manifest.source.as_str(), manifest.target.as_str()) != (&primary(pair.from), &primary(pair.to)) {
            let message = format!("is for {} to {}", manifest.source, manifest.target);
            return Err(Error::model(&path, message));
        }
        manifest.verify(&folder)?;
        Ok(Some(manifest))
    }

    /// Removes the model for `pair`, and what was fetched of one so far. Whether there was anything.
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn remove(&self, pair: Pair<'_>) -> Result<bool, Error> {
        let places = [self.folder.join(name(pair)), self.parts(pair)];
        let mut any = false;
        for place in places.iter().filter(|place| place.is_dir()) {
            fs::remove_dir_all(place).map_err(|source| Error::unwritable(place, source))?;
            any = true;
        }
        Ok(any)
    }

    /// Where a model for `pair` is put together.
    pub(super) fn parts(&self, pair: Pair<'_>) -> PathBuf {
        self.folder.join(format!(".{}.part", name(pair)))
    }

    /// The place where a model for `pair` is put together, and its lock, not yet held.
    pub(super) fn stage(&self, pair: Pair<'_>) -> Result<Stage, Error> {
        let folder = self.parts(pair);
        fs::create_dir_all(&folder).map_err(|source| Error::unwritable(&folder, source))?;
        let path = self.folder.join(format!(".{}.lock", name(pair)));
        let lock = File::create(&path).map_err(|source| Error::unwritable(&path, source))?;
        Ok(Stage {
            lock,
            folder,
            place: self.folder.join(name(pair)),
        })
    }
}

/// A model that is being put together beside its place; what was fetched for it stays until it is installed.
pub(super) struct Stage {
    /// Held by whoever puts the model together; freed when this is dropped.
    pub(super) lock: File,
    /// Holds what was fetched so far.
    pub(super) folder: PathBuf,
    place: PathBuf,
}

impl Stage {
    fn built(&self) -> PathBuf {
        self.folder.join("model")
    }

    /// The empty folder for the model's files.
    pub(super) fn cleared(&self) -> Result<PathBuf, Error> {
        let built = self.built();
        if built.exists() {
            fs::remove_dir_all(&built).map_err(|source| Error::unwritable(&built, source))?;
        }
        fs::create_dir_all(&built).map_err(|source| Error::unwritable(&built, source))?;
        Ok(built)
    }

    /// Puts the model that was built in its place, whole, and removes what it was put together from.
    pub(super) fn install(self, manifest: &Manifest) -> Result<(), Error> {
        let (built, old) = (self.built(), self.folder.join("old"));
        for file in &manifest.files {
            let path = built.join(&file.name);
            let synced = File::open(&path).and_then(|file| file.sync_all());
            synced.map_err(|source| Error::unwritable(&path, source))?;
        }
        manifest.verify(&built)?;
        let path = built.join(MANIFEST);
        files::replace(&path, |out| -> Result<(), Error> {
            serde_json::to_writer_pretty(out, manifest)
                .map_err(|error| Error::unwritable(&path, error.into()))
        })?;
        let fault = |source| Error::unwritable(&self.place, source);
        if old.exists() {
            fs::remove_dir_all(&old).map_err(fault)?;
        }
        let replaces = self.place.exists();
        if replaces {
            fs::rename(&self.place, &old).map_err(fault)?;
        }
        if let Err(source) = fs::rename(&built, &self.place) {
            if replaces {
                fs::rename(&old, &self.place).map_err(fault)?;
            }
            return Err(fault(source));
        }
        fs::remove_dir_all(&self.folder).map_err(|source| Error::unwritable(&self.folder, source))
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

    fn offer(&self, pair: Pair<'_>) -> String {
        let add = format!(
            "`tarjuman model add FOLDER --from {} --to {}` installs one that you have",
            primary(pair.from),
            primary(pair.to)
        );
        let known = self.catalogue().ok();
        match known.as_ref().and_then(|catalogue| catalogue.entry(pair)) {
            Some(entry) => format!(
                "`tarjuman model fetch {}` gets one over the network ({:.1} MB), {add}",
                name(pair),
                entry.bytes() as f64 / 1e6
            ),
            None => add,
        }
    }
}

/// A pair as folders and commands name it: `ar-en`.
pub(super) fn name(pair: Pair<'_>) -> String {
    format!("{}-{}", primary(pair.from), primary(pair.to))
}
