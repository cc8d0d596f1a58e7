//! Spreadsheets: a review table goes out and comes home, glossaries come and go.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::desk::Desk;

/// The workbook with the first sheet as `edit` makes it.
fn edited(bytes: &[u8], edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            text = edit(&text);
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The sheet with `text` in a cell that was empty.
fn typed(sheet: &str, cell: &str, text: &str) -> String {
    let at = sheet.find(&format!("<c r=\"{cell}\"")).unwrap();
    let end = at + sheet[at..].find("/>").unwrap();
    assert!(!sheet[at..end].contains('>'), "{cell} is not empty");
    format!(
        "{} t=\"inlineStr\"><is><t>{text}</t></is></c>{}",
        &sheet[..end],
        &sheet[end + 2..]
    )
}

#[test]
fn a_review_table_goes_out_and_comes_home() {
    let desk = Desk::with_sample();
    desk.run(&["draft", "article.txt"]).done();
    desk.run(&["export", "article", "-o", "review.xlsx", "--view", "review"])
        .done();
    let sheet = |text: &str| {
        let text = typed(text, "D8", "He said that Lavrov had told Kerry so by phone.");
        typed(&text, "J8", "By which phone?")
    };
    desk.write("review.xlsx", edited(&desk.bytes("review.xlsx"), sheet));
    // The file names its article itself.
    let ran = desk.run(&["import", "review.xlsx", "--as", "approved"]).done();
    assert!(
        ran.stderr.contains("2 segments changed") && ran.stderr.contains("1 comment"),
        "{}",
        ran.stderr
    );
    let article = desk.article("article");
    assert_eq!(article["segments"][6]["target"]["state"], "approved");
    assert_eq!(article["comments"][0]["text"], "By which phone?");
    let again = desk.run(&["import", "review.xlsx", "--as", "approved"]).done();
    assert!(
        again.stderr.contains("0 segments changed") && again.stderr.contains("0 comments"),
        "{}",
        again.stderr
    );
}

#[test]
fn a_workbook_that_is_drafted_is_given_back_with_its_targets() {
    let desk = Desk::empty();
    desk.write("table.tsv", "source\ttarget\nكيري\t\nنعم يا سيدي\t\n");
    desk.run(&["convert", "table.tsv", "table.xlsx", "--from", "ar", "--to", "en"])
        .done();
    desk.write("house.tsv", "كيري\tKerry\tperson\n");
    let draft = [
        "draft",
        "table.xlsx",
        "--glossary",
        "house.tsv",
        "-o",
        "drafted.xlsx",
    ];
    desk.run(&draft).done();
    let before = desk.bytes("table.xlsx");
    let after = desk.bytes("drafted.xlsx");
    let sheet = |bytes: &[u8]| {
        let mut text = String::new();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut part = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
        part.read_to_string(&mut text).unwrap();
        text
    };
    let expected = typed(&sheet(&before), "D2", "Kerry")
        .replace("<is><t>Kerry", "<is><t xml:space=\"preserve\">Kerry")
        .replacen(">empty<", ">draft<", 1);
    assert_eq!(sheet(&after), expected);
    desk.run(&["convert", "table.xlsx", "again.xlsx"]).done();
    assert_eq!(desk.bytes("again.xlsx"), before);
}

const HOUSE: &str = "source\ttarget\tkind\tforms\tvariants\tforbidden\tmatch\tcase\tstatus\tnote\tnot\n\
    كيري\tKerry\tperson\tكيرى\tJohn Kerry\tKiri\n007\t=1+1\tterm\nحلب\tAleppo\tplace\t\t\t\t\t\t\t2024-01-15\n";

#[test]
fn a_glossary_is_a_spreadsheet_and_comes_home() {
    let desk = Desk::empty();
    desk.write("names.ar-en.tsv", HOUSE);
    desk.run(&["convert", "names.ar-en.tsv", "names.ar-en.xlsx"])
        .done();
    desk.run(&["convert", "names.ar-en.xlsx", "home.tsv"]).done();
    assert_eq!(desk.text("home.tsv"), HOUSE);
    desk.run(&["convert", "names.ar-en.xlsx", "names.tbx"]).done();
    assert!(desk.text("names.tbx").contains("Aleppo"));
    desk.run(&["convert", "names.ar-en.xlsx", "names.csv"]).done();
    assert!(desk.text("names.csv").contains("007,'=1+1,term"));
    let arguments = [
        "glossary",
        "match",
        "--glossary",
        "names.ar-en.xlsx",
        "--lang",
        "ar",
        "--format",
        "jsonl",
    ];
    let hit = &desk.run_with(&arguments, "قال لكيري").json_lines()[0];
    assert_eq!(
        (hit["target"].as_str(), hit["listed"].as_str()),
        (Some("Kerry"), Some("names.ar-en.xlsx:2"))
    );
    let ran = desk
        .run(&["glossary", "add", "x", "y", "--file", "names.ar-en.xlsx"])
        .ended(1);
    assert!(ran.stderr.contains("is read here, not changed"), "{}", ran.stderr);
}

#[test]
fn a_glossary_in_the_workspace_may_be_a_spreadsheet_that_is_open() {
    let desk = Desk::empty();
    desk.run(&["init"]).done();
    desk.write("names.tsv", HOUSE);
    desk.run(&["convert", "names.tsv", "glossaries/names.ar-en.xlsx"])
        .done();
    desk.write("glossaries/~$names.ar-en.xlsx", b"\x04Ruth");
    let listed = desk.run(&["glossary", "list"]).done();
    assert!(listed.stdout.contains("Aleppo"), "{}", listed.stdout);
    desk.run(&["glossary", "import", "glossaries/names.ar-en.xlsx"])
        .done();
    assert!(desk.text("glossaries/house.ar-en.tsv").contains("Aleppo"));
    desk.run(&["glossary", "export", "--file", "names.tsv", "-o", "out.xlsx"])
        .done();
    desk.run(&["convert", "out.xlsx", "out.tsv"]).done();
    assert_eq!(desk.text("out.tsv"), HOUSE);
}
