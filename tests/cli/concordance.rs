//! Words and parts of segments, wherever the memory has them.

use serde_json::json;

use crate::desk::{Desk, Ran, names_in, tmx};

const UNITS: [(&str, &str); 9] = [
    ("قال لافروف نعم", "Lavrov said yes"),
    ("قال كيري لا", "Kerry said no"),
    ("وصل لافروف إلى موسكو", "Lavrov arrived in Moscow"),
    ("وصل كيري إلى جنيف", "Kerry arrived in Geneva"),
    ("غادر الوزير جنيف", "The minister left Geneva"),
    ("غادر لافروف موسكو", "Lavrov left Moscow"),
    ("زار وزير الخارجية موسكو", "The foreign minister visited Moscow"),
    ("قال وزير الخارجية نعم", "The foreign minister said yes"),
    ("ولِكيري رأي آخر في موسكو", "Kerry has another view in Moscow"),
];

fn house() -> Desk {
    let desk = Desk::empty();
    let unit = |(ar, en): &(&str, &str)| {
        format!(
            "<tu><tuv xml:lang=\"ar\"><seg>{ar}</seg></tuv><tuv xml:lang=\"en\"><seg>{en}</seg></tuv></tu>\n"
        )
    };
    desk.write("house.tmx", tmx(&UNITS.iter().map(unit).collect::<String>()));
    desk.run(&["memory", "import", "house.tmx"]).done();
    desk
}

/// The source and the target of each hit, as far as they are marked.
fn marked(desk: &Desk, options: &[&str]) -> Vec<(String, String)> {
    let arguments = [
        &[
            "memory",
            "search",
            "--from",
            "ar",
            "--format",
            "jsonl",
            "--concordance",
        ][..],
        options,
    ]
    .concat();
    let answer = desk.run(&arguments).done().json_lines().remove(0);
    let part = |hit: &serde_json::Value, side: &str| -> String {
        let text: Vec<char> = hit[side].as_str().unwrap().chars().collect();
        let span = hit[format!("{side}_span")].as_array();
        let at = |place: usize| usize::try_from(span.unwrap()[place].as_u64().unwrap()).unwrap();
        match span {
            Some(_) => text[at(0)..at(1)].iter().collect(),
            None => String::new(),
        }
    };
    let hits = answer["hits"].as_array().unwrap();
    hits.iter()
        .map(|hit| (part(hit, "source"), part(hit, "target")))
        .collect()
}

fn pair(source: &str, target: &str) -> (String, String) {
    (source.to_owned(), target.to_owned())
}

fn none() -> Vec<(String, String)> {
    Vec::new()
}

#[test]
fn a_word_is_found_in_all_its_forms_with_what_it_became() {
    let desk = house();
    assert_eq!(
        marked(&desk, &["كيري"]),
        [
            pair("ولِكيري", "Kerry"),
            pair("كيري", "Kerry"),
            pair("كيري", "Kerry")
        ]
    );
    assert_eq!(marked(&desk, &["--limit", "1", "جنيف"]), [pair("جنيف", "Geneva")]);
    assert_eq!(marked(&desk, &["سوريا"]), none());
}

#[test]
fn a_word_of_the_translation_leads_back_to_the_source() {
    let desk = house();
    let expected = [pair("جنيف", "Geneva"), pair("جنيف", "Geneva")];
    assert_eq!(marked(&desk, &["geneva"]), expected);
    assert_eq!(marked(&desk, &["--side", "target", "Geneva"]), expected);
    assert_eq!(marked(&desk, &["--side", "source", "Geneva"]), none());
}

#[test]
fn what_was_found_stands_between_brackets_for_people() {
    let desk = house();
    let ran = desk.run(&[
        "memory",
        "search",
        "--from",
        "ar",
        "--concordance",
        "--limit",
        "1",
        "وزير الخارجية",
    ]);
    let ran = ran.done();
    assert!(ran.stdout.contains("قال ⟦وزير الخارجية⟧ نعم"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("foreign minister⟧ said yes"),
        "{}",
        ran.stdout
    );
    let none = desk
        .run(&["memory", "search", "--from", "ar", "--concordance", "..."])
        .ended(1);
    assert!(
        none.stderr.contains("has no word to be looked for"),
        "{}",
        none.stderr
    );
}

#[test]
fn a_segment_is_put_together_from_what_memory_and_glossary_have() {
    let desk = house();
    std::fs::create_dir(desk.path("glossaries")).unwrap();
    desk.write(
        "glossaries/a.ar-en.tsv",
        "source\ttarget\tkind\nدمشق\tDamascus\tplace\n",
    );
    let segment = "أعلن وزير الخارجية الجديد أنه سيزور دمشق";
    let ran = desk.run(&[
        "memory",
        "search",
        "--from",
        "ar",
        "--format",
        "jsonl",
        "--fragments",
        segment,
    ]);
    let answer = ran.done().json_lines().remove(0);
    let parts = answer["parts"].as_array().unwrap();
    let told: Vec<_> = parts
        .iter()
        .map(|part| (&part["source"], &part["from"], &part["origin"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!("وزير الخارجية"), &json!("memory"), &json!("house")),
            (&json!("دمشق"), &json!("glossary"), &json!("دمشق")),
        ]
    );
    assert!(
        parts[0]["target"].as_str().unwrap().ends_with("foreign minister"),
        "{answer}"
    );
    let proposal = answer["proposal"].as_str().unwrap();
    assert!(
        proposal.starts_with("⟦أعلن⟧ ") && proposal.ends_with("⟦الجديد أنه سيزور⟧ Damascus"),
        "{answer}"
    );
    let none = desk
        .run(&["memory", "search", "--from", "ar", "--fragments", "لا شيء معروف"])
        .done();
    assert!(none.stderr.contains("nothing of it is known"), "{}", none.stderr);
}

#[test]
fn a_lexicon_is_kept_made_again_when_damaged_and_learned_anew_when_the_memory_has_grown() {
    let desk = house();
    let asked = [
        "memory",
        "search",
        "--from",
        "ar",
        "--format",
        "jsonl",
        "--concordance",
        "كيري",
    ];
    let answer = || {
        let command = &mut desk.command(&asked);
        let output = command.env("XDG_CACHE_HOME", desk.path("caches")).output();
        Ran::of(output.unwrap()).done().stdout
    };
    let first = answer();
    let kept = || {
        let names = names_in(&desk.path("caches/tarjuman/lexicons"));
        assert_eq!(names.len(), 1, "{names:?}");
        format!("caches/tarjuman/lexicons/{}", names[0])
    };
    let whole = desk.bytes(&kept());
    assert_eq!(answer(), first);
    assert_eq!(desk.bytes(&kept()), whole);

    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 4;
    desk.write(&kept(), damaged);
    assert_eq!(answer(), first);
    assert_eq!(desk.bytes(&kept()), whole);

    let unit = "<tu><tuv xml:lang=\"ar\"><seg>غادر كيري جنيف</seg></tuv><tuv xml:lang=\"en\"><seg>Kerry left Geneva</seg></tuv></tu>";
    desk.write("more.tmx", tmx(unit));
    desk.run(&["memory", "import", "more.tmx"]).done();
    assert!(answer().contains("Kerry left Geneva"));
    assert_ne!(desk.bytes(&kept()), whole);
}
