//! Sets of entries of a lexicon.

/// A set of entries of a lexicon, a bit for each.
#[derive(Debug, Clone)]
pub struct Entries(Vec<u64>);

impl Entries {
    /// An empty set for entries below `count`.
    pub(super) fn new(count: usize) -> Self {
        Self(vec![0; count / Self::WIDTH + 1])
    }

    /// How many entries a number holds.
    const WIDTH: usize = u64::BITS as usize;

    /// Adds each of `entries`.
    pub fn extend(&mut self, entries: &[u16]) {
        for entry in entries.iter().map(|&entry| usize::from(entry)) {
            self.0[entry / Self::WIDTH] |= 1 << (entry % Self::WIDTH);
        }
    }

    /// The set with each of `entries`.
    #[must_use]
    pub fn with(mut self, entries: &[u16]) -> Self {
        self.extend(entries);
        self
    }

    /// Whether any of `entries` is in it.
    #[must_use]
    pub fn has_any(&self, entries: &[u16]) -> bool {
        let mut entries = entries.iter().map(|&entry| usize::from(entry));
        entries.any(|entry| self.0[entry / Self::WIDTH] & (1 << (entry % Self::WIDTH)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_there_and_nothing_else() {
        let mut set = Entries::new(200);
        set.extend(&[0, 63, 64, 199]);
        let there: Vec<u16> = (0..200).filter(|&entry| set.has_any(&[entry])).collect();
        assert_eq!(there, [0, 63, 64, 199]);
        assert!(set.has_any(&[5, 64]) && !set.has_any(&[5, 65]) && !set.has_any(&[]));
    }
}
