//! Spelling differences that do not count, removed, with a map back to the original.

use std::ops::Range;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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

/// A [`Folding`] made ready for many short texts: one table look-up a character.
#[derive(Debug, Clone)]
pub struct Folder {
    folding: Folding,
    /// What each character below [`TABLE`] becomes when it stands alone.
    table: Vec<Step>,
}

/// What one character becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Drop,
    Keep(char),
    /// Composes with its neighbours, or becomes several characters.
    Slow,
}

/// The table covers Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic.
const TABLE: usize = 0x700;

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
    /// Folds `text`: compatibility composition (NFKC) letter by letter, each with its combining marks, then
    /// `drop`, `map` and case. A letter that became several stands in all its parts for the whole letter.
    ///
    /// One pass.
    #[must_use]
    pub fn fold(&self, text: &str) -> Folded {
        let mut out = String::with_capacity(text.len());
        let mut offsets = Vec::with_capacity(text.len() + 1);
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let before = out.len();
            let mut end = at + c.len_utf8();
            while let Some((next, joins)) = chars.next_if(|&(_, next)| !next.is_ascii() && composes(next)) {
                end = next + joins.len_utf8();
            }
            self.letter(&text[at..end], &mut out);
            offsets.resize(offsets.len() + out.len() - before, as_u32(at));
        }
        offsets.push(as_u32(text.len()));
        Folded {
            text: out,
            offsets,
            original: text.len(),
        }
    }

    /// Folds one letter with its combining marks.
    fn letter(&self, letter: &str, out: &mut String) {
        if letter.is_ascii() {
            letter.chars().for_each(|c| self.push(c, out));
        } else {
            letter.nfkc().for_each(|c| self.push(c, out));
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

impl Folder {
    /// Prepares `folding`. The table is 14 kB.
    #[must_use]
    pub fn new(folding: Folding) -> Self {
        let table = (0..TABLE as u32)
            .map(|code| char::from_u32(code).map_or(Step::Slow, |c| Step::of(c, &folding)))
            .collect();
        Self { folding, table }
    }

    /// Replaces the content of `out` by `text` folded, as [`Folding::fold`] does it, without a map back.
    pub fn fold_into(&self, text: &str, out: &mut String) {
        out.clear();
        for c in text.chars() {
            match self.table.get(c as usize) {
                Some(Step::Keep(folded)) => out.push(*folded),
                Some(Step::Drop) => {}
                Some(Step::Slow) | None => {
                    out.clear();
                    out.push_str(&self.folding.fold(text).text);
                    return;
                }
            }
        }
    }

    /// As [`Folding::fold`].
    #[must_use]
    pub fn fold(&self, text: &str) -> Folded {
        self.fold_by_table(text)
            .unwrap_or_else(|| self.folding.fold(text))
    }

    /// `None` when a character is not in the table or depends on its neighbours.
    fn fold_by_table(&self, text: &str) -> Option<Folded> {
        let mut out = String::with_capacity(text.len());
        let mut offsets = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            match self.table.get(c as usize)? {
                Step::Keep(folded) => {
                    out.push(*folded);
                    offsets.resize(out.len(), as_u32(at));
                }
                Step::Drop => {}
                Step::Slow => return None,
            }
        }
        offsets.push(as_u32(text.len()));
        Some(Folded {
            text: out,
            offsets,
            original: text.len(),
        })
    }
}

impl Step {
    fn of(c: char, folding: &Folding) -> Self {
        let mut out = String::new();
        folding.letter(c.encode_utf8(&mut [0; 4]), &mut out);
        let mut chars = out.chars();
        match (chars.next(), chars.next()) {
            // A mark that is left out may still compose with the letter before it, unless the result folds
            // to that letter anyway; only vowel signs and the like, which never compose, take the fast way.
            (None, _) if !composes(c) || !may_change_a_letter(c) => Self::Drop,
            (Some(folded), None) if !composes(c) => Self::Keep(folded),
            _ => Self::Slow,
        }
    }
}

/// Whether a character can become one with the character before it: combining marks, Hangul vowels and finals.
fn composes(c: char) -> bool {
    is_combining_mark(c) || ('\u{1160}'..='\u{11FF}').contains(&c)
}

/// Combining marks of the table that take part in canonical compositions: the Latin, Greek and Cyrillic ones
/// and the Arabic madda and hamzas.
fn may_change_a_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{653}'..='\u{655}')
}

impl Folded {
    /// The byte range of the original that `folded`, a byte range of the folded text, came from.
    ///
    /// Characters dropped at the end of the range belong to it, so a word keeps its last vowel mark; so does the
    /// whole of a letter that became several of which the range holds one.
    #[must_use]
    pub fn original(&self, folded: &Range<usize>) -> Range<usize> {
        let start = self.offset(folded.start);
        if folded.is_empty() {
            return start..start;
        }
        let last = self.offset(folded.end - 1);
        let end = (folded.end..self.text.len()).find(|&at| self.offset(at) > last);
        start..end.map_or(self.original, |at| self.offset(at))
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

    #[test]
    fn a_letter_and_its_accent_are_one_however_they_are_typed() {
        let folded = Folding::default().fold("Ere\u{301}van");
        assert_eq!(folded.text, "eréva\u{6e}");
        assert_eq!(folded.original(&(2..4)), 2..5);
    }

    #[test]
    fn a_part_of_a_ligature_stands_for_all_of_it() {
        let folded = Folding::default().fold("a\u{FB01}b");
        assert_eq!(folded.text, "afib");
        assert_eq!(folded.original(&(1..2)), 1..4);
        assert_eq!(folded.original(&(2..4)), 1..5);
    }

    proptest! {
        #[test]
        fn the_table_agrees_with_the_long_way(text in "[a-zA-ZäİıЁа-яא-ת\u{591}-\u{5C7}\u{600}-\u{6D5}\u{300}-\u{30F}\u{FB00}-\u{FB06} ]{0,12}") {
            let mut out = String::from("rest");
            let folder = Folder::new(arabic());
            folder.fold_into(&text, &mut out);
            let folded = arabic().fold(&text);
            prop_assert_eq!(&out, &folded.text);
            prop_assert_eq!(folder.fold(&text), folded);
        }

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
