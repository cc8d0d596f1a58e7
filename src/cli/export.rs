//! `tarjuman export`: an article of the workspace as a file for another tool or another person.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::document::Summary;
use crate::format::View;
use crate::store::Store;

use super::article;
use super::exit::Exit;
use super::input::STANDARD;
use super::output::{self, Written};
use super::session::Session;
use super::terminal::Terminal;

/// Write an article of the workspace to a file; the extension says the format.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tarjuman export kerry-lavrov -o draft.docx                  two columns, for Word and LibreOffice
  tarjuman export kerry-lavrov -o draft.xlf                   XLIFF 2.1, for other translation tools
  tarjuman export kerry-lavrov -o english.txt --view target   the translation alone
  tarjuman export kerry-lavrov -o - --format tsv              to standard output")]
pub(super) struct Arguments {
    /// The article's name, or the beginning of it; `tarjuman list` shows them.
    article: String,

    /// The file to write; `-` is standard output.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,

    /// The format where the extension does not say: xliff, docx, html, markdown, text, tsv, csv, tmx, json.
    #[arg(long, value_name = "NAME")]
    format: Option<String>,

    /// Both languages, or the translation alone.
    #[arg(long, value_enum, default_value_t = Side::Bilingual)]
    view: Side,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Side {
    Bilingual,
    Target,
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
    let article = article::named(&store, &arguments.article)?;
    let original = store.original(&article.name)?;
    let summary = Summary::of(&article);
    let view = match arguments.view {
        Side::Bilingual => View::Bilingual,
        Side::Target => View::Target,
    };
    let written = Written {
        view,
        summary: &summary,
        original: original.as_ref(),
    };
    if to_standard {
        output::to_standard(format, &article, &written)?;
    } else {
        output::to_file(&arguments.output, format, &article, &written)?;
        terminal.say(format!(
            "{}: {} as {}",
            arguments.output.display(),
            article.name,
            format.name()
        ));
    }
    Ok(Exit::Done)
}
