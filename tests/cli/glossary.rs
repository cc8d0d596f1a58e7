//! Glossaries: keeping the files, finding their terms.

use serde_json::json;

use crate::desk::Desk;

const HOUSE: &str = "# Spelling of the desk.\nsource\ttarget\tkind\tnote\nكيري\tKerry\tperson\tthe minister\n\n# Places\nحلب\tAleppo\tplace\t \"north\"\nدمشق\tDamascus\tplace\t\n";

#[test]
fn a_row_is_added_and_removed_and_no_other_byte_changes() {
    let desk = Desk::empty();
    desk.write("house.tsv", HOUSE);
    let add = [
        "glossary",
        "add",
        "لافروف",
        "Lavrov",
        "--kind",
        "person",
        "--note",
        "Sergei",
        "--file",
        "house.tsv",
    ];
    let ran = desk.run(&add).done();
    assert_eq!(ran.stderr, "house.tsv: لافروف → Lavrov\n");
    assert_eq!(
        desk.text("house.tsv"),
        format!("{HOUSE}لافروف\tLavrov\tperson\tSergei\n")
    );
    let again = desk.run(&add).ended(1);
    assert_eq!(
        again.stderr,
        "error: house.tsv: `لافروف` is listed with this target on line 8; change that row instead\n"
    );
    let ran = desk
        .run(&["glossary", "remove", "حلب", "--file", "house.tsv"])
        .done();
    assert_eq!(ran.stderr, "house.tsv: 1 row removed\n");
    let expected =
        format!("{HOUSE}لافروف\tLavrov\tperson\tSergei\n").replace("حلب\tAleppo\tplace\t \"north\"\n", "");
    assert_eq!(desk.text("house.tsv"), expected);
    let none = desk
        .run(&["glossary", "remove", "حلب", "--file", "house.tsv"])
        .ended(1);
    assert_eq!(
        none.stderr,
        "error: house.tsv: no row with source `حلب` in this file; `glossary list` shows its rows\n"
    );
    assert_eq!(desk.text("house.tsv"), expected);
}

#[test]
fn the_house_glossary_is_begun_with_a_header_and_found_by_the_next_command() {
    let desk = Desk::with_sample();
    desk.run(&[
        "glossary",
        "add",
        "مكالمة",
        "ring",
        "--forbidden",
        "bell",
        "--variant",
        "chat",
    ])
    .done();
    let text = desk.text("glossaries/house.ar-en.tsv");
    assert_eq!(text.lines().count(), 2);
    assert!(text.starts_with("source\ttarget\tkind\t"), "{text}");
    let listed = desk.run(&["glossary", "list", "ring", "--json"]).done().json();
    let first = &listed[0];
    assert_eq!(
        (first["source"].as_str(), first["target"].as_str()),
        (Some("مكالمة"), Some("ring"))
    );
    assert_eq!(
        (&first["forbidden"], &first["variants"]),
        (&json!(["bell"]), &json!(["chat"]))
    );
}

#[test]
fn eight_writers_at_once_lose_no_row() {
    let desk = Desk::empty();
    desk.write("house.tsv", HOUSE);
    let children: Vec<_> = (0..8)
        .map(|writer| {
            let (source, target) = (format!("اسم{writer}"), format!("Name {writer}"));
            let arguments = ["glossary", "add", &source, &target, "--file", "house.tsv"];
            desk.command(&arguments).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let text = desk.text("house.tsv");
    assert!(text.starts_with(HOUSE));
    let mut added: Vec<&str> = text[HOUSE.len()..].lines().collect();
    added.sort_unstable();
    let expected: Vec<String> = (0..8)
        .map(|writer| format!("اسم{writer}\tName {writer}\tterm\t"))
        .collect();
    let trimmed: Vec<&str> = added.iter().map(|row| row.trim_end()).collect();
    let expected: Vec<&str> = expected.iter().map(|row| row.trim_end()).collect();
    assert_eq!(trimmed, expected);
}

#[test]
fn list_says_where_a_term_stands() {
    let desk = Desk::empty();
    desk.write("house.tsv", HOUSE);
    let ran = desk.run(&["glossary", "list", "--file", "house.tsv"]).done();
    assert_eq!(
        ran.stdout,
        "house.tsv:3\tكيري → Kerry\tperson\nhouse.tsv:6\tحلب → Aleppo\tplace\nhouse.tsv:7\tدمشق → Damascus\tplace\n"
    );
    let places = desk
        .run(&[
            "glossary",
            "list",
            "Dam",
            "--kind",
            "place",
            "--file",
            "house.tsv",
        ])
        .done();
    assert_eq!(places.stdout, "house.tsv:7\tدمشق → Damascus\tplace\n");
    let unknown = desk.run(&["glossary", "list", "--kind", "planet"]).ended(1);
    assert!(
        unknown
            .stderr
            .starts_with("error: there is no kind `planet`; write one of name, person"),
        "{}",
        unknown.stderr
    );
}

#[test]
fn lint_is_silent_on_a_clean_file_and_names_the_rows_of_another() {
    let desk = Desk::empty();
    desk.write("clean.tsv", HOUSE);
    let clean = desk.run(&["glossary", "lint", "clean.tsv"]).done();
    assert_eq!(
        (clean.stdout.as_str(), clean.stderr.as_str()),
        ("", "0 findings in 3 rows of 1 file\n")
    );
    desk.write(
        "twice.tsv",
        "كيري\tKerry\tperson\nحلب\tAleppo\tplace\nكيري\tKerry\tperson\n",
    );
    let twice = desk.run(&["glossary", "lint", "twice.tsv"]);
    assert!(twice.stdout.starts_with("twice.tsv:3: "), "{}", twice.stdout);
    assert!(twice.stdout.contains("twice.tsv:1"), "{}", twice.stdout);
    assert!(twice.stdout.ends_with("[duplicate]\n"), "{}", twice.stdout);
    desk.write("conflict.tsv", "كيري\tKerry\tperson\t\t\tKerry\n");
    let conflict = desk.run(&["glossary", "lint", "conflict.tsv"]).ended(2);
    assert!(
        conflict.stdout.starts_with("conflict.tsv:1: error: "),
        "{}",
        conflict.stdout
    );
    desk.write("other.tsv", "كيري\tKerrey\tperson\n");
    let outranked = desk.run(&["glossary", "lint", "clean.tsv", "other.tsv"]).done();
    assert!(
        outranked
            .stdout
            .starts_with("other.tsv:1: warning: `كيري` is `Kerrey` here, but clean.tsv:3 comes first"),
        "{}",
        outranked.stdout
    );
}

#[test]
fn lint_names_every_row_that_cannot_be_read_and_judges_the_others() {
    let desk = Desk::empty();
    desk.write(
        "broken.tsv",
        "كيري\tKerry\tperson\nحلب\t\tplace\nكيري\tKerry\tperson\nدمشق\tDamascus\tvillage\n",
    );
    let broken = desk.run(&["glossary", "lint", "broken.tsv"]).ended(2);
    let said: Vec<&str> = broken.stdout.lines().collect();
    assert_eq!(said.len(), 3, "{}", broken.stdout);
    assert_eq!(
        said[0],
        "broken.tsv:2: error: the target is empty; fill it in, or remove the row [broken-row]"
    );
    assert!(
        said[1].starts_with("broken.tsv:3: ") && said[1].ends_with("[duplicate]"),
        "{}",
        said[1]
    );
    assert!(
        said[2].starts_with("broken.tsv:4: error: kind `village` is unknown"),
        "{}",
        said[2]
    );
}

#[test]
fn matches_are_json_lines_with_lines_from_zero_and_code_points() {
    let desk = Desk::empty();
    desk.write(
        "names.tsv",
        "كيري\tKerry\tperson\nالأمم المتحدة\tUnited Nations\torganisation\n",
    );
    let text = "😀 قال لكيري\nقال كيربي\r\nتقرير للأمم المتحدة";
    let ran = desk
        .run_with(
            &[
                "glossary",
                "match",
                "--glossary",
                "names.tsv",
                "--lang",
                "ar",
                "--format",
                "jsonl",
            ],
            text,
        )
        .done();
    let expected = [
        json!({"line": 0, "start": 7, "end": 11, "term": "كيري", "target": "Kerry", "form": "لكيري", "split": "ل+كيري", "tier": "sure", "listed": "names.tsv:1"}),
        json!({"line": 2, "start": 8, "end": 19, "term": "الأمم المتحدة", "target": "United Nations", "form": "للأمم المتحدة", "split": "لل+أمم المتحدة", "tier": "sure", "listed": "names.tsv:2"}),
    ];
    assert_eq!(ran.json_lines(), expected);
    assert_eq!(ran.stderr, "");
    let lines = desk
        .run_with(
            &["glossary", "match", "--glossary", "names.tsv", "--lang", "ar"],
            text,
        )
        .done();
    assert!(
        lines.stdout.starts_with("1\tلكيري → Kerry  (ل+كيري)"),
        "{}",
        lines.stdout
    );
}

#[test]
fn a_text_without_terms_is_told_why() {
    let desk = Desk::empty();
    let said = |text: &str| desk.run_with(&["glossary", "match"], text).done().stderr;
    let english = said("Nobody reads this sentence in another language than English.");
    assert!(english.contains("translates from English"), "{english}");
    let arabic = said("أبجد هوز حطي كلمن");
    assert!(
        arabic.contains("terms stands in the text, which was read as Arabic"),
        "{arabic}"
    );
}

#[test]
fn the_first_glossary_named_decides() {
    let desk = Desk::empty();
    desk.write("first.tsv", "كيري\tSecretary Kerry\tperson\n");
    desk.write("second.tsv", "كيري\tKerry\tperson\n");
    let target = |first: &str, second: &str| {
        let arguments = [
            "glossary",
            "match",
            "--glossary",
            first,
            "--glossary",
            second,
            "--lang",
            "ar",
            "--format",
            "jsonl",
        ];
        let hits = desk.run_with(&arguments, "قال كيري\n").done().json_lines();
        hits[0]["target"].as_str().unwrap().to_owned()
    };
    assert_eq!(target("first.tsv", "second.tsv"), "Secretary Kerry");
    assert_eq!(target("second.tsv", "first.tsv"), "Kerry");
}

#[test]
fn guesses_are_listed_unless_surer_hits_are_asked_for() {
    let desk = Desk::empty();
    desk.write("names.tsv", "موقف\tposition\tterm\n");
    let base = ["glossary", "match", "--glossary", "names.tsv", "--lang", "ar"];
    let text = "تعددت مواقف الدول";
    assert_eq!(
        desk.run_with(&base, text).done().stdout,
        "1\tمواقف → position  possible\n"
    );
    let likely = [base.as_slice(), &["--tier", "likely"]].concat();
    assert_eq!(desk.run_with(&likely, text).done().stdout, "");
}

#[test]
fn a_hit_shows_where_it_is_listed_and_what_it_won_against() {
    let desk = Desk::empty();
    desk.write("project.tsv", "كيري\tKerry\tperson\n");
    desk.write("house.tsv", "# house\nكيري\tKiri\tperson\n");
    let ran = desk
        .run_with(
            &[
                "glossary",
                "match",
                "--glossary",
                "project.tsv",
                "--glossary",
                "house.tsv",
                "--lang",
                "ar",
                "--format",
                "jsonl",
            ],
            "قال لكيري",
        )
        .done();
    let hit = &ran.json_lines()[0];
    assert_eq!(hit["target"], "Kerry");
    assert_eq!(hit["listed"], "project.tsv:1");
    assert_eq!(
        hit["also"],
        json!([{"source": "كيري", "target": "Kiri", "split": "ل+كيري"}])
    );
}

#[test]
fn a_plural_is_suggested_from_an_article_and_accepted() {
    let desk = Desk::empty();
    desk.write(
        "g.tsv",
        "source\ttarget\tkind\tforms\n# x\nموقف\tposition\tterm\nكنيسة\tchurch\n",
    );
    desk.write("article.txt", "تعددت المواقف، ومواقف أخرى.\n");
    let place = ["--file", "g.tsv", "--from", "ar", "--to", "en"];
    let suggest = [
        &["glossary", "suggest-forms", "--in", "article.txt"],
        place.as_slice(),
    ]
    .concat();
    assert_eq!(
        desk.run(&suggest).done().stdout,
        "g.tsv:3\tموقف → مواقف\t2 times\n"
    );
    let accept = [&["glossary", "add-form", "موقف", "مواقف"], place.as_slice()].concat();
    desk.run(&accept).done();
    assert_eq!(
        desk.text("g.tsv"),
        "source\ttarget\tkind\tforms\n# x\nموقف\tposition\tterm\tمواقف\nكنيسة\tchurch\n"
    );
    assert_eq!(desk.run(&suggest).done().stdout, "");
}

#[test]
fn contexts_are_added_with_their_row_and_silence_it() {
    let desk = Desk::empty();
    let add = [
        "glossary",
        "add",
        "فتح",
        "Fatah",
        "--kind",
        "organisation",
        "--not",
        "فتح باب",
        "--file",
        "g.tsv",
    ];
    desk.run(&add).done();
    assert!(desk.text("g.tsv").ends_with("\tفتح باب\n"));
    let base = ["glossary", "match", "--glossary", "g.tsv", "--lang", "ar"];
    assert_eq!(desk.run_with(&base, "تقرر فتح باب الحوار").done().stdout, "");
    assert_eq!(
        desk.run_with(&base, "قالت فتح").done().stdout,
        "1\tفتح → Fatah  sure\n"
    );
}

#[test]
fn the_history_of_a_term_says_who_changed_it_and_how() {
    let desk = Desk::with_sample();
    desk.run(&["init"]).done();
    desk.run(&["glossary", "add", "زرنوخ", "Zarnukh", "--kind", "person"])
        .done();
    desk.run(&["glossary", "rename", "زرنوخ", "Zarnoukh"]).done();
    let told = desk.run(&["glossary", "history", "زرنوخ"]).done();
    let lines: Vec<&str> = told.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{}", told.stdout);
    assert!(
        lines[0].ends_with("house.ar-en.tsv\tزرنوخ\t– → Zarnukh"),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].ends_with("\tZarnukh → Zarnoukh; not Zarnukh"),
        "{}",
        lines[1]
    );
    assert_eq!(told.stderr, "");
    assert_eq!(desk.run(&["glossary", "history", "كيري"]).done().stdout, "");
    let row = desk
        .text("glossaries/house.ar-en.tsv")
        .replace("Zarnoukh", "Sarnoukh");
    desk.write("glossaries/house.ar-en.tsv", &row);
    let told = desk.run(&["glossary", "history"]).done();
    assert!(
        told.stderr.contains("زرنوخ was changed outside since"),
        "{}",
        told.stderr
    );
}
