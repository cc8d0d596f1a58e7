//! The in-process engine with a real model (English to Portuguese): what it says, what it holds, what it refuses.
//!
//! `tests/run` puts the model under `target/models`.
#![cfg(feature = "engine")]
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a journey that cannot go on has failed"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use tarjuman::backend::{self, Backend, Fault, Means, Pair, Request, Source};
use tarjuman::document::{CodeKind, Content, InlineCode, SegmentId};
use tarjuman::store::models::ModelStore;

const PAIR: Pair<'static> = Pair { from: "en", to: "pt" };

fn files() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/models/enpt");
    assert!(
        folder.join("vocab.enpt.spm").is_file(),
        "no model for the tests; `tests/run` fetches it"
    );
    folder
}

fn installed(folder: &Path) -> ModelStore {
    let store = ModelStore::at(folder.join("models"));
    store.add(&files(), (PAIR, "MPL-2.0")).unwrap();
    store
}

fn engine(store: ModelStore) -> Box<dyn Backend> {
    let means = Means {
        models: Arc::new(store),
        ..Means::none()
    };
    backend::build("firefox", &BTreeMap::new(), &means).unwrap()
}

fn answers(backend: &dyn Backend, contents: Vec<Content>) -> Vec<backend::Answer> {
    let source = |(number, content): (usize, Content)| Source {
        id: SegmentId::of(&content.text, number),
        content,
        ..Source::default()
    };
    let request = Request {
        from: String::from("en"),
        to: String::from("pt"),
        segments: contents.into_iter().enumerate().map(source).collect(),
        ..Request::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(backend.prepare(PAIR, &[])).unwrap();
    runtime.block_on(backend.translate(&request)).unwrap().answers
}

fn sentences() -> Vec<String> {
    let text = include_str!("samples/news.en.txt");
    text.lines().map(str::to_owned).collect()
}

#[test]
fn where_nothing_is_in_the_way_the_output_is_the_bare_engines() {
    let folder = tempfile::tempdir().unwrap();
    let backend = engine(installed(folder.path()));
    let sentences = sentences();
    assert!(sentences.len() >= 200, "{}", sentences.len());
    let files = files();
    let vocabulary = files.join("vocab.enpt.spm");
    let bare = fxtranslate::engine::Engine::load(
        files.join("model.enpt.intgemm.alphas.bin"),
        &vocabulary,
        &vocabulary,
    )
    .unwrap()
    .with_shortlist(fxtranslate::shortlist::Shortlist::load(files.join("lex.50.50.enpt.s2t.bin")).unwrap());
    let contents = sentences
        .iter()
        .map(|text| Content::plain(text.as_str()))
        .collect();
    for (sentence, answer) in sentences.iter().zip(answers(backend.as_ref(), contents)) {
        assert_eq!(answer.content.text, bare.translate(sentence), "{sentence}");
    }
}

#[test]
fn curly_marks_survive_and_codes_stay_around_their_words() {
    let folder = tempfile::tempdir().unwrap();
    let backend = engine(installed(folder.path()));
    let text = "The president visited the old city.";
    let code = |at, kind| InlineCode {
        at,
        id: 1,
        kind,
        original: String::from("b"),
    };
    let start = text.find("old city").unwrap();
    let coded = Content {
        text: text.to_owned(),
        codes: vec![code(start, CodeKind::Open), code(start + 8, CodeKind::Close)],
    };
    let quoted = Content::plain("“We agreed,” the minister said.");
    let answers = answers(backend.as_ref(), vec![coded, quoted]);
    let content = &answers[0].content;
    let inside = &content.text[content.codes[0].at..content.codes[1].at];
    assert!(inside.contains("cidade"), "{content:?}");
    assert_eq!(
        answers[1].content.text.matches(['"', '“', '”', '«', '»']).count(),
        2,
        "{}",
        answers[1].content.text
    );
}

#[test]
fn what_the_model_cannot_read_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let backend = engine(installed(folder.path()));
    let contents = ["قال كيري إن المحادثات ستتواصل", &"x".repeat(5000)]
        .map(Content::plain)
        .into();
    for answer in answers(backend.as_ref(), contents) {
        assert!(
            matches!(&answer.fault, Some(Fault::Refused(reason)) if !reason.is_empty()),
            "{answer:?}"
        );
    }
}

#[test]
fn a_sentence_beyond_the_window_comes_out_whole() {
    let folder = tempfile::tempdir().unwrap();
    let backend = engine(installed(folder.path()));
    let clause =
        |number: usize| format!("the minister of country {number} said that the talks would continue");
    let text = (1..=20).map(clause).collect::<Vec<_>>().join(", and ");
    let answer = &answers(backend.as_ref(), vec![Content::plain(text)])[0];
    let missing: Vec<_> = (1..=20)
        .filter(|number| !answer.content.text.contains(&number.to_string()))
        .collect();
    assert!(missing.is_empty(), "{missing:?} of {}", answer.content.text);
}

#[test]
fn a_damaged_model_is_not_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let store = installed(folder.path());
    let path = store.folder().join("en-pt/vocab.enpt.spm");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[1000] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    assert!(store.verify(PAIR).unwrap_err().to_string().contains("is damaged"));
    let backend = engine(store.clone());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    assert!(
        runtime
            .block_on(backend.prepare(PAIR, &[]))
            .unwrap_err()
            .to_string()
            .contains("is damaged")
    );
    bytes.truncate(1000);
    std::fs::write(&path, &bytes).unwrap();
    assert!(
        store
            .verify(PAIR)
            .unwrap_err()
            .to_string()
            .contains("1000 bytes instead of")
    );
    let other = engine(store);
    let none = runtime
        .block_on(other.prepare(Pair { from: "ar", to: "en" }, &[]))
        .unwrap_err();
    assert!(
        none.to_string().contains("no model for it is installed"),
        "{none}"
    );
}

#[test]
fn a_folder_without_a_model_is_not_added() {
    let folder = tempfile::tempdir().unwrap();
    let store = ModelStore::at(folder.path().join("models"));
    let error = store.add(folder.path(), (PAIR, "")).unwrap_err();
    assert!(error.to_string().contains("holds no model"));
    assert!(store.list().unwrap().is_empty());
}

/// The program at work in `folder`, with the model installed there.
fn tarjuman(folder: &Path, arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_tarjuman"))
        .current_dir(folder)
        .env("TARJUMAN_MODELS", folder.join("models"))
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

fn targets(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .skip(1)
        .map(|line| line.split('\t').nth(3).unwrap().to_owned())
        .collect()
}

#[test]
fn a_name_with_an_odd_rendering_is_held_and_the_rest_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    installed(folder.path());
    let names: Vec<(&str, String)> = include_str!("samples/names.en.txt")
        .split_whitespace()
        .map(|name| (name, format!("{name}êz")))
        .collect();
    let templates = [
        "@ met the prime minister in the capital on Monday.",
        "The lawyer of @ rejected the charges yesterday.",
        "Reporters asked @ about the results of the election.",
        "According to @, the company will hire more people next year.",
    ];
    let line = |(number, (name, _)): (usize, &(&str, String))| {
        templates[number % templates.len()].replace('@', name)
    };
    let text: String = names.iter().enumerate().map(|one| line(one) + "\n").collect();
    let rows = names.iter().map(|(name, odd)| format!("{name}\t{odd}\tperson\n"));
    std::fs::write(
        folder.path().join("g.tsv"),
        format!("source\ttarget\tkind\n{}", rows.collect::<String>()),
    )
    .unwrap();
    for (file, more) in [("free", &[][..]), ("held", &["--glossary", "g.tsv"])] {
        std::fs::write(folder.path().join(format!("{file}.txt")), &text).unwrap();
        let (input, output) = (format!("{file}.txt"), format!("{file}.tsv"));
        let mut arguments = vec![
            "draft",
            &input,
            "--from",
            "en",
            "--to",
            "pt",
            "--backend",
            "firefox",
            "-o",
            &output,
        ];
        arguments.extend(more);
        tarjuman(folder.path(), &arguments);
    }
    let (free, held) = (
        targets(&folder.path().join("free.tsv")),
        targets(&folder.path().join("held.tsv")),
    );
    let (mut known, mut once, mut left, mut gold) = (0, 0, 0, 0);
    let mut others = Vec::new();
    for (((name, odd), free), held) in names.iter().zip(&free).zip(&held) {
        if free.matches(name).count() != 1 {
            continue;
        }
        known += 1;
        once += usize::from(held.matches(odd.as_str()).count() == 1);
        left += usize::from(held.replace(odd.as_str(), "").contains(name));
        let wanted = free.replace(name, odd);
        gold += usize::from(*held == wanted);
        if *held != wanted {
            others.push(format!("{held}\n  instead of {wanted}"));
        }
    }
    let report = format!(
        "{known} names: once {once}, left {left}, gold {gold}\n{}",
        others.join("\n")
    );
    println!("{report}");
    assert!(known >= 70, "{report}");
    assert!(
        once * 100 >= known * 99 && left * 100 <= known && gold * 100 >= known * 90,
        "{report}"
    );
}
