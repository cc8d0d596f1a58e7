//! A person reviews without a mouse, under an Arabic keyboard layout.

use crate::browser::{ALT, Browser, CTRL};
use crate::server::{Desk, SAMPLE};

#[test]
fn a_whole_article_is_reviewed_by_keyboard_under_an_arabic_layout() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    let segments = desk.targets().len();
    for number in 1..=segments {
        page.at_segment(number);
        if number == 1 {
            page.type_text("Kerry told Lavrov");
        } else {
            // Ctrl+I: the source into the target, with the letter that this key has in Arabic.
            page.press("KeyI", "ه", CTRL);
        }
        page.press("Enter", "Enter", CTRL);
    }
    page.until("document.querySelectorAll('.saved')[0].textContent === 'All saved'");
    let article = desk.article();
    for segment in article["segments"].as_array().unwrap() {
        assert_eq!(segment["target"]["state"], "approved");
    }
    assert_eq!(desk.targets()[0], "Kerry told Lavrov");
    desk.run(&["memory", "export", "-o", "memory.tmx"]);
    let units = std::fs::read_to_string(desk.path("memory.tmx")).unwrap();
    assert_eq!(
        units.matches("<tu ").count() + units.matches("<tu>").count(),
        segments,
        "what is approved feeds the memory"
    );
}

#[test]
fn a_term_is_inserted_with_one_key_in_the_form_of_the_glossary() {
    let desk = Desk::with("قال كيري للصحفيين.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.until("document.querySelector('.terms .rendering')");
    let first = page.value("document.querySelector('.terms .rendering').textContent");
    page.type_text("So said");
    page.press("Digit1", "١", ALT);
    page.until(&format!(
        "document.activeElement.value === 'So said {}'",
        first.as_str().unwrap()
    ));
}

#[test]
fn every_command_of_the_table_is_on_the_help_sheet_with_its_keys() {
    let desk = Desk::with("قال كيري.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.press("Slash", "ظ", CTRL);
    page.until("document.querySelector('dialog[open] .help')");
    let all = "import('/page/keys.js').then((keys) => keys.TABLE.length)";
    let shown = "document.querySelectorAll('.help li button').length";
    assert_eq!(page.value(all), page.value(shown));
    assert_eq!(
        page.value("[...document.querySelectorAll('.help li')].every((line) => line.querySelector('kbd'))"),
        true
    );
}
