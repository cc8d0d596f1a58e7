//! Renderings of a name in translations at hand.
//!
//! A rendering is a run of words with capitals that stands where the name does: in most translations of the sentences that
//! have it, and in few others (Dice's coefficient), or in one of them and written much like one of the spellings that
//! the name may have. Counting goes sentence by sentence; nothing is aligned word by word.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::Language;
use crate::text::{is_capital, likeness, words};

/// Words of a rendering, at most.
const LONGEST: usize = 4;
/// Dice's coefficient, in thousandths, from which counting alone convinces.
const OFTEN: usize = 600;
/// Sentences from which counting convinces though no spelling that the name may have is near.
const MANY: usize = 4;
/// Likeness, in thousandths, from which a spelling convinces.
const ALIKE: u16 = 650;

/// Counts what stands in the translations of sentences that have a name.
#[derive(Debug)]
pub struct Renderings<'a> {
    /// Names with their words folded as the sentences are.
    names: Vec<(&'a str, Vec<String>)>,
    language: &'a Language,
    /// Sentences with each name.
    sentences: Vec<usize>,
    /// In how many of them each run stands.
    together: Vec<BTreeMap<String, usize>>,
    /// In how many sentences each run stands.
    alone: BTreeMap<String, usize>,
}

impl<'a> Renderings<'a> {
    /// A count for `names`, which are in `language`.
    #[must_use]
    pub fn of(names: impl IntoIterator<Item = &'a str>, language: &'a Language) -> Self {
        let names: Vec<(&str, Vec<String>)> = names
            .into_iter()
            .map(|name| (name, folded(name, language)))
            .collect();
        Self {
            sentences: vec![0; names.len()],
            together: vec![BTreeMap::new(); names.len()],
            alone: BTreeMap::new(),
            names,
            language,
        }
    }

    /// Counts one sentence and its translation. Linear in them and in the names.
    pub fn add(&mut self, source: &str, target: &str) {
        let source = folded(source, self.language);
        let runs = runs(target);
        for (at, (_, name)) in self.names.iter().enumerate() {
            if holds(&source, name, self.language) {
                self.sentences[at] += 1;
                for run in &runs {
                    *self.together[at].entry(run.clone()).or_default() += 1;
                }
            }
        }
        for run in runs {
            *self.alone.entry(run).or_default() += 1;
        }
    }

    /// The renderings found for `name`, the surest first; `spelled` are spellings that it may have.
    #[must_use]
    pub fn found(&self, name: &str, spelled: &[&str]) -> Vec<String> {
        let Some(at) = self.names.iter().position(|(known, _)| *known == name) else {
            return Vec::new();
        };
        let of_words = self.names[at].1.len();
        let mut found: Vec<(usize, u16, &String)> = Vec::new();
        for (run, &together) in &self.together[at] {
            let dice = 2000 * together / (self.sentences[at] + self.alone[run]);
            let alike = spelled
                .iter()
                .map(|spelling| likeness(&spelling.to_lowercase(), &run.to_lowercase()));
            let alike = alike.max().unwrap_or(0);
            let is_long = words(run).count() > of_words;
            let is_often = dice >= OFTEN && self.sentences[at] >= if spelled.is_empty() { 2 } else { MANY };
            if alike >= ALIKE || (is_often && !is_long) {
                found.push((dice, alike, run));
            }
        }
        found.sort_by_key(|&(dice, alike, run)| (std::cmp::Reverse((usize::from(alike) + dice, alike)), run));
        found.into_iter().map(|(_, _, run)| run.clone()).collect()
    }
}

fn folded(text: &str, language: &Language) -> Vec<String> {
    let folding = language.spelling.folding();
    words(text).map(|word| folding.fold(word.text).text).collect()
}

/// Whether the words of `name` stand side by side in `sentence`, the first with at most three letters glued to it.
fn holds(sentence: &[String], name: &[String], language: &Language) -> bool {
    let Some((first, rest)) = name.split_first() else {
        return false;
    };
    let glued = !language.morphology.proclitics.is_empty();
    (0..sentence.len()).any(|at| {
        let word = &sentence[at];
        let begins = word == first
            || (glued
                && word.ends_with(first.as_str())
                && word.chars().count() <= first.chars().count() + 3
                && first.chars().count() > language.morphology.short_stem);
        begins && sentence[at + 1..].starts_with(rest)
    })
}

/// The runs of words with capitals in `target`, each once; a word that opens the sentence counts as one.
fn runs(target: &str) -> BTreeSet<String> {
    let all: Vec<_> = words(target).collect();
    let mut runs = BTreeSet::new();
    for begin in 0..all.len() {
        if !all[begin].text.starts_with(is_capital) {
            continue;
        }
        for end in begin..all.len().min(begin + LONGEST) {
            let apart = end > begin && {
                let between = &target[all[end - 1].span.end..all[end].span.start];
                !matches!(between, " " | "-" | ". ")
            };
            if apart {
                break;
            }
            // A name ends with a capital, but may have small words and a small second half: Ban Ki-moon.
            if all[end].text.starts_with(is_capital) || target[..all[end].span.start].ends_with('-') {
                runs.insert(target[all[begin].span.start..all[end].span.end].to_owned());
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_run_that_comes_and_goes_with_the_name_is_its_rendering() {
        let mut renderings = Renderings::of(["بوزنيخير"], crate::language::of("ar"));
        renderings.add("قال بوزنيخير في موسكو", "Poznikhir said in Moscow");
        renderings.add("وصل لافروف إلى موسكو", "Lavrov arrived in Moscow");
        renderings.add("أضاف لبوزنيخير", "He added to Poznikhir");
        assert_eq!(renderings.found("بوزنيخير", &[])[0], "Poznikhir");
    }

    #[test]
    fn one_sentence_is_enough_where_the_spelling_is_near() {
        let mut renderings = Renderings::of(["بان كي مون"], crate::language::of("ar"));
        renderings.add(
            "ندد بان كي مون بالقصف",
            "Ban Ki-moon condemned the Russian shelling",
        );
        assert_eq!(renderings.found("بان كي مون", &["Ban Ki Mun"]), ["Ban Ki-moon"]);
        assert!(renderings.found("بان كي مون", &["Willy Brandt"]).is_empty());
    }
}
