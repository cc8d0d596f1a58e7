//! Checks of a whole article: what no segment shows alone.
//!
//! A member is one file here, one file of cases in `tests/check/`, and its line in [`ALL`].

mod first_mention;
mod inconsistent_repeat;
mod invented_name;
mod lost_name;
mod name_spelling;
mod reused_target;
mod unclosed_quote;

use super::pair::Text;
use super::placeholder::has_count;
use super::{Objection, Pair};
use crate::document::Severity;

/// A rule that compares the segments of an article with each other.
pub trait ArticleCheck: Sync {
    /// Stable identifier: names what is wrong, as written in `config.toml`.
    fn id(&self) -> &'static str;

    /// What it objects to, in one sentence for the manual.
    fn about(&self) -> &'static str;

    /// How bad a finding of this rule is, unless the configuration says otherwise.
    fn severity(&self) -> Severity;

    /// Whether it is off until the configuration wants it.
    fn is_optional(&self) -> bool {
        false
    }

    /// Everything this rule objects to, each with the number of its segment, from 0. Pairs without a translation are there
    /// to keep the numbers.
    fn run(&self, pairs: &[Pair<'_>]) -> Vec<(usize, Objection)>;
}

/// Every check of articles, in the order reviewers see them.
pub const ALL: &[&dyn ArticleCheck] = &[
    &unclosed_quote::UnclosedQuote,
    &inconsistent_repeat::InconsistentRepeat,
    &reused_target::ReusedTarget,
    &invented_name::InventedName,
    &lost_name::LostName,
    &name_spelling::NameSpelling,
    &first_mention::FirstMention,
];

/// Whether both are plural forms of one message: the same text with a count in it, of which a language has several.
fn are_forms(one: &Pair<'_>, other: &Pair<'_>) -> bool {
    one.source.text == other.source.text && has_count(&one.source.text)
}

/// The words of `text` as they are compared: folded, without marks between them.
fn gist(text: Text<'_>) -> String {
    text.folded().collect::<Vec<_>>().join(" ")
}
