//! Facts about spellings that count as equal.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::text::{CaseFold, Folding};

/// The `[spelling]` table of a language's data file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Spelling {
    /// Ranges of characters that never count, such as `"\u064B-\u065F"`.
    pub ignored: Vec<String>,
    /// Letters written for one another everywhere, such as `"أ" = "ا"`.
    pub same: BTreeMap<char, char>,
    /// How capital letters become small ones.
    pub case: LetterCase,
    /// Capitals that some writers, and some printers, leave without their accent: `"É" = "E"`.
    pub bare_capitals: BTreeMap<char, char>,
    /// Letters that some writers put for one another: a weaker equality than `same`.
    pub loose: Vec<Loose>,
}

/// How a language relates capital and small letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LetterCase {
    /// By the Unicode default mapping.
    #[default]
    Plain,
    /// With dotted and dotless i.
    Turkic,
}

/// A letter that some writers put for another, and how to tell such a writer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Loose {
    /// The letter and the one it is mixed up with; both must take as many bytes in UTF-8.
    pub letters: (char, char),
    /// Whether the letters are mixed up at the end of a word or anywhere in it.
    pub at: Place,
    /// Words that show the habit.
    pub shown_by: Vec<String>,
    /// Words that show that the writer parts the two letters.
    pub denied_by: Vec<String>,
    /// Words that are never read with the other letter.
    pub except: Vec<String>,
    /// What is read with the other letter in a text that does not show the habit.
    pub without_habit: Reach,
}

/// Where in a word something holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// On the last letter.
    #[default]
    End,
    /// On every letter.
    Anywhere,
}

/// Which terms a weaker rule reaches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// None.
    #[default]
    None,
    /// Proper names.
    Names,
    /// Every term.
    All,
}

/// Characters that count in no language: soft hyphen, combining grapheme joiner, zero-width and bidi controls,
/// variation selectors, byte order mark.
const INVISIBLE: &[(char, char)] = &[
    ('\u{AD}', '\u{AD}'),
    ('\u{34F}', '\u{34F}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{202A}', '\u{202E}'),
    ('\u{2060}', '\u{2069}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
];

/// Characters that are the same in every language: apostrophes and gershayim.
const SAME: &[(char, char)] = &[
    ('\u{2018}', '\''),
    ('\u{2019}', '\''),
    ('\u{2BC}', '\''),
    ('\u{5F3}', '\''),
    ('\u{5F4}', '"'),
    ('\u{201D}', '"'),
];

impl Spelling {
    /// The spelling differences that never count in this language, for every room that compares its texts:
    /// letter case, invisible characters, `ignored` and `same`.
    #[must_use]
    pub fn folding(&self) -> Folding {
        let case = match self.case {
            LetterCase::Plain => CaseFold::Lower,
            LetterCase::Turkic => CaseFold::Turkic,
        };
        let invisible = INVISIBLE.iter().map(|&(first, last)| first..last);
        Folding {
            case,
            drop: invisible
                .chain(self.ignored.iter().filter_map(|r| range(r)))
                .collect(),
            map: SAME
                .iter()
                .copied()
                .chain(self.same.iter().map(|(&from, &to)| (from, to)))
                .collect(),
        }
    }
}

/// `a-b` or a single character, both ends included.
pub(super) fn range(text: &str) -> Option<std::ops::Range<char>> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let last = match (chars.next(), chars.next()) {
        (Some('-'), Some(last)) => last,
        _ => first,
    };
    Some(first..last)
}
