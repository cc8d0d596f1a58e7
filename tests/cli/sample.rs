//! The sample article, from a fresh folder to a draft.

use serde_json::Value;

use crate::desk::{Desk, Ran};

/// Source, target, the word in the text and its split, of every term of a segment, with its tier.
struct Term {
    source: String,
    target: String,
    word: String,
    split: String,
    tier: String,
}

/// The terms of each segment, in order.
fn terms(article: &Value) -> Vec<Vec<Term>> {
    let segments = article["segments"].as_array().unwrap();
    segments
        .iter()
        .map(|segment| {
            segment["terms"]
                .as_array()
                .unwrap()
                .iter()
                .map(|term| read(segment, term))
                .collect()
        })
        .collect()
}

fn read(segment: &Value, term: &Value) -> Term {
    let hit = &term["hit"];
    let end = |side: &str| usize::try_from(hit["word"][side].as_u64().unwrap()).unwrap();
    Term {
        source: hit["term"]["source"].as_str().unwrap().to_owned(),
        target: hit["term"]["target"].as_str().unwrap().to_owned(),
        word: segment["source"]["text"].as_str().unwrap()[end("start")..end("end")].to_owned(),
        split: hit["split"].as_str().unwrap().to_owned(),
        tier: hit["tier"].as_str().unwrap().to_owned(),
    }
}

fn drafted() -> (Desk, Ran, Vec<Vec<Term>>) {
    let desk = Desk::with_sample();
    let ran = desk.run(&["draft", "article.txt"]).done();
    let terms = terms(&desk.article("article.txt"));
    (desk, ran, terms)
}

/// The segments (from 1) in which a term that ends in `source` was found, with the words it was found in.
fn places<'a>(terms: &'a [Vec<Term>], source: &str) -> Vec<(usize, &'a str, &'a str)> {
    let mut places = Vec::new();
    for (index, segment) in terms.iter().enumerate() {
        let found = segment
            .iter()
            .filter(|term| term.source == source || term.source.ends_with(&format!(" {source}")));
        places.extend(found.map(|term| (index + 1, term.word.as_str(), term.split.as_str())));
    }
    places
}

#[test]
fn kerry_is_found_whatever_is_glued_to_him() {
    let (_desk, _, terms) = drafted();
    let expected = [
        (1, "كيري", "كيري"),
        (2, "جون كيري", "جون كيري"),
        (4, "كيري", "كيري"),
        (5, "كيري", "كيري"),
        (6, "جون كيري", "جون كيري"),
        (7, "لكيري", "ل+كيري"),
        (10, "وكيري", "و+كيري"),
    ];
    assert_eq!(places(&terms, "كيري"), expected);
}

#[test]
fn kirby_is_kirby_and_no_kerry() {
    let (_desk, _, terms) = drafted();
    let kirby: Vec<&Term> = terms
        .iter()
        .flatten()
        .filter(|term| term.word.contains("كيربي"))
        .collect();
    assert_eq!(kirby.len(), 1);
    assert_eq!(kirby[0].target, "John Kirby");
}

#[test]
fn names_are_found_behind_their_clitics() {
    let (_desk, _, terms) = drafted();
    assert_eq!(places(&terms, "واشنطن"), [(2, "وواشنطن", "و+واشنطن")]);
    assert_eq!(
        places(&terms, "جبهة النصرة"),
        [(7, "بجبهة النصرة", "ب+جبهة النصرة")]
    );
}

#[test]
fn the_longest_name_that_holds_the_united_nations_wins_alone() {
    let (desk, _, terms) = drafted();
    let un: Vec<_> = terms
        .iter()
        .flatten()
        .filter(|term| term.word.contains("للأمم المتحدة"))
        .collect();
    let found: Vec<_> = un
        .iter()
        .map(|term| (term.source.as_str(), term.target.as_str()))
        .collect();
    let expected = [
        ("الجمعية العامة للأمم المتحدة", "UN General Assembly"),
        ("الأمين العام للأمم المتحدة", "UN secretary-general"),
    ];
    assert_eq!(found, expected);
    // On its own it is found behind its clitic too.
    let alone = desk
        .run_with(
            &["glossary", "match", "--lang", "ar", "--format", "jsonl"],
            "تقرير للأمم المتحدة\n",
        )
        .done();
    let hits = alone.json_lines();
    let un: Vec<_> = hits.iter().filter(|hit| hit["form"] == "للأمم المتحدة").collect();
    assert_eq!(un.len(), 1, "{hits:?}");
    assert_eq!(
        (un[0]["term"].as_str(), un[0]["target"].as_str()),
        (Some("الأمم المتحدة"), Some("United Nations"))
    );
}

#[test]
fn a_month_with_two_names_is_one_month() {
    let (_desk, _, terms) = drafted();
    for segment in [1, 2] {
        let months: Vec<_> = terms[segment - 1]
            .iter()
            .filter(|term| term.target == "September")
            .collect();
        assert_eq!(months.len(), 1, "segment {segment}");
        assert_eq!(months[0].word, "سبتمبر/أيلول");
    }
}

#[test]
fn a_segment_that_is_a_name_is_drafted_and_the_missing_newline_does_no_harm() {
    let (desk, _, _) = drafted();
    let article = desk.article("article.txt");
    let segments = article["segments"].as_array().unwrap();
    assert_eq!(segments.len(), 12);
    assert_eq!(article["blocks"].as_array().unwrap().len(), 12);
    assert_eq!(segments[11]["source"]["text"], "العربي الجديد");
    assert_eq!(segments[11]["target"]["content"]["text"], "Al-Araby Al-Jadeed");
    assert_eq!(segments[11]["target"]["origin"]["from"], "glossary");
}

#[test]
fn people_read_standard_error_and_are_told_what_to_do_next() {
    let (_desk, ran, _) = drafted();
    assert_eq!(ran.stdout, "");
    for said in [
        "is a workspace from here on",
        "12 segments: 1 drafted, 11 empty",
        "1 glossary",
        "The draft is article.en.html",
        "open article.en.html",
        "tarjuman export article.txt -o draft.docx",
        "tarjuman check article.txt",
    ] {
        assert!(ran.stderr.contains(said), "{said} is not in\n{}", ran.stderr);
    }
}

#[test]
fn every_figure_of_the_summary_adds_up() {
    let desk = Desk::with_sample();
    let ran = desk.run(&["draft", "article.txt", "--json"]).done();
    let report = ran.json();
    assert_eq!(report["articles"][0]["summary"], report["total"]);
    let total = &report["total"];
    let sum = |counts: &Value| {
        counts
            .as_object()
            .unwrap()
            .values()
            .map(|n| n.as_u64().unwrap())
            .sum::<u64>()
    };
    assert_eq!(total["segments"], 12);
    assert_eq!(sum(&total["origins"]) + sum(&total["empty"]), 12);
    let found = total["terms"]["found"].as_u64().unwrap();
    assert_eq!(
        sum(&total["terms"]),
        2 * found,
        "the outcomes add up to what was found"
    );
    let article = desk.article("article.txt");
    let listed = terms(&article);
    let relied_on = listed.iter().flatten().filter(|term| term.tier != "possible");
    assert_eq!(relied_on.count() as u64, found, "guesses are listed, not counted");
    let findings = article["segments"].as_array().unwrap().iter();
    let findings: usize = findings
        .map(|segment| segment["findings"].as_array().map_or(0, Vec::len))
        .sum();
    assert_eq!(sum(&total["findings"]), findings as u64);
    let mut status = desk.run(&["status", "article.txt", "--json"]).done().json();
    for figure in ["review", "spending"] {
        assert!(
            status.as_object_mut().unwrap().remove(figure).is_some(),
            "{figure}"
        );
    }
    assert_eq!(status, *total);
}

/// The extensions that the program says it writes.
fn extensions(desk: &Desk) -> Vec<String> {
    let ran = desk
        .run(&["draft", "article.txt", "-o", "article.unknown"])
        .ended(1);
    let list = ran
        .stderr
        .split("write one of ")
        .nth(1)
        .unwrap()
        .trim()
        .to_owned();
    list.split(", ").map(str::to_owned).collect()
}

#[test]
fn every_format_is_written_and_drafting_again_changes_no_byte() {
    let desk = Desk::with_sample();
    let extensions = extensions(&desk);
    for expected in ["html", "docx", "xlf", "tsv", "csv", "json", "txt", "md", "tmx"] {
        assert!(
            extensions.iter().any(|extension| extension == expected),
            "{expected}: {extensions:?}"
        );
    }
    for extension in &extensions {
        let first = format!("first.{extension}");
        let again = format!("again.{extension}");
        desk.run(&["draft", "article.txt", "-o", &first]).done();
        desk.run(&["draft", "article.txt", "-o", &again]).done();
        assert!(!desk.bytes(&first).is_empty(), "{first} is empty");
        assert!(
            desk.bytes(&first) == desk.bytes(&again),
            "{first} and {again} differ"
        );
        let exported = format!("export.{extension}");
        desk.run(&["export", "article.txt", "-o", &exported]).done();
        assert!(
            desk.bytes(&first) == desk.bytes(&exported),
            "{first} and {exported} differ"
        );
    }
}

#[test]
fn drafting_in_two_folders_gives_the_same_bytes() {
    let outputs = ["xlf", "json", "html", "tsv"].map(|extension| format!("draft.{extension}"));
    let drafts = || {
        let desk = Desk::with_sample();
        outputs.each_ref().map(|output| {
            desk.run(&["draft", "article.txt", "-o", output]).done();
            desk.bytes(output)
        })
    };
    assert!(drafts() == drafts());
}

#[test]
fn memory_fills_what_it_knows_and_the_summary_says_so() {
    let desk = Desk::with_sample();
    let lines: Vec<&str> = crate::desk::SAMPLE.lines().collect();
    let near = lines[10].replace("شركائنا الأميركيين", "شركائنا");
    let units = [
        (lines[6], "He told Kerry so."),
        (near.as_str(), "Two ministries stood ready."),
    ];
    let units: String = units
        .iter()
        .map(|(ar, en)| {
            format!("<tu><tuv xml:lang=\"ar\"><seg>{ar}</seg></tuv><tuv xml:lang=\"en\"><seg>{en}</seg></tuv></tu>\n")
        })
        .collect();
    desk.write("house.tmx", crate::desk::tmx(&units));
    desk.run(&["memory", "import", "house.tmx"]).done();
    let ran = desk.run(&["draft", "article.txt"]).done();
    assert!(
        ran.stderr.contains("12 segments: 3 drafted, 9 empty"),
        "{}",
        ran.stderr
    );
    let article = desk.article("article.txt");
    let target = |number: usize| &article["segments"][number - 1]["target"];
    assert_eq!(target(7)["content"]["text"], "He told Kerry so.");
    assert_eq!(target(7)["origin"]["score"], 100, "{}", target(7));
    assert_eq!(target(11)["content"]["text"], "Two ministries stood ready.");
    let score = target(11)["origin"]["score"].as_u64().unwrap();
    assert!((75..100).contains(&score), "{score}");
    let origins = article["summary"]["origins"].as_object().unwrap();
    assert_eq!(
        origins.values().map(|count| count.as_u64().unwrap()).sum::<u64>(),
        3,
        "{origins:?}"
    );
}
