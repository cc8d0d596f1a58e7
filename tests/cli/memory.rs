//! The translation memory: in, out, searched, counted.

use serde_json::json;

use crate::desk::{Desk, tmx};

fn unit(ar: &str, en: &str) -> String {
    format!("<tu><tuv xml:lang=\"ar\"><seg>{ar}</seg></tuv><tuv xml:lang=\"en\"><seg>{en}</seg></tuv></tu>\n")
}

fn house() -> Desk {
    let desk = Desk::empty();
    let units = unit("قال لافروف لكيري نعم", "Lavrov said yes to Kerry")
        + &unit("نعم", "Yes")
        + &unit("مدينة حلب السورية", "The Syrian city of Aleppo");
    desk.write("house.tmx", tmx(&units));
    desk
}

#[test]
fn units_are_counted_in_and_counted_again_but_not_doubled() {
    let desk = house();
    let first = desk.run(&["memory", "import", "house.tmx"]).done();
    assert!(
        first.stderr.ends_with(
            "house.tmx: 3 units into memory `house`: 3 added, 0 updated, 0 there already, 0 blank, 0 broken\n"
        ),
        "{}",
        first.stderr
    );
    assert!(
        first.stderr.contains("is a workspace from here on"),
        "{}",
        first.stderr
    );
    let again = desk.run(&["memory", "import", "house.tmx"]).done();
    assert_eq!(
        again.stderr,
        "house.tmx: 3 units into memory `house`: 0 added, 0 updated, 3 there already, 0 blank, 0 broken\n"
    );
    let stats = desk.run(&["memory", "stats", "--json"]).done().json();
    assert_eq!(stats[0]["units"], 3);
    assert_eq!(
        (&stats[0]["memory"], &stats[0]["from"], &stats[0]["to"]),
        (&json!("house"), &json!("ar"), &json!("en"))
    );
    assert!(
        desk.run(&["tm", "stats"])
            .done()
            .stdout
            .ends_with("3 units in all\n")
    );
}

#[test]
fn a_broken_unit_is_named_by_its_line_and_the_others_are_taken() {
    let desk = Desk::empty();
    let units = unit("نعم", "Yes")
        + "<tu><tuv xml:lang=\"ar\"/><tuv xml:lang=\"en\"><seg>No</seg></tuv></tu>\n"
        + &unit("لا", "No");
    desk.write("house.tmx", tmx(&units));
    let ran = desk.run(&["memory", "import", "--quiet", "house.tmx"]).ended(2);
    assert_eq!(
        ran.stderr,
        "warning: house.tmx:5: the <tuv> in ar has no <seg>; give it one, or remove it\n"
    );
    assert!(
        desk.run(&["memory", "stats"])
            .done()
            .stdout
            .ends_with("2 units in all\n")
    );
}

#[test]
fn what_goes_in_comes_out_and_goes_in_again() {
    let desk = house();
    desk.run(&["memory", "import", "house.tmx"]).done();
    desk.run(&["memory", "export", "-o", "out.tmx"]).done();
    let piped = desk.run(&["memory", "export", "-o", "-"]).done();
    assert_eq!(piped.stdout, desk.text("out.tmx"));
    assert_eq!(piped.stderr, "");
    let other = Desk::empty();
    other.write("house.tmx", desk.bytes("out.tmx"));
    other.run(&["memory", "import", "house.tmx"]).done();
    other.run(&["memory", "export", "-o", "out.tmx"]).done();
    assert_eq!(other.text("out.tmx"), desk.text("out.tmx"));
}

#[test]
fn searching_gives_a_json_line_a_query_best_match_first() {
    let desk = house();
    desk.run(&["memory", "import", "house.tmx"]).done();
    let queries = "نَعَم\nقال لافروف لكيري لا\nشيء آخر تماما عن الطقس\n";
    let ran = desk
        .run_with(
            &["memory", "search", "--format", "jsonl", "--from", "ar"],
            queries,
        )
        .done();
    let answers = ran.json_lines();
    let numbers: Vec<_> = answers
        .iter()
        .map(|answer| answer["query"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, [0, 1, 2]);
    let best = &answers[0]["matches"][0];
    assert_eq!(
        (best["source"].as_str(), best["target"].as_str()),
        (Some("نعم"), Some("Yes"))
    );
    assert_eq!(best["origin"], "house");
    let near = &answers[1]["matches"][0];
    assert_eq!(near["target"], "Lavrov said yes to Kerry");
    assert!((50..100).contains(&near["score"].as_u64().unwrap()), "{near}");
    assert_eq!(answers[2], json!({"query": 2, "matches": []}));
}

#[test]
fn the_limits_of_a_search_are_kept() {
    let desk = Desk::empty();
    let units: String = (1..6)
        .map(|n| unit(&format!("قال الوزير في المدينة يوم {n}"), &format!("Day {n}")))
        .collect();
    desk.write("house.tmx", tmx(&units));
    desk.run(&["memory", "import", "house.tmx"]).done();
    let search = |options: &[&str]| {
        let arguments = [
            &[
                "memory",
                "search",
                "--format",
                "jsonl",
                "قال الوزير في المدينة يوم 3",
            ][..],
            options,
        ]
        .concat();
        let answers = desk.run(&arguments).done().json_lines();
        answers[0]["matches"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| found["score"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    let all = search(&[]);
    assert!(all.len() > 2 && all.is_sorted_by(|a, b| a >= b), "{all:?}");
    assert_eq!(search(&["--limit", "2"]), all[..2]);
    assert_eq!(search(&["--min-score", "100"]), [100]);
}

#[test]
fn another_memory_may_be_searched_and_a_missing_one_is_said() {
    let desk = house();
    desk.run(&["--workspace", ".", "memory", "import", "house.tmx"])
        .done();
    let elsewhere = Desk::empty();
    let path = desk.path("");
    let path = path.to_str().unwrap();
    let ran = elsewhere
        .run(&["memory", "search", "--memory", path, "--from", "ar", "نعم"])
        .done();
    assert!(ran.stdout.contains("Yes"), "{}", ran.stdout);
    let none = elsewhere
        .run(&["memory", "search", "--from", "ar", "نعم"])
        .ended(1);
    assert!(
        none.stderr
            .contains("there is no memory here; `tarjuman memory import FILE.tmx` makes one"),
        "{}",
        none.stderr
    );
    let none = elsewhere.run(&["memory", "stats"]).ended(1);
    assert!(
        none.stderr.starts_with("error: this folder is in no workspace; "),
        "{}",
        none.stderr
    );
    assert_eq!(elsewhere.names(), [""; 0]);
}

#[test]
fn a_unit_in_one_language_is_counted_not_dropped_in_silence() {
    let desk = Desk::empty();
    desk.write(
        "one.tmx",
        "<tmx version=\"1.4\"><header srclang=\"ar\"/><body>\n\
         <tu><tuv xml:lang=\"ar\"><seg>نعم</seg></tuv></tu>\n\
         <tu><tuv xml:lang=\"ar\"><seg>لا</seg></tuv><tuv xml:lang=\"en\"><seg>No</seg></tuv></tu>\n\
         </body></tmx>",
    );
    let ran = desk.run(&["memory", "import", "one.tmx"]).done();
    assert!(
        ran.stderr
            .contains("1 more left out, which are not in both languages"),
        "{}",
        ran.stderr
    );
}
