//! Comments, and findings that are walked, put right, or ignored for a reason.

use crate::browser::{ALT, Browser, CTRL};
use crate::server::{Desk, JSON, MARK};

const THREE: &str = "قتل 13 شخصا.\n\nقال كيري.\n\nغادر 5 منهم.\n";

#[test]
fn an_error_keeps_a_segment_from_being_approved_until_it_is_ignored_with_a_reason_that_is_remembered() {
    let desk = Desk::with(THREE);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.type_text("31 people were killed.");
    page.press("Enter", "Enter", CTRL);
    page.at_segment(2);
    page.until("document.querySelector('.notice').textContent.includes('13\\u2069 is in the source')");
    page.until("document.querySelector('.saved').textContent === 'All saved'");
    let states = |desk: &Desk| desk.article()["segments"][0]["target"]["state"].clone();
    assert_eq!(states(&desk), "translated", "kept, not approved");
    page.press("F8", "F8", 8);
    page.at_segment(1);
    page.press("KeyI", "ه", ALT);
    page.until("document.querySelector('dialog[open] input')");
    page.type_text("the agency corrected the figure");
    page.press("Enter", "Enter", 0);
    page.until("document.querySelector('.findings.ignored')?.innerText.includes('the agency corrected')");
    page.value("document.querySelector('.target textarea').focus()");
    page.press("Enter", "Enter", CTRL);
    page.at_segment(2);
    page.until("document.querySelector('.saved').textContent === 'All saved'");
    assert_eq!(states(&desk), "approved");
    page.type_text("Kerry spoke.");
    page.press("ArrowDown", "ArrowDown", ALT);
    page.type_text("5 of them left.");
    page.press("KeyS", "س", CTRL);
    page.until("document.querySelector('.saved').textContent === 'All saved'");
    let report = desk.run(&["check", "article.txt", "--fail-on", "error"]);
    assert!(!report.contains("error: 13 is in the source"), "{report}");
    assert!(report.contains("ignored: 13 is in the source"), "{report}");
    let report = desk.run(&["check", "article.txt", "--format", "sarif"]);
    assert!(report.contains("the agency corrected the figure"), "{report}");
    page.close();
    let page = browser.open(&server.address);
    page.at_segment(2);
    page.press("ArrowUp", "ArrowUp", ALT);
    page.until("document.querySelector('.findings.ignored')?.innerText.includes('the agency corrected')");
    page.value("document.querySelector('.findings.ignored button').click()");
    page.until("document.querySelector('.findings .is-error')");
    page.until("!document.querySelector('.findings.ignored')");
}

#[test]
fn a_check_that_says_nothing_of_a_segment_cannot_be_ignored_there() {
    let desk = Desk::with(THREE);
    desk.run(&["draft", "article.txt"]);
    let id = desk.article()["segments"][0]["id"].clone();
    let row = format!("{}\tقتل 13 شخصا.\t31 people were killed.", id.as_str().unwrap());
    std::fs::write(desk.path("in.tsv"), format!("id\tsource\ttarget\n{row}\n")).unwrap();
    desk.run(&["import", "in.tsv", "--article", "article.txt"]);
    let server = desk.serve(0);
    let cookie = server.cookie();
    let ignore = |check: &str| {
        let body = serde_json::json!({ "article": "article.txt", "id": id, "check": check, "reason": "so" });
        let headers = [("Cookie", &*cookie), MARK, JSON];
        server.ask("POST", "/api/ignore", &headers, &body.to_string())
    };
    assert_eq!(ignore("numbers").status, 200);
    for check in ["dates", "no-such-check"] {
        let answer = ignore(check);
        assert_eq!(answer.status, 422, "{check}");
        assert!(answer.said("message").contains(check), "{check}");
    }
}

#[test]
fn findings_are_walked_one_after_the_other_and_put_right_with_one_key() {
    let desk = Desk::with(THREE);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.type_text("13 people people were  killed.");
    page.press("KeyS", "س", CTRL);
    page.until("document.querySelectorAll('.findings li').length === 2");
    page.press("F8", "F8", 0);
    let chosen = "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)";
    page.until(&format!("{chosen} === 'people people'"));
    page.press("F8", "F8", 0);
    page.until(&format!("{chosen} === '  '"));
    page.press("Enter", "Enter", ALT);
    page.until("document.querySelectorAll('.findings li').length === 1");
    page.press("Enter", "Enter", ALT);
    page.until("document.querySelector('.findings') === null");
    page.until("document.querySelector('.saved').textContent === 'All saved'");
    assert_eq!(desk.targets()[0], "13 people were killed.");
}

#[test]
fn a_comment_that_is_begun_outlasts_what_others_say_and_a_look_elsewhere() {
    let desk = Desk::with(THREE);
    let server = desk.serve(0);
    let (mine, theirs) = (Browser::start(), Browser::start());
    let (page, other) = (mine.open(&server.address), theirs.open(&server.address));
    page.at_segment(1);
    other.at_segment(1);
    page.press("KeyU", "ع", CTRL);
    page.until("document.activeElement.closest('.say')");
    page.type_text("Who sa");
    other.press("KeyU", "ع", CTRL);
    other.until("document.activeElement.closest('.say')");
    other.type_text("Checked with the agency");
    other.press("Enter", "Enter", CTRL);
    page.until("document.querySelector('.comments li p')?.textContent === 'Checked with the agency'");
    page.type_text("id so?");
    page.until("document.activeElement.value === 'Who said so?'");
    page.press("ArrowDown", "ArrowDown", ALT);
    page.at_segment(2);
    page.until("document.querySelector('.say textarea').value === ''");
    page.press("ArrowUp", "ArrowUp", ALT);
    page.at_segment(1);
    page.until("document.querySelector('.say textarea').value === 'Who said so?'");
}

#[test]
fn comments_are_seen_by_the_other_person_settled_and_exported_as_notes() {
    let desk = Desk::with(THREE);
    let server = desk.serve(0);
    let (mine, theirs) = (Browser::start(), Browser::start());
    let (page, other) = (mine.open(&server.address), theirs.open(&server.address));
    page.at_segment(1);
    other.at_segment(1);
    page.press("KeyU", "ع", CTRL);
    page.until("document.activeElement.closest('.say')");
    page.type_text("من قال <b>ذلك</b>؟");
    page.press("Enter", "Enter", CTRL);
    let seen = "document.querySelector('.comments li p')";
    other.until(&format!(
        "{seen}?.textContent === 'من قال <b>ذلك</b>؟' && {seen}.dir === 'auto'"
    ));
    other.until("document.querySelector('.row .remarks')?.textContent.includes('1')");
    desk.run(&["export", "article.txt", "-o", "notes.xlf"]);
    let xliff = std::fs::read_to_string(desk.path("notes.xlf")).unwrap();
    assert!(
        xliff.contains("category=\"comment\"") && xliff.contains("Mona: من قال &lt;b&gt;ذلك&lt;/b&gt;؟"),
        "{xliff}"
    );
    assert_eq!(desk.article()["comments"][0]["who"], "Mona");
    other.value("document.querySelector('.comments li button').click()");
    page.until("document.querySelector('.comments .is-resolved')");
    page.until("!document.querySelector('.row .remarks')");
    page.press("KeyU", "ع", CTRL | 8);
    page.until("document.querySelector('dialog[open] .threads')");
    page.value("document.querySelector('dialog .say textarea').focus()");
    page.type_text("Ready for the desk");
    page.press("Enter", "Enter", CTRL);
    page.until("document.querySelector('dialog .comments')?.innerText.includes('Ready for the desk')");
    let comments = &desk.article()["comments"];
    assert_eq!(comments[1]["text"], "Ready for the desk");
    assert!(comments[1].get("segment").is_none());
    // What is said of the whole article stands above its segments in the Word file.
    desk.run(&["export", "article.txt", "-o", "notes.docx"]);
    let file = std::fs::File::open(desk.path("notes.docx")).unwrap();
    let mut document = String::new();
    let mut package = zip::ZipArchive::new(file).unwrap();
    let mut part = package.by_name("word/document.xml").unwrap();
    std::io::Read::read_to_string(&mut part, &mut document).unwrap();
    let said = document.find("Ready for the desk").expect(&document);
    assert!(said < document.find("<w:tbl>").unwrap());
}
