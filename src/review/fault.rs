//! What the page is told when something cannot be done: a status, what happened, and what to do next.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::store;

use super::Trouble;

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
    /// What was asked for cannot be: words for people.
    #[error("{0}")]
    Unfit(String),
    /// There is nothing of that name: words for people.
    #[error("{0}")]
    Nowhere(String),
    /// Somebody else saved in between; the segment as it stands, as the page is told.
    #[error("this segment was changed elsewhere in the meantime")]
    Conflict(Box<serde_json::Value>),
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
            Self::Unfit(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Nowhere(_) => StatusCode::NOT_FOUND,
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
            Self::Nowhere(_) => "load the page again",
            Self::Conflict(_) => "compare both texts and keep what is right",
            Self::Locked => "unlock it first",
            Self::Store(_) => "your text stays here until it can be saved",
            Self::Outside(_) | Self::Port { .. } => "put it right and try again",
        }
    }
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
