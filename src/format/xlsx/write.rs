//! Workbooks written: sheets of texts in styles that keep them texts. The same sheets give the same bytes.

use super::sheet::{held, reference};
use crate::document::State;
use crate::format::markup::{Attributes, Markup};
use crate::format::{Error, package};
use crate::language::{self, Direction};

/// A sheet to be written; its first row stays in sight.
pub(super) struct Sheet {
    pub(super) name: &'static str,
    /// Where its first column stands.
    pub(super) direction: Direction,
    /// Widths of the columns, in digits of the normal font.
    pub(super) widths: &'static [u32],
    pub(super) rows: Vec<Vec<Cell>>,
    /// The column of states: in a sheet that has one, only open cells can be edited, and its first row filters.
    pub(super) states: Option<usize>,
}

/// A cell to be written.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) style: Style,
    /// Whether its text may be cut to what a cell holds.
    pub(super) is_evidence: bool,
}

/// How a cell looks, and whether it can be edited in a guarded sheet.
#[derive(Debug, Clone, Copy)]
pub(super) enum Style {
    /// A heading.
    Head,
    /// What stands in front of a text, in bold.
    Label,
    /// What nobody needs to read, in small letters.
    Aside,
    /// A text that stays as it is.
    Fixed(Direction),
    /// A text to be edited.
    Open(Direction),
}

impl Cell {
    pub(super) fn new(text: impl Into<String>, style: Style) -> Self {
        Self {
            text: text.into(),
            style,
            is_evidence: false,
        }
    }
}

impl Style {
    /// Its number among the `cellXfs` of `styles.xml`.
    fn number(self) -> &'static str {
        match self {
            Self::Head => "1",
            Self::Aside => "2",
            Self::Fixed(Direction::Ltr) => "3",
            Self::Fixed(Direction::Rtl) => "4",
            Self::Open(Direction::Ltr) => "5",
            Self::Open(Direction::Rtl) => "6",
            Self::Label => "7",
        }
    }
}

/// Heights of a line and of the highest row, in points.
const LINE: usize = 15;
const HIGHEST: usize = 409;
/// UTF-16 units that a cell holds.
const MOST: usize = 32_767;
/// What is wrong with a text that [`fits`] not.
pub(super) const TOO_LONG: &str = "longer than the 32,767 characters that a cell holds; write TSV or XLIFF";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Whether a cell holds `text`.
pub(super) fn fits(text: &str) -> bool {
    text.len() <= MOST || held(text).encode_utf16().count() <= MOST
}

/// A glossary's rows, the first of which is the header: sources in the language of their direction, then targets in theirs.
pub(super) fn table(rows: &mut dyn Iterator<Item = Vec<String>>, languages: (&str, &str)) -> Sheet {
    let directions = [languages.0, languages.1].map(|tag| language::of(tag).direction);
    let styled = |(number, row): (usize, Vec<String>)| {
        let cells = row.into_iter().enumerate().map(|(column, text)| {
            let style = match (number, column) {
                (0, _) => Style::Head,
                // Forms and contexts are in the language of the source.
                (_, 0 | 3 | 10) => Style::Open(directions[0]),
                (_, 1 | 4 | 5) => Style::Open(directions[1]),
                _ => Style::Open(Direction::Ltr),
            };
            Cell::new(text, style)
        });
        cells.collect()
    };
    Sheet {
        name: "Glossary",
        direction: directions[0],
        widths: &[28, 28, 14, 28, 28, 28, 12, 12, 12, 36, 28],
        rows: rows.enumerate().map(styled).collect(),
        states: None,
    }
}

/// The workbook of `sheets`.
///
/// # Errors
/// [`Error::Cell`] where a text is longer than a cell holds.
pub(super) fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, Error> {
    let numbers: Vec<String> = (1..=sheets.len()).map(|number| number.to_string()).collect();
    let names: Vec<String> = numbers
        .iter()
        .map(|number| format!("xl/worksheets/sheet{number}.xml"))
        .collect();
    let contents = sheets.iter().map(worksheet).collect::<Result<Vec<_>, _>>()?;
    let (types, book) = (content_types(&names), book(sheets, &numbers));
    let (root, related) = (
        relations(&[("officeDocument", String::from("xl/workbook.xml"))]),
        book_relations(&numbers),
    );
    // `[Content_Types].xml` has to be the first entry for some readers.
    let mut files = vec![
        ("[Content_Types].xml", types.as_str()),
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &related),
        ("xl/styles.xml", include_str!("styles.xml")),
    ];
    files.extend(
        names
            .iter()
            .map(String::as_str)
            .zip(contents.iter().map(String::as_str)),
    );
    Ok(package::packed(&files)?)
}

fn part(root: &'static str, attributes: Attributes<'_>, inner: impl FnOnce(&mut Markup)) -> String {
    let mut part = Markup::default();
    part.raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    part.element(root, attributes, inner);
    part.finish()
}

fn content_types(names: &[String]) -> String {
    part("Types", &[("xmlns", TYPES)], |types| {
        for (extension, kind) in [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
        ] {
            types.void("Default", &[("Extension", extension), ("ContentType", kind)]);
        }
        let mut of_kind = |name: &str, kind: &str| {
            let kind = format!("{KIND}.{kind}+xml");
            types.void("Override", &[("PartName", name), ("ContentType", &kind)]);
        };
        of_kind("/xl/workbook.xml", "sheet.main");
        of_kind("/xl/styles.xml", "styles");
        for name in names {
            of_kind(&format!("/{name}"), "worksheet");
        }
    })
}

/// Relations of kinds to targets, with the ids `rId1`, `rId2`…
fn relations(related: &[(&str, String)]) -> String {
    part("Relationships", &[("xmlns", PACKAGE)], |relations| {
        for (number, (kind, target)) in (1..).zip(related) {
            let (id, kind) = (format!("rId{number}"), format!("{RELATIONS}/{kind}"));
            relations.void(
                "Relationship",
                &[("Id", &id), ("Type", &kind), ("Target", target)],
            );
        }
    })
}

fn book_relations(numbers: &[String]) -> String {
    let sheets = numbers
        .iter()
        .map(|number| ("worksheet", format!("worksheets/sheet{number}.xml")));
    let related: Vec<_> = sheets.chain([("styles", String::from("styles.xml"))]).collect();
    relations(&related)
}

fn book(sheets: &[Sheet], numbers: &[String]) -> String {
    part("workbook", &[("xmlns", MAIN), ("xmlns:r", RELATIONS)], |book| {
        book.element("sheets", &[], |list| {
            for (sheet, number) in sheets.iter().zip(numbers) {
                let id = format!("rId{number}");
                list.void(
                    "sheet",
                    &[("name", sheet.name), ("sheetId", number), ("r:id", &id)],
                );
            }
        });
        book.element("definedNames", &[], |names| {
            for (sheet, place) in sheets.iter().zip(0..) {
                if !sheet.has_head() {
                    continue;
                }
                let place = place.to_string();
                let mut name = |name: &str, area: &str| {
                    let area = format!("{}!{area}", sheet.name);
                    names.leaf(
                        "definedName",
                        &[("name", name), ("localSheetId", &place), ("hidden", hidden(name))],
                        &area,
                    );
                };
                if sheet.states.is_some() {
                    name("_xlnm._FilterDatabase", &sheet.area(true));
                }
                name("_xlnm.Print_Titles", "$1:$1");
            }
        });
    })
}

/// Excel hides the name that stands for a filter.
fn hidden(name: &str) -> &'static str {
    if name.ends_with("Database") { "1" } else { "0" }
}

impl Sheet {
    /// Whether its first row says what the columns are.
    fn has_head(&self) -> bool {
        let first = self.rows.first().and_then(|row| row.first());
        first.is_some_and(|cell| matches!(cell.style, Style::Head))
    }

    /// How many lines a row is high, as far as widths in digits tell: LibreOffice does not find out by itself.
    fn lines(&self, row: &[Cell]) -> usize {
        let lines = row.iter().zip(self.widths).map(|(cell, width)| {
            let width = usize::try_from(*width).unwrap_or(1);
            // Small letters take four fifths of the room.
            let width = if matches!(cell.style, Style::Aside) {
                width * 3 / 2
            } else {
                width
            };
            let lines = cell.text.split('\n');
            lines
                .map(|line| line.chars().count().div_ceil(width).max(1))
                .sum::<usize>()
        });
        lines.max().unwrap_or(1)
    }

    /// All its cells, with dollar signs in a name that stays where it `is_fixed`.
    fn area(&self, is_fixed: bool) -> String {
        let width = self.rows.first().map_or(1, Vec::len).max(1);
        let last = reference(self.rows.len().max(2), width - 1);
        if !is_fixed {
            return format!("A1:{last}");
        }
        let digits = last.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let (column, row) = last.split_at(digits);
        format!("$A$1:${column}${row}")
    }
}

/// Elements in the order of ISO/IEC 29500-1 18.3.1.99, on which Excel insists.
fn worksheet(sheet: &Sheet) -> Result<String, Error> {
    let mut fault = None;
    let text = part("worksheet", &[("xmlns", MAIN)], |page| {
        page.element("sheetPr", &[], |properties| {
            properties.void("pageSetUpPr", &[("fitToPage", "1")]);
        });
        page.element("sheetViews", &[], |views| view(sheet, views));
        page.element("cols", &[], |columns| {
            for (width, number) in sheet.widths.iter().zip(1..) {
                let (width, number) = (width.to_string(), number.to_string());
                let attributes = [
                    ("min", number.as_str()),
                    ("max", &number),
                    ("width", &width),
                    ("customWidth", "1"),
                ];
                columns.void("col", &attributes);
            }
        });
        page.element("sheetData", &[], |data| {
            for (row, number) in sheet.rows.iter().zip(1..) {
                fault = fault.take().or(written(sheet, row, number, data).err());
            }
        });
        guards(sheet, page);
        let setup = [
            ("paperSize", "9"),
            ("orientation", "landscape"),
            ("fitToHeight", "0"),
        ];
        page.void("pageSetup", &setup);
    });
    match fault {
        Some(fault) => Err(fault),
        None => Ok(text),
    }
}

fn view(sheet: &Sheet, views: &mut Markup) {
    let is_rtl = if sheet.direction == Direction::Rtl {
        "1"
    } else {
        "0"
    };
    let attributes = [("rightToLeft", is_rtl), ("workbookViewId", "0")];
    views.element("sheetView", &attributes, |view| {
        if sheet.has_head() {
            let pane = [
                ("ySplit", "1"),
                ("topLeftCell", "A2"),
                ("activePane", "bottomLeft"),
                ("state", "frozen"),
            ];
            view.void("pane", &pane);
        }
    });
}

fn written(sheet: &Sheet, row: &[Cell], number: usize, data: &mut Markup) -> Result<(), Error> {
    let mut fault = Ok(());
    let height = (sheet.lines(row) * LINE).min(HIGHEST).to_string();
    data.element("row", &[("r", &number.to_string()), ("ht", &height)], |line| {
        for (column, cell) in row.iter().enumerate() {
            let place = reference(number, column);
            let mut attributes = vec![("r", place.as_str()), ("s", cell.style.number())];
            if cell.text.is_empty() {
                line.void("c", &attributes);
                continue;
            }
            if !fits(&cell.text) && !cell.is_evidence {
                fault = Err(Error::Cell {
                    cell: format!("{}!{place}", sheet.name),
                    message: TOO_LONG.to_owned(),
                });
            }
            attributes.push(("t", "inlineStr"));
            line.element("c", &attributes, |outer| {
                outer.element("is", &[], |string| {
                    string.leaf("t", &[("xml:space", "preserve")], &held(cut(&cell.text)));
                });
            });
        }
    });
    fault
}

/// As much of a text as a cell holds.
fn cut(text: &str) -> &str {
    if fits(text) {
        return text;
    }
    // A character takes at most seven units of what is held.
    let end = text.char_indices().nth(MOST / 7).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// What can be edited, filtered and chosen.
fn guards(sheet: &Sheet, page: &mut Markup) {
    let Some(column) = sheet.states else { return };
    let allowed = ["formatCells", "formatColumns", "formatRows", "sort", "autoFilter"];
    let guarded = ["sheet", "objects", "scenarios"].map(|what| (what, "1"));
    let attributes: Vec<_> = guarded
        .into_iter()
        .chain(allowed.map(|what| (what, "0")))
        .collect();
    page.void("sheetProtection", &attributes);
    page.void("autoFilter", &[("ref", &sheet.area(false))]);
    let states = State::ALL
        .into_iter()
        .filter(|state| !matches!(state, State::Empty | State::Locked));
    let states: Vec<_> = states.map(State::as_str).collect();
    let last = sheet.rows.len().max(2);
    let area = format!("{}:{}", reference(2, column), reference(last, column));
    page.element("dataValidations", &[("count", "1")], |rules| {
        let attributes = [
            ("type", "list"),
            ("allowBlank", "1"),
            ("showErrorMessage", "1"),
            ("sqref", area.as_str()),
        ];
        rules.element("dataValidation", &attributes, |rule| {
            rule.leaf("formula1", &[], &format!("\"{}\"", states.join(",")));
        });
    });
}
