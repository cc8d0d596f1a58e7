//! Rows of a glossary that meet: added beside each other, merged, taken away; and who changed them.

use crate::desk::{Desk, Ran};

const HOUSE: &str = "glossaries/house.ar-en.tsv";

fn desk(house: &str) -> Desk {
    let desk = Desk::empty();
    desk.write("config.toml", "from = \"ar\"\n[glossary]\nstarter = false\n");
    desk.write(HOUSE, house);
    desk
}

fn glossary(desk: &Desk, arguments: &[&str]) -> Ran {
    desk.run(&[&["glossary"], arguments].concat())
}

#[test]
fn a_listed_source_is_refused_another_target_and_told_what_to_do() {
    let house = "source\ttarget\nفلان\tFulan\n";
    let desk = desk(house);
    let refused = glossary(&desk, &["add", "فلان", "Foolan"]).ended(1);
    assert_eq!(
        refused
            .stderr
            .lines()
            .next()
            .unwrap()
            .split_once(": `")
            .unwrap()
            .1,
        "فلان` is listed as `Fulan` on line 2; list `Foolan` as a variant of that row, or rename the row"
    );
    let contradiction = ["add", "زيد", "Zayd", "--variant", "Z", "--forbidden", "Z"];
    let refused = glossary(&desk, &contradiction).ended(1).stderr;
    assert!(
        refused.contains("`Z` would be both accepted and forbidden"),
        "{refused}"
    );
    assert_eq!(desk.text(HOUSE), house);
}

#[test]
fn a_listed_row_takes_on_what_is_added_to_it() {
    let desk = desk("source\ttarget\nفلان\tFulan\nزيد\tZayd\n");
    let add = [
        "add",
        "فلان",
        "Fulan",
        "--variant",
        "Foolan",
        "--forbidden",
        "Fillan",
        "--kind",
        "person",
    ];
    let added = glossary(&desk, &add).done().stderr;
    assert!(
        added.contains("فلان → Fulan; or Foolan; not Fillan, which was listed"),
        "{added}"
    );
    // The header gains what the row needs, and no other row changes.
    assert_eq!(
        desk.text(HOUSE),
        "source\ttarget\tkind\tvariants\tforbidden\nفلان\tFulan\tperson\tFoolan\tFillan\nزيد\tZayd\n"
    );
    let again = glossary(&desk, &add).ended(1).stderr;
    assert!(again.contains("is listed with this target on line 2"), "{again}");
    let refused = glossary(&desk, &["add", "فلان", "Fulan", "--forbidden", "Foolan"]).ended(1);
    assert!(
        refused.stderr.contains("both accepted and forbidden"),
        "{}",
        refused.stderr
    );
    glossary(&desk, &["add", "فلان", "Fulan", "--note", "of Homs"]).done();
    assert!(
        desk.text(HOUSE)
            .contains("فلان\tFulan\tperson\tFoolan\tFillan\tof Homs\n")
    );
}

#[test]
fn a_glossary_of_two_columns_is_renamed_in() {
    let desk = desk("source\ttarget\nفلان\tFulan\nزيد\tZayd\n");
    desk.write("p.txt", "قال فلان.\n");
    desk.run(&["draft", "p.txt"]).done();
    glossary(&desk, &["rename", "فلان", "Foolan"]).done();
    assert_eq!(
        desk.text(HOUSE),
        "source\ttarget\tforbidden\nفلان\tFoolan\tFulan\nزيد\tZayd\n"
    );
}

#[test]
fn rows_of_several_targets_are_removed_by_their_target() {
    let house = "source\ttarget\nفلان\tFulan\nفلان\tFoolan\n";
    let desk = desk(house);
    let refused = glossary(&desk, &["remove", "فلان"]).ended(1).stderr;
    assert!(
        refused.contains("`فلان` is listed as `Fulan` and `Foolan`; say which with --target"),
        "{refused}"
    );
    assert_eq!(desk.text(HOUSE), house);
    glossary(&desk, &["remove", "فلان", "--target", "Foolan"]).done();
    assert_eq!(desk.text(HOUSE), "source\ttarget\nفلان\tFulan\n");
}

#[test]
fn a_merge_is_rehearsed_as_it_is_done() {
    let house = "source\ttarget\tvariants\nالأردن\tJordan\nكيري\tKerry\tJohn Kerry\n";
    let (one, other) = (
        "source\ttarget\nالاردن\tJordania\nقطر\tQatar\n",
        "source\ttarget\tforbidden\nقطر\tKatar\nكيري\tKerry\tJohn Kerry\n",
    );
    let mut told = Vec::new();
    for rehearsed in [true, false] {
        let desk = desk(house);
        desk.write("one.tsv", one);
        desk.write("other.tsv", other);
        let mut arguments = vec!["merge", HOUSE, "one.tsv", "other.tsv"];
        arguments.extend(rehearsed.then_some("--dry-run"));
        let ran = glossary(&desk, &arguments).ended(2);
        let merged = if rehearsed {
            String::from(house)
        } else {
            format!("{house}قطر\tQatar\n")
        };
        assert_eq!(desk.text(HOUSE), merged);
        told.push((ran.stdout, ran.stderr));
    }
    assert_eq!(told[0], told[1]);
    assert_eq!(
        told[0].0,
        "الأردن\tJordan\tJordania\nقطر\tQatar\tKatar\nكيري\taccepts John Kerry\tforbids John Kerry\n"
    );
    assert!(
        told[0].1.contains(
            "other.tsv: 0 added, 0 widened, 0 the same, 1 with another target and left out; 1 says otherwise"
        ),
        "{}",
        told[0].1
    );
}

#[test]
fn a_configured_glossary_elsewhere_has_a_history_too() {
    let desk = Desk::empty();
    desk.write(
        "desk/config.toml",
        "from = \"ar\"\n[glossary]\nfiles = [\"../shared/names.ar-en.tsv\"]\n",
    );
    desk.write("shared/names.ar-en.tsv", "source\ttarget\n");
    desk.write("else.tsv", "source\ttarget\n");
    for file in ["shared/names.ar-en.tsv", "else.tsv"] {
        let add = [
            "glossary",
            "add",
            "زرنوخ",
            "Zarnukh",
            "--file",
            file,
            "--workspace",
            "desk",
        ];
        desk.run(&add).done();
    }
    let own = ["glossary", "add", "فلان", "Fulan", "--workspace", "desk"];
    desk.run(&own).done();
    let told = desk
        .run(&["glossary", "history", "--workspace", "desk"])
        .done()
        .stdout;
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 2, "{told}");
    assert!(told.contains("names.ar-en.tsv\tزرنوخ\t– → Zarnukh"), "{told}");
    assert!(told.contains("house.ar-en.tsv\tفلان\t– → Fulan"), "{told}");
    assert!(!desk.path("history.jsonl").exists());
}

#[test]
fn suggested_rows_are_taken_over_by_a_merge() {
    let desk = desk("source\ttarget\nفلان\tFulan\n");
    desk.write(
        "p.txt",
        "قال الوزير سامر زرنوخ إن الاجتماع انتهى. وأضاف سامر زرنوخ أنه راض.\n",
    );
    let rows = glossary(&desk, &["suggest", "p.txt", "--format", "tsv"])
        .done()
        .stdout;
    assert!(rows.contains("سامر"), "{rows}");
    desk.write("new.tsv", &rows);
    glossary(&desk, &["merge", HOUSE, "new.tsv"]).done();
    let listed = glossary(&desk, &["list", "سامر"]).done().stdout;
    assert!(listed.contains("Samer"), "{listed}");
}
