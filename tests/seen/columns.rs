//! The letters of a column in the order a person reads them.
//!
//! Letters are compared rather than characters: how a ligature, a digit or a quotation mark comes out of a PDF
//! depends on the font and on the program that reads it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::paper::{Sheet, Word};

/// The script of a column's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Arabic,
    Latin,
}

impl Script {
    fn has(self, c: char) -> bool {
        let arabic = ('\u{0600}'..='\u{06FF}').contains(&c);
        c.is_alphabetic() && arabic == (self == Self::Arabic)
    }
}

/// The letters of a text, with what may differ between two readings of a PDF made equal: presentation forms are
/// decomposed, and a run of lam and alef is sorted, since a ligature of the two comes out in either order.
pub(crate) fn letters(text: &str, script: Script) -> String {
    let is_letter = |c: &char| script.has(*c) && !is_combining_mark(*c) && *c != '\u{0640}';
    let plain = text.nfkc().filter(is_letter);
    let mut all: Vec<char> = plain.collect();
    let is_ligated = |c: &char| matches!(c, 'ل' | 'ا' | 'أ' | 'إ' | 'آ');
    for run in all.chunk_by_mut(|a, b| is_ligated(a) && is_ligated(b)) {
        run.sort_unstable();
    }
    all.into_iter().collect()
}

/// The letters between two distances from the left edge, line by line.
///
/// Readers of PDF give right-to-left words in reading order or as they stand on the paper; the result is both readings.
pub(crate) fn column(sheets: &[Sheet], range: (f64, f64), script: Script) -> [String; 2] {
    let mut as_given = String::new();
    let mut turned = String::new();
    for sheet in sheets {
        for line in lines(sheet, range, script) {
            for word in line {
                as_given.push_str(&word.text);
                turned.extend(word.text.chars().rev());
            }
        }
    }
    [letters(&as_given, script), letters(&turned, script)]
}

/// Words with letters of the script, in lines from top to bottom, each in reading order.
fn lines(sheet: &Sheet, (left, right): (f64, f64), script: Script) -> Vec<Vec<&Word>> {
    let is_here = |word: &&Word| {
        let middle = f64::midpoint(word.left, word.right);
        (left..right).contains(&middle) && word.text.nfkc().any(|c| script.has(c))
    };
    let mut words: Vec<&Word> = sheet.words.iter().filter(is_here).collect();
    words.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut lines: Vec<Vec<&Word>> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if word.middle() - line[line.len() - 1].middle() < 3.5 => line.push(word),
            _ => lines.push(vec![word]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| match script {
            Script::Arabic => b.right.total_cmp(&a.right),
            Script::Latin => a.left.total_cmp(&b.left),
        });
    }
    lines
}

/// The place in a part of the paper that the fewest words cross; the middle of the widest such place.
pub(crate) fn gutter(sheets: &[Sheet], (from, to): (f64, f64)) -> f64 {
    let crossing = |x: f64| {
        let words = sheets.iter().flat_map(|sheet| &sheet.words);
        words.filter(|word| word.left < x && x < word.right).count()
    };
    let mut places: Vec<(f64, usize)> = Vec::new();
    let mut x = from;
    while x < to {
        places.push((x, crossing(x)));
        x += 1.0;
    }
    let fewest = places.iter().map(|place| place.1).min().unwrap();
    let stretches = places.chunk_by(|a, b| a.1 == b.1);
    let empty = stretches.filter(|stretch| stretch[0].1 == fewest);
    let widest = empty.max_by_key(|stretch| stretch.len()).unwrap();
    f64::midpoint(widest[0].0, widest[widest.len() - 1].0)
}
