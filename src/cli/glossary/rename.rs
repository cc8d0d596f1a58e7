//! `tarjuman glossary rename`: another rendering for a term, in its row and in every article that has the old one; undone as one.

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context, anyhow, ensure};

use super::change;
use super::meant::{self, Wanted};
use super::renamed::{self, Touched, Work};
use super::target_file::{self, Desk};
use crate::cli::counts::counted;
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::terminal::{Terminal, clean};
use crate::document::{State, Target, Term, TranslationUnit};
use crate::draft;
use crate::glossary::{Matcher, Old, renamed_row};
use crate::language;
use crate::memory::{Pair, StoredUnit};
use crate::store::{self, Decisions, Sqlite, Store};

/// Rows of longer terms that are named, at most.
const NAMED: usize = 5;

/// Give a term another rendering: in its row, and in every target of the workspace that has the old one.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary rename لافروف Lawrow --dry-run      what would change, old and new
  tarjuman glossary rename لافروف Lawrow                machine's drafts change, people's text is listed
  tarjuman glossary rename لافروف Lawrow --human        people's text changes too
  tarjuman glossary rename --undo                       the last renaming, of row and articles

A line for each segment: `article:segment`, who stands behind it (machine, person or locked), its
target, and the target as it becomes; then one for each unit of the memory, which is left as it is:
`memory NAME`, person, its target, what that would be, its source. What renders another term of the
segment stays (minister in prime minister), and rows of longer terms are named. --undo lists what it
leaves since somebody changed it: `article:segment`, left, the target as it stands.")]
pub(in crate::cli) struct Arguments {
    /// The source term as listed, a form of it, or either in another spelling.
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

    /// The row's rendering now, where several rows have the source; without this and --file the row of the most important
    /// glossary is meant.
    #[arg(long, value_name = "TARGET")]
    target: Option<String>,

    /// Change what people wrote or approved too.
    #[arg(long)]
    human: bool,

    /// Keep the old rendering in the row as a variant; without this the checks object to it from then on.
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
        return renamed::undo(&session, terminal);
    }
    let rendering = arguments.rendering.trim();
    ensure!(
        !rendering.is_empty(),
        "a term needs a rendering; give the new one behind the source term"
    );
    let Desk { from, to, termbase } = arguments.place.desk(&session, &[])?;
    let glossaries = termbase.read()?;
    let wanted = Wanted {
        source: &arguments.source,
        target: arguments.target.as_deref(),
        file: arguments.place.file.as_deref(),
    };
    let (file, old) = wanted.row(&glossaries, language::of(&from))?;
    ensure!(
        old.target != rendering,
        "{file}: “{rendering}” is the rendering of {} already, so nothing is changed; give another one, or, for what people wrote by \
         the old one, undo that renaming (--undo) and repeat it with --human",
        old.source
    );
    let kept = if arguments.allow_old {
        Old::Allowed
    } else {
        Old::Forbidden
    };
    let languages = (language::of(&from), language::of(&to));
    let plan = Plan {
        new: renamed_row(&old, rendering, kept, languages.1),
        kept,
        matcher: termbase.matcher(languages.0)?,
        pair: (from, to),
        file,
        old,
    };
    let related = meant::related(&glossaries, (&plan.old, rendering), languages)?;
    let mut store = session.store()?;
    let touched = plan.touched(&store)?;
    print(&touched)?;
    let units = plan.print_units(&store)?;
    if arguments.dry_run {
        let segments = touched.iter().map(|one| one.renamings.len()).sum();
        terminal.say(format!(
            "{}: {} would be “{}”, not “{}”; {} of {} and {} of the memory have the old rendering, and nothing is changed yet",
            plan.file,
            plan.old.source,
            plan.new.target,
            plan.old.target,
            counted(segments, "segment"),
            counted(touched.len(), "article"),
            counted(units, "unit")
        ));
    } else {
        let work = Work {
            session: &session,
            store: &mut store,
        };
        plan.carry_out(work, &touched, arguments.human, terminal)?;
        plan.say_of_units(units, terminal);
    }
    say_related(&related, &plan.old, terminal);
    Ok(Exit::Done)
}

/// A row as it stands and as it is to be.
struct Plan {
    pair: (String, String),
    file: String,
    old: Term,
    new: Term,
    kept: Old,
    /// Of the rows as they stand.
    matcher: Matcher,
}

impl Plan {
    /// The articles of the languages that have the old rendering, each with what is to be renamed there.
    fn touched(&self, store: &Sqlite) -> anyhow::Result<Vec<Touched>> {
        let mut touched = Vec::new();
        for status in store.articles()? {
            let own = (
                language::primary(&status.source_language),
                language::primary(&status.target_language),
            );
            if own != self.pair {
                continue;
            }
            let revisions = store.revisions(&status.name)?;
            let Some(article) = store.article(&status.name)? else {
                continue;
            };
            let renamings = draft::renamings(&article, &self.old, &self.new, &self.matcher);
            if !renamings.is_empty() {
                touched.push(Touched {
                    article,
                    revisions,
                    renamings,
                });
            }
        }
        Ok(touched)
    }

    /// Writes the row and the segments. What undoing needs is kept first: a database that cannot be written leaves the row
    /// as it was, and what was done before a fault can be undone.
    fn carry_out(
        &self,
        mut work: Work<'_>,
        touched: &[Touched],
        human: bool,
        terminal: &Terminal,
    ) -> anyhow::Result<()> {
        let mut step = store::Renaming {
            pair: self.pair.clone(),
            file: self.file.clone(),
            old: Some(self.old.clone()),
            new: self.new.clone(),
            changed: Vec::new(),
        };
        let number = work.store.keep_renaming(&step)?;
        let pair = (self.pair.0.as_str(), self.pair.1.as_str());
        let row = (&self.old, Some(self.new.clone()));
        let written = change::change_row(work.session, pair, &self.file, row);
        let elsewhere = || {
            anyhow!(
                "{}: the row of `{}` was changed in the meantime; look at it and run the same again",
                self.file,
                self.old.source
            )
        };
        match written.and_then(|written| written.ok_or_else(elsewhere)) {
            Ok(written) if written == self.file => {}
            Ok(written) => {
                step.old = None;
                step.file = written;
            }
            Err(error) => {
                work.store.forget_renaming(number)?;
                return Err(error);
            }
        }
        terminal.say(format!(
            "{}: {} → {}",
            step.file, self.old.source, self.new.target
        ));
        let all: usize = touched.iter().map(|one| one.renamings.len()).sum();
        let mut done = Ok(());
        for one in touched {
            done = work.rename(one, human, &mut step.changed);
            if done.is_err() {
                break;
            }
        }
        work.store.update_renaming(number, &step)?;
        let changed = step.changed.len();
        done.with_context(|| {
            format!(
                "{} of {all} changed when this went wrong; `tarjuman glossary rename --undo` takes them back",
                counted(changed, "segment")
            )
        })?;
        let left = match all - changed {
            0 => String::from("0 left to people"),
            left if human => format!("{left} left to people"),
            left => format!("{left} left to people, which --human changes too"),
        };
        terminal.say(format!(
            "{} changed, {left}; `tarjuman glossary rename --undo` takes it back",
            counted(changed, "segment")
        ));
        Ok(())
    }

    /// Lists the units of the memory that hold the old rendering: people translated them. How many there are.
    fn print_units(&self, store: &Sqlite) -> anyhow::Result<usize> {
        let pair = Pair::new(&self.pair.0, &self.pair.1);
        let mut out = BufWriter::new(std::io::stdout().lock());
        let mut units = 0;
        for memory in store.memories()? {
            let mut written = Ok(());
            let mut each = |StoredUnit { unit, .. }: StoredUnit| {
                if let Some(after) = draft::renamed_unit(&unit, &self.old, &self.new, &self.matcher) {
                    units += 1;
                    written = writeln!(out, "{}", clean(&unit_line(&memory.memory, &unit, &after)));
                }
                match written {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            };
            store.export_units(Some(&memory.memory), Some(&pair), &mut each)?;
            written?;
        }
        out.flush()?;
        Ok(units)
    }

    fn say_of_units(&self, units: usize, terminal: &Terminal) {
        if units == 0 {
            return;
        }
        let drafts = match self.kept {
            Old::Forbidden => "get the new rendering",
            Old::Allowed => "have the old rendering, which is allowed",
        };
        terminal.say(format!(
            "{} of the memory left to people; drafts made from such a unit {drafts}",
            counted(units, "unit")
        ));
    }
}

/// Names the rows of longer terms that still have the old rendering.
fn say_related(related: &[String], old: &Term, terminal: &Terminal) {
    if related.is_empty() {
        return;
    }
    let more = match related.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    terminal.say(format!(
        "{} of longer terms left with “{}”: {}{more}; rename those too that are to follow",
        counted(related.len(), "row"),
        old.target,
        related[..related.len().min(NAMED)].join(", ")
    ));
}

fn unit_line(memory: &str, unit: &TranslationUnit, after: &str) -> String {
    format!(
        "memory {memory}\tperson\t{}\t{after}\t{}",
        unit.target, unit.source
    )
}

fn print(touched: &[Touched]) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for Touched {
        article, renamings, ..
    } in touched
    {
        for renaming in renamings {
            let target = &article.segments[renaming.place].target;
            let line = format!(
                "{}:{}\t{}\t{}\t{}",
                article.name,
                renaming.place + 1,
                who(target),
                target.content.text,
                renaming.after
            );
            writeln!(out, "{}", clean(&line))?;
        }
    }
    Ok(out.flush()?)
}

fn who(target: &Target) -> &'static str {
    if target.state == State::Locked {
        "locked"
    } else if target.is_a_persons() {
        "person"
    } else {
        "machine"
    }
}
