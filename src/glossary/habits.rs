//! How the writer of one document spells.

use rayon::prelude::*;

use super::rules::Rules;
use crate::text::words;

/// The spelling habits of one document, by the loose letter pairs of its language; by default none is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Habits {
    shown: Vec<bool>,
}

impl Habits {
    /// Counts the telling words of `text`: a habit is shown if it shows at least twice, and more often than its
    /// contrary. One pass, line by line on all threads.
    pub(super) fn of(text: &str, rules: &Rules) -> Self {
        if rules.loose.iter().all(|loose| loose.shown_by.is_empty()) {
            return Self::default();
        }
        let none = || vec![(0, 0); rules.loose.len()];
        let sum = |one: Vec<(usize, usize)>, other: Vec<(usize, usize)>| {
            let pairs = one.into_iter().zip(other);
            pairs.map(|(a, b)| (a.0 + b.0, a.1 + b.1)).collect()
        };
        let lines = text.par_lines();
        let balance = lines.map(|line| balance(line, rules)).reduce(none, sum);
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

/// How often the words of `line` show each habit, and its contrary.
fn balance(line: &str, rules: &Rules) -> Vec<(usize, usize)> {
    let mut balance = vec![(0, 0); rules.loose.len()];
    let mut folded = String::new();
    for word in words(line) {
        rules.folder.fold_into(word.text, &mut folded);
        for (loose, (shown, denied)) in rules.loose.iter().zip(&mut balance) {
            *shown += usize::from(loose.shown_by.contains(&folded));
            *denied += usize::from(loose.denied_by.contains(&folded));
        }
    }
    balance
}
