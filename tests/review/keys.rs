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

#[test]
fn the_caret_is_in_the_next_segment_at_once_however_long_saving_takes() {
    let text: String = (0..40)
        .map(|number| format!("قال كيري في الخطاب رقم {number}.\n\n"))
        .collect();
    let desk = Desk::with(&text);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.far_away(3_000);
    let mut took: Vec<u64> = (1..=9)
        .map(|number| {
            page.type_text("Kerry said.");
            page.value(
                "window.took = new Promise((done) => addEventListener('keydown', () => { \
                 const begun = performance.now(); const left = document.activeElement; \
                 const look = () => requestAnimationFrame(() => { const at = document.activeElement; \
                 if (at !== left && at.nodeName === 'TEXTAREA') done(Math.ceil(performance.now() - begun)); else look(); }); \
                 look(); }, { capture: true, once: true })); null",
            );
            page.press("Enter", "Enter", CTRL);
            let took = page.value("window.took").as_u64().unwrap();
            page.at_segment(number + 1);
            took
        })
        .collect();
    // The machine may be busy with other tests: the fastest third shows what the page costs, the slowest that it never
    // waited for an answer.
    took.sort_unstable();
    assert!(
        took[2] <= 100 && took[8] < 3_000,
        "milliseconds from key to caret: {took:?}"
    );
    page.far_away(0);
    page.until("document.querySelector('.saved').textContent === 'All saved'");
    assert_eq!(
        desk.targets()
            .iter()
            .filter(|target| *target == "Kerry said.")
            .count(),
        9
    );
}
