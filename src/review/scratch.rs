//! One segment drafted afresh on the side: what memory, glossary and backends would say now, shown and not written.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::dispatch::Ledger;
use crate::document::{Article, Charge, Segment, SegmentId, Target};
use crate::draft::{self, Part};
use crate::memory::Pair;
use crate::store::{self, Sqlite, Store};

use super::desk::{Asker, Book, Desk, no_article, tools};
use super::fault::Fault;

/// One segment on its own, to be drafted afresh and shown, not written.
pub(super) struct Scratch {
    article: Article,
    id: SegmentId,
    store: Sqlite,
    drafted: Option<Segment>,
    at: String,
}

impl Desk {
    /// The segment `id` with nothing in its target, on a connection of its own.
    pub(super) fn scratch(
        &mut self,
        name: &str,
        id: &SegmentId,
        asker: Asker<'_>,
    ) -> Result<(Scratch, Arc<Book>), Fault> {
        let store = self.second()?;
        let open = self.article(name, asker)?;
        let place = open.place(id)?;
        let mut article = open.article.clone();
        article.segments[place].target = Target::default();
        let book = open.book();
        let scratch = Scratch {
            article,
            id: id.clone(),
            store,
            drafted: None,
            at: asker.house.now(),
        };
        Ok((scratch, book))
    }
}

/// The segment as memory, glossary and backends would draft it now, and its parts as they know them. What a backend is paid
/// for is kept.
pub(super) fn redrafted(
    mut scratch: Scratch,
    book: &Book,
    asker: Asker<'_>,
) -> Result<(Segment, Vec<Part>), Fault> {
    let mut dispatcher = asker.house.dispatcher().map_err(Fault::Outside)?;
    let own = scratch.store.reader()?;
    let mut memory = asker.house.memory(own).map_err(Fault::Outside)?;
    let article = scratch.article.clone();
    let tools = tools(&article, book, asker.settings);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Fault::Outside(Box::new(error)))?;
    let hands = (&mut scratch, &mut memory, &mut dispatcher);
    let mut listener = |_| ControlFlow::Continue(());
    let work = draft::run(hands, &article.name, "", &tools, &mut listener);
    runtime.block_on(work).map_err(|error| match error {
        draft::Error::Desk(error) => Fault::Store(error),
        draft::Error::NoArticle { name } => no_article(&name),
    })?;
    let drafted = scratch.drafted.ok_or_else(|| no_article(&article.name))?;
    let pair = Pair::new(&article.source_language, &article.target_language);
    let lexicon = asker
        .house
        .lexicon(&memory.all_units(), &pair)
        .map_err(Fault::Outside)?;
    let known = (&book.termbook.matcher, &lexicon);
    let parts = draft::assembled(&mut memory, known, &pair, &drafted.source.text)?;
    Ok((drafted, parts))
}

impl draft::Desk for Scratch {
    type Error = store::Error;

    fn article(&self, _: &str) -> Result<Option<Article>, store::Error> {
        Ok(Some(self.article.clone()))
    }

    fn pending(&self, _: &str, _: &str) -> Result<Vec<SegmentId>, store::Error> {
        Ok(vec![self.id.clone()])
    }

    fn save(&mut self, _: &str, _: &str, segments: &[Segment]) -> Result<(), store::Error> {
        self.drafted = segments.first().cloned().or(self.drafted.take());
        Ok(())
    }
}

impl Ledger for Scratch {
    type Error = store::Error;

    fn kept(&self, key: &str) -> Result<Option<String>, store::Error> {
        self.store.answer(key)
    }

    fn keep(&mut self, key: &str, body: &str) -> Result<(), store::Error> {
        self.store.save_answer(key, body, &self.at)
    }

    fn charge(&mut self, charge: &Charge) -> Result<(), store::Error> {
        self.store.charge(&self.article.name, charge)
    }
}
