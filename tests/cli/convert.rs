//! Conversion says what the format that is written has no place for, and checks on the way.

use crate::desk::Desk;

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
