//! One file of a run: read, taken into the workspace, drafted, written out.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};

use super::update::Update;
use super::{Drafted, PairTools, Run};
use crate::cli::import;
use crate::cli::input::{self, Loaded, Reading, STANDARD};
use crate::cli::judge;
use crate::cli::long;
use crate::cli::output::Written;
use crate::cli::progress::Progress;
use crate::cli::session::Session;
use crate::cli::shelf::{Paid, Shelf, Unpaid};
use crate::cli::srx;
use crate::cli::termbase::Termbase;
use crate::cli::web;
use crate::dispatch::Forecast;
use crate::document::{Article, Document, Summary};
use crate::draft::{self, Languages, Tools};
use crate::fetch::Reach;
use crate::format::{Input, ReadOptions, UNDETERMINED, View};
use crate::memory::{Memory, Pair, VecUnits};
use crate::store::{Original, Sqlite, Store};
use crate::{language, segment};

impl Run<'_> {
    /// Drafts one file; `None` when the person stopped the run.
    pub(super) fn file(&mut self, path: &Path, progress: &Progress) -> anyhow::Result<Option<Drafted>> {
        if !web::is_address(path) {
            let bytes = input::bytes(path)?;
            return self.bytes(path, (bytes, &self.arguments.reading), progress);
        }
        let reach = match self.arguments.allow_private_addresses {
            true => Reach::Private,
            false => Reach::Public,
        };
        let clipping = web::clip(path, reach, &self.runtime)?;
        // It is in UTF-8, whatever the page is in.
        self.bytes(&clipping.name, (clipping.bytes, &Reading::default()), progress)
    }

    /// Drafts what the file `path` holds.
    fn bytes(
        &mut self,
        path: &Path,
        (bytes, reading): (Vec<u8>, &Reading),
        progress: &Progress,
    ) -> anyhow::Result<Option<Drafted>> {
        let options = ReadOptions {
            name: self
                .arguments
                .name
                .clone()
                .unwrap_or_else(|| name_of(path, &self.session)),
            source_language: self.arguments.from.clone(),
            target_language: self.arguments.to.clone(),
            paragraphs: self.session.settings.paragraphs,
            expected: self.session.expected(path),
            ..ReadOptions::default()
        };
        let loaded = input::understood(path, bytes, (reading, &options), self.terminal)?;
        let original = Original {
            bytes: loaded.bytes.clone(),
            format_id: loaded.format.id().to_owned(),
            encoding: loaded.encoding.to_owned(),
        };
        let article = self.article(path, loaded, options.name.clone())?;
        self.prepare(&article)?;
        let (article, update, forecast) = if self.arguments.dry_run {
            self.rehearse(article, &original)?
        } else {
            match self.draft(&article, &original, progress)? {
                Some((article, update)) => (article, update, Vec::new()),
                None => return Ok(None),
            }
        };
        let summary = Summary::of(&article);
        let output = if self.arguments.dry_run {
            None
        } else {
            let written = Written {
                view: View::Bilingual,
                summary: &summary,
                original: Some(&original),
                paragraphs: options.paragraphs,
            };
            self.output.write(path, &article, &written)?
        };
        Ok(Some(Drafted {
            from: article.source_language.clone(),
            to: article.target_language.clone(),
            empty: empty(&article),
            article: article.name,
            output,
            summary,
            update,
            forecast,
        }))
    }

    /// The file as an article with its languages settled and its text in segments.
    fn article(&self, path: &Path, loaded: Loaded, name: String) -> anyhow::Result<Article> {
        let settings = &self.session.settings;
        let document = match loaded.input {
            Input::Article(article) => return Ok(bilingual(article, name, &settings.to)),
            Input::Document(document) => document,
        };
        let from = self.source_language(path, &document)?;
        let to = self.arguments.to.clone().unwrap_or_else(|| settings.to.clone());
        if language::primary(&from) == language::primary(&to) {
            bail!(
                "{}: is in `{from}`, which is the target language too; name another with --to",
                input::shown(path)
            );
        }
        let language = language::of(&from);
        let options = srx::options(&self.session, self.arguments.srx.as_deref(), &from, self.terminal)?;
        let segments = segment::segments(&document, language, &options);
        let (shown, bytes) = (input::shown(path), (&*loaded.bytes, loaded.encoding));
        long::File::new(shown, bytes, self.terminal).tell_all(&document, &segments, language, &options);
        Ok(Article {
            name,
            comments: document.remarks(&segments),
            title: document.title,
            source_language: from,
            target_language: to,
            blocks: document.blocks.iter().map(|block| block.kind).collect(),
            segments,
            ..Article::default()
        })
    }

    fn source_language(&self, path: &Path, document: &Document) -> anyhow::Result<String> {
        let settled = Some(self.session.settings.from.clone()).filter(|from| !from.is_empty());
        if let Some(tag) = self
            .arguments
            .from
            .clone()
            .or_else(|| document.language.clone())
            .or(settled)
        {
            return Ok(tag);
        }
        let texts: Vec<&str> = document
            .blocks
            .iter()
            .map(|block| block.content.text.as_str())
            .collect();
        let detected = language::detect(&texts.join("\n"));
        let tag = detected.ok_or_else(|| {
            anyhow!(
                "{}: its language could not be told; name it with --from",
                input::shown(path)
            )
        })?;
        self.terminal
            .detail(format!("{}: {}", input::shown(path), language::of(tag).name));
        Ok(tag.to_owned())
    }

    /// Makes the matcher for the article's pair, unless the last file left the right one.
    fn prepare(&mut self, article: &Article) -> anyhow::Result<()> {
        let (from, to) = (&article.source_language, &article.target_language);
        if self
            .tools
            .as_ref()
            .is_some_and(|tools| tools.from == *from && tools.to == *to)
        {
            return Ok(());
        }
        let termbase = Termbase::gather(&self.session, &self.arguments.glossary, from, to)?;
        self.terminal.detail(format!(
            "{} terms in {} glossaries",
            termbase.rows(),
            termbase.sources.len()
        ));
        self.tools = Some(PairTools {
            from: from.clone(),
            to: to.clone(),
            matcher: termbase.matcher(language::of(from))?,
            fingerprint: termbase.fingerprint(),
        });
        Ok(())
    }

    fn draft(
        &mut self,
        article: &Article,
        original: &Original,
        progress: &Progress,
    ) -> anyhow::Result<Option<(Article, Option<Update>)>> {
        let mut shelf = match self.shelf.take() {
            Some(shelf) => shelf,
            None => {
                self.session.announce(self.terminal);
                Shelf::open(&self.session)?
            }
        };
        let before = shelf.desk.store.article(&article.name)?;
        let opened = shelf.desk.store.open_article(article, original)?;
        if !article.comments.is_empty()
            && let Some(mine) = shelf.desk.store.article(&article.name)?
        {
            import::comments(article, &mine, &mut shelf.desk.store)?;
        }
        shelf.desk.article.clone_from(&article.name);
        let pair = Pair::new(&article.source_language, &article.target_language);
        let lexicon = self.lexicons.for_checks(&shelf.memory.all_units(), &pair)?;
        let (mut tools, glossaries) = tools(self.tools.as_ref(), &self.session, article)?;
        tools.languages.lexicon = lexicon.as_deref();
        let fingerprint = self.fingerprint(&tools, glossaries, &shelf.desk.store)?;
        let mut listener = |event| {
            progress.on(&event);
            self.stop.flow()
        };
        let hands = (&mut shelf.desk, &mut shelf.memory, &mut self.dispatcher);
        let work = draft::run(hands, &article.name, &fingerprint, &tools, &mut listener);
        let drafted = self.runtime.block_on(work).map_err(unwrapped)?;
        // What people wrote was not drafted again, and is judged by the glossaries as they are all the same.
        let drafted = drafted
            .map(|now| judge::kept(now, &tools, &mut shelf.desk.store))
            .transpose()?
            .map(|(now, _)| now);
        self.shelf = Some(shelf);
        Ok(drafted.map(|now| {
            let update = Update::of(opened, before.as_ref(), &now);
            (now, update)
        }))
    }

    /// What shapes a draft, with the glossaries in the state `glossaries`.
    fn fingerprint(&self, tools: &Tools<'_>, glossaries: &str, store: &Sqlite) -> anyhow::Result<String> {
        let generation = store.memory_generation()?;
        let state = format!("{glossaries} {generation}{}", self.session.memory_state());
        Ok(draft::fingerprint(tools, &self.dispatcher, &state))
    }

    /// What drafting would give, saved nowhere: the article, what is other in it than before, and what backends would be asked for.
    fn rehearse(
        &self,
        article: Article,
        original: &Original,
    ) -> anyhow::Result<(Article, Option<Update>, Vec<Forecast>)> {
        let (tools, glossaries) = tools(self.tools.as_ref(), &self.session, &article)?;
        let Some(mut store) = self.session.existing_store()? else {
            let mut memory = Memory::new(VecUnits::default());
            let every: Vec<_> = article.segments.iter().map(|one| one.id.clone()).collect();
            let hands = (&mut memory, &Unpaid, &self.dispatcher);
            let (article, costs) = draft::rehearse(hands, (article, &every), &tools)?;
            return Ok((article, None, costs));
        };
        let before = store.article(&article.name)?;
        let fingerprint = self.fingerprint(&tools, glossaries, &store)?;
        let rehearsal = store.rehearse_article(&article, original, &fingerprint)?;
        let update = Update::of(rehearsal.opened, before.as_ref(), &rehearsal.article);
        let (mut memory, paid) = (self.session.memory(store.reader()?)?, Paid(&store));
        let hands = (&mut memory, &paid, &self.dispatcher);
        let (article, costs) = draft::rehearse(hands, (rehearsal.article, &rehearsal.pending), &tools)?;
        let article = match draft::is_outdated(&article, tools.matcher) {
            true => draft::renewed(article, &tools),
            false => article,
        };
        Ok((article, update, costs))
    }
}

/// A bilingual file as an article of this name; where it does not say its target language, that is `to`.
fn bilingual(article: Article, name: String, to: &str) -> Article {
    let target_language = match article.target_language.as_str() {
        UNDETERMINED => to.to_owned(),
        said => said.to_owned(),
    };
    Article {
        name,
        target_language,
        ..article
    }
}

/// The numbers of the segments without a target, from 1.
fn empty(article: &Article) -> Vec<usize> {
    let segments = article.segments.iter().zip(1..);
    let empty = segments.filter(|(segment, _)| segment.target.content.is_blank());
    empty.map(|(_, number)| number).collect()
}

/// What the pipeline works with, and what the glossaries' state is.
fn tools<'a>(
    pair: Option<&'a PairTools>,
    session: &'a Session,
    article: &Article,
) -> anyhow::Result<(Tools<'a>, &'a str)> {
    let pair = pair.context("the matcher is made before it is used")?;
    let tools = Tools {
        matcher: &pair.matcher,
        languages: Languages::of(article),
        options: &session.settings.draft,
        checks: session.checks()?,
    };
    Ok((tools, &pair.fingerprint))
}

/// The cause itself, so that its exit code is found.
fn unwrapped(error: draft::Error<crate::store::Error>) -> anyhow::Error {
    match error {
        draft::Error::Desk(error) => error.into(),
        missing @ draft::Error::NoArticle { .. } => missing.into(),
    }
}

/// An article's name: its path within the workspace, or the file's name outside it.
pub(in crate::cli) fn name_of(path: &Path, session: &Session) -> String {
    if path == Path::new(STANDARD) {
        return String::from("standard-input");
    }
    let absolute = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let base = session.place().folder().canonicalize().ok();
    let inside = base.and_then(|base| absolute.strip_prefix(base).ok().map(Path::to_owned));
    let name = inside.unwrap_or_else(|| path.file_name().map(PathBuf::from).unwrap_or_default());
    name.to_string_lossy().replace('\\', "/")
}
