//! What is left of a word without what is glued before it.

use super::Morphology;

/// What is left of a word without what is glued before it.
pub(super) struct Parts<'a> {
    /// The word and what is left of it as a noun.
    pub(super) nouns: Vec<&'a str>,
    /// What is left of it as a verb.
    pub(super) verbs: Vec<&'a str>,
}

/// `word`, and what is left of it as a noun or a verb without what is glued before it: three letters at least, the longest first.
/// The future's particle stands before a person's only: سيصل, not سامر.
pub(super) fn parts<'a>(word: &'a str, morphology: &Morphology) -> Parts<'a> {
    let mut nouns = unglued(word, morphology);
    let mut verbs: Vec<&str> = Vec::new();
    if let [before @ .., person] = &morphology.verb_beginnings[..] {
        let of_a_person = |part: &&str| person.iter().any(|glued| part.starts_with(glued.as_str()));
        let future = |part: &&'a str| -> Vec<&'a str> {
            let rests = before
                .iter()
                .flatten()
                .filter_map(|glued| part.strip_prefix(glued.as_str()));
            rests.filter(of_a_person).collect()
        };
        verbs.extend(nouns.iter().flat_map(future));
        let bare = |part: &&'a str| -> Vec<&'a str> {
            let rests = person
                .iter()
                .filter_map(|glued| part.strip_prefix(glued.as_str()));
            rests.collect()
        };
        let all: Vec<&str> = nouns.iter().chain(&verbs).copied().collect();
        verbs.extend(all.iter().flat_map(bare));
    }
    let mut first = true;
    nouns.retain(|part| std::mem::take(&mut first) || part.chars().count() >= 3);
    verbs.retain(|part| part.chars().count() >= 3);
    Parts { nouns, verbs }
}

/// `word` and what is left of it without what `slots` hold, in their order, each of which may stay empty; two letters at least.
fn cut<'a, 's>(word: &'a str, slots: impl IntoIterator<Item = &'s Vec<String>>) -> Vec<&'a str> {
    let mut bare = vec![word];
    for slot in slots {
        for at in 0..bare.len() {
            let whole = bare[at];
            let rests = slot.iter().filter_map(|glued| whole.strip_prefix(glued.as_str()));
            bare.extend(rests.filter(|rest| rest.chars().nth(1).is_some()));
        }
    }
    bare
}

/// ل and the article are written لل.
fn contracted<'a>(bare: &[&'a str], morphology: &Morphology) -> Vec<&'a str> {
    let contracted = morphology.contractions.iter().filter_map(|contraction| {
        let rest = bare
            .iter()
            .find_map(|part| part.strip_prefix(contraction.written.as_str()))?;
        (contraction.before.is_none() && rest.chars().nth(1).is_some()).then_some(rest)
    });
    contracted.collect()
}

/// `word` and what is left of it without what may be glued before any word, the longest first.
#[must_use]
pub fn unglued<'a>(word: &'a str, morphology: &Morphology) -> Vec<&'a str> {
    let mut bare = cut(word, &morphology.proclitics);
    bare.extend(contracted(&bare, morphology));
    bare
}

/// `word` and what is left of it without the particles that may be glued before it or a verb, the longest first.
#[must_use]
pub fn bare<'a>(word: &'a str, morphology: &Morphology) -> Vec<&'a str> {
    let slots = morphology.proclitics.iter().chain(&morphology.verb_beginnings);
    let mut bare = cut(word, slots);
    bare.extend(contracted(&bare, morphology));
    bare
}
