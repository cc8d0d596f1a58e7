//! What the page can ask: one file a subject, each a list of its routes; thin, every decision lies below.

mod articles;
mod described;
mod finish;
mod glossary;
mod listen;
mod many;
mod proposals;
mod remarks;
mod segments;
mod session;
mod steps;
mod upload;

use std::str::FromStr;
use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, any, get};
use axum::{Router, middleware};
use serde::Deserialize;

use super::desk::Asker;
use super::fault::{self, Fault};
use super::{Room, Shared, assets, guard};
use crate::document::{SegmentId, State};

/// A method, a path, and who answers.
type Route = (&'static str, &'static str, MethodRouter<Shared>);

/// The most that a page may send at once, in bytes.
const BODY: usize = 1 << 20;

/// Every route below `/api`.
fn all() -> Vec<Route> {
    [
        session::routes(),
        articles::routes(),
        segments::routes(),
        many::routes(),
        proposals::routes(),
        remarks::routes(),
        steps::routes(),
        glossary::routes(),
        listen::routes(),
        upload::routes(),
        finish::routes(),
        described::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Page and data, behind the guard.
pub(super) fn router(room: Shared) -> Router {
    let mut router = Router::new()
        .route("/", get(assets::page))
        .route("/page/{*path}", get(assets::file));
    for (_, path, answers) in all() {
        router = router.route(path, answers);
    }
    router
        .route("/api/{*path}", any(nothing))
        .layer(middleware::from_fn(fault::in_form))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(middleware::from_fn_with_state(Arc::clone(&room), guard::stand))
        .with_state(room)
}

async fn nothing() -> Fault {
    Fault::Nowhere(String::from("there is nothing to ask here"))
}

/// A query that names an article.
#[derive(Debug, Deserialize)]
struct OfArticle {
    article: String,
}

/// A query or body that names a segment.
#[derive(Debug, Deserialize)]
struct OfSegment {
    article: String,
    id: String,
}

impl OfSegment {
    fn id(&self) -> SegmentId {
        SegmentId::given(self.id.clone())
    }
}

impl Room {
    fn asker(&self) -> Asker<'_> {
        Asker {
            settings: &self.settings,
            house: &*self.house,
        }
    }
}

/// A state by its name, as the page sends it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct Named(State);

impl TryFrom<String> for Named {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::from_str(&name)
    }
}

impl FromStr for Named {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = State::named(name).map(Self);
        known.ok_or_else(|| format!("`{name}` is no state of a segment"))
    }
}

/// Work that takes longer than a request should keep a thread, on a thread of its own.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|stopped| Err(Fault::Outside(Box::new(stopped))))
}
