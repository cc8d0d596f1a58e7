//! `tarjuman glossary suggest`: names that the glossaries lack, with spellings to choose from.

use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use super::aligned::Aligned;
use super::target_file::{self, Desk};
use crate::cli::counts::counted;
use crate::cli::exit::Exit;
use crate::cli::input::{self, Reading};
use crate::cli::session::Session;
use crate::cli::terminal::{Terminal, clean};
use crate::cli::{article, starter};
use crate::document::{Article, Term};
use crate::format::{Input, ReadOptions};
use crate::glossary::{Evidence, Known, Matcher, Renderings, Suspect, TermFile, suspects};
use crate::language;
use crate::memory::{Pair, StoredUnit};
use crate::store::Store;
use crate::text::likeness;
use crate::transliteration::{self, Standard};

/// Suggest names that the glossaries lack: where they stand, what speaks for them, how they may be spelled.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary suggest article.txt
  tarjuman glossary suggest article.txt --glossary house.tsv           only this glossary is in force
  tarjuman glossary suggest article.txt --format tsv > new.tsv         proposed rows, to be looked through; then
  tarjuman glossary merge glossaries/house.ar-en.tsv new.tsv           takes over what was kept of them

A spelling comes from a list of names, from a translation in the memory, from an attested spelling, or from the model of
names, in this order; the model's is spelled by --standard, and left out where the model is not sure. Nothing is changed.")]
pub(in crate::cli) struct Arguments {
    /// Articles of the workspace, or files.
    #[arg(value_name = "ARTICLE", required = true)]
    articles: Vec<PathBuf>,

    /// Only this glossary is in force; may be given several times.
    #[arg(long, value_name = "FILE")]
    glossary: Vec<PathBuf>,

    /// How the model spells: news, ijmes, ala-lc, bgn, un.
    #[arg(long, value_name = "NAME", default_value = "news")]
    standard: Standard,

    /// Spellings for each name, at most.
    #[arg(long, value_name = "COUNT", default_value_t = 3)]
    limit: usize,

    /// For people, as JSON, or as rows for a glossary.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,

    #[command(flatten)]
    place: target_file::Arguments,
}

/// How sure the model must be of its best spelling for any of them to be told, from 0 to 1 and for each word of the name. Of the names of
/// `benches/material/names` 19 are below, and the right spelling was among three for 7 of them.
const SURE: f32 = 0.25;

/// How like a spelling of the name, in thousandths, a word is that the memory aligns with it.
const NEAR: u16 = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
    Tsv,
}

/// A spelling and where it comes from.
#[derive(Debug, Serialize)]
struct Spelling {
    spelling: String,
    from: &'static str,
    /// How sure the model is of its own spelling.
    #[serde(skip_serializing_if = "Option::is_none")]
    certainty: Option<f32>,
}

/// A suggestion as it is printed.
#[derive(Debug, Serialize)]
struct Row {
    source: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    forms: Vec<String>,
    kind: &'static str,
    sureness: f32,
    evidence: Vec<&'static str>,
    occurrences: Vec<Occurrence>,
    spellings: Vec<Spelling>,
}

#[derive(Debug, Serialize)]
struct Occurrence {
    article: String,
    segment: usize,
    text: String,
}

/// A segment's source with its place.
struct Text {
    article: String,
    segment: usize,
    source: String,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    let Desk { from, to, termbase } = arguments.place.desk(&session, &arguments.glossary)?;
    let mut texts = Vec::new();
    let mut translated = Vec::new();
    for name in &arguments.articles {
        take(name, &session, terminal, (&mut texts, &mut translated))?;
    }
    let language = language::of(&from);
    let own = termbase.matcher(language)?;
    let lists = starters(&from, &to)?;
    let model = transliteration::model(&from, &to);
    let is_attested = |word: &str| model.is_some_and(|model| !model.attested(word).is_empty());
    let bridge = language::bridge(language, language::of(&to));
    let is_word = |word: &str| {
        bridge.is_some_and(|bridge| {
            let entries = bridge.source(word);
            !entries.is_empty() && !bridge.is_name(entries)
        })
    };
    let known = Known {
        own: &own,
        lists: &lists,
        is_attested: &is_attested,
        is_word: &is_word,
    };
    let sources: Vec<&str> = texts.iter().map(|text| text.source.as_str()).collect();
    let found = suspects(&sources, known, language);
    let mut renderings = Renderings::of(found.iter().map(|one| one.source.as_str()), language);
    for (source, target) in &translated {
        renderings.add(source, target);
    }
    if let Some(store) = session.existing_store()? {
        let pair = Pair::new(&from, &to);
        store.export_units(None, Some(&pair), &mut |StoredUnit { unit, .. }| {
            renderings.add(&unit.source, &unit.target);
            ControlFlow::Continue(())
        })?;
    }
    let mut aligned = Aligned::open(&session, Pair::new(&from, &to))?;
    let mut rows = Vec::with_capacity(found.len());
    for suspect in &found {
        let by_words = match &mut aligned {
            Some(aligned) if suspect.listed.is_empty() => aligned.found(&suspect.source)?,
            _ => Vec::new(),
        };
        rows.push(row(suspect, arguments, model, (&renderings, &by_words), &texts));
    }
    print(&rows, arguments.format)?;
    let accept = "`tarjuman glossary add SOURCE TARGET` accepts one";
    terminal.say(format!("{}; {accept}", counted(rows.len(), "suggestion")));
    Ok(Exit::Done)
}

/// The segments of an article of the workspace or of a file; what is translated in it beside.
fn take(
    name: &Path,
    session: &Session,
    terminal: &Terminal,
    (texts, translated): (&mut Vec<Text>, &mut Vec<(String, String)>),
) -> anyhow::Result<()> {
    let query = name.to_string_lossy();
    let store = session.existing_store()?;
    let stored = store.filter(|store| {
        let found = store.find_article(&query);
        found.is_ok_and(|found| !found.is_empty()) || !name.exists()
    });
    let sources: Vec<String> = match stored {
        Some(store) => told(article::named(&store, &query)?, translated),
        None => match input::load(name, &Reading::default(), &ReadOptions::default(), terminal)?.input {
            Input::Article(article) => told(article, translated),
            Input::Document(document) => document
                .blocks
                .into_iter()
                .map(|block| block.content.text)
                .collect(),
        },
    };
    texts.extend(sources.into_iter().zip(1..).map(|(source, segment)| Text {
        article: query.clone().into_owned(),
        segment,
        source,
    }));
    Ok(())
}

fn told(article: Article, translated: &mut Vec<(String, String)>) -> Vec<String> {
    let mut sources = Vec::new();
    for segment in article.segments {
        if segment.target.is_a_persons() {
            translated.push((segment.source.text.clone(), segment.target.content.text));
        }
        sources.push(segment.source.text);
    }
    sources
}

/// The names and titles that the program carries, those of the turned pair turned.
fn starters(from: &str, to: &str) -> anyhow::Result<Matcher> {
    let (pair, other) = (format!(".{from}-{to}.tsv"), format!(".{to}-{from}.tsv"));
    let mut terms = Vec::new();
    for (name, text) in starter::FILES {
        let file = TermFile::parse(text)?;
        let rows = file.terms().map(|(_, term)| term);
        if name.ends_with(&pair) {
            terms.extend(rows.cloned());
        } else if name.ends_with(&other) {
            terms.extend(rows.map(turned));
        }
    }
    Ok(Matcher::new(terms, language::of(from))?)
}

/// The term as it renders the other way round.
fn turned(term: &Term) -> Term {
    Term {
        source: term.target.clone(),
        target: term.source.clone(),
        kind: term.kind,
        ..Term::default()
    }
}

/// The suggestion with its spellings.
fn row(
    suspect: &Suspect,
    arguments: &Arguments,
    model: Option<&transliteration::Model>,
    (renderings, by_words): (&Renderings<'_>, &[String]),
    texts: &[Text],
) -> Row {
    let proposals = model.map_or_else(Vec::new, |model| {
        transliteration::proposals(model, &suspect.source, arguments.standard, arguments.limit.max(3))
    });
    let near = proposals.iter().map(|one| one.spelling.as_str());
    let near: Vec<&str> = near.chain(suspect.listed.iter().map(String::as_str)).collect();
    let mut spellings: Vec<Spelling> = Vec::new();
    let mut add = |spelling: &str, from: &'static str, certainty: Option<f32>| {
        if spellings.iter().all(|known| known.spelling != spelling) {
            spellings.push(Spelling {
                spelling: spelling.to_owned(),
                from,
                certainty,
            });
        }
    };
    suspect
        .listed
        .iter()
        .take(1)
        .for_each(|listed| add(listed, "list", None));
    for found in renderings.found(&suspect.source, &near) {
        add(&found, "memory", None);
    }
    let sure: f32 = suspect.source.split_whitespace().map(|_| SURE).product();
    let is_sure = proposals.first().is_some_and(|best| best.certainty >= sure);
    // What stands beside a name now and then is no rendering of it: where we know how it is spelled, it must be written like that.
    let is_near = |found: &&String| {
        let found = found.to_lowercase();
        !is_sure
            || near
                .iter()
                .any(|spelling| likeness(&spelling.to_lowercase(), &found) >= NEAR)
    };
    for found in by_words.iter().filter(is_near) {
        add(found, "memory", None);
    }
    // What a list has needs no guess, and an organisation's name is translated, not spelled.
    let guesses = proposals.iter().filter(|_| suspect.listed.is_empty());
    for proposal in guesses {
        if proposal.is_attested {
            add(&proposal.spelling, "attested", None);
        } else if is_sure {
            let certainty = (proposal.certainty * 100.0).round() / 100.0;
            add(&proposal.spelling, "model", Some(certainty));
        }
    }
    spellings.truncate(arguments.limit);
    let sureness = (suspect.sureness() * 100.0).round() / 100.0;
    let occurrences = suspect.places.iter().map(|(number, span)| Occurrence {
        article: texts[*number].article.clone(),
        segment: texts[*number].segment,
        text: texts[*number].source[span.clone()].to_owned(),
    });
    Row {
        kind: suspect.kind.as_str(),
        sureness,
        evidence: suspect.evidence.iter().copied().map(Evidence::as_str).collect(),
        occurrences: occurrences.collect(),
        source: suspect.source.clone(),
        forms: suspect.forms.clone(),
        spellings,
    }
}

fn print(rows: &[Row], form: Form) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    if form == Form::Json {
        serde_json::to_writer_pretty(&mut out, rows)?;
        writeln!(out)?;
    }
    for row in rows {
        match form {
            Form::Json => break,
            Form::Tsv => {
                if let Some((first, others)) = row.spellings.split_first() {
                    let note: Vec<&str> = others.iter().map(|one| one.spelling.as_str()).collect();
                    let note = if note.is_empty() {
                        String::new()
                    } else {
                        format!("or {}", note.join(", "))
                    };
                    let forms = row.forms.join(" | ");
                    let columns = [
                        row.source.as_str(),
                        &first.spelling,
                        row.kind,
                        &forms,
                        "",
                        "",
                        "",
                        "",
                        "proposed",
                        &note,
                        "",
                    ];
                    writeln!(out, "{}", columns.join("\t"))?;
                }
            }
            Form::Text => {
                let spellings: Vec<String> = row
                    .spellings
                    .iter()
                    .map(|one| format!("{} ({})", one.spelling, one.from))
                    .collect();
                let spellings = if spellings.is_empty() {
                    String::from("unknown")
                } else {
                    spellings.join(", ")
                };
                let places: BTreeSet<String> = row
                    .occurrences
                    .iter()
                    .map(|one| format!("{}:{}", one.article, one.segment))
                    .collect();
                let places: Vec<String> = places.into_iter().collect();
                let line = format!(
                    "{}\t{}\t{} ×{}\t{spellings}\t{}",
                    row.source,
                    row.kind,
                    row.evidence.join("+"),
                    row.occurrences.len(),
                    places.join(" ")
                );
                writeln!(out, "{}", clean(&line))?;
            }
        }
    }
    Ok(out.flush()?)
}
