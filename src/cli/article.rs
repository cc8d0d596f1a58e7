//! An article of the workspace, or a bilingual file, by what a person types.

use std::path::Path;

use anyhow::{anyhow, bail};

use crate::document::Article;
use crate::format::ReadOptions;
use crate::store::{Sqlite, Store};

use super::input::{self, Reading, STANDARD};
use super::session::Session;
use super::terminal::Terminal;

/// The article called `query` in the workspace; the error lists what there is.
pub(super) fn named(store: &Sqlite, query: &str) -> anyhow::Result<Article> {
    let names = store.find_article(query)?;
    let name = match names.as_slice() {
        [name] => name,
        [] => bail!(
            "there is no article called `{query}` in this workspace; `tarjuman list` shows what there is"
        ),
        several => bail!(
            "`{query}` may be any of {}; write more of the name",
            several.join(", ")
        ),
    };
    store
        .article(name)?
        .ok_or_else(|| anyhow!("`{name}` was removed while it was being looked for"))
}

/// The article of the workspace called `query`, or else the bilingual file of that name, whose source and target
/// language may be given.
pub(super) fn named_or_file(
    (query, reading): (&Path, &Reading),
    (source_language, target_language): (Option<String>, Option<String>),
    session: &Session,
    terminal: &Terminal,
) -> anyhow::Result<Article> {
    let text = query.to_string_lossy();
    if query != Path::new(STANDARD)
        && let Some(store) = session.existing_store()?
        && (!store.find_article(&text)?.is_empty() || !query.exists())
    {
        return named(&store, &text);
    }
    let options = ReadOptions {
        name: query
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        source_language,
        target_language,
        expected: session.expected(query),
        ..ReadOptions::default()
    };
    input::load_bilingual(query, reading, &options, terminal)
}
