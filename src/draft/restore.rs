//! Inline codes put back into a target that came without them.

use crate::document::{CodeKind, Content, InlineCode};

/// `target` with the codes of `source`: those before its first character come first, all others stand at the
/// end, in source order, so that none is lost and pairs stay nested.
#[must_use]
pub fn codes(source: &Content, target: &str) -> Content {
    let first = source.text.len() - source.text.trim_start().len();
    let place = |code: &InlineCode| match code.kind {
        CodeKind::Close => target.len(),
        _ if code.at <= first => 0,
        _ => target.len(),
    };
    let codes = source.codes.iter().map(|code| InlineCode {
        at: place(code),
        ..code.clone()
    });
    let mut content = Content {
        text: target.to_owned(),
        codes: codes.collect(),
    };
    content.codes.sort_by_key(|code| code.at);
    content
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_around_the_segment_stays_around_it() {
        let code = |at, kind| InlineCode {
            at,
            id: 1,
            kind,
            original: String::from("**"),
        };
        let source = Content {
            text: String::from("نعم"),
            codes: vec![code(0, CodeKind::Open), code(6, CodeKind::Close)],
        };
        let ats: Vec<_> = codes(&source, "Yes").codes.iter().map(|c| c.at).collect();
        assert_eq!(ats, [0, 3]);
    }
}
