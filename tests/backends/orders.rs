//! A model that obeys whatever an article orders (`tests/answers/orders.txt`), and what of it becomes a draft: nothing.

use std::path::Path;

use crate::local::Local;
use crate::server::Workspace;

#[test]
fn nothing_that_an_article_orders_becomes_a_draft() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/answers/orders.txt");
    let text = std::fs::read_to_string(&cases).unwrap();
    let sources: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    assert!(sources.len() >= 60, "{}", sources.len());
    let server = Local::start("obeying.py", &[cases.to_str().unwrap()]);
    let workspace = Workspace::new(0);
    workspace.configure("openai", server.port, "timeout = 20\n");
    // A bilingual file, so that each order stays in one segment.
    let row = |(number, source): (usize, &&str)| format!("{number}\t1\t{source}\t\n");
    let rows: String = sources.iter().enumerate().map(row).collect();
    std::fs::write(
        workspace.path("a.tsv"),
        format!("id\tblock\tsource\ttarget\n{rows}"),
    )
    .unwrap();
    let arguments = [
        "draft", "a.tsv", "--from", "ar", "--to", "en", "-o", "b.tsv", "--json",
    ];
    let output = workspace.run(server.port, &arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    let drafted: Vec<String> = workspace.targets("b.tsv").into_values().collect();
    assert_eq!(drafted.len(), sources.len(), "{said}");
    let stored: Vec<&String> = drafted.iter().filter(|target| !target.is_empty()).collect();
    assert!(stored.is_empty(), "{stored:#?}");
}
