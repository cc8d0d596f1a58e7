//! Sentences longer than the model's window, cut where a reader would breathe.

use std::ops::Range;

/// `text` in pieces that `fits` accepts, cut after a mark of pause, else at a blank, as near the middle as may be;
/// `None` when a single word does not fit. The blanks between pieces belong to none. Depth is logarithmic.
pub(super) fn pieces(text: &str, fits: &dyn Fn(&str) -> bool) -> Option<Vec<Range<usize>>> {
    let mut out = Vec::new();
    cut(text, 0, fits, &mut out).then_some(out)
}

fn cut(text: &str, base: usize, fits: &dyn Fn(&str) -> bool, out: &mut Vec<Range<usize>>) -> bool {
    let start = base + (text.len() - text.trim_start().len());
    let body = text.trim();
    if fits(body) {
        out.push(start..start + body.len());
        return true;
    }
    let middle = body.len() / 2;
    let blanks = || body.match_indices(char::is_whitespace).map(|(at, _)| at);
    let pauses = |at: &usize| body[..*at].ends_with([';', ':', ',', '؛', '،', '–', '—', '.', '!', '?', '؟']);
    let near = |at: &usize| at.abs_diff(middle);
    let central = |at: &usize| near(at) < body.len() * 2 / 5;
    let place = blanks()
        .filter(pauses)
        .filter(central)
        .min_by_key(near)
        .or_else(|| blanks().min_by_key(near));
    place.is_some_and(|at| cut(&body[..at], start, fits, out) && cut(&body[at..], start + at, fits, out))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_at(text: &str, most: usize) -> Option<Vec<&str>> {
        let fits = |piece: &str| piece.len() <= most;
        pieces(text, &fits).map(|ranges| ranges.into_iter().map(|range| &text[range]).collect())
    }

    #[test]
    fn a_pause_near_the_middle_is_preferred() {
        assert_eq!(
            cut_at("He came, and then he went", 15).unwrap(),
            ["He came,", "and then", "he went"]
        );
        assert_eq!(cut_at("short", 15).unwrap(), ["short"]);
    }

    #[test]
    fn a_word_is_never_cut() {
        assert_eq!(cut_at("aaaaaaaaaaaaaaaaaaaa", 15), None);
    }

    #[test]
    fn nothing_but_blanks_is_lost() {
        let text = "one two three, four five; six seven eight nine ten";
        assert_eq!(cut_at(text, 12).unwrap().join(" "), text);
    }
}
