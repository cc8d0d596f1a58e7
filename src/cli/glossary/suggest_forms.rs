//! `tarjuman glossary suggest-forms`: plurals that a person may want to list.

use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::target_file::{self, Desk};
use crate::cli::counts::counted;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::session::Session;
use crate::cli::termbase::Glossary;
use crate::cli::terminal::{Terminal, clean};
use crate::document::{Term, TermStatus};
use crate::text::words;
use crate::{format, glossary, language};

/// Suggest plurals made from within a word, such as مواقف for موقف; nothing is changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman glossary suggest-forms --in article.txt    # only plurals that stand in the article
  tarjuman glossary suggest-forms موقف
  tarjuman glossary add-form موقف مواقف               # accept one")]
pub(in crate::cli) struct Arguments {
    /// Only for this term.
    term: Option<String>,

    /// Only suggestions that occur in this text, the most frequent first.
    #[arg(long = "in", value_name = "FILE")]
    text: Option<PathBuf>,

    #[command(flatten)]
    place: target_file::Arguments,
}

/// A plural that may be right.
struct Suggestion<'a> {
    listed: String,
    term: &'a Term,
    form: String,
    /// Occurrences in the text, proclitics included; `None` without a text.
    seen: Option<usize>,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::find(workspace)?;
    let Desk { from, termbase, .. } = arguments.place.desk(&session, arguments.place.file.as_slice())?;
    let glossaries = termbase.read()?;
    let mut suggestions = arguments.suggestions(&glossaries, &from);
    if let Some(file) = &arguments.text {
        let bytes = input::bytes(file)?;
        let text = format::decode(&bytes, None)
            .map_err(|error| input::flat(anyhow::Error::new(error).context(file.display().to_string())))?
            .text;
        attest(&mut suggestions, &text, &from)?;
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    for Suggestion {
        listed,
        term,
        form,
        seen,
    } in &suggestions
    {
        let seen = seen.map_or_else(String::new, |seen| format!("\t{}", counted(seen, "time")));
        writeln!(
            out,
            "{}",
            clean(&format!("{listed}\t{} → {form}{seen}", term.source))
        )?;
    }
    out.flush()?;
    let accept = "`tarjuman glossary add-form TERM FORM` accepts one";
    terminal.say(format!("{}; {accept}", counted(suggestions.len(), "suggestion")));
    Ok(Exit::Done)
}

impl Arguments {
    fn suggestions<'a>(&self, glossaries: &'a [Glossary], from: &str) -> Vec<Suggestion<'a>> {
        let language = language::of(from);
        let mut suggestions = Vec::new();
        for glossary in glossaries {
            let wanted = |term: &Term| {
                term.status != TermStatus::Obsolete
                    && self.term.as_ref().is_none_or(|asked| *asked == term.source)
            };
            for (line, term) in glossary.file.terms().filter(|(_, term)| wanted(term)) {
                let forms = glossary::plural_guesses(term, language);
                suggestions.extend(forms.into_iter().map(|form| Suggestion {
                    listed: format!("{}:{line}", glossary.name),
                    term,
                    form,
                    seen: None,
                }));
            }
        }
        suggestions
    }
}

/// Keeps the suggestions that stand in `text` and in no listed term, most frequent first.
fn attest(suggestions: &mut Vec<Suggestion<'_>>, text: &str, from: &str) -> anyhow::Result<()> {
    let language = language::of(from);
    let forms = suggestions.iter().map(|suggestion| Term {
        source: suggestion.form.clone(),
        target: suggestion.form.clone(),
        kind: suggestion.term.kind,
        rule: Some(crate::document::MatchRule::Clitics),
        ..Term::default()
    });
    let matcher = glossary::Matcher::new(forms, language)?;
    let mut seen: HashMap<String, usize> = HashMap::new();
    for line in text.lines().filter(|line| words(line).next().is_some()) {
        for hit in matcher.hits(line, &glossary::Habits::default()) {
            *seen.entry(hit.term.source.clone()).or_default() += 1;
        }
    }
    for suggestion in suggestions.iter_mut() {
        suggestion.seen = seen.get(&suggestion.form).copied();
    }
    suggestions.retain(|suggestion| suggestion.seen.is_some());
    suggestions.sort_by_key(|suggestion| std::cmp::Reverse(suggestion.seen));
    Ok(())
}
