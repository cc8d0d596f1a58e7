//! Bilingual files of other tools come back as they went: what was edited differs, every other byte stays.

use proptest::prelude::*;
use tarjuman::document::{Article, Content, Segment, SegmentId, State};
use tarjuman::format::{Input, ReadOptions, View, patched, recognise};

use crate::round_trips::{any_article, content};
use crate::sample::written;

fn read(text: &str) -> Article {
    match recognise("-", text).read(text, &ReadOptions::default()) {
        Ok(Input::Article(article)) => article,
        other => panic!("{other:?}\n{text}"),
    }
}

/// The file `bytes` in `encoding`, whose text is `text`, with the targets of `article`.
fn put((text, bytes, encoding): (&str, &[u8], &str), article: &Article) -> Vec<u8> {
    let format = recognise("-", text);
    patched(format, (bytes, encoding), article, &ReadOptions::default()).unwrap()
}

fn update(text: &str, article: &Article) -> String {
    String::from_utf8(put((text, text.as_bytes(), "UTF-8"), article)).unwrap()
}

/// The file after `edit`; it must read as what was put in.
fn edited(text: &str, edit: impl Fn(&mut [Segment])) -> String {
    let mut article = read(text);
    assert_eq!(update(text, &article), text, "untouched, and yet not the same");
    edit(&mut article.segments);
    let file = update(text, &article);
    let (again, wanted) = (read(&file), &article);
    for (read, wanted) in again.segments.iter().zip(&wanted.segments) {
        assert_eq!(read.target.content.text, wanted.target.content.text, "{file}");
    }
    assert_eq!(update(&file, &again), file);
    file
}

fn translate(segment: &mut Segment, text: &str) {
    segment.target.content = Content::plain(text);
    segment.target.state = State::Translated;
}

const XLIFF_2: &str = r#"<?xml version='1.0'  encoding="UTF-8"?>
<!-- kept --><x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang='ar'
  xmlns:my="urn:mine">
 <x:file id="f"><my:note kind='odd'><![CDATA[<>&]]></my:note>
  <x:unit id="u" my:attribute="1">
   <x:originalData><x:data id="d">&lt;b></x:data></x:originalData>
   <x:segment id="s1">
    <x:source xml:space="preserve">نعم <x:pc id="1" dataRefStart="d">هو</x:pc> <x:ph id="2"/></x:source>
   </x:segment>
   <x:segment id="s2" state="reviewed" subState="my:odd"><x:source>لا</x:source><x:target  xml:lang='en'>No &#x2014; <x:mrk id="m" type="term">never</x:mrk><!-- ? -->.</x:target></x:segment>
  </x:unit>
 </x:file>
</x:xliff>
"#;

#[test]
fn a_new_target_stands_behind_its_source() {
    let file = edited(XLIFF_2, |segments| translate(&mut segments[0], "Yes"));
    let expected = XLIFF_2
        .replace(
            "srcLang='ar'\n  xmlns:my=\"urn:mine\">",
            "srcLang='ar'\n  xmlns:my=\"urn:mine\" trgLang=\"und\">",
        )
        .replace(
            "<x:segment id=\"s1\">",
            "<x:segment id=\"s1\" state=\"translated\">",
        )
        .replace(
            "<x:ph id=\"2\"/></x:source>\n",
            "<x:ph id=\"2\"/></x:source>\n    <x:target xml:space=\"preserve\">Yes</x:target>\n",
        );
    assert_eq!(file, expected);
}

#[test]
fn codes_of_the_source_are_written_as_the_source_writes_them() {
    let file = edited(XLIFF_2, |segments| {
        let mut content = segments[0].source.clone();
        content.text = String::from("aye هو ");
        for code in &mut content.codes {
            code.at = code.at.min(content.text.len());
        }
        content.codes[0].at = 4;
        content.codes[1].at = 4 + "هو".len();
        content.codes[2].at = content.text.len();
        segments[0].target.content = content;
    });
    assert!(
        file.contains(">aye <x:pc id=\"1\" dataRefStart=\"d\">هو</x:pc> <x:ph id=\"2\"/></x:target>"),
        "{file}"
    );
}

#[test]
fn half_a_pair_and_pairs_that_cross_are_written_apart() {
    let file = edited(XLIFF_2, |segments| {
        let mut content = segments[0].source.clone();
        content.codes.truncate(1);
        segments[0].target.content = content;
    });
    assert!(
        file.contains("<x:sc id=\"1\" dataRef=\"d\" isolated=\"yes\"/>"),
        "{file}"
    );
}

#[test]
fn only_the_words_that_differ_are_written() {
    let file = edited(XLIFF_2, |segments| {
        let content = &mut segments[1].target.content;
        content.text = content.text.replace("never", "not ever");
    });
    assert_eq!(file, XLIFF_2.replace(">never<", ">not ever<"));
}

#[test]
fn a_state_that_changes_takes_the_sub_state_with_it() {
    let file = edited(XLIFF_2, |segments| segments[1].target.state = State::Locked);
    assert_eq!(
        file,
        XLIFF_2.replace("state=\"reviewed\" subState=\"my:odd\"", "state=\"final\"")
    );
}

const XLIFF_1: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="ar" target-language="en" datatype="x"><header/><body>
<trans-unit id="1"><source>نعم <g id="5">هو</g></source>
  <target/><note>odd  spaces</note></trans-unit>
<trans-unit id="1"><source>أ. ب.</source>
<seg-source><g id="9"><mrk mtype="seg" mid="0">أ<x id="7"/>.</mrk> <mrk mtype="seg" mid="1">ب.</mrk></g></seg-source>
<target state="new"><g id="9"><mrk mtype="seg" mid="0">A<x id="7"/>.</mrk> <mrk mtype="seg" mid="1"/></g></target></trans-unit>
<trans-unit id="3"><source>ج. د.</source><seg-source><mrk mtype="seg" mid="0">ج.</mrk> <mrk mtype="seg" mid="1">د.</mrk></seg-source></trans-unit>
</body></file></xliff>"#;

#[test]
fn xliff_1_is_patched_where_it_stands() {
    let file = edited(XLIFF_1, |segments| translate(&mut segments[0], "yes & no"));
    let expected = XLIFF_1.replace("<target/>", "<target state=\"translated\">yes &amp; no</target>");
    assert_eq!(file, expected);
    let file = edited(XLIFF_1, |segments| translate(&mut segments[2], "B."));
    let expected = XLIFF_1
        .replace("mid=\"1\"/></g></target>", "mid=\"1\">B.</mrk></g></target>")
        .replace("state=\"new\"", "state=\"needs-review-translation\"");
    assert_eq!(file, expected);
}

#[test]
fn a_target_is_made_like_the_segmented_source() {
    let file = edited(XLIFF_1, |segments| translate(&mut segments[4], "D."));
    let made = "</seg-source><target state=\"needs-translation\"><mrk mtype=\"seg\" mid=\"0\"></mrk> <mrk mtype=\"seg\" mid=\"1\">D.</mrk></target>";
    assert_eq!(
        file,
        XLIFF_1.replace("</seg-source></trans-unit>", &format!("{made}</trans-unit>"))
    );
}

#[test]
fn trados_and_memoq_keep_their_states_their_way() {
    let sdl = r#"<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="ar" target-language="en" datatype="x"><body>
<trans-unit id="a"><source>نعم</source><seg-source><mrk mtype="seg" mid="1">نعم</mrk></seg-source><target><mrk mtype="seg" mid="1">Yes</mrk></target>
<sdl:seg-defs><sdl:seg id="1" conf="Draft" origin="mt"><sdl:value key="x">y</sdl:value></sdl:seg></sdl:seg-defs></trans-unit></body></file></xliff>"#;
    let file = edited(sdl, |segments| translate(&mut segments[0], "Yes!"));
    assert_eq!(
        file,
        sdl.replace(">Yes<", ">Yes!<")
            .replace("\"Draft\"", "\"Translated\"")
    );
    let memoq = r#"<xliff xmlns:mq="MQXliff" version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="ar" target-language="en" datatype="x"><body>
<trans-unit id="1" mq:status="Pretranslated"><source xml:space="preserve">نعم</source><target xml:space="preserve"></target></trans-unit></body></file></xliff>"#;
    let file = edited(memoq, |segments| translate(&mut segments[0], "Yes"));
    let expected = memoq
        .replace("\"preserve\"></target>", "\"preserve\">Yes</target>")
        .replace("Pretranslated", "ManuallyConfirmed");
    assert_eq!(file, expected);
}

#[test]
fn what_a_change_took_out_is_no_text_and_stays() {
    let sdl = r#"<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="ar" target-language="en" datatype="x"><body>
<trans-unit id="a"><source>نعم.</source><seg-source><mrk mtype="seg" mid="1">نعم.</mrk></seg-source><target><mrk mtype="seg" mid="1"><mrk mtype="x-sdl-deleted" sdl:revid="r"><g id="1">Yea</g></mrk><mrk mtype="x-sdl-added" sdl:revid="s">Yes</mrk>.</mrk></target></trans-unit></body></file></xliff>"#;
    assert_eq!(read(sdl).segments[0].target.content.text, "Yes.");
    let file = edited(sdl, |segments| translate(&mut segments[0], "Yes!"));
    let expected = sdl
        .replace("</mrk>.</mrk>", "</mrk>!</mrk>")
        .replace("<target>", "<target state=\"translated\">");
    assert_eq!(file, expected);
}

#[test]
fn a_target_that_is_not_cut_is_that_of_the_whole() {
    let file = |target: &str| {
        format!(
            "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file original=\"a\" source-language=\"ar\" \
             target-language=\"en\" datatype=\"x\"><trans-unit id=\"1\"><source>ج. د.</source><seg-source><mrk mtype=\"seg\" mid=\"0\">ج.</mrk> \
             <mrk mtype=\"seg\" mid=\"1\">د.</mrk></seg-source>{target}</trans-unit></file></xliff>"
        )
    };
    let cut = file("<target>C. D.</target>");
    let segments = read(&cut).segments;
    assert_eq!(segments.len(), 1);
    assert_eq!(segments[0].target.content.text, "C. D.");
    assert_eq!(
        edited(&cut, |segments| translate(&mut segments[0], "C and D.")),
        file("<target state=\"translated\">C and D.</target>")
    );
    assert_eq!(read(&file("<target/>")).segments.len(), 2);
}

#[test]
fn what_stands_in_notes_is_told() {
    let v1 = XLIFF_1.replace(
        "<note>odd  spaces</note>",
        "<note from=\"dev\">short</note><note>odd</note><note from=\"tarjuman\">ours</note>",
    );
    let told = |text: &str| -> Vec<(String, String)> {
        let article = read(text);
        let first = article.segments[0].id.clone();
        let told = article.comments.into_iter();
        told.inspect(|comment| assert_eq!(comment.segment.as_ref(), Some(&first)))
            .map(|comment| (comment.who, comment.text))
            .collect()
    };
    let pair = |who: &str, text: &str| (who.to_owned(), text.to_owned());
    assert_eq!(told(&v1), [pair("dev", "short"), pair("file", "odd")]);
    let v2 = XLIFF_2.replace(
        "<x:originalData>",
        "<x:notes><x:note category=\"any\">be short</x:note></x:notes><x:originalData>",
    );
    assert_eq!(told(&v2), [pair("file", "be short")]);
    let memoq = r#"<xliff xmlns:mq="MQXliff" version="1.2"><file original="a" source-language="ar" target-language="en" datatype="x"><body>
<trans-unit id="1"><source>نعم</source><target/><mq:comments><mq:comment creatoruser="Ruth" deleted="false">check</mq:comment><mq:comment deleted="true">gone</mq:comment></mq:comments></trans-unit></body></file></xliff>"#;
    assert_eq!(told(memoq), [pair("Ruth", "check")]);
}

#[test]
fn match_scores_are_read_however_they_are_written() {
    let file = |quality: &str| {
        XLIFF_1.replace(
            "<note>odd",
            &format!("<alt-trans match-quality=\"{quality}\"><target>x</target></alt-trans><note>odd"),
        )
    };
    for (quality, score) in [
        ("85", 85),
        ("85.00%", 85),
        ("0.85", 85),
        ("0,7", 70),
        ("1.0", 100),
        ("100", 100),
        ("String", 0),
    ] {
        let article = read(&file(quality));
        assert_eq!(article.segments[0].matches[0].score, score, "{quality}");
    }
}

const TMX: &str = "<?xml version=\"1.0\"?>\r\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\r\n<tmx version=\"1.4\"><header srclang=\"ar\"/>\r\n<body>\
<tu tuid=\"1\"><prop type=\"x\">y</prop>\r\n<tuv xml:lang=\"AR\"><seg>نعم <bpt i=\"1\" x=\"4\">&lt;b></bpt>هو<ept i=\"1\">&lt;/b></ept></seg></tuv>\
<tuv xml:lang=\"en-US\"><seg>Yes <bpt i=\"1\" x=\"4\">&lt;b></bpt>him<ept i=\"1\">&lt;/b></ept></seg></tuv></tu>\r\n\
<tu>\r\n  <tuv xml:lang=\"ar\"><seg>لا</seg></tuv>\r\n  <tuv xml:lang=\"fr\"><seg>non</seg></tuv></tu></body></tmx>";

#[test]
fn tmx_is_patched_where_it_stands() {
    let file = edited(TMX, |segments| {
        let content = &mut segments[0].target.content;
        content.text = content.text.replace("him", "he");
        content.codes[1].at -= 1;
        translate(&mut segments[1], "No");
    });
    let expected = TMX.replace(">him<", ">he<").replace(
        "لا</seg></tuv>",
        "لا</seg></tuv>\r\n  <tuv xml:lang=\"en-US\"><seg>No</seg></tuv>",
    );
    assert_eq!(file, expected);
}

#[test]
fn a_file_keeps_its_encoding() {
    let text = TMX.replace("\"1.0\"", "\"1.0\" encoding=\"windows-1256\"");
    let (original, _, _) = encoding_rs::WINDOWS_1256.encode(&text);
    let mut article = read(&text);
    let file = (text.as_str(), original.as_ref(), "windows-1256");
    assert_eq!(put(file, &article), original.as_ref());
    translate(&mut article.segments[1], "Nō");
    let bytes = put(file, &article);
    let (again, _, _) = encoding_rs::WINDOWS_1256.decode(&bytes);
    assert!(again.contains("<seg>N&#333;</seg>") && again.contains("نعم"));

    let marked: Vec<u8> = format!("\u{FEFF}{TMX}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let bytes = put((TMX, &marked, "UTF-16LE"), &article);
    assert_eq!(bytes[..2], [0xFF, 0xFE]);
    assert_eq!(bytes.len() % 2, 0);
}

#[test]
fn a_segment_that_the_file_does_not_have_is_told() {
    let mut article = read(TMX);
    article.segments[1].id = SegmentId::of("of a sentence that was parted", 0);
    let told = patched(
        recognise("-", TMX),
        (TMX.as_bytes(), "UTF-8"),
        &article,
        &ReadOptions::default(),
    );
    let told = told.unwrap_err().to_string();
    assert!(
        told.starts_with(&format!("segment {} of the article", article.segments[1].id)),
        "{told}"
    );
}

/// A text, and where which codes stand in it.
type Said = (String, Vec<(usize, u32, String)>);

/// What the targets say, without the markup that a file need not have for it.
fn said(article: &Article) -> Vec<Said> {
    let targets = article.segments.iter().map(|segment| &segment.target.content);
    let codes = |content: &Content| {
        let codes = content.codes.iter();
        codes
            .map(|code| (code.at, code.id, format!("{:?}", code.kind)))
            .collect()
    };
    targets
        .map(|content| (content.text.clone(), codes(content)))
        .collect()
}

proptest! {
    #[test]
    fn any_target_is_put_into_any_file(
        mut article in any_article(),
        targets in prop::collection::vec(content(), 6),
    ) {
        let file = written(&article, "xliff", View::Bilingual);
        article = read(&file);
        for (segment, target) in article.segments.iter_mut().zip(targets) {
            // White space alone is no target: what stands there stays.
            if target.is_blank() && target.codes.is_empty() {
                continue;
            }
            // Ids that the file has no markup for would be told apart otherwise.
            segment.target.content = target;
            segment.target.state = State::Approved;
        }
        let again = read(&update(&file, &article));
        prop_assert_eq!(said(&again), said(&article));
    }
}
