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
//! It knows no language: where words are parted and folded is up to [`Key`](crate::memory::Key), and what is cut off
//! Arabic words before they are counted is said in `words`.
//!
//! ```
//! use tarjuman::memory::align::{Texts, align};
//!
//! let sentences = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
//! let texts = Texts {
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
mod words;

use std::ops::Range;

use lattice::{Band, Lattice, Shapes};
use lengths::Lengths;
use lexicon::Table;
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
}

/// Rounds by length and what looks alike, and rounds with words that were learned.
const ROUNDS: (usize, usize) = (4, 4);

/// Beads that what is supposed of shapes counts as.
const SUPPOSED: f64 = 10.0;

/// Aligns each pair of `texts`; what one teaches about words and lengths serves all. `known` are translations that are
/// certain, to learn words from. The beads of a pair are in order and cover both of its sides.
#[must_use]
pub fn align(texts: &[Texts], known: &[(String, String)]) -> Vec<Vec<Bead>> {
    let (mut source, mut target) = (Vocabulary::default(), Vocabulary::default());
    let pairs: Vec<(Side, Side)> = texts
        .iter()
        .map(|text| (source.side(&text.source), target.side(&text.target)))
        .collect();
    let certain: Vec<(Vec<u32>, Vec<u32>)> = known
        .iter()
        .map(|(a, b)| (source.tokens(a), target.tokens(b)))
        .collect();
    let mut table = Table::new(&source, &target, &pairs);
    let mut lengths = Lengths::of(&pairs);
    let usual = Shapes::usual(&pairs);
    let mut shapes = usual.clone();
    let mut beads: Vec<Vec<Bead>> = vec![Vec::new(); texts.len()];
    for round in 0..ROUNDS.0 + ROUNDS.1 {
        if round >= ROUNDS.0 || !certain.is_empty() {
            // What lengths alone have aligned is no school for words.
            let taught = if round < ROUNDS.0 { &[][..] } else { &beads };
            table.learn(&pairs, taught, &certain);
        }
        let mut counted = usual.times(SUPPOSED);
        for ((source, target), beads) in pairs.iter().zip(&mut beads) {
            let band = if round < 2 {
                Band::diagonal(source, target)
            } else {
                Band::around(beads, source.len(), target.len())
            };
            let gains = table.gains(source, target, &band);
            let lattice = Lattice {
                band: &band,
                lengths: &lengths,
                shapes: &shapes,
                gains: &gains,
                source,
                target,
            };
            *beads = lattice.best(&mut counted);
        }
        lengths.learn(&pairs, &beads);
        shapes = counted.smoothed();
    }
    beads
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beads(source: &[&str], target: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
        let own = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
        let (source, target) = (own(source), own(target));
        let beads = align(&[Texts { source, target }], &[]).remove(0);
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
        let beads = align(&[Texts { source, target }], &known).remove(0);
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
}
