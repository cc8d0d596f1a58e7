//! Printed pages as words with their places on the paper.

use std::fs;
use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::drafts::Draft;
use crate::programs;

/// A sheet; lengths are in points from the upper left corner.
pub(crate) struct Sheet {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) words: Vec<Word>,
}

/// A word and the box around it.
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl Word {
    /// The height of its middle.
    pub(crate) fn middle(&self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }
}

/// The page as a browser prints it.
pub(crate) fn from_browser(draft: &Draft, page: &Path) -> Vec<Sheet> {
    let pdf = draft.path().join("page.pdf");
    let print = format!("--print-to-pdf={}", pdf.display());
    programs::browse(draft.path(), &[&print, "--no-pdf-header-footer"], page);
    read(&pdf)
}

/// The document as a word processor prints it.
pub(crate) fn from_office(draft: &Draft, document: &Path) -> Vec<Sheet> {
    let profile = draft.path().join("office");
    let out = draft.path().join("printed");
    let arguments = [
        String::from("--headless"),
        format!("-env:UserInstallation=file://{}", profile.display()),
        String::from("--convert-to"),
        String::from("pdf"),
        String::from("--outdir"),
        out.display().to_string(),
        document.display().to_string(),
    ];
    programs::run("soffice", "libreoffice-writer-nogui", &arguments);
    let mut pdf = out.join(document.file_name().unwrap());
    pdf.set_extension("pdf");
    read(&pdf)
}

fn read(pdf: &Path) -> Vec<Sheet> {
    let boxes: PathBuf = pdf.with_extension("bbox");
    let arguments = [
        String::from("-bbox"),
        pdf.display().to_string(),
        boxes.display().to_string(),
    ];
    programs::run("pdftotext", "poppler-utils", &arguments);
    let sheets = sheets(&fs::read_to_string(boxes).unwrap());
    assert!(!sheets.is_empty(), "nothing was printed");
    sheets
}

fn sheets(boxes: &str) -> Vec<Sheet> {
    let mut reader = Reader::from_str(boxes);
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut inside = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "page" => sheets.push(Sheet {
                width: number(&tag, "width"),
                height: number(&tag, "height"),
                words: Vec::new(),
            }),
            Event::Start(tag) if tag.name().as_ref() == "word" => {
                inside = true;
                sheets.last_mut().unwrap().words.push(Word {
                    text: String::new(),
                    left: number(&tag, "xMin"),
                    right: number(&tag, "xMax"),
                    top: number(&tag, "yMin"),
                    bottom: number(&tag, "yMax"),
                });
            }
            Event::End(_) => inside = false,
            Event::Text(text) if inside => {
                let words = &mut sheets.last_mut().unwrap().words;
                words.last_mut().unwrap().text.push_str(&text);
            }
            Event::Eof => return sheets,
            _ => {}
        }
    }
}

fn number(tag: &BytesStart<'_>, name: &str) -> f64 {
    let attribute = tag.try_get_attribute(name).unwrap().unwrap();
    attribute.value.parse().unwrap()
}
