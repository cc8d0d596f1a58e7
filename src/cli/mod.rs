//! The terminal: arguments in, rooms called, words out. It builds everything and decides nothing.

mod article;
mod backend;
mod bill;
mod chain;
mod check;
mod clock;
mod config;
mod convert;
mod counts;
mod dictionaries;
mod draft;
mod exit;
mod export;
mod glossary;
mod import;
mod init;
mod input;
mod judge;
mod kept;
mod keys;
mod large;
mod lexicons;
mod list;
mod long;
mod memories;
mod memory;
mod model;
mod output;
mod progress;
mod report;
mod review;
mod segment;
mod session;
mod settings;
mod shelf;
mod srx;
mod starter;
mod status;
mod stop;
mod termbase;
mod terminal;
mod terms;
mod validate;
mod web;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use exit::Exit;
use terminal::{Color, Terminal};

/// A translation-assist workbench: bilingual drafts, glossaries, side-by-side review.
#[derive(Debug, Parser)]
#[command(name = "tarjuman", version, about, after_help = exit::TABLE, max_term_width = 100)]
struct Arguments {
    /// The workspace folder; without it, the nearest folder upwards that holds a `config.toml` or `tarjuman.db`.
    #[arg(long, global = true, value_name = "FOLDER")]
    workspace: Option<PathBuf>,

    /// Say only what went wrong.
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,

    /// Show what was read, and the whole chain behind an error.
    #[arg(long, short, global = true)]
    verbose: bool,

    /// Colour in what is printed for people.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Draft(draft::Arguments),
    Review(review::Arguments),
    Check(check::Arguments),
    Export(export::Arguments),
    Import(import::Arguments),
    Convert(convert::Arguments),
    Validate(validate::Arguments),
    List(list::Arguments),
    Status(status::Arguments),
    Segment(segment::Arguments),
    #[command(subcommand)]
    Glossary(glossary::Command),
    #[command(subcommand, visible_alias = "tm")]
    Memory(memory::Command),
    #[command(subcommand)]
    Backend(backend::Command),
    #[command(subcommand)]
    Model(model::Command),
    Init(init::Arguments),
    #[command(subcommand)]
    Config(config::Command),
}

/// Runs the program with the process's own arguments and returns its exit code.
#[must_use]
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return exit::usage(&error),
    };
    let terminal = Terminal::new(arguments.color, arguments.quiet, arguments.verbose);
    let result = arguments.command.run(&terminal, arguments.workspace.as_deref());
    match result {
        Ok(exit) => exit.into(),
        Err(error) => exit::failure(error, &terminal),
    }
}

impl Command {
    fn run(&self, terminal: &Terminal, workspace: Option<&std::path::Path>) -> anyhow::Result<Exit> {
        match self {
            Self::Draft(arguments) => draft::run(arguments, terminal, workspace),
            Self::Review(arguments) => review::run(arguments, terminal, workspace),
            Self::Check(arguments) => check::run(arguments, terminal, workspace),
            Self::Export(arguments) => export::run(arguments, terminal, workspace),
            Self::Import(arguments) => import::run(arguments, terminal, workspace),
            Self::Convert(arguments) => convert::run(arguments, terminal, workspace),
            Self::Validate(arguments) => validate::run(arguments, terminal),
            Self::List(arguments) => list::run(arguments, terminal, workspace),
            Self::Status(arguments) => status::run(arguments, terminal, workspace),
            Self::Segment(arguments) => segment::run(arguments, terminal, workspace),
            Self::Glossary(command) => glossary::run(command, terminal, workspace),
            Self::Memory(command) => memory::run(command, terminal, workspace),
            Self::Backend(command) => backend::run(command, terminal, workspace),
            Self::Model(command) => model::run(command, terminal),
            Self::Init(arguments) => init::run(arguments, terminal, workspace),
            Self::Config(command) => config::run(command, terminal, workspace),
        }
    }
}
