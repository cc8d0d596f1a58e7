//! Articles: the list, the rows of one, what became of it, and its way out.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{OfArticle, Route, aside};
use crate::document::Summary;
use crate::format::{self, Own, View, WriteOptions};
use crate::review::fault::Fault;
use crate::review::shape::{Index, Listed};
use crate::review::{Shared, file_name, names};
use crate::store::{Original, Store};

pub(super) fn routes() -> Vec<Route> {
    vec![
        ("GET", "/api/articles", get(list)),
        ("GET", "/api/article", get(index)),
        ("GET", "/api/names", get(ledger)),
        ("GET", "/api/summary", get(summary)),
        ("GET", "/api/original", get(original)),
        ("GET", "/api/export", get(export)),
    ]
}

async fn list(State(room): State<Shared>) -> Result<Json<Value>, Fault> {
    let articles: Vec<Listed> = room.desk().articles()?.into_iter().map(Listed::from).collect();
    Ok(Json(json!({ "articles": articles })))
}

#[derive(Deserialize)]
struct ByName {
    name: String,
}

async fn index(State(room): State<Shared>, Query(asked): Query<ByName>) -> Result<Response, Fault> {
    aside(move || {
        let event = room.events.newest();
        let mut desk = room.desk();
        let open = desk.article(&asked.name, room.asker())?;
        Ok(Json(Index::of(&open.article, &open.revisions, event)).into_response())
    })
    .await
}

async fn ledger(State(room): State<Shared>, Query(asked): Query<OfArticle>) -> Result<Json<Value>, Fault> {
    let mut desk = room.desk();
    let open = desk.article(&asked.article, room.asker())?;
    Ok(Json(json!({ "names": names::ledger(open) })))
}

async fn summary(State(room): State<Shared>, Query(asked): Query<OfArticle>) -> Result<Json<Summary>, Fault> {
    let mut desk = room.desk();
    let open = desk.article(&asked.article, room.asker())?;
    Ok(Json(Summary::of(&open.article)))
}

/// In which format the file that an article was read from is given back translated, if it is.
async fn original(State(room): State<Shared>, Query(asked): Query<OfArticle>) -> Result<Json<Value>, Fault> {
    aside(move || {
        let mut desk = room.desk();
        let original = desk.store.original(&asked.article)?;
        desk.article(&asked.article, room.asker())?;
        let given_back = original.and_then(|original| {
            let format = format::by_id(&original.format_id)?;
            own(&original, &room)
                .is_kept(format, View::Target)
                .then(|| json!({ "id": format.id(), "label": format.name() }))
        });
        Ok(Json(json!({ "format": given_back })))
    })
    .await
}

#[derive(Deserialize)]
struct Wanted {
    article: String,
    format: String,
    /// Whether the translation alone is asked for: `target`.
    #[serde(default)]
    view: String,
}

async fn export(State(room): State<Shared>, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    let unfit = || Fault::Unfit(format!("`{}` is no format to write", wanted.format));
    let format = format::by_id(&wanted.format).ok_or_else(unfit)?;
    let view = match wanted.view.as_str() {
        "" | "bilingual" => View::Bilingual,
        "target" => View::Target,
        other => return Err(Fault::Unfit(format!("`{other}` is no view to export"))),
    };
    aside(move || {
        let mut desk = room.desk();
        let original = desk.store.original(&wanted.article)?;
        let own = original.as_ref().map(|original| own(original, &room));
        let open = desk.article(&wanted.article, room.asker())?;
        if !format.is_writable() && !own.is_some_and(|own| own.is_kept(format, view)) {
            return Err(Fault::Unfit(format!("`{}` is no format to write", wanted.format)));
        }
        let summary = Summary::of(&open.article);
        let options = WriteOptions {
            view,
            summary: Some(&summary),
        };
        let mut bytes = Vec::new();
        let written = format::written(format, &open.article, own, &options, &mut bytes);
        written.map_err(|error| Fault::Outside(Box::new(error)))?;
        let extension = format.extensions().first().copied().unwrap_or_default();
        let name = file_name::component(&wanted.article);
        let name = format!("{}.{extension}", file_name::stem(&name));
        let attached = format!("attachment; filename*=UTF-8''{}", percent(&name));
        let headers = [
            (header::CONTENT_DISPOSITION, attached),
            (header::CONTENT_TYPE, String::from("application/octet-stream")),
        ];
        Ok((headers, bytes).into_response())
    })
    .await
}

/// The file that an article was read from.
fn own<'a>(original: &'a Original, room: &Shared) -> Own<'a> {
    Own {
        format: &original.format_id,
        bytes: &original.bytes,
        encoding: &original.encoding,
        paragraphs: room.settings.paragraphs,
    }
}

/// As RFC 8187 wants a name in a header.
fn percent(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_any_script_are_written_by_their_bytes() {
        assert_eq!(percent("خ a.docx"), "%D8%AE%20a.docx");
    }
}
