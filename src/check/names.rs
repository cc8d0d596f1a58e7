//! Names of the translation that nothing in the source explains, and persons of the source that are gone.
//!
//! An invented person is the worst error in news. A capitalised word inside an English sentence is explained by a glossary
//! term, by a word of the source that it is known to render, by a word of the source with the same consonants, or by being
//! an ordinary word that English writes with a capital (its data file lists those of institutions). What is left is
//! reported where the source has a word, too, that nothing in the translation explains. Two unknown words after a title
//! (`الصحفي أحمد يوسف`) are a person, who must have a counterpart. A dateline is of the place and the agency of the source's. Needs a lexicon of the two languages; headlines with
//! capitals throughout are left alone.

mod capitals;
mod dateline;
mod halves;
mod lore;
mod lost;
mod mention;
mod reading;
mod said;
mod skeleton;

use super::{Check, Objection, Pair};
use crate::document::Severity;
pub(super) use capitals::{Capital, Shape, is_headline, opens, without_possessive};
pub(super) use halves::{Half, halves, told_words};
pub(super) use lore::Lore;
use lost::Lost;
pub(super) use mention::{Mention, Named, Sounds, is_spelled, is_spelled_outside, mentions, named};
pub(super) use reading::{Reading, said_as_name};
pub(super) use said::Heard;
pub(super) use skeleton::sound_alike;

/// Its id.
pub(super) const ID: &str = "names";

/// See the file's own documentation.
pub(super) struct Names;

impl Check for Names {
    fn id(&self) -> &'static str {
        ID
    }

    fn about(&self) -> &'static str {
        "A name is here that nothing in the source explains, or a person of the source is gone"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let datelines = dateline::changed(pair);
        let Some(reading) = Reading::of(pair).filter(|reading| reading.is_judged) else {
            return datelines;
        };
        let (source, target) = (&pair.source.text, &pair.target.text);
        let mut objections: Vec<Objection> = Vec::new();
        let unsaid = reading.unsaid();
        if let Some(first) = unsaid.first() {
            objections.extend(reading.strangers(&unsaid).into_iter().map(|at| Objection {
                message: format!("no name of the source sounds like “{}”", &target[at.clone()]),
                at,
                source_at: Some(first.clone()),
                ..Objection::default()
            }));
        }
        let end = target.len()..target.len();
        objections.extend(reading.lost(!objections.is_empty()).into_iter().map(|lost| {
            let (at, message) = match lost {
                Lost::Name(at) => {
                    let message = format!(
                        "“{}” is named in the source, nobody here sounds like it",
                        &source[at.clone()]
                    );
                    (at, message)
                }
                Lost::Place(at) => {
                    let message = format!(
                        "“{}” is named in the source, nothing here stands for it",
                        &source[at.clone()]
                    );
                    (at, message)
                }
            };
            Objection {
                at: end.clone(),
                message,
                source_at: Some(at),
                ..Objection::default()
            }
        }));
        datelines.into_iter().chain(objections).collect()
    }
}
