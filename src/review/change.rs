//! What a page wants to stand in a segment's place, and the target that this makes.

use crate::document::{Origin, Segment, SegmentId, State, Target};
use crate::draft;

use super::fault::Fault;

/// A segment as somebody saw it.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    /// Its place in the article.
    pub(super) place: usize,
    /// Its revision then.
    pub(super) base: u64,
}

/// A target as a page sends it.
pub(super) struct Change<'a> {
    /// The segment.
    pub(super) id: &'a SegmentId,
    /// The revision that the page saw.
    pub(super) base: u64,
    /// The text.
    pub(super) text: &'a str,
    /// The state it is to have.
    pub(super) state: State,
}

impl Change<'_> {
    /// The target that this makes of `old`: whose words changed are a person's from here on.
    pub(super) fn target(&self, old: &Segment) -> Result<Target, Fault> {
        let blank = self.text.trim().is_empty();
        if blank && self.state.is_human() {
            let message = format!("an empty target cannot be {}", self.state.as_str());
            return Err(Fault::Unfit(message));
        }
        if blank {
            return Ok(Target::empty("a person emptied it"));
        }
        let same = old.target.content.text == self.text;
        let (content, origin) = if same {
            (old.target.content.clone(), old.target.origin.clone())
        } else {
            (draft::restored(&old.source, self.text), Some(Origin::Person))
        };
        Ok(Target {
            content,
            state: self.state.max(State::Draft),
            origin,
            reason: None,
        })
    }
}
