//! Looking for text: a filter over segments, replacing, a phrase in memory and article, a term in the glossaries.
//!
//! Plain text is sought as people write it: vowel marks, letter case and spelling variants of the language do not count.

use std::ops::Range;

use regex::{NoExpand, Regex};
use serde::{Deserialize, Serialize};

use crate::document::{Article, Origin, Segment, State, Term};
use crate::language;
use crate::memory::{Lexicon, Memory, Pair, Phrase, StoredUnit};
use crate::store::Sqlite;
use crate::text::Folding;

use super::fault::Fault;
use super::span::units as units_of;
use super::{House, Termbook};

/// What a phrase brings up, at most.
const FOUND: usize = 50;

/// Which segments are wanted; what is left out does not matter.
#[derive(Debug, Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    text: String,
    #[serde(default)]
    regex: bool,
    #[serde(default)]
    r#where: Side,
    state: Option<String>,
    origin: Option<String>,
    check: Option<String>,
    term: Option<String>,
    /// `any`, or `open` for those not settled.
    comment: Option<String>,
    /// `any` for segments that took another's place when the article was issued again.
    change: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Side {
    Source,
    Target,
    #[default]
    Both,
}

impl Filter {
    /// The ids of the segments that are wanted, in order. Linear in the article.
    pub(super) fn found(&self, article: &Article) -> Result<Vec<String>, Fault> {
        let (from, to) = (&article.source_language, &article.target_language);
        let source = Needle::new(&self.text, self.regex, from)?;
        let target = Needle::new(&self.text, self.regex, to)?;
        let says = |segment: &Segment| {
            let in_source = self.r#where != Side::Target && source.is_in(&segment.source.text);
            in_source || (self.r#where != Side::Source && target.is_in(&segment.target.content.text))
        };
        let segments = article.segments.iter();
        let wanted = segments
            .filter(|segment| self.fits(segment) && self.fits_within(article, segment) && says(segment));
        Ok(wanted.map(|segment| segment.id.to_string()).collect())
    }

    /// By what the article says of the segment.
    fn fits_within(&self, article: &Article, segment: &Segment) -> bool {
        let is_remarked = |wanted: &str| {
            let mut comments = article.comments_on(Some(&segment.id));
            comments.any(|comment| wanted == "any" || comment.resolved.is_none())
        };
        is(&self.comment, &is_remarked) && is(&self.change, &|_| article.predecessor(&segment.id).is_some())
    }

    /// By what the segment itself says.
    fn fits(&self, segment: &Segment) -> bool {
        let state = segment.target.state;
        let origin = segment.target.origin.as_ref().map(Origin::band);
        is(&self.state, &|wanted| State::named(wanted) == Some(state))
            && is(&self.origin, &|wanted| {
                origin.as_deref().is_some_and(|own| own.starts_with(wanted))
            })
            && is(&self.check, &|wanted| {
                segment
                    .open_findings()
                    .any(|finding| wanted == "any" || finding.check == wanted)
            })
            && is(&self.term, &|wanted| {
                segment.terms.iter().any(|used| used.hit.term.source == wanted)
            })
    }
}

/// Whether a criterion that is set holds by `any`.
fn is(wanted: &Option<String>, any: &dyn Fn(&str) -> bool) -> bool {
    let wanted = wanted.as_deref().filter(|wanted| !wanted.is_empty());
    wanted.is_none_or(any)
}

/// Text that is looked for.
enum Needle {
    Text(String, Folding),
    Regex(Regex),
}

impl Needle {
    fn new(text: &str, is_regex: bool, tag: &str) -> Result<Self, Fault> {
        if is_regex {
            return Ok(Self::Regex(expression(text)?));
        }
        let folding = language::of(tag).spelling.folding();
        Ok(Self::Text(folding.fold(text).text, folding))
    }

    fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Text(needle, folding) => {
                needle.is_empty() || folding.fold(text).text.contains(needle.as_str())
            }
            Self::Regex(regex) => regex.is_match(text),
        }
    }
}

fn expression(text: &str) -> Result<Regex, Fault> {
    Regex::new(text).map_err(|error| Fault::Unfit(format!("the regular expression cannot be read: {error}")))
}

/// What is put in the place of what.
#[derive(Debug, Deserialize)]
pub(super) struct Replacing {
    find: String,
    #[serde(default)]
    regex: bool,
    with: String,
}

impl Replacing {
    /// What is looked for: letter by letter, or as a regular expression.
    pub(super) fn pattern(&self) -> Result<Regex, Fault> {
        if self.find.is_empty() {
            return Err(Fault::Unfit(String::from("there is nothing to look for")));
        }
        let text = if self.regex {
            self.find.clone()
        } else {
            regex::escape(&self.find)
        };
        expression(&text)
    }

    /// `text` with everything replaced; a regular expression's groups are put in for `$1`.
    pub(super) fn applied(&self, pattern: &Regex, text: &str) -> String {
        let replaced = if self.regex {
            pattern.replace_all(text, self.with.as_str())
        } else {
            pattern.replace_all(text, NoExpand(&self.with))
        };
        replaced.into_owned()
    }
}

/// What holds a translation.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    /// A segment of the article, by its number from 1.
    Segment(usize),
    /// A memory, by its name.
    Memory(String),
}

/// Where a phrase was translated.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Found {
    source: String,
    target: String,
    #[serde(flatten)]
    place: Place,
    source_at: Vec<[usize; 2]>,
    target_at: Vec<[usize; 2]>,
}

/// A phrase looked for in an article and in the memories of its languages.
pub(super) struct Concordance {
    phrase: Phrase,
    pair: Pair,
}

impl Concordance {
    /// Looks for `text` beside `article`; `None` when it has no word.
    pub(super) fn of(article: &Article, text: &str) -> Option<Self> {
        Some(Self {
            phrase: Phrase::of(text)?,
            pair: Pair::new(&article.source_language, &article.target_language),
        })
    }

    /// The latest units of `memory` whose source holds it, by the index.
    pub(super) fn in_sources(&self, memory: &mut Memory<Sqlite>) -> Result<Vec<StoredUnit>, Fault> {
        Ok(memory.holding(&self.phrase, &self.pair, FOUND)?)
    }

    /// Where it stands in the segments of `article`, then in `units` or, if those are none, in targets of `store`; each with
    /// what it became, as far as the words of the memory tell. Linear in the article and, for targets, in the memory.
    pub(super) fn found(
        &self,
        article: &Article,
        mut units: Vec<StoredUnit>,
        (store, house): (&Sqlite, &dyn House),
    ) -> Result<Vec<Found>, Fault> {
        if units.is_empty() {
            units = self.phrase.in_targets(store, &self.pair, FOUND)?;
        }
        let near: Vec<&StoredUnit> = units.iter().collect();
        let lexicon = house.lexicon(&[store], &self.pair).map_err(Fault::Outside)?;
        let lexicon = Lexicon::over(&lexicon, &near);
        let segments = article.segments.iter().zip(1..).map(|(segment, number)| {
            let (source, target) = (&segment.source.text, &segment.target.content.text);
            (source.as_str(), target.as_str(), Place::Segment(number))
        });
        let stored = units.iter().map(|StoredUnit { memory, unit, .. }| {
            let place = Place::Memory(memory.clone());
            (unit.source.as_str(), unit.target.as_str(), place)
        });
        let found = segments.chain(stored).filter_map(|(source, target, place)| {
            let (source_at, target_at) = self.phrase.places(source, target, &lexicon)?;
            let shown = |text: &str, span: Option<Range<usize>>| {
                span.iter().map(|span| units_of(text, span)).collect()
            };
            Some(Found {
                source_at: shown(source, source_at),
                target_at: shown(target, target_at),
                source: source.to_owned(),
                target: target.to_owned(),
                place,
            })
        });
        Ok(found.take(FOUND).collect())
    }
}

/// A row of a glossary that holds what was looked for.
#[derive(Debug, Serialize)]
pub(super) struct Row<'a> {
    file: &'a str,
    line: &'a str,
    /// Whether its file can be written.
    own: bool,
    term: &'a Term,
}

/// The rows whose source, forms or renderings hold `text`, the first fifty; those that are it before those that hold it.
pub(super) fn terms<'a>(book: &'a Termbook, text: &str, from: &str) -> Vec<Row<'a>> {
    let folding = language::of(from).spelling.folding();
    let needle = folding.fold(text.trim()).text;
    let texts = |term: &'a Term| {
        let names = [&term.source, &term.target].into_iter();
        names.chain(&term.forms).chain(&term.variants)
    };
    let (mut whole, mut part) = (Vec::new(), Vec::new());
    for (listed, term) in &book.terms {
        let folded: Vec<String> = texts(term).map(|text| folding.fold(text).text).collect();
        if folded.contains(&needle) {
            whole.push((listed, term));
        } else if folded.iter().any(|text| text.contains(&needle)) {
            part.push((listed, term));
        }
    }
    let own = |file: &str| book.files.iter().any(|known| known.own && known.name == file);
    let rows = whole.into_iter().chain(part).take(FOUND);
    rows.map(|(listed, term)| {
        let (file, line) = listed.rsplit_once(':').unwrap_or((listed, ""));
        Row {
            own: own(file),
            file,
            line,
            term,
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Content, SegmentId, Target};

    fn article() -> Article {
        let segment = |number: usize, source: &str, target: &str| Segment {
            id: SegmentId::of(source, number),
            block: 0,
            source: Content::plain(source),
            gap: String::new(),
            target: Target::draft(Content::plain(target), Origin::Glossary),
            terms: Vec::new(),
            matches: Vec::new(),
            findings: Vec::new(),
        };
        Article {
            source_language: String::from("ar"),
            target_language: String::from("en"),
            segments: vec![
                segment(0, "قال كيري", "Kerry said"),
                segment(1, "قالَ لافروف", "Lavrov said $5"),
            ],
            ..Article::default()
        }
    }

    fn filter(json: &str) -> usize {
        let filter: Filter = serde_json::from_str(json).unwrap();
        filter.found(&article()).unwrap().len()
    }

    #[test]
    fn vowel_marks_and_case_do_not_count_and_the_side_does() {
        assert_eq!(filter(r#"{"text":"قال"}"#), 2);
        assert_eq!(filter(r#"{"text":"kerry"}"#), 1);
        assert_eq!(filter(r#"{"text":"kerry","where":"source"}"#), 0);
        assert_eq!(filter(r#"{"text":"^L.*d","regex":true}"#), 1);
        assert_eq!(filter(r#"{"state":"approved"}"#), 0);
        assert_eq!(filter(r#"{"origin":"glossary"}"#), 2);
    }

    #[test]
    fn a_dollar_in_plain_replacing_is_a_dollar() {
        let replacing: Replacing = serde_json::from_str(r#"{"find":"$5","with":"$1"}"#).unwrap();
        let pattern = replacing.pattern().unwrap();
        assert_eq!(replacing.applied(&pattern, "Lavrov said $5"), "Lavrov said $1");
    }

    #[test]
    fn a_broken_expression_is_refused_with_its_fault() {
        let filter: Filter = serde_json::from_str(r#"{"text":"(","regex":true}"#).unwrap();
        assert!(
            filter
                .found(&article())
                .unwrap_err()
                .to_string()
                .contains("unclosed")
        );
    }
}
