//! One row of a glossary file in the place of another, or gone, for the review page.

use std::path::Path;

use anyhow::bail;

use super::{add, target_file};
use crate::cli::session::Session;
use crate::cli::termbase::Termbase;
use crate::document::Term;
use crate::glossary::TermFile;

/// Puts `new` in the place of the row `old` of the glossary `file`, or takes that row away; the file that was written,
/// `None` where the row does not stand there as it was. Only a glossary of the pair is touched; a row that comes with the
/// program is overruled by one in the workspace's own file.
pub(in crate::cli) fn change_row(
    session: &Session,
    (from, to): (&str, &str),
    file: &str,
    (old, new): (&Term, Option<Term>),
) -> anyhow::Result<Option<String>> {
    let termbase = Termbase::gather(session, &[], from, to)?;
    let Some(source) = termbase.sources.iter().find(|source| source.name == file) else {
        return Ok(None);
    };
    // A file does not say that the program carries a row.
    let plain = |term: &Term| Term {
        carried: false,
        ..term.clone()
    };
    let (old, new) = (plain(old), new.as_ref().map(plain));
    let path = Path::new(file);
    if !path.is_file() {
        let carried = TermFile::parse(source.sheet.text())?;
        return match new {
            _ if !carried.terms().any(|(_, row)| *row == old) => Ok(None),
            Some(term) => add::add_row(session, (from, to), None, term).map(Some),
            None => bail!(
                "`{}` comes with the program; give it a row of your own that says what it should say",
                old.source
            ),
        };
    }
    let done = target_file::change(session, path, |rows| {
        let mut terms = rows.terms();
        let Some(line) = terms.find(|(_, row)| **row == old).map(|(line, _)| line) else {
            return Ok(false);
        };
        drop(terms);
        match new {
            Some(term) => rows.replace(line, term)?,
            None => drop(rows.remove(&old.source, Some(&old.target))?),
        }
        Ok(true)
    })?;
    Ok(done.then(|| file.to_owned()))
}
