//! `tarjuman glossary add`: one more row.

use std::path::Path;

use anyhow::{Context, anyhow};

use super::target_file;
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::terminal::Terminal;
use crate::document::{CaseRule, MatchRule, Term, TermKind, TermStatus};

/// Add a term to a glossary file; no other row changes.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary add كيري Kerry --kind person --forbidden Kiri --note 'US secretary of state 2013-17'
  tarjuman glossary add فتح Fatah --kind organisation --not 'فتح باب' --not 'تم فتح' --not 'فتح النار'
  tarjuman glossary add حلب Aleppo --kind place --file glossaries/places.ar-en.tsv")]
pub(in crate::cli) struct Arguments {
    /// The source term.
    source: String,

    /// Its preferred rendering.
    target: String,

    /// What it names: name, person, place, organisation, event, work, month, weekday, office, demonym,
    /// currency, term, phrase. Names take proclitics only, the others bend.
    #[arg(long, value_parser = kind, default_value = "term")]
    kind: TermKind,

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

    /// approved, proposed, obsolete.
    #[arg(long, value_parser = status, default_value = "approved")]
    status: TermStatus,

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
    add_to(&path, arguments.term())?;
    terminal.say(format!(
        "{}: {} → {}",
        path.display(),
        arguments.source,
        arguments.target
    ));
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
    add_to(&path, term)?;
    Ok(path.display().to_string())
}

fn add_to(path: &Path, term: Term) -> anyhow::Result<()> {
    make_folder_of(path)?;
    target_file::change(path, |file| file.add(term))
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
    fn term(&self) -> Term {
        Term {
            source: self.source.trim().to_owned(),
            target: self.target.trim().to_owned(),
            kind: self.kind,
            forms: self.forms.clone(),
            not: self.not.clone(),
            variants: self.variants.clone(),
            forbidden: self.forbidden.clone(),
            rule: self.rule,
            case: self.case,
            status: self.status,
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
