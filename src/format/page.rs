//! A bilingual article as one HTML file that opens from any disk: source and target side by side, with evidence.
//!
//! The page to be read needs no script, no network and no other file, and a content security policy says so. It is also
//! well-formed XML. Everything that comes from an article, a glossary, a memory or a backend enters as text.
//!
//! The source column comes first in the source's own reading sense, as in printed bilingual documents: a
//! right-to-left source stands on the right with its translation on the left, a left-to-right source on the left.

mod article;
mod evidence;
mod pairs;
mod review;
mod summary;
mod terms;

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::markup::Markup;
use super::xml::reference;
use super::{Error, Format, Input, Part, Patches, ReadOptions, View, WriteOptions, html, labels};
use crate::document::{Article, Summary};
use crate::language;

const STYLE: &str = include_str!("page/style.css");

/// Web pages that need nothing but a browser.
pub(super) struct Page;

impl Format for Page {
    fn id(&self) -> &'static str {
        "html"
    }

    fn name(&self) -> &'static str {
        "HTML page"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm"]
    }

    fn recognises(&self, head: &str) -> bool {
        html::recognises(head)
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
            Part::Codes,
            Part::Terms,
            Part::Matches,
            Part::Findings,
            Part::Blocks,
            Part::Title,
        ]
    }

    /// Reads a page as a source document; a review page as the article in it.
    fn read(&self, text: &str, _: &ReadOptions) -> Result<Input, Error> {
        match review::read(text)? {
            Some(article) => Ok(Input::Article(article)),
            None => Ok(Input::Document(html::document(text))),
        }
    }

    fn keeps(&self, view: View) -> bool {
        view == View::Target
    }

    fn patches(&self, text: &str, article: &Article, _: &ReadOptions) -> Result<Patches, Error> {
        html::patches(text, &[html::Page::read(text, 0..text.len())], article)
    }

    fn escaped(&self, c: char) -> Option<String> {
        Some(reference(c))
    }

    fn write(&self, article: &Article, options: &WriteOptions<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let page = match options.view {
            View::Bilingual => bilingual(article, options.summary),
            View::Review => review::write(article),
            View::Target => frame(article, (&article.target_language, "reading"), |page| {
                article::write(article, page);
            }),
        };
        Ok(out.write_all(page.as_bytes())?)
    }
}

/// Source and target side by side, under the state of the work.
fn bilingual(article: &Article, summary: Option<&Summary>) -> String {
    frame(article, ("en", "bilingual"), |page| {
        page.element("header", &[], |header| {
            heading(article, header);
            summary::write(article, summary, header);
        });
        page.line();
        page.element("main", &[], |main| {
            pairs::write(article, main);
            terms::write(article, main);
        });
    })
}

/// The file around the body, whose language and class are given.
fn frame(article: &Article, (lang, class): (&str, &str), body: impl FnOnce(&mut Markup)) -> String {
    let mut page = Markup::default();
    page.raw("<!DOCTYPE html>\n");
    let dir = language::of(lang).direction.as_str();
    page.element("html", &[("lang", lang), ("dir", dir)], |html| {
        html.line();
        html.element("head", &[], |head| head_elements(article, class, head));
        html.line();
        html.element("body", &[("class", class)], body);
        html.line();
    });
    page.line();
    page.finish()
}

fn head_elements(article: &Article, class: &str, head: &mut Markup) {
    let allowed = |what: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(what)));
    let to_edit = class == "review";
    let (mut styles, mut scripts) = (allowed(STYLE), String::new());
    if to_edit {
        styles = format!("{styles} {}", allowed(review::STYLE));
        scripts = format!("script-src {}; ", allowed(review::SCRIPT));
    }
    let policy =
        format!("default-src 'none'; {scripts}style-src {styles}; base-uri 'none'; form-action 'none'");
    head.void("meta", &[("charset", "utf-8")]);
    head.void(
        "meta",
        &[("http-equiv", "Content-Security-Policy"), ("content", &policy)],
    );
    head.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    head.void(
        "meta",
        &[
            ("name", "viewport"),
            ("content", "width=device-width, initial-scale=1"),
        ],
    );
    head.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
    head.leaf("title", &[], &labels::title(article).0);
    head.element("style", &[], |style| style.raw(STYLE));
    if to_edit {
        head.element("style", &[], |style| style.raw(review::STYLE));
    }
}

fn heading(article: &Article, header: &mut Markup) {
    let (source, target) = (&article.source_language, &article.target_language);
    let (title, titled) = labels::title(article);
    header.element("p", &[("class", "eyebrow")], |line| {
        line.leaf("span", &[], &labels::language(source));
        line.leaf("span", &[("class", "arrow"), ("aria-label", "to")], "→");
        line.leaf("span", &[], &labels::language(target));
        if titled.is_some() {
            line.leaf("bdi", &[("class", "name")], &labels::inline(&article.name));
        }
    });
    let tag = titled.unwrap_or("en");
    let attributes = [("lang", tag), ("dir", language::of(tag).direction.as_str())];
    header.leaf("h1", &attributes, &title);
    header.line();
}
