//! Each fault alone: what is said, what it exits with, and what never leaks.

use std::process::Output;

use crate::server::{KEY, Server, Workspace};

/// What the program says, with what differs from run to run taken out.
fn said(output: &Output, port: u16) -> String {
    let text = String::from_utf8_lossy(&output.stderr).replace(&format!(":{port}"), ":PORT");
    let keep = |line: &&str| {
        ["empty because", "it   ", "stopped:", "error"]
            .iter()
            .any(|word| line.contains(word))
    };
    let lines: Vec<&str> = text.lines().filter(keep).map(str::trim).collect();
    // How much of a broken answer arrives is chance.
    let lines = lines.join("\n");
    let lines = match lines.split_once("broke after ") {
        Some((head, tail)) => format!(
            "{head}broke after N{}",
            tail.trim_start_matches(|c: char| c.is_ascii_digit())
        ),
        None => lines,
    };
    format!("exit {}\n{lines}", output.status.code().unwrap_or(-1))
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
            "--redirect-to",
            "http://127.0.0.1:9/",
        ],
    );
    workspace.configure(kind, server.port, "");
    let output = workspace.run(server.port, &["draft", "a.txt", "-o", "a.tsv"]);
    assert_eq!(server.count("requests_after_permanent_error"), 0, "{fault}");
    format!("{kind} {fault}: {}\n", said(&output, server.port))
}

#[test]
fn each_fault_alone_says_what_happened_and_what_to_do() {
    let faults = [
        "429",
        "500",
        "502-html",
        "400-length",
        "401",
        "403",
        "404",
        "413",
        "456",
        "slowloris",
        "close",
        "reset-late",
        "short-body",
        "cut-json",
        "not-http",
        "html-200",
        "empty-200",
        "null-200",
        "invalid-utf8",
        "count-less",
        "empty",
        "echo",
        "refusal",
        "preamble",
        "fenced",
        "cut-length",
        "filter",
        "huge",
        "gzip-bomb",
        "redirect",
    ];
    let all: String = faults.iter().map(|fault| alone("openai", fault)).collect();
    insta::assert_snapshot!("chat", all);
}

#[test]
fn services_that_answer_with_lists_say_it_too() {
    let faults = [
        "count-less",
        "count-more",
        "preamble",
        "echo",
        "refusal",
        "456",
        "403",
    ];
    let all: String = faults
        .iter()
        .flat_map(|fault| ["libretranslate", "deepl"].map(|kind| alone(kind, fault)))
        .collect();
    insta::assert_snapshot!("lists", all);
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
fn a_key_is_nowhere_but_in_its_header() {
    let workspace = Workspace::new(2);
    for fault in ["ok", "401", "500"] {
        let server = Server::start(workspace.folder.path(), &["--rate", "1", "--faults", fault]);
        workspace.configure("openai", server.port, "");
        for arguments in [
            &["draft", "a.txt", "-o", "a.xlf", "--verbose"][..],
            &["config", "show"],
            &["list"],
        ] {
            let output = workspace.run(server.port, arguments);
            for stream in [&output.stdout, &output.stderr] {
                assert!(!String::from_utf8_lossy(stream).contains(KEY), "{arguments:?}");
            }
        }
        if fault == "ok" {
            assert_eq!(server.count("bad_key"), 0);
        }
    }
    for entry in std::fs::read_dir(workspace.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let leaks = bytes.windows(KEY.len()).any(|window| window == KEY.as_bytes());
            assert!(!leaks, "{}", path.display());
        }
    }
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
    assert!(String::from_utf8_lossy(&output.stderr).contains("refused the key"));
}
