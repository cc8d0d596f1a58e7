//! `tarjuman review`: the side-by-side page, served to the browser of whoever started it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};

use crate::dispatch::{Dispatcher, Reuse};
use crate::document::Term;
use crate::language;
use crate::memory::{Lexicon, Memory, Pair};
use crate::review::{self, Brought, Exchange, Glossary, House, Server, Termbook, Token, Trouble, Written};
use crate::store::{Sqlite, Store, files};

use super::draft::{self, Taken};
use super::exit::Exit;
use super::lexicons::Lexicons;
use super::session::{Session, author};
use super::stop::Stop;
use super::termbase::Termbase;
use super::terminal::{Color, Terminal};
use super::{article, chain, clock, glossary};

/// Review drafts side by side in the browser: edit, approve, keep terms, search, export.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman review                       every article of the workspace; more can be dropped on the page
  tarjuman review kerry-lavrov          one of them
  tarjuman review article.txt           draft a file first, if it is not in the workspace yet, and review it

The page is served on this machine only, to the browser that has the address printed here. Every change is saved
as it is typed. Press Ctrl-C here to end; nothing is lost by it.")]
pub(super) struct Arguments {
    /// An article's name, or the beginning of it, or a file to draft; without it, the list of articles.
    #[arg(value_name = "ARTICLE|FILE")]
    article: Option<PathBuf>,

    /// The port to listen on; without it, any free one.
    #[arg(long, default_value_t = 0, value_name = "NUMBER", hide_default_value = true)]
    port: u16,

    /// Print the address, and leave opening it to you.
    #[arg(long)]
    no_open: bool,

    /// The name that revisions are signed with; without it, the one you are logged in by.
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let stop = Stop::on_ctrl_c()?;
    let name = match &arguments.article {
        Some(asked) => Some(taken_in(asked, &stop, terminal, workspace)?),
        None => None,
    };
    let session = Session::find_or_make(workspace)?;
    session.announce(terminal);
    let store = session.store_or_reader()?;
    let settings = review::Settings {
        author: author(arguments.author.clone()),
        workspace: session.place().folder().display().to_string(),
        backends: session.settings.backend.r#use.clone(),
        draft: session.settings.draft.clone(),
        checks: session.checks()?.clone(),
        options: session.settings.review.clone(),
        paragraphs: session.settings.paragraphs,
    };
    let token = Token::fresh().context("the machine gives no random numbers")?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let house = Box::new(Desktop {
        session,
        stop: stop.clone(),
        lexicons: Lexicons::default(),
    });
    runtime.block_on(async {
        let server = Server::listen(arguments.port, token.clone(), settings, house, store).await?;
        if let Some(name) = &name {
            server.prepare(name)?;
        }
        let address = address(&server, &token, name.as_deref());
        terminal.say(format!(
            "Reviewing at {address}\nEverything is saved as you type; Ctrl-C here ends."
        ));
        if !arguments.no_open && open::that_detached(&address).is_err() {
            terminal.warn("no browser could be started; open the address yourself");
        }
        let mut asked = stop.watch();
        tokio::select! {
            () = server.serve() => {}
            _ = asked.wait_for(|asked| *asked) => {}
        }
        anyhow::Ok(())
    })?;
    runtime.shutdown_background();
    Ok(Exit::Done)
}

/// The name of the article that is meant; a file that the workspace does not hold is drafted first.
fn taken_in(
    asked: &Path,
    stop: &Stop,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<String> {
    let session = Session::find(workspace)?;
    if session.place().database().is_file() {
        let store = session.store_or_reader()?;
        let query = asked.to_string_lossy();
        if !asked.is_file() {
            return Ok(article::named(&store, &query)?.name);
        }
        let name = draft::name_of(asked, &session);
        if store.article(&name)?.is_some() {
            return Ok(name);
        }
    } else if !asked.is_file() {
        bail!(
            "{}: there is no such file, and no workspace here",
            asked.display()
        );
    }
    let taken = Taken {
        file: asked,
        name: None,
        from: None,
        to: None,
    };
    draft::take_in(&taken, stop.clone(), terminal, workspace)
}

fn address(server: &Server, token: &Token, article: Option<&str>) -> String {
    let mut address = format!("http://{}/#token={}", server.address, token.reveal());
    if let Some(name) = article {
        let escaped: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        address.push_str("&article=");
        address.push_str(&escaped);
    }
    address
}

/// `news.txt` as `news (2).txt`.
fn numbered(name: &str, number: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem} ({number}).{extension}"),
        None => format!("{name} ({number})"),
    }
}

/// The workspace as the page's house: its glossaries, its backends, this machine's clock.
struct Desktop {
    session: Session,
    stop: Stop,
    lexicons: Lexicons,
}

impl House for Desktop {
    fn now(&self) -> String {
        clock::now()
    }

    fn termbook(&self, from: &str, to: &str) -> Result<Termbook, Trouble> {
        let termbase = Termbase::gather(&self.session, &[], from, to)?;
        let matcher = termbase.matcher(language::of(from))?;
        let glossaries = termbase.read()?;
        let rows = glossaries.iter().flat_map(|glossary| {
            let name = &glossary.name;
            let place = move |(line, term): (usize, &Term)| (format!("{name}:{line}"), term.clone());
            glossary.file.terms().map(place)
        });
        let files = termbase.sources.iter().map(|source| Glossary {
            own: Path::new(&source.name).is_file(),
            rows: source.sheet.rows(),
            name: source.name.clone(),
        });
        Ok(Termbook {
            terms: rows.collect(),
            files: files.collect(),
            matcher,
        })
    }

    fn add_term(&self, (from, to): (&str, &str), file: Option<&str>, term: Term) -> Result<String, Trouble> {
        Ok(glossary::add_row(&self.session, (from, to), file, term)?)
    }

    fn change_term(&self, pair: (&str, &str), file: &str, row: Exchange<'_>) -> Written {
        Ok(glossary::change_row(&self.session, pair, file, row)?)
    }

    fn take_in(&self, brought: &Brought<'_>) -> Result<String, Trouble> {
        let folder = self.session.place().folder().to_owned();
        let store = self.session.store()?;
        let bytes = files::read(brought.file)?;
        let mut name = brought.name.clone();
        let mut number = 1;
        while let Some(original) = store.original(&name)? {
            if original.bytes == bytes {
                return Ok(name);
            }
            number += 1;
            name = numbered(&brought.name, number);
        }
        let taken = Taken {
            file: brought.file,
            name: Some(&name),
            from: brought.from,
            to: brought.to,
        };
        let quiet = Terminal::new(Color::Auto, true, false);
        let drafted = draft::take_in(&taken, self.stop.clone(), &quiet, Some(&folder));
        // The person knows the file by its name, not by where it lies for the moment.
        let shown = brought.file.display().to_string();
        drafted.map_err(|error| error.to_string().replace(&shown, &brought.name).into())
    }

    fn memory(&self, own: Sqlite) -> Result<Memory<Sqlite>, Trouble> {
        Ok(self.session.memory(own)?)
    }

    fn lexicon(&self, stores: &[&Sqlite], pair: &Pair) -> Result<Arc<Lexicon>, Trouble> {
        Ok(self.lexicons.of(stores, pair)?)
    }

    fn lexicon_for_checks(&self, stores: &[&Sqlite], pair: &Pair) -> Result<Option<Arc<Lexicon>>, Trouble> {
        Ok(self.lexicons.for_checks(stores, pair)?)
    }

    fn dispatcher(&self) -> Result<Dispatcher, Trouble> {
        let stations = chain::stations(&self.session, &[])?;
        let options = self.session.settings.backend.clone();
        Ok(Dispatcher::new(stations, options, Reuse::Kept, self.stop.watch()))
    }
}
