//! Terms and names while one translates: cards, completions, the glossary editor, the ledger, renaming.

use serde_json::{Value, json};

use crate::browser::{Browser, CTRL, Page};
use crate::server::{Desk, JSON, MARK};

const HOUSE: &str = "# Ours.\nsource\ttarget\tkind\tvariants\tstatus\tnote\tforbidden\n\
    كيري\tKerry\tperson\tJohn Kerry\t\tsecretary of state\n\
    زاخاروفا\tZakharova\tperson\t\tproposed\n\
    قمة\tsummit\tterm\n";

/// A workspace with a glossary of its own and nothing else in it.
fn with(text: &str) -> Desk {
    let desk = Desk::with(text);
    std::fs::write(
        desk.path("config.toml"),
        "from = \"ar\"\n[glossary]\nstarter = false\n",
    )
    .unwrap();
    std::fs::create_dir_all(desk.path("glossaries")).unwrap();
    std::fs::write(desk.path("glossaries/house.ar-en.tsv"), HOUSE).unwrap();
    desk
}

fn rows(desk: &Desk) -> String {
    std::fs::read_to_string(desk.path("glossaries/house.ar-en.tsv")).unwrap()
}

fn saved(page: &Page<'_>) {
    page.until("document.querySelector('.saved').textContent === 'All saved'");
}

/// Fills a field of the window on top.
fn fill(page: &Page<'_>, label: &str, text: &str) {
    let field =
        format!("[...document.querySelectorAll('dialog')].at(-1).querySelector('[aria-label=\"{label}\"]')");
    page.until(&field);
    page.value(&format!("{field}.focus(), {field}.select?.()"));
    page.type_text(text);
}

fn click(page: &Page<'_>, words: &str) {
    let button = format!(
        "[...document.querySelectorAll('button')].filter((one) => one.textContent.replace(/[\\u2066-\\u2069]/g, '') === '{words}').at(-1)"
    );
    page.until(&button);
    page.value(&format!("{button}.click()"));
}

#[test]
fn pointing_at_a_term_and_going_to_it_by_key_show_all_that_its_row_says() {
    let desk = with("قال لكيري ذلك.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.until("document.querySelector('.terms li')");
    page.point(".terms li .form");
    let card = "document.querySelector('.term-card:not([hidden])')";
    for said in [
        "ل+كيري",
        "John Kerry",
        "secretary of state",
        "house.ar-en.tsv",
        "approved",
        "person",
    ] {
        page.until(&format!("{card}?.innerText.includes('{said}')"));
    }
    page.press("Escape", "Escape", 0);
    page.until(&format!("!{card}"));
    // The list may be drawn anew once more, which takes the focus away.
    let told =
        "document.activeElement.getAttribute('aria-describedby') === document.querySelector('.term-card').id";
    page.until(&format!(
        "document.querySelector('.terms .rendering').focus() ?? ({card} && {told})"
    ));
    page.press("Escape", "Escape", 0);
    page.until(&format!("!{card}"));
    // In the text itself, on the letters of the term.
    let letters = |from: usize, to: usize| {
        format!(
            "(() => {{ const range = document.createRange(); const text = document.querySelector('.source').firstChild; range.setStart(text, {from}); range.setEnd(text, {to}); return range.getBoundingClientRect(); }})()"
        )
    };
    page.point_until(&letters(6, 8), card);
    page.point_until(&letters(0, 2), &format!("!{card}"));
}

#[test]
fn a_word_is_completed_from_terms_and_from_the_article() {
    let desk = with("قال كيري.\n\nذهب كيري.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.type_text("Kerry spoke unmistakably.");
    page.press("Enter", "Enter", CTRL);
    page.at_segment(2);
    saved(&page);
    page.type_text("Jo");
    page.press("Space", " ", CTRL);
    page.until(
        "document.querySelector('.complete [aria-selected=true]')?.textContent.startsWith('John Kerry')",
    );
    page.press("Enter", "Enter", 0);
    page.until("document.activeElement.value === 'John Kerry'");
    page.type_text(" unm");
    page.press("Space", " ", CTRL);
    page.until("document.querySelector('.complete')");
    page.press("Escape", "Escape", 0);
    page.until("!document.querySelector('.complete')");
    page.press("Space", " ", CTRL);
    page.until("document.querySelector('.complete [role=option]')?.textContent === 'unmistakably'");
    page.press("Enter", "Enter", 0);
    page.until("document.activeElement.value === 'John Kerry unmistakably'");
}

#[test]
fn a_selection_becomes_a_row_and_every_segment_knows_it_at_once_and_no_other_row_changes() {
    let desk = with("قال لافروف ذلك.\n\nوذهب لافروف.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.value("getSelection().setBaseAndExtent(document.querySelector('.source').firstChild, 4, document.querySelector('.source').firstChild, 10)");
    page.press("KeyE", "ث", CTRL);
    page.until("document.querySelector('dialog [aria-label=Source]')?.value === 'لافروف'");
    fill(&page, "Target", "Lavrov");
    fill(&page, "Also right", "Sergei Lavrov | Lavroff");
    page.press("Enter", "Enter", 0);
    page.until(
        "[...document.querySelectorAll('.terms .rendering')].some((one) => one.textContent === 'Lavrov')",
    );
    page.until("CSS.highlights.get('term').size >= 2");
    assert_eq!(
        rows(&desk),
        format!("{HOUSE}لافروف\tLavrov\tterm\tSergei Lavrov | Lavroff\n")
    );
    // Changed and taken out again.
    page.press("KeyO", "خ", CTRL);
    fill(&page, "Look up a term or a rendering…", "Lavrov");
    page.until("document.querySelectorAll('dialog .rows li').length === 1");
    click(&page, "Edit");
    fill(&page, "Target", "Lawrow");
    page.press("Enter", "Enter", 0);
    page.until("document.querySelector('dialog .rows .main')?.textContent === 'Lawrow'");
    assert_eq!(
        rows(&desk),
        format!("{HOUSE}لافروف\tLawrow\tterm\tSergei Lavrov | Lavroff\n")
    );
    click(&page, "Remove");
    page.until("document.querySelector('.notice').textContent.includes('gone')");
    assert_eq!(rows(&desk), HOUSE);
}

#[test]
fn a_row_that_comes_with_the_program_is_overruled_not_changed() {
    let desk = Desk::with("قال لافروف ذلك.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.until("document.querySelector('.terms .edit')");
    page.value("document.querySelector('.terms .edit').click()");
    page.until("document.querySelector('dialog form')?.innerText.includes('comes with the program')");
    fill(&page, "Target", "Lawrow");
    page.press("Enter", "Enter", 0);
    page.until("document.querySelector('.terms .rendering')?.textContent === 'Lawrow'");
    let house = rows(&desk);
    assert!(house.contains("لافروف\tLawrow\tperson"), "{house}");
}

/// Three sentences, two of them drafted from a memory.
fn drafted() -> Desk {
    let desk = with("قال كيري.\n\nوذهب كيري.\n\nثم استأنف المحادثات كيري.\n");
    // Drafts by machine: what a memory has.
    let units: String = [("قال كيري.", "Kerry said."), ("وذهب كيري.", "John Kerry’s car left.")]
        .iter()
        .map(|(source, target)| format!("<tu><tuv xml:lang=\"ar\"><seg>{source}</seg></tuv><tuv xml:lang=\"en\"><seg>{target}</seg></tuv></tu>"))
        .collect();
    let memory = format!(
        "<tmx version=\"1.4\"><header srclang=\"ar\" datatype=\"plaintext\" segtype=\"sentence\" adminlang=\"en\" o-tmf=\"x\" creationtool=\"x\" creationtoolversion=\"1\"/><body>{units}</body></tmx>"
    );
    std::fs::write(desk.path("memory.tmx"), memory).unwrap();
    desk.run(&["memory", "import", "memory.tmx", "--quiet"]);
    desk.run(&["draft", "article.txt", "--quiet"]);
    desk
}

#[test]
fn a_name_is_renamed_everywhere_as_one_step_and_what_people_wrote_only_if_they_say_so() {
    let desk = drafted();
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.press("KeyG", "ل", CTRL);
    fill(&page, "Number", "3");
    page.press("Enter", "Enter", 0);
    page.at_segment(3);
    page.type_text("Kerry is back.");
    page.press("KeyS", "س", CTRL);
    saved(&page);
    let before = desk.article();
    page.press("KeyL", "م", CTRL);
    page.until(
        "document.activeElement.matches('.names tr') && document.activeElement.innerText.includes('كيري')",
    );
    assert_eq!(
        page.value("document.activeElement.innerText.includes('×2')"),
        true,
        "forms and renderings with their counts"
    );
    page.press("KeyR", "ق", 0);
    fill(&page, "New rendering", "Kerrey");
    page.press("Enter", "Enter", 0);
    page.until("document.querySelectorAll('.touched li').length === 3");
    assert_eq!(desk.article(), before, "what is shown is not written");
    assert_eq!(
        page.value("document.querySelectorAll('.touched input[type=checkbox]').length"),
        1
    );
    click(&page, "Rename in 2 segments");
    page.until("document.querySelector('dialog .found p')?.textContent.includes('Renamed')");
    assert_eq!(
        desk.targets(),
        ["Kerrey said.", "John Kerrey’s car left.", "Kerry is back."]
    );
    assert_eq!(
        desk.article()["segments"][0]["target"]["origin"],
        before["segments"][0]["target"]["origin"]
    );
    assert!(
        rows(&desk).contains("كيري\tKerrey\tperson\tJohn Kerrey\t\tsecretary of state\tKerry | John Kerry"),
        "{}",
        rows(&desk)
    );
    click(&page, "Undo the last renaming");
    page.until("document.querySelector('.notice').textContent.includes('undone')");
    assert_eq!(
        desk.targets(),
        ["Kerry said.", "John Kerry’s car left.", "Kerry is back."]
    );
    assert_eq!(rows(&desk), HOUSE);
    // Once more, with what a person wrote.
    page.until("document.querySelectorAll('dialog').length === 1");
    // The list is drawn anew when the server has told of the undoing; until then its rows are those of before.
    page.until(
        "document.querySelector('.names td.main')?.textContent === 'Kerry' && document.activeElement.matches('.names tr')",
    );
    page.press("KeyR", "ق", 0);
    fill(&page, "New rendering", "Kerrey");
    page.press("Enter", "Enter", 0);
    page.until("document.querySelector('.touched input')");
    page.value("document.querySelector('.touched input').click()");
    click(&page, "Rename in 3 segments");
    page.until("document.querySelector('dialog .found p')?.textContent.includes('Renamed')");
    assert_eq!(desk.targets()[2], "Kerrey is back.");
    assert_eq!(
        desk.article()["segments"][2]["target"]["origin"]["from"],
        "person"
    );
}

#[test]
fn a_renaming_is_undone_by_a_program_that_was_started_anew() {
    let desk = drafted();
    let mut server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    let ledger = |page: &Page<'_>| {
        page.until("document.activeElement.nodeName === 'TEXTAREA'");
        page.press("KeyL", "م", CTRL);
        page.until("document.activeElement.matches('.names tr')");
    };
    ledger(&page);
    page.press("KeyR", "ق", 0);
    fill(&page, "New rendering", "Kerrey");
    page.press("Enter", "Enter", 0);
    click(&page, "Rename in 2 segments");
    page.until("document.querySelector('dialog .found p')?.textContent.includes('Renamed')");
    assert_eq!(desk.targets(), ["Kerrey said.", "John Kerrey’s car left.", ""]);
    server.kill();
    page.close();
    server = desk.serve(server.port);
    let page = browser.open(&server.address);
    ledger(&page);
    click(&page, "Undo the last renaming");
    page.until("document.querySelector('.notice').textContent.includes('undone')");
    assert_eq!(desk.targets(), ["Kerry said.", "John Kerry’s car left.", ""]);
    assert_eq!(rows(&desk), HOUSE);
}

#[test]
fn renamings_of_one_segment_are_undone_one_after_the_other_and_a_changed_row_is_left() {
    let desk = drafted();
    let server = desk.serve(0);
    let cookie = server.cookie();
    let headers = [("Cookie", cookie.as_str()), MARK, JSON];
    let ask = |path: &str, body: &Value| -> Value {
        let answer = server.ask("POST", path, &headers, &body.to_string());
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        serde_json::from_str(answer.body.trim()).unwrap()
    };
    let rename = |rendering: &str| {
        let found = server.json(
            "/api/glossary?article=article.txt&text=%D9%83%D9%8A%D8%B1%D9%8A",
            &headers,
        );
        let row = &found["terms"][0];
        let wish = json!({
            "article": "article.txt", "file": row["file"], "old": row["term"], "rendering": rendering,
            "forbid": true, "preview": false,
        });
        assert_eq!(ask("/api/rename", &wish)["changed"], 2);
    };
    let undo = || ask("/api/rename/undo", &json!({}));
    let began = desk.targets();
    rename("Kerrey");
    let first = desk.targets();
    rename("Kery");
    assert_eq!(desk.targets()[0], "Kery said.");
    for expected in [first, began.clone()] {
        let undone = undo();
        assert_eq!((&undone["changed"], &undone["left"]), (&json!(2), &json!([])));
        assert_eq!(desk.targets(), expected);
    }
    rename("Kerrey");
    let edited = rows(&desk).replace("secretary of state", "a note");
    std::fs::write(desk.path("glossaries/house.ar-en.tsv"), &edited).unwrap();
    let undone = undo();
    assert_eq!(undone["changed"], 2);
    assert!(
        undone["left"][0]["why"]
            .as_str()
            .unwrap()
            .contains("changed this row"),
        "{undone}"
    );
    assert_eq!(desk.targets(), began);
    assert_eq!(rows(&desk), edited);
}

#[test]
fn a_proposal_is_accepted_with_one_key() {
    let desk = with("قالت زاخاروفا ذلك.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.until("document.querySelector('.terms .outcome')?.textContent === 'proposed'");
    page.press("KeyL", "م", CTRL);
    page.until("document.activeElement.matches('.names tr')");
    page.press("KeyA", "ش", 0);
    page.until("document.querySelector('.names tbody tr') && !document.querySelector('.names tbody').innerText.includes('proposed')");
    assert_eq!(rows(&desk), HOUSE.replace("person\t\tproposed\n", "person\n"));
}

#[test]
fn a_phrase_is_found_on_either_side_with_or_without_vowel_marks() {
    let desk = with("عُقِدت القِمّة أمس.\n\nعاد كيري.\n");
    let server = desk.serve(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    page.type_text("The Summit was held.");
    page.press("Enter", "Enter", CTRL);
    page.at_segment(2);
    saved(&page);
    for phrase in ["القمة", "summit"] {
        page.press("KeyK", "ن", CTRL);
        fill(&page, "Where was this translated?", phrase);
        page.press("Enter", "Enter", 0);
        page.until("document.querySelectorAll('dialog .pairs li').length === 2");
        assert_eq!(
            page.value("document.querySelectorAll('dialog .pairs li:has(mark)').length"),
            2,
            "{phrase}: article and memory"
        );
        click(&page, "segment 1");
        page.at_segment(1);
    }
}
