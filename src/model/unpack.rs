//! Packed files, unpacked as a stream with a limit.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

use super::catalogue::{LARGEST, PublishedFile, Seal};
use super::error::Error;
use super::manifest::Sealing;

/// Bytes that are unpacked at a time.
const BLOCK: usize = 1 << 18;

/// Unpacks `packed` to `content` as the ending of the name it was sent under says; what was written.
///
/// # Errors
/// [`Error::Wrong`] when it is no such archive, grows beyond what it should have, or is not the content that the list names.
pub(super) fn unpack(packed: &Path, content: &Path, file: &PublishedFile, host: &str) -> Result<Seal, Error> {
    let wrong = |what: String| Error::Wrong {
        host: host.to_owned(),
        name: file.sent_as.clone(),
        what,
    };
    let most = file.content.as_ref().map_or(LARGEST, |seal| seal.bytes);
    let source = File::open(packed).map_err(|source| Error::unreadable(packed, source))?;
    let mut source = opened(&file.sent_as, BufReader::new(source))
        .map_err(|reason| wrong(format!("cannot be unpacked ({reason})")))?;
    let fault = |source| Error::unwritable(content, source);
    let mut target = File::create(content).map_err(fault)?;
    let (mut sealing, mut block) = (Sealing::default(), vec![0; BLOCK]);
    loop {
        let read = source
            .read(&mut block)
            .map_err(|reason| wrong(format!("cannot be unpacked ({reason})")))?;
        if read == 0 {
            break;
        }
        sealing.take(&block[..read]);
        if sealing.bytes() > most {
            return Err(wrong(format!("unpacks to more than {most} bytes")));
        }
        target.write_all(&block[..read]).map_err(fault)?;
    }
    let seal = sealing.done();
    if file.content.as_ref().is_some_and(|wanted| *wanted != seal) {
        return Err(wrong(String::from(
            "unpacks to something else than the list says",
        )));
    }
    Ok(seal)
}

fn opened(name: &str, source: BufReader<File>) -> Result<Box<dyn Read>, String> {
    Ok(match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("gz") => Box::new(MultiGzDecoder::new(source)),
        Some("zst") => Box::new(StreamingDecoder::new(source).map_err(|error| error.to_string())?),
        _ => Box::new(source),
    })
}
