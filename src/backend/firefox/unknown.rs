//! Characters that a model's vocabulary lacks would vanish without a word: they are taken out and put back by alignment.

use std::ops::Range;

use super::codes::before_what_follows;
use crate::backend::Link;

/// The runs of characters in `text` that are not `known`, blanks within them included.
pub(super) fn runs(text: &str, known: &dyn Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        if c.is_whitespace() || known(c) {
            continue;
        }
        let end = at + c.len_utf8();
        match runs.last_mut() {
            Some(last) if text[last.end..at].trim().is_empty() => last.end = end,
            _ => runs.push(at..end),
        }
    }
    runs
}

/// `target` with the `runs` of `source`, each before the word that renders what follows it, or at the end; the links
/// follow.
pub(super) fn put_back(
    source: &str,
    runs: &[Range<usize>],
    mut target: String,
    links: &mut [Link],
) -> String {
    for run in runs {
        let at = before_what_follows(source, run.end, &target, links);
        let (before, after) = (&source[..run.start], &source[run.end..]);
        let mut put = String::new();
        let apart = at == target.len() && before.ends_with(char::is_whitespace);
        if apart && !target.is_empty() && !target.ends_with(char::is_whitespace) {
            put.push(' ');
        }
        put.push_str(&source[run.clone()]);
        if at < target.len() && (after.starts_with(char::is_whitespace) || after.is_empty()) {
            put.push(' ');
        }
        target.insert_str(at, &put);
        for link in links.iter_mut().filter(|link| link.target.start >= at) {
            link.target = link.target.start + put.len()..link.target.end + put.len();
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(text: &str) -> Vec<&str> {
        let known = |c: char| c.is_ascii();
        runs(text, &known).into_iter().map(|run| &text[run]).collect()
    }

    #[test]
    fn a_run_reaches_over_blanks_and_no_further() {
        assert_eq!(parted("Mr كيري جون met 🎉 us"), ["كيري جون", "🎉"]);
        assert_eq!(parted("all known"), [""; 0]);
    }

    #[test]
    fn a_run_stands_before_the_word_that_renders_the_next() {
        let source = "big 🎉 news today";
        let mut links = vec![
            Link {
                source: 0..3,
                target: 9..16,
                weight: 0.9,
            },
            Link {
                source: 9..13,
                target: 0..8,
                weight: 0.9,
            },
        ];
        let runs = runs(source, &|c| c.is_ascii());
        let target = put_back(source, &runs, String::from("notícias grandes"), &mut links);
        assert_eq!(target, "🎉 notícias grandes");
        assert_eq!(&target[links[0].target.clone()], " grande");
    }

    #[test]
    fn a_run_with_nothing_after_it_goes_to_the_end() {
        let source = "news 🎉";
        let runs = runs(source, &|c| c.is_ascii());
        assert_eq!(
            put_back(source, &runs, String::from("notícias"), &mut []),
            "notícias 🎉"
        );
    }
}
