//! What the server says stands on the page in the interface's language.

use crate::browser::Browser;
use crate::server::Desk;

/// What each fault of a backend leaves in a segment, as the tests of backends keep it.
fn reasons() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/backends/snapshots");
    let mut reasons = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let told = text
            .lines()
            .filter_map(|line| line.split_once("empty because 1 "));
        reasons.extend(told.map(|(_, reason)| reason.replace("PORT", "8080")));
    }
    reasons
}

/// What the checks say in the cases that translators read, one line each.
fn messages() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check");
    let mut messages = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        messages.extend(
            text.lines()
                .filter_map(|line| line.strip_prefix("! ").map(str::to_owned)),
        );
    }
    messages
}

#[test]
fn whatever_a_check_or_a_backend_says_is_said_in_arabic_too() {
    let (mut messages, reasons) = (messages(), reasons());
    assert!(
        messages.len() > 60 && reasons.len() > 40,
        "{} {}",
        messages.len(),
        reasons.len()
    );
    messages.extend(reasons);
    let desk = Desk::with("قال كيري.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    let asked = serde_json::to_string(&messages).unwrap();
    // What stands between the isolates are words of the texts; all else is Arabic, and the English is what it was.
    let left = page.value(&format!(
        "import('/page/words.js').then(({{ inWords }}) => {asked}.filter((one) => {{ \
         const bare = (text) => text.replace(/[\\u2068\\u2069]/g, ''); \
         const words = inWords(one, 'ar').replace(/\\u2068[^\\u2068\\u2069]*\\u2069/g, '').replace(/\\u2068[^]*\\u2069/g, ''); \
         return bare(inWords(one, 'en')) !== one || /[a-z]/i.test(words) || !/\\p{{Script=Arabic}}/u.test(words); }}))"
    ));
    assert_eq!(
        left,
        serde_json::json!([]),
        "add them to src/review/page/words/said.js"
    );
}

#[test]
fn a_page_in_arabic_gives_reasons_findings_and_troubles_in_arabic() {
    let desk = Desk::with("قال كيري.\n\nقال لافروف.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.value("localStorage.setItem('tarjuman:interface', 'ar')");
    page.go(&server.address);
    page.at_segment(1);
    page.until("document.querySelector('[data-row=\"0\"] .about').textContent.includes('لا شيء في الذاكرة')");
    page.type_text("He said.");
    page.press("KeyS", "س", crate::browser::CTRL);
    page.until("document.querySelector('.findings')?.innerText.includes('لا ترجمة له هنا')");
    let turned = "getComputedStyle(document.querySelector('.findings p')).direction";
    assert_eq!(page.value(turned), "rtl");
    page.value(
        "{ const text = document.querySelector('.filter'); text.value = '/(/'; text.dispatchEvent(new Event('input')) }",
    );
    page.until("document.querySelector('.hidden').textContent.includes('التعبير النمطي لا يُقرأ')");
}

#[test]
fn a_finding_runs_as_the_interface_does_whatever_word_it_begins_with() {
    let desk = Desk::with("قال كيري.\n\nقال لافروف.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    for (interface, typed, way) in [("en", "He said.", "ltr"), ("ar", "Kerry said said.", "rtl")] {
        page.value(&format!(
            "localStorage.setItem('tarjuman:interface', '{interface}')"
        ));
        page.go(&server.address);
        page.at_segment(1);
        page.value("document.querySelector('.target textarea').select()");
        page.type_text(typed);
        page.press("KeyS", "س", crate::browser::CTRL);
        page.until("document.querySelector('.findings p')");
        let turned = "getComputedStyle(document.querySelector('.findings p')).direction";
        page.until(&format!("{turned} === '{way}'"));
    }
}
