//! Files that are replaced whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::Error;

/// Writes the file `path` through `write`: into a temporary file of the same folder, forced to disk, then renamed. On
/// any error the old file stands as it was and nothing is left beside it.
///
/// # Errors
/// What `write` returns, or [`Error`] made into `E` when the file cannot be written.
pub fn replace<E: From<Error>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let fault = |source| Error::of_file(path, "written", source);
    if path.is_dir() {
        return Err(Error::IsFolder {
            path: path.to_owned(),
        }
        .into());
    }
    let file = beside(path).map_err(fault)?;
    let mut writer = BufWriter::new(file);
    write(&mut writer)?;
    let file = writer.into_inner().map_err(|error| fault(error.into_error()))?;
    keep(file, path).map_err(fault)?;
    Ok(())
}

/// Changes the text file `path`: `change` gets the text as it stands (empty when there is no file) and returns the text
/// that is to stand, or `None` to leave it. Programs that change it at the same time wait for one another, through a
/// lock on the file `.NAME.lock` beside it.
///
/// # Errors
/// What `change` returns, or [`Error`] made into `E` when the file cannot be read or written.
pub fn update<E: From<Error>>(
    path: &Path,
    change: impl FnOnce(&str) -> Result<Option<String>, E>,
) -> Result<(), E> {
    let lock_path = lock_path(path);
    let fault = |source| Error::of_file(&lock_path, "written", source);
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock_path)
        .map_err(fault)?;
    lock.lock().map_err(fault)?;
    let old = if path.exists() {
        read_text(path)?
    } else {
        String::new()
    };
    match change(&old)? {
        Some(text) if text != old || !path.exists() => replace(path, |file| {
            file.write_all(text.as_bytes())
                .map_err(|source| Error::of_file(path, "written", source).into())
        }),
        _ => Ok(()),
    }
}

/// Makes a folder with those above it, each for its owner alone; folders that are there stay as they are.
///
/// # Errors
/// What the system reports.
pub fn make_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

/// Makes a new file its owner's alone, before anything is written to it; one that is there stays as it is.
///
/// # Errors
/// What the system reports.
pub fn make_private(path: &Path) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Keeps a file from everyone but its owner.
///
/// # Errors
/// What the system reports.
pub fn keep_private(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    let _ = path;
    Ok(())
}

/// The text of a UTF-8 file.
///
/// # Errors
/// [`Error::NotUtf8`] with the line, [`Error::IsFolder`], [`Error::File`].
pub fn read_text(path: &Path) -> Result<String, Error> {
    String::from_utf8(read(path)?).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        Error::NotUtf8 {
            path: path.to_owned(),
            line: valid.split(|&byte| byte == b'\n').count(),
        }
    })
}

/// The bytes of a file.
///
/// # Errors
/// [`Error::IsFolder`], [`Error::File`].
#[expect(clippy::disallowed_methods, reason = "this room reads the disk")]
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|source| Error::of_file(path, "read", source))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&name).suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // `tempfile` asks for 0600; the system's mask takes away what the user does not grant.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder(path))
}

fn keep(file: tempfile::NamedTempFile, path: &Path) -> io::Result<()> {
    if let Ok(old) = fs::metadata(path) {
        if old.permissions().readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    // A link is followed, so that it still points to the file that was replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    file.persist(&path).map_err(|error| error.error)?;
    #[cfg(unix)]
    File::open(folder(&path))?.sync_all()?;
    Ok(())
}

fn lock_path(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".lock");
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn a_writer_that_gives_up_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.txt");
        replace::<Error>(&path, |file| {
            file.write_all(b"old").unwrap();
            Ok(())
        })
        .unwrap();
        let given_up = replace::<Error>(&path, |file| {
            file.write_all(b"half").unwrap();
            Err(Error::NoArticle { name: "x".into() })
        });
        assert!(matches!(given_up, Err(Error::NoArticle { .. })));
        assert_eq!(read_text(&path).unwrap(), "old");
        assert_eq!(entries(folder.path()), ["out.txt"]);
    }

    #[test]
    fn a_folder_in_the_way_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = replace::<Error>(folder.path(), |_| Ok(())).unwrap_err();
        assert!(matches!(error, Error::IsFolder { .. }));
        assert!(matches!(read(folder.path()), Err(Error::IsFolder { .. })));
        assert_eq!(entries(folder.path()), [""; 0]);
    }

    #[test]
    fn a_missing_folder_is_an_error_that_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none").join("out.txt");
        let error = replace::<Error>(&path, |_| Ok(())).unwrap_err();
        assert!(error.to_string().contains("out.txt"), "{error}");
    }

    #[test]
    fn writers_at_the_same_time_lose_no_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("terms.tsv");
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let path = &path;
                scope.spawn(move || {
                    for line in 0..10 {
                        update::<Error>(path, |old| Ok(Some(format!("{old}{writer} {line}\n")))).unwrap();
                    }
                });
            }
        });
        assert_eq!(read_text(&path).unwrap().lines().count(), 40);
    }

    #[test]
    fn the_line_that_is_not_utf8_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("terms.tsv");
        replace::<Error>(&path, |file| {
            file.write_all(b"one\ntwo\n\xc7\xe1\n").unwrap();
            Ok(())
        })
        .unwrap();
        assert!(matches!(read_text(&path), Err(Error::NotUtf8 { line: 3, .. })));
    }
}
