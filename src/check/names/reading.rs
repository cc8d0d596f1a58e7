//! Which words of a source and of its translation explain each other.

use std::ops::Range;

use super::skeleton::Skeleton;
use crate::check::Pair;
use crate::check::verbatim::{covers, verbatim};
use crate::document::{TermKind, Tier};
use crate::language::{Bridge, Language, Names, Numbers, bare, bridge, is_everyday};
use crate::text::words;

/// How far a word that is known as no name may sound from a name and still be it, in hundredths of a consonant.
const ALMOST_NONE: u32 = 60;

/// The letters of the shortest word that may be two between which a blank was forgotten.
const RUN_TOGETHER: usize = 7;

/// The letters of the shortest word that may be a name.
const SHORTEST: usize = 3;

/// A word of the source.
pub(super) struct Said {
    pub(super) span: Range<usize>,
    pub(super) folded: String,
    /// Whether the lexicon or a glossary knows it, and not as a person's name.
    known: bool,
    /// Whether a glossary does.
    in_term: bool,
    /// Whether it may be a name: letters that are no word we know.
    pub(super) may_name: bool,
    /// Its consonants, with all that may be glued to it and without.
    pub(super) skeletons: Vec<Skeleton>,
}

/// The words of the source, and the entries of the lexicon that they belong to.
pub(super) fn said(pair: &Pair<'_>, bridge: Bridge) -> (Vec<Said>, Vec<u16>) {
    let (mut said, mut there) = (Vec::new(), Vec::new());
    let source = &pair.source.text;
    let latin = verbatim(source);
    for word in words(source).filter(|word| !covers(&latin, word.span.start)) {
        let folded = Numbers::fold(word.text);
        let entries = bridge.source(word.text);
        let in_term = pair.terms.iter().any(|used| {
            let covers = used.hit.span.start < word.span.end && word.span.start < used.hit.span.end;
            covers && used.hit.term.kind != TermKind::Person && used.hit.tier == Tier::Sure
        });
        there.extend(entries);
        let skeletons = bare(&folded, &pair.from.morphology);
        // A word in the letters of the translation is no name that has to sound alike.
        let known = in_term || !entries.is_empty() || word.text.is_ascii();
        said.push(Said {
            span: word.span,
            known,
            may_name: !known
                && folded.chars().count() >= SHORTEST
                && folded.chars().all(char::is_alphabetic)
                && !pair.from.names.is_function(&folded, &pair.from.morphology),
            in_term,
            skeletons: skeletons.into_iter().map(Skeleton::arabic).collect(),
            folded,
        });
    }
    (said, there)
}

/// A word of the target that may be a name.
struct Candidate {
    span: Range<usize>,
    skeleton: Skeleton,
    explained: bool,
}

/// A pair of texts, read for names.
pub(super) struct Reading<'a> {
    said: Vec<Said>,
    candidates: Vec<Candidate>,
    /// The consonants of every word of the target that begins with a capital.
    told: Vec<Skeleton>,
    from: &'a Language,
}

impl<'a> Reading<'a> {
    /// Reads `pair`; `None` where its languages have no lexicon or the translation has capitals throughout. The words of
    /// the one are compared with the capitalised words of the other.
    pub(super) fn of(pair: &Pair<'a>) -> Option<Self> {
        let bridge = bridge(pair.from, pair.to).filter(|bridge| bridge.source_is_left())?;
        let (source, target) = (&pair.source.text, &pair.target.text);
        let left_alone = verbatim(target);
        let capitals: Vec<_> = words(target)
            .filter(|word| !covers(&left_alone, word.span.start))
            .collect();
        if is_headline(capitals.iter().map(|word| word.text)) {
            return None;
        }
        let (said, there) = said(pair, bridge);
        let mut reading = Self {
            said,
            candidates: Vec::new(),
            told: capitals
                .iter()
                .filter(|word| may_be_name(word.text) && !pair.to.names.is_ordinary(&Names::plain(word.text)))
                .map(|word| Skeleton::latin(word.text))
                .collect(),
            from: pair.from,
        };
        if !reading.is_at_home() {
            return None;
        }
        let names = &pair.to.names;
        for word in &capitals {
            let plain = Names::plain(word.text);
            if !may_be_name(word.text) || opens(target, word.span.start) || names.is_ordinary(&plain) {
                continue;
            }
            let entries = bridge.target(word.text);
            let skeleton = Skeleton::latin(word.text);
            let is_word =
                is_made_of_everyday(&plain, pair.to) && !is_addressed(target, word.span.start, names);
            let explained = is_word
                || pair.to.calendar.read(&[&plain]).is_some()
                || entries.iter().any(|entry| there.contains(entry))
                || source.contains(without_possessive(word.text))
                || in_rendering(pair, &plain)
                || reading.sounds_like(&skeleton)
                || names
                    .of_places
                    .iter()
                    .filter_map(|ending| plain.strip_suffix(ending.as_str()))
                    .any(|place| reading.sounds_like(&Skeleton::latin(place)));
            reading.candidates.push(Candidate {
                span: word.span.clone(),
                skeleton,
                explained,
            });
        }
        Some(reading)
    }

    /// Whether most words are known, so that one that is not may be a name: a text on matters that the lexicon knows.
    fn is_at_home(&self) -> bool {
        let all = self
            .said
            .iter()
            .filter(|word| !self.from.names.is_function(&word.folded, &self.from.morphology));
        let (mut count, mut known) = (0, 0);
        for word in all {
            count += 1;
            known += usize::from(word.known || self.is_told(word));
        }
        known * 5 >= count * 2
    }

    /// Whether a word of the source, or two unknown ones together, sounds like `name`; a known word, just like it.
    fn sounds_like(&self, name: &Skeleton) -> bool {
        let one = self.said.iter().any(|word| {
            let mut distances = word
                .skeletons
                .iter()
                .filter_map(|skeleton| skeleton.distance(name));
            distances.any(|distance| !word.known || word.in_term || distance <= ALMOST_NONE)
        });
        let within = |word: &Said| {
            let run_together = word.may_name && word.folded.chars().count() >= RUN_TOGETHER;
            run_together && word.skeletons[0].holds(name)
        };
        one || self.said.iter().any(within)
            || self.said.windows(2).any(|two| {
                let second = &two[1].skeletons[0];
                let both = two.iter().all(|word| word.may_name);
                both && two[0]
                    .skeletons
                    .iter()
                    .any(|first| first.joined(second).is_like(name))
            })
    }

    /// Where names stand in the target that nothing explains, and that sound quite unlike `unsaid`, the open words of the source;
    /// neighbours are one name.
    pub(super) fn strangers(&self, unsaid: &[Range<usize>]) -> Vec<Range<usize>> {
        let open = |word: &&Said| unsaid.contains(&word.span);
        let is_strange = |candidate: &&Candidate| {
            let name = &candidate.skeleton;
            let mut skeletons = self.said.iter().filter(open).flat_map(|word| &word.skeletons);
            !candidate.explained && name.strength() > 1 && !skeletons.any(|said| said.is_near(name))
        };
        let mut strangers: Vec<Range<usize>> = Vec::new();
        for candidate in self.candidates.iter().filter(is_strange) {
            match strangers.last_mut() {
                Some(last) if candidate.span.start <= last.end + 1 => last.end = candidate.span.end,
                _ => strangers.push(candidate.span.clone()),
            }
        }
        strangers
    }

    /// Words of the source that may be names and that nothing in the target sounds like.
    pub(super) fn unsaid(&self) -> Vec<Range<usize>> {
        let open = |word: &&Said| {
            let names = &self.from.names;
            word.may_name && !names.has_ending(&word.folded) && !self.is_told(word)
        };
        self.said
            .iter()
            .filter(open)
            .map(|word| word.span.clone())
            .collect()
    }

    fn is_told(&self, word: &Said) -> bool {
        let alone = |skeleton: &Skeleton| self.told.iter().any(|told| told.is_like(skeleton));
        word.skeletons.iter().any(alone)
    }

    /// Two unknown words after a title that nothing in the target sounds like.
    pub(super) fn lost_persons(&self, source: &str) -> Vec<Range<usize>> {
        let mut lost = Vec::new();
        for (place, word) in self.said.iter().enumerate() {
            if !self.is_title(&word.folded) {
                continue;
            }
            let next = &self.said[place + 1..];
            let skipped = next.iter().take(4).take_while(|word| word.known).count();
            if let [first, second, ..] = &next[skipped..]
                && self.may_be_first(first)
                && [first, second]
                    .iter()
                    .all(|word| word.may_name && !self.is_told(word))
                && !self.joined_is_told(first, second)
                && second.span.start <= first.span.end + 1
                && !source[word.span.end..first.span.start].contains(['،', ',', '.', ':', '؛', '(', '"'])
            {
                lost.push(first.span.start..second.span.end);
            }
        }
        // Two titles may stand before one person.
        lost.dedup();
        lost
    }

    /// Whether a name follows `word`, whatever is glued before it: والفنان, للفنان.
    fn is_title(&self, word: &str) -> bool {
        let (names, morphology) = (&self.from.names, &self.from.morphology);
        let article = morphology.article.as_deref().unwrap_or_default();
        let contracted = morphology
            .contractions
            .iter()
            .filter_map(|contraction| word.strip_prefix(contraction.written.as_str()));
        bare(word, morphology)
            .into_iter()
            .any(|form| names.is_title(form))
            || contracted
                .into_iter()
                .any(|rest| names.is_title(&format!("{article}{rest}")))
    }

    /// Whether a person's name may begin so: without the article, and not with an ending that names do not have.
    fn may_be_first(&self, word: &Said) -> bool {
        let article = self.from.morphology.article.as_deref().unwrap_or_default();
        !word.folded.starts_with(&Numbers::fold(article)) && !self.from.names.has_ending(&word.folded)
    }

    fn joined_is_told(&self, first: &Said, second: &Said) -> bool {
        let joined = first.skeletons[0].joined(&second.skeletons[0]);
        self.told.iter().any(|told| told.is_like(&joined))
    }
}

/// A word without what makes its owner of it.
pub(super) fn without_possessive(word: &str) -> &str {
    word.trim_end_matches("'s").trim_end_matches("’s")
}

/// Whether `word` has the shape of a name: a capital, then a small letter.
pub(super) fn may_be_name(word: &str) -> bool {
    let mut chars = word.chars();
    let small = chars.next().is_some_and(char::is_uppercase)
        && chars
            .next()
            .is_some_and(|c| !c.is_uppercase() && !matches!(c, '\'' | '’'));
    small && chars.any(char::is_lowercase)
}

/// Beginnings that make another word of everyday of one: *superpower*, *pretrial*.
const BEGINNINGS: [&str; 9] = [
    "super", "pre", "de", "non", "anti", "over", "under", "inter", "counter",
];

/// Whether `word` is a word of everyday, or one with a usual beginning, or its plural.
fn is_made_of_everyday(word: &str, language: &Language) -> bool {
    let listed = |word: &str| {
        is_everyday(word, language)
            || word
                .strip_suffix('s')
                .is_some_and(|one| one.len() > 3 && is_everyday(one, language))
    };
    let mut rest = BEGINNINGS
        .iter()
        .filter_map(|beginning| word.strip_prefix(beginning));
    listed(word) || rest.any(|rest| rest.len() > 3 && listed(rest))
}

/// Whether a word at `at` begins a sentence or a quotation, so that its capital says nothing.
fn opens(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || "(“\"'‘«[".contains(c));
    let quoted = text[before.len()..at].contains(['“', '"', '‘', '«', '\'']);
    quoted || before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '-', '–', '—', '•', '…', '”'])
}

/// Whether a title stands right before the word at `at`, so that it names somebody: *President Brown*.
fn is_addressed(text: &str, at: usize, names: &Names) -> bool {
    let before = text[..at].strip_suffix(' ').unwrap_or_default();
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next();
    word.is_some_and(|word| names.is_title(&Names::plain(word)))
}

/// Whether a word of the source at `span` sounds like a name of the translation, or stands there as it is.
pub(in crate::check) fn said_as_name(pair: &Pair<'_>, span: &Range<usize>) -> bool {
    let names: Vec<_> = words(&pair.target.text)
        .filter(|word| may_be_name(word.text) && !pair.to.names.is_ordinary(&Names::plain(word.text)))
        .map(|word| Skeleton::latin(word.text))
        .collect();
    words(&pair.source.text[span.clone()]).any(|word| {
        let said = Skeleton::arabic(&Numbers::fold(word.text));
        let told = said.strength() > 1 && names.iter().any(|name| name.is_like(&said));
        told || (word.text.starts_with(char::is_uppercase) && pair.target.text.contains(word.text))
    })
}

/// Whether most words of four letters and more have a capital.
pub(in crate::check) fn is_headline<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    let (mut long, mut capitals) = (0, 0);
    for word in words.filter(|word| word.chars().count() > 3) {
        long += 1;
        capitals += usize::from(word.starts_with(char::is_uppercase));
    }
    long > 3 && capitals * 4 >= long * 3
}

/// Whether a rendering of a term of the source has the word.
fn in_rendering(pair: &Pair<'_>, plain: &str) -> bool {
    pair.terms.iter().any(|used| {
        let term = &used.hit.term;
        let renderings = std::iter::once(&term.target)
            .chain(&term.variants)
            .chain(&term.forbidden);
        renderings
            .flat_map(|rendering| words(rendering))
            .any(|word| Names::plain(word.text) == plain)
    })
}
