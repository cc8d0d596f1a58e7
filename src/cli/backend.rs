//! `tarjuman backend`: what can fill a draft, and whether it works.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use clap::Subcommand;

use crate::backend::{self, CodeSupport, Fault, Pair, Request, Source, TermSupport};
use crate::document::{Content, SegmentId, Term, TermKind};

use super::chain;
use super::exit::Exit;
use super::session::Session;
use super::terminal::Terminal;

/// Machine translation backends: list, test.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// The backends there are: those that are configured, then the kinds. Those in use are marked.
    List,
    /// Send one sentence through a backend: what comes back, how long it takes, what it can do.
    Test {
        /// The backend's name, as `backend list` shows it.
        name: String,
        /// Source language.
        #[arg(long, default_value = "ar", value_parser = super::input::language_tag)]
        from: String,
        /// Target language.
        #[arg(long, default_value = "en", value_parser = super::input::language_tag)]
        to: String,
        /// The sentence.
        #[arg(long, default_value = "قال لافروف لكيري نعم.")]
        text: String,
    },
}

pub(super) fn run(command: &Command, terminal: &Terminal, workspace: Option<&Path>) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    match command {
        Command::List => list(&session),
        Command::Test { name, from, to, text } => test(&session, name, Pair { from, to }, text, terminal),
    }
}

fn list(session: &Session) -> anyhow::Result<Exit> {
    let settings = &session.settings;
    let mark = |name: &str| {
        if settings.backend.r#use.iter().any(|used| used == name) {
            "*"
        } else {
            " "
        }
    };
    let names = settings.backends.keys().map(String::as_str);
    let names = names.chain(backend::ALL.iter().map(|kind| kind.id));
    let width = names.map(|name| name.chars().count()).max().unwrap_or_default();
    let mut out = std::io::stdout().lock();
    for (name, service) in &settings.backends {
        let kind = if service.kind.is_empty() {
            name
        } else {
            &service.kind
        };
        writeln!(out, "{} {name:width$}  configured, kind {kind}", mark(name))?;
    }
    for kind in backend::ALL
        .iter()
        .filter(|kind| !settings.backends.contains_key(kind.id))
    {
        let idle = kind.id == "none" && settings.backend.r#use.is_empty();
        let mark = if idle { "*" } else { mark(kind.id) };
        writeln!(out, "{mark} {:width$}  {}", kind.id, kind.about)?;
    }
    Ok(Exit::Done)
}

fn test(
    session: &Session,
    name: &str,
    pair: Pair<'_>,
    text: &str,
    terminal: &Terminal,
) -> anyhow::Result<Exit> {
    let station = chain::station(session, name)?;
    let backend = station.backend.as_ref();
    if let Some(warning) = backend.warning() {
        terminal.warn(warning);
    }
    let term = Term {
        source: String::from("لافروف"),
        target: String::from("Lavrov"),
        kind: TermKind::Person,
        ..Term::default()
    };
    let terms: Vec<Term> = Some(term)
        .filter(|term| text.contains(&term.source))
        .into_iter()
        .collect();
    let request = Request {
        from: pair.from.to_owned(),
        to: pair.to.to_owned(),
        segments: vec![Source {
            id: SegmentId::of(text, 0),
            content: Content::plain(text),
            terms: terms.clone(),
            repair: None,
        }],
        ..Request::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let begin = Instant::now();
    runtime.block_on(backend.prepare(pair, &terms))?;
    let ready = begin.elapsed();
    let begin = Instant::now();
    let reply = runtime.block_on(backend.translate(&request))?;
    let took = begin.elapsed();
    describe(name, backend, terminal);
    if backend.capabilities().segments == 0 {
        terminal.say(format!(
            "{name} translates nothing: segments stay empty for a person to fill"
        ));
        return Ok(Exit::Done);
    }
    terminal.say(format!(
        "ready in {:.2} s, answer in {:.2} s, {:.4} in money",
        ready.as_secs_f64(),
        took.as_secs_f64(),
        station.price.of(&reply.usage)
    ));
    let answer = reply.answers.first();
    let answer = answer.ok_or_else(|| {
        unusable(format!(
            "{name} answered nothing that carries the id of the question"
        ))
    })?;
    match &answer.fault {
        None => writeln!(std::io::stdout().lock(), "{}", answer.content.text)?,
        Some(Fault::Refused(words)) => return Err(unusable(format!("{name} declined: {words}"))),
        Some(Fault::Filtered) => return Err(unusable(format!("a filter of {name} held the answer back"))),
        Some(Fault::Cut) => return Err(unusable(format!("the answer of {name} was cut"))),
    }
    for term in terms
        .iter()
        .filter(|term| !answer.content.text.contains(&term.target))
    {
        terminal.warn(format!(
            "the term {} was not rendered as {}; a draft puts that right or says so",
            term.source, term.target
        ));
    }
    Ok(Exit::Done)
}

/// A backend that answers, but not with a translation; said as every fault of a backend is.
fn unusable(message: String) -> anyhow::Error {
    backend::Error::Engine(message).into()
}

/// What a backend can do, in words.
fn describe(name: &str, backend: &dyn backend::Backend, terminal: &Terminal) {
    let can = backend.capabilities();
    let terms = match can.terms {
        TermSupport::Ignored => "knows no terms: names go out masked where it leaves masks alone",
        TermSupport::Asked => "is asked to keep terms, and once more where it did not",
        TermSupport::Bound => "binds terms itself",
        TermSupport::Aligned => "says what renders what, so that terms are put in place",
    };
    let codes = match can.codes {
        CodeSupport::Dropped => "inline codes are put back afterwards",
        CodeSupport::Carried => "carries inline codes",
    };
    terminal.say(format!(
        "{name}: at most {} segments, {} characters and {} requests at a time; {terms}; {codes}",
        can.segments, can.characters, can.concurrency
    ));
}
