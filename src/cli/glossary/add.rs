//! `tarjuman glossary add`: one more row.

use std::path::Path;

use anyhow::{Context, anyhow};

use super::{history, target_file};
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::terminal::{Terminal, clean};
use crate::document::{CaseRule, MatchRule, Term, TermKind, TermStatus};
use crate::glossary::{self, Error, TermFile};
use crate::language::{self, Language};

/// Add a term to a glossary file, or further renderings to one that is listed; no other row changes.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary add كيري Kerry --kind person --forbidden Kiri --note 'US secretary of state 2013-17'
  tarjuman glossary add فتح Fatah --kind organisation --not 'فتح باب' --not 'تم فتح' --not 'فتح النار'
  tarjuman glossary add حلب Aleppo --kind place --file glossaries/places.ar-en.tsv
  tarjuman glossary add كيري Kerry --variant 'John Kerry'    the row of كيري accepts it from then on

A source that the file lists with another target is refused: `glossary rename` gives it another rendering, --variant one more.")]
pub(in crate::cli) struct Arguments {
    /// The source term.
    source: String,

    /// Its preferred rendering.
    target: String,

    /// What it names: name, person, place, organisation, event, work, month, weekday, office, demonym,
    /// currency, term, phrase. Names take proclitics only, the others bend.
    /// Without it, `term`.
    #[arg(long, value_parser = kind)]
    kind: Option<TermKind>,

    /// A further source spelling or an irregular plural; may be given several times.
    #[arg(long = "form", value_name = "FORM")]
    forms: Vec<String>,

    /// A context in which the same letters are another word, as a phrase that holds the term ('فتح باب'); may be
    /// given several times.
    #[arg(long, value_name = "PHRASE")]
    not: Vec<String>,

    /// A further accepted rendering; may be given several times.
    #[arg(long = "variant", value_name = "TARGET")]
    variants: Vec<String>,

    /// A rendering never to be used; may be given several times.
    #[arg(long, value_name = "TARGET")]
    forbidden: Vec<String>,

    /// How it is looked for: exact, word, clitics, inflect, prefix, regex; without it, as its kind is.
    #[arg(long = "match", value_name = "RULE", value_parser = rule)]
    rule: Option<MatchRule>,

    /// Whether letter case counts: match, ignore.
    #[arg(long, value_parser = case)]
    case: Option<CaseRule>,

    /// approved, proposed, obsolete; without it, approved.
    #[arg(long, value_parser = status)]
    status: Option<TermStatus>,

    /// A remark for people.
    #[arg(long, default_value = "")]
    note: String,

    #[command(flatten)]
    place: target_file::Arguments,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    let path = arguments.place.path(&session);
    let (from, _) = arguments.place.pair(&session);
    make_folder_of(&path)?;
    let change = |file: &mut TermFile| arguments.change(file, language::of(&from));
    let said = match target_file::change(&session, &path, change)? {
        None => arguments.target.clone(),
        Some(row) => format!("{}, which was listed", history::told(&row)),
    };
    let said = format!("{}: {} → {said}", path.display(), arguments.source);
    terminal.say(clean(&said));
    Ok(Exit::Done)
}

/// Adds `term` to the glossary file `file`, or to the workspace's own for the pair; the file it went to.
pub(in crate::cli) fn add_row(
    session: &Session,
    (from, to): (&str, &str),
    file: Option<&str>,
    term: Term,
) -> anyhow::Result<String> {
    let folder = session.place().glossaries();
    let path = match file {
        None => target_file::house(&folder, from, to),
        Some(name) => folder.join(
            Path::new(name)
                .file_name()
                .with_context(|| format!("`{name}` names no file"))?,
        ),
    };
    make_folder_of(&path)?;
    target_file::change(session, &path, |file| {
        glossary::add(file, term, language::of(from))
    })?;
    Ok(path.display().to_string())
}

/// Makes the folder that `path` is to stand in.
pub(super) fn make_folder_of(path: &Path) -> anyhow::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| {
            format!(
                "{}: the folder cannot be made; name a file with --file",
                folder.display()
            )
        })?;
    }
    Ok(())
}

impl Arguments {
    /// Adds the row, or widens the one that has its source and target, which is given back.
    fn change(&self, file: &mut TermFile, source: &Language) -> Result<Option<Term>, Error> {
        let asked = self.term();
        let same = |(_, row): &(usize, &Term)| row.source == asked.source && row.target == asked.target;
        let row = file.terms().find(same).map(|(line, row)| (line, row.clone()));
        let Some((line, row)) = row else {
            return glossary::add(file, asked, source).map(|()| None);
        };
        let wide = Term {
            kind: self.kind.unwrap_or(row.kind),
            rule: self.rule.or(row.rule),
            case: self.case.or(row.case),
            status: self.status.unwrap_or(row.status),
            ..glossary::joined(&row, &asked)
        };
        if wide == row {
            let source_term = asked.source;
            return Err(Error::Listed { source_term, line });
        }
        glossary::consistent(&wide)?;
        file.replace(line, wide.clone())?;
        Ok(Some(wide))
    }

    fn term(&self) -> Term {
        Term {
            source: self.source.trim().to_owned(),
            target: self.target.trim().to_owned(),
            kind: self.kind.unwrap_or_default(),
            forms: self.forms.clone(),
            not: self.not.clone(),
            variants: self.variants.clone(),
            forbidden: self.forbidden.clone(),
            rule: self.rule,
            case: self.case,
            status: self.status.unwrap_or_default(),
            note: self.note.clone(),
            ..Term::default()
        }
    }
}

fn kind(name: &str) -> anyhow::Result<TermKind> {
    let list = TermKind::ALL.iter().map(|value| value.as_str());
    TermKind::named(name).ok_or_else(|| unknown(list))
}

fn rule(name: &str) -> anyhow::Result<MatchRule> {
    let list = MatchRule::ALL.iter().map(|value| value.as_str());
    MatchRule::named(name).ok_or_else(|| unknown(list))
}

fn case(name: &str) -> anyhow::Result<CaseRule> {
    let list = CaseRule::ALL.iter().map(|value| value.as_str());
    CaseRule::named(name).ok_or_else(|| unknown(list))
}

fn status(name: &str) -> anyhow::Result<TermStatus> {
    let list = TermStatus::ALL.iter().map(|value| value.as_str());
    TermStatus::named(name).ok_or_else(|| unknown(list))
}

fn unknown<'a>(allowed: impl Iterator<Item = &'a str>) -> anyhow::Error {
    anyhow!("write one of {}", allowed.collect::<Vec<_>>().join(", "))
}
