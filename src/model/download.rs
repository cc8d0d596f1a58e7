//! Files over HTTP, from where an earlier attempt left off.
//!
//! A resumed part is asked for on the condition that the file is still the one it was cut from (`If-Range`); a server
//! that knows no ranges sends all of it. Redirects are followed five times, never from an encrypted connection to an
//! open one. Nothing but the file's name is sent.

use std::time::Duration;

use reqwest::header::{CONTENT_RANGE, ETAG, HeaderName, IF_RANGE, LAST_MODIFIED, RANGE};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Client, Response, StatusCode, Url};
use tokio::time::timeout;

use super::error::Error;
use crate::backend::connecting;

/// Until a connection stands.
const CONNECT: Duration = Duration::from_secs(10);
/// The longest time in which nothing comes.
const SILENCE: Duration = Duration::from_secs(30);
/// Redirects that are followed.
const REDIRECTS: usize = 5;
/// Bytes of a manifest.
const TEXT: usize = 1 << 20;

/// A folder on a web server.
#[derive(Debug, Clone)]
pub struct Address {
    client: Client,
    url: Url,
}

/// A file that is coming over the wire.
pub(super) struct Download {
    response: Response,
    host: String,
    name: String,
    at: u64,
    of: u64,
}

impl Address {
    pub(super) fn new(text: &str) -> Result<Self, Error> {
        let unfit = |reason: &str| Error::Address {
            address: text.to_owned(),
            reason: reason.to_owned(),
        };
        let url = Url::parse(text).map_err(|error| unfit(&error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return Err(unfit("it must begin with https:// or http:// and name a host"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(unfit("it must be a folder, without ? and #"));
        }
        let client = Client::builder()
            .connect_timeout(CONNECT)
            .redirect(Policy::custom(followed))
            .user_agent(concat!("tarjuman/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| unfit(&error.without_url().to_string()))?;
        Ok(Self { client, url })
    }

    /// The folder or file `name` below it.
    pub(super) fn below(&self, name: &str) -> Self {
        let mut url = self.url.clone();
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.pop_if_empty().push(name);
        }
        Self {
            client: self.client.clone(),
            url,
        }
    }

    /// Host and port, as messages name it.
    pub(super) fn host(&self) -> String {
        host(&self.url)
    }

    /// The address without a name and password.
    pub(super) fn shown(&self) -> String {
        let mut url = self.url.clone();
        // Only addresses without a host refuse it, and this one has one.
        let _ = url.set_username("").and_then(|()| url.set_password(None));
        url.to_string()
    }

    /// The text of the file `name`; `None` when there is none.
    pub(super) async fn text(&self, name: &str) -> Result<Option<String>, Error> {
        let mut response = match self.get(name, &[]).await {
            Err(Error::Missing { .. }) => return Ok(None),
            response => response?,
        };
        let mut bytes = Vec::new();
        let place = format!("{} {name}", self.host());
        let unfit = |message: &str| Error::Catalogue {
            place: place.clone(),
            message: message.to_owned(),
        };
        loop {
            let chunk = timeout(SILENCE, response.chunk()).await;
            match chunk.map_err(|_| unfit("nothing came for 30 s"))? {
                Ok(Some(chunk)) if bytes.len() + chunk.len() <= TEXT => bytes.extend_from_slice(&chunk),
                Ok(Some(_)) => return Err(unfit("is larger than a list of files can be")),
                Ok(None) => break,
                Err(_) => return Err(unfit("the connection broke; try again")),
            }
        }
        let text = String::from_utf8(bytes).map_err(|_| unfit("is no UTF-8 text"))?;
        Ok(Some(text))
    }

    /// Opens the file; also what tells this content from a later one, and the host that we were sent on to.
    pub(super) async fn open(
        &self,
        (name, of): (&str, u64),
        from: u64,
        tag: Option<&str>,
    ) -> Result<(Download, Option<String>, Option<String>), Error> {
        let mut response = self.part(name, from, tag).await?;
        let mut at = range_start(&response, of).unwrap_or_default();
        let partial = response.status() == StatusCode::PARTIAL_CONTENT;
        let other = tag.is_some() && validator(&response).as_deref() != tag;
        if partial && (at != from || other) {
            // Another part than was asked for, or of another file.
            response = self.get(name, &[]).await?;
            at = 0;
        }
        if let Some(length) = response.content_length()
            && at + length != of
        {
            return Err(Error::Wrong {
                host: self.host(),
                name: name.to_owned(),
                what: format!("has {} bytes there instead of {of}", at + length),
            });
        }
        let moved = Some(host(response.url())).filter(|host| *host != self.host());
        let tag = validator(&response);
        let download = Download {
            response,
            host: self.host(),
            name: name.to_owned(),
            at,
            of,
        };
        Ok((download, tag, moved))
    }

    async fn part(&self, name: &str, from: u64, tag: Option<&str>) -> Result<Response, Error> {
        if from == 0 {
            return self.get(name, &[]).await;
        }
        let range = format!("bytes={from}-");
        let mut headers = vec![(RANGE, range.as_str())];
        headers.extend(tag.map(|tag| (IF_RANGE, tag)));
        match self.get(name, &headers).await {
            // What is here is as long as what is there, or longer.
            Err(Error::Status { status: 416, .. }) => self.get(name, &[]).await,
            response => response,
        }
    }

    async fn get(&self, name: &str, headers: &[(HeaderName, &str)]) -> Result<Response, Error> {
        let host = self.host();
        let silent = || Error::Silent {
            host: self.host(),
            name: name.to_owned(),
        };
        let request = self.client.get(self.below(name).url);
        let add = |request: reqwest::RequestBuilder, (name, value): &(HeaderName, &str)| {
            request.header(name, *value)
        };
        let request = headers.iter().fold(request, add);
        let response = match timeout(SILENCE, request.send()).await {
            Err(_) => return Err(silent()),
            Ok(Err(error)) if error.is_redirect() => {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                let why = cause.unwrap_or_else(|| String::from("oddly"));
                return Err(Error::Redirect { host, why });
            }
            Ok(Err(error)) if error.is_timeout() => return Err(silent()),
            Ok(Err(error)) => return Err(connecting(&host, &error).into()),
            Ok(Ok(response)) => response,
        };
        let name = name.to_owned();
        match response.status() {
            status if status.is_success() => Ok(response),
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(Error::Missing { host, name }),
            status => Err(Error::Status {
                host,
                status: status.as_u16(),
                name,
            }),
        }
    }
}

impl Download {
    /// The byte that comes next.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// The next bytes; `None` at the end.
    pub(super) async fn chunk(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let what = match timeout(SILENCE, self.response.chunk()).await {
            Ok(Ok(Some(chunk))) => {
                self.at += chunk.len() as u64;
                return Ok(Some(chunk.to_vec()));
            }
            Ok(Ok(None)) if self.at >= self.of => return Ok(None),
            Ok(_) => "the connection broke",
            Err(_) => "nothing came for 30 s",
        };
        Err(Error::Broken {
            host: self.host.clone(),
            what: what.to_owned(),
            name: self.name.clone(),
            bytes: self.at,
            of: self.of,
        })
    }
}

/// Follows a redirect, or says why not.
fn followed(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let encrypted = |url: &Url| url.scheme() == "https";
    if attempt.previous().len() > REDIRECTS {
        return attempt.error(format!("more than {REDIRECTS} times"));
    }
    if attempt.previous().iter().any(encrypted) && !encrypted(attempt.url()) {
        let to = host(attempt.url());
        return attempt.error(format!("from an encrypted connection to an open one at {to}"));
    }
    attempt.follow()
}

/// The first byte of a part, where the answer is one, of a file of `of` bytes.
fn range_start(response: &Response, of: u64) -> Option<u64> {
    if response.status() != StatusCode::PARTIAL_CONTENT {
        return None;
    }
    let header = response.headers().get(CONTENT_RANGE)?.to_str().ok()?;
    let (range, total) = header.strip_prefix("bytes ")?.split_once('/')?;
    if total != "*" && total != of.to_string() {
        return None;
    }
    range.split_once('-')?.0.parse().ok()
}

/// The strong mark of an answer's content, else its date.
fn validator(response: &Response) -> Option<String> {
    let header = |name: HeaderName| Some(response.headers().get(name)?.to_str().ok()?.to_owned());
    header(ETAG)
        .filter(|tag| !tag.starts_with("W/"))
        .or_else(|| header(LAST_MODIFIED))
}

fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}
