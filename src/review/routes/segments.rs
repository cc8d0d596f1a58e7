//! Segments: their texts in ranges, one saved, its history.

use axum::Json;
use axum::extract::{Query, State};
use axum::routing::{get, put};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Named, OfSegment, Route};
use crate::document::{self, Origin, SegmentId};
use crate::review::Shared;
use crate::review::change::Change;
use crate::review::fault::Fault;
use crate::review::shape::parts;

/// Segments in one answer, at most.
const AT_ONCE: usize = 500;

pub(super) fn routes() -> Vec<Route> {
    vec![
        ("GET", "/api/segments", get(range)),
        ("PUT", "/api/segment", put(save)),
        ("GET", "/api/history", get(history)),
    ]
}

#[derive(Deserialize)]
struct Asked {
    article: String,
    start: usize,
    count: usize,
}

async fn range(State(room): State<Shared>, Query(asked): Query<Asked>) -> Result<Json<Value>, Fault> {
    let mut desk = room.desk();
    let open = desk.article(&asked.article, room.asker())?;
    let end = asked.start.saturating_add(asked.count.min(AT_ONCE));
    let segments: Vec<_> = (asked.start..end.min(open.article.segments.len()))
        .map(|place| open.shown(place))
        .collect();
    Ok(Json(json!({ "start": asked.start, "segments": segments })))
}

#[derive(Deserialize)]
struct Sent {
    article: String,
    id: String,
    base: u64,
    text: String,
    state: Named,
}

async fn save(State(room): State<Shared>, Json(sent): Json<Sent>) -> Result<Json<Value>, Fault> {
    let id = SegmentId::given(sent.id);
    let change = Change {
        id: &id,
        base: sent.base,
        text: &sent.text,
        state: sent.state.0,
    };
    let mut desk = room.desk();
    let place = desk.save(&sent.article, &change, room.asker())?;
    let open = desk.article(&sent.article, room.asker())?;
    let segment = &open.article.segments[place];
    // Asked to approve what an error stands against, the desk keeps the words and says why it goes no further.
    let refused =
        sent.state.0 >= document::State::Approved && segment.target.state < document::State::Approved;
    let errors = segment
        .findings
        .iter()
        .filter(|finding| refused && finding.blocks());
    let blocked: Vec<_> = errors.map(|finding| finding.message.clone()).collect();
    let answer = json!({
        "segment": open.shown(place), "blocked": blocked,
        "repeats": open.repeats(place).len(), "policy": open.rules.policy,
    });
    room.events.tell(&sent.article, vec![id.to_string()]);
    Ok(Json(answer))
}

async fn history(State(room): State<Shared>, Query(asked): Query<OfSegment>) -> Result<Json<Value>, Fault> {
    let revisions = room.desk().history(&asked.article, &asked.id())?;
    let mut before = "";
    let mut shown = Vec::with_capacity(revisions.len());
    for revision in &revisions {
        let text = revision.target.content.text.as_str();
        shown.push(json!({
            "number": revision.number,
            "text": text,
            "state": revision.target.state,
            "origin": revision.target.origin.as_ref().map(Origin::band),
            "who": revision.who,
            "at": revision.at,
            "parts": parts(before, text),
        }));
        before = text;
    }
    Ok(Json(json!({ "revisions": shown })))
}
