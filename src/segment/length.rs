//! Sentences longer than a limit, cut where it hurts least.

use std::ops::Range;

use super::site::blanks;

/// Cuts `sentence`, a byte range of `text`, into parts of at most `max` characters, not counting the white space
/// after each, which belongs to it: after the last `؛`, `;`, `:` or dash in a part's second half, else after the
/// last comma there, else after the last blank. A word is never cut: one that is longer than `max` stays whole.
///
/// Reads each character a bounded number of times.
pub(super) fn limit(text: &str, sentence: Range<usize>, max: usize) -> Vec<Range<usize>> {
    let bare = sentence.start + text[sentence.clone()].trim_end().len();
    let mut parts = Vec::new();
    let mut start = sentence.start;
    while let Some(cut) = best_break(&text[start..bare], max) {
        parts.push(start..start + cut);
        start += cut;
    }
    parts.push(start..sentence.end);
    parts
}

/// A place between two words.
struct Border {
    /// Where the word before it ends, in bytes.
    end: usize,
    /// Where the word after it begins.
    next: usize,
    /// How good a break it is; more is better.
    class: u8,
}

/// The byte offset at which `text` is best cut, or `None` when it is short enough or a single word.
fn best_break(text: &str, max: usize) -> Option<usize> {
    let limit = text.char_indices().nth(max)?.0;
    let middle = text.char_indices().nth(max / 2)?.0;
    let mut best: Option<Border> = None;
    for mut border in borders(text) {
        if border.end > limit {
            return best.or(Some(border)).map(|border| border.next);
        }
        if border.end < middle {
            border.class = 0;
        }
        if best.as_ref().is_none_or(|known| border.class >= known.class) {
            best = Some(border);
        }
    }
    best.map(|border| border.next)
}

/// The places between two words of `text`, in order.
fn borders(text: &str) -> impl Iterator<Item = Border> {
    let is_border = |c: char| c.is_whitespace() || is_wide(c);
    let mut from = 0;
    std::iter::from_fn(move || {
        let (at, c) = text[from..].char_indices().find(|&(_, c)| is_border(c))?;
        let end = from + at + if is_wide(c) { c.len_utf8() } else { 0 };
        let next = end + blanks(&text[end..]);
        from = next;
        (next < text.len()).then(|| Border {
            end,
            next,
            class: text[..end].chars().next_back().map_or(0, class),
        })
    })
}

/// Marks of scripts without blanks, after which a sentence can be cut.
fn is_wide(c: char) -> bool {
    matches!(c, '、' | '，' | '；' | '：')
}

/// How good a break is after a word that ends in `sign`.
fn class(sign: char) -> u8 {
    match sign {
        '\u{61B}' | ';' | ':' | '—' | '–' | '；' | '：' => 3,
        '\u{60C}' | ',' | '、' | '，' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str, max: usize) -> Vec<&str> {
        let ranges = limit(text, 0..text.len(), max);
        ranges.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_semicolon_is_a_better_break_than_a_later_comma_or_blank() {
        assert_eq!(
            parts("قال الوزير ذلك؛ ثم غادر، وبقي الوفد هنا", 28),
            ["قال الوزير ذلك؛ ", "ثم غادر، وبقي الوفد هنا"]
        );
    }

    #[test]
    fn a_word_longer_than_the_limit_stays_whole() {
        assert_eq!(parts("a incomprehensible b", 5), ["a ", "incomprehensible ", "b"]);
    }

    #[test]
    fn white_space_at_the_end_does_not_count() {
        assert_eq!(parts("short one      ", 9), ["short one      "]);
    }

    proptest! {
        #[test]
        fn parts_join_to_the_text_and_are_short_or_one_word(text in "[a-cب،؛,;\\s、]{0,80}", max in 1_usize..20) {
            let parts = parts(&text, max);
            prop_assert_eq!(parts.concat(), text.clone());
            for part in parts {
                let bare = part.trim();
                prop_assert!(bare.chars().count() <= max || !bare.contains(char::is_whitespace));
            }
        }
    }
}
