//! A lexicon as one run of bytes, and back: how it is kept.
//!
//! The number of words of each side and of pairs, little-endian; the words, each after its length; then the pairs, each with how
//! probable it is.

use rustc_hash::FxHashMap;

use super::Lexicon;

/// Raised by whoever changes what is learned or how it is kept.
const VERSION: u32 = 1;
/// Pairs that are less probable are not kept.
const LEAST: f64 = 0.005;

impl Lexicon {
    /// The lexicon as bytes, without what it was learned over and without what is improbable.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut pairs: Vec<_> = (self.table.iter())
            .filter(|&(_, &likely)| likely >= LEAST)
            .map(|(&(from, to), &likely)| (from, to, likely as f32))
            .collect();
        pairs.sort_unstable_by_key(|&(from, to, _)| (from, to));
        let mut bytes = Vec::new();
        for count in [
            VERSION,
            self.source.len() as u32,
            self.target.len() as u32,
            pairs.len() as u32,
        ] {
            bytes.extend_from_slice(&count.to_le_bytes());
        }
        for words in [&self.source, &self.target] {
            let mut words: Vec<_> = words.iter().collect();
            words.sort_unstable_by_key(|&(_, number)| number);
            for (word, _) in words {
                bytes.extend_from_slice(&(word.len() as u32).to_le_bytes());
                bytes.extend_from_slice(word.as_bytes());
            }
        }
        for (from, to, likely) in pairs {
            bytes.extend_from_slice(&from.to_le_bytes());
            bytes.extend_from_slice(&to.to_le_bytes());
            bytes.extend_from_slice(&likely.to_le_bytes());
        }
        bytes
    }

    /// The lexicon that was packed as `bytes`; `None` if they are no whole lexicon of this version.
    #[must_use]
    pub fn unpack(mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        if number(bytes)? != VERSION {
            return None;
        }
        let [sources, targets, pairs] = [number(bytes)?, number(bytes)?, number(bytes)?];
        let source = words(bytes, sources)?;
        let target = words(bytes, targets)?;
        let mut table = FxHashMap::default();
        for _ in 0..pairs {
            let (from, to) = (number(bytes)?, number(bytes)?);
            let likely = f64::from(f32::from_bits(number(bytes)?));
            if from >= sources || to >= targets || !(0.0..=1.0).contains(&likely) {
                return None;
            }
            table.insert((from, to), likely);
        }
        bytes.is_empty().then_some(Self {
            source,
            target,
            table,
            base: None,
        })
    }
}

fn number(bytes: &mut &[u8]) -> Option<u32> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*number))
}

fn words(bytes: &mut &[u8], count: u32) -> Option<FxHashMap<String, u32>> {
    let mut words = FxHashMap::default();
    for place in 0..count {
        let length = usize::try_from(number(bytes)?).ok()?;
        let (word, rest) = bytes.split_at_checked(length)?;
        *bytes = rest;
        words.insert(std::str::from_utf8(word).ok()?.to_owned(), place);
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_packed_comes_back_and_a_part_of_it_is_none(
            units in prop::collection::vec(("[ابت ]{1,9}", "[abc ]{1,9}"), 0..9),
            cut in any::<prop::sample::Index>(),
            flip in any::<u8>(),
        ) {
            let lexicon = Lexicon::learn(units.iter().map(|(source, target)| (&**source, &**target)));
            let packed = lexicon.pack();
            let unpacked = Lexicon::unpack(&packed).unwrap();
            prop_assert_eq!(&unpacked.source, &lexicon.source);
            prop_assert_eq!(&unpacked.target, &lexicon.target);
            for (pair, likely) in &lexicon.table {
                let kept = unpacked.table.get(pair).copied().unwrap_or(0.0);
                prop_assert!((kept - likely).abs() < LEAST);
            }
            let cut = cut.index(packed.len());
            prop_assert!(Lexicon::unpack(&packed[..cut]).is_none());
            let mut damaged = packed;
            damaged[cut] ^= flip;
            // Whatever it is, it does no harm.
            drop(Lexicon::unpack(&damaged));
        }
    }
}
