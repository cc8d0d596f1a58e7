//! Glossaries of other tools: TBX and CSV read, searched, taken over and written.

use crate::desk::Desk;

const TBX: &str = "<?xml version=\"1.0\"?>\n<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n\
<tbxHeader><fileDesc><sourceDesc><p>The desk.</p></sourceDesc></fileDesc></tbxHeader><text><body>\n\
<conceptEntry id=\"c1\"><descrip type=\"subjectField\">person</descrip>\n\
<langSec xml:lang=\"ar\"><termSec><term>كيري</term></termSec></langSec>\n\
<langSec xml:lang=\"en\"><termSec><term>Kerry</term><termNote type=\"partOfSpeech\">noun</termNote></termSec>\n\
<termSec><term>Kiri</term><termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts</termNote></termSec></langSec></conceptEntry>\n\
<conceptEntry id=\"c2\"><langSec xml:lang=\"ar\"><termSec><term>حلب</term></termSec></langSec></conceptEntry>\n\
</body></text></tbx>\n";

const HEADER: &str = "source\ttarget\tkind\tforms\tvariants\tforbidden\tmatch\tcase\tstatus\tnote\tnot\n";

#[test]
fn a_tbx_file_becomes_a_glossary_and_what_has_no_place_is_said() {
    let desk = Desk::empty();
    desk.write("desk.tbx", TBX);
    let ran = desk.run(&["convert", "desk.tbx", "desk.tsv"]).done();
    assert_eq!(
        desk.text("desk.tsv"),
        format!("{HEADER}كيري\tKerry\tperson\t\t\tKiri\n")
    );
    assert_eq!(
        ran.stderr,
        "warning: desk.tbx: has no place in a glossary row and is left out: 1 × concepts without a term in ar and en, \
         1 × partOfSpeech\ndesk.tsv: 1 term as TSV\n"
    );
    let ran = desk
        .run(&["convert", "desk.tbx", "desk.tsv", "--to", "de"])
        .ended(1);
    assert!(
        ran.stderr.contains("there is no term in de; the file has ar, en"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_tbx_file_is_given_back_as_it_was_and_checked() {
    let desk = Desk::empty();
    desk.write("desk.tbx", TBX);
    desk.run(&["convert", "desk.tbx", "again.tbx"]).done();
    assert_eq!(desk.text("again.tbx"), TBX);
    desk.run(&["validate", "desk.tbx"]).done();
    desk.write("bad.tbx", TBX.replace(" id=\"c2\"", ""));
    let ran = desk.run(&["validate", "bad.tbx"]).ended(2);
    assert_eq!(
        ran.stdout,
        "bad.tbx:8:1: /tbx/text/body/conceptEntry[2]: <conceptEntry> has no id [tbx-attribute]\n"
    );
}

#[test]
fn a_glossary_goes_out_and_comes_home() {
    let rows = format!("{HEADER}كيري\tKerry\tperson\tكيرى\tJohn Kerry\tKiri\n@حلب\tAleppo\tplace\n");
    for file in ["out.tbx", "out.csv"] {
        let desk = Desk::empty();
        desk.write("names.ar-en.tsv", &rows);
        desk.run(&["convert", "names.ar-en.tsv", file]).done();
        desk.run(&["convert", file, "home.tsv"]).done();
        let terms = |name: &str| desk.text(name);
        assert_eq!(terms("home.tsv"), rows, "{file}");
    }
}

#[test]
fn what_a_format_cannot_say_of_a_term_is_named() {
    let desk = Desk::empty();
    desk.write(
        "names.ar-en.tsv",
        format!("{HEADER}فتح\tFatah\torganisation\t\t\t\tword\t\tproposed\t\tفتح باب\n"),
    );
    let ran = desk.run(&["convert", "names.ar-en.tsv", "out.tbx"]).done();
    for part in [
        "1 × contexts in which it is another word",
        "1 × rules how the term is looked for",
        "1 × terms that are only proposed",
    ] {
        assert!(
            ran.stderr.contains(&format!("TBX-Basic has no place for {part}")),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn a_tbx_file_is_searched_where_it_stands() {
    let desk = Desk::empty();
    desk.write("desk.tbx", TBX);
    let arguments = [
        "glossary",
        "match",
        "--glossary",
        "desk.tbx",
        "--lang",
        "ar",
        "--format",
        "jsonl",
    ];
    let hit = &desk.run_with(&arguments, "قال لكيري").json_lines()[0];
    assert_eq!(
        (hit["target"].as_str(), hit["listed"].as_str()),
        (Some("Kerry"), Some("desk.tbx:4"))
    );
    let ran = desk
        .run(&["glossary", "add", "x", "y", "--file", "desk.tbx"])
        .ended(1);
    assert!(ran.stderr.contains("is read here, not changed"), "{}", ran.stderr);
    assert_eq!(desk.text("desk.tbx"), TBX);
}

#[test]
fn terms_are_taken_over_and_given_out() {
    let desk = Desk::empty();
    desk.run(&["init"]).done();
    desk.write("desk.tbx", TBX);
    desk.write(
        "glossaries/house.ar-en.tsv",
        "source\ttarget\tforbidden\tkind\tnote\nلافروف\tLavrov\n",
    );
    let ran = desk.run(&["glossary", "import", "desk.tbx"]).done();
    assert!(
        ran.stderr.contains("desk.tbx: 1 added, 0 widened"),
        "{}",
        ran.stderr
    );
    assert!(
        desk.text("glossaries/house.ar-en.tsv")
            .ends_with("لافروف\tLavrov\nكيري\tKerry\tKiri\tperson\n")
    );
    let file = ["glossary", "export", "--file", "glossaries/house.ar-en.tsv"];
    desk.run(&[&file[..], &["-o", "out.tbx"]].concat()).done();
    desk.run(&["validate", "out.tbx"]).done();
    desk.run(&[&file[..], &["-o", "old.tbx", "--format", "tbx-2008"]].concat())
        .done();
    assert!(
        desk.text("old.tbx")
            .contains("<martif type=\"TBX-Basic\" xml:lang=\"ar\">")
    );
    let ran = desk.run(&[&file[..], &["-o", "out.docx"]].concat()).ended(1);
    assert!(
        ran.stderr.contains("is no format of glossaries"),
        "{}",
        ran.stderr
    );
}
