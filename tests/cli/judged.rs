//! What is said of an article is what the glossaries say now, however they came to say it.

use crate::desk::Desk;

const TERM: &str = "غاضب";

/// Two sentences that a person approved.
pub(crate) fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("config.toml", "from = \"ar\"\n");
    desk.write(
        "p.txt",
        "قال تركيا إن إيران قوية.\nقال وزير إن رئيس الوزراء غاضب.\n",
    );
    desk.write(
        "p.tsv",
        "source\ttarget\nقال تركيا إن إيران قوية.\tTurkey said Iran was strong.\n\
         قال وزير إن رئيس الوزراء غاضب.\tA minister said the prime minister was angry.\n",
    );
    desk.run(&["draft", "p.txt"]).done();
    let import = ["import", "p.tsv", "--article", "p", "--as", "approved"];
    desk.run(&import).done();
    desk
}

fn forbid(desk: &Desk) -> crate::desk::Ran {
    let add = ["glossary", "add", TERM, "furious", "--forbidden", "angry"];
    desk.run(&add).done()
}

fn status(desk: &Desk) -> String {
    desk.run(&["status", "p"]).done().stderr
}

fn usage(desk: &Desk) -> String {
    let file = "glossaries/house.ar-en.tsv";
    let told = desk.run(&["glossary", "usage", "--file", file]).done().stdout;
    told.lines()
        .find(|line| line.contains(TERM))
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn a_row_that_is_added_judges_what_people_approved_at_once() {
    let desk = desk();
    assert!(!status(&desk).contains("findings"), "{}", status(&desk));
    let added = forbid(&desk);
    assert!(
        added.stderr.contains("1 segment of 1 article judged again"),
        "{}",
        added.stderr
    );
    assert!(status(&desk).contains("1 forbidden-term"), "{}", status(&desk));
    assert!(
        usage(&desk).contains("1 article\t1 time\t0 %\t0 0 1 0"),
        "{}",
        usage(&desk)
    );
    let stale = [
        "glossary",
        "usage",
        "--stale",
        "--file",
        "glossaries/house.ar-en.tsv",
    ];
    assert!(!desk.run(&stale).done().stdout.contains(TERM));
    let exported = desk.article("p");
    let second = &exported["segments"][1];
    assert!(second["terms"].to_string().contains(TERM), "{second}");
    assert!(
        second["findings"].to_string().contains("forbidden-term"),
        "{second}"
    );
    let page = desk.run(&["export", "p", "-o", "-", "--format", "html"]).done();
    assert!(page.stdout.contains("furious"));
}

#[test]
fn a_row_that_nothing_meets_judges_nothing() {
    let desk = desk();
    let added = desk.run(&["glossary", "add", "كركوك", "Kirkuk City"]).done();
    assert!(!added.stderr.contains("judged again"), "{}", added.stderr);
}

#[test]
fn a_row_that_is_removed_or_edited_by_hand_takes_its_judgement_along() {
    let desk = desk();
    forbid(&desk);
    let removed = desk.run(&["glossary", "remove", TERM]).done();
    assert!(removed.stderr.contains("judged again"), "{}", removed.stderr);
    assert!(!status(&desk).contains("forbidden-term"));
    let header = desk.text("glossaries/house.ar-en.tsv");
    let row = format!("{TERM}\tfurious\tterm\t\t\tangry\n");
    desk.write("glossaries/house.ar-en.tsv", header + &row);
    assert!(status(&desk).contains("1 forbidden-term"), "{}", status(&desk));
    assert!(
        usage(&desk).contains("1 article\t1 time\t0 %\t0 0 1 0"),
        "{}",
        usage(&desk)
    );
}

#[test]
fn a_draft_that_keeps_what_people_wrote_judges_it_by_the_glossary_as_it_is() {
    let desk = desk();
    desk.write(
        "glossaries/house.ar-en.tsv",
        format!("{TERM}\tfurious\tterm\t\t\tangry\n"),
    );
    let drafted = desk.run(&["draft", "p.txt"]).done();
    assert!(drafted.stderr.contains("1 forbidden-term"), "{}", drafted.stderr);
    // The page that a draft writes shows the term, too.
    assert!(desk.text("p.en.html").contains("furious"));
}

#[test]
fn a_renaming_left_to_people_shows_in_the_figures_and_its_undoing_too() {
    let desk = desk();
    let rename = ["glossary", "rename", "إيران", "Persia"];
    let renamed = desk.run(&rename).done();
    assert!(renamed.stderr.contains("judged again"), "{}", renamed.stderr);
    assert!(status(&desk).contains("1 forbidden-term"), "{}", status(&desk));
    desk.run(&["glossary", "rename", "--undo"]).done();
    assert!(!status(&desk).contains("forbidden-term"), "{}", status(&desk));
}

#[test]
fn segments_without_a_target_have_a_reason_in_the_figures_however_they_came_there() {
    let desk = Desk::empty();
    desk.write("config.toml", "from = \"ar\"\n");
    desk.write("q.txt", "قال كيري.\n\nعاد كيري.\n");
    desk.write("q.tsv", "source\ttarget\nقال كيري.\tKerry said.\n");
    desk.run(&["draft", "q.txt"]).done();
    desk.run(&["import", "q.tsv", "--article", "q"]).done();
    let told = desk.run(&["status", "q"]).done().stderr;
    assert!(!told.contains("empty-target"), "{told}");
}

#[test]
fn a_rule_that_is_added_speaks_in_exports_and_in_the_status_of_an_article() {
    let desk = desk();
    let rule = "[[check.rules]]\nid = \"mood\"\ntarget = \"angry\"\nmessage = \"calm down\"\n";
    desk.write("config.toml", format!("from = \"ar\"\n{rule}"));
    assert!(status(&desk).contains("1 mood"), "{}", status(&desk));
    let exported = desk.article("p");
    let second = &exported["segments"][1]["findings"];
    assert!(second.to_string().contains("calm down"), "{second}");
}
