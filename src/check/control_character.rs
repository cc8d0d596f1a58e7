//! Characters that no text has, and letters that a wrong encoding has broken.
//!
//! A control character, a replacement character or a noncharacter came in with a copy or a conversion; `Ã©` and `Ø§Ù` are UTF-8
//! read as Latin-1. A space without width breaks words for every search, but where words have no blanks between them. What the source has too is left alone. Marks of direction are for `direction-marks`.

use std::ops::Range;

use unicode_script::Script;

use super::ends::ends_in;
use super::{Check, Objection, Pair};
use crate::document::{Edit, Severity};

/// See the file's own documentation.
pub(super) struct ControlCharacter;

impl Check for ControlCharacter {
    fn id(&self) -> &'static str {
        "control-character"
    }

    fn about(&self) -> &'static str {
        "The translation has a control character, or letters that a wrong encoding has broken"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let strange = target
            .char_indices()
            .filter(|(at, c)| is_strange(*c) && !source.contains(*c) && !parts_words(&target[..*at], *c))
            .map(|(at, c)| Objection {
                at: at..at + c.len_utf8(),
                message: format!("the character U+{:04X} belongs in no text", u32::from(c)),
                fix: (c.is_control() || matches!(c, '\u{200B}' | '\u{FEFF}')).then(|| Edit {
                    at: at..at + c.len_utf8(),
                    text: String::new(),
                }),
                ..Objection::default()
            });
        let broken = broken(target)
            .filter(|at| !source.contains(&target[at.clone()]))
            .map(|at| Objection {
                message: format!("“{}” is a letter in a wrong encoding", &target[at.clone()]),
                at,
                ..Objection::default()
            });
        let mut objections: Vec<_> = strange.chain(broken).collect();
        objections.sort_by_key(|objection| objection.at.start);
        objections
    }
}

fn is_strange(c: char) -> bool {
    let code = u32::from(c);
    let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    // The last two code points of every plane, and 32 of the Arabic block, are no characters.
    control
        || matches!(c, '\u{FFFD}' | '\u{200B}' | '\u{FEFF}')
        || code & 0xFFFE == 0xFFFE
        || (0xFDD0..=0xFDEF).contains(&code)
}

/// Whether `c` is the space without width that parts the words of a script without blanks; `before` is what stands before it.
fn parts_words(before: &str, c: char) -> bool {
    let scripts = [Script::Khmer, Script::Lao, Script::Myanmar, Script::Thai];
    c == '\u{200B}' && scripts.iter().any(|script| ends_in(before, *script))
}

/// Two bytes of UTF-8 that were read as two characters of Latin-1 or Windows-1252.
fn broken(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let follows = |c: char| ('\u{80}'..='\u{BF}').contains(&c) || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".contains(c);
    // The first of the two begins with this byte.
    let may_be = memchr::memchr(0xC3, text.as_bytes()).is_some();
    let text = if may_be { text } else { "" };
    text.char_indices().filter_map(move |(at, c)| {
        let second = text[at + c.len_utf8()..].chars().next()?;
        let first = matches!(c, 'Ã' | 'Â' | 'Ø' | 'Ù' | 'Ú');
        let quote = c == 'â' && second == '€';
        (quote || (first && follows(second))).then(|| at..at + c.len_utf8() + second.len_utf8())
    })
}
