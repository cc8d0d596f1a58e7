//! What might stand in a target: matches of the memory, a fresh draft, where a phrase was translated before.

use axum::Json;
use axum::extract::{Query, State};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{OfSegment, Route, aside};
use crate::document::Origin;
use crate::draft::{self, Part, Provenance};
use crate::review::fault::Fault;
use crate::review::find::Concordance;
use crate::review::shape::{Match, parts};
use crate::review::{Shared, scratch};

pub(super) fn routes() -> Vec<Route> {
    vec![
        ("GET", "/api/matches", get(matches)),
        ("POST", "/api/redraft", post(redraft)),
        ("GET", "/api/concordance", get(concordance)),
    ]
}

async fn matches(State(room): State<Shared>, Query(asked): Query<OfSegment>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let mut desk = room.desk();
        let open = desk.article(&asked.article, room.asker())?;
        let place = open.place(&asked.id())?;
        let source = open.article.segments[place].source.text.clone();
        let found = desk.matches(&asked.article, place, room.asker())?;
        let shown: Vec<Match> = found.iter().map(|one| Match::of(one, &source)).collect();
        Ok(Json(json!({ "matches": shown })))
    })
    .await
}

async fn redraft(State(room): State<Shared>, Json(asked): Json<OfSegment>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let (before, (segment, book)) = {
            let mut desk = room.desk();
            let open = desk.article(&asked.article, room.asker())?;
            let place = open.place(&asked.id())?;
            let before = open.article.segments[place].target.content.text.clone();
            (before, desk.scratch(&asked.article, &asked.id(), room.asker())?)
        };
        let (drafted, known) = scratch::redrafted(segment, &book, room.asker())?;
        let target = &drafted.target;
        let mut proposals = match target.content.is_blank() {
            true => Vec::new(),
            false => vec![json!({
                "text": target.content.text,
                "parts": parts(&before, &target.content.text),
                "origin": target.origin.as_ref().map(Origin::band),
                "findings": drafted.findings.len(),
            })],
        };
        if known.iter().any(|part| part.from == Provenance::Memory) {
            proposals.push(assembled(&drafted.source.text, &before, &known));
        }
        Ok(Json(json!({ "proposals": proposals, "reason": target.reason })))
    })
    .await
}

/// A proposal put together from what is known of parts, with where each comes from.
fn assembled(source: &str, before: &str, known: &[Part]) -> Value {
    let text = draft::put_together(source, known);
    let piece = |part: &Part| {
        json!({
            "source": &source[part.span.clone()],
            "target": part.target,
            "from": part.from,
            "origin": part.origin,
        })
    };
    json!({
        "parts": parts(before, &text),
        "text": text,
        "origin": null,
        "findings": 0,
        "pieces": known.iter().map(piece).collect::<Vec<Value>>(),
    })
}

#[derive(Deserialize)]
struct Phrase {
    article: String,
    text: String,
}

async fn concordance(State(room): State<Shared>, Query(phrase): Query<Phrase>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let (concordance, article, units, store) = {
            let mut desk = room.desk();
            let store = desk.second()?;
            let article = desk.article(&phrase.article, room.asker())?.article.clone();
            let Some(concordance) = Concordance::of(&article, &phrase.text) else {
                return Ok(Json(json!({ "found": [] })));
            };
            let units = concordance.in_sources(desk.memory())?;
            (concordance, article, units, store)
        };
        let found = concordance.found(&article, units, (&store, room.asker().house))?;
        Ok(Json(json!({ "found": found })))
    })
    .await
}
