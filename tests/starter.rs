//! The starter glossaries keep what their README promises.

#![allow(clippy::expect_used, reason = "a glossary that does not read has failed")]

use std::collections::HashMap;

use tarjuman::document::Term;
use tarjuman::glossary::{Habits, Matcher, TermFile, lint};
use tarjuman::language;

macro_rules! starter {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../glossaries/", $name, ".ar-en.tsv")))),+]
    };
}

fn files() -> Vec<(String, TermFile)> {
    let texts = starter![
        "people",
        "organisations",
        "countries",
        "places",
        "offices",
        "calendar",
        "currencies",
        "languages",
        "phrases"
    ];
    let read = |(name, text): (&str, &str)| (name.to_owned(), TermFile::parse(text).expect(name));
    texts.into_iter().map(read).collect()
}

#[test]
fn every_row_reads_and_comes_back_byte_for_byte() {
    for (name, file) in files() {
        assert!(file.terms().count() > 0, "{name} is empty");
        assert_eq!(TermFile::parse(&file.to_text()).as_ref(), Ok(&file));
    }
}

#[test]
fn lint_finds_nothing() {
    let lints = lint(&files(), language::of("ar"), language::of("en"));
    assert!(lints.is_empty(), "{lints:#?}");
}

#[test]
fn there_are_as_many_rows_as_a_desk_can_start_with() {
    let rows = |name: &str| {
        let files = files();
        files
            .iter()
            .find(|(file, _)| file == name)
            .map_or(0, |(_, file)| file.terms().count())
    };
    for (name, least) in [
        ("people", 400),
        ("places", 400),
        ("organisations", 250),
        ("offices", 120),
        ("phrases", 150),
        ("languages", 80),
    ] {
        assert!(
            rows(name) >= least,
            "{name} has {} rows, wanted {least}",
            rows(name)
        );
    }
}

#[test]
fn every_month_of_every_tradition_is_there() {
    let months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let files = files();
    let calendar = files
        .iter()
        .find(|(name, _)| name == "calendar")
        .map(|(_, file)| file);
    for month in months {
        let rows = calendar
            .into_iter()
            .flat_map(TermFile::terms)
            .filter(|(_, term)| term.target == month)
            .count();
        assert!(rows >= 3, "{month} stands {rows} times");
    }
}

/// Every row, with the file's name and the row's line.
fn rows(files: &[(String, TermFile)]) -> Vec<(String, &Term)> {
    let all = files.iter();
    all.flat_map(|(name, file)| with_lines(name, file)).collect()
}

fn with_lines<'a>(name: &str, file: &'a TermFile) -> Vec<(String, &'a Term)> {
    let place = |(line, term)| (format!("{name}:{line}"), term);
    file.terms().map(place).collect()
}

fn arabic(term: &Term) -> impl Iterator<Item = &str> {
    std::iter::once(term.source.as_str()).chain(term.forms.iter().map(String::as_str))
}

fn english(term: &Term) -> impl Iterator<Item = &str> {
    let accepted = std::iter::once(&term.target).chain(&term.variants);
    accepted.chain(&term.forbidden).map(String::as_str)
}

#[test]
fn a_spelling_stands_in_one_row_only() {
    let files = files();
    let mut first: HashMap<&str, String> = HashMap::new();
    let mut twice = Vec::new();
    for (place, term) in rows(&files) {
        for form in arabic(term) {
            if let Some(other) = first.insert(form, place.clone()) {
                twice.push(format!("{form}: {other} and {place}"));
            }
        }
    }
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn the_arabic_is_plain_letters() {
    // Presentation forms, tatweel, vowel marks, direction marks and Latin letters never match a newspaper's text.
    let odd = |c: char| {
        matches!(c, '\u{0640}' | '\u{064B}'..='\u{0652}' | '\u{0670}' | '\u{200B}'..='\u{200F}')
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
            || matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
            || c.is_ascii_alphabetic()
    };
    let files = files();
    for (place, term) in rows(&files) {
        for form in arabic(term) {
            assert!(!form.contains(odd), "{place}: {form:?}");
            assert!(form.trim() == form && !form.contains("  "), "{place}: {form:?}");
        }
    }
}

#[test]
fn the_english_has_straight_apostrophes_and_single_blanks() {
    let files = files();
    for (place, term) in rows(&files) {
        for text in english(term) {
            assert!(
                !text.contains(['\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}']),
                "{place}: {text}"
            );
            assert!(text.trim() == text && !text.contains("  "), "{place}: {text:?}");
        }
    }
}

#[test]
fn the_spellings_of_a_row_are_listed_once() {
    let files = files();
    for (place, term) in rows(&files) {
        let mut all: Vec<&str> = english(term).collect();
        all.sort_unstable();
        assert!(all.windows(2).all(|two| two[0] != two[1]), "{place}: {all:?}");
    }
}

#[test]
fn what_is_forbidden_is_not_part_of_what_is_right() {
    // A repair that replaces the forbidden text would damage the right one.
    let files = files();
    for (place, term) in rows(&files) {
        for bad in &term.forbidden {
            let padded = format!(" {bad} ");
            for good in std::iter::once(&term.target).chain(&term.variants) {
                assert!(!format!(" {good} ").contains(&padded), "{place}: {bad} in {good}");
            }
        }
    }
}

#[test]
fn a_surname_row_does_not_forbid_a_name_whose_surname_is_right() {
    let files = files();
    let people = files.iter().filter(|(name, _)| name == "people");
    for (name, file) in people {
        for (place, term) in with_lines(name, file) {
            let surname = format!(" {}", term.target);
            let single = !term.target.contains(' ');
            let wrong = term
                .forbidden
                .iter()
                .find(|bad| single && bad.ends_with(&surname));
            assert_eq!(wrong, None, "{place}");
        }
    }
}

#[test]
fn lists_of_forbidden_renderings_are_short() {
    let files = files();
    for (place, term) in rows(&files) {
        assert!(term.forbidden.len() <= 6, "{place}: {:?}", term.forbidden);
    }
}

#[test]
fn the_levant_and_the_gulf_month_stand_alone_and_together() {
    let files = files();
    let pairs = [
        ("يناير", "كانون الثاني"),
        ("فبراير", "شباط"),
        ("مارس", "آذار"),
        ("أبريل", "نيسان"),
        ("مايو", "أيار"),
        ("يونيو", "حزيران"),
        ("يوليو", "تموز"),
        ("أغسطس", "آب"),
        ("سبتمبر", "أيلول"),
        ("أكتوبر", "تشرين الأول"),
        ("نوفمبر", "تشرين الثاني"),
        ("ديسمبر", "كانون الأول"),
    ];
    for (gulf, levant) in pairs {
        let target = target_of(&files, gulf);
        for text in [
            levant.to_owned(),
            format!("{gulf}/{levant}"),
            format!("{levant}/{gulf}"),
            format!("{levant} ({gulf})"),
        ] {
            assert_eq!(target_of(&files, &text), target, "{text}");
        }
    }
}

fn target_of<'a>(files: &'a [(String, TermFile)], form: &str) -> Option<&'a str> {
    let found = rows(files)
        .into_iter()
        .find(|(_, term)| arabic(term).any(|own| own == form));
    found.map(|(_, term)| term.target.as_str())
}

#[test]
fn a_country_in_the_news_has_its_adjective() {
    let files = files();
    for (country, adjective) in [
        ("فلسطين", "فلسطيني"),
        ("سوريا", "سوري"),
        ("العراق", "عراقي"),
        ("لبنان", "لبناني"),
        ("الأردن", "أردني"),
        ("مصر", "مصري"),
        ("السودان", "سوداني"),
        ("ليبيا", "ليبي"),
        ("تونس", "تونسي"),
        ("الجزائر", "جزائري"),
        ("المغرب", "مغربي"),
        ("موريتانيا", "موريتاني"),
        ("الصومال", "صومالي"),
        ("السعودية", "سعودي"),
        ("اليمن", "يمني"),
        ("سلطنة عمان", "عماني"),
        ("الإمارات", "إماراتي"),
        ("قطر", "قطري"),
        ("البحرين", "بحريني"),
        ("الكويت", "كويتي"),
        ("إسرائيل", "إسرائيلي"),
        ("إيران", "إيراني"),
        ("تركيا", "تركي"),
        ("روسيا", "روسي"),
        ("أوكرانيا", "أوكراني"),
        ("الصين", "صيني"),
        ("الهند", "هندي"),
        ("باكستان", "باكستاني"),
        ("أفغانستان", "أفغاني"),
        ("بريطانيا", "بريطاني"),
        ("فرنسا", "فرنسي"),
        ("ألمانيا", "ألماني"),
        ("إيطاليا", "إيطالي"),
        ("إسبانيا", "إسباني"),
        ("كندا", "كندي"),
        ("البرازيل", "برازيلي"),
        ("المكسيك", "مكسيكي"),
        ("الأرجنتين", "أرجنتيني"),
        ("اليابان", "ياباني"),
        ("إندونيسيا", "إندونيسي"),
        ("أستراليا", "أسترالي"),
        ("جنوب أفريقيا", "جنوب أفريقي"),
        ("إثيوبيا", "إثيوبي"),
        ("تشاد", "تشادي"),
    ] {
        assert!(target_of(&files, country).is_some(), "{country}");
        assert!(target_of(&files, adjective).is_some(), "{adjective}");
    }
}

#[test]
fn a_name_is_told_from_the_word_by_its_context() {
    let files = files();
    let terms = rows(&files).into_iter().map(|(_, term)| term.clone());
    let matcher = Matcher::new(terms, language::of("ar")).expect("the starters have no expressions");
    // The word, then the name.
    for (text, source) in [
        ("عميد الكلية يستقبل عميدا", "عميد"),
        ("مرشح محافظ يلتقي محافظ بغداد", "محافظ"),
        ("قال نقيب الفلاحين لنقيب في الجيش", "نقيب"),
        ("الخليل بن أحمد لم يزر الخليل", "الخليل"),
        ("إعصار ديبي لم يمنع ديبي", "ديبي"),
        ("مارس ضغوطا في مارس", "مارس"),
        ("سرت شائعات في سرت", "سرت"),
        ("اصطاد صيدا وفيرا قرب صيدا", "صيدا"),
        ("نشرت صحيفة الرياض في الرياض", "الرياض"),
        ("نصف قطر الدائرة في قطر", "قطر"),
        ("رفع أذان المغرب في المغرب", "المغرب"),
        ("حضر لفيف من الأدباء معرضا في لفيف", "لفيف"),
        ("قالت الجدة إنها من جدة", "جدة"),
        ("لتحقيق مآرب سياسية في مأرب", "مأرب"),
        ("قتل بضربة فأس في فاس", "فاس"),
        ("زار العالم الجليل قرى الجليل", "الجليل"),
        ("زار البقاع المقدسة ثم عاد إلى البقاع", "البقاع"),
        ("روى أحد سكان تالين عن ستالين", "تالين"),
        ("وصل باكرا إلى أكرا", "أكرا"),
        ("رد برايس على رايس", "رايس"),
        ("وثائق باندورا عن أندورا", "أندورا"),
    ] {
        let hits = matcher.hits(text, &Habits::default());
        let found = hits.iter().filter(|hit| hit.term.source == source).count();
        assert_eq!(found, 1, "{source} in {text}");
    }
}
