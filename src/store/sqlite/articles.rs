//! Articles: taken in, merged, listed, found.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::document::{Article, SegmentId, State};
use crate::store::{ArticleStatus, Error, Opened, Original, Rehearsal};

use super::fault::{Fault, json, read};
use super::{count, predecessors, recuts, remarks, segments};

const ROW: &str = "SELECT row, source_language, target_language FROM article WHERE name = ?1";
const HEAD: &str = "SELECT row, title, source_language, target_language, blocks FROM article WHERE name = ?1";
const INSERT: &str = "INSERT INTO article (name, title, source_language, target_language, blocks)
    VALUES (?1, ?2, ?3, ?4, ?5)";
const UPDATE: &str = "UPDATE article SET title = ?2, blocks = ?3 WHERE row = ?1";
const SAVE_ORIGINAL: &str = "INSERT INTO original (article, format, encoding, bytes) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (article) DO UPDATE
    SET format = excluded.format, encoding = excluded.encoding, bytes = excluded.bytes";
const ORIGINAL: &str = "SELECT o.format, o.encoding, o.bytes
    FROM original o JOIN article a ON a.row = o.article WHERE a.name = ?1";
const NAMES: &str = "SELECT name FROM article ORDER BY name";
const LIST: &str = "SELECT a.name, a.title, a.source_language, a.target_language, s.state, count(s.row)
    FROM article a LEFT JOIN segment s ON s.article = a.row AND s.position IS NOT NULL
    GROUP BY a.row, s.state ORDER BY a.name";
const REMOVE: &str = "DELETE FROM article WHERE name = ?1";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    ROW,
    HEAD,
    INSERT,
    UPDATE,
    SAVE_ORIGINAL,
    ORIGINAL,
    NAMES,
    LIST,
    REMOVE,
];

pub(super) fn open(
    connection: &mut Connection,
    article: &Article,
    original: &Original,
) -> Result<Opened, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let opened = take_in(&transaction, article, original)?;
    transaction.commit()?;
    Ok(opened)
}

/// [`open`], of which nothing is left when it has been looked at.
pub(super) fn rehearse(
    connection: &mut Connection,
    article: &Article,
    original: &Original,
    fingerprint: &str,
) -> Result<Rehearsal, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let opened = take_in(&transaction, article, original)?;
    let now = self::article(&transaction, &article.name)?;
    let pending = segments::pending(&transaction, &article.name, fingerprint)?;
    transaction.rollback()?;
    Ok(Rehearsal {
        opened,
        article: now.unwrap_or_else(|| article.clone()),
        pending,
    })
}

fn take_in(connection: &Connection, article: &Article, original: &Original) -> Result<Opened, Fault> {
    refuse_repeats(article)?;
    let known = connection
        .prepare_cached(ROW)?
        .query_row([&article.name], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })
        .optional()?;
    let opened = match known {
        None => {
            insert(connection, article, original)?;
            Opened::New
        }
        Some((row, from, to)) => {
            if (&from, &to) != (&article.source_language, &article.target_language) {
                let article = article.name.clone();
                return Err(Error::OtherLanguages { article, from, to }.into());
            }
            let article = recuts::again(connection, row, article)?;
            merge(connection, row, &article, original)?
        }
    };
    Ok(opened)
}

fn refuse_repeats(article: &Article) -> Result<(), Error> {
    let mut ids = HashSet::new();
    let repeated = article.segments.iter().find(|segment| !ids.insert(&segment.id));
    match repeated {
        None => Ok(()),
        Some(segment) => Err(Error::RepeatedSegment {
            article: article.name.clone(),
            id: segment.id.to_string(),
        }),
    }
}

fn insert(connection: &Connection, article: &Article, original: &Original) -> Result<(), Fault> {
    let blocks = json(&article.blocks, "blocks", &article.name)?;
    connection.prepare_cached(INSERT)?.execute(params![
        article.name,
        article.title,
        article.source_language,
        article.target_language,
        blocks
    ])?;
    let row = connection.last_insert_rowid();
    save_original(connection, row, original)?;
    for (position, segment) in (0..).zip(&article.segments) {
        segments::insert(connection, row, position, segment)?;
    }
    Ok(())
}

fn merge(connection: &Connection, row: i64, article: &Article, original: &Original) -> Result<Opened, Fault> {
    let Some(stored) = self::article(connection, &article.name)? else {
        return Ok(Opened::Same);
    };
    let place = |article: &Article| -> Vec<_> {
        let segments = article.segments.iter();
        segments
            .map(|s| (s.id.clone(), s.block, s.source.clone(), s.gap.clone()))
            .collect()
    };
    let unmoved = place(&stored) == place(article) && stored.blocks == article.blocks;
    if unmoved
        && stored.title == article.title
        && self::original(connection, &article.name)?.as_ref() == Some(original)
    {
        return Ok(Opened::Same);
    }
    let blocks = json(&article.blocks, "blocks", &article.name)?;
    connection
        .prepare_cached(UPDATE)?
        .execute(params![row, article.title, blocks])?;
    save_original(connection, row, original)?;
    segments::set_aside(connection, row)?;
    let (mut kept, mut fresh) = (0, HashSet::new());
    let before: HashSet<&SegmentId> = stored.segments.iter().map(|segment| &segment.id).collect();
    for (position, segment) in (0..).zip(&article.segments) {
        if segments::put_back(connection, row, position, segment)? {
            kept += usize::from(before.contains(&segment.id));
        } else {
            segments::insert(connection, row, position, segment)?;
            fresh.insert(&segment.id);
        }
    }
    predecessors::keep(connection, row, (&stored, article), &fresh)?;
    Ok(Opened::Merged {
        kept,
        added: fresh.len(),
        gone: before.len() - kept,
    })
}

fn save_original(connection: &Connection, row: i64, original: &Original) -> Result<(), Fault> {
    connection.prepare_cached(SAVE_ORIGINAL)?.execute(params![
        row,
        original.format_id,
        original.encoding,
        original.bytes
    ])?;
    Ok(())
}

pub(super) fn article(connection: &Connection, name: &str) -> Result<Option<Article>, Fault> {
    let mut statement = connection.prepare_cached(HEAD)?;
    let head = |row: &rusqlite::Row<'_>| {
        let article = Article {
            name: name.to_owned(),
            title: row.get(1)?,
            source_language: row.get(2)?,
            target_language: row.get(3)?,
            ..Article::default()
        };
        Ok((row.get::<_, i64>(0)?, article, row.get::<_, String>(4)?))
    };
    let Some((row, article, blocks)) = statement.query_row([name], head).optional()? else {
        return Ok(None);
    };
    let article = Article {
        blocks: read(&blocks, "blocks", name)?,
        segments: segments::of_article(connection, row)?,
        comments: remarks::comments(connection, row)?,
        ignored: remarks::ignored(connection, row)?,
        predecessors: predecessors::of_article(connection, row)?,
        ..article
    };
    Ok(Some(article.with_excuses()))
}

pub(super) fn original(connection: &Connection, name: &str) -> Result<Option<Original>, Fault> {
    let mut statement = connection.prepare_cached(ORIGINAL)?;
    let original = statement.query_row([name], |row| {
        Ok(Original {
            format_id: row.get(0)?,
            encoding: row.get(1)?,
            bytes: row.get(2)?,
        })
    });
    Ok(original.optional()?)
}

pub(super) fn find(connection: &Connection, query: &str) -> Result<Vec<String>, Fault> {
    let mut statement = connection.prepare_cached(NAMES)?;
    let names: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let file = |name: &str| name.rsplit_once('/').map_or(name, |(_, file)| file).to_owned();
    let begins = |name: &str| !query.is_empty() && name.starts_with(query);
    let ways: [&dyn Fn(&String) -> bool; 4] = [
        &|name| name == query,
        &|name| stem(name) == query || file(name) == query,
        &|name| stem(&file(name)) == query,
        &|name| begins(name) || begins(&file(name)),
    ];
    for way in ways {
        let found: Vec<String> = names.iter().filter(|name| way(name)).cloned().collect();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

pub(super) fn list(connection: &Connection) -> Result<Vec<ArticleStatus>, Fault> {
    let mut statement = connection.prepare_cached(LIST)?;
    let mut rows = statement.query([])?;
    let mut list: Vec<ArticleStatus> = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        if list.last().is_none_or(|last| last.name != name) {
            list.push(ArticleStatus {
                name,
                title: row.get(1)?,
                source_language: row.get(2)?,
                target_language: row.get(3)?,
                ..ArticleStatus::default()
            });
        }
        let state: Option<String> = row.get(4)?;
        if let (Some(last), Some(state)) = (list.last_mut(), state.as_deref().and_then(State::named)) {
            last.states.insert(state, count(row.get(5)?));
        }
    }
    Ok(list)
}

pub(super) fn remove(connection: &Connection, name: &str) -> Result<bool, Fault> {
    Ok(connection.prepare_cached(REMOVE)?.execute([name])? > 0)
}
