//! Blanks beside inline codes and tags: one that is missing between a code and a word, and one within a pair that the source has not.
//!
//! Off until wanted, since a code goes with its word, and words change places. Letters that the language glues before a word may stand
//! before its code (`و` and a link).

use std::ops::Range;

use super::placeholder::placeholders;
use super::{Check, Objection, Pair};
use crate::document::{CodeKind, Content, Severity};
use crate::language::Language;

/// See the file's own documentation.
pub(super) struct CodeSpaces;

impl Check for CodeSpaces {
    fn id(&self) -> &'static str {
        "code-spaces"
    }

    fn about(&self) -> &'static str {
        "A blank beside an inline code is missing, or stands within a pair of them"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let there = marks(pair.source);
        let mut objections = Vec::new();
        for mark in marks(pair.target) {
            let Some(source) = there.iter().find(|source| source.key == mark.key) else {
                continue;
            };
            for (side, inner) in [(Side::Before, CodeKind::Close), (Side::After, CodeKind::Open)] {
                let (was, is) = (side.of(pair.source, source), side.of(pair.target, &mark));
                let glued = is.is_some_and(char::is_alphabetic)
                    && !is_prefix(&pair.target.text[..mark.at.start], pair.to);
                let blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
                let message = match () {
                    () if blank(was) && glued => "there is no blank beside the code",
                    () if mark.kind == inner && blank(is) && !blank(was) => {
                        "there is a blank within the codes"
                    }
                    () => continue,
                };
                objections.push(Objection {
                    at: mark.at.clone(),
                    message: message.to_owned(),
                    ..Objection::default()
                });
            }
        }
        objections
    }
}

/// An inline code, or a tag in plain text.
struct Mark {
    at: Range<usize>,
    key: String,
    kind: CodeKind,
}

fn marks(content: &Content) -> Vec<Mark> {
    let codes = content.codes.iter().map(|code| Mark {
        at: code.at..code.at,
        key: format!("{} {:?}", code.id, code.kind),
        kind: code.kind,
    });
    let tags = placeholders(&content.text)
        .into_iter()
        .filter(|tag| tag.key.starts_with('<'));
    let tags = tags.map(|tag| Mark {
        kind: match &content.text[tag.at.clone()] {
            text if text.starts_with("</") => CodeKind::Close,
            text if text.ends_with("/>") => CodeKind::Single,
            _ => CodeKind::Open,
        },
        at: tag.at,
        key: tag.key,
    });
    codes.chain(tags).collect()
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

impl Side {
    /// The character of `content` on this side of `mark`.
    fn of(self, content: &Content, mark: &Mark) -> Option<char> {
        match self {
            Self::Before => content.text[..mark.at.start].chars().next_back(),
            Self::After => content.text[mark.at.end..].chars().next(),
        }
    }
}

/// Whether `before` ends in letters that are glued to the next word.
fn is_prefix(before: &str, language: &Language) -> bool {
    let word = &before[before.trim_end_matches(char::is_alphabetic).len()..];
    language.numbers.glued.iter().flatten().any(|glue| glue == word)
}
