//! `tarjuman glossary`: finding terms in a text, and keeping the files that list them.

mod add;
mod add_form;
mod aligned;
mod change;
mod export;
mod history;
mod import;
mod lint;
mod list;
mod matching;
mod meant;
mod merge;
mod remove;
mod rename;
mod renamed;
mod suggest;
mod suggest_forms;
mod target_file;
mod usage;

pub(super) use add::add_row;
pub(super) use change::change_row;

use std::path::Path;

use clap::Subcommand;

use super::exit::Exit;
use super::judge;
use super::session::Session;
use super::terminal::Terminal;

/// Glossaries: match, add, add-form, remove, rename, list, lint, merge, import, export, usage, history, suggest, suggest-forms.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Match(matching::Arguments),
    Add(add::Arguments),
    AddForm(add_form::Arguments),
    Remove(remove::Arguments),
    Rename(rename::Arguments),
    List(list::Arguments),
    Lint(lint::Arguments),
    Merge(merge::Arguments),
    Import(import::Arguments),
    Export(export::Arguments),
    Usage(usage::Arguments),
    History(history::Arguments),
    Suggest(suggest::Arguments),
    SuggestForms(suggest_forms::Arguments),
}

pub(super) fn run(command: &Command, terminal: &Terminal, workspace: Option<&Path>) -> anyhow::Result<Exit> {
    let exit = match command {
        Command::Match(arguments) => matching::run(arguments, terminal, workspace),
        Command::Add(arguments) => add::run(arguments, terminal, workspace),
        Command::AddForm(arguments) => add_form::run(arguments, terminal, workspace),
        Command::Remove(arguments) => remove::run(arguments, terminal, workspace),
        Command::Rename(arguments) => rename::run(arguments, terminal, workspace),
        Command::List(arguments) => list::run(arguments, terminal, workspace),
        Command::Lint(arguments) => lint::run(arguments, terminal, workspace),
        Command::Merge(arguments) => merge::run(arguments, terminal, workspace),
        Command::Import(arguments) => import::run(arguments, terminal, workspace),
        Command::Export(arguments) => export::run(arguments, terminal, workspace),
        Command::Usage(arguments) => usage::run(arguments, terminal, workspace),
        Command::History(arguments) => history::run(arguments, terminal, workspace),
        Command::Suggest(arguments) => suggest::run(arguments, terminal, workspace),
        Command::SuggestForms(arguments) => suggest_forms::run(arguments, terminal, workspace),
    }?;
    if command.is_a_change() {
        judge::renew(&Session::find(workspace)?, terminal);
    }
    Ok(exit)
}

impl Command {
    /// Whether rows may be others than before, and so what was judged by them.
    fn is_a_change(&self) -> bool {
        matches!(
            self,
            Self::Add(_)
                | Self::AddForm(_)
                | Self::Remove(_)
                | Self::Rename(_)
                | Self::Merge(_)
                | Self::Import(_)
        )
    }
}
