//! HTTP as every remote backend speaks it.
//!
//! Time and size are bounded, redirects are not followed (a key would go along), a certificate that does not hold is
//! an error, and no message shows a header, a query or a key. What a service says is data: shortened, and without
//! characters that a terminal would obey.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Response, StatusCode};
use serde_json::Value;
use tokio::time::{Instant, timeout, timeout_at};

use super::fault::{cleaned, connecting, of_status, shape};
use super::{Error, Secret, Setup};

/// What one request may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Until the connection stands.
    pub connect: Duration,
    /// Until the first byte of the answer.
    pub first: Duration,
    /// Until the whole answer is there.
    pub answer: Duration,
    /// Size of the answer in bytes.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first: Duration::from_secs(60),
            answer: Duration::from_secs(120),
            bytes: 8 * 1024 * 1024,
        }
    }
}

impl Limits {
    /// Limits for a service that needs `seconds` for a whole answer.
    #[must_use]
    pub fn within(seconds: u64) -> Self {
        let limits = Self::default();
        let answer = Duration::from_secs(seconds.max(1));
        Self {
            connect: limits.connect.min(answer),
            first: answer,
            answer,
            ..limits
        }
    }
}

/// What is sent.
#[derive(Debug, Clone, Copy)]
pub enum Body<'a> {
    /// Nothing: a question by address.
    Nothing,
    /// Nothing, and what stands at the address is removed.
    Remove,
    /// JSON.
    Json(&'a Value),
    /// A form.
    Form(&'a [(&'a str, &'a str)]),
}

/// Where a vendor's own service is, and where people keep its key.
#[derive(Debug, Clone, Copy)]
pub struct Vendor {
    /// The end of its hosts' names.
    pub host: &'static str,
    /// Environment variables that hold its key.
    pub environment: &'static [&'static str],
}

/// One service: address, key, limits.
pub struct Remote {
    inner: reqwest::Client,
    limits: Limits,
    /// The address, without a slash at its end.
    url: String,
    key: Option<Secret>,
    /// Where the key is looked for, in words.
    ways: String,
}

impl Remote {
    /// The service at `url`, with the key that the person has for its host.
    ///
    /// # Errors
    /// [`Error::Options`] for an address that is none, [`Error::Unencrypted`], [`Error::KeyFile`].
    pub fn new(setup: &Setup<'_>, url: &str, vendor: &Vendor, limits: Limits) -> Result<Self, Error> {
        let invalid = |message: String| Error::Options {
            name: setup.name.to_owned(),
            message,
        };
        let parsed = reqwest::Url::parse(url).map_err(|error| invalid(format!("`url`: {error}")))?;
        let authority = authority(&parsed).ok_or_else(|| invalid(String::from("`url` names no host")))?;
        let is_vendor = authority == vendor.host || authority.ends_with(&format!(".{}", vendor.host));
        let environment = if is_vendor { vendor.environment } else { &[] };
        let key = setup.means.keys.key(&authority, environment)?;
        if key.is_some() && parsed.scheme() != "https" && !is_loopback(&parsed) {
            return Err(Error::Unencrypted { host: authority });
        }
        let mut client = reqwest::Client::builder();
        if parsed.scheme() == "http" {
            // No redirect is followed to where certificates are needed, and reading the system's takes time.
            client = client.tls_certs_only([]);
        }
        let inner = client
            .connect_timeout(limits.connect)
            .redirect(Policy::none())
            .user_agent(concat!("tarjuman/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| Error::Tls {
                host: authority,
                reason: error.without_url().to_string(),
            })?;
        Ok(Self {
            inner,
            limits,
            url: url.trim_end_matches('/').to_owned(),
            ways: ways(&host(url), environment),
            key,
        })
    }

    /// The address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The key, if there is one.
    #[must_use]
    pub fn key(&self) -> Option<&Secret> {
        self.key.as_ref()
    }

    /// The key of a service that does nothing without one.
    ///
    /// # Errors
    /// [`Error::NoKey`].
    pub fn needed_key(&self) -> Result<&Secret, Error> {
        self.key.as_ref().ok_or_else(|| self.no_key())
    }

    fn no_key(&self) -> Error {
        Error::NoKey {
            host: self.host(),
            ways: format!("put it in {}", self.ways),
        }
    }

    /// Host and port, as messages name the service.
    #[must_use]
    pub fn host(&self) -> String {
        host(&self.url)
    }

    /// Sends `body` to `path` with `headers` and reads the JSON answer.
    ///
    /// # Errors
    /// Everything that can happen on the way, see [`Error`]; any status but 2xx is one.
    pub async fn ask(&self, path: &str, headers: &[(&str, &str)], body: Body<'_>) -> Result<Value, Error> {
        let url = format!("{}{path}", self.url);
        let request = match body {
            Body::Nothing => self.inner.get(&url),
            Body::Remove => self.inner.delete(&url),
            Body::Json(value) => self.inner.post(&url).json(value),
            Body::Form(fields) => self.inner.post(&url).form(fields),
        };
        let add =
            |request: reqwest::RequestBuilder, (name, value): &(&str, &str)| request.header(*name, *value);
        let request = headers.iter().fold(request, add);
        let deadline = Instant::now() + self.limits.answer;
        let host = self.host();
        let sent = timeout(self.limits.first.min(self.limits.answer), request.send()).await;
        let response = match sent {
            Err(_) => return Err(self.late("first byte", self.limits.first)),
            Ok(Err(error)) if error.is_timeout() => return Err(self.late("connection", self.limits.connect)),
            Ok(Err(error)) if error.is_connect() => return Err(connecting(&host, &error)),
            Ok(Err(_)) => return Err(Error::Broken { host, bytes: 0 }),
            Ok(Ok(response)) => response,
        };
        let (status, after) = (response.status(), retry_after(&response));
        if status.is_redirection() {
            let to = location(&response, &host);
            return Err(Error::Redirect { to, host });
        }
        let bytes = match timeout_at(deadline, self.body(response)).await {
            Err(_) => return Err(self.late("whole answer", self.limits.answer)),
            Ok(bytes) => bytes?,
        };
        if status == StatusCode::NO_CONTENT {
            Ok(Value::Null)
        } else if status.is_success() {
            shape(&bytes).map_err(|what| Error::Shape {
                host,
                what: cleaned(&self.scrubbed(&what)),
            })
        } else if status == StatusCode::UNAUTHORIZED && self.key.is_none() {
            Err(self.no_key())
        } else {
            Err(of_status(
                (host, &self.ways),
                status.as_u16(),
                after,
                &self.scrubbed(&String::from_utf8_lossy(&bytes)),
            ))
        }
    }

    /// What a service says, without the key: some repeat it when they refuse it.
    fn scrubbed(&self, text: &str) -> String {
        match &self.key {
            Some(key) if !key.reveal().is_empty() => text.replace(key.reveal(), "…"),
            _ => text.to_owned(),
        }
    }

    async fn body(&self, mut response: Response) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        loop {
            match response.chunk().await {
                Ok(None) => return Ok(bytes),
                Ok(Some(chunk)) if bytes.len() + chunk.len() <= self.limits.bytes => {
                    bytes.extend_from_slice(&chunk)
                }
                Ok(Some(_)) => {
                    return Err(Error::Oversized {
                        host: self.host(),
                        limit: self.limits.bytes,
                    });
                }
                Err(_) => {
                    return Err(Error::Broken {
                        host: self.host(),
                        bytes: bytes.len(),
                    });
                }
            }
        }
    }

    fn late(&self, awaited: &'static str, limit: Duration) -> Error {
        Error::Timeout {
            host: self.host(),
            awaited,
            seconds: limit.as_secs(),
        }
    }
}

/// How long the service asks to be left alone, in seconds or until a date.
fn retry_after(response: &Response) -> Option<Duration> {
    let header = |name: &str| response.headers().get(name)?.to_str().ok().map(str::to_owned);
    let wanted = header("retry-after")?;
    if let Ok(seconds) = wanted.trim().parse::<f64>() {
        return Duration::try_from_secs_f64(seconds.max(0.0)).ok();
    }
    // Against the service's own clock, so that ours need not be right. A second more, since dates have no fractions.
    let until = httpdate::parse_http_date(&wanted).ok()?;
    let present = httpdate::parse_http_date(&header("date")?).ok()?;
    Some(until.duration_since(present).unwrap_or_default() + Duration::from_secs(1))
}

/// Where a redirect of `from` leads: another host, or else another path of the same.
fn location(response: &Response, from: &str) -> String {
    let header = response.headers().get("location");
    let target = header
        .and_then(|value| value.to_str().ok())
        .and_then(|text| response.url().join(text).ok());
    match target.as_ref().map(|url| (authority(url), url.path())) {
        Some((Some(host), path)) if host == from => format!("{path} on the same host"),
        Some((Some(host), _)) => host,
        _ => String::from("nowhere"),
    }
}

/// Where the key of `host` is looked for, in words.
fn ways(host: &str, environment: &[&str]) -> String {
    let vendor = environment.iter().map(|name| (*name).to_owned());
    let names: Vec<String> = vendor.chain(variable(host)).collect();
    match names.as_slice() {
        [] => String::from("the key file"),
        names => format!("the environment variable {} or the key file", names.join(" or ")),
    }
}

/// The name under which a host's key is looked up in the environment: `TARJUMAN_KEY_127_0_0_1_8080`, with a hyphen
/// written as two underscores. No two hosts share a name, else one could be given another's key; a host that would
/// have to (with an underscore of its own, or two marks in a row) has none, and its key stands in the key file.
#[must_use]
pub fn variable(host: &str) -> Option<String> {
    let mut name = String::from("TARJUMAN_KEY_");
    let mut after_mark = true;
    for c in host.chars() {
        let mark = match c {
            '.' | ':' => "_",
            '-' => "__",
            c if c.is_ascii_alphanumeric() => {
                name.push(c.to_ascii_uppercase());
                after_mark = false;
                continue;
            }
            _ => return None,
        };
        if after_mark {
            return None;
        }
        name.push_str(mark);
        after_mark = true;
    }
    (!after_mark).then_some(name)
}

/// Host of an address, with its port where that is not the scheme's own.
fn authority(url: &reqwest::Url) -> Option<String> {
    let host = url.host_str()?;
    Some(
        url.port()
            .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")),
    )
}

fn is_loopback(url: &reqwest::Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// The part of an address that messages may show.
fn host(url: &str) -> String {
    let parsed = reqwest::Url::parse(url).ok();
    parsed
        .as_ref()
        .and_then(authority)
        .unwrap_or_else(|| String::from("the configured address"))
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;
    use crate::backend::{Keys, Means};

    struct Canary;

    impl Keys for Canary {
        fn key(&self, _: &str, _: &[&'static str]) -> Result<Option<Secret>, Error> {
            Ok(Some(Secret::new(String::from("CANARY"))))
        }
    }

    /// A server that answers one request with `reply` and hangs up.
    fn answering(reply: &'static [u8]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 4096];
            assert!(stream.read(&mut request).unwrap() > 0);
            stream.write_all(reply).unwrap();
        });
        format!("http://{address}/v1")
    }

    fn remote(url: &str, limits: Limits) -> Result<Remote, Error> {
        let means = Means {
            keys: &Canary,
            ..Means::none()
        };
        let table = toml::Table::new();
        let setup = Setup {
            name: "it",
            table: &table,
            means: &means,
        };
        Remote::new(
            &setup,
            url,
            &Vendor {
                host: "example.org",
                environment: &[],
            },
            limits,
        )
    }

    fn ask(url: &str, limits: Limits) -> Result<Value, Error> {
        let remote = remote(url, limits)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let body = serde_json::json!({ "q": "نعم" });
        runtime.block_on(remote.ask(
            "/x?k=CANARY",
            &[("authorization", "Bearer CANARY")],
            Body::Json(&body),
        ))
    }

    fn replied(reply: &'static [u8]) -> Result<Value, Error> {
        let result = ask(
            &answering(reply),
            Limits {
                answer: Duration::from_secs(5),
                ..Limits::default()
            },
        );
        if let Err(error) = &result {
            assert!(!format!("{error} {error:?}").contains("CANARY"), "{error:?}");
        }
        result
    }

    #[test]
    fn a_json_answer_is_read() {
        let reply = replied(b"HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"a\":\"yes\"}");
        assert_eq!(reply.unwrap()["a"], "yes");
    }

    #[test]
    fn a_redirect_is_not_followed_and_says_where_it_leads() {
        let error =
            replied(b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n");
        assert!(matches!(error, Err(Error::Redirect { to, .. }) if to == "127.0.0.1:1"));
    }

    #[test]
    fn an_answer_without_end_is_cut() {
        let url = answering(b"HTTP/1.1 200 OK\r\ncontent-length: 30\r\n\r\n[1,2,3,4,5,6,7,8,9,10,11,12,13]");
        let limits = Limits {
            bytes: 10,
            ..Limits::default()
        };
        assert!(matches!(
            ask(&url, limits),
            Err(Error::Oversized { limit: 10, .. })
        ));
    }

    #[test]
    fn half_an_answer_is_a_broken_connection() {
        let error = replied(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"a\":");
        assert!(matches!(error, Err(Error::Broken { bytes: 5, .. })), "{error:?}");
    }

    #[test]
    fn what_is_no_json_is_called_what_it_is() {
        let page =
            replied(b"HTTP/1.1 200 OK\r\ncontent-length: 38\r\n\r\n<html><p>Please sign in CANARY</p>.    ");
        assert!(
            page.unwrap_err()
                .to_string()
                .contains("a web page: 'Please sign in")
        );
        let half = replied(b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n{\"a\":1");
        assert!(half.unwrap_err().to_string().contains("half a JSON text"));
        let nothing = replied(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        assert!(nothing.unwrap_err().to_string().contains("with nothing"));
    }

    #[test]
    fn a_busy_service_says_for_how_long() {
        let error = replied(b"HTTP/1.1 429 X\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n");
        assert!(matches!(error, Err(Error::Busy { after: Some(wait), .. }) if wait.as_secs() == 7));
        let date = replied(
            b"HTTP/1.1 503 X\r\ndate: Tue, 24 Nov 2026 10:00:00 GMT\r\nretry-after: Tue, 24 Nov 2026 10:00:05 GMT\r\ncontent-length: 0\r\n\r\n",
        );
        assert!(matches!(date, Err(Error::Busy { after: Some(wait), .. }) if wait.as_secs() == 6));
    }

    #[test]
    fn a_key_that_a_service_repeats_is_not_shown() {
        let said = b"HTTP/1.1 401 X\r\ncontent-length: 46\r\n\r\n{\"error\":{\"message\":\"Incorrect key: CANARY.\"}}";
        let error = replied(said).unwrap_err();
        assert!(error.to_string().contains("Incorrect key: \u{2026}."), "{error}");
    }

    #[test]
    fn no_two_hosts_share_a_variable() {
        assert_ne!(variable("api.openai.com"), variable("api-openai.com"));
        assert_ne!(variable("a.b-c.org"), variable("a-b.c.org"));
        for host in ["api_openai.com", "a..b", "a.-b", "a--b", "[::1]:8080", ""] {
            assert_eq!(variable(host), None, "{host}");
        }
        assert_eq!(
            variable("127.0.0.1:8080").as_deref(),
            Some("TARJUMAN_KEY_127_0_0_1_8080")
        );
    }

    #[test]
    fn nobody_there_is_told_from_no_such_host_and_from_no_encryption() {
        let refused = ask("http://127.0.0.1:9", Limits::default()).unwrap_err();
        assert!(refused.to_string().contains("is the server running"), "{refused}");
        let plain = answering(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").replace("http:", "https:");
        let tls = ask(&plain, Limits::default()).unwrap_err();
        assert!(matches!(tls, Error::Tls { .. }), "{tls}");
    }

    #[test]
    fn a_key_never_travels_in_the_clear() {
        let error = remote("http://example.org/x", Limits::default()).err().unwrap();
        assert!(matches!(error, Error::Unencrypted { .. }));
        assert!(remote("https://example.org/x", Limits::default()).is_ok());
    }
}
