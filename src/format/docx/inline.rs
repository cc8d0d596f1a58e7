//! A paragraph as text with inline codes.
//!
//! Runs that look the same are one stretch of text; the look that most of the paragraph has is no code, every other
//! stretch is a pair. Links and fields with readable results are pairs too, breaks, pictures and notes stand alone.
//! Bookmarks and the ends of comments are points around the paragraph in a translation.

use std::collections::HashMap;
use std::ops::Range;

use super::properties::Properties;
use super::story::{FieldMark, Part, Piece};
use crate::document::{CodeKind, Content, InlineCode};
use crate::format::Error;

/// A paragraph's text, and what its codes stand for.
#[derive(Debug, Default)]
pub(super) struct Inline {
    /// Text and codes.
    pub(super) content: Content,
    /// What each code stands for; the code with number 1 first.
    pub(super) codes: Vec<Meaning>,
    /// The look of most of the text.
    pub(super) base: Range<usize>,
    pub(super) before: Vec<Part>,
    pub(super) after: Vec<Part>,
}

/// What an inline code stands for.
#[derive(Debug)]
pub(super) enum Meaning {
    /// Text in another look.
    Look(Range<usize>),
    /// An element or a field around text.
    Around { open: Vec<Part>, close: Vec<Part> },
    /// A tab or line break, beside which a blank stands in the text.
    Break(Part),
    /// Something that must not be lost.
    Object(Vec<Part>),
}

/// Properties of runs that are no look of their own.
const NOT_SEEN: &[&str] = &["w:lang", "w:noProof", "w:rtl", "w:cs", "w:webHidden"];

/// The longest markup that a code is shown by, in bytes.
const SHOWN: usize = 120;

impl Inline {
    /// The pieces of a paragraph of `text`.
    ///
    /// # Errors
    /// [`Error::Syntax`] where a run's properties are not well-formed.
    pub(super) fn of(text: &str, pieces: &[Piece]) -> Result<Self, Error> {
        let mut looks = Looks {
            text,
            seen: HashMap::new(),
        };
        let mut weight: HashMap<String, (usize, Range<usize>)> = HashMap::new();
        for piece in pieces {
            if let Piece::Text { look, text } = piece {
                let entry = weight.entry(looks.signature(look)?).or_insert((0, look.clone()));
                entry.0 += text.trim().chars().count();
            }
        }
        // Of two looks with as much text, the one that stands first.
        let base = weight
            .into_iter()
            .max_by_key(|(_, (count, look))| (*count, usize::MAX - look.start));
        let (signature, base) = base
            .map(|(signature, (_, look))| (signature, look))
            .unwrap_or_default();
        let mut writer = Writer {
            inline: Self {
                base,
                ..Self::default()
            },
            looks,
            base: signature.clone(),
            current: signature,
            pair: None,
            around: Vec::new(),
        };
        writer.pieces(pieces)?;
        Ok(writer.inline)
    }
}

/// Looks by what can be seen of them.
struct Looks<'a> {
    text: &'a str,
    seen: HashMap<Range<usize>, String>,
}

impl Looks<'_> {
    fn signature(&mut self, look: &Range<usize>) -> Result<String, Error> {
        if let Some(known) = self.seen.get(look) {
            return Ok(known.clone());
        }
        let signature = match look.is_empty() {
            true => String::new(),
            false => {
                let properties = Properties::read(&self.text[look.clone()])?;
                properties.inner_of(|name| !NOT_SEEN.contains(&name) && !name.ends_with("Change"))
            }
        };
        self.seen.insert(look.clone(), signature.clone());
        Ok(signature)
    }
}

/// Makes the content of a paragraph's pieces.
struct Writer<'a> {
    inline: Inline,
    looks: Looks<'a>,
    base: String,
    /// The look of the stretch being read.
    current: String,
    /// The code of that stretch, if it is not in the base look.
    pair: Option<u32>,
    /// Codes of the elements and fields open.
    around: Vec<u32>,
}

impl Writer<'_> {
    fn pieces(&mut self, pieces: &[Piece]) -> Result<(), Error> {
        // Where fields with readable results end.
        let mut ends: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            at += 1;
            match piece {
                Piece::Text { look, text } => self.text(look, text)?,
                Piece::Break { look, child } => {
                    let part = Part::Run {
                        look: look.clone(),
                        child: child.clone(),
                    };
                    let original = self.looks.text[child.clone()].to_owned();
                    // Words on both sides of it are not one word.
                    let blank = if original.starts_with("<w:br") || original.starts_with("<w:cr") {
                        "\n"
                    } else {
                        " "
                    };
                    self.single(Meaning::Break(part), original);
                    self.inline.content.text.push_str(blank);
                }
                Piece::Object { look, child } => {
                    let part = Part::Run {
                        look: look.clone(),
                        child: child.clone(),
                    };
                    self.object(vec![part]);
                }
                Piece::Raw(span) => self.object(vec![Part::Raw(span.clone())]),
                Piece::Open(span) => self.open(vec![Part::Raw(span.clone())]),
                Piece::Close(span) => self.close(vec![Part::Raw(span.clone())]),
                Piece::Anchor { part, begins: true } => self.inline.before.push(part.clone()),
                Piece::Anchor { part, begins: false } => self.inline.after.push(part.clone()),
                Piece::Field { .. } if ends.last() == Some(&(at - 1)) => {
                    ends.pop();
                    self.close(frame(&pieces[at - 1..at]));
                }
                Piece::Field { .. } => match Field::at(pieces, at - 1) {
                    Field::Readable { separate, end } => {
                        self.open(frame(&pieces[at - 1..=separate]));
                        ends.push(end);
                        at = separate + 1;
                    }
                    Field::Closed { end } => {
                        self.object(frame(&pieces[at - 1..=end]));
                        at = end + 1;
                    }
                },
            }
        }
        self.end_stretch();
        // A frame that the paragraph does not close is an object, not a pair.
        while let Some(id) = self.around.pop() {
            self.unpaired(id);
        }
        Ok(())
    }

    fn text(&mut self, look: &Range<usize>, text: &str) -> Result<(), Error> {
        let signature = self.looks.signature(look)?;
        // A blank in another look looks like any other blank.
        if signature != self.current && !text.trim().is_empty() {
            self.end_stretch();
            if signature != self.base {
                let id = self.next_id();
                self.inline.codes.push(Meaning::Look(look.clone()));
                self.push(id, CodeKind::Open, shortened(&signature));
                self.pair = Some(id);
            }
            self.current = signature;
        }
        self.inline.content.text.push_str(text);
        Ok(())
    }

    fn end_stretch(&mut self) {
        if let Some(id) = self.pair.take() {
            self.push(id, CodeKind::Close, String::new());
        }
        self.current.clone_from(&self.base);
    }

    fn object(&mut self, parts: Vec<Part>) {
        let original = self.original(&parts);
        self.single(Meaning::Object(parts), original);
    }

    fn single(&mut self, meaning: Meaning, original: String) {
        let id = self.next_id();
        self.inline.codes.push(meaning);
        self.push(id, CodeKind::Single, original);
    }

    fn open(&mut self, parts: Vec<Part>) {
        self.end_stretch();
        let id = self.next_id();
        let original = self.original(&parts);
        self.inline.codes.push(Meaning::Around {
            open: parts,
            close: Vec::new(),
        });
        self.push(id, CodeKind::Open, original);
        self.around.push(id);
    }

    fn close(&mut self, parts: Vec<Part>) {
        self.end_stretch();
        let Some(id) = self.around.pop() else { return };
        if let Some(Meaning::Around { close, .. }) = self.meaning(id) {
            *close = parts;
        }
        self.push(id, CodeKind::Close, String::new());
    }

    fn unpaired(&mut self, id: u32) {
        if let Some(meaning) = self.meaning(id)
            && let Meaning::Around { open, .. } = meaning
        {
            *meaning = Meaning::Object(std::mem::take(open));
        }
        for code in &mut self.inline.content.codes {
            if code.id == id {
                code.kind = CodeKind::Single;
            }
        }
    }

    fn meaning(&mut self, id: u32) -> Option<&mut Meaning> {
        self.inline
            .codes
            .get_mut(usize::try_from(id).ok()?.checked_sub(1)?)
    }

    fn next_id(&self) -> u32 {
        u32::try_from(self.inline.codes.len() + 1).unwrap_or(u32::MAX)
    }

    fn push(&mut self, id: u32, kind: CodeKind, original: String) {
        let at = self.inline.content.text.len();
        self.inline.content.codes.push(InlineCode {
            at,
            id,
            kind,
            original,
        });
    }

    /// The first tag of what a code stands for.
    fn original(&self, parts: &[Part]) -> String {
        let Some(Part::Raw(span) | Part::Run { child: span, .. }) = parts.first() else {
            return String::new();
        };
        let written = &self.looks.text[span.clone()];
        shortened(written.split_inclusive('>').next().unwrap_or_default())
    }
}

fn shortened(markup: &str) -> String {
    let mut end = markup.len().min(SHOWN);
    while !markup.is_char_boundary(end) {
        end -= 1;
    }
    markup[..end].to_owned()
}

/// How a field that begins at a piece is taken.
enum Field {
    /// Its result is read: a link's text.
    Readable { separate: usize, end: usize },
    /// It is one object up to the piece `end`: a page number, or a frame that ends in another paragraph.
    Closed { end: usize },
}

impl Field {
    fn at(pieces: &[Piece], begin: usize) -> Self {
        let (mut depth, mut separate, mut instruction) = (0_usize, None, String::new());
        let mut last = begin;
        for (index, piece) in pieces.iter().enumerate().skip(begin) {
            let Piece::Field { mark, .. } = piece else {
                continue;
            };
            match mark {
                FieldMark::Begin => depth += 1,
                FieldMark::Instruction(words) if depth == 1 => {
                    instruction.push_str(words);
                    last = index;
                }
                FieldMark::Separate if depth == 1 => {
                    separate = Some(index);
                    last = index;
                }
                FieldMark::End if depth <= 1 => {
                    let kind = instruction.split_whitespace().next().unwrap_or_default();
                    return match separate {
                        Some(separate) if depth == 1 && kind.eq_ignore_ascii_case("HYPERLINK") => {
                            Self::Readable { separate, end: index }
                        }
                        _ => Self::Closed { end: index },
                    };
                }
                FieldMark::End => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        Self::Closed { end: last }
    }
}

/// Pieces of a field as they are put back.
fn frame(pieces: &[Piece]) -> Vec<Part> {
    let part = |piece: &Piece| match piece {
        Piece::Field { look, child, .. } | Piece::Break { look, child } | Piece::Object { look, child } => {
            Some(Part::Run {
                look: look.clone(),
                child: child.clone(),
            })
        }
        Piece::Raw(span) => Some(Part::Raw(span.clone())),
        Piece::Anchor { part, .. } => Some(part.clone()),
        // The result of a field that is computed: the program that opens the file computes it anew.
        Piece::Text { .. } | Piece::Open(_) | Piece::Close(_) => None,
    };
    pieces.iter().filter_map(part).collect()
}
