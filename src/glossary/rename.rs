//! A term is given another rendering: what becomes of its row, and of a translation that was made by the old one.

use super::place::placed;
use super::standing::{Worth, standing};
use crate::document::Term;
use crate::language::Language;

/// A translation after its term was renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The whole target as it becomes.
    pub text: String,
    /// Places that were changed.
    pub changed: usize,
    /// Places where the old rendering stands bent in a way that the language's data do not know: left to a person.
    pub left: usize,
}

/// The row of `term` with another rendering. Variants that hold the old one take the new one along (John Kerry beside
/// Kerry); the old ones are forbidden from then on if `forbid` says so.
///
/// ```
/// use tarjuman::document::Term;
/// use tarjuman::glossary::{Forbid, renamed_row};
///
/// let row = Term { target: "Kerry".into(), variants: vec!["John Kerry".into(), "Kirry".into()], ..Term::default() };
/// let row = renamed_row(&row, "Kerrey", Forbid::Old, tarjuman::language::of("en"));
/// assert_eq!(row.target, "Kerrey");
/// assert_eq!(row.variants, ["John Kerrey", "Kirry"]);
/// assert_eq!(row.forbidden, ["Kerry", "John Kerry"]);
/// ```
#[must_use]
pub fn renamed_row(term: &Term, rendering: &str, forbid: Forbid, language: &Language) -> Term {
    let core = Term {
        variants: Vec::new(),
        forbidden: Vec::new(),
        ..term.clone()
    };
    let mut row = Term {
        target: rendering.to_owned(),
        variants: Vec::new(),
        ..term.clone()
    };
    let mut old = vec![term.target.clone()];
    for variant in &term.variants {
        let with = exchanged(variant, &core, &|_| Some(rendering.to_owned()), language);
        if with.changed > 0 {
            old.push(variant.clone());
        }
        if with.text != rendering && !row.variants.contains(&with.text) {
            row.variants.push(with.text);
        }
    }
    row.forbidden.retain(|listed| listed != rendering);
    for gone in old {
        let kept = gone == rendering || row.variants.contains(&gone) || row.forbidden.contains(&gone);
        if forbid == Forbid::Old && !kept {
            row.forbidden.push(gone);
        }
    }
    row
}

/// What becomes of renderings that are replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forbid {
    /// They are forbidden: where one is left standing, the checks object.
    Old,
    /// Nothing is said of them.
    Nothing,
}

/// `target` with every rendering of `old` that `new` has another one for put in its place, grammatically; `None` when
/// none stands there. Linear in the target and in the renderings.
///
/// ```
/// use tarjuman::document::Term;
/// use tarjuman::glossary::{Forbid, renamed, renamed_row};
///
/// let english = tarjuman::language::of("en");
/// let old = Term { target: "Lavrov".into(), ..Term::default() };
/// let new = renamed_row(&old, "Lawrow", Forbid::Old, english);
/// assert_eq!(renamed("Lavrov’s reply to Kerry", &old, &new, english).unwrap().text, "Lawrow’s reply to Kerry");
/// assert!(renamed("Kerry said", &old, &new, english).is_none());
/// ```
#[must_use]
pub fn renamed(target: &str, old: &Term, new: &Term, language: &Language) -> Option<Renamed> {
    let instead = |listed: &str| {
        if listed == old.target {
            return Some(new.target.clone());
        }
        let core = Term {
            target: old.target.clone(),
            variants: Vec::new(),
            forbidden: Vec::new(),
            ..old.clone()
        };
        let with = exchanged(listed, &core, &|_| Some(new.target.clone()), language);
        (with.changed > 0).then_some(with.text)
    };
    let done = exchanged(target, old, &instead, language);
    (done.changed + done.left > 0).then_some(done)
}

/// `text` with each right rendering of `term` that stands there replaced by what `instead` has for it.
fn exchanged(
    text: &str,
    term: &Term,
    instead: &dyn Fn(&str) -> Option<String>,
    language: &Language,
) -> Renamed {
    let mut done = Renamed {
        text: text.to_owned(),
        changed: 0,
        left: 0,
    };
    // From the end, so that what stands before keeps its place.
    for place in standing(term, text, language).into_iter().rev() {
        if place.worth == Worth::Forbidden {
            continue;
        }
        let Some(with) = instead(&place.listed) else {
            continue;
        };
        match placed(&done.text, &place.site(), &with, language) {
            Some(edit) => {
                done.text = edit.applied(&done.text);
                done.changed += 1;
            }
            None => done.left += 1,
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TermKind;

    fn kerry() -> Term {
        Term {
            source: String::from("كيري"),
            target: String::from("Kerry"),
            kind: TermKind::Person,
            variants: vec![String::from("John Kerry")],
            ..Term::default()
        }
    }

    fn after(text: &str) -> Option<Renamed> {
        let english = crate::language::of("en");
        let new = renamed_row(&kerry(), "Kerrey", Forbid::Old, english);
        renamed(text, &kerry(), &new, english)
    }

    #[test]
    fn every_place_changes_and_a_longer_variant_takes_the_new_rendering_along() {
        let done = after("Kerry said that John Kerry’s plan was Kerry’s own.").unwrap();
        assert_eq!(done.text, "Kerrey said that John Kerrey’s plan was Kerrey’s own.");
        assert_eq!((done.changed, done.left), (3, 0));
    }

    #[test]
    fn a_name_that_only_begins_like_it_is_left_alone() {
        assert_eq!(after("Kerryman won in County Kerrywood."), None);
    }

    #[test]
    fn a_rendering_that_was_forbidden_and_is_chosen_is_forbidden_no_more() {
        let row = Term {
            forbidden: vec![String::from("Kerrey")],
            ..kerry()
        };
        let english = crate::language::of("en");
        assert_eq!(
            renamed_row(&row, "Kerrey", Forbid::Nothing, english).forbidden,
            [""; 0]
        );
    }
}
