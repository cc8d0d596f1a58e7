//! Ways of writing Arabic names in Latin letters: the news's own, and the tables of scholars and offices.
//!
//! The tables give each consonant and each long vowel a letter; short vowels are not written in Arabic and are taken
//! from the spelling that the model found (`data/standards.toml`).

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::OnceLock;

use serde::Deserialize;

use super::model::{Candidate, Model};

/// A way of writing names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standard {
    /// As bearers and news agencies spell them.
    #[default]
    News,
    /// International Journal of Middle East Studies.
    Ijmes,
    /// Library of Congress and American Library Association.
    AlaLc,
    /// United States Board on Geographic Names and Permanent Committee on Geographical Names, 1956.
    Bgn,
    /// United Nations, 2017.
    Un,
}

impl Standard {
    /// Every standard.
    pub const ALL: [Self; 5] = [Self::News, Self::Ijmes, Self::AlaLc, Self::Bgn, Self::Un];

    /// Its name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Ijmes => "ijmes",
            Self::AlaLc => "ala-lc",
            Self::Bgn => "bgn",
            Self::Un => "un",
        }
    }
}

impl FromStr for Standard {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|one| one.as_str() == name);
        known.ok_or_else(|| {
            format!(
                "`{name}` is no standard; write one of {}",
                Self::ALL.map(Self::as_str).join(", ")
            )
        })
    }
}

/// One table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Consonants.
    letters: BTreeMap<char, String>,
    /// Long vowels by their letter.
    long: BTreeMap<char, String>,
    /// The article before its noun.
    article: String,
    /// Whether the article takes on the sun letter that follows it.
    assimilates: bool,
    /// Words between names.
    particles: BTreeMap<String, String>,
    /// Words that make one name with the next word, such as عبد.
    #[serde(default)]
    joined: Vec<String>,
    /// Words that make one name with the word before, such as الله.
    #[serde(default)]
    joined_before: Vec<String>,
}

fn table(standard: Standard) -> Option<&'static Table> {
    static TABLES: OnceLock<BTreeMap<String, Table>> = OnceLock::new();
    let tables =
        TABLES.get_or_init(|| toml::from_str(include_str!("data/standards.toml")).unwrap_or_default());
    tables.get(standard.as_str())
}

/// What stands for `word` between the words of a name, if it is no name itself.
pub(super) fn particle(word: &str, standard: Standard) -> Option<&'static str> {
    table(standard)?.particles.get(word).map(String::as_str)
}

/// Whether `word` and the word after it make one name.
pub(super) fn joins(word: &str, next: &str, standard: Standard) -> bool {
    table(standard).is_some_and(|table| {
        table.joined.iter().any(|one| one == word) || table.joined_before.iter().any(|one| one == next)
    })
}

/// The article before a noun that begins like `rest`.
pub(super) fn article(rest: &str, standard: Standard) -> String {
    const SUN: &str = "تثدذرزسشصضطظلن";
    let Some(table) = table(standard) else {
        return String::new();
    };
    let first = rest
        .chars()
        .next()
        .filter(|&first| table.assimilates && SUN.contains(first));
    match first.and_then(|first| table.letters.get(&first)) {
        Some(letter) => table.article.replace('l', letter),
        None => table.article.clone(),
    }
}

/// The candidate as `standard` writes it.
pub(super) fn written(model: &Model, candidate: &Candidate, standard: Standard) -> String {
    let Some(table) = table(standard).filter(|_| standard != Standard::News) else {
        return candidate.spelling.clone();
    };
    let mut written = String::new();
    let last = candidate.path.len().saturating_sub(1);
    for (at, &number) in candidate.path.iter().enumerate() {
        let graphone = &model.graphones[usize::from(number)];
        let letters = &graphone.source;
        // Of two letters with one answer the first has its consonants, the second what follows.
        let vowel = graphone.target.find(is_vowel).unwrap_or(graphone.target.len());
        let (head, tail) = graphone
            .target
            .split_at(if letters.len() > 1 { vowel } else { 0 });
        for (index, &letter) in letters.iter().enumerate() {
            let ends = at == last && index + 1 == letters.len();
            let spelled = if letters.len() > 1 && index == 0 {
                head
            } else {
                tail
            };
            add_letter(table, letter, spelled, ends, &mut written);
        }
    }
    written
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

/// Adds one source letter by the table; `spelled` is what the model has for it, whose short vowels are taken.
fn add_letter(table: &Table, letter: char, spelled: &str, ends: bool, written: &mut String) {
    let after_vowel = written.ends_with(['a', 'i', 'u', 'ā', 'ī', 'ū', 'á']);
    let short = |spelled: &str| match spelled.chars().find(|&letter| is_vowel(letter)) {
        Some('a') => "a",
        Some('e' | 'i') => "i",
        Some(_) => "u",
        None => "",
    };
    let consonants: String = spelled.chars().filter(|&letter| !is_vowel(letter)).collect();
    let is_vocal = consonants.is_empty() || (consonants == "y" && ends);
    if let Some(long) = table
        .long
        .get(&letter)
        .filter(|_| !written.is_empty() && is_vocal)
    {
        if written.ends_with(['a', 'i', 'u']) {
            written.pop();
        }
        written.push_str(long);
        return;
    }
    if letter == 'ة' {
        if !after_vowel {
            written.push('a');
        }
        return;
    }
    let before = spelled.starts_with(is_vowel) && !consonants.is_empty();
    let vowel = if after_vowel && (before || consonants.is_empty()) {
        ""
    } else {
        short(spelled)
    };
    let consonant = table.letters.get(&letter).map_or("", String::as_str);
    let mut doubled = consonants.chars();
    let is_doubled = doubled.next().is_some_and(|first| doubled.next() == Some(first));
    let twice = if is_doubled { consonant } else { "" };
    // A vowel after the last letter is a case ending, which names do not keep.
    match (before, ends) {
        (true, _) => written.extend([vowel, consonant, twice]),
        (false, true) => written.extend([consonant, twice]),
        (false, false) => written.extend([consonant, twice, vowel]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transliteration::proposals;

    fn first(name: &str, standard: Standard) -> String {
        let model = crate::transliteration::model("ar", "en").unwrap();
        proposals(model, name, standard, 1).remove(0).spelling
    }

    #[test]
    fn the_article_takes_on_sun_letters_where_the_standard_says_so() {
        assert!(first("الزهراني", Standard::Un).starts_with("az-Zahr"));
        assert!(first("الزهراني", Standard::Bgn).starts_with("az Zahr"));
        assert!(first("الزهراني", Standard::Ijmes).starts_with("al-Zahr"));
        let arabic = crate::transliteration::model("ar", "en").unwrap();
        for name in ["البكوش", "الطيب"] {
            let all = proposals(arabic, name, Standard::Ijmes, 3);
            let glued = |spelling: &str| spelling.starts_with("Al") || spelling.starts_with('L');
            assert!(all.iter().all(|one| !glued(&one.spelling)), "{all:?}");
        }
    }

    #[test]
    fn consonants_are_those_of_the_table_and_particles_are_written_as_it_says() {
        assert!(first("نزار بن علي", Standard::Ijmes).contains(" b. ʿ"));
        assert!(first("نزار بن علي", Standard::Bgn).contains(" bin ‘"));
        assert!(first("طارق صالح", Standard::AlaLc).starts_with('Ṭ'));
    }

    #[test]
    fn abd_and_allah_make_one_name_with_their_neighbour_in_the_news() {
        assert!(first("عبد العزيز بوتفليقة", Standard::News).starts_with("Abdelaziz "));
        assert_eq!(first("حسن نصر الله", Standard::News).split(' ').count(), 2);
    }
}
