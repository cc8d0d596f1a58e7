//! Glossary rows, looked up, added, changed and renamed while people translate.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{OfArticle, Route, aside};
use crate::document::Term;
use crate::glossary::Old;
use crate::review::desk::Book;
use crate::review::fault::Fault;
use crate::review::rename::{Outcome, Wish};
use crate::review::{Room, Shared, find};

pub(super) fn routes() -> Vec<Route> {
    vec![
        ("GET", "/api/glossary", get(look_up)),
        ("GET", "/api/glossary/files", get(files)),
        ("POST", "/api/glossary/term", post(add)),
        ("POST", "/api/glossary/change", post(change)),
        ("POST", "/api/rename", post(rename)),
        ("POST", "/api/rename/undo", post(undo)),
    ]
}

#[derive(Deserialize)]
struct Asked {
    article: String,
    text: String,
}

async fn look_up(State(room): State<Shared>, Query(asked): Query<Asked>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let (pair, book) = room.book(&asked.article)?;
        let found = find::terms(&book.termbook, &asked.text, &pair.0);
        Ok(Json(json!({ "terms": found })))
    })
    .await
}

async fn files(State(room): State<Shared>, Query(asked): Query<OfArticle>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let (_, book) = room.book(&asked.article)?;
        Ok(Json(json!({ "files": book.termbook.files })))
    })
    .await
}

#[derive(Deserialize)]
struct Addition {
    article: String,
    #[serde(default)]
    file: Option<String>,
    term: Term,
}

async fn add(State(room): State<Shared>, Json(addition): Json<Addition>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let term = whole(addition.term)?;
        let (pair, _) = room.book(&addition.article)?;
        let added = room
            .house
            .add_term((&pair.0, &pair.1), addition.file.as_deref(), term);
        let file = added.map_err(Fault::of)?;
        room.rematch();
        Ok(Json(json!({ "file": file })))
    })
    .await
}

/// A row as it stands in a file, and as it is to stand there; without `new` it goes.
#[derive(Deserialize)]
struct Change {
    article: String,
    file: String,
    old: Term,
    #[serde(default)]
    new: Option<Term>,
}

async fn change(State(room): State<Shared>, Json(change): Json<Change>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let new = change.new.map(whole).transpose()?;
        let (pair, _) = room.book(&change.article)?;
        let changed = room
            .house
            .change_term((&pair.0, &pair.1), &change.file, (&change.old, new));
        let file = changed.map_err(Fault::of)?.ok_or(Fault::OtherRow)?;
        room.rematch();
        Ok(Json(json!({ "file": file })))
    })
    .await
}

#[derive(Deserialize)]
struct Renaming {
    article: String,
    file: String,
    old: Term,
    rendering: String,
    /// Whether the old rendering is forbidden from then on.
    forbid: bool,
    /// Only shown, nothing written.
    preview: bool,
    /// Texts of people that change too: article and segment.
    #[serde(default)]
    human: Vec<(String, String)>,
}

async fn rename(State(room): State<Shared>, Json(asked): Json<Renaming>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let rendering = asked.rendering.trim();
        if rendering.is_empty() {
            return Err(Fault::Unfit(String::from("a term needs a rendering")));
        }
        if rendering == asked.old.target {
            return Err(Fault::Unfit(String::from("this is the term's rendering already")));
        }
        let (pair, book) = room.book(&asked.article)?;
        let wish = Wish {
            pair: (&pair.0, &pair.1),
            old: &asked.old,
            rendering,
            kept: if asked.forbid {
                Old::Forbidden
            } else {
                Old::Allowed
            },
        };
        if asked.preview {
            let touched = room.desk().touched(&wish, &book.termbook.matcher)?;
            return Ok(Json(json!({ "row": wish.row(), "touched": touched })));
        }
        let place = (asked.file.as_str(), &book.termbook.matcher);
        let outcome = room.desk().rename(&wish, place, &asked.human, room.asker())?;
        Ok(room.told(&outcome))
    })
    .await
}

async fn undo(State(room): State<Shared>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let outcome = room.desk().undo_renaming(room.asker())?;
        Ok(room.told(&outcome))
    })
    .await
}

/// A row without blanks around source and target, which it needs.
fn whole(term: Term) -> Result<Term, Fault> {
    let (source, target) = (term.source.trim().to_owned(), term.target.trim().to_owned());
    if source.is_empty() || target.is_empty() {
        return Err(Fault::Unfit(String::from("a term needs a source and a target")));
    }
    Ok(Term {
        source,
        target,
        ..term
    })
}

impl Room {
    /// The languages of an article and their glossaries.
    fn book(&self, article: &str) -> Result<((String, String), Arc<Book>), Fault> {
        let mut desk = self.desk();
        let open = desk.article(article, self.asker())?;
        Ok((open.pair(), open.book()))
    }

    /// The glossaries have changed: every page that shows an article looks its terms up again.
    fn rematch(&self) {
        for article in self.desk().forget_glossaries() {
            self.events.tell(&article, Vec::new());
        }
    }

    fn told(&self, outcome: &Outcome) -> Json<Value> {
        for (article, _) in &outcome.ids {
            self.events.tell(article, Vec::new());
        }
        self.rematch();
        Json(json!(outcome))
    }
}
