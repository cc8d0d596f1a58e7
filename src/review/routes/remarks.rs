//! Comments, and findings that a person ignores.

use axum::Json;
use axum::extract::{Query, State};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{OfArticle, Route};
use crate::document::SegmentId;
use crate::review::Shared;
use crate::review::fault::Fault;

pub(super) fn routes() -> Vec<Route> {
    vec![
        ("GET", "/api/comments", get(list)),
        ("POST", "/api/comment", post(comment)),
        ("POST", "/api/comment/resolve", post(resolve)),
        ("POST", "/api/ignore", post(ignore)),
    ]
}

async fn list(State(room): State<Shared>, Query(asked): Query<OfArticle>) -> Result<Json<Value>, Fault> {
    let mut desk = room.desk();
    let open = desk.article(&asked.article, room.asker())?;
    Ok(Json(json!({ "comments": open.article.comments })))
}

#[derive(Deserialize)]
struct Said {
    article: String,
    id: Option<String>,
    text: String,
}

async fn comment(State(room): State<Shared>, Json(said): Json<Said>) -> Result<Json<Value>, Fault> {
    let id = said.id.map(SegmentId::given);
    let comment = room
        .desk()
        .comment(&said.article, id.as_ref(), &said.text, room.asker())?;
    room.events.remarked(&said.article, Vec::new());
    Ok(Json(json!({ "comment": comment })))
}

#[derive(Deserialize)]
struct Settled {
    article: String,
    number: u64,
    resolved: bool,
}

async fn resolve(State(room): State<Shared>, Json(settled): Json<Settled>) -> Result<Json<Value>, Fault> {
    let by = settled.resolved.then_some(room.settings.author.as_str());
    room.desk()
        .resolve(&settled.article, settled.number, by, room.asker())?;
    room.events.remarked(&settled.article, Vec::new());
    Ok(Json(json!({ "resolved": by })))
}

/// A check that is ignored in a segment; without a reason it counts again.
#[derive(Deserialize)]
struct Decided {
    article: String,
    id: String,
    check: String,
    reason: Option<String>,
}

async fn ignore(State(room): State<Shared>, Json(decided): Json<Decided>) -> Result<Json<Value>, Fault> {
    let id = SegmentId::given(decided.id);
    let mut desk = room.desk();
    let reason = decided.reason.as_deref();
    let place = desk.ignore(&decided.article, (&id, &decided.check), reason, room.asker())?;
    let open = desk.article(&decided.article, room.asker())?;
    let answer = json!({ "segment": open.shown(place) });
    room.events.remarked(&decided.article, vec![id.to_string()]);
    Ok(Json(answer))
}
