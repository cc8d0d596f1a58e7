//! What a review came to: the effort it took, and the terms that its corrections suggest.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Query, State};
use axum::routing::get;
use serde_json::{Value, json};

use super::{OfArticle, Route, aside};
use crate::document::{Effort, SegmentId, draft};
use crate::glossary::{Correction, learned};
use crate::language;
use crate::review::Shared;
use crate::review::desk::Open;
use crate::review::fault::Fault;
use crate::store::Revision;

pub(super) fn routes() -> Vec<Route> {
    vec![
        ("GET", "/api/effort", get(effort)),
        ("GET", "/api/learned", get(suggested)),
    ]
}

/// The revisions of an article's segments.
type Histories = HashMap<SegmentId, Vec<Revision>>;

/// Calls `tell` with an article and its history. Linear in both.
async fn with_history<T: Send + 'static>(
    room: Shared,
    article: String,
    tell: impl FnOnce(&Open, &Histories) -> T + Send + 'static,
) -> Result<T, Fault> {
    aside(move || {
        let mut desk = room.desk();
        let histories = desk.histories(&article)?.into_iter().collect();
        let open = desk.article(&article, room.asker())?;
        Ok(tell(open, &histories))
    })
    .await
}

async fn effort(State(room): State<Shared>, Query(asked): Query<OfArticle>) -> Result<Json<Effort>, Fault> {
    let told = with_history(room, asked.article, |open, histories| {
        Effort::of(open.article.segments.iter().map(|segment| {
            let steps = histories.get(&segment.id).into_iter().flatten();
            (segment, steps.map(Revision::step).collect())
        }))
    });
    Ok(Json(told.await?))
}

async fn suggested(State(room): State<Shared>, Query(asked): Query<OfArticle>) -> Result<Json<Value>, Fault> {
    let told = with_history(room, asked.article, |open, histories| {
        let segments = &open.article.segments;
        let corrections: Vec<Correction<'_>> = segments
            .iter()
            .map(|segment| {
                let steps: Vec<_> = histories
                    .get(&segment.id)
                    .into_iter()
                    .flatten()
                    .map(Revision::step)
                    .collect();
                Correction {
                    source: &segment.source.text,
                    terms: &segment.terms,
                    draft: draft(&steps).map_or("", |draft| &draft.content.text),
                    text: &segment.target.content.text,
                }
            })
            .collect();
        let found = learned(&corrections, language::of(&open.article.source_language));
        let shown = found.into_iter().map(|one| {
            let ids: Vec<_> = one.at.iter().map(|&at| segments[at].id.to_string()).collect();
            json!({
                "source": one.source, "was": one.was, "target": one.becomes,
                "kind": one.kind.as_str(), "ids": ids,
            })
        });
        json!({ "terms": shown.collect::<Vec<_>>() })
    });
    Ok(Json(told.await?))
}
