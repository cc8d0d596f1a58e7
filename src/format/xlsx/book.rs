//! A workbook: its visible sheets, the strings that they share, and what its formats show.

use std::collections::HashMap;
use std::ops::Range;

use super::number::Shown;
use super::sheet::{self, Room, Row};
use crate::format::xml::{self, Element};
use crate::format::{Error, package};

/// A workbook whose text is that of its package.
pub(super) struct Book<'a> {
    text: &'a str,
    parts: Vec<(&'a str, Range<usize>)>,
    /// The visible sheets, in order.
    pub(super) sheets: Vec<Listed>,
    /// What sheets refer to.
    pub(super) shared: Shared,
    /// What may still be read.
    pub(super) room: Room,
}

/// A sheet of the workbook.
pub(super) struct Listed {
    /// What people call it.
    pub(super) name: String,
    /// Its part of the package.
    part: String,
}

/// What the sheets of a workbook refer to.
#[derive(Default)]
pub(super) struct Shared {
    /// Texts of cells.
    pub(super) strings: Vec<String>,
    /// What the numbers of each style show.
    pub(super) shown: Vec<Shown>,
    /// Whether days count from 1904.
    pub(super) from_1904: bool,
}

/// A remark on a cell.
pub(super) struct Remark {
    /// Row of the cell, from 1.
    pub(super) row: usize,
    /// Who made it.
    pub(super) who: String,
    /// What it says.
    pub(super) text: String,
}

impl<'a> Book<'a> {
    /// The workbook of the package whose text is `text`.
    ///
    /// # Errors
    /// [`Error::Syntax`] where it is none, or a part is not well-formed.
    pub(super) fn open(text: &'a str) -> Result<Self, Error> {
        let mut book = Self {
            text,
            parts: package::parts(text),
            sheets: Vec::new(),
            shared: Shared::default(),
            room: Room::default(),
        };
        let workbook = book.parsed("xl/workbook.xml")?;
        let workbook = workbook.ok_or_else(|| Error::at(text, 0, "there is no workbook in this file"))?;
        let date_base = workbook
            .child("workbookPr")
            .and_then(|properties| properties.attribute("date1904"));
        book.shared.from_1904 = date_base.is_some_and(|value| matches!(value, "1" | "true"));
        let related = book.related("xl/workbook.xml")?;
        for listed in workbook.child("sheets").into_iter().flat_map(Element::elements) {
            let hidden = listed.attribute("state").is_some_and(|state| state != "visible");
            let id = listed
                .attributes
                .iter()
                .find(|attribute| attribute.namespace.is_some() && attribute.local() == "id");
            let part = id.and_then(|id| related.get(&*id.value));
            if let Some((_, part)) = part.filter(|(_, part)| !hidden && book.place(part).is_some()) {
                book.sheets.push(Listed {
                    name: listed.attribute("name").unwrap_or_default().to_owned(),
                    part: part.clone(),
                });
            }
        }
        for (kind, part) in related.values() {
            match kind.as_str() {
                "sharedStrings" => book.shared.strings = book.strings(part)?,
                "styles" => book.shared.shown = book.shown(part)?,
                _ => {}
            }
        }
        Ok(book)
    }

    /// The rows of a sheet in which something stands, by the sheet's number. Time and memory linear in the sheet.
    ///
    /// # Errors
    /// What [`sheet::rows`] says.
    pub(super) fn rows(&mut self, number: usize) -> Result<Vec<Row>, Error> {
        let Some(span) = self.sheets.get(number).and_then(|sheet| self.place(&sheet.part)) else {
            return Ok(Vec::new());
        };
        sheet::rows(&self.text[span.clone()], span.start, &self.shared, &mut self.room)
    }

    /// What people remarked on the cells of a sheet.
    ///
    /// # Errors
    /// [`Error::Syntax`] where a part is not well-formed.
    pub(super) fn remarks(&self, number: usize) -> Result<Vec<Remark>, Error> {
        let mut remarks = Vec::new();
        let Some(sheet) = self.sheets.get(number) else {
            return Ok(remarks);
        };
        for (kind, part) in self.related(&sheet.part)?.values() {
            if kind == "comments"
                && let Some(root) = self.parsed(part)?
            {
                remarks.extend(said(&root));
            }
        }
        remarks.sort_by_key(|remark| remark.row);
        Ok(remarks)
    }

    /// Where the part `name` stands.
    fn place(&self, name: &str) -> Option<Range<usize>> {
        let part = self.parts.iter().find(|(own, _)| *own == name);
        part.map(|(_, span)| span.clone())
    }

    fn parsed(&self, name: &str) -> Result<Option<Element>, Error> {
        let part = self.place(name).map(|span| xml::parse(&self.text[span]));
        part.transpose()
    }

    /// The parts that the part `name` is related to, by the id of the relation: kind and name.
    fn related(&self, name: &str) -> Result<HashMap<String, (String, String)>, Error> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let Some(relations) = self.parsed(&format!("{folder}/_rels/{file}.rels"))? else {
            return Ok(HashMap::new());
        };
        let related = relations.elements().filter_map(|relation| {
            let kind = relation.attribute("Type")?.rsplit('/').next()?;
            let target = inside(folder, relation.attribute("Target")?);
            Some((relation.attribute("Id")?.to_owned(), (kind.to_owned(), target)))
        });
        Ok(related.collect())
    }

    fn strings(&mut self, part: &str) -> Result<Vec<String>, Error> {
        let mut strings = Vec::new();
        if let Some(span) = self.place(part) {
            xml::each(&self.text[span], "si", &mut |item| {
                self.room.take_cells(1)?;
                strings.push(sheet::rich_text(&item));
                Ok(())
            })?;
        }
        Ok(strings)
    }

    fn shown(&self, part: &str) -> Result<Vec<Shown>, Error> {
        let Some(root) = self.parsed(part)? else {
            return Ok(Vec::new());
        };
        let number = |element: &Element, name: &str| -> Option<u32> { element.attribute(name)?.parse().ok() };
        let listed = |name: &str| root.child(name).into_iter().flat_map(Element::elements);
        let codes: HashMap<u32, &str> = listed("numFmts")
            .filter_map(|format| Some((number(format, "numFmtId")?, format.attribute("formatCode")?)))
            .collect();
        let shown = listed("cellXfs").map(|style| {
            let format = number(style, "numFmtId").unwrap_or(0);
            Shown::of(format, codes.get(&format).copied())
        });
        Ok(shown.collect())
    }
}

/// The name of the part that a part in `folder` calls `target`.
fn inside(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The remarks of a part of them. Excel puts the name of whoever made one in front, and words of its own before one that
/// was answered.
fn said(root: &Element) -> Vec<Remark> {
    let list = |name: &str| root.child(name).into_iter().flat_map(Element::elements);
    let authors: Vec<String> = list("authors").map(Element::text).collect();
    let remark = |comment: &Element| {
        let number = comment.attribute("authorId")?.parse::<usize>().ok()?;
        let who = authors.get(number).map(|who| who.trim()).unwrap_or_default();
        let text = comment.child("text").map(sheet::rich_text)?;
        let text = match text.split_once("Comment:\n") {
            Some((before, said)) if before.starts_with("[Threaded comment]") => said,
            _ => text.strip_prefix(&format!("{who}:\n")).unwrap_or(&text),
        };
        Some(Remark {
            row: sheet::place(comment.attribute("ref")?)?.0,
            // Threaded ones have an id for a name.
            who: match who {
                "" => String::from("reviewer"),
                who if who.starts_with("tc={") => String::from("reviewer"),
                who => who.to_owned(),
            },
            text: text.trim().to_owned(),
        })
    };
    list("commentList")
        .filter_map(remark)
        .filter(|remark| !remark.text.is_empty())
        .collect()
}
