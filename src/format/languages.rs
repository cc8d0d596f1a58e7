//! Which two languages a bilingual file is in.

use super::{Error, ReadOptions};
use crate::document::Article;
use crate::language;

/// Fills in the languages the file did not declare: those of `options`, else those the text tells.
pub(super) fn settle(article: &mut Article, options: &ReadOptions) -> Result<(), Error> {
    if article.source_language.is_empty() {
        let text = sample(
            article
                .segments
                .iter()
                .map(|segment| segment.source.text.as_str()),
        );
        let found = options.source_language.clone().or_else(|| detected(&text));
        article.source_language = found.ok_or(Error::UnknownLanguage {
            side: "source",
            option: "--from",
        })?;
    }
    if article.target_language.is_empty() {
        let text = sample(
            article
                .segments
                .iter()
                .map(|segment| segment.target.content.text.as_str()),
        );
        let found = options.target_language.clone().or_else(|| detected(&text));
        article.target_language = found.ok_or(Error::UnknownLanguage {
            side: "target",
            option: "--to",
        })?;
    }
    Ok(())
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

fn detected(text: &str) -> Option<String> {
    language::detect(text).map(str::to_owned)
}

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
