//! Sentences as tokens that can be counted.

use rustc_hash::FxHashMap;

use crate::memory::Key;
use crate::memory::stem::stem;

/// One side of a pair.
#[derive(Debug, Clone)]
pub(super) struct Side {
    /// The tokens of each sentence.
    pub(super) tokens: Vec<Vec<u32>>,
    /// Letters before each sentence, and of all.
    sums: Vec<f64>,
}

impl Side {
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Letters of the sentences `from..to`; at least one each.
    pub(super) fn letters(&self, from: usize, to: usize) -> f64 {
        self.sums[to] - self.sums[from]
    }

    /// The share of the letters that stands before the sentence `at`.
    pub(super) fn share(&self, at: usize) -> f64 {
        self.sums[at] / self.sums[self.len()].max(1.0)
    }

    /// The first sentence before which no less than this share of the letters stands.
    pub(super) fn place(&self, share: f64) -> usize {
        let letters = share * self.sums[self.len()];
        self.sums.partition_point(|sum| *sum < letters).min(self.len())
    }
}

/// The tokens of one language.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: FxHashMap<String, u32>,
    /// Each token as it is counted.
    pub(super) stems: Vec<String>,
    /// How often each was met.
    pub(super) counts: Vec<f64>,
}

impl Vocabulary {
    pub(super) fn side(&mut self, sentences: &[String]) -> Side {
        let mut sums = vec![0.0];
        let mut sum = 0.0;
        let mut tokens = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            // Vowel marks are written or left out, so they are not counted.
            let key = Key::of(sentence);
            sum += (key.text().chars().count() as f64).max(1.0);
            sums.push(sum);
            tokens.push(self.of_key(&key));
        }
        Side { tokens, sums }
    }

    pub(super) fn tokens(&mut self, sentence: &str) -> Vec<u32> {
        self.of_key(&Key::of(sentence))
    }

    fn of_key(&mut self, key: &Key) -> Vec<u32> {
        let words = key.text().split_terminator(' ');
        words.map(|word| self.number(stem(word))).collect()
    }

    fn number(&mut self, stem: &str) -> u32 {
        let number = match self.numbers.get(stem) {
            Some(&known) => known,
            None => {
                let next = self.stems.len() as u32;
                self.numbers.insert(stem.to_owned(), next);
                self.stems.push(stem.to_owned());
                self.counts.push(0.0);
                next
            }
        };
        self.counts[number as usize] += 1.0;
        number
    }
}

/// The consonants of a name, by which its spellings in two scripts are the same; empty when there are fewer than three.
pub(super) fn skeleton(stem: &str) -> String {
    let mut out = String::new();
    for c in stem.chars() {
        let class = match c {
            'b' | 'p' | 'ب' | 'پ' => 'b',
            't' | 'd' | 'ت' | 'د' | 'ط' | 'ض' | 'ث' | 'ذ' => 't',
            's' | 'z' | 'س' | 'ص' | 'ز' | 'ظ' | 'ش' => 's',
            'k' | 'q' | 'c' | 'g' | 'j' | 'ك' | 'ق' | 'غ' | 'ج' => 'k',
            'r' | 'ر' => 'r',
            'l' | 'ل' => 'l',
            'm' | 'م' => 'm',
            'n' | 'ن' => 'n',
            'f' | 'v' | 'ف' => 'f',
            'h' | 'x' | 'ه' | 'ح' | 'خ' => 'h',
            _ => continue,
        };
        if !out.ends_with(class) {
            out.push(class);
        }
    }
    if out.len() < 3 { String::new() } else { out }
}
