//! Capitals as in the source, roughly: all of them, one or none, or about as many.
//!
//! Off until wanted, since languages differ in what they write with a capital. Both texts must be written in letters that have case;
//! placeholders and tags are not counted.

use super::pair::Text;
use super::{Check, Objection, Pair};
use crate::document::Severity;
use crate::text::is_caseless;

/// Texts up to this length may differ by two capitals, in characters.
const SHORT: usize = 10;

/// See the file's own documentation.
pub(super) struct CapitalCount;

impl Check for CapitalCount {
    fn id(&self) -> &'static str {
        "capital-count"
    }

    fn about(&self) -> &'static str {
        "The translation has far more or far fewer capitals than the source"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        // German has a capital for every noun.
        if pair.from.morphology.capital_nouns != pair.to.morphology.capital_nouns {
            return Vec::new();
        }
        let (there, here) = (Case::of(pair.there()), Case::of(pair.here()));
        if alike(&there, &here) {
            return Vec::new();
        }
        let (there, here) = (there.capital, here.capital);
        vec![Objection {
            at: 0..pair.target.text.len(),
            message: format!("the source has {there} capitals, the translation {here}"),
            ..Objection::default()
        }]
    }
}

/// Whether the capitals of two texts are of one style: all, at most one, few, most, or about as many.
fn alike(there: &Case, here: &Case) -> bool {
    let caseless = |case: &Case| case.small + case.capital <= case.caseless;
    let apart = there.capital.abs_diff(here.capital);
    match there.capital {
        _ if caseless(there) || caseless(here) => true,
        _ if there.small == 0 => here.small == 0,
        0 | 1 => apart == 0,
        few if few * 10 < there.length => here.capital * 8 <= here.length,
        _ if there.length < SHORT => apart < 3,
        most if most * 10 > there.length * 6 => here.capital * 10 > here.length * 6,
        _ => apart * 6 < there.length + here.length,
    }
}

/// How many characters a text has, how many letters of it are small, how many are capitals, and how many neither.
struct Case {
    length: usize,
    caseless: usize,
    small: usize,
    capital: usize,
}

impl Case {
    fn of(text: Text<'_>) -> Self {
        let mut case = Self {
            length: text.text().chars().count(),
            caseless: 0,
            small: 0,
            capital: 0,
        };
        let counted = text
            .words()
            .enumerate()
            // English writes “I” with a capital wherever it stands.
            .filter(|(place, word)| (*place == 0 || word.text != "I") && !text.is_filled(word.span.start));
        for c in counted.flat_map(|(_, word)| word.text.chars()) {
            case.small += usize::from(c.is_lowercase());
            case.capital += usize::from(c.is_uppercase());
            case.caseless += usize::from(is_caseless(c));
        }
        case
    }
}
