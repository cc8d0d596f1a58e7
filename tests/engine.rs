//! The in-process engine with a real model (English to Portuguese): what it says, what it holds, what it refuses.
//!
//! `tests/run` puts the model under `target/models`.
#![cfg(feature = "engine")]
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a journey that cannot go on has failed"
)]

#[path = "engine/aligned.rs"]
mod aligned;
#[path = "engine/names.rs"]
mod names;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tarjuman::backend::{self, Backend, Fault, Means, Pair, Request, Source};
use tarjuman::document::{CodeKind, Content, InlineCode, SegmentId};
use tarjuman::model::ModelStore;

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

#[test]
fn a_name_with_an_odd_rendering_is_held_and_the_rest_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    installed(folder.path());
    let held = names::held(folder.path(), &|arguments| {
        let output = Command::new(env!("CARGO_BIN_EXE_tarjuman"))
            .current_dir(folder.path())
            .env("TARJUMAN_MODELS", folder.path().join("models"))
            .args(arguments)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    });
    let report = held.report();
    println!("{report}");
    assert!(held.known >= 86, "{report}");
    assert!(
        held.once * 100 >= held.known * 99
            && held.left * 100 <= held.known
            && held.equal * 100 >= held.known * 90,
        "{report}"
    );
}

#[test]
fn what_the_model_cannot_read_stands_in_the_draft_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let backend = engine(installed(folder.path()));
    let texts = [
        ("The talks in Geneva will continue 🎉 next week.", "🎉"),
        ("The spokesman said that كيري would travel to Geneva.", "كيري"),
        (
            "The headline was set in <b>bold</b> letters by the editor of the newspaper.",
            "<",
        ),
        (
            "The sign on the door of the old house read 漢字 in large letters.",
            "漢字",
        ),
    ];
    let contents = texts.iter().map(|(text, _)| Content::plain(*text)).collect();
    for ((text, kept), answer) in texts.iter().zip(answers(backend.as_ref(), contents)) {
        let target = answer.content.text;
        assert_eq!(
            target.matches(kept).count(),
            text.matches(kept).count(),
            "{target}"
        );
        assert!(target.len() > text.len() / 2, "{target}");
        assert!(!target.contains("/<"), "{target}");
    }
}

/// Sentences as newspapers quote.
const QUOTED: [&str; 10] = [
    "“We will not accept this agreement,” the minister told reporters.",
    "The minister said that “the talks were useful” and left.",
    "He called the decision “a historic mistake” on Monday.",
    "“The situation is difficult,” the spokeswoman said, “but we are not giving up.”",
    "The newspaper wrote of “a long and cold winter” in the capital.",
    "The president described the report as “false”.",
    "“I have nothing to hide,” said the former director of the bank.",
    "Critics speak of a “lost decade” for the economy.",
    "The so-called “peace plan” was rejected by both sides.",
    "“No one will be left behind,” the mayor promised.",
];

#[test]
fn curly_marks_survive_in_as_many_sentences_as_straight_ones() {
    let folder = tempfile::tempdir().unwrap();
    let backend = engine(installed(folder.path()));
    let marks = ['"', '“', '”', '«', '»'];
    let curly = answers(backend.as_ref(), QUOTED.map(Content::plain).into());
    let straight = QUOTED.map(|text| Content::plain(text.replace(['“', '”'], "\"")));
    let straight = answers(backend.as_ref(), straight.into());
    let mut whole = 0;
    for (text, (curly, straight)) in QUOTED.iter().zip(curly.iter().zip(&straight)) {
        let (own, other) = (&curly.content.text, &straight.content.text);
        assert_eq!(own.matches(marks).count(), other.matches(marks).count(), "{own}");
        assert!(!own.contains('"') || other.matches('"').count() % 2 == 1, "{own}");
        whole += usize::from(own.matches(marks).count() == text.matches(marks).count());
    }
    println!("all quotation marks kept in {whole} of {}", QUOTED.len());
    assert!(whole >= 9, "{whole}");
}

#[test]
fn a_translation_that_repeats_itself_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let backend = engine(installed(folder.path()));
    let answer = &answers(backend.as_ref(), vec![Content::plain(". ".repeat(60).trim())])[0];
    assert!(
        matches!(&answer.fault, Some(Fault::Refused(reason)) if reason == "the model repeats itself"),
        "{answer:?}"
    );
}

/// A model whose vocabulary was changed before it was added, so that no checksum tells.
fn with_vocabulary(change: impl FnOnce(&mut Vec<u8>)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own");
    std::fs::create_dir(&own).unwrap();
    for entry in std::fs::read_dir(files()).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, own.join(path.file_name().unwrap())).unwrap();
    }
    let path = own.join("vocab.enpt.spm");
    let mut bytes = std::fs::read(&path).unwrap();
    change(&mut bytes);
    std::fs::write(&path, bytes).unwrap();
    let store = ModelStore::at(folder.path().join("models"));
    store.add(&own, (PAIR, "")).unwrap();
    let backend = engine(store);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime
        .block_on(backend.prepare(PAIR, &[]))
        .unwrap_err()
        .to_string()
}

#[test]
fn a_vocabulary_that_is_not_the_models_is_not_loaded() {
    for error in [
        with_vocabulary(|bytes| bytes.truncate(bytes.len() / 2)),
        with_vocabulary(|bytes| {
            bytes
                .iter_mut()
                .for_each(|byte| *byte = byte.wrapping_mul(31).wrapping_add(7))
        }),
    ] {
        assert!(error.contains("do not belong together"), "{error}");
    }
}

#[test]
fn the_engine_shows_which_sentence_has_no_translation() {
    let folder = tempfile::tempdir().unwrap();
    installed(folder.path());
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_tarjuman"))
            .current_dir(folder.path())
            .env("TARJUMAN_MODELS", folder.path().join("models"))
            .args(arguments)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        String::from_utf8(output.stdout).unwrap()
    };
    let right = |found: Vec<Option<u64>>| {
        let found = found.into_iter().zip(0..);
        found
            .filter(|(found, left_out)| *found == Some(*left_out))
            .count()
    };
    let with = aligned::found(folder.path(), &[], &run);
    let without = aligned::found(folder.path(), &["--no-engine"], &run);
    assert!(right(with.clone()) >= 8, "{with:?}");
    assert!(right(without.clone()) <= 2, "{without:?}");
}
