//! Checks over an article of the workspace and over files that came from elsewhere.

use crate::desk::{Desk, Ran};

const PAIRS: &str = "source\ttarget\nقتل 13 شخصا في الهجوم على المدينة\t31 people were killed in the attack on the city\nقال جون كيري إن روسيا مسؤولة\tJohn Kerry said Russia was responsible\n";

#[test]
fn an_article_without_translations_says_so_segment_by_segment() {
    let desk = Desk::with_sample();
    desk.run(&["draft", "article.txt"]).done();
    let ran = desk.run(&["check", "article"]).ended(2);
    assert_eq!(ran.stdout.lines().count(), 11);
    assert!(
        ran.stdout
            .starts_with("article.txt:1: error: there is no translation [empty-target]"),
        "{}",
        ran.stdout
    );
    assert_eq!(ran.stderr, "11 findings in 12 segments\n");
}

#[test]
fn a_bilingual_table_is_checked_without_a_workspace() {
    let desk = Desk::empty();
    desk.write("pairs.tsv", PAIRS);
    let ran = desk.run(&["check", "pairs.tsv"]).ended(2);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert!(
        lines.iter().all(|line| line.starts_with("pairs.tsv:1: ")),
        "{}",
        ran.stdout
    );
    assert!(
        lines
            .iter()
            .any(|line| line.contains("[numbers]") && line.contains("13")),
        "{}",
        ran.stdout
    );
    assert_eq!(desk.names(), ["pairs.tsv"]);
    assert!(!desk.path("tarjuman.db").exists());
}

#[test]
fn the_languages_of_a_short_table_may_be_named() {
    let desk = Desk::empty();
    desk.write("pairs.tsv", "source\ttarget\nنعم\tYes\n");
    let ran = desk
        .run(&["check", "pairs.tsv", "--from", "ar", "--to", "en"])
        .done();
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str()),
        ("", "0 findings in 1 segment\n")
    );
}

#[test]
fn an_exported_xliff_is_checked_like_its_article() {
    let desk = Desk::with_sample();
    desk.run(&["draft", "article.txt", "-o", "draft.xlf"]).done();
    let article = desk
        .run(&["check", "article.txt", "--format", "json"])
        .ended(2)
        .json();
    let elsewhere = Desk::empty();
    elsewhere.write("draft.xlf", desk.bytes("draft.xlf"));
    let file = elsewhere
        .run(&["check", "draft.xlf", "--format", "json"])
        .ended(2)
        .json();
    assert_eq!(file["findings"], article["findings"]);
    assert_eq!(file["segments"], 12);
}

#[test]
fn json_says_where_in_code_points() {
    let desk = Desk::empty();
    desk.write("pairs.tsv", PAIRS.replace("31 people", "É 31 people"));
    let report = desk
        .run(&["check", "pairs.tsv", "--format", "json"])
        .ended(2)
        .json();
    assert_eq!(
        (&report["source_language"], &report["target_language"]),
        (&"ar".into(), &"en".into())
    );
    let findings = report["findings"].as_array().unwrap();
    let number = findings
        .iter()
        .find(|finding| finding["check"] == "numbers")
        .unwrap();
    assert_eq!(
        (&number["segment"], &number["severity"]),
        (&1.into(), &"error".into())
    );
    let source: Vec<char> = number["source"].as_str().unwrap().chars().collect();
    let at = |end: &str| usize::try_from(number["source_range"][end].as_u64().unwrap()).unwrap();
    assert_eq!(source[at("start")..at("end")].iter().collect::<String>(), "13");
}

#[test]
fn sarif_has_a_rule_for_every_result() {
    let desk = Desk::with_sample();
    desk.run(&["draft", "article.txt"]).done();
    let log = desk
        .run(&["check", "article.txt", "--format", "sarif"])
        .ended(2)
        .json();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules: Vec<_> = run["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| &rule["id"])
        .collect();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 11);
    for result in results {
        assert!(rules.contains(&&result["ruleId"]), "{result}");
        assert_eq!(
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "article.txt"
        );
    }
    assert_eq!(
        results[0]["locations"][0]["physicalLocation"]["region"]["startLine"],
        1
    );
}

#[test]
fn the_level_of_failing_is_the_persons_choice() {
    let desk = Desk::empty();
    desk.write(
        "clean.tsv",
        "source\ttarget\nقال جون كيري إن روسيا مسؤولة\tJohn Kerry said Russia was responsible\n",
    );
    desk.write(
        "doubled.tsv",
        "source\ttarget\nقال جون كيري إن روسيا مسؤولة\tJohn Kerry said said Russia was responsible\n",
    );
    let check = |file: &str, level: &str| {
        desk.run(&["check", file, "--from", "ar", "--to", "en", "--fail-on", level])
    };
    for level in ["error", "warning"] {
        check("clean.tsv", level).done();
    }
    let lenient = check("doubled.tsv", "error").done();
    assert!(lenient.stdout.contains("warning: "), "{}", lenient.stdout);
    let strict = check("doubled.tsv", "warning").ended(2);
    assert_eq!(strict.stdout, lenient.stdout);
    desk.write(
        "config.toml",
        "[check]\nseverity = { doubled-word = \"error\" }\n",
    );
    check("doubled.tsv", "error").ended(2);
    desk.write("config.toml", "[check]\noff = [\"doubled-word\"]\n");
    assert_eq!(check("doubled.tsv", "warning").done().stdout, "");
}

#[test]
fn what_cannot_be_checked_is_said() {
    let desk = Desk::with_sample();
    let ran = desk.run(&["check", "article.txt"]).ended(1);
    assert_eq!(
        ran.stderr,
        "error: article.txt: holds one language only; name an article of the workspace or a bilingual file (XLIFF, TSV, CSV, XLSX, \
         a Word review table, a review page, TMX, PO, JSON); --read-as says which it is where its name does not\n"
    );
    desk.run(&["draft", "article.txt"]).done();
    let ran = desk.run(&["check", "nothing"]).ended(1);
    assert_eq!(
        ran.stderr,
        "error: there is no article called `nothing` in this workspace; `tarjuman list` shows what there is\n"
    );
}

#[test]
fn what_is_ignored_for_a_reason_counts_for_nothing_until_it_is_heeded() {
    let desk = Desk::with_sample();
    desk.run(&["draft", "article.txt"]).done();
    let all = desk.run(&["check", "article"]).ended(2);
    let ignored = desk
        .run(&[
            "check",
            "article",
            "--ignore",
            "empty-target:1",
            "--reason",
            "told on the radio",
        ])
        .ended(2);
    let first = ignored.stdout.lines().next().unwrap();
    assert_eq!(
        first,
        "article.txt:1: ignored: there is no translation [empty-target] (told on the radio)"
    );
    assert_eq!(ignored.stdout.lines().count(), all.stdout.lines().count());
    assert!(
        ignored.stderr.contains("1 more that a person ignores"),
        "{}",
        ignored.stderr
    );
    let sarif = desk.run(&["check", "article", "--format", "sarif"]).ended(2);
    assert!(sarif.stdout.contains("told on the radio"), "{}", sarif.stdout);
    let heeded = desk
        .run(&["check", "article", "--heed", "empty-target:1"])
        .ended(2);
    assert_eq!(heeded.stdout, all.stdout);
    let again = desk
        .run(&["check", "article", "--heed", "empty-target:1"])
        .ended(1);
    assert!(
        again
            .stderr
            .contains("`empty-target` is not ignored in segment 1"),
        "{}",
        again.stderr
    );
}

#[test]
fn ignoring_needs_a_reason_a_check_and_a_segment() {
    let desk = Desk::with_sample();
    desk.run(&["draft", "article.txt"]).done();
    desk.run(&["check", "article", "--ignore", "empty-target:1"])
        .ended(1);
    for reason in ["", " "] {
        let ran = desk
            .run(&[
                "check",
                "article",
                "--ignore",
                "empty-target:1",
                "--reason",
                reason,
            ])
            .ended(1);
        assert!(ran.stderr.contains("say in a few words why"), "{}", ran.stderr);
    }
    for (place, told) in [
        ("numbers:1", "`numbers` objects to nothing in segment 1"),
        ("empty-targets:1", "there is no check called `empty-targets`"),
        ("empty-target:99", "no segment 99"),
        ("empty-target", "as in `names:12`"),
    ] {
        let ran = desk
            .run(&["check", "article", "--ignore", place, "--reason", "so"])
            .ended(1);
        assert!(ran.stderr.contains(told), "{}", ran.stderr);
    }
}

#[test]
fn a_check_that_is_ignored_everywhere_is_listed_with_its_reason_and_blocks_nothing() {
    let desk = Desk::with_sample();
    desk.run(&["draft", "article.txt"]).done();
    desk.write(
        "config.toml",
        "[check]\nignore = { empty-target = \"drafts are filled later\" }\n",
    );
    let ran = desk.run(&["check", "article"]).done();
    assert!(!ran.stdout.contains("empty-target"), "{}", ran.stdout);
    assert!(
        ran.stderr.contains("11 more that a person ignores"),
        "{}",
        ran.stderr
    );
    let json = desk.run(&["check", "article", "--format", "json"]).done();
    assert!(json.stdout.contains("drafts are filled later"), "{}", json.stdout);
}

#[test]
fn what_the_memory_always_says_for_a_word_is_no_missing_term() {
    let desk = Desk::empty();
    desk.write("config.toml", "from = \"ar\"\n");
    desk.write(
        "pair.tsv",
        "source\ttarget\nوصل الوزير إلى دمشق\tThe minister came to the metropolis\n",
    );
    let missing = "“دمشق” has no rendering here";
    let before = desk.run(&["check", "pair.tsv", "--to", "en"]).stdout;
    assert!(before.contains(missing), "{before}");
    let places = [("دمشق", "the metropolis"), ("حلب", "Aleppo"), ("بيروت", "Beirut")];
    let who = [
        ("الوزير", "The minister"),
        ("الوفد", "The delegation"),
        ("الرئيس", "The president"),
    ];
    let unit = |number: usize| {
        let ((from, to), (whom, said)) = (places[number % 3], who[number / 3 % 3]);
        format!(
            "<tu><tuv xml:lang=\"ar\"><seg>{number} وصل {whom} إلى {from}</seg></tuv>\
             <tuv xml:lang=\"en\"><seg>{number} {said} came to {to}</seg></tuv></tu>"
        )
    };
    let units: String = (0..2_100).map(unit).collect();
    desk.write(
        "m.tmx",
        format!("<tmx version=\"1.4\"><header srclang=\"ar\"/><body>{units}</body></tmx>"),
    );
    desk.run(&["memory", "import", "m.tmx"]).done();
    let after = desk.run(&["check", "pair.tsv", "--to", "en"]).stdout;
    assert!(!after.contains(missing), "{after}");
}

#[test]
fn what_is_ignored_in_a_segment_hides_no_later_error_there() {
    let desk = Desk::with_sample();
    desk.run(&["draft", "article.txt"]).done();
    desk.run(&["export", "article", "-o", "out.tsv"]).done();
    let table = desk.text("out.tsv");
    let with = |target: &str| {
        let mut rows: Vec<String> = table.lines().map(str::to_owned).collect();
        let mut cells: Vec<&str> = rows[1].split('\t').collect();
        (cells[3], cells[4]) = (target, "translated");
        rows[1] = cells.join("\t");
        rows.join("\n")
    };
    desk.write("in.tsv", with("Kerry met 73 ministers ten days ago"));
    desk.run(&["import", "in.tsv", "--article", "article"]).done();
    desk.run(&["check", "article", "--ignore", "numbers:1", "--reason", "agreed"])
        .ended(2);
    desk.write(
        "in.tsv",
        with("Kerry met 73 ministers and 90 others ten days ago"),
    );
    desk.run(&["import", "in.tsv", "--article", "article", "--take-file"])
        .done();
    let ran = desk.run(&["check", "article"]).ended(2);
    let of_numbers: Vec<&str> = ran
        .stdout
        .lines()
        .filter(|line| line.contains("[numbers]"))
        .collect();
    assert!(
        of_numbers
            .iter()
            .any(|line| line.contains("ignored:") && line.contains("73")),
        "{}",
        ran.stdout
    );
    assert!(
        of_numbers
            .iter()
            .any(|line| !line.contains("ignored:") && line.contains("90")),
        "{}",
        ran.stdout
    );
}

#[test]
fn the_languages_of_a_table_are_those_of_its_name_or_of_the_configuration() {
    let desk = Desk::empty();
    let rows = "source\ttarget\nقال الوزير\tLavrov: Kerry, Assad\n";
    desk.write("pairs.tsv", rows);
    desk.write("pairs.ar-fr.tsv", rows);
    let pair = |file: &str| {
        let log = desk.run(&["check", file, "--format", "json"]).json();
        format!("{}-{}", log["source_language"], log["target_language"]).replace('"', "")
    };
    assert_eq!(pair("pairs.ar-fr.tsv"), "ar-fr");
    desk.write("config.toml", "from = \"ar\"\nto = \"en\"\n");
    assert_eq!(pair("pairs.tsv"), "ar-en");
    assert_eq!(pair("pairs.ar-fr.tsv"), "ar-fr");
    desk.write(
        "pairs.tsv",
        "source\ttarget\nThe minister spoke on Wednesday\tقال الوزير\n",
    );
    let ran = desk.run(&["check", "pairs.tsv"]);
    assert!(
        ran.stderr
            .starts_with("pairs.tsv: read as en → ar, which is guessed from the text"),
        "{}",
        ran.stderr
    );
}

#[test]
fn standard_input_is_checked_in_the_format_and_encoding_that_are_named() {
    let desk = Desk::empty();
    let ran = desk.run_with(&["check", "-", "--read-as", "tsv"], PAIRS).ended(2);
    assert!(ran.stdout.contains("[numbers]"), "{}", ran.stdout);
    let ran = desk.run_with(&["check", "-", "--read-as", "pdf"], PAIRS).ended(1);
    assert!(ran.stderr.contains("write one of text,"), "{}", ran.stderr);
    desk.write("odd.tsv", "source\ttarget\nقال\tsaid\n");
    let ran = desk.run(&["check", "odd.tsv", "--encoding", "klingon"]).ended(1);
    assert!(ran.stderr.contains("no encoding is called"), "{}", ran.stderr);
}

#[test]
fn sarif_has_fixes_for_text_and_no_lines_for_packages() {
    let desk = Desk::empty();
    desk.write(
        "pairs.tsv",
        "source\ttarget\nقال جون كيري إن روسيا مسؤولة\tJohn Kerry said said Russia was responsible\n",
    );
    let log = |file: &str| {
        let ran = desk.run(&["check", file, "--from", "ar", "--to", "en", "--format", "sarif"]);
        ran.json()["runs"][0].clone()
    };
    let doubled = |run: &serde_json::Value| {
        let mut results = run["results"].as_array().unwrap().iter();
        results
            .find(|result| result["ruleId"] == "doubled-word")
            .cloned()
            .unwrap()
    };
    let run = log("pairs.tsv");
    let result = doubled(&run);
    let rule =
        &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
    assert_eq!(rule["id"], "doubled-word");
    assert!(
        rule["help"]["text"].as_str().unwrap().starts_with("Default: "),
        "{rule}"
    );
    assert_eq!(
        result["partialFingerprints"]["finding/v1"]
            .as_str()
            .unwrap()
            .len(),
        32
    );
    let change = &result["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "pairs.tsv");
    assert_eq!(change["replacements"][0]["deletedRegion"]["startLine"], 2);

    let whole = desk.path("pairs.tsv");
    let elsewhere = desk.path("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    let arguments = [
        "check",
        whole.to_str().unwrap(),
        "--from",
        "ar",
        "--to",
        "en",
        "--format",
        "sarif",
    ];
    let output = desk.command(&arguments).current_dir(&elsewhere).output().unwrap();
    let ran = Ran::of(output);
    let result = doubled(&ran.json()["runs"][0]);
    let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
    let uri = uri.as_str().unwrap();
    assert!(
        uri.starts_with("file:///") && uri.ends_with("/pairs.tsv"),
        "{uri}"
    );

    desk.run(&["convert", "pairs.tsv", "pairs.xlsx", "--from", "ar", "--to", "en"])
        .done();
    let result = doubled(&log("pairs.xlsx"));
    assert_eq!(result["locations"][0]["physicalLocation"].get("region"), None);
    assert_eq!(result.get("fixes"), None);
}
