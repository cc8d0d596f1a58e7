//! Terms in the sample article, drafted by services that know no glossary: how many hold before and after they are
//! enforced, and that what still does not is told by `check`.

use serde_json::Value;

use crate::server::{Server, Workspace};

const SAMPLE: &str = include_str!("../samples/kerry-lavrov.ar.txt");

/// Makes the sample's terms of the starter glossaries rows of the desk's own, so that each is its wish.
fn own(workspace: &Workspace, port: u16) {
    let drafted = workspace.run(port, &["draft", "a.txt", "--backend", "none", "-o", "terms.json"]);
    assert_eq!(drafted.status.code(), Some(0));
    workspace.forget();
    let article = std::fs::read(workspace.path("terms.json")).unwrap();
    let article: Value = serde_json::from_slice(&article).unwrap();
    let list = |cell: &Value| -> String {
        let texts = cell.as_array().into_iter().flatten().filter_map(Value::as_str);
        texts.collect::<Vec<_>>().join(" | ")
    };
    let mut rows = std::collections::BTreeSet::new();
    for segment in article["segments"].as_array().unwrap() {
        for used in segment["terms"].as_array().unwrap() {
            let term = &used["hit"]["term"];
            let [source, target, kind] =
                ["source", "target", "kind"].map(|name| term[name].as_str().unwrap());
            let (forms, variants) = (list(&term["forms"]), list(&term["variants"]));
            rows.insert(format!(
                "{source}\t{target}\t{kind}\t{forms}\t{variants}\tof this desk\n"
            ));
        }
    }
    let head = String::from("source\ttarget\tkind\tforms\tvariants\tnote\n");
    std::fs::create_dir_all(workspace.path("glossaries")).unwrap();
    let text = rows.into_iter().fold(head, |text, row| text + &row);
    std::fs::write(workspace.path("glossaries/house.ar-en.tsv"), text).unwrap();
}

#[test]
fn names_hold_through_a_service_that_knows_no_terms_and_what_does_not_hold_is_told() {
    for kind in ["libretranslate", "deepl"] {
        let workspace = Workspace::new(0);
        std::fs::write(workspace.path("a.txt"), SAMPLE).unwrap();
        let none = workspace.path("none.tsv");
        std::fs::write(&none, "").unwrap();
        let server = Server::start(workspace.folder.path(), &["--glossary", none.to_str().unwrap()]);
        workspace.configure(kind, server.port, "timeout = 20\n");
        own(&workspace, server.port);
        let summary = workspace.draft(server.port, "out.json");
        let count = |name: &str| summary["total"]["terms"][name].as_u64().unwrap();
        let (after, placed) = (count("held") + count("variant"), count("placed"));
        println!(
            "{kind}: of {} terms {} hold before, {after} after",
            count("found"),
            after - placed
        );
        assert!(after - placed <= 5 && placed >= 40, "{summary:#}");

        let checked = workspace.run(server.port, &["check", "a.txt", "--format", "json"]);
        let checked: Value = serde_json::from_slice(&checked.stdout).unwrap();
        let article: Value =
            serde_json::from_slice(&std::fs::read(workspace.path("out.json")).unwrap()).unwrap();
        let told = checked["findings"].as_array().unwrap().iter();
        let told = told.filter(|finding| finding["check"] == "missing-term").count();
        assert_eq!(summary["total"]["findings"]["missing-term"], told);
        // A term that another form of its rendering tells is none of them: “Russian” by “Russia”.
        let missing = count("missing") + count("wrong") + count("forbidden");
        assert!(
            (missing - 6..=missing).contains(&(told as u64)),
            "{told} of {missing}"
        );
        for segment in article["segments"].as_array().unwrap() {
            for used in segment["terms"].as_array().unwrap() {
                let outcome = used["outcome"]["is"].as_str().unwrap();
                let is_person = used["hit"]["term"]["kind"] == "person";
                assert!(!is_person || ["held", "variant"].contains(&outcome), "{used:#}");
            }
        }
    }
}
