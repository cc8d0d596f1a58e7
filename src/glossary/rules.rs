//! A language's spelling and morphology, made ready for matching.

use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashSet;

use super::trie::Trie;
use crate::language::{Contraction, Language, Loose, Paradigm, Place, Reach, TermGroup};
use crate::text::{CaseFold, Folder};

/// What the matcher knows of a language.
#[derive(Debug)]
pub(super) struct Rules {
    /// Folds a word.
    pub(super) folder: Folder,
    /// As `folder`, with letter case kept.
    pub(super) cased: Folder,
    /// Proclitic chains; the first is the empty one.
    pub(super) chains: Vec<Chain>,
    /// What is written for each chain.
    pub(super) written: Trie,
    /// See [`crate::language::Morphology::proclitic_letters`].
    pub(super) proclitic_letters: String,
    /// How words bend; a paradigm is known by its place.
    pub(super) paradigms: Vec<Bending>,
    /// Endings from their last letter to their first, to the paradigms that have them.
    pub(super) endings: Trie,
    /// The glued article, folded.
    pub(super) article: Option<String>,
    /// See [`crate::language::Morphology::article_may_be_stem`].
    pub(super) article_may_be_stem: bool,
    /// Frequent words, folded.
    pub(super) ordinary: FxHashSet<String>,
    /// Well-known names, folded.
    pub(super) names: FxHashSet<String>,
    /// Words that are not taken apart: the frequent ones and well-known names, folded.
    pub(super) whole: FxHashSet<String>,
    /// Those of `ordinary` that are plurals.
    pub(super) ordinary_plurals: FxHashSet<String>,
    /// Letters that some writers mix up.
    pub(super) loose: Vec<LooseLetters>,
    /// See [`crate::language::Morphology::short_stem`].
    pub(super) short_stem: usize,
    /// See [`crate::language::Morphology::ending_after_apostrophe`].
    pub(super) ending_after_apostrophe: bool,
    /// See [`crate::language::Morphology::capital_nouns`].
    pub(super) capital_nouns: bool,
    /// See [`crate::language::Morphology::unspaced`].
    pub(super) unspaced: bool,
    /// See [`crate::language::Morphology::runs`].
    pub(super) runs: Vec<RangeInclusive<char>>,
}

/// One way in which proclitics stand before a word.
#[derive(Debug, Clone, Default)]
pub(super) struct Chain {
    /// What is shown, joined by `+`.
    pub(super) parts: Vec<String>,
    /// Letters written.
    pub(super) letters: usize,
    /// Whether the article is the last of them.
    pub(super) article: bool,
    /// Whether they are the article alone.
    pub(super) only_article: bool,
    /// What the word must begin with.
    pub(super) before: Option<String>,
}

/// A paradigm with everything folded.
#[derive(Debug)]
pub(super) struct Bending {
    pub(super) of: Vec<TermGroup>,
    pub(super) base: Vec<String>,
    pub(super) not_base: Vec<String>,
    pub(super) alternate: Vec<(String, String)>,
    pub(super) min_stem: usize,
    pub(super) indefinite: bool,
    pub(super) sure: bool,
}

/// A pair of letters that some writers mix up, with the words that show it, folded.
#[derive(Debug)]
pub(super) struct LooseLetters {
    pub(super) letters: (char, char),
    pub(super) at: Place,
    pub(super) shown_by: FxHashSet<String>,
    pub(super) denied_by: FxHashSet<String>,
    pub(super) except: FxHashSet<String>,
    pub(super) without_habit: Reach,
}

/// The rules of `language`, read once a language.
pub(super) fn compiled(language: &Language) -> Arc<Rules> {
    static READ: Mutex<Vec<(String, Arc<Rules>)>> = Mutex::new(Vec::new());
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, rules)) = read.iter().find(|(tag, _)| *tag == language.tag) {
        return Arc::clone(rules);
    }
    let rules = Arc::new(Rules::of(language));
    read.push((language.tag.clone(), Arc::clone(&rules)));
    rules
}

impl Rules {
    /// Reads the facts of `language`; the endings of a richly inflected language are some thousands.
    pub(super) fn of(language: &Language) -> Self {
        let folding = language.spelling.folding();
        let mut cased = folding.clone();
        cased.case = CaseFold::Keep;
        let folder = Folder::new(folding);
        let fold = |text: &str| folder.fold(text).text;
        let set = |words: &[String]| words.iter().map(|w| fold(w)).collect();
        let morphology = &language.morphology;
        let article = morphology.article.as_deref().map(fold);
        let (chains, written) = chains(
            &morphology.proclitics,
            &morphology.contractions,
            article.as_deref(),
            &fold,
        );
        let endings = endings(&morphology.paradigms, &fold);
        Self {
            chains,
            written,
            endings,
            paradigms: morphology
                .paradigms
                .iter()
                .map(|p| Bending::of(p, &fold))
                .collect(),
            article,
            article_may_be_stem: morphology.article_may_be_stem,
            ordinary: morphology.ordinary.split_whitespace().map(fold).collect(),
            names: morphology.names.split_whitespace().map(fold).collect(),
            whole: [&morphology.ordinary, &morphology.names]
                .iter()
                .flat_map(|words| words.split_whitespace().map(fold))
                .collect(),
            ordinary_plurals: morphology.ordinary_plurals.split_whitespace().map(fold).collect(),
            loose: language
                .spelling
                .loose
                .iter()
                .map(|l| LooseLetters::of(l, &set))
                .collect(),
            proclitic_letters: morphology.proclitic_letters.clone(),
            short_stem: morphology.short_stem,
            ending_after_apostrophe: morphology.ending_after_apostrophe,
            capital_nouns: morphology.capital_nouns,
            unspaced: morphology.unspaced,
            runs: morphology.run_letters(),
            cased: Folder::new(cased),
            folder,
        }
    }
}

impl Rules {
    /// Whether the unfolded `word` begins with the letters of `chain` themselves, not with ones that only spelling
    /// equates with them.
    pub(super) fn begins_with(&self, word: &str, chain: &Chain) -> bool {
        let told_apart = |c: &char| self.proclitic_letters.contains(*c);
        let letters = chain.parts.iter().flat_map(|part| part.chars());
        let mut written = word.chars();
        letters
            .filter(told_apart)
            .all(|letter| written.find(told_apart) == Some(letter))
    }
}

impl Bending {
    fn of(paradigm: &Paradigm, fold: &impl Fn(&str) -> String) -> Self {
        Self {
            of: paradigm.of.clone(),
            base: paradigm.base.iter().map(|b| fold(b)).collect(),
            not_base: paradigm.not_base.iter().map(|b| fold(b)).collect(),
            alternate: paradigm
                .alternate
                .iter()
                .map(|(from, to)| (fold(from), fold(to)))
                .collect(),
            min_stem: paradigm.min_stem,
            indefinite: paradigm.indefinite,
            sure: paradigm.sure,
        }
    }
}

impl LooseLetters {
    fn of(loose: &Loose, set: &impl Fn(&[String]) -> FxHashSet<String>) -> Self {
        Self {
            letters: loose.letters,
            at: loose.at,
            shown_by: set(&loose.shown_by),
            denied_by: set(&loose.denied_by),
            except: set(&loose.except),
            without_habit: loose.without_habit,
        }
    }

    /// `word` with the second letter of the pair put for the first, if that changes it.
    pub(super) fn apply(&self, word: &str) -> Option<String> {
        let (from, to) = self.letters;
        match self.at {
            Place::End => word.strip_suffix(from).map(|head| format!("{head}{to}")),
            Place::Anywhere => word
                .contains(from)
                .then(|| word.replace(from, to.encode_utf8(&mut [0; 4]))),
        }
    }
}

/// All combinations of proclitics and what is written for them.
fn chains(
    places: &[Vec<String>],
    contractions: &[Contraction],
    article_letters: Option<&str>,
    fold: &impl Fn(&str) -> String,
) -> (Vec<Chain>, Trie) {
    let mut sequences: Vec<Vec<String>> = vec![Vec::new()];
    for place in places {
        let longer: Vec<_> = sequences
            .iter()
            .flat_map(|head| {
                place
                    .iter()
                    .map(move |part| [head.as_slice(), std::slice::from_ref(part)].concat())
            })
            .collect();
        sequences.extend(longer);
    }
    let mut chains = Vec::new();
    let mut written = Trie::default();
    let mut add = |parts: Vec<String>, article: bool, before: Option<String>| {
        let text = fold(&parts.concat());
        // Question particle and preposition (أ + ل) look like the article, which is what is meant.
        if !article && article_letters.is_some_and(|letters| text.ends_with(letters)) {
            return;
        }
        written.insert(text.chars(), u32::try_from(chains.len()).unwrap_or(u32::MAX));
        chains.push(Chain {
            letters: text.chars().count(),
            only_article: article && parts.len() == 1,
            parts,
            article,
            before,
        });
    };
    for parts in sequences {
        let articled = parts
            .last()
            .is_some_and(|last| Some(last.as_str()) == article_letters);
        let mut contracted = false;
        for contraction in contractions.iter().filter(|c| parts.ends_with(&c.parts)) {
            let mut shown = parts[..parts.len() - contraction.parts.len()].to_vec();
            shown.push(contraction.written.clone());
            contracted |= contraction.before.is_none();
            add(shown, articled, contraction.before.as_deref().map(fold));
        }
        if !contracted {
            add(parts, articled, None);
        }
    }
    (chains, written)
}

fn endings(paradigms: &[Paradigm], fold: &impl Fn(&str) -> String) -> Trie {
    let mut endings = Trie::default();
    for (index, paradigm) in paradigms.iter().enumerate() {
        for ending in paradigm.endings() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            endings.insert(fold(&ending).chars().rev(), index);
        }
    }
    endings
}
