//! What an answer is kept under, and what is kept.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::backend::{Answer, Link, Pair, Source, TermSupport, Usage};
use crate::document::Content;
use crate::text::hexadecimal;

/// The key of an answer: a hash of everything that shaped it. `shape` is the backend's own part. Context shapes
/// none, so that the same sentence in another article is paid for once; terms only where the backend sees them, and
/// only those of this segment.
#[must_use]
pub fn key(shape: &str, pair: Pair<'_>, source: &Source, terms: TermSupport) -> String {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    };
    part(shape);
    part(pair.from);
    part(pair.to);
    part(&source.content.text);
    for code in &source.content.codes {
        part(&format!(
            "{} {} {:?} {}",
            code.at, code.id, code.kind, code.original
        ));
    }
    match terms {
        TermSupport::Asked | TermSupport::Bound => {
            for term in &source.terms {
                part(&term.source);
                part(&term.target);
            }
        }
        // Only an answer for a segment with terms need say what renders what.
        TermSupport::Aligned if !source.terms.is_empty() => part("aligned"),
        TermSupport::Aligned | TermSupport::Ignored => {}
    }
    if let Some(repair) = &source.repair {
        part(&repair.target);
        for (source, target) in &repair.missed {
            part(source);
            part(target);
        }
    }
    hexadecimal(&hash.finalize())
}

/// An answer as it is kept, with its share of what the request cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The backend's name.
    pub backend: String,
    /// The model, if it said.
    pub model: Option<String>,
    /// The translation.
    pub content: Content,
    /// Which part renders which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alignment: Vec<Link>,
    /// Its share of the request's usage.
    pub usage: Usage,
    /// The same in money, at the price of the day.
    pub spent: f64,
}

impl Kept {
    /// The answer, for the segment of `source`.
    #[must_use]
    pub fn answer(self, source: &Source) -> Answer {
        Answer {
            id: source.id.clone(),
            content: self.content,
            model: self.model,
            alignment: self.alignment,
            fault: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Term;

    const PAIR: Pair<'_> = Pair { from: "ar", to: "en" };

    fn source(text: &str, renderings: &[&str]) -> Source {
        let term = |target: &&str| Term {
            source: String::from("كيري"),
            target: (*target).to_owned(),
            ..Term::default()
        };
        Source {
            content: Content::plain(text),
            terms: renderings.iter().map(term).collect(),
            ..Source::default()
        }
    }

    #[test]
    fn a_term_counts_where_the_backend_sees_it() {
        let (one, other) = (source("قال كيري", &["Kerry"]), source("قال كيري", &["Kiri"]));
        let of = |source, terms| key("m", PAIR, source, terms);
        assert_ne!(of(&one, TermSupport::Asked), of(&other, TermSupport::Asked));
        assert_eq!(of(&one, TermSupport::Aligned), of(&other, TermSupport::Aligned));
        assert_ne!(
            of(&one, TermSupport::Asked),
            key("n", PAIR, &one, TermSupport::Asked)
        );
    }
}
