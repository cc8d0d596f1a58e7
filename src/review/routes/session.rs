//! Signing in, and what this program is.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Route;
use crate::format::{self, Format};
use crate::language;
use crate::review::Shared;
use crate::review::fault::Fault;

pub(super) fn routes() -> Vec<Route> {
    vec![
        ("POST", "/api/session", post(open)),
        ("GET", "/api/about", get(about)),
    ]
}

#[derive(Deserialize)]
struct Brought {
    token: String,
}

async fn open(State(room): State<Shared>, Json(brought): Json<Brought>) -> Result<Response, Fault> {
    let cookie = room.guard.admit(&brought.token).ok_or(Fault::NoSession)?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

async fn about(State(room): State<Shared>) -> Result<Json<Value>, Fault> {
    let read_only = room.desk().store.is_read_only()?;
    let writable = format::ALL.iter().filter(|format| format.is_writable());
    let export = |format: &&dyn Format| json!({ "id": format.id(), "extension": format.extensions().first(), "label": format.name() });
    Ok(Json(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "workspace": room.settings.workspace,
        "author": room.settings.author,
        "backends": room.settings.backends,
        "exports": writable.map(export).collect::<Vec<_>>(),
        "keys": room.settings.options.keys,
        "languages": language::known().map(|known| json!({ "tag": known.tag, "name": known.name })).collect::<Vec<_>>(),
        "readOnly": read_only,
    })))
}
