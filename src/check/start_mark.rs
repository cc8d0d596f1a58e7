//! Marks at the beginning of a text: the dash of a speaker, the bullet of a list, an ellipsis; and texts that are nothing but marks.
//!
//! Off until wanted, since books and newspapers have their own, and words change places. Any dash stands for any other, any quotation
//! mark too. Spanish opens what it asks and exclaims.

use super::ends::{End, asks, is_clipped};
use super::verbatim::{covers, verbatim};
use super::{Check, Objection, Pair};
use crate::document::Severity;

/// See the file's own documentation.
pub(super) struct StartMark;

impl Check for StartMark {
    fn id(&self) -> &'static str {
        "start-mark"
    }

    fn about(&self) -> &'static str {
        "The source begins with a mark and the translation does not, or the other way round"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let (source, target) = (&pair.source.text, &pair.target.text);
        if let Some(mark) = unopened(target).filter(|_| pair.to.punctuation.inverted) {
            return vec![objection(format!("{mark} opens what ends so"))];
        }
        let marks_only = |text: &str| !text.contains(char::is_alphanumeric) && !text.trim().is_empty();
        let message = match (start(source), start(target)) {
            _ if marks_only(source) && target.contains(char::is_alphanumeric) => {
                String::from("the source has nothing but marks")
            }
            _ if marks_only(source) && End::of(source) == End::Other && source.trim() != target.trim() => {
                format!("the source is “{}” and nothing else", source.trim())
            }
            // Spanish opens with a mark what others only close.
            (None, Some("?")) if target.contains('?') && source.contains(asks) => return Vec::new(),
            (None, Some("!")) if target.contains('!') && source.contains('!') => return Vec::new(),
            (there, here) if there == here => return Vec::new(),
            (Some(mark), _) => format!("the source begins with {mark}, the translation does not"),
            (None, Some(mark)) => format!("{mark} begins the translation and not the source"),
            (None, None) => return Vec::new(),
        };
        vec![objection(message)]
    }
}

fn objection(message: String) -> Objection {
    Objection {
        at: 0..0,
        message,
        ..Objection::default()
    }
}

/// The mark that opens what `text` asks or exclaims, where it is missing. What does both may open with either.
fn unopened(text: &str) -> Option<char> {
    let addresses = verbatim(text);
    let closes = |at: usize| text[at..].starts_with(['?', '!']) && !covers(&addresses, at);
    let mut from = 0;
    let marks: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .filter(|&at| closes(at))
        .collect();
    for run in marks.chunk_by(|one, next| one + 1 == *next) {
        let (first, last) = (run[0], run[run.len() - 1]);
        let (sentence, run) = (&text[from..first], &text[first..=last]);
        let wanted = run.chars().map(|c| if c == '?' { '¿' } else { '¡' });
        if !wanted.clone().any(|mark| sentence.contains(mark)) {
            return wanted.min_by_key(|mark| *mark != '¿');
        }
        from = last + 1;
    }
    None
}

/// The mark that `text` begins with, one of each kind for all.
fn start(text: &str) -> Option<&'static str> {
    let text = text
        .trim_start_matches(|c: char| c.is_whitespace() || "\u{200E}\u{200F}\u{202A}\u{202B}".contains(c));
    let first = text.chars().next()?;
    match first {
        '-' | '–' | '—' | '―' => Some("–"),
        '•' | '*' | '·' | '▪' | '●' => Some("•"),
        '…' => Some("…"),
        '.' if text.starts_with("..") => Some("…"),
        '.' => Some("."),
        ',' | '،' => Some(","),
        ':' => Some(":"),
        ';' | '؛' => Some(";"),
        '!' | '¡' => Some("!"),
        '?' | '؟' | '¿' => Some("?"),
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '『' => Some("“"),
        '\'' | '’' if is_clipped(text) => None,
        '\'' | '‘' | '‚' | '‹' => Some("‘"),
        '(' | '（' => Some("("),
        '[' | '［' => Some("["),
        '@' => Some("@"),
        '©' => Some("©"),
        '&' => Some("&"),
        '^' => Some("^"),
        '_' => Some("_"),
        '#' => Some("#"),
        '/' => Some("/"),
        '=' => Some("="),
        '+' => Some("+"),
        '>' => Some(">"),
        '<' if text.starts_with("<<") || text.starts_with("< ") => Some("<"),
        '~' => Some("~"),
        _ => None,
    }
}
