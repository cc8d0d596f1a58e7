//! The index of everything a glossary lists: from folded words to members, from members to terms.

mod packed;

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::keys::{Hashes, Keys};
use super::rules::{Bending, Rules};
use super::trie::Trie;
use crate::document::{MatchRule, Term, TermKind};
use crate::language::TermGroup;
use crate::text::words;

/// Words of terms, and terms as sequences of them. A look-up costs the same in a large glossary as in a small one.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Folded words and stems.
    keys: Keys,
    /// The first posting of each key.
    heads: Vec<u32>,
    postings: Vec<Posting>,
    members: Vec<Flavour>,
    /// Members by key and flavour; only while terms are added.
    member_ids: FxHashMap<(u32, Flavour), u32>,
    /// The state after each member that stands first, or [`END`].
    starts: Vec<u32>,
    /// (state, member, gap before it) to the next state; state 0 is before the first member.
    edges: FxHashMap<(u32, u32, u8), u32>,
    /// For each state the first and the last of its terms in `ends`.
    states: Vec<(u32, u32)>,
    /// The terms that end in a state, each with the place of the next.
    ends: Vec<(u32, u32)>,
    /// Members that are the beginning of longer words.
    pub(super) prefixes: Trie,
    pub(super) has_prefixes: bool,
    /// Whether anything is posted under a stem; without, endings need not be looked at.
    pub(super) has_stems: bool,
    /// What stands between two members, apart from a blank.
    gaps: FxHashMap<Box<str>, u8>,
}

/// How a member may be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Flavour {
    pub(super) group: TermGroup,
    /// Whether proclitics may stand before it.
    pub(super) clitics: bool,
    /// Whether it may have endings.
    pub(super) endings: bool,
    /// Whether it is the beginning of a longer word.
    pub(super) prefix: bool,
}

/// A way to find a member: under its own letters, or under a stem.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    pub(super) member: u32,
    /// The paradigms of a stem; `None` under the member's own letters.
    pub(super) paradigm: Option<u8>,
    /// Letters of the listed word that the stem lacks.
    pub(super) cut: u8,
    /// Whether the listed word's article was taken off, so that one must be written.
    pub(super) needs_article: bool,
    /// Which loose spelling the key was folded by, plus one; 0 for none.
    pub(super) loose: u8,
    next: u32,
}

/// No posting, state or term.
const END: u32 = u32::MAX;
/// The gap before a first member.
pub(super) const START: u8 = 0;
/// A blank, or a hyphen without blanks.
pub(super) const BLANK: u8 = 1;

impl Lexicon {
    /// Indexes the source and forms of `term`, the `index`-th of the glossary. Gives back whether there was a
    /// word to index.
    pub(super) fn add(&mut self, index: u32, term: &Term, rules: &Rules) -> bool {
        let mut found = false;
        for form in std::iter::once(&term.source).chain(&term.forms) {
            for spelling in spellings(form) {
                found |= self.add_form(index, &spelling, flavour(term, form), rules);
            }
        }
        found
    }

    fn add_form(&mut self, index: u32, form: &str, flavour: Flavour, rules: &Rules) -> bool {
        let mut state = 0;
        let mut last_end = None;
        let mut found = false;
        for word in words(form) {
            let folded = rules.folder.fold(word.text).text;
            if folded.is_empty() {
                continue;
            }
            let gap = match last_end {
                None => START,
                Some(end) => self.list_gap(&form[end..word.span.start]),
            };
            last_end = Some(word.span.end);
            let member = self.member(&folded, flavour, rules);
            state = self.advance(state, member, gap);
            found = true;
        }
        if found {
            self.end(state, index);
        }
        found
    }

    /// Lets the `index`-th term end in `state`, after those that do.
    fn end(&mut self, state: u32, index: u32) {
        if self.ends(state).any(|term| term == index) {
            return;
        }
        let at = as_u32(self.ends.len());
        let (first, last) = &mut self.states[state as usize];
        match self.ends.get_mut(*last as usize) {
            Some((_, next)) => *next = at,
            None => *first = at,
        }
        *last = at;
        self.ends.push((index, END));
    }

    fn advance(&mut self, state: u32, member: u32, gap: u8) -> u32 {
        if self.states.is_empty() {
            self.states.push((END, END));
        }
        let next = as_u32(self.states.len());
        let to = match (state, gap) {
            (0, START) => {
                let start = &mut self.starts[member as usize];
                if *start == END {
                    *start = next;
                }
                *start
            }
            _ => *self.edges.entry((state, member, gap)).or_insert(next),
        };
        if to == next {
            self.states.push((END, END));
        }
        to
    }

    fn list_gap(&mut self, text: &str) -> u8 {
        let Some(key) = gap_key(text) else { return BLANK };
        let next = u8::try_from(self.gaps.len() + 2).unwrap_or(u8::MAX);
        *self.gaps.entry(key.into()).or_insert(next)
    }

    fn member(&mut self, folded: &str, flavour: Flavour, rules: &Rules) -> u32 {
        let next = as_u32(self.members.len());
        let key = self.key(folded);
        let id = *self.member_ids.entry((key, flavour)).or_insert(next);
        if id == next {
            self.members.push(flavour);
            self.starts.push(END);
            self.post_all(id, folded, flavour, rules);
            if flavour.prefix {
                self.has_prefixes = true;
                self.prefixes.insert(folded.chars(), id);
            }
        }
        id
    }

    fn key(&mut self, text: &str) -> u32 {
        let key = self.keys.insert(text);
        if key as usize == self.heads.len() {
            self.heads.push(END);
        }
        key
    }

    /// Posts a member under its letters, its letters without the article, its stems and its loose spellings.
    fn post_all(&mut self, member: u32, folded: &str, flavour: Flavour, rules: &Rules) {
        let plain = Posting {
            member,
            paradigm: None,
            cut: 0,
            needs_article: false,
            loose: 0,
            next: END,
        };
        self.post_word(folded, plain, flavour, rules);
        let bare = rules.article.as_deref().and_then(|a| folded.strip_prefix(a));
        if let Some(bare) = bare.filter(|bare| bare.chars().count() >= 2)
            && flavour.clitics
            && !(rules.article_may_be_stem && flavour.group.wider() == TermGroup::Common)
        {
            let needs_article = flavour.group.is_name() || !flavour.endings;
            self.post_word(
                bare,
                Posting {
                    needs_article,
                    ..plain
                },
                flavour,
                rules,
            );
        }
    }

    fn post_word(&mut self, word: &str, plain: Posting, flavour: Flavour, rules: &Rules) {
        self.post(word, plain);
        for (number, loose) in (1..).zip(&rules.loose) {
            // Under the second letter of the pair both spellings meet.
            if let Some(spelling) = loose.apply(word) {
                self.post(
                    &spelling,
                    Posting {
                        loose: number,
                        ..plain
                    },
                );
            }
        }
        if flavour.endings {
            for (number, bending) in (0..).zip(&rules.paradigms) {
                self.post_stems(
                    word,
                    bending,
                    flavour,
                    Posting {
                        paradigm: Some(number),
                        ..plain
                    },
                );
            }
        }
    }

    fn post_stems(&mut self, word: &str, bending: &Bending, flavour: Flavour, posting: Posting) {
        if !flavour.group.is_among(&bending.of) || bending.not_base.iter().any(|base| word.ends_with(base)) {
            return;
        }
        for base in &bending.base {
            let Some(stem) = word.strip_suffix(base.as_str()) else {
                continue;
            };
            if stem.is_empty() || stem.chars().count() < bending.min_stem {
                continue;
            }
            self.has_stems = true;
            let cut = u8::try_from(base.chars().count()).unwrap_or(u8::MAX);
            self.post(stem, Posting { cut, ..posting });
            for (from, to) in &bending.alternate {
                if let Some(head) = stem.strip_suffix(from.as_str()) {
                    self.post(
                        &format!("{head}{to}"),
                        Posting {
                            cut: cut.max(1),
                            ..posting
                        },
                    );
                }
            }
        }
    }

    fn post(&mut self, key: &str, posting: Posting) {
        let at = as_u32(self.postings.len());
        let key = self.key(key);
        let head = std::mem::replace(&mut self.heads[key as usize], at);
        self.postings.push(Posting {
            next: head,
            ..posting
        });
    }

    /// Everything posted under the letters `part` of a word, whose hashes are `hashes`.
    pub(super) fn under(&self, word: &str, hashes: &Hashes, part: Range<usize>) -> Postings<'_> {
        let hash = hashes.part(part.start, part.end);
        let key = self.keys.find(&word[part], hash);
        Postings {
            all: &self.postings,
            at: key.map_or(END, |key| self.heads[key as usize]),
        }
    }

    /// How `member` may be found.
    pub(super) fn flavour(&self, member: u32) -> Flavour {
        self.members[member as usize]
    }

    /// The state after `state` when `member` follows a gap of sort `gap`.
    pub(super) fn next(&self, state: u32, member: u32, gap: u8) -> Option<u32> {
        match (state, gap) {
            (0, START) => self.starts.get(member as usize).copied().filter(|&to| to != END),
            _ => self.edges.get(&(state, member, gap)).copied(),
        }
    }

    /// The terms that end in `state`.
    pub(super) fn ends(&self, state: u32) -> impl Iterator<Item = u32> {
        let mut at = self.states[state as usize].0;
        std::iter::from_fn(move || {
            let &(term, next) = self.ends.get(at as usize)?;
            at = next;
            Some(term)
        })
    }

    /// The sort of gap that `text` is; `None` for one that no term has.
    pub(super) fn gap(&self, text: &str) -> Option<u8> {
        match gap_key(text) {
            None => Some(BLANK),
            Some(key) => self.gaps.get(key).copied(),
        }
    }
}

/// The postings of one key, the latest first.
pub(super) struct Postings<'a> {
    all: &'a [Posting],
    at: u32,
}

impl<'a> Iterator for Postings<'a> {
    type Item = &'a Posting;

    fn next(&mut self) -> Option<Self::Item> {
        let posting = self.all.get(self.at as usize)?;
        self.at = posting.next;
        Some(posting)
    }
}

/// What tells a gap from others; `None` for a blank, a hyphen or an underscore.
fn gap_key(text: &str) -> Option<&str> {
    if text == " " {
        return None;
    }
    let key = text.trim_matches(|c: char| c.is_whitespace() || is_direction_mark(c));
    let hyphen = matches!(key, "-" | "\u{2010}" | "\u{2011}" | "_") && key.len() == text.len();
    (!key.is_empty() && !hyphen).then_some(key)
}

fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// How the words of `term` are found, from its rule and kind and from the form's number of words.
fn flavour(term: &Term, form: &str) -> Flavour {
    let rule = term.rule.unwrap_or_else(|| term.kind.rule());
    let several = words(form).nth(1).is_some();
    let group = match term.kind {
        kind if kind.is_name() && rule != MatchRule::Inflect && several => TermGroup::FullNames,
        kind if kind.is_name() && rule != MatchRule::Inflect => TermGroup::Names,
        TermKind::Phrase => TermGroup::Phrases,
        _ if several => TermGroup::Phrases,
        TermKind::Demonym => TermGroup::Demonyms,
        _ => TermGroup::Common,
    };
    Flavour {
        group,
        clitics: matches!(rule, MatchRule::Clitics | MatchRule::Inflect | MatchRule::Prefix),
        // Names bend as well where the language says so.
        endings: rule == MatchRule::Inflect || (rule == MatchRule::Clitics && group.is_name()),
        prefix: rule == MatchRule::Prefix,
    }
}

/// The ways in which a form may be written: as listed, joined at its hyphens, parted at its non-joiners.
fn spellings(form: &str) -> Vec<String> {
    let mut all = vec![form.to_owned()];
    if form.contains('-') {
        all.push(form.replace('-', ""));
    }
    if form.contains('\u{200C}') {
        all.push(form.replace('\u{200C}', " "));
    }
    all
}

fn as_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX - 1)
}
