//! `tarjuman glossary rename`: another rendering for a term, in its row and in every article that has the old one; undone as one.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::bail;

use super::change;
use super::renamed::Work;
use super::target_file::{self, Desk};
use crate::cli::counts::counted;
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::termbase::Glossary;
use crate::cli::terminal::{Terminal, clean};
use crate::document::{Article, Term, TranslationUnit};
use crate::draft::{self, Renaming};
use crate::glossary::{Forbid, renamed_row};
use crate::language;
use crate::memory::{Pair, StoredUnit};
use crate::store::{self, Decisions, Renamed, Sqlite, Store};

/// Give a term another rendering: in its row, and in every target of the workspace that has the old one.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary rename لافروف Lawrow --dry-run      what would change, old and new
  tarjuman glossary rename لافروف Lawrow                machine's drafts change, people's text is listed
  tarjuman glossary rename لافروف Lawrow --human        people's text changes too
  tarjuman glossary rename --undo                       the last renaming, of row and articles

A line for each segment: `article:segment`, who stands behind it, the target as it becomes; then one for each unit of
the memory, which is left as it is. What somebody changed since is left by --undo too, and listed.")]
pub(in crate::cli) struct Arguments {
    /// The source term, as listed.
    #[arg(
        required_unless_present = "undo",
        default_value = "",
        hide_default_value = true
    )]
    source: String,

    /// Its new rendering.
    #[arg(
        required_unless_present = "undo",
        default_value = "",
        hide_default_value = true
    )]
    rendering: String,

    /// Undo the last renaming, done here or on the page.
    #[arg(long, conflicts_with_all = ["source", "rendering", "dry_run"])]
    undo: bool,

    /// The row's rendering now, where several rows have the source.
    #[arg(long, value_name = "TARGET")]
    target: Option<String>,

    /// Change what people wrote or approved too.
    #[arg(long)]
    human: bool,

    /// Say nothing of the old rendering in the row; without it the checks object to it from then on.
    #[arg(long)]
    allow_old: bool,

    /// Only print what would change.
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    place: target_file::Arguments,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::require(workspace)?;
    if arguments.undo {
        return undo(&session, terminal);
    }
    let Desk { from, to, termbase } = arguments.place.desk(&session, &[])?;
    let (file, old) = arguments.row(&termbase.read()?)?;
    let matcher = termbase.matcher(language::of(&from))?;
    let forbid = if arguments.allow_old {
        Forbid::Nothing
    } else {
        Forbid::Old
    };
    let new = renamed_row(&old, arguments.rendering.trim(), forbid, language::of(&to));
    let mut store = session.store()?;
    let touched = touched(&store, (&from, &to), |article| {
        draft::renamings(article, &old, &new, &matcher)
    })?;
    print(&touched)?;
    let units = print_units(&store, &Pair::new(&from, &to), |unit| {
        draft::renamed_unit(unit, &old, &new, &matcher)
    })?;
    if arguments.dry_run {
        let segments = touched.iter().map(|(_, renamings)| renamings.len()).sum();
        terminal.say(format!(
            "{file}: {} would be “{}”, not “{}”; {} of {} and {} of the memory have the old rendering, and nothing is changed yet",
            old.source,
            new.target,
            old.target,
            counted(segments, "segment"),
            counted(touched.len(), "article"),
            counted(units, "unit")
        ));
        return Ok(Exit::Done);
    }
    let written = change::change_row(&session, (&from, &to), &file, (&old, Some(new.clone())))?;
    terminal.say(format!(
        "{written}: {} → {}",
        old.source,
        arguments.rendering.trim()
    ));
    let mut work = Work {
        session: &session,
        store: &mut store,
    };
    let mut changed = Vec::new();
    let mut left = 0;
    for (article, renamings) in &touched {
        let done = work.rename(article, renamings, arguments.human)?;
        left += renamings.len() - done.len();
        changed.extend(done);
    }
    terminal.say(format!(
        "{} changed, {left} left to people; `tarjuman glossary rename --undo` takes it back",
        counted(changed.len(), "segment")
    ));
    store.keep_renaming(&store::Renaming {
        pair: (from, to),
        old: (written == file).then_some(old),
        file: written,
        new,
        changed,
    })?;
    if units > 0 {
        terminal.say(format!(
            "{} of the memory left to people; drafts made from such a unit get the new rendering",
            counted(units, "unit")
        ));
    }
    Ok(Exit::Done)
}

/// The articles of a pair of languages that have the old rendering, each with what is to be renamed there.
fn touched(
    store: &Sqlite,
    pair: (&str, &str),
    renamings: impl Fn(&Article) -> Vec<Renaming>,
) -> anyhow::Result<Vec<(Article, Vec<Renaming>)>> {
    let mut touched = Vec::new();
    for status in store.articles()? {
        let own = (
            language::primary(&status.source_language),
            language::primary(&status.target_language),
        );
        if (own.0.as_str(), own.1.as_str()) != pair {
            continue;
        }
        let Some(article) = store.article(&status.name)? else {
            continue;
        };
        let renamings = renamings(&article);
        if !renamings.is_empty() {
            touched.push((article, renamings));
        }
    }
    Ok(touched)
}

/// Undoes the last renaming: the row, and every segment that nobody has changed since.
fn undo(session: &Session, terminal: &Terminal) -> anyhow::Result<Exit> {
    let mut store = session.store()?;
    let Some((number, step)) = store.last_renaming()? else {
        bail!("no renaming is left to undo");
    };
    let pair = (step.pair.0.as_str(), step.pair.1.as_str());
    let written = change::change_row(session, pair, &step.file, (&step.new, step.old))?;
    terminal.say(format!("{written}: {} is as before", step.new.source));
    let mut by_article: BTreeMap<String, Vec<Renamed>> = BTreeMap::new();
    let all = step.changed.len();
    for done in step.changed {
        by_article.entry(done.article.clone()).or_default().push(done);
    }
    let mut undone = 0;
    let mut work = Work {
        session,
        store: &mut store,
    };
    for (name, changed) in by_article {
        undone += work.restore(&name, changed)?;
    }
    store.forget_renaming(number)?;
    terminal.say(format!(
        "{} restored, {} left as somebody changed them since",
        counted(undone, "segment"),
        all - undone
    ));
    Ok(Exit::Done)
}

impl Arguments {
    /// The row that is meant, and the glossary it stands in.
    fn row(&self, glossaries: &[Glossary]) -> anyhow::Result<(String, Term)> {
        let is = |term: &Term| {
            term.source == self.source && self.target.as_ref().is_none_or(|target| *target == term.target)
        };
        let rows = glossaries.iter().flat_map(|glossary| {
            let found = glossary.file.terms().filter(|(_, term)| is(term));
            found.map(|(_, term)| (glossary.name.clone(), term.clone()))
        });
        let rows: Vec<_> = rows.collect();
        let Some((file, first)) = rows.first().cloned() else {
            bail!(
                "`{}` is in no glossary; `tarjuman glossary list` shows what is",
                self.source
            );
        };
        if let Some((_, other)) = rows.iter().find(|(_, term)| term.target != first.target) {
            bail!(
                "`{}` is listed as `{}` and as `{}`; say which with --target",
                self.source,
                first.target,
                other.target
            );
        }
        Ok((file, first))
    }
}

fn print(touched: &[(Article, Vec<Renaming>)]) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (article, renamings) in touched {
        for renaming in renamings {
            let target = &article.segments[renaming.place].target;
            let who = if target.is_a_persons() {
                "person"
            } else {
                "machine"
            };
            let line = format!(
                "{}:{}\t{who}\t{}",
                article.name,
                renaming.place + 1,
                renaming.after
            );
            writeln!(out, "{}", clean(&line))?;
        }
    }
    Ok(out.flush()?)
}

/// Lists the units of the memory that hold the old rendering: people translated them. How many there are.
fn print_units(
    store: &Sqlite,
    pair: &Pair,
    renamed: impl Fn(&TranslationUnit) -> Option<String>,
) -> anyhow::Result<usize> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut units = 0;
    for memory in store.memories()? {
        let mut written = Ok(());
        store.export_units(
            Some(&memory.memory),
            Some(pair),
            &mut |StoredUnit { unit, .. }| {
                if let Some(after) = renamed(&unit) {
                    units += 1;
                    written = writeln!(
                        out,
                        "{}",
                        clean(&format!("memory {}\tperson\t{after}", memory.memory))
                    );
                }
                if written.is_ok() {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            },
        )?;
        written?;
    }
    out.flush()?;
    Ok(units)
}
