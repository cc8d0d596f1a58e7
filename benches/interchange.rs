//! Bilingual files read, checked and edited, in MB/s beside translate-toolkit's reading of the same files in the same
//! run: `cargo bench --bench interchange -- [SEGMENTS]`. Needs Debian's translate-toolkit.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![expect(clippy::disallowed_methods, reason = "a benchmark writes the files it reads")]
#![expect(clippy::cast_precision_loss, reason = "bytes in megabytes")]

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use tarjuman::document::{
    Article, BlockKind, CodeKind, Content, InlineCode, Segment, SegmentId, State, Target, TranslationUnit,
};
use tarjuman::format::{Input, ReadOptions, View, WriteOptions, by_id, patched, recognise, tmx};

/// Formats that are written, and whether the toolkit reads them.
const FORMATS: &[(&str, bool)] = &[
    ("xliff", false),
    ("xliff-1.2", true),
    ("tmx", true),
    ("tbx-2008", true),
];

fn main() -> Result<(), Box<dyn Error>> {
    let asked = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let segments = asked.unwrap_or(20_000);
    memory(segments * 50)?;
    let article = article(segments);
    let folder = tempfile::tempdir()?;
    println!("| file | MB | read | checked | one target edited | streamed | translate-toolkit, read |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for (id, is_known) in FORMATS {
        let mut bytes = Vec::new();
        let options = WriteOptions {
            view: View::Bilingual,
            summary: None,
        };
        by_id(id)
            .ok_or("no such format")?
            .write(&article, &options, &mut bytes)?;
        let text = String::from_utf8(bytes)?;
        let path = folder.path().join(format!(
            "a.{}",
            id.split('-').next().unwrap_or(id).replace("xliff", "xlf")
        ));
        std::fs::write(&path, &text)?;
        let size = text.len() as f64 / 1e6;
        let rate = |seconds: f64| format!("{:.1}", size / seconds);
        let format = recognise("-", &text);
        let begin = Instant::now();
        let Input::Article(mut read) = format.read(&text, &ReadOptions::default())? else {
            return Err("not bilingual".into());
        };
        let reading = begin.elapsed().as_secs_f64();
        let begin = Instant::now();
        format.validate(&text)?;
        let checking = begin.elapsed().as_secs_f64();
        read.segments[0].target.content = Content::plain("Edited.");
        let begin = Instant::now();
        patched(format, (text.as_bytes(), "UTF-8"), &read, &ReadOptions::default())?;
        let editing = begin.elapsed().as_secs_f64();
        let streamed = if *id == "tmx" {
            rate(streamed(&text)?)
        } else {
            String::from("–")
        };
        let theirs = if *is_known {
            rate(toolkit(&path)?)
        } else {
            String::from("–")
        };
        println!(
            "| {id} | {size:.1} | {} | {} | {} | {streamed} | {theirs} |",
            rate(reading),
            rate(checking),
            rate(editing)
        );
    }
    Ok(())
}

/// A memory of so many units written and read a unit at a time, with what that takes of the machine's memory.
fn memory(units: usize) -> Result<(), Box<dyn Error>> {
    let file = tempfile::NamedTempFile::new()?;
    let mut writer = tmx::Writer::new(BufWriter::new(file.as_file()))?;
    for number in 0..units {
        writer.write(&TranslationUnit {
            source: format!("قال وزير الخارجية الأميركي جون كيري إن المحادثات رقم {number} ستستأنف في جنيف."),
            target: format!(
                "US Secretary of State John Kerry said that talks no. {number} will resume in Geneva."
            ),
            source_language: String::from("ar"),
            target_language: String::from("en"),
            ..TranslationUnit::default()
        })?;
    }
    writer.finish()?;
    let before = resident();
    let mut most = before;
    let begin = Instant::now();
    let mut met = 0;
    for unit in tmx::Reader::new(BufReader::new(File::open(file.path())?), None)? {
        unit?;
        met += 1;
        if met % 10_000 == 0 {
            most = most.max(resident());
        }
    }
    let seconds = begin.elapsed().as_secs_f64();
    let size = file.as_file().metadata()?.len() as f64 / 1e6;
    println!(
        "{met} units, {size:.0} MB, streamed at {:.1} MB/s; resident memory grew by {:.1} MB\n",
        size / seconds,
        (most - before) / 1e6
    );
    Ok(())
}

/// Bytes of this process in memory, where the system tells.
fn resident() -> f64 {
    let told = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = told.split(' ').nth(1).and_then(|pages| pages.parse::<f64>().ok());
    pages.unwrap_or_default() * 4096.0
}

/// Seconds in which every unit of a TMX file passes, one at a time.
fn streamed(text: &str) -> Result<f64, Box<dyn Error>> {
    let begin = Instant::now();
    let mut units = 0;
    for unit in tmx::Reader::new(text.as_bytes(), None)? {
        unit?;
        units += 1;
    }
    assert!(units > 0, "no unit");
    Ok(begin.elapsed().as_secs_f64())
}

/// Seconds in which the toolkit reads a file, the start of Python left out.
fn toolkit(path: &Path) -> Result<f64, Box<dyn Error>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/toolkit.py");
    let output = Command::new("/usr/bin/python3")
        .arg(script)
        .arg("time")
        .arg(path)
        .output()?;
    let said = String::from_utf8(output.stdout)?;
    said.trim()
        .parse()
        .map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned().into())
}

/// Segments of news with codes in every third, all translated.
fn article(segments: usize) -> Article {
    let segment = |number: usize| {
        let source = format!(
            "قال وزير الخارجية الأميركي جون كيري إن المحادثات رقم {number} مع نظيره الروسي ستستأنف في جنيف."
        );
        let target = format!(
            "US Secretary of State John Kerry said that talks no. {number} with his Russian counterpart will resume."
        );
        let coded = |text: String| {
            let end = text.find(' ').unwrap_or_default();
            let code = |at, kind, original: &str| InlineCode {
                at,
                id: 1,
                kind,
                original: original.to_owned(),
            };
            let codes = vec![code(0, CodeKind::Open, "<b>"), code(end, CodeKind::Close, "</b>")];
            Content {
                text,
                codes: if number.is_multiple_of(3) {
                    codes
                } else {
                    Vec::new()
                },
            }
        };
        Segment {
            id: SegmentId::of(&source, 0),
            block: number,
            source: coded(source),
            gap: String::new(),
            target: Target {
                content: coded(target),
                state: State::Translated,
                ..Target::default()
            },
            terms: Vec::new(),
            matches: Vec::new(),
            findings: Vec::new(),
        }
    };
    Article {
        name: String::from("news.txt"),
        source_language: String::from("ar"),
        target_language: String::from("en"),
        blocks: vec![BlockKind::Paragraph; segments],
        segments: (0..segments).map(segment).collect(),
        ..Article::default()
    }
}
