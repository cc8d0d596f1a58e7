//! Markdown: articles in, drafts for reading out.
//!
//! Read: CommonMark with tables, strikethrough, footnotes, task lists and YAML front matter. Headings, paragraphs,
//! list items, quotes, table cells and footnotes are blocks; their spans cover the text with its inline markup.
//! Emphasis, links, images, code spans and HTML tags are inline codes with the markup as the file writes it. Code
//! blocks, HTML blocks and front matter are not translated; `title:` of the front matter is the document's title.
//!
//! Written: two columns side by side with terms, findings and summary, each text in an element with its direction;
//! or the translation alone, with headings, lists, quotes and inline markup.

mod read;
mod write;

use std::io::Write;

use super::skeleton::{self, Patches};
use super::{Error, Format, Input, Part, ReadOptions, View, WriteOptions};
use crate::document::Article;

/// Markdown.
pub(super) struct Markdown;

impl Format for Markdown {
    fn id(&self) -> &'static str {
        "markdown"
    }

    fn name(&self) -> &'static str {
        "Markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn carries(&self) -> &'static [Part] {
        &[
            Part::Untranslated,
            Part::States,
            Part::Origins,
            Part::Reasons,
            Part::Terms,
            Part::Findings,
            Part::Title,
        ]
    }

    fn keeps(&self, view: View) -> bool {
        view == View::Target
    }

    fn patches(&self, text: &str, article: &Article, _: &ReadOptions) -> Result<Patches, Error> {
        let document = read::document(text);
        let mut patches = Patches::default();
        for (block, target) in skeleton::targets(&document, article)? {
            let block = &document.blocks[block];
            // One line: where a line of a cell, a list or a quote goes on is the file's matter.
            let target = write::marked_up(&target)
                .split('\n')
                .map(str::trim)
                .collect::<Vec<_>>()
                .join(" ");
            patches.edit(text, block.span.clone(), target);
        }
        Ok(patches)
    }

    /// Never fails: any text is Markdown.
    fn read(&self, text: &str, _options: &ReadOptions) -> Result<Input, Error> {
        Ok(Input::Document(read::document(text)))
    }

    fn write(&self, article: &Article, options: &WriteOptions, out: &mut dyn Write) -> Result<(), Error> {
        let text = match options.view {
            View::Bilingual | View::Review => write::bilingual(article, options.summary),
            View::Target => write::target(article),
        };
        Ok(out.write_all(text.as_bytes())?)
    }
}
