//! Whether an answer of a machine is told from a translation: `tests/answers/*.txt`.
//!
//! `>` is a source, `<` a translation that is accepted, `~` one that is worth a second question and then left to the
//! checks, `!` an answer that never becomes a draft, with what is said of it after ` | ` where that matters.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may stop at the first surprise, and reads the disk"
)]

use std::path::Path;

use tarjuman::check::Pair;
use tarjuman::check::answer::{Strictness, objection};
use tarjuman::document::Content;
use tarjuman::language;

/// What is wrong with how the cases of one file are judged, and how many there were.
fn failures(name: &str) -> (Vec<String>, usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/answers")
        .join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let (mut source, mut failures, mut count) = (Content::default(), Vec::new(), 0);
    for (number, line) in text.lines().enumerate() {
        let Some((mark, rest)) = line.split_at_checked(1).filter(|(mark, _)| !mark.is_empty()) else {
            continue;
        };
        let (target, expected) = rest.split_once(" |").unwrap_or((rest, ""));
        let content = Content::plain(target.trim());
        let judged = |strictness| {
            let pair = Pair::new((&source, &content), (language::of("ar"), language::of("en")), &[]);
            objection(&pair, strictness)
        };
        let (whole, basic) = (judged(Strictness::Whole), judged(Strictness::Basic));
        let right = match mark {
            ">" => {
                source = Content::plain(rest.trim());
                continue;
            }
            "<" => whole.is_none() && basic.is_none(),
            "~" => whole.is_some() && basic.is_none(),
            "!" => basic
                .as_deref()
                .is_some_and(|said| expected.is_empty() || said == expected.trim()),
            _ => continue,
        };
        count += 1;
        if !right {
            failures.push(format!(
                "{name}:{}: {line}\n  whole: {whole:?}, basic: {basic:?}",
                number + 1
            ));
        }
    }
    (failures, count)
}

#[test]
fn what_is_no_translation_is_told_from_what_is() {
    let (failures, count) = failures("answers.txt");
    assert!(count > 15 && failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn orders_of_an_article_are_translated_and_never_obeyed() {
    let (failures, count) = failures("orders.txt");
    assert!(count > 45 && failures.is_empty(), "{}", failures.join("\n"));
}
