//! The files of a folder.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use crate::cli::input;

/// The files below `folder`, in order of their names; hidden ones are passed over, links to folders not followed.
pub(super) fn files_below(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    below(folder, &mut files)?;
    if files.is_empty() {
        bail!("{}: there is no file in this folder", input::shown(folder));
    }
    Ok(files)
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let failed = |error: &std::io::Error| anyhow!("{}: {}", input::shown(folder), input::why(error));
    let entries = std::fs::read_dir(folder).map_err(|error| failed(&error))?;
    let mut entries: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(|error| failed(&error))?;
    entries.sort();
    for entry in entries {
        let hidden = entry
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if entry.is_dir() && !hidden && !entry.is_symlink() {
            below(&entry, files)?;
        } else if entry.is_file() && !hidden {
            files.push(entry);
        }
    }
    Ok(())
}
