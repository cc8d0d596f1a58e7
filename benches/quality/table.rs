//! Counts of right and wrong answers, and Markdown tables of them.

use std::ops::AddAssign;

/// Right answers, wrong ones, and what was not found.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) right: usize,
    pub(super) wrong: usize,
    pub(super) missed: usize,
}

impl Counts {
    /// How many answers there should be.
    pub(super) fn wanted(self) -> usize {
        self.right + self.missed
    }

    /// Right answers among those given; nothing if none was given.
    pub(super) fn precision(self) -> Option<f64> {
        ratio(self.right, self.right + self.wrong)
    }

    /// Right answers among those wanted; nothing if none is wanted.
    pub(super) fn recall(self) -> Option<f64> {
        ratio(self.right, self.wanted())
    }

    /// The harmonic mean of the two.
    pub(super) fn f1(self) -> Option<f64> {
        ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of occurrences are far below 2^52"
)]
fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Three decimals without the leading zero; a dash for nothing.
pub(super) fn figure(value: Option<f64>) -> String {
    match value {
        Some(value) => format!("{value:.3}").trim_start_matches('0').to_owned(),
        None => String::from("–"),
    }
}

/// A Markdown table, cell by cell.
pub(super) struct Table {
    lines: Vec<String>,
}

impl Table {
    pub(super) fn new(head: &[&str]) -> Self {
        Self {
            lines: vec![row(head), row(&vec!["---"; head.len()])],
        }
    }

    pub(super) fn push(&mut self, cells: &[String]) {
        self.lines.push(row(cells));
    }

    pub(super) fn finish(self) -> String {
        self.lines.join("\n") + "\n"
    }
}

fn row<S: AsRef<str>>(cells: &[S]) -> String {
    let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |", cells.join(" | "))
}

/// A list of up to `most` of the examples, spread evenly over them all; empty if none is asked for.
pub(super) fn examples(title: &str, all: &[String], most: usize) -> String {
    if most == 0 || all.is_empty() {
        return String::new();
    }
    let shown = most.min(all.len());
    let picked = (0..shown).map(|i| format!("- {}\n", all[i * all.len() / shown]));
    format!("\n{title} ({}):\n\n{}", all.len(), picked.collect::<String>())
}
