//! Two rows of one term: what they say together, and where one says otherwise than the other.

use super::lint::key;
use super::rules::{self, Rules};
use super::{Error, TermFile};
use crate::document::{MatchRule, Term, TermStatus};
use crate::language::Language;

/// A listed term of which another row says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The source term, as listed.
    pub source: String,
    /// What the listed row says, after the name of its column.
    pub here: String,
    /// What the other row says.
    pub there: String,
}

/// Adds `term` to `file` as a row of its own, unless it contradicts itself or a row that is in force. Linear in the file.
///
/// # Errors
/// The source is listed, whatever its spelling; a rendering is both accepted and forbidden; or the row cannot be written.
pub fn add(file: &mut TermFile, term: Term, source: &Language) -> Result<(), Error> {
    consistent(&term)?;
    let rules = rules::compiled(source);
    let own = form(&term, &rules);
    let in_force = |term: &Term| term.status != TermStatus::Obsolete;
    let rival = file.terms().find(|(_, row)| {
        row.target != term.target && in_force(row) && in_force(&term) && form(row, &rules) == own
    });
    match rival {
        Some((line, row)) => Err(Error::OtherTarget {
            source_term: row.source.clone(),
            target: row.target.clone(),
            line,
            asked: term.target,
        }),
        None => file.add(term),
    }
}

/// `row` with the forms, contexts, renderings and the note that `other` has beside it.
#[must_use]
pub fn joined(row: &Term, other: &Term) -> Term {
    let mut joined = row.clone();
    let known = |list: &[String], one: &String| list.contains(one);
    for (list, more) in [
        (&mut joined.not, &other.not),
        (&mut joined.variants, &other.variants),
        (&mut joined.forbidden, &other.forbidden),
    ] {
        let new: Vec<String> = more.iter().filter(|one| !known(list, one)).cloned().collect();
        list.extend(new);
    }
    for form in other.forms.iter().filter(|form| **form != row.source) {
        if !known(&joined.forms, form) {
            joined.forms.push(form.clone());
        }
    }
    joined.variants.retain(|variant| *variant != row.target);
    if joined.note.is_empty() {
        joined.note.clone_from(&other.note);
    } else if !joined.note.contains(&other.note) {
        joined.note = format!("{}; {}", joined.note, other.note);
    }
    joined
}

/// `row` with the forms and renderings of `other` that do not contradict it.
pub(super) fn widened(row: &Term, other: &Term) -> Term {
    let accepts = |rendering: &String| *rendering == row.target || row.variants.contains(rendering);
    let allowed = Term {
        forms: other.forms.clone(),
        variants: without(&other.variants, |variant| row.forbidden.contains(variant)),
        forbidden: without(&other.forbidden, accepts),
        ..Term::default()
    };
    joined(row, &allowed)
}

fn without(list: &[String], out: impl Fn(&String) -> bool) -> Vec<String> {
    list.iter().filter(|one| !out(one)).cloned().collect()
}

/// Where `other`, a row of the same source and target, says otherwise than `row`; `None` where it merely says more or less.
pub(super) fn difference(row: &Term, other: &Term) -> Option<Difference> {
    let mut columns: Vec<(String, String)> = Vec::new();
    for rendering in &other.forbidden {
        if accepted(row).any(|one| one == rendering) {
            columns.push((format!("accepts {rendering}"), format!("forbids {rendering}")));
        }
    }
    for rendering in &other.variants {
        if row.forbidden.contains(rendering) {
            columns.push((format!("forbids {rendering}"), format!("accepts {rendering}")));
        }
    }
    let mut told = |column: &str, here: &str, there: &str| {
        let shown = |said: &str| if said.is_empty() { "–" } else { said }.to_owned();
        columns.push((
            format!("{column} {}", shown(here)),
            format!("{column} {}", shown(there)),
        ));
    };
    if other.not.iter().any(|context| !row.not.contains(context)) {
        told("not", &row.not.join(" | "), &other.not.join(" | "));
    }
    let rule = |term: &Term| term.rule.unwrap_or(term.kind.rule());
    if other.rule.is_some() && rule(other) != rule(row) {
        told("match", rule(row).as_str(), rule(other).as_str());
    }
    if other.case.is_some() && other.case != row.case {
        let case = |term: &Term| term.case.map_or("", |case| case.as_str());
        told("case", case(row), case(other));
    }
    if other.status != row.status {
        told("status", row.status.as_str(), other.status.as_str());
    }
    let (here, there): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
    (!here.is_empty()).then(|| Difference {
        source: row.source.clone(),
        here: here.join("; "),
        there: there.join("; "),
    })
}

/// The renderings of a row that it accepts.
fn accepted(term: &Term) -> impl Iterator<Item = &String> {
    std::iter::once(&term.target).chain(&term.variants)
}

/// The renderings of a row that it both accepts and forbids.
pub(super) fn contradictions(term: &Term) -> impl Iterator<Item = &String> {
    let both = |rendering: &&String| accepted(term).any(|one| one == *rendering);
    term.forbidden.iter().filter(both)
}

/// Refuses a row that accepts what it forbids.
///
/// # Errors
/// [`Error::Contradicts`].
pub fn consistent(term: &Term) -> Result<(), Error> {
    match contradictions(term).next() {
        None => Ok(()),
        Some(rendering) => Err(Error::Contradicts {
            source_term: term.source.clone(),
            rendering: rendering.clone(),
        }),
    }
}

/// What two rows share that are found in the same places: a source as the matcher sees it, or the very expression.
pub(super) fn form(term: &Term, rules: &Rules) -> String {
    match term.rule {
        Some(MatchRule::Regex) => format!("/{}", term.source),
        _ => key(&term.source, rules),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::of;

    fn row(source: &str, target: &str) -> Term {
        Term {
            source: source.into(),
            target: target.into(),
            ..Term::default()
        }
    }

    #[test]
    fn a_listed_source_takes_no_second_target_however_it_is_spelled() {
        let mut file = TermFile::parse("# x\nحلب\tAleppo\nدير\tDeir\tterm\t\t\t\t\t\tobsolete\n").unwrap();
        for spelled in ["حلب", "حَلَب", "حــلب"] {
            let refused = add(&mut file, row(spelled, "Halab"), of("ar")).unwrap_err();
            assert_eq!(
                refused.to_string(),
                "`حلب` is listed as `Aleppo` on line 2; list `Halab` as a variant of that row, or rename the row"
            );
        }
        add(&mut file, row("دير", "Monastery"), of("ar")).unwrap();
    }

    #[test]
    fn a_row_that_forbids_what_it_accepts_is_refused() {
        let mut file = TermFile::default();
        for accepted in ["Z", "Y"] {
            let term = Term {
                variants: vec!["Y".into()],
                forbidden: vec![accepted.into()],
                ..row("فلان", "Z")
            };
            let refused = add(&mut file, term, of("ar"));
            assert!(matches!(refused, Err(Error::Contradicts { .. })), "{refused:?}");
        }
    }

    #[test]
    fn a_row_takes_on_what_another_says_beside_it() {
        let row = Term {
            variants: vec!["B".into()],
            note: "one".into(),
            ..row("فلان", "A")
        };
        let other = Term {
            variants: vec!["A".into(), "B".into(), "C".into()],
            forbidden: vec!["X".into()],
            note: "two".into(),
            ..row.clone()
        };
        let joined = joined(&row, &other);
        assert_eq!(
            (&*joined.variants, &*joined.note),
            (&["B".into(), "C".into()][..], "one; two")
        );
        assert_eq!(joined.forbidden, ["X"]);
    }
}
