//! A LibreTranslate server, one's own or a public one.

use std::sync::Mutex;

use serde::Deserialize;
use serde_json::{Value, json};

use super::http::{Body, Limits, Remote, Vendor};
use super::list::{code, listed};
use super::{
    Answering, Backend, Capabilities, CodeSupport, Error, Kind, Pair, Preparing, Reply, Request, Setup,
    TermSupport, Usage,
};
use crate::document::Term;

/// How this kind is listed and made.
pub(super) const KIND: Kind = Kind {
    id: "libretranslate",
    about: "a LibreTranslate server",
    build: |setup| Ok(Box::new(Libre::new(setup)?)),
};

const VENDOR: Vendor = Vendor {
    host: "libretranslate.com",
    environment: &["LIBRETRANSLATE_API_KEY"],
};
/// Characters in one request where the server sets no limit.
const CHARACTERS: usize = 4000;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    url: String,
    timeout: u64,
    segments: usize,
    concurrency: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            url: String::from("http://127.0.0.1:5000"),
            timeout: 120,
            segments: 20,
            concurrency: 2,
        }
    }
}

/// What the server has told of itself.
#[derive(Debug, Clone)]
struct Known {
    characters: usize,
    from: String,
    to: String,
}

struct Libre {
    name: String,
    remote: Remote,
    options: Options,
    known: Mutex<Option<Known>>,
}

impl Libre {
    fn new(setup: &Setup<'_>) -> Result<Self, Error> {
        let options: Options = setup.options()?;
        Ok(Self {
            name: setup.name.to_owned(),
            remote: Remote::new(setup, &options.url, &VENDOR, Limits::within(options.timeout))?,
            options,
            known: Mutex::new(None),
        })
    }

    fn known(&self) -> Option<Known> {
        self.known.lock().ok().and_then(|known| known.clone())
    }

    /// The server's own codes of the pair, if it translates between them.
    async fn codes(&self, pair: Pair<'_>) -> Result<(String, String), Error> {
        let languages = self.remote.ask("/languages", &[], Body::Nothing).await?;
        let empty = Vec::new();
        let list = languages.as_array().unwrap_or(&empty);
        let codes: Vec<&str> = list.iter().filter_map(|one| one["code"].as_str()).collect();
        let from = code(pair.from, &codes);
        let source = list
            .iter()
            .find(|one| from.is_some() && one["code"].as_str() == from);
        // Older servers list no targets: any language then goes into any other.
        let targets = source.and_then(|one| one["targets"].as_array());
        let targets: Option<Vec<&str>> = targets.map(|list| list.iter().filter_map(Value::as_str).collect());
        let to = code(pair.to, targets.as_ref().unwrap_or(&codes));
        match (from, to) {
            (Some(from), Some(to)) => Ok((from.to_owned(), to.to_owned())),
            _ => Err(Error::Pair {
                backend: self.name.clone(),
                from: pair.from.to_owned(),
                to: pair.to.to_owned(),
                advice: format!("the server has {}", codes.join(", ")),
            }),
        }
    }
}

impl Backend for Libre {
    fn id(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            segments: self.options.segments.max(1),
            characters: self.known().map_or(CHARACTERS, |known| known.characters),
            bytes: 1024 * 1024,
            concurrency: self.options.concurrency.max(1),
            terms: TermSupport::Ignored,
            codes: CodeSupport::Dropped,
            context: 0,
        }
    }

    fn shape(&self) -> String {
        format!("{} {}", KIND.id, self.remote.url())
    }

    fn prepare<'a>(&'a self, pair: Pair<'a>, _: &'a [Term]) -> Preparing<'a> {
        Box::pin(async move {
            let (from, to) = self.codes(pair).await?;
            // Not every server shows its settings; the usual limit then holds.
            let settings = self
                .remote
                .ask("/frontend/settings", &[], Body::Nothing)
                .await
                .unwrap_or_default();
            let limit = settings["charLimit"]
                .as_u64()
                .and_then(|limit| usize::try_from(limit).ok());
            let characters = limit.filter(|limit| *limit > 0).unwrap_or(CHARACTERS);
            if let Ok(mut known) = self.known.lock() {
                *known = Some(Known { characters, from, to });
            }
            Ok(())
        })
    }

    fn translate<'a>(&'a self, request: &'a Request) -> Answering<'a> {
        Box::pin(async move {
            let known = self.known();
            let (from, to) = known.map_or_else(
                || (request.from.clone(), request.to.clone()),
                |known| (known.from, known.to),
            );
            let texts = request.texts();
            let mut body = json!({ "q": texts, "source": from, "target": to, "format": "text" });
            if let Some(key) = self.remote.key() {
                body["api_key"] = json!(key.reveal());
            }
            let reply = self.remote.ask("/translate", &[], Body::Json(&body)).await?;
            let answers = listed(request, &reply["translatedText"], &self.remote)?;
            Ok(Reply {
                answers,
                usage: Usage::of(request),
            })
        })
    }
}
