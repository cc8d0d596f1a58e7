//! The page and the Word document on paper, from right to left and from left to right.

use std::sync::OnceLock;

use crate::columns::{Script, column, gutter, letters};
use crate::drafts::{ARABIC, Draft, ENGLISH};
use crate::paper::{self, Sheet};

/// No printer reaches the outer four millimetres.
const UNPRINTABLE: f64 = 11.0;

const FROM_KERRY_TO_NUSRA: [&str; 4] = ["Kerry", "Lavrov", "John Kirby", "Nusra Front"];

/// A draft on paper.
struct Print {
    name: &'static str,
    source: Side,
    target: Side,
    sheets: Vec<Sheet>,
}

/// What stands in one column, and where it does.
struct Side {
    script: Script,
    texts: Vec<&'static str>,
    is_right: bool,
}

/// Every draft, drawn once for all tests.
fn prints() -> &'static [Print] {
    static PRINTS: OnceLock<Vec<Print>> = OnceLock::new();
    PRINTS.get_or_init(|| {
        let (arabic, english) = (Draft::arabic(), Draft::english());
        let page = |draft: &Draft| paper::from_browser(draft, &draft.export("html", "bilingual"));
        let document = |draft: &Draft| paper::from_office(draft, &draft.export("docx", "bilingual"));
        vec![
            from_arabic("page from Arabic", page(&arabic)),
            from_arabic("document from Arabic", document(&arabic)),
            from_english("page from English", page(&english)),
            from_english("document from English", document(&english)),
        ]
    })
}

fn from_arabic(name: &'static str, sheets: Vec<Sheet>) -> Print {
    let known: Vec<_> = ENGLISH.lines().take(2).collect();
    Print {
        name,
        source: side(Script::Arabic, ARABIC.lines().collect(), true),
        target: side(Script::Latin, known, false),
        sheets,
    }
}

fn from_english(name: &'static str, sheets: Vec<Sheet>) -> Print {
    let arabic: Vec<_> = ARABIC.lines().collect();
    Print {
        name,
        source: side(Script::Latin, ENGLISH.lines().collect(), false),
        target: side(Script::Arabic, vec![arabic[0], arabic[6]], true),
        sheets,
    }
}

fn side(script: Script, texts: Vec<&'static str>, is_right: bool) -> Side {
    Side {
        script,
        texts,
        is_right,
    }
}

impl Print {
    /// The left and right edge of the source's or the target's column, in points.
    fn edges(&self, side: &Side) -> (f64, f64) {
        let width = self.sheets[0].width;
        let middle = gutter(&self.sheets, (0.35 * width, 0.65 * width));
        // The number of the segment stands on the source's outer side.
        let numbers = if self.source.is_right {
            gutter(&self.sheets, (0.79 * width, 0.88 * width))
        } else {
            gutter(&self.sheets, (0.12 * width, 0.21 * width))
        };
        match (side.is_right, self.source.is_right) {
            (true, true) => (middle, numbers),
            (true, false) => (middle, width),
            (false, true) => (0.0, middle),
            (false, false) => (numbers, middle),
        }
    }

    /// The texts that are not whole and in order in the column of their side.
    fn missing(&self, side: &Side) -> Vec<&'static str> {
        let readings = column(&self.sheets, self.edges(side), side.script);
        let missing_in = |reading: &String| {
            let mut rest = reading.as_str();
            let mut missing = Vec::new();
            for text in &side.texts {
                match rest.split_once(&letters(text, side.script)) {
                    Some((_, after)) => rest = after,
                    None => missing.push(*text),
                }
            }
            missing
        };
        readings.iter().map(missing_in).min_by_key(Vec::len).unwrap()
    }
}

#[test]
fn every_word_of_the_source_stands_in_its_column_in_reading_order() {
    for print in prints() {
        let missing = print.missing(&print.source);
        assert!(
            missing.is_empty(),
            "{}: not found whole: {missing:#?}",
            print.name
        );
    }
}

#[test]
fn every_target_stands_on_the_other_side_of_its_source() {
    for print in prints() {
        let missing = print.missing(&print.target);
        assert!(
            missing.is_empty(),
            "{}: not found whole: {missing:#?}",
            print.name
        );
    }
}

#[test]
fn renderings_of_names_can_be_read() {
    for print in prints().iter().filter(|print| print.source.is_right) {
        let all = column(&print.sheets, (0.0, print.sheets[0].width), Script::Latin);
        for name in FROM_KERRY_TO_NUSRA {
            assert!(
                all[0].contains(&letters(name, Script::Latin)),
                "{}: {name}",
                print.name
            );
        }
    }
}

#[test]
fn nothing_is_cut_off_by_the_edge_of_the_paper() {
    for print in prints() {
        for (number, sheet) in print.sheets.iter().enumerate() {
            for word in &sheet.words {
                let fits = word.left >= UNPRINTABLE
                    && word.right <= sheet.width - UNPRINTABLE
                    && word.top >= UNPRINTABLE
                    && word.bottom <= sheet.height - UNPRINTABLE;
                assert!(fits, "{}, sheet {}: {}", print.name, number + 1, word.text);
            }
        }
    }
}

#[test]
fn no_word_is_printed_over_another() {
    for print in prints() {
        for (number, sheet) in print.sheets.iter().enumerate() {
            for (index, a) in sheet.words.iter().enumerate() {
                for b in &sheet.words[index + 1..] {
                    let across = a.right.min(b.right) - a.left.max(b.left);
                    let apart = (a.middle() - b.middle()).abs();
                    let height = (a.bottom - a.top).min(b.bottom - b.top);
                    let is_over = across > 3.0 && apart < 0.4 * height;
                    assert!(
                        !is_over,
                        "{}, sheet {}: {} over {}",
                        print.name,
                        number + 1,
                        a.text,
                        b.text
                    );
                }
            }
        }
    }
}

#[test]
fn a_sheet_is_not_left_mostly_empty() {
    for print in prints() {
        let (_, whole) = print.sheets.split_last().unwrap();
        for (number, sheet) in whole.iter().enumerate() {
            let middles = sheet.words.iter().map(|word| word.middle() / sheet.height);
            // The foot of a Word document holds the number of the page.
            let lowest = middles.filter(|y| *y < 0.92).fold(0.0, f64::max);
            assert!(lowest > 0.6, "{}, sheet {}: {lowest}", print.name, number + 1);
        }
    }
}
