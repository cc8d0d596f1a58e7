//! Word documents: the article as a two-column table with its evidence, or the translation alone; and any
//! document as source, which comes back translated, with its direction turned where the languages ask for it.
//!
//! Each target stands in a content control tagged with its segment's id, beside a hidden copy of the id, so that a
//! corrected file can come home. A right-to-left source is the right-hand column (`w:bidiVisual`), as in printed
//! bilingual documents. Elements are in the order of ECMA-376 part 1, on which Word insists; dates and random
//! ids do not occur, so the same article gives the same bytes.

mod article;
mod cells;
mod flip;
mod inline;
mod notes;
mod pairs;
mod parcel;
mod properties;
mod read;
mod rendering;
mod review;
mod runs;
mod story;
mod styles;
mod translate;

use std::io::Write;

use super::markup::Markup;
use super::{Error, Format, Input, Part, Patches, ReadOptions, View, WriteOptions, labels};
use crate::document::Article;
use crate::language;

const NAMESPACES: super::markup::Attributes<'_> = &[
    (
        "xmlns:w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
];

/// Word documents (Office Open XML, ISO/IEC 29500 transitional).
pub(super) struct Docx;

impl Format for Docx {
    fn id(&self) -> &'static str {
        "docx"
    }

    fn name(&self) -> &'static str {
        "Word document"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["docx"]
    }

    fn recognises(&self, head: &str) -> bool {
        head.contains("<w:document")
    }

    fn is_readable(&self) -> bool {
        true
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn carries(&self) -> &'static [Part] {
        Part::ALL
    }

    fn keeps(&self, view: View) -> bool {
        view == View::Target
    }

    fn patches(&self, text: &str, article: &Article, _: &ReadOptions) -> Result<Patches, Error> {
        translate::patches(text, article)
    }

    /// Reads the parts that [`super::decode`] takes out of the package: a review table of this program, memoQ, Trados
    /// or CafeTran as the segments in it, any other document as source.
    fn read(&self, text: &str, options: &ReadOptions) -> Result<Input, Error> {
        match review::read(text, options)? {
            Some(article) => Ok(Input::Article(article)),
            None => read::read(text),
        }
    }

    fn write(&self, article: &Article, options: &WriteOptions<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let parts = parcel::Parts {
            document: document(article, options),
            header: header(article, options),
            core: core(article, options),
        };
        out.write_all(&parcel::pack(&parts)?)?;
        Ok(())
    }
}

/// The main part.
fn document(article: &Article, options: &WriteOptions<'_>) -> String {
    part("w:document", |document| {
        document.element("w:body", &[], |body| {
            match options.view {
                View::Bilingual | View::Review => pairs::write(article, options.summary, body),
                View::Target => article::write(article, body),
            }
            section(article, options, body);
        });
    })
}

/// A part of the package with `root` as its outermost element.
fn part(root: &'static str, inner: impl FnOnce(&mut Markup)) -> String {
    let mut part = Markup::default();
    part.raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    part.element(root, NAMESPACES, inner);
    part.finish()
}

/// A4 with two centimetres of margin; lengths are twentieths of a point.
fn section(article: &Article, options: &WriteOptions<'_>, body: &mut Markup) {
    body.element("w:sectPr", &[], |section| {
        section.void("w:headerReference", &[("w:type", "default"), ("r:id", "rId4")]);
        section.void("w:footerReference", &[("w:type", "default"), ("r:id", "rId5")]);
        section.void("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        let margins = [
            ("w:top", "1247"),
            ("w:right", "1134"),
            ("w:bottom", "1134"),
            ("w:left", "1134"),
            ("w:header", "624"),
            ("w:footer", "567"),
            ("w:gutter", "0"),
        ];
        section.void("w:pgMar", &margins);
        let target = language::of(&article.target_language).direction;
        if options.view == View::Target && target == language::Direction::Rtl {
            section.void("w:bidi", &[]);
        }
    });
}

fn header(article: &Article, options: &WriteOptions<'_>) -> String {
    part("w:hdr", |header| {
        runs::paragraph("Header", language::Direction::Ltr, header, |line| {
            if options.view != View::Target {
                let languages = labels::languages(article);
                let text = format!("{} \u{200E}·\u{200E} {languages}", labels::inline(&article.name));
                runs::write(&text, language::Direction::Ltr, &runs::Look::default(), line);
            }
        });
    })
}

fn core(article: &Article, options: &WriteOptions<'_>) -> String {
    let mut core = Markup::default();
    core.raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    let namespaces = [
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    core.element("cp:coreProperties", &namespaces, |properties| {
        properties.leaf("dc:title", &[], &labels::title(article).0);
        let language = match options.view {
            View::Bilingual | View::Review => &article.source_language,
            View::Target => &article.target_language,
        };
        properties.leaf("dc:language", &[], language);
    });
    core.finish()
}
