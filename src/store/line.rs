//! The way back and forth through the revisions of one segment.
//!
//! A step back writes a revision that restores an earlier one. So the revisions form a line in which every revision
//! knows what stood before it, and where a segment is on that line follows from the revisions alone: nothing has to
//! be remembered between two sessions.

/// What a revision says about its place in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// The revision's number.
    pub(super) number: u64,
    /// The earlier revision that it brings back.
    pub(super) restores: Option<u64>,
    /// The step it was written in.
    pub(super) step: Option<i64>,
    /// Whether the program wrote it, not a person.
    pub(super) is_machine: bool,
}

/// The revisions of a segment, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line(pub(super) Vec<Entry>);

impl Line {
    /// The revision whose text stands there; 0 for what the segment came with.
    pub(super) fn position(&self) -> u64 {
        self.0.last().map_or(0, Entry::place)
    }

    /// The revision of this number.
    pub(super) fn entry(&self, number: u64) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.number == number)
    }

    /// What stood before the revision `number`; `None` before the first.
    pub(super) fn before(&self, number: u64) -> Option<u64> {
        let earlier = number.checked_sub(1)?;
        Some(self.entry(earlier).map_or(earlier, Entry::place))
    }

    /// What a person's step back leads to from here; `None` where a machine's draft or the beginning stands.
    pub(super) fn back(&self) -> Option<u64> {
        let here = self.entry(self.position())?;
        if here.is_machine {
            None
        } else {
            self.before(here.number)
        }
    }

    /// What was undone last, counted from here; `None` when nothing was since the last new text.
    pub(super) fn forth(&self) -> Option<u64> {
        let here = self.position();
        let newest = self.0.iter().rfind(|entry| entry.restores.is_none())?;
        let mut at = newest.number;
        while at > here {
            let before = self.before(at)?;
            if before == here {
                return Some(at);
            }
            at = before;
        }
        None
    }
}

impl Entry {
    fn place(&self) -> u64 {
        self.restores.unwrap_or(self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(restored: &[Option<u64>]) -> Line {
        let entries = (1..).zip(restored).map(|(number, &restores)| Entry {
            number,
            restores,
            step: None,
            is_machine: false,
        });
        Line(entries.collect())
    }

    #[test]
    fn going_back_twice_goes_further_back_and_forth_again_returns() {
        let mut written = vec![None, None, None];
        let mut seen = Vec::new();
        for _ in 0..3 {
            let back = line(&written).back().unwrap();
            written.push(Some(back));
            seen.push(back);
        }
        assert_eq!(seen, [2, 1, 0]);
        assert_eq!(line(&written).back(), None);
        for expected in [1, 2, 3] {
            let forth = line(&written).forth().unwrap();
            assert_eq!(forth, expected);
            written.push(Some(forth));
        }
        assert_eq!(line(&written).forth(), None);
    }

    #[test]
    fn new_text_after_a_step_back_ends_the_way_forth_and_leads_back_past_it() {
        // 1, 2, back to 1, then 4 is typed.
        let line = line(&[None, None, Some(1), None]);
        assert_eq!((line.position(), line.forth(), line.back()), (4, None, Some(1)));
    }

    #[test]
    fn a_machines_draft_is_not_undone() {
        let mut line = line(&[None]);
        line.0[0].is_machine = true;
        assert_eq!(line.back(), None);
    }
}
