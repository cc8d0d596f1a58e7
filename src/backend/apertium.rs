//! Apertium's rule-based translation, by the web service APY on a machine of one's own or a public one.
//!
//! The segments of a request go as the lines of one text, which is three times as fast as one by one; when another
//! number of lines comes back, nothing of it is used.

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
use crate::language::primary;

/// How this kind is listed and made.
pub(super) const KIND: Kind = Kind {
    id: "apertium",
    about: "rule-based translation by an Apertium server",
    build: |setup| Ok(Box::new(Apertium::new(setup)?)),
};

const VENDOR: Vendor = Vendor {
    host: "apertium.org",
    environment: &[],
};

/// Languages that Apertium has pairs of, by both their ISO 639 codes: two letters, and three as its servers write.
const CODES: [(&str, &str); 40] = [
    ("af", "afr"),
    ("an", "arg"),
    ("ar", "ara"),
    ("ast", "ast"),
    ("be", "bel"),
    ("bg", "bul"),
    ("br", "bre"),
    ("ca", "cat"),
    ("cy", "cym"),
    ("da", "dan"),
    ("de", "deu"),
    ("en", "eng"),
    ("eo", "epo"),
    ("es", "spa"),
    ("eu", "eus"),
    ("fi", "fin"),
    ("fr", "fra"),
    ("gl", "glg"),
    ("hi", "hin"),
    ("hr", "hrv"),
    ("id", "ind"),
    ("is", "isl"),
    ("it", "ita"),
    ("kk", "kaz"),
    ("mk", "mkd"),
    ("ms", "msa"),
    ("mt", "mlt"),
    ("nb", "nob"),
    ("nl", "nld"),
    ("nn", "nno"),
    ("oc", "oci"),
    ("pl", "pol"),
    ("pt", "por"),
    ("ro", "ron"),
    ("ru", "rus"),
    ("sl", "slv"),
    ("sv", "swe"),
    ("tr", "tur"),
    ("uk", "ukr"),
    ("ur", "urd"),
];

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
            url: String::from("http://127.0.0.1:2737"),
            timeout: 120,
            segments: 50,
            concurrency: 1,
        }
    }
}

struct Apertium {
    name: String,
    remote: Remote,
    options: Options,
    /// The pair as the server writes it: `eng|spa`.
    pair: Mutex<Option<String>>,
}

impl Apertium {
    fn new(setup: &Setup<'_>) -> Result<Self, Error> {
        let options: Options = setup.options()?;
        let limits = Limits::within(options.timeout);
        Ok(Self {
            name: setup.name.to_owned(),
            remote: Remote::new(setup, &options.url, &VENDOR, limits)?,
            options,
            pair: Mutex::new(None),
        })
    }

    /// The server's own name of `pair`, if it has it in `list`.
    fn named(&self, pair: Pair<'_>, list: &Value) -> Result<String, Error> {
        let empty = Vec::new();
        let pairs: Vec<(&str, &str)> = list["responseData"]
            .as_array()
            .unwrap_or(&empty)
            .iter()
            .filter_map(|one| Some((one["sourceLanguage"].as_str()?, one["targetLanguage"].as_str()?)))
            .collect();
        let sources: Vec<&str> = pairs.iter().map(|(from, _)| *from).collect();
        let from = own(pair.from, &sources);
        let here = pairs.iter().filter(|(source, _)| Some(*source) == from);
        let targets: Vec<&str> = here.map(|(_, to)| *to).collect();
        if let (Some(from), Some(to)) = (from, own(pair.to, &targets)) {
            return Ok(format!("{from}|{to}"));
        }
        let has: Vec<String> = pairs.iter().map(|(from, to)| format!("{from}-{to}")).collect();
        Err(Error::Pair {
            backend: self.name.clone(),
            from: pair.from.to_owned(),
            to: pair.to.to_owned(),
            advice: format!("the server has {}", has.join(", ")),
        })
    }
}

/// The one of `codes` that means the language `tag`, with two letters or three.
fn own<'a>(tag: &str, codes: &[&'a str]) -> Option<&'a str> {
    let short = primary(tag);
    let long = CODES.iter().find(|(two, _)| *two == short);
    code(tag, codes).or_else(|| code(long?.1, codes))
}

impl Backend for Apertium {
    fn id(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            segments: self.options.segments.max(1),
            characters: 10_000,
            bytes: 256 * 1024,
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
            let list = self.remote.ask("/listPairs", &[], Body::Nothing).await?;
            let named = self.named(pair, &list)?;
            if let Ok(mut pair) = self.pair.lock() {
                *pair = Some(named);
            }
            Ok(())
        })
    }

    fn translate<'a>(&'a self, request: &'a Request) -> Answering<'a> {
        Box::pin(async move {
            let known = self.pair.lock().ok().and_then(|pair| pair.clone());
            let pair =
                known.unwrap_or_else(|| format!("{}|{}", primary(&request.from), primary(&request.to)));
            let lines: Vec<String> = request
                .segments
                .iter()
                .map(|one| one.content.text.replace(['\n', '\r'], " "))
                .collect();
            let text = lines.join("\n");
            let fields = [
                ("langpair", pair.as_str()),
                ("q", &text),
                ("markUnknown", "no"),
                ("format", "txt"),
            ];
            let reply = self.remote.ask("/translate", &[], Body::Form(&fields)).await?;
            let list = match reply["responseData"]["translatedText"].as_str() {
                Some(text) => json!(text.trim_end_matches('\n').split('\n').collect::<Vec<_>>()),
                None => Value::Null,
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
    fn a_language_is_known_by_two_letters_and_by_three() {
        assert_eq!(own("es-MX", &["eng", "spa"]), Some("spa"));
        assert_eq!(own("es", &["en", "es"]), Some("es"));
        assert_eq!(own("ja", &["eng", "spa"]), None);
    }
}
