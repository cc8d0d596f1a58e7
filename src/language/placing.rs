//! Facts about putting one word in another's place: what around it follows the word, and how.

use serde::Deserialize;

/// The `[placing]` table of a language's data file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Placing {
    /// Endings that say whose something is and that any word takes: `'s`.
    pub possessives: Vec<Possessive>,
    /// How a common noun becomes plural, as its last letters and what stands for them; the first that fits counts.
    pub plurals: Vec<(String, String)>,
    /// As `plurals`, of words that are listed with a capital.
    pub name_plurals: Vec<(String, String)>,
    /// Second words of phrases whose first word takes the plural: attorneys general.
    pub plural_first: Vec<String>,
    /// Articles that may be exchanged for one another, as the word asks.
    pub definite: Vec<String>,
    /// An article that sounds otherwise before a vowel.
    pub indefinite: Option<Indefinite>,
    /// Words that lose their vowel before another and are then written together with the next word: `["de", "d'"]`.
    pub elisions: Vec<(String, String)>,
    /// Preposition and article that melt: `["de le", "du"]`.
    pub contractions: Vec<(String, String)>,
    /// Which words begin with a vowel.
    pub vowels: Vowels,
    /// Whether proclitics, the article among them, are kept on the word that is put in the place.
    pub proclitics: bool,
}

/// An ending that says whose something is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Possessive {
    /// As written.
    pub ending: String,
    /// What is written after s, x, z and ß.
    pub after_hiss: String,
}

/// An article with a form of its own before a vowel.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indefinite {
    /// Before a consonant: a.
    pub consonant: String,
    /// Before a vowel: an.
    pub vowel: String,
}

/// Which words begin with a vowel, by their sound.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Vowels {
    /// Small letters that mostly are vowels at the beginning of a word.
    pub letters: String,
    /// Capitals whose names begin with a vowel, for abbreviations that are spelled out: an FBI agent.
    pub spelled: String,
    /// Abbreviations that are read as words, in small letters.
    pub read: Vec<String>,
    /// Beginnings of words that sound like a vowel, in small letters; of several that fit the longest counts.
    pub like_vowel: Vec<String>,
    /// Beginnings of words that sound like a consonant.
    pub like_consonant: Vec<String>,
}

impl Vowels {
    /// Whether `word`, as written, begins with a vowel's sound.
    #[must_use]
    pub fn begin(&self, word: &str) -> bool {
        let small = word.to_lowercase();
        let spelled_out = word.chars().nth(1).is_some()
            && !word.chars().any(char::is_lowercase)
            && !self.read.contains(&small);
        if let (true, Some(first)) = (spelled_out && !self.spelled.is_empty(), word.chars().next()) {
            return self.spelled.contains(first);
        }
        let longest = |list: &[String]| {
            let fits = list
                .iter()
                .filter(|beginning| small.starts_with(beginning.as_str()));
            fits.map(String::len).max().unwrap_or_default()
        };
        match (longest(&self.like_vowel), longest(&self.like_consonant)) {
            (0, 0) => small.starts_with(|c| self.letters.contains(c)),
            (vowel, consonant) => vowel > consonant,
        }
    }
}

impl Placing {
    /// The plural of `text`, which is as listed; `None` if nothing is known of plurals.
    #[must_use]
    pub fn plural(&self, text: &str) -> Option<String> {
        let mut parts = text.split_inclusive([' ', '-']);
        let first = parts.next()?;
        let second = parts.next().map(|word| word.trim_end_matches([' ', '-']));
        let head_first = second.is_some_and(|word| self.plural_first.iter().any(|f| f == word));
        let end = if head_first {
            first.trim_end_matches([' ', '-']).len()
        } else {
            text.len()
        };
        let (head, rest) = text.split_at(end);
        let rules = if head.starts_with(char::is_uppercase) {
            &self.name_plurals
        } else {
            &self.plurals
        };
        rules.iter().find_map(|(from, to)| {
            let stem = head.strip_suffix(from.as_str())?;
            Some([stem, to, rest].concat())
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::language::of;

    #[test]
    fn a_plural_stands_on_the_head_of_a_phrase() {
        let plural = |text| of("en").placing.plural(text).unwrap();
        for (one, many) in [
            ("ceasefire", "ceasefires"),
            ("embassy", "embassies"),
            ("air strike", "air strikes"),
            ("attorney general", "attorneys general"),
            ("secretary-general", "secretaries-general"),
            ("secretary of state", "secretaries of state"),
            ("spokesman", "spokesmen"),
            ("sanctions", "sanctions"),
            ("Kerry", "Kerrys"),
            ("Bush", "Bushes"),
        ] {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn a_vowel_is_a_sound_and_no_letter() {
        let begins = |word| of("en").placing.vowels.begin(word);
        for word in [
            "Iranian",
            "hour",
            "FBI",
            "MP",
            "unidentified",
            "OPEC",
            "IMF",
            "SDF",
        ] {
            assert!(begins(word), "{word}");
        }
        for word in [
            "UN",
            "US",
            "European",
            "university",
            "NATO",
            "Ukrainian",
            "UNESCO",
            "one",
        ] {
            assert!(!begins(word), "{word}");
        }
    }
}
