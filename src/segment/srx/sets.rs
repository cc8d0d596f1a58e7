//! The sets of characters that escapes and properties name, as members of a class in our syntax.

use super::dialect::Meaning;

/// The set of the escape `c`, a small letter; `None` if it names none.
pub(super) fn escape(c: char, meaning: Meaning) -> Option<&'static str> {
    let java = meaning == Meaning::Java;
    Some(match c {
        'd' if java => "0-9",
        'd' => "\\d",
        'w' if java => "A-Za-z0-9_",
        'w' => "\\w",
        's' if java => " \\t\\n\\x0B\\x0C\\r",
        's' => "\\s",
        'h' => " \\t\\x{A0}\\x{1680}\\x{180E}\\x{2000}-\\x{200A}\\x{202F}\\x{205F}\\x{3000}",
        'v' => "\\n\\x0B\\x0C\\r\\x{85}\\x{2028}\\x{2029}",
        _ => return None,
    })
}

/// The set of the property `name`, as in `\p{name}`: to Java the POSIX names mean ASCII, `java…` its own methods,
/// `Is…` a category or script, `In…` a block.
pub(super) fn property(name: &str, meaning: Meaning) -> String {
    let java = meaning == Meaning::Java;
    let members = match name {
        "Punct" if java => "!-/:-@\\[-`{-~",
        "Lower" if java => "a-z",
        "Upper" if java => "A-Z",
        "Alpha" if java => "A-Za-z",
        "Digit" if java => "0-9",
        "Alnum" if java => "A-Za-z0-9",
        "Space" if java => " \\t\\n\\x0B\\x0C\\r",
        "Punct" => "\\p{P}",
        "Blank" => " \\t",
        "ASCII" => "\\x00-\\x7F",
        "Cntrl" => "\\x00-\\x1F\\x7F",
        "XDigit" => "0-9A-Fa-f",
        "javaLowerCase" => "\\p{Lowercase}",
        "javaUpperCase" => "\\p{Uppercase}",
        "InArabic" => "\\x{600}-\\x{6FF}",
        "InHebrew" => "\\x{590}-\\x{5FF}",
        "InCyrillic" | "InCYRILLIC" => "\\x{400}-\\x{4FF}",
        "InGreek" => "\\x{370}-\\x{3FF}",
        "InHiragana" => "\\x{3040}-\\x{309F}",
        "InKatakana" => "\\x{30A0}-\\x{30FF}",
        _ => {
            let bare = name.strip_prefix("Is").unwrap_or(name);
            return format!("\\p{{{bare}}}");
        }
    };
    members.to_owned()
}
