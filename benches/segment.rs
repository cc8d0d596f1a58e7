//! Speed of the segmenter beside two others: `cargo bench --bench segment -- [FOLDER]`.
//!
//! Each language's text is that of its case file (and for Arabic of the sample), its paragraphs in random order and
//! repeated to some hundred kilobytes, or the paragraphs of the files `<language tag>.json` in FOLDER:
//! `{"paragraphs":[{"s":["One sentence. ","Another."]}]}`. All three read the same text on one thread, turn by turn;
//! the best of the turns counts. Ratios hold on a busy machine, megabytes a second do not.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use icu_segmenter::SentenceSegmenter;
use serde::Deserialize;
use tarjuman::{language, segment};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SAMPLE: &str = include_str!("../tests/samples/kerry-lavrov.ar.txt");
/// A turn is so short that most of them end before another process is let in.
const BYTES: usize = 400_000;
const TURNS: usize = 200;
/// `sentencex` reads an eighth of the paragraphs, and less often.
const SENTENCEX: (usize, usize) = (8, 10);

#[derive(Deserialize)]
struct File {
    paragraphs: Vec<Paragraph>,
}

#[derive(Deserialize)]
struct Paragraph {
    s: Vec<String>,
}

/// The paragraphs of a file of either kind.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads its own material")]
fn paragraphs(path: &Path) -> Result<Vec<String>> {
    let content = fs::read_to_string(path)?;
    if path.extension().is_some_and(|ending| ending == "json") {
        let file: File = serde_json::from_str(&content)?;
        return Ok(file.paragraphs.into_iter().map(|it| it.s.concat()).collect());
    }
    let cases = content.lines().filter_map(|line| line.strip_prefix("> "));
    let mut paragraphs: Vec<String> = cases.map(str::to_owned).collect();
    if path.ends_with("ar.txt") {
        paragraphs.extend(SAMPLE.lines().map(str::to_owned));
    }
    Ok(paragraphs)
}

/// The paragraphs drawn by lot (Marsaglia's xorshift), each on a line, up to [`BYTES`].
fn text(paragraphs: &[String]) -> String {
    let mut text = String::with_capacity(BYTES + 10_000);
    let mut die = 88_172_645_463_325_252_u64;
    while text.len() < BYTES {
        die ^= die << 13;
        die ^= die >> 7;
        die ^= die << 17;
        text.push_str(&paragraphs[usize::try_from(die >> 33).unwrap_or(0) % paragraphs.len()]);
        text.push('\n');
    }
    text
}

/// The most megabytes (10⁶ bytes) a second in as many turns as `best` has had, with one more. Every engine gets one
/// paragraph at a time, as the commands hand them over.
fn turn(best: &mut f64, paragraphs: &[&str], work: impl Fn(&str) -> usize) {
    let bytes: usize = paragraphs.iter().map(|paragraph| paragraph.len()).sum();
    let begin = Instant::now();
    black_box(
        black_box(paragraphs)
            .iter()
            .map(|paragraph| work(paragraph))
            .sum::<usize>(),
    );
    let bytes = f64::from(u32::try_from(bytes).unwrap_or(u32::MAX));
    *best = best.max(bytes / 1e6 / begin.elapsed().as_secs_f64());
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    let mut files: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|it| it == "json" || it == "txt"));
    files.sort();
    Ok(files)
}

fn main() -> Result<()> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/segment");
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    println!(
        "{:<6}{:>10}{:>10}{:>10}{:>10}{:>12}",
        "", "tarjuman", "ICU4X", "sentencex", "/ICU4X", "/sentencex"
    );
    let icu = SentenceSegmenter::new(Default::default());
    let options = segment::Options::default();
    for path in files(folder.as_deref().map_or(&cases, Path::new))? {
        let tag = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = text(&paragraphs(&path)?);
        let paragraphs: Vec<_> = text.lines().collect();
        let part = &paragraphs[..paragraphs.len() / SENTENCEX.0];
        let language = language::of(&tag);
        let (mut ours, mut icus, mut sentencexs) = (0.0, 0.0, 0.0);
        for number in 0..TURNS {
            turn(&mut ours, &paragraphs, |it| {
                segment::split(it, language, &options).len()
            });
            turn(&mut icus, &paragraphs, |it| icu.segment_str(it).count());
            if number < SENTENCEX.1 {
                turn(&mut sentencexs, part, |it| sentencex::segment(&tag, it).len());
            }
        }
        println!(
            "{tag:<6}{ours:>10.0}{icus:>10.0}{sentencexs:>10.1}{:>10.2}{:>12.1}",
            ours / icus,
            ours / sentencexs
        );
    }
    Ok(())
}
