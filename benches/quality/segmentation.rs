//! Sentence boundaries: precision, recall, F1 and F1\* by language and source.
//!
//! A boundary is a place between two sentences of a paragraph, counted in characters that are no white space, so
//! it does not matter on which side the blank stands. For F1\* a boundary of the reference without a final mark
//! on its left (headings, captions, a colon) is neutral: neither demanded nor wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Deserialize;
use tarjuman::{language, segment};

use super::table::{Counts, Table, examples, figure};
use super::{Result, read, stem};

/// Marks that end a sentence, in any script.
const FINAL: &str = ".!?…؟۔。！？．।॥｡‼⁇⁈⁉‽։";

/// What may stand between such a mark and the boundary, white space apart.
const CLOSING: &str = "\"'”’»«›‹)]}“„‟」』）］】》〉＂❞\u{200f}\u{200e}\u{200c}\u{61c}";

#[derive(Deserialize)]
struct Set {
    paragraphs: Vec<Paragraph>,
}

#[derive(Deserialize)]
struct Paragraph {
    src: String,
    s: Vec<String>,
}

/// The counts of one language or source.
#[derive(Clone, Copy, Default)]
struct Score {
    all: Counts,
    /// With unmarked boundaries neutral.
    marked: Counts,
    /// Paragraphs whose sentences, put together, are not the paragraph.
    altered: usize,
}

/// What is wrong, with the text around it.
#[derive(Default)]
struct Errors {
    missed: Vec<String>,
    unmarked: Vec<String>,
    wrong: Vec<String>,
}

/// The table of all `files`, each named for its language, then up to `most` errors of each kind.
pub(super) fn report(files: &[PathBuf], most: usize) -> Result<String> {
    let mut table = Table::new(&["language", "source", "boundaries", "P", "R", "F1", "F1\\*"]);
    let mut scores = Vec::new();
    let mut shown = String::new();
    for file in files {
        let tag = stem(file);
        let (by_source, errors) = score(&read::<Set>(file)?, &tag);
        let whole = by_source.values().fold(Score::default(), sum);
        table.push(&cells(&tag, "all", whole));
        for (source, score) in by_source.iter().filter(|_| by_source.len() > 1) {
            table.push(&cells("", source, *score));
        }
        scores.push(whole);
        for (kind, all) in [
            ("missed", &errors.missed),
            ("missed, no mark", &errors.unmarked),
            ("cut wrongly", &errors.wrong),
        ] {
            shown += &examples(&format!("{tag}, {kind}"), all, most);
        }
    }
    table.push(&[
        String::from("macro"),
        String::new(),
        String::new(),
        mean(&scores, |score| score.all.precision()),
        mean(&scores, |score| score.all.recall()),
        mean(&scores, |score| score.all.f1()),
        mean(&scores, |score| score.marked.f1()),
    ]);
    let altered: usize = scores.iter().map(|score| score.altered).sum();
    let lossless = format!("Paragraphs whose text was lost or altered: {altered}.\n");
    Ok(format!("### Sentences\n\n{}\n{lossless}{shown}", table.finish()))
}

fn sum(mut total: Score, one: &Score) -> Score {
    total.all += one.all;
    total.marked += one.marked;
    total.altered += one.altered;
    total
}

fn cells(tag: &str, source: &str, score: Score) -> [String; 7] {
    [
        tag.to_owned(),
        source.to_owned(),
        score.all.wanted().to_string(),
        figure(score.all.precision()),
        figure(score.all.recall()),
        figure(score.all.f1()),
        figure(score.marked.f1()),
    ]
}

/// The mean over the languages; one without boundaries, in which none was made, counts as faultless.
#[expect(clippy::cast_precision_loss, reason = "languages are few")]
fn mean(scores: &[Score], of: impl Fn(&Score) -> Option<f64>) -> String {
    let total: f64 = scores.iter().map(|score| of(score).unwrap_or(1.0)).sum();
    figure(Some(total / scores.len() as f64))
}

fn score(set: &Set, tag: &str) -> (BTreeMap<String, Score>, Errors) {
    let options = segment::Options::default();
    let mut by_source = BTreeMap::<String, Score>::new();
    let mut errors = Errors::default();
    for paragraph in &set.paragraphs {
        let text = paragraph.s.concat();
        let ranges = segment::split(&text, language::of(tag), &options);
        let together: String = ranges.iter().map(|range| &text[range.clone()]).collect();
        let found: BTreeSet<usize> = boundaries(ranges.into_iter().map(|range| &text[range]));
        let wanted = reference(&paragraph.s);
        let score = by_source.entry(paragraph.src.clone()).or_default();
        score.altered += usize::from(together != text);
        for (&at, &marked) in &wanted {
            let hit = found.contains(&at);
            score.all.right += usize::from(hit);
            score.all.missed += usize::from(!hit);
            score.marked.right += usize::from(hit && marked);
            score.marked.missed += usize::from(!hit && marked);
            if !hit {
                let list = if marked {
                    &mut errors.missed
                } else {
                    &mut errors.unmarked
                };
                list.push(around(&text, at));
            }
        }
        for &at in found.iter().filter(|at| !wanted.contains_key(at)) {
            score.all.wrong += 1;
            score.marked.wrong += 1;
            errors.wrong.push(around(&text, at));
        }
    }
    (by_source, errors)
}

/// Where the sentences end, without the end of the last.
fn boundaries<'a>(sentences: impl Iterator<Item = &'a str>) -> BTreeSet<usize> {
    let mut at = 0;
    let mut ends: BTreeSet<usize> = sentences
        .map(|sentence| {
            at += visible(sentence);
            at
        })
        .collect();
    ends.remove(&0);
    ends.remove(&at);
    ends
}

/// The boundaries of the reference, and whether a final mark stands on their left.
fn reference(sentences: &[String]) -> BTreeMap<usize, bool> {
    let mut at = 0;
    let inner = &sentences[..sentences.len().saturating_sub(1)];
    let place = |sentence: &String| {
        at += visible(sentence);
        (at, is_marked(sentence))
    };
    inner.iter().map(place).collect()
}

fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn is_marked(sentence: &str) -> bool {
    let open = sentence.trim_end_matches(|c: char| c.is_whitespace() || CLOSING.contains(c));
    open.ends_with(|c| FINAL.contains(c))
}

/// The text on both sides of the boundary after `at` visible characters.
fn around(text: &str, at: usize) -> String {
    const REACH: usize = 34;
    let visible = text.char_indices().filter(|(_, c)| !c.is_whitespace());
    let end = visible
        .map(|(byte, c)| byte + c.len_utf8())
        .nth(at.saturating_sub(1));
    let (left, right) = text.split_at(end.unwrap_or(text.len()));
    let from = left
        .char_indices()
        .rev()
        .nth(REACH - 1)
        .map_or(0, |(byte, _)| byte);
    let right: String = right.trim_start().chars().take(REACH).collect();
    format!("{} ⏎ {right}", &left[from..])
}
