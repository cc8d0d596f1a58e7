//! What a person should look at in glossary files: rows that contradict each other, or that would mislead the
//! matcher. Pure; every complaint says what to do.

use rustc_hash::FxHashMap;
use unicode_script::{Script, UnicodeScript};

use super::pattern::expression;
use super::rules::{self, Rules};
use super::widen::contradictions;
use super::{Error, Habits, Matcher, Sheet, TermFile};
use crate::document::{MatchRule, Severity, Term, TermKind, TermStatus};
use crate::language::Language;
use crate::text::words;

/// A complaint about one row of a glossary file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// The file's name, as it was given.
    pub file: String,
    /// The row's line, from 1.
    pub line: usize,
    /// Which rule complains: `broken-row`, `duplicate`, `two-targets`, `outranked`, `form-clash`, `forbidden-target`, `script`, `blanks`,
    /// `characters`, `short-name`, `ordinary-word`, `wide-expression`, `idle-context`.
    pub rule: &'static str,
    /// Whether the row contradicts something, or is worth a look.
    pub severity: Severity,
    /// What is wrong and what to do.
    pub message: String,
}

/// The rows of the glossary file `name` that can be read, and a complaint about each of the others, whose lines are blank.
///
/// Linear in the file.
///
/// # Errors
/// None that [`Sheet::new`] has not found before.
pub fn sound(name: &str, sheet: &Sheet) -> Result<(TermFile, Vec<Lint>), Error> {
    let rows = (0..sheet.rows()).map(|row| (sheet.line(row), sheet.term(row)));
    let broken: Vec<(usize, Error)> = rows.filter_map(|(line, row)| Some((line, row.err()?))).collect();
    let is_broken = |line: &usize| broken.binary_search_by_key(line, |(line, _)| *line).is_ok();
    let lines = (1..).zip(sheet.text().split_inclusive('\n'));
    let sound: String = lines
        .map(|(line, text)| if is_broken(&line) { "\n" } else { text })
        .collect();
    let complaint = |(line, error): (usize, Error)| {
        let message = error.to_string();
        let bare = message.strip_prefix(&format!("line {line}: "));
        Lint {
            file: name.to_owned(),
            line,
            rule: "broken-row",
            severity: Severity::Error,
            message: bare.unwrap_or(&message).to_owned(),
        }
    };
    Ok((
        TermFile::parse(&sound)?,
        broken.into_iter().map(complaint).collect(),
    ))
}

/// Everything to look at in `files`, each a name with its rows, the most important first; in the order of files and lines.
///
/// Linear in the number of forms.
#[must_use]
pub fn lint(files: &[(String, TermFile)], source: &Language, target: &Language) -> Vec<Lint> {
    let rows: Vec<Row> = files
        .iter()
        .flat_map(|(file, rows)| rows.terms().map(move |(line, term)| Row { file, line, term }))
        .filter(|row| row.term.status != TermStatus::Obsolete)
        .collect();
    let rules = rules::compiled(source);
    let mut found = between_rows(&rows, &rules);
    for (index, row) in rows.iter().enumerate() {
        let mut complain = |rule, severity, message: String| {
            found.push((index, row.lint(rule, severity, message)));
        };
        forbidden_target(row.term, &mut complain);
        characters(row.term, &mut complain);
        script(row.term, source, target, &mut complain);
        misleading(row.term, &rules, &mut complain);
        idle_contexts(row.term, source, &mut complain);
    }
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().map(|(_, lint)| lint).collect()
}

#[derive(Clone, Copy)]
struct Row<'a> {
    file: &'a str,
    line: usize,
    term: &'a Term,
}

impl Row<'_> {
    fn lint(&self, rule: &'static str, severity: Severity, message: String) -> Lint {
        Lint {
            file: self.file.to_owned(),
            line: self.line,
            rule,
            severity,
            message,
        }
    }

    fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

/// Rows that say the same twice, or say two things about one form.
fn between_rows(rows: &[Row], rules: &Rules) -> Vec<(usize, Lint)> {
    let mut sources: FxHashMap<String, usize> = FxHashMap::default();
    let mut found = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let first = *sources.entry(key(&row.term.source, rules)).or_insert(index);
        if first == index {
            continue;
        }
        let other = &rows[first];
        found.push((
            index,
            if other.term.target == row.term.target {
                row.lint(
                    "duplicate",
                    Severity::Warning,
                    format!(
                        "`{}` is listed at {} with the same target; remove one row",
                        row.term.source,
                        other.place()
                    ),
                )
            } else if other.file == row.file {
                row.lint("two-targets", Severity::Error, format!(
                "`{}` is `{}` here and `{}` at {}; keep one as the target and list the other under variants",
                row.term.source, row.term.target, other.term.target, other.place()))
            } else {
                row.lint("outranked", Severity::Warning, format!(
                "`{}` is `{}` here, but {} comes first and has `{}`, which is used; remove this row, or list its target there under variants",
                row.term.source, row.term.target, other.place(), other.term.target))
            },
        ));
    }
    for (index, row) in rows.iter().enumerate() {
        for form in &row.term.forms {
            let other = sources.get(&key(form, rules)).map(|&other| &rows[other]);
            if let Some(other) = other.filter(|other| other.term.source != row.term.source) {
                found.push((
                    index,
                    row.lint(
                        "form-clash",
                        Severity::Warning,
                        format!(
                            "the form `{form}` is a term of its own at {}; remove it here, or that row",
                            other.place()
                        ),
                    ),
                ));
            }
        }
    }
    found
}

/// A source as the matcher sees it.
pub(super) fn key(source: &str, rules: &Rules) -> String {
    rules.folder.fold(source).text
}

fn forbidden_target(term: &Term, complain: &mut impl FnMut(&'static str, Severity, String)) {
    for forbidden in contradictions(term) {
        complain(
            "forbidden-target",
            Severity::Error,
            format!("`{forbidden}` is both accepted and forbidden; remove it from one of the two columns"),
        );
    }
}

fn characters(term: &Term, complain: &mut impl FnMut(&'static str, Severity, String)) {
    let lists = [&term.forms, &term.not, &term.variants, &term.forbidden];
    for text in [&term.source, &term.target]
        .into_iter()
        .chain(lists.into_iter().flatten())
    {
        if term.rule != Some(MatchRule::Regex) && (text.contains("  ") || text.contains('\u{A0}')) {
            complain(
                "blanks",
                Severity::Warning,
                format!("`{text}` holds a doubled or unbreakable blank; write one plain blank"),
            );
        }
        if let Some(c) = text.chars().find(|&c| is_suspect(c)) {
            complain(
                "characters",
                Severity::Warning,
                format!(
                    "`{text}` holds the character U+{:04X}, which is invisible or a printer's form; type the plain letters",
                    c as u32
                ),
            );
        }
    }
}

/// Bidi and zero-width characters, presentation forms, tatweel; joiners that spell words are not meant.
fn is_suspect(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{640}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

fn script(
    term: &Term,
    source: &Language,
    target: &Language,
    complain: &mut impl FnMut(&'static str, Severity, String),
) {
    let of = |language: &Language| Script::from_short_name(&language.script);
    let (Some(from), Some(to)) = (of(source), of(target)) else {
        return;
    };
    if from == to {
        return;
    }
    for text in std::iter::once(&term.target).chain(&term.variants) {
        if text.chars().any(|c| c.script() == from) {
            complain(
                "script",
                Severity::Error,
                format!(
                    "the target `{text}` holds letters of the source's script; write it in {}",
                    target.name
                ),
            );
        }
    }
    let own = |c: char| c.script() == from || !c.is_alphabetic();
    if term.rule.is_none()
        && term.source.chars().any(char::is_alphabetic)
        && !term.source.chars().any(|c| own(c) && c.is_alphabetic())
    {
        complain(
            "script",
            Severity::Warning,
            format!(
                "the source `{}` has no letter of {}; check that the columns are not swapped",
                term.source, source.name
            ),
        );
    }
}

/// Terms that would be found where they are not meant.
fn misleading(term: &Term, rules: &Rules, complain: &mut impl FnMut(&'static str, Severity, String)) {
    if term.rule == Some(MatchRule::Regex) {
        let everything = expression(&term.source, term.case).is_ok_and(|regex| regex.is_match(""));
        if everything {
            complain(
                "wide-expression",
                Severity::Error,
                format!(
                    "the regular expression `{}` matches nothing at all, so every place; ask for at least one character",
                    term.source
                ),
            );
        }
        return;
    }
    let mut parts = words(&term.source);
    let (Some(word), None) = (parts.next(), parts.next()) else {
        return;
    };
    let folded = rules.folder.fold(word.text).text;
    let plain = matches!(term.rule, Some(MatchRule::Exact | MatchRule::Word));
    if !plain && folded.chars().count() <= 2 && (term.kind.is_name() || term.kind == TermKind::Term) {
        complain(
            "short-name",
            Severity::Warning,
            format!(
                "`{}` is short and will be found where it is not meant; set match to `word`, or list the full name",
                term.source
            ),
        );
    }
    // Countries and months are frequent words themselves; a person's name in that list is another word.
    let homograph =
        term.kind.is_name() && !matches!(term.kind, TermKind::Place | TermKind::Month | TermKind::Weekday);
    if homograph && term.not.is_empty() && rules.ordinary.contains(&folded) {
        complain(
            "ordinary-word",
            Severity::Warning,
            format!(
                "`{}` is also a frequent ordinary word, and wherever that stands alone it is taken for the name; \
                 list the full name instead, or under `not` the phrases in which it is the word",
                term.source
            ),
        );
    }
}

/// Contexts in which the term is not found anyway.
fn idle_contexts(term: &Term, source: &Language, complain: &mut impl FnMut(&'static str, Severity, String)) {
    if term.not.is_empty() {
        return;
    }
    let bare = Term {
        not: Vec::new(),
        ..term.clone()
    };
    // An expression that cannot be read is refused when the file is read.
    let Ok(matcher) = Matcher::new([bare], source) else {
        return;
    };
    let regex = term.rule == Some(MatchRule::Regex);
    for context in &term.not {
        if regex || matcher.hits(context, &Habits::default()).is_empty() {
            let why = if regex {
                "a regular expression takes no contexts"
            } else {
                "the term is not found in it"
            };
            complain(
                "idle-context",
                Severity::Warning,
                format!(
                    "the context `{context}` under `not` has no effect, since {why}; write a phrase that holds `{}`, or remove it",
                    term.source
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::of;

    fn rules_of(files: &[(&str, &str)]) -> Vec<(String, usize, &'static str)> {
        let files: Vec<_> = files
            .iter()
            .map(|(name, text)| (String::from(*name), TermFile::parse(text).unwrap()))
            .collect();
        let found = lint(&files, of("ar"), of("en"));
        found
            .into_iter()
            .map(|lint| (lint.file, lint.line, lint.rule))
            .collect()
    }

    fn rules(text: &str) -> Vec<&'static str> {
        rules_of(&[("a.tsv", text)])
            .into_iter()
            .map(|(_, _, rule)| rule)
            .collect()
    }

    #[test]
    fn a_sound_glossary_is_left_alone() {
        let text = "كيري\tKerry\tperson\t\tJohn Kerry\tKiri\nالأمم المتحدة\tUnited Nations\torganisation\nهدنة\ttruce\n";
        assert_eq!(rules(text), [""; 0]);
    }

    #[test]
    fn one_name_with_two_targets_is_found_in_a_file_and_across_files() {
        let (one, other) = ("أحمد\tAhmad\tperson\n", "# x\nاحمد\tAhmed\tperson\n");
        let found = rules_of(&[("a.tsv", one), ("b.tsv", other)]);
        assert_eq!(found, [("b.tsv".into(), 2, "outranked")]);
        assert_eq!(rules(&format!("{one}{other}")), ["two-targets"]);
    }

    #[test]
    fn the_same_row_twice_is_a_duplicate() {
        assert_eq!(rules("كيري\tKerry\tperson\nكيري\tKerry\tperson\n"), ["duplicate"]);
    }

    #[test]
    fn an_obsolete_row_may_contradict() {
        assert_eq!(
            rules("كيري\tKerry\tperson\nكيري\tKiri\tperson\t\t\t\t\t\tobsolete\n"),
            [""; 0]
        );
    }

    #[test]
    fn a_form_that_is_a_term_of_its_own_clashes() {
        assert_eq!(
            rules("كيري\tKerry\tperson\tكيربي\nكيربي\tKirby\tperson\n"),
            ["form-clash"]
        );
    }

    #[test]
    fn a_rendering_is_accepted_or_forbidden() {
        assert_eq!(rules("كيري\tKerry\tperson\t\tKiri\tKiri\n"), ["forbidden-target"]);
    }

    #[test]
    fn letters_of_the_source_in_a_target_show() {
        assert_eq!(rules("كيري\tKerry كيري\tperson\n"), ["script"]);
        assert_eq!(rules("Kerry\tKerry\tperson\n"), ["script"]);
    }

    #[test]
    fn characters_nobody_sees_are_named() {
        assert_eq!(
            rules("كي\u{200F}ري\tKerry  Jr\tperson\n"),
            ["characters", "blanks"]
        );
    }

    #[test]
    fn names_that_are_words_are_pointed_out() {
        assert_eq!(rules("وزير\tVizier\tperson\n"), ["ordinary-word"]);
        assert_eq!(rules("كي\tKey\tperson\n"), ["short-name"]);
        assert_eq!(rules("كي\tKey\tperson\t\t\t\tword\n"), [""; 0]);
    }

    #[test]
    fn a_place_that_is_a_frequent_word_is_itself() {
        assert_eq!(rules("لبنان\tLebanon\tplace\n"), [""; 0]);
    }

    #[test]
    fn a_context_settles_a_name_that_is_a_word() {
        assert_eq!(
            rules("وزير\tVizier\tperson\t\t\t\t\t\t\t\tوزير الخارجية\n"),
            [""; 0]
        );
    }

    #[test]
    fn a_context_without_its_term_has_no_effect() {
        let row = |context: &str| format!("فتح\tFatah\torganisation\t\t\t\t\t\t\t\t{context}\n");
        assert_eq!(rules(&row("افتتح باب | تم فتح")), ["idle-context"]);
        assert_eq!(rules(&row("فتح باب")), [""; 0]);
        assert_eq!(
            rules("ك.ري\tKerry\tterm\t\t\t\tregex\t\t\t\tقال كيري\n"),
            ["idle-context"]
        );
    }

    #[test]
    fn an_expression_that_matches_nothing_matches_everywhere() {
        assert_eq!(rules("ك*\tK\tterm\t\t\t\tregex\n"), ["wide-expression"]);
    }
}
