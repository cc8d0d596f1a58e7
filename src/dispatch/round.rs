//! One backend asked for what is still open, until each piece has an answer or a reason.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::backend::{
    Answer, Capabilities, Context, Error, Remedy, Reply, Request, Source, TermSupport, Usage,
};

use crate::document::Charge;

use super::budget::{Budget, estimate};
use super::key::key;
use super::parcel::Parcel;
use super::supply::Supply;
use super::{Answered, Asking, Attempt, Closed, Ledger, Note, Options, Post, Reuse, Work, masks};

/// How often a backend is made ready before it counts as unusable.
const PREPARATIONS: u32 = 4;

/// One backend at work on one lot of pieces.
pub(super) struct Round<'a> {
    pub(super) post: &'a mut Post,
    pub(super) work: &'a dyn Work,
    pub(super) options: &'a Options,
    pub(super) reuse: Reuse,
    /// Why each piece has no answer yet.
    pub(super) reasons: &'a mut [Option<String>],
    pub(super) budget: &'a mut Budget,
    pub(super) on: &'a mut dyn FnMut(Note),
}

/// A request that is back.
struct Returned {
    parcel: Parcel,
    request: Request,
    reserved: f64,
    result: Result<Reply, Error>,
}

impl Round<'_> {
    /// Asks for the pieces `open`; breaks when `stop` turned true, with requests in flight dropped.
    pub(super) async fn run<L: Ledger>(
        &mut self,
        open: &[usize],
        ledger: &mut L,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<ControlFlow<()>, L::Error> {
        tokio::select! {
            biased;
            Ok(_) = stop.wait_for(|asked| *asked) => return Ok(ControlFlow::Break(())),
            ready = self.prepare() => if !ready {
                self.leave(open);
                return Ok(ControlFlow::Continue(()));
            },
        }
        tokio::select! {
            biased;
            Ok(_) = stop.wait_for(|asked| *asked) => return Ok(ControlFlow::Break(())),
            found = self.find_masks(ledger) => found?,
        }
        let capabilities = self.post.station.backend.capabilities();
        let most = match self.options.concurrency {
            0 => capabilities.concurrency,
            limit => limit.min(capabilities.concurrency),
        };
        self.post.lane.open(most);
        let mut supply = Supply::of(open);
        let mut flying = JoinSet::new();
        loop {
            self.launch(&mut supply, &mut flying, (&capabilities, &mut *ledger))?;
            if self.post.closed.is_some() {
                while let Some(parcel) = self.next(&mut supply, (&capabilities, &mut *ledger))? {
                    self.leave(&parcel.pieces);
                }
            }
            let is_left = supply.is_left();
            if flying.is_empty() && !is_left {
                return Ok(ControlFlow::Continue(()));
            }
            let wake = self.wake(&supply.again);
            tokio::select! {
                biased;
                Ok(_) = stop.wait_for(|asked| *asked) => return Ok(ControlFlow::Break(())),
                Some(joined) = flying.join_next() => match joined {
                    Ok(returned) => {
                        let reply = self.landed(returned, &mut supply.again);
                        // The service is not to wait while its answers are read, unless they may change what it is sent.
                        if capabilities.context == 0 && self.trusts_masks() {
                            self.launch(&mut supply, &mut flying, (&capabilities, &mut *ledger))?;
                        }
                        if let Some((parcel, request, reply)) = reply {
                            self.bill(&reply.usage, ledger)?;
                            let queue = &mut supply.again;
                            self.read(&parcel, (request, reply), queue, (&capabilities, &mut *ledger))?;
                        }
                    }
                    // A request that panicked is gone with its parcel: its pieces keep the reason they had.
                    Err(_) => self.close(Closed::Unusable(self.blamed("a request broke down; run again to go on"))),
                },
                () = sleep_until(wake), if flying.len() < self.post.lane.limit() && is_left => {}
            }
        }
    }

    pub(super) fn name(&self) -> String {
        self.post.station.backend.id().to_owned()
    }

    /// Makes the backend ready for the pair and its terms. Whether it is.
    async fn prepare(&mut self) -> bool {
        if self.post.closed.is_some() {
            return false;
        }
        let backend = Arc::clone(&self.post.station.backend);
        let terms = self.work.terms();
        let mut tries = 1;
        while let Err(error) = backend.prepare(self.work.pair(), &terms).await {
            let wait = match error.remedy() {
                Remedy::Wait(after) => after.unwrap_or_else(|| self.post.lane.backoff(tries)),
                Remedy::Again(_) | Remedy::AgainThenSplit => self.post.lane.backoff(tries),
                Remedy::Split | Remedy::Stop => Duration::ZERO,
            };
            if wait.is_zero() || tries == PREPARATIONS {
                self.close(self.closing(&error));
                return false;
            }
            tries += 1;
            sleep_until(Instant::now() + wait).await;
        }
        let capabilities = backend.capabilities();
        if capabilities.segments == 0 {
            return false;
        }
        true
    }

    /// Finds out which masks the backend leaves as they are, unless an earlier run has: that too is paid for once.
    async fn find_masks<L: Ledger>(&mut self, ledger: &mut L) -> Result<(), L::Error> {
        let backend = Arc::clone(&self.post.station.backend);
        let ignores = backend.capabilities().terms == TermSupport::Ignored;
        if !ignores || self.post.masks.is_some() || self.work.terms().is_empty() {
            return Ok(());
        }
        let key = masks::key(&backend.shape(), self.work.pair());
        if let Some(body) = ledger.kept(&key)? {
            self.post.masks = Some(masks::masks_in(&body));
            return Ok(());
        }
        let (kept, usage) = masks::kept(backend.as_ref(), self.work).await;
        self.bill(&usage, ledger)?;
        if usage.requests > 0 {
            ledger.keep(&key, &kept.join(" "))?;
        }
        self.post.masks = Some(kept);
        Ok(())
    }

    pub(super) fn key(&self, source: &Source, capabilities: &Capabilities) -> String {
        let shape = self.post.station.backend.shape();
        key(&shape, self.work.pair(), source, capabilities.terms)
    }

    pub(super) fn source(&self, number: usize, capabilities: &Capabilities, attempt: Attempt) -> Source {
        self.work.source(number, &self.asking(capabilities, attempt))
    }

    fn asking<'a>(&'a self, capabilities: &'a Capabilities, attempt: Attempt) -> Asking<'a> {
        Asking {
            capabilities,
            masks: self.post.masks.as_deref().unwrap_or_default(),
            attempt,
        }
    }

    /// Sends what may be sent at this moment.
    fn launch<L: Ledger>(
        &mut self,
        supply: &mut Supply<'_>,
        flying: &mut JoinSet<Returned>,
        (capabilities, ledger): (&Capabilities, &mut L),
    ) -> Result<(), L::Error> {
        let may_ask = |post: &Post| post.closed.is_none() && post.lane.rest().is_none();
        while flying.len() < self.post.lane.limit() && may_ask(self.post) {
            let Some(parcel) = self.next(supply, (capabilities, &mut *ledger))? else {
                break;
            };
            let request = self.request(&parcel, capabilities);
            let cost = estimate(&request, capabilities, &self.post.station.price);
            if let Err(reason) = self.budget.reserve(cost.money) {
                supply.again.push_front(parcel);
                self.close(Closed::Exhausted(reason));
                break;
            }
            let backend = Arc::clone(&self.post.station.backend);
            flying.spawn(async move {
                let result = backend.translate(&request).await;
                Returned {
                    parcel,
                    request,
                    reserved: cost.money,
                    result,
                }
            });
        }
        Ok(())
    }

    fn request(&self, parcel: &Parcel, capabilities: &Capabilities) -> Request {
        let pair = self.work.pair();
        let source = |&number: &usize| self.source(number, capabilities, parcel.attempt);
        let first = parcel.pieces.first().copied().unwrap_or_default();
        Request {
            from: pair.from.to_owned(),
            to: pair.to.to_owned(),
            segments: parcel.pieces.iter().map(source).collect(),
            context: match capabilities.context {
                0 => Context::default(),
                _ => self
                    .work
                    .context(first, &self.asking(capabilities, parcel.attempt)),
            },
        }
    }

    /// Whether no answer to come can make the backend one that loses masks.
    fn trusts_masks(&self) -> bool {
        self.post.masks.as_ref().is_none_or(Vec::is_empty) || self.post.experience.is_good()
    }

    /// When the next parcel may be sent.
    fn wake(&self, queue: &VecDeque<Parcel>) -> Instant {
        let now = Instant::now();
        let ready = queue.iter().map(|parcel| parcel.not_before.unwrap_or(now)).min();
        let rest = self.post.lane.rest().unwrap_or(now);
        ready.unwrap_or(now).max(rest)
    }

    /// Takes what a request cost off the budget and does what its failure asks for; the reply to be read, if there is one.
    fn landed(
        &mut self,
        returned: Returned,
        queue: &mut VecDeque<Parcel>,
    ) -> Option<(Parcel, Request, Reply)> {
        let Returned {
            parcel,
            request,
            reserved,
            result,
        } = returned;
        match result {
            Ok(reply) => {
                self.budget
                    .settle(reserved, self.post.station.price.of(&reply.usage));
                self.post.lane.succeeded();
                Some((parcel, request, reply))
            }
            Err(error) => {
                self.budget.settle(reserved, 0.0);
                self.failed(parcel, &error, queue);
                None
            }
        }
    }

    /// Writes down what a reply cost, before anything is done with it.
    fn bill<L: Ledger>(&mut self, usage: &Usage, ledger: &mut L) -> Result<(), L::Error> {
        let spent = self.post.station.price.of(usage);
        self.post.spending.usage.add(usage);
        self.post.spending.spent += spent;
        ledger.charge(&Charge {
            backend: self.name(),
            requests: usage.requests,
            characters: usage.characters,
            input_tokens: usage.input_tokens,
            output_tokens: usage.output_tokens,
            spent,
            ..Charge::default()
        })
    }

    pub(super) fn answered(&mut self, number: usize, source: Source, answer: Answer) {
        self.reasons[number] = None;
        let answered = Answered {
            backend: self.name(),
            terms: self.post.station.backend.capabilities().terms,
            source,
            answer,
        };
        (self.on)(Note::Answered(number, Box::new(answered)));
    }

    pub(super) fn refuse(&mut self, number: usize, reason: String) {
        self.reasons[number] = Some(reason);
    }

    /// Gives `pieces` the reason why the backend is asked no more.
    pub(super) fn leave(&mut self, pieces: &[usize]) {
        let Some(Closed::Unusable(reason) | Closed::Exhausted(reason)) = self.post.closed.clone() else {
            return;
        };
        for &number in pieces {
            self.refuse(number, reason.clone());
        }
    }

    /// Why an error ends the asking.
    pub(super) fn closing(&self, error: &Error) -> Closed {
        let reason = self.blamed(error);
        match error {
            Error::Quota { .. } => Closed::Exhausted(reason),
            _ => Closed::Unusable(reason),
        }
    }

    /// What went wrong, with the name of the backend that it went wrong with.
    pub(super) fn blamed(&self, what: impl std::fmt::Display) -> String {
        let (name, what) = (self.name(), what.to_string());
        if what.starts_with(&name) {
            what
        } else {
            format!("{name}: {what}")
        }
    }

    pub(super) fn close(&mut self, closed: Closed) {
        let (Closed::Unusable(reason) | Closed::Exhausted(reason)) = &closed;
        self.post.spending.closed = Some(reason.clone());
        self.post.closed.get_or_insert(closed);
    }
}
