//! Chat completions as OpenAI defined them and OpenRouter, Ollama, llama.cpp, vLLM and many others speak them.

use std::sync::atomic::{AtomicU8, Ordering};

use serde::Deserialize;
use serde_json::{Value, json};

use super::chat::{Ending, Prompt, answers, capabilities, schema};
use super::fault::ADDRESS;
use super::http::{Body, Limits, Remote, Vendor};
use super::{Answering, Backend, Capabilities, Error, Kind, Reply, Request, Setup, Usage};

/// How this kind is listed and made.
pub(super) const KIND: Kind = Kind {
    id: "openai",
    about: "a language model behind chat completions: OpenAI, OpenRouter, Ollama, llama.cpp, vLLM",
    build: |setup| Ok(Box::new(OpenAi::new(setup)?)),
};

const VENDOR: Vendor = Vendor {
    host: "api.openai.com",
    environment: &["OPENAI_API_KEY"],
};

/// Ways to ask for JSON, the strictest first; a server that does not know one is asked the next way.
const FORMATS: [&str; 3] = ["schema", "object", "none"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    url: String,
    model: String,
    temperature: Option<f64>,
    json: String,
    style: String,
    timeout: u64,
    segments: usize,
    characters: usize,
    concurrency: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            url: String::from("https://api.openai.com/v1"),
            model: String::new(),
            temperature: Some(0.0),
            json: String::from(FORMATS[0]),
            style: String::new(),
            timeout: 300,
            segments: 12,
            characters: 6000,
            concurrency: 4,
        }
    }
}

struct OpenAi {
    name: String,
    remote: Remote,
    options: Options,
    prompt: Prompt,
    /// Number of the way in [`FORMATS`] that is used.
    format: AtomicU8,
}

impl OpenAi {
    fn new(setup: &Setup<'_>) -> Result<Self, Error> {
        let options: Options = setup.options()?;
        let format = FORMATS.iter().position(|format| *format == options.json);
        let format = format
            .and_then(|number| u8::try_from(number).ok())
            .ok_or_else(|| Error::Options {
                name: setup.name.to_owned(),
                message: format!("`json` is one of {}", FORMATS.join(", ")),
            })?;
        Ok(Self {
            name: setup.name.to_owned(),
            remote: Remote::new(
                setup,
                &base(&options.url),
                &VENDOR,
                Limits::within(options.timeout),
            )?,
            prompt: Prompt::new(setup.means.prompt.as_deref(), &options.style),
            options,
            format: AtomicU8::new(format),
        })
    }

    fn body(&self, request: &Request, format: u8) -> Value {
        let mut body = json!({
            "messages": [
                { "role": "system", "content": self.prompt.system(request) },
                { "role": "user", "content": Prompt::message(request) },
            ],
        });
        if !self.options.model.is_empty() {
            body["model"] = json!(self.options.model);
        }
        if let Some(temperature) = self.options.temperature {
            body["temperature"] = json!(temperature);
        }
        match format {
            0 => {
                let schema = json!({ "name": "translations", "strict": true, "schema": schema() });
                body["response_format"] = json!({ "type": "json_schema", "json_schema": schema });
            }
            1 => body["response_format"] = json!({ "type": "json_object" }),
            _ => {}
        }
        body
    }

    async fn asked(&self, request: &Request) -> Result<Value, Error> {
        let bearer = self.remote.key().map(|key| format!("Bearer {}", key.reveal()));
        let headers: Vec<(&str, &str)> = bearer
            .iter()
            .map(|bearer| ("authorization", bearer.as_str()))
            .collect();
        loop {
            let format = self.format.load(Ordering::Relaxed);
            let body = self.body(request, format);
            match self
                .remote
                .ask("/chat/completions", &headers, Body::Json(&body))
                .await
            {
                Err(error) if format < 2 && is_about_format(&error) => {
                    self.format.store(format + 1, Ordering::Relaxed);
                }
                result => return result,
            }
        }
    }
}

/// Whether a server objects to the way in which JSON was asked for.
fn is_about_format(error: &Error) -> bool {
    let words = ["response_format", "json_schema", "schema", "grammar"];
    matches!(error, Error::Status { status: 400 | 422, said, .. } if words.iter().any(|word| said.contains(word)))
}

/// The address of the API: what people write in its place ends in `/v1`, in the whole path, or with the port.
fn base(url: &str) -> String {
    let url = url.trim_end_matches('/');
    let url = url.strip_suffix("/chat/completions").unwrap_or(url);
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).contains('/');
    if path { url.to_owned() } else { format!("{url}/v1") }
}

impl Backend for OpenAi {
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
        let Options {
            model, temperature, ..
        } = &self.options;
        format!(
            "{} {} {model} {temperature:?} {}",
            KIND.id,
            self.remote.url(),
            self.prompt.version()
        )
    }

    fn translate<'a>(&'a self, request: &'a Request) -> Answering<'a> {
        Box::pin(async move {
            let reply = self.asked(request).await?;
            let choice = &reply["choices"][0];
            let unknown = || Error::Shape {
                host: self.remote.host(),
                what: format!("JSON that is no chat completion; {ADDRESS}"),
            };
            let message = choice.get("message").ok_or_else(unknown)?;
            let refusal = message["refusal"].as_str();
            let text = message["content"].as_str().or(refusal).unwrap_or_default();
            let ending = match choice["finish_reason"].as_str() {
                Some("length") => Ending::Cut,
                Some("content_filter") => Ending::Filtered,
                _ if refusal.is_some() => Ending::Refused,
                _ => Ending::Done,
            };
            let model = reply["model"].as_str().or(Some(&self.options.model));
            let tokens = |name: &str| reply["usage"][name].as_u64().unwrap_or_default();
            Ok(Reply {
                answers: answers(text, ending, request, model.filter(|model| !model.is_empty())),
                usage: Usage {
                    input_tokens: tokens("prompt_tokens"),
                    output_tokens: tokens("completion_tokens"),
                    ..Usage::of(request)
                },
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_understood_as_people_write_it() {
        for url in [
            "http://127.0.0.1:8080",
            "http://127.0.0.1:8080/v1/",
            "http://127.0.0.1:8080/v1/chat/completions",
        ] {
            assert_eq!(base(url), "http://127.0.0.1:8080/v1");
        }
        assert_eq!(
            base("https://openrouter.ai/api/v1"),
            "https://openrouter.ai/api/v1"
        );
    }
}
