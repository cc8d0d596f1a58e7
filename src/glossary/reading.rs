//! The ways in which one word of a text can be a member of a term.

use std::ops::Range;

use super::habits::Habits;
use super::keys::Hashes;
use super::lexicon::{Lexicon, Posting};
use super::rules::{Chain, Rules};
use crate::language::{Reach, TermGroup};

/// One way to take a word apart so that a member of a term is left.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) member: u32,
    /// Index of the proclitic chain.
    pub(super) chain: u32,
    /// The member's own characters, in bytes of the word as written.
    pub(super) own: Range<u32>,
    /// How far it is from the listed form; 0 is the form itself.
    pub(super) cost: u32,
    /// Whether the form is as certain as the listed one, proclitics apart.
    pub(super) sure: bool,
    /// Whether a stop rule speaks against it; a phrase may still hold it.
    pub(super) doubtful: bool,
}

/// Reads words, one after the other.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    rules: &'a Rules,
    lexicon: &'a Lexicon,
    habits: &'a Habits,
    hashes: Hashes,
    /// Where the endings of the word may begin, with the paradigms that have them, the shortest ending first.
    endings: Vec<(usize, &'a [u32])>,
}

const ENDING_COST: u32 = 4;
const LOOSE_COST: u32 = 8;

/// Which spelling of a word is looked up.
#[derive(Clone, Copy)]
struct Spelled<'a> {
    /// The folded word as written.
    written: &'a str,
    /// The letters to look up, as long as `written`.
    letters: &'a str,
    /// Number of the loose spelling that made `letters`, plus one; 0 for none.
    loose: u8,
}

impl<'a> Reader<'a> {
    /// Reads by the rules of a language, the terms of a lexicon and the spelling of a document.
    pub(super) fn new(rules: &'a Rules, lexicon: &'a Lexicon, habits: &'a Habits) -> Self {
        Self {
            rules,
            lexicon,
            habits,
            hashes: Hashes::default(),
            endings: Vec::new(),
        }
    }

    /// Puts every reading of `word` as written into `out`, by way of `folded`; `false` if folding leaves nothing.
    pub(super) fn read_written(&mut self, word: &str, folded: &mut String, out: &mut Vec<Reading>) -> bool {
        out.clear();
        self.rules.folder.fold_into(word, folded);
        self.read(folded, out);
        let rules = self.rules;
        out.retain(|reading| rules.begins_with(word, &rules.chains[reading.chain as usize]));
        if !out.is_empty() {
            // Even a word that folding leaves as it is: its marks belong to the letter before them.
            let folded = rules.folder.fold(word);
            for reading in out {
                let original = folded.original(&(reading.own.start as usize..reading.own.end as usize));
                reading.own = as_u32(original.start)..as_u32(original.end);
            }
        }
        !folded.is_empty()
    }

    /// Adds every reading of the folded `word` to `out`, its own characters in bytes of `word`.
    ///
    /// At most chains times endings look-ups, of which most words have one to four; nearly all end in the filter.
    fn read(&mut self, word: &str, out: &mut Vec<Reading>) {
        self.spelled(
            Spelled {
                written: word,
                letters: word,
                loose: 0,
            },
            out,
        );
        for (number, loose) in (1..).zip(&self.rules.loose) {
            if let Some(letters) = loose.apply(word)
                && !loose.except.contains(word)
            {
                self.spelled(
                    Spelled {
                        written: word,
                        letters: &letters,
                        loose: number,
                    },
                    out,
                );
            }
        }
    }

    fn spelled(&mut self, word: Spelled, out: &mut Vec<Reading>) {
        let rules = self.rules;
        self.hashes.read(word.letters);
        self.endings.clear();
        if self.lexicon.has_stems {
            rules
                .endings
                .each(word.letters.chars().rev(), |length, paradigms| {
                    self.endings.push((word.letters.len() - length, paradigms));
                });
        }
        for (length, chains) in rules.written.walk(word.letters.chars()) {
            let rest = &word.letters[length..];
            if rest.is_empty() {
                break;
            }
            // What is left is the same after each of them.
            if !self.lexicon.has_prefixes && !self.holds(word, length) {
                continue;
            }
            for &chain in chains {
                let before = rules.chains[chain as usize].before.as_deref();
                if before.is_none_or(|before| rest.starts_with(before)) {
                    self.after_chain(word, chain, length, out);
                }
            }
        }
    }

    /// Whether anything at all is posted under the letters that begin at `from`.
    fn holds(&self, word: Spelled, from: usize) -> bool {
        let posted = |end: usize| {
            end > from
                && self
                    .lexicon
                    .under(word.letters, &self.hashes, from..end)
                    .next()
                    .is_some()
        };
        posted(word.letters.len())
            || self.endings.iter().any(|&(end, _)| posted(end))
            || self.apostrophe(word, from).is_some_and(posted)
    }

    /// Where an ending after an apostrophe begins.
    fn apostrophe(&self, word: Spelled, from: usize) -> Option<usize> {
        if !self.rules.ending_after_apostrophe {
            return None;
        }
        let at = word.letters[from..].find('\'')?;
        (at > 0).then_some(from + at)
    }

    fn after_chain(&self, word: Spelled, chain: u32, from: usize, out: &mut Vec<Reading>) {
        let whole = |p: &&Posting| p.paradigm.is_none();
        let under = |end: usize| self.lexicon.under(word.letters, &self.hashes, from..end);
        for posting in under(word.letters.len()).filter(whole) {
            self.accept(word, (chain, from..word.letters.len()), posting, out);
        }
        for &(end, paradigms) in self.endings.iter().take_while(|&&(end, _)| end > from) {
            let bends = |p: &&Posting| p.paradigm.is_some_and(|n| paradigms.contains(&u32::from(n)));
            for posting in under(end).filter(bends) {
                self.accept(word, (chain, from..end), posting, out);
            }
        }
        if let Some(end) = self.apostrophe(word, from) {
            for posting in under(end).filter(whole) {
                self.accept(word, (chain, from..end), posting, out);
            }
        }
        if self.lexicon.has_prefixes {
            self.prefixes(word, chain, from, out);
        }
    }

    fn prefixes(&self, word: Spelled, chain: u32, from: usize, out: &mut Vec<Reading>) {
        for (length, members) in self.lexicon.prefixes.walk(word.letters[from..].chars()) {
            out.extend(members.iter().map(|&member| Reading {
                member,
                chain,
                own: as_u32(from)..as_u32(from + length),
                cost: 2 * LOOSE_COST,
                sure: false,
                doubtful: false,
            }));
        }
    }

    fn accept(&self, word: Spelled, at: (u32, Range<usize>), posting: &Posting, out: &mut Vec<Reading>) {
        let (chain_number, stem) = at;
        let chain = &self.rules.chains[chain_number as usize];
        let flavour = self.lexicon.flavour(posting.member);
        let bending = posting.paradigm.map(|n| &self.rules.paradigms[usize::from(n)]);
        let fits = (flavour.clitics || chain.letters == 0)
            && (!posting.needs_article || chain.article)
            && !(chain.article && bending.is_some_and(|b| b.indefinite));
        if !fits {
            return;
        }
        let Some(loose) = self.looseness(word, posting, flavour.group) else {
            return;
        };
        let ending = word.letters.len() - stem.end;
        let apostrophe = bending.is_none() && ending > 0;
        // A word that lost letters of the listed one is the member to its end.
        let end = if posting.cut > 0 {
            word.letters.len()
        } else {
            stem.end
        };
        out.push(Reading {
            member: posting.member,
            chain: chain_number,
            own: as_u32(stem.start)..as_u32(end),
            cost: u32::try_from(chain.parts.len()).unwrap_or(u32::MAX)
                + if bending.is_some() {
                    ENDING_COST
                } else {
                    u32::from(apostrophe)
                }
                + if loose == Looseness::None { 0 } else { LOOSE_COST },
            sure: bending.is_none_or(|b| b.sure) && loose != Looseness::Guessed,
            doubtful: self.is_doubtful(word, chain, &stem, flavour.group),
        });
    }

    /// How the word's spelling differs from the listed one; `None` if it may not differ so.
    fn looseness(&self, word: Spelled, posting: &Posting, group: TermGroup) -> Option<Looseness> {
        let number = match (word.loose, posting.loose) {
            (0, 0) => return Some(Looseness::None),
            (number, 0) | (0, number) => usize::from(number) - 1,
            // Both were folded: they are equal as written, or differ in two ways.
            _ => return None,
        };
        let loose = &self.rules.loose[number];
        if loose.except.contains(word.written) {
            return None;
        }
        if self.habits.shows(number) {
            return Some(Looseness::Habit);
        }
        let reached = match loose.without_habit {
            Reach::None => false,
            Reach::Names => group.wider() != TermGroup::Common,
            Reach::All => true,
        };
        reached.then_some(Looseness::Guessed)
    }

    /// The stop rules: a short stem after a single letter; a frequent word, alone or after some of the proclitics, that
    /// is no term. With its article a frequent word is the common noun that is listed without.
    fn is_doubtful(&self, word: Spelled, chain: &Chain, stem: &Range<usize>, group: TermGroup) -> bool {
        let ending = word.letters.len() - stem.end;
        let listed_bare = chain.article && !group.is_name() && !self.rules.article_may_be_stem;
        let short = || {
            let stem = &word.written[stem.start..];
            stem.chars().count() <= self.rules.short_stem && !self.rules.names.contains(stem)
        };
        let is_whole = |part: &str| self.rules.whole.contains(part);
        let one_letter = || ending > 0 && word.letters[stem.end..].chars().nth(1).is_none();
        (chain.letters == 1 && short())
            || (!listed_bare && self.begins_whole(word, stem.start))
            || (one_letter() && is_whole(&word.written[stem.start..]))
    }

    /// Whether a word that is not taken apart begins before the byte `stem` of `word`.
    fn begins_whole(&self, word: Spelled, stem: usize) -> bool {
        let begins = word.written[..stem].char_indices();
        begins
            .map(|(at, _)| &word.written[at..])
            .any(|rest| self.rules.whole.contains(rest))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Looseness {
    None,
    Habit,
    Guessed,
}

fn as_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
