//! What checks know of a word in whatever text it stands.
//!
//! Several checks ask the same of a word: what the lexicon has for it, whether it says no, what number it is, whether it may be a
//! name. Each of these is found out when a check first asks for it, and held as long as the word is. Texts say the same words again
//! and again, so a thread remembers those that it has met: a text looks each of its words up once, and a `Pair` has them by place.

use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::exchanged_names::meanings;
use super::exchanged_numbers::parts;
use super::names::{Lore, Shape};
use super::negation::Form;
use super::numbers::Part;
use super::opposite_word::Sense;
use crate::language::{Bridge, Language, Numbers, Stranding, bridge};

/// How many words of a language a thread remembers: some fifteen megabytes.
const MOST_MET: usize = 20_000;

/// A language, and the one that its texts are held against.
pub(super) type Languages = (&'static Language, &'static Language);

/// A word of a language, with what is true of it wherever it stands.
pub(super) struct Known {
    text: Arc<str>,
    language: &'static Language,
    other: &'static Language,
    bridge: Option<Bridge>,
    folded: OnceLock<Arc<str>>,
    entries: OnceLock<&'static [u16]>,
    is_small: OnceLock<bool>,
    form: OnceLock<Form>,
    senses: OnceLock<Box<[Sense]>>,
    meanings: OnceLock<&'static [usize]>,
    strandings: OnceLock<Box<[&'static Stranding]>>,
    parts_figures: OnceLock<bool>,
    part: OnceLock<Part>,
    lore: OnceLock<Box<Lore>>,
    shape: OnceLock<Option<Arc<Shape>>>,
}

impl Known {
    fn new(text: Arc<str>, (language, other): Languages) -> Self {
        Self {
            text,
            language,
            other,
            bridge: bridge(language, other),
            folded: OnceLock::new(),
            entries: OnceLock::new(),
            is_small: OnceLock::new(),
            form: OnceLock::new(),
            senses: OnceLock::new(),
            meanings: OnceLock::new(),
            strandings: OnceLock::new(),
            parts_figures: OnceLock::new(),
            part: OnceLock::new(),
            lore: OnceLock::new(),
            shape: OnceLock::new(),
        }
    }

    /// The word as it is written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The language that it is of.
    pub(super) fn language(&self) -> &'static Language {
        self.language
    }

    /// The language that its texts are held against.
    pub(super) fn other(&self) -> &'static Language {
        self.other
    }

    /// The word as [`Numbers::fold`] has it.
    pub(super) fn folded(&self) -> &Arc<str> {
        self.folded.get_or_init(|| Numbers::fold(&self.text).into())
    }

    /// The entries of the lexicon that it belongs to; none where there is no lexicon.
    pub(super) fn entries(&self) -> &'static [u16] {
        self.entries.get_or_init(|| self.entries_of(&self.text))
    }

    /// The same of a part of it.
    pub(super) fn entries_of(&self, part: &str) -> &'static [u16] {
        self.bridge.map_or(&[], |bridge| bridge.source(part))
    }

    /// Whether it is a small word, which tells nothing of its own.
    pub(super) fn is_small(&self) -> bool {
        let (names, morphology) = (&self.language.names, &self.language.morphology);
        *self
            .is_small
            .get_or_init(|| names.is_function(self.folded(), morphology))
    }

    /// What is true of it for who looks for what it denies and who says it.
    pub(super) fn form(&self) -> &Form {
        self.form.get_or_init(|| Form::of(self))
    }

    /// What it says of pairs of opposites.
    pub(super) fn senses(&self) -> &[Sense] {
        self.senses.get_or_init(|| Sense::all(self))
    }

    /// What it means as a verb that one does to another: see [`meanings`].
    pub(super) fn meanings(&self) -> &'static [usize] {
        self.meanings.get_or_init(|| meanings(self))
    }

    /// What it never stands before, of the rules of its language: see [`Stranding`].
    pub(super) fn strandings(&self) -> &[&'static Stranding] {
        self.strandings.get_or_init(|| {
            let is_meant = |rule: &&Stranding| rule.words.iter().any(|word| **word == *self.text);
            self.language.stranding.iter().filter(is_meant).collect()
        })
    }

    /// Whether it may part what one figure counts from what the next one does: see [`parts`].
    pub(super) fn parts_figures(&self) -> bool {
        *self.parts_figures.get_or_init(|| parts(self))
    }

    /// What it is in a number.
    pub(super) fn part(&self) -> &Part {
        self.part.get_or_init(|| Part::of(self))
    }

    /// What is true of it for who looks for names in a source.
    pub(super) fn lore(&self) -> &Lore {
        self.lore.get_or_init(|| Lore::of(self).into())
    }

    /// What is true of it for who looks for names in a translation; nothing where it has not the shape of one.
    pub(super) fn shape(&self) -> Option<&Arc<Shape>> {
        self.shape.get_or_init(|| Shape::of(self)).as_ref()
    }
}

/// The words of one language that were met, in texts held against those of another.
type Met = FxHashMap<Arc<str>, Arc<Known>>;

thread_local! {
    /// The words that this thread has met.
    static MET: RefCell<FxHashMap<[*const Language; 2], Met>> = RefCell::default();
}

/// What is known of each of `words`. A look-up for each; all are forgotten when there are too many.
pub(super) fn known<'w>(words: impl Iterator<Item = &'w str>, languages: Languages) -> Vec<Arc<Known>> {
    let known = |met: &mut Met, word: &str| {
        if let Some(known) = met.get(word) {
            return Arc::clone(known);
        }
        if met.len() >= MOST_MET {
            met.clear();
        }
        let word: Arc<str> = word.into();
        let known = Arc::new(Known::new(Arc::clone(&word), languages));
        met.insert(word, Arc::clone(&known));
        known
    };
    MET.with_borrow_mut(|met| {
        let met = met.entry([languages.0, languages.1].map(std::ptr::from_ref));
        let met = met.or_default();
        words.map(|word| known(met, word)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::of;

    #[test]
    fn a_word_is_found_out_once_for_each_pair_of_languages() {
        let met = |word: &str, other: &str| known([word].into_iter(), (of("ar"), of(other))).remove(0);
        let (word, again) = (met("والمفاوضات", "en"), met("والمفاوضات", "en"));
        assert!(Arc::ptr_eq(&word, &again) && !word.entries().is_empty());
        assert!(std::ptr::eq(word.lore(), again.lore()));
        assert!(met("والمفاوضات", "fr").entries().is_empty());
    }

    #[test]
    fn a_thread_forgets_all_words_when_there_are_too_many() {
        let languages = (of("he"), of("tr"));
        let first = known(["0"].into_iter(), languages).remove(0);
        let many: Vec<String> = (0..=MOST_MET).map(|word| word.to_string()).collect();
        let met = known(many.iter().map(String::as_str), languages);
        assert!(Arc::ptr_eq(&first, &met[0]) && met.len() == many.len());
        assert!(!Arc::ptr_eq(&first, &known(["0"].into_iter(), languages)[0]));
        let held = MET.with_borrow(|met| met.values().map(FxHashMap::len).max());
        assert!(held.is_some_and(|held| held <= MOST_MET));
    }
}
