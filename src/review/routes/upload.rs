//! A file that is brought to the page: streamed to the disk, drafted, and an article from then on.

use std::io::Write;
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::routing::post;
use futures_util::StreamExt;
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::NamedTempFile;

use super::{Route, aside};
use crate::review::fault::Fault;
use crate::review::{Brought, Shared, file_name};

/// The most that a file may hold, in bytes.
const LARGEST: u64 = 100 << 20;

/// How long the next piece of a file may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) fn routes() -> Vec<Route> {
    vec![("POST", "/api/articles", post(take_in))]
}

#[derive(Deserialize)]
struct Asked {
    name: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

async fn take_in(
    State(room): State<Shared>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Value>, Fault> {
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: u64| length > LARGEST) {
        return Err(Fault::TooLarge);
    }
    let file = received(body).await?;
    aside(move || {
        let brought = Brought {
            name: file_name::component(&asked.name),
            file: file.path(),
            from: Some(asked.from.trim()).filter(|from| !from.is_empty()),
            to: Some(asked.to.trim()).filter(|to| !to.is_empty()),
        };
        let article = room.house.take_in(&brought).map_err(Fault::of)?;
        room.desk().forget();
        Ok(Json(json!({ "article": article })))
    })
    .await
}

/// The body in a file of its own, which only this person may read.
async fn received(body: Body) -> Result<NamedTempFile, Fault> {
    let outside = |error: std::io::Error| Fault::Outside(Box::new(error));
    let mut file = NamedTempFile::new().map_err(outside)?;
    let mut pieces = body.into_data_stream();
    let mut length = 0;
    loop {
        let Ok(piece) = tokio::time::timeout(PATIENCE, pieces.next()).await else {
            return Err(Fault::Unfit(String::from("the file stopped coming half-way")));
        };
        let Some(piece) = piece else { break };
        let piece = piece.map_err(|_| Fault::Unfit(String::from("the file broke off half-way")))?;
        length += piece.len() as u64;
        if length > LARGEST {
            return Err(Fault::TooLarge);
        }
        file.write_all(&piece).map_err(outside)?;
    }
    file.flush().map_err(outside)?;
    Ok(file)
}
