//! Which checks run and how bad their findings are: the `[check]` table of the configuration.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::{Dictionary, Objection, Pair, Rule, entries};
use crate::document::{Finding, Severity};
use crate::language::{known, primary};

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
    /// A check that is to be ignored without a reason.
    #[error("`{id}` is ignored without a reason; say in a few words why")]
    NoReason {
        /// The id of the check.
        id: String,
    },
    /// A table of a pair that no article is in.
    #[error("[check.pairs.{pair}] would switch nothing: {remedy}")]
    Pair {
        /// The pair as it was written.
        pair: String,
        /// What to write.
        remedy: String,
    },
    /// A language that the checks do not tell from others.
    #[error("{place} is for `{tag}`, which would never be met: {remedy}")]
    Language {
        /// What is for that language: `the rule `a``.
        place: String,
        /// The tag as it was written.
        tag: String,
        /// What to write.
        remedy: String,
    },
    /// A sign for a group that the pattern has not.
    #[error(
        "the rule `{id}` writes `{sign}`, but its `{key}` has no such group; it has {groups} (`$$` is a dollar)"
    )]
    Group {
        /// The id of the rule.
        id: String,
        /// The sign as it is understood: `${3}`.
        sign: String,
        /// The pattern that what was found is taken from.
        key: &'static str,
        /// The signs that it has.
        groups: String,
    },
    /// A pattern that is found in any text.
    #[error(
        "the `{key}` of the rule `{id}` is found where nothing stands, so in every text; write a pattern that needs a character"
    )]
    Blank {
        /// The id of the rule.
        id: String,
        /// The pattern.
        key: &'static str,
    },
    /// A dictionary that is none.
    #[error("it is no Hunspell dictionary: {reason}")]
    Dictionary {
        /// Which of its files, by its extension: `aff`, `dic`.
        file: &'static str,
        /// The line, from 1, where it is known.
        line: Option<usize>,
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

impl Error {
    /// The word of the configuration that it is about.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Unknown { id, .. }
            | Self::Twice { id }
            | Self::NoReason { id }
            | Self::Group { id, .. }
            | Self::Blank { id, .. }
            | Self::Mute { id } => id,
            Self::Pair { pair, .. } => pair,
            Self::Language { tag, .. } => tag,
            Self::Dictionary { file, .. } => file,
        }
    }
}

impl Options {
    /// Makes sure that every id names a check, that every pair and language is one that the checks tell from others, that
    /// what is ignored has a reason, and that every rule has an id of its own and something to say.
    ///
    /// # Errors
    /// [`Error`] with the word that is wrong.
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
        let of_pairs = self.pairs.values().flat_map(|pair| &pair.ignore);
        if let Some((id, _)) = self
            .ignore
            .iter()
            .chain(of_pairs)
            .find(|(_, reason)| reason.trim().is_empty())
        {
            return Err(Error::NoReason { id: id.clone() });
        }
        self.pairs.keys().try_for_each(|pair| is_pair(pair))?;
        for tag in self.dictionaries.keys() {
            is_told(&primary(tag), || {
                String::from("a dictionary in [check.dictionaries]")
            })?;
        }
        for rule in &self.rules {
            let id = rule.id.clone();
            if known.iter().filter(|known| **known == id).count() > 1 {
                return Err(Error::Twice { id });
            }
            rule.validate()?;
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

/// Makes sure that `pair` is two languages as the checks tell them, `ar-en`.
fn is_pair(pair: &str) -> Result<(), Error> {
    let is_known = |tag: &&str| known().any(|language| language.tag == **tag);
    let parted = pair.split_once('-');
    if parted.is_some_and(|(from, to)| is_known(&from) && is_known(&to)) {
        return Ok(());
    }
    let lower = pair.to_lowercase();
    let tags: Vec<&str> = lower.split('-').filter(is_known).collect();
    let remedy = match tags.as_slice() {
        [from, to] if from != to => format!("write [check.pairs.{from}-{to}]"),
        _ => format!("write source and target language as in `ar-en`; {}", languages()),
    };
    Err(Error::Pair {
        pair: pair.to_owned(),
        remedy,
    })
}

/// Makes sure that `tag` is a language as the checks tell them, without a region; `place` is what is for it.
pub(super) fn is_told(tag: &str, place: impl Fn() -> String) -> Result<(), Error> {
    let is_known = |tag: &str| known().any(|language| language.tag == tag);
    if is_known(tag) {
        return Ok(());
    }
    let remedy = match primary(tag) {
        primary if is_known(&primary) => format!("write `{primary}`, which is for every region"),
        _ => languages(),
    };
    Err(Error::Language {
        place: place(),
        tag: tag.to_owned(),
        remedy,
    })
}

/// The languages that the checks tell from others, in words.
fn languages() -> String {
    let tags: Vec<&str> = known().map(|language| language.tag.as_str()).collect();
    format!("the languages that checks know are {}", tags.join(", "))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(text: &str) -> String {
        let options: Options = toml::from_str(text).unwrap();
        options
            .validated()
            .map_or_else(|error| error.to_string(), |_| String::new())
    }

    #[test]
    fn a_pair_that_would_switch_nothing_is_refused_with_the_one_that_would() {
        for pair in ["AR-EN", "ar-en-GB", "ar-EG-en-GB"] {
            let told = complaint(&format!("[pairs.{pair}]\non = [\"dateline\"]\n"));
            assert!(told.ends_with("write [check.pairs.ar-en]"), "{told}");
        }
        for pair in ["ar", "ar-xx1", "it-en"] {
            let told = complaint(&format!("[pairs.{pair}]\non = [\"dateline\"]\n"));
            assert!(
                told.contains("as in `ar-en`; the languages that checks know are ar,"),
                "{told}"
            );
        }
        assert_eq!(complaint("[pairs.ar-en]\non = [\"dateline\"]\n"), "");
    }

    #[test]
    fn a_language_that_would_never_be_met_is_refused() {
        let rule = |keys: &str| {
            complaint(&format!(
                "[[rules]]\nid = \"a\"\ntarget = \"x\"\nmessage = \"m\"\n{keys}\n"
            ))
        };
        assert!(rule("to = \"en-GB\"").ends_with("write `en`, which is for every region"));
        assert!(rule("from = \"arabic\"").contains("the rule `a` is for `arabic`"));
        assert_eq!(rule("to = \"en\""), "");
        assert!(complaint("dictionaries = { english = \"en_GB\" }").contains("`english`"));
        assert_eq!(complaint("dictionaries = { en-GB = \"en_GB\" }"), "");
    }

    #[test]
    fn what_is_ignored_has_a_reason() {
        assert!(
            complaint("ignore = { numbers = \" \" }").starts_with("`numbers` is ignored without a reason")
        );
        assert!(complaint("[pairs.ar-en]\nignore = { numbers = \"\" }").contains("without a reason"));
    }

    #[test]
    fn a_rule_that_cannot_work_is_refused() {
        let rule = |keys: &str| complaint(&format!("[[rules]]\nid = \"a\"\n{keys}\n"));
        let told = rule("target = \"(x)y\"\nmessage = \"$0 and $3\"");
        assert!(
            told.starts_with("the rule `a` writes `${3}`, but its `target` has no such group; it has $0, $1"),
            "{told}"
        );
        let told = rule("target = \"(x)y\"\nmessage = \"m\"\nfix = \"$1st\"");
        assert!(told.contains("`${1st}`"), "{told}");
        let told = rule("source = \"x\"\nwanted = \"y\"\nmessage = \"$1\"");
        assert!(told.contains("its `source`"), "{told}");
        for blank in ["", "x*"] {
            let told = rule(&format!("target = \"{blank}\"\nmessage = \"m\""));
            assert!(told.starts_with("the `target` of the rule `a`"), "{told}");
        }
        assert!(rule("message = \"m\"").contains("never speaks"));
        assert_eq!(rule("target = \"(?P<n>x)\"\nmessage = \"$n, $$5, ${n}s\""), "");
    }
}
