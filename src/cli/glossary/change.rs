//! One row of a glossary file in the place of another, or gone, for the review page.

use std::path::Path;

use anyhow::{bail, ensure};

use super::{add, target_file};
use crate::cli::session::Session;
use crate::cli::termbase::Termbase;
use crate::document::Term;

/// Puts `new` in the place of the row `old` of the glossary `file`, or takes that row away; the file that was written.
/// Only a glossary of the pair is touched; a row that comes with the program is overruled by one in the workspace's own
/// file.
pub(in crate::cli) fn change_row(
    session: &Session,
    (from, to): (&str, &str),
    file: &str,
    (old, new): (&Term, Option<Term>),
) -> anyhow::Result<String> {
    let termbase = Termbase::gather(session, &[], from, to)?;
    let known = termbase.sources.iter().any(|source| source.name == file);
    ensure!(
        known,
        "{file}: this is no glossary of the workspace; load the page again"
    );
    let path = Path::new(file);
    if !path.is_file() {
        return match new {
            Some(term) => add::add_row(session, (from, to), None, term),
            None => bail!(
                "`{}` comes with the program; give it a row of your own that says what it should say",
                old.source
            ),
        };
    }
    target_file::change(session, path, |rows| match new {
        Some(term) => {
            // A file does not say that the program carries it.
            let old = Term {
                carried: false,
                ..old.clone()
            };
            let line = rows.terms().find(|(_, row)| **row == old).map(|(line, _)| line);
            rows.replace(line.unwrap_or_default(), term)
        }
        None => rows.remove(&old.source, Some(&old.target)).map(|_| ()),
    })?;
    Ok(file.to_owned())
}
