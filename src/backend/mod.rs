//! Machine translation and language models behind one trait; none is needed.
//!
//! A backend proposes; it never decides which segments it gets, and nothing it answers is used before the
//! pipeline has looked at it. A member is one file with a [`Kind`], listed in [`ALL`]; one that asks a server does so
//! through [`http`].

pub mod http;
mod none;

use std::future::Future;
use std::pin::Pin;

use serde::Deserialize;

use crate::document::{Content, SegmentId, Term};

/// A service or engine that proposes translations.
pub trait Backend: Send + Sync {
    /// The name it is configured under, as origins and messages show it.
    fn id(&self) -> &str;

    /// What one request may hold.
    fn capabilities(&self) -> Capabilities;

    /// Proposes a translation for each segment of `request`, in any order; a segment that it cannot translate
    /// is left out of the answers.
    fn translate<'a>(&'a self, request: &'a Request) -> Answering<'a>;
}

/// A request under way.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Vec<Answer>, Error>> + Send + 'a>>;

/// What a backend can take in one request. The pipeline packs its requests by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// Segments in one request, at most; 0 when it translates nothing.
    pub segments: usize,
    /// Characters in one request, at most.
    pub characters: usize,
}

/// Segments to translate, and what helps.
#[derive(Debug, Clone)]
pub struct Request {
    /// Source language, BCP 47.
    pub from: String,
    /// Target language, BCP 47.
    pub to: String,
    /// The segments, in reading order.
    pub segments: Vec<Source>,
}

/// One segment of a request.
#[derive(Debug, Clone)]
pub struct Source {
    /// Ties the answer to the segment.
    pub id: SegmentId,
    /// What to translate.
    pub content: Content,
    /// The terms of this segment, each to be rendered as its target.
    pub terms: Vec<Term>,
}

/// A proposal for one segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The segment it is for.
    pub id: SegmentId,
    /// The proposed translation.
    pub content: Content,
    /// The model that wrote it, if the backend says.
    pub model: Option<String>,
}

/// What went wrong with a backend.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No backend of this kind exists.
    #[error("there is no backend called `{asked}`; `tarjuman backend list` shows what there is")]
    Unknown {
        /// The name that was asked for.
        asked: String,
    },
    /// A host cannot be reached, or breaks off.
    #[error("{host} cannot be reached; check the address in `[backend]`, the network and the server")]
    Http {
        /// Host and port.
        host: String,
        /// The cause, without the URL.
        source: reqwest::Error,
    },
    /// A host answers, but not with a translation.
    #[error("{host} answered with status {status}; check address, key and quota of `[backend]`")]
    Status {
        /// Host and port.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// An answer is larger than any translation.
    #[error(
        "{host} answered with more than {limit} bytes, which is no translation; check the address in `[backend]`"
    )]
    Oversized {
        /// Host and port.
        host: String,
        /// Bytes allowed.
        limit: usize,
    },
    /// An answer is not JSON.
    #[error("{host} answered with something that is not JSON; check the address in `[backend]`")]
    NotJson {
        /// Host and port.
        host: String,
        /// The cause.
        source: serde_json::Error,
    },
}

/// A sort of backend that can be configured.
pub struct Kind {
    /// The name in `config.toml` and on the command line.
    pub id: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Makes one from its options.
    pub build: fn(&Options) -> Result<Box<dyn Backend>, Error>,
}

/// Every kind of backend.
pub const ALL: &[Kind] = &[none::KIND];

/// The `[backend]` table of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// The kind of backend that fills what memory and glossary leave empty.
    pub kind: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            kind: String::from(none::KIND.id),
        }
    }
}

/// The backend that `options` describe.
///
/// # Errors
/// [`Error::Unknown`] when the kind is not in [`ALL`], and what the kind's own construction objects to.
pub fn build(options: &Options) -> Result<Box<dyn Backend>, Error> {
    let kind = ALL.iter().find(|kind| kind.id == options.kind);
    let kind = kind.ok_or_else(|| Error::Unknown {
        asked: options.kind.clone(),
    })?;
    (kind.build)(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_can_be_built_by_its_own_name() {
        for kind in ALL {
            let options = Options {
                kind: kind.id.to_owned(),
            };
            assert_eq!(build(&options).unwrap().id(), kind.id);
        }
    }

    #[test]
    fn an_unknown_kind_says_where_to_look() {
        let options = Options {
            kind: String::from("gogle"),
        };
        let Err(error) = build(&options) else {
            panic!("built a backend that does not exist");
        };
        assert!(error.to_string().contains("`gogle`") && error.to_string().contains("backend list"));
    }
}
