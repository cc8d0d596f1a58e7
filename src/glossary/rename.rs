//! A term is given another rendering: what becomes of its row, and of a translation that was made by the old one.

use std::ops::Range;
use std::sync::Arc;

use super::place::placed;
use super::standing::{Sought, Standing, Worth, overlap, standing};
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
/// Kerry), unless they hold the new one already; the old ones are forbidden or allowed from then on, as `old` says.
///
/// ```
/// use tarjuman::document::Term;
/// use tarjuman::glossary::{Old, renamed_row};
///
/// let row = Term { target: "Kerry".into(), variants: vec!["John Kerry".into(), "Kirry".into()], ..Term::default() };
/// let row = renamed_row(&row, "Kerrey", Old::Forbidden, tarjuman::language::of("en"));
/// assert_eq!(row.target, "Kerrey");
/// assert_eq!(row.variants, ["John Kerrey", "Kirry"]);
/// assert_eq!(row.forbidden, ["Kerry", "John Kerry"]);
/// ```
#[must_use]
pub fn renamed_row(term: &Term, rendering: &str, old: Old, language: &Language) -> Term {
    let core = core(term, &term.target);
    let mut row = Term {
        target: rendering.to_owned(),
        variants: Vec::new(),
        ..term.clone()
    };
    let mut gone = vec![term.target.clone()];
    for variant in &term.variants {
        let with = with_core(variant, &core, rendering, language);
        if with.changed > 0 {
            gone.push(variant.clone());
        }
        if with.text != rendering && !row.variants.contains(&with.text) {
            row.variants.push(with.text);
        }
    }
    row.forbidden.retain(|listed| listed != rendering);
    for gone in gone {
        let kept = gone == rendering || row.variants.contains(&gone) || row.forbidden.contains(&gone);
        match old {
            Old::Forbidden if !kept => row.forbidden.push(gone),
            Old::Allowed if !kept => row.variants.push(gone),
            _ => {}
        }
    }
    row
}

/// What becomes of renderings that are replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Old {
    /// They are forbidden: where one is left standing, the checks object.
    Forbidden,
    /// They are variants: right as well.
    Allowed,
}

/// `target` with every rendering of `old` that `new` has another one for put in its place, grammatically; `None` when
/// none stands there. What is part of the new rendering stays (Kerry in John Kerry, when that is what Kerry becomes), and
/// so does what is part of a longer rendering of a term in `beside`, those that the source has too (minister in prime
/// minister). Linear in the target and in the renderings.
///
/// ```
/// use tarjuman::document::Term;
/// use tarjuman::glossary::{Old, renamed, renamed_row};
///
/// let english = tarjuman::language::of("en");
/// let old = Term { target: "Lavrov".into(), ..Term::default() };
/// let new = renamed_row(&old, "Lawrow", Old::Forbidden, english);
/// assert_eq!(renamed("Lavrov’s reply to Kerry", &old, &new, &[], english).unwrap().text, "Lawrow’s reply to Kerry");
/// assert!(renamed("Kerry said", &old, &new, &[], english).is_none());
/// ```
#[must_use]
pub fn renamed(
    target: &str,
    old: &Term,
    new: &Term,
    beside: &[Arc<Term>],
    language: &Language,
) -> Option<Renamed> {
    let core = core(old, &old.target);
    let kept = [
        stand(target, &self::core(old, &new.target), language),
        claimed(target, old, beside, language),
    ]
    .concat();
    let instead = |place: &Standing| {
        let part = |kept: &Range<usize>| kept.len() > place.word.len() && overlap(kept, &place.word);
        if place.worth == Worth::Forbidden || kept.iter().any(part) {
            return None;
        }
        if place.listed == old.target {
            return Some(new.target.clone());
        }
        let with = with_core(&place.listed, &core, &new.target, language);
        (with.changed > 0).then_some(with.text)
    };
    let done = exchanged(target, old, &instead, language);
    (done.changed + done.left > 0).then_some(done)
}

/// `target` with the preferred rendering of `term` in the place of every forbidden one, grammatically; `None` when none
/// stands there. What renders a term in `beside` stays. Linear in the target and in the renderings.
///
/// ```
/// use tarjuman::document::Term;
/// use tarjuman::glossary::preferred;
///
/// let row = Term { target: "Persia".into(), forbidden: vec!["Iran".into()], ..Term::default() };
/// assert_eq!(preferred("It was Iran’s", &row, &[], tarjuman::language::of("en")).unwrap().text, "It was Persia’s");
/// ```
#[must_use]
pub fn preferred(target: &str, term: &Term, beside: &[Arc<Term>], language: &Language) -> Option<Renamed> {
    let kept = claimed(target, term, beside, language);
    let instead = |place: &Standing| {
        let is_right = kept.iter().any(|kept| overlap(kept, &place.word));
        (place.worth == Worth::Forbidden && !is_right).then(|| term.target.clone())
    };
    let done = exchanged(target, term, &instead, language);
    (done.changed + done.left > 0).then_some(done)
}

/// The row of `term` with this rendering and no other.
fn core(term: &Term, rendering: &str) -> Term {
    Term {
        target: rendering.to_owned(),
        variants: Vec::new(),
        forbidden: Vec::new(),
        ..term.clone()
    }
}

/// `text` with `rendering` in the place of the only one that `core` has, but for places that are part of `rendering`.
fn with_core(text: &str, core: &Term, rendering: &str, language: &Language) -> Renamed {
    let kept = stand(text, &self::core(core, rendering), language);
    let instead = |place: &Standing| {
        let part = |kept: &Range<usize>| kept.len() > place.word.len() && overlap(kept, &place.word);
        (!kept.iter().any(part)).then(|| rendering.to_owned())
    };
    exchanged(text, core, &instead, language)
}

/// The words of `text` in which right renderings of `term` stand.
fn stand(text: &str, term: &Term, language: &Language) -> Vec<Range<usize>> {
    let places = standing(term, text, language).into_iter();
    places
        .filter(|place| place.worth != Worth::Forbidden)
        .map(|place| place.word)
        .collect()
}

/// The words of `text` in which right renderings of `beside` stand. Only those are looked for that share letters with a
/// rendering of `term`, which few do.
fn claimed(text: &str, term: &Term, beside: &[Arc<Term>], language: &Language) -> Vec<Range<usize>> {
    let all = |term: &Term| -> Vec<String> {
        let more = term.variants.iter().chain(&term.forbidden);
        std::iter::once(&term.target)
            .chain(more)
            .map(|text| letters(text))
            .collect()
    };
    let own = all(term);
    let holds = |other: &&Term| {
        let others = all(other);
        others
            .iter()
            .any(|other| own.iter().any(|own| other.contains(own.as_str())))
    };
    let others: Vec<&Term> = beside.iter().map(|other| &**other).filter(holds).collect();
    if others.is_empty() {
        return Vec::new();
    }
    let numbers: Vec<usize> = (0..others.len()).collect();
    let places = Sought::of(&others, language).places(text, &numbers);
    places
        .into_iter()
        .flatten()
        .filter(|place| place.worth != Worth::Forbidden)
        .map(|place| place.word)
        .collect()
}

/// The letters of `text` alone, small.
fn letters(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// `text` with each rendering of `term` that stands there replaced by what `instead` has for its place.
fn exchanged(
    text: &str,
    term: &Term,
    instead: &dyn Fn(&Standing) -> Option<String>,
    language: &Language,
) -> Renamed {
    let mut done = Renamed {
        text: text.to_owned(),
        changed: 0,
        left: 0,
    };
    // From the end, so that what stands before keeps its place.
    for place in standing(term, text, language).into_iter().rev() {
        let Some(with) = instead(&place) else {
            continue;
        };
        let with = shouted(&text[place.word.clone()], &place.listed, with);
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

/// `rendering` in capitals if the rendering `listed` was `written` so, as in a headline.
fn shouted(written: &str, listed: &str, rendering: String) -> String {
    // What is written onto it may be small: AOUN’s.
    let own: String = written.chars().take(listed.chars().count()).collect();
    let is_small = |text: &str| text.contains(char::is_lowercase);
    let capitals = own.chars().filter(|c| c.is_uppercase()).count();
    if capitals > 1 && !is_small(&own) && is_small(listed) {
        rendering.to_uppercase()
    } else {
        rendering
    }
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
        let new = renamed_row(&kerry(), "Kerrey", Old::Forbidden, english);
        renamed(text, &kerry(), &new, &[], english)
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
            renamed_row(&row, "Kerrey", Old::Allowed, english).forbidden,
            [""; 0]
        );
    }

    #[test]
    fn an_old_rendering_that_is_allowed_is_a_variant() {
        let row = renamed_row(&kerry(), "Kerrey", Old::Allowed, crate::language::of("en"));
        assert_eq!(row.variants, ["John Kerrey", "Kerry", "John Kerry"]);
        assert_eq!(row.forbidden, [""; 0]);
    }

    #[test]
    fn what_has_the_new_rendering_already_is_not_doubled() {
        let english = crate::language::of("en");
        let mut term = kerry();
        for (old, variants, new, text, after) in [
            (
                "Kerry",
                "John Kerry",
                "John Kerry",
                "John Kerry and Kerry’s aide",
                "John Kerry and John Kerry’s aide",
            ),
            (
                "Qaraawi",
                "al-Qaraawi",
                "al-Qaraawi",
                "Samer al-Qaraawi, Qaraawi said",
                "Samer al-Qaraawi, al-Qaraawi said",
            ),
            (
                "Darfur",
                "the Darfur",
                "Darfur region",
                "In the Darfur region and in Darfur",
                "In the Darfur region and in Darfur region",
            ),
            (
                "Kerry",
                "John Kerry",
                "Kerry Smith",
                "Kerry Smith met John Kerry",
                "Kerry Smith met John Kerry Smith",
            ),
        ] {
            term.target = old.to_owned();
            term.variants = vec![variants.to_owned()];
            let row = renamed_row(&term, new, Old::Forbidden, english);
            let done = renamed(text, &term, &row, &[], english).unwrap();
            assert_eq!(done.text, after, "{old} to {new}");
            let again = renamed(&done.text, &term, &row, &[], english);
            assert!(
                again.is_none_or(|again| again.text == done.text),
                "{old} to {new}, again"
            );
        }
        term.target = String::from("Qaraawi");
        term.variants = vec![String::from("al-Qaraawi")];
        assert_eq!(
            renamed_row(&term, "al-Qaraawi", Old::Forbidden, english).variants,
            [""; 0]
        );
    }

    #[test]
    fn what_is_part_of_another_terms_rendering_is_left_alone() {
        let english = crate::language::of("en");
        let row = |target: &str| Term {
            target: target.to_owned(),
            kind: TermKind::Office,
            ..Term::default()
        };
        let new = renamed_row(&row("minister"), "secretary", Old::Forbidden, english);
        let text = "A minister said the prime minister was angry.";
        let beside = [Arc::new(row("prime minister"))];
        let done = renamed(text, &row("minister"), &new, &beside, english).unwrap();
        assert_eq!(done.text, "A secretary said the prime minister was angry.");
        assert_eq!(
            renamed("prime ministers", &row("minister"), &new, &beside, english),
            None
        );
    }

    #[test]
    fn a_forbidden_rendering_gives_way_unless_it_is_right_for_another_term() {
        let english = crate::language::of("en");
        let row = |target: &str, forbidden: &[&str]| Term {
            target: target.to_owned(),
            forbidden: forbidden.iter().map(|&text| text.to_owned()).collect(),
            ..Term::default()
        };
        let persia = row("Persia", &["Iran"]);
        let text = "Iran’s army and Iran Air";
        let done = preferred(text, &persia, &[Arc::new(row("Iran Air", &[]))], english).unwrap();
        assert_eq!(done.text, "Persia’s army and Iran Air");
        assert_eq!(preferred("Persia said", &persia, &[], english), None);
    }

    #[test]
    fn what_stood_in_capitals_stays_in_capitals() {
        let done = after("KERRY’s envoy: Kerry said").unwrap();
        assert_eq!(done.text, "KERREY’s envoy: Kerrey said");
    }
}
