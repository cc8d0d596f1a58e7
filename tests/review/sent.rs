//! The page that is sent to a reviewer without this program: opened from the disk, edited by keyboard, saved, brought home.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::browser::{Browser, CTRL, Page, SHIFT};
use crate::server::{Desk, SAMPLE};

/// Exports the article for a reviewer.
fn sent(desk: &Desk) -> PathBuf {
    desk.run(&["draft", "article.txt", "--quiet"]);
    desk.run(&["export", "article.txt", "-o", "sent.html", "--view", "review"]);
    desk.path("sent.html")
}

fn opened<'a>(browser: &'a Browser, file: &std::path::Path) -> Page<'a> {
    let page = browser.open(&format!("file://{}", file.display()));
    page.until("document.readyState === 'complete' && document.querySelector('.target')");
    page
}

/// What is saved into a folder of its own, by keyboard.
fn saved(desk: &Desk, page: &Page<'_>, folder: &str) -> PathBuf {
    let folder = desk.path(folder);
    fs::create_dir_all(&folder).unwrap();
    page.save_into(&folder);
    page.press("KeyS", "س", CTRL);
    let file = folder.join("article.txt.reviewed.html");
    let begun = Instant::now();
    while !file.exists() {
        assert!(begun.elapsed() < Duration::from_secs(30), "nothing was saved");
        std::thread::sleep(Duration::from_millis(20));
    }
    page.until("document.querySelector('#saved').textContent === 'Saved as article.txt.reviewed.html'");
    file
}

fn import(desk: &Desk, file: &std::path::Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tarjuman"))
        .arg("import")
        .arg(file)
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .current_dir(desk.path("."))
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Which element has the keyboard.
fn focused(page: &Page<'_>) -> Value {
    page.value("document.activeElement.id || document.activeElement.className")
}

#[test]
fn a_reviewer_edits_by_keyboard_saves_and_sends_back() {
    let desk = Desk::with(SAMPLE);
    let file = sent(&desk);
    let browser = Browser::start();
    let page = opened(&browser, &file);
    page.screen(1280, 900, "light");
    page.press("Tab", "Tab", 0);
    assert_eq!(focused(&page), "reviewer");
    page.type_text("Ruth");
    page.press("Tab", "Tab", 0);
    page.press("Tab", "Tab", 0);
    assert_eq!(focused(&page), "target");
    page.press("KeyA", "a", CTRL);
    page.value("document.activeElement.select()");
    page.type_text("Kerry to Lavrov: \"Enough\" </pre><script> & {x}");
    // Ticked, and on to the next.
    page.press("Enter", "Enter", CTRL);
    page.type_text("The second.");
    page.press("Tab", "Tab", 0);
    page.press("Space", " ", 0);
    page.press("Tab", "Tab", 0);
    assert_eq!(focused(&page), "comment");
    page.type_text("من قال ذلك؟");
    page.press("Tab", "Tab", SHIFT);
    page.press("Tab", "Tab", SHIFT);
    assert_eq!(
        page.value(
            "[...document.querySelectorAll('.approved')].slice(0, 3).map((one) => one.checked).join()"
        ),
        "true,true,false"
    );
    assert_eq!(page.value("document.querySelectorAll('.edited').length"), 2);
    assert_eq!(
        page.value(
            "[...document.querySelectorAll('.state')].slice(0, 3).map((one) => one.textContent).join()"
        ),
        "Approved,Approved,Empty"
    );
    assert_eq!(
        page.value("document.querySelector('#saved').textContent"),
        "Not saved"
    );
    let back = saved(&desk, &page, "first");
    if let Some(folder) = crate::pictures::pictures() {
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("sent.png"), page.picture()).unwrap();
    }
    let imported = import(&desk, &back);
    let told = said(&imported);
    assert!(imported.status.success(), "{told}");
    assert!(
        told.contains("2 segments changed") && told.contains("0 in conflict") && told.contains("1 comment"),
        "{told}"
    );
    let article = desk.article();
    let first = &article["segments"][0]["target"];
    assert_eq!(
        first["content"]["text"],
        "Kerry to Lavrov: \"Enough\" </pre><script> & {x}"
    );
    assert_eq!(first["state"], "approved");
    assert_eq!(article["comments"][0]["text"], "من قال ذلك؟");
    assert_eq!(article["comments"][0]["who"], "Ruth");
    // The saved page is a page to go on with.
    let page = opened(&browser, &back);
    assert_eq!(page.value("document.querySelector('#reviewer').value"), "Ruth");
    assert_eq!(
        page.value("document.querySelectorAll('.target')[1].value"),
        "The second."
    );
    page.value("document.querySelectorAll('.target')[1].focus()");
    page.press("End", "End", CTRL);
    page.type_text(" And more.");
    let again = saved(&desk, &page, "second");
    let imported = import(&desk, &again);
    // What the desk has approved meanwhile is asked about, not overwritten.
    assert_eq!(imported.status.code(), Some(2), "{}", said(&imported));
    assert!(
        said(&imported).contains("file: The second. And more."),
        "{}",
        said(&imported)
    );
}

#[test]
fn a_translation_into_arabic_is_edited_from_right_to_left() {
    let desk = Desk::with("Kerry said “yes”.\n\nHe left.\n");
    fs::write(desk.path("config.toml"), "from = \"en\"\nto = \"ar\"\n").unwrap();
    let file = sent(&desk);
    let browser = Browser::start();
    let page = opened(&browser, &file);
    page.screen(900, 600, "dark");
    let target = "document.querySelector('.target')";
    assert_eq!(page.value(&format!("{target}.dir + {target}.lang")), "rtlar");
    let sides = "(() => { const [a, b] = ['.source', '.target'].map((one) => document.querySelector(one).getBoundingClientRect()); \
        return a.right <= b.left && Math.abs(a.top - b.top) < 12; })()";
    assert_eq!(page.value(sides), true, "the source is not on the left");
    page.value(&format!("{target}.focus()"));
    page.type_text("قال كيري: «نعم».");
    assert_eq!(
        page.value(&format!("getComputedStyle({target}).direction")),
        "rtl"
    );
    assert_eq!(
        page.value("document.documentElement.scrollWidth <= innerWidth"),
        true
    );
    if let Some(folder) = crate::pictures::pictures() {
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("sent-rtl.png"), page.picture()).unwrap();
    }
    let back = saved(&desk, &page, "back");
    assert!(import(&desk, &back).status.success());
    assert_eq!(desk.targets()[0], "قال كيري: «نعم».");
}

#[test]
fn what_a_browser_saves_by_its_own_menu_holds_what_was_typed() {
    let desk = Desk::with("قال كيري نعم.\n");
    let file = sent(&desk);
    let browser = Browser::start();
    let page = opened(&browser, &file);
    page.value("document.querySelector('.target').focus()");
    page.type_text("Kerry said yes.");
    page.press("Tab", "Tab", 0);
    let html = page.value("document.documentElement.outerHTML");
    fs::write(desk.path("menu.html"), html.as_str().unwrap()).unwrap();
    assert!(import(&desk, &desk.path("menu.html")).status.success());
    assert_eq!(desk.targets(), ["Kerry said yes."]);
}
