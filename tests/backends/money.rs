//! What is spent is told before, counted while, and kept after.

use serde_json::Value;

use crate::server::{Server, Workspace};

const PRICE: &str = "[backends.it.price]\ninput_tokens = 1000\noutput_tokens = 2000\n";

fn priced(sentences: usize) -> (Workspace, Server) {
    let workspace = Workspace::new(sentences);
    let server = Server::start(workspace.folder.path(), &[]);
    workspace.configure("openai", server.port, PRICE);
    (workspace, server)
}

fn json(workspace: &Workspace, server: &Server, arguments: &[&str]) -> Value {
    let output = workspace.run(server.port, arguments);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn close(one: &Value, other: f64) -> bool {
    (one.as_f64().unwrap() - other).abs() < 1e-9
}

#[test]
fn a_dry_run_tells_requests_characters_tokens_and_price_and_asks_for_nothing() {
    let (workspace, server) = priced(30);
    let foretold = json(&workspace, &server, &["draft", "a.txt", "--dry-run", "--json"]);
    let forecast = &foretold["articles"][0]["forecast"][0];
    assert_eq!(server.count("requests"), 0);
    assert_eq!(forecast["usage"]["requests"], 3, "{forecast}");
    assert!(forecast["money"].as_f64() > Some(0.0), "{forecast}");
    let summary = workspace.draft(server.port, "a.tsv");
    let usage = &summary["spending"][0]["usage"];
    assert_eq!(usage["requests"], 3);
    assert_eq!(usage["characters"], forecast["usage"]["characters"], "{usage}");
    // Once it is paid for, nothing is left to pay.
    workspace.forget_drafts();
    let foretold = json(&workspace, &server, &["draft", "a.txt", "--dry-run", "--json"]);
    let forecast = &foretold["articles"][0]["forecast"][0];
    assert_eq!(
        (&forecast["usage"]["requests"], &forecast["reused"]),
        (&0.into(), &30.into())
    );
}

#[test]
fn status_shows_what_each_backend_has_cost_and_saved_over_all_runs() {
    let (workspace, server) = priced(30);
    let first = workspace.draft(server.port, "a.tsv");
    let spent = first["spending"][0]["spent"].as_f64().unwrap();
    workspace.forget_drafts();
    let second = workspace.draft(server.port, "a.tsv");
    assert!(close(&second["spending"][0]["spent"], 0.0));
    let saved = second["spending"][0]["saved"].as_f64().unwrap();
    // What one answer cost is its share of the request, rounded up.
    assert!(saved >= spent && saved < spent * 1.2, "{saved} of {spent}");
    // The same article under another name is paid for by nobody, and so is not in its bill.
    std::fs::copy(workspace.path("a.txt"), workspace.path("b.txt")).unwrap();
    json(&workspace, &server, &["draft", "b.txt", "-o", "b.tsv", "--json"]);
    let of = |article: &str| json(&workspace, &server, &["status", article, "--json"])["spending"][0].clone();
    let (a, b) = (of("a.txt"), of("b.txt"));
    assert!(close(&a["spent"], spent) && a["reused"] == 30, "{a}");
    assert!(close(&b["spent"], 0.0) && b["reused"] == 30, "{b}");
    let all = json(&workspace, &server, &["status", "--json"])["spending"][0].clone();
    assert!(close(&all["spent"], spent) && all["reused"] == 60, "{all}");
    let said = workspace.run(server.port, &["status", "a.txt"]);
    let said = String::from_utf8_lossy(&said.stderr).into_owned() + &String::from_utf8_lossy(&said.stdout);
    assert!(said.contains(" spent; 30 earlier answers used again, "), "{said}");
}

#[test]
fn fresh_asks_anew_and_pays_again() {
    let (workspace, server) = priced(5);
    workspace.draft(server.port, "a.tsv");
    workspace.forget_drafts();
    let fresh = json(
        &workspace,
        &server,
        &["draft", "a.txt", "-o", "a.tsv", "--json", "--fresh"],
    );
    assert_eq!(fresh["spending"][0]["reused"], 0);
    assert_eq!(server.count("requests"), 2);
}

#[test]
fn a_budget_stops_the_run_before_it_is_passed_and_says_so() {
    let (workspace, server) = priced(120);
    let whole = json(&workspace, &server, &["draft", "a.txt", "--dry-run", "--json"]);
    let whole = whole["articles"][0]["forecast"][0]["money"].as_f64().unwrap();
    let budget = whole / 2.0;
    let config = std::fs::read_to_string(workspace.path("config.toml")).unwrap();
    let config = config.replace("[backend]\n", &format!("[backend]\nbudget = {budget}\n"));
    std::fs::write(workspace.path("config.toml"), config).unwrap();
    let output = workspace.run(server.port, &["draft", "a.txt", "-o", "a.tsv", "--json"]);
    let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(5), "{summary}");
    let spent = summary["spending"][0]["spent"].as_f64().unwrap();
    assert!(spent > 0.0 && spent <= budget, "{spent} of {budget}");
    let empty = summary["total"]["empty"].as_object().unwrap();
    assert!(
        empty.keys().all(|reason| reason.starts_with("the budget of")),
        "{empty:?}"
    );
    assert!(
        summary["total"]["origins"]
            .as_object()
            .is_some_and(|drafted| !drafted.is_empty())
    );
}
