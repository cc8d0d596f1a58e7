//! Pieces of work packed into requests.

use tokio::time::Instant;

use crate::backend::{Capabilities, Source};

use super::Attempt;

/// The pieces that go into one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parcel {
    /// Numbers of the pieces, in reading order.
    pub(super) pieces: Vec<usize>,
    /// How often it was sent.
    pub(super) sent: u32,
    /// Whether it is what an objection left over.
    pub(super) attempt: Attempt,
    /// Not to be sent before.
    pub(super) not_before: Option<Instant>,
}

impl Parcel {
    /// Pieces that go together for the first time.
    pub(super) fn packed(pieces: Vec<usize>) -> Self {
        Self {
            pieces,
            sent: 0,
            attempt: Attempt::Packed,
            not_before: None,
        }
    }

    /// One piece whose answer was none.
    pub(super) fn alone(piece: usize) -> Self {
        Self {
            attempt: Attempt::Alone,
            ..Self::packed(vec![piece])
        }
    }

    /// `pieces` in parcels of at most half of this one's size.
    pub(super) fn halves(&self, pieces: &[usize]) -> Vec<Self> {
        let size = (self.pieces.len() / 2).max(1);
        let part = |pieces: &[usize]| Self {
            attempt: self.attempt,
            ..Self::packed(pieces.to_vec())
        };
        pieces.chunks(size).map(part).collect()
    }
}

/// Packs pieces as they come by what one request may hold: in order, none left out. A piece that is too large by itself
/// goes alone, for the backend to say so.
#[derive(Debug, Default)]
pub(super) struct Packer {
    pieces: Vec<usize>,
    held: Size,
}

impl Packer {
    /// Adds a piece of `size`; the parcel that has no room for it, if that is so.
    pub(super) fn add(&mut self, number: usize, size: Size, capabilities: &Capabilities) -> Option<Parcel> {
        let is_full = self.pieces.len() >= capabilities.segments
            || self.held.characters + size.characters > capabilities.characters
            || self.held.bytes + size.bytes > capabilities.bytes;
        let full = if is_full { self.rest() } else { None };
        self.pieces.push(number);
        self.held.characters += size.characters;
        self.held.bytes += size.bytes;
        full
    }

    /// Whether it holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The last parcel.
    pub(super) fn rest(&mut self) -> Option<Parcel> {
        let Self { pieces, .. } = std::mem::take(self);
        (!pieces.is_empty()).then(|| Parcel::packed(pieces))
    }
}

/// All parcels of `pieces`, given as number and size.
pub(super) fn pack(pieces: &[(usize, Size)], capabilities: &Capabilities) -> Vec<Parcel> {
    let mut packer = Packer::default();
    let mut parcels: Vec<Parcel> = Vec::new();
    for &(number, size) in pieces {
        parcels.extend(packer.add(number, size, capabilities));
    }
    parcels.extend(packer.rest());
    parcels
}

/// How large a piece is in a request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// Characters of the source text.
    pub(super) characters: usize,
    /// Bytes of what is sent for it, terms included, roughly.
    pub(super) bytes: usize,
}

impl Size {
    /// The size of `source`.
    pub(super) fn of(source: &Source) -> Self {
        let terms = source
            .terms
            .iter()
            .map(|term| term.source.len() + term.target.len() + 8);
        let text = &source.content.text;
        Self {
            characters: text.chars().count(),
            bytes: text.len() + 16 * source.content.codes.len() + terms.sum::<usize>() + 64,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_piece_is_packed_once_in_order_and_no_request_holds_too_much(
            sizes in proptest::collection::vec((1_usize..400, 1_usize..900), 0..80),
            segments in 1_usize..12,
        ) {
            let capabilities = Capabilities { segments, characters: 500, bytes: 1000, ..Capabilities::NOTHING };
            let pieces: Vec<_> = sizes.iter().map(|&(characters, bytes)| Size { characters, bytes }).enumerate().collect();
            let parcels = pack(&pieces, &capabilities);
            let order: Vec<usize> = parcels.iter().flat_map(|parcel| parcel.pieces.clone()).collect();
            prop_assert_eq!(order, (0..sizes.len()).collect::<Vec<_>>());
            for parcel in parcels {
                let sum: usize = parcel.pieces.iter().map(|&number| sizes[number].0).sum();
                prop_assert!(parcel.pieces.len() <= segments && sum <= 500);
            }
        }
    }

    #[test]
    fn halves_get_smaller_down_to_one() {
        let parcel = Parcel::packed(vec![1, 2, 3, 4, 5]);
        let sizes: Vec<usize> = parcel
            .halves(&parcel.pieces)
            .iter()
            .map(|p| p.pieces.len())
            .collect();
        assert_eq!(sizes, [2, 2, 1]);
        assert_eq!(Parcel::alone(7).halves(&[7]).len(), 1);
    }
}
