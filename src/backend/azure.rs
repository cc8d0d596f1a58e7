//! Azure Translator, version 3 of its API, with names bound by its dynamic dictionary.
//!
//! The dictionary is documented for names and compound nouns, and for pairs with English on one side: other terms are
//! verified like anybody's. A name is marked where it stands as a word of its own, since a mark inside a word would cut
//! it in two.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Deserialize;
use serde_json::{Value, json};

use super::http::{Body, Limits, Remote, Vendor};
use super::list::listed;
use super::{
    Answering, Backend, Capabilities, CodeSupport, Error, Kind, Link, Pair, Preparing, Reply, Request, Setup,
    Source, TermSupport, Usage,
};
use crate::document::Term;
use crate::language::primary;

/// How this kind is listed and made.
pub(super) const KIND: Kind = Kind {
    id: "azure",
    about: "Azure Translator v3, with names bound by its dynamic dictionary",
    build: |setup| Ok(Box::new(Azure::new(setup)?)),
};

const VENDOR: Vendor = Vendor {
    host: "microsofttranslator.com",
    environment: &["AZURE_TRANSLATOR_KEY"],
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    url: String,
    region: String,
    category: String,
    timeout: u64,
    segments: usize,
    concurrency: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            url: String::from("https://api.cognitive.microsofttranslator.com"),
            region: String::new(),
            category: String::new(),
            timeout: 120,
            segments: 100,
            concurrency: 4,
        }
    }
}

struct Azure {
    name: String,
    remote: Remote,
    options: Options,
    /// Whether the pair has English on one side.
    binds: AtomicBool,
}

impl Azure {
    fn new(setup: &Setup<'_>) -> Result<Self, Error> {
        let options: Options = setup.options()?;
        let limits = Limits::within(options.timeout);
        let remote = Remote::new(setup, &options.url, &VENDOR, limits)?;
        remote.needed_key()?;
        Ok(Self {
            name: setup.name.to_owned(),
            remote,
            options,
            binds: AtomicBool::new(false),
        })
    }

    fn path(&self, request: &Request) -> String {
        let (from, to) = (language(&request.from), language(&request.to));
        let mut path =
            format!("/translate?api-version=3.0&from={from}&to={to}&textType=plain&includeAlignment=true");
        if !self.options.category.is_empty() {
            // Writing to a string cannot go wrong.
            let _ = write!(path, "&category={}", self.options.category);
        }
        path
    }
}

/// The service's code of a language: script or region count for the few that it parts by them.
fn language(tag: &str) -> String {
    match (primary(tag).as_str(), tag.to_lowercase().as_str()) {
        ("zh", "zh-tw" | "zh-hk" | "zh-hant") => String::from("zh-Hant"),
        ("zh", _) => String::from("zh-Hans"),
        (_, "pt-pt" | "fr-ca") => tag.to_lowercase(),
        (primary, _) => primary.to_owned(),
    }
}

/// Whether a pair has English on one side, as the dictionary demands.
fn binds(from: &str, to: &str) -> bool {
    primary(from) == "en" || primary(to) == "en"
}

/// The text of a segment with its names marked.
fn marked(source: &Source) -> String {
    let text = &source.content.text;
    if text.contains(['<', '>']) {
        return text.clone();
    }
    let mut places: Vec<(Range<usize>, &str)> = Vec::new();
    let mut terms: Vec<&Term> = source.terms.iter().filter(|term| term.kind.is_name()).collect();
    terms.sort_by_key(|term| std::cmp::Reverse(term.source.len()));
    for term in terms.iter().filter(|term| !term.source.is_empty()) {
        for (at, found) in text.match_indices(term.source.as_str()) {
            let end = at + found.len();
            let free = places
                .iter()
                .all(|(place, _)| end <= place.start || place.end <= at);
            let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            let after = text[end..].chars().next().is_some_and(char::is_alphanumeric);
            if free && !before && !after {
                places.push((at..end, &term.target));
            }
        }
    }
    places.sort_by_key(|(place, _)| place.start);
    let (mut out, mut from) = (String::new(), 0);
    for (place, target) in places {
        let target = target
            .replace('&', "&amp;")
            .replace('"', "&quot;")
            .replace('<', "&lt;");
        let found = &text[place.clone()];
        out.push_str(&text[from..place.start]);
        out.push_str(&format!(
            "<mstrans:dictionary translation=\"{target}\">{found}</mstrans:dictionary>"
        ));
        from = place.end;
    }
    out + &text[from..]
}

/// The links of `0:2-4:6 3:3-0:2`: first and last UTF-16 unit of source and target.
fn links(projection: &str, source: &str, target: &str) -> Vec<Link> {
    let range = |part: &str, text: &str| {
        let (first, last) = part.split_once(':')?;
        let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
        let mut units = 0;
        let mut starts = text.char_indices().map(|(at, c)| {
            let unit = units;
            units += c.len_utf16();
            (unit, at)
        });
        let start = starts.find(|(unit, _)| *unit == first)?.1;
        let end = starts
            .find(|(unit, _)| *unit > last)
            .map_or(text.len(), |(_, at)| at);
        Some(start..end)
    };
    let link = |pair: &str| {
        let (from, to) = pair.split_once('-')?;
        Some(Link {
            source: range(from, source)?,
            target: range(to, target)?,
            weight: 1.0,
        })
    };
    projection.split(' ').filter_map(link).collect()
}

impl Backend for Azure {
    fn id(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> Capabilities {
        let binds = self.binds.load(Ordering::Relaxed);
        Capabilities {
            segments: self.options.segments.clamp(1, 1000),
            characters: 10_000,
            bytes: 256 * 1024,
            concurrency: self.options.concurrency.max(1),
            terms: if binds {
                TermSupport::Bound
            } else {
                TermSupport::Aligned
            },
            codes: CodeSupport::Dropped,
            context: 0,
        }
    }

    fn shape(&self) -> String {
        format!("{} {} {}", KIND.id, self.remote.url(), self.options.category)
    }

    fn prepare<'a>(&'a self, pair: Pair<'a>, _: &'a [Term]) -> Preparing<'a> {
        self.binds.store(binds(pair.from, pair.to), Ordering::Relaxed);
        Box::pin(async { Ok(()) })
    }

    fn translate<'a>(&'a self, request: &'a Request) -> Answering<'a> {
        Box::pin(async move {
            let key = self.remote.needed_key()?;
            let mut headers = vec![("ocp-apim-subscription-key", key.reveal())];
            if !self.options.region.is_empty() {
                headers.push(("ocp-apim-subscription-region", &self.options.region));
            }
            let binds = binds(&request.from, &request.to);
            let text = |one: &Source| {
                if binds {
                    marked(one)
                } else {
                    one.content.text.clone()
                }
            };
            let sent: Vec<String> = request.segments.iter().map(text).collect();
            let body: Value = sent.iter().map(|text| json!({ "Text": text })).collect();
            let reply = self
                .remote
                .ask(&self.path(request), &headers, Body::Json(&body))
                .await?;
            let list = reply.as_array().map_or(&[][..], Vec::as_slice);
            let texts: Vec<Value> = list
                .iter()
                .map(|one| one["translations"][0]["text"].clone())
                .collect();
            let mut answers = listed(request, &Value::Array(texts), &self.remote)?;
            for (number, answer) in answers.iter_mut().enumerate() {
                let source = &request.segments[number].content.text;
                let projection = list[number]["translations"][0]["alignment"]["proj"].as_str();
                // Offsets count the marks too, where there are any.
                if let Some(projection) = projection.filter(|_| *source == sent[number]) {
                    answer.alignment = links(projection, source, &answer.content.text);
                }
            }
            Ok(Reply {
                answers,
                usage: Usage::of(request),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Content, TermKind};

    #[test]
    fn a_name_is_marked_where_it_is_a_word() {
        let term = Term {
            source: String::from("كيري"),
            target: String::from("Kerry & Co"),
            kind: TermKind::Person,
            ..Term::default()
        };
        let source = Source {
            content: Content::plain("كيري لكيري"),
            terms: vec![term],
            ..Source::default()
        };
        assert_eq!(
            marked(&source),
            "<mstrans:dictionary translation=\"Kerry &amp; Co\">كيري</mstrans:dictionary> لكيري"
        );
    }

    #[test]
    fn an_alignment_counts_utf_16_units() {
        let links = links("0:1-3:4 9:9-0:0", "نعم", "a 😀b");
        assert_eq!(links.len(), 0, "the fourth unit is half a letter");
        let links = super::links("0:1-4:4", "نعم", "a 😀b");
        assert_eq!((links[0].source.clone(), links[0].target.clone()), (0..4, 6..7));
    }
}
