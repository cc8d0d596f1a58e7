//! One `<tu>` while it is read: what its elements say, and which pairs of texts it holds.

use crate::document::TranslationUnit;
use crate::language::primary;

use super::Error;

/// Properties under which programs keep the segment before: ours and memoQ's, OmegaT's, Trados'.
pub(super) const BEFORE: &[&str] = &["x-context-pre", "prev", "x-previous-source-text"];
/// Properties under which programs keep the segment after.
pub(super) const AFTER: &[&str] = &["x-context-post", "next", "x-next-source-text"];

/// Who changed a unit or a variant, and when.
#[derive(Debug, Clone, Default)]
pub(super) struct Authorship {
    pub(super) changed: Option<String>,
    pub(super) created: Option<String>,
    pub(super) changed_by: Option<String>,
    pub(super) created_by: Option<String>,
}

impl Authorship {
    /// Notes the attribute `name`, if it is one of these.
    pub(super) fn note(&mut self, name: &str, value: &str) {
        let field = match name {
            "changedate" => &mut self.changed,
            "creationdate" => &mut self.created,
            "changeid" => &mut self.changed_by,
            "creationid" => &mut self.created_by,
            _ => return,
        };
        if !value.is_empty() {
            *field = Some(value.to_owned());
        }
    }

    fn when(&self) -> Option<&String> {
        self.changed.as_ref().or(self.created.as_ref())
    }

    fn who(&self) -> Option<&String> {
        self.changed_by.as_ref().or(self.created_by.as_ref())
    }
}

/// One `<tuv>`: the text in one language.
#[derive(Debug, Default)]
pub(super) struct Variant {
    pub(super) language: Option<String>,
    pub(super) text: Option<String>,
    pub(super) authorship: Authorship,
    pub(super) properties: Vec<(String, String)>,
}

/// One `<tu>`.
#[derive(Debug, Default)]
pub(super) struct Unit {
    pub(super) line: u64,
    /// The source language it states, which need not be the one asked for.
    pub(super) source_language: Option<String>,
    pub(super) authorship: Authorship,
    pub(super) properties: Vec<(String, String)>,
    pub(super) variants: Vec<Variant>,
}

impl Unit {
    /// Where a property read at this moment belongs.
    pub(super) fn properties(&mut self) -> &mut Vec<(String, String)> {
        match self.variants.last_mut() {
            Some(variant) => &mut variant.properties,
            None => &mut self.properties,
        }
    }

    /// The pairs asked for: from each variant in the first language to each in the second. Without a wish, from the
    /// source language (`declared` for the whole file, else the first variant's) to every other.
    pub(super) fn pairs(
        &self,
        wanted: Option<(&str, &str)>,
        declared: Option<&str>,
    ) -> Result<Vec<TranslationUnit>, Error> {
        if self.variants.iter().any(|variant| variant.language.is_none()) {
            return Err(Error::NoLanguage { line: self.line });
        }
        let (sources, targets) = match wanted {
            Some((from, to)) => (self.speaking(from), self.speaking(to)),
            None => self.declared_pairs(declared),
        };
        let mut pairs = Vec::new();
        for &source in &sources {
            for &target in targets.iter().filter(|target| !std::ptr::eq(**target, source)) {
                pairs.push(self.pair(source, target)?);
            }
        }
        Ok(pairs)
    }

    /// The variants in `language`: those with the very tag, if any, else those with the same primary tag.
    fn speaking(&self, language: &str) -> Vec<&Variant> {
        let of = |variant: &&Variant| variant.language.as_deref().unwrap_or_default().replace('_', "-");
        let exact = |variant: &&Variant| of(variant).eq_ignore_ascii_case(language);
        let exactly: Vec<_> = self.variants.iter().filter(exact).collect();
        if !exactly.is_empty() {
            return exactly;
        }
        let language = primary(language);
        let alike = |variant: &&Variant| primary(&of(variant)) == language;
        self.variants.iter().filter(alike).collect()
    }

    fn declared_pairs(&self, declared: Option<&str>) -> (Vec<&Variant>, Vec<&Variant>) {
        let declared = self.source_language.as_deref().or(declared);
        let speaking = declared
            .map(|language| self.speaking(language))
            .unwrap_or_default();
        let source = speaking.first().copied().or(self.variants.first());
        (source.into_iter().collect(), self.variants.iter().collect())
    }

    fn pair(&self, source: &Variant, target: &Variant) -> Result<TranslationUnit, Error> {
        let text = |variant: &Variant| {
            let language = variant.language.clone().unwrap_or_default();
            let line = self.line;
            variant.text.clone().ok_or(Error::NoSegment { line, language })
        };
        let mut unit = TranslationUnit {
            source: text(source)?,
            target: text(target)?,
            source_language: source.language.clone().unwrap_or_default(),
            target_language: target.language.clone().unwrap_or_default(),
            author: target.authorship.who().or(self.authorship.who()).cloned(),
            changed: target.authorship.when().or(self.authorship.when()).cloned(),
            ..TranslationUnit::default()
        };
        let own = self
            .properties
            .iter()
            .chain(&source.properties)
            .chain(&target.properties);
        for (name, value) in own {
            if BEFORE.contains(&name.as_str()) {
                unit.before = plain_context(value);
            } else if AFTER.contains(&name.as_str()) {
                unit.after = plain_context(value);
            } else {
                unit.properties.push((name.clone(), value.clone()));
            }
        }
        Ok(unit)
    }
}

/// memoQ wraps the neighbour in `<seg>` inside the property.
fn plain_context(value: &str) -> String {
    let inner = value
        .trim()
        .strip_prefix("<seg>")
        .and_then(|rest| rest.strip_suffix("</seg>"));
    inner.unwrap_or(value).to_owned()
}
