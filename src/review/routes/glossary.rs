//! Glossary rows, looked up and added while people translate.

use axum::Json;
use axum::extract::{Query, State};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Route, aside};
use crate::document::{Term, TermKind};
use crate::review::Shared;
use crate::review::fault::Fault;
use crate::review::find;

pub(super) fn routes() -> Vec<Route> {
    vec![
        ("GET", "/api/glossary", get(look_up)),
        ("POST", "/api/glossary/term", post(add)),
    ]
}

#[derive(Deserialize)]
struct Asked {
    article: String,
    text: String,
}

async fn look_up(State(room): State<Shared>, Query(asked): Query<Asked>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let pair = room.desk().article(&asked.article, room.asker())?.pair();
        let book = room.house.termbook(&pair.0, &pair.1).map_err(Fault::Outside)?;
        let found = find::terms(&book.terms, &asked.text, &pair.0);
        Ok(Json(json!({ "terms": found })))
    })
    .await
}

#[derive(Deserialize)]
struct Addition {
    article: String,
    #[serde(default)]
    file: Option<String>,
    term: Row,
}

#[derive(Deserialize)]
struct Row {
    source: String,
    target: String,
    #[serde(default)]
    kind: TermKind,
    #[serde(default)]
    note: String,
    #[serde(default)]
    variants: Vec<String>,
    #[serde(default)]
    forbidden: Vec<String>,
}

async fn add(State(room): State<Shared>, Json(addition): Json<Addition>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let row = addition.term;
        let (source, target) = (row.source.trim().to_owned(), row.target.trim().to_owned());
        if source.is_empty() || target.is_empty() {
            return Err(Fault::Unfit(String::from("a term needs a source and a target")));
        }
        let term = Term {
            source,
            target,
            kind: row.kind,
            note: row.note,
            variants: row.variants,
            forbidden: row.forbidden,
            ..Term::default()
        };
        let mut desk = room.desk();
        let (from, to) = desk.article(&addition.article, room.asker())?.pair();
        let added = room.house.add_term((&from, &to), addition.file.as_deref(), term);
        let file = added.map_err(Fault::of)?;
        desk.forget_glossaries();
        drop(desk);
        room.events.tell(&addition.article, Vec::new());
        Ok(Json(json!({ "file": file })))
    })
    .await
}
