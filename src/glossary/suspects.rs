//! Names that no glossary lists: where they stand, and what speaks for them.
//!
//! A run of words is suspected when something says that it is a name: a list of names that is at hand but not in force, a
//! spelling that stands attested for it, a title before it, a name beside it, a given name that it begins with, foreign letters, or
//! its capital. Ordinary words are no names unless a list says so, and words with the article go on with one at most. What stays doubtful is told with what speaks for it; what nothing
//! speaks for is not told.

use std::collections::BTreeMap;
use std::ops::Range;

use super::capitals::Capitals;
use super::part::Part;
use super::{Habits, Matcher};
use crate::document::{TermHit, TermKind, Tier};
use crate::language::{Language, Names, Numbers};
use crate::text::words;

/// What speaks for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// A list of names has it.
    Listed,
    /// A spelling stands attested for it.
    Attested,
    /// A title stands before it.
    Titled,
    /// A name stands beside it.
    Beside,
    /// People are named so.
    Given,
    /// It is spelled as foreign names are.
    Foreign,
    /// It has a capital, in a language that gives one to names.
    Capital,
}

impl Evidence {
    /// Its name in machine forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Attested => "attested",
            Self::Titled => "titled",
            Self::Beside => "beside-a-name",
            Self::Given => "given-name",
            Self::Foreign => "foreign-spelling",
            Self::Capital => "capital",
        }
    }

    /// How much it says, from 0 to 1.
    fn weight(self) -> f32 {
        match self {
            Self::Listed => 0.95,
            Self::Attested | Self::Capital => 0.6,
            Self::Titled | Self::Beside | Self::Given | Self::Foreign => 0.5,
        }
    }
}

/// A name that no glossary in force has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// The name, without what is glued to it.
    pub source: String,
    /// What it names, as far as that is known.
    pub kind: TermKind,
    /// Other spellings of it in the texts, where a list has it.
    pub forms: Vec<String>,
    /// Where it stands: the number of the text, and the bytes in it.
    pub places: Vec<(usize, Range<usize>)>,
    /// What speaks for it.
    pub evidence: Vec<Evidence>,
    /// Renderings of the list that has it, the preferred one first.
    pub listed: Vec<String>,
}

impl Suspect {
    /// How sure it is that this is a name, from 0 to 1: the chance that not every sign errs.
    #[must_use]
    pub fn sureness(&self) -> f32 {
        let wrong: f32 = self
            .evidence
            .iter()
            .map(|evidence| 1.0 - evidence.weight())
            .product();
        let again = 0.85_f32.powi(i32::try_from(self.places.len().min(8)).unwrap_or(8) - 1);
        1.0 - wrong * again
    }
}

/// What is known before the texts are looked at.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The glossaries in force.
    pub own: &'a Matcher,
    /// Names and titles at hand that are not in force.
    pub lists: &'a Matcher,
    /// Whether a spelling stands attested for a word.
    pub is_attested: &'a dyn Fn(&str) -> bool,
    /// Whether a word is known as one that names nothing.
    pub is_word: &'a dyn Fn(&str) -> bool,
}

/// Names in `texts`, which are in `language` and of one writer, that `known.own` lacks: the surest and most frequent
/// first. Linear in the texts.
#[must_use]
pub fn suspects(texts: &[&str], known: Known<'_>, language: &Language) -> Vec<Suspect> {
    let habits = known.own.habits(&texts.join("\n"));
    let capitals = Capitals::of(texts, language);
    let mut found: BTreeMap<String, Suspect> = BTreeMap::new();
    for (number, text) in texts.iter().enumerate() {
        let reading = Reading::of(text, known, (&habits, &capitals), language);
        reading.tell_listed(number, &mut found);
        reading.tell_runs(number, &mut found);
    }
    let mut found: Vec<Suspect> = found.into_values().collect();
    #[expect(clippy::cast_precision_loss, reason = "a few occurrences")]
    let rank = |suspect: &Suspect| suspect.sureness() * (suspect.places.len() as f32).sqrt();
    found.sort_by(|one, other| rank(other).total_cmp(&rank(one)));
    found
}

/// One text with what each of its words may be.
struct Reading<'a> {
    text: &'a str,
    names: &'a Names,
    parts: Vec<(Range<usize>, Part)>,
    listed: Vec<TermHit>,
}

impl<'a> Reading<'a> {
    fn of(
        text: &'a str,
        known: Known<'_>,
        (habits, capitals): (&Habits, &Capitals<'_>),
        language: &'a Language,
    ) -> Self {
        let own = known.own.hits(text, habits);
        let taken = |word: &Range<usize>| own.iter().any(|hit| overlap(&hit.word, word));
        let lists = known.lists.hits(text, habits);
        let parts = words(text).map(|word| {
            let part = if let Some(hit) = own.iter().find(|hit| overlap(&hit.word, &word.span)) {
                Part::of_hit(hit, text, language)
            } else if let Some(hit) = lists.iter().find(|hit| overlap(&hit.word, &word.span)) {
                Part::of_hit(hit, text, language)
            } else if let Some(name) = capitals.name(word.text) {
                Part::Sign(Evidence::Capital, word.span.start..word.span.start + name.len())
            } else {
                Part::of_word(word.text, word.span.start, known, language)
            };
            (word.span, part)
        });
        let parts = parts.collect();
        let listed = lists.into_iter().filter(|hit| {
            let is_name = hit.term.kind <= TermKind::Work && hit.tier == Tier::Sure;
            is_name && !taken(&hit.word)
        });
        Self {
            text,
            names: &language.names,
            parts,
            listed: listed.collect(),
        }
    }

    fn tell_listed(&self, number: usize, found: &mut BTreeMap<String, Suspect>) {
        for hit in &self.listed {
            let term = &hit.term;
            let suspect = suspect(found, &term.source, Evidence::Listed);
            suspect.kind = term.kind;
            suspect.places.push((number, hit.span.clone()));
            let form = &self.text[hit.span.clone()];
            if form != term.source && !suspect.forms.iter().any(|known| known == form) {
                suspect.forms.push(form.to_owned());
            }
            if suspect.listed.is_empty() {
                suspect.listed = std::iter::once(&term.target)
                    .chain(&term.variants)
                    .cloned()
                    .collect();
            }
        }
    }

    /// Runs of words that are names by what stands around them.
    fn tell_runs(&self, number: usize, found: &mut BTreeMap<String, Suspect>) {
        let mut at = 0;
        while at < self.parts.len() {
            let titled = at > 0 && self.parts[at - 1].1 == Part::Title && self.near(at);
            let beside = at > 0 && self.parts[at - 1].1 == Part::Named && self.touch(at);
            let (begin, evidence) = match &self.parts[at] {
                (_, Part::Sign(evidence, name)) => (name.start, *evidence),
                (word, Part::Particle) if self.leads(at) => (word.start, Evidence::Beside),
                (word, Part::Unknown | Part::Surname) if titled => (word.start, Evidence::Titled),
                (word, Part::Unknown) if beside && self.ends(at) => (word.start, Evidence::Beside),
                _ => {
                    at += 1;
                    continue;
                }
            };
            let mut last = at;
            while last + 1 < self.parts.len() && self.touch(last + 1) && self.goes_on(last + 1, evidence) {
                last += 1;
            }
            // Many given names are words besides, and say little alone.
            if evidence == Evidence::Given && last == at && !titled && !beside {
                at += 1;
                continue;
            }
            let end = match &self.parts[last] {
                (_, Part::Sign(Evidence::Capital, name)) => name.end,
                (word, _) => word.end,
            };
            let span = begin..end;
            let suspect = suspect(found, &self.text[span.clone()], evidence);
            suspect.places.push((number, span));
            let signs = [
                (titled, Evidence::Titled),
                (last > at || beside, Evidence::Beside),
            ];
            for (_, sign) in signs.into_iter().filter(|(holds, _)| *holds) {
                if !suspect.evidence.contains(&sign) {
                    suspect.evidence.push(sign);
                }
            }
            if titled || evidence == Evidence::Given {
                suspect.kind = TermKind::Person;
            }
            at = last + 1;
        }
    }

    /// Whether the word goes on with the name before it, which `evidence` speaks for.
    fn goes_on(&self, at: usize, evidence: Evidence) -> bool {
        match &self.parts[at] {
            (word, Part::Sign(Evidence::Capital, name)) => {
                name.start == word.start && !self.is_possessed(at - 1)
            }
            (word, Part::Sign(_, name)) => name == word,
            (_, Part::Surname) => true,
            (_, Part::Particle) => self.leads(at),
            (_, Part::Unknown) => {
                let leads = matches!(evidence, Evidence::Given | Evidence::Attested) && self.is_given(at - 1);
                leads || self.parts[at - 1].1 == Part::Particle || self.ends(at)
            }
            _ => false,
        }
    }

    /// Whether people are named as the word is, so that a name of their family may follow.
    fn is_given(&self, at: usize) -> bool {
        let (word, _) = &self.parts[at];
        self.names
            .given
            .contains(&Numbers::fold(&self.text[word.clone()]))
    }

    /// Whether a name follows the particle right away.
    fn leads(&self, at: usize) -> bool {
        let next = self.parts.get(at + 1).map(|(_, part)| part);
        matches!(next, Some(Part::Sign(..) | Part::Surname | Part::Unknown)) && self.touch(at + 1)
    }

    /// Whether the word is a name with a possessive, which ends it.
    fn is_possessed(&self, at: usize) -> bool {
        matches!(&self.parts[at], (word, Part::Sign(Evidence::Capital, name)) if name.end < word.end)
    }

    /// Whether nothing but blanks stands before the word.
    fn touch(&self, at: usize) -> bool {
        self.text[self.parts[at - 1].0.end..self.parts[at].0.start]
            .trim()
            .is_empty()
    }

    /// Whether at most a comma stands before the word.
    fn near(&self, at: usize) -> bool {
        let between = self.text[self.parts[at - 1].0.end..self.parts[at].0.start].trim();
        matches!(between, "" | "،" | ",")
    }

    /// Whether the word is the last before a mark or the end: what follows a name without one may be its verb.
    fn ends(&self, at: usize) -> bool {
        let after = self
            .parts
            .get(at + 1)
            .map_or(self.text.len(), |(next, _)| next.start);
        !self.text[self.parts[at].0.end..after].trim().is_empty() || at + 1 == self.parts.len()
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn suspect<'a>(
    found: &'a mut BTreeMap<String, Suspect>,
    source: &str,
    evidence: Evidence,
) -> &'a mut Suspect {
    let suspect = found.entry(source.to_owned()).or_insert_with(|| Suspect {
        source: source.to_owned(),
        kind: TermKind::Name,
        forms: Vec::new(),
        places: Vec::new(),
        evidence: Vec::new(),
        listed: Vec::new(),
    });
    if !suspect.evidence.contains(&evidence) {
        suspect.evidence.push(evidence);
    }
    suspect
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Term;

    fn told(text: &str) -> Vec<String> {
        let arabic = crate::language::of("ar");
        let term = |source: &str, target: &str, kind| Term {
            source: source.into(),
            target: target.into(),
            kind,
            ..Term::default()
        };
        let own = [
            term("موسكو", "Moscow", TermKind::Place),
            term("سفير", "ambassador", TermKind::Office),
        ];
        let own = Matcher::new(own, arabic).unwrap();
        let lists = [
            term("كيري", "Kerry", TermKind::Person),
            term("وزير", "minister", TermKind::Office),
        ];
        let lists = Matcher::new(lists, arabic).unwrap();
        let known = Known {
            own: &own,
            lists: &lists,
            is_attested: &|word| ["فيكتور", "حلب", "سبع"].contains(&word),
            is_word: &|word| word == "سبع",
        };
        let found = suspects(&[text], known, arabic);
        found.into_iter().map(|suspect| suspect.source).collect()
    }

    #[test]
    fn a_listed_name_is_told_and_one_in_force_is_not() {
        assert_eq!(told("قال لكيري في موسكو"), ["كيري"]);
    }

    #[test]
    fn a_surname_is_told_with_the_name_before_it() {
        assert_eq!(told("قوله إن فيكتور بوزنيخير، قال"), ["فيكتور بوزنيخير"]);
    }

    #[test]
    fn a_verb_after_a_name_is_no_part_of_it() {
        assert_eq!(told("فيكتور استنكر القرار"), ["فيكتور"]);
    }

    #[test]
    fn a_title_speaks_for_the_word_after_it() {
        assert_eq!(told("صرح الوزير، بوزنيخير، أمس"), ["بوزنيخير"]);
    }

    #[test]
    fn an_office_that_is_in_force_is_a_title_too() {
        assert_eq!(told("صرح السفير، بوزنيخير، أمس"), ["بوزنيخير"]);
    }

    #[test]
    fn a_proclitic_is_no_part_of_a_name_and_a_short_stem_keeps_it() {
        assert_eq!(told("هجوم لفيكتور"), ["فيكتور"]);
        assert!(told("هجوم بحلب").is_empty());
    }

    #[test]
    fn a_given_name_begins_one_that_the_article_goes_on_with_and_says_nothing_alone() {
        assert_eq!(told("وصف نبيل القرعاوي الهجوم"), ["نبيل القرعاوي"]);
        assert_eq!(told("قال عبد الرحمن القرعاوي"), ["عبد الرحمن القرعاوي"]);
        assert!(told("عمل نبيل").is_empty());
    }

    #[test]
    fn a_word_is_no_name_though_a_spelling_stands_attested() {
        assert!(told("قبل سبع سنوات").is_empty());
    }

    #[test]
    fn foreign_letters_speak_for_a_name() {
        assert_eq!(told("ضرب إعصار موراكوت الساحل"), ["موراكوت"]);
    }

    #[test]
    fn what_nothing_speaks_for_is_not_told() {
        assert!(told("تدابير فورية لوضع حد للهجوم").is_empty());
    }
}
