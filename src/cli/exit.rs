//! Exit codes: one table, for `--help`, for the manual and for scripts.

use std::io::ErrorKind;
use std::process::ExitCode;

use super::terminal::Terminal;
use crate::{backend, model, store};

/// How a command that ran to its end came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Everything asked for is done.
    Done,
    /// Done, but a draft that was asked for is missing, or checks failed at the asked level.
    Incomplete,
    /// Done, but the backend could not be used to the end; its reason has been said.
    Unusable,
    /// Done, but the backend's quota or the run's budget is used up.
    Exhausted,
    /// Stopped by Ctrl-C; what was finished is saved.
    Stopped,
}

/// The table as `--help` prints it.
pub(super) const TABLE: &str = "\
Exit codes:
  0    done
  1    wrong use or unreadable input
  2    done, but segments that a backend was asked to fill are without a draft,
       or checks failed at the asked level
  3    backend unusable, or its model not to be had
  4    storage
  5    a backend's quota or the budget is used up
  130  stopped

`tarjuman COMMAND --help` shows examples.";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Incomplete => Self::from(2),
            Exit::Unusable => Self::from(3),
            Exit::Exhausted => Self::from(5),
            Exit::Stopped => Self::from(130),
        }
    }
}

/// Prints what clap says; help and version are no failure.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    let printed = error.print().is_ok();
    if error.use_stderr() || !printed {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

/// Prints the error and picks its code.
pub(super) fn failure(error: anyhow::Error, terminal: &Terminal) -> ExitCode {
    if is_io(&error, ErrorKind::BrokenPipe) {
        // A reader such as `head` that has seen enough is no failure of ours.
        return ExitCode::SUCCESS;
    }
    let code = code(&error);
    let unnamed = error.is::<std::io::Error>() && is_io(&error, ErrorKind::StorageFull);
    // Faults of files name their file; what is left is what the output was sent to.
    let error = if unnamed {
        error.context("standard output: the disk it goes to is full; free some space and run the same again")
    } else {
        error
    };
    terminal.error(&error);
    ExitCode::from(code)
}

fn code(error: &anyhow::Error) -> u8 {
    for cause in error.chain() {
        if let Some(fault) = cause.downcast_ref::<model::Error>() {
            return if fault.is_storage() { 4 } else { 3 };
        }
        if cause.is::<store::Error>() {
            return 4;
        }
        if cause.is::<backend::Error>() {
            return 3;
        }
    }
    if is_io(error, ErrorKind::StorageFull) {
        4
    } else {
        1
    }
}

/// Whether the operating system reported `kind` at the bottom of it. JSON that could not be written does not show its cause.
fn is_io(error: &anyhow::Error, kind: ErrorKind) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = || cause.downcast_ref::<serde_json::Error>()?.io_error_kind();
        io.or_else(json) == Some(kind)
    })
}
