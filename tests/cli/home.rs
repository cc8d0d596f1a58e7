//! A draft goes out, a person works on it, it comes home; and one format becomes another.

use crate::desk::Desk;

/// The sample drafted and exported as a table, with a target written into the rows that `edit` picks.
fn reviewed(edit: impl Fn(usize) -> Option<&'static str>) -> Desk {
    let desk = Desk::with_sample();
    desk.run(&["draft", "article.txt"]).done();
    desk.run(&["export", "article", "-o", "review.tsv"]).done();
    rewrite(&desk, edit);
    desk
}

fn rewrite(desk: &Desk, edit: impl Fn(usize) -> Option<&'static str>) {
    let text = desk.text("review.tsv");
    let rows = text.lines().enumerate().map(|(number, row)| {
        let mut cells: Vec<&str> = row.split('\t').collect();
        if let Some(target) = edit(number) {
            cells[3] = target;
        }
        cells.join("\t") + "\n"
    });
    desk.write("review.tsv", rows.collect::<String>());
}

fn seventh(number: usize) -> Option<&'static str> {
    (number == 7).then_some("He said that Lavrov had told Kerry so by phone.")
}

#[test]
fn an_approved_table_comes_home_and_feeds_the_memory() {
    let desk = reviewed(seventh);
    let ran = desk
        .run(&["import", "review.tsv", "--article", "article", "--as", "approved"])
        .done();
    assert!(ran.stderr.contains("2 segments changed"), "{}", ran.stderr);
    let article = desk.article("article");
    let segment = &article["segments"][6];
    assert_eq!(segment["target"]["state"], "approved");
    assert_eq!(segment["target"]["origin"]["from"], "person");
    let found = desk.run_with(
        &["memory", "search", "--format", "jsonl", "--from", "ar"],
        segment["source"]["text"].as_str().unwrap(),
    );
    assert!(found.stdout.contains("Lavrov had told Kerry"), "{}", found.stdout);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let desk = reviewed(seventh);
    let import = ["import", "review.tsv", "--article", "article", "--as", "approved"];
    desk.run(&import).done();
    let ran = desk.run(&import).done();
    assert!(ran.stderr.contains("0 segments changed"), "{}", ran.stderr);
}

#[test]
fn two_people_in_other_words_are_a_conflict_that_overwrites_nothing() {
    let desk = reviewed(seventh);
    desk.run(&["import", "review.tsv", "--article", "article"]).done();
    rewrite(&desk, |number| (number == 7).then_some("Quite another sentence."));
    let ran = desk.run(&["import", "review.tsv", "--article", "article"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("here: He said that Lavrov") && ran.stderr.contains("file: Quite another"));
    let kept = |desk: &Desk| desk.article("article")["segments"][6]["target"]["content"]["text"].clone();
    assert_eq!(kept(&desk), "He said that Lavrov had told Kerry so by phone.");
    desk.run(&["import", "review.tsv", "--article", "article", "--take-file"])
        .done();
    assert_eq!(kept(&desk), "Quite another sentence.");
}

#[test]
fn drafting_again_leaves_a_persons_words_alone() {
    let desk = reviewed(seventh);
    desk.run(&["import", "review.tsv", "--article", "article"]).done();
    desk.run(&["glossary", "add", "هاتفية", "telephonic"]).done();
    desk.run(&["draft", "article.txt"]).done();
    let target = &desk.article("article")["segments"][6]["target"];
    assert_eq!(
        target["content"]["text"],
        "He said that Lavrov had told Kerry so by phone."
    );
}

#[test]
fn a_text_becomes_a_file_to_translate_and_a_table_a_document() {
    let desk = reviewed(seventh);
    desk.run(&["convert", "article.txt", "empty.xlf", "--to", "fr"])
        .done();
    assert!(desk.text("empty.xlf").contains("trgLang=\"fr\""));
    desk.run(&["convert", "empty.xlf", "table.csv"]).done();
    assert_eq!(desk.text("table.csv").lines().count(), 13);
    let itself = desk.run(&["convert", "empty.xlf", "./empty.xlf"]);
    assert_eq!(itself.code, Some(1));
    assert!(
        itself.stderr.contains("is the file that is read"),
        "{}",
        itself.stderr
    );
}

#[test]
fn subtitles_are_drafted_into_subtitles() {
    let desk = Desk::empty();
    let srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\nكيري\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nنعم يا سيدي\r\n";
    desk.write("film.srt", srt);
    desk.write("house.tsv", "كيري\tKerry\tperson\n");
    let draft = [
        "draft",
        "film.srt",
        "--from",
        "ar",
        "--glossary",
        "house.tsv",
        "-o",
        "film.en.srt",
    ];
    desk.run(&draft).done();
    assert_eq!(desk.text("film.en.srt"), srt.replace("كيري", "Kerry"));
    desk.write("article.txt", "كيري\n");
    let refused = desk.run(&["draft", "article.txt", "-o", "article.srt"]);
    assert!(
        refused.stderr.contains("can be read but not written"),
        "{}",
        refused.stderr
    );
}

#[test]
fn what_a_file_says_of_its_segments_is_kept_once() {
    let desk = Desk::empty();
    desk.write("a.json", "{\"menu\": {\"open\": \"افتح الملف\"}}");
    desk.write("b.po", "#. short\nmsgid \"نعم\"\nmsgstr \"\"\n");
    for _ in 0..2 {
        let draft = [
            "draft", "a.json", "b.po", "--from", "ar", "--to", "en", "-o", "out/", "--format", "html",
        ];
        desk.run(&draft).done();
    }
    for (name, said) in [
        ("a.json", "file: key: menu.open</note>"),
        ("b.po", "file: short</note>"),
    ] {
        desk.run(&["export", name, "-o", "out.xlf"]).done();
        assert_eq!(desk.text("out.xlf").matches(said).count(), 1, "{name}");
    }
}

#[test]
fn what_a_bilingual_file_brings_is_not_drafted_over() {
    let desk = Desk::empty();
    let file = "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file original=\"a\" source-language=\"ar\" \
        target-language=\"en\" datatype=\"x\"><body><trans-unit id=\"1\"><source>نعم</source><target>Yes</target></trans-unit>\
        <trans-unit id=\"2\"><source>لا</source></trans-unit></body></file></xliff>";
    desk.write("a.xlf", file);
    desk.run(&["draft", "a.xlf", "-o", "out.xlf"]).done();
    assert_eq!(desk.text("out.xlf"), file);
    // A table of one word says no language; the article does.
    desk.run(&["export", "a.xlf", "-o", "a.tsv"]).done();
    let table = desk.text("a.tsv").replace("\tلا\t\tempty", "\tلا\tNo\ttranslated");
    desk.write("a.tsv", table);
    desk.run(&["import", "a.tsv", "--article", "a.xlf"]).done();
    desk.run(&["export", "a.xlf", "-o", "home.xlf"]).done();
    let expected = file.replace("لا</source>", "لا</source><target state=\"translated\">No</target>");
    assert_eq!(desk.text("home.xlf"), expected);
}

#[test]
fn codes_that_a_table_shows_by_number_come_home_with_their_markup() {
    let desk = Desk::empty();
    let srt = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}قال <i>كيري</i> نعم\n";
    desk.write("a.srt", srt);
    desk.run(&["draft", "a.srt", "--from", "ar", "--to", "en", "-o", "out.tsv"]);
    desk.run(&["export", "a.srt", "-o", "a.tsv"]).done();
    let table = desk.text("a.tsv");
    assert!(table.contains("{1/}قال {2}كيري{/2} نعم\t\tempty"), "{table}");
    desk.write(
        "a.tsv",
        table.replace("نعم\t\tempty", "نعم\t{1/}{2}Kerry{/2} said yes\ttranslated"),
    );
    desk.run(&["import", "a.tsv", "--article", "a.srt"]).done();
    desk.run(&["export", "a.srt", "--view", "target", "-o", "a.en.srt"])
        .done();
    let expected = srt.replace("{\\an8}قال <i>كيري</i> نعم", "{\\an8}<i>Kerry</i> said yes");
    assert_eq!(desk.text("a.en.srt"), expected);
}
