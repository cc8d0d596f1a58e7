//! One side of a pair, read for what it denies.

mod affirmed;
mod bounds;
mod rendered;
mod told;
mod twice;

use std::ops::Range;

use super::super::Pair;
use super::super::ends::CLAUSE_ENDS;
use super::super::known::Known;
pub(super) use super::super::pair::Which;
use super::denial::{BEHIND, Denial};
use super::sense::{Form, LONGEST, Sense, is_faint, refuses, sense};
use crate::language::Language;

/// Marks that quote what is denied, and end no clause before it.
const QUOTES: [char; 7] = ['"', '“', '”', '«', '‘', '’', '\''];
/// How many words after a denial may be what is denied, small words not counted.
const REACH: usize = 4;

/// A word with what is known of it.
struct Word<'a> {
    span: Range<usize>,
    text: &'a str,
    known: &'a Known,
}

impl<'a> Word<'a> {
    /// What is true of it for who looks for what it denies.
    fn form(&self) -> &'a Form {
        self.known.form()
    }

    /// The entries of the lexicon that it belongs to.
    fn entries(&self) -> &'static [u16] {
        self.known.entries()
    }
}

/// A text, read.
pub(super) struct Side<'a> {
    which: Which,
    language: &'static Language,
    text: &'a str,
    words: Vec<Word<'a>>,
    /// Its negations.
    pub(super) negations: Vec<Denial>,
    /// Other words that say no, refusals among them.
    kindred: Vec<Denial>,
    /// The places of words that say of a thing that it is less or over, and deny no statement.
    faint: Vec<usize>,
    /// Which of those are refusals.
    refusals: Vec<usize>,
    /// How many of the negations deny less than everything.
    limited: usize,
    /// Whether it has a word that tells such a limit without a negation.
    pub(super) tells_limits: bool,
    /// How many of these say *only*.
    restricted: usize,
    /// How many words say *only*.
    pub(super) only: usize,
    /// Where it says *not only*, in bytes.
    pub(super) beyond: Option<Range<usize>>,
    /// Which of the negations a word behind it strengthens, the last of them; none if there is none there: لا … أبدا, *never*.
    strengthened: usize,
    /// How many of the negations repeat one for the next clause.
    repeated: usize,
    /// How many words carry a negation on without repeating it.
    carried: usize,
}

impl<'a> Side<'a> {
    /// Reads one side of `pair`. Linear in its length.
    pub(super) fn of(pair: &'a Pair<'_>, which: Which) -> Self {
        let read = pair.text(which);
        let language = read.language();
        let list = read.words().zip(read.known());
        let list = list.filter(|(word, _)| !read.is_address(word.span.start));
        let list = list.map(|(word, known)| Word {
            known,
            span: word.span,
            text: word.text,
        });
        let mut side = Self {
            which,
            language,
            text: read.text(),
            words: list.collect(),
            negations: Vec::new(),
            refusals: Vec::new(),
            kindred: Vec::new(),
            faint: Vec::new(),
            limited: 0,
            tells_limits: false,
            restricted: 0,
            only: 0,
            beyond: None,
            strengthened: usize::MAX,
            repeated: 0,
            carried: 0,
        };
        side.read();
        side
    }

    fn read(&mut self) {
        let language = self.language;
        let folded: Vec<&Form> = self.words.iter().map(Word::form).collect();
        let polarity = &language.polarity;
        let mut at = 0;
        while at < folded.len() {
            if !folded[at].may_say {
                at += 1;
                continue;
            }
            let phrase = &folded[at..self.phrase_end(at)];
            let (sense, taken) = sense(phrase);
            self.tells_limits |= polarity.limits_alone.begins(phrase) > 0;
            let found = Denial {
                at: self.words[at].span.clone(),
                place: at,
                next: at + taken,
                is_limited: false,
                is_restricted: false,
            };
            match sense {
                Sense::Negation
                    if polarity.nor.begins(&folded[at..=at]) > 0 && self.reaches(found.at.start) =>
                {
                    self.repeated += usize::from(self.is_paired(&found));
                    self.kindred.push(found);
                }
                Sense::Negation => {
                    let repeats = !self.negations.is_empty() && polarity.and_nor.begins(&folded[at..=at]) > 0;
                    self.repeated += usize::from(repeats);
                    self.negations.push(found);
                }
                Sense::Intensifier if !self.negations.is_empty() => {
                    self.strengthened = self.negations.len() - 1;
                }
                Sense::Kindred if taken == 1 && is_faint(folded[at].as_ref(), polarity) => {
                    self.faint.push(at);
                }
                Sense::Kindred | Sense::Intensifier => {
                    if refuses(folded[at].as_ref(), polarity) {
                        self.refusals.push(self.kindred.len());
                    }
                    self.kindred.push(found);
                }
                Sense::Limit => {
                    let limiting = polarity.limits.begins(phrase) > 0;
                    let only = polarity.only.begins(phrase) > 0;
                    // إلا belongs to a negation wherever it stands in its sentence, قبل in the same clause.
                    let excepts = polarity.exceptions.begins(phrase) > 0;
                    let is_near = self.reaches(found.at.start) || (excepts && self.goes_on(found.at.start));
                    let reaches =
                        self.limited < self.negations.len() && is_near && (excepts || !self.is_total());
                    let (only, limits) = (usize::from(only), usize::from(limiting && reaches));
                    // *Not just* is no *just* that a لم … إلا would be told by.
                    let is_denied = self.negations.last().is_some_and(|last| {
                        at == last.next || (at == last.next + 1 && self.words[last.next].known.is_small())
                    });
                    self.only += if is_denied { 0 } else { only };
                    self.limited += limits;
                    if excepts && limits == 0 {
                        self.spare_small();
                    }
                    if let Some(last) = self.negations.last_mut().filter(|_| limits > 0) {
                        last.is_limited = true;
                        last.is_restricted = excepts;
                    }
                    self.restricted += only * limits;
                }
                Sense::Beyond => {
                    let end = self.words[at + taken - 1].span.end;
                    self.beyond.get_or_insert(found.at.start..end);
                }
                Sense::Idle if taken > 0 => {}
                Sense::Idle => {
                    self.carried += usize::from(polarity.carries.begins(&folded[at..=at]) > 0);
                }
            }
            at += taken.max(1);
        }
    }

    /// Whether the last negation denies all there is, which no time limits.
    fn is_total(&self) -> bool {
        let total = &self.language.polarity.total;
        self.negations.last().is_some_and(|last| {
            let mut behind = self.words.iter().skip(last.next).take(REACH);
            behind.any(|word| total.begins(&[word.form()]) > 0)
        })
    }

    /// Takes a small word for none that denies, since what it denies is excepted: غير مجهز إلا بسريرين, *with only two beds*.
    fn spare_small(&mut self) {
        let last = self.refusals.last().copied();
        if last.is_some_and(|last| self.is_small(&self.kindred[last])) {
            self.refusals.pop();
        }
    }

    /// Where a phrase ends at the latest that begins at `at`: it is no longer than any, and no mark parts its words.
    fn phrase_end(&self, at: usize) -> usize {
        let most = self.words.len().min(at + LONGEST);
        let is_parted = |next: &usize| {
            let between = self.words[next - 1].span.end..self.words[*next].span.start;
            // Resolution No. 7.
            let is_numbered = self.words[*next].text.starts_with(char::is_numeric);
            self.text[between].contains(|c| CLAUSE_ENDS.contains(&c) && !(c == '.' && is_numbered))
        };
        (at + 1..most).find(is_parted).unwrap_or(most)
    }

    /// Whether what stands before `at` in the same clause is negated already, so that *nor* negates nothing new.
    fn reaches(&self, at: usize) -> bool {
        self.negations.last().is_some_and(|before| {
            !self.text[before.at.end..at].contains(['،', ',', '.', '؛', ';', ':', '"', '“', '”'])
        })
    }

    /// Whether the sentence of the last negation goes on to `at`.
    fn goes_on(&self, at: usize) -> bool {
        let last = self.negations.last();
        last.is_some_and(|last| {
            let between = &self.text[last.at.end..at];
            let ends = |(place, mark): (usize, &str)| {
                // 4.2.
                mark != "." || !between[place + 1..].starts_with(char::is_numeric)
            };
            let marks = ['.', '؛', ';', ':', '"', '“', '”', '–', '—', '-'];
            !between.match_indices(marks).any(ends)
        })
    }

    /// Whether `nor` follows another negation that itself follows one, so that both only carry that on: لم يقبله لا صراحة ولا ضمنا.
    fn is_paired(&self, nor: &Denial) -> bool {
        let near = |last: &Denial| nor.place <= last.next + BEHIND;
        self.negations.len() > 1 && self.negations.last().is_some_and(near)
    }

    /// Whether a negation denies a word that says no itself, so that a translation may affirm something else: لم يتوقف, *continued*.
    pub(super) fn is_litotes(&self, negation: &Denial) -> bool {
        let mut kindred = self.kindred.iter().map(|denial| denial.place);
        kindred.any(|place| place == negation.next) || self.faint.contains(&negation.next)
    }

    /// Its refusals.
    pub(super) fn refusals(&self) -> impl Iterator<Item = &Denial> {
        self.refusals.iter().map(|&index| &self.kindred[index])
    }

    /// Whether a denial is a small word: غير, دون.
    pub(super) fn is_small(&self, denial: &Denial) -> bool {
        self.words[denial.place].known.is_small()
    }

    /// Whether the `other` side tells the word that denies as another one: غير is *changed* too.
    pub(super) fn is_told(&self, denial: &Denial, other: &Self) -> bool {
        other.places(self.words[denial.place].entries()).next().is_some()
    }

    /// The word after a negation.
    pub(super) fn after(&self, negation: &Denial) -> Option<&'a Known> {
        self.words.get(negation.next).map(|word| word.known)
    }

    /// Whether the text neither negates nor refuses.
    pub(super) fn denies_nothing(&self) -> bool {
        self.negations.is_empty() && self.refusals.is_empty()
    }

    /// Whether the text says no in no way.
    pub(super) fn says_nothing(&self) -> bool {
        self.negations.is_empty() && self.kindred.is_empty() && self.faint.is_empty()
    }

    /// Whether all its negations say *only* by what they except.
    pub(super) fn excepts(&self) -> bool {
        !self.negations.is_empty() && self.negations.iter().all(|denial| denial.is_restricted)
    }

    /// How many of its negations the words of the `other` side explain, `kindred` of which say no in another way. Of the negations
    /// that are limited, and say *only*, the other side need not deny `limited`.
    pub(super) fn explained(&self, other: &Self, kindred: usize, limited: usize) -> usize {
        // A negation of the other side that says *only* answers that, and no negation.
        let negations = other.negations.len() - other.restricted.min(self.only);
        // *It is not just the author*: ليس كاتبه وحده.
        let beyond = usize::from(other.beyond.is_some() && self.beyond.is_none());
        negations + beyond + kindred + self.limited.min(limited) + self.repeated.min(other.carried)
    }

    /// How many of its negations the `other` side answers by a word that says no in another way, beside what they deny, and by no
    /// negation; each word answers one.
    fn answered_otherwise(&self, other: &Self) -> usize {
        let mut answers: Vec<usize> = Vec::new();
        // One that is limited may be told by the limit alone.
        for negation in self.negations.iter().filter(|negation| !negation.is_limited) {
            let denied = self.denied(negation);
            let places: Vec<usize> = denied.flat_map(|word| other.places(word.entries())).collect();
            let is_near = |denial: &&Denial| places.iter().any(|&place| denial.is_beside(place));
            if other.negations.iter().any(|denial| is_near(&denial)) {
                continue;
            }
            let mut answer = other.kindred.iter().filter(is_near).map(|denial| denial.place);
            answers.extend(answer.find(|place| !answers.contains(place)));
        }
        answers.len()
    }

    /// Where `negation` ends in bytes, with the quotation marks behind it: *would not “impose new taxes”*.
    fn end_of(&self, negation: &Denial) -> usize {
        let behind = self
            .words
            .get(negation.next)
            .map_or(negation.at.end, |word| word.span.start);
        let is_mark = |c: char| c.is_whitespace() || QUOTES.contains(&c);
        if behind > negation.at.end && self.text[negation.at.end..behind].chars().all(is_mark) {
            behind
        } else {
            negation.at.end
        }
    }

    /// The words that `negation` denies, as far as its clause goes.
    fn denied(&self, negation: &Denial) -> impl Iterator<Item = &Word<'a>> {
        let rest = &self.words[negation.next.min(self.words.len())..];
        let (text, end) = (self.text, self.end_of(negation));
        rest.iter()
            .take_while(move |word| !text[end..word.span.start].contains(CLAUSE_ENDS))
            .filter(|word| !word.known.is_small())
            .take(REACH)
    }

    /// How many of its negations those of the `other` side explain that do not answer another word here.
    pub(super) fn explained_nearby(&self, other: &Self, limited: usize) -> usize {
        let explained = self.explained(other, other.open_negations(self), limited);
        explained.saturating_sub(other.answered_otherwise(self))
    }

    /// Where a word of one of `entries` stands.
    fn places(&self, entries: &'static [u16]) -> impl Iterator<Item = usize> {
        let shares = move |word: &Word<'_>| {
            !word.known.is_small() && word.entries().iter().any(|entry| entries.contains(entry))
        };
        let places = self
            .words
            .iter()
            .enumerate()
            .filter(move |(_, word)| shares(word));
        places.map(|(place, _)| place)
    }
}
