//! How much of a text was translated before, as agencies count it.

use crate::text::words;

use super::Band;

/// What a band holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Volume {
    /// Segments.
    pub segments: usize,
    /// Words of their sources.
    pub words: usize,
    /// Characters of their sources, white space left out.
    pub characters: usize,
}

/// Source text by band; every segment stands in exactly one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leverage {
    /// In the order of [`Band::ALL`].
    volumes: [Volume; Band::ALL.len()],
}

impl Leverage {
    /// Counts a segment with this source.
    pub fn count(&mut self, band: Band, source: &str) {
        self.volumes[band as usize].add(Volume {
            segments: 1,
            words: words(source).count(),
            characters: source.chars().filter(|c| !c.is_whitespace()).count(),
        });
    }

    /// Adds the counts of another text.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.volumes.iter_mut().zip(other.volumes) {
            mine.add(theirs);
        }
    }

    /// Every band with what it holds, from the least work to the most.
    pub fn bands(&self) -> impl Iterator<Item = (Band, Volume)> {
        Band::ALL.into_iter().zip(self.volumes)
    }

    /// All bands together.
    #[must_use]
    pub fn total(&self) -> Volume {
        let mut total = Volume::default();
        for volume in self.volumes {
            total.add(volume);
        }
        total
    }
}

impl Volume {
    fn add(&mut self, other: Self) {
        self.segments += other.segments;
        self.words += other.words;
        self.characters += other.characters;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_add_up_to_the_total() {
        let mut leverage = Leverage::default();
        leverage.count(Band::New, "قال لافروف لكيري");
        leverage.count(Band::Repetition, "نعم");
        let mut all = leverage.clone();
        all.add(&leverage);
        let of = |wanted: Band| all.bands().find(|(band, _)| *band == wanted).unwrap().1;
        assert_eq!((of(Band::New).words, of(Band::New).characters), (6, 28));
        assert_eq!((of(Band::Repetition).segments, of(Band::Exact).segments), (2, 0));
        assert_eq!(all.total().words, 8);
    }
}
