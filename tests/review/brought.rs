//! Files brought to the page: by a newcomer in the browser, and by anybody who means harm.

use std::io::{Cursor, Read, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::browser::Browser;
use crate::server::{Answer, Desk, MARK, Server};

const OCTETS: (&str, &str) = ("Content-Type", "application/octet-stream");

fn bring(server: &Server, cookie: &str, name: &str, bytes: &[u8]) -> Answer {
    let path = format!("/api/articles?name={}&from=ar", escaped(name));
    server.ask_bytes("POST", &path, &[("Cookie", cookie), MARK, OCTETS], bytes)
}

fn escaped(name: &str) -> String {
    name.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn word(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn letter(text: &str) -> Vec<u8> {
    let main = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"#
    );
    word(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", main.as_bytes()),
    ])
}

#[test]
fn a_newcomer_brings_a_word_file_reviews_it_and_takes_a_word_file_home() {
    let desk = Desk::empty();
    std::fs::write(desk.path("../brought.docx"), "").ok();
    let file = desk.path("brought.docx");
    std::fs::write(&file, letter("قال كيري للصحفيين. وصل لافروف إلى جنيف.")).unwrap();
    let server = desk.serve_all(0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.until("document.querySelector('.bringing input[type=file]')");
    page.choose_file(".bringing input[type=file]", &file);
    page.at_segment(1);
    page.type_text("Kerry told reporters.");
    page.press("Enter", "Enter", crate::browser::CTRL);
    page.at_segment(2);
    page.type_text("Lavrov arrived in Geneva.");
    page.press("Enter", "Enter", crate::browser::CTRL);
    page.until("document.querySelector('.saved').textContent === 'All saved'");
    page.value("[...document.querySelectorAll('.tools button')].at(-1).click()");
    page.until("document.querySelector('dialog.finish')?.innerText.includes('All')");
    page.until("document.querySelector('dialog.finish .effort')");
    // The file itself, translated, and the table of both languages.
    for (button, least) in [
        ("a.primary", 400),
        ("a[href*=\"format=docx&view=bilingual\"]", 4000),
    ] {
        let head = page.value(&format!(
            "fetch(document.querySelector('dialog.finish {button}').href).then(async (answer) => \
             `${{answer.status}} ${{answer.headers.get('content-disposition')}} ${{(await answer.arrayBuffer()).byteLength > {least}}}`)"
        ));
        assert_eq!(
            head, "200 attachment; filename*=UTF-8''brought.docx true",
            "{button}"
        );
    }
    let home = desk.path("home");
    std::fs::create_dir_all(&home).unwrap();
    page.save_into(&home);
    page.value("document.querySelector('dialog.finish a.primary').click()");
    let document = home.join("brought.docx");
    let begun = std::time::Instant::now();
    while !document.exists() {
        assert!(
            begun.elapsed() < std::time::Duration::from_secs(30),
            "nothing came"
        );
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let mut archive = zip::ZipArchive::new(std::fs::File::open(document).unwrap()).unwrap();
    let mut main = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut main)
        .unwrap();
    assert!(
        main.contains("Kerry told reporters.") && !main.contains("w:tbl"),
        "{main}"
    );
    let status = desk.run(&["status", "--json"]);
    let status: serde_json::Value = serde_json::from_str(&status).unwrap();
    assert_eq!(status["review"]["drafts"]["no draft"]["edited"], 2, "{status}");
}

#[test]
fn a_file_of_each_kind_becomes_an_article_and_the_same_file_is_found_again() {
    let desk = Desk::empty();
    let server = desk.serve_all(0);
    let cookie = server.cookie();
    let xliff = r#"<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="ar" trgLang="en"><file id="f">
        <unit id="u"><segment><source>قال كيري.</source></segment></unit></file></xliff>"#;
    for (name, bytes) in [
        ("news.txt", "قال كيري.".as_bytes().to_vec()),
        ("news.xlf", xliff.as_bytes().to_vec()),
        ("news.docx", letter("قال كيري.")),
    ] {
        let answer = bring(&server, &cookie, name, &bytes);
        assert_eq!(
            (answer.status, answer.said("article")),
            (200, name.to_owned()),
            "{answer:?}"
        );
    }
    assert_eq!(
        bring(&server, &cookie, "news.txt", "قال كيري.".as_bytes()).said("article"),
        "news.txt"
    );
    let other = bring(&server, &cookie, "news.txt", "قال لافروف.".as_bytes());
    assert_eq!(
        other.said("article"),
        "news (2).txt",
        "nothing is replaced by a file of the same name"
    );
    let list = server.json("/api/articles", &[("Cookie", &cookie), MARK]);
    assert_eq!(list["articles"].as_array().unwrap().len(), 4);
}

#[test]
fn a_hostile_name_stays_inside_the_workspace() {
    let desk = Desk::empty();
    let server = desk.serve_all(0);
    let cookie = server.cookie();
    let names = [
        "../../astray-of-tarjuman/x",
        r"..\\astray-of-tarjuman",
        r"C:\x.txt",
        "CON",
        "a/b",
        "nul\0l.txt",
        "a\u{202e}txt.exe",
        "خ",
        &"y".repeat(300),
    ];
    for (number, name) in names.iter().enumerate() {
        let answer = bring(&server, &cookie, name, format!("قال كيري {number}.").as_bytes());
        assert_eq!(answer.status, 200, "{name:?} {answer:?}");
        let article = answer.said("article");
        let is_plain = |c: char| !c.is_control() && !"/\\:".contains(c) && c != '\u{202e}';
        assert!(
            article.len() < 200 && article.chars().all(is_plain),
            "{name:?} became {article:?}"
        );
        let path = format!("/api/export?article={}&format=text", escaped(&article));
        let export = server.ask("GET", &path, &[("Cookie", &cookie), MARK], "");
        let attached = export.header("content-disposition").unwrap().to_owned();
        assert!(
            !attached.contains("..") && !attached.contains("%2F") && !attached.contains("%5C"),
            "{attached}"
        );
    }
    for entry in std::fs::read_dir(desk.path(".")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            name.starts_with("tarjuman.db") || name == "config.toml",
            "{name} was written"
        );
    }
    let astray = ["../astray-of-tarjuman", "../../astray-of-tarjuman"];
    assert!(astray.iter().all(|path| !desk.path(path).exists()));
}

#[test]
fn xml_that_declares_expands_or_nests_without_end_is_refused_plainly() {
    let desk = Desk::empty();
    std::fs::write(desk.path("secret"), "SECRET-OF-THE-MACHINE").unwrap();
    let server = desk.serve_all(0);
    let cookie = server.cookie();
    let secret = desk.path("secret").display().to_string();
    let shell = |declared: &str, source: &str| {
        format!(
            r#"<?xml version="1.0"?>{declared}<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1"
            srcLang="ar" trgLang="en"><file id="f"><unit id="u"><segment><source>{source}</source></segment></unit></file></xliff>"#
        )
    };
    let foreign = shell(
        &format!(r#"<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>"#),
        "كيري &e;",
    );
    let laughs: String = (1..10)
        .map(|at| format!("<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10)))
        .collect();
    let laughs = shell(&format!(r#"<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>"#), "&l9;");
    let parameter = shell(
        r#"<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p;]>"#,
        "كيري",
    );
    let attributes: String = (0..80_000).map(|at| format!(" a{at}=\"\"")).collect();
    let spaces: String = (0..80_000).map(|at| format!(" xmlns:a{at}=\"u\"")).collect();
    let files = [
        ("foreign", foreign),
        ("laughs", laughs),
        ("parameter", parameter),
        ("attributes", shell("", &format!("<ph id=\"1\"{attributes}/>"))),
        ("spaces", shell("", &format!("<ph id=\"1\"{spaces}/>"))),
        ("nesting", shell("", &"<pc id=\"1\">".repeat(1_000_000))),
    ];
    for (what, text) in &files {
        let answer = bring(&server, &cookie, &format!("{what}.xlf"), text.as_bytes());
        assert_eq!(answer.status, 422, "{what}: {answer:?}");
        assert!(
            !answer.body.contains("SECRET") && answer.body.len() < 600,
            "{what}: {}",
            answer.body
        );
        let document = text.replace("xliff", "w:document xmlns:w='w'");
        let inside = word(&[("word/document.xml", document.as_bytes())]);
        assert_eq!(
            bring(&server, &cookie, &format!("{what}.docx"), &inside).status,
            422,
            "{what} in a Word file"
        );
    }
    assert!(server.peak_megabytes() < 1_000, "{} MB", server.peak_megabytes());
    let list = server.json("/api/articles", &[("Cookie", &cookie), MARK]);
    assert_eq!(list["articles"].as_array().unwrap().len(), 0);
}

#[test]
fn a_zip_bomb_and_names_that_leave_the_package_are_refused() {
    let desk = Desk::empty();
    let server = desk.serve_all(0);
    let cookie = server.cookie();
    let zeros = vec![b' '; 300 << 20];
    let bomb = word(&[("word/document.xml", &zeros)]);
    drop(zeros);
    let slip = word(&[("word/document.xml", b"<w/>"), ("../../x", b"x")]);
    let mut cut = letter("قال كيري.");
    cut.truncate(cut.len() - 40);
    for (what, bytes) in [("bomb", &bomb), ("slip", &slip), ("cut", &cut)] {
        let answer = bring(&server, &cookie, &format!("{what}.docx"), bytes);
        assert_eq!(answer.status, 422, "{what}: {answer:?}");
        assert!(answer.body.contains("cannot be read"), "{what}: {}", answer.body);
    }
    assert!(server.peak_megabytes() < 400, "{} MB", server.peak_megabytes());
}

#[test]
fn a_file_without_end_is_refused_while_others_are_answered() {
    let desk = Desk::empty();
    let server = desk.serve_all(0);
    let cookie = server.cookie();
    let head = format!(
        "POST /api/articles?name=x.txt HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {cookie}\r\nX-Tarjuman: page\r\n\
         Content-Type: application/octet-stream\r\n",
        server.port
    );
    let said = server.raw(&format!("{head}Content-Length: {}\r\n\r\n", 2_u64 << 30));
    assert!(said.starts_with("HTTP/1.1 413"), "{said}");
    // Without a length it is counted as it comes.
    let mut endless = server.connect();
    endless
        .write_all(format!("{head}Transfer-Encoding: chunked\r\n\r\n").as_bytes())
        .unwrap();
    let piece = [b"100000\r\n".to_vec(), vec![b'a'; 1 << 20], b"\r\n".to_vec()].concat();
    let taken = (0..300).take_while(|_| endless.write_all(&piece).is_ok()).count();
    assert!(taken < 200, "{taken} MB were taken");
    assert_eq!(
        server
            .ask("GET", "/api/about", &[("Cookie", &cookie), MARK], "")
            .status,
        200
    );
    assert!(server.peak_megabytes() < 400, "{} MB", server.peak_megabytes());
}
