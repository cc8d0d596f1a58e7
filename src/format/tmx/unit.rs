//! One `<tu>`: what its elements say and where they stand, and which pairs of texts it holds.

use std::ops::Range;

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

/// Where an element stands, in bytes of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Its start tag.
    pub(super) at: usize,
    /// Between its tags; empty, behind the tag, where one tag is both.
    pub(super) inner: Range<usize>,
    /// Behind its end tag.
    pub(super) end: usize,
}

impl Place {
    /// The bytes of its start tag.
    pub(super) fn start_tag(&self) -> Range<usize> {
        self.at..self.inner.start
    }

    /// Whether one tag is both its start and its end.
    pub(super) fn is_one_tag(&self) -> bool {
        self.inner.start == self.end
    }
}

/// A `<prop>` or `<note>`.
#[derive(Debug, Default)]
pub(super) struct Property {
    /// The kind of a `<prop>`; `note` of a `<note>`.
    pub(super) name: String,
    pub(super) value: String,
    pub(super) is_note: bool,
    pub(super) place: Place,
}

/// An inline element that is a code.
#[derive(Debug)]
pub(super) struct Code {
    /// Its place in the segment's text, in bytes.
    pub(super) at: usize,
    /// `bpt`, `ept`, `it`, `ph` or `ut`.
    pub(super) element: String,
    pub(super) i: Option<String>,
    pub(super) x: Option<String>,
    pub(super) position: Option<String>,
    /// All characters in it.
    pub(super) original: String,
}

/// A `<seg>`.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) place: Place,
    /// Its characters but those of codes.
    pub(super) text: String,
    pub(super) codes: Vec<Code>,
    /// Elements in it, at any depth.
    pub(super) elements: u64,
}

/// One `<tuv>`: the text in one language.
#[derive(Debug, Default)]
pub(super) struct Variant {
    pub(super) place: Place,
    pub(super) language: Option<String>,
    /// Whether its language is said by `lang`, as in TMX 1.1.
    pub(super) is_old: bool,
    /// Its first `<seg>`.
    pub(super) segment: Option<Text>,
    pub(super) authorship: Authorship,
    pub(super) properties: Vec<Property>,
}

/// One `<tu>`.
#[derive(Debug, Default)]
pub(super) struct Unit {
    pub(super) line: u64,
    /// Its `tuid`.
    pub(super) id: Option<String>,
    /// The source language it states, which need not be the one asked for.
    pub(super) source_language: Option<String>,
    pub(super) authorship: Authorship,
    pub(super) properties: Vec<Property>,
    pub(super) variants: Vec<Variant>,
    /// Names of the elements in it that TMX does not have there.
    pub(super) unknown: Vec<String>,
}

impl Variant {
    /// Whether its language is `tag` or has its primary tag.
    pub(super) fn speaks(&self, tag: &str) -> bool {
        let own = self.language.as_deref();
        own.is_some_and(|own| primary(&own.replace('_', "-")) == primary(tag))
    }
}

impl Unit {
    /// Inline elements met.
    pub(super) fn elements(&self) -> u64 {
        let segments = self
            .variants
            .iter()
            .filter_map(|variant| variant.segment.as_ref());
        segments.map(|segment| segment.elements).sum()
    }

    /// The pairs asked for: from each variant in the first language to each in the second. Without a wish, from the
    /// source language (`declared` for the whole file, else the first variant's) to every other.
    pub(super) fn pairs(
        mut self,
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
        let both = |&source: &usize| {
            let targets = targets.iter().filter(move |&&target| target != source);
            targets.map(move |&target| (source, target))
        };
        let places: Vec<(usize, usize)> = sources.iter().flat_map(both).collect();
        let mut pairs = Vec::with_capacity(places.len());
        for (at, &(source, target)) in places.iter().enumerate() {
            let is_last = at + 1 == places.len();
            pairs.push(self.pair(source, target, is_last)?);
        }
        Ok(pairs)
    }

    /// The variants in `language`: those with the very tag, if any, else those with the same primary tag.
    fn speaking(&self, language: &str) -> Vec<usize> {
        let places = |fits: &dyn Fn(&Variant) -> bool| -> Vec<usize> {
            let fitting = self
                .variants
                .iter()
                .enumerate()
                .filter(|(_, variant)| fits(variant));
            fitting.map(|(place, _)| place).collect()
        };
        let of = |variant: &Variant| variant.language.as_deref().unwrap_or_default().replace('_', "-");
        let exactly = places(&|variant| of(variant).eq_ignore_ascii_case(language));
        if !exactly.is_empty() {
            return exactly;
        }
        places(&|variant| variant.speaks(language))
    }

    fn declared_pairs(&self, declared: Option<&str>) -> (Vec<usize>, Vec<usize>) {
        let declared = self.source_language.as_deref().or(declared);
        let speaking = declared.map(|language| self.speaking(language));
        let source = speaking.and_then(|speaking| speaking.first().copied());
        (vec![source.unwrap_or(0)], (0..self.variants.len()).collect())
    }

    /// The pair of two variants, whose texts nothing else needs if it is the last.
    fn pair(&mut self, source: usize, target: usize, is_last: bool) -> Result<TranslationUnit, Error> {
        let (line, mut texts) = (self.line, [String::new(), String::new()]);
        for (text, place) in texts.iter_mut().zip([source, target]) {
            let variant = &mut self.variants[place];
            let Some(segment) = &mut variant.segment else {
                let language = variant.language.clone().unwrap_or_default();
                return Err(Error::NoSegment { line, language });
            };
            *text = match is_last {
                true => std::mem::take(&mut segment.text),
                false => segment.text.clone(),
            };
        }
        let [source_text, target_text] = texts;
        let (source, target) = (&self.variants[source], &self.variants[target]);
        let mut unit = TranslationUnit {
            source: source_text,
            target: target_text,
            source_language: source.language.clone().unwrap_or_default(),
            target_language: target.language.clone().unwrap_or_default(),
            author: target.authorship.who().or(self.authorship.who()).cloned(),
            changed: target.authorship.when().or(self.authorship.when()).cloned(),
            ..TranslationUnit::default()
        };
        let own = (self.properties.iter())
            .chain(&source.properties)
            .chain(&target.properties);
        for Property { name, value, .. } in own {
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
