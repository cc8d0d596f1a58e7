//! Spelling differences that do not count, removed, with a map back to the original.

use std::ops::Range;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// How letter case is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CaseFold {
    /// Letters keep their case.
    Keep,
    /// Letters are lower-cased by the Unicode default mapping.
    #[default]
    Lower,
    /// As `Lower`, with the Turkic pairs I–ı and İ–i.
    Turkic,
}

/// What [`Folding::fold`] treats as equal.
#[derive(Debug, Clone, Default)]
pub struct Folding {
    /// Letter case.
    pub case: CaseFold,
    /// Characters that are left out: vowel marks, tatweel, bidi controls.
    pub drop: Vec<Range<char>>,
    /// Characters that are replaced by another one, applied after decomposition of compatibility forms.
    pub map: FxHashMap<char, char>,
}

/// A folded text that knows where each of its bytes came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, and one past its end, the byte offset in the original.
    offsets: Vec<u32>,
    /// The length of the original in bytes.
    original: usize,
}

impl Folding {
    /// Folds `text`: compatibility composition (NFKC) character by character, then `drop`, `map` and case.
    ///
    /// One pass; a run of ASCII letters is copied.
    #[must_use]
    pub fn fold(&self, text: &str) -> Folded {
        let mut out = String::with_capacity(text.len());
        let mut offsets = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            let before = out.len();
            if c.is_ascii() {
                self.push(c, &mut out);
            } else {
                std::iter::once(c).nfkc().for_each(|n| self.push(n, &mut out));
            }
            offsets.resize(offsets.len() + out.len() - before, as_u32(at));
        }
        offsets.push(as_u32(text.len()));
        Folded {
            text: out,
            offsets,
            original: text.len(),
        }
    }

    fn push(&self, c: char, out: &mut String) {
        if self.drop.iter().any(|range| range.start <= c && c <= range.end) {
            return;
        }
        let c = self.map.get(&c).copied().unwrap_or(c);
        match (self.case, c) {
            (CaseFold::Keep, _) => out.push(c),
            (CaseFold::Turkic, 'I') => out.push('ı'),
            (CaseFold::Turkic, 'İ') => out.push('i'),
            (_, _) if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            (_, _) => out.extend(c.to_lowercase()),
        }
    }
}

impl Folded {
    /// The byte range of the original that `folded`, a byte range of the folded text, came from.
    ///
    /// Characters dropped at the end of the range belong to it, so a word keeps its last vowel mark.
    #[must_use]
    pub fn original(&self, folded: &Range<usize>) -> Range<usize> {
        let start = self.offset(folded.start);
        start..self.offset(folded.end).max(start)
    }

    fn offset(&self, folded: usize) -> usize {
        self.offsets
            .get(folded)
            .map_or(self.original, |&offset| offset as usize)
    }
}

/// Texts of four gigabytes are refused long before they are folded.
fn as_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn arabic() -> Folding {
        Folding {
            case: CaseFold::Lower,
            drop: vec!['\u{64B}'..'\u{65F}', '\u{640}'..'\u{640}'],
            map: [('أ', 'ا'), ('إ', 'ا')].into_iter().collect(),
        }
    }

    #[test]
    fn marks_and_hamza_do_not_hide_a_word() {
        assert_eq!(arabic().fold("أَمـيرٌ").text, "امير");
    }

    #[test]
    fn a_range_maps_back_to_what_was_written() {
        let text = "قَالَ أَمِيرٌ نعم";
        let folded = arabic().fold(text);
        let at = folded.text.find("امير").unwrap();
        assert_eq!(&text[folded.original(&(at..at + "امير".len()))], "أَمِيرٌ");
    }

    #[test]
    fn turkish_i_keeps_its_dot() {
        let folding = Folding {
            case: CaseFold::Turkic,
            ..Folding::default()
        };
        assert_eq!(folding.fold("DIŞ İŞ").text, "dış iş");
    }

    proptest! {
        #[test]
        fn every_offset_is_a_boundary_and_in_order(text in any::<String>()) {
            let folded = arabic().fold(&text);
            let mut last = 0;
            for (at, _) in folded.text.char_indices().chain([(folded.text.len(), ' ')]) {
                let original = folded.original(&(at..at)).start;
                prop_assert!(text.is_char_boundary(original));
                prop_assert!(original >= last);
                last = original;
            }
        }
    }
}
