//! The lexicon of a memory's pair of languages, learned from what it holds.

use std::ops::ControlFlow;

use crate::memory::{Lexicon, Pair, StoredUnit};
use crate::store::{Error, Sqlite, Store};

/// Units of the memory at large that a lexicon is learned from, beside those in question.
const AT_LARGE: usize = 5000;

/// A lexicon learned from `near`, the units in question, and from others of the pair in `stores`: those teach what else stands in them.
/// Takes about a second at most, however large the memory is.
pub(super) fn lexicon(stores: &[&Sqlite], pair: &Pair, near: &[&StoredUnit]) -> Result<Lexicon, Error> {
    let mut others = Vec::new();
    for store in stores {
        if others.len() < AT_LARGE {
            store.export_units(None, Some(pair), &mut |stored| {
                others.push((stored.unit.source, stored.unit.target));
                match others.len() {
                    AT_LARGE.. => ControlFlow::Break(()),
                    _ => ControlFlow::Continue(()),
                }
            })?;
        }
    }
    let near = near.iter().map(|near| (&*near.unit.source, &*near.unit.target));
    Ok(Lexicon::learn(near.chain(
        others.iter().map(|(source, target)| (&**source, &**target)),
    )))
}
