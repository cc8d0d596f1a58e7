//! Articles judged by the glossaries as they are: what they show is never what an earlier glossary said.
//!
//! A command that changes a glossary judges again what its change touches, and keeps it ([`renew`]). A glossary may change by an
//! editor too, so whoever shows an article asks whether its judgement still holds ([`Judge::current`]).

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::PathBuf;
use std::sync::Arc;

use crate::document::{Article, Segment};
use crate::draft::{self, Languages, Tools};
use crate::glossary::Matcher;
use crate::language;
use crate::memory::{Lexicon, Pair};
use crate::store::{Sqlite, Store};

use super::counts::counted;
use super::lexicons::Lexicons;
use super::session::Session;
use super::termbase::Termbase;
use super::terminal::Terminal;

/// Judges articles of any languages; what it needs for a pair is made once.
pub(super) struct Judge<'a> {
    session: &'a Session,
    glossaries: &'a [PathBuf],
    lexicons: Lexicons,
    books: HashMap<(String, String), Book>,
}

/// What a pair of languages is judged by.
struct Book {
    matcher: Matcher,
    /// What the memory teaches the checks; `None` while nobody has asked.
    lexicon: Option<Option<Arc<Lexicon>>>,
}

impl<'a> Judge<'a> {
    /// By the glossaries in force.
    pub(super) fn new(session: &'a Session) -> Self {
        Self::with(session, &[])
    }

    /// By `glossaries`, then those in force.
    pub(super) fn with(session: &'a Session, glossaries: &'a [PathBuf]) -> Self {
        Self {
            session,
            glossaries,
            lexicons: Lexicons::default(),
            books: HashMap::new(),
        }
    }

    /// `article` with all that the checks have to say, of segments without a target too.
    pub(super) fn checked(&mut self, article: Article) -> anyhow::Result<Article> {
        self.by(article, draft::checked)
    }

    /// `article` judged afresh, as it is kept.
    pub(super) fn judged(&mut self, article: Article) -> anyhow::Result<Article> {
        self.by(article, draft::judged)
    }

    /// `article` as it was judged, or judged afresh where the glossaries have changed since. Matching its terms is all it takes
    /// where they have not.
    pub(super) fn current(&mut self, article: Article) -> anyhow::Result<Article> {
        if draft::is_outdated(&article, &self.book(&article)?.matcher) {
            self.by(article, draft::renewed)
        } else {
            Ok(article)
        }
    }

    fn by<T>(&mut self, article: Article, judge: impl FnOnce(Article, &Tools<'_>) -> T) -> anyhow::Result<T> {
        let Languages { source, target, .. } = Languages::of(&article);
        // Takes as long to read as the glossaries, and the checks will ask for it.
        rayon::spawn(|| {
            let _ = language::bridge(source, target);
        });
        let lexicon = self.lexicon(&article)?;
        let session = self.session;
        let tools = Tools {
            matcher: &self.book(&article)?.matcher,
            languages: Languages {
                lexicon: lexicon.as_deref(),
                ..Languages::of(&article)
            },
            options: &session.settings.draft,
            checks: session.checks()?,
        };
        Ok(judge(article, &tools))
    }

    fn book(&mut self, article: &Article) -> anyhow::Result<&mut Book> {
        let pair = (article.source_language.clone(), article.target_language.clone());
        match self.books.entry(pair) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let (from, to) = place.key();
                let termbase = Termbase::gather(self.session, self.glossaries, from, to)?;
                let matcher = termbase.matcher(language::of(from))?;
                let lexicon = None;
                Ok(place.insert(Book { matcher, lexicon }))
            }
        }
    }

    fn lexicon(&mut self, article: &Article) -> anyhow::Result<Option<Arc<Lexicon>>> {
        if let Some(known) = &self.book(article)?.lexicon {
            return Ok(known.clone());
        }
        let lexicon = match self.session.existing_store()? {
            Some(store) => {
                let memory = self.session.memory(store)?;
                let pair = Pair::new(&article.source_language, &article.target_language);
                self.lexicons.for_checks(&memory.all_units(), &pair)?
            }
            None => None,
        };
        self.book(article)?.lexicon = Some(lexicon.clone());
        Ok(lexicon)
    }
}

/// Judges again, and keeps it, whatever a change of the glossaries touches in the articles of the workspace. Linear in them; what
/// is touched costs what checking it does.
///
/// The glossary is written by then, and whoever shows an article judges it all the same: a fault is said, and stops nothing.
pub(super) fn renew(session: &Session, terminal: &Terminal) {
    match renewed(session) {
        Ok((0, _)) => {}
        Ok((segments, articles)) => terminal.say(format!(
            "{} of {} judged again",
            counted(segments, "segment"),
            counted(articles, "article")
        )),
        Err(error) => terminal.warn(format!(
            "the glossary is changed, but articles could not be judged by it and kept so; they are when they are shown: {error:#}"
        )),
    }
}

/// How many segments of how many articles are judged otherwise.
fn renewed(session: &Session) -> anyhow::Result<(usize, usize)> {
    let Some(mut store) = session.existing_store()? else {
        return Ok((0, 0));
    };
    let mut judge = Judge::new(session);
    let (mut segments, mut articles) = (0, 0);
    for status in store.articles()? {
        let Some(stored) = store.article(&status.name)? else {
            continue;
        };
        if !draft::is_outdated(&stored, &judge.book(&stored)?.matcher) {
            continue;
        }
        let (_, changed) = judge.by(stored, |stored, tools| kept(stored, tools, &mut store))??;
        segments += changed;
        articles += usize::from(changed > 0);
    }
    Ok((segments, articles))
}

/// `article`, which is stored so, as the glossaries of `tools` judge it, and how many segments they judge otherwise than before,
/// which is kept.
pub(super) fn kept(
    article: Article,
    tools: &Tools<'_>,
    store: &mut Sqlite,
) -> anyhow::Result<(Article, usize)> {
    if !draft::is_outdated(&article, tools.matcher) {
        return Ok((article, 0));
    }
    let judged = draft::renewed(article.clone(), tools);
    let pairs = article.segments.iter().zip(&judged.segments);
    let differ = |(old, new): &(&Segment, &Segment)| old.terms != new.terms || old.findings != new.findings;
    let changed: Vec<Segment> = pairs.filter(differ).map(|(_, new)| new.clone()).collect();
    store.save_findings(&judged.name, &changed)?;
    Ok((judged, changed.len()))
}
