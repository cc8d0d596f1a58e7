//! Real services on this machine: what they answer arrives as drafts, each on its own segment.

use std::process::Output;

use serde_json::Value;

use crate::local::Local;
use crate::server::Workspace;

/// English news, a sentence a line, each with a Portuguese word that its translation holds.
const NEWS: &[(&str, &str)] = &[
    ("The minister arrived in Geneva on Monday.", "ministro"),
    ("The government said that the talks will begin in 2014.", "2014"),
    ("The house is red & the price is < 5 dollars.", "casa"),
    (
        "Three soldiers were killed in an attack near the border.",
        "fronteira",
    ),
    (
        "The president asked the parliament to approve the budget.",
        "orçamento",
    ),
    ("Oil prices fell by 3.5 per cent in two days.", "petróleo"),
    ("Doctors at the hospital treated 27 wounded people.", "hospital"),
    ("The two countries signed an agreement on water.", "água"),
    ("Schools in the capital will stay closed until Friday.", "sexta"),
    ("Kerry said that the negotiations had been useful.", "negociações"),
    (
        "The army denied that its aircraft had crossed the border.",
        "exército",
    ),
    ("Rescue workers are still looking for survivors.", "sobreviventes"),
];

/// A workspace with the news, to be translated from English into `to`.
fn workspace(kind: &str, port: u16, to: &str) -> Workspace {
    let workspace = Workspace::new(0);
    workspace.configure(kind, port, "timeout = 120\n");
    let config = std::fs::read_to_string(workspace.path("config.toml")).unwrap();
    let config = config
        .replace("'ar'", "'en'")
        .replace("to = 'en'", &format!("to = '{to}'"));
    std::fs::write(workspace.path("config.toml"), config).unwrap();
    let lines = NEWS.iter().map(|(source, _)| format!("{source}\n"));
    std::fs::write(workspace.path("a.txt"), lines.collect::<String>()).unwrap();
    workspace
}

/// The target of each sentence of the news, as it stands in the file beside its source.
fn beside(workspace: &Workspace) -> Vec<String> {
    let text = std::fs::read_to_string(workspace.path("a.tsv")).unwrap();
    let target = |(source, _): &(&str, &str)| {
        let mut rows = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        rows.find(|row| row.contains(source)).unwrap()[3].to_owned()
    };
    NEWS.iter().map(target).collect()
}

/// `tarjuman backend test` of the configured backend.
fn tested(workspace: &Workspace, port: u16, to: &str, text: &str) -> (Output, String) {
    let arguments = [
        "backend", "test", "it", "--from", "en", "--to", to, "--text", text,
    ];
    let output = workspace.run(port, &arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, said)
}

#[test]
fn libretranslate_drafts_each_sentence_in_its_place_and_holds_names() {
    // So few characters at a time that the news take several requests, as the server's own settings tell.
    let server = Local::start("libre_translate.py", &["--char-limit", "300"]);
    let workspace = workspace("libretranslate", server.port, "pt");
    std::fs::create_dir(workspace.path("glossaries")).unwrap();
    let terms = "source\ttarget\tkind\nKerry\tKérri\tperson\n";
    std::fs::write(workspace.path("glossaries/names.en-pt.tsv"), terms).unwrap();
    let summary = workspace.draft(server.port, "a.tsv");
    for ((source, word), target) in NEWS.iter().zip(beside(&workspace)) {
        assert!(target.contains(word), "{source} -> {target}\n{summary}");
        assert_eq!(source.contains("Kerry"), target.contains("Kérri"), "{target}");
    }
    assert!(
        summary["spending"][0]["usage"]["requests"].as_u64() > Some(2),
        "{summary}"
    );
    assert_eq!(summary["total"]["terms"]["placed"], 1, "{summary}");
}

#[test]
fn libretranslate_is_tried_with_one_sentence() {
    let server = Local::start("libre_translate.py", &[]);
    let workspace = workspace("libretranslate", server.port, "pt");
    let (output, said) = tested(&workspace, server.port, "pt", "The house is red.");
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        "A casa é vermelha."
    );
    assert!(
        said.contains("ready in") && said.contains("knows no terms"),
        "{said}"
    );
    let (output, said) = tested(&workspace, server.port, "ar", "The house is red.");
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(
        said.contains("`en` to `ar`") && said.contains("the server has en, pt"),
        "{said}"
    );
}

#[test]
fn a_small_model_is_understood_and_believed_only_where_it_translates() {
    let server = Local::start("llama.py", &[]);
    let workspace = workspace("openai", server.port, "pt");
    let few = workspace.path("few.txt");
    std::fs::write(&few, format!("{}\n{}\n", NEWS[0].0, NEWS[2].0)).unwrap();
    let output = workspace.run(server.port, &["draft", "few.txt", "-o", "few.json", "--json"]);
    let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    let spent = &summary["spending"][0];
    assert!(
        spent["closed"].is_null() && spent["usage"]["output_tokens"].as_u64() > Some(0),
        "{summary}"
    );
    let draft = std::fs::read_to_string(workspace.path("few.json")).unwrap();
    assert_eq!(
        draft.matches(NEWS[0].0).count(),
        1,
        "an echo is no draft: {draft}"
    );
    // What it did not translate is listed, with what its answer was instead.
    let reasons = summary["total"]["empty"].as_object().unwrap();
    let listed: u64 = reasons.values().filter_map(Value::as_u64).sum();
    let drafted = summary["total"]["origins"].as_object().unwrap();
    let drafted: u64 = drafted.values().filter_map(Value::as_u64).sum();
    assert_eq!(listed + drafted, 2, "{summary}");
    for reason in reasons.keys() {
        assert!(
            reason.starts_with("it: ") && !reason.contains("no answer came"),
            "{reason}"
        );
    }
}

#[test]
fn apertium_drafts_each_sentence_in_its_place() {
    let server = Local::apertium();
    let workspace = workspace("apertium", server.port, "es");
    let summary = workspace.draft(server.port, "a.tsv");
    let drafts = beside(&workspace);
    for (number, word) in [(0, "ministro"), (1, "2014"), (2, "casa"), (11, "supervivientes")] {
        assert!(drafts[number].contains(word), "{}\n{summary}", drafts[number]);
    }
}

#[test]
fn a_pair_that_the_server_lacks_is_said_before_anything_is_asked() {
    let server = Local::apertium();
    let workspace = workspace("apertium", server.port, "ja");
    let (output, said) = tested(&workspace, server.port, "ja", "The house is red.");
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(
        said.contains("`en` to `ja`") && said.contains("eng-spa"),
        "{said}"
    );
}
