//! What a chatty model puts around a translation, taken off.

/// Characters of a first line that may be a greeting.
const GREETING: usize = 120;
/// How a first line that only announces the translation begins, in small letters.
const BEGINNINGS: [&str; 8] = [
    "sure",
    "here",
    "certainly",
    "of course",
    "translation",
    "the translation",
    "okay",
    "ok,",
];

/// `text` without the Markdown fence around it and without a first line that only announces it.
pub(super) fn unwrapped(text: &str) -> &str {
    let text = text.trim();
    if let Some(rest) = announced(text) {
        return unwrapped(rest);
    }
    if let Some((first, rest)) = text.split_once('\n') {
        let small = first.trim().to_lowercase();
        let announces = small.ends_with(':') && small.chars().count() < GREETING;
        if announces
            && BEGINNINGS.iter().any(|beginning| small.starts_with(beginning))
            && !rest.trim().is_empty()
        {
            return unwrapped(rest);
        }
    }
    let inner = text.strip_prefix("```").and_then(|text| text.strip_suffix("```"));
    inner.map_or(text, |inner| {
        let (tag, rest) = inner.split_once('\n').unwrap_or(("", inner));
        if tag.contains(char::is_whitespace) {
            inner.trim()
        } else {
            rest.trim()
        }
    })
}

/// What follows an announcement that names the translation, on the same line.
fn announced(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once(':')?;
    let small = first.to_lowercase();
    let announces = small.chars().count() < GREETING && small.contains("translation");
    (announces && BEGINNINGS.iter().any(|beginning| small.starts_with(beginning)))
        .then(|| rest.trim())
        .filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_and_announcements_are_taken_off() {
        assert_eq!(unwrapped("```text\nKerry said yes.\n```"), "Kerry said yes.");
        assert_eq!(
            unwrapped("Sure! Here is the translation:\n\nKerry said yes."),
            "Kerry said yes."
        );
        assert_eq!(
            unwrapped("Here it is:\n```\nKerry said yes.\n```"),
            "Kerry said yes."
        );
    }

    #[test]
    fn a_sentence_with_a_colon_is_left_alone() {
        for text in ["Kerry said: yes", "He said:\nyes", "Here:"] {
            assert_eq!(unwrapped(text), text);
        }
    }
}
