//! Two glossary files made one.

use rustc_hash::FxHashMap;

use super::rules;
use super::widen::{Difference, difference, form, widened};
use super::{Error, TermFile};
use crate::document::Term;
use crate::language::Language;

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
    /// What rows say otherwise of a listed source and target: left out likewise, whatever else they gave.
    pub differences: Vec<Difference>,
}

/// Takes the rows of `from` over into `into`, whose rows win. Of a source with the same target, forms, variants and
/// forbidden renderings are joined; where one row accepts what the other forbids, or has other contexts, another match rule or
/// status, the listed row is kept as it is. Sources are the same that are found in the same places. Nothing else of `into` changes.
/// Linear in both.
///
/// # Errors
/// A row that `into` cannot keep, and then nothing is to be written.
pub fn merge(into: &mut TermFile, from: &TermFile, source: &Language) -> Result<Merge, Error> {
    let rules = rules::compiled(source);
    let mut merge = Merge::default();
    let mut listed: FxHashMap<String, Vec<(usize, Term)>> = FxHashMap::default();
    for (line, row) in into.terms() {
        let rows = listed.entry(form(row, &rules)).or_default();
        rows.push((line, row.clone()));
    }
    for (_, term) in from.terms() {
        let rows = listed.entry(form(term, &rules)).or_default();
        if let Some((line, row)) = rows.iter_mut().find(|(_, row)| row.target == term.target) {
            let wide = widened(row, term);
            let difference = difference(row, term);
            if wide == *row {
                merge.same += usize::from(difference.is_none());
            } else {
                into.replace(*line, wide.clone())?;
                *row = wide;
                merge.widened += 1;
            }
            merge.differences.extend(difference);
        } else if let Some((_, row)) = rows.first() {
            merge.conflicts.push((row.clone(), term.clone()));
        } else {
            rows.push((into.append(term.clone())?, term.clone()));
            merge.added += 1;
        }
    }
    Ok(merge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::of;

    #[test]
    fn rows_are_added_widened_or_left_to_a_person() {
        let house =
            "# The desk's.\nsource\ttarget\tvariants\tforbidden\nكيري\tKerry\t\tKiri\nحلب\tAleppo\t\t\n";
        let other =
            "source\ttarget\tvariants\nكيري\tKerry\tJohn Kerry | Kiri\nحلب\tHalab\t\nجنيف\tGeneva\t\n";
        let mut into = TermFile::parse(house).unwrap();
        let done = merge(&mut into, &TermFile::parse(other).unwrap(), of("ar")).unwrap();
        assert_eq!((done.added, done.widened, done.same), (1, 1, 0));
        assert_eq!(done.conflicts[0].1.target, "Halab");
        let differs = &done.differences[0];
        assert_eq!(
            (&*differs.here, &*differs.there),
            ("forbids Kiri", "accepts Kiri")
        );
        assert_eq!(
            into.to_text(),
            "# The desk's.\nsource\ttarget\tvariants\tforbidden\nكيري\tKerry\tJohn Kerry\tKiri\nحلب\tAleppo\t\t\nجنيف\tGeneva\n"
        );
    }

    fn merged(here: &str, there: &str) -> Merge {
        let mut into = TermFile::parse(here).unwrap();
        merge(&mut into, &TermFile::parse(there).unwrap(), of("ar")).unwrap()
    }

    #[test]
    fn a_source_is_listed_however_it_is_spelled() {
        let house = "الأردن\tJordan\nحلب\tAleppo\n";
        let done = merged(house, "الاردن\tJordania\nحَلَب\tHalab\nحــلب\tAleppo\n");
        let told: Vec<_> = done.conflicts.iter().map(|(_, there)| &*there.target).collect();
        assert_eq!((told, done.added, done.same), (vec!["Jordania", "Halab"], 0, 1));
    }

    #[test]
    fn what_rows_of_one_rendering_say_otherwise_is_told() {
        let header = "source\ttarget\tvariants\tforbidden\tmatch\tstatus\tnot\n";
        let house = format!("{header}كيري\tKerry\tJohn Kerry\n");
        for (row, here, there) in [
            ("\tJohn Kerry", "accepts John Kerry", "forbids John Kerry"),
            ("\t\tword", "match inflect", "match word"),
            ("\t\t\tobsolete", "status approved", "status obsolete"),
            ("\t\t\t\tتم كيري", "not –", "not تم كيري"),
        ] {
            let done = merged(&house, &format!("{header}كيري\tKerry\t{row}\n"));
            let told: Vec<_> = done
                .differences
                .iter()
                .map(|one| (&*one.here, &*one.there))
                .collect();
            assert_eq!((told, done.same, done.widened), (vec![(here, there)], 0, 0));
        }
    }
}
