//! `tarjuman glossary rename`: another rendering for a term, in its row and in every article that has the old one.

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::bail;

use super::{change, target_file};
use crate::cli::check;
use crate::cli::clock;
use crate::cli::counts::counted;
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::termbase::{Glossary, Termbase};
use crate::cli::terminal::{Terminal, clean};
use crate::document::{Article, Origin, State, Target, Term, TranslationUnit};
use crate::draft::{self, Renaming};
use crate::glossary::{Forbid, renamed_row};
use crate::language;
use crate::memory::{Pair, StoredUnit};
use crate::store::{Save, Saved, Sqlite, Stamp, Steps, Store};

/// Give a term another rendering: in its row, and in every target of the workspace that has the old one.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary rename لافروف Lawrow --dry-run      what would change, old and new
  tarjuman glossary rename لافروف Lawrow                machine's drafts change, people's text is listed
  tarjuman glossary rename لافروف Lawrow --human        people's text changes too

A line for each segment: `article:segment`, who stands behind it, the target as it becomes; then one for each unit of
the memory, which is left as it is. In the review page a renamed segment can be undone, with all of its article.")]
pub(in crate::cli) struct Arguments {
    /// The source term, as listed.
    source: String,

    /// Its new rendering.
    rendering: String,

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
    let (from, to) = arguments.place.pair(&session);
    let termbase = Termbase::gather(&session, &[], &from, &to)?;
    let (file, old) = arguments.row(&termbase.read()?)?;
    let matcher = termbase.matcher(language::of(&from))?;
    let forbid = if arguments.allow_old {
        Forbid::Nothing
    } else {
        Forbid::Old
    };
    let new = renamed_row(&old, arguments.rendering.trim(), forbid, language::of(&to));
    let mut store = session.store()?;
    let mut touched = Vec::new();
    for status in store.articles()? {
        let pair = (
            language::primary(&status.source_language),
            language::primary(&status.target_language),
        );
        if pair != (from.clone(), to.clone()) {
            continue;
        }
        let Some(article) = store.article(&status.name)? else {
            continue;
        };
        let renamings = draft::renamings(&article, &old, &new, &matcher);
        if !renamings.is_empty() {
            touched.push((article, renamings));
        }
    }
    print(&touched)?;
    let units = print_units(&store, &Pair::new(&from, &to), |unit| {
        draft::renamed_unit(unit, &old, &new, &matcher)
    })?;
    if arguments.dry_run {
        return Ok(Exit::Done);
    }
    let written = change::change_row(&session, (&from, &to), &file, (&old, Some(new)))?;
    terminal.say(format!(
        "{written}: {} → {}",
        old.source,
        arguments.rendering.trim()
    ));
    let mut work = Work {
        session: &session,
        store: &mut store,
        human: arguments.human,
    };
    let (mut changed, mut left) = (0, 0);
    for (article, renamings) in &touched {
        let done = work.write(article, renamings)?;
        changed += done;
        left += renamings.len() - done;
    }
    terminal.say(format!(
        "{} changed, {left} left to people",
        counted(changed, "segment")
    ));
    if units > 0 {
        terminal.say(format!(
            "{} of the memory left to people; drafts made from such a unit get the new rendering",
            counted(units, "unit")
        ));
    }
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

/// Writes renamed targets.
struct Work<'a> {
    session: &'a Session,
    store: &'a mut Sqlite,
    human: bool,
}

impl Work<'_> {
    /// Writes what may be written of an article; how many segments that was.
    fn write(&mut self, article: &Article, renamings: &[Renaming]) -> anyhow::Result<usize> {
        let revisions = self.store.revisions(&article.name)?;
        let at = clock::now();
        let stamp = Stamp {
            who: "rename",
            at: &at,
        };
        let mut renamed = article.clone();
        let (mut targets, mut done) = (Vec::new(), Vec::new());
        for renaming in renamings {
            let segment = &article.segments[renaming.place];
            let person = segment.target.is_a_persons();
            if segment.target.state == State::Locked || (person && !self.human) {
                continue;
            }
            let target = Target {
                content: draft::restored(&segment.source, &renaming.after),
                state: segment.target.state.min(State::Translated),
                origin: if person {
                    Some(Origin::Person)
                } else {
                    segment.target.origin.clone()
                },
                reason: None,
            };
            targets.push((renaming.place, target));
        }
        let saves: Vec<Save<'_>> = targets
            .iter()
            .map(|(place, target)| Save {
                id: &article.segments[*place].id,
                base_revision: revisions.get(*place).map_or(0, |(_, revision)| *revision),
                target,
            })
            .collect();
        let saved = self.store.save_step(&article.name, "rename", &saves, &stamp)?;
        for ((place, target), saved) in targets.iter().zip(saved) {
            if let Saved::Done { .. } = saved {
                renamed.segments[*place].target = target.clone();
                done.push(*place);
            }
        }
        let checked = check::checked(renamed, self.session, &[])?;
        let changed: Vec<_> = done
            .iter()
            .map(|&place| checked.segments[place].clone())
            .collect();
        self.store.save_findings(&article.name, &changed)?;
        Ok(done.len())
    }
}
