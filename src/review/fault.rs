//! What the page is told when something cannot be done: a status, what happened, and what to do next.

use std::error::Error;

use axum::Json;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::store;

use super::Trouble;

/// What the framework says of a refusal, at most, in bytes.
const SAID: usize = 64 << 10;

/// Why a request was not done.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The page has no session.
    #[error("this page is not signed in")]
    NoSession,
    /// The request came from elsewhere than the page.
    #[error("only the page that tarjuman opened may ask")]
    Foreign,
    /// The request's body is not JSON.
    #[error("only JSON is taken here")]
    NotJson,
    /// The file is larger than any article.
    #[error("the file is larger than 100 MB")]
    TooLarge,
    /// What was asked for cannot be: words for people.
    #[error("{0}")]
    Unfit(String),
    /// There is nothing of that name: words for people.
    #[error("{0}")]
    Nowhere(String),
    /// Somebody else saved in between; the segment as it stands, as the page is told.
    #[error("this segment was changed elsewhere in the meantime")]
    Conflict(Box<serde_json::Value>),
    /// A glossary's row is another one than the page has.
    #[error("somebody has changed this row of the glossary since; it is left as it is")]
    OtherRow,
    /// The segment is locked.
    #[error("this segment is locked")]
    Locked,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Glossary files, backends.
    #[error("{0}")]
    Outside(Trouble),
    /// The port cannot be listened on.
    #[error("port {port}: {reason}; name another with --port, or leave it out for a free one")]
    Port {
        /// The port.
        port: u16,
        /// What the machine says.
        reason: String,
    },
}

impl Fault {
    /// What a house says of a wish: trouble with disk or database is trouble outside, anything else is the page's to change.
    pub(super) fn of(trouble: Trouble) -> Self {
        let mut cause: Option<&(dyn Error + 'static)> = Some(&*trouble);
        while let Some(error) = cause {
            if error.is::<store::Error>() || error.is::<std::io::Error>() {
                return Self::Outside(trouble);
            }
            cause = error.source();
        }
        Self::Unfit(trouble.to_string())
    }

    pub(super) fn port(port: u16, error: &std::io::Error) -> Self {
        Self::Port {
            port,
            reason: error.to_string(),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NoSession => StatusCode::UNAUTHORIZED,
            Self::Foreign => StatusCode::FORBIDDEN,
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unfit(_) | Self::OtherRow => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Nowhere(_)
            | Self::Store(store::Error::NoArticle { .. } | store::Error::NoSegment { .. }) => {
                StatusCode::NOT_FOUND
            }
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Locked => StatusCode::LOCKED,
            Self::Store(store::Error::ReadOnly { .. }) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(store::Error::DiskFull { .. }) => StatusCode::INSUFFICIENT_STORAGE,
            Self::Store(_) | Self::Outside(_) | Self::Port { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn next(&self) -> &'static str {
        match self {
            Self::NoSession => "open the address that tarjuman printed when it started",
            Self::Foreign => "go back to the page that tarjuman opened",
            Self::NotJson | Self::Unfit(_) => "change it and try again",
            Self::TooLarge => "split it into articles",
            Self::Nowhere(_)
            | Self::OtherRow
            | Self::Store(store::Error::NoArticle { .. } | store::Error::NoSegment { .. }) => {
                "load the page again"
            }
            Self::Conflict(_) => "compare both texts and keep what is right",
            Self::Locked => "unlock it first",
            Self::Store(_) => "your text stays here until it can be saved",
            Self::Outside(_) | Self::Port { .. } => "put it right and try again",
        }
    }
}

/// What the framework refuses before a route is asked (a query that lacks something, a body that is no JSON, a method that
/// no route has) in the form of every other fault.
pub(super) async fn in_form(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_plain = kind.is_none_or(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("text/plain")));
    if !status.is_client_error() || !is_plain {
        return response;
    }
    let (parts, body) = response.into_parts();
    let said = to_bytes(body, SAID).await.unwrap_or_default();
    let mut message = String::from_utf8_lossy(&said).trim().to_owned();
    if message.is_empty() {
        message = format!("there is nothing to ask here ({status})");
    }
    let mut fault = (
        status,
        Json(json!({ "message": message, "next": "change it and try again" })),
    )
        .into_response();
    if let Some(allowed) = parts.headers.get(header::ALLOW) {
        fault.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    fault
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut body = json!({ "message": self.to_string(), "next": self.next() });
        let status = self.status();
        if let (Self::Conflict(segment), Some(body)) = (&self, body.as_object_mut()) {
            body.insert("segment".to_owned(), json!(segment));
        }
        (status, Json(body)).into_response()
    }
}
