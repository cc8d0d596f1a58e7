//! The terms of the article in one list: what each becomes, and in which segments it stands.

use rustc_hash::FxHashMap;

use crate::document::{Article, Term, TermUse, Tier};
use crate::format::labels;
use crate::format::markup::Markup;
use crate::language;

/// Writes the list, in the order the terms first appear; nothing where no term was found.
pub(super) fn write(article: &Article, main: &mut Markup) {
    let found = found(article);
    if found.is_empty() {
        return;
    }
    main.element(
        "section",
        &[("class", "terms"), ("aria-labelledby", "terms")],
        |section| {
            section.leaf("h2", &[("id", "terms")], "Terms in this article");
            section.element("table", &[], |table| {
                table.element("thead", &[], |head| {
                    head.element("tr", &[], |row| {
                        for name in ["Term", "Rendering", "Kind", "Segments"] {
                            row.leaf("th", &[("scope", "col")], name);
                        }
                    });
                });
                table.element("tbody", &[], |body| {
                    for (term, segments) in &found {
                        body.element("tr", &[], |row| write_row(article, term, segments, row));
                        body.line();
                    }
                });
            });
        },
    );
    main.line();
}

/// Each term with the numbers of its segments, from 1, without repetition.
fn found(article: &Article) -> Vec<(&Term, Vec<usize>)> {
    let mut places: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    let mut found: Vec<(&Term, Vec<usize>)> = Vec::new();
    for (index, segment) in article.segments.iter().enumerate() {
        let relied_on = |used: &&TermUse| used.hit.tier != Tier::Possible;
        for used in segment.terms.iter().filter(relied_on) {
            let term = &used.hit.term;
            let place = *places.entry((&term.source, &term.target)).or_insert_with(|| {
                found.push((term, Vec::new()));
                found.len() - 1
            });
            let segments = &mut found[place].1;
            if segments.last() != Some(&(index + 1)) {
                segments.push(index + 1);
            }
        }
    }
    found
}

fn write_row(article: &Article, term: &Term, segments: &[usize], row: &mut Markup) {
    let dir = |tag| language::of(tag).direction.as_str();
    let (source, target) = (&article.source_language, &article.target_language);
    row.element("th", &[("scope", "row")], |cell| {
        cell.leaf(
            "bdi",
            &[("lang", source), ("dir", dir(source))],
            &labels::inline(&term.source),
        );
    });
    row.element("td", &[], |cell| {
        cell.leaf(
            "b",
            &[("lang", target), ("dir", dir(target))],
            &labels::inline(&term.target),
        );
        for variant in &term.variants {
            cell.leaf(
                "span",
                &[("class", "also"), ("lang", target), ("dir", dir(target))],
                &labels::inline(variant),
            );
        }
        if !term.note.is_empty() {
            cell.leaf(
                "p",
                &[("class", "note"), ("dir", "auto")],
                &labels::inline(&term.note),
            );
        }
    });
    row.leaf("td", &[("class", "kind")], term.kind.as_str());
    row.element("td", &[("class", "places")], |cell| {
        for number in segments {
            cell.leaf(
                "a",
                &[("href", &format!("#segment-{number}"))],
                &number.to_string(),
            );
            cell.text(" ");
        }
    });
}
