//! Which row of the glossaries is meant, and which others go with it.

use std::path::Path;

use anyhow::bail;

use crate::cli::termbase::Glossary;
use crate::document::Term;
use crate::glossary::{Habits, Matcher, Worth, standing};
use crate::language::Language;

/// A row as a person names it.
pub(super) struct Wanted<'a> {
    /// Its source, or a form of it.
    pub(super) source: &'a str,
    /// Its rendering, if that is said.
    pub(super) target: Option<&'a str>,
    /// Its file, if that is said.
    pub(super) file: Option<&'a Path>,
}

impl Wanted<'_> {
    /// The row that is meant, and the glossary it stands in: of those that list the source as it is written, or else as a
    /// form, or else in another spelling, the most important one. `glossaries` come in that order. Linear in their rows.
    pub(super) fn row(&self, glossaries: &[Glossary], language: &Language) -> anyhow::Result<(String, Term)> {
        let folding = language.spelling.folding();
        let folded = folding.fold(self.source).text;
        let ways: [&dyn Fn(&Term) -> bool; 3] = [
            &|row| row.source == self.source,
            &|row| row.forms.iter().any(|form| form == self.source),
            &|row| {
                let mut forms = std::iter::once(&row.source).chain(&row.forms);
                forms.any(|form| folding.fold(form).text == folded)
            },
        ];
        let among: Vec<&Glossary> = glossaries.iter().filter(|one| self.is_of(one)).collect();
        if among.is_empty()
            && let Some(file) = self.file
        {
            bail!(
                "{}: is no glossary of these languages that is in force; `tarjuman glossary list` shows those that are",
                file.display()
            );
        }
        for lists in ways {
            for glossary in &among {
                let rows = glossary.file.terms().map(|(_, row)| row);
                let meant = |row: &&Term| lists(row) && self.target.is_none_or(|target| row.target == target);
                let rows: Vec<&Term> = rows.filter(meant).collect();
                let Some(first) = rows.first() else { continue };
                if let Some(other) = rows.iter().find(|row| row.target != first.target) {
                    bail!(
                        "{}: `{}` is listed as `{}` and as `{}`; say which with --target",
                        glossary.name,
                        self.source,
                        first.target,
                        other.target
                    );
                }
                return Ok((glossary.name.clone(), (*first).clone()));
            }
        }
        let with = self
            .target
            .map_or_else(String::new, |target| format!(" as `{target}`"));
        let of = self.file.map_or_else(
            || String::from("is in no glossary"),
            |file| format!("is not in {}", file.display()),
        );
        bail!(
            "`{}` {of}{with}; `tarjuman glossary list` shows what is",
            self.source
        )
    }

    fn is_of(&self, glossary: &Glossary) -> bool {
        let same = |file: &Path| match (file.canonicalize(), Path::new(&glossary.name).canonicalize()) {
            (Ok(asked), Ok(own)) => asked == own,
            _ => file == Path::new(&glossary.name),
        };
        self.file.is_none_or(same)
    }
}

/// The rows that have the term `old` in their source and its rendering in one of theirs, as `source → rendering`: those of
/// longer terms. What holds `rendering`, the one it is to have, already is none of them. Linear in the rows.
pub(super) fn related(
    glossaries: &[Glossary],
    (old, rendering): (&Term, &str),
    (from, to): (&Language, &Language),
) -> anyhow::Result<Vec<String>> {
    let new = rendering.to_lowercase();
    let alone = Matcher::new([old.clone()], from)?;
    let letters = old.target.to_lowercase();
    let core = Term {
        variants: Vec::new(),
        forbidden: Vec::new(),
        ..old.clone()
    };
    let holds = |rendering: &&String| {
        let small = rendering.to_lowercase();
        let may = small.contains(&letters) && !small.contains(&new);
        may && standing(&core, rendering, to)
            .iter()
            .any(|place| place.worth != Worth::Forbidden)
    };
    let rows = glossaries.iter().flat_map(|glossary| glossary.file.terms());
    let mut related = Vec::new();
    for (_, row) in rows.filter(|(_, row)| row.source != old.source) {
        let held = std::iter::once(&row.target).chain(&row.variants).find(holds);
        let Some(held) = held.filter(|_| !alone.hits(&row.source, &Habits::default()).is_empty()) else {
            continue;
        };
        let named = format!("{} → {held}", row.source);
        if !related.contains(&named) {
            related.push(named);
        }
    }
    Ok(related)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::TermFile;
    use crate::language;

    fn glossaries() -> Vec<Glossary> {
        let files = [
            (
                "house.tsv",
                "source\ttarget\tforms\nحلب\tHalab\t\nموقف\tstance\tمواقف\nعين\teye\nعين\tspring\n",
            ),
            (
                "places.tsv",
                "source\ttarget\nحلب\tAleppo\nريف حلب\tHalab countryside\nحلبي\tHalabi\n",
            ),
        ];
        let read = |(name, text): (&str, &str)| Glossary {
            name: name.to_owned(),
            file: TermFile::parse(text).unwrap(),
        };
        files.map(read).into()
    }

    fn row(source: &str, target: Option<&str>, file: Option<&str>) -> Result<String, String> {
        let file = file.map(Path::new);
        let wanted = Wanted { source, target, file };
        let found = wanted.row(&glossaries(), language::of("ar"));
        found
            .map(|(file, row)| format!("{file} {}", row.target))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_most_important_glossary_has_the_row_unless_a_file_or_a_rendering_is_named() {
        assert_eq!(row("حلب", None, None).unwrap(), "house.tsv Halab");
        assert_eq!(row("حلب", None, Some("places.tsv")).unwrap(), "places.tsv Aleppo");
        assert_eq!(row("حلب", Some("Aleppo"), None).unwrap(), "places.tsv Aleppo");
    }

    #[test]
    fn vowel_marks_and_forms_name_a_row() {
        assert_eq!(row("حَلَب", None, None).unwrap(), "house.tsv Halab");
        assert_eq!(row("مواقف", None, None).unwrap(), "house.tsv stance");
    }

    #[test]
    fn a_row_that_is_not_clear_is_refused() {
        assert!(
            row("عين", None, None)
                .unwrap_err()
                .contains("as `eye` and as `spring`")
        );
        assert!(
            row("حلب", Some("Alep"), None)
                .unwrap_err()
                .contains("no glossary as `Alep`")
        );
        assert!(
            row("ريف", None, Some("places.tsv"))
                .unwrap_err()
                .contains("is not in places.tsv")
        );
        assert!(
            row("حلب", None, Some("none.tsv"))
                .unwrap_err()
                .contains("none.tsv: is no glossary")
        );
    }

    #[test]
    fn rows_of_longer_names_are_related() {
        let old = Term {
            source: String::from("حلب"),
            target: String::from("Halab"),
            ..Term::default()
        };
        let pair = (language::of("ar"), language::of("en"));
        let found = |rendering| related(&glossaries(), (&old, rendering), pair).unwrap();
        assert_eq!(found("Aleppo"), ["ريف حلب → Halab countryside"]);
        assert_eq!(found("Halab Countryside"), [""; 0]);
    }
}
