//! The segmentation options that hold for a run, with the rules of an SRX file if one is named.

use std::path::Path;

use anyhow::Context;

use crate::language;
use crate::segment::{
    self,
    srx::{Rules, Srx},
};

use super::input;
use super::session::Session;
use super::terminal::Terminal;

/// The options for texts in the language `tag`: those of the workspace, with the rules of the SRX file `named` on the
/// command line or of the one in its `config.toml`.
///
/// # Errors
/// A file that cannot be read, with the line that is at fault.
pub(super) fn options(
    session: &Session,
    named: Option<&Path>,
    tag: &str,
    terminal: &Terminal,
) -> anyhow::Result<segment::Options> {
    let mut options = session.settings.segment.clone();
    let listed = (!options.srx.as_os_str().is_empty()).then(|| session.place().folder().join(&options.srx));
    let Some(path) = named.map(Path::to_owned).or(listed) else {
        return Ok(options);
    };
    let read = || -> anyhow::Result<Option<Rules>> {
        let file = Srx::read(&input::text_file(&path)?)?;
        Ok(file.rules(tag, &options.abbreviations)?)
    };
    let rules = read().with_context(|| input::shown(&path)).map_err(input::flat)?;
    if rules.is_none() {
        let known = language::of(tag);
        let name = if known.tag == "und" { tag } else { &known.name };
        terminal.warn(format!(
            "{}: has no rules for {name}; the built-in ones are used",
            input::shown(&path)
        ));
    }
    options.rules = rules;
    Ok(options)
}

/// Names the rules that took too long on the texts of this run.
pub(super) fn warn_of_slow_rules(options: &segment::Options, terminal: &Terminal) {
    let lines = options.rules.as_ref().map(Rules::given_up).unwrap_or_default();
    for line in lines {
        terminal.warn(format!(
            "SRX rule in line {line}: it would take too long at some places of this text and did not hold there; \
             simplify its nested repetitions"
        ));
    }
}
