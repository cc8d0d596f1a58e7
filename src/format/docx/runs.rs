//! Paragraphs and runs: text cut where its direction changes, each part with the properties Word needs for it.
//!
//! Word draws right-to-left letters with the complex-script font and size, and orders the punctuation beside them,
//! only in runs that say `w:rtl`; a whole paragraph runs from right to left by `w:bidi`. `w:jc` is left out, since
//! its `left` and `right` change sides in such paragraphs.

use crate::format::markup::Markup;
use crate::language::Direction;

/// How a run looks and what language it is in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look<'a> {
    /// Character style.
    pub(super) style: Option<&'static str>,
    /// Bold, for headings inside the table.
    pub(super) weight: Weight,
    /// The language of the text (BCP 47) and the direction that goes with it.
    pub(super) language: Option<(&'a str, Direction)>,
}

/// Thickness of letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Weight {
    /// As the style says.
    #[default]
    Plain,
    /// Bold, in both kinds of script.
    Bold,
}

/// A paragraph of style `style` whose lines run in `direction`.
pub(super) fn paragraph(
    style: &'static str,
    direction: Direction,
    body: &mut Markup,
    inner: impl FnOnce(&mut Markup),
) {
    body.element("w:p", &[], |paragraph| {
        paragraph.element("w:pPr", &[], |properties| {
            properties.void("w:pStyle", &[("w:val", style)]);
            if style == "ListParagraph" {
                properties.element("w:numPr", &[], |list| {
                    list.void("w:ilvl", &[("w:val", "0")]);
                    list.void("w:numId", &[("w:val", "1")]);
                });
            }
            if direction == Direction::Rtl {
                properties.void("w:bidi", &[]);
            }
        });
        inner(paragraph);
    });
}

/// A paragraph of English remarks, on the side where a text of direction `beside` begins.
pub(super) fn remark(beside: Direction, body: &mut Markup, inner: impl FnOnce(&mut Markup)) {
    body.element("w:p", &[], |paragraph| {
        paragraph.element("w:pPr", &[], |properties| {
            properties.void("w:pStyle", &[("w:val", "Note")]);
            if beside == Direction::Rtl {
                // The paragraph itself runs from left to right, where `right` means right.
                properties.void("w:jc", &[("w:val", "right")]);
            }
        });
        inner(paragraph);
    });
}

/// Text as one run for each stretch of one direction, inside a paragraph that runs in `base`.
pub(super) fn write(text: &str, base: Direction, look: &Look<'_>, paragraph: &mut Markup) {
    for (part, direction) in stretches(text, base) {
        run(part, direction, look, paragraph);
    }
}

/// One run.
fn run(text: &str, direction: Direction, look: &Look<'_>, paragraph: &mut Markup) {
    paragraph.element("w:r", &[], |run| {
        run.element("w:rPr", &[], |properties| {
            if let Some(style) = look.style {
                properties.void("w:rStyle", &[("w:val", style)]);
            }
            if look.weight == Weight::Bold {
                properties.void("w:b", &[]);
                properties.void("w:bCs", &[]);
            }
            if direction == Direction::Rtl {
                properties.void("w:rtl", &[]);
            }
            match look.language {
                Some((tag, own)) if own == direction => {
                    let attribute = if own == Direction::Rtl { "w:bidi" } else { "w:val" };
                    properties.void("w:lang", &[(attribute, tag)]);
                }
                _ => {}
            }
        });
        characters(text, run);
    });
}

/// The characters inside a run: line feeds become line breaks, tabs tabs.
pub(super) fn characters(text: &str, run: &mut Markup) {
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let element = match c {
            '\n' => "w:br",
            '\t' => "w:tab",
            _ => continue,
        };
        words(&text[from..at], run);
        run.void(element, &[]);
        from = at + 1;
    }
    words(&text[from..], run);
}

fn words(text: &str, run: &mut Markup) {
    if !text.is_empty() {
        run.leaf("w:t", &[("xml:space", "preserve")], text);
    }
}

/// The text in stretches of one direction each. A stretch against the base begins and ends with a letter; digits,
/// blanks and punctuation at its ends go with the base, as the bidi algorithm (UAX #9, N1 and N2) has it.
pub(super) fn stretches(text: &str, base: Direction) -> Vec<(&str, Direction)> {
    let mut stretches = Vec::new();
    let mut from = 0;
    // Start and end of the letters that run against the base.
    let mut against: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices() {
        match strong(c) {
            Some(direction) if direction == base => {
                if let Some((start, end)) = against.take() {
                    stretches.push((&text[from..start], base));
                    stretches.push((&text[start..end], direction.opposite()));
                    from = end;
                }
            }
            Some(_) => {
                let end = at + c.len_utf8();
                against = Some(against.map_or((at, end), |(start, _)| (start, end)));
            }
            None => {
                // Marks and joiners belong to the letter before them.
                if let Some((start, end)) = against.filter(|(_, end)| *end == at && is_attached(c)) {
                    against = Some((start, end + c.len_utf8()));
                }
            }
        }
    }
    if let Some((start, end)) = against {
        stretches.push((&text[from..start], base));
        stretches.push((&text[start..end], base.opposite()));
        from = end;
    }
    stretches.push((&text[from..], base));
    stretches.retain(|(part, _)| !part.is_empty());
    stretches
}

/// The direction of a letter; `None` for digits, punctuation, blanks and marks (UAX #9 table 4; the ranges are the
/// blocks whose unassigned characters default to R or AL in `DerivedBidiClass.txt`).
fn strong(c: char) -> Option<Direction> {
    if !c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) {
        return None;
    }
    match u32::from(c) {
        0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF => {
            Some(Direction::Rtl)
        }
        _ => Some(Direction::Ltr),
    }
}

fn is_attached(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || matches!(c, '\u{200C}' | '\u{200D}' | '\u{640}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{Ltr, Rtl};
    use proptest::prelude::*;

    #[test]
    fn a_latin_name_in_arabic_is_a_run_of_its_own() {
        assert_eq!(
            stretches("قال John Kerry، في 19 سبتمبر.", Rtl),
            [("قال ", Rtl), ("John Kerry", Ltr), ("، في 19 سبتمبر.", Rtl)]
        );
    }

    #[test]
    fn a_vowel_mark_stays_with_its_letter() {
        assert_eq!(
            stretches("say قُلْ.", Ltr),
            [("say ", Ltr), ("قُلْ", Rtl), (".", Ltr)]
        );
    }

    proptest! {
        #[test]
        fn stretches_join_to_the_text(text in any::<String>()) {
            for base in [Ltr, Rtl] {
                let joined: String = stretches(&text, base).iter().map(|(part, _)| *part).collect();
                prop_assert_eq!(&joined, &text);
            }
        }
    }
}
