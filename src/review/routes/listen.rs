//! Server-sent events: what was saved elsewhere, from where the page last heard.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use serde::Deserialize;

use super::Route;
use crate::review::{Shared, events};

const STILL_HERE: Duration = Duration::from_secs(15);

pub(super) fn routes() -> Vec<Route> {
    vec![("GET", "/api/events", get(listen))]
}

#[derive(Deserialize)]
struct Asked {
    article: String,
    #[serde(default)]
    after: Option<u64>,
}

async fn listen(
    State(room): State<Shared>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let heard = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    let after = heard.or(asked.after).unwrap_or_else(|| room.events.newest());
    let newer = room.events.watch();
    let start = (room, asked.article, after, newer);
    let events = stream::unfold(start, |(room, article, after, mut newer)| async move {
        loop {
            newer.mark_unchanged();
            if let Some(event) = room.events.after(&article, after) {
                let number = event.number;
                return Some((Ok(told(&event)), (room, article, number, newer)));
            }
            newer.changed().await.ok()?;
        }
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(STILL_HERE))
}

fn told(event: &events::Event) -> Event {
    let told = Event::default()
        .id(event.number.to_string())
        .event(event.kind.as_str());
    told.clone().json_data(event).unwrap_or(told)
}
