//! Bilingual files of other tools: checked by the rules of their format, drafted and given back as they were.

use crate::desk::Desk;

const XLIFF: &str = "<?xml version='1.0'?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\"\tversion=\"2.1\" srcLang=\"ar\" trgLang=\"en\">\n<file id='f'>\n\
<unit id=\"u\">\n  <segment id=\"s\"><source>نعم<ph id=\"1\"/></source></segment>\n</unit></file></xliff>\n";

#[test]
fn a_broken_rule_is_named_with_its_place() {
    let desk = Desk::empty();
    desk.write("good.xlf", XLIFF);
    let ran = desk.run(&["validate", "good.xlf"]).done();
    assert_eq!(ran.stdout, "");
    desk.write("bad.xlf", XLIFF.replace("<ph id", "<ph dataRef=\"d\" id"));
    let ran = desk.run(&["validate", "bad.xlf"]).ended(2);
    assert_eq!(
        ran.stdout,
        "bad.xlf:5:30: /xliff/file/unit/segment/source/ph: dataRef=\"d\", and there is no <data id=\"d\"> [core-data]\n"
    );
    desk.write("cut.xlf", &XLIFF[..200]);
    desk.run(&["validate", "cut.xlf"]).ended(1);
}

#[test]
fn a_file_converted_into_its_own_format_is_the_same_file() {
    let desk = Desk::empty();
    desk.write("in.xlf", XLIFF);
    desk.run(&["convert", "in.xlf", "out.xlf"]).done();
    assert_eq!(std::fs::read_to_string(desk.path("out.xlf")).unwrap(), XLIFF);
}
