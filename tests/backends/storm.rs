//! Many faults at once, and a process that is killed in the middle of them.
//!
//! `TARJUMAN_SEEDS=50` runs the long form, `TARJUMAN_SEEDS=9-12` a part of it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::time::Duration;

use serde_json::Value;

use crate::server::{Server, Workspace};

/// Everything that a service does wrong and then does right.
const PASSING: &str = "429,429-date,429-bare,500,502-html,503,529,timeout,slow,slowloris,reset,reset-late,close,\
short-body,bad-chunk,not-http,cut-json,html-200,empty-200,null-200,invalid-utf8,count-less,count-more,reordered,empty,echo,\
refusal,preamble,fenced,cut-length,filter,400-length,413,script,bidi,control,lose-tags,huge,gzip-bomb";
/// What ends a run: a key refused, a quota used up, an address that is another's.
const LASTING: &str = "401,403,404,456,redirect,redirect-loop";
/// Sentences of the article, requests in flight.
const SENTENCES: usize = 300;
const AT_ONCE: &str = "concurrency = 4\nsegments = 20\ntimeout = 12\n";
/// Runs after which an article must be whole, each of which may be ended by a lasting fault.
const RUNS: usize = 60;

fn seeds() -> RangeInclusive<u64> {
    let wanted = std::env::var("TARJUMAN_SEEDS").unwrap_or_else(|_| String::from("1"));
    let (first, last) = wanted.split_once('-').unwrap_or(("1", &wanted));
    first.parse().unwrap()..=last.parse().unwrap()
}

/// What holds after any run: waiting respected, nothing paid for again that had come.
fn assert_fair(stats: &Value, what: &str) {
    for count in ["early_retries", "billed_again_after_delivery", "bad_key"] {
        assert_eq!(stats[count], 0, "{what}: {count}: {stats}");
    }
    // One that was given up is in flight for the server a little longer.
    let given_up = |fault: &str| stats["faults"][fault].as_u64().unwrap_or_default();
    let most = 4 + given_up("timeout") + given_up("slowloris");
    assert!(
        stats["max_in_flight"].as_u64().unwrap() <= most,
        "{what}: {stats}"
    );
}

/// A workspace, and what a healthy server makes of its article.
fn calm(kind: &str) -> (Workspace, BTreeMap<String, String>) {
    let workspace = Workspace::new(SENTENCES);
    let server = Server::start(workspace.folder.path(), &[]);
    workspace.configure(kind, server.port, AT_ONCE);
    workspace.draft(server.port, "calm.tsv");
    assert_fair(&server.stats(), kind);
    let expected = workspace.targets("calm.tsv");
    assert!(expected.len() == SENTENCES && expected.values().all(|target| !target.is_empty()));
    (workspace, expected)
}

/// A server that fails every other time, in a workspace that has forgotten every answer.
fn storm(workspace: &Workspace, kind: &str, seed: u64, faults: &str) -> Server {
    let seed = seed.to_string();
    let arguments = [
        "--seed", &seed, "--rate", "0.5", "--faults", faults, "--hang-s", "15",
    ];
    let server = Server::start(workspace.folder.path(), &arguments);
    workspace.forget();
    workspace.configure(kind, server.port, AT_ONCE);
    server
}

/// Drafts once more. Whatever is empty is in the summary with its reason, whatever is drafted is as on a calm day.
/// How many are empty.
fn drafted(workspace: &Workspace, server: &Server, expected: &BTreeMap<String, String>, what: &str) -> usize {
    let summary = workspace.draft(server.port, "storm.tsv");
    let targets = workspace.targets("storm.tsv");
    let empty = targets.values().filter(|target| target.is_empty()).count();
    let listed = summary["total"]["empty"].as_object().unwrap().values();
    let listed: u64 = listed.map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(listed, empty as u64, "{what}");
    for (id, target) in targets.iter().filter(|(_, target)| !target.is_empty()) {
        assert_eq!(target, &expected[id], "{what}");
    }
    empty
}

fn ends_with_each_segment_drafted_as_on_a_calm_day_or_listed(kind: &str) {
    let (workspace, expected) = calm(kind);
    for seed in seeds() {
        let what = format!("{kind}, seed {seed}");
        let server = storm(&workspace, kind, seed, PASSING);
        let empty = drafted(&workspace, &server, &expected, &what);
        assert_fair(&server.stats(), &what);
        assert!(empty < SENTENCES / 3, "{what}: {empty} are empty");
        // The next run asks for what is missing, and for nothing else.
        drafted(&workspace, &server, &expected, &what);
        assert_fair(&server.stats(), &what);
    }
}

/// Every fault there is, and a kill; then run after run, until the article is whole.
fn is_taken_up_until_the_article_is_whole(kind: &str) {
    let (workspace, expected) = calm(kind);
    let every = format!("{PASSING},{LASTING}");
    for seed in seeds() {
        let what = format!("{kind}, seed {seed}, killed");
        let server = storm(&workspace, kind, seed, &every);
        let mut run = workspace
            .command(server.port, &["draft", "a.txt", "-o", "storm.tsv"])
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(200 + seed * 137 % 1500));
        run.kill().unwrap();
        run.wait().unwrap();
        let lost = server.count("billed_again_after_delivery");
        assert_eq!(lost, 0, "{what}");
        let mut runs = 1;
        while drafted(&workspace, &server, &expected, &what) > 0 {
            runs += 1;
            assert!(runs <= RUNS, "{what}: not whole after {RUNS} runs");
        }
        let stats = server.stats();
        // What was in flight at the kill had come and was not yet on disk: four requests of twenty, and the masks.
        let again = stats["billed_again_after_delivery"].as_u64().unwrap();
        assert!(again <= 4 * 20 + 8, "{what}: {stats}");
        // How long the killed run was told to wait is gone with it.
        assert!(stats["early_retries"].as_u64().unwrap() <= 4, "{what}: {stats}");
    }
}

#[test]
fn a_storm_around_a_model_ends_with_each_segment_drafted_or_listed() {
    ends_with_each_segment_drafted_as_on_a_calm_day_or_listed("openai");
}

#[test]
fn a_storm_around_libretranslate_ends_with_each_segment_drafted_or_listed() {
    ends_with_each_segment_drafted_as_on_a_calm_day_or_listed("libretranslate");
}

#[test]
fn a_storm_around_deepl_ends_with_each_segment_drafted_or_listed() {
    ends_with_each_segment_drafted_as_on_a_calm_day_or_listed("deepl");
}

#[test]
fn a_model_killed_in_a_storm_is_taken_up_until_the_article_is_whole() {
    is_taken_up_until_the_article_is_whole("openai");
}

#[test]
fn libretranslate_killed_in_a_storm_is_taken_up_until_the_article_is_whole() {
    is_taken_up_until_the_article_is_whole("libretranslate");
}

#[test]
fn deepl_killed_in_a_storm_is_taken_up_until_the_article_is_whole() {
    is_taken_up_until_the_article_is_whole("deepl");
}

#[test]
fn a_question_about_missed_terms_goes_to_no_backend_that_reads_none() {
    let workspace = Workspace::new(1);
    // A server without a glossary: every term is missed, and the model is asked once more. It then declines, twice.
    let plan = workspace.path("plan.json");
    std::fs::write(
        &plan,
        r#"[{"index": 2, "fault": "refusal"}, {"index": 3, "fault": "refusal"}]"#,
    )
    .unwrap();
    let server = Server::start(
        workspace.folder.path(),
        &["--glossary", "", "--plan", plan.to_str().unwrap()],
    );
    workspace.configure("openai", server.port, "");
    let config = std::fs::read_to_string(workspace.path("config.toml")).unwrap();
    let second = format!(
        "[backends.other]\nkind = 'libretranslate'\nurl = 'http://127.0.0.1:{}'\n",
        server.port
    );
    let config = config.replace("use = ['it']", "use = ['it', 'other']") + &second;
    std::fs::write(workspace.path("config.toml"), config).unwrap();
    let summary = workspace.draft(server.port, "a.tsv");
    let requests = |number: usize| summary["spending"][number]["usage"]["requests"].as_u64().unwrap();
    assert_eq!((requests(0), requests(1)), (3, 0), "{}", summary["spending"]);
}

#[test]
fn masks_that_an_echo_vouched_for_are_given_up_and_not_paid_for_again() {
    let workspace = Workspace::new(60);
    // The first request asks which masks stay; an echo says all of them, but this server turns names round.
    let plan = workspace.path("plan.json");
    std::fs::write(&plan, r#"[{"index": 1, "fault": "echo"}]"#).unwrap();
    let server = Server::start(
        workspace.folder.path(),
        &["--reverse", "--plan", plan.to_str().unwrap()],
    );
    workspace.configure("libretranslate", server.port, "segments = 5\nconcurrency = 1\n");
    workspace.draft(server.port, "a.tsv");
    assert!(
        workspace
            .targets("a.tsv")
            .values()
            .all(|target| !target.is_empty())
    );
    // Eight masks, sixty sentences, and again the four with names of the first five, whose masks were lost.
    assert_eq!(server.count("asked"), 8 + 60 + 4);
    workspace.forget_drafts();
    workspace.draft(server.port, "a.tsv");
    assert_eq!(
        server.count("asked"),
        8 + 60 + 4,
        "the second run asks for nothing"
    );
}
