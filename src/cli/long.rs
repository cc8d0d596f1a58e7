//! Says where the length limit had to cut through quotes or brackets, so that nobody translates half a quotation
//! unawares.

use crate::document::{Block, Document, Segment};
use crate::format;
use crate::language::Language;
use crate::segment::{self, LengthCut, Pair};

use super::terminal::Terminal;

/// The file whose segments are told about, read again only when there is something to tell.
pub(super) struct File<'a> {
    shown: String,
    bytes: &'a [u8],
    encoding: &'static str,
    terminal: &'a Terminal,
    /// How far its lines are counted: a byte offset and the line there, from 1.
    counted: (usize, usize),
    text: Option<String>,
}

impl<'a> File<'a> {
    /// The file `shown` of which `loaded` has the bytes and their encoding; without bytes no line is named.
    pub(super) fn new(shown: String, loaded: (&'a [u8], &'static str), terminal: &'a Terminal) -> Self {
        let (bytes, encoding) = loaded;
        Self {
            shown,
            bytes,
            encoding,
            terminal,
            counted: (0, 1),
            text: None,
        }
    }

    /// Warns if `cut`, after segment `number` of the file, runs through a pair. Cuts come in the order of the file.
    pub(super) fn tell(&mut self, block: &Block, number: usize, cut: LengthCut) {
        let Some(pair) = cut.inside else {
            return;
        };
        let inner = block.content.text[..cut.at].trim_end().matches('\n').count();
        let line = self
            .line(block.span.start)
            .map_or(String::new(), |line| format!(":{}", line + inner));
        self.terminal.warn(format!(
            "{}{line}: segment {number} is cut inside {}, since the sentence is longer than `max_chars` and has no better \
             break; raise it in `config.toml` or part the sentence in the file",
            self.shown,
            name(pair)
        ));
    }

    /// Warns of all such cuts in `segments`, which `document` was cut into.
    pub(super) fn tell_all(
        &mut self,
        document: &Document,
        segments: &[Segment],
        language: &Language,
        options: &segment::Options,
    ) {
        for (number, block) in document.blocks.iter().enumerate() {
            let text = &block.content.text;
            if options.max_chars == 0 || text.len() <= options.max_chars {
                continue;
            }
            let first = segments.partition_point(|segment| segment.block < number);
            let (ranges, cuts) = segment::split_noting(text, language, options);
            for cut in cuts {
                let index = ranges.partition_point(|range| range.end < cut.at);
                self.tell(block, first + index + 1, cut);
            }
        }
    }

    /// The line of byte `at` of the decoded file, from 1; `at` is never before that of the call before.
    fn line(&mut self, at: usize) -> Option<usize> {
        if self.bytes.is_empty() {
            return None;
        }
        let text = self.text.get_or_insert_with(|| {
            let decoded = format::decode(self.bytes, Some(self.encoding));
            decoded.map_or_else(|_| String::new(), |decoded| decoded.text.into_owned())
        });
        let (from, line) = self.counted;
        let between = text.as_bytes().get(from..at).unwrap_or_default();
        self.counted = (at, line + between.iter().filter(|&&byte| byte == b'\n').count());
        Some(self.counted.1)
    }
}

/// The pair as JSON and messages name it.
pub(super) fn name(pair: Pair) -> &'static str {
    match pair {
        Pair::Quotes => "quotes",
        Pair::Brackets => "brackets",
    }
}
