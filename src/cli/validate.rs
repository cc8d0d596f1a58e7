//! `tarjuman validate`: whether files keep the rules of their format.

use std::path::PathBuf;

use anyhow::Context;

use super::exit::Exit;
use super::input::{self, Reading};
use super::output;
use super::terminal::{Terminal, clean};
use crate::document::Severity;
use crate::format::{self, Fault};

/// Say which rules of its format a file breaks, and where: XLIFF 2.0 to 2.2 with all modules, XLIFF 1, TMX, TBX.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman validate delivered.xlf
  tarjuman validate *.xlf --json

Each line is FILE:LINE:COLUMN: PATH: what is wrong [rule]. The exit code is 2 if there is an error; warnings, such as
ids that an XLIFF 1.2 file has twice, leave it 0. A file that cannot be read at all is an error of its own (1).")]
pub(super) struct Arguments {
    /// The files; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Machine form: a list of files with their faults.
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let mut listed = Vec::new();
    let mut errors = 0;
    for path in &arguments.files {
        let shown = input::shown(path);
        let bytes = input::bytes(path)?;
        let decoded = format::decode(&bytes, arguments.reading.encoding.as_deref())
            .with_context(|| shown.clone())
            .map_err(input::flat)?;
        let format = format::recognise(&path.to_string_lossy(), &decoded.text);
        let faults = format
            .validate(&decoded.text)
            .with_context(|| shown.clone())
            .map_err(input::flat)?;
        let wrong = faults
            .iter()
            .filter(|fault| fault.severity == Severity::Error)
            .count();
        errors += wrong;
        if arguments.json {
            listed.push(serde_json::json!({
                "file": shown, "format": format.id(), "valid": wrong == 0,
                "faults": faults.iter().map(as_json).collect::<Vec<_>>(),
            }));
            continue;
        }
        for fault in &faults {
            output::print_line(&format!("{shown}:{}", clean(&labelled(fault))))?;
        }
        if wrong == 0 {
            terminal.say(format!("{shown}: valid {}", format.name()));
        }
    }
    if arguments.json {
        output::print_json(&listed)?;
    }
    Ok(if errors == 0 { Exit::Done } else { Exit::Incomplete })
}

/// A fault as one line; a warning says that it is one.
fn labelled(fault: &Fault) -> String {
    match fault.severity {
        Severity::Error => fault.to_string(),
        _ => format!("{fault} (warning)"),
    }
}

fn as_json(fault: &Fault) -> serde_json::Value {
    serde_json::json!({
        "severity": if fault.severity == Severity::Error { "error" } else { "warning" },
        "line": fault.line, "column": fault.column, "path": fault.path,
        "rule": fault.rule, "message": fault.message,
    })
}
