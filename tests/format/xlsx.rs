//! Workbooks: read as other programs write them, given back with one cell changed, and our own.

use tarjuman::document::{Article, Content, State};
use tarjuman::format::{self, Format, Input, ReadOptions, View, WriteOptions};

use crate::documents::{package, part};

const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET: &str = "xl/worksheets/sheet1.xml";

fn options() -> ReadOptions {
    ReadOptions {
        source_language: Some(String::from("ar")),
        target_language: Some(String::from("en")),
        ..ReadOptions::default()
    }
}

fn xlsx() -> &'static dyn Format {
    format::by_id("xlsx").unwrap()
}

/// A workbook with one sheet of these rows, shared strings and styles, as Excel lays them out.
fn workbook(rows: &str, strings: &str) -> Vec<u8> {
    let book = format!(
        "<workbook {MAIN} xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"Old\" sheetId=\"2\" state=\"hidden\" r:id=\"rId9\"/>\
         <sheet name=\"Texts\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let related = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{RELATIONS}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{RELATIONS}/styles\" Target=\"./styles.xml\"/></Relationships>"
    );
    let styles = format!(
        "<styleSheet {MAIN}><numFmts><numFmt numFmtId=\"164\" formatCode=\"00000\"/></numFmts><cellXfs><xf numFmtId=\"0\"/>\
         <xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
    );
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &related),
        (SHEET, &sheet(rows)),
        ("xl/sharedStrings.xml", &format!("<sst {MAIN}>{strings}</sst>")),
        ("xl/styles.xml", &styles),
    ])
}

fn sheet(rows: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>")
}

fn text(bytes: &[u8]) -> String {
    format::decode(bytes, None).unwrap().text.into_owned()
}

fn read(bytes: &[u8]) -> Article {
    let text = text(bytes);
    assert_eq!(format::recognise("x.txt", &text).id(), "xlsx");
    match xlsx().read(&text, &options()).unwrap() {
        Input::Article(article) => article,
        Input::Document(_) => panic!("a table is bilingual"),
    }
}

fn patched(bytes: &[u8], article: &Article) -> Result<Vec<u8>, String> {
    format::patched(xlsx(), (bytes, "UTF-8"), article, &options()).map_err(|error| error.to_string())
}

pub(crate) fn written(article: &Article) -> Vec<u8> {
    let mut out = Vec::new();
    let options = WriteOptions {
        view: View::Bilingual,
        summary: None,
    };
    xlsx().write(article, &options, &mut out).unwrap();
    out
}

const STRINGS: &str = "<si><t>source</t></si><si><t>target</t></si><si><r><t>سلا</t></r><r><rPr><b/></rPr><t>م</t></r><rPh><t>x</t></rPh></si>\
    <si><t xml:space=\"preserve\"> Peace_x000D_
 &amp; </t></si><si><t>state</t></si>";
const ROWS: &str = "<row r=\"2\" spans=\"2:4\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c><c r=\"D2\" t=\"s\"><v>4</v></c></row>\
    <row r=\"3\"><c r=\"B3\" s=\"1\" t=\"s\"><v>2</v></c><c r=\"C3\" s=\"2\" t=\"s\"><v>3</v></c></row>\n\
    <row r=\"4\"><c r=\"B4\" s=\"1\"><v>45306</v></c><c r=\"C4\" s=\"2\"><v>7</v></c><c r=\"D4\" t=\"inlineStr\"><is><t>draft</t></is></c></row>\
    <row r=\"5\" customHeight=\"1\"/><row r=\"6\"><c r=\"B6\"><v>12345678901234</v></c><c r=\"C6\" t=\"str\"><f>B6</f><v>x</v></c></row>";

#[test]
fn a_table_of_excel_is_read_as_it_shows() {
    let article = read(&workbook(ROWS, STRINGS));
    let pairs: Vec<_> = article
        .segments
        .iter()
        .map(|segment| (segment.source.text.as_str(), segment.target.content.text.as_str()))
        .collect();
    assert_eq!(
        pairs,
        [
            ("سلام", " Peace\r\n & "),
            ("2024-01-15", "00007"),
            ("12345678901234", "x")
        ]
    );
    let states: Vec<_> = article
        .segments
        .iter()
        .map(|segment| segment.target.state)
        .collect();
    assert_eq!(states, [State::Translated, State::Draft, State::Translated]);
}

#[test]
fn one_cell_differs_where_one_was_edited() {
    let bytes = workbook(ROWS, STRINGS);
    let mut article = read(&bytes);
    assert_eq!(patched(&bytes, &article).unwrap(), bytes);
    article.segments[0].target.content = Content::plain("=1+1 & <b>");
    let new = patched(&bytes, &article).unwrap();
    let expected = ROWS.replace(
        "<c r=\"C3\" s=\"2\" t=\"s\"><v>3</v></c>",
        "<c r=\"C3\" s=\"2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1 &amp; &lt;b&gt;</t></is></c>",
    );
    assert_eq!(part(&new, SHEET), sheet(&expected));
    assert_eq!(
        part(&new, "xl/sharedStrings.xml"),
        part(&bytes, "xl/sharedStrings.xml")
    );
    let again = read(&new);
    assert_eq!(again.segments[0].target.content.text, "=1+1 & <b>");
    assert_eq!(patched(&new, &again).unwrap(), new);
}

#[test]
fn a_cell_that_is_not_there_is_put_in_its_place() {
    let bytes = workbook(ROWS, STRINGS);
    let mut article = read(&bytes);
    article.segments[0].target.state = State::Approved;
    let state = "<c r=\"D3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">approved</t></is></c></row>\n";
    let new = patched(&bytes, &article).unwrap();
    assert_eq!(part(&new, SHEET), sheet(&ROWS.replace("</row>\n", state)));
}

#[test]
fn a_column_for_targets_is_made() {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!("<row>{}</row><row>{}</row>", text("source"), text("نعم"));
    let bytes = workbook(&rows, "");
    let mut article = read(&bytes);
    assert_eq!(patched(&bytes, &article).unwrap(), bytes);
    article.segments[0].target.content = Content::plain("Yes");
    article.segments[0].target.state = State::Translated;
    let new = patched(&bytes, &article).unwrap();
    assert!(part(&new, SHEET).contains("<c r=\"B1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">target<"));
    assert_eq!(read(&new).segments[0].target.content.text, "Yes");
}

#[test]
fn a_prefix_is_kept() {
    let bytes = workbook(ROWS, STRINGS);
    let named = sheet(ROWS)
        .replace('<', "<x:")
        .replace("<x:/", "</x:")
        .replace("<x:?", "<?");
    let named = named.replace("xmlns=", "xmlns:x=");
    let names = [
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
    ];
    let parts: Vec<_> = names.iter().map(|name| (*name, part(&bytes, name))).collect();
    let mut parts: Vec<_> = parts.iter().map(|(name, part)| (*name, part.as_str())).collect();
    parts.push((SHEET, &named));
    let bytes = package(&parts);
    let mut article = read(&bytes);
    article.segments[0].target.content = Content::plain("Salaam");
    let new = patched(&bytes, &article).unwrap();
    assert!(part(&new, SHEET).contains(
        "<x:c r=\"C3\" s=\"2\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">Salaam</x:t></x:is></x:c>"
    ));
    assert_eq!(read(&new).segments[0].target.content.text, "Salaam");
}

#[test]
fn a_formula_is_not_overwritten() {
    let bytes = workbook(ROWS, STRINGS);
    let mut article = read(&bytes);
    article.segments[2].target.content = Content::plain("y");
    let told = patched(&bytes, &article).unwrap_err();
    assert!(
        told.starts_with("cell Texts!C6: a formula makes this text"),
        "{told}"
    );
}

#[test]
fn a_row_that_is_wrong_is_named_by_its_cell() {
    let rows = ROWS.replace(">draft<", ">done<");
    let text = text(&workbook(&rows, STRINGS));
    let told = xlsx().read(&text, &options()).unwrap_err().to_string();
    assert!(
        told.starts_with("cell Texts!A4: state `done` is not known"),
        "{told}"
    );
}

#[test]
fn comments_on_cells_are_remarks() {
    let mut article = crate::sample::article();
    article.segments.truncate(2);
    let bytes = written(&article);
    let comments = format!(
        "<comments {MAIN}><authors><author>Ruth</author><author>tc={{1}}</author></authors><commentList>\
         <comment ref=\"D3\" authorId=\"0\"><text><r><t>Ruth:\n</t></r><r><t>whose words?</t></r></text></comment>\
         <comment ref=\"C3\" authorId=\"1\"><text><t>[Threaded comment]\n\nYour version…\n\nComment:\n    and whose house?</t></text></comment>\
         </commentList></comments>"
    );
    let related = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{RELATIONS}/comments\" Target=\"../comments/comment1.xml\"/></Relationships>"
    );
    let names = [
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        SHEET,
        "xl/worksheets/sheet2.xml",
    ];
    let parts: Vec<_> = names.iter().map(|name| (*name, part(&bytes, name))).collect();
    let mut parts: Vec<_> = parts.iter().map(|(name, part)| (*name, part.as_str())).collect();
    parts.push(("xl/comments/comment1.xml", &comments));
    parts.push(("xl/worksheets/_rels/sheet1.xml.rels", &related));
    let home = read(&package(&parts));
    let said: Vec<_> = home
        .comments
        .iter()
        .map(|comment| {
            (
                comment.segment.clone().unwrap(),
                comment.who.as_str(),
                comment.text.as_str(),
            )
        })
        .collect();
    let id = || article.segments[1].id.clone();
    assert_eq!(
        said,
        [
            (id(), "Ruth", "whose words?"),
            (id(), "reviewer", "and whose house?")
        ]
    );
    assert_eq!(
        (home.name.as_str(), home.title.as_deref()),
        ("news.md", Some("كيري في باريس"))
    );
}

#[test]
fn a_text_that_no_cell_holds_is_refused() {
    let mut article = crate::sample::article();
    article.segments[0].source.text = "ا".repeat(40_000);
    let mut out = Vec::new();
    let told = xlsx()
        .write(&article, &WriteOptions::default(), &mut out)
        .unwrap_err()
        .to_string();
    assert!(
        told.starts_with("cell Review!C2: longer than the 32,767"),
        "{told}"
    );
}

#[test]
fn a_glossary_comes_back_from_a_workbook() {
    let rows = [
        ["source", "target", "note"],
        ["007", "=SUM(A1)", "2024-01-01"],
        ["+1", "@x", "_x0041_ 0.10"],
    ];
    let table = xlsx().table().unwrap();
    let mut out = Vec::new();
    let mut cells = rows.iter().map(|row| row.map(str::to_owned).to_vec());
    table.write(&mut cells, ("ar", "en"), &mut out).unwrap();
    assert!(part(&out, SHEET).contains("rightToLeft=\"1\""));
    let read = table.rows(&text(&out)).unwrap();
    let texts: Vec<_> = read.iter().map(|row| (row.line, row.cells.clone())).collect();
    let wanted: Vec<_> = (1..)
        .zip(rows.map(|row| row.map(str::to_owned).to_vec()))
        .collect();
    assert_eq!(texts, wanted);
    assert!(!table.holds_segments(&text(&out)));
    assert!(table.holds_segments(&text(&written(&crate::sample::article()))));
}
