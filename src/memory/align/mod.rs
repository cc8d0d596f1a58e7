//! Sentence alignment: which sentences of a text and of its translation belong together.
//!
//! A dynamic programme over both texts finds beads of up to four sentences against one, two against two, or one against
//! none. What a bead is worth is how much likelier it is that its sides translate each other than that they stand there
//! by chance: by their lengths (`lengths`), by their words (`lexicon`), and by how common beads of its shape are. None of
//! this is fixed: the ratio of lengths and its spread, the shapes and the lexicon are learned from the texts themselves,
//! in rounds, each of which aligns anew with what the last one taught (Gale and Church 1993; Moore 2002; Varga et al.
//! 2005). Of all alignments, weighed by their probability, the one is taken whose beads are likeliest one by one, and each
//! bead says how likely it is.
//!
//! The first rounds look at a band around the diagonal, at most four hundred target sentences wide; the later ones at a
//! band around the alignment of the round before. So time and memory grow with the number of sentences, and a translation
//! that runs ahead of its source by more than two hundred sentences is not followed.
//!
//! Where an engine has rendered the sentences of one side in the other's language, the same is asked once more of these
//! renderings: words in common speak for a bead, and what the engine says otherwise is learned like any other words.
//!
//! It knows no language: where words are parted and folded is up to [`Key`](crate::memory::Key), and what is cut off
//! Arabic words before they are counted is said in `words`.
//!
//! ```
//! use tarjuman::memory::align::{Texts, align};
//!
//! let sentences = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
//! let texts = Texts {
//!     rendered: None,
//!     source: sentences(&["Am 3. Mai war er da. Er blieb 14 Tage.", "Dann ging er nach Paris."]),
//!     target: sentences(&["Le 3 mai, il était là.", "Il est resté 14 jours.", "Puis il est parti pour Paris."]),
//! };
//! let beads = &align(&[texts], &[])[0];
//! assert_eq!((beads[0].source.clone(), beads[0].target.clone()), (0..1, 0..2));
//! assert_eq!((beads[1].source.clone(), beads[1].target.clone()), (1..2, 2..3));
//! ```

mod lattice;
mod lengths;
mod lexicon;
mod together;
mod words;

use std::ops::Range;

use lattice::{Band, Lattice, Shapes};
use lengths::{Lengths, Measured};
use lexicon::{Gains, Table};
use words::{Side, Vocabulary};

/// Sentences that belong together; one side may be empty where the other has nothing that corresponds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bead {
    /// Places of the source sentences.
    pub source: Range<usize>,
    /// Places of the target sentences.
    pub target: Range<usize>,
    /// How likely it is, in hundredths, as far as the texts tell.
    pub confidence: u8,
}

/// A text and its translation, in sentences.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// The source sentences, in order.
    pub source: Vec<String>,
    /// The target sentences, in order.
    pub target: Vec<String>,
    /// The sentences of one side in the language of the other, as an engine renders them: each beside its own.
    pub rendered: Option<Rendered>,
}

/// The side that an engine has rendered.
#[derive(Debug, Clone)]
pub enum Rendered {
    /// The source, in the language of the target.
    Source(Vec<String>),
    /// The target, in the language of the source.
    Target(Vec<String>),
}

/// Rounds by length and what looks alike, and rounds with words that were learned.
const ROUNDS: (usize, usize) = (4, 4);

/// By how much a word speaks against a bead in which nothing offers it: not at all, since most words of a short text are met
/// too rarely to know what should stand beside them; and, if it is a rendering's, by so much.
const LOSS: (f64, f64) = (0.0, 0.8);

/// Beads that what is supposed of shapes counts as.
const SUPPOSED: f64 = 10.0;

/// Aligns each pair of `texts`; what one teaches about words and lengths serves all. `known` are translations that are
/// certain, to learn words from. The beads of a pair are in order and cover both of its sides.
#[must_use]
pub fn align(texts: &[Texts], known: &[(String, String)]) -> Vec<Vec<Bead>> {
    let schools = [School::of(texts, known)]
        .into_iter()
        .chain(School::of_rendered(texts));
    let mut schools: Vec<School> = schools.collect();
    let pairs: Vec<(Side, Side)> = schools[0].pairs.clone();
    let mut lengths = Lengths::of(&pairs);
    let usual = Shapes::usual(&pairs);
    let mut shapes = usual.clone();
    let mut beads: Vec<Vec<Bead>> = vec![Vec::new(); texts.len()];
    for round in 0..ROUNDS.0 + ROUNDS.1 {
        // What lengths alone have aligned is no school for words.
        let taught = if round < ROUNDS.0 { &[][..] } else { &beads };
        for school in &mut schools {
            school.learn(taught);
        }
        let mut counted = usual.times(SUPPOSED);
        for (number, ((source, target), beads)) in pairs.iter().zip(&mut beads).enumerate() {
            let band = if round < 2 {
                Band::diagonal(source, target)
            } else {
                Band::around(beads, source.len(), target.len())
            };
            let gains: Vec<Gains> = schools.iter().map(|school| school.gains(number, &band)).collect();
            let lattice = Lattice {
                band: &band,
                lengths: Measured::new(&lengths, source, target),
                shapes: &shapes,
                gains: &gains,
                rows: source.len(),
                columns: target.len(),
            };
            *beads = lattice.best(&mut counted);
        }
        lengths.learn(&pairs, &beads);
        shapes = counted.smoothed();
    }
    beads
}

/// Words of both sides, and what is known of how they belong together.
struct School {
    pairs: Vec<(Side, Side)>,
    certain: Vec<(Vec<u32>, Vec<u32>)>,
    table: Table,
}

impl School {
    /// The texts as they are.
    fn of(texts: &[Texts], known: &[(String, String)]) -> Self {
        let (mut source, mut target) = (Vocabulary::default(), Vocabulary::default());
        let side = |text: &Texts| (source.side(&text.source), target.side(&text.target));
        let pairs: Vec<(Side, Side)> = texts.iter().map(side).collect();
        let certain = known
            .iter()
            .map(|(a, b)| (source.tokens(a), target.tokens(b)))
            .collect();
        Self {
            table: Table::new((&source, &target), &pairs, LOSS.0),
            pairs,
            certain,
        }
    }

    /// The texts in one language, if an engine has rendered a side of each.
    fn of_rendered(texts: &[Texts]) -> Option<Self> {
        let mut words = Vocabulary::default();
        let mut side = |text: &Texts| {
            let (source, target) = match text.rendered.as_ref()? {
                Rendered::Source(rendered) => (rendered, &text.target),
                Rendered::Target(rendered) => (&text.source, rendered),
            };
            Some((words.side(source), words.side(target)))
        };
        let pairs: Vec<(Side, Side)> = texts.iter().map(&mut side).collect::<Option<_>>()?;
        Some(Self {
            table: Table::new((&words, &words), &pairs, LOSS.1),
            pairs,
            certain: Vec::new(),
        })
    }

    fn learn(&mut self, beads: &[Vec<Bead>]) {
        if !(beads.is_empty() && self.certain.is_empty()) {
            self.table.learn(&self.pairs, beads, &self.certain);
        }
    }

    fn gains(&self, pair: usize, band: &Band) -> Gains {
        let (source, target) = &self.pairs[pair];
        self.table.gains(source, target, band)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: Vec<String>, target: Vec<String>) -> Texts {
        Texts {
            source,
            target,
            rendered: None,
        }
    }

    fn beads(source: &[&str], target: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
        let own = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
        let (source, target) = (own(source), own(target));
        let beads = align(&[texts(source, target)], &[]).remove(0);
        assert!(beads.iter().all(|bead| bead.confidence <= 100));
        beads.into_iter().map(|bead| (bead.source, bead.target)).collect()
    }

    #[test]
    fn one_german_sentence_is_two_in_french_and_two_are_one() {
        let german = [
            "Im Jahr 1993 gründete Ian Murdock das Projekt Debian, und schon bald halfen ihm Leute aus aller Welt.",
            "Die erste Fassung hieß Buzz.",
            "Sie erschien am 17. Juni 1996.",
            "Heute arbeiten mehr als 1000 Entwickler daran.",
        ];
        let french = [
            "En 1993, Ian Murdock a fondé le projet Debian.",
            "Bientôt, des gens du monde entier l'ont aidé.",
            "La première version, Buzz, est parue le 17 juin 1996.",
            "Aujourd'hui, plus de 1000 développeurs y travaillent.",
        ];
        assert_eq!(
            beads(&german, &french),
            [(0..1, 0..2), (1..3, 2..3), (3..4, 3..4)]
        );
    }

    const ARABIC: [&str; 5] = [
        "التقى كيري لافروف في جنيف يوم 13 مايو 2015.",
        "وقال الوزير الأمريكي إن المحادثات كانت مفيدة جدا وإنها ستستمر.",
        "قتل 45 شخصا في حلب.",
        "وأضاف أن بلاده ستقدم 300 مليون دولار للاجئين السوريين في لبنان والأردن وتركيا هذا العام.",
        "ثم غادر إلى موسكو.",
    ];
    const ENGLISH: [&str; 5] = [
        "Kerry met Lavrov in Geneva on May 13, 2015.",
        "The American minister said that the talks had been very useful and would continue.",
        "45 people were killed in Aleppo.",
        "He added that his country would give 300 million dollars to Syrian refugees in Lebanon, Jordan and Turkey this year.",
        "Then he left for Moscow.",
    ];

    #[test]
    fn whole_texts_go_sentence_by_sentence() {
        let expected: Vec<_> = (0..5).map(|at| (at..at + 1, at..at + 1)).collect();
        assert_eq!(beads(&ARABIC, &ENGLISH), expected);
    }

    #[test]
    fn both_sides_are_covered_whatever_their_sizes() {
        let lines = |count: usize| vec!["one two 3"; count];
        for (source, target) in [
            (0, 0),
            (0, 3),
            (1, 0),
            (1, 900),
            (900, 1),
            (700, 0),
            (0, 700),
            (3, 500),
        ] {
            let (mut row, mut column) = (0, 0);
            for (of_source, of_target) in beads(&lines(source), &lines(target)) {
                assert_eq!((of_source.start, of_target.start), (row, column));
                (row, column) = (of_source.end, of_target.end);
            }
            assert_eq!((row, column), (source, target));
        }
    }

    #[test]
    fn known_words_show_which_sentence_was_left_out() {
        let words = [
            ("قمر", "moon"),
            ("مطر", "rain"),
            ("شجر", "tree"),
            ("جبل", "hill"),
            ("نهر", "flow"),
            ("بحر", "wave"),
        ];
        let known = words.map(|(a, b)| (a.to_owned(), b.to_owned()));
        let source: Vec<String> = words.iter().map(|(word, _)| [*word; 6].join(" ")).collect();
        let mut target: Vec<String> = words.iter().map(|(_, word)| [*word; 6].join(" ")).collect();
        target.remove(2);
        let beads = align(&[texts(source, target)], &known).remove(0);
        let found: Vec<_> = beads.into_iter().map(|bead| (bead.source, bead.target)).collect();
        let expected = [
            (0..1, 0..1),
            (1..2, 1..2),
            (2..3, 2..2),
            (3..4, 2..3),
            (4..5, 3..4),
            (5..6, 4..5),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn renderings_show_which_sentence_was_left_out_whichever_side_they_are_of() {
        let arabic = ["قمر", "مطر", "شجر", "جبل", "نهر", "بحر"].map(|word| [word; 6].join(" "));
        let english = ["moon", "rain", "tree", "hill", "flow", "wave"].map(|word| [word; 6].join(" "));
        let mut shorter = english.to_vec();
        shorter.remove(2);
        let aligned = |source: &[String], target: &[String], rendered| {
            let texts = Texts {
                rendered: Some(rendered),
                ..texts(source.to_vec(), target.to_vec())
            };
            let beads = align(&[texts], &[]).remove(0);
            let alone = beads
                .iter()
                .find(|bead| bead.source.is_empty() || bead.target.is_empty());
            alone.map(|bead| (bead.source.clone(), bead.target.clone()))
        };
        let by_source = aligned(&arabic, &shorter, Rendered::Source(english.to_vec()));
        assert_eq!(by_source, Some((2..3, 2..2)));
        let by_target = aligned(&shorter, &arabic, Rendered::Target(english.to_vec()));
        assert_eq!(by_target, Some((2..2, 2..3)));
    }
}
