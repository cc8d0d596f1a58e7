//! Segmentation rules of SRX 2.0 files, as LanguageTool, OmegaT and Okapi use them.

mod class;
mod dialect;
mod engine;
mod pattern;
mod read;
mod sets;
mod write;

use std::ops::Range;
use std::sync::Arc;

use dialect::{Meaning, translate};
use pattern::Pattern;
use read::{File, Written};

pub use write::write;

/// What is wrong with an SRX file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is not well-formed, or something in it stands where it may not.
    #[error("line {line}: not a readable SRX file: {reason}")]
    Xml {
        /// 1-based.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// It has no rules at all.
    #[error("no <languagerule> in the file; is it an SRX file?")]
    NoRules,
    /// A language is mapped to rules that are not there.
    #[error(
        "line {line}: there are no rules called `{group}`; add a <languagerule> of this name, or remove the map"
    )]
    NoGroup {
        /// 1-based.
        line: usize,
        /// The name.
        group: String,
    },
    /// An expression that cannot be read.
    #[error(
        "line {line}: the expression `{expression}` cannot be read: {reason}; correct it, or remove the rule"
    )]
    Expression {
        /// 1-based, of the rule.
        line: usize,
        /// As written.
        expression: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The exceptions of one language are too many to be compiled.
    #[error("the rules for this language are too large: {reason}; part the file")]
    TooLarge {
        /// The engine's complaint.
        reason: String,
    },
}

impl Written {
    fn error(&self, expression: &str, reason: String) -> Error {
        Error::Expression {
            line: self.line,
            expression: expression.to_owned(),
            reason,
        }
    }
}

/// An SRX file that has been read.
#[derive(Debug)]
pub struct Srx {
    file: File,
    maps: Vec<(Pattern, usize)>,
}

/// The rules that an SRX file has for one language, ready to cut texts. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Rules(Arc<engine::Rules>);

impl PartialEq for Rules {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Rules {}

impl Rules {
    /// The sentences of `text`, as byte ranges that tile it.
    pub(super) fn split(&self, text: &str) -> Vec<Range<usize>> {
        self.0.split(text)
    }

    /// The lines, ascending, of the rules that took too many steps at some place so far; there they did not hold.
    #[must_use]
    pub fn given_up(&self) -> Vec<usize> {
        let mut lines: Vec<usize> = self.0.given_up().collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }
}

impl Srx {
    /// Reads an SRX file. Every expression in it is checked, those of other languages too. Escapes such as `\w` have
    /// ICU's meaning, as the standard says, unless the file's header states Java's (`useJavaRegex="yes"`). Maps fit a
    /// language tag in capital and in small letters. Where the header asks for ICU's own breaks
    /// (`useIcu4jBreakRules="yes"`) the text is also cut between the sentences of UAX #29, last of all rules.
    ///
    /// Linear in the file.
    ///
    /// # Errors
    /// Whatever the file has wrong, with its line.
    pub fn read(xml: &str) -> Result<Self, Error> {
        let file = read::read(xml)?;
        let mut seen = rustc_hash::FxHashSet::default();
        for rule in file.groups.iter().flat_map(|(_, rules)| rules) {
            for text in [&rule.before, &rule.after] {
                if seen.insert(text.as_str()) {
                    check(text, file.meaning).map_err(|reason| rule.error(text, reason))?;
                }
            }
        }
        let maps = file.maps.iter().map(|map| {
            let error = |reason| Error::Expression {
                line: map.line,
                expression: map.pattern.clone(),
                reason,
            };
            let said = translate(&map.pattern, Meaning::Java).map_err(error)?;
            let pattern =
                Pattern::new(&format!("\\A(?i:{})\\z", said.exact), said.tracks_back).map_err(error)?;
            let group = file.groups.iter().position(|(name, _)| *name == map.group);
            Ok((pattern, group.unwrap_or_default()))
        });
        let maps = maps.collect::<Result<_, Error>>()?;
        Ok(Self { file, maps })
    }

    /// The rules for texts in the language `tag`, the exceptions for `abbreviations` before all of them; `None` if the
    /// file has none for that language.
    ///
    /// # Errors
    /// Rules that cannot be compiled.
    pub fn rules(&self, tag: &str, abbreviations: &[String]) -> Result<Option<Rules>, Error> {
        let fitting = self.maps.iter().filter(|(map, _)| map.find_at(tag, 0).is_some());
        let groups: Vec<usize> = fitting
            .map(|&(_, group)| group)
            .take(if self.file.cascade { usize::MAX } else { 1 })
            .collect();
        if groups.is_empty() {
            return Ok(None);
        }
        let own: Vec<Written> = abbreviations
            .iter()
            .filter(|abbreviation| !abbreviation.trim().is_empty())
            .map(|abbreviation| Written {
                before: write::exception(abbreviation),
                ..Written::default()
            })
            .collect();
        let written = own
            .iter()
            .chain(groups.iter().flat_map(|&group| &self.file.groups[group].1));
        let rules = engine::Rules::new(written, &self.file)?;
        Ok(Some(Rules(Arc::new(rules))))
    }
}

/// Whether an expression can be read, without compiling it where that would take long.
fn check(text: &str, meaning: Meaning) -> Result<(), String> {
    let said = translate(text, meaning)?;
    let parse = |text: &str| {
        let parsed = regex_syntax::Parser::new().parse(text);
        parsed.map(drop).map_err(|error| error.to_string())
    };
    if said.tracks_back {
        Pattern::new(&said.exact, true)?;
    } else {
        parse(&said.exact)?;
    }
    parse(&said.wide)
}

#[cfg(test)]
mod tests;
