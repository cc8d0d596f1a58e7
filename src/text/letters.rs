//! What a character is, without asking Unicode's tables where a range answers.
//!
//! The answers are those of [`char::is_lowercase`] and its like for every character; only their price differs.

use unicode_script::{Script, UnicodeScript};

/// Whether `c` is a letter without case of one of the scripts that are read most: neither small nor capital nor a
/// number. Other letters without case may be missing.
#[inline]
#[must_use]
pub fn is_caseless(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{64A}' | '\u{671}'..='\u{6D3}' | '\u{904}'..='\u{939}'
        | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}')
}

/// Whether `c` is a small letter.
#[inline]
#[must_use]
pub fn is_small(c: char) -> bool {
    match c {
        'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ' | 'а'..='џ' => true,
        '\0'..='\u{A9}' | 'À'..='Þ' | 'Ѐ'..='Я' => false,
        _ => !is_caseless(c) && c.is_lowercase(),
    }
}

/// Whether `c` is a capital letter.
#[inline]
#[must_use]
pub fn is_capital(c: char) -> bool {
    match c {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Ѐ'..='Я' => true,
        '\0'..='\u{BF}' | 'ß'..='ÿ' | 'а'..='џ' => false,
        _ => !is_caseless(c) && c.is_uppercase(),
    }
}

/// Whether `c` is a digit or another sign for a number.
#[inline]
#[must_use]
pub fn is_number(c: char) -> bool {
    match c {
        '0'..='9' => true,
        '\0'..='\u{B1}' | 'À'..='ɏ' | 'Ѐ'..='ҁ' => false,
        _ => !is_caseless(c) && c.is_numeric(),
    }
}

/// As [`char::is_alphabetic`], without the tables of Unicode for the letters that most text is of.
#[must_use]
pub fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | 'ء'..='غ' | 'ف'..='ي' => true,
        c => !c.is_ascii() && c.is_alphabetic(),
    }
}

/// As [`UnicodeScript::script`], by ranges for the letters that most text is of.
#[must_use]
pub fn script(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' => Script::Latin,
        'ء'..='ؿ' | 'ف'..='ي' => Script::Arabic,
        c => c.script(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answers_are_those_of_the_tables() {
        let differs = |c: char| {
            is_small(c) != c.is_lowercase()
                || is_capital(c) != c.is_uppercase()
                || is_number(c) != c.is_numeric()
                || (is_caseless(c) && !c.is_alphabetic())
        };
        assert_eq!(('\0'..=char::MAX).find(|&c| differs(c)), None);
    }

    #[test]
    fn letters_that_are_told_without_tables_are_letters() {
        assert!(('\0'..=char::MAX).all(|c| is_letter(c) == c.is_alphabetic() && script(c) == c.script()));
    }
}
