//! Glossaries in tables of other programs: the home format made of their cells.

/// Rows of cells, each with the line it begins on (from 1), as text of the home format in which each stands on its line.
///
/// White space in a cell, line ends among it, becomes one blank. Linear in the text.
#[must_use]
pub fn from_cells(rows: impl IntoIterator<Item = (usize, Vec<String>)>) -> String {
    let mut out = String::new();
    let mut line = 1;
    for (begins, cells) in rows {
        while line < begins {
            out.push('\n');
            line += 1;
        }
        let cells: Vec<String> = cells.iter().map(|cell| in_one_line(cell)).collect();
        out.push_str(cells.join("\t").trim_end_matches('\t'));
        out.push('\n');
        line += 1;
    }
    out
}

fn in_one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::TermFile;

    #[test]
    fn rows_stay_on_their_lines() {
        let row = |line, cells: [&str; 3]| (line, cells.map(str::to_owned).to_vec());
        let text = from_cells([
            row(1, ["source", "target", "note"]),
            row(3, ["كيري", "Kerry", "two\nlines"]),
            row(4, ["=1", "=2", ""]),
        ]);
        let file = TermFile::parse(&text).unwrap();
        let terms: Vec<_> = file
            .terms()
            .map(|(line, term)| (line, term.target.as_str(), term.note.as_str()))
            .collect();
        assert_eq!(terms, [(3, "Kerry", "two lines"), (4, "=2", "")]);
    }
}
