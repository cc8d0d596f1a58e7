//! An article is issued again with changes: what a person wrote stays, and what changed is told with what it was.

use crate::judged;

const AGAIN: &str = "قال وزير إن رئيس الوزراء غاضب.\n\nقال تركيا إن إيران قوية جدا.\n";

#[test]
fn a_sentence_that_changed_and_moved_is_told_with_its_old_source_and_target() {
    let desk = judged::desk();
    desk.write("p.txt", AGAIN);
    let told = desk.run(&["draft", "p.txt"]).done().stderr;
    assert!(
        told.contains("1 segment kept with their targets, 1 changed, 0 added, 0 gone"),
        "{told}"
    );
    assert!(told.contains("was  قال تركيا إن إيران قوية."), "{told}");
    assert!(
        told.contains("target was  Turkey said Iran was strong."),
        "{told}"
    );
}

#[test]
fn the_written_pages_show_what_a_changed_segment_was() {
    let desk = judged::desk();
    desk.write("p.txt", AGAIN);
    desk.run(&["draft", "p.txt"]).done();
    let review = ["export", "p", "-o", "-", "--format", "html", "--view", "review"];
    for page in [desk.text("p.en.html"), desk.run(&review).done().stdout] {
        assert!(page.contains("source was"), "{page}");
        assert!(page.contains("قال تركيا إن إيران قوية.</p>"), "{page}");
        assert!(page.contains("Turkey said Iran was strong.</p>"), "{page}");
    }
}

#[test]
fn a_rehearsal_keeps_what_people_wrote_as_the_draft_does_and_leaves_the_article() {
    let desk = judged::desk();
    desk.write("p.txt", AGAIN);
    let before = desk.article("p");
    let rehearsed = desk.run(&["draft", "p.txt", "--dry-run"]).done().stderr;
    assert_eq!(desk.article("p"), before);
    let drafted = desk.run(&["draft", "p.txt"]).done().stderr;
    for told in [&rehearsed, &drafted] {
        assert!(
            told.contains("1 segment kept with their targets, 1 changed"),
            "{told}"
        );
        assert!(told.contains("1 person"), "{told}");
    }
}
