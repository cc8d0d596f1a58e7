//! The length limit: what `segment` and `draft` say when a sentence has to be cut inside quotes or brackets.

use crate::desk::Desk;

const LIMIT: &str = "[segment]\nmax_chars = 30\n";

const TEXT: &str =
    "A heading\n\nHe said, and all of us heard him: “we shall go there today and tomorrow too”.\n";

#[test]
fn a_cut_inside_a_quotation_is_marked_and_named_with_segment_and_line() {
    let desk = Desk::empty();
    desk.write("config.toml", LIMIT);
    desk.write("article.txt", TEXT);
    let ran = desk
        .run(&["segment", "--lang", "en", "--format", "json", "article.txt"])
        .done();
    let lines: Vec<serde_json::Value> = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let marks: Vec<_> = lines
        .iter()
        .map(|line| {
            (
                line["text"].as_str().unwrap(),
                line["cut"].as_str(),
                line["inside"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        marks,
        [
            ("A heading", None, None),
            ("He said, and all of us heard", Some("length"), None),
            ("him:", Some("length"), None),
            ("“we shall go there today and", Some("length"), Some("quotes")),
            ("tomorrow too”.", None, None),
        ]
    );
    assert!(
        ran.stderr
            .contains("article.txt:3: segment 4 is cut inside quotes"),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.stderr.matches("segment").count(), 1, "{}", ran.stderr);
}

#[test]
fn a_draft_and_a_converted_file_warn_too() {
    let desk = Desk::empty();
    desk.write("config.toml", LIMIT);
    desk.write("article.txt", TEXT);
    for command in [
        &[
            "draft",
            "article.txt",
            "--from",
            "en",
            "--to",
            "ar",
            "-o",
            "draft.tsv",
        ][..],
        &[
            "convert",
            "article.txt",
            "article.json",
            "--from",
            "en",
            "--to",
            "ar",
        ],
    ] {
        let ran = desk.run(command).done();
        assert!(
            ran.stderr
                .contains("article.txt:3: segment 4 is cut inside quotes"),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn sentences_within_the_limit_carry_no_mark_and_no_warning() {
    let desk = Desk::empty();
    let ran = desk
        .run_with(&["segment", "--lang", "en", "--format", "json"], "He said “no”.")
        .done();
    assert!(!ran.stdout.contains("cut"), "{}", ran.stdout);
    assert_eq!(ran.stderr, "");
}
