//! Machine translation and language models behind one trait; none is needed.
//!
//! A backend proposes; it never decides which segments it gets, and nothing it answers is used before somebody
//! above it has looked at it. A member is one file with a [`Kind`], listed in [`ALL`]; one that asks a server does so
//! through [`http`].

mod anthropic;
mod apertium;
mod azure;
mod capabilities;
mod chat;
mod deepl;
mod error;
mod fault;
mod firefox;
mod google;
pub mod http;
mod libretranslate;
mod list;
mod markup;
mod none;
mod openai;
mod request;
mod secret;
mod wrapping;

use std::collections::BTreeMap;
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use serde::Deserialize;

use crate::document::Term;
use crate::language::primary;

pub use capabilities::{Capabilities, CodeSupport, TermSupport};
pub use error::{Error, Remedy};
pub(crate) use fault::connecting;
pub use request::{Answer, Context, Fault, Link, Repair, Reply, Request, Source, Usage};
pub use secret::{Keys, Secret};

/// A service or engine that proposes translations.
pub trait Backend: Send + Sync {
    /// The name it is configured under, as origins and messages show it.
    fn id(&self) -> &str;

    /// What one request may hold. Valid after [`Backend::prepare`], since some services tell their limits.
    fn capabilities(&self) -> Capabilities;

    /// Everything of its own that shapes an answer, beside the request: kind, model, version of the prompt, options.
    /// Part of the key under which answers are kept.
    fn shape(&self) -> String;

    /// What people should know before it is used, if anything: that it is slower than it could be, say.
    fn warning(&self) -> Option<String> {
        None
    }

    /// Makes ready to translate between two languages, before the first request: a model is loaded, limits and
    /// languages are asked for, a glossary of `terms` (all that the run may need) is made where the service has such
    /// things. Asked again for another pair or other terms.
    fn prepare<'a>(&'a self, pair: Pair<'a>, terms: &'a [Term]) -> Preparing<'a> {
        let _ = (pair, terms);
        Box::pin(async { Ok(()) })
    }

    /// Proposes a translation for each segment of `request`, in any order. A backend whose answers carry no ids
    /// answers as many as it was asked, in their order, or reports [`Error::Count`].
    fn translate<'a>(&'a self, request: &'a Request) -> Answering<'a>;
}

/// A request under way.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send + 'a>>;
/// A backend making ready.
pub type Preparing<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

/// Source and target language, BCP 47.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair<'a> {
    /// Source language.
    pub from: &'a str,
    /// Target language.
    pub to: &'a str,
}

/// A sort of backend that can be configured.
pub struct Kind {
    /// The name in `config.toml` and on the command line.
    pub id: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Makes one from its options.
    pub build: fn(&Setup<'_>) -> Result<Box<dyn Backend>, Error>,
}

/// Every kind of backend.
pub const ALL: &[Kind] = &[
    none::KIND,
    firefox::KIND,
    openai::KIND,
    anthropic::KIND,
    libretranslate::KIND,
    deepl::KIND,
    google::KIND,
    azure::KIND,
    apertium::KIND,
];

/// One table `[backends.NAME]` of the configuration.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Service {
    /// Its kind, by [`Kind::id`]; empty: its name is its kind.
    pub kind: String,
    /// What it charges.
    pub price: Price,
    /// A file with instructions for a language model in the place of ours, relative to the workspace.
    pub prompt: Option<PathBuf>,
    /// What else its kind understands.
    #[serde(flatten)]
    pub options: toml::Table,
}

/// What a service charges, in one currency of the user's choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Price {
    /// For a million characters of source text.
    pub characters: f64,
    /// For a million tokens read.
    pub input_tokens: f64,
    /// For a million tokens written.
    pub output_tokens: f64,
}

impl Price {
    /// What `usage` costs.
    #[must_use]
    pub fn of(&self, usage: &Usage) -> f64 {
        let millions = |count: u64, price: f64| count as f64 / 1e6 * price;
        millions(usage.characters, self.characters)
            + millions(usage.input_tokens, self.input_tokens)
            + millions(usage.output_tokens, self.output_tokens)
    }
}

/// What a backend is made from.
pub struct Setup<'a> {
    /// The name it is configured under.
    pub name: &'a str,
    /// Its options, without those that every kind has; each kind reads its own with [`Setup::options`].
    pub table: &'a toml::Table,
    /// What it gets from outside.
    pub means: &'a Means<'a>,
}

/// What a backend may need from the machine it runs on.
pub struct Means<'a> {
    /// Where keys are found.
    pub keys: &'a dyn Keys,
    /// Where the in-process engine's models are found.
    pub models: Arc<dyn Models>,
    /// The text of [`Service::prompt`].
    pub prompt: Option<String>,
}

impl Setup<'_> {
    /// The options of a kind, unknown keys refused if `T` refuses them.
    ///
    /// # Errors
    /// [`Error::Options`].
    pub fn options<T: serde::de::DeserializeOwned>(&self) -> Result<T, Error> {
        let read = self.table.clone().try_into();
        read.map_err(|error: toml::de::Error| Error::Options {
            name: self.name.to_owned(),
            message: error.message().to_owned(),
        })
    }
}

/// Where models of the in-process engine are installed.
pub trait Models: Send + Sync {
    /// The verified files of the model for `pair`; `None` when none is installed.
    ///
    /// # Errors
    /// [`Error::Engine`] when one is installed whose files are not what its manifest says.
    fn model(&self, pair: Pair<'_>) -> Result<Option<ModelFiles>, Error>;

    /// How a model for `pair` can be had, as part of a sentence; nothing is asked for it.
    fn offer(&self, pair: Pair<'_>) -> String {
        let (from, to) = (primary(pair.from), primary(pair.to));
        format!("`tarjuman model add FOLDER --from {from} --to {to}` installs one that you have")
    }
}

/// An installed model, its files verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelFiles {
    /// Name and version, as origins show it: `ar-en base-memory 3.0`.
    pub name: String,
    /// The weights.
    pub model: PathBuf,
    /// The vocabulary of the source, and of the target where they share one.
    pub source_vocabulary: PathBuf,
    /// The vocabulary of the target.
    pub target_vocabulary: PathBuf,
    /// The lexical shortlist, if there is one.
    pub shortlist: Option<PathBuf>,
}

/// The backend called `name`: one of `services`, or a kind with its defaults.
///
/// # Errors
/// [`Error::Unknown`] when there is neither, and what the kind's own construction objects to.
pub fn build(
    name: &str,
    services: &BTreeMap<String, Service>,
    means: &Means<'_>,
) -> Result<Box<dyn Backend>, Error> {
    let default = Service::default();
    let service = services.get(name).unwrap_or(&default);
    let id = Some(service.kind.as_str())
        .filter(|kind| !kind.is_empty())
        .unwrap_or(name);
    let kind = ALL.iter().find(|kind| kind.id == id);
    let kind = kind.ok_or_else(|| Error::Unknown { asked: id.to_owned() })?;
    (kind.build)(&Setup {
        name,
        table: &service.options,
        means,
    })
}

impl Means<'_> {
    /// No keys and no models: for backends that need neither.
    #[must_use]
    pub fn none() -> Self {
        Self {
            keys: &Nothing,
            models: Arc::new(Nothing),
            prompt: None,
        }
    }
}

struct Nothing;

impl Keys for Nothing {
    fn key(&self, _: &str, _: &[&'static str]) -> Result<Option<Secret>, Error> {
        Ok(None)
    }
}

impl Models for Nothing {
    fn model(&self, _: Pair<'_>) -> Result<Option<ModelFiles>, Error> {
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(name: &str, services: &str) -> Result<Box<dyn Backend>, Error> {
        build(name, &toml::from_str(services).unwrap(), &Means::none())
    }

    #[test]
    fn a_kind_needs_no_table_and_a_table_may_have_another_name() {
        assert_eq!(built("none", "").unwrap().id(), "none");
        assert_eq!(built("silent", "[silent]\nkind = 'none'").unwrap().id(), "silent");
    }

    #[test]
    fn an_unknown_kind_says_where_to_look() {
        let Err(error) = built("gogle", "") else {
            panic!("built a backend that does not exist");
        };
        assert!(error.to_string().contains("`gogle`") && error.to_string().contains("backend list"));
    }

    #[test]
    fn a_price_is_for_a_million() {
        let price = Price {
            characters: 20.0,
            ..Price::default()
        };
        let usage = Usage {
            characters: 500_000,
            ..Usage::default()
        };
        assert!((price.of(&usage) - 10.0).abs() < 1e-9);
    }
}
