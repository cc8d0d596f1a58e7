//! The Hunspell dictionaries that the configuration names.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};

use super::input;
use crate::check::{Dictionary, Error, Options};
use crate::format;
use crate::language;
use crate::store::Workspace;

/// Where systems keep the dictionaries that are installed.
const SYSTEM: [&str; 2] = ["/usr/share/hunspell", "/usr/share/myspell/dicts"];

/// `options` with the dictionaries that it names read.
pub(super) fn with_dictionaries(options: &Options, place: &Workspace) -> anyhow::Result<Options> {
    let mut options = options.clone();
    for (tag, name) in &options.dictionaries {
        let (affix_path, word_path) = files(name, place)?;
        let (affixes, encoding) = affix_file(&affix_path)?;
        let words = decoded(&input::bytes(&word_path)?, &word_path, encoding.as_deref())?;
        let dictionary = Dictionary::new(&affixes, &words).map_err(|error| {
            let (path, line) = match &error {
                Error::Dictionary {
                    file: "aff", line, ..
                } => (&affix_path, *line),
                Error::Dictionary { line, .. } => (&word_path, *line),
                _ => (&word_path, None),
            };
            let line = line.map(|line| format!(":{line}")).unwrap_or_default();
            let place = format!("{}{line}", input::shown(path));
            input::flat(anyhow!(error).context(place))
        })?;
        options.words.insert(language::primary(tag), Arc::new(dictionary));
    }
    Ok(options)
}

/// The `.aff` and the `.dic` file of a dictionary: a path, or a name that is looked for in the workspace's `dictionaries/` and
/// then where systems keep them.
fn files(name: &str, place: &Workspace) -> anyhow::Result<(PathBuf, PathBuf)> {
    let folders = if name.contains(['/', '\\']) {
        vec![place.folder().to_path_buf()]
    } else {
        let own = place.folder().join("dictionaries");
        std::iter::once(own).chain(SYSTEM.map(PathBuf::from)).collect()
    };
    let stem = name.strip_suffix(".dic").unwrap_or(name);
    let pairs = folders.iter().map(|folder| {
        let with = |ending: &str| folder.join(format!("{stem}.{ending}"));
        (with("aff"), with("dic"))
    });
    let alone = |(affixes, words): &(PathBuf, PathBuf)| affixes.is_file() != words.is_file();
    let both = |(affixes, words): &(PathBuf, PathBuf)| affixes.is_file() && words.is_file();
    let half = match pairs.clone().find(both) {
        Some(found) => return Ok(found),
        None => pairs.clone().find(alone),
    };
    if let Some((affixes, words)) = half {
        let (there, missing) = if affixes.is_file() {
            (affixes, words)
        } else {
            (words, affixes)
        };
        bail!(
            "{}: there is no such file, and the dictionary `{name}` needs it beside {}",
            missing.display(),
            there.display()
        );
    }
    bail!(
        "there is no dictionary `{name}`: looked for {}; install one (on Debian hunspell-en-gb and the like) or take it out of \
             [check.dictionaries]",
        pairs
            .map(|(_, words)| words.display().to_string())
            .collect::<Vec<_>>()
            .join(", ")
    )
}

/// The text of an `.aff` file, and the encoding that it and its `.dic` file are in.
fn affix_file(path: &Path) -> anyhow::Result<(String, Option<String>)> {
    let bytes = input::bytes(path)?;
    let ascii = String::from_utf8_lossy(&bytes);
    let set = ascii.lines().find_map(|line| line.strip_prefix("SET "));
    // Hunspell has names of its own for the code pages of Windows.
    let encoding = set.map(|set| set.trim().to_lowercase().replace("microsoft-cp", "windows-"));
    Ok((decoded(&bytes, path, encoding.as_deref())?, encoding))
}

fn decoded(bytes: &[u8], path: &Path, encoding: Option<&str>) -> anyhow::Result<String> {
    let decoded = format::decode(bytes, encoding)
        .with_context(|| input::shown(path))
        .map_err(input::flat)?;
    Ok(decoded.text.into_owned())
}
