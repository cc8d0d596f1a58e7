//! Makes `src/transliteration/data/ar-en.model`. What it is made of, and how, stands in `README.md` beside this file.
#![allow(
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a tool of the workshop: it may stop at the first surprise, and reads and writes files"
)]

mod align;
mod count;
mod fit;

use std::collections::BTreeMap;
use std::path::Path;

use tarjuman::transliteration::{FEATURES, Model, Parts};

use align::{Pair, graphones};
use fit::Example;

/// Parts of the training pairs that are left out in turn when the weights are fitted.
const FOLDS: usize = 2;
/// What a pair of places counts, against one of names.
const PLACE: f64 = 0.3;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [names, sources, output] = &arguments[..] else {
        eprintln!("train-names PAIRS.tsv SOURCES_FOLDER OUTPUT.model");
        std::process::exit(1);
    };
    let sources = Path::new(sources);
    let pairs: Vec<(String, String)> = rows(Path::new(names))
        .into_iter()
        .flat_map(|row| {
            let source = row[0].clone();
            let spellings: Vec<String> = row[1].split('|').map(latin).collect();
            spellings.into_iter().map(move |target| (source.clone(), target))
        })
        .collect();
    let places: Vec<(String, String)> = rows(&sources.join("place-words.tsv"))
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect();
    let list = list_of_names(&rows(&sources.join("person-words.tsv")));
    let attested = attested(&pairs, &rows(&sources.join("places.tsv")));
    let mut examples = Vec::new();
    for fold in 0..FOLDS {
        let seen = pairs
            .iter()
            .enumerate()
            .filter(|(at, _)| at % FOLDS != fold)
            .map(|(_, pair)| pair);
        let parts = parts(seen, &places, list.clone());
        let model = Model::new(parts).expect("the list of names reads");
        for (source, target) in pairs.iter().skip(fold).step_by(FOLDS) {
            examples.extend(Example::of(&model.candidates(source), target));
        }
    }
    let weights = fit::weights(&examples);
    eprintln!("{} examples, weights {weights:?}", examples.len());
    let model = Parts {
        weights,
        attested,
        ..parts(pairs.iter(), &places, list)
    };
    let bytes = model.to_bytes();
    eprintln!(
        "{} bytes, {} of them names that people bear",
        bytes.len(),
        model.names.len()
    );
    std::fs::write(output, bytes).expect("the model is written");
}

/// The columns of a file's rows, without comments.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).expect("the file is there; see README.md");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

/// Small letters from a to z; others by the letter that English papers print.
fn latin(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'a'..='z' => plain.push(letter),
            'ı' => plain.push('i'),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            _ => {}
        }
    }
    plain
}

/// The names that people bear with the rounded logarithm of how many do.
fn list_of_names(rows: &[Vec<String>]) -> Vec<u8> {
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    for row in rows {
        let count: f64 = row[1].parse().expect("a count");
        *counts.entry(latin(&row[0])).or_default() += count;
    }
    counts.remove("");
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least 0, at most 14"
    )]
    let classes = counts
        .into_iter()
        .map(|(name, count)| (name, count.ln().round() as u64));
    let map = fst::Map::from_iter(classes).expect("the names are sorted");
    map.as_fst().as_bytes().to_vec()
}

/// The spellings that stand attested for whole names.
fn attested(names: &[(String, String)], places: &[Vec<String>]) -> Vec<(String, Vec<String>)> {
    let mut attested: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let places = places.iter().map(|row| (row[0].clone(), row[1].clone()));
    // People before places: of a name that is both, the news has the person oftener.
    for (source, target) in names.iter().cloned().chain(places) {
        let spellings = attested.entry(source).or_default();
        if !target.is_empty() && !spellings.contains(&target) {
            spellings.push(target);
        }
    }
    attested.into_iter().collect()
}

/// Everything but the weights, made of these pairs.
fn parts<'a>(
    names: impl Iterator<Item = &'a (String, String)>,
    places: &'a [(String, String)],
    list: Vec<u8>,
) -> Parts {
    let names = names.map(|pair| (pair, 1.0));
    let all = names.chain(places.iter().map(|pair| (pair, PLACE)));
    let pairs: Vec<Pair> = all
        .filter_map(|((source, target), weight)| Pair::new(source, target, weight))
        .collect();
    let (inventory, aligned) = graphones(&pairs);
    let spelled: Vec<(Vec<u16>, f64)> = pairs.iter().map(|pair| (pair.symbols(), pair.weight)).collect();
    Parts {
        weights: [0.0; FEATURES],
        channel: count::runs(&aligned, inventory.len()),
        spelling: count::runs(&spelled, 26),
        graphones: inventory,
        attested: Vec::new(),
        names: list,
    }
}
