//! Every reader of foreign bytes, on random bytes and on real files with bytes changed.

#[path = "fuzz/bodies.rs"]
mod bodies;

use proptest::prelude::*;

/// Files that parse, to be damaged: damage near the valid reaches deeper than noise.
const SEEDS: &[&str] = &[
    include_str!("samples/kerry-lavrov.ar.txt"),
    "# A title\n\nSome *bold* text with a [link](https://example.org).\n\n- an item\n\n> a quote\n",
    "<!doctype html><html lang=\"ar\" dir=\"rtl\"><title>خبر</title><body><h1>خبر</h1><p>قال <b>كيري</b>.</p></html>",
    "<html dir=rtl><p align=right>قال <b>كيري<br>نعم</b><!-- x --> <img alt='صورة'><svg><title>x</title></svg></p><pre>\n a</pre>",
    "<office:document-content><office:text><text:h text:outline-level=\"2\">عنوان</text:h><text:p>قال <text:span>كيري</text:span>\
     <text:s text:c=\"2\"/><text:note><text:p>حاشية</text:p></text:note></text:p></office:text></office:document-content>",
    "<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/><w:b/></w:rPr><w:t>قال</w:t></w:r><w:r><w:t xml:space=\"preserve\"> \
     كيري</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>نعم</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>",
    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>source</t></is></c><c t=\"inlineStr\"><is><t>target</t></is></c></row>\
     <row><c r=\"A2\"><v>7</v></c><c r=\"B2\" s=\"1\" t=\"str\"><v>Yes_x0041_</v></c></row></sheetData><si><t>a</t></si></worksheet>",
    "#. c\n#, fuzzy\nmsgctxt \"m\"\nmsgid \"نعم\"\nmsgid_plural \"x\"\nmsgstr[0] \"Yes\"\nmsgstr[1] \"\"\n\n#~ msgid \"y\"\n#~ msgstr \"z\"\n",
    "1\n00:00:01,000 --> 00:00:02,000\n<i>نعم</i>\n\nWEBVTT\n\n00:01.000 --> 00:02.000\nلا\n",
    "{\"a\": {\"b\": \"نعم {name}\", \"c\": [\"x\", 1]}, \"d\": {\"message\": \"<b>y</b>\", \"description\": \"z\"}}",
    "ar:\n  a: نعم # c\n  b: 'it''s'\n  c: |\n    one\n  d: [x, \"y\"]\n",
    "# c\na = \\u0646\\\n  b\nd:e %s\n",
    "source\ttarget\tkind\nكيري\tKerry\tperson\n# a remark\nحلب\tAleppo\tplace\n",
    "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\"><header srclang=\"ar\"/><body><tu>\
     <tuv xml:lang=\"ar\"><seg>نعم <ph>x</ph></seg></tuv><tuv xml:lang=\"en\"><seg>Yes</seg></tuv></tu></body></tmx>",
    "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"ar\" trgLang=\"en\"><file id=\"f\">\
     <unit id=\"u\"><segment id=\"s\"><source>نعم</source><target>Yes</target></segment></unit></file></xliff>",
    "<!DOCTYPE martif SYSTEM \"a.dtd\" [<!ENTITY n \"&#160;x\"><!ELEMENT a ANY>]><martif type=\"TBX\" xml:lang=\"ar\"><text><body>\
     <termEntry id=\"&n;\"><langSet xml:lang=\"ar\"><tig><term>نعم&n;</term></tig></langSet><langSet xml:lang=\"en\"><tig><term>&n;</term>\
     </tig></langSet></termEntry></body></text></martif>",
    "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"ar\" xmlns=\"urn:iso:std:iso:30042:ed-2\"><tbxHeader><fileDesc><sourceDesc><p/>\
     </sourceDesc></fileDesc></tbxHeader><text><body><conceptEntry id=\"c\"><langSec xml:lang=\"ar\"><termSec><term>نعم</term></termSec>\
     </langSec><langSec xml:lang=\"en\"><termSec><term>Yes</term></termSec></langSec></conceptEntry></body></text></tbx>",
    "<xliff version=\"1.2\"><file original=\"f\" source-language=\"ar\" target-language=\"en\" datatype=\"x\"><body><trans-unit id=\"1\">\
     <source>نعم <g id=\"1\">هو</g></source><seg-source><mrk mtype=\"seg\" mid=\"0\">نعم <g id=\"1\">هو</g></mrk></seg-source>\
     <target><mrk mtype=\"seg\" mid=\"0\">Yes</mrk></target></trans-unit></body></file></xliff>",
    "<srx version=\"2.0\"><header cascade=\"yes\"/><body><languagerules><languagerule languagerulename=\"x\"><rule break=\"no\">\
     <beforebreak>(?&lt;!a)\\bMr\\.\\s</beforebreak><afterbreak>\\p{Lu}</afterbreak></rule><rule break=\"yes\"><beforebreak>[.]+\\s\
     </beforebreak></rule></languagerule></languagerules><maprules><languagemap languagepattern=\".*\" languagerulename=\"x\"/>\
     </maprules></body></srx>",
];

fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let cuts = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    (prop::sample::select(SEEDS), cuts, any::<prop::sample::Index>()).prop_map(|(seed, cuts, end)| {
        let mut bytes = seed.as_bytes().to_vec();
        for (at, byte) in cuts {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(end.index(bytes.len() * 4).max(1));
        bytes
    })
}

fn run_all(bytes: &[u8]) {
    bodies::article_file(bytes);
    bodies::web_page(bytes);
    bodies::glossary_file(bytes);
    bodies::tmx_file(bytes);
    bodies::kept_file(bytes);
    bodies::package_file(bytes);
    bodies::terms_file(bytes);
    bodies::srx_file(bytes);
    bodies::matched_text(bytes);
}

#[test]
fn whole_files_are_read() {
    for seed in SEEDS {
        run_all(seed.as_bytes());
    }
}

proptest! {
    #[test]
    fn damaged_files_are_read_or_refused(bytes in damaged()) {
        run_all(&bytes);
    }

    #[test]
    fn noise_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        run_all(&bytes);
    }
}
