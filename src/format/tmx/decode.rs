//! A byte stream as UTF-8, whatever its encoding.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Error;

/// Why a stream stopped; carried inside an [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("bytes that are not {0}")]
pub(super) struct BadBytes(pub(super) &'static str);

/// UTF-8 out of a stream of another encoding.
pub(super) struct Decoded<R> {
    input: R,
    decoder: Decoder,
    ended: bool,
    is_verbatim: bool,
}

/// A stream with its first bytes put back.
pub(super) type Rejoined<R> = io::Chain<io::Cursor<Vec<u8>>, R>;

/// Bytes decoded at a time.
const CHUNK: usize = 64 * 1024;
/// Bytes in which a declaration is looked for.
const HEAD: u64 = 1024;

/// Begins to decode `input`: by its byte order mark, else by the shape of its first bytes, else by the XML declaration,
/// else as UTF-8.
pub(super) fn decoded<R: BufRead>(mut input: R) -> Result<Decoded<Rejoined<R>>, Error> {
    let mut head = Vec::new();
    (&mut input)
        .take(HEAD)
        .read_to_end(&mut head)
        .map_err(|source| Error::Read { line: 1, source })?;
    let encoding = encoding(&head)?;
    let is_verbatim = encoding == UTF_8 && Encoding::for_bom(&head).is_none();
    Ok(Decoded {
        input: io::Cursor::new(head).chain(input),
        decoder: encoding.new_decoder_with_bom_removal(),
        ended: false,
        is_verbatim,
    })
}

/// Text that was decoded before, whatever encoding it says it is in.
pub(super) fn text(text: &str) -> Decoded<&[u8]> {
    Decoded {
        input: text.as_bytes(),
        decoder: UTF_8.new_decoder_without_bom_handling(),
        ended: false,
        is_verbatim: true,
    }
}

/// XML 1.0, appendix F: <https://www.w3.org/TR/xml/#sec-guessing>.
fn encoding(head: &[u8]) -> Result<&'static Encoding, Error> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(encoding);
    }
    match head {
        [b'<', 0, ..] => return Ok(UTF_16LE),
        [0, b'<', ..] => return Ok(UTF_16BE),
        _ => {}
    }
    let Some(name) = declared(head) else {
        return Ok(UTF_8);
    };
    let known = Encoding::for_label(name.as_bytes()).ok_or(Error::Encoding { name })?;
    // The declaration itself was readable as ASCII, so it is not in UTF-16 whatever it says.
    Ok(if known.is_ascii_compatible() { known } else { UTF_8 })
}

/// The encoding that the XML declaration names.
fn declared(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head);
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = rest[1..].split(quote).next()?;
    Some(name.trim().to_owned())
}

impl<R: BufRead> Decoded<R> {
    /// Whether the text is the stream, byte for byte.
    pub(super) fn is_verbatim(&self) -> bool {
        self.is_verbatim
    }

    /// Decodes what comes next to the end of `text`; false where nothing does.
    pub(super) fn more(&mut self, text: &mut String) -> io::Result<bool> {
        let before = text.len();
        while text.len() == before && !self.ended {
            let bytes = self.input.fill_buf()?;
            // What is in memory as a whole is taken by pieces all the same.
            let bytes = &bytes[..bytes.len().min(CHUNK)];
            let last = bytes.is_empty();
            let room = self
                .decoder
                .max_utf8_buffer_length_without_replacement(bytes.len());
            text.reserve(room.unwrap_or(4 * CHUNK));
            let (result, read) = self
                .decoder
                .decode_to_string_without_replacement(bytes, text, last);
            self.input.consume(read);
            if let DecoderResult::Malformed(..) = result {
                let bad = BadBytes(self.decoder.encoding().name());
                return Err(io::Error::new(io::ErrorKind::InvalidData, bad));
            }
            self.ended = last && result == DecoderResult::InputEmpty;
        }
        Ok(text.len() > before)
    }
}
