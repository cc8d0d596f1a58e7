//! Where drafts and exports go: beside the input, a named file, a folder, or standard output.

use std::collections::HashMap;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use crate::document::{Article, Summary};
use crate::format::{self, Format, Own, Paragraphs, View, WriteOptions};
use crate::store::{self, Original, files};

use super::input::STANDARD;

/// Options that say where a draft goes and as what.
#[derive(Debug, Default, clap::Args)]
#[group(id = "destination")]
pub(super) struct Arguments {
    /// The draft's file, or a folder for several; the extension says the format. `-` is standard output.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,

    /// The draft's format where no extension says it: html, docx, xlsx, xliff, xliff-1.2, tsv, csv, markdown, json,
    /// text, tmx.
    #[arg(long, value_name = "NAME")]
    format: Option<String>,
}

/// A settled place for the drafts of a run.
pub(super) struct Output {
    place: Place,
    format: &'static dyn Format,
}

enum Place {
    Beside,
    Folder(PathBuf),
    File(PathBuf),
    Standard,
    Nowhere,
}

impl Output {
    /// The workspace alone: nothing is written for people.
    pub(super) fn none() -> Self {
        Self {
            place: Place::Nowhere,
            format: format::ALL[0],
        }
    }

    /// Settles place and format before any work is done, so that a wrong name costs nothing.
    pub(super) fn plan(arguments: &Arguments, inputs: &[PathBuf], fallback: &str) -> anyhow::Result<Self> {
        let place = match &arguments.output {
            None if inputs == [PathBuf::from(STANDARD)] => Place::Standard,
            None => Place::Beside,
            Some(path) if path == Path::new(STANDARD) => Place::Standard,
            Some(path) if is_folder(path) => Place::Folder(path.clone()),
            Some(path) if inputs.len() > 1 => bail!(
                "{}: {} files cannot go into one; name a folder (it ends in `/`)",
                path.display(),
                inputs.len()
            ),
            Some(path) => Place::File(path.clone()),
        };
        let format = match (&arguments.format, &place) {
            (Some(id), _) => by_name(id)?,
            (None, Place::File(path)) => by_path(path)?,
            (None, _) => by_name(fallback)?,
        };
        let is_own = |input: &PathBuf| by_path(input).is_ok_and(|own| own.id() == format.id());
        let is_given_back = format.keeps(View::Target) && inputs.iter().all(is_own);
        if !(format.is_writable() || is_given_back) {
            bail!(
                "{} can be read but not written; choose another format",
                format.name()
            );
        }
        let output = Self { place, format };
        output.refuse_clashes(inputs)?;
        if let Some(folder) = output.folder() {
            std::fs::create_dir_all(folder).map_err(|error| match error.kind() {
                ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
                    anyhow!("{}: is a file, not a folder; name another", folder.display())
                }
                _ => store::Error::of_file(folder, "written", error).into(),
            })?;
        }
        Ok(output)
    }

    /// No draft may replace a source, and no two drafts may go into one file.
    fn refuse_clashes(&self, inputs: &[PathBuf]) -> anyhow::Result<()> {
        if let Place::File(path) = &self.place
            && inputs.iter().any(|input| is_same_file(input, path))
        {
            bail!(
                "{}: is the source itself; name another file with -o",
                path.display()
            );
        }
        let mut taken: HashMap<PathBuf, &PathBuf> = HashMap::new();
        for input in inputs {
            let stem = input.file_stem().unwrap_or_default();
            let place = match &self.place {
                Place::Beside => input.with_file_name(stem),
                Place::Folder(_) => PathBuf::from(stem),
                Place::File(_) | Place::Standard | Place::Nowhere => continue,
            };
            if let Some(other) = taken.insert(place, input) {
                bail!(
                    "{} and {} would be drafted into the same file; draft them one at a time with -o",
                    other.display(),
                    input.display()
                );
            }
        }
        Ok(())
    }

    /// Writes the draft of `input`; where it went, unless to standard output.
    pub(super) fn write(
        &self,
        input: &Path,
        article: &Article,
        written: &Written<'_>,
    ) -> anyhow::Result<Option<PathBuf>> {
        let path = match &self.place {
            Place::Nowhere => return Ok(None),
            Place::Standard => {
                to_standard(self.format, article, written)?;
                return Ok(None);
            }
            Place::File(path) => path.clone(),
            Place::Beside => input.with_file_name(self.file_name(input, article)),
            Place::Folder(folder) => folder.join(self.file_name(input, article)),
        };
        to_file(&path, self.format, article, written)?;
        Ok(Some(path))
    }

    /// Whether drafts go to standard output.
    pub(super) fn is_standard(&self) -> bool {
        matches!(self.place, Place::Standard)
    }

    /// The folder that was named, if one was.
    pub(super) fn folder(&self) -> Option<&Path> {
        match &self.place {
            Place::Folder(folder) => Some(folder),
            _ => None,
        }
    }

    /// `article.txt` drafted into English is `article.en.html`.
    fn file_name(&self, input: &Path, article: &Article) -> String {
        let stem = input
            .file_stem()
            .map(|stem| stem.to_string_lossy())
            .filter(|stem| stem != STANDARD);
        let stem = stem.unwrap_or_else(|| "draft".into());
        let extension = self.format.extensions().first().unwrap_or(&"out");
        format!("{stem}.{}.{extension}", article.target_language)
    }
}

/// What an article is written with.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    /// Both languages, or the translation alone.
    pub(super) view: View,
    /// Counts for the formats that have a place for them.
    pub(super) summary: &'a Summary,
    /// The file that the article was read from. A format that keeps its files gives it back with the article's targets.
    pub(super) original: Option<&'a Original>,
    /// How that file was cut into paragraphs, if it is plain text.
    pub(super) paragraphs: Paragraphs,
}

impl Written<'_> {
    /// Whether `format` gives the file back that the article was read from.
    pub(super) fn is_own(&self, format: &dyn Format) -> bool {
        self.own().is_some_and(|own| own.is_kept(format, self.view))
    }

    fn own(&self) -> Option<Own<'_>> {
        self.original.map(|original| Own {
            format: &original.format_id,
            bytes: &original.bytes,
            encoding: &original.encoding,
            paragraphs: self.paragraphs,
        })
    }
}

/// Writes a file whole or not at all.
pub(super) fn to_file(
    path: &Path,
    format: &dyn Format,
    article: &Article,
    written: &Written<'_>,
) -> anyhow::Result<()> {
    if path.is_symlink() {
        bail!("{}: is a link; name the file that it leads to", path.display());
    }
    files::replace(path, |out| {
        write(format, article, written, out).map_err(|error| match error {
            format::Error::Io(error) => store::Error::of_file(path, "written", error).into(),
            other => super::input::flat(anyhow::Error::new(other).context(path.display().to_string())),
        })
    })
}

/// Writes a whole file as it is given, to `path` or to standard output.
pub(super) fn bytes(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if path == Path::new(STANDARD) {
        let mut out = std::io::stdout().lock();
        out.write_all(bytes)?;
        return Ok(out.flush()?);
    }
    if path.is_symlink() {
        bail!("{}: is a link; name the file that it leads to", path.display());
    }
    files::replace(path, |out| {
        out.write_all(bytes)
            .map_err(|error| store::Error::of_file(path, "written", error).into())
    })
}

/// Writes to standard output.
pub(super) fn to_standard(
    format: &dyn Format,
    article: &Article,
    written: &Written<'_>,
) -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    write(format, article, written, &mut bytes)?;
    let mut out = std::io::stdout().lock();
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(())
}

fn write(
    format: &dyn Format,
    article: &Article,
    written: &Written<'_>,
    out: &mut dyn Write,
) -> Result<(), format::Error> {
    let options = WriteOptions {
        view: written.view,
        summary: Some(written.summary),
    };
    format::written(format, article, written.own(), &options, out)
}

/// The format that a path's extension names.
pub(super) fn by_path(path: &Path) -> anyhow::Result<&'static dyn Format> {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    format::by_extension(&extension).ok_or_else(|| {
        anyhow!(
            "{}: its extension names no format; write one of {}",
            path.display(),
            extensions()
        )
    })
}

/// The format called `name` by id or extension.
pub(super) fn by_name(name: &str) -> anyhow::Result<&'static dyn Format> {
    format::by_id(name)
        .or_else(|| format::by_extension(name))
        .ok_or_else(|| {
            anyhow!(
                "there is no format called `{name}`; write one of {}",
                extensions()
            )
        })
}

fn extensions() -> String {
    let writable = format::ALL.iter().filter(|format| format.is_writable());
    let all: Vec<&str> = writable
        .flat_map(|format| format.extensions().first())
        .copied()
        .collect();
    all.join(", ")
}

/// One line on standard output.
pub(super) fn print_line(line: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}

/// One JSON value on standard output.
pub(super) fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(['/', '\\'])
}

/// Whether both names lead to one file.
pub(super) fn is_same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}
