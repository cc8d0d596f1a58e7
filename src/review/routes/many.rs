//! Many segments at once: found, replaced, approved, their repeats filled. Each says first what it would do, or after what
//! it could not.

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{OfSegment, Route, aside};
use crate::document::{self, SegmentId};
use crate::review::desk::Change;
use crate::review::fault::Fault;
use crate::review::find::{Filter, Replacing};
use crate::review::{Room, Shared};

pub(super) fn routes() -> Vec<Route> {
    vec![
        ("POST", "/api/find", post(find)),
        ("POST", "/api/replace", post(replace)),
        ("POST", "/api/approve", post(approve)),
        ("POST", "/api/propagate", post(propagate)),
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
        let segments = wanted(&room, &exchange.article, exchange.ids.as_deref())?;
        let (mut changes, mut refused) = (Vec::new(), Vec::new());
        for segment in segments {
            let before = segment.1.target.content.text.clone();
            let after = exchange.replacing.applied(&pattern, &before);
            if after == before {
                continue;
            }
            let id = segment.1.id.to_string();
            let locked = segment.1.target.state == document::State::Locked;
            let mut why = locked.then(|| Fault::Locked.to_string());
            if !exchange.preview && why.is_none() {
                why = room
                    .put(&exchange.article, &segment, &after, segment.1.target.state)
                    .err()
                    .map(|fault| fault.to_string());
            }
            match why.filter(|_| !exchange.preview) {
                Some(why) => refused.push(json!({ "id": id, "why": why })),
                None => changes.push(json!({
                    "id": id, "before": before, "after": after,
                    "refused": locked.then(|| Fault::Locked.to_string()),
                })),
            }
        }
        if exchange.preview {
            return Ok(Json(json!({ "changes": changes })));
        }
        Ok(Json(json!({ "changed": changes.len(), "refused": refused })))
    })
    .await
}

#[derive(Deserialize)]
struct Lot {
    article: String,
    ids: Option<Vec<String>>,
}

async fn approve(State(room): State<Shared>, Json(lot): Json<Lot>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let (mut approved, mut left) = (0, Vec::new());
        for segment in wanted(&room, &lot.article, lot.ids.as_deref())? {
            if segment.1.target.state >= document::State::Approved {
                continue;
            }
            let text = segment.1.target.content.text.clone();
            let why = objection(&segment.1).or_else(|| {
                let saved = room.put(&lot.article, &segment, &text, document::State::Approved);
                saved.err().map(|fault| fault.to_string())
            });
            match why {
                Some(why) => left.push(json!({ "id": segment.1.id, "why": why })),
                None => approved += 1,
            }
        }
        Ok(Json(json!({ "approved": approved, "left": left })))
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

async fn propagate(State(room): State<Shared>, Json(asked): Json<OfSegment>) -> Result<Json<Value>, Fault> {
    let id = asked.id();
    let (text, repeats) = {
        let mut desk = room.desk();
        let open = desk.article(&asked.article, room.asker())?;
        let place = open.place(&id)?;
        let repeats: Vec<_> = open
            .repeats(place)
            .into_iter()
            .map(|at| owned(open, at))
            .collect();
        (open.article.segments[place].target.content.text.clone(), repeats)
    };
    let mut changed = Vec::new();
    for repeat in repeats {
        if repeat.1.target.is_a_persons() || repeat.1.target.content.text == text {
            continue;
        }
        room.put(&asked.article, &repeat, &text, document::State::Draft)?;
        changed.push(repeat.1.id.to_string());
    }
    Ok(Json(json!({ "changed": changed })))
}

/// A segment with its revision.
type Standing = (u64, document::Segment);

fn wanted(room: &Room, article: &str, ids: Option<&[String]>) -> Result<Vec<Standing>, Fault> {
    let mut desk = room.desk();
    let open = desk.article(article, room.asker())?;
    match ids {
        None => Ok((0..open.article.segments.len())
            .map(|at| owned(open, at))
            .collect()),
        Some(ids) => ids
            .iter()
            .map(|id| Ok(owned(open, open.place(&SegmentId::given(id.clone()))?)))
            .collect(),
    }
}

fn owned(open: &crate::review::desk::Open, at: usize) -> Standing {
    (open.revisions[at], open.article.segments[at].clone())
}

impl Room {
    /// Saves one segment of many and tells the other pages.
    fn put(
        &self,
        article: &str,
        (base, segment): &Standing,
        text: &str,
        state: document::State,
    ) -> Result<(), Fault> {
        let change = Change {
            id: &segment.id,
            base: *base,
            text,
            state,
        };
        self.desk().save(article, &change, self.asker())?;
        self.events.tell(article, vec![segment.id.to_string()]);
        Ok(())
    }
}
