//! How texts end: the marks of the world's scripts, by what they mean.

use unicode_script::{Script, UnicodeScript};

/// What ends a clause, or interrupts it.
pub(super) const CLAUSE_ENDS: [char; 17] = [
    '.', '!', '?', '؟', '؛', ';', ',', '،', ':', '"', '“', '”', '«', '»', '–', '—', '(',
];

/// How a text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Stop,
    Colon,
    Semicolon,
    Comma,
    Question,
    Exclamation,
    /// A question and an exclamation mark.
    Interrobang,
    Ellipsis,
    Other,
    Nothing,
}

impl End {
    /// How `text` ends, but for quotation marks, brackets and blanks.
    pub(super) fn of(text: &str) -> Self {
        let closing = |c: char| {
            c.is_whitespace() || "\"'”’“»«›)]}）」』】\u{200B}\u{200E}\u{200F}\u{202C}\u{2069}".contains(c)
        };
        let bare = text.trim_end_matches(closing);
        let Some(last) = bare.chars().next_back() else {
            return Self::Nothing;
        };
        let run = &bare[bare.trim_end_matches(|c| asks(c) || exclaims(c)).len()..];
        if bare.ends_with(['…', '⋯']) || bare.ends_with("..") || bare.ends_with("。。") {
            return Self::Ellipsis;
        }
        if bare.ends_with(['⁈', '⁉', '‽']) || (run.contains(asks) && run.contains(exclaims)) {
            return Self::Interrobang;
        }
        let before = &bare[..bare.len() - last.len_utf8()];
        match last {
            c if asks(c) => Self::Question,
            c if exclaims(c) => Self::Exclamation,
            ';' if ends_in(before, Script::Greek) => Self::Question,
            ';' if is_character(before) => Self::Nothing,
            ';' | '；' | '؛' | '፤' => Self::Semicolon,
            '·' | '\u{387}' if ends_in(before, Script::Greek) => Self::Semicolon,
            '|' if ends_in(before, Script::Devanagari) => Self::Stop,
            ':' if ends_in(before, Script::Armenian) => Self::within(bare, Self::Stop),
            '։' => Self::within(bare, Self::Stop),
            '။' if ["လား", "လဲ"].iter().any(|asks| before.ends_with(asks)) => Self::Question,
            '.' | '。' | '．' | '｡' | '۔' | '।' | '॥' | '።' | '။' | '។' | '៕' | '᠃' | '᱾' | '།' | '෴' => {
                Self::Stop
            }
            ':' | '：' | '፥' | '፦' | '៖' | '՝' => Self::Colon,
            ',' | '，' | '、' | '،' | '፣' => Self::Comma,
            c if c.is_alphanumeric() || c == '%' || c == '٪' => Self::within(bare, Self::Nothing),
            _ => Self::Other,
        }
    }

    /// Armenian asks and exclaims within the word; `end` is how the text ends otherwise.
    fn within(text: &str, end: Self) -> Self {
        let last = text.rsplit(['։', ':']).find(|part| !part.is_empty());
        match last {
            Some(sentence) if sentence.contains('՞') => Self::Question,
            Some(sentence) if sentence.contains('՜') => Self::Exclamation,
            _ => end,
        }
    }
}

/// Whether nothing is to be said of how `target` ends: its script has no such marks, or it ends in the very mark of `source`.
pub(super) fn ends_alike(source: &str, target: &str) -> bool {
    let unmarked = [Script::Thai, Script::Lao]
        .iter()
        .any(|script| ends_in(target, *script));
    let last = |text: &str| {
        text.trim_end()
            .chars()
            .next_back()
            .filter(|c| matches!(c, ':' | ';'))
    };
    unmarked || (last(source).is_some() && last(source) == last(target))
}

/// Whether `before` a semicolon stands a character by its name: `&nbsp`.
fn is_character(before: &str) -> bool {
    let name = |c: char| c.is_ascii_alphanumeric() || "#._-".contains(c);
    let bare = before.trim_end_matches(name);
    bare.len() < before.len() && bare.ends_with('&')
}

/// Whether `c` is a question mark, of whatever script.
pub(super) fn asks(c: char) -> bool {
    matches!(
        c,
        '?' | '؟' | '？' | '\u{37E}' | '⁇' | '⁈' | '⁉' | '‽' | '⸮' | '፧' | '꘏' | '⳺' | '᥅' | '՞'
    )
}

fn exclaims(c: char) -> bool {
    matches!(c, '!' | '！' | '‼' | '⁈' | '⁉' | '‽' | '᥄' | '႟' | '߹' | '՜')
}

/// Whether `text` begins with a word of Afrikaans or Dutch that is one small letter and an apostrophe in place of the rest: `'n`, `'t`.
pub(super) fn is_clipped(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('\'' | '’'))
        && chars.next().is_some_and(|c| "nstkmrd".contains(c))
        && chars.next().is_some_and(char::is_whitespace)
}

/// `text` from the character before byte `at` on, which may be an apostrophe.
pub(super) fn from_apostrophe(text: &str, at: usize) -> &str {
    let before = text[..at].chars().next_back().map_or(0, char::len_utf8);
    &text[at - before..]
}

/// Whether the last letter of `text` is one of `script`.
pub(super) fn ends_in(text: &str, script: Script) -> bool {
    let last = text.chars().rev().find(|c| c.is_alphabetic());
    last.is_some_and(|c| c.script() == script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_what_it_means() {
        for (text, end) in [
            ("Done.", End::Stop),
            ("完成。", End::Stop),
            ("हो गया।", End::Stop),
            ("हो गया|", End::Stop),
            ("ہو گیا۔", End::Stop),
            ("Ավարտվեց։", End::Stop),
            ("Ավարտվեց:", End::Stop),
            ("ပြီးပြီ။", End::Stop),
            ("ပြီးပြီလား။", End::Question),
            ("Τι είναι;", End::Question),
            ("Item;", End::Semicolon),
            ("Ένα·", End::Semicolon),
            ("Ինչո՞ւ։", End::Question),
            ("ماذا؟", End::Question),
            ("ماذا؟!", End::Interrobang),
            ("What!?", End::Interrobang),
            ("等等……", End::Ellipsis),
            ("Wait...", End::Ellipsis),
            ("名前：", End::Colon),
            ("He said “no.”", End::Stop),
            ("5%", End::Nothing),
            ("Quit &brandShortName;", End::Nothing),
            ("", End::Nothing),
            ("+", End::Other),
        ] {
            assert_eq!(End::of(text), end, "{text}");
        }
    }
}
