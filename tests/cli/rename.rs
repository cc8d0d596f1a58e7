//! A term is renamed in its row and in every article.

use crate::desk::Desk;

const ROW: &str = "source\ttarget\tkind\tforbidden\nلافروف\tLavrov\tperson\t\n";
const MEMORY: &str = r#"<tmx version="1.4"><header srclang="ar" datatype="plaintext" segtype="sentence" adminlang="en"
o-tmf="x" creationtool="x" creationtoolversion="1"/><body>
<tu><tuv xml:lang="ar"><seg>قال لافروف.</seg></tuv><tuv xml:lang="en"><seg>Lavrov said.</seg></tuv></tu>
<tu><tuv xml:lang="ar"><seg>عاد لافروف.</seg></tuv><tuv xml:lang="en"><seg>Lavrov’s back.</seg></tuv></tu>
</body></tmx>"#;

fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("config.toml", "from = \"ar\"\n[glossary]\nstarter = false\n");
    desk.write("glossaries/house.ar-en.tsv", ROW);
    desk.write("memory.tmx", MEMORY);
    desk.write("article.txt", "قال لافروف.\n\nعاد لافروف.\n\nقال كيري.\n");
    desk.run(&["memory", "import", "memory.tmx"]).done();
    desk.run(&["draft", "article.txt"]).done();
    desk
}

fn targets(desk: &Desk) -> String {
    let told = ["export", "article.txt", "-o", "-", "--format", "tsv"];
    desk.run(&told).done().stdout
}

#[test]
fn a_renaming_is_shown_then_done_in_every_draft_and_in_the_row() {
    let desk = desk();
    let shown = desk
        .run(&["glossary", "rename", "لافروف", "Lawrow", "--dry-run"])
        .done();
    assert_eq!(
        shown.stdout,
        "article.txt:1\tmachine\tLavrov said.\tLawrow said.\n\
         article.txt:2\tmachine\tLavrov’s back.\tLawrow’s back.\n\
         memory memory\tperson\tLavrov said.\tLawrow said.\tقال لافروف.\n\
         memory memory\tperson\tLavrov’s back.\tLawrow’s back.\tعاد لافروف.\n"
    );
    assert!(
        shown
            .stderr
            .contains("2 segments of 1 article and 2 units of the memory"),
        "{}",
        shown.stderr
    );
    assert!(
        targets(&desk).contains("Lavrov said."),
        "nothing is written before"
    );
    let done = desk.run(&["glossary", "rename", "لافروف", "Lawrow"]).done();
    assert!(
        done.stderr.contains("2 segments changed, 0 left to people"),
        "{}",
        done.stderr
    );
    assert!(targets(&desk).contains("Lawrow said.") && targets(&desk).contains("Lawrow’s back."));
    assert_eq!(
        desk.text("glossaries/house.ar-en.tsv"),
        "source\ttarget\tkind\tforbidden\nلافروف\tLawrow\tperson\tLavrov\n"
    );
}

#[test]
fn a_renaming_is_undone_in_the_row_and_in_every_segment_that_nobody_changed() {
    let desk = desk();
    desk.run(&["glossary", "rename", "لافروف", "Lawrow"]).done();
    let undone = desk.run(&["glossary", "rename", "--undo"]).done();
    assert!(
        undone.stderr.contains("2 segments restored, 0 left"),
        "{}",
        undone.stderr
    );
    assert!(targets(&desk).contains("Lavrov said.") && targets(&desk).contains("Lavrov’s back."));
    let row = "source\ttarget\tkind\tforbidden\nلافروف\tLavrov\tperson\n";
    assert_eq!(desk.text("glossaries/house.ar-en.tsv"), row);
    let again = desk.run(&["glossary", "rename", "--undo"]).ended(1);
    assert!(
        again.stderr.contains("no renaming is left to undo"),
        "{}",
        again.stderr
    );
}

#[test]
fn a_term_that_is_nowhere_is_said_to_be() {
    let desk = desk();
    let ran = desk.run(&["glossary", "rename", "بوتين", "Putin"]).ended(1);
    assert!(ran.stderr.contains("is in no glossary"), "{}", ran.stderr);
}

const APPROVED: [&str; 2] = [
    "Turkey said Iran was strong.",
    "A minister said the prime minister was angry.",
];

/// Two approved sentences, with the rows that the program carries.
fn approved() -> Desk {
    let desk = Desk::empty();
    let sources = ["قال تركيا إن إيران قوية.", "قال وزير إن رئيس الوزراء غاضب."];
    desk.write("p.txt", sources.join("\n"));
    let rows: String = sources
        .iter()
        .zip(APPROVED)
        .map(|(s, t)| format!("{s}\t{t}\n"))
        .collect();
    desk.write("p.tsv", format!("source\ttarget\n{rows}"));
    desk.run(&["draft", "p.txt", "--quiet"]).done();
    desk.run(&["import", "p.tsv", "--article", "p", "--as", "approved"])
        .done();
    desk
}

/// Text and state of every segment.
fn stand(desk: &Desk, name: &str) -> Vec<(String, String)> {
    let article = desk.article(name);
    let segments = article["segments"].as_array().unwrap().iter();
    let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    segments
        .map(|segment| {
            let target = &segment["target"];
            let text = target["text"]
                .as_str()
                .or_else(|| target["content"]["text"].as_str());
            (text.unwrap().to_owned(), word(&target["state"]))
        })
        .collect()
}

fn rename(desk: &Desk, arguments: &[&str]) -> crate::desk::Ran {
    desk.run(&[&["glossary", "rename"], arguments].concat())
}

#[test]
fn renamings_of_one_segment_are_undone_one_after_the_other_to_what_was_approved() {
    let desk = approved();
    let before = stand(&desk, "p");
    for second in [["تركيا", "Türkiye"], ["إيران", "Parsa"]] {
        rename(&desk, &["إيران", "Persia", "--human"]).done();
        let between = stand(&desk, "p");
        rename(&desk, &[second[0], second[1], "--human"]).done();
        assert_ne!(stand(&desk, "p"), between);
        for expected in [&between, &before] {
            let undone = rename(&desk, &["--undo"]).done();
            assert!(
                undone.stderr.contains("1 segment restored, 0 left"),
                "{}",
                undone.stderr
            );
            assert_eq!(stand(&desk, "p"), *expected);
        }
    }
}

#[test]
fn what_somebody_changed_since_is_left_and_listed() {
    let desk = approved();
    rename(&desk, &["إيران", "Persia", "--human"]).done();
    desk.write(
        "p.tsv",
        "source\ttarget\nقال تركيا إن إيران قوية.\tPersia is strong, said Turkey.\n",
    );
    desk.run(&[
        "import",
        "p.tsv",
        "--article",
        "p",
        "--as",
        "approved",
        "--take-file",
    ])
    .done();
    let undone = rename(&desk, &["--undo"]).done();
    assert_eq!(undone.stdout, "p.txt:1\tleft\tPersia is strong, said Turkey.\n");
    assert!(
        undone.stderr.contains("0 segments restored, 1 left"),
        "{}",
        undone.stderr
    );
}

#[test]
fn a_row_that_somebody_changed_is_left_and_the_segments_are_restored() {
    for change in [
        &["glossary", "add-form", "لافروف", "لاڤروڤ"][..],
        &["glossary", "remove", "لافروف"],
    ] {
        let desk = desk();
        desk.write(
            "glossaries/house.ar-en.tsv",
            "source\ttarget\tforms\tforbidden\nلافروف\tLavrov\n",
        );
        rename(&desk, &["لافروف", "Lawrow"]).done();
        desk.run(change).done();
        let rows = desk.text("glossaries/house.ar-en.tsv");
        let undone = rename(&desk, &["--undo"]).done();
        let said =
            "glossaries/house.ar-en.tsv: somebody has changed the row of لافروف since, so it is left as it is";
        assert!(undone.stderr.contains(said), "{}", undone.stderr);
        assert!(
            undone.stderr.contains("2 segments restored, 0 left"),
            "{}",
            undone.stderr
        );
        assert!(targets(&desk).contains("Lavrov said."));
        assert_eq!(desk.text("glossaries/house.ar-en.tsv"), rows);
        rename(&desk, &["--undo"]).ended(1);
    }
}

#[test]
fn a_database_that_takes_no_renaming_leaves_the_row_as_it_was() {
    let desk = desk();
    let refuse = |on: &str| {
        let database = rusqlite::Connection::open(desk.path("tarjuman.db")).unwrap();
        let trigger = format!("CREATE TRIGGER no BEFORE {on} BEGIN SELECT RAISE(FAIL, 'no'); END");
        database.execute_batch(&trigger).unwrap();
    };
    let allow = || {
        let database = rusqlite::Connection::open(desk.path("tarjuman.db")).unwrap();
        database.execute_batch("DROP TRIGGER no").unwrap();
    };
    refuse("INSERT ON renaming");
    let ran = rename(&desk, &["لافروف", "Lawrow"]);
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
    assert_eq!(desk.text("glossaries/house.ar-en.tsv"), ROW);
    assert!(targets(&desk).contains("Lavrov said."));
    allow();
    // Where only segments cannot be written, what was done can be undone.
    refuse("INSERT ON revision");
    let ran = rename(&desk, &["لافروف", "Lawrow"]);
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
    assert!(ran.stderr.contains("0 segments of 2 changed"), "{}", ran.stderr);
    allow();
    rename(&desk, &["--undo"]).done();
    let row = "source\ttarget\tkind\tforbidden\nلافروف\tLavrov\tperson\n";
    assert_eq!(desk.text("glossaries/house.ar-en.tsv"), row);
    rename(&desk, &["--undo"]).ended(1);
}

#[test]
fn renderings_of_other_terms_are_left_alone_and_rows_of_longer_names_are_named() {
    let desk = approved();
    let shown = rename(&desk, &["وزير", "secretary", "--dry-run"]).done();
    let line = "p.txt:2\tperson\tA minister said the prime minister was angry.\tA secretary said the prime minister was angry.\n";
    assert!(shown.stdout.starts_with(line), "{}", shown.stdout);
    desk.write(
        "glossaries/house.ar-en.tsv",
        "source\ttarget\tkind\tforbidden\nالخطيب\tal-Khatib\tperson\nسامر الخطيب\tSamer al-Khatib\tperson\n",
    );
    let shown = rename(&desk, &["الخطيب", "al-Khateeb", "--dry-run"]).done();
    let said = "of longer terms left with “al-Khatib”: سامر الخطيب → Samer al-Khatib";
    assert!(shown.stderr.contains(said), "{}", shown.stderr);
}

#[test]
fn a_draft_from_a_memory_with_the_old_rendering_has_the_new_one() {
    let desk = desk();
    rename(&desk, &["لافروف", "Lawrow"]).done();
    let before = stand(&desk, "article.txt");
    desk.run(&["draft", "article.txt"]).done();
    assert_eq!(stand(&desk, "article.txt"), before);
    assert!(targets(&desk).contains("Lawrow’s back."));
    desk.write("other.txt", "عاد لافروف.\n");
    desk.run(&["draft", "other.txt"]).done();
    assert_eq!(
        stand(&desk, "other.txt"),
        [("Lawrow’s back.".to_owned(), "draft".to_owned())]
    );
    let memory = desk.run(&["memory", "export", "-o", "-"]).done();
    assert!(memory.stdout.contains("Lavrov’s back."), "{memory:?}");
}

#[test]
fn an_old_rendering_that_is_allowed_stays_right() {
    let desk = approved();
    rename(&desk, &["إيران", "Persia", "--allow-old"]).done();
    let row = desk.text("glossaries/house.ar-en.tsv");
    assert!(
        row.contains("إيران\tPersia\tplace\t") && row.contains("Iran"),
        "{row}"
    );
    let checked = desk.run(&["check", "p"]);
    assert!(!checked.stdout.contains("Persia"), "{}", checked.stdout);
}

#[test]
fn a_term_that_the_program_carries_is_renamed_again_and_a_form_with_marks_names_it() {
    let desk = approved();
    rename(&desk, &["إيران", "Persia"]).done();
    let again = rename(&desk, &["إِيران", "Parsa"]).done();
    assert!(again.stderr.contains("إيران → Parsa"), "{}", again.stderr);
    let rows = desk.text("glossaries/house.ar-en.tsv");
    assert!(rows.contains("إيران\tParsa\tplace"), "{rows}");
}

#[test]
fn an_empty_or_the_same_rendering_changes_nothing() {
    let desk = desk();
    for (rendering, said) in [
        ("", "needs a rendering"),
        (" ", "needs a rendering"),
        ("Lavrov", "already"),
    ] {
        for more in [&["--dry-run"][..], &[]] {
            let ran = rename(&desk, &[&["لافروف", rendering], more].concat()).ended(1);
            assert!(ran.stderr.contains(said), "{}", ran.stderr);
        }
    }
    rename(&desk, &["--undo"]).ended(1);
    assert_eq!(desk.text("glossaries/house.ar-en.tsv"), ROW);
}

#[test]
fn what_people_wrote_is_said_to_follow_when_asked() {
    let desk = approved();
    let done = rename(&desk, &["إيران", "Persia"]).done();
    let said = "0 segments changed, 1 left to people, which --human changes too";
    assert!(done.stderr.contains(said), "{}", done.stderr);
    let again = rename(&desk, &["إيران", "Persia", "--human"]).ended(1);
    assert!(
        again
            .stderr
            .contains("undo that renaming (--undo) and repeat it with --human"),
        "{}",
        again.stderr
    );
    rename(&desk, &["--undo"]).done();
    let done = rename(&desk, &["إيران", "Persia", "--human"]).done();
    assert!(
        done.stderr.contains("1 segment changed, 0 left to people"),
        "{}",
        done.stderr
    );
}
