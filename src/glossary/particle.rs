//! Names that some write in one word and some in two: عبد الله and عبدالله, Abu Bakr, Abu-Bakr and Abubakr.
//!
//! Which words behave so is a fact of the language; "Abdel Rahman" and "Abd al-Rahman" stay different, since that
//! is a choice of letters.

use super::rules::Rules;
use crate::document::{MatchRule, Term};
use crate::language::Language;
use crate::text::words;

/// The first words of names that some write together with the next one, folded.
#[derive(Debug, Default)]
pub(super) struct Particles(Vec<String>);

/// A particle shorter than this is not looked for at the beginning of a word: al in Albert.
const TELLING: usize = 3;
/// What follows a particle in one word has at least so many letters.
const NAME: usize = 3;

impl Particles {
    pub(super) fn new(language: &Language, rules: &Rules) -> Self {
        let particles = language.morphology.name_particles.iter();
        Self(particles.map(|p| rules.folder.fold(p).text).collect())
    }

    /// The other ways to write the forms of the name `term`; none where no particle is in them.
    pub(super) fn spellings(&self, term: &Term, rules: &Rules) -> Vec<String> {
        let loose = !matches!(term.rule, Some(MatchRule::Exact | MatchRule::Regex));
        if self.0.is_empty() || !term.kind.is_name() || !loose {
            return Vec::new();
        }
        let forms = || std::iter::once(&term.source).chain(&term.forms);
        let joined = forms().filter_map(|form| self.joined(form, rules));
        let parted = forms().filter_map(|form| self.parted(form, rules));
        joined.chain(parted).collect()
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
            glues = self.0.contains(&rules.folder.fold(word.text).text);
            end = word.span.end;
        }
        joined.push_str(&form[end..]);
        (joined != form).then_some(joined)
    }

    /// `form` with the particle that begins one of its words a word of its own.
    fn parted(&self, form: &str, rules: &Rules) -> Option<String> {
        words(form).find_map(|word| {
            let folded = rules.folder.fold(word.text);
            let particle = self.0.iter().find(|particle| {
                let rest = folded.text.strip_prefix(particle.as_str());
                let long = |text: &str, least| text.chars().count() >= least;
                long(particle, TELLING) && rest.is_some_and(|rest| long(rest, NAME))
            })?;
            let at = word.span.start + folded.original(&(0..particle.len())).end;
            Some([&form[..at], &form[at..]].join(" "))
        })
    }
}
