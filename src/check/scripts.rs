//! Which letters belong to a language, told by the script it is written in.

use unicode_script::Script;

use super::Pair;
use crate::language::Language;
use crate::text::{is_letter, script};

/// What tells whether a character is a letter of the script `language` is written in.
///
/// Digits, marks and punctuation are shared by scripts (`Common`, `Inherited`; UAX #24) and belong to none.
pub(super) fn letters_of(language: &Language) -> impl Fn(char) -> bool + use<> {
    let scripts = scripts(&language.script);
    move |c| is_letter(c) && scripts.contains(&Some(script(c)))
}

/// Whether the letters of a language are known.
pub(super) fn known(language: &Language) -> bool {
    scripts(&language.script).iter().any(Option::is_some)
}

/// Whether two languages have no letters in common.
pub(super) fn differ(one: &Language, other: &Language) -> bool {
    let theirs = scripts(&other.script);
    known(one)
        && known(other)
        && !scripts(&one.script)
            .iter()
            .any(|s| s.is_some() && theirs.contains(s))
}

/// Whether both texts are in varieties of one language, which mostly agree.
pub(super) fn is_one_language(pair: &Pair<'_>) -> bool {
    pair.from.tag == pair.to.tag && known(pair.from)
}

/// The scripts behind an ISO 15924 code, some of which stand for a mixture.
fn scripts(code: &str) -> [Option<Script>; 3] {
    match code {
        "Jpan" => [Some(Script::Han), Some(Script::Hiragana), Some(Script::Katakana)],
        "Kore" => [Some(Script::Hangul), Some(Script::Han), None],
        "Hans" | "Hant" => [Some(Script::Han), None, None],
        "Zyyy" | "Zxxx" => [None; 3],
        code => [Script::from_short_name(code), None, None],
    }
}
