//! Curly quotation marks, which the engine loses, go in straight and come out in the target's own style.

use std::ops::Range;

use crate::language::Language;

/// Double marks of all styles.
const DOUBLE: &str = "“”„‟«»〝〞";
/// Single marks of all styles.
const SINGLE: &str = "‘’‚‛‹›";

/// A text with straight marks and without the stretches `out`, and for each of its characters where the original one
/// begins, in bytes, with the original's length at the end.
pub(super) fn straightened(text: &str, out: &[Range<usize>]) -> (String, Vec<(usize, usize)>) {
    let mut straight = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        if out.iter().any(|stretch| stretch.contains(&at)) {
            continue;
        }
        places.push((straight.len(), at));
        straight.push(straight_mark(c));
    }
    places.push((straight.len(), text.len()));
    (straight, places)
}

/// The straight mark for a mark of a style, any other character as it is.
pub(super) fn straight_mark(c: char) -> char {
    match c {
        c if DOUBLE.contains(c) => '"',
        c if SINGLE.contains(c) => '\'',
        c => c,
    }
}

/// `target` with its straight double marks in the style of `language`, or of `source` where the language has none, if
/// `source` had marks of a style; and where each byte that stands at a character went.
pub(super) fn restored(source: &str, target: &str, language: &Language) -> (String, Vec<(usize, usize)>) {
    let own: Vec<char> = source.chars().filter(|c| DOUBLE.contains(*c)).take(2).collect();
    let styled = !own.is_empty();
    let marks = Some(language.punctuation.quotes.clone())
        .filter(|marks| marks.len() > 1)
        .unwrap_or(own);
    let paired = target.matches('"').count().is_multiple_of(2);
    let (mut out, mut places) = (String::with_capacity(target.len()), Vec::new());
    let mut opens = true;
    for (at, c) in target.char_indices() {
        places.push((at, out.len()));
        match (c, marks.as_slice()) {
            ('"', [open, close, ..]) if styled && paired => {
                out.push(if opens { *open } else { *close });
                opens = !opens;
            }
            _ => out.push(c),
        }
    }
    places.push((target.len(), out.len()));
    (out, places)
}

/// Where `at` went.
pub(super) fn moved(places: &[(usize, usize)], at: usize) -> usize {
    let index = places.partition_point(|(from, _)| *from <= at).saturating_sub(1);
    places.get(index).map_or(at, |(_, to)| *to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    #[test]
    fn marks_go_in_straight_and_come_out_in_style() {
        let (straight, places) = straightened("“Yes,” he said.", &[]);
        assert_eq!(straight, "\"Yes,\" he said.");
        assert_eq!(moved(&places, 1), "“".len());
        let out = std::slice::from_ref(&(2..6));
        let (parted, places) = straightened("a 🎉 b", out);
        assert_eq!((parted.as_str(), moved(&places, 3)), ("a  b", 7));
        assert_eq!(
            restored("«نعم»", "\"Yes\", he said", language::of("en")).0,
            "“Yes”, he said"
        );
        assert_eq!(restored("\"نعم\"", "\"Yes\"", language::of("en")).0, "\"Yes\"");
        assert_eq!(restored("“نعم", "\"Yes", language::of("en")).0, "\"Yes");
        assert_eq!(restored("„Yes“", "\"x\"", language::of("xx")).0, "„x“");
    }
}
