//! DeepL, version 2 of its API, with a glossary made from the run's terms.

use std::sync::Mutex;

use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::fault::ADDRESS;
use super::http::{Body, Limits, Remote, Vendor};
use super::list::listed;
use super::markup::{escaped, tagged, unescaped};
use super::{
    Answering, Backend, Capabilities, CodeSupport, Error, Kind, Pair, Preparing, Remedy, Reply, Request,
    Setup, TermSupport, Usage,
};
use crate::document::{Content, Term};
use crate::language::primary;
use crate::text::hexadecimal;

/// How this kind is listed and made.
pub(super) const KIND: Kind = Kind {
    id: "deepl",
    about: "DeepL, with a glossary made from the terms at hand",
    build: |setup| Ok(Box::new(DeepL::new(setup)?)),
};

const VENDOR: Vendor = Vendor {
    host: "deepl.com",
    environment: &["DEEPL_API_KEY", "DEEPL_AUTH_KEY"],
};
const PAID: &str = "https://api.deepl.com";
const FREE: &str = "https://api-free.deepl.com";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    url: String,
    formality: String,
    glossary: bool,
    timeout: u64,
    segments: usize,
    concurrency: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            url: String::new(),
            formality: String::new(),
            glossary: true,
            timeout: 120,
            segments: 40,
            concurrency: 4,
        }
    }
}

struct DeepL {
    name: String,
    remote: Remote,
    options: Options,
    /// The glossary on the service: its name, which says what is in it, and its id.
    glossary: Mutex<Option<(String, String)>>,
}

impl DeepL {
    fn new(setup: &Setup<'_>) -> Result<Self, Error> {
        let options: Options = setup.options()?;
        let limits = Limits::within(options.timeout);
        let at = |url: &str| Remote::new(setup, url, &VENDOR, limits);
        let remote = if options.url.is_empty() {
            // A key of the free plan is known by its end, and has a host of its own.
            match at(PAID)? {
                paid if paid.key().is_some_and(|key| key.reveal().ends_with(":fx")) => at(FREE)?,
                paid if paid.key().is_some() => paid,
                paid => at(FREE).ok().filter(|free| free.key().is_some()).unwrap_or(paid),
            }
        } else {
            at(&options.url)?
        };
        remote.needed_key()?;
        Ok(Self {
            name: setup.name.to_owned(),
            remote,
            options,
            glossary: Mutex::new(None),
        })
    }

    async fn ask(&self, path: &str, body: Body<'_>) -> Result<Value, Error> {
        let key = self.authorization()?;
        self.remote
            .ask(path, &[("authorization", key.as_str())], body)
            .await
    }

    fn authorization(&self) -> Result<String, Error> {
        let key = self.remote.needed_key()?;
        Ok(format!("DeepL-Auth-Key {}", key.reveal()))
    }

    fn glossary(&self) -> Option<String> {
        let glossary = self.glossary.lock().ok()?;
        glossary.as_ref().map(|(_, id)| id.clone())
    }

    /// Finds the glossary called `name` on the service, or makes it.
    async fn made(&self, name: &str, pair: Pair<'_>, entries: &str) -> Result<String, Error> {
        let known = self.ask("/v2/glossaries", Body::Nothing).await?;
        let list = known["glossaries"].as_array().cloned().unwrap_or_default();
        let id = |glossary: &Value| glossary["glossary_id"].as_str().map(str::to_owned);
        if let Some(id) = list.iter().find(|one| one["name"] == name).and_then(id) {
            return Ok(id);
        }
        // A glossary of the same pair that we made from other terms only takes up one of the few that an account may have.
        let ours = format!("{} ", name.rsplit_once(' ').map_or(name, |(ours, _)| ours));
        let old = list
            .iter()
            .filter(|one| one["name"].as_str().is_some_and(|name| name.starts_with(&ours)));
        for id in old.filter_map(id) {
            // Where it stays, making another one says what is wrong.
            let _ = self.ask(&format!("/v2/glossaries/{id}"), Body::Remove).await;
        }
        let body = json!({
            "name": name,
            "source_lang": primary(pair.from),
            "target_lang": primary(pair.to),
            "entries": entries,
            "entries_format": "tsv",
        });
        let made = self.ask("/v2/glossaries", Body::Json(&body)).await?;
        id(&made).ok_or_else(|| Error::Shape {
            host: self.remote.host(),
            what: format!("JSON without a glossary; {ADDRESS}"),
        })
    }
}

/// A text as it goes out: in a request that is read as XML, texts without codes are XML too.
fn sent(content: &Content, xml: bool) -> String {
    if xml && content.codes.is_empty() {
        escaped(&content.text)
    } else {
        tagged(content)
    }
}

/// Terms as the service's glossary has them, each source once, in an order of their own.
fn entries(terms: &[Term]) -> String {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let rows: std::collections::BTreeMap<String, String> = terms
        .iter()
        .rev()
        .map(|term| (plain(&term.source), plain(&term.target)))
        .collect();
    let rows = rows
        .into_iter()
        .filter(|(source, target)| !source.is_empty() && !target.is_empty());
    rows.map(|(source, target)| format!("{source}\t{target}\n"))
        .collect()
}

/// The service's code of a target language: where it knows variants only, the one of Europe.
fn target(tag: &str) -> String {
    match tag.to_ascii_uppercase().as_str() {
        "EN" => String::from("EN-GB"),
        "PT" => String::from("PT-PT"),
        "ZH-TW" | "ZH-HANT" => String::from("ZH-HANT"),
        "EN-US" | "EN-GB" | "PT-BR" | "PT-PT" => tag.to_ascii_uppercase(),
        _ => primary(tag).to_ascii_uppercase(),
    }
}

impl Backend for DeepL {
    fn id(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> Capabilities {
        let bound = self.glossary().is_some();
        Capabilities {
            segments: self.options.segments.clamp(1, 50),
            characters: 30_000,
            bytes: 120 * 1024,
            concurrency: self.options.concurrency.max(1),
            terms: if bound {
                TermSupport::Bound
            } else {
                TermSupport::Ignored
            },
            codes: CodeSupport::Carried,
            context: 2,
        }
    }

    fn shape(&self) -> String {
        format!("{} {} {}", KIND.id, self.remote.url(), self.options.formality)
    }

    fn prepare<'a>(&'a self, pair: Pair<'a>, terms: &'a [Term]) -> Preparing<'a> {
        Box::pin(async move {
            let entries = entries(terms);
            if !self.options.glossary || entries.is_empty() {
                return Ok(());
            }
            let hash = Sha256::digest(&entries);
            let hash = hexadecimal(&hash[..6]);
            let name = format!("tarjuman {}-{} {hash}", pair.from, pair.to);
            if self
                .glossary
                .lock()
                .is_ok_and(|known| known.as_ref().is_some_and(|(known, _)| *known == name))
            {
                return Ok(());
            }
            match self.made(&name, pair, &entries).await {
                Ok(id) => {
                    if let Ok(mut glossary) = self.glossary.lock() {
                        *glossary = Some((name, id));
                    }
                    Ok(())
                }
                // A pair or a plan without glossaries: terms are then masked, and verified as ever.
                Err(Error::Status { .. }) => Ok(()),
                Err(error) if error.remedy() == Remedy::Stop => Err(error),
                Err(_) => Ok(()),
            }
        })
    }

    fn translate<'a>(&'a self, request: &'a Request) -> Answering<'a> {
        Box::pin(async move {
            let xml = request.segments.iter().any(|one| !one.content.codes.is_empty());
            let texts: Vec<String> = request
                .segments
                .iter()
                .map(|one| sent(&one.content, xml))
                .collect();
            let mut body = json!({
                "text": texts,
                "source_lang": primary(&request.from).to_ascii_uppercase(),
                "target_lang": target(&request.to),
                "split_sentences": "0",
                "preserve_formatting": true,
            });
            let before: Vec<&str> = request
                .context
                .before
                .iter()
                .map(|(source, _)| source.as_str())
                .collect();
            if !before.is_empty() {
                body["context"] = json!(before.join(" "));
            }
            if xml {
                body["tag_handling"] = json!("xml");
            }
            if let Some(id) = self.glossary() {
                body["glossary_id"] = json!(id);
            }
            if !self.options.formality.is_empty() {
                body["formality"] = json!(self.options.formality);
            }
            let reply = self.ask("/v2/translate", Body::Json(&body)).await?;
            let list = reply["translations"].as_array().cloned().unwrap_or_default();
            let texts = list.into_iter().map(|mut one| one["text"].take()).collect();
            let mut answers = listed(request, &Value::Array(texts), &self.remote)?;
            for (answer, one) in answers.iter_mut().zip(&request.segments) {
                if xml && one.content.codes.is_empty() {
                    answer.content.text = unescaped(&answer.content.text);
                }
            }
            let usage = Usage::of(request);
            Ok(Reply { answers, usage })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glossary_holds_each_source_once_in_one_order() {
        let term = |source: &str, target: &str| Term {
            source: source.to_owned(),
            target: target.to_owned(),
            ..Term::default()
        };
        let terms = [term("ب", "B"), term("أ\tب", "A B"), term("ب", "other")];
        assert_eq!(entries(&terms), "أ ب\tA B\nب\tB\n");
    }

    #[test]
    fn beside_a_text_with_codes_a_plain_one_is_escaped_too() {
        let plain = Content::plain("a < b & c");
        assert_eq!(sent(&plain, true), "a &lt; b &amp; c");
        assert_eq!(unescaped(&sent(&plain, true)), plain.text);
        assert_eq!(sent(&plain, false), plain.text);
    }

    #[test]
    fn a_target_is_named_as_the_service_names_it() {
        assert_eq!(
            (target("en"), target("pt-BR"), target("fr-CA")),
            ("EN-GB".into(), "PT-BR".into(), "FR".into())
        );
    }
}
