//! `tarjuman export`: an article of the workspace as a file for another tool or another person.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::document::{Article, Summary};
use crate::format::{self, View};
use crate::store::Store;

use super::article;
use super::exit::Exit;
use super::input::{self, STANDARD};
use super::judge::Judge;
use super::output::{self, Written};
use super::session::Session;
use super::terminal::Terminal;

/// Write an article of the workspace to a file; the extension says the format.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman export kerry-lavrov -o draft.docx                  two columns, for Word and LibreOffice
  tarjuman export kerry-lavrov -o draft.xlsx                  a spreadsheet to correct; home by `import`
  tarjuman export kerry-lavrov -o draft.xlf                   XLIFF 2.1, for other translation tools
  tarjuman export kerry-lavrov -o draft.xlf --format xliff-1.2   for tools of older days, such as OmegaT
  tarjuman export kerry-lavrov -o english.txt --view target   the translation alone
  tarjuman export kerry-lavrov -o review.html --view review   a page to edit in any browser; home by `import`
  tarjuman export report.docx -o report.en.docx --view target the Word document itself, translated
  tarjuman export kerry-lavrov -o - --format tsv              to standard output")]
pub(super) struct Arguments {
    /// The article's name, or the beginning of it; `tarjuman list` shows them.
    article: String,

    /// The file to write; `-` is standard output.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,

    /// The format where the extension does not say: xliff, xliff-1.2, docx, xlsx, html, markdown, text, tsv,
    /// csv, tmx, json.
    #[arg(long, value_name = "NAME")]
    format: Option<String>,

    /// Both languages; the translation alone, which in the format of its source is the source document, translated; or,
    /// as HTML, a page for a reviewer without this program to edit and send back.
    #[arg(long, value_enum, default_value_t = Side::Bilingual)]
    view: Side,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Side {
    Bilingual,
    Target,
    Review,
}

pub(super) fn run(
    arguments: &Arguments,
    terminal: &Terminal,
    workspace: Option<&Path>,
) -> anyhow::Result<Exit> {
    let session = Session::require(workspace)?;
    let to_standard = arguments.output == Path::new(STANDARD);
    let format = match &arguments.format {
        Some(name) => output::by_name(name)?,
        None if to_standard => output::by_name(&session.settings.format)?,
        None => output::by_path(&arguments.output)?,
    };
    let store = session.store()?;
    let article = Judge::new(&session).judged(article::named(&store, &arguments.article)?)?;
    let original = store.original(&article.name)?;
    let summary = Summary::of(&article);
    let view = match arguments.view {
        Side::Bilingual => View::Bilingual,
        Side::Target => View::Target,
        Side::Review => View::Review,
    };
    let written = Written {
        view,
        summary: &summary,
        original: original.as_ref(),
        paragraphs: session.settings.paragraphs,
    };
    if written.is_own(format) && view == View::Target {
        say_untranslated(&article, terminal);
    }
    if to_standard {
        output::to_standard(format, &article, &written)?;
    } else {
        output::to_file(&arguments.output, format, &article, &written)?;
    }
    let left_out = match view {
        View::Bilingual if !written.is_own(format) => format::left_out(&article, format),
        _ => 0,
    };
    if left_out > 0 {
        let all = article.segments.len();
        terminal.warn(format!(
            "{}: {left_out} of {all} segments have no target and are left out",
            input::shown(&arguments.output)
        ));
    }
    if !to_standard {
        terminal.say(format!(
            "{}: {} as {}",
            arguments.output.display(),
            article.name,
            format.name()
        ));
    }
    Ok(Exit::Done)
}

/// In a document that is given back translated nothing marks what is not: it is said here.
fn say_untranslated(article: &Article, terminal: &Terminal) {
    let blank = article
        .segments
        .iter()
        .filter(|segment| segment.target.content.is_blank())
        .count();
    if blank > 0 {
        let all = article.segments.len();
        terminal.warn(format!(
            "{}: {blank} of {all} segments have no translation and stand there as in the source",
            article.name
        ));
    }
}
