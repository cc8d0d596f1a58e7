//! Nothing that was typed is lost: tabs closed, servers killed, two people on one segment.

use crate::browser::{Browser, CTRL};
use crate::server::Desk;

const TWO: &str = "قال كيري.\n\nقال لافروف.\n";

#[test]
fn what_was_typed_when_the_server_was_killed_is_sent_when_it_is_back() {
    let desk = Desk::with(TWO);
    let mut server = desk.serve(0);
    let port = server.port;
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.type_text("Kerry said");
    server.kill();
    page.type_text(" so.");
    page.press("KeyS", "س", CTRL);
    page.until("document.querySelector('.saved').textContent.includes('not saved')");
    page.close();
    let server = desk.serve(port);
    let page = browser.open(&server.address);
    page.until("document.querySelector('.saved')?.textContent === 'All saved'");
    assert_eq!(desk.targets()[0], "Kerry said so.");
}

#[test]
fn a_tab_that_is_closed_in_the_middle_of_a_word_loses_no_letter() {
    let desk = Desk::with(TWO);
    let server = desk.serve(0);
    let browser = Browser::start();
    for round in 0..5 {
        let page = browser.open(&server.address);
        page.at_segment(1);
        page.type_text(&format!("{round} Ker"));
        page.close();
    }
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.until("document.activeElement.value.length === 25");
    page.until("document.querySelector('.saved').textContent === 'All saved'");
    assert_eq!(desk.targets()[0], "0 Ker1 Ker2 Ker3 Ker4 Ker");
}

#[test]
fn two_people_on_one_segment_are_both_shown_and_neither_is_overwritten() {
    let desk = Desk::with(TWO);
    let server = desk.serve(0);
    let (mine, theirs) = (Browser::start(), Browser::start());
    let (my_page, their_page) = (mine.open(&server.address), theirs.open(&server.address));
    my_page.at_segment(1);
    their_page.at_segment(1);
    my_page.offline(true);
    my_page.type_text("Kerry said.");
    my_page.press("KeyS", "س", CTRL);
    my_page.until("document.querySelector('.saved').textContent.includes('not saved')");
    their_page.type_text("Kerry has said.");
    their_page.press("KeyS", "s", CTRL);
    their_page.until("document.querySelector('.saved').textContent === 'All saved'");
    my_page.offline(false);
    my_page.press("KeyS", "s", CTRL);
    let (shown, theirs_shown) = ("document.querySelector('.versions')", "Kerry has said.");
    my_page.until(&format!(
        "{shown}?.innerText.includes('Kerry said.') && {shown}.innerText.includes('{theirs_shown}')"
    ));
    let sections = my_page.value("document.querySelectorAll('.versions section').length");
    assert_eq!(sections, 3, "what stood there before is shown too");
    assert_eq!(
        desk.targets()[0],
        theirs_shown,
        "nothing is written before a person chooses"
    );
    let words = my_page.value("document.querySelector('.versions').innerHTML.match(/<(ins|del)>/g).length");
    assert!(words.as_u64().unwrap() >= 2, "the words that differ are marked");
    my_page.value("document.querySelector('.versions button').click()");
    my_page.until("document.querySelector('.saved').textContent === 'All saved'");
    assert_eq!(desk.targets()[0], "Kerry said.");
    their_page.until("document.activeElement.value === 'Kerry said.'");
}

#[test]
fn a_workspace_that_can_only_be_read_is_shown_and_says_so() {
    let desk = Desk::on_disk(TWO, "16m");
    desk.run(&["draft", "article.txt", "-o", "draft.html"]);
    desk.read_only();
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.until("document.querySelector('.notice').textContent.includes('only be read')");
    page.type_text("Kerry said.");
    page.press("KeyS", "س", CTRL);
    page.until("document.querySelector('.saved').textContent.includes('not saved')");
    page.press("ArrowDown", "ArrowDown", crate::browser::ALT);
    page.at_segment(2);
    page.until("document.querySelector('.is-active .source').textContent === 'قال لافروف.'");
    page.until("document.querySelector('.terms .rendering')");
}

#[test]
fn a_full_disk_is_said_and_what_was_typed_waits_in_the_list_until_there_is_room() {
    let desk = Desk::on_disk(TWO, "6m");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    let id = desk.article()["segments"][1]["id"].as_str().unwrap().to_owned();
    let filling = desk.fill();
    let refused = crate::guard::save(&server, &server.cookie(), &id, 0, "Lavrov said.");
    assert_eq!(refused, 507);
    page.type_text("Kerry said.");
    page.press("KeyS", "س", CTRL);
    page.until("document.querySelector('.notice').textContent.includes('the disk is full')");
    page.value("document.querySelector('.saved').click()");
    page.until("/Kerry said.[^]*the disk is full/.test(document.querySelector('.unsent').innerText)");
    // What lies in the browser's storage comes back with another page.
    page.reload();
    page.until("document.querySelector('.is-active textarea')?.value === 'Kerry said.'");
    page.until("document.querySelector('.saved').textContent.includes('not saved')");
    std::fs::remove_file(filling).unwrap();
    page.until("document.querySelector('.saved').textContent === 'All saved'");
    assert_eq!(desk.targets(), ["Kerry said.", ""]);
}
