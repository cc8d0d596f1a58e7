//! How good sentences and terms are on a folder of annotated text: `cargo bench --bench quality -- FOLDER`.
//!
//! Prints Markdown tables. `--into FILE` puts them into FILE instead, between the two marks that
//! `docs/quality.md` shows; `--errors N` adds up to N examples of every kind of error. Nothing here is timed, so
//! `cargo bench --profile dev` gives the same figures without an optimised build.
//!
//! A folder holds `segmentation/<language>.json` and `glossary/<name>.json`, either or both. Offsets are Unicode
//! code points, ends exclusive.
//!
//! ```text
//! segmentation/de.json  {"paragraphs": [{"src": "wmt", "s": ["Erster Satz. ", "Zweiter Satz."]}]}
//! glossary/ar.json      {"meta": {"lang": "ar"},
//!                        "terms": [{"id": 0, "source": "كيري", "kind": "name"}],
//!                        "sentences": [{"text": "قال لكيري", "gold": [{"term_id": 0, "start": 5, "end": 9,
//!                           "word": [4, 9], "class": "clitic"}], "ignore": [], "fold_traps": []}]}
//! ```
//!
//! A paragraph's text is its sentences, one after the other as they stand. A kind is `name`, `common`,
//! `multiword` or `distractor`. What counts as right is said in `segmentation.rs` and `terms.rs`.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark reads its material and prints its tables"
)]

mod segmentation;
mod table;
mod terms;

use std::error::Error;
use std::path::{Path, PathBuf};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const USAGE: &str = "\
Give a folder of annotated text:

  cargo bench --bench quality -- FOLDER [--errors N] [--into docs/quality.md]

It holds segmentation/<language>.json and glossary/<name>.json; benches/quality/main.rs describes both. Such data
comes from treebanks: the sentences of a treebank with running text, and the occurrences of its frequent lemmas and
names. Measure on parts that nobody looked at while the rules were written, or say that you did.";

const BEGIN: &str = "<!-- measured: cargo bench --bench quality -->";
const END: &str = "<!-- end of measured -->";

/// What the command line says.
#[derive(Default)]
struct Arguments {
    folder: Option<PathBuf>,
    errors: usize,
    into: Option<PathBuf>,
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let mut arguments = Self::default();
        while let Some(word) = words.next() {
            match word.as_str() {
                // Cargo's own, given to every benchmark.
                "--bench" => {}
                "--errors" => arguments.errors = words.next().ok_or("--errors needs a number")?.parse()?,
                "--into" => arguments.into = Some(words.next().ok_or("--into needs a file")?.into()),
                option if option.starts_with('-') => return Err(format!("{option} is unknown").into()),
                folder => arguments.folder = Some(folder.into()),
            }
        }
        Ok(arguments)
    }
}

fn main() -> Result<()> {
    let arguments = Arguments::read(std::env::args().skip(1))?;
    let Some(folder) = &arguments.folder else {
        println!("{USAGE}");
        return Ok(());
    };
    let report = report(folder, arguments.errors)?;
    match &arguments.into {
        Some(file) => std::fs::write(file, replaced(&std::fs::read_to_string(file)?, &report)?)?,
        None => print!("{report}"),
    }
    Ok(())
}

fn report(folder: &Path, errors: usize) -> Result<String> {
    let mut parts = Vec::new();
    for (name, score) in [
        (
            "segmentation",
            segmentation::report as fn(&[PathBuf], usize) -> Result<String>,
        ),
        ("glossary", terms::report),
    ] {
        let files = json_files(&folder.join(name))?;
        if !files.is_empty() {
            parts.push(score(&files, errors)?);
        }
    }
    if parts.is_empty() {
        return Err(format!(
            "{} has neither segmentation/*.json nor glossary/*.json",
            folder.display()
        )
        .into());
    }
    Ok(parts.join("\n"))
}

/// The files of `folder` whose name ends in `.json`, by name; none if there is no such folder.
fn json_files(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries: std::io::Result<Vec<_>> = folder.read_dir()?.map(|entry| entry.map(|e| e.path())).collect();
    let mut files = entries?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    Ok(files)
}

/// Reads one file of the folder; an error names it.
fn read<T: serde::de::DeserializeOwned>(file: &Path) -> Result<T> {
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", file.display()))?)
}

/// The file's name without its ending.
fn stem(file: &Path) -> String {
    file.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// `page` with `report` between its marks.
fn replaced(page: &str, report: &str) -> Result<String> {
    let marked = page
        .split_once(BEGIN)
        .and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = marked.ok_or_else(|| format!("the file lacks the lines `{BEGIN}` and `{END}`"))?;
    Ok(format!("{before}{BEGIN}\n\n{report}\n{END}{after}"))
}
