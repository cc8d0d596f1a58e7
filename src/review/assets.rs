//! The page's own files, part of the program.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

macro_rules! file {
    ($path:literal) => {
        ($path, include_bytes!(concat!("page/", $path)))
    };
}

/// Files by their path below `/page/`.
const FILES: &[(&str, &[u8])] = &[
    file!("api.js"),
    file!("articles.js"),
    file!("diff.js"),
    file!("directions.js"),
    file!("dom.js"),
    file!("editing.css"),
    file!("editing.js"),
    file!("editor.js"),
    file!("fenwick.js"),
    file!("finish.css"),
    file!("fonts/noto-naskh-arabic.LICENSE"),
    file!("fonts/noto-naskh-arabic.woff2"),
    file!("fonts/plex-sans-arabic-bold.woff2"),
    file!("fonts/plex-sans-arabic.LICENSE"),
    file!("fonts/plex-sans-arabic.woff2"),
    file!("fonts/plex-sans-bold.woff2"),
    file!("fonts/plex-sans.LICENSE"),
    file!("fonts/plex-sans.woff2"),
    file!("fonts/source-serif-bold.woff2"),
    file!("fonts/source-serif.LICENSE"),
    file!("fonts/source-serif.woff2"),
    file!("icon.svg"),
    file!("index.html"),
    file!("invisible.js"),
    file!("key_habits.js"),
    file!("key_rules.js"),
    file!("keys.js"),
    file!("list.js"),
    file!("main.js"),
    file!("marks.js"),
    file!("panels.css"),
    file!("panels/card.js"),
    file!("panels/comments.js"),
    file!("panels/complete.js"),
    file!("panels/dialogs.js"),
    file!("panels/filters.js"),
    file!("panels/findings.js"),
    file!("panels/finish.js"),
    file!("panels/glossary.js"),
    file!("panels/keys.js"),
    file!("panels/names.js"),
    file!("panels/palette.js"),
    file!("panels/proposals.js"),
    file!("panels/rename.js"),
    file!("panels/side.js"),
    file!("panels/split.js"),
    file!("panels/terms.js"),
    file!("panels/versions.js"),
    file!("print.css"),
    file!("remarks.js"),
    file!("segments.js"),
    file!("steps.js"),
    file!("style.css"),
    file!("unsent.js"),
    file!("upload.js"),
    file!("views.css"),
    file!("views/blocks.js"),
    file!("views/print.js"),
    file!("views/reading.js"),
    file!("views/views.js"),
    file!("views/whole.js"),
    file!("words.js"),
    file!("words/ar.js"),
    file!("words/editing.js"),
    file!("words/en.js"),
    file!("words/keys.js"),
    file!("words/panels.js"),
    file!("words/said.js"),
    file!("words/views.js"),
];

/// The page. It names every module at once: a browser that learns of them one import after the other asks, waits and asks again
/// five times before the page can begin.
pub(super) async fn page() -> Html<String> {
    Html(shell())
}

/// What is drawn first, with the modules named before the one that begins.
fn shell() -> String {
    let modules = FILES
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| name.ends_with(".js"));
    let links: String = modules
        .map(|name| format!("<link rel=\"modulepreload\" href=\"/page/{name}\">\n"))
        .collect();
    let first = "<script type=\"module\"";
    include_str!("page/index.html").replacen(first, &format!("{links}{first}"), 1)
}

/// A file of the page.
pub(super) async fn file(Path(path): Path<String>) -> Response {
    match FILES.iter().find(|(name, _)| *name == path) {
        Some((name, bytes)) => ([(header::CONTENT_TYPE, kind(name))], *bytes).into_response(),
        None => (StatusCode::NOT_FOUND, "there is no such file in the page\n").into_response(),
    }
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::{FILES, shell};

    #[test]
    fn the_page_names_every_module_before_it_begins() {
        let shell = shell();
        let begins = shell.find("<script").unwrap();
        for (name, _) in FILES.iter().filter(|(name, _)| name.ends_with(".js")) {
            let named = shell.find(&format!("modulepreload\" href=\"/page/{name}\""));
            assert!(named.is_some_and(|at| at < begins), "{name}");
        }
    }

    #[test]
    fn every_file_that_another_names_is_served() {
        let served = |path: &str| FILES.iter().any(|(name, _)| *name == path);
        for (name, bytes) in FILES {
            let text = String::from_utf8_lossy(bytes);
            let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
            for (_, rest) in text
                .match_indices("from \"")
                .map(|(at, mark)| text.split_at(at + mark.len()))
            {
                let target = rest.split('"').next().unwrap();
                let path = match target.strip_prefix("../") {
                    Some(up) => up.to_owned(),
                    None => format!("{folder}/{}", &target[2..])
                        .trim_start_matches('/')
                        .to_owned(),
                };
                assert!(served(&path), "{name} imports {target}, which is not served");
            }
            for (_, rest) in text
                .match_indices("/page/")
                .map(|(at, mark)| text.split_at(at + mark.len()))
            {
                let path = rest.split(['"', ')']).next().unwrap();
                assert!(served(path), "{name} names {path}, which is not served");
            }
        }
    }
}
