//! Sentences parted and joined, undoing, and what is done about repeats.

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{OfSegment, Route, aside};
use crate::document::SegmentId;
use crate::language::Direction;
use crate::review::fault::Fault;
use crate::review::span::byte;
use crate::review::steps::Step;
use crate::review::{Room, Shared, shift};
use crate::store::{Policy, Way};

pub(super) fn routes() -> Vec<Route> {
    vec![
        ("POST", "/api/split", post(split)),
        ("POST", "/api/join", post(join)),
        ("POST", "/api/shift", post(shift)),
        ("POST", "/api/undo", post(undo)),
        ("POST", "/api/redo", post(redo)),
        ("POST", "/api/propagate", post(propagate)),
        ("POST", "/api/repeats", post(repeats)),
        ("POST", "/api/apart", post(apart)),
        ("POST", "/api/direction", post(direction)),
    ]
}

/// A place in a source, in UTF-16 code units.
#[derive(Deserialize)]
struct Parted {
    article: String,
    id: String,
    at: usize,
}

async fn split(State(room): State<Shared>, Json(asked): Json<Parted>) -> Result<Json<Step>, Fault> {
    aside(move || {
        let id = SegmentId::given(asked.id);
        let mut desk = room.desk();
        let open = desk.article(&asked.article, room.asker())?;
        let place = open.place(&id)?;
        let at = byte(&open.article.segments[place].source.text, asked.at);
        let step = desk.part(&asked.article, &id, at, room.asker())?;
        Ok(room.announced(&asked.article, step))
    })
    .await
}

async fn join(State(room): State<Shared>, Json(asked): Json<OfSegment>) -> Result<Json<Step>, Fault> {
    aside(move || {
        let step = room.desk().join(&asked.article, &asked.id(), room.asker())?;
        Ok(room.announced(&asked.article, step))
    })
    .await
}

/// A segment, and which way a sentence of the translation goes.
#[derive(Deserialize)]
struct Shifted {
    article: String,
    id: String,
    way: shift::Way,
}

async fn shift(State(room): State<Shared>, Json(asked): Json<Shifted>) -> Result<Json<Step>, Fault> {
    aside(move || {
        let id = SegmentId::given(asked.id);
        let step = room.desk().shift(&asked.article, &id, asked.way, room.asker())?;
        Ok(room.announced(&asked.article, step))
    })
    .await
}

async fn undo(State(room): State<Shared>, Json(asked): Json<OfSegment>) -> Result<Json<Step>, Fault> {
    turned(room, asked, Way::Back).await
}

async fn redo(State(room): State<Shared>, Json(asked): Json<OfSegment>) -> Result<Json<Step>, Fault> {
    turned(room, asked, Way::Forth).await
}

async fn turned(room: Shared, asked: OfSegment, way: Way) -> Result<Json<Step>, Fault> {
    aside(move || {
        let step = room.desk().turn(&asked.article, &asked.id(), way, room.asker())?;
        Ok(room.announced(&asked.article, step))
    })
    .await
}

async fn propagate(State(room): State<Shared>, Json(asked): Json<OfSegment>) -> Result<Json<Step>, Fault> {
    aside(move || {
        let step = room.desk().propagate(&asked.article, &asked.id(), room.asker())?;
        Ok(room.announced(&asked.article, step))
    })
    .await
}

#[derive(Deserialize)]
struct Decided {
    article: String,
    policy: Policy,
}

async fn repeats(State(room): State<Shared>, Json(decided): Json<Decided>) -> Result<Json<Value>, Fault> {
    room.desk()
        .decide_repeats(&decided.article, decided.policy, room.asker())?;
    Ok(Json(json!({ "policy": decided.policy })))
}

/// Whether a segment stands apart (`leave`) or among its repeats (`fill`).
#[derive(Deserialize)]
struct Apart {
    article: String,
    id: String,
    policy: Policy,
}

async fn apart(State(room): State<Shared>, Json(decided): Json<Apart>) -> Result<Json<Value>, Fault> {
    let id = SegmentId::given(decided.id);
    let mut desk = room.desk();
    let place = desk.set_apart(&decided.article, &id, decided.policy, room.asker())?;
    let open = desk.article(&decided.article, room.asker())?;
    Ok(Json(json!({ "segment": open.shown(place) })))
}

/// The way a target is written; without one, as its language is.
#[derive(Deserialize)]
struct Turned {
    article: String,
    id: String,
    direction: Option<Direction>,
}

async fn direction(State(room): State<Shared>, Json(decided): Json<Turned>) -> Result<Json<Value>, Fault> {
    let id = SegmentId::given(decided.id);
    let mut desk = room.desk();
    let place = desk.set_direction(&decided.article, &id, decided.direction, room.asker())?;
    let open = desk.article(&decided.article, room.asker())?;
    let answer = json!({ "segment": open.shown(place) });
    room.events.remarked(&decided.article, vec![id.to_string()]);
    Ok(Json(answer))
}

impl Room {
    fn announced(&self, article: &str, step: Step) -> Json<Step> {
        self.tell(article, &step);
        Json(step)
    }

    /// Tells the other pages of a step.
    pub(super) fn tell(&self, article: &str, step: &Step) {
        if !step.cut.is_empty() {
            self.events.tell(article, Vec::new());
        } else if !step.changed.is_empty() {
            self.events.tell(article, step.changed.clone());
        }
    }
}
