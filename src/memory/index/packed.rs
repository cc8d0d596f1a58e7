//! A block as one run of bytes, and back: how it is kept in a store.
//!
//! Each list is its length in eight bytes and its items, little-endian. What can be made of other lists is left out.

use super::block::{Block, MOST};

impl Block {
    /// The block as bytes.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(3 * self.tokens.len() + 32 * self.len());
        list(&mut bytes, &self.numbers, |number| number.to_le_bytes());
        list(&mut bytes, &self.ends, |end| end.to_le_bytes());
        list(&mut bytes, &self.tokens, |token| token.to_le_bytes());
        list(&mut bytes, &self.keys, |key| key.to_le_bytes());
        list(&mut bytes, &self.letters, |letters| letters.to_le_bytes());
        list(&mut bytes, &self.kept_symbols(), |&symbol| [symbol]);
        bytes
    }

    /// The block that was packed as `bytes`; `None` if they are no whole block.
    #[must_use]
    pub fn unpack(mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        let block = Self {
            numbers: items(bytes, u64::from_le_bytes)?,
            ends: items(bytes, u32::from_le_bytes)?,
            tokens: items(bytes, u16::from_le_bytes)?,
            keys: items(bytes, u32::from_le_bytes)?,
            letters: items(bytes, u16::from_le_bytes)?,
            symbols: items(bytes, u8::from_le_bytes)?,
            ..Self::default()
        };
        (bytes.is_empty() && block.is_sound()).then_some(block)
    }

    /// Whether every place that a search may look up is there.
    fn is_sound(&self) -> bool {
        self.len() <= MOST
            && self.ends.len() == self.len()
            && self.letters.len() == self.len()
            && are_ends(&self.ends, self.tokens.len())
            && (self.tokens.iter()).all(|&token| usize::from(token) < self.keys.len())
            && self.symbols_needed() == self.symbols.len()
    }
}

/// Whether `ends` part a list of `length` items.
fn are_ends(ends: &[u32], length: usize) -> bool {
    ends.is_sorted() && ends.last().map_or(0, |&end| end as usize) == length
}

fn list<T, const N: usize>(bytes: &mut Vec<u8>, items: &[T], item: impl Fn(&T) -> [u8; N]) {
    bytes.extend_from_slice(&(items.len() as u64).to_le_bytes());
    for each in items {
        bytes.extend_from_slice(&item(each));
    }
}

fn items<T, const N: usize>(bytes: &mut &[u8], item: impl Fn([u8; N]) -> T) -> Option<Vec<T>> {
    let (length, rest) = bytes.split_first_chunk()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let (list, rest) = rest.split_at_checked(length.checked_mul(N)?)?;
    *bytes = rest;
    Some(list.as_chunks().0.iter().map(|&chunk| item(chunk)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Key;
    use crate::memory::index::builder::{Builder, Entry};
    use proptest::prelude::*;

    fn block(sources: &[String]) -> Block {
        let mut builder = Builder::default();
        for (source, number) in sources.iter().zip(1..) {
            builder.add(number, &Entry::of(source));
        }
        builder.finish()
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked_and_a_part_or_a_mixture_of_it_does_no_harm(
            sources in prop::collection::vec("[a-c ]{0,70}", 0..30),
            cut in any::<prop::sample::Index>(),
            flip in any::<u8>(),
        ) {
            let block = block(&sources);
            let packed = block.pack();
            let unpacked = Block::unpack(&packed).unwrap();
            prop_assert_eq!(format!("{:?}", &unpacked), format!("{block:?}"));
            let cut = cut.index(packed.len());
            prop_assert!(Block::unpack(&packed[..cut]).is_none());
            let mut damaged = packed.clone();
            damaged[cut] ^= flip;
            let mut index = crate::memory::index::Index::default();
            if let Some(block) = Block::unpack(&damaged) {
                index.add(block);
                let text = "a b c cab";
                let letters = crate::memory::key::letters(text);
                index.ask(Key::of(text).tokens(), &letters).similar(100_000, 3, 0);
            }
        }

        #[test]
        fn merged_blocks_are_as_if_made_at_once(sources in prop::collection::vec("[a-c ]{0,70}", 0..40), at in 0usize..40) {
            let (first, second) = sources.split_at(at.min(sources.len()));
            let mut later = Builder::default();
            for (source, number) in second.iter().zip(first.len() as u64 + 1..) {
                later.add(number, &Entry::of(source));
            }
            let merged = block(first).merged(&later.finish());
            prop_assert_eq!(format!("{merged:?}"), format!("{:?}", block(&sources)));
        }
    }
}
