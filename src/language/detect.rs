//! Which language a text is written in.

use rayon::prelude::*;
use unicode_script::{Script, UnicodeScript};

use super::{ALL, of};

/// The primary tag of the language `text` is most likely written in, or `None` when the text is too short or
/// too mixed to tell.
///
/// A language that its own letters give away is known by them; for the others, trigram statistics of the crate
/// `whatlang`; where those are unsure of a short text, the language that most texts of its script are in. All read at most
/// the first 4,000 characters.
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
        Some(info) => tag(info.lang().code()),
        None => of_its_script(text),
    }
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
