//! `tarjuman config`: the configuration in force, and whether a file is sound.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use crate::store::Workspace;

use super::dictionaries::with_dictionaries;
use super::exit::Exit;
use super::session::Session;
use super::settings::Settings;
use super::terminal::Terminal;

/// Every option with its default and its effect: the file that ships with the program.
pub(super) const EXAMPLE: &str = include_str!("../../config.example.toml");

/// The configuration: show, check.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print the workspace's configuration file, or the commented example where there is none.
    Show,
    /// Say whether a configuration file can be used, and if not, what is wrong where.
    Check {
        /// The file; without it, the workspace's.
        file: Option<PathBuf>,
    },
}

pub(super) fn run(command: &Command, terminal: &Terminal, workspace: Option<&Path>) -> anyhow::Result<Exit> {
    match command {
        Command::Show => show(terminal, workspace),
        Command::Check { file: Some(file) } => {
            let settings = Settings::read(file)?;
            let folder = file.parent().unwrap_or(Path::new("."));
            with_dictionaries(&settings.check, &Workspace::at(folder))?;
            terminal.say(format!(
                "{}: every key is known, every value can be used",
                file.display()
            ));
            Ok(Exit::Done)
        }
        Command::Check { file: None } => {
            let session = Session::find(workspace)?;
            session.checks()?;
            terminal.say(session.describe());
            Ok(Exit::Done)
        }
    }
}

fn show(terminal: &Terminal, workspace: Option<&Path>) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    terminal.say(session.describe());
    let path = session
        .workspace
        .as_ref()
        .map(|workspace| workspace.config())
        .filter(|path| path.is_file());
    let text = match path {
        Some(path) => super::input::text_file(&path)?,
        None => EXAMPLE.to_owned(),
    };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_sound_and_says_the_defaults() {
        let example = Settings::parse(EXAMPLE).unwrap();
        let defaults = Settings::parse("").unwrap();
        assert_eq!(format!("{example:?}"), format!("{defaults:?}"));
    }

    #[test]
    fn every_option_occurs_in_the_example() {
        let printed = format!("{:?}", Settings::default());
        let mut missing = Vec::new();
        for (at, _) in printed.match_indices(": ") {
            let key: String = printed[..at]
                .chars()
                .rev()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            let key: String = key.chars().rev().collect();
            let stands = EXAMPLE.lines().any(|line| {
                let line = line.trim_start_matches(['#', ' ']);
                line.starts_with(&format!("{key} ="))
                    || line == format!("[{key}]")
                    || line.starts_with(&format!("[{key}."))
                    || line.ends_with(&format!(".{key}]"))
            });
            // What has been read from the files that `segment.srx` and `check.dictionaries` name.
            if !stands && !["rules", "words"].contains(&key.as_str()) {
                missing.push(key);
            }
        }
        assert!(missing.is_empty(), "not in config.example.toml: {missing:?}");
    }
}
