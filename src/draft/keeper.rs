//! Where one article is kept while it is drafted: its segments, and the answers that are paid for.

use std::cell::RefCell;

use crate::dispatch::Ledger;
use crate::document::{Charge, Segment};

use super::Desk;
use super::batch::Drafted;

/// The desk, for those who save segments and those who keep answers in turn.
pub(super) struct Keeper<'a, D> {
    desk: RefCell<&'a mut D>,
    article: &'a str,
    fingerprint: &'a str,
}

impl<'a, D: Desk> Keeper<'a, D> {
    /// Keeps the segments of `article` as drafted under `fingerprint`.
    pub(super) fn new(desk: &'a mut D, article: &'a str, fingerprint: &'a str) -> Self {
        Self {
            desk: RefCell::new(desk),
            article,
            fingerprint,
        }
    }

    /// Saves segments that are drafted, all or none.
    pub(super) fn save(&self, segments: &[Segment]) -> Result<(), D::Error> {
        self.save_under(self.fingerprint, segments)
    }

    /// Saves what is not saved yet of a window. What no backend could fill is saved under no fingerprint, so that the next
    /// run tries it again.
    pub(super) fn save_rest(&self, window: &[Drafted]) -> Result<(), D::Error> {
        for (fingerprint, is_open) in [(self.fingerprint, false), ("", true)] {
            let chosen = window
                .iter()
                .filter(|one| one.is_open == is_open && !one.is_saved);
            let segments: Vec<Segment> = chosen.map(|one| one.segment.clone()).collect();
            self.save_under(fingerprint, &segments)?;
        }
        Ok(())
    }

    fn save_under(&self, fingerprint: &str, segments: &[Segment]) -> Result<(), D::Error> {
        if segments.is_empty() {
            return Ok(());
        }
        self.desk.borrow_mut().save(self.article, fingerprint, segments)
    }
}

impl<D: Ledger> Ledger for &Keeper<'_, D> {
    type Error = D::Error;

    fn kept(&self, key: &str) -> Result<Option<String>, D::Error> {
        self.desk.borrow().kept(key)
    }

    fn keep(&mut self, key: &str, body: &str) -> Result<(), D::Error> {
        self.desk.borrow_mut().keep(key, body)
    }

    fn charge(&mut self, charge: &Charge) -> Result<(), D::Error> {
        self.desk.borrow_mut().charge(charge)
    }
}
