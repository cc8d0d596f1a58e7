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
        "article.txt:1\tmachine\tLawrow said.\narticle.txt:2\tmachine\tLawrow’s back.\n\
         memory memory\tperson\tLawrow said.\nmemory memory\tperson\tLawrow’s back.\n"
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
