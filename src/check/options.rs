//! Which checks run and how bad their findings are: the `[check]` table of the configuration.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::{Dictionary, Objection, Pair, Rule, entries};
use crate::document::{Finding, Severity};

/// The `[check]` table of the configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Checks that are switched off, by id.
    pub off: FxHashSet<String>,
    /// Checks that are switched on though they are a matter of style, by id.
    pub on: FxHashSet<String>,
    /// Checks with another severity than their own.
    pub severity: BTreeMap<String, Severity>,
    /// Checks that go on looking and that nobody heeds, by id, each with the reason.
    pub ignore: BTreeMap<String, String>,
    /// The newsroom's own rules.
    pub rules: Vec<Rule>,
    /// Hunspell dictionaries by the language that they are of: `en = "en_GB"`, a name or a path.
    pub dictionaries: BTreeMap<String, String>,
    /// Those that were read, by primary tag.
    #[serde(skip)]
    pub words: BTreeMap<String, Arc<Dictionary>>,
    /// What is otherwise between two languages, by both tags: `ar-en`.
    pub pairs: BTreeMap<String, Switches>,
}

/// What is switched otherwise between two languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Switches {
    /// Checks that are switched off there.
    pub off: FxHashSet<String>,
    /// Checks that are switched on there, whatever holds elsewhere.
    pub on: FxHashSet<String>,
    /// Checks with another severity there.
    pub severity: BTreeMap<String, Severity>,
    /// Checks that nobody heeds there, by id, each with the reason.
    pub ignore: BTreeMap<String, String>,
}

/// What is wrong with the configuration of the checks, or with a dictionary that it names.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An id that no check has.
    #[error("there is no check called `{id}`; the checks are {known}")]
    Unknown {
        /// The id that was written.
        id: String,
        /// Every id there is.
        known: String,
    },
    /// A rule that has the id of a check or of another rule.
    #[error("there are two checks called `{id}`; give the rule another id")]
    Twice {
        /// The id of both.
        id: String,
    },
    /// A dictionary that is none.
    #[error("it is no Hunspell dictionary: {reason}")]
    Dictionary {
        /// What the reader objects to.
        reason: String,
    },
    /// A rule that says nothing of the target.
    #[error("the rule `{id}` never speaks; give it a `target` that may not stand or a `wanted` that must")]
    Mute {
        /// Its id.
        id: String,
    },
}

impl Options {
    /// Makes sure that every id names a check, and that every rule has an id of its own and something to say.
    ///
    /// # Errors
    /// [`Error`] with an id that is wrong.
    pub fn validated(self) -> Result<Self, Error> {
        let known: Vec<String> = entries(&self).into_iter().map(|entry| entry.id).collect();
        let of_pairs = self.pairs.values().flat_map(|pair| {
            let switched = pair.off.iter().chain(&pair.on);
            switched.chain(pair.severity.keys()).chain(pair.ignore.keys())
        });
        let wanted = self
            .off
            .iter()
            .chain(&self.on)
            .chain(self.severity.keys())
            .chain(self.ignore.keys())
            .chain(of_pairs);
        if let Some(id) = wanted.filter(|id| !known.contains(id)).min() {
            return Err(Error::Unknown {
                id: id.clone(),
                known: known.join(", "),
            });
        }
        for (place, rule) in self.rules.iter().enumerate() {
            let id = rule.id.clone();
            if known.iter().filter(|known| **known == id).count() > 1 {
                return Err(Error::Twice { id });
            }
            if !self.rules[place].is_whole() {
                return Err(Error::Mute { id });
            }
        }
        Ok(self)
    }

    /// The options as they hold between the languages of `pair`.
    pub(super) fn between<'a>(&'a self, pair: &Pair<'_>) -> Held<'a> {
        let same = |tags: &str| {
            let parted = tags.split_once('-');
            parted.is_some_and(|(from, to)| from == pair.from.tag && to == pair.to.tag)
        };
        let mut pairs = self.pairs.iter();
        Held {
            all: self,
            here: pairs.find(|(tags, _)| same(tags)).map(|(_, here)| here),
        }
    }
}

/// Options between two languages: those of the pair come before those of all.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    all: &'a Options,
    here: Option<&'a Switches>,
}

impl Held<'_> {
    /// Whether the check `id` runs.
    pub(super) fn wants(self, id: &str, is_optional: bool) -> bool {
        let named = |list: &FxHashSet<String>| list.contains(id);
        let here = self.here.and_then(|here| match () {
            () if named(&here.off) => Some(false),
            () if named(&here.on) => Some(true),
            () => None,
        });
        here.unwrap_or_else(|| !named(&self.all.off) && (!is_optional || named(&self.all.on)))
    }

    /// `objection` of the check `id` as a finding; the configuration's severity comes before the objection's own.
    pub(super) fn finding(self, id: Cow<'static, str>, severity: Severity, objection: Objection) -> Finding {
        let here = self.here.and_then(|here| here.severity.get(id.as_ref()));
        let chosen = here.or_else(|| self.all.severity.get(id.as_ref())).copied();
        let waived = self.here.and_then(|here| here.ignore.get(id.as_ref()));
        let waived = waived.or_else(|| self.all.ignore.get(id.as_ref()));
        Finding {
            check: id,
            severity: chosen.or(objection.severity).unwrap_or(severity),
            at: objection.at,
            source_at: objection.source_at,
            message: objection.message,
            fix: objection.fix,
            ignored: None,
            waived: waived.cloned(),
        }
    }
}
