//! What each writer makes of the sample article.

use insta::{Settings, assert_snapshot};
use tarjuman::format::View;

use crate::sample::{article, written};

fn check(id: &str, view: View, name: &str) {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!(name, written(&article(), id, view)));
}

#[test]
fn xliff_marks_terms_and_carries_the_evidence() {
    check("xliff", View::Bilingual, "xliff");
}

#[test]
fn text_shows_what_is_not_translated() {
    check("text", View::Target, "text");
}

#[test]
fn json_holds_everything() {
    check("json", View::Bilingual, "json");
}

#[test]
fn tsv_has_a_row_for_each_segment() {
    check("tsv", View::Bilingual, "tsv");
}

#[test]
fn csv_guards_formulas() {
    check("csv", View::Bilingual, "csv");
}

#[test]
fn markdown_stands_side_by_side() {
    check("markdown", View::Bilingual, "markdown");
}

#[test]
fn markdown_of_the_translation_keeps_the_markup() {
    check("markdown", View::Target, "markdown-target");
}
