//! The articles under review, and the only hand that writes them.
//!
//! An article is read when it is first asked for and kept; when another process has written to the database since, it
//! is read anew, so that what stands here is what stands there.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::document::{Article, MemoryMatch, Segment, SegmentId, State, Target, Term, TranslationUnit};
use crate::draft::{self, Languages, Tools};
use crate::glossary::Habits;
use crate::language::Direction;
use crate::memory::{self, Lexicon, Memory};
use crate::store::{
    ArticleStatus, Decisions, RepeatRules, Repeats, Revision, Save, Saved, Sqlite, Stamp, Steps, Store,
};

use super::change::{Change, Seen};
use super::fault::Fault;
use super::steps::capped;
use super::{House, Settings, Termbook, shape};

/// The memory that approved segments feed.
pub(super) const LEARNED: &str = "reviewed";

/// The articles under review.
pub(super) struct Desk {
    pub(super) store: Sqlite,
    memory: Memory<Sqlite>,
    open: HashMap<String, Open>,
    books: HashMap<(String, String), Arc<Book>>,
    seen: u64,
}

/// The glossaries of a pair, ready to be looked up.
pub(super) struct Book {
    pub(super) termbook: Termbook,
    listed: HashMap<Term, String>,
    lexicon: Option<Arc<Lexicon>>,
}

/// An article that was asked for.
pub(super) struct Open {
    /// As it stands in the database, with terms and findings of the glossaries as they are.
    pub(super) article: Article,
    /// The revision of each segment.
    pub(super) revisions: Vec<u64>,
    /// What was decided about its repeats.
    pub(super) rules: RepeatRules,
    /// Targets that a person has turned.
    pub(super) directions: BTreeMap<SegmentId, Direction>,
    places: HashMap<SegmentId, usize>,
    book: Arc<Book>,
    habits: Habits,
}

/// Who asks, by which rules.
#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    /// Thresholds, checks, the author's name.
    pub(super) settings: &'a Settings,
    /// Glossaries and clock.
    pub(super) house: &'a dyn House,
}

impl Desk {
    pub(super) fn new(store: Sqlite, house: &dyn House) -> Result<Self, Fault> {
        store.sync_every_write()?;
        let memory = house.memory(store.reader()?).map_err(Fault::Outside)?;
        Ok(Self {
            seen: store.foreign_writes()?,
            store,
            memory,
            open: HashMap::new(),
            books: HashMap::new(),
        })
    }

    /// Forgets every article that was read.
    pub(super) fn forget(&mut self) {
        self.open.clear();
    }

    /// Forgets the glossaries, which have changed; the articles that were open.
    pub(super) fn forget_glossaries(&mut self) -> Vec<String> {
        self.books.clear();
        self.open.drain().map(|(name, _)| name).collect()
    }

    /// The article `name` as it lies in the database, with its revisions; it is not kept open.
    pub(super) fn stored(&self, name: &str) -> Result<(Article, Vec<u64>), Fault> {
        let article = self.store.article(name)?.ok_or_else(|| no_article(name))?;
        let revisions = self.store.revisions(name)?;
        Ok((
            article,
            revisions.into_iter().map(|(_, revision)| revision).collect(),
        ))
    }

    /// Every article with its progress.
    pub(super) fn articles(&self) -> Result<Vec<ArticleStatus>, Fault> {
        Ok(self.store.articles()?)
    }

    /// The revisions of a segment, oldest first, after those of the segments it was cut from.
    pub(super) fn history(&self, name: &str, id: &SegmentId) -> Result<Vec<Revision>, Fault> {
        let mut history = Vec::new();
        for id in self.store.forerunners(name, id)?.iter().chain([id]) {
            history.extend(self.store.history(name, id)?);
        }
        Ok(history)
    }

    /// The revisions of every segment of an article.
    pub(super) fn histories(&self, name: &str) -> Result<Vec<(SegmentId, Vec<Revision>)>, Fault> {
        Ok(self.store.histories(name)?)
    }

    /// Another connection to the database, for work that takes long.
    pub(super) fn second(&self) -> Result<Sqlite, Fault> {
        Ok(Sqlite::open(self.store.path())?)
    }

    /// The article `name`. Linear in it when it is read, constant after.
    pub(super) fn article(&mut self, name: &str, asker: Asker<'_>) -> Result<&mut Open, Fault> {
        let now = self.store.foreign_writes()?;
        if now != self.seen {
            self.seen = now;
            self.open.clear();
        }
        if !self.open.contains_key(name) {
            let open = self.read(name, asker)?;
            self.open.insert(name.to_owned(), open);
        }
        self.open.get_mut(name).ok_or_else(|| no_article(name))
    }

    fn read(&mut self, name: &str, asker: Asker<'_>) -> Result<Open, Fault> {
        let article = self.store.article(name)?.ok_or_else(|| no_article(name))?;
        let book = self.book(&article, asker.house)?;
        let tools = tools(&article, &book, asker.settings);
        let article = draft::judged(article, &tools);
        let revisions = self.store.revisions(name)?;
        Ok(Open {
            places: places(&article),
            rules: self.store.repeat_rules(name)?,
            directions: self.store.directions(name)?,
            revisions: revisions.into_iter().map(|(_, revision)| revision).collect(),
            habits: draft::habits(&article, &book.termbook.matcher),
            article,
            book,
        })
    }

    fn book(&mut self, article: &Article, house: &dyn House) -> Result<Arc<Book>, Fault> {
        let pair = (article.source_language.clone(), article.target_language.clone());
        if let Some(book) = self.books.get(&pair) {
            return Ok(Arc::clone(book));
        }
        let termbook = house.termbook(&pair.0, &pair.1).map_err(Fault::Outside)?;
        let mut listed = HashMap::new();
        for (place, term) in &termbook.terms {
            listed.entry(term.clone()).or_insert_with(|| place.clone());
        }
        let languages = memory::Pair::new(&pair.0, &pair.1);
        let lexicon = house.lexicon_for_checks(&self.memory.all_units(), &languages);
        let book = Arc::new(Book {
            termbook,
            listed,
            lexicon: lexicon.map_err(Fault::Outside)?,
        });
        self.books.insert(pair, Arc::clone(&book));
        Ok(book)
    }

    /// Saves a target; what stands there afterwards. An approved one goes into the memory.
    pub(super) fn save(&mut self, name: &str, change: &Change<'_>, asker: Asker<'_>) -> Result<usize, Fault> {
        let open = self.article(name, asker)?;
        let place = open.place(change.id)?;
        let old = &open.article.segments[place];
        if old.target.state == State::Locked && change.state == State::Locked {
            return Err(Fault::Locked);
        }
        let target = change.target(old)?;
        let seen = Seen {
            place,
            base: change.base,
        };
        self.put(name, seen, target, asker)
    }

    /// Puts a target where a segment was seen.
    pub(super) fn put(
        &mut self,
        name: &str,
        Seen { place, base }: Seen,
        target: Target,
        asker: Asker<'_>,
    ) -> Result<usize, Fault> {
        let open = self.article(name, asker)?;
        let old = open.article.segments[place].clone();
        let id = old.id.clone();
        let revised = capped(open.judged(Segment { target, ..old }, asker.settings));
        let target = revised.target.clone();
        let at = asker.house.now();
        let stamp = Stamp {
            who: &asker.settings.author,
            at: &at,
        };
        let save = Save {
            id: &id,
            base_revision: base,
            target: &target,
        };
        let revision = match self.store.save_target(name, &save, &stamp)? {
            Saved::Done { revision } => revision,
            Saved::Conflict { theirs, .. } => {
                self.open.remove(name);
                // The answer to an earlier save of the same text did not reach the page.
                if theirs.content.text == target.content.text && theirs.state == target.state {
                    self.article(name, asker)?;
                    return Ok(place);
                }
                let theirs = self.article(name, asker)?.shown(place);
                return Err(Fault::Conflict(Box::new(serde_json::json!(theirs))));
            }
        };
        self.store.save_findings(name, std::slice::from_ref(&revised))?;
        let approved = target.state == State::Approved;
        let open = self.article(name, asker)?;
        open.revisions[place] = revision;
        open.article.segments[place] = revised;
        if approved {
            let unit = open.unit(place, asker, &at);
            self.store.import_units(LEARNED, &mut std::iter::once(unit))?;
        }
        Ok(place)
    }

    /// The memory, with those beside it.
    pub(super) fn memory(&mut self) -> &mut Memory<Sqlite> {
        &mut self.memory
    }

    /// What the memory offers for the segment at `place`, as it stands this moment.
    pub(super) fn matches(
        &mut self,
        name: &str,
        place: usize,
        asker: Asker<'_>,
    ) -> Result<Vec<MemoryMatch>, Fault> {
        let open = self.article(name, asker)?;
        let (source, before, after) = (open.source(place), open.before(place), open.source(place + 1));
        let (from, to) = open.pair();
        let query = memory::Query {
            source: &source,
            before: &before,
            after: &after,
            from: &from,
            to: &to,
        };
        let options = memory::Options {
            limit: 9,
            min_score: asker.settings.draft.offer_from,
        };
        Ok(self.memory.search(&query, &options)?)
    }
}

impl Open {
    /// Where the segment `id` stands.
    pub(super) fn place(&self, id: &SegmentId) -> Result<usize, Fault> {
        let place = self.places.get(id).copied();
        place.ok_or_else(|| Fault::Nowhere(format!("{}: there is no segment {id}", self.article.name)))
    }

    /// Counts anew where each segment stands.
    pub(super) fn count_places(&mut self) {
        self.places = places(&self.article);
    }

    /// The segment at `place` as the page is told.
    pub(super) fn shown(&self, place: usize) -> shape::Segment {
        let listed = |term: &Term| self.book.listed.get(term).cloned();
        let segment = &self.article.segments[place];
        let shown = shape::Segment::of(segment, place, self.revisions[place], &listed);
        let is_apart = self.rules.apart.contains(&segment.id);
        shown
            .decided(is_apart, self.directions.get(&segment.id).copied())
            .after(self.article.predecessor(&segment.id))
    }

    /// Where a term is listed.
    pub(super) fn listed(&self, term: &Term) -> Option<String> {
        self.book.listed.get(term).cloned()
    }

    /// The other segments with the source of the one at `place`, without those that stand apart.
    pub(super) fn repeats(&self, place: usize) -> Vec<usize> {
        let segments = &self.article.segments;
        let apart = |at: usize| self.rules.apart.contains(&segments[at].id);
        let same = |&at: &usize| at != place && segments[at].source.text == segments[place].source.text;
        if apart(place) {
            return Vec::new();
        }
        let repeats = (0..segments.len()).filter(same);
        repeats.filter(|&at| !apart(at)).collect()
    }

    /// The glossaries of its languages.
    pub(super) fn book(&self) -> Arc<Book> {
        Arc::clone(&self.book)
    }

    /// The languages of the article.
    pub(super) fn pair(&self) -> (String, String) {
        (
            self.article.source_language.clone(),
            self.article.target_language.clone(),
        )
    }

    pub(super) fn judged(&self, segment: Segment, settings: &Settings) -> Segment {
        let tools = tools(&self.article, &self.book, settings);
        let place = self.places.get(&segment.id).copied();
        let beside = place.map(|place| (&self.article, place));
        let segment = draft::rechecked(segment, beside, &self.habits, &tools);
        let segment = match place {
            Some(place) => draft::beside(segment, place, &self.article, tools.languages, tools.checks),
            None => segment,
        };
        self.article.excused(segment)
    }

    fn source(&self, place: usize) -> String {
        let segment = self.article.segments.get(place);
        segment.map_or_else(String::new, |segment| segment.source.text.clone())
    }

    fn before(&self, place: usize) -> String {
        place
            .checked_sub(1)
            .map_or_else(String::new, |place| self.source(place))
    }

    pub(super) fn unit(&self, place: usize, asker: Asker<'_>, at: &str) -> TranslationUnit {
        let (source_language, target_language) = self.pair();
        TranslationUnit {
            source: self.source(place),
            target: self.article.segments[place].target.content.text.clone(),
            source_language,
            target_language,
            before: self.before(place),
            after: self.source(place + 1),
            author: Some(asker.settings.author.clone()),
            changed: Some(at.to_owned()),
            ..TranslationUnit::default()
        }
    }
}

fn places(article: &Article) -> HashMap<SegmentId, usize> {
    let segments = article.segments.iter().enumerate();
    segments.map(|(at, segment)| (segment.id.clone(), at)).collect()
}

/// What drafting and checking need, for an article.
pub(super) fn tools<'a>(article: &Article, book: &'a Book, settings: &'a Settings) -> Tools<'a> {
    Tools {
        matcher: &book.termbook.matcher,
        languages: Languages {
            lexicon: book.lexicon.as_deref(),
            ..Languages::of(article)
        },
        options: &settings.draft,
        checks: &settings.checks,
    }
}

/// There is none of that name.
pub(super) fn no_article(name: &str) -> Fault {
    Fault::Nowhere(format!("there is no article called `{name}`"))
}
