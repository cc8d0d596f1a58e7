//! One story, told to every kind of store.
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use tarjuman::document::{
    Article, BlockKind, Content, MatchKind, Origin, Segment, SegmentId, State, Target, Term, TranslationUnit,
};
use tarjuman::language::Direction;
use tarjuman::memory::{Memory, Options, Pair, Query};
use tarjuman::segment::Recut;
use tarjuman::store::{
    Cut, Decisions, Drafted, Error, ImportCounts, Opened, Original, Remarks, Renamed, Renaming, Save, Saved,
    Sqlite, Stamp, Steps, Store, Way, Workspace,
};

const MACHINE: Stamp<'static> = Stamp {
    who: "tarjuman",
    at: "20260131T120000Z",
};
const EDITOR: Stamp<'static> = Stamp {
    who: "Huda",
    at: "20260131T130000Z",
};

fn article(sources: &[&str]) -> Article {
    let segment = |(block, source): (usize, &&str)| Segment {
        id: SegmentId::of(source, 0),
        block,
        source: Content::plain(*source),
        gap: String::from(" "),
        target: Target::default(),
        terms: Vec::new(),
        matches: Vec::new(),
        findings: Vec::new(),
    };
    Article {
        name: "aleppo.txt".into(),
        title: Some("حلب".into()),
        source_language: "ar".into(),
        target_language: "en".into(),
        blocks: vec![BlockKind::Paragraph; sources.len()],
        segments: sources.iter().enumerate().map(segment).collect(),
        ..Article::default()
    }
}

fn original(text: &str) -> Original {
    Original {
        bytes: text.into(),
        format_id: "text".into(),
        encoding: "UTF-8".into(),
    }
}

fn drafted(source: &str, text: &str) -> Drafted {
    Drafted {
        id: SegmentId::of(source, 0),
        target: Target::draft(text.into(), Origin::Repeat),
        terms: Vec::new(),
        matches: Vec::new(),
        findings: Vec::new(),
    }
}

fn person(text: &str) -> Target {
    Target {
        content: text.into(),
        state: State::Translated,
        origin: Some(Origin::Person),
        reason: None,
    }
}

fn texts(store: &impl Store) -> Vec<String> {
    let article = store.article("aleppo.txt").unwrap().unwrap();
    article
        .segments
        .into_iter()
        .map(|s| s.target.content.text)
        .collect()
}

/// A sentence is parted and joined; a step in two segments is undone as one, but for what was changed since.
fn steps_story(store: &mut (impl Steps + Remarks)) {
    let name = "aleppo.txt";
    let whole = "نعم ثم لا";
    let first = article(&[whole, "ربما"]);
    store.open_article(&first, &original("1")).unwrap();
    let (yes, maybe) = (SegmentId::of(whole, 0), SegmentId::of("ربما", 0));
    let (mine, other) = (person("Yes, then no"), person("Maybe"));
    let save = |id, base_revision, target| Save {
        id,
        base_revision,
        target,
    };
    let both = [save(&yes, 0, &mine), save(&maybe, 0, &other)];
    let saved = store.save_step(name, "replace", &both, &EDITOR).unwrap();
    assert_eq!(saved, [Saved::Done { revision: 1 }, Saved::Done { revision: 1 }]);

    let segments = store.article(name).unwrap().unwrap().segments;
    let recut = Recut::part(&segments[0], "نعم ".len()).unwrap();
    let made = recut.made(&segments[..1]).unwrap();
    let late = store.recut(name, (&recut, &[0]), &made, &EDITOR).unwrap();
    assert_eq!(late, Cut::Conflict(yes.clone()));
    store.comment(name, Some(&yes), "Who?", &EDITOR).unwrap();
    assert!(matches!(
        store.recut(name, (&recut, &[1]), &made, &EDITOR).unwrap(),
        Cut::Done(_)
    ));
    assert_eq!(texts(store), ["Yes, then no", "", "Maybe"]);
    let comments = store.article(name).unwrap().unwrap().comments;
    assert_eq!(comments[0].segment.as_ref(), Some(&recut.into[0]));
    assert_eq!(
        store.forerunners(name, &recut.into[1]).unwrap(),
        std::slice::from_ref(&yes)
    );
    assert_eq!(store.open_article(&first, &original("1")).unwrap(), Opened::Same);

    let second = person("No");
    let typed = save(&recut.into[1], 0, &second);
    store.save_target(name, &typed, &EDITOR).unwrap();
    let kept = store.step(name, &recut.into[0], Way::Back, &EDITOR).unwrap();
    assert_eq!(
        kept.left,
        [recut.into[1].clone()],
        "what was typed since is not put away"
    );
    store.step(name, &recut.into[1], Way::Back, &EDITOR).unwrap();
    store.step(name, &recut.into[1], Way::Back, &EDITOR).unwrap();
    assert_eq!(texts(store), ["Yes, then no", "Maybe"]);
    store.step(name, &yes, Way::Forth, &EDITOR).unwrap();
    assert_eq!(texts(store), ["Yes, then no", "", "Maybe"]);
    store.step(name, &recut.into[0], Way::Back, &EDITOR).unwrap();

    let undone = store.step(name, &maybe, Way::Back, &EDITOR).unwrap();
    assert_eq!(undone.changed.len(), 2);
    assert_eq!(texts(store), ["", ""]);
    store.step(name, &yes, Way::Forth, &EDITOR).unwrap();
    assert_eq!(texts(store), ["Yes, then no", "Maybe"]);
    let since = person("Perhaps");
    let typed = save(&maybe, 3, &since);
    assert_eq!(
        store.save_target(name, &typed, &EDITOR).unwrap(),
        Saved::Done { revision: 4 }
    );
    let undone = store.step(name, &yes, Way::Back, &EDITOR).unwrap();
    assert_eq!((undone.changed.len(), undone.left), (1, vec![maybe]));
    assert_eq!(texts(store), ["", "Perhaps"]);
}

/// An article is issued again and again: what a person translated is told as what stood there before, until it comes back.
fn reissue_story(store: &mut impl Store) {
    let (name, first) = ("aleppo.txt", "قتل ثلاثة عشر شخصا في حلب يوم الأحد.");
    let second = "قتل أربعة عشر شخصا في حلب يوم الأحد.";
    let third = "قتل أربعة عشر شخصا في حلب مساء الأحد.";
    let mut issued = |sources: &[&str]| {
        let text = original(&sources.join("\n"));
        store.open_article(&article(sources), &text).unwrap();
        if sources == [first] {
            let (id, target) = (SegmentId::of(first, 0), person("Thirteen were killed."));
            let save = Save {
                id: &id,
                base_revision: 0,
                target: &target,
            };
            store.save_target(name, &save, &EDITOR).unwrap();
        }
        let predecessors = store.article(name).unwrap().unwrap().predecessors;
        let told = predecessors
            .into_iter()
            .map(|one| (one.of, one.source, one.target.content.text));
        told.collect::<Vec<_>>()
    };
    let was = |of: &str| [(SegmentId::of(of, 0), first.into(), "Thirteen were killed.".into())];
    assert_eq!(issued(&[first]), []);
    assert_eq!(issued(&[second]), was(second));
    assert_eq!(
        issued(&[third, "ربما"]),
        was(third),
        "nobody translated the second"
    );
    assert_eq!(issued(&[first, "ربما"]), [], "it stands again, with its target");
}

#[test]
fn reissues_in_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    reissue_story(&mut Sqlite::open(&folder.path().join("a.db")).unwrap());
}

#[test]
fn steps_in_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    steps_story(&mut Sqlite::open(&folder.path().join("a.db")).unwrap());
}

/// Targets are turned, terms are renamed and renamed back, the last one first.
fn decisions_story(store: &mut impl Decisions) {
    let text = original("text");
    let both = ["قال كيري.", "قال لافروف."];
    store.open_article(&article(&both), &text).unwrap();
    let ids = both.map(|source| SegmentId::of(source, 0));
    store
        .set_direction("aleppo.txt", &ids[1], Some(Direction::Rtl))
        .unwrap();
    let turned: Vec<_> = store.directions("aleppo.txt").unwrap().into_iter().collect();
    assert_eq!(turned, [(ids[1].clone(), Direction::Rtl)]);
    // A source that has changed keeps what was decided about the sentences that stand.
    let text = original("other text");
    store.open_article(&article(&[both[1], "غادر."]), &text).unwrap();
    assert!(store.directions("aleppo.txt").unwrap().contains_key(&ids[1]));
    store.set_direction("aleppo.txt", &ids[1], None).unwrap();
    assert!(store.directions("aleppo.txt").unwrap().is_empty());
    assert!(store.directions("other.txt").is_err());

    let renaming = |target: &str| Renaming {
        pair: ("ar".into(), "en".into()),
        file: "house.tsv".into(),
        old: None,
        new: Term {
            source: "كيري".into(),
            target: target.into(),
            ..Term::default()
        },
        changed: vec![Renamed {
            article: "aleppo.txt".into(),
            id: ids[0].clone(),
            revision: 2,
            before: person("Kerry said."),
        }],
    };
    assert_eq!(store.last_renaming().unwrap(), None);
    for target in ["Kerrey", "Kiri"] {
        store.keep_renaming(&renaming(target)).unwrap();
    }
    let (number, _) = store.last_renaming().unwrap().unwrap();
    store.update_renaming(number, &renaming("Kery")).unwrap();
    for target in ["Kery", "Kerrey"] {
        let (number, last) = store.last_renaming().unwrap().unwrap();
        assert_eq!(last, renaming(target));
        store.forget_renaming(number).unwrap();
    }
    assert_eq!(store.last_renaming().unwrap(), None);
}

/// A segment stands as a renaming left it while nobody has changed it, whatever another renaming did and undid.
fn renamed_story(store: &mut dyn Decisions) {
    store
        .open_article(&article(&["قال كيري."]), &original("text"))
        .unwrap();
    let id = SegmentId::of("قال كيري.", 0);
    let save = |store: &mut dyn Decisions, base_revision: u64, text: &str| {
        let target = person(text);
        let save = Save {
            id: &id,
            base_revision,
            target: &target,
        };
        store.save_target("aleppo.txt", &save, &EDITOR).unwrap();
    };
    save(store, 0, "Kerry said.");
    save(store, 1, "Kerrey said.");
    let done = Renamed {
        article: "aleppo.txt".into(),
        id: id.clone(),
        revision: 2,
        before: person("Kerry said."),
    };
    assert_eq!(store.still_renamed(&done).unwrap(), Some(2));
    save(store, 2, "Kerrey told.");
    assert_eq!(store.still_renamed(&done).unwrap(), None);
    save(store, 3, "Kerrey said.");
    assert_eq!(store.still_renamed(&done).unwrap(), Some(4));
    save(store, 4, "Kerry said.");
    assert_eq!(store.still_renamed(&done).unwrap(), Some(5), "it is back already");
}

#[test]
fn decisions_in_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    decisions_story(&mut Sqlite::open(&folder.path().join("a.db")).unwrap());
    renamed_story(&mut Sqlite::open(&folder.path().join("b.db")).unwrap());
}

/// An article is drafted, worked on by a person, drafted again, and its source changes.
fn article_story(store: &mut impl Store) {
    let first = article(&["نعم", "لا", "ربما"]);
    assert_eq!(store.open_article(&first, &original("1")).unwrap(), Opened::New);
    assert_eq!(store.article("aleppo.txt").unwrap().as_ref(), Some(&first));
    assert_eq!(store.original("aleppo.txt").unwrap(), Some(original("1")));

    let drafts = [drafted("نعم", "Yes"), drafted("لا", "No")];
    assert_eq!(
        store.save_drafts("aleppo.txt", "a", &drafts, &MACHINE).unwrap(),
        2
    );
    assert_eq!(
        store.pending("aleppo.txt", "a").unwrap(),
        [SegmentId::of("ربما", 0)]
    );

    let yes = SegmentId::of("نعم", 0);
    let mine = person("Indeed");
    let save = Save {
        id: &yes,
        base_revision: 1,
        target: &mine,
    };
    assert_eq!(
        store.save_target("aleppo.txt", &save, &EDITOR).unwrap(),
        Saved::Done { revision: 2 }
    );
    let late = store.save_target("aleppo.txt", &save, &EDITOR).unwrap();
    assert_eq!(
        late,
        Saved::Conflict {
            theirs: mine.clone(),
            revision: 2
        }
    );

    assert_eq!(
        store.pending("aleppo.txt", "b").unwrap(),
        [SegmentId::of("لا", 0), SegmentId::of("ربما", 0)]
    );
    let again = [drafted("نعم", "Yes again"), drafted("لا", "No")];
    assert_eq!(store.save_drafts("aleppo.txt", "b", &again, &MACHINE).unwrap(), 1);
    assert_eq!(texts(store), ["Indeed", "No", ""]);
    let history = store.history("aleppo.txt", &yes).unwrap();
    let written: Vec<_> = history
        .iter()
        .map(|r| (r.number, &*r.target.content.text, &*r.who))
        .collect();
    assert_eq!(written, [(1, "Yes", "tarjuman"), (2, "Indeed", "Huda")]);
    assert_eq!(
        store.history("aleppo.txt", &SegmentId::of("لا", 0)).unwrap().len(),
        1
    );

    assert_eq!(store.open_article(&first, &original("1")).unwrap(), Opened::Same);
    let changed = article(&["لا", "كلا", "ربما"]);
    let merged = Opened::Merged {
        kept: 2,
        added: 1,
        gone: 1,
    };
    assert_eq!(store.open_article(&changed, &original("2")).unwrap(), merged);
    assert_eq!(texts(store), ["No", "", ""]);
    assert_eq!(store.history("aleppo.txt", &yes).unwrap().len(), 2);
    assert_eq!(store.original("aleppo.txt").unwrap(), Some(original("2")));

    store.open_article(&first, &original("1")).unwrap();
    assert_eq!(texts(store), ["Indeed", "No", ""]);
    assert_eq!(
        store
            .revisions("aleppo.txt")
            .unwrap()
            .iter()
            .map(|(_, number)| *number)
            .collect::<Vec<_>>(),
        [2, 1, 0]
    );
}

/// Articles are listed, found by what people type, refused where they cannot be taken in, and removed.
fn list_story(store: &mut impl Store) {
    let list = store.articles().unwrap();
    let states = BTreeMap::from([(State::Empty, 1), (State::Draft, 1), (State::Translated, 1)]);
    assert_eq!((list.len(), &list[0].states, list[0].segments()), (1, &states, 3));
    let second = Article {
        name: "aleppo-2.txt".into(),
        ..article(&["نعم"])
    };
    store.open_article(&second, &original("")).unwrap();
    for (query, found) in [
        ("aleppo.txt", &["aleppo.txt"][..]),
        ("aleppo", &["aleppo.txt"]),
        ("alep", &["aleppo-2.txt", "aleppo.txt"]),
        ("aleppo-", &["aleppo-2.txt"]),
        ("", &[]),
    ] {
        assert_eq!(store.find_article(query).unwrap(), found, "{query}");
    }
    let french = Article {
        target_language: "fr".into(),
        ..second
    };
    let refused = store.open_article(&french, &original(""));
    assert!(matches!(refused, Err(Error::OtherLanguages { .. })));
    let twice = Article {
        name: "c".into(),
        ..article(&["نعم", "نعم"])
    };
    assert!(matches!(
        store.open_article(&twice, &original("")),
        Err(Error::RepeatedSegment { .. })
    ));
    assert_eq!(store.article("c").unwrap(), None);
    let unknown = store.save_drafts("none.txt", "a", &[], &MACHINE);
    assert!(matches!(unknown, Err(Error::NoArticle { .. })));
    assert!(store.remove_article("aleppo-2.txt").unwrap());
    assert!(!store.remove_article("aleppo-2.txt").unwrap());
}

fn unit(source: &str, target: &str, changed: &str) -> TranslationUnit {
    TranslationUnit {
        source: source.into(),
        target: target.into(),
        source_language: "ar-SY".into(),
        target_language: "en".into(),
        changed: Some(changed.into()),
        properties: vec![("project".into(), "news".into())],
        ..TranslationUnit::default()
    }
}

fn import(store: &mut impl Store, units: &[TranslationUnit]) -> ImportCounts {
    store.import_units("news", &mut units.iter().cloned()).unwrap()
}

fn counts(added: usize, updated: usize, duplicate: usize, skipped: usize) -> ImportCounts {
    ImportCounts {
        added,
        updated,
        duplicate,
        skipped,
    }
}

/// Units are imported twice, one is changed later; they are searched, exported and removed.
fn memory_story<S: Store>(store: &mut S) {
    let units = [
        unit("قتل 13 شخصا في سوريا", "13 people were killed in Syria", "2024"),
        unit("قتل 13 شخصا في سوريا", "Thirteen died in Syria", "2025"),
        unit("", "Nothing", "2025"),
    ];
    let before = store.memory_generation().unwrap();
    assert_eq!(import(store, &units), counts(2, 0, 0, 1));
    let generation = store.memory_generation().unwrap();
    assert_ne!(generation, before);
    assert_eq!(import(store, &units), counts(0, 0, 2, 1));
    assert_eq!(store.memory_generation().unwrap(), generation);
    let later = TranslationUnit {
        before: "قبل".into(),
        after: "بعد".into(),
        ..unit(&units[0].source, &units[0].target, "2026")
    };
    assert_eq!(import(store, std::slice::from_ref(&later)), counts(0, 1, 0, 0));
    assert_eq!(import(store, &units[..1]), counts(0, 0, 1, 0));

    let query = Query {
        source: "قُتل 13 شخصاً في سوريا",
        before: "قبل",
        after: "بعد",
        from: "ar",
        to: "en",
    };
    let found = Memory::new(&*store).search(&query, &Options::default()).unwrap();
    let scores: Vec<_> = found.iter().map(|m| (m.score, m.kind, &*m.target)).collect();
    assert_eq!(
        scores,
        [
            (101, MatchKind::Context, "13 people were killed in Syria"),
            (100, MatchKind::Exact, "Thirteen died in Syria")
        ]
    );

    let mut exported = Vec::new();
    let pair = Pair::new("ar", "en");
    store
        .export_units(
            Some("news"),
            Some(&pair),
            &mut |tarjuman::memory::StoredUnit { unit, .. }| {
                exported.push(unit);
                ControlFlow::Continue(())
            },
        )
        .unwrap();
    assert_eq!(exported, [later, units[1].clone()]);
    let memories = store.memories().unwrap();
    assert_eq!(
        (memories.len(), memories[0].units, memories[0].newest.as_deref()),
        (1, 2, Some("2026"))
    );
    assert!(store.remove_memory("news").unwrap());
    assert!(store.memories().unwrap().is_empty());
    assert!(
        Memory::new(&*store)
            .search(&query, &Options::default())
            .unwrap()
            .is_empty()
    );
}

/// What was added while a reader was open is found by it; what was removed is not offered.
fn reader_story(store: &mut Sqlite) {
    let mut memory = Memory::new(store.reader().unwrap());
    let query = Query {
        source: "واحد اثنان ثلاثة أربعة",
        from: "ar",
        to: "en",
        ..Query::default()
    };
    assert!(memory.search(&query, &Options::default()).unwrap().is_empty());
    let near = unit("واحد اثنان ثلاثة خمسة", "One two three five", "2026");
    store.import_units("b", &mut [near].into_iter()).unwrap();
    let found = memory.search(&query, &Options::default()).unwrap();
    assert_eq!((found.len(), found[0].score, &*found[0].memory), (1, 81, "b"));
    store.remove_memory("b").unwrap();
    assert!(memory.search(&query, &Options::default()).unwrap().is_empty());
}

fn answer_story(store: &mut impl Store) {
    assert_eq!(store.answer("key").unwrap(), None);
    store.save_answer("key", "one", "2026").unwrap();
    store.save_answer("key", "two", "2026").unwrap();
    assert_eq!(store.answer("key").unwrap().as_deref(), Some("two"));
}

#[test]
fn the_story_of_a_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let path = Workspace::at(folder.path()).database();
    let mut store = Sqlite::open(&path).unwrap();
    article_story(&mut store);
    list_story(&mut store);
    memory_story(&mut store);
    reader_story(&mut store);
    answer_story(&mut store);
    drop(store);
    let store = Sqlite::open(&path).unwrap();
    assert_eq!(texts(&store), ["Indeed", "No", ""]);
    assert_eq!(store.answer("key").unwrap().as_deref(), Some("two"));
}

fn fault(path: &Path) -> Error {
    Sqlite::open(path).err().unwrap()
}

#[test]
fn a_database_that_cannot_be_used_says_why() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(fault(folder.path()), Error::IsFolder { .. }));
    assert!(matches!(
        fault(&folder.path().join("none/a.db")),
        Error::Open { .. }
    ));
    let path = folder.path().join("text.db");
    tarjuman::store::files::replace::<Error>(&path, |file| {
        file.write_all(&b"this is a letter, not a database. ".repeat(100))
            .unwrap();
        Ok(())
    })
    .unwrap();
    assert!(matches!(fault(&path), Error::Corrupt { .. }));
    let path = folder.path().join("later.db");
    drop(Sqlite::open(&path).unwrap());
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(fault(&path), Error::Newer { found: 99, .. }));
}
