//! Encodings that newsrooms still send, and standard input and output.

use crate::desk::{Desk, SAMPLE};

/// The characters of windows-1256 that the sample uses beside ASCII.
fn windows_1256(c: char) -> u8 {
    let letters: Vec<char> = "ءآأؤإئابةتثجحخدذرزسشصض".chars().collect();
    let place = |first: u8, letters: &[char]| {
        letters
            .iter()
            .position(|letter| *letter == c)
            .map(|at| first + u8::try_from(at).unwrap())
    };
    match c {
        '\0'..='\x7f' => c as u8,
        '“' => 0x93,
        '”' => 0x94,
        '،' => 0xA1,
        '؛' => 0xBA,
        '؟' => 0xBF,
        'ط' => 0xD8,
        'ظ' => 0xD9,
        'ع' => 0xDA,
        'غ' => 0xDB,
        'ـ' => 0xDC,
        'ف' => 0xDD,
        'ق' => 0xDE,
        'ك' => 0xDF,
        'ل' => 0xE1,
        'م' => 0xE3,
        'ن' => 0xE4,
        'ه' => 0xE5,
        'و' => 0xE6,
        'ى' => 0xEC,
        'ي' => 0xED,
        'ً' => 0xF0,
        _ => place(0xC1, &letters).unwrap_or_else(|| panic!("{c:?} is not in this table")),
    }
}

/// ISO-8859-6: the letters of Unicode's block in its order, from 0xA0 for U+0600.
fn iso_8859_6(c: char) -> u8 {
    match c {
        '\0'..='\x7f' => c as u8,
        _ => u8::try_from(c as u32 - 0x600 + 0xA0).unwrap(),
    }
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn segments(desk: &Desk, file: &str, options: &[&str]) -> (String, String) {
    let ran = desk.run(&[&["segment", file][..], options].concat()).done();
    (ran.stdout, ran.stderr)
}

#[test]
fn unicode_in_any_dress_gives_the_same_segments_without_a_word() {
    let desk = Desk::with_sample();
    let marked = format!("\u{feff}{SAMPLE}");
    let files = [
        ("bom.txt", marked.clone().into_bytes()),
        ("16le.txt", utf_16(SAMPLE, u16::to_le_bytes)),
        ("16be.txt", utf_16(SAMPLE, u16::to_be_bytes)),
        ("16le-bom.txt", utf_16(&marked, u16::to_le_bytes)),
        ("16be-bom.txt", utf_16(&marked, u16::to_be_bytes)),
        ("crlf.txt", SAMPLE.replace('\n', "\r\n").into_bytes()),
    ];
    let (expected, _) = segments(&desk, "article.txt", &[]);
    assert_eq!(expected.lines().count(), 12);
    for (name, content) in files {
        desk.write(name, content);
        let (found, said) = segments(&desk, name, &[]);
        assert_eq!(found, expected, "{name}");
        assert_eq!(said, "", "{name}");
    }
}

#[test]
fn windows_1256_is_recognised_and_the_guess_is_said() {
    let desk = Desk::with_sample();
    desk.write("old.txt", SAMPLE.chars().map(windows_1256).collect::<Vec<u8>>());
    let (expected, _) = segments(&desk, "article.txt", &[]);
    let (found, said) = segments(&desk, "old.txt", &[]);
    assert_eq!(found, expected);
    assert_eq!(
        said,
        "warning: old.txt: read as windows-1256, which is a guess; name the encoding with --encoding if letters look wrong\n"
    );
    let (found, said) = segments(&desk, "old.txt", &["--encoding", "windows-1256"]);
    assert_eq!((found, said), (expected, String::new()));
}

#[test]
fn iso_8859_6_is_recognised_and_the_guess_is_said() {
    let desk = Desk::empty();
    // The alphabet has no curly quotation marks.
    let plain = SAMPLE.replace(['“', '”'], "\"");
    desk.write("plain.txt", &plain);
    desk.write("old.txt", plain.chars().map(iso_8859_6).collect::<Vec<u8>>());
    let (expected, _) = segments(&desk, "plain.txt", &[]);
    let (found, said) = segments(&desk, "old.txt", &[]);
    assert_eq!(found, expected);
    assert!(
        said.starts_with("warning: old.txt: read as ISO-8859-6, which is a guess"),
        "{said}"
    );
    let (found, said) = segments(&desk, "old.txt", &["--encoding", "iso-8859-6"]);
    assert_eq!((found, said), (expected, String::new()));
}

#[test]
fn a_draft_knows_its_letters_whatever_bytes_they_came_in() {
    let desk = Desk::empty();
    desk.write(
        "article.txt",
        SAMPLE.chars().map(windows_1256).collect::<Vec<u8>>(),
    );
    desk.run(&["draft", "article.txt"]).done();
    let article = desk.article("article.txt");
    let lines: Vec<&str> = SAMPLE.lines().collect();
    for (segment, line) in article["segments"].as_array().unwrap().iter().zip(lines) {
        assert_eq!(segment["source"]["text"].as_str().unwrap(), line.trim());
    }
}

#[test]
fn a_hyphen_is_standard_input_and_output() {
    let desk = Desk::with_sample();
    let (expected, _) = segments(&desk, "article.txt", &[]);
    assert_eq!(desk.run_with(&["segment", "-"], SAMPLE).done().stdout, expected);
    assert_eq!(desk.run_with(&["segment"], SAMPLE).done().stdout, expected);
    let drafted = desk
        .run_with(&["draft", "-", "-o", "-", "--format", "tsv"], SAMPLE)
        .done();
    assert_eq!(drafted.stdout.lines().count(), 13);
    assert!(
        drafted.stderr.contains("12 segments: 1 drafted, 11 empty"),
        "{}",
        drafted.stderr
    );
    desk.run(&["draft", "article.txt", "-o", "draft.tsv"]).done();
    assert_eq!(drafted.stdout, desk.text("draft.tsv"));
    let empty = desk.run_with(&["draft", "-"], "").ended(1);
    assert_eq!(
        empty.stderr,
        "error: standard input: the file is empty, there is nothing to translate\n"
    );
}

#[test]
fn a_draft_and_its_summary_do_not_share_standard_output() {
    let desk = Desk::with_sample();
    let ran = desk.run(&["draft", "article.txt", "-o", "-", "--json"]).ended(1);
    assert!(ran.stderr.contains("standard output"), "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
}

#[test]
fn json_offsets_lead_back_to_every_sentence_whatever_the_language() {
    let desk = Desk::empty();
    let text = "\u{FEFF}د. أحمد «قال؟» قبل… 1. ثم e\u{301}t İ. 🙂!\u{200F} 他说。“x”? है। ـَ  \t(a) Dr. X";
    desk.write("any.txt", text);
    for language in tarjuman::language::known() {
        let (out, _) = segments(&desk, "any.txt", &["--lang", &language.tag, "--format", "json"]);
        let text = text.trim_start_matches('\u{FEFF}');
        let mut from = 0;
        for line in out.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let place = |unit: &str, end: &str| usize::try_from(row[unit][end].as_u64().unwrap()).unwrap();
            let (start, end) = (place("bytes", "start"), place("bytes", "end"));
            assert_eq!(
                &text[start..end],
                row["text"].as_str().unwrap(),
                "{}",
                language.tag
            );
            let chars = place("chars", "end") - place("chars", "start");
            assert_eq!(text[start..end].chars().count(), chars, "{}", language.tag);
            assert!(
                text[from..start].trim().is_empty(),
                "{}: text is lost",
                language.tag
            );
            from = end;
        }
        assert!(text[from..].trim().is_empty(), "{}: text is lost", language.tag);
    }
}
