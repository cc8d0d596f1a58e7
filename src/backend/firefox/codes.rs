//! Inline codes in the target, placed by alignment.

use crate::backend::Link;
use crate::document::{CodeKind, Content, InlineCode};
use crate::text::words;

/// `target` with the codes of `source`: an opening code before the word that renders what follows it, a closing one
/// after the word that renders what precedes it; plain text when the two halves of a pair would cross.
pub(super) fn placed(source: &Content, target: String, links: &[Link]) -> Content {
    let mut codes: Vec<InlineCode> = Vec::with_capacity(source.codes.len());
    for code in &source.codes {
        let at = place(code, source, &target, links);
        codes.push(InlineCode { at, ..code.clone() });
    }
    let crossed = codes.iter().any(|close| {
        close.kind == CodeKind::Close
            && codes
                .iter()
                .any(|open| open.kind == CodeKind::Open && open.id == close.id && open.at > close.at)
    });
    if crossed {
        return Content::plain(target);
    }
    codes.sort_by_key(|code| (code.at, code.kind != CodeKind::Close));
    Content { text: target, codes }
}

fn place(code: &InlineCode, source: &Content, target: &str, links: &[Link]) -> usize {
    let backward = code.kind == CodeKind::Close;
    let edge = if backward {
        source.text[..code.at].trim_end().len()
    } else {
        source.text.len()
    };
    if (!backward && source.text[..code.at].trim().is_empty()) || (backward && edge == 0) {
        return 0;
    }
    if source.text[code.at..].trim().is_empty() {
        return target.len();
    }
    let touches = |link: &&Link| match backward {
        true => link.source.start < edge && link.source.end >= edge,
        false => {
            link.source.start <= first_after(&source.text, code.at)
                && link.source.end > first_after(&source.text, code.at)
        }
    };
    let best = links
        .iter()
        .filter(touches)
        .max_by(|a, b| a.weight.total_cmp(&b.weight));
    let Some(link) = best else { return target.len() };
    let word =
        words(target).find(|word| word.span.start < link.target.end && link.target.start < word.span.end);
    match (word, backward) {
        (Some(word), true) => word.span.end,
        (Some(word), false) => word.span.start,
        (None, true) => link.target.end,
        (None, false) => link.target.start,
    }
}

/// The first character after `at` that is no blank.
fn first_after(text: &str, at: usize) -> usize {
    at + (text[at..].len() - text[at..].trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_goes_around_the_word_that_renders_its_own() {
        let code = |at, kind| InlineCode {
            at,
            id: 1,
            kind,
            original: String::from("b"),
        };
        let source = Content {
            text: String::from("the red house"),
            codes: vec![code(4, CodeKind::Open), code(7, CodeKind::Close)],
        };
        let link = |source: std::ops::Range<usize>, target| Link {
            source,
            target,
            weight: 0.9,
        };
        let links = [link(4..7, 7..15), link(8..13, 2..6)];
        let content = placed(&source, String::from("a casa vermelha"), &links);
        assert_eq!(
            content.codes.iter().map(|code| code.at).collect::<Vec<_>>(),
            [7, 15]
        );
    }
}
