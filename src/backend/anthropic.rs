//! The messages API of Anthropic.

use serde::Deserialize;
use serde_json::json;

use super::chat::{Ending, Prompt, answers, capabilities};
use super::fault::ADDRESS;
use super::http::{Body, Limits, Remote, Vendor};
use super::{Answering, Backend, Capabilities, Error, Kind, Reply, Request, Setup, Usage};

/// How this kind is listed and made.
pub(super) const KIND: Kind = Kind {
    id: "anthropic",
    about: "a language model behind Anthropic's messages API",
    build: |setup| Ok(Box::new(Anthropic::new(setup)?)),
};

const VENDOR: Vendor = Vendor {
    host: "api.anthropic.com",
    environment: &["ANTHROPIC_API_KEY"],
};
/// The version of the API that is spoken.
const VERSION: &str = "2023-06-01";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    url: String,
    model: String,
    style: String,
    max_tokens: u32,
    timeout: u64,
    segments: usize,
    characters: usize,
    concurrency: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            url: String::from("https://api.anthropic.com"),
            model: String::new(),
            style: String::new(),
            max_tokens: 8192,
            timeout: 300,
            segments: 12,
            characters: 6000,
            concurrency: 4,
        }
    }
}

struct Anthropic {
    name: String,
    remote: Remote,
    options: Options,
    prompt: Prompt,
}

impl Anthropic {
    fn new(setup: &Setup<'_>) -> Result<Self, Error> {
        let options: Options = setup.options()?;
        if options.model.is_empty() {
            return Err(Error::Options {
                name: setup.name.to_owned(),
                message: String::from("`model` is missing"),
            });
        }
        let remote = Remote::new(setup, &options.url, &VENDOR, Limits::within(options.timeout))?;
        remote.needed_key()?;
        Ok(Self {
            name: setup.name.to_owned(),
            prompt: Prompt::new(setup.means.prompt.as_deref(), &options.style),
            remote,
            options,
        })
    }
}

impl Backend for Anthropic {
    fn id(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> Capabilities {
        let Options {
            segments,
            characters,
            concurrency,
            ..
        } = self.options;
        capabilities(segments, characters, concurrency)
    }

    fn shape(&self) -> String {
        let model = &self.options.model;
        format!(
            "{} {} {model} {}",
            KIND.id,
            self.remote.url(),
            self.prompt.version()
        )
    }

    fn translate<'a>(&'a self, request: &'a Request) -> Answering<'a> {
        Box::pin(async move {
            let key = self.remote.needed_key()?;
            let headers = [("x-api-key", key.reveal()), ("anthropic-version", VERSION)];
            let body = json!({
                "model": self.options.model,
                "max_tokens": self.options.max_tokens,
                "system": self.prompt.system(request),
                "messages": [{ "role": "user", "content": Prompt::message(request) }],
            });
            let reply = self
                .remote
                .ask("/v1/messages", &headers, Body::Json(&body))
                .await?;
            let parts = reply["content"].as_array().ok_or_else(|| Error::Shape {
                host: self.remote.host(),
                what: format!("JSON that is no message; {ADDRESS}"),
            })?;
            let text: String = parts.iter().filter_map(|part| part["text"].as_str()).collect();
            let ending = match reply["stop_reason"].as_str() {
                Some("max_tokens") => Ending::Cut,
                Some("refusal") => Ending::Refused,
                _ => Ending::Done,
            };
            let tokens = |name: &str| reply["usage"][name].as_u64().unwrap_or_default();
            Ok(Reply {
                answers: answers(&text, ending, request, reply["model"].as_str()),
                usage: Usage {
                    input_tokens: tokens("input_tokens"),
                    output_tokens: tokens("output_tokens"),
                    ..Usage::of(request)
                },
            })
        })
    }
}
