//! Packages of parts (Word, Excel, OpenDocument, EPUB): the parts that hold text as one text, and back into the zip file.
//!
//! The parts stand one behind the other, each after its name between two NUL characters, which XML cannot hold: a
//! place in this text is a place in the package, and readers see one text as in any other format. Nothing is unpacked
//! to disk. What was not changed is copied as it was packed; a package in which nothing was changed is its own bytes.
//!
//! A package is refused when its directory could mean two things to two programs (a name twice, a name that leaves the
//! package, a link), and when what is packed grows beyond measure. Parts in UTF-16 are written in it again.

use std::io::{Cursor, Read, Write};
use std::ops::Range;

use encoding_rs::{Encoding, UTF_8};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::Error;
use super::skeleton::{Patches, encoded};
use super::tags::{self, Tags};

/// Stands before and behind a part's name.
const FENCE: char = '\0';
/// Entries of a package, at most.
const ENTRIES: usize = 10_000;
/// Unpacked bytes of all parts together, at most: a thousand pages have two or three million.
const BYTES: u64 = 64 << 20;
/// What may be unpacked before the ratio counts, in bytes.
const SMALL: u64 = 10 << 20;
/// Unpacked bytes for each packed one, at most.
const RATIO: u64 = 200;

/// A kind of package: how it is known, and which of its parts hold text.
struct Kind {
    /// Whether the part of this name is the one without which it is none.
    is_main: fn(&str) -> bool,
    /// Whether the part of this name is read.
    holds_text: fn(&str) -> bool,
}

const KINDS: &[Kind] = &[
    // Word.
    Kind {
        is_main: |name| word(name) == Some("document"),
        holds_text: |name| {
            matches!(
                word(name),
                Some(
                    "document"
                        | "header"
                        | "footer"
                        | "footnotes"
                        | "endnotes"
                        | "comments"
                        | "styles"
                        | "numbering"
                )
            )
        },
    },
    // Excel.
    Kind {
        is_main: |name| name == "xl/workbook.xml",
        holds_text: |name| {
            let inside = name.strip_prefix("xl/").unwrap_or_default();
            let folders = ["worksheets/", "comments", "_rels/"];
            let is_text = folders.iter().any(|folder| inside.starts_with(folder))
                || matches!(inside, "workbook.xml" | "sharedStrings.xml" | "styles.xml");
            is_text && (name.ends_with(".xml") || name.ends_with(".rels"))
        },
    },
    // OpenDocument.
    Kind {
        is_main: |name| name == "content.xml",
        holds_text: |name| matches!(name, "content.xml" | "styles.xml"),
    },
    // EPUB.
    Kind {
        is_main: |name| name == "META-INF/container.xml",
        holds_text: |name| {
            let ending = name
                .rsplit_once('.')
                .map(|(_, ending)| ending.to_ascii_lowercase());
            let holds = ["opf", "xhtml", "html", "htm", "ncx"];
            name == "META-INF/container.xml" || ending.is_some_and(|ending| holds.contains(&ending.as_str()))
        },
    },
];

/// What a part of a Word package is; Word numbers them, and services that convert even the main one.
fn word(name: &str) -> Option<&str> {
    let part = name.strip_prefix("word/")?.strip_suffix(".xml")?;
    Some(part.trim_end_matches(|c: char| c.is_ascii_digit()))
}

/// The kind of the package that has parts of these names.
fn kind<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| names.clone().any(kind.is_main))
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn names(archive: &Archive<'_>) -> impl Iterator<Item = String> {
    archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
}

/// Where a Word package has its parts, if that is not the folder `word`.
struct Home {
    main: String,
    folder: String,
}

/// Where the relations of a package that is none by the names of its parts say that a Word document is (ECMA-376-2, 9.3).
fn home(archive: &mut Archive<'_>) -> Option<Home> {
    let names: Vec<String> = names(archive).collect();
    if kind(names.iter().map(String::as_str)).is_some() {
        return None;
    }
    let mut part = |name: &str| {
        let part = archive.by_name(name).ok()?;
        let packed = part.compressed_size();
        unpacked(part, packed, SMALL).ok()
    };
    let types = part("[Content_Types].xml")?;
    let relations = part("_rels/.rels")?;
    let mut read = Tags::new(&relations, 0..relations.len());
    loop {
        let tag = read.next().ok().filter(|tag| tag.kind != tags::Kind::Eof)?;
        let attribute = |name| tags::attribute(&relations[tag.span.clone()], name);
        if !attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")) {
            continue;
        }
        let main = attribute("Target")?.trim_start_matches('/').to_owned();
        let folder = main.rfind('/').map_or("", |end| &main[..=end]).to_owned();
        let is_word = types.contains("wordprocessingml") && names.contains(&main);
        return is_word.then_some(Home { main, folder });
    }
}

/// What the part `own` of a package would be called in one that Word wrote.
fn known_as(own: &str, home: Option<&Home>) -> String {
    match home {
        Some(home) if own == home.main => String::from("word/document.xml"),
        Some(home) => match own.strip_prefix(&*home.folder) {
            Some(inside) if !own.starts_with("word/") => format!("word/{inside}"),
            _ => format!("beside/{own}"),
        },
        None => own.to_owned(),
    }
}

/// The text of the package in `bytes`; `None` when they are no package of a kind that is known.
///
/// # Errors
/// [`Error::Package`] when the package is broken, ambiguous or unpacks to more than 64 MB or 200 times its size.
pub(super) fn text(bytes: &[u8]) -> Result<Option<String>, Error> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(None);
    }
    let mut archive = open(bytes)?;
    let home = home(&mut archive);
    let mut names: Vec<(String, String)> = names(&archive)
        .map(|own| (known_as(&own, home.as_ref()), own))
        .collect();
    let Some(kind) = kind(names.iter().map(|(known, _)| known.as_str())) else {
        return Ok(None);
    };
    if archive.len() > ENTRIES {
        return Err(refused("it holds more than 10,000 parts"));
    }
    if listed(bytes) != Some(archive.len()) {
        return Err(refused(
            "a part stands in it twice; save it again in the program that wrote it",
        ));
    }
    if archive.file_names_raw().any(|name| !is_plain(name)) {
        return Err(refused("a part's name leads out of the package"));
    }
    names.retain(|(known, _)| (kind.holds_text)(known));
    // The main part first, by which a package is recognised; then by name, whatever order they were packed in.
    names.sort_by_key(|(known, _)| (!(kind.is_main)(known), known.clone()));
    let mut text = String::new();
    for (name, own) in names {
        let part = archive.by_name(&own).map_err(broken)?;
        if part.is_symlink() {
            return Err(refused("its text is a link to another file"));
        }
        let packed = part.compressed_size();
        let room = BYTES.saturating_sub(text.len() as u64);
        text.push(FENCE);
        text.push_str(&name);
        text.push(FENCE);
        text.push_str(&unpacked(part, packed, room)?);
    }
    Ok(Some(text))
}

/// The parts of a package's text: each name with the place of its content. A text that is no package's is one part
/// without a name.
pub(super) fn parts(text: &str) -> Vec<(&str, Range<usize>)> {
    let Some(inside) = text.strip_prefix(FENCE) else {
        return vec![("", 0..text.len())];
    };
    let mut parts = Vec::new();
    let mut pieces = inside.split(FENCE);
    let mut at = FENCE.len_utf8();
    while let (Some(name), Some(content)) = (pieces.next(), pieces.next()) {
        let start = at + name.len() + FENCE.len_utf8();
        parts.push((name, start..start + content.len()));
        at = start + content.len() + FENCE.len_utf8();
    }
    parts
}

/// The package `bytes`, whose text is `text`, with the patched parts in the place of theirs.
///
/// # Errors
/// [`Error::Package`] when the package is broken; [`Error::Io`] when a part cannot be packed.
pub(super) fn patched(bytes: &[u8], text: &str, patches: &Patches) -> Result<Vec<u8>, Error> {
    if patches.is_empty() {
        return Ok(bytes.to_vec());
    }
    let parts = parts(text);
    let mut archive = open(bytes)?;
    let home = home(&mut archive);
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(broken)?;
        let own = entry.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        let known = known_as(&own, home.as_ref());
        let place = parts.iter().find(|(name, _)| *name == known);
        let Some((_, span)) = place.filter(|(_, span)| patches.touch(span)) else {
            out.raw_copy_file(entry).map_err(broken)?;
            continue;
        };
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(entry.last_modified().unwrap_or_default())
            .unix_permissions(entry.unix_mode().unwrap_or(0o644));
        drop(entry);
        let mut mark = Vec::new();
        let part = archive.by_index(index).map_err(broken)?;
        part.take(2).read_to_end(&mut mark)?;
        out.start_file(own, options).map_err(broken)?;
        let part = patches.applied(text, span.clone());
        match Encoding::for_bom(&mark) {
            Some((wide, _)) => out.write_all(&encoded(&part, wide.name(), &mark, |_| None)?)?,
            None => out.write_all(part.as_bytes())?,
        }
    }
    Ok(out.finish().map_err(broken)?.into_inner())
}

/// The zip file of `files`, each a name and its content, in this order: the same bytes for the same files.
///
/// # Errors
/// None in practice: the zip is written to memory.
pub(super) fn packed(files: &[(&str, &str)]) -> std::io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn open(bytes: &[u8]) -> Result<Archive<'_>, Error> {
    ZipArchive::new(Cursor::new(bytes)).map_err(broken)
}

fn broken(_: zip::result::ZipError) -> Error {
    refused("the file is damaged or cut off; save it again in the program that wrote it")
}

fn unpacked(part: impl Read, packed: u64, room: u64) -> Result<String, Error> {
    let most = room.min(SMALL.max(packed.saturating_mul(RATIO)));
    let mut unpacked = Vec::new();
    let read = part.take(most + 1).read_to_end(&mut unpacked);
    read.map_err(|_| refused("the file is damaged; save it again in the program that wrote it"))?;
    if unpacked.len() as u64 > most {
        return Err(refused("its text unpacks to more than any document holds"));
    }
    let text = match Encoding::for_bom(&unpacked).filter(|(encoding, _)| *encoding != UTF_8) {
        Some((wide, mark)) => wide
            .decode_without_bom_handling_and_without_replacement(&unpacked[mark..])
            .map(std::borrow::Cow::into_owned),
        None => String::from_utf8(unpacked).ok(),
    };
    let text = text.filter(|text| !text.contains(FENCE));
    text.ok_or_else(|| {
        refused("its text is neither UTF-8 nor UTF-16; save it again in the program that wrote it")
    })
}

/// How many entries the end of the zip file says there are (APPNOTE 4.3.16).
fn listed(bytes: &[u8]) -> Option<usize> {
    let tail = &bytes[bytes.len().saturating_sub(22 + 65_535)..];
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = tail.get(end + 10..end + 12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}

fn is_plain(name: &[u8]) -> bool {
    let leads_out = name.split(|&byte| byte == b'/').any(|step| step == b"..");
    !(leads_out || name.starts_with(b"/") || name.iter().any(|byte| matches!(byte, b'\\' | 0 | b':')))
}

fn refused(why: &'static str) -> Error {
    Error::Package { why }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIN: &str = "word/document.xml";

    fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn why(bytes: &[u8]) -> String {
        text(bytes).unwrap_err().to_string()
    }

    #[test]
    fn only_a_package_with_a_main_part_is_a_word_document() {
        assert_eq!(text(b"text").unwrap(), None);
        assert_eq!(text(&package(&[("mimetype", b"x")])).unwrap(), None);
        let word = package(&[(MAIN, b"<w/>"), ("docProps/core.xml", b"<c/>")]);
        assert_eq!(text(&word).unwrap().as_deref(), Some("\0word/document.xml\0<w/>"));
        let converted = package(&[("word/comments.xml", b"<c/>"), ("word/document2.xml", b"<w/>")]);
        let expected = "\0word/document2.xml\0<w/>\0word/comments.xml\0<c/>";
        assert_eq!(text(&converted).unwrap().as_deref(), Some(expected));
    }

    #[test]
    fn only_the_patched_part_changes() {
        let word = package(&[
            (MAIN, b"<w/>"),
            ("word/header1.xml", b"<h/>"),
            ("word/media/a.png", b"x"),
        ]);
        let text = text(&word).unwrap().unwrap();
        let mut patches = Patches::default();
        assert_eq!(patched(&word, &text, &patches).unwrap(), word);
        let (_, span) = parts(&text)[1].clone();
        patches.put(span.start + 1..span.start + 2, String::from("hdr"));
        let new = patched(&word, &text, &patches).unwrap();
        assert_eq!(
            super::text(&new).unwrap().unwrap(),
            text.replace("<h/>", "<hdr/>")
        );
        let mut archive = open(&new).unwrap();
        let mut picture = String::new();
        archive
            .by_name("word/media/a.png")
            .unwrap()
            .read_to_string(&mut picture)
            .unwrap();
        assert_eq!(picture, "x");
    }

    #[test]
    fn a_part_in_utf_16_stays_in_it() {
        let wide = |text: &str| {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect::<Vec<_>>()
        };
        let word = package(&[(MAIN, &wide("<w>قال</w>"))]);
        let text = text(&word).unwrap().unwrap();
        assert!(text.ends_with("<w>قال</w>"));
        let mut patches = Patches::default();
        let at = text.find("قال").unwrap();
        patches.put(at..at + "قال".len(), String::from("said"));
        let new = patched(&word, &text, &patches).unwrap();
        let mut part = Vec::new();
        open(&new)
            .unwrap()
            .by_name(MAIN)
            .unwrap()
            .read_to_end(&mut part)
            .unwrap();
        assert_eq!(part, wide("<w>said</w>"));
    }

    #[test]
    fn a_word_document_may_be_in_any_folder() {
        let relations = "<Relationships><Relationship Id='1' Type='http://x/relationships/officeDocument' \
                         Target='/docs/main.xml'/></Relationships>";
        let word = package(&[
            ("[Content_Types].xml", b"<Types>wordprocessingml</Types>"),
            ("_rels/.rels", relations.as_bytes()),
            ("docs/header1.xml", b"<h/>"),
            ("docs/main.xml", b"<w/>"),
            ("word/comments.xml", b"<c/>"),
        ]);
        let text = text(&word).unwrap().unwrap();
        assert_eq!(text, "\0word/document.xml\0<w/>\0word/header1.xml\0<h/>");
        let mut patches = Patches::default();
        let at = text.find("<h").unwrap();
        patches.put(at + 1..at + 2, String::from("hdr"));
        let new = patched(&word, &text, &patches).unwrap();
        assert_eq!(
            super::text(&new).unwrap().unwrap(),
            text.replace("<h/>", "<hdr/>")
        );
        let names: Vec<_> = names(&open(&new).unwrap()).collect();
        assert!(names.iter().any(|name| name == "docs/header1.xml"), "{names:?}");
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let zeros = vec![b' '; 40 << 20];
        assert!(why(&package(&[(MAIN, &zeros)])).contains("unpacks to more"));
    }

    #[test]
    fn names_that_lead_out_or_stand_twice_are_refused() {
        for name in ["../../x", "/etc/x", "a\\b", "word/../../x", "C:x"] {
            assert!(
                why(&package(&[(MAIN, b"<w/>"), (name, b"x")])).contains("leads out"),
                "{name}"
            );
        }
        // Two entries of one name: the second is written under a name of the same length, then renamed in place.
        let other = MAIN.replace("document", "dokument");
        let mut twice = package(&[(MAIN, b"<w>1</w>"), (&other, b"<w>2</w>")]);
        for at in 0..twice.len() - other.len() {
            if twice[at..].starts_with(other.as_bytes()) {
                twice[at..at + MAIN.len()].copy_from_slice(MAIN.as_bytes());
            }
        }
        assert!(why(&twice).contains("twice"), "{}", why(&twice));
    }

    #[test]
    fn a_cut_file_is_refused() {
        let word = package(&[(MAIN, b"<w/>")]);
        assert!(why(&word[..word.len() - 30]).contains("damaged"));
    }
}
