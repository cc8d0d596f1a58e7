//! Google Cloud Translation, version 3 of its API.
//!
//! Texts go as plain text: the service would otherwise read them as HTML and answer with entities.

use serde::Deserialize;
use serde_json::{Value, json};

use super::http::{Body, Limits, Remote, Vendor};
use super::list::listed;
use super::{
    Answering, Backend, Capabilities, CodeSupport, Error, Kind, Reply, Request, Setup, TermSupport, Usage,
};
use crate::language::primary;

/// How this kind is listed and made.
pub(super) const KIND: Kind = Kind {
    id: "google",
    about: "Google Cloud Translation v3, with an access token as its key",
    build: |setup| Ok(Box::new(Google::new(setup)?)),
};

const VENDOR: Vendor = Vendor {
    host: "googleapis.com",
    environment: &["GOOGLE_ACCESS_TOKEN", "CLOUDSDK_AUTH_ACCESS_TOKEN"],
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    url: String,
    project: String,
    location: String,
    model: String,
    timeout: u64,
    segments: usize,
    concurrency: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            url: String::from("https://translation.googleapis.com"),
            project: String::new(),
            location: String::from("global"),
            model: String::new(),
            timeout: 120,
            segments: 100,
            concurrency: 4,
        }
    }
}

struct Google {
    name: String,
    remote: Remote,
    options: Options,
}

impl Google {
    fn new(setup: &Setup<'_>) -> Result<Self, Error> {
        let options: Options = setup.options()?;
        if options.project.is_empty() {
            return Err(Error::Options {
                name: setup.name.to_owned(),
                message: String::from("`project` names the Google Cloud project, and is missing"),
            });
        }
        let limits = Limits::within(options.timeout);
        let remote = Remote::new(setup, &options.url, &VENDOR, limits)?;
        remote.needed_key()?;
        Ok(Self {
            name: setup.name.to_owned(),
            remote,
            options,
        })
    }

    fn parent(&self) -> String {
        let Options {
            project, location, ..
        } = &self.options;
        format!("projects/{project}/locations/{location}")
    }

    fn body(&self, request: &Request) -> Value {
        let texts = request.texts();
        let mut body = json!({
            "contents": texts,
            "mimeType": "text/plain",
            "sourceLanguageCode": language(&request.from),
            "targetLanguageCode": language(&request.to),
        });
        if !self.options.model.is_empty() {
            body["model"] = json!(format!("{}/models/{}", self.parent(), self.options.model));
        }
        body
    }
}

/// The service's code of a language: regions count for the few that it parts by them.
fn language(tag: &str) -> String {
    match primary(tag).as_str() {
        "zh" | "pt" => tag.to_owned(),
        primary => primary.to_owned(),
    }
}

impl Backend for Google {
    fn id(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            segments: self.options.segments.clamp(1, 1024),
            characters: 5_000,
            bytes: 100 * 1024,
            concurrency: self.options.concurrency.max(1),
            terms: TermSupport::Ignored,
            codes: CodeSupport::Dropped,
            context: 0,
        }
    }

    fn shape(&self) -> String {
        let (url, model) = (self.remote.url(), &self.options.model);
        format!("{} {url} {} {model}", KIND.id, self.parent())
    }

    fn translate<'a>(&'a self, request: &'a Request) -> Answering<'a> {
        Box::pin(async move {
            let token = format!("Bearer {}", self.remote.needed_key()?.reveal());
            let project = self.options.project.as_str();
            let headers = [
                ("authorization", token.as_str()),
                ("x-goog-user-project", project),
            ];
            let path = format!("/v3/{}:translateText", self.parent());
            let body = self.body(request);
            let mut reply = self.remote.ask(&path, &headers, Body::Json(&body)).await?;
            let list = match reply["translations"].take() {
                Value::Array(list) => Value::Array(
                    list.into_iter()
                        .map(|mut one| one["translatedText"].take())
                        .collect(),
                ),
                _ => Value::Null,
            };
            Ok(Reply {
                answers: listed(request, &list, &self.remote)?,
                usage: Usage::of(request),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_counts_where_the_service_parts_by_it() {
        assert_eq!(
            (language("pt-PT"), language("ar-EG")),
            ("pt-PT".into(), "ar".into())
        );
    }
}
