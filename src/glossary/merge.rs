//! Two glossary files made one.

use rustc_hash::FxHashMap;

use super::{Error, TermFile};
use crate::document::Term;

/// What became of the rows that were to be taken over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merge {
    /// Rows that were added.
    pub added: usize,
    /// Rows that were there and took on forms, variants or forbidden renderings.
    pub widened: usize,
    /// Rows that were there with all they say.
    pub same: usize,
    /// Rows that give a listed source another target, each after the listed one: left out, for a person to decide.
    pub conflicts: Vec<(Term, Term)>,
}

/// Takes the rows of `from` over into `into`, whose rows win. Of a source with the same target, forms, variants and
/// forbidden renderings are joined; where one row accepts what the other forbids, the listed row is kept as it is.
/// Nothing else of `into` changes. Linear in both.
///
/// # Errors
/// A row that `into` cannot keep, and then nothing is to be written.
pub fn merge(into: &mut TermFile, from: &TermFile) -> Result<Merge, Error> {
    let mut merge = Merge::default();
    let mut listed: FxHashMap<String, Vec<(usize, Term)>> = FxHashMap::default();
    for (line, row) in into.terms() {
        let rows = listed.entry(row.source.clone()).or_default();
        rows.push((line, row.clone()));
    }
    for (_, term) in from.terms() {
        let rows = listed.entry(term.source.clone()).or_default();
        if let Some((line, row)) = rows.iter_mut().find(|(_, row)| row.target == term.target) {
            let wide = widened(row, term);
            if wide == *row {
                merge.same += 1;
            } else {
                into.replace(*line, wide.clone())?;
                *row = wide;
                merge.widened += 1;
            }
        } else if let Some((_, row)) = rows.first() {
            merge.conflicts.push((row.clone(), term.clone()));
        } else {
            rows.push((into.append(term.clone())?, term.clone()));
            merge.added += 1;
        }
    }
    Ok(merge)
}

/// `row` with the forms and renderings of `other` that do not contradict it.
fn widened(row: &Term, other: &Term) -> Term {
    let mut wide = row.clone();
    for form in &other.forms {
        if *form != wide.source && !wide.forms.contains(form) {
            wide.forms.push(form.clone());
        }
    }
    for variant in &other.variants {
        let known = *variant == wide.target || wide.variants.contains(variant);
        if !known && !wide.forbidden.contains(variant) {
            wide.variants.push(variant.clone());
        }
    }
    for forbidden in &other.forbidden {
        let accepted = *forbidden == wide.target || wide.variants.contains(forbidden);
        if !accepted && !wide.forbidden.contains(forbidden) {
            wide.forbidden.push(forbidden.clone());
        }
    }
    wide
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_added_widened_or_left_to_a_person() {
        let house =
            "# The desk's.\nsource\ttarget\tvariants\tforbidden\nكيري\tKerry\t\tKiri\nحلب\tAleppo\t\t\n";
        let other =
            "source\ttarget\tvariants\nكيري\tKerry\tJohn Kerry | Kiri\nحلب\tHalab\t\nجنيف\tGeneva\t\n";
        let mut into = TermFile::parse(house).unwrap();
        let done = merge(&mut into, &TermFile::parse(other).unwrap()).unwrap();
        assert_eq!((done.added, done.widened, done.same), (1, 1, 0));
        assert_eq!(done.conflicts[0].1.target, "Halab");
        assert_eq!(
            into.to_text(),
            "# The desk's.\nsource\ttarget\tvariants\tforbidden\nكيري\tKerry\tJohn Kerry\tKiri\nحلب\tAleppo\t\t\nجنيف\tGeneva\n"
        );
    }
}
