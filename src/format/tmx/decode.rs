//! A byte stream as UTF-8, whatever its encoding, counting the lines that were read.

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
    text: Vec<u8>,
    at: usize,
    ended: bool,
    line: u64,
}

/// A stream with its first bytes put back.
pub(super) type Whole<R> = io::Chain<io::Cursor<Vec<u8>>, R>;

/// Bytes decoded at a time.
const CHUNK: usize = 64 * 1024;
/// Bytes in which a declaration is looked for.
const HEAD: u64 = 1024;

/// Begins to decode `input`: by its byte order mark, else by the shape of its first bytes, else by the XML declaration,
/// else as UTF-8.
pub(super) fn decoded<R: BufRead>(mut input: R) -> Result<Decoded<Whole<R>>, Error> {
    let mut head = Vec::new();
    (&mut input)
        .take(HEAD)
        .read_to_end(&mut head)
        .map_err(|source| Error::Read { line: 1, source })?;
    let encoding = encoding(&head)?;
    Ok(Decoded {
        input: io::Cursor::new(head).chain(input),
        decoder: encoding.new_decoder_with_bom_removal(),
        text: Vec::with_capacity(CHUNK),
        at: 0,
        ended: false,
        line: 1,
    })
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
    /// The line that is being read, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    fn refill(&mut self) -> io::Result<()> {
        self.at = 0;
        self.text.resize(CHUNK, 0);
        let mut filled = 0;
        while filled == 0 && !self.ended {
            let bytes = self.input.fill_buf()?;
            let last = bytes.is_empty();
            let (result, read, written) =
                self.decoder
                    .decode_to_utf8_without_replacement(bytes, &mut self.text, last);
            self.input.consume(read);
            filled = written;
            if let DecoderResult::Malformed(..) = result {
                self.text.truncate(filled);
                let bad = BadBytes(self.decoder.encoding().name());
                return Err(io::Error::new(io::ErrorKind::InvalidData, bad));
            }
            self.ended = last && result == DecoderResult::InputEmpty;
        }
        self.text.truncate(filled);
        Ok(())
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(into.len());
        into[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.text.len() && !self.ended {
            self.refill()?;
        }
        Ok(&self.text[self.at..])
    }

    fn consume(&mut self, amount: usize) {
        let end = (self.at + amount).min(self.text.len());
        self.line += memchr::memchr_iter(b'\n', &self.text[self.at..end]).count() as u64;
        self.at = end;
    }
}
