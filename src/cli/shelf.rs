//! The workspace's database as the pipeline's desk, with the memory beside it.

use std::convert::Infallible;

use crate::dispatch::Ledger;
use crate::document::{Article, Charge, Segment, SegmentId};
use crate::draft::Desk;
use crate::memory::Memory;
use crate::store::{Drafted, Error, PROGRAM, Sqlite, Stamp, Store};

use super::clock;
use super::session::Session;

/// The database, open from the first file to the last, and the memory with its index.
pub(super) struct Shelf {
    /// What was translated before, read over a connection of its own. Closed first: the last connection to close folds
    /// the write-ahead log into the database, which one that only reads cannot.
    pub(super) memory: Memory<Sqlite>,
    /// Articles and answers.
    pub(super) desk: Kept,
}

/// A database that signs what is drafted.
pub(super) struct Kept {
    /// The database.
    pub(super) store: Sqlite,
    /// The article on whose behalf backends are asked.
    pub(super) article: String,
    at: String,
}

impl Shelf {
    /// Opens the workspace's database, making it if there is none.
    pub(super) fn open(session: &Session) -> anyhow::Result<Self> {
        let store = session.store()?;
        let memory = session.memory(store.reader()?)?;
        let at = clock::now();
        Ok(Self {
            desk: Kept {
                store,
                article: String::new(),
                at,
            },
            memory,
        })
    }
}

impl Desk for Kept {
    type Error = Error;

    fn article(&self, name: &str) -> Result<Option<Article>, Error> {
        self.store.article(name)
    }

    fn pending(&self, name: &str, fingerprint: &str) -> Result<Vec<SegmentId>, Error> {
        self.store.pending(name, fingerprint)
    }

    fn save(&mut self, name: &str, fingerprint: &str, segments: &[Segment]) -> Result<(), Error> {
        let drafts: Vec<Drafted> = segments.iter().map(drafted).collect();
        let stamp = Stamp {
            who: PROGRAM,
            at: &self.at,
        };
        self.store.save_drafts(name, fingerprint, &drafts, &stamp)?;
        Ok(())
    }
}

impl Ledger for Kept {
    type Error = Error;

    fn kept(&self, key: &str) -> Result<Option<String>, Error> {
        self.store.answer(key)
    }

    fn keep(&mut self, key: &str, body: &str) -> Result<(), Error> {
        self.store.save_answer(key, body, &self.at)
    }

    fn charge(&mut self, charge: &Charge) -> Result<(), Error> {
        self.store.charge(&self.article, charge)
    }
}

/// Answers that were paid for, to be looked at only.
pub(super) struct Paid<'a>(pub(super) &'a Sqlite);

impl Ledger for Paid<'_> {
    type Error = Error;

    fn kept(&self, key: &str) -> Result<Option<String>, Error> {
        self.0.answer(key)
    }

    fn keep(&mut self, _: &str, _: &str) -> Result<(), Error> {
        Ok(())
    }

    fn charge(&mut self, _: &Charge) -> Result<(), Error> {
        Ok(())
    }
}

/// No answers: where there is no database yet.
pub(super) struct Unpaid;

impl Ledger for Unpaid {
    type Error = Infallible;

    fn kept(&self, _: &str) -> Result<Option<String>, Infallible> {
        Ok(None)
    }

    fn keep(&mut self, _: &str, _: &str) -> Result<(), Infallible> {
        Ok(())
    }

    fn charge(&mut self, _: &Charge) -> Result<(), Infallible> {
        Ok(())
    }
}

fn drafted(segment: &Segment) -> Drafted {
    Drafted {
        id: segment.id.clone(),
        target: segment.target.clone(),
        terms: segment.terms.clone(),
        matches: segment.matches.clone(),
        findings: segment.findings.clone(),
    }
}
