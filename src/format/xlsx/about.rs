//! The sheet beside the review table: whose table it is, and what is to be done with it.

use super::book::Book;
use super::write::{Cell, Sheet, Style};
use crate::document::Article;
use crate::format::{Error, labels};
use crate::language::{self, Direction};

/// What the sheet is called.
const NAME: &str = "About";

const ARTICLE: &str = "article";
const TITLE: &str = "title";
const SOURCE: &str = "source language";
const TARGET: &str = "target language";

/// What a reviewer is told.
const WHAT_TO_DO: &[(&str, &str)] = &[
    (
        "target",
        "Correct the translations in this column. Inline codes, such as {1} and {/1}, stay with the words that they enclose.",
    ),
    (
        "state",
        "How far each segment is: draft, needs-review, translated, approved. The cell has a list.",
    ),
    (
        "note",
        "What you have to say about a segment; comments on cells are read too.",
    ),
    (
        "then",
        "Save the workbook and send it back. Rows may be sorted or left out: segments are told by their ids.",
    ),
];

/// The sheet of an article.
pub(super) fn sheet(article: &Article) -> Sheet {
    let source = language::of(&article.source_language).direction;
    let named = [
        (ARTICLE, Some(article.name.as_str()), Direction::Ltr),
        (TITLE, article.title.as_deref(), source),
        (SOURCE, Some(article.source_language.as_str()), Direction::Ltr),
        (TARGET, Some(article.target_language.as_str()), Direction::Ltr),
    ];
    let line = |what: &str, text: String, direction| {
        vec![
            Cell::new(what, Style::Label),
            Cell::new(text, Style::Fixed(direction)),
        ]
    };
    let named = named
        .into_iter()
        .filter_map(|(what, text, direction)| Some(line(what, text?.to_owned(), direction)));
    let said = article
        .comments_on(None)
        .map(|comment| line("comment", labels::comment(comment), Direction::Ltr));
    let told = WHAT_TO_DO
        .iter()
        .map(|(what, text)| line(what, (*text).to_owned(), Direction::Ltr));
    Sheet {
        name: NAME,
        direction: Direction::Ltr,
        widths: &[18, 90],
        rows: named.chain(said).chain(told).collect(),
        states: None,
    }
}

/// Takes from the sheet what the table does not say of the article.
///
/// # Errors
/// [`Error::Syntax`] where the sheet is not well-formed.
pub(super) fn take(book: &mut Book<'_>, article: &mut Article) -> Result<(), Error> {
    let Some(number) = book.sheets.iter().position(|sheet| sheet.name == NAME) else {
        return Ok(());
    };
    for row in book.rows(number)? {
        let (Some(what), Some(text)) = (row.text(0), row.text(1).filter(|text| !text.is_empty())) else {
            continue;
        };
        let language = |known: &mut String| {
            if known.is_empty() && language::is_tag(text) {
                text.clone_into(known);
            }
        };
        match what {
            ARTICLE => text.clone_into(&mut article.name),
            TITLE => article.title = Some(text.to_owned()),
            SOURCE => language(&mut article.source_language),
            TARGET => language(&mut article.target_language),
            _ => {}
        }
    }
    Ok(())
}
