//! What is sent next: pieces that were answered in an earlier run are settled on the way, the others are packed.
//!
//! A piece is looked at when a request has room for it, so that the first request waits for no other piece.

use std::collections::VecDeque;

use tokio::time::Instant;

use crate::backend::Capabilities;
use crate::document::Charge;

use super::key::Kept;
use super::parcel::{Packer, Parcel, Size};
use super::round::Round;
use super::{Attempt, Ledger, Reuse};

/// What is yet to be asked for.
pub(super) struct Supply<'a> {
    /// Pieces that nobody has looked at, in order.
    open: &'a [usize],
    packer: Packer,
    /// What is to be sent again.
    pub(super) again: VecDeque<Parcel>,
}

impl<'a> Supply<'a> {
    /// Everything that is `open`.
    pub(super) fn of(open: &'a [usize]) -> Self {
        Self {
            open,
            packer: Packer::default(),
            again: VecDeque::new(),
        }
    }

    /// Whether anything is yet to be sent.
    pub(super) fn is_left(&self) -> bool {
        !(self.open.is_empty() && self.packer.is_empty() && self.again.is_empty())
    }
}

impl Round<'_> {
    /// The next parcel that may be sent: of pieces that were not asked for yet, then of what is to be asked for again. What was
    /// answered in an earlier run is settled on the way.
    pub(super) fn next<L: Ledger>(
        &mut self,
        supply: &mut Supply<'_>,
        (capabilities, ledger): (&Capabilities, &mut L),
    ) -> Result<Option<Parcel>, L::Error> {
        let (reused, saved) = (self.post.spending.reused, self.post.spending.saved);
        let mut parcel = None;
        while let (None, Some((&number, open))) = (&parcel, supply.open.split_first()) {
            supply.open = open;
            let size = self.recall(number, capabilities, ledger)?;
            parcel = size.and_then(|size| supply.packer.add(number, size, capabilities));
        }
        if self.post.spending.reused > reused {
            ledger.charge(&Charge {
                backend: self.name(),
                reused: self.post.spending.reused - reused,
                saved: self.post.spending.saved - saved,
                ..Charge::default()
            })?;
        }
        let parcel = parcel.or_else(|| supply.packer.rest());
        let now = Instant::now();
        let is_due =
            |parcel: &Parcel| self.post.closed.is_some() || parcel.not_before.is_none_or(|time| time <= now);
        let again = || {
            supply
                .again
                .iter()
                .position(is_due)
                .and_then(|at| supply.again.remove(at))
        };
        Ok(parcel.or_else(again))
    }

    /// Settles a piece by an answer that was kept, whichever way it was asked for, or tells its size.
    fn recall<L: Ledger>(
        &mut self,
        number: usize,
        capabilities: &Capabilities,
        ledger: &L,
    ) -> Result<Option<Size>, L::Error> {
        let packed = self.source(number, capabilities, Attempt::Packed);
        if self.reuse == Reuse::Fresh {
            return Ok(Some(Size::of(&packed)));
        }
        let alone = self.source(number, capabilities, Attempt::Alone);
        let keys = [&packed, &alone].map(|source| self.key(source, capabilities));
        let size = Size::of(&packed);
        let other = keys[0] != keys[1];
        let ways = keys.into_iter().zip([packed, alone]).take(1 + usize::from(other));
        for (key, source) in ways {
            let body = ledger.kept(&key)?;
            let Some(kept) = body.and_then(|body| serde_json::from_str::<Kept>(&body).ok()) else {
                continue;
            };
            let spent = kept.spent;
            let answer = kept.answer(&source);
            if self
                .work
                .accept(number, (&source, Attempt::Alone), &answer)
                .is_ok()
            {
                self.post.spending.reused += 1;
                self.post.spending.saved += spent;
                self.answered(number, source, answer);
                return Ok(None);
            }
        }
        Ok(Some(size))
    }
}
