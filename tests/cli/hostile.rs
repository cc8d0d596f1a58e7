//! Files made to do harm: refused or read within five seconds of processor time and 512 MB, with a message, without anything
//! of another file or of the network in what comes out.

use std::fs;
use std::io::{Cursor, Write};
use std::net::TcpListener;
use std::process::Command;

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::desk::Desk;

/// What stands in the file that must not be read.
const SECRET: &str = "the-secret-of-another-file";

/// Runs a command and prints its exit code, its output, its processor time and the most memory that it had.
const MEASURED: &str = "
import json, resource, subprocess, sys
ran = subprocess.run(sys.argv[1:], capture_output=True, timeout=120, stdin=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump({'code': ran.returncode, 'said': (ran.stdout + ran.stderr).decode(errors='replace'),
           'seconds': used.ru_utime + used.ru_stime, 'kilobytes': used.ru_maxrss}, sys.stdout)
";

/// How much processor time a hostile file may take here: an unoptimised build on a slow machine takes ten times what a user waits.
const SECONDS: f64 = 20.0;

/// A file that readers of XML meet: its beginning, where an attack may stand in its text, its end.
struct Shape {
    name: &'static str,
    /// The root's name, for a document type.
    root: &'static str,
    before: &'static str,
    after: &'static str,
}

const SHAPES: &[Shape] = &[
    Shape {
        name: "two.xlf",
        root: "xliff",
        before: "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"ar\" trgLang=\"en\"><file id=\"f\">\
            <unit id=\"u\"><segment id=\"s\"><source>",
        after: "</source></segment></unit></file></xliff>",
    },
    Shape {
        name: "one.xlf",
        root: "xliff",
        before: "<xliff version=\"1.2\"><file original=\"f\" source-language=\"ar\" target-language=\"en\" datatype=\"x\"><body>\
            <trans-unit id=\"1\"><source>",
        after: "</source></trans-unit></body></file></xliff>",
    },
    Shape {
        name: "a.tmx",
        root: "tmx",
        before: "<tmx version=\"1.4\"><header srclang=\"ar\"/><body><tu><tuv xml:lang=\"en\"><seg>x</seg></tuv><tuv xml:lang=\"ar\"><seg>",
        after: "</seg></tuv></tu></body></tmx>",
    },
    Shape {
        name: "a.tbx",
        root: "martif",
        before: "<martif type=\"TBX\" xml:lang=\"ar\"><text><body><termEntry><langSet xml:lang=\"en\"><tig><term>x</term></tig></langSet>\
            <langSet xml:lang=\"ar\"><tig><term>",
        after: "</term></tig></langSet></termEntry></body></text></martif>",
    },
];

impl Shape {
    fn file(&self, declared: &str, text: &str) -> String {
        let kind = if declared.is_empty() {
            String::new()
        } else {
            format!("<!DOCTYPE {} {declared}>", self.root)
        };
        format!("<?xml version=\"1.0\"?>{kind}{}{text}{}", self.before, self.after)
    }
}

/// Runs a command on the desk; what it said and its exit code, if it kept to time and memory.
#[track_caller]
fn measured(desk: &Desk, arguments: &[&str]) -> (i64, String) {
    let mut python = Command::new("python3");
    python
        .args(["-c", MEASURED, env!("CARGO_BIN_EXE_tarjuman")])
        .args(arguments);
    let output = python.current_dir(desk.path(".")).output().unwrap();
    let ran: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let said = ran["said"].as_str().unwrap().to_owned();
    let code = ran["code"].as_i64().unwrap();
    let (seconds, kilobytes) = (
        ran["seconds"].as_f64().unwrap(),
        ran["kilobytes"].as_u64().unwrap(),
    );
    assert!(
        !said.contains("panicked") && (0..=2).contains(&code),
        "{arguments:?}: {code} {said}"
    );
    assert!(
        code == 0 || !said.trim().is_empty(),
        "{arguments:?}: {code} and no word"
    );
    assert!(seconds <= SECONDS, "{arguments:?}: {seconds} s");
    assert!(kilobytes <= 512 << 10, "{arguments:?}: {kilobytes} kB");
    (code, said)
}

/// Every command that reads such a file; the exit code and the words of each.
#[track_caller]
fn read(desk: &Desk, name: &str) -> Vec<(i64, String)> {
    let mut ran = vec![
        measured(desk, &["validate", name]),
        measured(desk, &["convert", name, "out.tsv", "--from", "ar", "--to", "en"]),
    ];
    if name.ends_with("tmx") {
        ran.push(measured(desk, &["memory", "import", name]));
    }
    for file in desk.names() {
        let kept = file.starts_with("secret") || desk.path(&file).is_dir();
        assert!(
            kept || !String::from_utf8_lossy(&desk.bytes(&file)).contains(SECRET),
            "{name}: {file}"
        );
    }
    for (_, said) in &ran {
        assert!(!said.contains(SECRET), "{name}: {said}");
    }
    ran
}

#[test]
fn no_entity_is_fetched_or_expanded() {
    let desk = Desk::empty();
    desk.write("secret.txt", SECRET);
    let place = format!("file://{}", desk.path("secret.txt").display());
    let network = TcpListener::bind("127.0.0.1:0").unwrap();
    network.set_nonblocking(true).unwrap();
    let address = format!("http://{}/x.dtd", network.local_addr().unwrap());
    let laughs: String = (1..20)
        .map(|i| format!("<!ENTITY l{i} \"{}\">", format!("&l{};", i - 1).repeat(10)))
        .collect();
    let attacks = [
        (format!("[<!ENTITY e SYSTEM \"{place}\">]"), "&e;"),
        (format!("[<!ENTITY % p SYSTEM \"{address}\"> %p;]"), "x"),
        (format!("[<!ENTITY e PUBLIC \"x\" \"{address}\">]"), "&e;"),
        (format!("[<!ENTITY l0 \"ha\">{laughs}]"), "&l19;"),
        (format!("[<!ENTITY b \"{}\">]", "x".repeat(100_000)), "&b;&b;&b;"),
        (String::from("[<!ENTITY e \"<b>x</b>\">]"), "&e;"),
    ];
    for shape in SHAPES {
        for (declared, text) in &attacks {
            desk.write(shape.name, shape.file(declared, text));
            for (code, said) in read(&desk, shape.name).into_iter().take(2) {
                assert_eq!(code, 1, "{}: {said}", shape.name);
                assert!(said.contains("DOCTYPE"), "{}: {said}", shape.name);
            }
        }
        let include = format!(
            "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"{place}\" parse=\"text\"/>"
        );
        desk.write(shape.name, shape.file("", &include));
        read(&desk, shape.name);
    }
    assert!(network.accept().is_err(), "something was fetched");
}

#[test]
fn a_document_type_that_only_names_its_file_is_accepted() {
    let desk = Desk::empty();
    for shape in SHAPES {
        desk.write(
            shape.name,
            shape.file(&format!("SYSTEM \"{}.dtd\"", shape.root), "سلام"),
        );
        let (code, said) = measured(&desk, &["convert", shape.name, "out.tsv", "--to", "en"]);
        assert_eq!(code, 0, "{}: {said}", shape.name);
        assert!(desk.text("out.tsv").contains("سلام"));
        let declared = format!("SYSTEM \"{}.dtd\" [<!ENTITY e \"سلام\">]", shape.root);
        desk.write(shape.name, shape.file(&declared, "&e; !"));
        let (code, said) = measured(&desk, &["convert", shape.name, "out.tsv", "--to", "en"]);
        assert_eq!(code, 0, "{}: {said}", shape.name);
        assert!(desk.text("out.tsv").contains("سلام !"));
        fs::remove_file(desk.path("out.tsv")).unwrap();
    }
}

#[test]
fn what_is_deep_wide_or_cut_off_is_survived() {
    let desk = Desk::empty();
    let attributes: String = (0..80_000).map(|number| format!(" a{number}=\"\"")).collect();
    let attacks = [
        "<x>".repeat(200_000),
        format!("{}{}", "<g id=\"1\">".repeat(50_000), "</g>".repeat(50_000)),
        format!("<x{attributes}/>"),
        "<".repeat(100_000),
        "&#x41;".repeat(200_000),
        format!("<![CDATA[{}", "x".repeat(1_000_000)),
        format!("<!-- {}", "-".repeat(1_000_000)),
    ];
    for shape in SHAPES {
        for text in &attacks {
            desk.write(shape.name, shape.file("", text));
            read(&desk, shape.name);
        }
        let whole = shape.file("", "سلام");
        desk.write(shape.name, &whole[..whole.len() / 2]);
        assert!(
            read(&desk, shape.name).iter().all(|(code, _)| *code == 1),
            "{} was cut off",
            shape.name
        );
        desk.write(
            shape.name,
            whole.replace("version=\"1.0\"?", "version=\"1.0\" encoding=\"UTF-16\"?"),
        );
        read(&desk, shape.name);
    }
}

#[test]
fn a_file_of_too_many_elements_is_refused_before_memory_is_full() {
    let desk = Desk::empty();
    {
        let shape = &SHAPES[0];
        desk.write(shape.name, shape.file("", &"<x/>".repeat(2_600_000)));
        let (code, said) = read(&desk, shape.name).remove(0);
        assert!(
            code == 1 && said.contains("2,500,000 elements"),
            "{}: {said}",
            shape.name
        );
    }
    // A rule that is broken everywhere: what is listed is bounded, what is not is counted.
    let shape = &SHAPES[0];
    desk.write(shape.name, shape.file("", &"<ph/>".repeat(100_000)));
    let (code, said) = measured(&desk, &["validate", shape.name]);
    assert!(
        code == 2 && said.contains("more faults are not listed"),
        "{}",
        said.lines().last().unwrap()
    );
}

#[test]
fn segmentation_rules_of_others_do_no_harm() {
    let desk = Desk::empty();
    desk.write("secret.txt", SECRET);
    desk.write("a.txt", "مرحبا. كيف الحال؟\n");
    let rule = "<rule break=\"no\"><beforebreak>a</beforebreak></rule>";
    let group = |rules: &str| {
        format!(
            "<srx version=\"2.0\"><header cascade=\"yes\"/><body><languagerules><languagerule languagerulename=\"x\">{rules}\
             </languagerule></languagerules><maprules><languagemap languagepattern=\".*\" languagerulename=\"x\"/></maprules></body></srx>"
        )
    };
    let place = format!("file://{}", desk.path("secret.txt").display());
    let attacks = [
        format!(
            "<!DOCTYPE srx [<!ENTITY e SYSTEM \"{place}\">]>{}",
            group(&rule.replace(">a<", ">&e;<"))
        ),
        group(&rule.repeat(300_000)),
        group(&"<x>".repeat(200_000)),
        format!("{}{}", group(rule), "<x/>".repeat(1_000_000)),
    ];
    for attack in &attacks {
        desk.write("a.srx", attack);
        let (_, said) = measured(&desk, &["segment", "a.txt", "--lang", "ar", "--srx", "a.srx"]);
        assert!(!said.contains(SECRET), "{said}");
    }
}

/// A package with these parts; a link where the content says so.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A kind of package: its smallest whole file, and a second part that is read.
struct Packed {
    name: &'static str,
    parts: &'static [(&'static str, &'static str)],
    further: &'static str,
    /// Elements that nest in the last of the parts, before [`Packed::INSIDE`].
    nesting: &'static str,
}

impl Packed {
    /// Where an attack stands in the last part.
    const INSIDE: &'static str = "@";
}

const PACKED: &[Packed] = &[
    Packed {
        name: "a.docx",
        parts: &[(
            "word/document.xml",
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>@</w:body></w:document>",
        )],
        further: "word/header1.xml",
        nesting: "<w:p>",
    },
    Packed {
        name: "a.odt",
        parts: &[(
            "content.xml",
            "<o:document-content xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
             xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><o:body><o:text>@</o:text></o:body></o:document-content>",
        )],
        further: "styles.xml",
        nesting: "<text:span>",
    },
    Packed {
        name: "a.epub",
        parts: &[
            (
                "META-INF/container.xml",
                "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"a.opf\"/>\
                 </rootfiles></container>",
            ),
            ("b.xhtml", "<html><body><p>نعم</p></body></html>"),
            (
                "a.opf",
                "<package xmlns=\"http://www.idpf.org/2007/opf\"><metadata>@</metadata><manifest><item id=\"b\" href=\"b.xhtml\" \
                 media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"b\"/></spine></package>",
            ),
        ],
        further: "z.xhtml",
        nesting: "<x>",
    },
    Packed {
        name: "a.xlsx",
        parts: &[
            (
                "xl/workbook.xml",
                "<workbook xmlns:r=\"urn:r\"><sheets><sheet name=\"s\" r:id=\"a\"/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"worksheets/s.xml\"/>\
                 <Relationship Id=\"b\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>",
            ),
            (
                "xl/worksheets/s.xml",
                "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>source</t></is></c></row>@</sheetData></worksheet>",
            ),
        ],
        further: "xl/sharedStrings.xml",
        nesting: "<row>",
    },
];

#[test]
fn packages_unpack_to_nothing_that_is_too_large_or_elsewhere() {
    let zeros = vec![b' '; 300 << 20];
    for packed in PACKED {
        let desk = Desk::empty();
        let whole = |declared: &str, inside: &str| -> Vec<(&str, Vec<u8>)> {
            let parts = packed.parts.iter().map(|(name, part)| {
                let declared = if part.contains(Packed::INSIDE) {
                    declared
                } else {
                    ""
                };
                (
                    *name,
                    format!("{declared}{}", part.replace(Packed::INSIDE, inside)).into_bytes(),
                )
            });
            parts.collect()
        };
        let with = |name, content: &[u8]| {
            let mut parts = whole("", "");
            parts.retain(|(own, _)| *own != name);
            parts.push((name, content.to_vec()));
            parts
        };
        let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>";
        let secret = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>";
        let attacks = [
            ("a bomb", with(packed.parts[0].0, &zeros)),
            ("a bomb beside", with(packed.further, &zeros)),
            ("a way out", with("../../../out.txt", b"x")),
            ("laughs", whole(laughs, "&b;")),
            ("a secret", whole(secret, "&a;")),
            ("depth", whole("", &packed.nesting.repeat(200_000))),
        ];
        for (what, parts) in &attacks {
            let parts: Vec<(&str, &[u8])> = parts
                .iter()
                .map(|(name, part)| (*name, part.as_slice()))
                .collect();
            desk.write(packed.name, package(&parts));
            let (code, said) = measured(
                &desk,
                &["convert", packed.name, "out.xlf", "--from", "ar", "--to", "en"],
            );
            assert_eq!(code, 1, "{}: {what}: {said}", packed.name);
        }
        assert_eq!(desk.names(), [packed.name]);
    }
}

#[test]
fn sheets_that_repeat_or_spread_are_survived() {
    let desk = Desk::empty();
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let long = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(5 << 20));
    let repeated = "<row><c t=\"s\"><v>0</v></c></row>".repeat(200_000);
    let spread = format!("<row>{}<c r=\"XFD1\"><v>1</v></c></row>", cell("y")).repeat(20_000);
    let many = "<row><c/></row>".repeat(300_000);
    let numbered = format!(
        "<row r=\"18446744073709551615\">{}</row><row>{0}</row>",
        cell("y")
    );
    let nowhere = format!("<row><c r=\"{}1\"><v>1</v></c></row>", "Z".repeat(100_000));
    let [.., packed] = PACKED else { panic!() };
    for (strings, rows) in [
        (long.as_str(), repeated.as_str()),
        ("<sst/>", &spread),
        ("<sst/>", &many),
        ("<sst/>", &numbered),
        ("<sst/>", &nowhere),
    ] {
        let parts: Vec<_> = packed
            .parts
            .iter()
            .map(|(name, part)| (*name, part.replace(Packed::INSIDE, rows)))
            .chain([(packed.further, strings.to_owned())])
            .collect();
        let parts: Vec<(&str, &[u8])> = parts
            .iter()
            .map(|(name, part)| (*name, part.as_bytes()))
            .collect();
        desk.write("a.xlsx", package(&parts));
        for out in ["out.xlf", "out.tbx"] {
            measured(&desk, &["convert", "a.xlsx", out, "--from", "ar", "--to", "en"]);
        }
    }
}

#[test]
fn texts_that_nest_without_end_are_survived() {
    let desk = Desk::empty();
    let files = [
        ("a.html", format!("<html><body>{}كيري", "<div>".repeat(100_000))),
        (
            "b.html",
            format!("<html><body><table>{}كيري", "<b><i>".repeat(4_000)),
        ),
        ("a.md", format!("{}كيري", "> ".repeat(50_000))),
        (
            "b.md",
            format!("{}كيري{}", "[".repeat(50_000), "](".repeat(50_000)),
        ),
        (
            "a.json",
            format!("{{\"format\":\"tarjuman-article\",\"x\":{}", "[".repeat(500_000)),
        ),
        ("a.csv", format!("source,target\n\"{}", "x,".repeat(500_000))),
        (
            "a.po",
            format!(
                "msgid \"\"\nmsgstr \"\"\n\nmsgid \"كيري\"\nmsgstr \"{}",
                "\\".repeat(500_000)
            ),
        ),
        (
            "a.srt",
            "1\n00:00:01,000 --> 00:00:02,000\nكيري\n\n".repeat(20_000),
        ),
    ];
    for (name, text) in &files {
        desk.write(name, text);
        measured(&desk, &["convert", name, "out.xlf", "--from", "ar", "--to", "en"]);
    }
}
