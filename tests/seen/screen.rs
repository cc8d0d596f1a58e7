//! The page on a screen: a desktop, a tablet, a telephone; in light and in dark.

use std::fs;

use serde::Deserialize;

use crate::drafts::Draft;
use crate::programs;

/// What `harness.html` measured in a frame of one width.
#[derive(Debug, Deserialize)]
struct Measures {
    width: u32,
    scroll: u32,
    dark: bool,
    segments: usize,
    outside: Vec<String>,
    parted: Vec<String>,
    unmarked: Vec<String>,
    faint: Vec<String>,
    turned: Vec<String>,
}

const LIGHT: &str = "--blink-settings=preferredColorScheme=1";
const DARK: &str = "--blink-settings=preferredColorScheme=0";

fn measure(draft: &Draft, theme: &str) -> Vec<Measures> {
    draft.export("html", "bilingual");
    let harness = draft.path().join("harness.html");
    fs::write(&harness, include_str!("harness.html")).unwrap();
    let page = harness.with_file_name("harness.html?page=bilingual.html");
    let arguments = [theme, "--allow-file-access-from-files", "--dump-dom"];
    let output = programs::browse(draft.path(), &arguments, &page);
    let dom = String::from_utf8(output.stdout).unwrap();
    let json = dom
        .split_once("<pre id=\"measures\">")
        .and_then(|(_, rest)| rest.split_once("</pre>"))
        .unwrap_or_else(|| panic!("the page was not measured: {dom}"))
        .0;
    serde_json::from_str(&quick_xml::escape::unescape(json).unwrap()).unwrap()
}

fn check(draft: &Draft, theme: &str, segments: usize) {
    let all = measure(draft, theme);
    assert_eq!(all.len(), 5);
    for measures in all {
        assert_eq!(measures.dark, theme == DARK);
        assert_eq!(measures.segments, segments);
        assert!(
            measures.scroll <= measures.width,
            "scrolls sideways: {measures:#?}"
        );
        assert!(measures.outside.is_empty(), "is cut: {measures:#?}");
        assert!(measures.parted.is_empty(), "marks part letters: {measures:#?}");
        assert!(measures.unmarked.is_empty(), "unseen terms: {measures:#?}");
        assert!(measures.faint.is_empty(), "too faint to read: {measures:#?}");
        assert!(
            measures.turned.is_empty(),
            "findings run from right to left: {measures:#?}"
        );
    }
}

#[test]
fn a_draft_from_arabic_fits_every_screen_and_can_be_read_by_day() {
    check(&Draft::arabic(), LIGHT, 12);
}

#[test]
fn a_draft_from_arabic_can_be_read_by_night() {
    check(&Draft::arabic(), DARK, 12);
}

#[test]
fn a_draft_without_a_memory_shows_its_terms() {
    check(&Draft::bare(), LIGHT, 12);
}

#[test]
fn a_draft_from_english_fits_every_screen() {
    check(&Draft::english(), LIGHT, 3);
}
