//! The main part of a Word document out of its zip file: into memory, counted, and nothing else is unpacked.
//!
//! A package is refused when its directory could mean two things to two programs (a name twice, a name that leaves the
//! package, a link), and when what is packed grows beyond measure.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::format::Error;

/// The part that holds the text.
const MAIN: &str = "word/document.xml";
/// Entries of a package, at most.
const ENTRIES: usize = 10_000;
/// Unpacked bytes of the main part, at most: a thousand pages have two or three million.
const BYTES: u64 = 64 << 20;
/// What may be unpacked before the ratio counts, in bytes.
const SMALL: u64 = 10 << 20;
/// Unpacked bytes for each packed one, at most.
const RATIO: u64 = 200;

/// The main part of the package in `bytes` as text; `None` when they are no package with such a part.
///
/// # Errors
/// [`Error::Package`] when the package is broken, ambiguous or unpacks to more than 64 MB or 200 times its size.
pub(in crate::format) fn main_part(bytes: &[u8]) -> Result<Option<String>, Error> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(None);
    }
    let broken = |_| {
        refused(
            "the file is damaged or cut off, or it is no Word document; save it again in the program that wrote it",
        )
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.index_for_name(MAIN).is_none() {
        return Ok(None);
    }
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
    let part = archive.by_name(MAIN).map_err(broken)?;
    if part.is_symlink() {
        return Err(refused("its text is a link to another file"));
    }
    let packed = part.compressed_size();
    text(part, packed).map(Some)
}

fn text(part: impl Read, packed: u64) -> Result<String, Error> {
    let most = BYTES.min(SMALL.max(packed.saturating_mul(RATIO)));
    let mut unpacked = Vec::new();
    let read = part.take(most + 1).read_to_end(&mut unpacked);
    read.map_err(|_| refused("the file is damaged; save it again in the program that wrote it"))?;
    if unpacked.len() as u64 > most {
        return Err(refused("its text unpacks to more than any document holds"));
    }
    let text = String::from_utf8(unpacked);
    text.map_err(|_| refused("its text is not in UTF-8; save it again in the program that wrote it"))
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
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn why(bytes: &[u8]) -> String {
        main_part(bytes).unwrap_err().to_string()
    }

    #[test]
    fn only_a_package_with_a_main_part_is_a_word_document() {
        assert_eq!(main_part(b"text").unwrap(), None);
        assert_eq!(main_part(&package(&[("mimetype", b"x")])).unwrap(), None);
        let word = package(&[(MAIN, b"<w/>"), ("docProps/core.xml", b"<c/>")]);
        assert_eq!(main_part(&word).unwrap().as_deref(), Some("<w/>"));
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
