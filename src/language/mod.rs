//! What is true of Arabic, of English, of any language: one data file a language, read once at first use.
//!
//! A language is added by one file `data/<tag>.toml` and its line in `ALL`. Engines in higher rooms read
//! these facts and contain no language names.

mod calendar;
mod detect;
mod entries;
mod everyday;
mod foreign;
mod glue;
mod lexicon;
mod morphology;
mod names;
mod numbers;
mod placing;
mod polarity;
mod punctuation;
mod segmentation;
mod spelling;
mod stranding;
mod style;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub use calendar::{Calendar, Named};
pub use detect::{detect, is_in_other_script};
pub use entries::Entries;
pub use everyday::is_everyday;
pub use foreign::foreignness;
pub use glue::{bare, unglued};
pub use lexicon::{Bridge, bridge, has_rendering};
pub use morphology::{BrokenPlural, Compounds, Contraction, Morphology, Paradigm, TermGroup};
pub use names::Names;
pub use numbers::{Measure, Numbers};
pub use placing::{Indefinite, Placing, Possessive, Vowels};
pub use polarity::{Bounds, Opened, Phrases, Polarity};
pub use punctuation::Punctuation;
pub use segmentation::{Abbreviations, Kind, Kinds, Ordinals, Segmentation, SmallLetter, WordList};
pub use spelling::{LetterCase, Loose, Place, Reach, Spelling};
pub use stranding::{Stranding, Subjects};
pub use style::Style;

/// The way a script runs on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of HTML's and XLIFF's `dir` attribute.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }

    /// The other direction.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Ltr => Self::Rtl,
            Self::Rtl => Self::Ltr,
        }
    }
}

/// The facts of one language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// BCP 47 tag: the file's name, or for a language without a file the tag that was asked for.
    #[serde(skip)]
    pub tag: String,
    /// English name.
    pub name: String,
    /// The language's name for itself.
    pub native: String,
    /// ISO 15924 code of its usual script.
    pub script: String,
    /// The way it is written.
    #[serde(default)]
    pub direction: Direction,
    /// Characters, vowel marks left out, that it takes to say what English says in one; 0 where that is not known.
    /// Measured on the thirty articles of the Universal Declaration of Human Rights.
    #[serde(default)]
    pub density: f32,
    /// Letters that other languages of its script do without; a text that has many of them is written in it.
    #[serde(default)]
    pub letters: String,
    /// How sentences end, and what looks like an end and is none.
    #[serde(default)]
    pub segmentation: Segmentation,
    /// Which spellings count as equal.
    #[serde(default)]
    pub spelling: Spelling,
    /// What may be glued to a word, and how words bend.
    #[serde(default)]
    pub morphology: Morphology,
    /// What follows a word that is put in another's place.
    #[serde(default)]
    pub placing: Placing,
    /// The words that stand for numbers.
    #[serde(default)]
    pub numbers: Numbers,
    /// The names of days and months.
    #[serde(default)]
    pub calendar: Calendar,
    /// Blanks beside marks, words that stand twice.
    #[serde(default)]
    pub punctuation: Punctuation,
    /// Words that something must follow.
    #[serde(default)]
    pub stranding: Vec<Stranding>,
    /// How its sentences go on behind what opens them.
    #[serde(default)]
    pub subjects: Subjects,
    /// The words that negate.
    #[serde(default)]
    pub polarity: Polarity,
    /// Titles before names, and capitals that make none.
    #[serde(default)]
    pub names: Names,
    /// What a newsroom may want or not.
    #[serde(default)]
    pub style: Style,
}

/// Every language with a data file, by primary tag.
const ALL: &[(&str, &str)] = &[
    ("ar", include_str!("data/ar.toml")),
    ("ckb", include_str!("data/ckb.toml")),
    ("de", include_str!("data/de.toml")),
    ("en", include_str!("data/en.toml")),
    ("es", include_str!("data/es.toml")),
    ("fa", include_str!("data/fa.toml")),
    ("fi", include_str!("data/fi.toml")),
    ("fr", include_str!("data/fr.toml")),
    ("he", include_str!("data/he.toml")),
    ("hi", include_str!("data/hi.toml")),
    ("ja", include_str!("data/ja.toml")),
    ("ps", include_str!("data/ps.toml")),
    ("ru", include_str!("data/ru.toml")),
    ("tr", include_str!("data/tr.toml")),
    ("ur", include_str!("data/ur.toml")),
    ("zh", include_str!("data/zh.toml")),
];

/// The facts of the language `tag` belongs to (`ar-EG` finds Arabic), or of a language about which nothing
/// special is known, with its direction taken from the script or the tag.
///
/// The first call for a language reads its data file (about a tenth of a millisecond); later calls look it up.
///
/// ```
/// use tarjuman::language::{Direction, of};
///
/// assert_eq!(of("ar-EG").direction, Direction::Rtl);
/// assert_eq!(of("pt").direction, Direction::Ltr);
/// ```
#[must_use]
pub fn of(tag: &str) -> &'static Language {
    static READ: [OnceLock<Language>; ALL.len()] = [const { OnceLock::new() }; ALL.len()];
    static OTHERS: [OnceLock<Language>; 2] = [const { OnceLock::new() }; 2];
    let primary = primary(tag);
    if let Some(index) = ALL.iter().position(|(known, _)| *known == primary) {
        return READ[index].get_or_init(|| read(ALL[index].0, ALL[index].1));
    }
    let rtl = is_rtl_tag(tag);
    OTHERS[usize::from(rtl)].get_or_init(|| Language {
        tag: String::from("und"),
        name: String::from("unknown language"),
        native: String::from("und"),
        script: String::from("Zyyy"),
        direction: if rtl { Direction::Rtl } else { Direction::Ltr },
        ..Language::default()
    })
}

/// The primary languages that have a data file, in alphabetical order.
pub fn known() -> impl Iterator<Item = &'static Language> {
    ALL.iter().map(|(tag, _)| of(tag))
}

/// Whether `tag` has the shape of a BCP 47 tag: letters first, then parts of one to eight letters or digits.
#[must_use]
pub fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The lower-case primary subtag: `ar` of `ar-EG`.
#[must_use]
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
}

#[expect(
    clippy::panic,
    reason = "a data file compiled into the program is read by a test"
)]
fn read(tag: &str, data: &str) -> Language {
    match toml::from_str(data) {
        Ok(language) => Language {
            tag: tag.to_owned(),
            ..language
        },
        Err(error) => panic!("language/data/{tag}.toml: {error}"),
    }
}

/// Right-to-left scripts by their ISO 15924 code, and languages that are written in them by default
/// (CLDR `likelySubtags`).
fn is_rtl_tag(tag: &str) -> bool {
    const SCRIPTS: &[&str] = &["arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg"];
    const LANGUAGES: &[&str] = &[
        "ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku-arab", "nqo", "ps", "sd", "syr", "ug", "ur", "yi",
    ];
    let tag = tag.to_ascii_lowercase();
    let script = tag.split('-').nth(1).filter(|part| part.len() == 4);
    match script {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&primary(&tag).as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_data_file_reads() {
        for language in known() {
            assert!(!language.name.is_empty() && !language.native.is_empty());
        }
    }

    #[test]
    fn a_script_in_the_tag_decides_the_direction() {
        assert_eq!(of("az-Arab").direction, Direction::Rtl);
        assert_eq!(of("ps").direction, Direction::Rtl);
        assert_eq!(of("sw").direction, Direction::Ltr);
    }

    #[test]
    fn a_tag_has_the_shape_of_bcp_47() {
        assert!(is_tag("ar") && is_tag("zh-Hant-TW") && is_tag("es-419"));
        assert!(!is_tag("") && !is_tag("arabic language") && !is_tag("a") && !is_tag("ar--EG"));
    }
}
