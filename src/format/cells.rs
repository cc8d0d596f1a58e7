//! The rows and cells of TSV and CSV text: which quotation marks hold a cell together, and which are what it says.
//!
//! CSV follows RFC 4180. Where text follows the mark that closes a cell, the marks are the cell's own and are kept; a
//! cell like that which crosses lines, and one that is never closed, are refused.
//!
//! In TSV most files are prose that nobody quoted. A mark opens a quoted cell only if the one that closes it (marks within
//! are doubled) stands directly before a tab or an end of line, and if the cell holds what a spreadsheet quotes: a
//! mark, a tab, a line break, or a comma in a file that leaves none bare. A quoted cell reaches over a tab or an end of
//! line only where the row has as many cells as the header then, and the lines by themselves have not. So a mark
//! without its fellow never takes in another row. Where the header is quoted, every cell is.
//!
//! Blank lines are no rows. Time is linear in the text.

use std::borrow::Cow;

use super::Error;

/// A row: the byte at which it begins, and its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) at: usize,
    pub(super) cells: Vec<Cow<'a, str>>,
}

/// The rows of a text, one after the other.
pub(super) struct Lines<'a> {
    text: &'a str,
    separator: u8,
    at: usize,
    tabs: Option<Tabs>,
}

/// What is known of a TSV file.
#[derive(Debug, Clone, Copy)]
struct Tabs {
    /// How many cells the header has; `None` before it is read.
    width: Option<usize>,
    /// Whether the header is quoted, and so every cell.
    all_quoted: bool,
    /// Whether every cell with a comma or a mark in it is quoted, as Excel does.
    commas_quoted: bool,
    /// Rows before this byte have been found to stand on lines of their own.
    alone: usize,
}

/// How far a quoted cell may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// To the next tab or end of line.
    Cell,
    /// As far as the mark that closes it.
    Text,
}

/// A cell, whether it was quoted, and the byte behind it.
struct Cell<'a> {
    says: Cow<'a, str>,
    quoted: bool,
    end: usize,
}

/// The rows of CSV text whose cells are parted by `separator`, which is ASCII.
pub(super) fn comma_separated(text: &str, separator: u8) -> Lines<'_> {
    Lines {
        text,
        separator,
        at: 0,
        tabs: None,
    }
}

/// The rows of TSV text, the first of which is its header.
pub(super) fn tab_separated(text: &str) -> Lines<'_> {
    let lines = |commas_quoted| Lines {
        text,
        separator: b'\t',
        at: 0,
        tabs: Some(Tabs {
            width: None,
            all_quoted: false,
            commas_quoted,
            alone: 0,
        }),
    };
    let mut rows = lines(true);
    let mut bare = false;
    while let (false, Some((_, cells))) = (bare, rows.tabbed()) {
        bare = cells
            .iter()
            .any(|cell| !cell.quoted && cell.says.contains([',', '"']));
    }
    lines(!bare)
}

impl<'a> Iterator for Lines<'a> {
    type Item = Result<Line<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let (at, cells) = match self.tabs {
            Some(_) => self.tabbed()?,
            None => match self.comma()? {
                Ok(row) => row,
                Err(error) => {
                    self.at = self.text.len();
                    return Some(Err(error));
                }
            },
        };
        let cells = cells.into_iter().map(|cell| cell.says).collect();
        Some(Ok(Line { at, cells }))
    }
}

/// A row on its way: the byte at which it begins, and its cells.
type Parted<'a> = (usize, Vec<Cell<'a>>);

impl<'a> Lines<'a> {
    /// The next row of CSV.
    fn comma(&mut self) -> Option<Result<Parted<'a>, Error>> {
        let start = self.begin()?;
        let (mut at, mut cells) = (start, Vec::new());
        loop {
            let cell = match self.strict(at) {
                Ok(cell) => cell,
                Err(error) => return Some(Err(error)),
            };
            let end = cell.end;
            cells.push(cell);
            if !self.parts(end) {
                self.at = end;
                return Some(Ok((start, cells)));
            }
            at = end + 1;
        }
    }

    /// The cell of CSV at the byte `at`.
    fn strict(&self, at: usize) -> Result<Cell<'a>, Error> {
        if !self.text[at..].starts_with('"') {
            return Ok(self.bare(at));
        }
        let Some(close) = closed(self.text, at) else {
            let message = "a quotation mark opens a cell here and none closes it; close it, or write it as \"\" in a quoted cell";
            return Err(Error::at(self.text, at, message));
        };
        let end = self.end(close);
        let raw = &self.text[at..close];
        match self.text[close..end].trim().is_empty() {
            true => Ok(Cell {
                says: unquoted(raw),
                quoted: true,
                end,
            }),
            false if raw.contains(['\n', '\r']) => {
                let message = "the quotation mark that opens a cell here closes it on a later line, before other text; write marks in a quoted cell as \"\"";
                Err(Error::at(self.text, at, message))
            }
            false => Ok(Cell {
                says: Cow::Borrowed(&self.text[at..end]),
                quoted: false,
                end,
            }),
        }
    }

    /// The next row of TSV.
    fn tabbed(&mut self) -> Option<Parted<'a>> {
        let start = self.begin()?;
        let tabs = self.tabs?;
        let (mut cells, mut end) = self.row(start, Reach::Cell);
        let marks = self.text[start..end].contains('"');
        match tabs.width {
            None => {
                self.tabs = Some(Tabs {
                    width: Some(cells.len()),
                    all_quoted: cells.iter().all(|cell| cell.quoted),
                    ..tabs
                });
            }
            Some(width) if marks && start >= tabs.alone => {
                let (across, far) = self.row(start, Reach::Text);
                if across.len() == width && !self.are_rows(start..far, width) {
                    (cells, end) = (across, far);
                } else {
                    let last = self.text[..far].rfind(['\n', '\r']).map_or(0, |at| at + 1);
                    self.tabs = Some(Tabs { alone: last, ..tabs });
                }
            }
            Some(_) => {}
        }
        self.at = end;
        Some((start, cells))
    }

    /// Whether each line of `range` that is not blank is a row of `width` cells by itself.
    fn are_rows(&self, range: std::ops::Range<usize>, width: usize) -> bool {
        let mut at = range.start;
        while at < range.end {
            let (cells, end) = self.row(at, Reach::Cell);
            if cells.len() != width {
                return false;
            }
            at = self.text.len() - self.text[end..].trim_start_matches(['\r', '\n']).len();
        }
        true
    }

    /// The cells from the byte `at` to the end of the row, and where that is; no more than one beyond the header's.
    fn row(&self, mut at: usize, reach: Reach) -> (Vec<Cell<'a>>, usize) {
        let most = self
            .tabs
            .and_then(|tabs| tabs.width)
            .filter(|_| reach == Reach::Text);
        let mut cells = Vec::new();
        loop {
            let cell = self.lenient(at, reach);
            let end = cell.end;
            cells.push(cell);
            if !self.parts(end) || most.is_some_and(|most| cells.len() > most) {
                return (cells, end);
            }
            at = end + 1;
        }
    }

    /// The cell of TSV at the byte `at`.
    fn lenient(&self, at: usize, reach: Reach) -> Cell<'a> {
        let bare = self.bare(at);
        let close = Some(at)
            .filter(|_| bare.says.starts_with('"'))
            .and_then(|at| closed(self.text, at))
            .filter(|close| self.end(*close) == *close && (reach == Reach::Text || *close == bare.end));
        match close {
            Some(close) if self.is_quoting(&self.text[at + 1..close - 1]) => Cell {
                says: unquoted(&self.text[at..close]),
                quoted: true,
                end: close,
            },
            _ => bare,
        }
    }

    /// Whether marks around `inner` are those of a quoted cell and not the cell's own.
    fn is_quoting(&self, inner: &str) -> bool {
        self.tabs.is_none_or(|tabs| {
            tabs.width.is_none()
                || tabs.all_quoted
                || inner.is_empty()
                || inner.contains(['"', '\t', '\n', '\r'])
                || tabs.commas_quoted && inner.contains(',')
        })
    }

    /// Where the next row begins, behind blank lines; `None` at the end of the text.
    fn begin(&self) -> Option<usize> {
        let rest = self.text[self.at..].trim_start_matches(['\r', '\n']);
        (!rest.is_empty()).then(|| self.text.len() - rest.len())
    }

    /// What stands from the byte `at` to the next separator or end of line.
    fn bare(&self, at: usize) -> Cell<'a> {
        let end = self.end(at);
        Cell {
            says: Cow::Borrowed(&self.text[at..end]),
            quoted: false,
            end,
        }
    }

    /// The first separator, end of line or end of text from the byte `at` on.
    fn end(&self, at: usize) -> usize {
        let ends = |byte: &u8| [self.separator, b'\n', b'\r'].contains(byte);
        let found = self.text.as_bytes()[at..].iter().position(ends);
        found.map_or(self.text.len(), |length| at + length)
    }

    /// Whether a separator stands at the byte `at`.
    fn parts(&self, at: usize) -> bool {
        self.text.as_bytes().get(at) == Some(&self.separator)
    }
}

/// The byte behind the mark that closes the one at `at`; marks between them are doubled.
fn closed(text: &str, at: usize) -> Option<usize> {
    let mut from = at + 1;
    loop {
        let mark = from + text[from..].find('"')?;
        if !text[mark + 1..].starts_with('"') {
            return Some(mark + 1);
        }
        from = mark + 2;
    }
}

/// What a cell says that is quoted as `raw`.
fn unquoted(raw: &str) -> Cow<'_, str> {
    let inner = &raw[1..raw.len() - 1];
    if inner.contains('"') {
        Cow::Owned(inner.replace("\"\"", "\""))
    } else {
        Cow::Borrowed(inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tsv(text: &str) -> Vec<Vec<String>> {
        let rows = tab_separated(text).map(|row| row.unwrap().cells);
        rows.map(|row| row.into_iter().map(Cow::into_owned).collect())
            .collect()
    }

    fn csv(text: &str) -> Result<Vec<Vec<String>>, String> {
        comma_separated(text, b',')
            .map(|row| {
                let cells = row.map_err(|error| error.to_string())?.cells;
                Ok(cells.into_iter().map(Cow::into_owned).collect())
            })
            .collect()
    }

    #[test]
    fn prose_in_a_tsv_keeps_its_marks() {
        for prose in [
            "\"We will never surrender, whatever happens,\" the minister told reporters.",
            "\"We go.\"",
            "\"Yes, we can.\"\t\"No,\" he said.",
            "\"Yes\" or \"no\"",
            "\"",
            "\"\"\"",
        ] {
            let cells = tsv(&format!("source\ttarget\nx, y\t{prose}\n")).remove(1);
            assert_eq!(cells[1..].join("\t"), prose);
        }
    }

    #[test]
    fn a_mark_without_its_fellow_takes_in_no_other_row() {
        let rows = tsv("source\ttarget\na\t\"It begins here\nb\tand ends here\"\n\"c\td\ne\tf\"\n");
        assert_eq!(rows[1], ["a", "\"It begins here"]);
        assert_eq!(rows[2], ["b", "and ends here\""]);
        assert_eq!(rows[3], ["\"c", "d"]);
        assert_eq!(rows[4], ["e", "f\""]);
        assert_eq!(
            tsv("source\ttarget\n\"Begins\tends\"\n")[1],
            ["\"Begins", "ends\""]
        );
    }

    #[test]
    fn what_a_spreadsheet_quotes_is_read_as_it_was() {
        let text = "source\ttarget\r\na\t\"He said \"\"no\"\".\"\r\n\"two\nlines\"\t\"a\tb\"\r\nc\t\"Yes, we can.\"\r\nd\t\"\"";
        assert_eq!(
            tsv(text)[1..],
            [
                ["a", "He said \"no\"."],
                ["two\nlines", "a\tb"],
                ["c", "Yes, we can."],
                ["d", ""]
            ]
        );
        let all = "\"source\"\t\"target\"\n\"a\"\t\"We go.\"\n";
        assert_eq!(tsv(all), [["source", "target"], ["a", "We go."]]);
    }

    #[test]
    fn a_csv_cell_keeps_marks_that_text_follows() {
        let rows =
            csv("source,target\n\"Never, whatever happens,\" he said.,b\n\"x\"\"y\" ,\"two\nlines\"\n");
        assert_eq!(
            rows.unwrap()[1..],
            [
                ["\"Never, whatever happens,\" he said.", "b"],
                ["x\"y", "two\nlines"]
            ]
        );
    }

    #[test]
    fn a_csv_cell_that_takes_in_rows_is_refused_by_line() {
        let error = csv("source,target\na,\"It begins\nb,c\n").unwrap_err();
        assert!(
            error.starts_with("line 2, column 3: a quotation mark opens a cell here"),
            "{error}"
        );
        let error = csv("source,target\na,\"It begins\nb,\"c\"\n").unwrap_err();
        assert!(
            error.starts_with("line 2, column 3: the quotation mark that opens"),
            "{error}"
        );
    }

    #[test]
    fn many_open_marks_take_no_more_time_than_one() {
        let wide = "x\t".repeat(300);
        let text = format!("{wide}x\n{}", "a\"\t\"b\n".repeat(20_000));
        assert_eq!(tsv(&text).len(), 20_001);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            rows in prop::collection::vec(prop::collection::vec("[a \",;\t\r\nب]{0,5}", 8), 0..5),
        ) {
            for separator in [b'\t', b','] {
                let mut out = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
                let header: Vec<String> = (0..8).map(|column| format!("column {column}")).collect();
                let rows: Vec<_> = std::iter::once(header).chain(rows.clone()).collect();
                for row in &rows {
                    out.write_record(row).unwrap();
                }
                let text = String::from_utf8(out.into_inner().unwrap()).unwrap();
                let read = if separator == b'\t' { tsv(&text) } else { super::tests::csv(&text).unwrap() };
                prop_assert_eq!(read, rows);
            }
        }

        #[test]
        fn of_prose_without_quoting_every_cell_is_kept(
            rows in prop::collection::vec(prop::collection::vec("[a, ]{0,2}\"?[ab,ب]{1,3}\"?[ab., ]{1,3}", 2), 1..6),
        ) {
            let lines: Vec<_> = rows.iter().map(|row| row.join("\t")).collect();
            let read = tsv(&format!("source\ttarget\n{}\n", lines.join("\n")));
            prop_assert_eq!(&read[1..], &rows[..]);
        }
    }
}
