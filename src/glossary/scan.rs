//! One pass over a text that finds every term, overlapping ones included.
//!
//! Most of what is found loses its place to something better, so a hit holds what is needed to weigh it and a link to
//! its members; how its words were taken apart is told when it stands ([`Trail::split`]).

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
    /// How many members it has.
    pub(super) members: usize,
    /// The bytes of the members' own characters.
    pub(super) own: usize,
    /// Distance from the listed form.
    pub(super) cost: u32,
    /// Whether nothing but proclitics differs from the listed form.
    pub(super) sure: bool,
    /// The last member's step; `None` for a term found letter by letter.
    last: Option<usize>,
}

/// The members met in a text, each linked to the one before it.
#[derive(Debug, Default)]
pub(super) struct Trail {
    steps: Vec<Step>,
}

/// A member, with the sums over all up to it.
#[derive(Debug)]
struct Step {
    word: Range<usize>,
    /// The member's own characters.
    own: Range<usize>,
    chain: u32,
    before: Option<usize>,
    /// Whether the word was read across a hyphen and so is shown as it stands.
    joined: bool,
    /// What the members up to this one are, if a term ends here.
    sum: Sum,
}

#[derive(Debug, Clone, Copy)]
struct Sum {
    word_start: usize,
    own_start: usize,
    members: usize,
    own: usize,
    cost: u32,
    sure: bool,
}

/// The beginning of a term, waiting for its next member.
#[derive(Clone, Copy)]
struct Partial {
    state: u32,
    step: usize,
}

/// Finds every term of `lexicon` in `text`. Linear in the text.
pub(super) fn scan(text: &str, rules: &Rules, lexicon: &Lexicon, read: &mut Words) -> (Vec<Found>, Trail) {
    let mut scan = Scan {
        rules,
        lexicon,
        trail: Trail::default(),
        active: Vec::new(),
        waiting: Vec::new(),
        found: Vec::new(),
    };
    let mut last: Option<Word> = None;
    for word in words(text) {
        let Some(readings) = read.readings(word.text) else {
            continue;
        };
        let between = last.as_ref().map(|last| &text[last.span.end..word.span.start]);
        if readings.is_empty() {
            scan.active.clear();
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
    (scan.found, scan.trail)
}

struct Scan<'a> {
    rules: &'a Rules,
    lexicon: &'a Lexicon,
    trail: Trail,
    active: Vec<Partial>,
    /// What was active before the word at hand.
    waiting: Vec<Partial>,
    found: Vec<Found>,
}

impl Scan<'_> {
    fn advance(&mut self, word: &Word, gap: Option<u8>, readings: &[Reading]) {
        std::mem::swap(&mut self.active, &mut self.waiting);
        self.active.clear();
        for reading in readings {
            if let Some(gap) = gap.filter(|_| self.may_stand_inside(reading)) {
                for at in 0..self.waiting.len() {
                    let partial = self.waiting[at];
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
                let own = word.clone();
                let step = Step::new(word.clone(), own, reading, None);
                self.push(Step { joined: true, ..step }, reading.doubtful, state);
            }
        }
    }

    fn step(&mut self, word: &Word, reading: &Reading, state: u32, before: Option<usize>) {
        let at = |offset: u32| word.span.start + offset as usize;
        let own = at(reading.own.start)..at(reading.own.end);
        let before = before.map(|step| (step, &self.trail.steps[step]));
        let step = Step::new(word.span.clone(), own, reading, before);
        self.push(step, reading.doubtful, state);
    }

    fn push(&mut self, new: Step, doubtful: bool, state: u32) {
        let step = self.trail.steps.len();
        self.active.push(Partial { state, step });
        if !(new.before.is_none() && doubtful) {
            let terms = self.lexicon.ends(state);
            self.found.extend(terms.map(|term| new.ends(term, step)));
        }
        self.trail.steps.push(new);
    }
}

impl Step {
    /// The step to the member `own` of `word` from the one `before` it, which is given with its number.
    fn new(word: Range<usize>, own: Range<usize>, reading: &Reading, before: Option<(usize, &Self)>) -> Self {
        let sum = match before {
            Some((_, Self { sum, .. })) => Sum {
                members: sum.members + 1,
                own: sum.own + own.len(),
                cost: sum.cost + reading.cost,
                sure: sum.sure && reading.sure,
                ..*sum
            },
            None => Sum {
                word_start: word.start,
                own_start: own.start,
                members: 1,
                own: own.len(),
                cost: reading.cost,
                sure: reading.sure,
            },
        };
        Self {
            word,
            own,
            chain: reading.chain,
            before: before.map(|(number, _)| number),
            joined: false,
            sum,
        }
    }

    /// The hit of `term`, which ends in this step, the one of this `number`.
    fn ends(&self, term: u32, number: usize) -> Found {
        Found {
            term,
            span: self.sum.own_start..self.own.end,
            word: self.sum.word_start..self.word.end,
            members: self.sum.members,
            own: self.sum.own,
            cost: self.sum.cost,
            sure: self.sum.sure,
            last: Some(number),
        }
    }
}

impl Found {
    /// A term found letter by letter, without regard to words.
    pub(super) fn plain(term: u32, at: Range<usize>) -> Self {
        Self {
            term,
            members: 1,
            own: at.len(),
            span: at.clone(),
            word: at,
            cost: 0,
            sure: true,
            last: None,
        }
    }
}

impl Trail {
    /// Where the members of `found` stand.
    pub(super) fn members(&self, found: &Found) -> Vec<Range<usize>> {
        match found.last {
            Some(_) => self.path(found).iter().map(|step| step.own.clone()).collect(),
            None => vec![found.span.clone()],
        }
    }

    /// The words of `found` taken apart, as in [`crate::document::TermHit::split`].
    pub(super) fn split(&self, found: &Found, text: &str, rules: &Rules) -> String {
        let mut split = String::with_capacity(found.word.len() + 4);
        let mut last = None;
        for step in self.path(found) {
            if let Some(last) = last {
                split.push_str(&text[last..step.word.start]);
            }
            step.show(text, rules, &mut split);
            last = Some(step.word.end);
        }
        if last.is_none() {
            split.push_str(&text[found.word.clone()]);
        }
        split
    }

    /// The steps of `found` in text order.
    fn path(&self, found: &Found) -> Vec<&Step> {
        let last = found.last.map(|last| &self.steps[last]);
        let back = std::iter::successors(last, |step| step.before.map(|before| &self.steps[before]));
        let mut path: Vec<&Step> = back.collect();
        path.reverse();
        path
    }
}

impl Step {
    /// Writes the word taken apart: proclitics, article, member, ending.
    fn show(&self, text: &str, rules: &Rules, split: &mut String) {
        if self.joined {
            split.push_str(&text[self.word.clone()]);
            return;
        }
        let chain = &rules.chains[self.chain as usize];
        for part in &chain.parts {
            split.push_str(part);
            split.push('+');
        }
        let own = &text[self.own.clone()];
        let article = rules
            .article
            .as_deref()
            .filter(|_| chain.letters > 0 && !chain.article && !rules.article_may_be_stem);
        match article.and_then(|a| own.strip_prefix(a).map(|bare| (a, bare))) {
            Some((article, bare)) => {
                split.push_str(article);
                split.push('+');
                split.push_str(bare);
            }
            None => split.push_str(own),
        }
        if self.own.end < self.word.end {
            split.push('+');
            split.push_str(&text[self.own.end..self.word.end]);
        }
    }
}
