//! Files and standard input, read whole, with errors that say which file and what to do.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use anyhow::{Context, anyhow, bail};

use crate::document::Article;
use crate::format::{self, Certainty, Format, Input, ReadOptions, Undeclared, View};
use crate::language;

use super::terminal::Terminal;

/// The name that stands for standard input and output.
pub(super) const STANDARD: &str = "-";

/// Largest file that is read: more than any article, less than what would exhaust a laptop.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// A file as its format's reader understood it.
pub(super) struct Loaded {
    /// The bytes as they came.
    pub(super) bytes: Vec<u8>,
    /// The encoding they were decoded from.
    pub(super) encoding: &'static str,
    /// The format they were read by.
    pub(super) format: &'static dyn Format,
    /// What the file holds.
    pub(super) input: Input,
}

/// How a file is to be understood, where the caller knows better than the file.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Reading {
    /// The file's encoding, such as `windows-1256`; without it, it is detected.
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,

    /// The id of the file's format; without it, its content or its name says.
    #[arg(skip)]
    pub(super) read_as: Option<&'static str>,
}

impl Reading {
    /// The same of a file of the format `id`, if one is named.
    pub(super) fn of_format(&self, id: Option<&'static str>) -> Self {
        Self {
            encoding: self.encoding.clone(),
            read_as: id,
        }
    }
}

/// The id of the format that a person names as a file's.
pub(super) fn readable(name: &str) -> Result<&'static str, String> {
    let readable = || format::ALL.iter().filter(|format| format.is_readable());
    let found = readable().find(|format| format.id() == name || format.extensions().contains(&name));
    found.map(|format| format.id()).ok_or_else(|| {
        let ids: Vec<_> = readable().map(|format| format.id()).collect();
        format!("write one of {}", ids.join(", "))
    })
}

/// The bilingual files that are read, in words.
pub(super) const BILINGUAL: &str = "XLIFF, TSV, CSV, XLSX, a Word review table, a review page, TMX, PO, JSON";

/// Reads `name` (`-`: standard input) by the format its content or name says.
pub(super) fn load(
    name: &Path,
    reading: &Reading,
    options: &ReadOptions,
    terminal: &Terminal,
) -> anyhow::Result<Loaded> {
    understood(name, bytes(name)?, (reading, options), terminal)
}

/// The file `name`, whose `bytes` were read already.
pub(super) fn understood(
    name: &Path,
    bytes: Vec<u8>,
    (reading, options): (&Reading, &ReadOptions),
    terminal: &Terminal,
) -> anyhow::Result<Loaded> {
    let shown = shown(name);
    let decoded = format::decode(&bytes, reading.encoding.as_deref())
        .with_context(|| shown.clone())
        .map_err(flat)?;
    let named = reading.read_as.and_then(format::by_id);
    let format = named.unwrap_or_else(|| format::recognise(&name.to_string_lossy(), &decoded.text));
    // A bilingual file may hold nothing; where its format has no such files, its reader says so.
    if decoded.text.trim().is_empty() && !format.keeps(View::Bilingual) {
        bail!("{shown}: the file is empty, there is nothing to translate");
    }
    if decoded.certainty == Certainty::Guessed {
        terminal.warn(format!(
            "{shown}: read as {}, which is a guess; name the encoding with --encoding if letters look wrong",
            decoded.encoding
        ));
    }
    terminal.detail(format!("{shown}: {} in {}", format.name(), decoded.encoding));
    let input = read(format, &decoded.text, (&shown, options), terminal)
        .with_context(|| shown)
        .map_err(flat)?;
    let encoding = decoded.encoding;
    drop(decoded);
    Ok(Loaded {
        bytes,
        encoding,
        format,
        input,
    })
}

/// What the file `text` holds; a language that only its text tells is said to be a guess.
fn read(
    format: &dyn Format,
    text: &str,
    (shown, options): (&str, &ReadOptions),
    terminal: &Terminal,
) -> Result<Input, format::Error> {
    let strict = ReadOptions {
        undeclared: Undeclared::Refused,
        ..options.clone()
    };
    match format.read(text, &strict) {
        Err(format::Error::UnknownLanguage { .. }) => {}
        input => return input,
    }
    let input = format.read(text, options)?;
    if let Input::Article(article) = &input {
        terminal.say(format!(
            "{shown}: read as {} → {}, which is guessed from the text; --from and --to, `.{0}-{1}.` in the file's name or \
             config.toml name other languages",
            article.source_language, article.target_language
        ));
    }
    Ok(input)
}

/// Reads a bilingual file; a file in one language is an error that says so.
pub(super) fn load_bilingual(
    name: &Path,
    reading: &Reading,
    options: &ReadOptions,
    terminal: &Terminal,
) -> anyhow::Result<Article> {
    match load(name, reading, options, terminal)?.input {
        Input::Article(article) => Ok(article),
        Input::Document(_) => bail!(
            "{}: holds one language only; name an article of the workspace or a bilingual file ({BILINGUAL}); --read-as says \
             which it is where its name does not",
            shown(name)
        ),
    }
}

/// A text file in UTF-8, whole.
pub(super) fn text_file(path: &Path) -> anyhow::Result<String> {
    let bytes = bytes(path)?;
    let decoded = format::decode(&bytes, None)
        .with_context(|| shown(path))
        .map_err(flat)?;
    Ok(decoded.text.into_owned())
}

/// The bytes of a file or of standard input.
pub(super) fn bytes(name: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let shown = shown(name);
    let mut take = |source: &mut dyn Read, length: usize| {
        bytes.reserve_exact(length + 1);
        source.take(MAX_BYTES + 1).read_to_end(&mut bytes)
    };
    let read = if name == Path::new(STANDARD) {
        take(&mut std::io::stdin().lock(), 0)
    } else if name.is_dir() {
        bail!("{shown}: is a folder; name the files in it");
    } else {
        File::open(name).and_then(|mut file| {
            let length = file.metadata().map_or(0, |it| it.len()).min(MAX_BYTES);
            take(&mut file, usize::try_from(length).unwrap_or(0))
        })
    };
    read.map_err(|error| anyhow!("{shown}: {}", why(&error)))?;
    if bytes.len() as u64 > MAX_BYTES {
        bail!(
            "{shown}: larger than {} MB; split it into articles",
            MAX_BYTES >> 20
        );
    }
    Ok(bytes)
}

/// The file's name as messages write it.
pub(super) fn shown(name: &Path) -> String {
    if name == Path::new(STANDARD) {
        String::from("standard input")
    } else {
        super::terminal::clean(&name.display().to_string())
    }
}

/// What stops a file from being read, in the user's words.
pub(super) fn why(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => {
            String::from("there is no such file; check the name and the folder you are in")
        }
        ErrorKind::PermissionDenied => String::from("may not be read; check its permissions"),
        _ => format!("cannot be read: {error}"),
    }
}

/// One line `file: what is wrong`, or `file:3: what is wrong` where the cause begins with its line, with the cause
/// kept behind it.
pub(super) fn flat(error: anyhow::Error) -> anyhow::Error {
    let Some(cause) = error.chain().nth(1).map(ToString::to_string) else {
        return error;
    };
    let numbered = cause.strip_prefix("line ").and_then(|rest| rest.split_once(": "));
    let line = match numbered.map(|(place, what)| (place.replace(", column ", ":"), what)) {
        Some((place, what)) if place.chars().all(|c| c.is_ascii_digit() || c == ':') => {
            format!("{error}:{place}: {what}")
        }
        _ => format!("{error}: {cause}"),
    };
    error.context(line)
}

/// A language tag from the command line.
pub(super) fn language_tag(tag: &str) -> Result<String, String> {
    if language::is_tag(tag) {
        Ok(tag.to_owned())
    } else {
        Err(String::from("write a language tag such as `ar`, `en` or `pt-BR`"))
    }
}
