//! What people see: messages on standard error, bars on a terminal only, colour when wanted.

use std::io::{IsTerminal, Write};

use clap::ValueEnum;
use console::style;

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Where messages for people go, and how much is said.
#[derive(Debug)]
pub(super) struct Terminal {
    level: Level,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Level {
    Quiet,
    Normal,
    Verbose,
}

impl Terminal {
    pub(super) fn new(color: Color, quiet: bool, verbose: bool) -> Self {
        match color {
            Color::Auto => {}
            Color::Always => console::set_colors_enabled_stderr(true),
            Color::Never => console::set_colors_enabled_stderr(false),
        }
        let level = match (quiet, verbose) {
            (true, _) => Level::Quiet,
            (_, true) => Level::Verbose,
            _ => Level::Normal,
        };
        Self { level }
    }

    /// A line for people, unless `--quiet`.
    pub(super) fn say(&self, line: impl AsRef<str>) {
        if self.level >= Level::Normal {
            emit(line.as_ref());
        }
    }

    /// A line with `--verbose` only.
    pub(super) fn detail(&self, line: impl AsRef<str>) {
        if self.level >= Level::Verbose {
            emit(line.as_ref());
        }
    }

    /// Something to know that is no failure; said even with `--quiet`.
    pub(super) fn warn(&self, line: impl AsRef<str>) {
        emit(&format!(
            "{} {}",
            style("warning:").yellow().bold().for_stderr(),
            line.as_ref()
        ));
    }

    /// What went wrong; with `--verbose` the causes behind it too.
    pub(super) fn error(&self, error: &anyhow::Error) {
        emit(&format!("{} {error}", style("error:").red().bold().for_stderr()));
        if self.level >= Level::Verbose {
            for cause in error.chain().skip(1) {
                emit(&format!("  because: {cause}"));
            }
        }
    }

    /// Whether a progress bar has someone to look at it.
    pub(super) fn shows_bars(&self) -> bool {
        self.level >= Level::Normal && std::io::stderr().is_terminal()
    }
}

fn emit(line: &str) {
    // Nobody is left to tell when standard error itself is gone.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Untrusted text made safe for a line on the terminal.
pub(super) fn clean(text: &str) -> String {
    let safe = |c: char| {
        if c.is_control() && c != '\n' && c != '\t' {
            '\u{FFFD}'
        } else {
            c
        }
    };
    text.chars().map(safe).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_text_cannot_command_the_terminal() {
        assert_eq!(clean("a\u{1b}[2Jb\u{9b}c"), "a\u{FFFD}[2Jb\u{FFFD}c");
    }
}
