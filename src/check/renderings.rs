//! What a desk's memory teaches the checks: words that translators use for each other, whatever lists and glossaries say.

/// Which words of two languages render each other. It only excuses: a check that knows none says more, never less.
pub trait Renderings: std::fmt::Debug + Sync {
    /// Whether a word of `target`, a whole text, usually renders `word`, a word of the source language.
    fn has(&self, word: &str, target: &str) -> bool;
}
