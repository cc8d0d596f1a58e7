//! What TMX files of other programs hold, what is wrong with broken ones, and that ours come back whole.

use encoding_rs::Encoding;
use proptest::prelude::*;

use crate::document::TranslationUnit;

use super::{Error, Parts, Reader, Tmx, Writer};
use crate::format::{Format, Input, ReadOptions, WriteOptions, by_id};

fn file(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n{body}\n</body></tmx>\n"
    )
}

fn read(bytes: &[u8], wanted: Option<(&str, &str)>) -> Result<Vec<TranslationUnit>, Error> {
    Reader::new(bytes, wanted)?.collect()
}

fn read_ar_en(body: &str) -> Result<Vec<TranslationUnit>, Error> {
    read(file(body).as_bytes(), Some(("ar", "en")))
}

fn texts(units: &[TranslationUnit]) -> Vec<(&str, &str)> {
    units.iter().map(|u| (&*u.source, &*u.target)).collect()
}

#[test]
fn the_languages_asked_for_decide_not_the_files_source() {
    let body = "<tu><tuv xml:lang='en-GB'><seg>Yes</seg></tuv><tuv xml:lang='fr'><seg>Oui</seg></tuv>\
        <tuv xml:lang='AR'><seg>نعم</seg></tuv></tu>";
    assert_eq!(texts(&read_ar_en(body).unwrap()), [("نعم", "Yes")]);
    let all = read(file(body).as_bytes(), None).unwrap();
    assert_eq!(texts(&all), [("Yes", "Oui"), ("Yes", "نعم")]);
    assert!(
        read(file(body).as_bytes(), Some(("de", "en")))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_region_asked_for_is_preferred() {
    let body =
        "<tu><tuv xml:lang='en-US'><seg>color</seg></tuv><tuv xml:lang='en-GB'><seg>colour</seg></tuv></tu>";
    let units = read(file(body).as_bytes(), Some(("en-GB", "en-US"))).unwrap();
    assert_eq!(texts(&units), [("colour", "color")]);
}

#[test]
fn inline_codes_are_left_out_and_counted() {
    let body = "<tu><tuv lang='ar'><seg><bpt i='1'>&lt;b></bpt>قال<ept i='1'>&lt;/b></ept> <hi type='x'>نعم</hi>\
        <ph x='1'/><ph>{<sub>note</sub>}</ph></seg></tuv><tuv lang='en'><seg>He said <it pos='begin'>x</it>yes</seg></tuv></tu>";
    let file = file(body);
    let mut reader = Reader::new(file.as_bytes(), Some(("ar", "en"))).unwrap();
    let unit = reader.next().unwrap().unwrap();
    assert_eq!((&*unit.source, &*unit.target), ("قال نعم", "He said yes"));
    assert!(reader.next().is_none());
    assert_eq!((reader.counts().units, reader.counts().codes), (1, 7));
}

#[test]
fn who_when_context_and_properties_are_kept() {
    let body = "<tu creationdate='20200101T000000Z' creationid='A'><note>see page 3</note><prop type='prev'>قبل</prop>\
        <tuv xml:lang='ar'><prop type='x-context-post'>&lt;seg>بعد&lt;/seg></prop><seg>نعم</seg></tuv>\
        <tuv xml:lang='en' changedate='20240101T000000Z' changeid='B'><prop type='domain'>news</prop><seg>Yes</seg></tuv></tu>";
    let unit = read_ar_en(body).unwrap().remove(0);
    assert_eq!((&*unit.before, &*unit.after), ("قبل", "بعد"));
    assert_eq!(unit.author.as_deref(), Some("B"));
    assert_eq!(unit.changed.as_deref(), Some("20240101T000000Z"));
    let properties = [("note", "see page 3"), ("domain", "news")];
    assert_eq!(
        unit.properties,
        properties.map(|(n, v)| (n.to_owned(), v.to_owned()))
    );
}

#[test]
fn every_encoding_is_read() {
    let text =
        "<tu><tuv xml:lang='ar'><seg>قال كيري</seg></tuv><tuv xml:lang='en'><seg>Kerry said</seg></tuv></tu>";
    let file = file(text);
    let declared =
        |name: &str| file.replace("version=\"1.0\"?", &format!("version=\"1.0\" encoding='{name}'?"));
    let wide = |bytes: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
        format!("{mark}{}", declared("UTF-16"))
            .encode_utf16()
            .flat_map(bytes)
            .collect()
    };
    let mut files = vec![
        file.clone().into_bytes(),
        format!("\u{FEFF}{file}").into_bytes(),
        declared("utf-16").into_bytes(),
        wide(u16::to_le_bytes, "\u{FEFF}"),
        wide(u16::to_be_bytes, "\u{FEFF}"),
        wide(u16::to_le_bytes, ""),
        wide(u16::to_be_bytes, ""),
    ];
    for label in ["windows-1256", "ISO-8859-6"] {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        files.push(encoding.encode(&declared(label)).0.into_owned());
    }
    for (at, bytes) in files.iter().enumerate() {
        let units = read(bytes, Some(("ar", "en"))).unwrap_or_else(|error| panic!("{at}: {error}"));
        assert_eq!(texts(&units), [("قال كيري", "Kerry said")], "{at}");
    }
}

#[test]
fn a_document_type_is_accepted_and_its_entities_are_not_expanded() {
    let bomb = "<!DOCTYPE tmx SYSTEM 'http://example.invalid/tmx14.dtd' [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>\
        <tmx version='1.4'><header/><body>\n<tu>\n<tuv xml:lang='ar'><seg>&b;</seg></tuv>\
        <tuv xml:lang='en'><seg>x</seg></tuv></tu>\
        <tu><tuv xml:lang='ar'><seg>&amp;&#x41;</seg></tuv><tuv xml:lang='en'><seg>y</seg></tuv></tu></body></tmx>";
    let mut reader = Reader::new(bomb.as_bytes(), Some(("ar", "en"))).unwrap();
    let error = reader.next().unwrap().unwrap_err();
    assert!(error.is_of_one_unit());
    assert!(
        matches!(&error, Error::Entity { line: 3, name } if name == "b"),
        "{error}"
    );
    assert_eq!(reader.next().unwrap().unwrap().source, "&A");
    assert!(reader.next().is_none());
}

#[test]
fn a_broken_unit_is_named_by_its_line_and_the_next_is_read() {
    let good = "<tu><tuv xml:lang='ar'><seg>نعم</seg></tuv><tuv xml:lang='en'><seg>Yes</seg></tuv></tu>";
    let body = format!(
        "<tu><tuv><seg>x</seg></tuv></tu>\n<tu>\n<tuv xml:lang='ar'/><tuv xml:lang='en'><seg/></tuv></tu>\n{good}"
    );
    let file = file(&body);
    let results: Vec<_> = Reader::new(file.as_bytes(), Some(("ar", "en")))
        .unwrap()
        .collect();
    assert!(
        matches!(&results[0], Err(Error::NoLanguage { line: 3 })),
        "{:?}",
        results[0]
    );
    assert!(
        matches!(&results[1], Err(Error::NoSegment { line: 4, .. })),
        "{:?}",
        results[1]
    );
    assert_eq!(results[2].as_ref().unwrap().target, "Yes");
    assert_eq!(results.len(), 3);
}

#[test]
fn a_file_that_is_no_tmx_or_damaged_says_where() {
    let error = |bytes: &[u8]| read(bytes, None).unwrap_err();
    assert!(matches!(error(b""), Error::Empty));
    assert!(matches!(error(b"just words"), Error::Empty));
    assert!(matches!(error(b"\n<html></html>"), Error::NotTmx { line: 2, .. }));
    assert!(matches!(
        error(b"<tmx><body>\n</tmx>"),
        Error::Malformed { line: 2, .. }
    ));
    assert!(matches!(
        error(b"<tmx><body>\n<tu>\n"),
        Error::Truncated { line: 3 }
    ));
    assert!(matches!(
        error(b"<tmx><body>\n<tu>\n<tuv xml:lang="),
        Error::Truncated { line: 3 }
    ));
    assert!(matches!(error(b"<tmx>\n\n\xFF</tmx>"), Error::BadBytes { .. }));
    let unknown = b"<?xml version='1.0' encoding='klingon'?><tmx/>";
    assert!(matches!(error(unknown), Error::Encoding { name } if name == "klingon"));
    let cut = file("<tu><tuv xml:lang='ar'><seg>نعم");
    assert!(read(&cut.as_bytes()[..cut.len() - 20], None).is_err());
}

#[test]
fn a_file_in_parts_is_the_file_as_a_whole() {
    let body = "<tu tuid='a'><note>n</note><prop type='state'>approved</prop><tuv xml:lang='en'><seg>One<ph>x</ph></seg></tuv>\
        <tuv xml:lang='ar'><seg>واحد<ph>x</ph></seg></tuv></tu>\n<!-- <tu/> -->\
        <tu tuid='a'><tuv xml:lang='en'><seg>Two</seg></tuv><tuv xml:lang='fr'><seg>Deux</seg></tuv></tu>\
        <tu><tuv xml:lang='en-GB'><seg>Three</seg></tuv><tuv xml:lang='ar'><seg/></tuv></tu>\
        <tu><tuv xml:lang='en'><seg>Two</seg></tuv><tuv xml:lang='ar'><seg>اثنان</seg></tuv><odd><x/></odd></tu>";
    let text = file(body);
    let options = ReadOptions::default();
    let Input::Article(whole) = Tmx.read(&text, &options).unwrap() else {
        panic!()
    };
    assert_eq!(whole.segments.len(), 4);
    for format in [&Tmx as &dyn Format, by_id("tsv").unwrap(), by_id("csv").unwrap()] {
        let mut written = Vec::new();
        format
            .write(&whole, &WriteOptions::default(), &mut written)
            .unwrap();
        for most in 1..6 {
            let mut parts = Parts::new(text.as_bytes(), text.as_bytes(), &options, most).unwrap();
            let (mut segments, mut out) = (Vec::new(), Vec::new());
            let mut writer = format.in_parts(&mut out).unwrap().unwrap();
            for part in &mut parts {
                let part = part.unwrap();
                assert!(part.segments.len() <= most);
                writer.part(&part).unwrap();
                segments.extend(part.segments);
            }
            writer.finish().unwrap();
            assert_eq!(segments, whole.segments);
            assert_eq!(
                String::from_utf8(out).unwrap(),
                String::from_utf8(written.clone()).unwrap()
            );
            assert_eq!(parts.passed_over(), Tmx.passed_over(&text, &whole).unwrap());
        }
    }
}

#[test]
fn what_is_wrong_has_its_line_and_column_in_the_file() {
    let text = file(
        "<tu>\n<tuv xml:lang='en'><seg>x</seg></tuv></tu>\n  <tu><tuv><seg><bpt i='1'/></seg></tuv></tu>",
    );
    let faults = Tmx.validate(&text).unwrap();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "5:7: /tmx/body/tu[2]/tuv: <tuv> has no xml:lang [tmx-language]",
            "5:12: /tmx/body/tu[2]/tuv/seg: <bpt i=\"1\"> has no <ept> [tmx-pair]",
        ]
    );
    let broken = file("<tu>\n<tuv xml:lang='en'><seg>x&y;</seg></tuv></tu>");
    let error = Tmx
        .read(&broken, &ReadOptions::default())
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("line 4, column 26: &y; is none of"), "{error}");
}

fn text() -> impl Strategy<Value = String> {
    "[a-z<>&\"' \\t\\n\\rأبتة،؟\u{202B}\u{10400}]{0,20}"
}

fn unit() -> impl Strategy<Value = TranslationUnit> {
    let property = ("note|x-[a-c]", text());
    let properties = prop::collection::vec(property, 0..3);
    (
        text(),
        text(),
        text(),
        text(),
        prop::option::of("[a-z&\"\\n]{1,5}"),
        properties,
    )
        .prop_map(
            |(source, target, before, after, author, properties)| TranslationUnit {
                source,
                target,
                before,
                after,
                author,
                properties,
                source_language: "ar-EG".into(),
                target_language: "en".into(),
                changed: Some("20260131T120000Z".into()),
            },
        )
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(units in prop::collection::vec(unit(), 0..6)) {
        let mut writer = Writer::new(Vec::new()).unwrap();
        for unit in &units {
            writer.write(unit).unwrap();
        }
        let bytes = writer.finish().unwrap();
        prop_assert_eq!(&read(&bytes, Some(("ar", "en"))).unwrap(), &units);
        prop_assert_eq!(&read(&bytes, None).unwrap(), &units);
    }

    #[test]
    fn any_bytes_end_in_units_or_an_error(bytes in any::<Vec<u8>>(), cut in 0usize..400) {
        let _ = read(&bytes, None);
        let body = "<tu><note>n</note><tuv xml:lang='ar'><seg>ن<ph/>&amp;</seg></tuv><tuv xml:lang='en'><seg>Y</seg></tuv></tu>";
        let mut file = file(body).into_bytes();
        file.truncate(cut);
        file.extend(bytes);
        let _ = read(&file, Some(("ar", "en")));
    }
}

#[test]
fn the_rest_of_a_file_is_read_from_any_place_and_lines_are_those_of_the_whole() {
    let unit = |languages: &[&str]| {
        let variants = languages.iter().enumerate();
        let variants =
            variants.map(|(at, tag)| format!("\n<tuv xml:lang=\"{tag}\"><seg>نص {at}</seg></tuv>"));
        format!("<tu>{}</tu>\n", variants.collect::<String>())
    };
    let units = [
        unit(&["ar", "en", "fr"]),
        unit(&["ar", "en"]),
        "<!-- <tu> -->\n<tu><tuv><seg>without a language</seg></tuv></tu>".to_owned(),
        unit(&["ar", "de"]),
    ];
    let text = format!(
        "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\">\n<header srclang=\"ar\"/>\n<body>\n{}</body></tmx>",
        units.concat()
    );
    let shown = |read: Result<TranslationUnit, Error>| match read {
        Ok(unit) => format!("{unit:?}"),
        Err(error) => error.to_string(),
    };
    let all: Vec<String> = Reader::new(text.as_bytes(), None).unwrap().map(shown).collect();
    assert_eq!(all.len(), 5, "{all:?}");
    let mut reader = Reader::new(text.as_bytes(), None).unwrap();
    assert_eq!(reader.place(), None);
    for left in (0..all.len()).rev() {
        let _ = reader.next();
        let place = reader.place().unwrap();
        let rest = text[..place.head as usize].to_owned() + &text[place.offset as usize..];
        let read_on = Reader::from_place(rest.as_bytes(), None, place).unwrap();
        let read_on: Vec<String> = read_on.map(shown).collect();
        assert!(all.ends_with(&read_on), "{read_on:?}");
        // Of a unit with two pairs none is passed over.
        assert_eq!(read_on.len(), if left == 4 { 5 } else { left });
    }
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut reader = Reader::new(&wide[..], None).unwrap();
    let _ = reader.next();
    assert_eq!(reader.place(), None);
}
