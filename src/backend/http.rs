//! HTTP as every remote backend speaks it.
//!
//! Time and size are bounded, redirects are not followed (a key would go along), a certificate that does not hold is
//! an error, and no message shows a header or a query, since keys stand there.

use std::time::Duration;

use reqwest::redirect::Policy;
use serde_json::Value;

use super::Error;

/// What one request may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Until the connection stands.
    pub connect: Duration,
    /// Until the whole answer is there.
    pub answer: Duration,
    /// Size of the answer in bytes.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(120),
            bytes: 8 * 1024 * 1024,
        }
    }
}

/// A client that keeps to its limits.
#[derive(Debug, Clone)]
pub struct Client {
    inner: reqwest::Client,
    limits: Limits,
}

impl Client {
    /// A client with these limits.
    ///
    /// # Errors
    /// [`Error::Tls`] when the system's certificates or resolver cannot be used.
    pub fn new(limits: Limits) -> Result<Self, Error> {
        let inner = reqwest::Client::builder()
            .connect_timeout(limits.connect)
            .timeout(limits.answer)
            .redirect(Policy::none())
            .user_agent(concat!("tarjuman/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|source| Error::Tls {
                host: String::from("any host"),
                reason: source.without_url().to_string(),
            })?;
        Ok(Self { inner, limits })
    }

    /// Sends `body` as JSON to `url` with `headers` and reads the JSON answer.
    ///
    /// # Errors
    /// [`Error::Unreachable`], [`Error::Broken`], [`Error::Timeout`], [`Error::Tls`] for the way there, [`Error::Status`] for any answer but 2xx,
    /// [`Error::Oversized`], [`Error::Shape`].
    pub async fn post(&self, url: &str, headers: &[(&str, &str)], body: &Value) -> Result<Value, Error> {
        let host = host(url);
        let fault = |source: reqwest::Error| Error::Unreachable {
            host: host.clone(),
            reason: source.without_url().to_string(),
        };
        let request = headers
            .iter()
            .fold(self.inner.post(url).json(body), |request, (name, value)| {
                request.header(*name, *value)
            });
        let mut response = request.send().await.map_err(fault)?;
        let status = response.status();
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(fault)? {
            if bytes.len() + chunk.len() > self.limits.bytes {
                return Err(Error::Oversized {
                    host,
                    limit: self.limits.bytes,
                });
            }
            bytes.extend_from_slice(&chunk);
        }
        if !status.is_success() {
            return Err(Error::Status {
                host,
                status: status.as_u16(),
                said: String::new(),
            });
        }
        serde_json::from_slice(&bytes).map_err(|_| Error::Shape {
            host,
            what: String::from("something that is not JSON"),
        })
    }
}

/// The part of a URL that messages may show.
fn host(url: &str) -> String {
    let parsed = reqwest::Url::parse(url).ok();
    let host = parsed
        .as_ref()
        .and_then(|url| Some((url.host_str()?, url.port_or_known_default()?)));
    host.map_or_else(
        || String::from("the configured address"),
        |(host, port)| format!("{host}:{port}"),
    )
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;

    /// A server that answers one request with `reply` and hangs up.
    fn answering(reply: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap();
            assert!(read > 0);
            stream.write_all(reply.as_bytes()).unwrap();
        });
        format!("http://{address}/translate?api_key=CANARY")
    }

    fn post(url: &str, bytes: usize) -> Result<Value, Error> {
        let limits = Limits {
            bytes,
            answer: Duration::from_secs(5),
            ..Limits::default()
        };
        let client = Client::new(limits).unwrap();
        let headers = [("authorization", "Bearer CANARY")];
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(client.post(url, &headers, &serde_json::json!({ "q": "نعم" })))
    }

    #[test]
    fn a_json_answer_is_read() {
        let url = answering("HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"a\":\"yes\"}");
        assert_eq!(post(&url, 1000).unwrap()["a"], "yes");
    }

    #[test]
    fn a_redirect_is_not_followed() {
        let url =
            answering("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n");
        assert!(matches!(post(&url, 1000), Err(Error::Status { status: 302, .. })));
    }

    #[test]
    fn an_answer_without_end_is_cut() {
        let url = answering("HTTP/1.1 200 OK\r\ncontent-length: 30\r\n\r\n[1,2,3,4,5,6,7,8,9,10,11,12,13]");
        assert!(matches!(post(&url, 10), Err(Error::Oversized { limit: 10, .. })));
    }

    #[test]
    fn half_an_answer_is_an_error_that_shows_no_key() {
        let url = answering("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"a\":");
        let error = anyhow::Error::new(post(&url, 10_000).unwrap_err());
        assert!(!format!("{error:#} {error:?}").contains("CANARY"), "{error:?}");
    }

    #[test]
    fn what_is_no_json_is_called_so() {
        let url = answering("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>");
        assert!(matches!(post(&url, 1000), Err(Error::Shape { .. })));
    }
}
