//! `tarjuman import`: a reviewed file comes home, merged by segment id.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::document::{
    Article, Comment, Content, Origin, Segment, SegmentId, State, Target, TranslationUnit,
};
use crate::format::ReadOptions;
use crate::store::{Remarks, Save, Saved, Sqlite, Stamp, Store};

use super::counts::counted;
use super::exit::Exit;
use super::input::{self, Reading};
use super::judge::Judge;
use super::session::Session;
use super::terminal::{Terminal, clean};
use super::{article, clock};

/// Merge a reviewed bilingual file into its article, segment by segment.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman export kerry-lavrov -o review.xlf      … a person works on it …
  tarjuman import review.xlf
  tarjuman import review.tsv --article kerry-lavrov --as approved

Segments are matched by their id. A target that says the same changes nothing; a segment that a person has
translated here too, in other words, is a conflict: it is shown and left as it is, unless --take-file is given.
Approved pairs go into the memory `reviewed`.")]
pub(super) struct Arguments {
    /// The bilingual file: XLIFF, TSV, CSV, XLSX, a Word review table, a review page, TMX, PO, JSON.
    file: PathBuf,

    /// The article it belongs to; without it, the one the file names.
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,

    /// The state of what the file changes: translated, approved; without it, what the file says.
    #[arg(long = "as", value_name = "STATE", value_parser = state)]
    state: Option<State>,

    /// In a conflict the file's words stand; the others stay in the history.
    #[arg(long)]
    take_file: bool,

    /// The file's format, such as `tsv`; without it, its content or its name says.
    #[arg(long, value_name = "FORMAT", value_parser = input::readable)]
    read_as: Option<&'static str>,

    #[command(flatten)]
    reading: Reading,
}

/// What became of the file's segments.
#[derive(Debug, Default)]
struct Merged {
    changed: usize,
    same: usize,
    empty: usize,
    conflicts: usize,
    unknown: usize,
    approved: Vec<TranslationUnit>,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::require(workspace)?;
    let mut store = session.store()?;
    // A table need not say its languages where the article is named.
    let told = arguments
        .article
        .as_deref()
        .map(|name| article::named(&store, name))
        .transpose()?;
    let options = ReadOptions {
        source_language: told.as_ref().map(|told| told.source_language.clone()),
        target_language: told.as_ref().map(|told| told.target_language.clone()),
        expected: session.expected(&arguments.file),
        ..ReadOptions::default()
    };
    let reading = arguments.reading.of_format(arguments.read_as);
    let file = input::load_bilingual(&arguments.file, &reading, &options, terminal)?;
    let name = arguments.article.as_deref().unwrap_or(&file.name);
    if name.is_empty() {
        bail!(
            "{}: does not say which article it belongs to; name it with --article",
            arguments.file.display()
        );
    }
    let mine = article::named(&store, name)?;
    let merged = merge(arguments, &file, &mine, &mut store, terminal)?;
    if merged.changed > 0 {
        let now = Judge::new(&session).judged(article::named(&store, &mine.name)?)?;
        store.save_findings(&mine.name, &now.segments)?;
    }
    let remarks = comments(&file, &mine, &mut store)?;
    let learned = store.import_units("reviewed", &mut merged.approved.iter().cloned())?;
    terminal.say(format!(
        "{}: {} changed, {} the same, {} empty in the file, {} in conflict, {} not of this article; {} and {} into the \
         workspace",
        mine.name,
        counted(merged.changed, "segment"),
        merged.same,
        merged.empty,
        merged.conflicts,
        merged.unknown,
        counted(remarks, "comment"),
        counted(learned.added + learned.updated, "memory unit")
    ));
    let whole = merged.conflicts == 0 && merged.unknown == 0;
    Ok(if whole { Exit::Done } else { Exit::Incomplete })
}

fn merge(
    arguments: &Arguments,
    file: &Article,
    mine: &Article,
    store: &mut Sqlite,
    terminal: &Terminal,
) -> anyhow::Result<Merged> {
    let revisions: HashMap<SegmentId, u64> = store.revisions(&mine.name)?.into_iter().collect();
    let places: HashMap<&SegmentId, usize> = mine
        .segments
        .iter()
        .enumerate()
        .map(|(at, s)| (&s.id, at))
        .collect();
    let at = clock::now();
    let stamp = Stamp {
        who: "import",
        at: &at,
    };
    let mut merged = Merged::default();
    for theirs in &file.segments {
        let Some(&place) = places.get(&theirs.id) else {
            merged.unknown += 1;
            terminal.warn(format!(
                "{}: segment {} is not in {}",
                arguments.file.display(),
                clean(theirs.id.as_str()),
                mine.name
            ));
            continue;
        };
        let old = &mine.segments[place];
        let target = match decide(arguments, old, theirs) {
            Decision::Empty => {
                merged.empty += 1;
                continue;
            }
            Decision::Same => {
                merged.same += 1;
                continue;
            }
            Decision::Conflict => {
                merged.conflicts += 1;
                conflict(place, old, theirs, terminal);
                continue;
            }
            Decision::Take(target) => target,
        };
        let save = Save {
            id: &old.id,
            base_revision: revisions.get(&old.id).copied().unwrap_or_default(),
            target: &target,
        };
        match store.save_target(&mine.name, &save, &stamp)? {
            Saved::Done { .. } => {
                merged.changed += 1;
                changed(place, old, &target, terminal);
                if target.state >= State::Approved {
                    merged.approved.push(unit(mine, place, &target, &at));
                }
            }
            Saved::Conflict { .. } => {
                merged.conflicts += 1;
                conflict(place, old, theirs, terminal);
            }
        }
    }
    Ok(merged)
}

/// Keeps the comments of the file that the article does not have; how many these are. Linear in both.
pub(super) fn comments(file: &Article, mine: &Article, store: &mut Sqlite) -> anyhow::Result<usize> {
    let at = clock::now();
    let mut own: HashMap<Option<&SegmentId>, Vec<&str>> = HashMap::new();
    for comment in &mine.comments {
        own.entry(comment.segment.as_ref())
            .or_default()
            .push(&comment.text);
    }
    let known = |comment: &Comment| {
        // A file that was exported from here names who said it, and when, in other words.
        let said = own.get(&comment.segment.as_ref());
        said.is_some_and(|said| said.iter().any(|text| comment.text.contains(text)))
    };
    let ids: HashSet<&SegmentId> = mine.segments.iter().map(|segment| &segment.id).collect();
    let ours = |comment: &&Comment| comment.segment.as_ref().is_none_or(|id| ids.contains(id));
    let mut kept = 0;
    for comment in file
        .comments
        .iter()
        .filter(ours)
        .filter(|comment| !known(comment))
    {
        let stamp = Stamp {
            who: &comment.who,
            at: &at,
        };
        store.comment(&mine.name, comment.segment.as_ref(), &comment.text, &stamp)?;
        kept += 1;
    }
    Ok(kept)
}

/// What the file changes in a segment.
fn changed(place: usize, old: &Segment, new: &Target, terminal: &Terminal) {
    let number = place + 1;
    if old.target.content.text == new.content.text {
        terminal.say(format!(
            "segment {number}: {} → {}",
            old.target.state.as_str(),
            new.state.as_str()
        ));
        return;
    }
    terminal.say(format!(
        "segment {number}: {}\n  was  {}\n  is   {}",
        new.state.as_str(),
        clean(&old.target.content.text),
        clean(&new.content.text)
    ));
}

/// What a segment of the file means for the workspace's.
enum Decision {
    Empty,
    Same,
    Conflict,
    Take(Target),
}

fn decide(arguments: &Arguments, old: &Segment, theirs: &Segment) -> Decision {
    if theirs.target.content.is_blank() {
        return Decision::Empty;
    }
    let same_words = theirs.target.content.text == old.target.content.text;
    let edited = if same_words {
        State::Empty
    } else {
        State::Translated
    };
    let state = arguments.state.unwrap_or(theirs.target.state).max(edited);
    if same_words && state <= old.target.state {
        return Decision::Same;
    }
    let guarded = old.target.state.is_human() && !same_words;
    if old.target.state == State::Locked || (guarded && !arguments.take_file) {
        return Decision::Conflict;
    }
    let origin = if same_words {
        old.target.origin.clone()
    } else {
        Some(Origin::Person)
    };
    Decision::Take(Target {
        content: marked(&theirs.target.content, &old.source),
        state,
        origin,
        reason: None,
    })
}

/// The content with the markup that its codes have in the source: tables and pages show them by their numbers only.
fn marked(content: &Content, source: &Content) -> Content {
    let mut content = content.clone();
    for code in content.codes.iter_mut().filter(|code| code.original.is_empty()) {
        let mut own = source.codes.iter();
        if let Some(own) = own.find(|own| (own.id, own.kind) == (code.id, code.kind)) {
            code.original.clone_from(&own.original);
        }
    }
    content
}

fn conflict(place: usize, old: &Segment, theirs: &Segment, terminal: &Terminal) {
    terminal.warn(format!(
        "segment {}: translated here and in the file in other words; left as it is (--take-file takes the file's)\n  here: {}\n  file: {}",
        place + 1,
        clean(&old.target.content.text),
        clean(&theirs.target.content.text)
    ));
}

fn unit(article: &Article, place: usize, target: &Target, at: &str) -> TranslationUnit {
    let source = |place: Option<usize>| {
        let segment = place.and_then(|place| article.segments.get(place));
        segment
            .map(|segment| segment.source.text.clone())
            .unwrap_or_default()
    };
    TranslationUnit {
        source: source(Some(place)),
        target: target.content.text.clone(),
        source_language: article.source_language.clone(),
        target_language: article.target_language.clone(),
        before: source(place.checked_sub(1)),
        after: source(place.checked_add(1)),
        changed: Some(at.to_owned()),
        ..TranslationUnit::default()
    }
}

fn state(name: &str) -> Result<State, String> {
    match State::named(name) {
        Some(state @ (State::Translated | State::Approved)) => Ok(state),
        _ => Err(String::from("write translated or approved")),
    }
}
