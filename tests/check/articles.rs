//! Cases of the checks of articles: a case is one article, segment by segment.
//!
//! As in `cases.rs`, `:` with the languages included, but `>` and `<` come in turn, once a segment, and `!` belongs to the segment before it. `=` is that
//! segment with every fix made.

use tarjuman::check::article::{ALL, ArticleCheck};
use tarjuman::check::{Objection, Options, Pair, run_across};
use tarjuman::document::Content;
use tarjuman::language::of;

use super::root;

#[derive(Default)]
struct Line {
    /// Source and target language, where they are not Arabic and English.
    languages: Option<(String, String)>,
    source: Content,
    target: Content,
    expected: Vec<String>,
    fixed: Option<String>,
}

type Story = Vec<Line>;

/// The cases of a file, each with the number of its first line.
fn stories(text: &str) -> Result<Vec<(usize, Story)>, String> {
    let mut stories: Vec<(usize, Story)> = Vec::new();
    let mut open = false;
    let mut languages = None;
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        if !open {
            stories.push((index + 1, Story::new()));
            open = true;
            languages = None;
        }
        let wrong = || format!("line {}: `{line}`", index + 1);
        let story = &mut stories.last_mut().ok_or_else(wrong)?.1;
        let (sign, text) = line.split_once(' ').unwrap_or((line, ""));
        if sign == ":" {
            let tags = text.split_once(' ').ok_or_else(wrong)?;
            languages = Some((tags.0.to_owned(), tags.1.to_owned()));
            continue;
        }
        if sign == ">" {
            story.push(Line {
                languages: languages.clone(),
                source: Content::plain(text),
                ..Line::default()
            });
            continue;
        }
        let last = story.last_mut().ok_or_else(wrong)?;
        match sign {
            "<" if last.target.is_blank() => last.target = Content::plain(text),
            "!" => last.expected.push(text.to_owned()),
            "=" if last.fixed.is_none() => last.fixed = Some(text.to_owned()),
            _ => return Err(wrong()),
        }
    }
    Ok(stories)
}

fn file(check: &dyn ArticleCheck) -> Vec<(usize, Story)> {
    let path = root(&format!("tests/check/{}.txt", check.id()));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    stories(&text).unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()))
}

fn pairs<'a>(story: &'a [Line]) -> Vec<Pair<'a>> {
    let pair = |line: &'a Line| {
        let tags = line
            .languages
            .as_ref()
            .map(|(from, to)| (from.as_str(), to.as_str()));
        let (from, to) = tags.unwrap_or(("ar", "en"));
        Pair::new((&line.source, &line.target), (of(from), of(to)), &[])
    };
    story.iter().map(pair).collect()
}

fn fixed(target: &str, objections: &[&Objection]) -> String {
    let mut text = target.to_owned();
    for edit in objections
        .iter()
        .rev()
        .filter_map(|objection| objection.fix.as_ref())
    {
        text.replace_range(edit.at.clone(), &edit.text);
    }
    text
}

#[test]
fn every_article_is_answered_as_its_file_says() {
    let mut wrong = Vec::new();
    for check in ALL {
        for (number, story) in file(*check) {
            let found = check.run(&pairs(&story));
            for (place, line) in story.iter().enumerate() {
                let here: Vec<&Objection> = found
                    .iter()
                    .filter(|(at, _)| *at == place)
                    .map(|(_, o)| o)
                    .collect();
                let messages: Vec<_> = here.iter().map(|objection| &objection.message).collect();
                let text = fixed(&line.target.text, &here);
                if messages != line.expected.iter().collect::<Vec<_>>()
                    || line.fixed.as_ref().is_some_and(|f| *f != text)
                {
                    wrong.push(format!(
                        "{}.txt:{number}, segment {}: expected {:?}, found {messages:?}; with fixes: {text}",
                        check.id(),
                        place + 1,
                        line.expected
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_article_in_three_is_left_alone_and_one_is_not() {
    for check in ALL {
        let stories = file(*check);
        let is_silent = |story: &Story| story.iter().all(|line| line.expected.is_empty());
        let silent = stories.iter().filter(|(_, story)| is_silent(story)).count();
        assert!(
            silent * 3 >= stories.len() && silent < stories.len(),
            "{}",
            check.id()
        );
    }
}

#[test]
fn a_check_of_articles_has_its_switch() {
    for check in ALL {
        let stories = file(*check);
        let guilty = stories
            .iter()
            .find(|(_, story)| story.iter().any(|line| !line.expected.is_empty()));
        let pairs = pairs(&guilty.unwrap().1);
        let id = check.id().to_owned();
        let count = |options: &Options| {
            let found = run_across(&pairs, options).into_iter();
            found.filter(|(_, finding)| finding.check == check.id()).count()
        };
        let on = Options {
            on: [id.clone()].into_iter().collect(),
            ..Options::default()
        };
        let off = Options {
            off: [id].into_iter().collect(),
            ..on.clone()
        };
        assert!(count(&on) > 0, "{}", check.id());
        assert_eq!(count(&off), 0, "{}", check.id());
        assert_eq!(
            count(&Options::default()) == 0,
            check.is_optional(),
            "{}",
            check.id()
        );
    }
}

#[test]
fn a_story_that_does_not_read_is_refused() {
    assert!(
        stories("< target").is_err()
            && stories("> a\n< b\n? c").is_err()
            && stories("> a\n< b\n< c").is_err()
    );
}
