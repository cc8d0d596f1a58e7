//! Workbooks of openpyxl and LibreOffice are read, and ours by them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tarjuman::document::{Article, Content, State};
use tarjuman::format::{self, Format, Input, View, WriteOptions};

use crate::sample::article;
use crate::{options, pairs, run};

/// Cells of each sheet with their types, as openpyxl has them.
type Cells = BTreeMap<String, BTreeMap<String, (String, String)>>;

fn openpyxl(arguments: &[&str]) -> String {
    let mut command = Command::new("/usr/bin/python3");
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/workbook.py"));
    run(command.args(arguments), "")
}

fn cells(path: &Path) -> Cells {
    serde_json::from_str(&openpyxl(&["read", path.to_str().unwrap()])).unwrap()
}

/// The workbook as LibreOffice saves it.
fn saved_by_office(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap();
    let out = folder.join("office");
    let mut soffice = Command::new("soffice");
    soffice.arg("--headless").arg(format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    ));
    soffice.args(["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]);
    run(soffice.arg(&out).arg(path), "");
    out.join(path.file_name().unwrap())
}

fn xlsx() -> &'static dyn Format {
    format::by_id("xlsx").unwrap()
}

fn read(path: &Path) -> Article {
    let bytes = fs::read(path).unwrap();
    let decoded = format::decode(&bytes, None).unwrap();
    match xlsx().read(&decoded.text, &options()).unwrap() {
        Input::Article(article) => article,
        Input::Document(_) => panic!("a table is bilingual"),
    }
}

/// The file with the targets of `article`, in its own place.
fn patch(path: &Path, article: &Article) {
    let bytes = fs::read(path).unwrap();
    fs::write(
        path,
        format::patched(xlsx(), (&bytes, "UTF-8"), article, &options()).unwrap(),
    )
    .unwrap();
}

/// A sample whose texts look like numbers, dates and formulas.
fn odd() -> Article {
    let mut article = article();
    for (segment, text) in
        article
            .segments
            .iter_mut()
            .zip(["007", "=1+1", "12345678901234567890", "2024-01-15"])
    {
        segment.target.content = Content::plain(text);
        segment.target.state = State::Draft;
    }
    article
}

#[test]
fn our_workbook_is_read_edited_and_saved_by_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("review.xlsx");
    let mut out = Vec::new();
    let options = WriteOptions {
        view: View::Review,
        summary: None,
    };
    xlsx().write(&odd(), &options, &mut out).unwrap();
    fs::write(&path, out).unwrap();
    let ours = read(&path);
    assert_eq!(pairs(&ours), pairs(&odd()));
    let review = &cells(&path)["Review"];
    for (cell, text) in [("D2", "007"), ("D3", "=1+1"), ("D4", "12345678901234567890")] {
        assert_eq!(review[cell].0, text);
        assert_ne!(review[cell].1, "n", "{cell} is a number");
    }
    let office = saved_by_office(&path);
    assert_eq!(read(&office), ours, "LibreOffice changed what is read");
    openpyxl(&[
        "edit",
        office.to_str().unwrap(),
        "D3",
        "two is {1}one{/1} and one",
        "E3",
        "approved",
        "J3",
        "count again",
    ]);
    let home = read(&office);
    assert_eq!(home.segments[1].target.content.text, "two is one and one");
    assert_eq!(home.segments[1].target.state, State::Approved);
    assert_eq!(home.comments[0].text, "count again");
    assert_eq!(home.segments[0], ours.segments[0]);
}

#[test]
fn workbooks_of_others_are_read_and_one_cell_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("texts.xlsx");
    openpyxl(&["write", path.to_str().unwrap()]);
    let office = folder.path().join("office.xlsx");
    fs::copy(saved_by_office(&path), &office).unwrap();
    for path in [path, office] {
        let mut article = read(&path);
        assert_eq!(
            pairs(&article),
            [("سلام", "Peace"), ("007", "007"), ("لا", "")].map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
        assert!(article.comments[0].text.ends_with("which peace?"), "{article:?}");
        let (bytes, before) = (fs::read(&path).unwrap(), cells(&path));
        patch(&path, &article);
        assert_eq!(fs::read(&path).unwrap(), bytes);
        article.segments[2].target.content = Content::plain("No");
        patch(&path, &article);
        let mut wanted = before;
        wanted
            .get_mut("Texts")
            .unwrap()
            .insert(String::from("B4"), (String::from("No"), String::from("s")));
        assert_eq!(cells(&path), wanted);
        assert_eq!(pairs(&read(&saved_by_office(&path)))[2].1, "No");
    }
}
