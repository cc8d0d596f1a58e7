//! Side-by-side review: a page in the browser, served by this program to the person who started it, and to nobody else.
//!
//! `guard` decides who is answered, `routes` says what can be asked, `desk` holds the articles under review and is the
//! only one that writes, `shape` is what the page is told, `events` tells other pages what was saved. The page itself
//! lies in `page/` and is part of the program. What the room needs from outside (glossary files, backends, the clock)
//! it asks of a [`House`].

mod assets;
mod change;
mod connections;
mod desk;
mod events;
mod fault;
mod file_name;
mod find;
mod guard;
mod names;
mod remarks;
mod rename;
mod routes;
mod scratch;
mod shape;
mod shift;
mod span;
mod steps;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use tokio::net::TcpListener;

use crate::check;
use crate::dispatch::Dispatcher;
use crate::document::Term;
use crate::draft;
use crate::format::Paragraphs;
use crate::glossary::Matcher;
use crate::memory::{Lexicon, Memory, Pair};
use crate::store::Sqlite;

pub use fault::Fault;
pub use guard::Token;

use desk::Desk;
use events::Events;

/// What may go wrong outside the room, in words for people.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// What the room is given by whoever starts it.
pub trait House: Send + Sync {
    /// The time, as TMX writes it.
    fn now(&self) -> String;

    /// The glossaries of a pair of languages, read afresh.
    ///
    /// # Errors
    /// A glossary file that cannot be read, and why.
    fn termbook(&self, from: &str, to: &str) -> Result<Termbook, Trouble>;

    /// Adds a term to the glossary file called `file`, or to the workspace's own; where it went.
    ///
    /// # Errors
    /// When the row is not possible, or the file cannot be written.
    fn add_term(&self, pair: (&str, &str), file: Option<&str>, term: Term) -> Result<String, Trouble>;

    /// Changes a row of the glossary `file`; the file that was written, `None` where no glossary of the pair has the row
    /// there any more. A row that comes with the program is overruled by one in the workspace's own file.
    ///
    /// # Errors
    /// When the file cannot be written.
    fn change_term(&self, pair: (&str, &str), file: &str, row: Exchange<'_>) -> Written;

    /// Drafts a file that was brought to the page and takes it into the workspace; the article's name. A file that is
    /// there already is found again, another one of its name gets a number.
    ///
    /// # Errors
    /// When the file cannot be read or drafted, in words for people.
    fn take_in(&self, brought: &Brought<'_>) -> Result<String, Trouble>;

    /// The memory over the units of `own`, and whatever the configuration puts beside them.
    ///
    /// # Errors
    /// When one of those cannot be read.
    fn memory(&self, own: Sqlite) -> Result<Memory<Sqlite>, Trouble>;

    /// Which words of `pair` translate each other, as the memories in `stores` teach it.
    ///
    /// # Errors
    /// When one of those cannot be read.
    fn lexicon(&self, stores: &[&Sqlite], pair: &Pair) -> Result<Arc<Lexicon>, Trouble>;

    /// The same for the checks to go by; nothing where the memories are too small to be relied on.
    ///
    /// # Errors
    /// When one of those cannot be read.
    fn lexicon_for_checks(&self, stores: &[&Sqlite], pair: &Pair) -> Result<Option<Arc<Lexicon>>, Trouble>;

    /// The backends of the configuration, ready to be asked.
    ///
    /// # Errors
    /// What is wrong with the configuration of one.
    fn dispatcher(&self) -> Result<Dispatcher, Trouble>;
}

/// The file that was written, if one was.
pub type Written = Result<Option<String>, Trouble>;

/// A row as it stands, and what is to stand in its place: nothing, when it goes.
pub type Exchange<'a> = (&'a Term, Option<Term>);

/// A file that was brought to the page.
#[derive(Debug)]
pub struct Brought<'a> {
    /// Its name: one component of a path.
    pub name: String,
    /// Where its bytes are for the moment.
    pub file: &'a Path,
    /// Source language, where the person named it.
    pub from: Option<&'a str>,
    /// Target language, likewise.
    pub to: Option<&'a str>,
}

/// The glossaries of a pair of languages.
pub struct Termbook {
    /// Finds their terms.
    pub matcher: Matcher,
    /// Every term, with the file and line it is listed in.
    pub terms: Vec<(String, Term)>,
    /// The files they are listed in, the most important first.
    pub files: Vec<Glossary>,
}

/// A glossary file.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Glossary {
    /// Its path, or the name of one that comes with the program.
    pub name: String,
    /// Its rows.
    pub rows: usize,
    /// Whether it is a file that can be written.
    pub own: bool,
}

/// The `[review]` table of the configuration.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Shortcuts by command, each a list such as `["Ctrl+Enter"]`; the page says which cannot be read.
    pub keys: BTreeMap<String, Vec<String>>,
}

/// Whom and what the page serves.
pub struct Settings {
    /// The name that people's revisions are signed with.
    pub author: String,
    /// The workspace's folder, as people see it.
    pub workspace: String,
    /// Names of the configured backends.
    pub backends: Vec<String>,
    /// Thresholds of drafting, for proposals.
    pub draft: draft::Options,
    /// Which checks run.
    pub checks: check::Options,
    /// How the page behaves.
    pub options: Options,
    /// How plain text is cut into paragraphs.
    pub paragraphs: Paragraphs,
}

/// Everything a route may use.
struct Room {
    settings: Settings,
    house: Box<dyn House>,
    desk: Mutex<Desk>,
    events: Events,
    guard: guard::Guard,
}

/// A reference to the room that a route is given.
type Shared = Arc<Room>;

impl Room {
    /// The desk, one caller at a time. A caller that panicked left the database in its last whole state, so the desk
    /// is used on; what it remembered is read anew.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(|broken| {
            let mut desk = broken.into_inner();
            desk.forget();
            desk
        })
    }
}

/// A server that listens and does not answer yet.
pub struct Server {
    listener: TcpListener,
    routes: Router,
    room: Shared,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Listens on `port` of this machine's own address (`0` for any free one).
    ///
    /// # Errors
    /// When the port is taken, or the database cannot be read.
    pub async fn listen(
        port: u16,
        token: Token,
        settings: Settings,
        house: Box<dyn House>,
        store: Sqlite,
    ) -> Result<Self, Fault> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(|error| Fault::port(port, &error))?;
        let address = listener.local_addr().map_err(|error| Fault::port(port, &error))?;
        let room = Room {
            guard: guard::Guard::new(token, address.port()),
            desk: Mutex::new(Desk::new(store, &*house)?),
            events: Events::default(),
            settings,
            house,
        };
        let room = Arc::new(room);
        Ok(Self {
            listener,
            routes: routes::router(Arc::clone(&room)),
            room,
            address,
        })
    }

    /// Reads an article before a page asks for it, so that the page need not wait. Linear in the article.
    ///
    /// # Errors
    /// When there is none of that name, or it or the glossaries cannot be read.
    pub fn prepare(&self, article: &str) -> Result<(), Fault> {
        let asker = desk::Asker {
            settings: &self.room.settings,
            house: &*self.room.house,
        };
        self.room.desk().article(article, asker).map(|_| ())
    }

    /// Answers until the future is dropped; every save is on disk before it is answered.
    pub async fn serve(self) {
        connections::serve(self.listener, self.routes).await;
    }
}
