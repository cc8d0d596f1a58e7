//! Many faults at once, and a process that is killed in the middle of them.
//!
//! `TARJUMAN_SEEDS=50` runs the long form.

use std::time::Duration;

use crate::server::{Server, Workspace};

/// Everything that a service does wrong and then does right.
const PASSING: &str = "429,429-date,429-bare,500,502-html,503,529,slow,reset,reset-late,close,short-body,bad-chunk,\
not-http,cut-json,html-200,empty-200,null-200,invalid-utf8,count-less,count-more,reordered,empty,echo,refusal,preamble,\
fenced,cut-length,filter,400-length,413";
const KINDS: [&str; 3] = ["openai", "libretranslate", "deepl"];

fn seeds() -> u64 {
    std::env::var("TARJUMAN_SEEDS")
        .ok()
        .and_then(|seeds| seeds.parse().ok())
        .unwrap_or(2)
}

/// What holds after any run: permanent errors respected, waiting respected, nothing paid for again that had come.
fn assert_fair(server: &Server, what: &str) {
    let stats = server.stats();
    for count in [
        "early_retries",
        "requests_after_permanent_error",
        "billed_again_after_delivery",
        "bad_key",
    ] {
        assert_eq!(stats[count], 0, "{what}: {count}: {stats}");
    }
    assert!(stats["max_in_flight"].as_u64().unwrap() <= 4, "{what}: {stats}");
}

#[test]
fn a_storm_of_faults_ends_with_each_segment_drafted_as_on_a_calm_day_or_listed() {
    for kind in KINDS {
        let workspace = Workspace::new(120);
        let calm = Server::start(workspace.folder.path(), &[]);
        workspace.configure(kind, calm.port, "");
        workspace.draft(calm.port, "calm.tsv");
        assert_fair(&calm, kind);
        let expected = workspace.targets("calm.tsv");
        assert!(expected.values().all(|target| !target.is_empty()));
        for seed in 1..=seeds() {
            let what = format!("{kind}, seed {seed}");
            let number = seed.to_string();
            let server = Server::start(
                workspace.folder.path(),
                &["--seed", number.as_str(), "--rate", "0.5", "--faults", PASSING],
            );
            workspace.forget();
            workspace.configure(kind, server.port, "");
            let summary = workspace.draft(server.port, "storm.tsv");
            assert_fair(&server, &what);
            let targets = workspace.targets("storm.tsv");
            let empty = targets.values().filter(|target| target.is_empty()).count();
            let listed = &summary["total"]["empty"];
            let listed: u64 = listed
                .as_object()
                .unwrap()
                .values()
                .map(|count| count.as_u64().unwrap())
                .sum();
            assert_eq!(listed, empty as u64, "{what}");
            assert!(empty < 40, "{what}: {}", summary["total"]["empty"]);
            for (id, target) in targets.iter().filter(|(_, target)| !target.is_empty()) {
                assert_eq!(target, &expected[id], "{what}");
            }
            // The next run asks for what is missing, and for nothing else.
            let before = server.count("billed_again_after_delivery");
            workspace.draft(server.port, "storm.tsv");
            assert_eq!(server.count("billed_again_after_delivery"), before, "{what}");
        }
    }
}

#[test]
fn a_killed_run_is_taken_up_and_nothing_that_was_recorded_is_paid_for_again() {
    let workspace = Workspace::new(150);
    let server = Server::start(workspace.folder.path(), &["--latency", "60"]);
    workspace.configure("libretranslate", server.port, "segments = 5\n");
    for moment in [250, 400, 550, 700] {
        let mut run = workspace
            .command(server.port, &["draft", "a.txt", "-o", "a.tsv"])
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(moment));
        run.kill().unwrap();
        run.wait().unwrap();
    }
    workspace.draft(server.port, "a.tsv");
    assert!(
        workspace
            .targets("a.tsv")
            .values()
            .all(|target| !target.is_empty())
    );
    // Two requests of five may have been in flight at each of the four kills.
    let again = server.count("billed_again_after_delivery");
    assert!(again <= 4 * 2 * 5 + 4 * 8, "{again} paid for again");
    assert_eq!(server.count("never_delivered"), 0);
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
    // The first request asks which masks stay; an echo says all of them, but this server writes names large.
    let plan = workspace.path("plan.json");
    std::fs::write(&plan, r#"[{"index": 1, "fault": "echo"}]"#).unwrap();
    let server = Server::start(workspace.folder.path(), &["--plan", plan.to_str().unwrap()]);
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
