//! A source and its translation, with what checks read in them.
//!
//! Several checks ask the same of a text: which words it has, what is known of them, its figures, its names. Each of these is
//! read when a check first asks for it, and held as long as the pair is. A pair does not change, so nothing that it holds can be out
//! of date.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::known::{Known, Languages, known};
use super::length::extents;
use super::names::{Capital, Heard};
use super::negation::Form;
use super::numbers::Figures;
use super::placeholder::{Placeholder, placeholders};
use super::verbatim::{covers, verbatim};
use super::{Renderings, brevity};
use crate::document::{Content, Outcome, TermUse};
use crate::language::{Bridge, Entries, Language, bridge};
use crate::text::{Word, words};

/// A source and its translation, as a check sees them.
pub struct Pair<'a> {
    pub(super) source: &'a Content,
    pub(super) target: &'a Content,
    pub(super) from: &'static Language,
    pub(super) to: &'static Language,
    pub(super) terms: &'a [TermUse],
    pub(super) renderings: Option<&'a dyn Renderings>,
    bridge: Option<Bridge>,
    read: [Read; 2],
    /// The places of the words of the source that belong to terms, each with that of one of its terms.
    covered: OnceLock<Vec<(usize, usize)>>,
    /// Where renderings of terms stand in the translation, in bytes, in order and apart.
    rendered: OnceLock<Vec<Range<usize>>>,
    extents: OnceLock<Option<(f32, f32)>>,
    brevity: OnceLock<f32>,
    capitals: OnceLock<Vec<Capital>>,
    heard: OnceLock<Option<Heard>>,
}

impl<'a> Pair<'a> {
    /// A source segment and its translation, blank while the segment is empty, in their languages, with the glossary terms of the
    /// source and what became of them in the translation.
    #[must_use]
    pub fn new(
        (source, target): (&'a Content, &'a Content),
        (from, to): (&'static Language, &'static Language),
        terms: &'a [TermUse],
    ) -> Self {
        Self {
            source,
            target,
            from,
            to,
            terms,
            renderings: None,
            bridge: bridge(from, to),
            read: Default::default(),
            covered: OnceLock::new(),
            rendered: OnceLock::new(),
            extents: OnceLock::new(),
            brevity: OnceLock::new(),
            capitals: OnceLock::new(),
            heard: OnceLock::new(),
        }
    }

    /// The same with what the memory has for words of the source, if there is enough of it.
    #[must_use]
    pub fn with_renderings(self, renderings: Option<&'a dyn Renderings>) -> Self {
        Self { renderings, ..self }
    }

    /// Lets go of what checks of segments have read and those of articles do not ask for: with ten thousand pairs that is half of the
    /// memory. Who asks all the same reads it again.
    pub fn let_go(&mut self) {
        for read in &mut self.read {
            read.figures.take();
        }
        self.read[Which::Target as usize].told.take();
    }

    /// The source.
    pub(super) fn there(&self) -> Text<'_> {
        self.text(Which::Source)
    }

    /// The translation.
    pub(super) fn here(&self) -> Text<'_> {
        self.text(Which::Target)
    }

    /// One of the two.
    pub(super) fn text(&self, which: Which) -> Text<'_> {
        Text { pair: self, which }
    }

    /// The lexicon of the languages, if there is one.
    pub(super) fn bridge(&self) -> Option<Bridge> {
        self.bridge
    }

    /// The terms that the word at `place` of the source belongs to, in their order. Logarithmic in them.
    pub(super) fn terms_of(&self, place: usize) -> impl Iterator<Item = &TermUse> + Clone {
        let words = self.there().spans();
        let covered = self.covered.get_or_init(|| {
            let of_term = |(term, used): (usize, &TermUse)| {
                let span = &used.hit.span;
                let first = words.partition_point(|word| word.end <= span.start);
                let inside = words[first..].iter().take_while(|word| word.start < span.end);
                (first..first + inside.count()).map(move |place| (place, term))
            };
            let mut covered: Vec<_> = self.terms.iter().enumerate().flat_map(of_term).collect();
            covered.sort_unstable();
            covered
        });
        let first = covered.partition_point(|(word, _)| *word < place);
        let rest = covered[first..].iter();
        rest.take_while(move |(word, _)| *word == place)
            .map(|(_, term)| &self.terms[*term])
    }

    /// Whether what stands at `span` of the translation, in bytes, is of the rendering of a term. Logarithmic in the terms.
    pub(super) fn renders_a_term(&self, span: &Range<usize>) -> bool {
        let rendered = self.rendered.get_or_init(|| {
            let renderings = self.terms.iter().filter_map(|used| match &used.outcome {
                Outcome::Held(at) | Outcome::Variant(at) => Some(at.clone()),
                _ => None,
            });
            let mut all: Vec<Range<usize>> = renderings.collect();
            all.sort_unstable_by_key(|at| at.start);
            // One within another, or over its end, is one with it.
            all.dedup_by(|next, kept| {
                let meets = next.start < kept.end;
                kept.end = if meets { kept.end.max(next.end) } else { kept.end };
                meets
            });
            all
        });
        let next = rendered.partition_point(|at| at.end < span.end);
        rendered.get(next).is_some_and(|at| at.start <= span.start)
    }

    /// How long both texts would be in English: see [`extents`].
    pub(super) fn extents(&self) -> Option<(f32, f32)> {
        *self.extents.get_or_init(|| extents(self))
    }

    /// How short the translations beside it are: see [`brevity`].
    pub(super) fn brevity(&self) -> f32 {
        *self.brevity.get_or_init(brevity::usual)
    }

    /// Holds it against translations beside it that are so short, unless it was held against any before.
    pub(super) fn hold_against(&self, brevity: f32) {
        self.brevity.get_or_init(|| brevity);
    }

    /// The words of the translation that may be names.
    pub(super) fn capitals(&self) -> &[Capital] {
        self.capitals.get_or_init(|| Capital::all(self))
    }

    /// The words of both texts read for names; `None` where the languages have no lexicon that lists the words of the source.
    pub(super) fn heard(&self) -> Option<&Heard> {
        self.heard.get_or_init(|| Heard::of(self)).as_ref()
    }

    /// Whether the translation has what the memory has for `word`, a word of the source.
    pub(super) fn has_usual(&self, word: &str) -> bool {
        let renderings = self.renderings;
        renderings.is_some_and(|renderings| renderings.has(word, &self.target.text))
    }
}

impl fmt::Debug for Pair<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts = (&self.source.text, &self.target.text);
        f.debug_tuple("Pair").field(&texts).finish_non_exhaustive()
    }
}

/// Which text of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Source,
    Target,
}

/// What is held of a text.
#[derive(Default)]
struct Read {
    words: OnceLock<Vec<Range<usize>>>,
    addresses: OnceLock<Vec<Range<usize>>>,
    placeholders: OnceLock<Vec<Placeholder>>,
    known: OnceLock<Vec<Arc<Known>>>,
    told: OnceLock<Option<Entries>>,
    figures: OnceLock<Figures>,
}

/// One text of a pair.
#[derive(Clone, Copy)]
pub(super) struct Text<'p> {
    pair: &'p Pair<'p>,
    which: Which,
}

impl<'p> Text<'p> {
    /// What it says.
    pub(super) fn content(self) -> &'p Content {
        match self.which {
            Which::Source => self.pair.source,
            Which::Target => self.pair.target,
        }
    }

    /// Its characters.
    pub(super) fn text(self) -> &'p str {
        &self.content().text
    }

    /// The language that it is in.
    pub(super) fn language(self) -> &'static Language {
        self.languages().0
    }

    /// That language, and the one of the other text.
    fn languages(self) -> Languages {
        match self.which {
            Which::Source => (self.pair.from, self.pair.to),
            Which::Target => (self.pair.to, self.pair.from),
        }
    }

    fn read(self) -> &'p Read {
        &self.pair.read[self.which as usize]
    }

    /// Where its words stand, in bytes.
    pub(super) fn spans(self) -> &'p [Range<usize>] {
        let spans = || words(self.text()).map(|word| word.span).collect();
        self.read().words.get_or_init(spans)
    }

    /// Its words, in order.
    pub(super) fn words(self) -> impl ExactSizeIterator<Item = Word<'p>> + DoubleEndedIterator + Clone {
        let text = self.text();
        self.spans().iter().map(move |span| Word {
            span: span.clone(),
            text: &text[span.clone()],
        })
    }

    /// Its addresses and the like, in order: see [`verbatim`].
    pub(super) fn addresses(self) -> &'p [Range<usize>] {
        self.read().addresses.get_or_init(|| verbatim(self.text()))
    }

    /// Whether the byte `at` is of one of these.
    pub(super) fn is_address(self, at: usize) -> bool {
        covers(self.addresses(), at)
    }

    /// Its placeholders, in order.
    pub(super) fn placeholders(self) -> &'p [Placeholder] {
        let read = self.read();
        read.placeholders.get_or_init(|| placeholders(self.text()))
    }

    /// Whether a program fills in something at the byte `at`.
    pub(super) fn is_filled(self, at: usize) -> bool {
        let filled = self.placeholders();
        let next = filled.partition_point(|placeholder| placeholder.at.end <= at);
        filled
            .get(next)
            .is_some_and(|placeholder| placeholder.at.start <= at)
    }

    /// What is known of each of its words, by their places.
    pub(super) fn known(self) -> &'p [Arc<Known>] {
        let known = || known(self.words().map(|word| word.text), self.languages());
        self.read().known.get_or_init(known)
    }

    /// What is known of what stands at `span`, a word of it or a part of one.
    pub(super) fn known_at(self, span: &Range<usize>) -> Arc<Known> {
        let spans = self.spans();
        let place = spans.partition_point(|word| word.start < span.start);
        if spans.get(place) == Some(span) {
            return Arc::clone(&self.known()[place]);
        }
        self.known_of(&self.text()[span.clone()])
    }

    /// What is known of `word` of its language.
    pub(super) fn known_of(self, word: &str) -> Arc<Known> {
        known(std::iter::once(word), self.languages()).remove(0)
    }

    /// Its words as [`Known::folded`] has them.
    pub(super) fn folded(self) -> impl ExactSizeIterator<Item = &'p str> + Clone {
        self.known().iter().map(|word| &**word.folded())
    }

    /// The entries of the lexicon that each of its words belongs to; none where there is no lexicon.
    pub(super) fn entries(self) -> impl ExactSizeIterator<Item = &'static [u16]> + Clone {
        self.known().iter().map(|word| word.entries())
    }

    /// The `entries` of a word of the source, without those by which a country tells its city where the source names both. A word
    /// for places may stand for either: *the Yemeni capital*.
    pub(super) fn narrowed(self, entries: &'static [u16]) -> &'static [u16] {
        let narrowed = || {
            let rest = self.pair.bridge()?.without_wholes(entries, self.told()?);
            let may_stand = |word: Word<'_>| {
                self.pair
                    .to
                    .names
                    .for_places
                    .iter()
                    .any(|place| place == word.text)
            };
            (rest.len() < entries.len() && !self.pair.here().words().any(may_stand)).then_some(rest)
        };
        narrowed().unwrap_or(entries)
    }

    /// All of these entries, in a translation those of acronyms with stops as well; `None` where there is no lexicon.
    pub(super) fn told(self) -> Option<&'p Entries> {
        let told = || {
            let bridge = self.pair.bridge()?;
            let entries = self.entries();
            Some(match self.which {
                Which::Source => entries.fold(bridge.no_entries(), Entries::with),
                Which::Target => bridge.told(self.text(), self.words().zip(entries)),
            })
        };
        self.read().told.get_or_init(told).as_ref()
    }

    /// What is true of each of its words for who looks for what it denies and who says it.
    pub(super) fn forms(self) -> impl ExactSizeIterator<Item = &'p Form> + Clone {
        self.known().iter().map(|word| word.form())
    }

    /// What it says in numbers.
    pub(super) fn figures(self) -> &'p Figures {
        self.read().figures.get_or_init(|| Figures::of(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Term, TermHit, Tier};
    use crate::language::of;

    fn used(span: Range<usize>) -> TermUse {
        let hit = TermHit {
            word: span.clone(),
            span,
            term: Term::default().into(),
            split: String::new(),
            tier: Tier::Sure,
            also: Vec::new(),
        };
        TermUse {
            hit,
            outcome: Outcome::Missing,
            placed: None,
        }
    }

    #[test]
    fn a_word_belongs_to_every_term_that_lies_over_it() {
        let (source, target) = (Content::plain("one two three"), Content::plain("x"));
        let terms = [used(4..13), used(0..3), used(5..6), used(0..0)];
        let pair = Pair::new((&source, &target), (of("en"), of("ar")), &terms);
        let of_word = |place| pair.terms_of(place).map(|used| used.hit.span.len()).collect();
        let all: [Vec<usize>; 4] = std::array::from_fn(of_word);
        assert_eq!(all, [vec![3], vec![9, 1], vec![9], vec![]]);
    }

    #[test]
    fn what_renders_a_term_is_found_in_the_translation() {
        let (source, target) = (Content::plain("x"), Content::plain("one two three four"));
        let outcomes = [
            Outcome::Held(4..13),
            Outcome::Missing,
            Outcome::Variant(0..3),
            Outcome::Held(8..13),
        ];
        let terms = outcomes.map(|outcome| TermUse {
            outcome,
            ..used(0..1)
        });
        let pair = Pair::new((&source, &target), (of("ar"), of("en")), &terms);
        let rendered = [0..3, 4..7, 8..13, 14..18, 2..7].map(|span| pair.renders_a_term(&span));
        assert_eq!(rendered, [true, true, true, false, false]);
    }

    #[test]
    fn what_stands_at_a_place_is_the_word_that_is_held_or_a_part_of_one() {
        let text = Content::plain("و20 شخصا");
        let pair = Pair::new((&text, &text), (of("ar"), of("en")), &[]);
        let there = pair.there();
        assert!(there.words().zip(there.known()).all(|(word, known)| {
            Arc::ptr_eq(&there.known_at(&word.span), known) && known.text() == word.text
        }));
        assert_eq!(there.known_at(&(0..2)).text(), "و");
    }

    #[test]
    fn what_is_read_is_read_once() {
        let (source, target) = (Content::plain("١٣ في www.example.org"), Content::plain("13"));
        let pair = Pair::new((&source, &target), (of("ar"), of("en")), &[]);
        let (there, again) = (pair.there(), pair.there());
        assert!(std::ptr::eq(there.figures(), again.figures()));
        assert!(std::ptr::eq(there.known(), again.known()));
        assert!(!std::ptr::eq(there.figures(), pair.here().figures()));
        let prose = there.words().filter(|word| !there.is_address(word.span.start));
        assert_eq!(prose.count(), 2);
    }
}
