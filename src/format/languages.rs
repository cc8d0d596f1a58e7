//! Which two languages a bilingual file is in.

use super::{Error, ReadOptions};
use crate::document::Article;
use crate::language::{self, primary};

/// Fills in the languages that the file did not declare: those of `options`, those that are expected, else those the text
/// tells.
pub(super) fn settle(article: &mut Article, options: &ReadOptions) -> Result<(), Error> {
    let Article {
        source_language: from,
        target_language: to,
        segments,
        ..
    } = article;
    for (language, asked) in [
        (&mut *from, &options.source_language),
        (&mut *to, &options.target_language),
    ] {
        if let Some(asked) = asked.as_ref().filter(|_| language.is_empty()) {
            language.clone_from(asked);
        }
    }
    if !from.is_empty() && !to.is_empty() {
        return Ok(());
    }
    let sources = sample(segments.iter().map(|segment| segment.source.text.as_str()));
    let targets = sample(
        segments
            .iter()
            .map(|segment| segment.target.content.text.as_str()),
    );
    for pair in &options.expected {
        let (source, target) = (or(from, &pair.0), or(to, &pair.1));
        let fits = !language::is_in_other_script(&sources, &source)
            && !language::is_in_other_script(&targets, &target)
            && primary(&source) != primary(&target);
        if fits {
            (*from, *to) = (source, target);
        }
    }
    for (language, text, side, option) in [
        (from, sources, "source", "--from"),
        (to, targets, "target", "--to"),
    ] {
        if language.is_empty() {
            let guess = Some(()).filter(|()| options.undeclared == Undeclared::Guessed);
            let guess = guess.and_then(|()| language::detect(&text));
            guess
                .ok_or(Error::UnknownLanguage { side, option })?
                .clone_into(language);
        }
    }
    Ok(())
}

/// `known`, or where that is empty `other`.
fn or(known: &str, other: &str) -> String {
    if known.is_empty() { other } else { known }.to_owned()
}

/// What a reader does about a language that nothing but the text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Undeclared {
    /// It goes by the text.
    #[default]
    Guessed,
    /// It is [`Error::UnknownLanguage`], where the format refuses files without a language.
    Refused,
}

/// The same for a file that may leave a language out and is still whole: what neither the file nor its text tells is
/// [`UNDETERMINED`].
pub(super) fn settle_or_leave(article: &mut Article, options: &ReadOptions) {
    let mut asked = ReadOptions {
        source_language: options.source_language.clone(),
        target_language: options.target_language.clone(),
        ..ReadOptions::default()
    };
    for _ in 0..2 {
        match settle(article, &asked) {
            Err(Error::UnknownLanguage { side: "source", .. }) => {
                asked.source_language = Some(String::from(UNDETERMINED));
            }
            Err(_) => asked.target_language = Some(String::from(UNDETERMINED)),
            Ok(()) => return,
        }
    }
    let _ = settle(article, &asked);
}

/// The tag of BCP 47 for a language that is not known.
pub const UNDETERMINED: &str = "und";

/// Enough text to tell a language by.
fn sample<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut sample = String::new();
    for text in texts {
        sample.push_str(text);
        sample.push('\n');
        if sample.len() > 8_000 {
            break;
        }
    }
    sample
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Content, Segment, SegmentId, Target};

    fn settled(expected: &[(&str, &str)], declared: (&str, &str), texts: (&str, &str)) -> String {
        let mut article = Article {
            source_language: declared.0.to_owned(),
            target_language: declared.1.to_owned(),
            segments: vec![Segment {
                id: SegmentId::of(texts.0, 0),
                block: 0,
                gap: String::new(),
                source: Content::plain(texts.0),
                target: Target {
                    content: Content::plain(texts.1),
                    ..Target::default()
                },
                terms: Vec::new(),
                matches: Vec::new(),
                findings: Vec::new(),
            }],
            ..Article::default()
        };
        let own = |(from, to): &(&str, &str)| ((*from).to_owned(), (*to).to_owned());
        let options = ReadOptions {
            expected: expected.iter().map(own).collect(),
            ..ReadOptions::default()
        };
        match settle(&mut article, &options) {
            Ok(()) => format!("{}-{}", article.source_language, article.target_language),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn what_is_expected_comes_before_a_guess() {
        let texts = ("وصل 31 وزيرا إلى بيروت", "31 ministers reached Beirut.");
        assert_eq!(settled(&[("", "en")], ("", ""), texts), "ar-en");
        assert_eq!(settled(&[("ar", "en"), ("ar", "fr")], ("", ""), texts), "ar-en");
        assert_eq!(settled(&[("ar", "en")], ("", "fr"), texts), "ar-fr");
    }

    #[test]
    fn an_expected_pair_in_another_script_is_not_the_files() {
        let texts = (
            "The talks go on, the minister said.",
            "قال الوزير إن المحادثات مستمرة",
        );
        assert_eq!(settled(&[("ar", "en")], ("", ""), texts), "en-ar");
        let texts = (
            "The talks go on, the minister said.",
            "Les négociations continuent, a déclaré le ministre.",
        );
        assert_eq!(settled(&[("", "en")], ("en", ""), texts), "en-fr");
    }
}
