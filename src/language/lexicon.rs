//! Words of two languages that render each other, roughly.
//!
//! A lexicon tells a check what is certainly covered: it proposes no rendering, and a word that it lacks is simply not
//! known. Its file lists words of the left language, a bar, and stems of the right one: any word that begins as a stem of four
//! letters and more, or is a shorter one up to its ending.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Language, Morphology, Numbers, of};

/// Every pair with a lexicon: left language, right language, file.
const PAIRS: &[(&str, &str, &str)] = &[("ar", "en", include_str!("data/pairs/ar-en.txt"))];

/// What a short stem may end in.
const ENDINGS: [&str; 8] = ["", "s", "es", "d", "ed", "ing", "'s", "’s"];

/// A lexicon, read.
#[derive(Debug, Default)]
struct Lexicon {
    left: FxHashMap<String, Vec<u16>>,
    right: FxHashMap<String, Vec<u16>>,
    longest: usize,
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

impl Bridge {
    /// The entries that a word of the source belongs to; none for a word that is not known.
    #[must_use]
    pub fn source(&self, word: &str) -> &'static [u16] {
        self.entries(word, self.source_is_left)
    }

    /// The entries that a word of the target belongs to.
    #[must_use]
    pub fn target(&self, word: &str) -> &'static [u16] {
        self.entries(word, !self.source_is_left)
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
            self.lexicon.right(&word.to_lowercase())
        };
        found.unwrap_or(&[])
    }
}

impl Lexicon {
    fn read(text: &str) -> Self {
        let mut lexicon = Self::default();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for (entry, (left, right)) in (0_u16..).zip(lines.filter_map(|line| line.split_once('|'))) {
            for word in left.split_whitespace() {
                lexicon.left.entry(Numbers::fold(word)).or_default().push(entry);
            }
            for stem in right.split_whitespace() {
                lexicon.longest = lexicon.longest.max(stem.len());
                lexicon.right.entry(stem.to_owned()).or_default().push(entry);
            }
        }
        lexicon
    }

    /// What `word`, folded, is listed under, as it stands or without what is glued before it and after it; the least cut wins.
    fn left(&self, word: &str, morphology: &Morphology) -> Option<&[u16]> {
        let bare = bare(word, morphology);
        let whole = bare.iter().find_map(|part| self.left.get(*part));
        let cut = || {
            bare.iter().find_map(|part| {
                let endings = morphology.light_endings.iter();
                endings
                    .filter_map(|ending| stem(part, ending))
                    .find_map(|stem| self.left.get(stem).or_else(|| self.feminine(stem, morphology)))
            })
        };
        whole.or_else(cut).map(Vec::as_slice)
    }

    /// A noun whose feminine ending is gone before a pronoun: مدينتها.
    fn feminine(&self, stem: &str, morphology: &Morphology) -> Option<&Vec<u16>> {
        let ending = morphology.feminine?;
        let mut noun = String::from(stem);
        noun.push(ending);
        self.left.get(&noun)
    }

    fn right(&self, word: &str) -> Option<&[u16]> {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut found = None;
        for end in ends.take_while(|&end| end <= self.longest) {
            let (stem, rest) = word.split_at(end);
            if stem.chars().count() > 3 || ENDINGS.contains(&rest) {
                found = self.right.get(stem).or(found);
            }
        }
        found.map(Vec::as_slice)
    }
}

/// `word` and what is left of it without the particles that may be glued before it, the longest first.
#[must_use]
pub fn bare<'a>(word: &'a str, morphology: &Morphology) -> Vec<&'a str> {
    let mut bare = vec![word];
    for slot in morphology.proclitics.iter().chain(&morphology.verb_beginnings) {
        for at in 0..bare.len() {
            let cut = slot.iter().filter_map(|glued| {
                let rest = bare[at].strip_prefix(glued.as_str())?;
                (rest.chars().count() >= 2).then_some(rest)
            });
            let cut: Vec<&str> = cut.collect();
            bare.extend(cut);
        }
    }
    // ل and the article are written لل.
    let contracted = morphology.contractions.iter().filter_map(|contraction| {
        let rest = bare
            .iter()
            .find_map(|part| part.strip_prefix(contraction.written.as_str()))?;
        (contraction.before.is_none() && rest.chars().count() >= 2).then_some(rest)
    });
    let contracted: Vec<&str> = contracted.collect();
    bare.extend(contracted);
    bare
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
    }

    #[test]
    fn a_short_stem_is_a_whole_word() {
        assert!(told("حرب", "wars") && !told("حرب", "warning"));
    }

    #[test]
    fn the_other_direction_has_the_same_lexicon() {
        let bridge = bridge(of("en"), of("ar")).unwrap();
        assert!(!bridge.source("negotiations").is_empty() && !bridge.target("المفاوضات").is_empty());
        assert!(super::bridge(of("en"), of("fi")).is_none());
    }
}
