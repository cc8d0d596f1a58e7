//! Conversion says what the format that is written has no place for, and checks on the way.

use crate::desk::{Desk, tmx};

const XLIFF: &str = "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"ar\" trgLang=\"en\"><file id=\"f\">\n\
<unit id=\"u\"><notes><note>by hand</note></notes>\n\
<segment id=\"s1\" state=\"final\"><source>قتل 13 شخصا في حلب اليوم.</source><target>In Aleppo 31 people were killed today.</target></segment>\n\
<segment id=\"s2\"><source>لا</source></segment></unit></file></xliff>\n";

#[test]
fn what_the_format_cannot_hold_is_said() {
    let desk = Desk::empty();
    desk.write(
        "in.xlf",
        XLIFF.replace("<notes>", "<x:kept xmlns:x=\"urn:x\"/><notes>"),
    );
    let ran = desk.run(&["convert", "in.xlf", "out.tmx"]).done();
    assert_eq!(
        ran.stderr,
        "warning: out.tmx: 1 of 2 segments have no target and are left out\n\
         warning: in.xlf: TMX 1.4 has no place for 1 × <kept>\n\
         warning: out.tmx: TMX 1.4 has no place for 1 comment\n\
         out.tmx: 1 segment as TMX 1.4\n"
    );
    let ran = desk.run(&["convert", "in.xlf", "same.xlf"]).done();
    assert_eq!(
        (ran.stderr.as_str(), desk.bytes("same.xlf")),
        ("", desk.bytes("in.xlf"))
    );
    let ran = desk.run(&["convert", "out.tmx", "out.csv"]).done();
    assert_eq!(ran.stderr, "out.csv: 1 segment as CSV\n");
}

#[test]
fn findings_are_printed_on_the_way_and_make_the_exit_code() {
    let desk = Desk::empty();
    desk.write("in.xlf", XLIFF);
    let ran = desk.run(&["convert", "in.xlf", "out.tmx", "--check"]).ended(2);
    assert!(ran.stdout.contains("[numbers]"), "{}", ran.stdout);
    assert!(desk.text("out.tmx").contains("In Aleppo 31 people"));
    let empty = "<segment id=\"s2\"><source>لا</source></segment>";
    desk.write("good.xlf", XLIFF.replace("31", "13").replace(empty, ""));
    desk.run(&["convert", "good.xlf", "good.tmx", "--check"]).done();
    let piped = ["convert", "in.xlf", "-", "--format", "tmx", "--check"];
    let ran = desk.run(&piped).ended(2);
    assert!(
        ran.stdout.starts_with("<?xml") && ran.stderr.contains("[numbers]"),
        "{}",
        ran.stderr
    );
}

#[test]
fn an_export_says_which_segments_it_leaves_out() {
    let desk = Desk::with_sample();
    desk.run(&["draft", "article.txt"]).done();
    let ran = desk.run(&["export", "article.txt", "-o", "out.tmx"]).done();
    assert!(
        ran.stderr
            .contains("out.tmx: 11 of 12 segments have no target and are left out"),
        "{}",
        ran.stderr
    );
    let ran = desk.run(&["export", "article.txt", "-o", "out.xlf"]).done();
    assert!(!ran.stderr.contains("left out"), "{}", ran.stderr);
}

#[test]
fn a_memory_too_large_to_be_held_is_converted_part_by_part() {
    let desk = Desk::empty();
    let text = "نعم ".repeat(100_000);
    let units: String = (0..100)
        .map(|number| {
            format!(
                "<tu><tuv xml:lang=\"ar\"><seg>{number} {text}</seg></tuv><tuv xml:lang=\"en\"><seg>Yes {number}</seg></tuv></tu>\n"
            )
        })
        .collect();
    let file = tmx(&(units + "<tu><tuv xml:lang=\"ar\"><seg>لا</seg></tuv><note>!</note></tu>"));
    desk.write("big.tmx", &file);
    let ran = desk.run(&["convert", "big.tmx", "out.csv"]).done();
    assert_eq!(
        ran.stderr,
        "warning: big.tmx: CSV has no place for 1 × <note>\nout.csv: 101 segments as CSV\n"
    );
    let table = desk.text("out.csv");
    assert_eq!(table.lines().count(), 102);
    assert!(table.contains(",Yes 99,translated,"));
    desk.run(&["convert", "big.tmx", "same.tmx"]).done();
    assert!(desk.text("same.tmx") == file);
    desk.write("cut.tmx", &file[..file.len() - 20]);
    let ran = desk.run(&["convert", "cut.tmx", "cut.csv"]).ended(1);
    assert!(ran.stderr.starts_with("error: cut.tmx:10"), "{}", ran.stderr);
    assert!(!desk.names().contains(&String::from("cut.csv")));
}

#[test]
fn prose_with_quotation_marks_comes_through_a_table_whole() {
    let desk = Desk::empty();
    let quotation = "\"We will never surrender, whatever happens,\" the minister told reporters.";
    let table = format!(
        "source\ttarget\nقال الوزير إننا لن نستسلم\t{quotation}\nبدأ كلامه\t\"It begins here\nوأنهاه\tand it ends here.\"\n"
    );
    desk.write("pairs.tsv", table);
    let arguments = [
        "convert",
        "pairs.tsv",
        "-",
        "--format",
        "json",
        "--from",
        "ar",
        "--to",
        "en",
    ];
    let article = desk.run(&arguments).done().json();
    let targets: Vec<_> = article["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|segment| segment["target"]["content"]["text"].as_str().unwrap())
        .collect();
    assert_eq!(targets, [quotation, "\"It begins here", "and it ends here.\""]);
    desk.write("pairs.csv", "source,target\nقال,\"It begins here\nأضاف,and\n");
    let ran = desk.run(&["convert", "pairs.csv", "out.tmx"]).ended(1);
    assert!(
        ran.stderr
            .contains("pairs.csv:2:5: a quotation mark opens a cell here and none closes it"),
        "{}",
        ran.stderr
    );
}
