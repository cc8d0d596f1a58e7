//! The sample under review, in both interface directions: looked at by the test, and kept for the README when asked.

use std::path::PathBuf;

use crate::browser::{Browser, CTRL};
use crate::server::{Desk, SAMPLE};

#[test]
fn the_sample_under_review_looks_as_it_should() {
    let desk = Desk::with(SAMPLE);
    std::fs::rename(desk.path("article.txt"), desk.path("kerry-lavrov.ar.txt")).unwrap();
    std::fs::copy(
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/house.tmx"),
        desk.path("house.tmx"),
    )
    .unwrap();
    desk.run(&["memory", "import", "house.tmx", "--quiet"]);
    desk.run(&["draft", "kerry-lavrov.ar.txt", "--quiet"]);
    let server = desk.serve_article("kerry-lavrov.ar.txt", 0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.press("Enter", "Enter", CTRL);
    page.at_segment(2);
    page.until("document.querySelector('.saved').textContent === 'All saved'");
    page.until("document.fonts.check('16px Serif') && document.fonts.check('16px Naskh', 'ك') && document.fonts.check('16px Plex')");
    for (language, name) in [("en", "review"), ("ar", "review-ar")] {
        page.value(&format!(
            "localStorage.setItem('tarjuman:interface', '{language}')"
        ));
        page.screen(1280, 860, "light");
        page.go(&server.address);
        page.at_segment(2);
        page.until("document.querySelector('.matches li') && document.querySelector('.terms li') && CSS.highlights.get('held').size > 10");
        // Source and target stand side by side: the source on the side where a reader of the interface begins.
        let sides = "(() => { const row = document.querySelector('.is-active'); const [a, b] = ['.source', '.target'].map((one) => row.querySelector(one).getBoundingClientRect()); return [a.left < b.left, Math.abs(a.top - b.top) < 3]; })()";
        assert_eq!(page.value(sides), serde_json::json!([language == "en", true]));
        // The page itself does not scroll, only its list and its panes.
        assert_eq!(
            page.value("document.documentElement.scrollHeight <= innerHeight"),
            true
        );
        // Nothing is cut off, and no button is wrapped below the first two bars.
        assert_eq!(page.value("[...document.querySelectorAll('.top button, .tools button')].filter((one) => one.scrollWidth > one.clientWidth + 1).length"), 0);
        assert_eq!(page.value("document.querySelector('.top').offsetHeight < 56 && document.querySelector('.tools').offsetHeight < 56"), true);
        if let Some(folder) = pictures() {
            page.sharp(1280, 860);
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(format!("{name}.png")), page.picture()).unwrap();
        }
    }
}

/// Where pictures are kept, if they are asked for.
pub(crate) fn pictures() -> Option<PathBuf> {
    std::env::var_os("TARJUMAN_PICTURES").map(PathBuf::from)
}
