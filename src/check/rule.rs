//! Rules of a newsroom's own, in the configuration: patterns on the source and on the target, and what to say.
//!
//! Patterns are regular expressions of the crate `regex`, which take time linear in the text whatever they say.

use serde::{Deserialize, Deserializer};

use super::options::is_told;
use super::{Error, Objection, Pair};
use crate::document::{Edit, Severity};

/// One `[[check.rules]]` of the configuration.
///
/// It speaks of segments whose source has `source`, where that is given: of every place of the target that has `target`, or of
/// a target that lacks `wanted`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name, as a check's id.
    pub id: String,
    /// What the source must have for the rule to speak.
    #[serde(default)]
    pub source: Option<Pattern>,
    /// What the target may not have then.
    #[serde(default)]
    pub target: Option<Pattern>,
    /// What the target must have then.
    #[serde(default)]
    pub wanted: Option<Pattern>,
    /// What is said; `$0`, `$1`, `$name` stand for what the pattern found.
    pub message: String,
    /// What to write in the place of what `target` found, with the same signs.
    #[serde(default)]
    pub fix: Option<String>,
    /// How bad it is.
    #[serde(default = "warning")]
    pub severity: Severity,
    /// The source language it is for; any where it is left out.
    #[serde(default)]
    pub from: Option<String>,
    /// The target language it is for.
    #[serde(default)]
    pub to: Option<String>,
}

fn warning() -> Severity {
    Severity::Warning
}

/// A regular expression that was compiled when the configuration was read.
#[derive(Debug, Clone)]
pub struct Pattern(regex::Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for Pattern {}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(data: D) -> Result<Self, D::Error> {
        let text = String::deserialize(data)?;
        regex::Regex::new(&text)
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}

impl Rule {
    /// Makes sure that the rule can speak: of languages that are met, of less than every text, with groups that there are.
    pub(super) fn validate(&self) -> Result<(), Error> {
        let id = || self.id.clone();
        if self.target.is_none() && self.wanted.is_none() {
            return Err(Error::Mute { id: id() });
        }
        for tag in [&self.from, &self.to].into_iter().flatten() {
            is_told(tag, || format!("the rule `{}`", self.id))?;
        }
        for (pattern, key) in [(&self.target, "target"), (&self.wanted, "wanted")] {
            if pattern.as_ref().is_some_and(|pattern| pattern.0.is_match("")) {
                return Err(Error::Blank { id: id(), key });
            }
        }
        if let Some(target) = &self.target {
            let texts = std::iter::once(&self.message).chain(&self.fix);
            texts
                .into_iter()
                .try_for_each(|text| self.has_groups(text, (target, "target")))?;
        }
        match (&self.wanted, &self.source) {
            (Some(_), Some(source)) => self.has_groups(&self.message, (source, "source")),
            _ => Ok(()),
        }
    }

    /// Makes sure that `pattern`, which stands at `key`, has each group that `text` takes from it.
    fn has_groups(&self, text: &str, (pattern, key): (&Pattern, &'static str)) -> Result<(), Error> {
        let groups: Vec<String> = pattern
            .0
            .capture_names()
            .enumerate()
            .flat_map(|(number, name)| std::iter::once(number.to_string()).chain(name.map(str::to_owned)))
            .collect();
        match signs(text).find(|sign| !groups.iter().any(|group| group == sign)) {
            None => Ok(()),
            Some(sign) => Err(Error::Group {
                id: self.id.clone(),
                sign: format!("${{{sign}}}"),
                key,
                groups: groups
                    .iter()
                    .map(|group| format!("${group}"))
                    .collect::<Vec<_>>()
                    .join(", "),
            }),
        }
    }

    /// What the rule objects to, in target order. Linear in the texts.
    pub(super) fn run(&self, pair: &Pair<'_>) -> Vec<Objection> {
        let for_language =
            |wanted: &Option<String>, tag: &str| wanted.as_ref().is_none_or(|wanted| wanted == tag);
        if !for_language(&self.from, &pair.from.tag) || !for_language(&self.to, &pair.to.tag) {
            return Vec::new();
        }
        let (source, target) = (&pair.source.text, &pair.target.text);
        let reason = self.source.as_ref().map(|pattern| pattern.0.captures(source));
        if matches!(reason, Some(None)) {
            return Vec::new();
        }
        let reason = reason.flatten();
        let source_at = reason
            .as_ref()
            .and_then(|found| found.get(0))
            .map(|found| found.range());
        let said = |found: Option<&regex::Captures<'_>>, template: &str| {
            let mut text = String::new();
            match found {
                Some(found) => found.expand(template, &mut text),
                None => text.push_str(template),
            }
            text
        };
        let mut objections = Vec::new();
        for found in self
            .target
            .iter()
            .flat_map(|pattern| pattern.0.captures_iter(target))
        {
            let at = found.get(0).map(|whole| whole.range()).unwrap_or_default();
            objections.push(Objection {
                at: at.clone(),
                source_at: source_at.clone(),
                message: said(Some(&found), &self.message),
                fix: self.fix.as_ref().map(|fix| Edit {
                    at,
                    text: said(Some(&found), fix),
                }),
                severity: None,
            });
        }
        if self
            .wanted
            .as_ref()
            .is_some_and(|pattern| !pattern.0.is_match(target))
        {
            objections.push(Objection {
                at: target.len()..target.len(),
                source_at,
                message: said(reason.as_ref(), &self.message),
                ..Objection::default()
            });
        }
        objections
    }
}

/// The groups that `text` asks for, as the crate `regex` understands it: `$1`, `${1}`, `$name`, and `$$` for a dollar.
fn signs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find('$')? + 1..];
            if let Some(dollar) = rest.strip_prefix('$') {
                rest = dollar;
                continue;
            }
            let (sign, behind) = match rest.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
                Some(parted) => parted,
                None => {
                    let is_sign = |c: char| c.is_ascii_alphanumeric() || c == '_';
                    rest.split_at(rest.find(|c| !is_sign(c)).unwrap_or(rest.len()))
                }
            };
            rest = behind;
            if !sign.is_empty() {
                return Some(sign);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Content;
    use crate::language::of;

    fn objections(rule: &str, source: &str, target: &str) -> Vec<Objection> {
        let rule: Rule = toml::from_str(rule).unwrap();
        let (source, target) = (Content::plain(source), Content::plain(target));
        rule.run(&Pair::new((&source, &target), (of("ar"), of("en")), &[]))
    }

    #[test]
    fn what_the_target_may_not_have_is_reported_where_it_stands_with_its_fix() {
        let rule = r#"
            id = "martyr"
            source = "شهيد|استشهد"
            target = "(?i)martyr(s?)"
            message = "“$0” is the source's word, not ours"
            fix = "victim$1"
        "#;
        let found = objections(rule, "سقط عشرة شهيدا", "Ten martyrs fell");
        assert_eq!(found[0].message, "“martyrs” is the source's word, not ours");
        assert_eq!(found[0].at, 4..11);
        assert_eq!(found[0].fix.as_ref().unwrap().text, "victims");
        assert_eq!(objections(rule, "سقط عشرة قتلى", "Ten martyrs fell"), []);
    }

    #[test]
    fn what_the_target_must_have_is_missed() {
        let rule = r#"
            id = "so-called"
            source = "ما يسم[ىي]"
            wanted = "(?i)so-called"
            message = "“$0” is “so-called” here"
        "#;
        assert_eq!(
            objections(rule, "ما يسمى بالخلافة", "the caliphate")[0].message,
            "“ما يسمى” is “so-called” here"
        );
        assert_eq!(objections(rule, "ما يسمى بالخلافة", "the so-called caliphate"), []);
    }

    #[test]
    fn a_rule_is_for_its_languages() {
        let rule = "id = \"a\"\nfrom = \"fa\"\ntarget = \"x\"\nmessage = \"m\"";
        assert_eq!(objections(rule, "ا", "x"), []);
    }

    #[test]
    fn a_pattern_that_is_none_is_refused() {
        assert!(toml::from_str::<Rule>("id = \"a\"\ntarget = \"(\"\nmessage = \"m\"").is_err());
    }
}
