//! Files of strings given back translated.

use proptest::prelude::*;
use tarjuman::document::{Article, Content};
use tarjuman::format::{self, Input, ReadOptions};

use crate::documents::open;

/// The file in which every text that `targets` names stands in the other language, its codes at the end.
fn translated(name: &str, file: &str, targets: &[(&str, &str)]) -> String {
    let opened = open(name, file.as_bytes());
    let article = opened.article(("en", "ar"), |source| {
        let (_, target) = targets.iter().find(|(own, _)| *own == source.text)?;
        let mut content = Content::plain(*target);
        content.codes = source.codes.clone();
        content.codes.iter_mut().for_each(|code| code.at = target.len());
        Some(content)
    });
    String::from_utf8(opened.translated(&article)).unwrap()
}

const JSON: &str = "{\n  \"menu\": {\"open\": \"Open\", \"n\": 3, \"url\": \"123\", \"hi\": \"Hi {name}!\"},\t\"list\": [\"One\", \"T\\u0077o \\\"x\\\"\"],\n\
  \"ext\": {\"message\": \"Save\", \"description\": \"Open\"}, \"@open\": {\"description\": \"Open\"}, \"@@locale\": \"en\"\n}\n";

#[test]
fn json_keeps_all_but_its_texts() {
    let opened = open("en.json", JSON.as_bytes());
    assert_eq!(opened.texts(), ["Open", "Hi !", "One", "Two \"x\"", "Save"]);
    assert_eq!(translated("en.json", JSON, &[]), JSON);
    let new = translated(
        "en.json",
        JSON,
        &[("Open", "افتح"), ("Hi !", "أهلا !"), ("Two \"x\"", "اثنان \"س\"")],
    );
    let expected = JSON
        .replace("\"open\": \"Open\"", "\"open\": \"افتح\"")
        .replace("Hi {name}!", "أهلا !{name}")
        .replace("T\\u0077o \\\"x\\\"", "اثنان \\\"س\\\"");
    assert_eq!(new, expected);
}

#[test]
fn an_article_in_json_is_no_file_of_strings() {
    let article = "{\"format\":\"tarjuman-article\",\"version\":1,\"name\":\"a\",\"source_language\":\"ar\",\"target_language\":\"en\",\"blocks\":[],\"segments\":[]}";
    let json = format::by_id("json").unwrap();
    assert!(matches!(
        json.read(article, &ReadOptions::default()),
        Ok(Input::Article(_))
    ));
    let newer = article.replace("\"version\":1", "\"version\":2");
    let told = json
        .read(&newer, &ReadOptions::default())
        .unwrap_err()
        .to_string();
    assert!(told.contains("an article of version 2"), "{told}");
    let file = (article.as_bytes(), "UTF-8");
    assert!(format::patched(json, file, &Article::default(), &ReadOptions::default()).is_err());
}

#[test]
fn yaml_keeps_all_but_its_texts_and_says_its_language() {
    let yaml =
        "# Yes\nen:\n  a: Yes # no\n  b: 'It''s %{n} on'\n  c: \"No\"\n  yes: [\"One\", Two]\n  n: 3\n";
    let opened = open("en.yml", yaml.as_bytes());
    assert_eq!(opened.document.language.as_deref(), Some("en"));
    assert_eq!(opened.texts(), ["Yes", "It's  on", "No", "One", "Two"]);
    assert_eq!(translated("en.yml", yaml, &[]), yaml);
    let new = translated(
        "en.yml",
        yaml,
        &[("Yes", "نعم: حقا"), ("It's  on", "'هو' هنا"), ("Two", "اثنان")],
    );
    let expected = yaml
        .replace("en:", "ar:")
        .replace("a: Yes", "a: \"نعم: حقا\"")
        .replace("'It''s %{n} on'", "'''هو'' هنا%{n}'")
        .replace("Two", "اثنان");
    assert_eq!(new, expected);
}

#[test]
fn properties_are_written_so_that_every_java_reads_them() {
    let file = "# Yes\na=Yes\nb = Go on \\\n    now\n\nc:Hi {0}\n";
    let opened = open("en.properties", file.as_bytes());
    assert_eq!(opened.texts(), ["Yes", "Go on now", "Hi "]);
    assert_eq!(translated("en.properties", file, &[]), file);
    let new = translated("en.properties", file, &[("Yes", "لا"), ("Go on now", "هيا")]);
    assert_eq!(
        new,
        "# Yes\na=\\u0644\\u0627\nb = \\u0647\\u064A\\u0627\n\nc:Hi {0}\n"
    );
    let modern = file.replace("# Yes", "# نعم");
    assert!(translated("en.properties", &modern, &[("Yes", "لا")]).contains("a=لا\n"));
}

#[test]
fn nests_too_deep_are_refused() {
    let deep = |open: &str, id: &str| {
        let text = open.repeat(100_000);
        format::by_id(id)
            .unwrap()
            .read(&text, &ReadOptions::default())
            .unwrap_err()
            .to_string()
    };
    for (open, id) in [
        ("[", "json"),
        ("{\"a\":", "json"),
        ("[", "yaml"),
        ("{a: ", "yaml"),
    ] {
        assert!(!deep(open, id).is_empty());
    }
}

proptest! {
    #[test]
    fn any_json_comes_back_translated(keys in prop::collection::vec(("[a-c@]{1,3}", "[a-z {}%s<>\"\\\\\n\u{627}]{0,12}"), 0..5), target in "[a-z\"\\\\\n\u{627}]{1,8}") {
        let object: serde_json::Map<String, serde_json::Value> =
            keys.into_iter().map(|(key, value)| (key, serde_json::Value::from(value))).collect();
        let file = serde_json::to_string_pretty(&object).unwrap();
        let opened = open("a.json", file.as_bytes());
        let untouched = opened.article(("en", "ar"), |_| None);
        prop_assert_eq!(opened.translated(&untouched), file.as_bytes());
        let article = opened.article(("en", "ar"), |_| Some(Content::plain(format!("x{target}x"))));
        let new = opened.translated(&article);
        prop_assert!(serde_json::from_slice::<serde_json::Value>(&new).is_ok());
        let again = open("b.json", &new);
        prop_assert_eq!(again.document.blocks.len(), opened.document.blocks.len());
    }

    #[test]
    fn any_properties_come_back_translated(
        lines in prop::collection::vec("([a-c]{1,3}|[a-c]\\\\ [a-c])( ?[=:] ?| )[a-z {}\"'\u{627}]{0,9}(\\\\\n  [a-z]{0,4})?|[#!] [a-z]{0,5}|", 0..6),
        end in "\n|\r\n",
        target in "[a-z=:#! \\\\\u{627}]{1,8}",
    ) {
        let file = lines.join("\n").replace('\n', &end) + &end;
        prop_assert!(comes_back("a.properties", &file, &target)?);
    }

    #[test]
    fn any_yaml_comes_back_translated(
        values in prop::collection::vec("[a-z][a-z %{}]{0,8}|'[a-z: ]{0,6}'|\"[a-z#\u{627} ]{0,6}\"|\\|-?\n    [a-z]{1,4}(\n    [a-z]{1,3})?|>\n    [a-z]{1,5}|\\[[a-z], \"[a-z]\"\\]|[0-9]{1,3}|~|", 0..6),
        target in "[a-z:#'\"\\\\ \u{627}-]{1,8}",
    ) {
        let lines = values.iter().enumerate().map(|(number, value)| format!("  k{number}: {value}\n"));
        let file = format!("en:\n{}", lines.collect::<String>());
        comes_back("a.yml", &file, &target)?;
    }
}

/// Whether the file is read: then it is itself while nothing is translated, and holds every target when all is.
fn comes_back(name: &str, file: &str, target: &str) -> Result<bool, TestCaseError> {
    let format = format::recognise(name, file);
    if format.read(file, &ReadOptions::default()).is_err() {
        return Ok(false);
    }
    let opened = open(name, file.as_bytes());
    let untouched = opened.article(("en", "ar"), |_| None);
    prop_assert_eq!(opened.translated(&untouched), file.as_bytes());
    let target = format!("نعم {target} لا");
    let article = opened.article(("en", "ar"), |source| {
        let mut content = Content::plain(target.as_str());
        content.codes = source.codes.clone();
        content.codes.iter_mut().for_each(|code| code.at = target.len());
        Some(content)
    });
    let new = opened.translated(&article);
    let again = open(name, &new);
    let shown = String::from_utf8_lossy(&new);
    prop_assert_eq!(again.texts().len(), opened.texts().len(), "{}", &shown);
    for (own, text) in opened.document.blocks.iter().zip(again.texts()) {
        // A block of several sentences has the target for each.
        let wanted = text.trim().starts_with(target.trim()) || text.contains(target.trim());
        prop_assert!(wanted, "{:?} for {:?} in {}", text, own.content.text, &shown);
    }
    Ok(true)
}

#[test]
fn keys_are_told() {
    let told = |name: &str, text: &str| open(name, text.as_bytes()).document.notes;
    let note = |block, key: &str| (block, format!("key: {key}"));
    assert_eq!(
        told("en.json", JSON),
        [
            note(0, "menu.open"),
            note(1, "menu.hi"),
            note(2, "list.0"),
            note(3, "list.1"),
            note(4, "ext.message"),
        ]
    );
    assert_eq!(
        told("a.yml", "ar:\n  a: نعم\n  b: [x, {c: y}]\n  d:\n  - z\n"),
        [
            note(0, "ar.a"),
            note(1, "ar.b.0"),
            note(2, "ar.b.1.c"),
            note(3, "ar.d.0")
        ]
    );
    assert_eq!(
        told("a.properties", "# c\nmenu\\ open = Yes\nd:e\n"),
        [note(0, "menu open"), note(1, "d")]
    );
}
