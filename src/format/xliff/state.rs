//! States and origins as XLIFF writes them.

use crate::document::{MatchKind, Origin, State, Target};

/// The prefix of this program's own values, as XLIFF asks for.
pub(super) const PREFIX: &str = "tarjuman:";

/// The XLIFF 2 state and sub-state: machine text is `initial`, with a sub-state that names its origin.
pub(super) fn written(target: &Target) -> (&'static str, Option<String>) {
    let origin = target.origin.as_ref().map_or("file", origin_name);
    match target.state {
        State::Empty => ("initial", None),
        State::Draft => ("initial", Some(format!("{PREFIX}draft-{origin}"))),
        State::NeedsReview => ("initial", Some(format!("{PREFIX}needs-review-{origin}"))),
        State::Translated => ("translated", None),
        State::Approved => ("reviewed", None),
        State::Locked => ("final", None),
    }
}

/// The state behind XLIFF 2's state and sub-state, for a target that `is_blank` or not.
pub(super) fn read(state: Option<&str>, sub_state: Option<&str>, blank: Blank) -> State {
    let ours = sub_state.and_then(|value| value.strip_prefix(PREFIX));
    match (state.unwrap_or("initial"), ours) {
        ("final", _) => State::Locked,
        ("reviewed", _) => State::Approved,
        ("translated", _) => State::Translated,
        (_, Some(ours)) if ours.starts_with("needs-review") => State::NeedsReview,
        (_, Some(ours)) if ours.starts_with("draft") => State::Draft,
        _ if blank == Blank::Yes => State::Empty,
        _ => State::Draft,
    }
}

/// Whether there is anything to read in a target.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Blank {
    /// No text but white space, and no code.
    Yes,
    /// Some text or code.
    No,
}

/// The state behind XLIFF 1.2's `state` and `approved`.
pub(super) fn read_v1(state: Option<&str>, approved: Option<&str>, blank: Blank) -> State {
    if blank == Blank::Yes {
        return State::Empty;
    }
    match state {
        _ if approved == Some("yes") => State::Approved,
        Some("final") => State::Locked,
        Some("signed-off") => State::Approved,
        Some("translated") => State::Translated,
        Some(other) if other.starts_with("needs-") => State::NeedsReview,
        _ => State::Draft,
    }
}

/// The state as XLIFF 1.2 names it. A machine's proposal is one whose translation is to be reviewed.
pub(super) fn written_v1(state: State) -> &'static str {
    match state {
        State::Empty => "needs-translation",
        State::Draft | State::NeedsReview => "needs-review-translation",
        State::Translated => "translated",
        State::Approved => "signed-off",
        State::Locked => "final",
    }
}

/// The `state-qualifier` of XLIFF 1.2 for a target that came from `origin`.
pub(super) fn qualifier(origin: &Origin) -> Option<&'static str> {
    Some(match origin {
        Origin::Memory { kind, .. } => match kind {
            MatchKind::Context => "id-match",
            MatchKind::Exact => "exact-match",
            MatchKind::Repaired | MatchKind::Fuzzy => "fuzzy-match",
        },
        Origin::Glossary => "leveraged-glossary",
        Origin::Repeat => "leveraged-inherited",
        Origin::Backend { .. } => "leveraged-mt",
        Origin::Person | Origin::File => return None,
    })
}

/// Whether XLIFF 1.2's `state` says that a target is still to be made, so that what stands in it may be the source.
pub(super) fn is_to_be_made(state: Option<&str>) -> bool {
    matches!(state, Some("new" | "needs-translation"))
}

fn origin_name(origin: &Origin) -> &'static str {
    match origin {
        Origin::Memory { .. } => "memory",
        Origin::Glossary => "glossary",
        Origin::Repeat => "repeat",
        Origin::Backend { .. } => "backend",
        Origin::Person => "person",
        Origin::File => "file",
    }
}

/// Everything about a target that XLIFF has no attribute for, as names and values of the metadata module.
pub(super) fn facts(target: &Target) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let Some(origin) = &target.origin {
        facts.push(("origin", origin_name(origin).to_owned()));
        match origin {
            Origin::Memory { score, kind, memory } => facts.extend([
                ("score", score.to_string()),
                ("match", kind.as_str().to_owned()),
                ("memory", memory.clone()),
            ]),
            Origin::Backend { name, model } => {
                facts.push(("backend", name.clone()));
                facts.extend(model.clone().map(|model| ("model", model)));
            }
            Origin::Glossary | Origin::Repeat | Origin::Person | Origin::File => {}
        }
    }
    facts.extend(target.reason.clone().map(|reason| ("reason", reason)));
    facts
}

/// The origin that [`facts`] were written for.
pub(super) fn origin(fact: impl Fn(&str) -> Option<String>) -> Option<Origin> {
    Some(match fact("origin")?.as_str() {
        "memory" => Origin::Memory {
            score: fact("score")?.parse().ok()?,
            kind: match_kind(&fact("match")?)?,
            memory: fact("memory").unwrap_or_default(),
        },
        "glossary" => Origin::Glossary,
        "repeat" => Origin::Repeat,
        "backend" => Origin::Backend {
            name: fact("backend")?,
            model: fact("model"),
        },
        "person" => Origin::Person,
        _ => Origin::File,
    })
}

/// The kind of match with this name.
pub(super) fn match_kind(name: &str) -> Option<MatchKind> {
    let kinds = [
        MatchKind::Context,
        MatchKind::Exact,
        MatchKind::Repaired,
        MatchKind::Fuzzy,
    ];
    kinds.into_iter().find(|kind| kind.as_str() == name)
}
