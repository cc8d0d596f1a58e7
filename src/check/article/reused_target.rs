//! Different sources with the same translation: one of them has the other's.
//!
//! Short texts may well be told alike and are left alone, and so are sources that differ in vowel marks, punctuation, or a
//! conjunction at the beginning.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{ArticleCheck, gist};
use crate::check::pair::Text;
use crate::check::placeholder::has_count;
use crate::check::{Objection, Pair};
use crate::document::Severity;

/// The shortest translation that is compared, in words.
const SHORTEST: usize = 5;

/// As many plural forms as a language has.
const FORMS: usize = 6;

/// See the file's own documentation.
pub(super) struct ReusedTarget;

impl ArticleCheck for ReusedTarget {
    fn id(&self) -> &'static str {
        "reused-target"
    }

    fn about(&self) -> &'static str {
        "Another source has the same translation elsewhere in the article"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    /// Linear in the article.
    fn run(&self, pairs: &[Pair<'_>]) -> Vec<(usize, Objection)> {
        let mut first: FxHashMap<String, (usize, String)> = FxHashMap::default();
        let mut objections = Vec::new();
        let gists = |pair: &Pair<'_>| (gist(pair.here()), plain(pair.there()));
        let gists: Vec<(String, String)> = pairs.par_iter().map(gists).collect();
        for (place, (pair, (target, source))) in pairs.iter().zip(gists).enumerate() {
            if target.split(' ').count() < SHORTEST {
                continue;
            }
            let (earlier, other) = first.entry(target).or_insert_with(|| (place, source.clone()));
            // Singular and plural of one message may be alike, and a program asks for both.
            let near = place - *earlier < FORMS;
            let forms = near
                && [*earlier, place]
                    .iter()
                    .all(|at| has_count(&pairs[*at].source.text));
            if *other != source && !forms {
                let message = format!(
                    "segment {} has the same translation for another source",
                    *earlier + 1
                );
                objections.push((
                    place,
                    Objection {
                        at: 0..pair.target.text.len(),
                        message,
                        ..Objection::default()
                    },
                ));
            }
        }
        objections
    }
}

/// A source as it is compared, without a conjunction that is glued to its beginning.
fn plain(text: Text<'_>) -> String {
    let gist = gist(text);
    let mut glued = text.language().polarity.glued.iter();
    let rest = glued.find_map(|glued| gist.strip_prefix(glued.as_str()));
    rest.map(str::to_owned).unwrap_or(gist)
}
