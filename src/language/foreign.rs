//! How much a word that nobody knows is spelled as foreign names are.
//!
//! Languages without capitals hide their names, but foreign ones are spelled out vowel by vowel (إنسيلادوس) and bend as no
//! word of the language does. Two models of four letters tell the two apart: see `training/foreign/train.py`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Language;

/// Every language with a list, by tag: runs of up to four letters, each with how much likelier it is in a foreign name than in a
/// word of the language, as a natural logarithm in tenths.
const LISTS: &[(&str, &str)] = &[("ar", include_str!("data/foreign/ar.txt"))];
/// Letters of the longest run.
const LONGEST: usize = 4;
/// Steps of a logarithm in the list.
const STEPS: f32 = 10.0;

/// Runs of letters, each packed into one number, with what they say.
type Runs = FxHashMap<u64, i8>;

/// How much likelier `word`, folded, is a foreign name than a word of `language` by its letters, as a natural logarithm; `None` for a
/// language without a list. Linear in the word.
///
/// ```
/// use tarjuman::language::{foreignness, of};
///
/// let arabic = of("ar");
/// assert!(foreignness("لوفتهانزا", arabic) > Some(0.0));
/// assert!(foreignness("مغرورقتان", arabic) < Some(0.0));
/// ```
#[must_use]
pub fn foreignness(word: &str, language: &Language) -> Option<f32> {
    static READ: [OnceLock<Runs>; LISTS.len()] = [const { OnceLock::new() }; LISTS.len()];
    let place = LISTS.iter().position(|(tag, _)| *tag == language.tag)?;
    let runs = READ[place].get_or_init(|| read(LISTS[place].1));
    let letters: Vec<char> = std::iter::once('^').chain(word.chars()).chain(['$']).collect();
    let said = |end: usize| {
        let mut starts = end.saturating_sub(LONGEST)..end;
        starts.find_map(|start| runs.get(&key(&letters[start..end])).copied())
    };
    let sum: f32 = (2..=letters.len()).filter_map(said).map(f32::from).sum();
    Some(sum / STEPS)
}

fn read(list: &str) -> Runs {
    let lines = list.lines().filter_map(|line| line.split_once('\t'));
    let runs =
        lines.filter_map(|(run, said)| Some((key(&run.chars().collect::<Vec<_>>()), said.parse().ok()?)));
    runs.collect()
}

/// A run as one number, sixteen bits a letter: those of the lists lie in the basic plane.
fn key(run: &[char]) -> u64 {
    run.iter().fold(0, |key, &c| key << 16 | u64::from(c) & 0xFFFF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::of;

    #[test]
    fn every_line_of_a_list_reads() {
        for (_, list) in LISTS {
            let lines = list.lines().filter(|line| !line.starts_with('#')).count();
            assert_eq!(read(list).len(), lines);
        }
    }

    #[test]
    fn foreign_names_are_told_from_words_that_bend() {
        let arabic = of("ar");
        for name in ["موراكوت", "شاريبوف", "ويلنجتون"] {
            assert!(foreignness(name, arabic) > Some(3.0), "{name}");
        }
        for word in ["معاونوها", "يتخذونه", "الملغاه", "مغرورقتان"] {
            assert!(foreignness(word, arabic) < Some(0.0), "{word}");
        }
        assert_eq!(foreignness("word", of("en")), None);
    }
}
