//! Names into Latin letters, on names that the model has not seen: `cargo bench --bench names -- [NAMES.tsv]`.
//!
//! A row is a name and its attested spellings, parted by `|`. Compared are letters alone, without case. A proposal is
//! right when it is any of the attested spellings; the character error rate is edits over letters against the nearest one.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads its names")]
#![expect(clippy::cast_precision_loss, reason = "counts of names and letters")]

use std::error::Error;
use std::time::{Duration, Instant};

use tarjuman::transliteration::{Standard, model, proposals};

const NAMES: &str = "benches/material/names/ar2en-dev.tsv";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"));
    let path = arguments.next().unwrap_or_else(|| String::from(NAMES));
    let text = std::fs::read_to_string(&path)?;
    let begin = Instant::now();
    let model = model("ar", "en").ok_or("no model")?;
    println!("model read in {:.1} ms", begin.elapsed().as_secs_f64() * 1e3);
    let (mut names, mut first, mut among, mut edits, mut length) = (0, 0, 0, 0, 0);
    let (mut took, mut slowest) = (Duration::ZERO, Duration::ZERO);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(name), Some(spellings)) = (columns.next(), columns.next()) else {
            continue;
        };
        let attested: Vec<String> = spellings.split('|').map(letters).collect();
        let begin = Instant::now();
        let told = proposals(model, name, Standard::News, 3);
        took += begin.elapsed();
        slowest = slowest.max(begin.elapsed());
        let told: Vec<String> = told.iter().map(|one| letters(&one.spelling)).collect();
        names += 1;
        first += usize::from(told.first().is_some_and(|one| attested.contains(one)));
        among += usize::from(told.iter().any(|one| attested.contains(one)));
        let best = told.first().map_or("", String::as_str);
        let nearest = attested
            .iter()
            .map(|one| (distance(best, one), one.chars().count()))
            .min();
        let (wrong, all) = nearest.unwrap_or_default();
        edits += wrong;
        length += all;
    }
    let share = |count: usize| count as f64 / f64::from(names);
    println!(
        "{names} names: first {:.3}, among three {:.3}, error rate {:.3}",
        share(first),
        share(among),
        edits as f64 / length as f64
    );
    let each = took.as_secs_f64() * 1e3 / f64::from(names);
    println!(
        "{each:.3} ms a name, {:.3} ms the slowest",
        slowest.as_secs_f64() * 1e3
    );
    Ok(())
}

fn letters(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .collect()
}

/// Levenshtein's distance in letters.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, opposite) in other.iter().enumerate() {
            let changed = corner + usize::from(letter != *opposite);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[other.len()]
}
