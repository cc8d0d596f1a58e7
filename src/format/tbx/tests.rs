//! TBX as tools write it, in both editions and styles.

use super::*;
use crate::document::{Severity, TermKind, TermStatus};
use crate::format::patched;

/// TBX-Basic of 2019 in DCA style, with what a term has and what it has not.
const DCA: &str = r#"<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
 <tbxHeader><fileDesc><titleStmt><title>Names</title></titleStmt><sourceDesc><p>The desk.</p></sourceDesc></fileDesc></tbxHeader>
 <text><body>
  <conceptEntry id="c1">
   <descrip type="subjectField">Person</descrip><note>since 2013</note>
   <langSec xml:lang="en">
    <descripGrp><descrip type="definition">a politician</descrip><admin type="source">BBC</admin></descripGrp>
    <termSec><term>Kiri</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
    <termSec><term>John
      Kerry</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec>
    <termSec><term>Kerry</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
     <termNote type="partOfSpeech">noun</termNote></termSec>
   </langSec>
   <langSec xml:lang="ar"><termSec><term>كيري</term></termSec><termSec><term>كيرى</term></termSec></langSec>
   <langSec xml:lang="fr"><termSec><term>Kerry</term></termSec></langSec>
  </conceptEntry>
  <conceptEntry id="c2"><langSec xml:lang="ar"><termSec><term>حلب</term></termSec></langSec></conceptEntry>
 </body></text>
</tbx>"#;

/// The same in the style of tags.
fn dct() -> String {
    let tags = [
        ("descrip", "subjectField", "min"),
        ("descrip", "definition", "basic"),
        ("admin", "source", "basic"),
    ];
    let mut file = DCA.replace("style=\"dca\"", "style=\"dct\" xmlns:min=\"http://www.tbxinfo.net/ns/min\" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\"");
    for name in ["administrativeStatus", "partOfSpeech"] {
        file = retagged(&file, ("termNote", name, "min"));
    }
    for tag in tags {
        file = retagged(&file, tag);
    }
    file
}

/// `<element type="name">…</element>` as `<module:name>…</module:name>`.
fn retagged(file: &str, (element, name, module): (&str, &str, &str)) -> String {
    let (open, close) = (format!("<{element} type=\"{name}\">"), format!("</{element}>"));
    let mut parts = file.split(open.as_str());
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (value, rest) = part.split_once(close.as_str()).unwrap();
        out.push_str(&format!("<{module}:{name}>{value}</{module}:{name}>{rest}"));
    }
    out
}

const MARTIF: &str = r#"<?xml version='1.0'?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p/></sourceDesc></fileDesc></martifHeader>
 <text><body>
  <termEntry id="t1"><descrip type="subjectField">war</descrip>
   <langSet xml:lang="en-US"><ntig><termGrp><term>ceasefire</term><termNote type="termType">fullForm</termNote></termGrp></ntig></langSet>
   <langSet lang="ar"><tig><term>هدنة</term></tig><tig><term>مهادنة</term><termNote type="normativeAuthorization">deprecatedTerm</termNote></tig></langSet>
  </termEntry>
 </body></text></martif>"#;

fn options(from: &str, to: &str) -> ReadOptions {
    ReadOptions {
        source_language: Some(from.to_owned()),
        target_language: Some(to.to_owned()),
        ..ReadOptions::default()
    }
}

fn errors(file: &str) -> Vec<String> {
    let faults = Tbx.validate(file).unwrap().into_iter();
    faults
        .filter(|fault| fault.severity == Severity::Error)
        .map(|fault| fault.to_string())
        .collect()
}

#[test]
fn a_concept_is_a_term_in_both_styles() {
    for file in [DCA, &dct()] {
        let list = Terms::read(&Tbx, file, &options("ar", "en")).unwrap();
        let (line, term) = &list.terms[0];
        assert_eq!((*line, list.terms.len()), (5, 1));
        let expected = Term {
            source: String::from("كيري"),
            target: String::from("Kerry"),
            kind: TermKind::Person,
            forms: vec![String::from("كيرى")],
            variants: vec![String::from("John Kerry")],
            forbidden: vec![String::from("Kiri")],
            note: String::from("since 2013; definition: a politician"),
            ..Term::default()
        };
        assert_eq!(*term, expected);
        let left: Vec<_> = list
            .left
            .iter()
            .map(|(what, times)| format!("{times} {what}"))
            .collect();
        assert_eq!(
            left,
            [
                "1 concepts without a term in ar and en",
                "1 language sections in fr",
                "1 partOfSpeech",
                "1 source"
            ]
        );
    }
}

#[test]
fn the_edition_of_2008_is_read_as_vendors_write_it() {
    let list = Terms::read(&Tbx, MARTIF, &options("en", "ar")).unwrap();
    let term = &list.terms[0].1;
    assert_eq!(
        (term.source.as_str(), term.target.as_str()),
        ("ceasefire", "هدنة")
    );
    assert_eq!(term.forbidden, ["مهادنة"]);
    assert_eq!(term.note, "subject: war");
    assert_eq!(errors(MARTIF), [""; 0]);
}

#[test]
fn a_language_that_is_missing_is_named() {
    let error = Terms::read(&Tbx, DCA, &options("ar", "de")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no term in de; the file has en, ar, fr: name two of them with --from and --to"
    );
}

#[test]
fn terms_come_back_from_both_editions() {
    let term = Term {
        source: String::from("كيري & <هو>"),
        target: String::from("Kerry"),
        kind: TermKind::Person,
        forms: vec![String::from("كيرى")],
        variants: vec![String::from("John Kerry")],
        forbidden: vec![String::from("Kiri"), String::from("Kery")],
        note: String::from("since 2013"),
        ..Term::default()
    };
    let obsolete = Term {
        source: String::from("قديم"),
        target: String::from("old"),
        forms: vec![String::from("عتيق")],
        status: TermStatus::Obsolete,
        ..Term::default()
    };
    let list = TermList {
        source_language: String::from("ar"),
        target_language: String::from("en"),
        terms: vec![(9, term), (15, obsolete)],
        ..TermList::default()
    };
    for format in [&Tbx as &dyn Terms, &Martif] {
        let mut out = Vec::new();
        format.write(&list, &mut out).unwrap();
        let file = String::from_utf8(out).unwrap();
        assert_eq!(errors(&file), [""; 0]);
        let read = Terms::read(&Tbx, &file, &options("ar", "en")).unwrap();
        let terms =
            |list: &TermList| -> Vec<Term> { list.terms.iter().map(|(_, term)| term.clone()).collect() };
        assert_eq!(terms(&read), terms(&list));
        assert!(read.left.is_empty(), "{:?}", read.left);
    }
}

#[test]
fn a_rendering_is_put_where_it_belongs() {
    let put = |file: &str, number: usize, text: &str| {
        let Input::Article(mut article) = Format::read(&Tbx, file, &options("ar", "en")).unwrap() else {
            panic!("a glossary is bilingual")
        };
        let given_back = |article: &Article| {
            let file = (file.as_bytes(), "UTF-8");
            String::from_utf8(patched(&Tbx, file, article, &options("ar", "en")).unwrap()).unwrap()
        };
        assert_eq!(given_back(&article), file);
        article.segments[number].target.content = text.into();
        given_back(&article)
    };
    assert_eq!(
        put(DCA, 0, "J. Kerry"),
        DCA.replace("<term>Kerry</term><termNote", "<term>J. Kerry</term><termNote")
    );
    let added = "<termSec><term>حلب</term></termSec></langSec>";
    assert_eq!(
        put(DCA, 1, "A & B"),
        DCA.replace(
            added,
            &format!("{added}<langSec xml:lang=\"en\"><termSec><term>A &amp; B</term></termSec></langSec>")
        )
    );
    let without = MARTIF.replace("xml:lang=\"en-US\"", "xml:lang=\"de\"");
    let added = put(&without, 0, "truce");
    assert!(
        added.contains("<langSet lang=\"en\">\n   <tig><term>truce</term></tig>")
            || added.contains("<langSet lang=\"en\"><tig><term>truce</term></tig>"),
        "{added}"
    );
}

#[test]
fn valid_files_are_accepted() {
    assert_eq!(errors(DCA), [""; 0]);
    assert_eq!(errors(&dct()), [""; 0]);
    let private = DCA
        .replace("TBX-Basic", "TBX-Desk")
        .replace("partOfSpeech", "mood");
    assert_eq!(errors(&private), [""; 0]);
}

#[test]
fn broken_rules_are_named_with_their_place() {
    let no_language = DCA.replace("<langSec xml:lang=\"fr\">", "<langSec>");
    let cases = [
        (
            DCA.replace("partOfSpeech\">noun", "partOfSpeech\">verbal"),
            "13:6",
            "tbx-value",
        ),
        (DCA.replace(" id=\"c2\"", ""), "18:3", "tbx-attribute"),
        (DCA.replace("id=\"c2\"", "id=\"c1\""), "18:3", "tbx-id"),
        (no_language, "16:4", "tbx-attribute"),
        (DCA.replace("TBX-Basic", "TBX-Min"), "8:17", "tbx-category"),
        (
            DCA.replace(
                "<descrip type=\"subjectField\">Person</descrip>",
                "<descrip type=\"context\">x</descrip>",
            ),
            "6:4",
            "tbx-level",
        ),
        (DCA.replace("<term>حلب</term>", ""), "18:48", "tbx-content"),
        (
            DCA.replace(
                "<descrip type=\"subjectField\">",
                "<descrip type=\"subjectField\" target=\"nowhere\">",
            ),
            "6:4",
            "tbx-target",
        ),
        (
            DCA.replace(
                "<note>since 2013</note>",
                "<min:x xmlns:min=\"http://www.tbxinfo.net/ns/min\"/>",
            ),
            "6:49",
            "tbx-style",
        ),
        (DCA.replace("style=\"dca\"", "style=\"dct\""), "6:4", "tbx-style"),
        (
            DCA.replace("<sourceDesc><p>The desk.</p></sourceDesc>", ""),
            "3:13",
            "tbx-content",
        ),
        (
            DCA.replace(
                "<note>since 2013</note>",
                "<transacGrp><transac type=\"transactionType\">origination</transac><date>yesterday</date></transacGrp>",
            ),
            "6:114",
            "tbx-value",
        ),
        (
            DCA.replace("<note>", "<memo>").replace("</note>", "</memo>"),
            "6:49",
            "tbx-element",
        ),
    ];
    for (file, place, rule) in cases {
        let errors = errors(&file);
        let named = errors.iter().any(|error| {
            error.starts_with(&format!("{place}: /tbx")) && error.ends_with(&format!("[{rule}]"))
        });
        assert!(named, "{place} {rule}: {errors:#?}");
    }
}
