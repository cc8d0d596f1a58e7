//! Who is answered: the browser that was given this start's token, asking from the page itself.
//!
//! The token reaches the page in the address's fragment, which no server, log or referrer sees; the page exchanges it
//! for a cookie that scripts cannot read and other sites cannot send. Names other than this machine's own are
//! refused before anything else, so that a foreign name which is made to point here (DNS rebinding) finds nothing.

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

use super::Shared;
use super::fault::Fault;
use crate::text::hexadecimal;

/// A secret of one start of the server: 128 random bits.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A fresh one from the machine's source of randomness.
    ///
    /// # Errors
    /// When the machine gives none.
    pub fn fresh() -> std::io::Result<Self> {
        let mut bits = [0; 16];
        getrandom::fill(&mut bits).map_err(std::io::Error::other)?;
        Ok(Self(hexadecimal(&bits)))
    }

    /// Its digits, for the address that is printed and opened.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    fn is(&self, given: &str) -> bool {
        self.0.as_bytes().ct_eq(given.as_bytes()).into()
    }
}

/// The page marks its requests with this; a form of another site cannot.
const MARK: HeaderName = HeaderName::from_static("x-tarjuman");

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'";

const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// Knows the token and the names this server goes by.
pub(super) struct Guard {
    token: Token,
    hosts: [String; 3],
    cookie: String,
}

impl Guard {
    pub(super) fn new(token: Token, port: u16) -> Self {
        Self {
            token,
            hosts: ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{port}")),
            cookie: format!("tarjuman-{port}"),
        }
    }

    /// The cookie for whoever brings the token.
    pub(super) fn admit(&self, token: &str) -> Option<HeaderValue> {
        let cookie = format!(
            "{}={}; Path=/; HttpOnly; SameSite=Strict",
            self.cookie, self.token.0
        );
        self.token
            .is(token)
            .then(|| HeaderValue::try_from(cookie).ok())
            .flatten()
    }

    fn is_host(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        host.is_some_and(|host| self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host)))
    }

    fn is_same_origin(&self, headers: &HeaderMap) -> bool {
        let said = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        let origin = said(header::ORIGIN).is_none_or(|origin| {
            let own = |host: &String| origin.strip_prefix("http://") == Some(host);
            self.hosts.iter().any(own)
        });
        let site = said(HeaderName::from_static("sec-fetch-site"));
        origin && site.is_none_or(|site| site == "same-origin" || site == "none")
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter();
        let mut pairs = cookies
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(name, value)| name == self.cookie && self.token.is(value))
    }

    /// Whether a request for data may be answered.
    fn admits(&self, method: &Method, headers: &HeaderMap, path: &str) -> Result<(), Fault> {
        let reads = matches!(*method, Method::GET | Method::HEAD);
        if !self.is_same_origin(headers) || (!reads && !headers.contains_key(MARK)) {
            return Err(Fault::Foreign);
        }
        if path != "/api/session" && !self.has_cookie(headers) {
            return Err(Fault::NoSession);
        }
        let kind = headers
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        // Kinds that no form can send.
        let is_taken =
            |kind: &str| kind.starts_with("application/json") || kind == "application/octet-stream";
        if !reads && !kind.is_some_and(is_taken) {
            return Err(Fault::NotJson);
        }
        Ok(())
    }
}

/// Stands before every route.
pub(super) async fn stand(State(room): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = if !room.guard.is_host(request.headers()) {
        (StatusCode::FORBIDDEN, "this server answers to 127.0.0.1 only\n").into_response()
    } else if path.starts_with("/api/") {
        match room.guard.admits(request.method(), request.headers(), &path) {
            Ok(()) => next.run(request).await,
            Err(fault) => fault.into_response(),
        }
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard() -> Guard {
        Guard::new(Token(String::from("0123")), 4100)
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn a_foreign_name_for_this_machine_is_no_host() {
        assert!(guard().is_host(&headers(&[("host", "localhost:4100")])));
        for host in [
            "evil.example:4100",
            "127.0.0.1:41000",
            "127.0.0.1",
            "127.0.0.1:4100.evil.example",
        ] {
            let map: HeaderMap = [(header::HOST, HeaderValue::from_static(host))]
                .into_iter()
                .collect();
            assert!(!guard().is_host(&map), "{host}");
        }
        assert!(!guard().is_host(&HeaderMap::new()));
    }

    #[test]
    fn a_write_needs_cookie_mark_origin_and_json() {
        let whole = [
            ("cookie", "a=b; tarjuman-4100=0123"),
            ("x-tarjuman", "page"),
            ("origin", "http://127.0.0.1:4100"),
            ("content-type", "application/json"),
        ];
        let admitted = |pairs: &[(&'static str, &'static str)]| {
            guard()
                .admits(&Method::PUT, &headers(pairs), "/api/segment")
                .is_ok()
        };
        assert!(admitted(&whole));
        for missing in [0, 1, 3] {
            let mut part = whole.to_vec();
            part.remove(missing);
            assert!(!admitted(&part), "without {}", whole[missing].0);
        }
        for (at, wrong) in [
            (0, ("cookie", "tarjuman-4100=0124")),
            (2, ("origin", "http://evil.example")),
            (2, ("origin", "null")),
            (3, ("content-type", "text/plain")),
        ] {
            let mut other = whole.to_vec();
            other[at] = wrong;
            assert!(!admitted(&other), "{wrong:?}");
        }
    }

    #[test]
    fn the_token_alone_opens() {
        assert!(guard().admit("0123").is_some());
        assert!(guard().admit("").is_none());
        assert!(guard().admit("01234").is_none());
    }
}
