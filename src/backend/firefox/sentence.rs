//! One sentence through the engine, with the traps around it, and its alignment in bytes of our own texts.

use std::collections::HashMap;
use std::ops::Range;

use fxtranslate::engine::{Aligned, Engine, Token};
use fxtranslate::spm::SpmVocab;

use super::pieces::pieces;
use super::quotes::{moved, restored, straight_mark, straightened};
use super::unknown;
use crate::backend::Link;
use crate::language::Language;

/// Tokens of one piece, under the model's window of 127.
const WINDOW: usize = 110;
/// The share of unknown characters, in percent, from which the model does not know the text's letters.
const UNKNOWN: usize = 30;
/// Weights below this say nothing.
const FAINT: f32 = 0.05;
/// How often a stretch of three words may stand in a translation beyond twice what the source has.
const REPEATED: usize = 4;

/// A loaded model.
pub(super) struct Model {
    pub(super) engine: Engine,
    pub(super) vocabulary: SpmVocab,
    pub(super) unknown: Option<u32>,
}

/// A translation with its alignment; empty where none was wanted.
pub(super) struct Translation {
    pub(super) text: String,
    pub(super) links: Vec<Link>,
}

/// Whether the alignment is wanted, which takes a little longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Text,
    Alignment,
}

impl Model {
    /// Translates one sentence.
    ///
    /// # Errors
    /// Why there is no translation, in words for the reason of an empty segment.
    pub(super) fn translate(
        &self,
        source: &str,
        wanted: Wanted,
        language: &Language,
    ) -> Result<Translation, String> {
        let lost = self.lost(source)?;
        let (sent, places) = straightened(source, &lost);
        let wanted = if lost.is_empty() {
            wanted
        } else {
            Wanted::Alignment
        };
        let fits = |piece: &str| self.vocabulary.encode(piece).len() <= WINDOW;
        let parts = pieces(&sent, &fits).ok_or("a word in it is too long for the model")?;
        let (mut text, mut links) = (String::new(), Vec::new());
        for part in parts {
            if !text.is_empty() {
                text.push(' ');
            }
            let base = text.len();
            match wanted {
                Wanted::Text => text.push_str(&self.engine.translate(&sent[part])),
                Wanted::Alignment => {
                    let aligned = self.engine.translate_aligned(&sent[part.clone()]);
                    links.extend(
                        self::links(&aligned, &sent[part.clone()])
                            .into_iter()
                            .map(|link| Link {
                                source: moved(&places, part.start + link.source.start)
                                    ..moved(&places, part.start + link.source.end),
                                target: base + link.target.start..base + link.target.end,
                                weight: link.weight,
                            }),
                    );
                    text.push_str(&aligned.target_text);
                }
            }
        }
        if repeats(&text) > repeats(&sent) * 2 + REPEATED {
            return Err(String::from("the model repeats itself"));
        }
        let (text, places) = restored(source, &text, language);
        for link in &mut links {
            link.target = moved(&places, link.target.start)..moved(&places, link.target.end);
        }
        let text = unknown::put_back(source, &lost, text, &mut links);
        Ok(Translation { text, links })
    }

    /// The stretches of `source` that the model cannot read and would drop without a word.
    ///
    /// # Errors
    /// Where they are so much of it that the rest makes no sense.
    fn lost(&self, source: &str) -> Result<Vec<Range<usize>>, String> {
        let Some(unknown) = self.unknown else {
            return Ok(Vec::new());
        };
        let lacks = |text: &str| self.vocabulary.encode(text).contains(&unknown);
        let straight: String = source.chars().map(straight_mark).collect();
        if !lacks(&straight) {
            return Ok(Vec::new());
        }
        let known = |c: char| c.is_ascii_alphanumeric() || !lacks(straight_mark(c).encode_utf8(&mut [0; 4]));
        let lost = unknown::runs(source, &known);
        let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let dropped: usize = lost.iter().map(|run| count(&source[run.clone()])).sum();
        if dropped * 100 > count(source) * UNKNOWN {
            return Err(String::from("the model does not know its letters"));
        }
        Ok(lost)
    }
}

/// How often the most frequent stretch of three words stands in `text`.
fn repeats(text: &str) -> usize {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut counts: HashMap<&[&str], usize> = HashMap::new();
    for stretch in words.windows(3) {
        *counts.entry(stretch).or_default() += 1;
    }
    counts.into_values().max().unwrap_or_default()
}

/// The alignment of one piece, in bytes of `sent` and of the target.
fn links(aligned: &Aligned, sent: &str) -> Vec<Link> {
    let sources = in_bytes(&aligned.source_normalized, sent);
    let targets = utf16(&aligned.target_text);
    let span = |token: &Token, map: &[usize], text: &str| {
        let at = |unit: usize| map.get(unit).copied().unwrap_or(text.len());
        trimmed(text, at(token.begin)..at(token.end))
    };
    let mut links = Vec::new();
    for (token, row) in aligned.target_tokens.iter().zip(&aligned.alignments) {
        let target = span(token, &targets, &aligned.target_text);
        if target.is_empty() {
            continue;
        }
        for (token, weight) in aligned.source_tokens.iter().zip(row) {
            let source = span(token, &sources, sent);
            if *weight >= FAINT && !source.is_empty() {
                links.push(Link {
                    source,
                    target: target.clone(),
                    weight: *weight,
                });
            }
        }
    }
    links
}

/// `range` without the blanks at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(part) = text.get(range.clone()) else {
        return range.start..range.start;
    };
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

/// For each UTF-16 unit of `text`, and for its end, the byte at which its character begins.
fn utf16(text: &str) -> Vec<usize> {
    let mut map = Vec::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        map.extend(std::iter::repeat_n(at, c.len_utf16()));
    }
    map.push(text.len());
    map
}

/// For each UTF-16 unit of the model's own form of a text the byte of the text it stands for. The form has `▁` for
/// blanks, one at the beginning, and some characters rewritten; the two are read side by side.
fn in_bytes(normalized: &str, text: &str) -> Vec<usize> {
    const AHEAD: usize = 8;
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut at = 0;
    let mut map = Vec::with_capacity(normalized.len() + 1);
    for (number, c) in normalized.chars().enumerate() {
        let c = if c == '▁' { ' ' } else { c };
        let byte = |index: usize| letters.get(index).map_or(text.len(), |(byte, _)| *byte);
        let invented = number == 0 && c == ' ' && letters.first().is_some_and(|(_, first)| *first != ' ');
        if !invented {
            let found = letters
                .iter()
                .skip(at)
                .take(AHEAD)
                .position(|(_, letter)| *letter == c);
            at += found.unwrap_or(0);
        }
        map.extend(std::iter::repeat_n(byte(at), c.len_utf16()));
        at += usize::from(!invented);
    }
    map.push(text.len());
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_form_is_read_beside_the_text() {
        assert_eq!(in_bytes("▁ab▁c", "ab c"), [0, 0, 1, 2, 3, 4]);
        // A wide digit is rewritten, an accent put together.
        assert_eq!(in_bytes("▁1é▁x", "１é x")[1..], [0, 3, 5, 6, 7]);
    }

    #[test]
    fn repetition_is_counted_in_stretches_of_three() {
        assert_eq!(repeats("a b c a b c a b c"), 3);
        assert_eq!(repeats("no two words are alike here"), 1);
    }
}
