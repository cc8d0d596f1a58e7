//! Glossary files: one row a term, columns parted by tabs, every byte that is not touched kept.
//!
//! A file may open with a header row, which names its columns in any order; without one the columns are
//! `source target kind forms variants forbidden match case status note not`. Only the first two are required. Lists are
//! parted by `|`. Lines that begin with `#` and blank lines are comments. A byte order mark and CRLF are kept.
//! A row is written only if it reads back the same; a column that it needs and the header lacks is put at the header's
//! end, where the other rows need say nothing.

mod made;

use made::written;

use super::Error;
use super::pattern::expression;
use crate::document::{CaseRule, MatchRule, Term, TermKind, TermStatus};

/// A glossary file: its rows in order, comments and blank lines kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TermFile {
    bom: bool,
    /// The columns of the header row, or all of them.
    columns: Vec<Column>,
    /// The number of the header row among the lines, from 0.
    header: Option<usize>,
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// Without its end.
    text: String,
    /// `\n`, `\r\n`, or nothing on a last line.
    end: &'static str,
    /// `None` for comments, blank lines and the header.
    term: Option<Term>,
}

/// What a column of a glossary file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Source,
    Target,
    Kind,
    Forms,
    Variants,
    Forbidden,
    Match,
    Case,
    Status,
    Note,
    Not,
}

const COLUMNS: [(&str, Column); 11] = [
    ("source", Column::Source),
    ("target", Column::Target),
    ("kind", Column::Kind),
    ("forms", Column::Forms),
    ("variants", Column::Variants),
    ("forbidden", Column::Forbidden),
    ("match", Column::Match),
    ("case", Column::Case),
    ("status", Column::Status),
    ("note", Column::Note),
    ("not", Column::Not),
];

impl TermFile {
    /// Reads the text of a glossary file.
    ///
    /// # Errors
    /// The first row that cannot be read, with its line from 1, what is wrong and what to do.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let body = after_mark(text);
        let mut file = Self {
            bom: body.len() < text.len(),
            columns: all_columns(),
            header: None,
            lines: Vec::new(),
        };
        let mut first = true;
        for (number, raw) in (1..).zip(body.split_inclusive('\n')) {
            let (text, end) = part_end(raw);
            let mut term = None;
            if !is_comment(text) {
                let columns = if first { header(text, number)? } else { None };
                match columns {
                    Some(columns) => {
                        file.columns = columns;
                        file.header = Some(file.lines.len());
                    }
                    None => term = Some(row(text, &file.columns, number)?),
                }
                first = false;
            }
            file.lines.push(Line {
                text: text.to_owned(),
                end,
                term,
            });
        }
        Ok(file)
    }

    /// The terms, each with its line from 1.
    pub fn terms(&self) -> impl Iterator<Item = (usize, &Term)> {
        (1..)
            .zip(&self.lines)
            .filter_map(|(number, line)| Some((number, line.term.as_ref()?)))
    }

    /// Adds a row at the end; nothing else changes, but for a column that the header may gain.
    ///
    /// # Errors
    /// The row is listed already, or could not be read back.
    pub fn add(&mut self, term: Term) -> Result<(), Error> {
        let same = |(_, t): &(usize, &Term)| t.source == term.source && t.target == term.target;
        if let Some((line, _)) = self.terms().find(same) {
            return Err(Error::Listed {
                source_term: term.source,
                line,
            });
        }
        self.append(term)?;
        Ok(())
    }

    /// Adds a row at the end without a look at the others; the line on which it stands, from 1.
    ///
    /// # Errors
    /// As [`TermFile::add`], but for a row that is listed.
    pub(super) fn append(&mut self, term: Term) -> Result<usize, Error> {
        let text = self.write(&term)?;
        let style = self.lines.first().map_or("\n", |line| line.end);
        let style = if style.is_empty() { "\n" } else { style };
        let mut end = style;
        if let Some(last) = self.lines.last_mut() {
            end = std::mem::replace(&mut last.end, style);
        }
        self.lines.push(Line {
            text,
            end,
            term: Some(term),
        });
        Ok(self.lines.len())
    }

    /// Removes the row with this source, and with this target if one is given, as often as it is listed; gives back how often.
    ///
    /// # Errors
    /// There is no such row, or there are several targets.
    pub fn remove(&mut self, source: &str, target: Option<&str>) -> Result<usize, Error> {
        self.refuse_several(source, target)?;
        let goes = |line: &Line| {
            let fits = |t: &Term| t.source == source && target.is_none_or(|target| t.target == target);
            line.term.as_ref().is_some_and(fits)
        };
        let before = self.lines.len();
        let end = self.lines.last().map_or("", |line| line.end);
        self.lines.retain(|line| !goes(line));
        if self.lines.len() == before {
            return Err(Error::NoRow {
                source_term: source.to_owned(),
                target: target.map_or_else(String::new, |target| format!(" and target `{target}`")),
            });
        }
        // The file ends as it ended, with a line end or without one.
        if let Some(last) = self.lines.last_mut() {
            last.end = end;
        }
        Ok(before - self.lines.len())
    }

    fn refuse_several(&self, source: &str, target: Option<&str>) -> Result<(), Error> {
        let rows = self.terms().filter(|(_, term)| term.source == source);
        let mut targets: Vec<String> = rows.map(|(_, term)| format!("`{}`", term.target)).collect();
        targets.dedup();
        if target.is_some() || targets.len() < 2 {
            return Ok(());
        }
        Err(Error::Several {
            source_term: source.to_owned(),
            targets: targets.join(" and "),
        })
    }

    /// Puts `term` in the place of the row on `line`, from 1; nothing else changes, but for a column that the header may gain.
    ///
    /// # Errors
    /// There is no row on that line, or as [`TermFile::add`].
    pub fn replace(&mut self, line: usize, term: Term) -> Result<(), Error> {
        let text = self.write(&term)?;
        let row = line.checked_sub(1).and_then(|index| self.lines.get_mut(index));
        let Some(row) = row.filter(|row| row.term.is_some()) else {
            return Err(Error::NoRow {
                source_term: term.source,
                target: format!(" on line {line}"),
            });
        };
        if row.term.as_ref() != Some(&term) {
            *row = Line {
                text,
                end: row.end,
                term: Some(term),
            };
        }
        Ok(())
    }

    /// The file's text: byte for byte what was read, but for the rows that were touched.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::from(if self.bom { "\u{FEFF}" } else { "" });
        for line in &self.lines {
            text.push_str(&line.text);
            text.push_str(line.end);
        }
        text
    }

    /// The row of `term` in this file's columns, of which it has all that the row needs from then on.
    fn write(&mut self, term: &Term) -> Result<String, Error> {
        let says = |column: Column| column.value(term) != column.value(&Term::default());
        let lacks = |(_, column): &(&str, Column)| !self.columns.contains(column) && says(*column);
        let gained: Vec<_> = COLUMNS.into_iter().filter(lacks).collect();
        let columns = self.columns.iter().copied();
        let columns = columns.chain(gained.iter().map(|(_, column)| *column));
        let columns = match self.header {
            Some(_) => columns.collect(),
            None => all_columns(),
        };
        let text = written(term, &columns)?;
        if let Some(header) = self.header.and_then(|header| self.lines.get_mut(header)) {
            for (name, _) in gained {
                header.text.push('\t');
                header.text.push_str(name);
            }
        }
        self.columns = columns;
        Ok(text)
    }
}

impl Column {
    /// The cell of this column in the row of `term`.
    fn value(self, term: &Term) -> String {
        let list = |items: &[String]| items.join(" | ");
        let name = |name: Option<&str>| name.unwrap_or_default().to_owned();
        match self {
            Self::Source => term.source.clone(),
            Self::Target => term.target.clone(),
            Self::Kind => term.kind.as_str().to_owned(),
            Self::Forms => list(&term.forms),
            Self::Variants => list(&term.variants),
            Self::Forbidden => list(&term.forbidden),
            Self::Match => name(term.rule.map(MatchRule::as_str)),
            Self::Case => name(term.case.map(CaseRule::as_str)),
            Self::Status => name((term.status != TermStatus::Approved).then(|| term.status.as_str())),
            Self::Note => term.note.clone(),
            Self::Not => list(&term.not),
        }
    }
}

/// The columns of a file without a header.
pub(super) fn all_columns() -> Vec<Column> {
    COLUMNS.map(|(_, column)| column).to_vec()
}

/// `text` without a byte order mark.
pub(super) fn after_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// A line and its end.
pub(super) fn part_end(raw: &str) -> (&str, &'static str) {
    match (raw.strip_suffix("\r\n"), raw.strip_suffix('\n')) {
        (Some(text), _) => (text, "\r\n"),
        (_, Some(text)) => (text, "\n"),
        _ => (raw, ""),
    }
}

/// Whether a line is a comment or blank.
pub(super) fn is_comment(text: &str) -> bool {
    text.starts_with('#') || text.trim().is_empty()
}

/// The columns that a header row names; `None` for a row that is no header.
pub(super) fn header(text: &str, line: usize) -> Result<Option<Vec<Column>>, Error> {
    let names: Vec<String> = text
        .split('\t')
        .map(|cell| cell.trim().to_ascii_lowercase())
        .collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    if !(has("source") && has("target")) {
        return Ok(None);
    }
    let mut columns = Vec::new();
    for name in &names {
        let known = COLUMNS
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, column)| *column);
        match known.filter(|column| !columns.contains(column)) {
            Some(column) => columns.push(column),
            None => {
                return Err(Error::Header {
                    line,
                    column: name.clone(),
                    allowed: COLUMNS.map(|(name, _)| name).join(", "),
                });
            }
        }
    }
    Ok(Some(columns))
}

/// Reads the row `text`, which stands on `line`.
pub(super) fn row(text: &str, columns: &[Column], line: usize) -> Result<Term, Error> {
    let cells: Vec<&str> = text.trim_end_matches('\t').split('\t').map(str::trim).collect();
    if cells.len() > columns.len() || !text.contains('\t') {
        return Err(Error::Columns {
            line,
            found: cells.len(),
            expected: format!("2 to {}", columns.len()),
        });
    }
    let mut term = Term::default();
    for (column, cell) in columns.iter().zip(cells) {
        set(&mut term, *column, cell, line)?;
    }
    for (value, column) in [(&term.source, "source"), (&term.target, "target")] {
        if value.is_empty() {
            return Err(Error::Empty { line, column });
        }
    }
    if term.rule == Some(MatchRule::Regex) {
        for form in std::iter::once(&term.source).chain(&term.forms) {
            expression(form, term.case).map_err(|reason| Error::RegexLine {
                line,
                expression: form.clone(),
                reason,
            })?;
        }
    }
    Ok(term)
}

fn set(term: &mut Term, column: Column, cell: &str, line: usize) -> Result<(), Error> {
    let list = || -> Vec<String> {
        let items = cell.split('|').map(str::trim).filter(|item| !item.is_empty());
        items.map(str::to_owned).collect()
    };
    let unknown = |column, allowed: String| Error::Value {
        line,
        column,
        value: cell.to_owned(),
        allowed,
    };
    let names = |all: &[&str]| all.join(", ");
    match column {
        Column::Source => term.source = cell.to_owned(),
        Column::Target => term.target = cell.to_owned(),
        Column::Note => term.note = cell.to_owned(),
        Column::Forms => term.forms = list(),
        Column::Variants => term.variants = list(),
        Column::Forbidden => term.forbidden = list(),
        Column::Not => term.not = list(),
        _ if cell.is_empty() => {}
        Column::Kind if cell == "common" => term.kind = TermKind::Term,
        Column::Kind => {
            let all: Vec<_> = TermKind::ALL.iter().map(|kind| kind.as_str()).collect();
            term.kind = TermKind::named(cell).ok_or_else(|| unknown("kind", names(&all)))?;
        }
        Column::Match => {
            let all: Vec<_> = MatchRule::ALL.iter().map(|rule| rule.as_str()).collect();
            term.rule = Some(MatchRule::named(cell).ok_or_else(|| unknown("match", names(&all)))?);
        }
        Column::Case => {
            let all: Vec<_> = CaseRule::ALL.iter().map(|rule| rule.as_str()).collect();
            term.case = Some(CaseRule::named(cell).ok_or_else(|| unknown("case", names(&all)))?);
        }
        Column::Status => {
            let all: Vec<_> = TermStatus::ALL.iter().map(|status| status.as_str()).collect();
            term.status = TermStatus::named(cell).ok_or_else(|| unknown("status", names(&all)))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILE: &str = "\u{FEFF}# names of the desk\r\nsource\ttarget\tnote\tkind\r\n\r\nكيري\tKerry\t\tperson\r\nلافروف\tLavrov";

    fn kerry() -> Term {
        Term {
            source: "كيربي".into(),
            target: "Kirby".into(),
            kind: TermKind::Person,
            ..Term::default()
        }
    }

    #[test]
    fn a_header_row_puts_the_columns_in_any_order() {
        let file = TermFile::parse(FILE).unwrap();
        let rows: Vec<_> = file
            .terms()
            .map(|(line, term)| (line, term.source.as_str(), term.kind))
            .collect();
        assert_eq!(
            rows,
            [(4, "كيري", TermKind::Person), (5, "لافروف", TermKind::Term)]
        );
        assert_eq!(file.to_text(), FILE);
    }

    #[test]
    fn an_added_row_leaves_every_other_byte() {
        let mut file = TermFile::parse(FILE).unwrap();
        file.add(kerry()).unwrap();
        assert_eq!(file.to_text(), format!("{FILE}\r\nكيربي\tKirby\t\tperson"));
    }

    #[test]
    fn a_replaced_row_keeps_its_neighbours() {
        let mut file = TermFile::parse(FILE).unwrap();
        file.replace(4, kerry()).unwrap();
        assert_eq!(file.to_text(), FILE.replace("كيري\tKerry", "كيربي\tKirby"));
        assert!(matches!(file.replace(1, kerry()), Err(Error::NoRow { .. })));
    }

    #[test]
    fn a_column_that_the_header_lacks_is_put_at_its_end_and_no_other_row_changes() {
        let mut file = TermFile::parse(FILE).unwrap();
        let term = Term {
            forbidden: vec!["Kiri".into()],
            ..kerry()
        };
        file.add(term.clone()).unwrap();
        let header = FILE.replace("\tkind\r\n", "\tkind\tforbidden\r\n");
        let text = format!("{header}\r\nكيربي\tKirby\t\tperson\tKiri");
        assert_eq!(file.to_text(), text);
        assert_eq!(TermFile::parse(&text).unwrap().terms().last(), Some((6, &term)));
        let mut unwritable = TermFile::parse(FILE).unwrap();
        let broken = Term {
            forbidden: vec!["K|i".into()],
            ..kerry()
        };
        assert!(matches!(unwritable.add(broken), Err(Error::Unwritable { .. })));
        assert_eq!(unwritable.to_text(), FILE);
    }

    #[test]
    fn rows_of_several_targets_go_only_by_their_target() {
        let mut file = TermFile::parse("فلان\tFulan\nفلان\tFoolan\nفلان\tFoolan\n").unwrap();
        let told = file.remove("فلان", None).unwrap_err().to_string();
        assert_eq!(
            told,
            "`فلان` is listed as `Fulan` and `Foolan`; say which with --target"
        );
        assert_eq!(file.remove("فلان", Some("Foolan")), Ok(2));
        assert_eq!(file.remove("فلان", None), Ok(1));
    }

    #[test]
    fn a_row_that_would_read_back_as_a_comment_is_refused() {
        let mut file = TermFile::default();
        let term = Term {
            source: "#tag".into(),
            ..kerry()
        };
        assert!(matches!(file.add(term), Err(Error::Unwritable { .. })));
        let mut file = TermFile::parse("").unwrap();
        let term = Term {
            source: "#tag".into(),
            ..kerry()
        };
        assert!(matches!(file.add(term), Err(Error::Unwritable { .. })));
    }

    #[test]
    fn complaints_name_the_line_and_what_is_allowed() {
        let complaint = |text: &str| TermFile::parse(text).unwrap_err().to_string();
        assert!(
            complaint("# x\nكيري\tKerry\tpersn")
                .starts_with("line 2: kind `persn` is unknown; write one of name, person")
        );
        assert!(complaint("كيري Kerry").starts_with("line 1: this row has 1 of the 2 to 11 columns"));
        assert!(complaint("\tKerry").starts_with("line 1: the source is empty"));
        assert!(complaint("source\ttarget\tcolour").starts_with("line 1: `colour` is no column"));
        assert!(
            complaint("k(\tK\tterm\t\t\t\tregex")
                .starts_with("line 1: the regular expression `k(` cannot be read: ")
        );
    }

    #[test]
    fn the_same_row_is_not_added_twice() {
        let mut file = TermFile::parse("كيري\tKerry\n").unwrap();
        let again = Term {
            source: "كيري".into(),
            target: "Kerry".into(),
            ..Term::default()
        };
        assert_eq!(
            file.add(again),
            Err(Error::Listed {
                source_term: "كيري".into(),
                line: 1
            })
        );
    }

    #[test]
    fn contexts_are_read_and_written_in_their_column() {
        let text = "source\ttarget\tnot\nفتح\tFatah\tفتح باب | تم فتح\n";
        let mut file = TermFile::parse(text).unwrap();
        let (_, term) = file.terms().next().unwrap();
        assert_eq!(term.not, ["فتح باب", "تم فتح"]);
        let mut more = term.clone();
        more.not.push("فتح تحقيق".into());
        file.replace(2, more).unwrap();
        assert_eq!(file.to_text(), text.replace("تم فتح", "تم فتح | فتح تحقيق"));
    }

    proptest! {
        #[test]
        fn reading_and_writing_keeps_every_byte(text in "(\u{FEFF})?([#a-cكي|\t ]{0,6}(\r?\n)?){0,8}") {
            if let Ok(file) = TermFile::parse(&text) {
                prop_assert_eq!(file.to_text(), text);
            }
        }

        #[test]
        fn adding_and_removing_gives_back_the_file(
            rows in prop::collection::vec("[a-cكي]{1,3}\t[a-z ]{0,4}x(\tperson)?|# note|", 0..6),
            end in "\n?",
            source in any::<String>(),
            note in any::<String>(),
        ) {
            let text = format!("{}{end}", rows.join("\n"));
            let mut file = TermFile::parse(&text).unwrap();
            let term = Term { source: source.clone(), note, ..kerry() };
            if file.add(term.clone()).is_ok() {
                let read = TermFile::parse(&file.to_text()).unwrap();
                prop_assert_eq!(read.terms().last().map(|(_, t)| t.clone()), Some(term.clone()));
                file.remove(&source, Some("Kirby")).unwrap();
            }
            prop_assert_eq!(file.to_text(), text);
        }
    }
}
