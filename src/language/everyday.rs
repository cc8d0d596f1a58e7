//! Words of everyday, which are no names though they may stand with a capital.

use super::Language;

/// Every language with a list, by tag: words in small letters, one a line, in the order of their bytes.
const LISTS: &[(&str, &str)] = &[("en", include_str!("data/words/en.txt"))];

/// Whether `word`, in small letters, is a word of everyday in `language`; no language without a list has any.
///
/// A binary search over the list: logarithmic in it.
///
/// ```
/// use tarjuman::language::{is_everyday, of};
///
/// assert!(is_everyday("hurricane", of("en")));
/// assert!(!is_everyday("kerry", of("en")));
/// ```
#[must_use]
pub fn is_everyday(word: &str, language: &Language) -> bool {
    let list = LISTS.iter().find(|(tag, _)| *tag == language.tag);
    list.is_some_and(|(_, list)| has_line(list, word))
}

fn has_line(list: &str, word: &str) -> bool {
    let bytes = list.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = memchr::memrchr(b'\n', &bytes[..middle]).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &bytes[middle..]).map_or(bytes.len(), |end| middle + end);
        match bytes[start..end].cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_nothing_else() {
        let list = LISTS[0].1;
        assert!(list.lines().is_sorted());
        assert!(list.lines().step_by(97).all(|word| has_line(list, word)));
        assert!(
            ["", "a", "zzz", "kerry", "hote", "hotels\n"]
                .iter()
                .all(|word| !has_line(list, word))
        );
    }
}
