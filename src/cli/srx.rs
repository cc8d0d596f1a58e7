//! The segmentation options that hold for a run, with the rules of an SRX file if one is named.

use std::path::Path;

use anyhow::Context;

use crate::language::{self, Language};
use crate::segment::{self, srx::Srx};

use super::input;
use super::session::Session;
use super::terminal::Terminal;

/// The options for texts in `language`: those of the workspace, with the rules of the SRX file `named` on the command
/// line or of the one in its `config.toml`.
///
/// # Errors
/// A file that cannot be read, with the line that is at fault.
pub(super) fn options(
    session: &Session,
    named: Option<&Path>,
    language: &Language,
    terminal: &Terminal,
) -> anyhow::Result<segment::Options> {
    let mut options = session.settings.segment.clone();
    let listed = (!options.srx.as_os_str().is_empty()).then(|| session.place().folder().join(&options.srx));
    let Some(path) = named.map(Path::to_owned).or(listed) else {
        return Ok(options);
    };
    let read = || -> anyhow::Result<(Srx, bool)> {
        let rules = Srx::read(&input::text_file(&path)?)?;
        let fits = rules.prepare(&language.tag, &options.abbreviations)?;
        Ok((rules, fits))
    };
    let (rules, fits) = read().with_context(|| input::shown(&path)).map_err(input::flat)?;
    if !fits {
        let name = &language::of(&language.tag).name;
        terminal.warn(format!(
            "{}: has no rules for {name}; the built-in ones are used",
            input::shown(&path)
        ));
    }
    options.rules = Some(rules);
    Ok(options)
}
