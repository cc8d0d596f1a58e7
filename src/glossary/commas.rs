//! Glossaries as spreadsheets write them: columns parted by commas or semicolons, cells in quotes where they need them.
//!
//! A cell that a spreadsheet would run as a formula has an apostrophe in front ([`crate::text::guarded`]).

use super::{Error, TermFile};
use crate::text::{guarded, unguarded};

/// The rows of a CSV file in the home format, each on the line where it began.
///
/// # Errors
/// A row that cannot be taken apart, with its line.
pub fn from_csv(text: &str) -> Result<String, Error> {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let header = body.lines().next().unwrap_or_default();
    // Excel writes semicolons where the comma is the decimal sign.
    let separator = if header.matches(';').count() > header.matches(',').count() {
        b';'
    } else {
        b','
    };
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut out = String::new();
    let (mut line, mut counted, mut from) = (1, 1, 0);
    for row in rows.records() {
        let row = row.map_err(|error| Error::Csv {
            line: counted,
            reason: error.to_string(),
        })?;
        let byte = row.position().map_or(0, csv::Position::byte);
        let byte = usize::try_from(byte).unwrap_or_default().max(from);
        // A row begins behind the end of the line before it, of which the reader may have left a part.
        let at = byte + body[byte..].len() - body[byte..].trim_start_matches(['\r', '\n']).len();
        counted += body[from..at].matches('\n').count();
        from = at;
        while line < counted {
            out.push('\n');
            line += 1;
        }
        let cells: Vec<String> = row.iter().map(|cell| in_one_line(unguarded(cell))).collect();
        out.push_str(cells.join("\t").trim_end_matches('\t'));
        out.push('\n');
        line += 1;
    }
    Ok(out)
}

fn in_one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of `file` as CSV with a header row and a byte order mark, by which Excel knows UTF-8.
#[must_use]
pub fn to_csv(file: &TermFile) -> String {
    let mut rows = csv::Writer::from_writer(Vec::new());
    for row in
        std::iter::once(TermFile::header_cells()).chain(file.terms().map(|(_, term)| TermFile::cells(term)))
    {
        // Writing into memory does not fail.
        let _ = rows.write_record(row.map(guarded));
    }
    let bytes = rows.into_inner().unwrap_or_default();
    format!("\u{FEFF}{}", String::from_utf8_lossy(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Term;

    #[test]
    fn rows_stay_on_their_lines_and_come_back() {
        let text = "source;target;note\r\nكيري;Kerry;\"two\nlines\"\r\n=1;'=2;\"a;b\"\r\n";
        let home = from_csv(text).unwrap();
        let file = TermFile::parse(&home).unwrap();
        let rows: Vec<_> = file
            .terms()
            .map(|(line, term)| (line, term.target.as_str()))
            .collect();
        assert_eq!(rows, [(2, "Kerry"), (4, "=2")]);
        let again = TermFile::parse(&from_csv(&to_csv(&file)).unwrap()).unwrap();
        let terms = |file: &TermFile| -> Vec<Term> { file.terms().map(|(_, term)| term.clone()).collect() };
        assert_eq!(terms(&again), terms(&file));
    }
}
