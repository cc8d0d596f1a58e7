//! A text as segments in a settled language.

use std::path::Path;

use anyhow::Context;

use crate::cli::input;
use crate::cli::session::Session;
use crate::cli::terminal::Terminal;
use crate::document::{Document, Segment};
use crate::{language, segment};

/// A file's language as a person said it, and the option to say it by.
pub(super) type Said<'a> = (Option<&'a str>, &'static str);

/// The language of the file `path`: as it was said, as the file says, detected in `text`, or as the tag before its extension
/// has it.
pub(super) fn language_of(
    path: &Path,
    (said, option): Said<'_>,
    of_file: Option<&str>,
    text: &dyn Fn() -> String,
) -> anyhow::Result<String> {
    let known = said.or(of_file).map(str::to_owned);
    known
        .or_else(|| language::detect(&text()).map(str::to_owned))
        .or_else(|| parted(path).1)
        .with_context(|| {
            let shown = input::shown(path);
            format!("{shown}: its language could not be told; name it with {option}")
        })
}

/// The name of `path` without its extension and the language tag before it, and that tag (`a.ar.docx`, `a_en.txt`).
pub(super) fn parted(path: &Path) -> (String, Option<String>) {
    let name = path.with_extension("").to_string_lossy().into_owned();
    match name.rsplit_once(['.', '-', '_']) {
        Some((rest, tag)) if (2..=3).contains(&tag.len()) && language::is_tag(tag) => {
            (rest.to_owned(), Some(tag.to_owned()))
        }
        _ => (name, None),
    }
}

/// The segments of `document`, read from the file `path`, and its language.
pub(super) fn cut(
    document: &Document,
    path: &Path,
    said: Said<'_>,
    session: &Session,
    terminal: &Terminal,
) -> anyhow::Result<(String, Vec<Segment>)> {
    let language = language_of(path, said, document.language.as_deref(), &|| {
        let texts = document.blocks.iter().map(|block| block.content.text.as_str());
        texts.collect::<Vec<_>>().join("\n")
    })?;
    let rules = crate::cli::srx::options(session, None, &language, terminal)?;
    let segments = segment::segments(document, language::of(&language), &rules);
    crate::cli::srx::warn_of_slow_rules(&rules, terminal);
    Ok((language, segments))
}
