//! A person who is called by the surname before being named in full, or in full once more: the style of English news.
//!
//! Off until wanted. A full name is two or three capitalised words that sound like words of the source, one after the other;
//! its last word is the surname.

use rustc_hash::FxHashMap;

use super::ArticleCheck;
use crate::check::names::mentions;
use crate::check::{Objection, Pair};
use crate::document::Severity;
use crate::language::Names;

/// See the file's own documentation.
pub(super) struct FirstMention;

impl ArticleCheck for FirstMention {
    fn id(&self) -> &'static str {
        "first-mention"
    }

    fn about(&self) -> &'static str {
        "A person is called by the surname before being named in full, or in full once more"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn is_optional(&self) -> bool {
        true
    }

    /// Linear in the article.
    fn run(&self, pairs: &[Pair<'_>]) -> Vec<(usize, Objection)> {
        // By surname: where it stands, and whether in full.
        let mut persons: FxHashMap<String, Vec<(usize, std::ops::Range<usize>, bool)>> = FxHashMap::default();
        for (place, pair) in pairs.iter().enumerate() {
            for mention in mentions(pair).into_iter().filter(|mention| !mention.goes_on()) {
                let surname = Names::plain(&pair.target.text[mention.at.clone()]);
                let full = mention.is_preceded();
                persons
                    .entry(surname)
                    .or_default()
                    .push((place, mention.at, full));
            }
        }
        let mut objections = Vec::new();
        for seen in persons.into_values() {
            let Some(full) = seen.iter().position(|(_, _, full)| *full) else {
                continue;
            };
            for (index, (place, at, is_full)) in seen.iter().enumerate() {
                let message = match (index < full, *is_full && index > full) {
                    (true, _) => format!("the full name comes only in segment {}", seen[full].0 + 1),
                    (_, true) => format!("the full name stands in segment {} already", seen[full].0 + 1),
                    _ => continue,
                };
                objections.push((
                    *place,
                    Objection {
                        at: at.clone(),
                        message,
                        ..Objection::default()
                    },
                ));
            }
        }
        objections.sort_by_key(|(place, objection)| (*place, objection.at.start));
        objections
    }
}
