//! A workspace: the folder with its configuration, glossaries and database.

use std::path::{Path, PathBuf};

use super::Error;

/// The configuration file's name.
pub const CONFIG: &str = "config.toml";
/// The database's name.
pub const DATABASE: &str = "tarjuman.db";
/// The name of the folder of glossaries.
pub const GLOSSARIES: &str = "glossaries";

/// The folder of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    /// The workspace in the very folder `folder`, whatever it holds.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The workspace that `from` or the nearest folder above it is: one that holds a configuration or a database.
    ///
    /// # Errors
    /// [`Error::NoWorkspace`] when there is none.
    pub fn find(from: &Path) -> Result<Self, Error> {
        let absolute = std::path::absolute(from).unwrap_or_else(|_| from.to_owned());
        let is_one = |folder: &&Path| folder.join(CONFIG).is_file() || folder.join(DATABASE).is_file();
        match absolute.ancestors().find(is_one) {
            Some(folder) => Ok(Self::at(folder)),
            None => Err(Error::NoWorkspace { path: absolute }),
        }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The configuration file, which need not exist.
    #[must_use]
    pub fn config(&self) -> PathBuf {
        self.folder.join(CONFIG)
    }

    /// The database, which need not exist.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.folder.join(DATABASE)
    }

    /// The folder of glossaries, which need not exist.
    #[must_use]
    pub fn glossaries(&self) -> PathBuf {
        self.folder.join(GLOSSARIES)
    }

    /// The files in the folder of glossaries whose extension is among `extensions`, in alphabetical order; hidden ones
    /// left out. None when there is no such folder.
    ///
    /// # Errors
    /// [`Error::File`] when the folder cannot be read.
    pub fn glossary_files(&self, extensions: &[&str]) -> Result<Vec<PathBuf>, Error> {
        let folder = self.glossaries();
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let fault = |source| Error::of_file(&folder, "read", source);
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&folder).map_err(fault)? {
            let path = entry.map_err(fault)?.path();
            // What Excel lays beside a workbook while it is open begins with `~$`.
            let hidden = path.file_name().is_some_and(|name| {
                let name = name.to_string_lossy();
                name.starts_with('.') || name.starts_with("~$")
            });
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            let wanted = extensions.iter().any(|e| e.eq_ignore_ascii_case(extension));
            if wanted && !hidden && path.is_file() {
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_upwards_is_the_workspace() {
        let top = tempfile::tempdir().unwrap();
        let inner = top.path().join("a/b/c");
        std::fs::create_dir_all(&inner).unwrap();
        assert!(matches!(Workspace::find(&inner), Err(Error::NoWorkspace { .. })));
        std::fs::File::create(top.path().join(DATABASE)).unwrap();
        assert_eq!(Workspace::find(&inner).unwrap().folder(), top.path());
        std::fs::File::create(top.path().join("a/b").join(CONFIG)).unwrap();
        assert_eq!(Workspace::find(&inner).unwrap().folder(), top.path().join("a/b"));
    }

    #[test]
    fn glossaries_are_listed_in_order_and_locks_are_not() {
        let top = tempfile::tempdir().unwrap();
        let workspace = Workspace::at(top.path());
        assert!(workspace.glossary_files(&["tsv"]).unwrap().is_empty());
        std::fs::create_dir(workspace.glossaries()).unwrap();
        for name in ["b.tsv", "a.TSV", "notes.txt", ".a.tsv"] {
            std::fs::File::create(workspace.glossaries().join(name)).unwrap();
        }
        let files = workspace.glossary_files(&["tsv"]).unwrap();
        let names: Vec<_> = files
            .iter()
            .map(|f| f.file_name().unwrap().to_str().unwrap())
            .collect();
        assert_eq!(names, ["a.TSV", "b.tsv"]);
    }
}
