//! Other ways to write what a row lists: names that some write in one word and some in two (عبد الله and عبدالله, Abu
//! Bakr, Abu-Bakr and Abubakr), capitals without their accent (Etats-Unis), abbreviations with stops (U.S.).
//!
//! Which words and letters behave so is a fact of the language; "Abdel Rahman" and "Abd al-Rahman" stay different,
//! since that is a choice of letters.

use std::collections::BTreeMap;

use super::rules::Rules;
use crate::document::{MatchRule, Term};
use crate::language::Language;
use crate::text::words;

/// What a language lets writers write in another way.
#[derive(Debug, Clone, Default)]
pub(super) struct Spellings {
    /// The first words of names that some write together with the next one, folded.
    particles: Vec<String>,
    /// Capitals that some write without their accent.
    bare_capitals: BTreeMap<char, char>,
}

/// A particle shorter than this is not looked for at the beginning of a word: al in Albert.
const TELLING: usize = 3;
/// What follows a particle in one word has at least so many letters.
const NAME: usize = 3;
/// An abbreviation of more letters is not written with stops.
const LETTERS: usize = 5;

impl Spellings {
    pub(super) fn new(language: &Language, rules: &Rules) -> Self {
        let particles = language.morphology.name_particles.iter();
        Self {
            particles: particles.map(|p| rules.folder.fold(p).text).collect(),
            bare_capitals: language.spelling.bare_capitals.clone(),
        }
    }

    /// The other ways to write the forms of `term`; mostly none.
    pub(super) fn of(&self, term: &Term, rules: &Rules) -> Vec<String> {
        if matches!(term.rule, Some(MatchRule::Exact | MatchRule::Regex)) {
            return Vec::new();
        }
        let forms = || std::iter::once(&term.source).chain(&term.forms);
        let mut all: Vec<String> = forms().filter_map(|form| abbreviated(form)).collect();
        all.extend(forms().filter_map(|form| self.bare(form)));
        if term.kind.is_name() && !self.particles.is_empty() {
            all.extend(forms().filter_map(|form| self.joined(form, rules)));
            all.extend(forms().filter_map(|form| self.parted(form, rules)));
        }
        all
    }

    /// `form` with its capitals bare.
    fn bare(&self, form: &str) -> Option<String> {
        let bare = |c: char| self.bare_capitals.get(&c).copied().unwrap_or(c);
        let written: String = form.chars().map(bare).collect();
        (written != form).then_some(written)
    }

    /// `form` with every particle joined to the word after it.
    fn joined(&self, form: &str, rules: &Rules) -> Option<String> {
        let mut joined = String::new();
        let (mut end, mut glues) = (0, false);
        for word in words(form) {
            let gap = &form[end..word.span.start];
            if !(glues && matches!(gap, " " | "-")) {
                joined.push_str(gap);
            }
            joined.push_str(word.text);
            glues = self.particles.contains(&rules.folder.fold(word.text).text);
            end = word.span.end;
        }
        joined.push_str(&form[end..]);
        (joined != form).then_some(joined)
    }

    /// `form` with the particle that begins one of its words a word of its own.
    fn parted(&self, form: &str, rules: &Rules) -> Option<String> {
        words(form).find_map(|word| {
            let folded = rules.folder.fold(word.text);
            let particle = self.particles.iter().find(|particle| {
                let rest = folded.text.strip_prefix(particle.as_str());
                let long = |text: &str, least| text.chars().count() >= least;
                long(particle, TELLING) && rest.is_some_and(|rest| long(rest, NAME))
            })?;
            let at = word.span.start + folded.original(&(0..particle.len())).end;
            Some([&form[..at], &form[at..]].join(" "))
        })
    }
}

/// US as U.S. and U.N. as UN.
fn abbreviated(form: &str) -> Option<String> {
    let letters: String = form.chars().filter(|c| *c != '.').collect();
    let capitals = letters.chars().all(char::is_uppercase);
    let short = (2..=LETTERS).contains(&letters.chars().count());
    let stops = form.chars().map(|c| format!("{c}."));
    match (capitals && short, form.contains('.')) {
        (false, _) => None,
        (true, true) => Some(letters),
        (true, false) => Some(stops.collect()),
    }
}
