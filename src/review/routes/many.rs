//! Many segments at once: found, replaced, approved, their repeats filled. Each says first what it would do, or after what
//! it could not.

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Route, aside};
use crate::document::{self, SegmentId};
use crate::review::Shared;
use crate::review::desk::Open;
use crate::review::fault::Fault;
use crate::review::find::{Filter, Replacing};

pub(super) fn routes() -> Vec<Route> {
    vec![
        ("POST", "/api/find", post(find)),
        ("POST", "/api/replace", post(replace)),
        ("POST", "/api/approve", post(approve)),
    ]
}

#[derive(Deserialize)]
struct Sought {
    article: String,
    #[serde(flatten)]
    filter: Filter,
}

async fn find(State(room): State<Shared>, Json(sought): Json<Sought>) -> Result<Json<Value>, Fault> {
    let mut desk = room.desk();
    let open = desk.article(&sought.article, room.asker())?;
    let found = sought.filter.found(&open.article)?;
    let hidden = open.article.segments.len() - found.len();
    Ok(Json(json!({ "ids": found, "hidden": hidden })))
}

#[derive(Deserialize)]
struct Exchange {
    article: String,
    ids: Option<Vec<String>>,
    preview: bool,
    #[serde(flatten)]
    replacing: Replacing,
}

async fn replace(State(room): State<Shared>, Json(exchange): Json<Exchange>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let pattern = exchange.replacing.pattern()?;
        let mut desk = room.desk();
        let open = desk.article(&exchange.article, room.asker())?;
        let (mut wanted, mut changes, mut refused) = (Vec::new(), Vec::new(), Vec::new());
        for place in places(open, exchange.ids.as_deref())? {
            let segment = &open.article.segments[place];
            let before = &segment.target.content.text;
            let after = exchange.replacing.applied(&pattern, before);
            if after == *before {
                continue;
            }
            let why = why_not(segment, &after);
            changes.push(json!({
                "id": segment.id, "number": place + 1, "before": before, "after": after, "refused": why,
            }));
            match why {
                Some(why) => refused.push(json!({ "id": segment.id, "number": place + 1, "why": why })),
                None => wanted.push((place, open.edited(place, &after))),
            }
        }
        if exchange.preview {
            return Ok(Json(json!({ "changes": changes })));
        }
        let step = desk.save_step(&exchange.article, "replace", wanted, room.asker())?;
        refused.extend(step.left.iter().map(|left| json!(left)));
        let answer = json!({ "changed": step.changed.len(), "ids": step.changed, "refused": refused });
        drop(desk);
        room.tell(&exchange.article, &step);
        Ok(Json(answer))
    })
    .await
}

/// Why a segment cannot have this text.
fn why_not(segment: &document::Segment, text: &str) -> Option<String> {
    if segment.target.state == document::State::Locked {
        return Some(Fault::Locked.to_string());
    }
    let emptied = text.trim().is_empty();
    emptied.then(|| String::from("nothing would be left of it"))
}

#[derive(Deserialize)]
struct Lot {
    article: String,
    ids: Option<Vec<String>>,
}

async fn approve(State(room): State<Shared>, Json(lot): Json<Lot>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let mut desk = room.desk();
        let open = desk.article(&lot.article, room.asker())?;
        let (mut wanted, mut left) = (Vec::new(), Vec::new());
        for place in places(open, lot.ids.as_deref())? {
            let segment = &open.article.segments[place];
            if segment.target.state >= document::State::Approved {
                continue;
            }
            match objection(segment) {
                Some(why) => left.push(json!({ "id": segment.id, "number": place + 1, "why": why })),
                None => wanted.push((
                    place,
                    document::Target {
                        state: document::State::Approved,
                        ..segment.target.clone()
                    },
                )),
            }
        }
        let step = desk.save_step(&lot.article, "approve", wanted, room.asker())?;
        left.extend(step.left.iter().map(|left| json!(left)));
        let answer = json!({ "approved": step.changed.len(), "ids": step.changed, "left": left });
        drop(desk);
        room.tell(&lot.article, &step);
        Ok(Json(answer))
    })
    .await
}

/// Why a segment is not to be approved unseen.
fn objection(segment: &document::Segment) -> Option<String> {
    if segment.target.content.is_blank() {
        return Some(String::from("it has no target"));
    }
    if segment.target.state == document::State::NeedsReview {
        return Some(String::from("it needs review"));
    }
    let error = segment.findings.iter().find(|finding| finding.blocks());
    error.map(|finding| finding.message.clone())
}

/// Where the segments `ids` stand; all of them when none are named.
fn places(open: &Open, ids: Option<&[String]>) -> Result<Vec<usize>, Fault> {
    match ids {
        None => Ok((0..open.article.segments.len()).collect()),
        Some(ids) => ids
            .iter()
            .map(|id| open.place(&SegmentId::given(id.clone())))
            .collect(),
    }
}
