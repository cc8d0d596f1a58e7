//! One pass over a text that finds every term, overlapping ones included.

use std::ops::Range;

use super::finder::Words;
use super::lexicon::{Lexicon, START};
use super::reading::Reading;
use super::rules::Rules;
use crate::language::TermGroup;
use crate::text::{Word, words};

/// A term found, before overlapping ones are weighed.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Number of the term.
    pub(super) term: u32,
    /// The term's own characters.
    pub(super) span: Range<usize>,
    /// The whole words.
    pub(super) word: Range<usize>,
    /// The members' own characters.
    pub(super) members: Vec<Range<usize>>,
    /// How the words were taken apart.
    pub(super) split: String,
    /// Distance from the listed form.
    pub(super) cost: u32,
    /// Whether nothing but proclitics differs from the listed form.
    pub(super) sure: bool,
}

/// A member found, linked to the member before it.
struct Step {
    word: Range<usize>,
    reading: Reading,
    before: Option<usize>,
    /// Whether the word was read across a hyphen, so that the reading's places are not those of the text.
    joined: bool,
}

/// The beginning of a term, waiting for its next member.
#[derive(Clone, Copy)]
struct Partial {
    state: u32,
    step: usize,
}

/// Finds every term of `lexicon` in `text`. Linear in the text.
pub(super) fn scan(text: &str, rules: &Rules, lexicon: &Lexicon, read: &mut Words) -> Vec<Found> {
    let mut scan = Scan {
        text,
        rules,
        lexicon,
        steps: Vec::new(),
        active: Vec::new(),
        found: Vec::new(),
    };
    let mut last: Option<Word> = None;
    for word in words(text) {
        let Some(readings) = read.readings(word.text) else {
            continue;
        };
        let between = last.as_ref().map(|last| &text[last.span.end..word.span.start]);
        if readings.is_empty() {
            scan.rest();
        } else {
            let gap = between.and_then(|between| lexicon.gap(between));
            scan.advance(&word, gap, readings);
        }
        if let (Some("-" | "\u{2010}" | "\u{2011}"), Some(last)) = (between, &last) {
            let readings = read.readings(&[last.text, word.text].concat());
            scan.across_hyphen(last.span.start..word.span.end, readings.unwrap_or_default());
        }
        last = Some(word);
    }
    scan.found
}

struct Scan<'a> {
    text: &'a str,
    rules: &'a Rules,
    lexicon: &'a Lexicon,
    steps: Vec<Step>,
    active: Vec<Partial>,
    found: Vec<Found>,
}

impl Scan<'_> {
    /// Forgets every beginning.
    fn rest(&mut self) {
        self.active.clear();
        self.steps.clear();
    }

    fn advance(&mut self, word: &Word, gap: Option<u8>, readings: &[Reading]) {
        let waiting = std::mem::take(&mut self.active);
        if waiting.is_empty() {
            self.steps.clear();
        }
        for reading in readings {
            if let Some(gap) = gap.filter(|_| self.may_stand_inside(reading)) {
                for partial in &waiting {
                    if let Some(state) = self.lexicon.next(partial.state, reading.member, gap) {
                        self.step(word, reading, state, Some(partial.step));
                    }
                }
            }
            if let Some(state) = self.lexicon.next(0, reading.member, START) {
                self.step(word, reading, state, None);
            }
        }
    }

    /// Inside a name nothing but the article is glued to a word.
    fn may_stand_inside(&self, reading: &Reading) -> bool {
        let chain = &self.rules.chains[reading.chain as usize];
        chain.letters == 0
            || chain.only_article
            || self.lexicon.flavour(reading.member).group == TermGroup::Phrases
    }

    /// Two words with a hyphen between them are read as one: cease-fire.
    fn across_hyphen(&mut self, word: Range<usize>, readings: &[Reading]) {
        for reading in readings {
            if let Some(state) = self.lexicon.next(0, reading.member, START) {
                self.push(
                    Step {
                        word: word.clone(),
                        reading: reading.clone(),
                        before: None,
                        joined: true,
                    },
                    state,
                );
            }
        }
    }

    fn step(&mut self, word: &Word, reading: &Reading, state: u32, before: Option<usize>) {
        let step = Step {
            word: word.span.clone(),
            reading: reading.clone(),
            before,
            joined: false,
        };
        self.push(step, state);
    }

    fn push(&mut self, new: Step, state: u32) {
        let step = self.steps.len();
        let alone = new.before.is_none();
        let doubtful = new.reading.doubtful;
        self.steps.push(new);
        self.active.push(Partial { state, step });
        for term in self.lexicon.ends(state) {
            if !(alone && doubtful) {
                let found = self.describe(term, step);
                self.found.push(found);
            }
        }
    }

    fn describe(&self, term: u32, last: usize) -> Found {
        let mut path: Vec<&Step> = std::iter::successors(Some(&self.steps[last]), |step| {
            step.before.map(|b| &self.steps[b])
        })
        .collect();
        path.reverse();
        let members: Vec<_> = path.iter().map(|step| self.member(step)).collect();
        let mut split = String::new();
        for (index, (step, member)) in path.iter().zip(&members).enumerate() {
            if index > 0 {
                split.push_str(&self.text[path[index - 1].word.end..step.word.start]);
            }
            self.show(step, member, &mut split);
        }
        Found {
            term,
            span: members[0].start..members[members.len() - 1].end,
            word: path[0].word.start..path[path.len() - 1].word.end,
            split,
            cost: path.iter().map(|step| step.reading.cost).sum(),
            sure: path.iter().all(|step| step.reading.sure),
            members,
        }
    }

    /// Where the member's own characters stand in the text.
    fn member(&self, step: &Step) -> Range<usize> {
        if step.joined {
            return step.word.clone();
        }
        let word = &self.text[step.word.clone()];
        let mut stem = step.reading.stem.clone();
        let folded = self.rules.folder.fold(word);
        if step.reading.cut > 0 {
            stem.end = folded.text.len();
        }
        let original = folded.original(&stem);
        step.word.start + original.start..step.word.start + original.end
    }

    /// Writes the word taken apart: proclitics, article, member, ending.
    fn show(&self, step: &Step, member: &Range<usize>, split: &mut String) {
        if step.joined {
            split.push_str(&self.text[step.word.clone()]);
            return;
        }
        let chain = &self.rules.chains[step.reading.chain as usize];
        for part in &chain.parts {
            split.push_str(part);
            split.push('+');
        }
        let own = &self.text[member.clone()];
        let article = self
            .rules
            .article
            .as_deref()
            .filter(|_| chain.letters > 0 && !chain.article && !self.rules.article_may_be_stem);
        match article.and_then(|a| own.strip_prefix(a).map(|bare| (a, bare))) {
            Some((article, bare)) => {
                split.push_str(article);
                split.push('+');
                split.push_str(bare);
            }
            None => split.push_str(own),
        }
        if member.end < step.word.end {
            split.push('+');
            split.push_str(&self.text[member.end..step.word.end]);
        }
    }
}
