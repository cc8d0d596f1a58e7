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

#[test]
fn a_tmx_file_is_searched_as_it_lies() {
    let desk = house();
    let ran = desk.run(&["memory", "search", "--memory", "house.tmx", "--from", "ar", "نعم"]);
    let ran = ran.done();
    assert!(ran.stdout.starts_with("100\texact\thouse\n"), "{}", ran.stdout);
    assert_eq!(desk.names(), ["house.tmx"]);
}

#[test]
fn memories_beside_the_own_are_read_and_trusted_as_the_configuration_says() {
    let desk = house();
    desk.write("agency.tmx", tmx(&unit("نعم", "Indeed")));
    desk.run(&["memory", "import", "house.tmx"]).done();
    let offered = |configuration: &str| {
        desk.write("config.toml", configuration);
        let ran = desk
            .run(&["memory", "search", "--format", "jsonl", "--from", "ar", "نعم"])
            .done();
        let matches = ran.json_lines()[0]["matches"].as_array().unwrap().clone();
        let told =
            |found: &serde_json::Value| format!("{} {}", found["target"].as_str().unwrap(), found["score"]);
        matches.iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(offered(""), ["Yes 100"]);
    let also = "[memory]\nalso = [\"agency.tmx\"]\n";
    let first = |name: &str| format!("{also}[memory.trust]\norder = [\"{name}\"]\n");
    assert_eq!(offered(&first("house")), ["Yes 100", "Indeed 100"]);
    assert_eq!(offered(&first("agency")), ["Indeed 100", "Yes 100"]);
    let penalty = format!("{also}[memory.trust]\npenalties = {{ house = 3 }}\n");
    assert_eq!(offered(&penalty), ["Indeed 100", "Yes 97"]);
}

#[test]
fn texts_are_counted_by_what_the_memory_has_of_them() {
    let desk = house();
    desk.run(&["memory", "import", "house.tmx"]).done();
    std::fs::create_dir(desk.path("incoming")).unwrap();
    desk.write("incoming/a.txt", "نعم\n\nنعم\n\nقال لافروف لكيري لا\n");
    desk.write("incoming/b.txt", "هذا نص جديد لا يعرفه أحد هنا\n\nنعم\n");
    desk.write("incoming/c.txt", "");
    let ran = desk
        .run(&["memory", "leverage", "--from", "ar", "--json", "incoming"])
        .ended(2);
    assert!(ran.stderr.contains("c.txt: the file is empty"), "{}", ran.stderr);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let of = |bands: &serde_json::Value, wanted: &str| {
        let mut bands = bands.as_array().unwrap().iter();
        let band = bands.find(|band| band["band"] == wanted).unwrap();
        (
            band["segments"].as_u64().unwrap(),
            band["words"].as_u64().unwrap(),
        )
    };
    let total = &report["total"];
    assert_eq!(of(total, "repetition"), (2, 2));
    assert_eq!(of(total, "100"), (1, 1));
    assert_eq!(of(total, "85–94"), (1, 4));
    assert_eq!(of(total, "none"), (1, 7));
    let files = report["files"].as_array().unwrap();
    assert!(files[1]["file"].as_str().unwrap().ends_with("b.txt"));
    assert_eq!(of(&files[1]["bands"], "repetition"), (1, 1));
    let table = desk
        .run(&["memory", "leverage", "--from", "ar", "incoming/a.txt"])
        .done();
    let row = table
        .stdout
        .lines()
        .find(|line| line.trim_start().starts_with("100 "))
        .unwrap();
    let cells: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(cells, ["100", "1", "1", "3", "16.7"]);
}
