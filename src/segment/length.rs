//! Sentences longer than a limit, cut where it hurts least.
//!
//! A cut outside quotations and brackets is better than any inside one, and a cut inside one is marked, so that
//! nobody translates half a quotation unawares. A word is never cut; a script without blanks is cut between
//! grapheme clusters, where its own punctuation offers no place.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::marks::{closes, goes_on, in_word, is_dash, mark, only_closes};
use super::pairs::{Enclosed, Pair};

/// A place at which the limit, not the end of a sentence, ended a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LengthCut {
    /// Where the next segment begins, in bytes.
    pub at: usize,
    /// What the cut runs through, if there was no other way.
    pub inside: Option<Pair>,
}

/// The cuts that leave no part of `sentence`, a byte range of `text`, with more than `max` characters, the white
/// space after a part not counted; a word that is longer stays whole. `pairs` are those of the whole text.
///
/// A cut stands outside pairs if one can; then, in the second half of the part if one can, after `؛`, `;`, `:` or a
/// dash, else after a comma, else after a blank; a no-break space and the blank before a mark are the last choice.
///
/// Linear in the sentence: of three parts in a row, two are together longer than half the limit.
pub(super) fn limit(text: &str, sentence: Range<usize>, max: usize, pairs: &[Enclosed]) -> Vec<LengthCut> {
    let (borders, chars) = borders(text, sentence, pairs);
    let mut cuts = Vec::new();
    let (mut start, mut from) = (0, 0);
    while chars - start > max {
        let Some(index) = best(&borders[from..], start, max).map(|index| from + index) else {
            break;
        };
        let border = &borders[index];
        cuts.push(LengthCut {
            at: border.next,
            inside: border.inside,
        });
        (start, from) = (border.next_chars, index + 1);
    }
    cuts
}

/// A place between two words.
struct Border {
    /// Where the word after it begins, in bytes of the text.
    next: usize,
    /// Where the word before it ends, in characters of the sentence.
    end_chars: usize,
    /// Where the word after it begins.
    next_chars: usize,
    /// How good a break it is; more is better, 0 only if there is no other.
    class: u8,
    /// The innermost pair that it stands in.
    inside: Option<Pair>,
    /// How many pairs it stands in.
    depth: usize,
}

/// The best of the `borders` of a part that begins at character `start`; the first one if all are too late.
fn best(borders: &[Border], start: usize, max: usize) -> Option<usize> {
    let reached = borders.partition_point(|border| border.end_chars - start <= max);
    let rank = |border: &Border| {
        let late = border.end_chars - start >= max / 2;
        let class = if late { border.class } else { border.class.min(1) };
        let shallow = std::cmp::Reverse(border.depth);
        (border.depth == 0, class > 0, late, shallow, class, border.next)
    };
    let within = borders[..reached].iter().enumerate();
    let best = within.max_by_key(|(_, border)| rank(border));
    best.map(|(index, _)| index)
        .or((!borders.is_empty()).then_some(0))
}

/// The places between two words of `sentence`, in order, and its number of characters without the blanks at its end.
fn borders(text: &str, sentence: Range<usize>, pairs: &[Enclosed]) -> (Vec<Border>, usize) {
    let bare = text[sentence.clone()].trim_end();
    let mut depth = Depth::new(pairs);
    let mut borders = Vec::new();
    let mut chars = 0;
    let (mut before, mut end_chars, mut gap) = ("", 0, Gap::None);
    for (at, cluster) in bare.grapheme_indices(true) {
        let count = cluster.chars().count();
        if cluster.starts_with(char::is_whitespace) {
            gap = gap.and(cluster);
            chars += count;
            continue;
        }
        if let Some(class) = break_class(before, gap, cluster) {
            let next = sentence.start + at;
            let (inside, depth) = depth.at(next);
            borders.push(Border {
                next,
                end_chars,
                next_chars: chars,
                class,
                inside,
                depth,
            });
        }
        chars += count;
        // Marks that close say nothing about how good a break is after them.
        let transparent = gap == Gap::None && cluster.starts_with(closes) && !before.is_empty();
        if !(transparent && before.ends_with(|c| class(c) > 1)) {
            before = cluster;
        }
        (end_chars, gap) = (chars, Gap::None);
    }
    (borders, end_chars)
}

/// What stands between two words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Nothing.
    None,
    /// Blanks at which a line would not be broken.
    Fixed,
    /// A blank.
    Open,
}

impl Gap {
    /// The gap with the blank `cluster` added.
    fn and(self, cluster: &str) -> Self {
        if self != Self::Open && cluster.starts_with(['\u{A0}', '\u{202F}', '\u{2007}']) {
            Self::Fixed
        } else {
            Self::Open
        }
    }
}

/// How good a break is between two clusters, or `None` where none can be.
fn break_class(before: &str, gap: Gap, after: &str) -> Option<u8> {
    let (last, first) = (before.chars().next_back()?, after.chars().next()?);
    let hangs = mark(first).is_some() || goes_on(first) || only_closes(first) || first == '»';
    match gap {
        Gap::Open if !hangs => Some(class(last)),
        Gap::Open | Gap::Fixed => Some(0),
        Gap::None => unspaced_class(last, first).filter(|_| !hangs && !closes(first)),
    }
}

/// How good a break is between two characters with nothing between them, which only scripts without blanks have.
fn unspaced_class(last: char, first: char) -> Option<u8> {
    if matches!(last, '、' | '，' | '；' | '：') {
        return Some(class(last));
    }
    let unbroken = (is_katakana(last) && is_katakana(first)) || clings(last, first);
    let one_is_unspaced = is_unspaced(last) || is_unspaced(first);
    let both_are_words = in_word(last) && (in_word(first) || is_dash(first));
    // A Japanese phrase ends in hiragana; what follows in another script begins the next.
    let phrase_ends = is_hiragana(last) && !is_hiragana(first);
    (one_is_unspaced && both_are_words && !unbroken).then_some(u8::from(phrase_ends))
}

/// Whether the script of `c` writes words without blanks between them: Han, kana, Thai, Lao, Burmese, Khmer.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3005..=0x3007 | 0x3040..=0x30FF
        | 0x31F0..=0x31FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309F}')
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}')
}

/// Whether two characters are one written unit though Unicode counts two clusters: vowels of Thai and Lao before
/// or after their consonant, small kana, repetition marks, stacked consonants of Khmer and Burmese.
fn clings(last: char, first: char) -> bool {
    matches!(last, '\u{E40}'..='\u{E44}' | '\u{EC0}'..='\u{EC4}' | '\u{17D2}' | '\u{1039}')
        || matches!(first, '\u{E30}'..='\u{E33}' | '\u{E45}' | '\u{E46}' | '\u{EB0}'..='\u{EB3}' | '々' | '〻' | 'ー'
            | 'ゝ' | 'ゞ' | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ん')
}

/// How good a break is after a word that ends in `sign`.
fn class(sign: char) -> u8 {
    match sign {
        '\u{61B}' | ';' | ':' | '—' | '–' | '；' | '：' => 3,
        '\u{60C}' | ',' | '、' | '，' => 2,
        _ => 1,
    }
}

/// The pairs around a place that only moves forward.
struct Depth<'a> {
    coming: &'a [Enclosed],
    open: Vec<Enclosed>,
}

impl<'a> Depth<'a> {
    fn new(pairs: &'a [Enclosed]) -> Self {
        Self {
            coming: pairs,
            open: Vec::new(),
        }
    }

    /// The innermost pair around byte `at`, and how many there are.
    fn at(&mut self, at: usize) -> (Option<Pair>, usize) {
        while let Some((next, rest)) = self.coming.split_first()
            && next.open < at
        {
            self.leave(next.open);
            self.open.push(*next);
            self.coming = rest;
        }
        self.leave(at);
        (self.open.last().map(|enclosed| enclosed.pair), self.open.len())
    }

    /// Leaves the pairs that close before byte `at`.
    fn leave(&mut self, at: usize) {
        while self.open.last().is_some_and(|enclosed| enclosed.close < at) {
            self.open.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::pairs::pairs;
    use proptest::prelude::*;

    fn cuts(text: &str, max: usize) -> Vec<LengthCut> {
        limit(text, 0..text.len(), max, &pairs(text))
    }

    fn parts(text: &str, max: usize) -> Vec<&str> {
        let mut start = 0;
        let ends = cuts(text, max).into_iter().map(|cut| cut.at).chain([text.len()]);
        ends.map(|end| &text[std::mem::replace(&mut start, end)..end])
            .collect()
    }

    #[test]
    fn a_semicolon_is_a_better_break_than_a_later_comma_or_blank() {
        assert_eq!(
            parts("قال الوزير ذلك؛ ثم غادر، وبقي الوفد هنا", 28),
            ["قال الوزير ذلك؛ ", "ثم غادر، وبقي الوفد هنا"]
        );
    }

    #[test]
    fn a_break_outside_a_quotation_is_better_than_a_comma_inside_it() {
        let text = "قال الوزير إن «الاتفاق جيد، وسيوقع قريبا»";
        assert_eq!(parts(text, 36), ["قال الوزير إن ", "«الاتفاق جيد، وسيوقع قريبا»"]);
        assert!(cuts(text, 36).iter().all(|cut| cut.inside.is_none()));
    }

    #[test]
    fn a_cut_inside_a_pair_is_marked_with_the_innermost() {
        let text = "he said “we go (today; or tomorrow) and stay here” twice";
        let marks: Vec<_> = cuts(text, 12).into_iter().map(|cut| cut.inside).collect();
        let (quotes, brackets) = (Some(Pair::Quotes), Some(Pair::Brackets));
        assert_eq!(marks, [None, quotes, brackets, quotes, quotes]);
        assert_eq!(
            parts(text, 12),
            [
                "he said ",
                "“we go ",
                "(today; ",
                "or tomorrow) ",
                "and stay ",
                "here” twice"
            ][..]
        );
    }

    #[test]
    fn a_quote_that_never_closes_does_not_keep_the_limit_off() {
        let text = "he said \"we go; and then we stay";
        assert_eq!(parts(text, 20), ["he said \"we go; ", "and then we stay"]);
        assert_eq!(cuts(text, 20)[0].inside, None);
    }

    #[test]
    fn a_word_longer_than_the_limit_stays_whole() {
        assert_eq!(parts("a incomprehensible b", 5), ["a ", "incomprehensible ", "b"]);
    }

    #[test]
    fn white_space_at_the_end_does_not_count() {
        assert_eq!(parts("short one      ", 9), ["short one      "]);
    }

    #[test]
    fn a_no_break_space_and_the_blank_before_a_mark_are_the_last_choice() {
        assert_eq!(
            parts("il coûte 50\u{A0}euros", 12),
            ["il coûte ", "50\u{A0}euros"]
        );
        assert_eq!(
            parts("il vient ce soir ; nous partons", 17),
            ["il vient ce ", "soir ; nous ", "partons"]
        );
        assert_eq!(
            parts("un\u{A0}deux\u{A0}trois", 8),
            ["un\u{A0}deux\u{A0}", "trois"]
        );
    }

    #[test]
    fn text_without_blanks_is_cut_at_its_marks_or_between_clusters() {
        assert_eq!(parts("他說，我們明天一定會到北京去", 6)[0], "他說，");
        assert_eq!(parts("我們明天一定會到北京去", 6), ["我們明天一定", "會到北京去"]);
        assert_eq!(
            parts("私はコンピューターを買った", 9),
            ["私は", "コンピューターを", "買った"]
        );
        assert_eq!(
            parts("葛\u{E0100}葛\u{E0100}葛\u{E0100}", 3),
            ["葛\u{E0100}", "葛\u{E0100}", "葛\u{E0100}"]
        );
    }

    /// Letters that belong to one word whatever stands there.
    fn spaced_letter(c: char) -> bool {
        c.is_alphanumeric() && !is_unspaced(c)
    }

    proptest! {
        #[test]
        fn parts_join_to_the_text_and_no_word_is_cut(
            text in "[a-cب،؛,;:\\s、中あア\u{301}\u{A0}\"“”«»()]{0,80}",
            max in 1_usize..20,
        ) {
            prop_assert_eq!(parts(&text, max).concat(), text.clone());
            let clusters: Vec<_> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            for cut in cuts(&text, max) {
                prop_assert!(clusters.contains(&cut.at) && cut.at < text.len());
                let last = text[..cut.at].chars().next_back().unwrap();
                let first = text[cut.at..].chars().next().unwrap();
                prop_assert!(!(spaced_letter(last) && spaced_letter(first)), "{last:?}|{first:?}");
            }
        }

        #[test]
        fn a_part_is_short_or_offers_no_break(text in "[a-cب،؛,;\\s、]{0,80}", max in 1_usize..20) {
            for part in parts(&text, max) {
                let bare = part.trim();
                let fits = bare.chars().count() <= max;
                prop_assert!(fits || !bare.contains(char::is_whitespace), "{part:?}");
            }
        }

        #[test]
        fn a_cut_inside_a_pair_is_marked_and_made_only_for_want_of_another(
            text in "([a-c]{1,4}[,;]? |[“(«]([a-c]{1,3}[ ,]){1,8}[a-c][”)»] ){1,12}",
            max in 1_usize..40,
        ) {
            let pairs = pairs(&text);
            let inside = |at: usize| pairs.iter().any(|pair| pair.open < at && at <= pair.close);
            let mut start = 0;
            for cut in cuts(&text, max) {
                prop_assert_eq!(cut.inside.is_some(), inside(cut.at));
                if cut.inside.is_some() {
                    let others = text[start..cut.at].match_indices(' ').map(|(at, _)| start + at + 1);
                    let others: Vec<_> = others.filter(|&at| at < cut.at && !inside(at)).collect();
                    prop_assert!(others.is_empty(), "{others:?} before {}", cut.at);
                }
                start = cut.at;
            }
        }
    }
}
