//! What a person sees, and what hostile text cannot do.

use crate::browser::Browser;
use crate::server::{Desk, SAMPLE};

#[test]
fn text_of_any_kind_enters_as_text() {
    let payloads = [
        "<img src=x onerror=window.__xss=1>",
        "</script><script>window.__xss=1</script>",
        "\"><svg onload=window.__xss=1>",
        "javascript:window.__xss=1",
        "&lt;img src=x onerror=window.__xss=1&gt;",
    ];
    let text: Vec<String> = payloads
        .iter()
        .map(|payload| format!("قال كيري {payload}."))
        .collect();
    let desk = Desk::with(&text.join("\n\n"));
    desk.run(&["draft", "article.txt"]);
    std::fs::create_dir_all(desk.path("glossaries")).unwrap();
    let note = format!(
        "source\ttarget\tkind\tnote\nكيري\t{0}\tperson\t{0}\n",
        payloads[0]
    );
    std::fs::write(desk.path("glossaries/house.ar-en.tsv"), note).unwrap();
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.until("document.querySelector('.terms')?.innerText.includes('onerror')");
    page.type_text(payloads[0]);
    page.press("KeyL", "م", crate::browser::CTRL);
    page.until("document.querySelector('table.names')?.innerText.includes('onerror')");
    assert_eq!(page.value("window.__xss ?? null"), serde_json::Value::Null);
    assert_eq!(
        page.value("document.querySelectorAll('img, svg, script:not([src])').length"),
        0
    );
}

#[test]
fn the_page_asks_nobody_but_this_server_and_draws_arabic_in_its_own_face() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.until("document.fonts.check('16px Naskh', 'كيري')");
    let foreign = "performance.getEntriesByType('resource').filter((one) => !one.name.startsWith(location.origin)).length";
    assert_eq!(page.value(foreign), 0);
    assert_eq!(page.value("document.querySelector('.source').dir"), "rtl");
    assert_eq!(page.value("document.querySelector('.target').dir"), "ltr");
    assert_eq!(
        page.value("location.hash.includes('token')"),
        false,
        "the token does not stay in the address"
    );
    assert!(page.picture().len() > 20_000);
}

#[test]
fn a_long_article_has_only_the_rows_in_view() {
    let text: String = (0..3_000)
        .map(|number| format!("قال كيري في الخطاب رقم {number}.\n\n"))
        .collect();
    let desk = Desk::with(&text);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    let rows = page
        .value("document.querySelectorAll('.row').length")
        .as_u64()
        .unwrap();
    assert!(rows < 60, "{rows} rows");
    page.value("document.querySelector('.list').scrollTop = 1e9");
    page.until("[...document.querySelectorAll('.number')].some((one) => one.textContent === '3000')");
    page.until("document.querySelectorAll('.row').length < 60");
}
