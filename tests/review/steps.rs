//! Sentences parted and joined, undoing across reloads, steps that are undone as one, repeats, filters.

use std::fs;

use crate::browser::{ALT, Browser, CTRL, Page};
use crate::server::Desk;

const SHIFT: u8 = 8;
const SAVED: &str = "document.querySelector('.saved').textContent === 'All saved'";

fn said(page: &Page<'_>, words: &str) {
    page.until(&format!(
        "document.querySelector('.notice').textContent.includes('{words}')"
    ));
}

fn sources(desk: &Desk) -> Vec<String> {
    let article = desk.article();
    let segments = article["segments"].as_array().unwrap();
    let text = |segment: &serde_json::Value| segment["source"]["text"].as_str().unwrap().to_owned();
    segments.iter().map(text).collect()
}

#[test]
fn a_sentence_is_parted_and_joined_by_keyboard_undone_in_one_step_and_exported_as_it_stands() {
    let desk = Desk::with("قال كيري ثم غادر القاعة.\n\nقال لافروف.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.type_text("Kerry spoke and left the hall.");
    page.press("KeyS", "س", CTRL);
    page.until(SAVED);
    page.press("KeyJ", "ت", CTRL | SHIFT);
    page.until("document.querySelector('dialog[open] .place')");
    // The first gap: after قال; then one further.
    page.value("document.querySelector('.place').value = 1; document.querySelector('.place').dispatchEvent(new Event('input'))");
    page.press("Enter", "Enter", 0);
    page.until("document.querySelectorAll('.row').length === 3");
    said(&page, "is now two");
    assert_eq!(sources(&desk), ["قال كيري", "ثم غادر القاعة.", "قال لافروف."]);
    assert_eq!(desk.targets(), ["Kerry spoke and left the hall.", "", ""]);
    for file in ["out.xlf", "out.docx", "out.txt", "out.tmx"] {
        desk.run(&["export", "article.txt", "-o", file]);
    }
    let xliff = fs::read_to_string(desk.path("out.xlf")).unwrap();
    assert_eq!(xliff.matches("<segment ").count(), 3);
    assert!(xliff.contains("<source>ثم غادر القاعة.</source>"), "{xliff}");
    desk.run(&["import", "out.xlf"]);
    // The same file taken in again is parted as the person parted it.
    desk.run(&["draft", "article.txt", "-o", "draft.html"]);
    assert_eq!(sources(&desk).len(), 3);
    fs::write(
        desk.path("article.txt"),
        "جملة جديدة.\n\nقال كيري ثم غادر القاعة.\n\nقال لافروف.\n",
    )
    .unwrap();
    desk.run(&["draft", "article.txt", "-o", "draft.html"]);
    assert_eq!(sources(&desk).len(), 4);
    assert_eq!(desk.targets()[1], "Kerry spoke and left the hall.");
    page.close();
    let page = browser.open(&server.address);
    page.until("document.querySelectorAll('.row').length === 4");
    page.value("document.querySelectorAll('.number')[1].click()");
    page.at_segment(2);
    page.until("document.querySelectorAll('.history li').length > 0");
    page.press("KeyZ", "ئ", CTRL);
    page.until("document.querySelectorAll('.row').length === 3");
    assert_eq!(sources(&desk)[1], "قال كيري ثم غادر القاعة.");
    assert_eq!(desk.targets()[1], "Kerry spoke and left the hall.");
    page.press("KeyY", "غ", CTRL);
    page.until("document.querySelectorAll('.row').length === 4");
    page.at_segment(2);
    page.press("KeyJ", "ت", CTRL);
    page.until("document.querySelectorAll('.row').length === 3");
    assert_eq!(sources(&desk)[1], "قال كيري ثم غادر القاعة.");
    page.at_segment(2);
    page.press("KeyJ", "ت", CTRL);
    said(&page, "another paragraph");
    assert_eq!(sources(&desk).len(), 3, "a segment never crosses a paragraph");
}

#[test]
fn undo_goes_back_in_the_field_then_through_the_revisions_of_an_earlier_day_and_forth_again() {
    let desk = Desk::with("قال كيري.\n\nقال لافروف.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    for text in ["One.", " Two.", " Three."] {
        let page = browser.open(&server.address);
        page.at_segment(1);
        page.type_text(text);
        page.press("KeyS", "س", CTRL);
        page.until(SAVED);
        page.close();
    }
    let page = browser.open(&server.address);
    page.at_segment(1);
    let holds = |text: &str| page.until(&format!("document.activeElement.value === '{text}'"));
    holds("One. Two. Three.");
    for text in ["One. Two.", "One.", ""] {
        page.press("KeyZ", "ئ", CTRL);
        holds(text);
    }
    page.press("KeyZ", "ئ", CTRL);
    said(&page, "Nothing to undo");
    for text in ["One.", "One. Two.", "One. Two. Three."] {
        page.press("KeyY", "غ", CTRL);
        holds(text);
    }
    page.press("KeyZ", "ئ", CTRL);
    holds("One. Two.");
    page.until(SAVED);
    assert_eq!(desk.targets()[0], "One. Two.");
    page.until("document.querySelectorAll('.history li').length === 10");
}

#[test]
fn an_approval_that_is_undone_says_what_the_memory_keeps() {
    let desk = Desk::with("قال كيري.\n\nقال لافروف.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.type_text("Kerry said.");
    page.press("Enter", "Enter", CTRL);
    page.at_segment(2);
    page.until(SAVED);
    assert_eq!(desk.article()["segments"][0]["target"]["state"], "approved");
    page.press("ArrowUp", "ArrowUp", crate::browser::ALT);
    page.at_segment(1);
    page.press("KeyZ", "ئ", CTRL);
    said(&page, "The memory keeps");
    assert_ne!(desk.article()["segments"][0]["target"]["state"], "approved");
}

#[test]
fn a_replacement_in_many_segments_is_shown_before_reported_and_undone_as_one_step() {
    let desk = Desk::with("قال كيري.\n\nقال لافروف.\n\nغادر.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    for (number, text) in [(1, "Kerry said so."), (2, "Lavrov said so."), (3, "said")] {
        page.at_segment(number);
        page.type_text(text);
        page.press("ArrowDown", "ArrowDown", ALT);
    }
    page.press("KeyS", "س", CTRL);
    page.until(SAVED);
    page.press("KeyH", "ا", CTRL);
    page.until("document.querySelector('dialog[open] input')");
    page.type_text("said");
    page.value("document.querySelector('dialog form').requestSubmit()");
    page.until("document.querySelectorAll('dialog .found li').length === 3");
    page.until("document.querySelector('dialog .found').innerText.includes('nothing would be left')");
    page.value("document.querySelectorAll('dialog .fields input')[1].value = 'stated'; document.querySelector('dialog form').requestSubmit()");
    page.until("document.querySelectorAll('dialog .found ins')[0]?.textContent === 'Kerry stated so.'");
    page.value("document.querySelectorAll('.number')[2].click(); document.querySelector('dialog .found button').click()");
    said(&page, "3");
    page.until("!document.querySelector('dialog[open]')");
    assert_eq!(
        desk.targets(),
        ["Kerry stated so.", "Lavrov stated so.", "stated"]
    );
    page.value("document.querySelector('.notice button').click()");
    said(&page, "Undone");
    assert_eq!(desk.targets(), ["Kerry said so.", "Lavrov said so.", "said"]);
}

#[test]
fn repeats_are_asked_about_once_filled_as_drafts_and_one_can_stand_apart() {
    let desk = Desk::with("نعم.\n\nقال كيري.\n\nنعم.\n\nنعم.\n\nلا.\n\nلا.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.value("document.querySelectorAll('.number')[3].click()");
    page.at_segment(4);
    page.press("KeyR", "ق", ALT);
    said(&page, "stands apart");
    page.value("document.querySelectorAll('.number')[0].click()");
    page.at_segment(1);
    page.type_text("Yes.");
    page.press("Enter", "Enter", CTRL);
    page.until("document.querySelector('dialog[open] .primary')");
    page.value("document.querySelector('dialog .primary').click()");
    said(&page, "repeats filled");
    page.until(SAVED);
    assert_eq!(desk.targets(), ["Yes.", "", "Yes.", "", "", ""]);
    assert_eq!(desk.article()["segments"][2]["target"]["state"], "draft");
    page.value("document.querySelectorAll('.number')[4].click()");
    page.at_segment(5);
    page.type_text("No.");
    page.press("Enter", "Enter", CTRL);
    page.until("[...document.querySelectorAll('.row')].at(-1).innerText.includes('No.')");
    assert_eq!(desk.targets()[5], "No.", "asked once for the article");
    page.value("document.querySelector('.notice button').click()");
    said(&page, "Undone");
    assert_eq!(desk.targets()[5], "");
}

#[test]
fn filters_say_how_many_they_hide() {
    let desk = Desk::with("قالَ كيري.\n\nقال لافروف 7.\n\nغادر.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.type_text("Kerry said.");
    page.press("KeyS", "س", CTRL);
    page.until(SAVED);
    page.press("KeyU", "ع", CTRL);
    page.type_text("Who?");
    page.press("Enter", "Enter", CTRL);
    page.until("document.querySelector('.row .remarks')");
    let choose = |value: &str| {
        page.value(&format!(
            "{{ const filter = document.querySelector('.state-filter'); filter.focus(); filter.value = '{value}'; filter.dispatchEvent(new Event('change')) }}"
        ));
    };
    let show_all = || page.value("document.querySelector('.show-all').click()");
    for (value, shown) in [("comment:open", 1), ("origin:person", 1), ("state:empty", 2)] {
        choose(value);
        page.until(&format!("document.querySelectorAll('.row').length === {shown}"));
        show_all();
        page.until(
            "document.querySelectorAll('.row').length === 3 && document.querySelector('.strip').hidden",
        );
    }
    // What is chosen counts together, one choice of a kind; each is taken back by itself.
    let said = |words: &str| {
        page.until(&format!(
            "document.querySelector('.hidden').textContent.replace(/[^0-9,]/g, '') === '{words}'"
        ));
    };
    choose("state:draft");
    said("1,2");
    choose("state:empty");
    said("2,1");
    choose("term:لافروف");
    said("1,2");
    choose("origin:person");
    said("0,3");
    page.value(
        "[...document.querySelectorAll('.chip')].find((one) => one.textContent.includes('person')).click()",
    );
    said("1,2");
    page.value(
        "[...document.querySelectorAll('.chip')].find((one) => one.textContent.includes('لافروف')).click()",
    );
    said("2,1");
    show_all();
    page.until("document.querySelector('.strip').hidden");
    for (text, shown, hidden) in [("قال", 2, 1), ("/\\\\d/", 1, 2), ("/(a+)+$/", 0, 3)] {
        page.value(&format!(
            "{{ const text = document.querySelector('.filter'); text.value = '{text}'; text.dispatchEvent(new Event('input')) }}"
        ));
        page.until(&format!(
            "document.querySelector('.hidden').textContent.replace(/[^0-9,]/g, '') === '{shown},{hidden}'"
        ));
    }
}

#[test]
fn what_was_aligned_wrongly_is_put_right_by_keyboard_and_undone_as_one_step() {
    let desk = Desk::with("");
    let arabic = "قال كيري ذلك أمس في موسكو.\nثم غادر الوزير القاعة مسرعا.\nوبقي لافروف وحده هناك.\n";
    let english = "Kerry said so in Moscow yesterday.\nThen the minister quickly left the hall.\nLavrov stayed there alone.\n";
    fs::write(desk.path("a.ar"), arabic).unwrap();
    fs::write(desk.path("a.en"), english).unwrap();
    desk.run(&[
        "memory",
        "align",
        "--sentences",
        "--from",
        "ar",
        "--to",
        "en",
        "a.ar",
        "a.en",
        "-o",
        "pairs.xlf",
    ]);
    let server = desk.serve_article("pairs.xlf", 0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    let targets = |expected: [&str; 3]| {
        let texts = "[...document.querySelectorAll('.row')].map((row) => \
                     (row.querySelector('textarea') ?? { value: row.querySelector('.target').textContent }).value.replace('\\u200b', ''))";
        page.until(&format!(
            "JSON.stringify({texts}) === JSON.stringify({})",
            serde_json::json!(expected)
        ));
    };
    let [first, second, third] = [0, 1, 2].map(|line| english.lines().nth(line).unwrap());
    targets([first, second, third]);
    page.press("KeyJ", "ت", ALT);
    let both = format!("{first} {second}");
    targets([&both, "", third]);
    page.press("KeyJ", "ت", ALT);
    said(&page, "is empty");
    page.press("KeyJ", "ت", ALT | SHIFT);
    targets([first, second, third]);
    page.press("KeyJ", "ت", ALT | SHIFT);
    targets(["", &both, third]);
    page.press("KeyZ", "ئ", CTRL);
    targets([first, second, third]);
    page.press("Enter", "Enter", CTRL);
    page.at_segment(2);
    page.until(SAVED);
    let found = desk.run(&[
        "memory",
        "search",
        "--from",
        "ar",
        "--to",
        "en",
        "قال كيري ذلك أمس في موسكو.",
    ]);
    assert!(found.contains(first), "what is approved is in the memory");
}
