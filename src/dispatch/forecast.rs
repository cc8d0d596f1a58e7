//! What asking would cost, told without asking.

use serde::Serialize;

use crate::backend::{Request, Usage};

use super::budget::estimate;
use super::key::key;
use super::parcel::{Size, pack};
use super::{Asking, Attempt, Dispatcher, Ledger, Post, Reuse, Work};

/// What one backend would be asked for, were it asked for everything.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Forecast {
    /// The backend's name.
    pub backend: String,
    /// What it would count; tokens are a guess.
    pub usage: Usage,
    /// The same in money.
    pub money: f64,
    /// Segments whose answer is there already.
    pub reused: u64,
}

impl Dispatcher {
    /// What each backend of the chain would be asked for and what that would cost. No backend hears of it.
    ///
    /// # Errors
    /// What the ledger reports.
    pub fn forecast<L: Ledger>(&self, work: &dyn Work, ledger: &L) -> Result<Vec<Forecast>, L::Error> {
        let posts = self.posts.iter();
        posts.map(|post| one(post, work, self.reuse, ledger)).collect()
    }
}

fn one<L: Ledger>(post: &Post, work: &dyn Work, reuse: Reuse, ledger: &L) -> Result<Forecast, L::Error> {
    let backend = &post.station.backend;
    let capabilities = backend.capabilities();
    let asking = Asking {
        capabilities: &capabilities,
        masks: &[],
        attempt: Attempt::Packed,
    };
    let mut forecast = Forecast {
        backend: backend.id().to_owned(),
        usage: Usage::default(),
        money: 0.0,
        reused: 0,
    };
    let (mut open, mut sources) = (Vec::new(), Vec::new());
    for number in 0..work.len() {
        let source = work.source(number, &asking);
        let key = key(&backend.shape(), work.pair(), &source, capabilities.terms);
        if reuse == Reuse::Kept && ledger.kept(&key)?.is_some() {
            forecast.reused += 1;
        } else {
            open.push((sources.len(), Size::of(&source)));
            sources.push(source);
        }
    }
    for parcel in pack(&open, &capabilities) {
        let segments = parcel
            .pieces
            .iter()
            .map(|&number| sources[number].clone())
            .collect();
        let request = Request {
            segments,
            ..Request::default()
        };
        let cost = estimate(&request, &capabilities, &post.station.price);
        forecast.usage.add(&cost.usage);
        forecast.money += cost.money;
    }
    Ok(forecast)
}
