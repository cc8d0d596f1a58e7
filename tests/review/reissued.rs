//! An article that is issued again with changes: what was approved stands, and what changed shows what it was.

use crate::browser::{Browser, CTRL};
use crate::server::Desk;

#[test]
fn a_changed_sentence_shows_its_old_source_and_takes_its_old_target() {
    let desk = Desk::with("عاد لافروف إلى موسكو.\n\nقتل ثلاثة عشر شخصا في حلب يوم الأحد.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    for (segment, target) in [
        (1, "Lavrov has returned to Moscow."),
        (2, "Thirteen people were killed in Aleppo on Sunday."),
    ] {
        page.at_segment(segment);
        page.value("document.execCommand('selectAll')");
        page.type_text(target);
        page.press("Enter", "Enter", CTRL);
    }
    page.until("document.querySelector('.saved').textContent === 'All saved'");
    page.close();
    let again = "عاد لافروف إلى موسكو.\n\nقتل أربعة عشر شخصا في حلب يوم الأحد.\n";
    std::fs::write(desk.path("article.txt"), again).unwrap();
    desk.run(&["draft", "article.txt", "--quiet"]);

    let page = browser.open(&server.address);
    page.until("document.querySelectorAll('.changed').length === 1");
    assert_eq!(desk.targets()[0], "Lavrov has returned to Moscow.");
    page.value(
        "{ const list = document.querySelector('.state-filter'); list.value = 'change:any'; \
         list.dispatchEvent(new Event('change')); }",
    );
    page.until("document.querySelector('.is-active .number').textContent === '2'");
    page.until("document.querySelector('.before del')?.textContent.includes('ثلاثة')");
    page.until("document.querySelector('.before ins').textContent.includes('أربعة')");
    page.value("document.querySelector('.is-active textarea').focus()");
    page.value("document.execCommand('selectAll'); document.execCommand('delete')");
    page.value("document.querySelector('.before .rendering').click()");
    page.until("document.querySelector('.is-active textarea').value === 'Thirteen people were killed in Aleppo on Sunday.'");
    page.press("KeyS", "س", CTRL);
    page.until("document.querySelector('.saved').textContent === 'All saved'");
    // The figure is no longer the source's, and the checks say so.
    page.until("document.querySelector('.findings .is-error')");
}
