//! What can be wrong with a file, in the user's words.

use std::io;

/// What is wrong with a file or with what was asked of it. `cli` puts the path in front.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The format is only written.
    #[error("{format} files are written here, not read; what can be read: {readable}")]
    NotReadable {
        /// The format's name.
        format: &'static str,
        /// Ids of the formats that are read.
        readable: String,
    },
    /// The format is only read.
    #[error("{format} files are read here, not written; what can be written: {writable}")]
    NotWritable {
        /// The format's name.
        format: &'static str,
        /// Ids of the formats that are written.
        writable: String,
    },
    /// A file of this format is not given back with the article's targets in it.
    #[error("{format} files do not come back as they went; those that do: {keeping}")]
    NotKept {
        /// The format's name.
        format: &'static str,
        /// Ids of the formats that keep their files.
        keeping: String,
    },
    /// The article was made from another text than the file's, or was cut otherwise since.
    #[error(
        "{place} of the article is not what stands in its source file; draft the file again, then export"
    )]
    OtherText {
        /// What the file has no place for: `block 3`, `segment u1.2`.
        place: String,
    },
    /// The file's encoding lacks a character of the translation.
    #[error(
        "the translation has characters that {encoding} lacks; export it in another format, or save the source as UTF-8"
    )]
    Unwritable {
        /// The encoding of the source.
        encoding: &'static str,
    },
    /// The bytes are no text in any encoding.
    #[error("this is {what}, not text; give the article as text, HTML, a Word document or XLIFF")]
    Binary {
        /// What the first bytes say it is, with its article: `a PDF document`.
        what: &'static str,
    },
    /// Text of four bytes a character.
    #[error("this file is in UTF-32, which is not read; save it as UTF-8")]
    Utf32,
    /// A package of parts, such as a Word document, that is broken or could do harm.
    #[error("this document cannot be read: {why}")]
    Package {
        /// What is wrong with it.
        why: &'static str,
    },
    /// A label that is no encoding's name.
    #[error(
        "no encoding is called `{label}`; common ones: utf-8, utf-16le, utf-16be, windows-1256, iso-8859-6"
    )]
    UnknownEncoding {
        /// The label as given.
        label: String,
    },
    /// Bytes that mean nothing in the encoding.
    #[error("line {line}, byte {byte}: not valid {encoding}; name the file's encoding with --encoding")]
    Undecodable {
        /// The encoding the bytes were read in.
        encoding: &'static str,
        /// Line, from 1.
        line: usize,
        /// Offset of the offending byte in the file, from 0.
        byte: usize,
    },
    /// The file breaks its format's rules.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong and what to do.
        message: String,
    },
    /// A cell of a spreadsheet that cannot be what it is to be.
    #[error("cell {cell}: {message}")]
    Cell {
        /// Sheet and cell, as a spreadsheet names them: `Review!D5`.
        cell: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// Neither the file nor the command says which language this is.
    #[error("the {side} language is not in the file and its text does not tell; name it with {option}")]
    UnknownLanguage {
        /// `source` or `target`.
        side: &'static str,
        /// The option that names it.
        option: &'static str,
    },
    /// A glossary lacks a language that is asked for.
    #[error("there is no term in {wanted}; the file has {known}: name two of them with --from and --to")]
    OtherLanguages {
        /// The language asked for.
        wanted: String,
        /// Those of the file.
        known: String,
    },
    /// The output takes no more.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl Error {
    /// A [`Error::Syntax`] at byte `at` of `text`.
    pub(super) fn at(text: &str, at: usize, message: impl Into<String>) -> Self {
        let (line, column) = place(text, at);
        Self::Syntax {
            line,
            column,
            message: message.into(),
        }
    }

    /// A [`Error::Syntax`] where serde found `text` to be no JSON, or not that of its format.
    pub(super) fn json(text: &str, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let line = text.split('\n').nth(error.line().saturating_sub(1));
        // Serde counts in bytes up to the character that it stopped at.
        let before = super::start(line.unwrap_or_default(), error.column().saturating_sub(1));
        Self::Syntax {
            line: error.line(),
            column: before.chars().count() + 1,
            message: message.split(" at line ").next().unwrap_or_default().to_owned(),
        }
    }

    /// The error of a part of a file that begins in line `first` behind `before` characters.
    pub(super) fn below(self, first: u64, before: usize) -> Self {
        match self {
            Self::Syntax {
                line,
                column,
                message,
            } => {
                let (line, column) = below((line, column), first, before);
                Self::Syntax {
                    line,
                    column,
                    message,
                }
            }
            other => other,
        }
    }
}

/// Line and column of byte `at` of `text`, both from 1, columns in characters.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = super::start(text, at);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}

/// A place in a part of a file that begins in line `first` behind `before` characters, as one in the file.
pub(super) fn below((line, column): (usize, usize), first: u64, before: usize) -> (usize, usize) {
    let column = if line == 1 { column + before } else { column };
    let first = usize::try_from(first).unwrap_or(usize::MAX);
    (line.saturating_add(first) - 1, column)
}
