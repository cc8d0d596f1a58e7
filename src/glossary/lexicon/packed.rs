//! A lexicon as lists of numbers, and back.

use super::{Flavour, Lexicon, Posting};
use crate::glossary::keys::Keys;
use crate::glossary::packed::{Reader, Writer};
use crate::glossary::trie::Trie;
use crate::language::TermGroup;

impl Lexicon {
    /// Writes the lexicon, to which no term is added any more.
    pub(in crate::glossary) fn pack(&self, out: &mut Writer) {
        self.keys.pack(out);
        out.numbers(self.heads.iter().copied());
        out.numbers(self.postings.iter().flat_map(Posting::fields));
        let members: Vec<u8> = self.members.iter().map(|member| member.bits()).collect();
        out.bytes(&members);
        out.numbers(self.starts.iter().copied());
        let edges = self.edges.iter();
        out.numbers(edges.flat_map(|(&(from, member, gap), &to)| [from, member, u32::from(gap), to]));
        out.numbers(self.states.iter().flat_map(|&(first, last)| [first, last]));
        out.numbers(self.ends.iter().flat_map(|&(term, next)| [term, next]));
        self.prefixes.pack(out);
        out.bytes(&[u8::from(self.has_prefixes), u8::from(self.has_stems)]);
        out.numbers(self.gaps.values().map(|&gap| u32::from(gap)));
        for gap in self.gaps.keys() {
            out.bytes(gap.as_bytes());
        }
    }

    /// Reads what [`Lexicon::pack`] wrote.
    pub(in crate::glossary) fn unpack(from: &mut Reader) -> Option<Self> {
        let mut lexicon = Self {
            keys: Keys::unpack(from)?,
            heads: from.numbers()?,
            postings: from.records()?.into_iter().map(Posting::of_fields).collect(),
            members: from
                .bytes()?
                .iter()
                .map(|&bits| Flavour::of_bits(bits))
                .collect::<Option<_>>()?,
            starts: from.numbers()?,
            ..Self::default()
        };
        let edge = |[from, member, gap, to]: [u32; 4]| Some(((from, member, u8::try_from(gap).ok()?), to));
        lexicon.edges = from.records()?.into_iter().map(edge).collect::<Option<_>>()?;
        lexicon.states = pairs(from)?;
        lexicon.ends = pairs(from)?;
        lexicon.prefixes = Trie::unpack(from)?;
        let &[has_prefixes, has_stems] = from.bytes()? else {
            return None;
        };
        lexicon.has_prefixes = has_prefixes != 0;
        lexicon.has_stems = has_stems != 0;
        for gap in from.numbers()? {
            lexicon.gaps.insert(from.text()?.into(), u8::try_from(gap).ok()?);
        }
        Some(lexicon)
    }
}

fn pairs(from: &mut Reader) -> Option<Vec<(u32, u32)>> {
    let records = from.records()?.into_iter();
    Some(records.map(|[one, other]| (one, other)).collect())
}

impl Posting {
    fn fields(&self) -> [u32; 3] {
        let paradigm = self.paradigm.map_or(0, |paradigm| u16::from(paradigm) + 1);
        let [high, low] = paradigm.to_be_bytes();
        let flags = high << 1 | u8::from(self.needs_article);
        [
            self.member,
            self.next,
            u32::from_le_bytes([low, self.cut, self.loose, flags]),
        ]
    }

    fn of_fields([member, next, rest]: [u32; 3]) -> Self {
        let [low, cut, loose, flags] = rest.to_le_bytes();
        let paradigm = u16::from_be_bytes([flags >> 1, low]);
        Self {
            member,
            paradigm: paradigm
                .checked_sub(1)
                .and_then(|paradigm| u8::try_from(paradigm).ok()),
            cut,
            needs_article: flags & 1 != 0,
            loose,
            next,
        }
    }
}

/// Every group, in the order of their numbers in a packed lexicon.
const GROUPS: [TermGroup; 5] = [
    TermGroup::Names,
    TermGroup::FullNames,
    TermGroup::Demonyms,
    TermGroup::Common,
    TermGroup::Phrases,
];

impl Flavour {
    fn bits(self) -> u8 {
        let group = GROUPS.iter().position(|group| *group == self.group);
        let flags = [self.clitics, self.endings, self.prefix].map(u8::from);
        let [clitics, endings, prefix] = flags;
        group
            .and_then(|group| u8::try_from(group).ok())
            .unwrap_or(u8::MAX)
            << 3
            | clitics << 2
            | endings << 1
            | prefix
    }

    fn of_bits(bits: u8) -> Option<Self> {
        Some(Self {
            group: *GROUPS.get(usize::from(bits >> 3))?,
            clitics: bits & 4 != 0,
            endings: bits & 2 != 0,
            prefix: bits & 1 != 0,
        })
    }
}
