//! Texts of units in as few bytes as hold them.
//!
//! UTF-8 takes two bytes for a letter of Arabic or Cyrillic, and a memory is nearly all letters. A text is kept in the
//! single-byte encoding of its script where that holds every character: a blob that begins with the encoding's number.
//! Every other text is kept as it is.

use std::sync::LazyLock;

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1253, WINDOWS_1255, WINDOWS_1256};
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};

/// Encodings by number, with the first and the last character of the script that each is for. Only ever added to: the
/// numbers are stored.
const ENCODINGS: [(&Encoding, char, char); 4] = [
    (WINDOWS_1256, '\u{600}', '\u{6FF}'),
    (WINDOWS_1251, '\u{400}', '\u{4FF}'),
    (WINDOWS_1253, '\u{370}', '\u{3FF}'),
    (WINDOWS_1255, '\u{590}', '\u{5FF}'),
];

/// Both ways of an encoding, as tables: a million texts pass through here.
struct Table {
    /// The byte of each character up to the last one that any of the encodings has; 0 for none.
    bytes: Vec<u8>,
    /// The character of each byte.
    chars: [char; 256],
}

static TABLES: LazyLock<[Table; 4]> = LazyLock::new(|| ENCODINGS.map(|(encoding, ..)| Table::of(encoding)));

impl Table {
    fn of(encoding: &'static Encoding) -> Self {
        let mut table = Self {
            bytes: vec![0; usize::from(u16::MAX)],
            chars: [char::REPLACEMENT_CHARACTER; 256],
        };
        for byte in 0..=u8::MAX {
            let byte_alone = [byte];
            let decoded = encoding.decode_without_bom_handling(&byte_alone).0;
            let c = decoded.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
            table.chars[usize::from(byte)] = c;
            if c != char::REPLACEMENT_CHARACTER {
                table.bytes[c as usize] = byte;
            }
        }
        table
    }

    /// The byte of `c`.
    fn byte(&self, c: char) -> Option<u8> {
        let byte = self.bytes.get(c as usize).copied().unwrap_or(0);
        (byte != 0 || c == '\0').then_some(byte)
    }
}

/// A text on its way into the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Narrow {
    Text(String),
    Bytes(Vec<u8>),
}

impl Narrow {
    /// The narrowest form of `text`.
    pub(super) fn of(text: String) -> Self {
        // No character below U+0340 has a byte so high.
        let high = text.bytes().position(|byte| byte >= 0xCD);
        let Some(first) = high.and_then(|from| text[from..].chars().find(|c| *c >= '\u{370}')) else {
            return Self::Text(text);
        };
        let fitting = ENCODINGS
            .iter()
            .position(|(_, from, to)| (from..=to).contains(&&first));
        let Some(number) = fitting else {
            return Self::Text(text);
        };
        let table = &TABLES[number];
        let mut bytes = Vec::with_capacity(text.len() / 2 + 8);
        bytes.push(number as u8);
        for c in text.chars() {
            match table.byte(c) {
                Some(byte) => bytes.push(byte),
                None => return Self::Text(text),
            }
        }
        Self::Bytes(bytes)
    }
}

impl Narrow {
    /// It as the database gives it back.
    pub(super) fn as_value(&self) -> ValueRef<'_> {
        match self {
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }
    }
}

impl ToSql for Narrow {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Text(text) => text.to_sql(),
            Self::Bytes(bytes) => bytes.to_sql(),
        }
    }
}

/// The text that is kept as `value`.
pub(super) fn widened(value: ValueRef<'_>) -> rusqlite::Result<String> {
    let ValueRef::Blob(bytes) = value else {
        return Ok(value.as_str()?.to_owned());
    };
    let (number, bytes) = bytes.split_first().unwrap_or((&0, &[]));
    let table = TABLES.get(usize::from(*number)).unwrap_or(&TABLES[0]);
    let mut text = String::with_capacity(2 * bytes.len());
    text.extend(bytes.iter().map(|&byte| table.chars[usize::from(byte)]));
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn back(narrow: &Narrow) -> String {
        match narrow {
            Narrow::Text(text) => widened(ValueRef::Text(text.as_bytes())).unwrap(),
            Narrow::Bytes(bytes) => widened(ValueRef::Blob(bytes)).unwrap(),
        }
    }

    #[test]
    fn a_letter_of_arabic_takes_a_byte() {
        let narrow = Narrow::of("قُتل ١٣".replace("١٣", "13"));
        assert_eq!(narrow, Narrow::Bytes(b"\0\xde\xf5\xca\xe1 13".to_vec()));
        assert_eq!(Narrow::of("ٱلله".into()), Narrow::Text("ٱلله".into()));
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in any::<String>(), arabic in "[ء-ي ًٌٍَُِّْa-z0-9،؟]{0,30}", russian in "[а-яё ,.]{0,30}") {
            for text in [text, arabic, russian] {
                prop_assert_eq!(back(&Narrow::of(text.clone())), text);
            }
        }
    }
}
