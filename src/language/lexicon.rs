//! Words of two languages that render each other, roughly.
//!
//! A lexicon tells a check what is certainly covered: it proposes no rendering, and a word that it lacks is simply not
//! known. Its file lists words of the left language, a bar, and stems of the right one: any word that begins as a stem of four
//! letters and more, or is a shorter one up to its ending. Stems with capitals are names, and the line is one of names where
//! the first is; stems of nothing but capitals are acronyms, which stand for themselves alone: *US* is no *us*. A line with
//! [`UNSAID`] before it is of words that often go unsaid. What stands in brackets is the whole that a name belongs to and may be told
//! by: *Yemen* for صنعاء, unless the text names Yemen besides.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::glue::parts;
use super::{Entries, Language, Morphology, Numbers, of};
use crate::text::Word;

/// Every pair with a lexicon: left language, right language, file.
const PAIRS: &[(&str, &str, &str)] = &[("ar", "en", include_str!("data/pairs/ar-en.txt"))];

/// What stands before a line of words that good translations often do not tell.
const UNSAID: char = '~';

/// The letters of the shortest stem that words may go on from.
const SHORTEST: usize = 4;

/// What a name may lose before what makes an adjective of it.
const FINAL_VOWELS: [char; 4] = ['a', 'e', 'o', 'y'];

/// What a short stem may end in.
const ENDINGS: [&str; 8] = ["", "s", "es", "d", "ed", "ing", "'s", "’s"];

/// A lexicon, read.
#[derive(Debug, Default)]
struct Lexicon {
    left: FxHashMap<String, Vec<u16>>,
    right: FxHashMap<String, Vec<u16>>,
    /// The entries whose first word of the right language has a capital.
    names: FxHashSet<u16>,
    /// The entries whose words often go unsaid.
    unsaid: FxHashSet<u16>,
    /// The entries by which a whole tells a part, with those of the whole itself.
    wholes: FxHashMap<u16, Vec<u16>>,
    longest: usize,
    /// How many entries there are.
    count: usize,
}

/// A lexicon as seen from a source language to a target language.
#[derive(Debug, Clone, Copy)]
pub struct Bridge {
    lexicon: &'static Lexicon,
    left: &'static Language,
    source_is_left: bool,
}

/// The lexicon between two languages, if there is one. The first call reads its file.
#[must_use]
pub fn bridge(from: &Language, to: &Language) -> Option<Bridge> {
    static READ: [OnceLock<Lexicon>; PAIRS.len()] = [const { OnceLock::new() }; PAIRS.len()];
    let found = PAIRS.iter().enumerate().find_map(|(index, (left, right, _))| {
        let straight = (*left, *right) == (from.tag.as_str(), to.tag.as_str());
        let turned = (*left, *right) == (to.tag.as_str(), from.tag.as_str());
        (straight || turned).then_some((index, straight))
    });
    found.map(|(index, source_is_left)| Bridge {
        lexicon: READ[index].get_or_init(|| Lexicon::read(PAIRS[index].2)),
        left: of(PAIRS[index].0),
        source_is_left,
    })
}

/// Whether a lexicon from `language` into another knows `word`, so that it is a word of the language and no name of it alone.
#[must_use]
pub fn has_rendering(word: &str, language: &Language) -> bool {
    PAIRS.iter().any(|(left, right, _)| {
        let known = || bridge(language, of(right)).is_some_and(|bridge| !bridge.source(word).is_empty());
        *left == language.tag && known()
    })
}

impl Bridge {
    /// The entries that a word of the source belongs to; none for a word that is not known. A few dozen look-ups.
    #[must_use]
    pub fn source(&self, word: &str) -> &'static [u16] {
        self.entries(word, self.source_is_left)
    }

    /// The entries that a word of the target belongs to.
    #[must_use]
    pub fn target(&self, word: &str) -> &'static [u16] {
        self.entries(word, !self.source_is_left)
    }

    /// The entries that the `words` of a text of the target belong to, each with its own; U.S. is read as US.
    #[must_use]
    pub fn told<'t>(&self, text: &str, words: impl Iterator<Item = (Word<'t>, &'static [u16])>) -> Entries {
        let mut told = self.no_entries();
        let (mut initials, mut end) = (String::new(), 0);
        for (word, entries) in words {
            told.extend(entries);
            let is_initial = word.text.len() == 1 && word.text.starts_with(|c: char| c.is_ascii_uppercase());
            if !is_initial || text.get(end..word.span.start) != Some(".") {
                initials.clear();
            }
            if is_initial {
                initials.push_str(word.text);
                told.extend(self.target(&initials));
            }
            end = word.span.end;
        }
        told
    }

    /// The `entries` of a word of a text, without those by which a whole tells it that the text names besides: `named` has the
    /// entries of all its words.
    #[must_use]
    pub fn without_wholes(&self, entries: &'static [u16], named: &Entries) -> &'static [u16] {
        let is_named = |entry: &u16| {
            let whole = self.lexicon.wholes.get(entry);
            whole.is_some_and(|whole| named.has_any(whole))
        };
        &entries[..entries.iter().position(is_named).unwrap_or(entries.len())]
    }

    /// A set for entries of this lexicon.
    #[must_use]
    pub fn no_entries(&self) -> Entries {
        Entries::new(self.lexicon.count)
    }

    /// Whether a word with these entries often goes unsaid in good translations: *existence*, *process*.
    #[must_use]
    pub fn goes_unsaid(&self, entries: &[u16]) -> bool {
        entries.iter().any(|entry| self.lexicon.unsaid.contains(entry))
    }

    /// Whether a word with these entries is a name, of a place or a people say, and nothing else.
    #[must_use]
    pub fn is_name(&self, entries: &[u16]) -> bool {
        self.lexicon.is_name(entries)
    }

    /// Whether the source is the language whose words are listed whole.
    #[must_use]
    pub fn source_is_left(&self) -> bool {
        self.source_is_left
    }

    fn entries(&self, word: &str, left: bool) -> &'static [u16] {
        let found = if left {
            self.lexicon.left(&Numbers::fold(word), &self.left.morphology)
        } else {
            self.lexicon.right(word)
        };
        found.unwrap_or(&[])
    }
}

impl Lexicon {
    fn read(text: &str) -> Self {
        let mut lexicon = Self::default();
        let (mut wholes, mut next) = (Vec::new(), 0_u16);
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for (entry, (left, right)) in (0_u16..).zip(lines.filter_map(|line| line.split_once('|'))) {
            next = entry + 1;
            let spoken = left.trim_start_matches(UNSAID);
            if spoken != left {
                lexicon.unsaid.insert(entry);
            }
            lexicon.add_left(spoken, entry);
            if right.starts_with(char::is_uppercase) {
                lexicon.names.insert(entry);
            }
            for stem in right.split_whitespace() {
                match stem.strip_prefix('(').and_then(|stem| stem.strip_suffix(')')) {
                    Some(whole) => wholes.push((spoken, whole)),
                    None => lexicon.add_right(stem, entry),
                }
            }
        }
        // Behind all others, so that a word has these entries last.
        for (entry, (part, whole)) in (next..).zip(&wholes) {
            let itself = lexicon.right(whole).unwrap_or_default().to_vec();
            lexicon.wholes.insert(entry, itself);
            lexicon.names.insert(entry);
            lexicon.add_left(part, entry);
        }
        for (entry, (_, whole)) in (next..).zip(&wholes) {
            lexicon.add_right(whole, entry);
        }
        lexicon.count = usize::from(next) + wholes.len();
        lexicon.widen();
        lexicon
    }

    fn add_left(&mut self, words: &str, entry: u16) {
        for word in words.split_whitespace() {
            self.left.entry(Numbers::fold(word)).or_default().push(entry);
        }
    }

    /// Lets the words that begin as `stem` render those of `entry`.
    fn add_right(&mut self, stem: &str, entry: u16) {
        self.longest = self.longest.max(stem.len());
        let is_name = stem.starts_with(char::is_uppercase);
        let stem = if is_acronym(stem) {
            stem.to_owned()
        } else {
            stem.to_lowercase()
        };
        // Venetians are of Venice, Sicilians of Sicily.
        let shorter = stem
            .strip_suffix(FINAL_VOWELS)
            .filter(|shorter| shorter.len() >= SHORTEST);
        if let Some(shorter) = shorter.filter(|_| is_name) {
            self.right.entry(shorter.to_owned()).or_default().push(entry);
        }
        self.right.entry(stem).or_default().push(entry);
    }

    /// A longer stem renders what the shorter stems render that it begins with: *reporter* is a *report* too, and *added* is *add*.
    fn widen(&mut self) {
        let wider = |stem: &String| {
            let ends = stem.char_indices().map(|(at, _)| at).skip(1);
            let shorter = ends.filter(|&end| goes_on(&stem[..end], &stem[end..]));
            let shorter = shorter.filter_map(|end| self.right.get(&stem[..end])).flatten();
            (stem.clone(), shorter.copied().collect::<Vec<u16>>())
        };
        let all: Vec<_> = self.right.keys().map(wider).collect();
        for (stem, shorter) in all {
            self.right.entry(stem).or_default().extend(shorter);
        }
    }

    /// What `word`, folded, is listed under, as it stands or without what is glued before it and after it; the least cut wins. What
    /// is left of a verb is no name: فيما has no إمام.
    fn left(&self, word: &str, morphology: &Morphology) -> Option<&[u16]> {
        let parts = parts(word, morphology);
        let all = || {
            let nouns = parts.nouns.iter().map(|part| (*part, false));
            nouns.chain(parts.verbs.iter().map(|part| (*part, true)))
        };
        let may_be = |found: &&Vec<u16>, is_verb: bool| !(is_verb && self.is_name(found));
        let bent = |part: &str, is_name: bool| {
            let found = self.without_ending(part, morphology);
            found.filter(|found| self.is_name(found) == is_name)
        };
        let listed = |part: &str| self.left.get(part).or_else(|| bent(part, false));
        // The fewest letters before it: فشلت is فشل, not ف and شلت. A name comes last: جمعية is of no جمعة.
        let found = all().find_map(|(part, is_verb)| listed(part).filter(|found| may_be(found, is_verb)));
        let found = found.or_else(|| parts.nouns.iter().find_map(|part| bent(part, true)));
        let found = found.or_else(|| {
            // What stands before a verb takes its first letter: يجتمع of اجتمع.
            let onset = morphology.verb_onset?;
            let verbs = all().skip(1).map(|(part, _)| format!("{onset}{part}"));
            verbs
                .filter_map(|verb| listed(&verb))
                .find(|found| may_be(found, true))
        });
        found.map(Vec::as_slice)
    }

    /// Whether words with these entries are names and nothing else.
    fn is_name(&self, entries: &[u16]) -> bool {
        !entries.is_empty() && entries.iter().all(|entry| self.names.contains(entry))
    }

    /// What `part` is listed under without its ending. Of a name the ending makes an adjective: الوفدين is no Wafd.
    fn without_ending(&self, part: &str, morphology: &Morphology) -> Option<&Vec<u16>> {
        let joined = morphology.feminine_joined;
        let endings = morphology.light_endings.iter();
        let stems = endings.filter_map(|ending| Some((stem(part, ending)?, ending)));
        stems
            .filter_map(|(stem, ending)| {
                let bare = || self.left.get(stem);
                let feminine = || self.feminine(stem, morphology);
                // مدينتها is a city's (مدينة) rather than a debtor's (مدين).
                let found = if joined.is_some_and(|joined| ending.starts_with(joined)) {
                    feminine().or_else(bare)
                } else {
                    bare().or_else(feminine)
                };
                let relation = &morphology.relation;
                let relates = relation
                    .first()
                    .is_none_or(|plain| stem.ends_with(plain.as_str()) || relation.contains(ending));
                found.filter(|found| relates || !self.is_name(found))
            })
            .next()
    }

    /// A noun whose feminine ending is gone before a pronoun: مدينتها.
    fn feminine(&self, stem: &str, morphology: &Morphology) -> Option<&Vec<u16>> {
        let ending = morphology.feminine?;
        let mut noun = String::from(stem);
        noun.push(ending);
        self.left.get(&noun)
    }

    fn right(&self, word: &str) -> Option<&[u16]> {
        let acronym = || {
            ENDINGS
                .iter()
                .find_map(|ending| self.right.get(word.strip_suffix(ending)?))
        };
        if word.starts_with(char::is_uppercase)
            && let Some(found) = acronym()
        {
            return Some(found);
        }
        let word = &*word.to_lowercase();
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut found = None;
        for end in ends.take_while(|&end| end <= self.longest) {
            let (stem, rest) = word.split_at(end);
            if goes_on(stem, rest) {
                found = self.right.get(stem).or(found);
            }
        }
        found.map(Vec::as_slice)
    }
}

/// Whether a stem is nothing but capitals.
fn is_acronym(stem: &str) -> bool {
    stem.len() > 1 && stem.chars().all(char::is_uppercase)
}

/// Whether a word may begin with `stem` and have `rest` behind it.
fn goes_on(stem: &str, rest: &str) -> bool {
    stem.chars().count() >= SHORTEST || ENDINGS.contains(&rest)
}

fn stem<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    let stem = word.strip_suffix(ending)?;
    (stem.chars().count() >= 3).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(arabic: &str, english: &str) -> bool {
        let bridge = bridge(of("ar"), of("en")).unwrap();
        let here = bridge.target(english);
        bridge.source(arabic).iter().any(|entry| here.contains(entry))
    }

    #[test]
    fn words_with_what_is_glued_to_them_are_known() {
        assert!(told("والمفاوضات", "negotiating"));
        assert!(told("للأسعار", "prices"));
        assert!(told("مدينتها", "city"));
        assert!(told("سيزور", "visit"));
        assert!(told("المصرية", "Egypt's"));
        assert!(told("يجتمعون", "meeting") && told("سيستخدم", "used"));
        assert!(!told("سامر", "order") && !told("كيري", "irrigation"));
    }

    #[test]
    fn a_country_tells_its_city_unless_it_is_named_besides() {
        let bridge = bridge(of("ar"), of("en")).unwrap();
        let city = bridge.source("صنعاء");
        let tells = |named: &[&str], told: &str| {
            let all = named.iter().map(|word| bridge.source(word));
            let all = all.fold(bridge.no_entries(), Entries::with);
            let rest = bridge.without_wholes(city, &all);
            rest.iter().any(|entry| bridge.target(told).contains(entry))
        };
        assert!(tells(&["صنعاء"], "Yemen") && tells(&["صنعاء"], "Sanaa"));
        assert!(!tells(&["صنعاء", "اليمنية"], "Yemen") && tells(&["صنعاء", "اليمن"], "Sanaa"));
    }

    #[test]
    fn an_acronym_stands_for_itself_alone() {
        let bridge = bridge(of("ar"), of("en")).unwrap();
        let tells = |text: &str| {
            let words = crate::text::words(text).map(|word| {
                let entries = bridge.target(word.text);
                (word, entries)
            });
            let here = bridge.told(text, words);
            here.has_any(bridge.source("الولايات"))
        };
        assert!(tells("the US envoy") && tells("U.S. troops"));
        assert!(!tells("he told us") && !tells("U. Smith"));
    }

    #[test]
    fn a_form_of_another_word_is_no_name() {
        assert!(told("فشلت", "failed") && !told("الوفدين", "Wafd"));
        assert!(told("الإماراتيين", "Emirati") && told("صقلية", "Sicilian"));
    }

    #[test]
    fn some_words_often_go_unsaid() {
        let bridge = bridge(of("ar"), of("en")).unwrap();
        assert!(bridge.goes_unsaid(bridge.source("وجود")));
        assert!(!bridge.goes_unsaid(bridge.source("مستشفى")));
    }

    #[test]
    fn the_mark_of_such_words_stands_before_their_line() {
        let rights = |file: &'static str| file.lines().filter_map(|line| line.split_once('|'));
        let mut lines = PAIRS
            .iter()
            .flat_map(|(_, _, file)| rights(file).filter(|(left, _)| !left.starts_with('#')));
        assert!(lines.all(|(_, right)| !right.contains(UNSAID)));
    }

    #[test]
    fn a_short_stem_is_a_whole_word() {
        assert!(told("حرب", "wars") && !told("حرب", "warning"));
        assert!(told("أضاف", "added"));
    }

    #[test]
    fn the_other_direction_has_the_same_lexicon() {
        let bridge = bridge(of("en"), of("ar")).unwrap();
        assert!(!bridge.source("negotiations").is_empty() && !bridge.target("المفاوضات").is_empty());
        assert!(super::bridge(of("en"), of("fi")).is_none());
    }
}
