//! Lists of numbers and texts as one run of bytes, and back: how an index is kept, so that it need not be made again.
//!
//! Numbers are little-endian. A list is its length and its items; nothing is aligned, and nothing is checked but
//! that there is enough: whoever keeps the bytes sees to it that they are the ones that were written.

/// Writes lists, one after the other.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// Everything written.
    pub(super) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    /// Writes bytes, or a text.
    pub(super) fn bytes(&mut self, list: &[u8]) {
        self.length(list.len());
        self.bytes.extend_from_slice(list);
    }

    /// Writes numbers of 32 bits, such as the fields of records one after the other.
    pub(super) fn numbers(&mut self, list: impl IntoIterator<Item = u32>) {
        let start = self.bytes.len();
        self.length(0);
        let mut length = 0_usize;
        for number in list {
            self.bytes.extend_from_slice(&number.to_le_bytes());
            length += 1;
        }
        self.bytes[start..start + 8].copy_from_slice(&(length as u64).to_le_bytes());
    }

    /// Writes numbers of 64 bits.
    pub(super) fn longs(&mut self, list: &[u64]) {
        self.length(list.len());
        let bytes = list.iter().flat_map(|number| number.to_le_bytes());
        self.bytes.extend(bytes);
    }

    fn length(&mut self, length: usize) {
        self.bytes.extend_from_slice(&(length as u64).to_le_bytes());
    }
}

/// Reads lists in the order they were written; `None` when there is not enough left.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        self.list(1)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    pub(super) fn numbers(&mut self) -> Option<Vec<u32>> {
        let list = self.list(4)?.chunks_exact(4);
        list.map(|bytes| Some(u32::from_le_bytes(bytes.try_into().ok()?)))
            .collect()
    }

    /// Numbers as records of `N` fields.
    pub(super) fn records<const N: usize>(&mut self) -> Option<Vec<[u32; N]>> {
        let numbers = self.numbers()?;
        let records = numbers.chunks_exact(N);
        records.map(|fields| fields.try_into().ok()).collect()
    }

    pub(super) fn longs(&mut self) -> Option<Vec<u64>> {
        let list = self.list(8)?.chunks_exact(8);
        list.map(|bytes| Some(u64::from_le_bytes(bytes.try_into().ok()?)))
            .collect()
    }

    /// A list of items of `size` bytes.
    fn list(&mut self, size: usize) -> Option<&'a [u8]> {
        let (length, rest) = self.rest.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (list, rest) = rest.split_at_checked(length.checked_mul(size)?)?;
        self.rest = rest;
        Some(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_and_a_beginning_of_it_is_not(
            bytes in any::<Vec<u8>>(),
            numbers in any::<Vec<u32>>(),
            longs in any::<Vec<u64>>(),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut writer = Writer::default();
            writer.bytes(&bytes);
            writer.numbers(numbers.iter().copied());
            writer.longs(&longs);
            let written = writer.finish();
            let read = |written: &[u8]| {
                let mut reader = Reader::new(written);
                let read = (reader.bytes()?.to_vec(), reader.numbers()?, reader.longs()?);
                reader.is_done().then_some(read)
            };
            prop_assert_eq!(read(&written), Some((bytes, numbers, longs)));
            prop_assert_eq!(read(&written[..cut.index(written.len())]), None);
        }
    }
}
