//! Glossary files and rows made of terms.

use super::{COLUMNS, Column, Error, Line, Term, TermFile, all_columns, header, is_comment, row};

impl TermFile {
    /// A file with the rows that `terms` make, each on its line (from 1) or, where that is taken, on the next that is free.
    ///
    /// # Errors
    /// The first term that no row can hold.
    pub fn of_lines<'a>(terms: impl IntoIterator<Item = (usize, &'a Term)>) -> Result<Self, Error> {
        let mut file = Self {
            columns: all_columns(),
            ..Self::default()
        };
        for (line, term) in terms {
            let text = written(term, &file.columns)?;
            while file.lines.len() + 1 < line {
                file.push(String::new(), None);
            }
            file.push(text, Some(term.clone()));
        }
        Ok(file)
    }

    fn push(&mut self, text: String, term: Option<Term>) {
        self.lines.push(Line {
            text,
            end: "\n",
            term,
        });
    }

    /// A file with a header row and a row for each of `terms`; beside it what is wrong with those that no row can hold.
    pub fn of_terms<'a>(terms: impl IntoIterator<Item = &'a Term>) -> (Self, Vec<Error>) {
        let mut file = Self {
            columns: all_columns(),
            ..Self::default()
        };
        file.header = Some(0);
        file.push(Self::header_cells().join("\t"), None);
        let mut refused = Vec::new();
        for term in terms {
            match written(term, &file.columns) {
                Ok(text) => file.push(text, Some(term.clone())),
                Err(error) => refused.push(error),
            }
        }
        (file, refused)
    }

    /// The names of all columns.
    #[must_use]
    pub fn header_cells() -> [String; 11] {
        COLUMNS.map(|(name, _)| name.to_owned())
    }

    /// The cells of `term` in all columns.
    #[must_use]
    pub fn cells(term: &Term) -> [String; 11] {
        COLUMNS.map(|(_, column)| column.value(term))
    }
}

/// The row of `term` in `columns`, blank cells at its end left out.
pub(super) fn written(term: &Term, columns: &[Column]) -> Result<String, Error> {
    let cells: Vec<String> = columns.iter().map(|column| column.value(term)).collect();
    let text = cells.join("\t");
    let text = text.trim_end_matches('\t').to_owned();
    let readable = !is_comment(&text)
        && !text.contains(['\n', '\r', '\u{FEFF}'])
        && matches!(header(&text, 0), Ok(None))
        && row(&text, columns, 0).as_ref() == Ok(term);
    if readable {
        Ok(text)
    } else {
        Err(Error::Unwritable {
            source_term: term.source.clone(),
        })
    }
}
