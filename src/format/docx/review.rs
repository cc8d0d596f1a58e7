//! Review tables in Word documents, come home: this program's own, memoQ's, Trados Studio's and CafeTran's.
//!
//! A table is known by its header row or its styles. Segments are told by their ids, so that rows may be sorted or left
//! out. Of tracked changes the insertions count and the deletions do not; Word comments on a row are comments on its
//! segment. Tags in the styles that each tool gives them are inline codes: those of a target have the numbers that the
//! same tags have in the source.

use super::cells::{content, number, number_alike, plain, style, styled_text, tag_in};
use crate::document::{Article, Comment, SegmentId, State};
use crate::format::rows::{Row, Rows};
use crate::format::xml::{self, Element};
use crate::format::{Error, ReadOptions, labels, package};

/// Whose table it is: where the columns are, and what tells its tags.
struct Kind {
    /// Numbers of the columns: id, source, target.
    columns: [usize; 3],
    /// The columns of state and note, where there are such.
    state: Option<usize>,
    note: Option<usize>,
    /// The character styles of tags.
    tags: &'static [&'static str],
}

const OURS: Kind = Kind {
    columns: [0, 1, 2],
    state: Some(0),
    note: None,
    tags: &["InlineCode"],
};
const MEMOQ: Kind = Kind {
    columns: [0, 1, 2],
    state: Some(4),
    note: Some(3),
    tags: &["mqInternal"],
};
const TRADOS: Kind = Kind {
    columns: [0, 2, 3],
    state: Some(1),
    note: None,
    tags: &["Tag", "LockedContent"],
};
const CAFETRAN: Kind = Kind {
    columns: [0, 1, 2],
    state: None,
    note: Some(3),
    tags: &[],
};

/// Styles of this program's own tables.
const OUR_TARGET: &str = "SegmentTarget";
const OUR_SOURCE: &str = "SegmentSource";
const OUR_ID: &str = "SegmentId";

/// The article in the review table of the package whose text is `text`; `None` when it holds no such table.
///
/// # Errors
/// [`Error::Syntax`] where a part is not well-formed or a segment stands in two rows; [`Error::UnknownLanguage`].
pub(super) fn read(text: &str, options: &ReadOptions) -> Result<Option<Article>, Error> {
    if !text.contains("<w:tbl>") && !text.contains("<w:tbl ") {
        return Ok(None);
    }
    let parts = package::parts(text);
    let part = |wanted: &str| {
        let found = parts.iter().find(|(name, _)| name.is_empty() || *name == wanted);
        found.map(|(_, span)| &text[span.clone()])
    };
    let likely = [
        "SegmentTarget",
        "Segment ID",
        "mqInternal",
        "change segment ID",
        "CafeTran",
        ">Notes<",
    ];
    let main = parts.first().map(|(_, span)| &text[span.clone()]);
    let Some(main) = main.filter(|main| likely.iter().any(|sign| main.contains(sign))) else {
        return Ok(None);
    };
    let root = xml::parse(main)?;
    let mut read = Rows::new(options);
    let remarks = match parts.iter().find(|(name, _)| name.starts_with("word/comments")) {
        Some((_, span)) => remarks(&xml::parse(&text[span.clone()])?),
        None => Vec::new(),
    };
    let mut found = false;
    for table in tables(&root) {
        let rows: Vec<&Element> = table.elements().filter(|row| row.name == "tr").collect();
        let Some((kind, first)) = recognise(&rows) else {
            continue;
        };
        found = true;
        for row in &rows[first..] {
            take(row, kind, &remarks, &mut read)?;
        }
    }
    if !found {
        return Ok(None);
    }
    if let Some(header) = part("word/header1.xml").filter(|header| header.contains('\u{200E}')) {
        name_in(&xml::parse(header)?, read.article());
    }
    read.finish(options).map(Some)
}

/// The tables of a document, in order; none inside another.
fn tables(element: &Element) -> Vec<&Element> {
    element
        .elements()
        .flat_map(|child| {
            if child.name == "tbl" {
                vec![child]
            } else {
                tables(child)
            }
        })
        .collect()
}

/// Whose table the rows are, and the number of the first row with a segment.
fn recognise(rows: &[&Element]) -> Option<(&'static Kind, usize)> {
    if rows
        .iter()
        .any(|row| cells(row).get(2).is_some_and(|cell| is_styled(cell, OUR_TARGET)))
    {
        return Some((&OURS, 0));
    }
    let heads: Vec<String> = cells(rows.first()?)
        .into_iter()
        .map(|cell| plain(cell).trim().to_owned())
        .collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let warned = rows
        .iter()
        .take(2)
        .any(|row| row.text().contains("change segment ID or source text"));
    match heads.as_slice() {
        _ if warned => Some((&MEMOQ, 2)),
        ["Segment ID", "Segment status", ..] if heads.len() >= 4 => Some((&TRADOS, 1)),
        ["ID", _, _, "Notes", "*"] => Some((&CAFETRAN, 1)),
        _ => None,
    }
}

fn cells(row: &Element) -> Vec<&Element> {
    row.elements()
        .flat_map(|child| match child.name.as_str() {
            "tc" => vec![child],
            // A content control around a cell.
            "sdt" => child.child("sdtContent").map(cells).unwrap_or_default(),
            _ => Vec::new(),
        })
        .collect()
}

fn is_styled(cell: &Element, wanted: &str) -> bool {
    cell.elements()
        .any(|paragraph| style(paragraph, "pPr", "pStyle") == Some(wanted))
}

/// Adds the segment of a row, unless the row has none.
fn take(row: &Element, kind: &Kind, remarks: &[Remark], read: &mut Rows) -> Result<(), Error> {
    let cells = cells(row);
    let [id_cell, source_cell, target_cell] = kind.columns.map(|column| cells.get(column).copied());
    let (Some(id_cell), Some(source_cell), Some(target_cell)) = (id_cell, source_cell, target_cell) else {
        return Ok(());
    };
    let ours = std::ptr::eq(kind, &OURS);
    let id = if ours {
        styled_text(id_cell, OUR_ID)
    } else {
        id_of(&plain(id_cell))
    };
    if id.is_empty() {
        return Ok(());
    }
    let only = |style: &'static str| ours.then_some(style);
    let mut source = content(source_cell, kind.tags, only(OUR_SOURCE));
    number(&mut source);
    let mut target = content(target_cell, kind.tags, only(OUR_TARGET));
    number_alike(&source, &mut target);
    let state = kind
        .state
        .and_then(|column| cells.get(column))
        .map(|cell| plain(cell))
        .unwrap_or_default();
    let added = read.add(Row {
        block: read.segments().len(),
        state: state_of(&state, target.is_blank()),
        id: id.clone(),
        source,
        target,
    });
    added.map_err(|message| Error::Syntax {
        line: 1,
        column: row.at + 1,
        message,
    })?;
    let article = read.article();
    said_of(row, kind, &cells, (&SegmentId::given(id), remarks), article);
    for (cell, language) in [
        (source_cell, &mut article.source_language),
        (target_cell, &mut article.target_language),
    ] {
        if language.is_empty() && ours {
            *language = tag_in(cell).unwrap_or_default();
        }
    }
    Ok(())
}

/// The comments on a row: Word's own, and what stands in a column for notes.
fn said_of(
    row: &Element,
    kind: &Kind,
    cells: &[&Element],
    (id, remarks): (&SegmentId, &[Remark]),
    article: &mut Article,
) {
    let mut said = Vec::new();
    references(row, &mut said);
    let of_word = remarks
        .iter()
        .filter(|remark| said.contains(&remark.number.as_str()));
    let mut told: Vec<(String, String)> = of_word
        .map(|remark| (remark.who.clone(), remark.text.clone()))
        .collect();
    if let Some(note) = kind
        .note
        .and_then(|column| cells.get(column))
        .map(|cell| plain(cell))
    {
        let note = note.trim();
        if !note.is_empty() {
            told.push((String::from("reviewer"), note.to_owned()));
        }
    }
    for (who, text) in told {
        article.comments.push(Comment {
            number: 0,
            segment: Some(id.clone()),
            text,
            who,
            at: String::new(),
            resolved: None,
        });
    }
}

/// A comment of the document.
struct Remark {
    number: String,
    who: String,
    text: String,
}

fn remarks(part: &Element) -> Vec<Remark> {
    let comments = part.elements().filter(|element| element.name == "comment");
    let remark = |comment: &Element| Remark {
        number: comment.attribute("w:id").unwrap_or_default().to_owned(),
        who: comment
            .attribute("w:author")
            .filter(|who| !who.is_empty())
            .unwrap_or("reviewer")
            .to_owned(),
        text: plain(comment).trim().to_owned(),
    };
    comments
        .map(remark)
        .filter(|remark| !remark.text.is_empty())
        .collect()
}

fn references<'a>(element: &'a Element, found: &mut Vec<&'a str>) {
    for child in element.elements() {
        if child.name == "commentReference" {
            found.extend(child.attribute("w:id"));
        }
        references(child, found);
    }
}

/// memoQ writes a number, a line end and the segment's own id; others the id alone.
fn id_of(cell: &str) -> String {
    cell.split_whitespace().last().unwrap_or_default().to_owned()
}

/// What a status column says, in the words of any of the tools.
fn state_of(cell: &str, blank: bool) -> State {
    let own = State::ALL
        .into_iter()
        .find(|state| cell.lines().any(|line| line.trim() == labels::state(*state)));
    let words = cell.to_ascii_lowercase();
    let says = |signs: &[&str]| signs.iter().any(|sign| words.contains(sign));
    match own {
        _ if blank => State::Empty,
        Some(state) => state,
        None if says(&["proofread", "signed", "approved", "reviewer 2"]) && !says(&["rejected"]) => {
            State::Approved
        }
        None if says(&[
            "not translated",
            "pre-translated",
            "draft",
            "edited (not confirmed)",
        ]) =>
        {
            State::Draft
        }
        None => State::Translated,
    }
}

/// The name of the article, which stands in the header before the languages.
fn name_in(header: &Element, article: &mut Article) {
    let line = plain(header);
    if let Some((name, _)) = line.split_once(" \u{200E}·\u{200E} ") {
        article.name = name.trim().to_owned();
    }
}
