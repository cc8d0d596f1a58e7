//! Each fault alone: what is said, and what it exits with.

use std::process::Output;

use crate::canary;
use crate::server::{KEY, Server, Workspace};

/// Every fault that the server has (`faulty_backend.py --list`).
const FAULTS: &[&str] = &[
    "429",
    "429-date",
    "429-bare",
    "500",
    "502-html",
    "503",
    "529",
    "400-length",
    "401",
    "403",
    "404",
    "413",
    "456",
    "timeout",
    "slow",
    "slowloris",
    "close",
    "reset",
    "reset-late",
    "short-body",
    "cut-json",
    "bad-chunk",
    "not-http",
    "html-200",
    "empty-200",
    "null-200",
    "invalid-utf8",
    "count-less",
    "count-more",
    "reordered",
    "empty",
    "echo",
    "refusal",
    "preamble",
    "fenced",
    "cut-length",
    "filter",
    "script",
    "bidi",
    "control",
    "lose-tags",
    "huge",
    "gzip-bomb",
    "redirect",
    "redirect-loop",
];
/// Runs at a time.
const AT_ONCE: usize = 5;

/// What the program says, with what differs from run to run taken out.
fn said(output: &Output, port: u16) -> String {
    let text = String::from_utf8_lossy(&output.stderr).replace(&format!(":{port}"), ":PORT");
    let keep = |line: &&str| {
        [
            "empty because",
            "it   ",
            "stopped:",
            "still empty",
            "error",
            "findings",
        ]
        .iter()
        .any(|word| line.contains(word))
    };
    let lines: Vec<&str> = text.lines().filter(keep).map(str::trim).collect();
    let lines = lines.join("\n  ");
    // How much of a broken answer arrives is chance.
    let lines = match lines.split_once("broke after ") {
        Some((head, tail)) => format!(
            "{head}broke after N{}",
            tail.trim_start_matches(|c: char| c.is_ascii_digit())
        ),
        None => lines,
    };
    let lines = lines.replace(&port.to_string(), "PORT");
    format!("exit {}\n  {lines}", output.status.code().unwrap_or(-1))
}

/// What a run says whose every request meets `fault`.
fn alone(kind: &str, fault: &str) -> String {
    let workspace = Workspace::new(1);
    let server = Server::start(
        workspace.folder.path(),
        &[
            "--rate",
            "1",
            "--faults",
            fault,
            "--max-streak",
            "99",
            "--hang-s",
            "9",
            "--redirect-to",
            "http://127.0.0.1:9/",
        ],
    );
    // Two seconds are for those that never come.
    let never = ["timeout", "slowloris"].contains(&fault);
    workspace.configure(
        kind,
        server.port,
        if never { "timeout = 2\n" } else { "timeout = 60\n" },
    );
    let output = workspace.run(server.port, &["draft", "a.txt", "-o", "a.tsv", "--verbose"]);
    assert_eq!(server.count("requests_after_permanent_error"), 0, "{fault}");
    canary::assert_unseen(&workspace, &output, fault);
    let said = said(&output, server.port);
    // A reset may overtake the bytes that came before it.
    let said = if fault == "reset-late" {
        said.replace("broke before an answer came", "broke after N bytes of the answer")
    } else {
        said
    };
    format!("{kind} {fault}: {said}\n")
}

/// What is said of every fault, a few of them at a time.
fn of_all(kind: &str) -> String {
    let one = |fault: &'static str| move || alone(kind, fault);
    let some = |faults: &[&'static str]| {
        std::thread::scope(|scope| {
            let runs: Vec<_> = faults.iter().map(|fault| scope.spawn(one(fault))).collect();
            runs.into_iter()
                .map(|run| run.join().unwrap())
                .collect::<String>()
        })
    };
    FAULTS.chunks(AT_ONCE).map(some).collect()
}

#[test]
fn each_fault_of_a_model_says_what_happened_and_what_to_do() {
    insta::assert_snapshot!("chat", of_all("openai"));
}

#[test]
fn each_fault_of_a_service_that_answers_with_lists_says_it_too() {
    insta::assert_snapshot!("lists", of_all("deepl"));
}

#[test]
fn nobody_there_is_said_at_once() {
    let workspace = Workspace::new(3);
    workspace.configure("openai", 9, "");
    let output = workspace.run(9, &["draft", "a.txt", "-o", "a.tsv"]);
    assert_eq!(output.status.code(), Some(3));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        text.contains("127.0.0.1:9 cannot be reached") && text.contains("is the server running?"),
        "{text}"
    );
}

#[test]
fn a_key_goes_to_no_other_host() {
    let workspace = Workspace::new(1);
    let server = Server::start(workspace.folder.path(), &[]);
    workspace.configure("openai", server.port, "");
    // The vendor's variable is for the vendor's host; this workspace names another.
    let output = workspace
        .command(1, &["draft", "a.txt", "-o", "a.tsv"])
        .env("OPENAI_API_KEY", KEY)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("there is no key for 127.0.0.1"));
}
