//! Every command of the table, by its keys under an Arabic layout; and the keys that a person puts in their place.

use serde_json::{Value, json};

use crate::browser::{ALT, Browser, CTRL, Page, SHIFT};
use crate::server::Desk;

/// What a key types in the Arabic layout.
fn arabic(code: &str) -> &str {
    let letters = [
        ("KeyA", "ش"),
        ("KeyB", "لا"),
        ("KeyC", "ؤ"),
        ("KeyD", "ي"),
        ("KeyE", "ث"),
        ("KeyF", "ب"),
        ("KeyG", "ل"),
        ("KeyH", "ا"),
        ("KeyI", "ه"),
        ("KeyJ", "ت"),
        ("KeyK", "ن"),
        ("KeyL", "م"),
        ("KeyM", "ة"),
        ("KeyN", "ى"),
        ("KeyO", "خ"),
        ("KeyP", "ح"),
        ("KeyQ", "ض"),
        ("KeyR", "ق"),
        ("KeyS", "س"),
        ("KeyT", "ف"),
        ("KeyU", "ع"),
        ("KeyV", "ر"),
        ("KeyW", "ص"),
        ("KeyX", "ء"),
        ("KeyY", "غ"),
        ("KeyZ", "ئ"),
        ("Slash", "ظ"),
        ("Digit1", "١"),
    ];
    letters
        .iter()
        .find(|(own, _)| *own == code)
        .map_or(code, |(_, letter)| letter)
}

/// Presses a chord as the table writes it.
fn press(page: &Page<'_>, chord: &str) {
    let mut parts: Vec<&str> = chord.split('+').collect();
    let code = parts.pop().unwrap();
    let held = parts.iter().map(|part| match *part {
        "C" => CTRL,
        "A" => ALT,
        "S" => SHIFT,
        other => panic!("{other} is not on this keyboard"),
    });
    page.press(code, arabic(code), held.sum());
}

const ROW: &str = "Number(document.querySelector('.is-active .number').textContent)";
/// Something is said.
const SAID: &str = "document.querySelector('.notice:not([hidden])')?.textContent";
const FIELD: &str = "document.activeElement.value";

/// A command, what is done before it, and what is so after it. The third segment is active and empty; the first, which says
/// the same, is approved; in the second and the fourth a word is doubled.
const EFFECTS: &[(&str, &str, &str)] = &[
    ("next", "", "row === 4"),
    ("previous", "", "row === 2"),
    ("nextOpen", "", "row === 4"),
    ("previousOpen", "", "row === 2"),
    ("nextFinding", "", "row === 4"),
    ("previousFinding", "", "row === 2"),
    (
        "goTo",
        "",
        "document.querySelector('dialog input[type=number]') === document.activeElement",
    ),
    (
        "match",
        "document.querySelector('.matches li')",
        "field === 'Kerry said so.'",
    ),
    (
        "term",
        "document.querySelector('.terms .rendering')",
        "field === 'Kerry'",
    ),
    (
        "complete",
        "document.querySelector('.terms .rendering')",
        "document.querySelector('.complete [role=option]')",
    ),
    (
        "copySource",
        "",
        "field === document.querySelector('.is-active .source').textContent",
    ),
    (
        "redraft",
        "",
        "document.querySelector('dialog .proposals .primary')",
    ),
    (
        "propagate",
        "",
        "document.querySelector('.notice').textContent.includes('repeats')",
    ),
    (
        "save",
        "",
        "document.querySelector('.notice').textContent === 'All saved'",
    ),
    (
        "direction",
        "",
        "document.querySelector('.is-active .target').dir === 'rtl'",
    ),
    ("palette", "", "document.querySelector('dialog .palette')"),
    ("addTerm", "", "document.querySelector('dialog .row-form')"),
    ("glossary", "", "document.querySelector('dialog .rows li')"),
    ("concordance", "", "document.querySelector('dialog .found')"),
    ("names", "", "document.querySelector('dialog .names tbody tr')"),
    ("find", "", "document.activeElement.matches('.filter')"),
    ("replace", "", "document.querySelector('dialog .found')"),
    ("approveAll", "", "document.querySelector('dialog')"),
    (
        "grid",
        "document.querySelectorAll('.switch button')[1].click() ?? true",
        "document.querySelectorAll('.row').length > 3",
    ),
    ("focusView", "", "document.querySelectorAll('.row').length === 3"),
    (
        "reading",
        "",
        "document.activeElement.matches('.reading .sentence')",
    ),
    (
        "print",
        "(window.print = () => { window.printed = true; })",
        "window.printed",
    ),
    (
        "marks",
        "",
        "document.querySelector('.notice').textContent.includes('nvisible')",
    ),
    ("nextPane", "", "document.activeElement.closest('.side')"),
    ("finish", "", "document.querySelector('dialog.finish')"),
    (
        "learn",
        "",
        "document.querySelector('.notice').textContent.includes('no term')",
    ),
    ("help", "", "document.querySelector('dialog .help')"),
    (
        "changeKeys",
        "",
        "document.querySelector('dialog [data-command]')",
    ),
    ("leave", "", "document.activeElement.matches('.list')"),
    // What says that there is nothing to do here has been done too.
    ("undo", "", SAID),
    ("redo", "", SAID),
    ("split", "", "document.querySelector('dialog .parts')"),
    ("join", "", SAID),
    ("apart", "", SAID),
    ("pullUp", "", SAID),
    ("pushDown", "", SAID),
    (
        "clear",
        "document.execCommand('insertText', false, 'Kerry')",
        "field === ''",
    ),
    ("fix", "", SAID),
    ("ignore", "", SAID),
    ("comment", "", "document.activeElement.closest('.side')"),
    ("comments", "", "document.querySelector('dialog')"),
    ("notSent", "", "document.querySelector('dialog')"),
    ("learn", "", SAID),
    ("finish", "", "document.querySelector('dialog')"),
    (
        "needsReview",
        "document.execCommand('insertText', false, 'Kerry')",
        "row > 3 && document.querySelector('[data-row=\"2\"].is-needs-review')",
    ),
    (
        "approve",
        "document.execCommand('insertText', false, 'Kerry')",
        "row > 3 && document.querySelector('[data-row=\"2\"].is-approved')",
    ),
];

const TEXT: &str = "قال كيري ذلك أمس.\n\nلافروف.\n\nقال كيري ذلك أمس.\n\nموسكو.\n\nواشنطن.\n\nحلب.\n";

fn at_third(page: &Page<'_>, address: &str) {
    page.go(address);
    page.until(
        "document.querySelectorAll('.number').length > 4 && document.activeElement.nodeName === 'TEXTAREA'",
    );
    page.value("document.querySelectorAll('.number')[2].click()");
    page.at_segment(3);
}

#[test]
fn every_command_does_what_it_says_under_an_arabic_layout() {
    let desk = Desk::with(TEXT);
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    for (number, text) in [
        (2, "The the minister."),
        (4, "In in Moscow."),
        (1, "Kerry said so."),
    ] {
        page.until(&format!(
            "document.querySelectorAll('.number').length >= {number}"
        ));
        page.value(&format!(
            "document.querySelectorAll('.number')[{number} - 1].click()"
        ));
        page.at_segment(number);
        page.type_text(text);
        press(&page, if number == 1 { "C+Enter" } else { "C+KeyS" });
        page.until("document.querySelector('.saved').textContent === 'All saved'");
    }
    let table =
        "import('/page/keys.js').then((keys) => keys.TABLE.map(([name]) => [name, keys.keysOf(name)]))";
    let table = page.value(table);
    for line in table.as_array().unwrap() {
        let name = line[0].as_str().unwrap();
        assert!(
            EFFECTS.iter().any(|(own, ..)| *own == name),
            "{name}: say here what it does"
        );
    }
    for (name, before, after) in EFFECTS {
        let line = table
            .as_array()
            .unwrap()
            .iter()
            .find(|line| line[0] == json!(name));
        let line = line.unwrap_or_else(|| panic!("{name} is no command"));
        at_third(&page, &server.address);
        if !before.is_empty() {
            page.until(before);
        }
        press(&page, line[1][0].as_str().unwrap());
        page.until(&format!(
            "(() => {{ const row = {ROW}; const field = {FIELD}; return {after}; }})()"
        ));
        if *name == "match" || *name == "term" || *name == "copySource" {
            page.value("document.execCommand('selectAll'); document.execCommand('delete')");
            press(&page, "C+KeyS");
            page.until("document.querySelector('.saved').textContent === 'All saved'");
        }
    }
}

/// The help sheet's button of a command; its name as the page says it.
fn from_the_list(page: &Page<'_>, name: &str) {
    press(page, "C+Slash");
    page.until("document.querySelector('dialog .help')");
    page.type_text(name);
    page.until("document.querySelectorAll('.help li:not([hidden])').length === 1");
    page.press("Enter", "Enter", 0);
    page.until("!document.querySelector('dialog .help .what') && !document.querySelector('.ask')");
}

#[test]
fn a_command_is_found_by_its_name_and_done() {
    let desk = Desk::with("قال كيري.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    from_the_list(&page, "copy the so");
    page.until("document.querySelector('textarea').value === 'قال كيري.'");
}

/// Opens the window of keys and records a chord for a command; the message that is shown then.
fn give(page: &Page<'_>, command: &str, chord: &str) -> Value {
    let button = format!("document.querySelector('dialog [data-command={command}] button')");
    page.value(&format!("{button}.focus(), {button}.click()"));
    page.until(&format!("{button}.textContent.includes('Press')"));
    press(page, chord);
    page.until(&format!("!{button}.textContent.includes('Press')"));
    page.value("document.querySelector('dialog .wrong').textContent")
}

#[test]
fn keys_are_changed_on_the_page_and_what_cannot_be_is_refused_with_the_reason() {
    let desk = Desk::with("قال كيري.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    press(&page, "C+S+KeyK");
    page.until("document.querySelector('dialog [data-command=redraft]')");
    for (chord, reason) in [
        ("C+Enter", "already does"),
        ("C+KeyW", "never reaches"),
        ("C+A+KeyK", "AltGr"),
        ("KeyQ", "types"),
        ("C+KeyV", "edits"),
        ("C+S+KeyX", "Firefox"),
        ("A+Digit3", "already does"),
    ] {
        let said = give(&page, "redraft", chord);
        assert!(said.as_str().unwrap().contains(reason), "{chord}: {said}");
    }
    let keys = "[...document.querySelectorAll('dialog [data-command=redraft] kbd')].map((one) => one.textContent).join()";
    assert_eq!(page.value(keys), "Ctrl+M");
    give(&page, "redraft", "C+KeyQ");
    assert_eq!(page.value(keys), "Ctrl+Q");
    page.go(&server.address);
    page.at_segment(1);
    press(&page, "C+KeyM");
    press(&page, "C+KeyQ");
    page.until("document.querySelector('dialog[aria-label=\"A new draft\"]')");
    assert_eq!(
        page.value("document.querySelectorAll('dialog').length"),
        1,
        "the old key does it no more"
    );
}

#[test]
fn keys_come_from_the_configuration_and_from_a_file_and_what_is_wrong_in_them_is_said() {
    let desk = Desk::with("قال كيري.\n");
    let lines = "from = \"ar\"\n[review.keys]\nredraft = [\"Ctrl+Q\"]\nnonsense = [\"Ctrl+L\"]\n";
    std::fs::write(desk.path("config.toml"), lines).unwrap();
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.until("document.querySelector('.notice').textContent.includes('nonsense')");
    press(&page, "C+KeyQ");
    page.until("document.querySelector('dialog[aria-label=\"A new draft\"]')");
    page.value("document.querySelector('dialog .close').click()");
    press(&page, "C+S+KeyK");
    page.until("document.querySelector('dialog input[type=file]')");
    page.value(
        "(() => { const files = new DataTransfer(); \
         files.items.add(new File(['{\"redraft\": [\"Ctrl+Shift+U\"], \"save\": [\"Ctrl+W\"]}'], 'keys.json')); \
         const field = document.querySelector('dialog input[type=file]'); field.files = files.files; \
         field.dispatchEvent(new Event('change')); })()",
    );
    page.until("document.querySelector('dialog [data-command=redraft] kbd').textContent === 'Ctrl+Shift+U'");
    page.until("document.querySelector('dialog .wrong').textContent.includes('save')");
    page.value("document.querySelector('dialog .close').click()");
    press(&page, "C+S+KeyU");
    page.until("document.querySelector('dialog[aria-label=\"A new draft\"]')");
}

#[test]
fn the_keys_of_other_tools_reach_the_page_and_mean_one_thing_each() {
    let desk = Desk::with("قال كيري.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    let wrong = "(async () => { \
        const keys = await import('/page/keys.js'); const { habits } = await import('/page/key_habits.js'); \
        const { objection } = await import('/page/key_rules.js'); const wrong = []; \
        for (const habit of ['', ...Object.keys(habits)]) { keys.take(habit); const owner = {}; \
          for (const [name] of keys.TABLE) for (const chord of keys.keysOf(name)) { \
            if (owner[chord]) wrong.push(`${habit}: ${chord} is ${owner[chord]} and ${name}`); owner[chord] = name; \
            if (objection(chord, false)) wrong.push(`${habit}: ${chord} of ${name}: ${objection(chord, false)}`); } } \
        keys.take(''); return wrong.join('; '); })()";
    assert_eq!(page.value(wrong), "");
    press(&page, "C+S+KeyK");
    page.until("document.querySelector('dialog select')");
    page.value("(() => { const choice = document.querySelector('dialog select'); choice.value = 'Weblate'; choice.dispatchEvent(new Event('change')); })()");
    page.value("document.querySelector('dialog .close').click()");
    page.at_segment(1);
    press(&page, "C+KeyO");
    page.until("document.activeElement.value === 'قال كيري.'");
}

#[test]
fn a_phrase_is_said_in_both_languages() {
    let desk = Desk::with("قال كيري.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    let missing = "import('/page/words.js').then(({ ALL }) => \
        [...Object.keys(ALL.en).filter((name) => !ALL.ar[name]), ...Object.keys(ALL.ar).filter((name) => !ALL.en[name])].join())";
    assert_eq!(page.value(missing), "");
    let unnamed = "Promise.all([import('/page/words.js'), import('/page/keys.js')]).then(([{ ALL }, { TABLE }]) => \
        TABLE.flatMap(([name, , group]) => [name, group]).filter((name) => !ALL.en[name]).join())";
    assert_eq!(page.value(unnamed), "");
}
