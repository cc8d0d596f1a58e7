//! What can be asked, in OpenAPI 3.1: beside each file of routes lies its description, and this puts them together.
//!
//! A test compares the description with the table of routes, another asks the real server for everything that it
//! promises.

use axum::Json;
use axum::routing::get;
use serde_json::{Map, Value, json};

use super::Route;
use crate::review::fault::Fault;

/// The descriptions, by the file of routes that each lies beside: `paths` and `schemas` as OpenAPI writes them.
const PARTS: &[(&str, &str)] = &[
    ("articles", include_str!("articles.json")),
    ("described", include_str!("described.json")),
    ("finish", include_str!("finish.json")),
    ("glossary", include_str!("glossary.json")),
    ("listen", include_str!("listen.json")),
    ("many", include_str!("many.json")),
    ("proposals", include_str!("proposals.json")),
    ("remarks", include_str!("remarks.json")),
    ("segments", include_str!("segments.json")),
    ("session", include_str!("session.json")),
    ("steps", include_str!("steps.json")),
    ("upload", include_str!("upload.json")),
];

pub(super) fn routes() -> Vec<Route> {
    vec![("GET", "/api/openapi.json", get(describe))]
}

async fn describe() -> Result<Json<Value>, Fault> {
    Ok(Json(
        description().map_err(|error| Fault::Outside(Box::new(error)))?,
    ))
}

/// The whole description.
fn description() -> serde_json::Result<Value> {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for (_, part) in PARTS {
        let mut part: Value = serde_json::from_str(part)?;
        for (name, whole) in [("paths", &mut paths), ("schemas", &mut schemas)] {
            if let Value::Object(members) = part[name].take() {
                for (key, member) in members {
                    add(whole, key, member);
                }
            }
        }
    }
    for operation in paths
        .values_mut()
        .filter_map(Value::as_object_mut)
        .flat_map(Map::values_mut)
    {
        operation["responses"]["default"] = json!({ "$ref": "#/components/responses/Fault" });
    }
    Ok(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "tarjuman review",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What the review page asks of the program that serves it. Only the browser that was given \
                this start's token is answered: it holds the cookie, and every request that changes something \
                carries the header X-Tarjuman. Offsets count UTF-16 code units, as browsers do.",
        },
        "security": [{ "cookie": [], "mark": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": { "Fault": {
                "description": "It was not done: why, and what to do next",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Fault" } } },
            } },
            "securitySchemes": {
                "cookie": { "type": "apiKey", "in": "cookie", "name": "tarjuman-PORT" },
                "mark": { "type": "apiKey", "in": "header", "name": "X-Tarjuman" },
            },
        },
    }))
}

/// Adds a member; two files may describe methods of one path.
fn add(whole: &mut Map<String, Value>, key: String, member: Value) {
    match (whole.get_mut(&key), member) {
        (Some(Value::Object(there)), Value::Object(more)) => there.extend(more),
        (_, member) => {
            whole.insert(key, member);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_route_is_described_and_nothing_else() {
        let whole = description().unwrap();
        let mut described = BTreeSet::new();
        for (path, methods) in whole["paths"].as_object().unwrap() {
            for method in methods.as_object().unwrap().keys() {
                described.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
        let served: BTreeSet<String> = super::super::all()
            .iter()
            .map(|(method, path, _)| format!("{method} {path}"))
            .collect();
        let missing: Vec<_> = served.difference(&described).collect();
        assert!(
            missing.is_empty(),
            "{missing:?}: describe it under `paths` in the .json file beside its file of routes in \
             src/review/routes/ (summary, parameters, requestBody, responses); a new .json file gets its line in PARTS of \
             described.rs"
        );
        let gone: Vec<_> = described.difference(&served).collect();
        assert!(gone.is_empty(), "{gone:?}: described, but no route answers it");
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let whole = description().unwrap();
        let mut open = vec![&whole];
        let mut found = 0;
        while let Some(value) = open.pop() {
            if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
                found += 1;
                assert!(whole.pointer(&reference[1..]).is_some(), "{reference}");
            }
            match value {
                Value::Object(members) => open.extend(members.values()),
                Value::Array(items) => open.extend(items),
                _ => {}
            }
        }
        assert!(found > 20);
    }
}
