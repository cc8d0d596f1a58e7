//! Names that the glossaries lack are suggested with spellings; glossaries are merged and counted; an article that is issued
//! again is told with what changed.

use serde_json::Value;

use crate::desk::Desk;

const SAMPLE: &str = "article.txt";

fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("empty.tsv", "source\ttarget\n");
    desk.write(SAMPLE, include_str!("../samples/kerry-lavrov.ar.txt"));
    desk
}

fn suggested(desk: &Desk, more: &[&str]) -> Vec<(String, Vec<String>)> {
    let asked = [
        "glossary",
        "suggest",
        SAMPLE,
        "--glossary",
        "empty.tsv",
        "--format",
        "json",
    ];
    let told = desk.run(&[&asked[..], more].concat()).done().stdout;
    let rows: Vec<Value> = serde_json::from_str(&told).unwrap();
    let spellings = |row: &Value| -> Vec<String> {
        let spellings = row["spellings"].as_array().unwrap().iter();
        spellings
            .map(|one| one["spelling"].as_str().unwrap().to_owned())
            .collect()
    };
    rows.iter()
        .map(|row| (row["source"].as_str().unwrap().to_owned(), spellings(row)))
        .collect()
}

#[test]
fn every_person_and_place_of_the_sample_is_suggested_with_the_right_spelling_among_three() {
    let found = suggested(&desk(), &[]);
    let expected = [
        ("كيري", "Kerry"),
        ("لافروف", "Lavrov"),
        ("كيربي", "Kirby"),
        ("بان كي مون", "Ban Ki-moon"),
        ("بوزنيخير", "Poznikhir"),
        ("حلب", "Aleppo"),
        ("جنيف", "Geneva"),
        ("موسكو", "Moscow"),
        ("واشنطن", "Washington"),
        ("نيويورك", "New York"),
        ("روسيا", "Russia"),
        ("سوريا", "Syria"),
        ("الولايات المتحدة", "United States"),
    ];
    for (source, target) in expected {
        let holds = |(found, spellings): &(String, Vec<String>)| {
            found.ends_with(source) && spellings.iter().any(|spelling| spelling.ends_with(target))
        };
        assert!(found.iter().any(holds), "{source}: {found:?}");
    }
    assert!(found.iter().all(|(_, spellings)| spellings.len() <= 3));
}

#[test]
fn a_name_in_no_list_is_spelled_by_the_memory_or_by_the_model() {
    let desk = desk();
    desk.write(SAMPLE, "صرح الوزير فيكتور بوزنيخوف، أمس.\n");
    let spelled = suggested(&desk, &[]);
    assert!(
        spelled[0].0.ends_with("بوزنيخوف") && spelled[0].1[0].ends_with('v'),
        "{spelled:?}"
    );
    desk.write(
        "memory.tmx",
        r#"<tmx version="1.4"><header srclang="ar" datatype="plaintext" segtype="sentence" adminlang="en"
o-tmf="x" creationtool="x" creationtoolversion="1"/><body>
<tu><tuv xml:lang="ar"><seg>عاد فيكتور بوزنيخوف.</seg></tuv><tuv xml:lang="en"><seg>Then Victor Poznykhov returned.</seg></tuv></tu>
</body></tmx>"#,
    );
    desk.run(&["memory", "import", "memory.tmx"]).done();
    assert_eq!(suggested(&desk, &[])[0].1[0], "Victor Poznykhov");
}

#[test]
fn rows_for_a_glossary_can_be_appended_to_one() {
    let desk = desk();
    let asked = [
        "glossary",
        "suggest",
        SAMPLE,
        "--glossary",
        "empty.tsv",
        "--format",
        "tsv",
    ];
    let rows = desk.run(&asked).done().stdout;
    let header = "source\ttarget\tkind\tforms\tvariants\tforbidden\tmatch\tcase\tstatus\tnote\tnot\n";
    desk.write("house.tsv", format!("{header}{rows}"));
    let again = [
        "glossary",
        "suggest",
        SAMPLE,
        "--glossary",
        "house.tsv",
        "--format",
        "json",
    ];
    let left: Vec<Value> = serde_json::from_str(&desk.run(&again).done().stdout).unwrap();
    let unknown = |row: &Value| row["spellings"].as_array().is_some_and(Vec::is_empty);
    assert!(
        left.iter().all(unknown),
        "what is in the glossary is not suggested again: {left:?}"
    );
}

#[test]
fn from_english_names_are_found_by_their_capital_and_rendered_as_the_memory_does() {
    let desk = Desk::empty();
    desk.write("config.toml", "from = \"en\"\nto = \"ar\"\n");
    desk.write(
        "article.txt",
        "Yesterday Marko Jelavic met Ban Ki-moon.\n\nMr Jelavic's men left on Monday.\n",
    );
    let unit = |(source, target): &(&str, &str)| {
        format!(
            "<tu><tuv xml:lang=\"en\"><seg>{source}</seg></tuv><tuv xml:lang=\"ar\"><seg>{target}</seg></tuv></tu>"
        )
    };
    let units: String = [
        ("Jelavic arrived in Geneva.", "وصل يلافيتش إلى جنيف."),
        ("Haddad spoke with Jelavic.", "تحدث حداد مع يلافيتش."),
        ("Haddad left Moscow.", "غادر حداد موسكو."),
        ("The minister left Geneva.", "غادر الوزير جنيف."),
    ]
    .iter()
    .map(unit)
    .collect();
    desk.write(
        "m.tmx",
        format!("<tmx version=\"1.4\"><header srclang=\"en\"/><body>{units}</body></tmx>"),
    );
    desk.run(&["memory", "import", "m.tmx"]).done();
    let told = desk.run(&["glossary", "suggest", "article.txt"]).done().stdout;
    let rows: Vec<Vec<&str>> = told.lines().map(|line| line.split('\t').collect()).collect();
    let names: Vec<(&str, &str)> = rows.iter().map(|row| (row[0], row[3])).collect();
    for expected in [
        ("Jelavic", "يلافيتش (memory)"),
        ("Ban Ki-moon", "بان كي مون (list)"),
        ("Marko Jelavic", "unknown"),
    ] {
        assert!(names.contains(&expected), "{told}");
    }
    assert_eq!(names.len(), 3, "{told}");
}

#[test]
fn an_article_issued_again_keeps_what_stands_and_shows_what_changed() {
    let desk = Desk::empty();
    desk.write("config.toml", "from = \"ar\"\n");
    desk.write(
        "article.txt",
        "عاد لافروف إلى موسكو.\n\nقتل ثلاثة عشر شخصا في حلب يوم الأحد.\n",
    );
    desk.run(&["draft", "article.txt"]).done();
    desk.write(
        "article.txt",
        "عاد لافروف إلى موسكو.\n\nقتل أربعة عشر شخصا في حلب يوم الأحد.\n\nقال كيري ذلك.\n",
    );
    let told = desk.run(&["draft", "article.txt"]).done().stderr;
    assert!(
        told.contains("1 segment kept with their targets, 1 changed, 1 added, 0 gone"),
        "{told}"
    );
    assert!(
        told.contains("2  was  قتل ثلاثة عشر شخصا") && told.contains("is   قتل أربعة عشر شخصا"),
        "{told}"
    );
    let again = desk.run(&["draft", "article.txt"]).done().stderr;
    assert!(!again.contains("issued again"), "{again}");
}

#[test]
fn usage_counts_what_occurs_and_stale_names_what_does_not() {
    let desk = desk();
    desk.write("config.toml", "from = \"ar\"\n[glossary]\nstarter = false\n");
    desk.write(
        "glossaries/house.ar-en.tsv",
        "source\ttarget\tkind\nكيري\tKerry\tperson\nبوتين\tPutin\tperson\n",
    );
    desk.run(&["draft", SAMPLE]).done();
    let told: Vec<Value> =
        serde_json::from_str(&desk.run(&["glossary", "usage", "--json"]).done().stdout).unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (&told[0]["target"], &told[0]["articles"]),
        (&Value::from("Kerry"), &Value::from(1))
    );
    assert!(told[0]["occurrences"].as_u64().unwrap() >= 6, "{told:?}");
    let stale = desk.run(&["glossary", "usage", "--stale"]).done().stdout;
    assert!(stale.contains("Putin") && !stale.contains("Kerry"), "{stale}");
}

#[test]
fn a_merge_takes_over_what_is_new_and_leaves_a_contradiction_to_a_person() {
    let desk = Desk::empty();
    desk.write("house.tsv", "source\ttarget\nحلب\tAleppo\n");
    desk.write("other.tsv", "source\ttarget\nحلب\tHalab\nجنيف\tGeneva\n");
    let ran = desk
        .run(&["glossary", "merge", "house.tsv", "other.tsv"])
        .ended(2);
    assert_eq!(ran.stdout, "حلب\tAleppo\tHalab\n");
    assert_eq!(
        desk.text("house.tsv"),
        "source\ttarget\nحلب\tAleppo\nجنيف\tGeneva\n"
    );
}
