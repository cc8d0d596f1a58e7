//! Regular expressions as SRX files write them, said in the syntax of the crates `regex` and `fancy-regex`.
//!
//! SRX 2.0 asks for the regular expressions of ICU; most tools run those of Java, whose `\w`, `\d` and `\s` mean
//! ASCII. Where the two differ the [`Meaning`] decides. Source: the documentation of `java.util.regex.Pattern` (JDK 17)
//! and of ICU's regular expressions.

use std::iter::Peekable;
use std::str::Chars;

use super::sets;

/// Whose meaning `\w`, `\d` and `\s` have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Java's: ASCII.
    Java,
    /// ICU's, which the standard asks for: Unicode.
    Icu,
}

/// Repetitions that LanguageTool's engine grants where a rule says "any number of times" before an exception's place:
/// Java's look-behind must have an end.
const MOST: &str = "100";

/// An expression in our syntax.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Expression {
    /// What matches exactly what the file's expression matches.
    pub(super) exact: String,
    /// The same with at most a hundred repetitions where `exact` has no limit.
    pub(super) limited: String,
    /// What matches at least that, and asserts nothing about its surroundings.
    pub(super) wide: String,
    /// Whether `exact` needs an engine that tracks back: look-around, possessive quantifiers, back-references.
    pub(super) tracks_back: bool,
}

/// Says `source` in our syntax.
///
/// # Errors
/// What cannot be said, in words for the author of the file.
pub(super) fn translate(source: &str, meaning: Meaning) -> Result<Expression, String> {
    let mut translation = Translation {
        rest: source.chars().peekable(),
        meaning,
        out: Expression::default(),
        hidden: Vec::new(),
    };
    translation.run()?;
    Ok(translation.out)
}

/// An expression on its way from the file's syntax to ours.
pub(super) struct Translation<'a> {
    pub(super) rest: Peekable<Chars<'a>>,
    meaning: Meaning,
    out: Expression,
    /// For each open group whether it is an assertion, so that `wide` leaves it out.
    hidden: Vec<bool>,
}

impl Translation<'_> {
    fn run(&mut self) -> Result<(), String> {
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => self.escape()?,
                '[' => {
                    let class = self.class()?;
                    self.push(&class);
                }
                '(' => self.open()?,
                ')' => self.close()?,
                '^' | '$' => self.assert(if c == '^' { "\\A" } else { "\\z" }),
                '.' => self.push("[^\\n\\r\\x{85}\\x{2028}\\x{2029}]"),
                '*' | '+' | '?' => self.quantifier(&c.to_string()),
                '{' => {
                    let mut bounds = String::from('{');
                    loop {
                        let next = self.rest.next().ok_or("a `{` is not closed")?;
                        bounds.push(next);
                        if next == '}' {
                            break;
                        }
                    }
                    self.quantifier(&bounds);
                }
                '|' => self.push("|"),
                _ => self.literal(c),
            }
        }
        if self.hidden.is_empty() {
            Ok(())
        } else {
            Err("a `(` is not closed".to_owned())
        }
    }

    fn push(&mut self, text: &str) {
        self.narrow(text);
        if !self.hidden.contains(&true) {
            self.out.wide.push_str(text);
        }
    }

    /// Adds `text` to the two forms that look at surroundings.
    fn narrow(&mut self, text: &str) {
        self.out.exact.push_str(text);
        self.out.limited.push_str(text);
    }

    fn assert(&mut self, text: &str) {
        self.narrow(text);
        if !self.hidden.contains(&true) {
            self.out.wide.push_str("(?:)");
        }
    }

    fn literal(&mut self, c: char) {
        self.push(&regex::escape(c.encode_utf8(&mut [0; 4])));
    }

    fn quantifier(&mut self, text: &str) {
        self.out.exact.push_str(text);
        match text {
            "*" => self.out.limited.push_str(&format!("{{0,{MOST}}}")),
            "+" => self.out.limited.push_str(&format!("{{1,{MOST}}}")),
            _ => self
                .out
                .limited
                .push_str(&text.replace(",}", &format!(",{MOST}}}"))),
        }
        if !self.hidden.contains(&true) {
            self.out.wide.push_str(text);
        }
        match self.rest.peek() {
            Some('?') => {
                self.rest.next();
                self.push("?");
            }
            Some('+') => {
                self.rest.next();
                self.narrow("+");
                self.out.tracks_back = true;
            }
            _ => {}
        }
    }

    fn open(&mut self) -> Result<(), String> {
        let mut head = String::from("(");
        if self.rest.next_if_eq(&'?').is_some() {
            head.push('?');
            for c in self.rest.by_ref() {
                head.push(c);
                let undecided = head == "(?<" || c.is_ascii_alphanumeric() || c == '-';
                if !undecided {
                    break;
                }
            }
        }
        match head.as_str() {
            "(" | "(?:" => self.push(&head),
            "(?=" | "(?!" | "(?<=" | "(?<!" => {
                self.out.tracks_back = true;
                self.assert("");
                self.narrow(&head);
                self.hidden.push(true);
                return Ok(());
            }
            "(?>" => {
                self.out.tracks_back = true;
                self.narrow("(?>");
                if !self.hidden.contains(&true) {
                    self.out.wide.push_str("(?:");
                }
            }
            name if name.starts_with("(?<") => self.push("("),
            flags => return self.flags(flags.to_owned()),
        }
        self.hidden.push(false);
        Ok(())
    }

    /// `(?i)` or `(?i:`; Java's `u` goes with `i` anyway, its `U` gives the escapes that follow their Unicode meaning.
    fn flags(&mut self, head: String) -> Result<(), String> {
        let inner = head.trim_start_matches("(?").trim_end_matches([')', ':']);
        if let Some(unknown) = inner.chars().find(|c| !"imsuUx-".contains(*c)) {
            return Err(format!("the flag `{unknown}` is unknown"));
        }
        if inner.contains('U') {
            self.meaning = Meaning::Icu;
        }
        let ours: String = inner.chars().filter(|c| !"uU".contains(*c)).collect();
        let end = head.chars().next_back();
        match (end, ours.trim_end_matches('-')) {
            (Some(')'), "") => {}
            (Some(')'), ours) => self.push(&format!("(?{ours})")),
            (_, ours) => {
                self.push(&format!("(?{ours}:"));
                self.hidden.push(false);
            }
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), String> {
        match self.hidden.pop() {
            None => Err("a `)` closes nothing".to_owned()),
            Some(true) => {
                self.narrow(")");
                Ok(())
            }
            Some(false) => {
                self.push(")");
                Ok(())
            }
        }
    }

    fn escape(&mut self) -> Result<(), String> {
        let c = self.rest.next().ok_or("it ends in `\\`")?;
        match c {
            'b' | 'B' => self.assert(if c == 'b' { "\\b" } else { "\\B" }),
            'A' | 'G' | 'z' | 'Z' => self.assert(if c.is_ascii_uppercase() && c != 'Z' {
                "\\A"
            } else {
                "\\z"
            }),
            'R' => self.push("(?:\\r\\n|[\\n\\x0B\\x0C\\r\\x{85}\\x{2028}\\x{2029}])"),
            'Q' => {
                while let Some(c) = self.quoted() {
                    self.literal(c);
                }
            }
            'E' => {}
            '1'..='9' => {
                self.out.tracks_back = true;
                self.narrow(&format!("\\{c}"));
                self.out.wide.push_str("(?s:.)*");
            }
            _ => match self.set(c)? {
                Some(set) => self.push(&format!("[{set}]")),
                None => {
                    let literal = self.character(c)?;
                    self.literal(literal);
                }
            },
        }
        Ok(())
    }

    /// The next character of a quotation `\Q…\E`.
    pub(super) fn quoted(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        if c == '\\' && self.rest.next_if_eq(&'E').is_some() {
            return None;
        }
        Some(c)
    }

    /// The members, as inside a class, of the set that the escape `c` names.
    pub(super) fn set(&mut self, c: char) -> Result<Option<String>, String> {
        let members = match c {
            'p' | 'P' => sets::property(&self.name()?, self.meaning),
            _ => match sets::escape(c.to_ascii_lowercase(), self.meaning) {
                None => return Ok(None),
                Some(members) => members.to_owned(),
            },
        };
        Ok(Some(if c.is_ascii_uppercase() {
            format!("[^{members}]")
        } else {
            members
        }))
    }

    /// One character, or what stands in braces.
    fn name(&mut self) -> Result<String, String> {
        let first = self.rest.next().ok_or("an escape ends too early")?;
        if first != '{' {
            return Ok(first.to_string());
        }
        let mut name = String::new();
        loop {
            match self.rest.next().ok_or("a `{` is not closed")? {
                '}' => return Ok(name),
                c => name.push(c),
            }
        }
    }

    /// The character that the escape `c` stands for.
    pub(super) fn character(&mut self, c: char) -> Result<char, String> {
        let code = match c {
            't' => return Ok('\t'),
            'n' | 'r' => return Ok(if c == 'n' { '\n' } else { '\r' }),
            'f' => return Ok('\u{C}'),
            'a' => return Ok('\u{7}'),
            'e' => return Ok('\u{1B}'),
            'u' => self.code_unit()?,
            'x' if self.rest.peek() == Some(&'{') => {
                let digits = self.name()?;
                u32::from_str_radix(&digits, 16).map_err(|_| format!("`\\x{{{digits}}}` is no character"))?
            }
            'x' => self.hex(2)?,
            '0' => {
                let mut code = 0;
                while let Some(digit) = self.rest.peek().and_then(|c| c.to_digit(8)) {
                    code = code * 8 + digit;
                    self.rest.next();
                    if code > 0o37 {
                        break;
                    }
                }
                code
            }
            c if c.is_ascii_alphanumeric() => return Err(format!("`\\{c}` is unknown")),
            c => return Ok(c),
        };
        char::from_u32(code).ok_or_else(|| format!("U+{code:04X} is no character"))
    }

    /// `\uXXXX`, two of them where they are a surrogate pair; half a pair stands for a character that no text has.
    fn code_unit(&mut self) -> Result<u32, String> {
        let high = self.hex(4)?;
        let mut ahead = self.rest.clone();
        if (0xD800..0xDC00).contains(&high) && ahead.next() == Some('\\') && ahead.next() == Some('u') {
            self.rest = ahead;
            let low = self.hex(4)?;
            return Ok(0x10000 + ((high - 0xD800) << 10) + (low & 0x3FF));
        }
        Ok(if (0xD800..0xE000).contains(&high) {
            0xFFFE
        } else {
            high
        })
    }

    fn hex(&mut self, digits: usize) -> Result<u32, String> {
        (0..digits).try_fold(0, |code, _| {
            let digit = self.rest.next().and_then(|c| c.to_digit(16));
            digit
                .map(|digit| code * 16 + digit)
                .ok_or_else(|| format!("an escape needs {digits} hexadecimal digits"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(expression: &str, text: &str, meaning: Meaning) -> bool {
        let translated = translate(expression, meaning).unwrap();
        fancy_regex::Regex::new(&format!("\\A(?:{})\\z", translated.exact))
            .unwrap()
            .is_match(text)
            .unwrap()
    }

    #[test]
    fn what_tools_write_means_what_it_means_there() {
        for (expression, yes, no) in [
            (r"\Qa.b\E", "a.b", "axb"),
            (r"[\p{L}&&[^rwn]]", "ب", "w"),
            (r"\h\u00AB\x{BB}", "\u{A0}«»", "\n«»"),
            (r"[\Q[]\E\-a]+", "[a-]", "b"),
            (r"(?iu)ж", "Ж", "з"),
            (r"a++b", "aab", "aa"),
            (r"(?<=^|x)(?!b)\p{Ll}", "a", "b"),
            (r"\uD83D\uDE00", "😀", "a"),
            (r"[!--]", "+", "a"),
            (r"[\p{Lu}-–b-d-]+", "A–-c", "–e"),
            (r"\p{javaUpperCase}\p{Punct}", "A!", "a!"),
            (r"[^\s]\S\D", "abc", "a b"),
        ] {
            assert!(matches(expression, yes, Meaning::Java), "{expression} on {yes}");
            assert!(!matches(expression, no, Meaning::Java), "{expression} on {no}");
        }
    }

    #[test]
    fn words_and_digits_are_ascii_to_java_and_unicode_to_icu() {
        for (expression, text) in [(r"\w", "ب"), (r"\d", "٣"), (r"\s", "\u{A0}")] {
            assert!(matches(expression, text, Meaning::Icu), "{expression}");
            assert!(!matches(expression, text, Meaning::Java), "{expression}");
            assert!(
                matches(&format!("(?U){expression}"), text, Meaning::Java),
                "{expression}"
            );
        }
    }

    #[test]
    fn the_wide_form_asserts_nothing() {
        let translated = translate(r"(?<!\d[\h]*)\bab++", Meaning::Java).unwrap();
        assert_eq!(translated.wide, "(?:)(?:)ab+");
        assert!(translated.tracks_back);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (expression, reason) in [
            ("(a", "a `(` is not closed"),
            ("a)", "a `)` closes nothing"),
            ("[a", "a `[` is not closed"),
            (r"\y", "`\\y` is unknown"),
            (r"\u12", "an escape needs 4 hexadecimal digits"),
        ] {
            assert_eq!(translate(expression, Meaning::Java), Err(reason.to_owned()));
        }
    }
}
