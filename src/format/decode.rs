//! Bytes to text: which encoding a file is in, and what it says.
//!
//! Newsrooms still send UTF-16 and Windows-1256. An encoding is taken from a byte order mark, from the pattern
//! of zero bytes, from valid UTF-8, from what
//! the file declares, or guessed from letter statistics, in this order. Nothing is ever replaced by
//! U+FFFD: bytes that mean nothing are an error with their place.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};

use super::{Error, package};

/// A file's text and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark; the file's own bytes where they are UTF-8.
    pub text: Cow<'a, str>,
    /// The encoding's name by the WHATWG Encoding Standard: `UTF-8`, `windows-1256`.
    pub encoding: &'static str,
    /// How the encoding is known.
    pub certainty: Certainty,
}

/// How sure an encoding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// The caller named it.
    Asked,
    /// The file says so, in an XML declaration or an HTML `charset`.
    Declared,
    /// The bytes prove it: a byte order mark, valid UTF-8, the zero bytes of UTF-16.
    Proven,
    /// Letter statistics suggest it; worth telling the user.
    Guessed,
}

/// Decodes a whole file, in the encoding labelled `asked` (any label of the WHATWG Encoding Standard) or in the
/// one its bytes suggest.
///
/// Time linear in the file; a guess reads the file twice.
///
/// # Errors
/// [`Error::Binary`] for PDF and other files that are no text, [`Error::Package`] for a Word document that is broken, [`Error::UnknownEncoding`] for a label nobody
/// knows, [`Error::Undecodable`] with line and byte where the bytes mean nothing.
pub fn decode<'a>(bytes: &'a [u8], asked: Option<&str>) -> Result<Decoded<'a>, Error> {
    if let Some(part) = package::text(bytes)? {
        return Ok(Decoded {
            text: Cow::Owned(part),
            encoding: UTF_8.name(),
            certainty: Certainty::Proven,
        });
    }
    if let Some(what) = signature(bytes) {
        return Err(Error::Binary { what });
    }
    let (encoding, certainty) = match asked {
        Some(label) => (labelled(label)?, Certainty::Asked),
        None => match detect(bytes)? {
            Detected::Utf8(text) => {
                return Ok(Decoded {
                    text: Cow::Borrowed(text),
                    encoding: UTF_8.name(),
                    certainty: Certainty::Proven,
                });
            }
            Detected::Other(encoding, certainty) => (encoding, certainty),
        },
    };
    Ok(Decoded {
        text: strict(encoding, bytes)?,
        encoding: encoding.name(),
        certainty,
    })
}

fn labelled(label: &str) -> Result<&'static Encoding, Error> {
    let unknown = || Error::UnknownEncoding {
        label: label.to_owned(),
    };
    Encoding::for_label_no_replacement(label.trim().as_bytes()).ok_or_else(unknown)
}

/// What a file is that begins like this, if that is no text.
fn signature(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive without a document in it"),
        (b"PK\x05\x06", "an empty ZIP archive"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Word or Excel file"),
        (b"{\\rtf", "an RTF document"),
        (b"\x89PNG\r\n\x1A\n", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF87a", "a GIF picture"),
        (b"GIF89a", "a GIF picture"),
        (b"RIFF", "a media file"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
        (b"Rar!\x1A\x07", "a RAR archive"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\x7FELF", "a program"),
    ];
    let found = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start));
    found.map(|(_, what)| *what)
}

/// What the bytes say about themselves.
enum Detected<'a> {
    /// They are UTF-8 without a mark: this text.
    Utf8(&'a str),
    /// They are in this encoding, as surely as said.
    Other(&'static Encoding, Certainty),
}

fn detect(bytes: &[u8]) -> Result<Detected<'_>, Error> {
    use Detected::{Other, Utf8};
    if is_utf_32(bytes) {
        return Err(Error::Utf32);
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(Other(encoding, Certainty::Proven));
    }
    if memchr::memchr(0, bytes).is_some() {
        let encoding = utf_16_by_zeros(bytes).ok_or(Error::Binary {
            what: "a binary file",
        })?;
        return Ok(Other(encoding, Certainty::Proven));
    }
    // Before UTF-8: the bytes of Arabic in UTF-16 are mostly control characters, which are valid there.
    if let Some(encoding) = utf_16_by_letters(bytes) {
        return Ok(Other(encoding, Certainty::Guessed));
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        // What is put into a file of ASCII goes by what the file says of itself.
        let said = declared(bytes).filter(|encoding| text.is_ascii() && encoding.is_ascii_compatible());
        return Ok(said.map_or(Utf8(text), |encoding| Other(encoding, Certainty::Declared)));
    }
    if let Some(encoding) = declared(bytes) {
        return Ok(Other(encoding, Certainty::Declared));
    }
    Ok(Other(guess(bytes), Certainty::Guessed))
}

/// The encoding that an XML declaration, an HTML page or the header of a PO file names near its beginning. UTF-8 and UTF-16 are not
/// believed: the bytes have proved otherwise.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label(bytes)?.as_bytes())?;
    (encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

/// The name of an encoding near the beginning of a file, in lower case.
fn label(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let is_po = head.contains("msgid \"\"") && head.contains("\"content-type: text/plain; charset=");
    if !is_po && !head.trim_start().starts_with('<') {
        return None;
    }
    let after = ["charset=", "encoding="]
        .iter()
        .find_map(|key| head.split_once(key))?
        .1;
    let label = after.trim_start_matches(['"', '\'']);
    let end = label.find(['"', '\'', '>', '/', ';', ' ', '?', '\\'])?;
    Some(label[..end].to_owned())
}

/// Whether a file says that it has no letters but those of ASCII. The WHATWG reads such a file as windows-1252, and others
/// refuse what is then put into it.
pub(super) fn declares_ascii(bytes: &[u8]) -> bool {
    bytes.starts_with(b"<") && label(bytes).is_some_and(|label| matches!(&*label, "us-ascii" | "ascii"))
}

/// UTF-32: all units are characters, and most have two bytes of zero, which are no characters of UTF-16.
fn is_utf_32(bytes: &[u8]) -> bool {
    let fits = |order: fn([u8; 4]) -> u32| {
        let mut narrow = 0;
        let units = bytes
            .chunks_exact(4)
            .map(|unit| order([unit[0], unit[1], unit[2], unit[3]]));
        let all = units
            .inspect(|unit| narrow += usize::from(*unit <= 0xFFFF))
            .all(|unit| unit != 0 && char::from_u32(unit).is_some());
        all && narrow * 8 >= bytes.len()
    };
    let is_whole = bytes.len() >= 4 && bytes.len().is_multiple_of(4);
    is_whole && (fits(u32::from_le_bytes) || fits(u32::from_be_bytes))
}

/// UTF-16 without a mark: blanks, line ends and digits have a zero byte, always on the same side.
fn utf_16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut even, mut odd, mut both) = (0_usize, 0_usize, 0_usize);
    for pair in bytes.chunks_exact(2) {
        match pair {
            [0, 0] => both += 1,
            [0, _] => even += 1,
            [_, 0] => odd += 1,
            _ => {}
        }
    }
    let whole = bytes.len().is_multiple_of(2) && both == 0;
    match (even, odd) {
        (0, 0) => None,
        (0, _) if whole => Some(UTF_16LE),
        (_, 0) if whole => Some(UTF_16BE),
        // A letter whose low byte is zero (U+0600) may stand among many blanks.
        (even, odd) if whole && odd > even.saturating_mul(20) => Some(UTF_16LE),
        (even, odd) if whole && even > odd.saturating_mul(20) => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-16 without a mark and without a single ASCII character: nearly every second byte is that of the Arabic block.
fn utf_16_by_letters(bytes: &[u8]) -> Option<&'static Encoding> {
    let units = bytes.len() / 2;
    if !bytes.len().is_multiple_of(2) || units < 2 {
        return None;
    }
    // Units whose high byte is none of Arabic, by byte order; other files show themselves in their first tenth.
    let (mut big, mut little) = (0, 0);
    for pair in bytes.chunks_exact(2) {
        big += usize::from(pair[0] != 0x06);
        little += usize::from(pair[1] != 0x06);
        if big.min(little) * 10 > units {
            return None;
        }
    }
    Some(if big * 10 <= units { UTF_16BE } else { UTF_16LE })
}

/// A legacy encoding by letter statistics: `chardetng`, put right where it mistakes one Arabic encoding for the other.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let scores = [WINDOWS_1256, ISO_8859_6].map(|encoding| (encoding, arabic_score(encoding, bytes)));
    let [(_, windows), (_, iso)] = scores;
    let best = if iso > windows { ISO_8859_6 } else { WINDOWS_1256 };
    if guessed == WINDOWS_1256 || guessed == ISO_8859_6 || windows.max(iso) >= ARABIC_ENOUGH {
        best
    } else {
        guessed
    }
}

/// Score from which a text is Arabic whatever the statistics of other languages say; running Arabic scores above 50.
const ARABIC_ENOUGH: i64 = 40;

/// How much the bytes read as Arabic in `encoding`, up to 100.
///
/// Per cent of the non-ASCII bytes that are letters of Arabic prose, weighted by how common they are there; the
/// pairs ال and the letters اليمنرتب make the difference, since the two encodings put other letters in their
/// places. Bytes that mean nothing, and Latin letters, count against it. Frequencies: Madi, "Arabic letter
/// frequency analysis" (2010), coarsened to three classes.
fn arabic_score(encoding: &'static Encoding, bytes: &[u8]) -> i64 {
    let high: Vec<u8> = bytes.iter().copied().filter(|b| *b >= 0x80).collect();
    if high.is_empty() {
        return 0;
    }
    let (text, _) = encoding.decode_without_bom_handling(&high);
    let score: i64 = text
        .chars()
        .map(|c| match c {
            'ا' | 'ل' | 'ي' | 'م' | 'ن' | 'و' | 'ر' | 'ت' => 100,
            'ب' | 'ه' | 'ة' | 'ع' | 'د' | 'س' | 'ف' | 'ك' | 'ق' | 'أ' | 'ح' => 70,
            'ج' | 'ش' | 'ص' | 'ى' | 'خ' | 'إ' | 'ذ' | 'ط' | 'ث' | 'ض' | 'ز' | 'غ' | 'ئ' | 'ء' | 'ظ' | 'ؤ'
            | 'آ' => 30,
            '،' | '؛' | '؟' | '«' | '»' | '“' | '”' | '\u{A0}' | '–' | '\u{64B}'..='\u{652}' => 30,
            '\u{FFFD}' => -400,
            _ => -100,
        })
        .sum();
    score / i64::try_from(high.len()).unwrap_or(i64::MAX)
}

/// Decodes without replacing anything. A byte order mark of the same encoding is dropped.
fn strict<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, Error> {
    let marked = Encoding::for_bom(bytes).filter(|(of_mark, _)| *of_mark == encoding);
    let start = marked.map_or(0, |(_, length)| length);
    let body = &bytes[start..];
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(body) {
        return Ok(text);
    }
    let (valid, at) = valid_start(encoding, body);
    Err(Error::Undecodable {
        encoding: encoding.name(),
        line: valid.bytes().filter(|b| *b == b'\n').count() + 1,
        byte: start + at,
    })
}

/// The text before the first meaningless byte, and that byte's offset.
fn valid_start(encoding: &'static Encoding, bytes: &[u8]) -> (String, usize) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    text.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0));
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    let malformed = match result {
        encoding_rs::DecoderResult::Malformed(length, after) => usize::from(length) + usize::from(after),
        _ => 0,
    };
    (text, read.saturating_sub(malformed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NEWS: &str = "قال وزير الخارجية الأميركي جون كيري، إن بلاده «لن تتخلى» عن حلفائها؛ فهل يصدق؟\nوأضاف أن \
                        الطائرات قصفت مواقع التنظيم في شمال سوريا خلال شهر سبتمبر من عام 2014.";

    fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        if encoding == UTF_16LE {
            return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        if encoding == UTF_16BE {
            return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        }
        let (bytes, used, replaced) = encoding.encode(text);
        assert!(!replaced && used == encoding);
        bytes.into_owned()
    }

    fn guessed(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, None).unwrap();
        (decoded.text.into_owned(), decoded.encoding)
    }

    #[test]
    fn arabic_news_is_read_in_every_encoding_newsrooms_send() {
        let iso = NEWS.replace(['«', '»'], "\"");
        assert_eq!(guessed(&encoded(UTF_8, NEWS)), (NEWS.to_owned(), "UTF-8"));
        assert_eq!(guessed(&encoded(UTF_16LE, NEWS)), (NEWS.to_owned(), "UTF-16LE"));
        assert_eq!(guessed(&encoded(UTF_16BE, NEWS)), (NEWS.to_owned(), "UTF-16BE"));
        assert_eq!(
            guessed(&encoded(WINDOWS_1256, NEWS)),
            (NEWS.to_owned(), "windows-1256")
        );
        assert_eq!(guessed(&encoded(ISO_8859_6, &iso)), (iso.clone(), "ISO-8859-6"));
    }

    #[test]
    fn utf_32_is_told_from_utf_16() {
        for text in ["\u{FEFF}نعم, yes", "نعم, yes"] {
            for order in [u32::to_le_bytes, u32::to_be_bytes] {
                let wide: Vec<u8> = text.chars().flat_map(|c| order(u32::from(c))).collect();
                assert!(decode(&wide, None).unwrap_err().to_string().contains("UTF-32"));
            }
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(decode(&wide, None).unwrap().encoding, "UTF-16LE");
        }
        assert_eq!(decode(b"a\0\n\0", None).unwrap().text, "a\n");
    }

    #[test]
    fn a_file_of_ascii_is_what_it_says() {
        assert_eq!(
            guessed(b"<?xml version='1.0' encoding='windows-1256'?><a/>").1,
            "windows-1256"
        );
        assert_eq!(guessed(b"<?xml version='1.0' encoding='UTF-8'?><a/>").1, "UTF-8");
        assert_eq!(
            guessed(b"<?xml version='1.0' encoding='ISO-2022-JP'?><a/>").1,
            "UTF-8"
        );
        assert_eq!(guessed(b"Plain, encoding=windows-1256 or not").1, "UTF-8");
    }

    #[test]
    fn a_headline_without_a_blank_is_enough() {
        for word in ["واشنطن", "الأمم المتحدة", "الرئيس يلتقي وفدا من المعارضة"]
        {
            assert_eq!(guessed(&encoded(WINDOWS_1256, word)).0, word);
            assert_eq!(guessed(&encoded(ISO_8859_6, word)).0, word);
            assert_eq!(guessed(&encoded(UTF_16LE, word)).0, word);
            assert_eq!(guessed(&encoded(UTF_16BE, word)).0, word);
        }
    }

    #[test]
    fn a_western_text_is_not_taken_for_arabic() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1252.encode("Le président a été reçu à l’Élysée, où il a déjeuné.");
        assert_eq!(guessed(&bytes).1, "windows-1252");
    }

    #[test]
    fn a_mark_is_dropped_and_proves_the_encoding() {
        let decoded = decode(b"\xFE\xFF\x06\x46", None).unwrap();
        assert_eq!((&*decoded.text, decoded.certainty), ("ن", Certainty::Proven));
        assert_eq!(decode(b"\xEF\xBB\xBFa", Some("utf8")).unwrap().text, "a");
    }

    #[test]
    fn a_page_is_believed_about_its_charset() {
        let page = "<html><meta charset=windows-1252><p>\u{F3}";
        let bytes: Vec<u8> = page
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!((&*decoded.text, decoded.certainty), (page, Certainty::Declared));
        let xml = b"<?xml version=\"1.0\" encoding=\"windows-1256\"?><a>\xE3</a>";
        assert!(decode(xml, None).unwrap().text.ends_with("<a>\u{645}</a>"));
    }

    #[test]
    fn bytes_that_mean_nothing_are_named_with_their_place() {
        let error = decode("نعم\nab\u{0}".replace('\u{0}', "").as_bytes(), Some("iso-8859-6")).unwrap_err();
        assert!(matches!(error, Error::Undecodable { line: 1, .. }), "{error}");
        let error = decode(b"one\ntwo\xFF", Some("utf-8")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 2, byte 7: not valid UTF-8; name the file's encoding with --encoding"
        );
    }

    #[test]
    fn a_file_that_is_no_text_is_named() {
        let message = |bytes: &[u8]| decode(bytes, None).unwrap_err().to_string();
        assert!(message(b"%PDF-1.7\n").starts_with("this is a PDF document"));
        assert!(message(b"PK\x03\x04rest").contains("damaged"));
        assert!(message(b"\0\x01\x02\0\0\0\x03binary\0\0").starts_with("this is a binary file"));
    }

    #[test]
    fn an_unknown_label_is_answered_with_known_ones() {
        let error = decode(b"a", Some("arabic")).map(|d| d.encoding);
        assert!(matches!(error, Ok("ISO-8859-6")));
        let message = decode(b"a", Some("klingon")).unwrap_err().to_string();
        assert!(message.contains("windows-1256"));
    }

    proptest! {
        #[test]
        fn any_bytes_decode_or_are_refused(bytes in any::<Vec<u8>>(), asked in proptest::option::of(0..4_usize)) {
            let labels = ["utf-8", "utf-16le", "windows-1256", "iso-8859-6"];
            let _ = decode(&bytes, asked.map(|i| labels[i]));
        }

        #[test]
        fn a_named_encoding_gives_arabic_back(text in "[ا-غف-ي ،؟\n0-9]{0,80}") {
            for encoding in [UTF_8, UTF_16LE, UTF_16BE, WINDOWS_1256, ISO_8859_6] {
                let drawable: String = text.chars().filter(|c| *c <= 'ي').collect();
                let drawable = if encoding == WINDOWS_1256 || encoding == ISO_8859_6 {
                    let (_, _, replaced) = encoding.encode(&drawable);
                    if replaced { continue }
                    drawable
                } else {
                    text.clone()
                };
                let bytes = encoded(encoding, &drawable);
                prop_assert_eq!(decode(&bytes, Some(encoding.name())).unwrap().text, drawable);
            }
        }
    }
}
