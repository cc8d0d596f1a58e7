//! Every view and every window, in both themes, both interface languages, on a wide and on a narrow screen: nothing that
//! axe objects to.

use serde_json::{Value, json};

use crate::browser::{Browser, Page};
use crate::server::{Desk, SAMPLE};

const RULES: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']";

/// The checker, which `tests/run` fetches.
fn checker() -> String {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/target/servers/axe_playwright_python/axe.min.js"
    );
    std::fs::read_to_string(path).expect("the page checker: run tests/run, which fetches it")
}

/// What is shown, and how it is brought up from a freshly opened article.
const SHOWN: &[(&str, &str, &str)] = &[
    ("the grid", "", "document.querySelector('.terms')"),
    (
        "one segment",
        "focusView",
        "document.querySelector('.is-focusView .is-active')",
    ),
    (
        "the text to be read",
        "reading",
        "document.querySelector('.reading .sentence')",
    ),
    ("the commands", "help", "document.querySelector('dialog .help')"),
    (
        "the keys",
        "changeKeys",
        "document.querySelector('dialog [data-command]')",
    ),
    (
        "the names",
        "names",
        "document.querySelector('dialog .names tbody tr')",
    ),
    (
        "the glossary",
        "glossary",
        "document.querySelector('dialog .rows li')",
    ),
    (
        "a term to be added",
        "addTerm",
        "document.querySelector('dialog .row-form')",
    ),
    (
        "the concordance",
        "concordance",
        "document.querySelector('dialog .found')",
    ),
    ("replacing", "replace", "document.querySelector('dialog .found')"),
    ("a new draft", "redraft", "document.querySelector('dialog')"),
    (
        "the palette",
        "palette",
        "document.querySelector('dialog .palette')",
    ),
    (
        "completions",
        "complete",
        "document.querySelector('.complete [role=option]')",
    ),
    (
        "a number",
        "goTo",
        "document.querySelector('dialog input[type=number]')",
    ),
    (
        "a sentence to be parted",
        "split",
        "document.querySelector('dialog .place')",
    ),
    (
        "the comments",
        "comments",
        "document.querySelector('dialog .threads textarea')",
    ),
    (
        "what is not sent",
        "notSent",
        "document.querySelector('dialog .unsent')",
    ),
    (
        "the end",
        "finish",
        "document.querySelector('dialog.finish a.button')",
    ),
    (
        "all to be approved",
        "approveAll",
        "document.querySelector('dialog .fields button')",
    ),
];

/// What takes more than a command: a script that brings it up, and what shows that it is there.
const MADE: &[(&str, &str, &str)] = &[
    (
        "the strip of filters",
        "(() => { const filter = document.querySelector('.state-filter'); filter.focus(); \
         for (const value of ['state:draft', 'origin:memory']) { filter.value = value; filter.dispatchEvent(new Event('change')); } })()",
        "document.querySelectorAll('.chip').length === 2 && document.querySelector('.hidden').textContent",
    ),
    (
        "a row to be edited",
        "document.querySelector('.terms .edit').click()",
        "document.querySelector('dialog .row-form')",
    ),
    (
        "a finding to be ignored",
        "(async () => { document.execCommand('insertText', false, ' 99  99 '); \
         while (!document.querySelector('.findings button + button')) await new Promise((done) => setTimeout(done, 50)); \
         [...document.querySelectorAll('.findings li')][0].querySelector('button:last-of-type').click(); })()",
        "document.querySelector('dialog form input[required]')",
    ),
    (
        "two versions",
        "(async () => { const { get, send } = await import('/page/api.js'); const article = 'article.txt'; \
         const { ids, revisions } = await get('article', { name: article }); \
         const row = Number(document.querySelector('.is-active').dataset.row); \
         const { segments } = await get('segments', { article, start: row, count: 1 }); document.execCommand('insertText', false, 'mine'); \
         await send('PUT', 'segment', { article, id: ids[row], base: revisions[row], text: `${segments[0].target} again.`, state: 'draft' }); })()",
        "document.querySelector('dialog .versions')",
    ),
];

/// What axe objects to on the page as it stands, by the rules that `only` names in its terms.
fn objections(page: &Page<'_>, only: &str) -> Vec<String> {
    let run = format!(
        "axe.run(document, {{ runOnly: {only}, preload: false, resultTypes: ['violations'] }}).then(({{ violations, passes }}) => passes.length < 1 ? ['axe saw nothing'] : \
         violations.map((one) => `${{one.id}}: ${{one.nodes.slice(0, 3).map((node) => node.target.join(' ') + ' ' + node.failureSummary).join('; ')}}`))"
    );
    let found = page.value(&run);
    let list = found
        .as_array()
        .unwrap_or_else(|| panic!("axe did not run: {found}"));
    list.iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// A freshly opened article, with nothing left of what was typed before.
fn opened(page: &Page<'_>, address: &str) {
    page.value("Object.keys(localStorage).filter((key) => !key.endsWith(':interface')).forEach((key) => localStorage.removeItem(key))");
    page.go(address);
    page.until("document.querySelector('.terms') && document.activeElement.nodeName === 'TEXTAREA'");
}

fn brought_up(page: &Page<'_>, address: &str, (_, command, there): (&str, &str, &str)) {
    opened(page, address);
    if !command.is_empty() {
        // By the list of commands, so that each is reached as a button.
        let pressed = format!(
            "Promise.all([import('/page/words.js')]).then(async ([{{ t }}]) => {{ \
             const keys = await import('/page/keys.js'); const [code] = keys.keysOf('{command}')[0].split('+').slice(-1); \
             const held = keys.keysOf('{command}')[0].split('+').slice(0, -1); \
             document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{ code, ctrlKey: held.includes('C'), altKey: held.includes('A'), shiftKey: held.includes('S'), bubbles: true, cancelable: true }})); }})"
        );
        page.value(&pressed);
    }
    page.until(there);
}

#[test]
fn axe_objects_to_nothing_in_the_english_interface() {
    assert_eq!(objected("en"), [""; 0]);
}

#[test]
fn axe_objects_to_nothing_in_the_arabic_interface() {
    assert_eq!(objected("ar"), [""; 0]);
}

/// Everything that axe objects to in one interface language, with where.
fn objected(language: &str) -> Vec<String> {
    let checker = checker();
    let desk = Desk::with(SAMPLE);
    let memory = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/house.tmx");
    std::fs::copy(memory, desk.path("house.tmx")).unwrap();
    desk.run(&["memory", "import", "house.tmx"]);
    desk.run(&["draft", "article.txt", "--quiet"]);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.value(&format!(
        "localStorage.setItem('tarjuman:interface', '{language}')"
    ));
    let every = format!("{{ type: 'tag', values: {RULES} }}");
    let mut wrong = Vec::new();
    let mut look = |page: &Page<'_>, what: &str, width: u32| {
        page.value(&format!("{checker}; null"));
        wrong.extend(
            objections(page, &every)
                .into_iter()
                .map(|one| format!("{what} ({width}): {one}")),
        );
        // Nothing but colours is another in the dark.
        page.screen(width, 800, "dark");
        page.until("matchMedia('(prefers-color-scheme: dark)').matches && !document.getAnimations().length");
        let colours = objections(page, "['color-contrast']");
        wrong.extend(
            colours
                .into_iter()
                .map(|one| format!("{what} ({width}, dark): {one}")),
        );
        page.screen(width, 800, "light");
    };
    for width in [1280, 360] {
        page.screen(width, 800, "light");
        for shown in SHOWN {
            brought_up(&page, &server.address, *shown);
            assert_eq!(page.value("document.documentElement.lang"), json!(language));
            look(&page, shown.0, width);
        }
        for (what, script, there) in MADE {
            opened(&page, &server.address);
            page.value(script);
            page.until(there);
            look(&page, what, width);
        }
        page.go(server.address.split("&article").next().unwrap());
        page.until("document.querySelector('.card')");
        look(&page, "the articles", width);
    }
    wrong
}

#[test]
fn what_is_done_is_announced() {
    let desk = Desk::with("قال كيري.\n\nقال لافروف.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    let said = "document.querySelector('#spoken[aria-live=polite]').textContent";
    page.until(&format!("/1.*2.*empty/.test({said})"));
    page.type_text("Kerry said.");
    page.press("Enter", "Enter", crate::browser::CTRL);
    page.until(&format!("/approved.*2.*2/.test({said})"));
    let rows = "document.querySelector('[role=grid]')";
    assert_eq!(page.value(&format!("{rows}.getAttribute('aria-rowcount')")), "2");
    assert_eq!(
        page.value(&format!("[...{rows}.querySelectorAll('[role=row]')].map((row) => row.getAttribute('aria-rowindex')).sort().join()")),
        "1,2"
    );
    assert_eq!(
        page.value("document.activeElement.getAttribute('aria-label')"),
        Value::from("Target of segment \u{2068}2\u{2069}")
    );
}
