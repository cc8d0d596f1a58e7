//! Terms of the source whose rendering does not stand in the translation.
//!
//! Where another spelling of a name stands instead, that is where the finding is, and its fix is the listed one.
//! A term that is held once may be a pronoun the second time, so each term is reported once at most, and not at
//! all while any of its hits is held. A forbidden rendering is for `forbidden-term`. A likely hit is reported as such,
//! and passed over where another term was as near; a possible one is never reported.

use super::forbidden_term::renderings;
use super::{Check, Objection, Pair};
use crate::document::{Edit, Outcome, Severity, TermHit, TermStatus, TermUse, Tier};

/// See the file's own documentation.
pub(super) struct MissingTerm;

impl Check for MissingTerm {
    fn id(&self) -> &'static str {
        "missing-term"
    }

    fn about(&self) -> &'static str {
        "A term of the source has no rendering of its glossary in the translation"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let end = pair.target.text.len();
        let same = |a: &TermUse, b: &TermUse| a.hit.term.source == b.hit.term.source;
        let in_force = |used: &TermUse| {
            let certain = match used.hit.tier {
                Tier::Sure => true,
                Tier::Likely => used.hit.also.is_empty(),
                Tier::Possible => false,
            };
            used.hit.term.status == TermStatus::Approved && certain
        };
        let objects = |(i, used): &(usize, &TermUse)| {
            let others_miss = pair
                .terms
                .iter()
                .all(|other| !same(other, used) || is_missing(other));
            let is_first = !pair.terms[..*i]
                .iter()
                .any(|earlier| in_force(earlier) && same(earlier, used));
            in_force(used) && is_missing(used) && others_miss && is_first
        };
        let missing = pair.terms.iter().enumerate().filter(objects);
        missing
            .map(|(_, TermUse { hit, outcome, .. })| {
                let meant = meant(hit, &pair.source.text);
                let listed = renderings(&hit.term);
                let source_at = Some(hit.span.clone());
                match outcome {
                    Outcome::Wrong(at) => Objection {
                        at: at.clone(),
                        source_at,
                        message: format!(
                            "“{}” stands for {meant}: write {listed}",
                            &pair.target.text[at.clone()]
                        ),
                        fix: Some(Edit {
                            at: at.clone(),
                            text: hit.term.target.clone(),
                        }),
                        ..Objection::default()
                    },
                    _ => Objection {
                        at: end..end,
                        source_at,
                        message: format!("{meant} has no rendering here: {listed}"),
                        ..Objection::default()
                    },
                }
            })
            .collect()
    }
}

fn is_missing(used: &TermUse) -> bool {
    matches!(used.outcome, Outcome::Missing | Outcome::Wrong(_))
}

/// The term, and for a likely hit the word that it is read from.
fn meant(hit: &TermHit, source: &str) -> String {
    let form = source.get(hit.word.clone()).unwrap_or_default();
    if hit.tier == Tier::Sure || form == hit.term.source {
        format!("“{}”", hit.term.source)
    } else {
        format!("“{form}”, which is likely “{}”,", hit.term.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Alternative, Content, Term};
    use crate::language::of;

    fn used(tier: Tier, also: Vec<Alternative>) -> TermUse {
        let term = Term {
            source: String::from("كنيسة"),
            target: String::from("church"),
            ..Term::default()
        };
        let hit = TermHit {
            span: 0.."كنائس".len(),
            word: 0.."كنائس".len(),
            term: term.into(),
            split: String::from("كنائس"),
            tier,
            also,
        };
        TermUse {
            placed: None,
            hit,
            outcome: Outcome::Missing,
        }
    }

    fn messages(terms: &[TermUse]) -> Vec<String> {
        let (source, target) = (Content::plain("كنائس"), Content::plain("mosques"));
        let pair = Pair {
            source: &source,
            target: &target,
            from: of("ar"),
            to: of("en"),
            terms,
        };
        let objections = MissingTerm.run(&pair);
        objections
            .into_iter()
            .map(|objection| objection.message)
            .collect()
    }

    #[test]
    fn a_likely_hit_is_reported_with_its_word() {
        assert_eq!(
            messages(&[used(Tier::Likely, Vec::new())]),
            ["“كنائس”, which is likely “كنيسة”, has no rendering here: “church”"]
        );
    }

    #[test]
    fn a_likely_hit_that_another_row_claims_is_passed_over() {
        let other = Alternative {
            source: String::from("كنائس"),
            target: String::from("Kanais"),
            split: String::from("كنائس"),
        };
        assert_eq!(messages(&[used(Tier::Likely, vec![other.clone()])]), [""; 0]);
        assert_eq!(messages(&[used(Tier::Sure, vec![other])]).len(), 1);
    }

    #[test]
    fn a_guess_is_never_missing_and_hides_no_hit_after_it() {
        let guess = || used(Tier::Possible, Vec::new());
        assert_eq!(messages(&[guess()]), [""; 0]);
        assert_eq!(messages(&[guess(), used(Tier::Sure, Vec::new())]).len(), 1);
    }
}
