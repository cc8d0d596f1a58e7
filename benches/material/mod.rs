//! Made-up newsroom material: the same articles, glossary and memory in every run.
//!
//! Sentences are those of the sample with names, figures and some words exchanged, and sentences put together from a
//! vocabulary by Zipf's law. Names stand in them with the clitics that Arabic glues to names.

use std::fmt::Write as _;

use tarjuman::document::TranslationUnit;

const SAMPLE: &str = include_str!("../../tests/samples/kerry-lavrov.ar.txt");
const SYLLABLES: [&str; 32] = [
    "با", "بو", "تا", "تور", "جا", "جي", "حا", "خال", "دا", "دين", "را", "ري", "زا", "زو", "سا", "سير", "شا",
    "شو", "صا", "طا", "عا", "غو", "فا", "فير", "كا", "كو", "لا", "لوف", "ما", "مير", "نا", "هو",
];
const ROMAN: [&str; 32] = [
    "ba", "bo", "ta", "tor", "ja", "ji", "ha", "khal", "da", "din", "ra", "ri", "za", "zo", "sa", "sir",
    "sha", "sho", "sa", "ta", "a", "gho", "fa", "fir", "ka", "ko", "la", "lov", "ma", "mir", "na", "ho",
];
const NOUNS: [&str; 24] = [
    "وزير",
    "رئيس",
    "مجلس",
    "مركز",
    "اتفاق",
    "هيئة",
    "حزب",
    "لجنة",
    "مدينة",
    "جبهة",
    "وكالة",
    "منظمة",
    "قرار",
    "خطة",
    "حركة",
    "بيان",
    "مؤتمر",
    "شركة",
    "صحيفة",
    "جامعة",
    "محكمة",
    "قوات",
    "مبادرة",
    "حكومة",
];
/// Paragraphs of an article, as many as the sample has.
const PARAGRAPHS: usize = 12;

/// Marsaglia's xorshift.
pub(crate) struct Dice(u64);

impl Dice {
    /// A seeded die.
    pub(crate) fn new() -> Self {
        Self(88_172_645_463_325_252)
    }

    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or_default()
    }

    /// A number below `sides`, small ones more often: its logarithm is uniform.
    fn rank(&mut self, sides: usize) -> usize {
        let scale = self.roll(sides.ilog2() as usize + 1);
        self.roll((2 << scale).min(sides))
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }

    /// A word of two to four syllables, in both scripts.
    fn word(&mut self) -> (String, String) {
        let syllables: Vec<usize> = (0..2 + self.roll(3)).map(|_| self.roll(32)).collect();
        let arabic = syllables.iter().map(|&i| SYLLABLES[i]).collect();
        let roman: String = syllables.iter().map(|&i| ROMAN[i]).collect();
        (arabic, roman[..1].to_uppercase() + &roman[1..])
    }
}

/// Everything the benchmarks work on.
pub(crate) struct Material {
    /// The glossary's file.
    pub(crate) glossary: String,
    /// Source forms of the glossary's terms, for a plain automaton over the same text.
    pub(crate) terms: Vec<String>,
    /// Plain-text articles.
    pub(crate) articles: Vec<String>,
    /// Units of the memory.
    pub(crate) units: Vec<TranslationUnit>,
}

impl Material {
    /// `articles` articles of the sample's size, a glossary of `terms` rows, a memory of `units` units; one sentence in ten is
    /// in the memory as it is and three in ten with one to four words exchanged, as far as the units suffice.
    pub(crate) fn new(articles: usize, terms: usize, units: usize) -> Self {
        let mut dice = Dice::new();
        let (glossary, sources) = glossary(&mut dice, terms);
        let mut words: Vec<String> = SAMPLE
            .split_whitespace()
            .map(|word| word.trim_matches(edge).to_owned())
            .collect();
        words.retain(|word| !word.is_empty());
        words.extend((0..30_000).map(|_| dice.word().0));
        let mut writer = Writer {
            dice,
            terms: &sources,
            words,
        };
        let pages: Vec<Vec<String>> = (0..articles).map(|_| writer.article()).collect();
        let units = writer.units(&pages, units);
        let articles = pages.iter().map(|paragraphs| paragraphs.join("\n")).collect();
        Self {
            glossary,
            articles,
            units,
            terms: sources,
        }
    }
}

fn edge(c: char) -> bool {
    !c.is_alphabetic()
}

/// Names of one and of two words, and phrases; no two alike.
fn glossary(dice: &mut Dice, size: usize) -> (String, Vec<String>) {
    let mut text = String::from("source\ttarget\tkind\tvariants\n");
    let mut known = std::collections::HashSet::new();
    let mut sources = Vec::with_capacity(size);
    while sources.len() < size {
        let ((a, x), (b, y)) = (dice.word(), dice.word());
        let (source, target, kind, variants) = match dice.roll(10) {
            0..=5 => (format!("{a} {b}"), format!("{x} {y}"), "person", y),
            6 | 7 => (a, x, "place", String::new()),
            _ => (
                format!("{} {a} {b}", dice.pick(&NOUNS)),
                format!("{x} Council of {y}"),
                "organisation",
                x,
            ),
        };
        if known.insert(source.clone()) {
            // Writing to a string cannot go wrong.
            let _ = writeln!(text, "{source}\t{target}\t{kind}\t{variants}");
            sources.push(source);
        }
    }
    (text, sources)
}

struct Writer<'a> {
    dice: Dice,
    terms: &'a [String],
    words: Vec<String>,
}

impl Writer<'_> {
    fn word(&mut self) -> String {
        let rank = self.dice.rank(self.words.len());
        self.words[rank].clone()
    }

    fn name(&mut self) -> String {
        let clitic = *self.dice.pick(&["", "", "", "و", "ل", "ب", "ول"]);
        let rank = self.dice.rank(self.terms.len());
        format!("{clitic}{}", self.terms[rank])
    }

    fn article(&mut self) -> Vec<String> {
        let sample: Vec<&str> = SAMPLE.lines().collect();
        let paragraph = |at: usize| match self.dice.roll(2) {
            0 => self.varied(sample[at % sample.len()]),
            _ => self.sentence(),
        };
        (0..PARAGRAPHS).map(paragraph).collect()
    }

    /// A sentence of the sample with one word in eight exchanged and a name put in.
    fn varied(&mut self, line: &str) -> String {
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        for _ in 0..words.len() / 8 {
            let at = self.dice.roll(words.len());
            words[at] = self.word();
        }
        let at = self.dice.roll(words.len());
        words.insert(at, self.name());
        words.join(" ")
    }

    fn sentence(&mut self) -> String {
        let mut words: Vec<String> = (0..12 + self.dice.roll(30)).map(|_| self.word()).collect();
        for _ in 0..1 + self.dice.roll(3) {
            let at = self.dice.roll(words.len());
            words[at] = self.name();
        }
        if self.dice.roll(3) == 0 {
            let at = self.dice.roll(words.len());
            words[at] = (self.dice.roll(5000) + 1).to_string();
        }
        words.join(" ") + "."
    }

    fn units(&mut self, pages: &[Vec<String>], size: usize) -> Vec<TranslationUnit> {
        let mut sources = Vec::with_capacity(size);
        for paragraph in pages.iter().flatten().take(size / 2) {
            match self.dice.roll(10) {
                0 => sources.push(paragraph.clone()),
                1..=3 => sources.push(self.near(paragraph)),
                _ => {}
            }
        }
        while sources.len() < size {
            sources.push(self.sentence());
        }
        sources.into_iter().map(unit).collect()
    }

    fn near(&mut self, paragraph: &str) -> String {
        let mut words: Vec<String> = paragraph.split(' ').map(str::to_owned).collect();
        for _ in 0..=self.dice.roll(4) {
            let at = self.dice.roll(words.len());
            words[at] = self.word();
        }
        words.join(" ")
    }
}

/// The targets are no translations: letters of the source, romanised one by one, so that lengths are those of news copy.
fn unit(source: String) -> TranslationUnit {
    let roman = |c: char| match c {
        ' ' | '.' | ',' | '0'..='9' => c,
        other => char::from(b'a' + (u32::from(other) % 26) as u8),
    };
    TranslationUnit {
        target: source.chars().map(roman).collect(),
        source,
        source_language: "ar".into(),
        target_language: "en".into(),
        ..TranslationUnit::default()
    }
}
