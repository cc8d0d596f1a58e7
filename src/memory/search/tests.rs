//! The search held to a look at every unit, and what a person sees of it.

use super::*;
use crate::memory::VecUnits;
use proptest::prelude::*;

fn unit(source: &str, target: &str) -> TranslationUnit {
    TranslationUnit {
        source: source.into(),
        target: target.into(),
        source_language: "ar".into(),
        target_language: "en".into(),
        ..TranslationUnit::default()
    }
}

fn ask(units: Vec<TranslationUnit>, source: &str) -> Vec<MemoryMatch> {
    let query = Query {
        source,
        from: "ar-SY",
        to: "EN",
        ..Query::default()
    };
    let options = Options {
        limit: 10,
        min_score: 50,
    };
    Memory::new(VecUnits::new("m", units))
        .search(&query, &options)
        .unwrap()
}

#[test]
fn a_respelling_costs_one_and_marks_cost_nothing() {
    let units = || vec![unit("زار الوزير سوريا", "The minister visited Syria")];
    let scores = |source: &str| ask(units(), source).iter().map(|m| m.score).collect::<Vec<_>>();
    assert_eq!(scores("زارَ الوزيرُ  سوريا"), [100]);
    assert_eq!(scores("زار الوزير سورية"), [99]);
    assert_eq!(scores("زار الوزير مصر"), [75]);
    assert_eq!(scores("غير هذا كله"), [0; 0]);
}

#[test]
fn another_number_is_never_exact_and_is_put_right_where_it_can_be() {
    let units = vec![
        unit("قتل 13 شخصا", "13 people were killed"),
        unit("قتل 14 شخصا", "Fourteen people were killed"),
    ];
    let found = ask(units, "قتل ٢٥ شخصا");
    let of = |target: &str| {
        found
            .iter()
            .find(|m| m.target == target)
            .map(|m| (m.score, m.kind))
    };
    assert_eq!(of("25 people were killed"), Some((81, MatchKind::Repaired)));
    assert_eq!(of("Fourteen people were killed"), Some((81, MatchKind::Fuzzy)));
}

#[test]
fn neighbours_make_a_context_match_only_when_they_agree() {
    let with = |before: &str, after: &str| TranslationUnit {
        before: before.into(),
        after: after.into(),
        ..unit("نعم", "Yes")
    };
    let score = |unit: TranslationUnit, before: &str, after: &str| {
        let query = Query {
            source: "نعم",
            before,
            after,
            from: "ar",
            to: "en",
        };
        let mut memory = Memory::new(VecUnits::new("m", vec![unit]));
        let found = memory.search(&query, &Options::default()).unwrap();
        (found[0].score, found[0].kind)
    };
    assert_eq!(score(with("قبل", "بعد"), "قَبل", "بعد"), (101, MatchKind::Context));
    assert_eq!(score(with("", "بعد"), "", "بعد"), (101, MatchKind::Context));
    assert_eq!(score(with("قبل", "بعد"), "قبل", "غيره"), (100, MatchKind::Exact));
    assert_eq!(score(with("", ""), "", ""), (100, MatchKind::Exact));
}

#[test]
fn among_equals_the_likest_by_characters_comes_first_then_the_newest() {
    let dated = |source: &str, target: &str, changed: &str| TranslationUnit {
        changed: Some(changed.into()),
        ..unit(source, target)
    };
    let units = vec![
        dated("وصل الوزير اليوم", "old", "2020"),
        dated("وصل الوزير اليوم", "new", "2024"),
        dated("وصل الكاتب اليوم", "far", "2025"),
    ];
    let found = ask(units, "وصل الوزيران اليوم");
    let targets: Vec<_> = found.iter().map(|m| &*m.target).collect();
    assert_eq!(targets, ["new", "old", "far"]);
}

#[test]
fn a_source_without_words_is_not_looked_for() {
    assert!(ask(vec![unit("", "x")], " \u{200F}").is_empty());
}

/// What decides a unit's place: its score, that before rounding, and the likeness of letters.
fn place(compared: &Compared<'_>, asked: &str, source: &str) -> (u8, Likeness, Likeness) {
    match compared.to(source, 0) {
        Some((likeness, letters)) => (score::points(likeness), likeness, letters),
        None if same_text(asked, source) => (100, SAME, compared.letters(source)),
        None => (99, SAME, compared.letters(source)),
    }
}

/// Short texts and long ones, some of them alike.
fn texts() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "سوريا",
        "سورية",
        "قال",
        "قالوا",
        "في",
        "13",
        "١٣",
        "7",
        "حلب",
        ",",
        "،",
        "وزير",
        "WinWord6",
    ]);
    let few = prop::collection::vec(word.clone(), 1..9);
    let many = (
        prop::collection::vec(word.clone(), 0..7),
        prop::collection::vec(word, 0..4),
    );
    let long = many.prop_map(|(mut words, more)| {
        let opening = "أعلن المتحدث باسم وزارة الخارجية يوم الأحد أن المحادثات سوف تستأنف";
        words.extend(opening.split(' '));
        words.extend(more);
        words
    });
    prop_oneof![few, long].prop_map(|words| words.join(" "))
}

#[test]
fn what_is_trusted_less_stands_lower_and_order_decides_among_equals() {
    let of = |memory: &str, source: &str| VecUnits::new(memory, vec![unit(source, memory)]);
    let same = "وصل الوزير اليوم";
    let mut memory = Memory::new(of("agency", same))
        .beside(Memory::new(of("house", "وصل الوزير اليوم أيضا")))
        .beside(Memory::new(of("old", same)))
        .with_policy(
            &Policy {
                penalties: [(String::from("agency"), 30), (String::from("old"), 30)].into(),
                order: vec![String::from("house"), String::from("old")],
                ..Policy::default()
            },
            "",
        );
    let query = Query {
        source: same,
        from: "ar",
        to: "en",
        ..Query::default()
    };
    let found = memory
        .search(
            &query,
            &Options {
                limit: 5,
                min_score: 50,
            },
        )
        .unwrap();
    let told: Vec<_> = found.iter().map(|m| (&*m.memory, m.score)).collect();
    assert_eq!(told, [("house", 76), ("old", 70), ("agency", 70)]);
}

/// Texts of a few frequent words and many rare ones, as language has them.
fn skewed() -> impl Strategy<Value = String> {
    let word = (0_u32..200)
        .prop_map(|number| format!("كلمة{}", char::from_u32(0x4E00 + number.pow(3) / 40_000).unwrap()));
    prop::collection::vec(word, 4..14).prop_map(|words| words.join(" "))
}

/// Whether the search finds in `sources` what a look at every unit finds.
fn agree(
    sources: &[String],
    source: &str,
    (limit, min_score, points): (usize, u8, u8),
) -> Result<(), TestCaseError> {
    let policy = Policy {
        author_penalties: [(String::from("MT"), points)].into(),
        ..Policy::default()
    };
    let mut units: Vec<_> = sources.iter().map(|source| unit(source, "x")).collect();
    for unit in units.iter_mut().skip(1).step_by(2) {
        unit.author = Some(String::from("MT"));
    }
    let options = Options { limit, min_score };
    let key = Key::of(source);
    let compared = Compared::of(&key, source);
    let lowered = |unit: &TranslationUnit| {
        let (score, likeness, letters) = place(&compared, source, &unit.source);
        let points = if unit.author.is_some() { points } else { 0 };
        (
            score - points.min(score),
            likeness.saturating_sub(score::of_points(points)),
            letters,
        )
    };
    let mut expected: Vec<_> = (units.iter())
        .map(lowered)
        .filter(|place| place.0 >= min_score)
        .collect();
    expected.sort_unstable_by(|a, b| b.cmp(a));
    expected.truncate(limit);
    let query = Query {
        source,
        from: "ar",
        to: "en",
        ..Query::default()
    };
    let mut memory = Memory::new(VecUnits::new("m", units)).with_policy(&policy, "");
    let found = memory.search(&query, &options).unwrap();
    let places: Vec<_> = (found.iter())
        .map(|m| {
            lowered(&TranslationUnit {
                author: m.author.clone(),
                ..unit(&m.source, "")
            })
        })
        .collect();
    prop_assert_eq!(places, expected);
    Ok(())
}

#[test]
fn a_word_that_is_frequent_in_the_query_too_leads_to_what_shares_nothing_else() {
    let mut sources: Vec<String> = (0..200).map(|n| format!("كلمة{n} في أخرى{n} ثم غيرها")).collect();
    sources.push(String::from("بداية في في في في في نهاية"));
    agree(&sources, "أول في في في في في آخر", (3, 60, 0)).unwrap();
}

proptest! {
    #[test]
    fn the_best_are_those_of_a_look_at_every_unit(
        sources in prop::collection::vec(texts(), 0..40),
        source in texts(),
        min_score in 1u8..=100,
        limit in 1usize..8,
        points in 0u8..30,
    ) {
        agree(&sources, &source, (limit, min_score, points))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn rare_words_lead_to_the_same_as_a_look_at_every_unit(
        mut sources in prop::collection::vec(skewed(), 200..400),
        source in skewed(),
        other in skewed(),
        changed in 0usize..4,
        min_score in 30u8..=90,
    ) {
        // A unit that is near: most of the source's words, the rest of another text.
        let words: Vec<&str> = source.split(' ').skip(changed).collect();
        sources.push(format!("{other} {}", words.join(" ")));
        sources.push(words.join(" "));
        agree(&sources, &source, (3, min_score, 0))?;
    }
}
