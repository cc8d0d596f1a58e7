//! Text without a language: spans, offsets, letters, folding with a way back, similarity. No I/O.
//!
//! Every offset is a byte offset into the original string, on a character boundary, unless a name says `chars`.

mod digits;
mod fold;
mod guard;
mod letters;
mod offsets;
mod short;
mod similarity;
mod sound;
mod words;

pub use digits::hexadecimal;
pub use fold::{CaseFold, Folded, Folder, Folding};
pub use guard::{guarded, unguarded};
pub use letters::{is_capital, is_caseless, is_letter, is_number, is_small, script};
pub use offsets::CharOffsets;
pub use short::ShortPattern;
pub use similarity::{Likeness, Pattern, likeness};
pub use sound::consonants;
pub use words::{Word, words};
