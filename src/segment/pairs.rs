//! Quotations and brackets that are opened and closed within a text.
//!
//! A mark that opens and never closes, or closes what nobody opened, counts as none: nothing here can run away
//! with a page. Which way a straight quote leans is told by the blanks around it; one between two letters is an
//! apostrophe or a gershayim.

use rustc_hash::FxHashMap;

use super::marks::{closes, goes_on, in_word, is_dash, mark};

/// What two marks enclose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pair {
    /// A quotation.
    Quotes,
    /// Text in brackets.
    Brackets,
}

/// One pair: the byte offsets of its two marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Enclosed {
    /// Where the opening mark stands.
    pub(super) open: usize,
    /// Where the closing mark stands.
    pub(super) close: usize,
    /// What kind of pair they are.
    pub(super) pair: Pair,
}

/// The pairs of `text` in the order in which they open. Of any two, one holds the other or they lie apart.
///
/// Each mark is put on a stack once and taken off once, so the time is linear in the text.
pub(super) fn pairs(text: &str) -> Vec<Enclosed> {
    let mut open = Stack::default();
    let mut found = Vec::new();
    let mut before = None;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let after = signs.peek().map(|&(_, c)| c);
        match role(sign, before, after, open.awaits(sign)) {
            Role::Opens => open.push(at, sign),
            Role::Closes => {
                if let Some((start, opener)) = open.pop_to(sign) {
                    found.push(Enclosed {
                        open: start,
                        close: at,
                        pair: kind(opener),
                    });
                }
            }
            Role::Neither => {}
        }
        before = Some(sign);
    }
    found.sort_unstable_by_key(|enclosed| enclosed.open);
    found
}

/// What a sign does where it stands.
enum Role {
    Opens,
    Closes,
    Neither,
}

/// What `sign` does between `before` and `after`; `awaited` tells whether an open mark waits for it.
fn role(sign: char, before: Option<char>, after: Option<char>, awaited: bool) -> Role {
    let follows_letter = before.is_some_and(in_word);
    let precedes_letter = after.is_some_and(in_word);
    let free_before = before.is_none_or(|c| c.is_whitespace() || is_dash(c) || !closers(c).is_empty());
    let free_after = after.is_none_or(|c| c.is_whitespace() || mark(c).is_some() || goes_on(c) || closes(c));
    let leans_open = free_before && !free_after;
    let leans_close = free_after && !free_before;
    match sign {
        '"' | '＂' if follows_letter && precedes_letter => Role::Neither,
        '"' | '＂' if leans_open || !(awaited || leans_close) => Role::Opens,
        '\'' | '‘' if free_before && precedes_letter => Role::Opens,
        '\'' | '’' | '‘' if precedes_letter || !awaited => Role::Neither,
        _ if awaited => Role::Closes,
        '”' | '»' | '›' if !leans_open => Role::Neither,
        _ if closers(sign).is_empty() => Role::Neither,
        _ => Role::Opens,
    }
}

/// The signs that close what `opener` opens; empty for a sign that opens nothing.
fn closers(opener: char) -> &'static str {
    match opener {
        '(' | '（' => ")）",
        '[' | '［' => "]］",
        '{' | '｛' => "}｝",
        '〈' => "〉",
        '《' => "》",
        '【' => "】",
        '〔' => "〕",
        '\u{FD3F}' => "\u{FD3E}",
        '「' => "」",
        '『' => "』",
        '｢' => "｣",
        '〝' => "〞〟",
        '"' => "\"",
        '＂' => "＂",
        '\'' => "'",
        '‘' => "’",
        '‚' => "‘’",
        '“' | '”' => "”",
        '„' | '‟' => "“”",
        '«' => "»",
        '»' => "«",
        '‹' => "›",
        '›' => "‹",
        _ => "",
    }
}

fn kind(opener: char) -> Pair {
    match opener {
        '(' | '（' | '[' | '［' | '{' | '｛' | '〔' | '【' | '\u{FD3F}' => Pair::Brackets,
        _ => Pair::Quotes,
    }
}

/// The marks that are open, the last one on top.
#[derive(Default)]
struct Stack {
    marks: Vec<(usize, char)>,
    /// How many of them wait for a closing sign.
    awaited: FxHashMap<char, usize>,
}

impl Stack {
    fn awaits(&self, sign: char) -> bool {
        self.awaited.get(&sign).is_some_and(|&count| count > 0)
    }

    fn push(&mut self, at: usize, opener: char) {
        self.marks.push((at, opener));
        for sign in closers(opener).chars() {
            *self.awaited.entry(sign).or_default() += 1;
        }
    }

    /// Takes off the last mark that waits for `sign`, and those above it, which never close.
    fn pop_to(&mut self, sign: char) -> Option<(usize, char)> {
        while let Some((at, opener)) = self.marks.pop() {
            for sign in closers(opener).chars() {
                self.awaited.entry(sign).and_modify(|count| *count -= 1);
            }
            if closers(opener).contains(sign) {
                return Some((at, opener));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn enclosed(text: &str) -> Vec<&str> {
        let inner = |pair: &Enclosed| pair.open..pair.close;
        pairs(text)
            .iter()
            .map(|pair| text[inner(pair)].trim_start_matches(|c| !closers(c).is_empty()))
            .collect()
    }

    #[test]
    fn quotes_of_every_tradition_find_their_partner() {
        for text in [
            "«قال»",
            "“said”",
            "„gesagt“",
            "„gesagt”",
            "»gesagt«",
            "”sagt”",
            "「說」",
            "\"said\"",
            "‘said’",
            "'said'",
            "‚gesagt‘",
            "(said)",
        ] {
            assert_eq!(pairs(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn an_apostrophe_a_gershayim_and_an_inch_are_no_quotes() {
        assert_eq!(enclosed("don't rock the boys' boat"), Vec::<&str>::new());
        assert_eq!(enclosed("מנכ\"ל ויו\"ר הגיעו"), Vec::<&str>::new());
        assert_eq!(enclosed("a 5\" pipe, \"new\""), ["new"]);
        assert_eq!(enclosed("the Qur’an and ‘Abd"), Vec::<&str>::new());
    }

    #[test]
    fn what_never_closes_takes_nothing_with_it() {
        assert_eq!(enclosed("he said \"we go (now and later \"soon\" left"), ["soon"]);
        assert_eq!(enclosed("1) first, 2) second :)"), Vec::<&str>::new());
        assert_eq!(enclosed("(he said \"we go) now"), ["he said \"we go"]);
    }

    proptest! {
        #[test]
        fn pairs_never_cross(text in "[\"'“”„«»()\\[\\]‘’ a.]{0,40}") {
            let found = pairs(&text);
            for (index, outer) in found.iter().enumerate() {
                prop_assert!(outer.open < outer.close);
                for inner in &found[index + 1..] {
                    prop_assert!(inner.open > outer.close || inner.close < outer.close);
                }
            }
        }
    }
}
