//! Arabic as it should look and behave: directions, letters that stay joined under a highlight, characters that nobody sees.

use crate::browser::{Browser, CTRL, SHIFT};
use crate::server::Desk;

#[test]
fn every_passage_says_its_language_and_direction() {
    let desk = Desk::with("قال كيري للصحفيين أمس.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.type_text("Kerry said so.");
    page.until("document.querySelector('.terms .rendering')");
    page.press("KeyL", "م", CTRL);
    page.until("document.querySelector('dialog .names tbody tr')");
    // Whatever holds Arabic letters stands in an element that is Arabic and goes right to left, or is isolated, by an element or by
    // Unicode's characters for that.
    let bare = "[...document.querySelectorAll('body *')].filter((one) => \
        [...one.childNodes].some((node) => node.nodeType === 3 && /[\\u0620-\\u064a]/.test(node.data.replace(/\\u2068[^\\u2068\\u2069]*\\u2069/g, ''))) \
        && !(one.closest('[lang]').lang.startsWith('ar') && (one.closest('[dir]').dir !== 'ltr' || one.closest('bdi'))) \
        && !one.closest('bdi, [dir=auto], .mirror, option, h1, h2')).map((one) => one.outerHTML).join('\\n')";
    assert_eq!(page.value(bare), "");
    assert_eq!(
        page.value("document.querySelector('textarea').parentElement.dir"),
        "ltr"
    );
}

#[test]
fn a_highlight_takes_no_element_so_that_letters_stay_joined_and_the_caret_goes_letter_by_letter() {
    let desk = Desk::with("Kerry met the minister.\n");
    std::fs::write(desk.path("config.toml"), "from = \"en\"\nto = \"ar\"\n").unwrap();
    std::fs::create_dir_all(desk.path("glossaries")).unwrap();
    std::fs::write(
        desk.path("glossaries/house.en-ar.tsv"),
        "source\ttarget\tkind\nKerry\tكيري\tperson\n",
    )
    .unwrap();
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    assert_eq!(
        page.value("document.querySelector('.is-active .target').dir"),
        "rtl"
    );
    page.type_text("وقال لكيري ذلك");
    page.press("KeyS", "س", CTRL);
    page.until("document.querySelector('.saved').textContent === 'All saved'");
    // The term is painted in the text behind the field, and no element stands in it.
    page.until("[...CSS.highlights.get('held')].some((range) => range.startContainer.parentElement.matches('.mirror'))");
    assert_eq!(page.value("document.querySelector('.mirror').children.length"), 0);
    assert_eq!(
        page.value("document.querySelector('.mirror').textContent === document.activeElement.value"),
        true
    );
    // Text and field lie on each other to the pixel, so that the paint is under its word.
    let apart = "(() => { const a = document.querySelector('.mirror').getBoundingClientRect(), b = document.activeElement.getBoundingClientRect(); \
        return Math.abs(a.left - b.left) + Math.abs(a.top - b.top) + Math.abs(a.width - b.width); })()";
    assert_eq!(page.value(&format!("{apart} < 1")), true);
    page.value("document.activeElement.setSelectionRange(0, 0)");
    let mut places = Vec::new();
    for _ in 0..10 {
        places.push(
            page.value("document.activeElement.selectionStart")
                .as_u64()
                .unwrap(),
        );
        page.press("ArrowLeft", "ArrowLeft", 0);
    }
    assert_eq!(
        places,
        (0..10).collect::<Vec<u64>>(),
        "the caret goes through the word letter by letter"
    );
}

#[test]
fn a_browser_without_highlights_marks_with_a_background_and_nothing_that_parts_letters() {
    let desk = Desk::with("قال لكيري ذلك.\n\nوقال لافروف.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open("about:blank");
    page.before("delete window.Highlight");
    page.go(&server.address);
    page.until("document.querySelector('.source mark')");
    let style = "(() => { const style = getComputedStyle(document.querySelector('.source mark')); \
        return [style.paddingLeft, style.marginLeft, style.borderLeftWidth, style.display].join(); })()";
    assert_eq!(page.value(style), "0px,0px,0px,inline");
    assert_eq!(
        page.value("document.querySelector('.source').textContent"),
        "قال لكيري ذلك."
    );
}

#[test]
fn invisible_characters_are_shown_on_demand_and_put_in_from_a_palette() {
    let desk = Desk::with("قال كيري\u{200f} ذلك.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    assert_eq!(page.value("document.querySelectorAll('.sign').length"), 0);
    page.press("KeyM", "ة", CTRL | SHIFT);
    page.until("document.querySelector('.source + .signs .sign')?.textContent === 'RLM'");
    page.type_text("Kerry");
    page.press("KeyB", "لا", CTRL);
    page.until("document.activeElement.closest('.palette')");
    page.press("ArrowDown", "ArrowDown", 0);
    page.press("Enter", "Enter", 0);
    page.at_segment(1);
    page.until("document.activeElement.value === 'Kerry\\u200f'");
    page.until("document.querySelector('.target + .signs .sign')?.textContent === 'RLM'");
    assert_eq!(
        page.value("document.querySelector('.source').children.length"),
        0,
        "the label stands over the text, not in it"
    );
}

#[test]
fn a_segment_is_turned_and_stays_so_for_everybody() {
    let desk = Desk::with("قال كيري.\n\nقال لافروف.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.value("document.querySelector('.turn').click()");
    page.until("document.querySelector('.is-active .target').dir === 'rtl'");
    // The server keeps it: another browser shows it so.
    page.value("localStorage.clear()");
    page.go(&server.address);
    page.at_segment(1);
    assert_eq!(
        page.value("document.querySelector('.is-active .target').dir"),
        "rtl"
    );
    assert_eq!(page.value("document.querySelectorAll('.target')[1].dir"), "ltr");
}
