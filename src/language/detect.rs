//! Which language a text is written in.

use rayon::prelude::*;
use unicode_script::{Script, UnicodeScript};

use super::{ALL, is_everyday, of};
use crate::text::{is_letter, script};

/// The primary tag of the language `text` is most likely written in, or `None` when the text is too short or
/// too mixed to tell.
///
/// A language that its own letters give away is known by them; for the others, trigram statistics of the crate
/// `whatlang`; where those are unsure of a short text, the words of everyday that it is made of, and then the language that
/// most texts of its script are in. All read at most the first 4,000 characters.
#[must_use]
pub fn detect(text: &str) -> Option<&'static str> {
    let end = text.char_indices().nth(4000).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    let languages = ALL.par_iter().map(|(tag, _)| of(tag));
    if let Some(language) = languages.find_first(|language| is_marked_by(&language.letters, text)) {
        return Some(&language.tag);
    }
    let info = whatlang::detect(text).filter(|info| info.is_reliable() || info.confidence() > 0.5);
    match info {
        Some(info) if info.is_reliable() => tag(info.lang().code()),
        unsure => of_everyday(text)
            .or_else(|| unsure.and_then(|info| tag(info.lang().code())))
            .or_else(|| of_its_script(text)),
    }
}

/// Short words that a list of words of everyday leaves out, by the tag of their language.
const SHORT_WORDS: &[(&str, &[&str])] = &[(
    "en",
    &[
        "about", "after", "all", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from",
        "had", "has", "have", "he", "her", "his", "in", "into", "is", "it", "its", "more", "no", "not", "of",
        "on", "one", "or", "over", "said", "she", "than", "that", "the", "their", "they", "this", "to",
        "two", "was", "were", "when", "which", "who", "will", "with", "would",
    ],
)];

/// The language with a list of words of everyday that holds four in five of the words of `text` that begin with a small
/// letter, which are two at least: of sentences of news half of those that trigrams are unsure of.
fn of_everyday(text: &str) -> Option<&'static str> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().nth(1).is_some() && word.starts_with(char::is_lowercase))
        .collect();
    let found = SHORT_WORDS.iter().find(|(tag, short)| {
        let language = of(tag);
        let known = words.iter().filter(|word| {
            let word = word.to_lowercase();
            short.contains(&word.as_str()) || is_everyday(&word, language)
        });
        words.len() >= 2 && known.count() * 5 >= words.len() * 4
    });
    found.map(|(tag, _)| *tag)
}

/// Scripts that few languages share, each with the one that most of its texts are in.
const SCRIPTS: &[(Script, &str)] = &[
    (Script::Arabic, "ar"),
    (Script::Armenian, "hy"),
    (Script::Devanagari, "hi"),
    (Script::Georgian, "ka"),
    (Script::Greek, "el"),
    (Script::Han, "zh"),
    (Script::Hangul, "ko"),
    (Script::Hebrew, "he"),
    (Script::Hiragana, "ja"),
    (Script::Thai, "th"),
];

/// The language that most texts in the script of `text` are in, if two letters in three are of it.
fn of_its_script(text: &str) -> Option<&'static str> {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let of = |script| letters().filter(|c| c.script() == script).count();
    let enough = |count: usize| count > 0 && count * 3 >= letters().count() * 2;
    let found = SCRIPTS.iter().find(|(script, _)| enough(of(*script)));
    found.map(|(_, tag)| *tag)
}

/// Whether two letters in three of `text` are of another script than the one that the language `tag` is written in; `false`
/// where the text has no letters or the script is not known.
///
/// ```
/// use tarjuman::language::is_in_other_script;
///
/// assert!(is_in_other_script("قال كيري", "en"));
/// assert!(!is_in_other_script("Kerry said", "fr"));
/// ```
#[must_use]
pub fn is_in_other_script(text: &str, tag: &str) -> bool {
    let named = tag.split('-').skip(1).find(|part| part.len() == 4);
    // What is written in several scripts at once (`Jpan`, `Kore`) has no script of its own in Unicode.
    let Some(own) = Script::from_short_name(named.unwrap_or(&of(tag).script)) else {
        return false;
    };
    let shared = [Script::Common, Script::Inherited, Script::Unknown];
    if shared.contains(&own) {
        return false;
    }
    let scripts = text.chars().filter(|c| is_letter(*c)).map(script);
    let (mut others, mut letters) = (0, 0);
    for script in scripts.filter(|script| !shared.contains(script)) {
        letters += 1;
        others += usize::from(script != own);
    }
    others > 0 && others * 3 >= letters * 2
}

/// Whether of the letters of `text` at least three, and one in forty, are among `own`: more than names from
/// another language bring along.
fn is_marked_by(own: &str, text: &str) -> bool {
    if own.is_empty() {
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let telling = text.chars().filter(|&c| own.contains(c)).count();
    telling >= 3 && telling * 40 >= letters
}

/// ISO 639-3, as the detector speaks, to the shortest BCP 47 tag.
fn tag(code: &str) -> Option<&'static str> {
    const TAGS: &[(&str, &str)] = &[
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("yid", "yi"),
        ("zul", "zu"),
        ("cym", "cy"),
    ];
    TAGS.iter().find(|(known, _)| *known == code).map(|(_, tag)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_and_english_news_are_told_apart() {
        assert_eq!(
            detect("وأصيب أكبر مستشفيين في شرق حلب الواقع تحت سيطرة فصائل المعارضة"),
            Some("ar")
        );
        assert_eq!(
            detect("The Russian foreign minister said on Wednesday that the talks would go on"),
            Some("en")
        );
    }

    #[test]
    fn a_short_text_is_in_the_language_that_its_script_is_known_for() {
        for (text, tag) in [
            ("قال كيري", "ar"),
            ("قال", "ar"),
            ("שלום", "he"),
            ("新华社", "zh"),
        ] {
            assert_eq!(detect(text), Some(tag), "{text}");
        }
        // Many languages are written in Latin letters and in Cyrillic ones.
        assert_eq!(detect("ok"), None);
    }

    #[test]
    fn a_short_english_sentence_is_known_by_its_words() {
        for text in [
            "31 ministers reached Beirut.",
            "52 soldiers were killed.",
            "Lebanon's 1975-90 civil war left 150,000 dead.",
            "The quake struck at 3:17 a.m. local time.",
            "Kerry arrived in Cairo.",
        ] {
            assert_eq!(detect(text), Some("en"), "{text}");
        }
        for text in [
            "Er hat die Hand am Arm.",
            "Hij is in het water.",
            "Le son est bon.",
            "Han for til byen.",
            "No me digas que no.",
            "To jest dom.",
        ] {
            assert_ne!(detect(text), Some("en"), "{text}");
        }
    }

    #[test]
    fn a_script_contradicts_a_language() {
        assert!(is_in_other_script("قال Kerry للصحفيين", "en"));
        assert!(!is_in_other_script("قال Kerry للصحفيين", "ar"));
        assert!(!is_in_other_script("12", "ar"));
        assert!(!is_in_other_script("Zdravo", "sr-Latn"));
        assert!(!is_in_other_script("日本", "ja"));
    }

    #[test]
    fn nothing_is_guessed_from_nothing() {
        assert_eq!(detect(""), None);
        assert_eq!(detect("12 / 34"), None);
    }

    #[test]
    fn a_few_foreign_letters_do_not_tell_a_language() {
        assert!(is_marked_by("ۆێ", "ئێمە لە هەولێر دەژین بەڵام ئێوە لێرە نین"));
        assert!(!is_marked_by("ۆێ", "زار الرئيس مدينة هەولێر أمس"));
        assert!(!is_marked_by("", "ئێمە لە هەولێر دەژین"));
    }

    #[test]
    fn every_language_of_the_detector_has_a_tag() {
        for language in whatlang::Lang::all() {
            assert!(tag(language.code()).is_some(), "{}", language.code());
        }
    }
}
