//! Bilingual files in the shapes that other tools give them: every one is read, comes back byte for byte, and holds an edit
//! beside what it held before.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use insta::{Settings, assert_snapshot};
use tarjuman::document::{Article, CodeKind, Content, State};
use tarjuman::format::{self, Format, Input, ReadOptions, patched};

/// A file with how it is read.
struct Foreign {
    name: String,
    bytes: Vec<u8>,
    encoding: &'static str,
    format: &'static dyn Format,
}

impl Foreign {
    fn open(path: &Path) -> Self {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        #[expect(clippy::disallowed_methods, reason = "the cases are files")]
        let bytes = std::fs::read(path).unwrap();
        let decoded = format::decode(&bytes, None).unwrap();
        let format = format::recognise(&name, &decoded.text);
        let encoding = decoded.encoding;
        drop(decoded);
        Self {
            name,
            bytes,
            encoding,
            format,
        }
    }

    fn read(&self, bytes: &[u8]) -> Article {
        let decoded = format::decode(bytes, Some(self.encoding)).unwrap();
        match self.format.read(&decoded.text, &ReadOptions::default()) {
            Ok(Input::Article(article)) => article,
            other => panic!("{}: {other:?}", self.name),
        }
    }

    fn put(&self, bytes: &[u8], article: &Article) -> Vec<u8> {
        patched(
            self.format,
            (bytes, self.encoding),
            article,
            &ReadOptions::default(),
        )
        .unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

fn all() -> Vec<Foreign> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format/foreign");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| !path.ends_with("README.md"));
    paths.sort();
    paths.iter().map(|path| Foreign::open(path)).collect()
}

/// The text with its codes: `{1}` opens, `{/1}` closes, `{1/}` stands alone.
fn shown(content: &Content) -> String {
    let mut out = String::new();
    for (text, code) in content.pieces() {
        out.push_str(text);
        match code.map(|code| (code.kind, code.id)) {
            Some((CodeKind::Open, id)) => write!(out, "{{{id}}}").unwrap(),
            Some((CodeKind::Close, id)) => write!(out, "{{/{id}}}").unwrap(),
            Some((CodeKind::Single, id)) => write!(out, "{{{id}/}}").unwrap(),
            None => {}
        }
    }
    format!("{out:?}")
}

#[test]
fn what_is_read_of_each() {
    let mut told = String::new();
    for file in all() {
        let article = file.read(&file.bytes);
        let languages = (&article.source_language, &article.target_language);
        writeln!(
            told,
            "{} ({}, {} > {})",
            file.name, file.encoding, languages.0, languages.1
        )
        .unwrap();
        for segment in &article.segments {
            let (source, target) = (shown(&segment.source), shown(&segment.target.content));
            writeln!(told, "    {source} > {target} {}", segment.target.state.as_str()).unwrap();
        }
        for comment in &article.comments {
            writeln!(told, "    {}: {:?}", comment.who, comment.text).unwrap();
        }
    }
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!("foreign", told));
}

#[test]
fn each_comes_back_byte_for_byte() {
    for file in all() {
        let article = file.read(&file.bytes);
        assert_eq!(file.put(&file.bytes, &article), file.bytes, "{}", file.name);
    }
}

/// One segment after the other: what the others say stands as it stood, to the byte.
#[test]
fn an_edit_changes_its_own_place_alone() {
    for file in all() {
        let held = file.read(&file.bytes);
        for at in 0..held.segments.len() {
            let mut article = held.clone();
            let target = &mut article.segments[at].target;
            target.content.text.push_str(" new & <b>");
            target.state = State::Translated;
            let wanted = target.content.text.clone();
            let edited = file.put(&file.bytes, &article);
            let again = file.read(&edited);
            for (number, (old, new)) in held.segments.iter().zip(&again.segments).enumerate() {
                let expected = if number == at {
                    &wanted
                } else {
                    &old.target.content.text
                };
                assert_eq!(
                    &new.target.content.text, expected,
                    "{}: segment {number} after {at}",
                    file.name
                );
                assert_eq!(new.source, old.source, "{}", file.name);
            }
            assert_eq!(file.put(&edited, &again), edited, "{}", file.name);
            assert!(
                changed(&file.bytes, &edited) < 900,
                "{}: more than its place",
                file.name
            );
        }
    }
}

/// Bytes between the first and the last that differ, in the longer of two files.
fn changed(one: &[u8], other: &[u8]) -> usize {
    let before = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let behind = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let longest = one.len().max(other.len());
    longest - (before + behind).min(longest)
}
