//! `tarjuman review`: the side-by-side page, served to the browser of whoever started it.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::dispatch::{Dispatcher, Reuse};
use crate::document::Term;
use crate::review::{self, House, Server, Termbook, Token, Trouble};
use crate::{language, store::Store};

use super::exit::Exit;
use super::session::Session;
use super::stop::Stop;
use super::termbase::Termbase;
use super::terminal::Terminal;
use super::{article, chain, clock, draft, glossary};

/// Review drafts side by side in the browser: edit, approve, keep terms, search, export.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman review                       every article of the workspace
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
    let name = match &arguments.article {
        Some(asked) => Some(taken_in(asked, terminal, workspace)?),
        None => None,
    };
    let session = Session::require(workspace)?;
    let store = session.store()?;
    if name.is_none() && store.articles()?.is_empty() {
        bail!("there is no article in this workspace yet; `tarjuman review FILE` drafts one and opens it");
    }
    let settings = review::Settings {
        author: author(arguments),
        workspace: session.place().folder().display().to_string(),
        backends: session.settings.backend.r#use.clone(),
        draft: session.settings.draft.clone(),
        checks: session.settings.check.clone(),
    };
    let stop = Stop::on_ctrl_c()?;
    let token = Token::fresh().context("the machine gives no random numbers")?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let house = Box::new(Desktop {
        session,
        stop: stop.clone(),
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
            served = server.serve() => served.context("the page is no longer served"),
            _ = asked.wait_for(|asked| *asked) => Ok(()),
        }
    })?;
    runtime.shutdown_background();
    Ok(Exit::Done)
}

/// The name of the article that is meant; a file that the workspace does not hold is drafted first.
fn taken_in(asked: &Path, terminal: &Terminal, workspace: Option<&Path>) -> anyhow::Result<String> {
    let session = Session::find(workspace)?;
    if let Some(store) = session.existing_store()? {
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
    draft::take_in(asked, terminal, workspace)
}

#[expect(clippy::disallowed_methods, reason = "the environment enters here")]
fn author(arguments: &Arguments) -> String {
    let given = arguments.author.clone();
    let login = || std::env::var("USER").or_else(|_| std::env::var("USERNAME")).ok();
    given.or_else(login).unwrap_or_else(|| String::from("reviewer"))
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

/// The workspace as the page's house: its glossaries, its backends, this machine's clock.
struct Desktop {
    session: Session,
    stop: Stop,
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
        Ok(Termbook {
            terms: rows.collect(),
            matcher,
        })
    }

    fn add_term(&self, (from, to): (&str, &str), file: Option<&str>, term: Term) -> Result<String, Trouble> {
        Ok(glossary::add_row(&self.session, (from, to), file, term)?)
    }

    fn dispatcher(&self) -> Result<Dispatcher, Trouble> {
        let stations = chain::stations(&self.session, &[])?;
        let options = self.session.settings.backend.clone();
        Ok(Dispatcher::new(stations, options, Reuse::Kept, self.stop.watch()))
    }
}
