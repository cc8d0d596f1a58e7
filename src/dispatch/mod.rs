//! Asking backends: packed by what they can take, patiently, one backend after the other, nothing paid for twice.
//!
//! [`Dispatcher::ask`] is handed work and gives back, for each piece of it, an answer that the work itself has
//! accepted, or the reason why there is none. It knows no article: what to send, and whether an answer is one, is
//! the business of [`Work`].

mod budget;
mod forecast;
mod key;
mod lane;
mod masks;
mod parcel;
mod reply;
mod round;
mod supply;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::Deserialize;
use tokio::sync::watch;

use crate::backend::{Answer, Backend, Capabilities, Context, Pair, Price, Source, TermSupport, Usage};
use crate::document::{Charge, Term};

use lane::Lane;
use round::Round;

pub use forecast::Forecast;
pub use key::{Kept, key};
pub use masks::{masks_in, places_of};

/// The `[backend]` table of the configuration.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Backends that fill what memory and glossary leave empty, by name; a later one is asked for what the ones
    /// before it could not translate. Empty: none.
    pub r#use: Vec<String>,
    /// The most that one run may spend, in the currency of the prices; 0: no limit.
    pub budget: f64,
    /// The longest first pause after a fault, in seconds; each further one may be twice as long, up to 30 s.
    pub pause: f64,
    /// Requests in flight, at most; 0: as many as the backend takes.
    pub concurrency: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            r#use: Vec::new(),
            budget: 0.0,
            pause: 0.5,
            concurrency: 0,
        }
    }
}

/// What is to be translated. Its pieces are numbered from 0, in reading order.
pub trait Work {
    /// Source and target language.
    fn pair(&self) -> Pair<'_>;

    /// How many pieces there are.
    fn len(&self) -> usize;

    /// Whether there is nothing to do.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every term that a piece may need.
    fn terms(&self) -> Vec<Term>;

    /// Whether a backend that can do this is to be asked at all.
    fn is_for(&self, capabilities: &Capabilities) -> bool {
        let _ = capabilities;
        true
    }

    /// Piece `number` as `asking` gets it.
    fn source(&self, number: usize, asking: &Asking<'_>) -> Source;

    /// What stands around a request that begins with piece `number`.
    fn context(&self, number: usize, asking: &Asking<'_>) -> Context;

    /// Whether `answer` is a translation of what was `sent` for piece `number`; the last answer that will be had is
    /// measured less strictly.
    ///
    /// # Errors
    /// What is wrong with it, in words for the reason of an empty segment.
    fn accept(&self, number: usize, sent: (&Source, Attempt), answer: &Answer) -> Result<(), String>;
}

/// Who is asked, and for the how-manieth time.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// What the backend can do.
    pub capabilities: &'a Capabilities,
    /// Invented names that this backend leaves as they are.
    pub masks: &'a [&'static str],
    /// Whether the piece goes with others or, since an answer was no translation, alone.
    pub attempt: Attempt,
}

/// See [`Asking::attempt`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// With others, as packed.
    Packed,
    /// Alone, once more.
    Alone,
}

/// Where answers are kept before they are used.
pub trait Ledger {
    /// What may go wrong there.
    type Error;

    /// The answer kept under `key`.
    ///
    /// # Errors
    /// What the place reports.
    fn kept(&self, key: &str) -> Result<Option<String>, Self::Error>;

    /// Keeps an answer under `key`.
    ///
    /// # Errors
    /// What the place reports.
    fn keep(&mut self, key: &str, body: &str) -> Result<(), Self::Error>;

    /// Adds `charge` to what its backend was asked for.
    ///
    /// # Errors
    /// What the place reports.
    fn charge(&mut self, charge: &Charge) -> Result<(), Self::Error>;
}

/// An accepted answer and how it was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// The backend's name.
    pub backend: String,
    /// What the backend does with terms.
    pub terms: TermSupport,
    /// What it was sent.
    pub source: Source,
    /// What it answered.
    pub answer: Answer,
}

/// What happens while asking.
#[derive(Debug, Clone, PartialEq)]
pub enum Note {
    /// The piece of this number has its answer: told as soon as that is kept.
    Answered(usize, Box<Answered>),
    /// A backend is given a rest: who, why, for how many seconds.
    Resting(String, String, u64),
}

/// A backend and what it charges.
#[derive(Clone)]
pub struct Station {
    /// The backend.
    pub backend: Arc<dyn Backend>,
    /// What it charges.
    pub price: Price,
}

/// What one backend cost in a run, and what asking it again would have cost.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Spending {
    /// The backend's name.
    pub backend: String,
    /// What it counted in this run.
    pub usage: Usage,
    /// The same in money.
    pub spent: f64,
    /// Answers taken from those that were paid for earlier.
    pub reused: u64,
    /// What they had cost.
    pub saved: f64,
    /// Requests that came to nothing and were made again.
    pub retries: u64,
    /// Why it was not asked to the end, if so.
    pub closed: Option<String>,
}

impl From<Charge> for Spending {
    fn from(charge: Charge) -> Self {
        Self {
            backend: charge.backend,
            usage: Usage {
                requests: charge.requests,
                characters: charge.characters,
                input_tokens: charge.input_tokens,
                output_tokens: charge.output_tokens,
            },
            spent: charge.spent,
            reused: charge.reused,
            saved: charge.saved,
            ..Self::default()
        }
    }
}

/// Why a backend is asked no more in this run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// Its fault.
    Unusable(String),
    /// Its quota, or the run's budget, is used up.
    Exhausted(String),
}

/// One run's way of asking: the chain of backends, each with its lane and its bill.
pub struct Dispatcher {
    posts: Vec<Post>,
    options: Options,
    stop: watch::Receiver<bool>,
    reuse: Reuse,
}

/// Whether answers that were paid for earlier are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reuse {
    /// They are.
    Kept,
    /// Everything is asked for anew.
    Fresh,
}

/// A station at work.
struct Post {
    station: Station,
    lane: Lane,
    spending: Spending,
    closed: Option<Closed>,
    masks: Option<Vec<&'static str>>,
    experience: masks::Experience,
}

impl Dispatcher {
    /// Asks `stations` in turn; breaks off within moments once `stop` turns true.
    #[must_use]
    pub fn new(stations: Vec<Station>, options: Options, reuse: Reuse, stop: watch::Receiver<bool>) -> Self {
        let post = |station: Station| Post {
            spending: Spending {
                backend: station.backend.id().to_owned(),
                ..Spending::default()
            },
            lane: Lane::new(options.pause),
            closed: None,
            masks: None,
            experience: masks::Experience::default(),
            station,
        };
        Self {
            posts: stations.into_iter().map(post).collect(),
            options,
            stop,
            reuse,
        }
    }

    /// Whether there is anybody to ask.
    #[must_use]
    pub fn is_mute(&self) -> bool {
        let translates = |post: &Post| post.station.backend.capabilities().segments > 0;
        !self.posts.iter().any(translates)
    }

    /// Everything of the backends that shapes their answers.
    #[must_use]
    pub fn shape(&self) -> String {
        let shapes = self.posts.iter().map(|post| post.station.backend.shape());
        shapes.collect::<Vec<_>>().join("\n")
    }

    /// What each backend has cost so far.
    #[must_use]
    pub fn spending(&self) -> Vec<Spending> {
        self.posts.iter().map(|post| post.spending.clone()).collect()
    }

    /// Why backends are asked no more, in the order of the chain.
    #[must_use]
    pub fn closed(&self) -> Vec<Closed> {
        self.posts.iter().filter_map(|post| post.closed.clone()).collect()
    }

    /// Asks for every piece of `work` and hands each answer to `on`, once it is in `ledger`; in the end, for each piece, the
    /// reason why it has no answer, if so. `None` when asked to stop.
    ///
    /// # Errors
    /// What the ledger reports.
    pub async fn ask<L: Ledger>(
        &mut self,
        work: &dyn Work,
        ledger: &mut L,
        on: &mut dyn FnMut(Note),
    ) -> Result<Option<Vec<Option<String>>>, L::Error> {
        let mut reasons = vec![Some(String::from("no backend was asked")); work.len()];
        let mut open: Vec<usize> = (0..work.len()).collect();
        let mut budget = budget::Budget::new(self.options.budget, &self.posts);
        for post in &mut self.posts {
            if open.is_empty() {
                break;
            }
            if !work.is_for(&post.station.backend.capabilities()) {
                continue;
            }
            let mut round = Round {
                post,
                work,
                options: &self.options,
                reuse: self.reuse,
                reasons: &mut reasons,
                budget: &mut budget,
                on: &mut *on,
            };
            if round.run(&open, ledger, &mut self.stop).await?.is_break() {
                return Ok(None);
            }
            open.retain(|&number| reasons[number].is_some());
        }
        Ok(Some(reasons))
    }
}
