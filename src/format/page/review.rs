//! The review page: one file that an outside reviewer opens in any browser, edits, and sends back.
//!
//! Nothing is installed and nothing goes over the network: the page's policy allows its own script and style only. What
//! the reviewer does is kept in the page, in an element of text that is JSON; saving gives the same page with that text
//! brought up to date, which [`read`] takes home. Inline codes are placeholders that can be moved and typed.

use serde::{Deserialize, Serialize};

use super::{evidence, frame};
use crate::document::{Article, BlockKind, Comment, Origin, Segment, SegmentId, State, Target};
use crate::format::markup::Markup;
use crate::format::{Error, labels, placeholder};
use crate::language;

/// What the page adds to a page that is read only.
pub(super) const STYLE: &str = include_str!("review.css");
/// Keeps what is typed, and gives the page back with it.
pub(super) const SCRIPT: &str = include_str!("review.js");

/// Begins the element that holds the article.
const DATA: &str = "<pre id=\"review-data\"";
const VERSION: u32 = 1;

/// What travels with the page.
#[derive(Debug, Serialize, Deserialize)]
struct Sheet {
    version: u32,
    name: String,
    source_language: String,
    target_language: String,
    /// Who reviewed, if they say.
    #[serde(default)]
    reviewer: String,
    segments: Vec<Row>,
}

/// A segment on the page, its codes as placeholders.
#[derive(Debug, Serialize, Deserialize)]
struct Row {
    id: SegmentId,
    block: usize,
    source: String,
    target: String,
    state: State,
    /// What the reviewer remarks on it.
    #[serde(default)]
    comment: String,
}

/// The page.
pub(super) fn write(article: &Article) -> String {
    frame(article, ("en", "review"), |page| {
        page.element("header", &[], |header| {
            super::heading(article, header);
            header.leaf(
                "p",
                &[],
                "Correct the translations, tick what is right, and save: the file that is saved is the one to send back. \
                 Ctrl+Enter ticks a segment and goes to the next, Ctrl+S saves.",
            );
            header.element("p", &[("class", "tools")], |line| {
                line.element("label", &[], |label| {
                    label.text("Your name ");
                    label.void("input", &[("id", "reviewer"), ("autocomplete", "name")]);
                });
                line.leaf("button", &[("id", "save"), ("type", "button")], "Save the reviewed file");
                line.leaf("span", &[("id", "saved"), ("role", "status")], "");
            });
        });
        // What the state of a segment becomes, in the words of the page.
        let states = [
            ("data-translated", labels::state(State::Translated)),
            ("data-approved", labels::state(State::Approved)),
        ];
        page.element("main", &states, |main| {
            for (number, segment) in (1..).zip(&article.segments) {
                row(article, segment, number, main);
            }
        });
        page.leaf(
            "pre",
            &[("id", "review-data"), ("hidden", "hidden")],
            &sheet(article),
        );
        page.element("script", &[], |script| script.raw(SCRIPT));
    })
}

fn sheet(article: &Article) -> String {
    let row = |segment: &Segment| Row {
        id: segment.id.clone(),
        block: segment.block,
        source: placeholder::shown(&segment.source),
        target: placeholder::shown(&segment.target.content),
        state: segment.target.state,
        comment: String::new(),
    };
    let sheet = Sheet {
        version: VERSION,
        name: article.name.clone(),
        source_language: article.source_language.clone(),
        target_language: article.target_language.clone(),
        reviewer: String::new(),
        segments: article.segments.iter().map(row).collect(),
    };
    // Strings and numbers only: there is nothing in it that JSON could not hold.
    serde_json::to_string(&sheet).unwrap_or_default()
}

fn row(article: &Article, segment: &Segment, number: usize, main: &mut Markup) {
    let sides = [&article.source_language, &article.target_language]
        .map(|tag| (tag, language::of(tag).direction.as_str()));
    let [(source, source_dir), (target, target_dir)] = sides;
    let shown = number.to_string();
    main.element(
        "section",
        &[
            ("class", "pair"),
            ("data-segment", segment.id.as_str()),
            ("dir", source_dir),
        ],
        |pair| {
            pair.leaf("span", &[("class", "number")], &shown);
            pair.leaf(
                "p",
                &[("class", "source"), ("lang", source), ("dir", source_dir)],
                &placeholder::shown(&segment.source),
            );
            let label = format!("Translation of segment {shown}");
            let mut attributes = vec![
                ("class", "target"),
                ("lang", target.as_str()),
                ("dir", target_dir),
                ("aria-label", &label),
                ("rows", "2"),
            ];
            if segment.target.state == State::Locked {
                attributes.push(("readonly", "readonly"));
            }
            pair.leaf(
                "textarea",
                &attributes,
                &placeholder::shown(&segment.target.content),
            );
            evidence::write_predecessor(article, segment, pair);
            pair.element("div", &[("class", "verdict"), ("dir", "ltr")], |verdict| {
                let state = labels::state(segment.target.state);
                verdict.leaf("span", &[("class", "state"), ("data-was", state)], state);
                verdict.element("label", &[], |label| {
                    label.void("input", &[("class", "approved"), ("type", "checkbox")]);
                    label.text(" right");
                });
                verdict.element("label", &[], |label| {
                    label.text("Remark ");
                    label.void("input", &[("class", "comment"), ("dir", "auto")]);
                });
            });
        },
    );
    main.line();
}

/// The article in a review page; `None` when `text` is none.
///
/// # Errors
/// [`Error::Syntax`] where the page was damaged on its way.
pub(super) fn read(text: &str) -> Result<Option<Article>, Error> {
    let Some(at) = text.find(DATA) else {
        return Ok(None);
    };
    let damaged = || {
        Error::at(
            text,
            at,
            "this review page was damaged on its way; ask for it again as an attachment",
        )
    };
    let inside = text[at..]
        .split_once('>')
        .and_then(|(_, rest)| rest.split_once("</pre>"))
        .ok_or_else(damaged)?
        .0;
    // Browsers write a no-break space by its name, which is not one of XML's.
    let inside = inside.replace("&nbsp;", "\u{A0}");
    let json = quick_xml::escape::unescape(&inside).map_err(|_| damaged())?;
    let sheet: Sheet = serde_json::from_str(&json).map_err(|_| damaged())?;
    if sheet.version != VERSION {
        return Err(Error::at(
            text,
            at,
            "this review page is of a later version of the program; update to read it",
        ));
    }
    Ok(Some(article(sheet)))
}

fn article(sheet: Sheet) -> Article {
    let who = if sheet.reviewer.trim().is_empty() {
        "reviewer"
    } else {
        sheet.reviewer.trim()
    };
    let remarks = sheet
        .segments
        .iter()
        .filter(|row| !row.comment.trim().is_empty())
        .map(|row| Comment {
            number: 0,
            segment: Some(row.id.clone()),
            text: row.comment.trim().to_owned(),
            who: who.to_owned(),
            at: String::new(),
            resolved: None,
        });
    let comments = remarks.collect();
    let blocks = sheet
        .segments
        .iter()
        .map(|row| row.block + 1)
        .max()
        .unwrap_or(0)
        .min(sheet.segments.len());
    Article {
        name: sheet.name,
        source_language: sheet.source_language,
        target_language: sheet.target_language,
        blocks: vec![BlockKind::Paragraph; blocks],
        segments: sheet.segments.into_iter().map(segment).collect(),
        comments,
        ..Article::default()
    }
}

fn segment(row: Row) -> Segment {
    let content = placeholder::parsed(&row.target);
    let blank = content.is_blank();
    let origin = if row.state.is_human() {
        Origin::Person
    } else {
        Origin::File
    };
    Segment {
        id: row.id,
        block: row.block,
        source: placeholder::parsed(&row.source),
        gap: String::new(),
        target: Target {
            state: if blank { State::Empty } else { row.state },
            origin: (!blank).then_some(origin),
            content,
            reason: None,
        },
        terms: Vec::new(),
        matches: Vec::new(),
        findings: Vec::new(),
    }
}
