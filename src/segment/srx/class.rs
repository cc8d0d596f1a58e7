//! Classes of characters, `[…]`, as SRX files write them.

use std::fmt::Write;

use super::dialect::Translation;

/// What stands last in a class, which decides whether a `-` makes a range of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// A character.
    Single,
    /// The `-` of a range.
    Dash,
    /// The end of a range, a set, nothing.
    Other,
}

impl Last {
    fn then_character(self) -> Self {
        if self == Self::Dash {
            Self::Other
        } else {
            Self::Single
        }
    }
}

impl Translation<'_> {
    /// A class after its `[`, with classes inside it and intersections.
    pub(super) fn class(&mut self) -> Result<String, String> {
        let mut out = String::from("[");
        if self.rest.next_if_eq(&'^').is_some() {
            out.push('^');
        }
        let mut empty = true;
        let mut last = Last::Other;
        loop {
            let c = self.rest.next().ok_or("a `[` is not closed")?;
            let before = std::mem::replace(&mut last, Last::Other);
            match c {
                ']' if !empty => break,
                '[' => out.push_str(&self.class()?),
                '&' if self.rest.next_if_eq(&'&').is_some() => out.push_str("&&"),
                '-' if before == Last::Single
                    && self.rest.peek().is_some_and(|c| !matches!(c, ']' | '[' | '&')) =>
                {
                    out.push('-');
                    last = Last::Dash;
                }
                '\\' => {
                    let c = self.rest.next().ok_or("it ends in `\\`")?;
                    if c == 'Q' {
                        while let Some(c) = self.quoted() {
                            member(c, &mut out);
                        }
                    } else if c != 'E' {
                        match self.set(c)? {
                            Some(set) => out.push_str(&set),
                            None => {
                                member(self.character(c)?, &mut out);
                                last = before.then_character();
                            }
                        }
                    }
                }
                _ => {
                    member(c, &mut out);
                    last = before.then_character();
                }
            }
            empty = false;
        }
        out.push(']');
        Ok(out)
    }
}

/// Writes `c` as a member of a class.
fn member(c: char, out: &mut String) {
    if c.is_ascii_alphanumeric() || !c.is_ascii() {
        out.push(c);
    } else {
        let _ = write!(out, "\\x{:02X}", u32::from(c));
    }
}
