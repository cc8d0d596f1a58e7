//! The views of an article, as a person sees them: one segment, the text to be read, paper, the list of articles.

use std::process::Command;

use serde_json::json;

use crate::browser::{ALT, Browser, CTRL, Page, SHIFT};
use crate::server::{Desk, SAMPLE};

/// Waits until everything is on the server's disk.
fn saved(page: &Page<'_>) {
    page.until("document.querySelector('.saved').textContent === 'All saved'");
}

#[test]
fn the_target_is_read_as_an_article_and_a_sentence_leads_to_its_segment() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.type_text("Kerry told Lavrov.");
    page.press("KeyS", "س", CTRL | SHIFT);
    page.until("document.activeElement.matches('.reading .sentence')");
    let count = desk.targets().len();
    assert_eq!(
        page.value("document.querySelectorAll('.sentence').length"),
        json!(count)
    );
    assert_eq!(
        page.value("[...'012'].map((row) => document.querySelector(`[data-row=\"${row}\"].sentence`).innerText).join('|').includes('Kerry told Lavrov.')"),
        true
    );
    assert_eq!(
        page.value("document.querySelector('.text').dir + document.querySelector('.text').lang"),
        "ltren"
    );
    assert_eq!(
        page.value("getComputedStyle(document.querySelector('.list')).display"),
        "none"
    );
    page.value("document.querySelector('[data-row=\"2\"].sentence').focus()");
    page.press("Enter", "Enter", 0);
    page.at_segment(3);
    page.press("KeyS", "س", CTRL | SHIFT);
    page.until("document.activeElement.dataset.row === '2'");
    page.value("document.querySelector('[data-row=\"4\"].sentence').click()");
    page.at_segment(5);
}

#[test]
fn what_another_page_saves_is_read_at_once() {
    let desk = Desk::with("قال كيري.\n\nقال لافروف.\n");
    let server = desk.serve(0);
    let (mine, theirs) = (Browser::start(), Browser::start());
    let (reader, writer) = (mine.open(&server.address), theirs.open(&server.address));
    reader.at_segment(1);
    reader.press("KeyS", "s", CTRL | SHIFT);
    reader.until("document.querySelector('.reading .missing')");
    writer.at_segment(1);
    writer.type_text("Kerry said so.");
    writer.press("KeyS", "s", CTRL);
    reader.until("document.querySelector('.sentence').textContent === 'Kerry said so.'");
}

#[test]
fn one_segment_with_its_neighbours_is_worked_on_by_the_same_keys() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.press("KeyF", "ب", CTRL | SHIFT);
    page.until("document.querySelectorAll('.row').length === 2");
    page.at_segment(1);
    page.press("ArrowDown", "ArrowDown", ALT);
    page.at_segment(2);
    page.until("document.querySelectorAll('.row').length === 3");
    page.until(
        "(() => { const row = document.querySelector('.is-active').getBoundingClientRect(); \
         const list = document.querySelector('.list').getBoundingClientRect(); \
         return row.top >= list.top && row.top < list.bottom - 60; })()",
    );
    page.press("KeyI", "ه", CTRL);
    page.press("Enter", "Enter", CTRL);
    page.at_segment(3);
    saved(&page);
    assert_eq!(desk.article()["segments"][1]["target"]["state"], "approved");
    page.press("KeyF", "ب", CTRL | SHIFT);
    page.until("document.querySelectorAll('.row').length > 3");
    page.at_segment(3);
}

#[test]
fn paper_holds_every_segment_and_keeps_right_to_left() {
    let text: String = (1_000..1_300)
        .map(|number| format!("قال كيري {number}\n\n"))
        .collect();
    let desk = Desk::with(&text);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    let file = desk.path("page.pdf");
    std::fs::write(&file, page.paper()).unwrap();
    let words = Command::new("pdftotext")
        .arg("-bbox")
        .arg(&file)
        .arg("-")
        .output()
        .unwrap();
    let words = String::from_utf8(words.stdout).unwrap();
    let place = |line: &str, side: &str| -> f64 {
        let value = line.split(&format!("{side}=\"")).nth(1).unwrap();
        value.split('"').next().unwrap().parse().unwrap()
    };
    let lines: Vec<&str> = words.lines().filter(|line| line.contains("<word")).collect();
    for number in 1_000..1_300 {
        let at = lines
            .iter()
            .position(|line| line.contains(&format!(">{number}<")));
        let line = lines[at.unwrap_or_else(|| panic!("{number} is not on paper"))];
        let beside = |word: &&&str| (place(word, "yMin") - place(line, "yMin")).abs() < 12.0;
        let is_arabic = |word: &&&str| word.contains(|c| ('\u{620}'..='\u{64a}').contains(&c));
        let name = lines.iter().filter(beside).find(is_arabic);
        let name = name.unwrap_or_else(|| panic!("the name beside {number} is not on paper"));
        assert!(
            place(name, "xMin") > place(line, "xMax"),
            "{number} stands right of the words before it"
        );
    }
    assert!(!words.contains("Approve"), "no button is printed");
    page.until("!document.querySelector('.paper')");
}

#[test]
fn all_articles_are_listed_with_their_progress_and_one_key_opens_one() {
    let desk = Desk::with("قال كيري.\n\nقال لافروف.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.type_text("Kerry said.");
    page.press("Enter", "Enter", CTRL);
    page.at_segment(2);
    saved(&page);
    let all = server.address.split("&article").next().unwrap();
    page.go(all);
    page.until("document.querySelector('.card')?.innerText.includes('\u{2068}1\u{2069} of \u{2068}2\u{2069}') && document.querySelector('.card').innerText.includes('50')");
    page.value("document.querySelector('.card').focus()");
    page.press("Enter", "Enter", 0);
    page.at_segment(2);
}

#[test]
fn a_telephone_and_four_hundred_per_cent_show_source_above_target_without_scrolling_sideways() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    for (width, height) in [(360, 740), (320, 256)] {
        page.screen(width, height, "light");
        page.until(&format!("innerWidth === {width}"));
        for view in ["grid", "focusView", "reading"] {
            page.value(&format!("document.querySelectorAll('.switch button')[['grid', 'focusView', 'reading'].indexOf('{view}')].click()"));
            page.until(&format!(
                "document.querySelector('#app').classList.contains('is-{view}') || '{view}' === 'grid'"
            ));
            assert_eq!(
                page.value("document.documentElement.scrollWidth <= innerWidth"),
                true,
                "{view} at {width}"
            );
        }
        page.value("document.querySelector('.switch button').click()");
        page.at_segment(1);
        let above = "(() => { const row = document.querySelector('.is-active'); return row.querySelector('.source').getBoundingClientRect().bottom <= row.querySelector('.target').getBoundingClientRect().top; })()";
        page.until(above);
    }
}

#[test]
fn nothing_moves_for_a_person_who_wants_no_motion() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    let moving = "[...document.querySelectorAll('*')].filter((one) => { const style = getComputedStyle(one); return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none'; }).length";
    assert_ne!(page.value(moving), 0, "else this test sees nothing");
    page.calm();
    page.until(&format!("{moving} === 0"));
}

#[test]
fn every_segment_can_be_reached_also_what_the_memory_had_whole() {
    let desk = Desk::with("قال كيري.\n\nقال لافروف.\n\nقال كيري.\n\nغادر الوفد.\n");
    let unit = "<tu><tuv xml:lang=\"ar\"><seg>قال كيري.</seg></tuv><tuv xml:lang=\"en\"><seg>Kerry said.</seg></tuv></tu>";
    let memory = format!(
        "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" \
         adminlang=\"en\" srclang=\"ar\" datatype=\"plaintext\"/><body>{unit}</body></tmx>"
    );
    std::fs::write(desk.path("house.tmx"), memory).unwrap();
    desk.run(&["memory", "import", "house.tmx", "--quiet"]);
    desk.run(&["draft", "article.txt", "--quiet"]);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.until("document.querySelector('[data-row=\"0\"] .about').textContent.includes('memory 100 %')");
    // One after the other, down to the last; each is a row that is drawn and a field to type in.
    for number in 2..=4 {
        page.press("ArrowDown", "ArrowDown", crate::browser::ALT);
        page.at_segment(number);
    }
    assert_eq!(
        page.value("document.querySelector('[role=grid]').getAttribute('aria-rowcount')"),
        "4"
    );
    // What a filter shows and what it hides are all of them.
    for state in ["empty", "draft", "approved"] {
        page.value(&format!(
            "{{ const filter = document.querySelector('.state-filter'); filter.focus(); filter.value = 'state:{state}'; filter.dispatchEvent(new Event('change')) }}"
        ));
        page.until(&format!(
            "(() => {{ const said = document.querySelector('.hidden').textContent.replace(/[^0-9,]/g, '').split(',').map(Number); \
             return said.length === 2 && said[0] + said[1] === 4 && document.querySelectorAll('.row.is-{state}').length === said[0] \
             && document.querySelectorAll('.row').length === said[0]; }})()"
        ));
    }
}
