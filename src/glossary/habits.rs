//! How the writer of one document spells.

use super::rules::Rules;
use crate::text::words;

/// The spelling habits of one document, by the loose letter pairs of its language; by default none is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Habits {
    shown: Vec<bool>,
}

impl Habits {
    /// Counts the telling words of `text`: a habit is shown if it shows at least twice, and more often than its
    /// contrary. One pass.
    pub(super) fn of(text: &str, rules: &Rules) -> Self {
        let mut balance = vec![(0_usize, 0_usize); rules.loose.len()];
        let mut folded = String::new();
        let telling = rules.loose.iter().any(|loose| !loose.shown_by.is_empty());
        for word in words(text).take_while(|_| telling) {
            rules.folder.fold_into(word.text, &mut folded);
            for (loose, (shown, denied)) in rules.loose.iter().zip(&mut balance) {
                *shown += usize::from(loose.shown_by.contains(&folded));
                *denied += usize::from(loose.denied_by.contains(&folded));
            }
        }
        Self {
            shown: balance
                .iter()
                .map(|&(shown, denied)| shown >= 2 && shown > denied)
                .collect(),
        }
    }

    /// Whether the `index`-th pair of letters is mixed up in this document.
    pub(super) fn shows(&self, index: usize) -> bool {
        self.shown.get(index).copied().unwrap_or(false)
    }
}
