//! A text and its translation, made into units of a memory.

use serde_json::json;

use crate::desk::{Desk, refused};

const ARABIC: &str = "التقى كيري لافروف في جنيف يوم 13 مايو 2015. قتل 45 شخصا في حلب.\n\n\
    وقال الوزير الأمريكي إن المحادثات كانت مفيدة جدا وإنها ستستمر. ثم غادر إلى موسكو.\n";
const ENGLISH: &str = "<html lang=\"en\"><body><p>Kerry met Lavrov in Geneva on May 13, 2015.</p>\
    <p>45 people were killed in Aleppo.</p>\
    <p>The American minister said that the talks had been very useful and would continue. \
    Then he left for Moscow.</p></body></html>\n";

fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("a.ar.txt", ARABIC);
    desk.write("a.en.html", ENGLISH);
    desk
}

#[test]
fn a_text_and_a_page_become_units_that_the_memory_takes() {
    let desk = desk();
    let ran = desk
        .run(&["memory", "align", "a.ar.txt", "a.en.html", "-o", "a.tmx"])
        .done();
    assert_eq!(
        ran.stderr,
        "a.tmx: 4 pairs; 0 sentences of the text and 0 sentences of the translation without a counterpart\n"
    );
    assert_eq!(
        desk.text("a.tmx")
            .matches("<prop type=\"x-alignment-score\">")
            .count(),
        4
    );
    desk.run(&["memory", "import", "a.tmx"]).done();
    let found = desk.run(&["memory", "search", "قتل 45 شخصا في حلب."]).done();
    assert!(
        found.stdout.contains("45 people were killed in Aleppo."),
        "{}",
        found.stdout
    );
}

#[test]
fn a_text_too_short_to_tell_is_in_the_language_that_its_name_says() {
    let desk = Desk::empty();
    desk.write("a.ar.txt", "غادر كيري جنيف.\n");
    desk.write("a.en.txt", "Kerry left Geneva.\n");
    let arguments = ["memory", "align", "a.ar.txt", "a.en.txt"];
    let ran = desk.run(&arguments).done();
    assert!(ran.stdout.contains("xml:lang=\"en\""), "{}", ran.stdout);
    desk.write("b.txt", "Kerry left Geneva.\n");
    let ran = desk.run(&["memory", "align", "a.ar.txt", "b.txt"]);
    assert!(
        ran.stderr.contains("b.txt: its language could not be told"),
        "{}",
        ran.stderr
    );
}

#[test]
fn lines_keep_their_numbers_and_a_sentence_without_a_counterpart_is_told() {
    let desk = Desk::empty();
    let german =
        "Am 3. Mai 1993 war er da.\n\nEr blieb 14 Tage und sah 250 Bilder.\nDann ging er nach Paris.\n";
    let french = "Le 3 mai 1993, il était là.\nIl est resté 14 jours et a vu 250 tableaux.\nPuis il est parti pour Paris.\n";
    desk.write("a.de.txt", german);
    desk.write("a.fr.txt", french);
    let arguments = [
        "memory",
        "align",
        "--sentences",
        "--format",
        "jsonl",
        "--from",
        "de",
        "--to",
        "fr",
        "a.de.txt",
        "a.fr.txt",
    ];
    let groups = desk.run(&arguments).done().json_lines();
    let pairs: Vec<_> = groups
        .iter()
        .map(|group| (&group["source"], &group["target"]))
        .collect();
    let expected = [
        (json!([0]), json!([0])),
        (json!([2]), json!([1])),
        (json!([3]), json!([2])),
    ];
    assert_eq!(pairs, expected.iter().map(|(a, b)| (a, b)).collect::<Vec<_>>());
    let scores: Vec<f64> = groups
        .iter()
        .map(|group| group["score"].as_f64().unwrap())
        .collect();
    assert!(
        scores.iter().all(|score| (0.0..=1.0).contains(score)),
        "{scores:?}"
    );
}

#[test]
fn what_cannot_be_aligned_is_refused_and_leaves_nothing() {
    let desk = desk();
    desk.write("empty.txt", "\n\n");
    let missing = ["memory", "align", "a.ar.txt", "gone.txt", "-o", "a.tmx"];
    refused(
        &desk,
        &missing,
        1,
        "gone.txt: there is no such file; check the name and the folder you are in",
    );
    let empty = [
        "memory",
        "align",
        "--sentences",
        "a.ar.txt",
        "empty.txt",
        "-o",
        "a.tmx",
    ];
    refused(
        &desk,
        &empty,
        1,
        "empty.txt: the file is empty, there is nothing to align",
    );
    refused(
        &desk,
        &["memory", "align", "-", "-"],
        1,
        "the text and its translation cannot both come from standard input; name a file for one of them",
    );
    assert!(!desk.names().contains(&String::from("a.tmx")));
}

#[test]
fn two_folders_are_aligned_file_by_file_and_what_has_no_counterpart_is_named() {
    let desk = Desk::empty();
    for folder in ["ar", "en"] {
        std::fs::create_dir(desk.path(folder)).unwrap();
    }
    desk.write("ar/a.ar.txt", ARABIC);
    desk.write("en/a.en.html", ENGLISH);
    desk.write("ar/b.txt", "نعم.\n");
    desk.write("en/b.txt", "Yes.\n");
    desk.write("ar/c.txt", "لا.\n");
    let align = |output: &[&str]| {
        desk.run(
            &[
                &["memory", "align", "--from", "ar", "--to", "en", "ar", "en"][..],
                output,
            ]
            .concat(),
        )
        .ended(2)
    };
    let ran = align(&["-o", "all.tmx"]);
    assert!(
        ran.stderr
            .contains("c.txt: has no counterpart in the other folder"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("all.tmx: 5 pairs; "), "{}", ran.stderr);
    let lines = align(&["--format", "jsonl"]).json_lines();
    assert_eq!(lines.len(), 5);
    assert!(lines[4]["file"].as_str().unwrap().ends_with("b.txt"));
    let refused = desk.run(&["memory", "align", "ar", "en/b.txt"]).ended(1);
    assert!(
        refused.stderr.contains("name two files or two folders"),
        "{}",
        refused.stderr
    );
}
