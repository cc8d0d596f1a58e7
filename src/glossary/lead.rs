//! What stands before a word and follows its sound or its article: a and an, de and d', à le and au.

use crate::language::{Language, Placing};
use crate::text::words;

/// The article and the preposition before a word, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lead {
    /// Where it begins, in bytes of the target.
    pub(super) start: usize,
    /// In small letters, what was elided written out if only one word can be.
    words: Vec<String>,
    capital: bool,
}

impl Lead {
    /// What stands before the byte `at` of `target` and, `glued` to it, before the word; `None` if what is glued is not
    /// known.
    pub(super) fn read(target: &str, at: usize, glued: &str, language: &Language) -> Option<Self> {
        let mut lead = Self {
            start: at,
            words: written_out(glued, &language.placing)?,
            capital: false,
        };
        while let Some((start, before)) = word_before(target, lead.start)
            && let Some(parts) = lead.parts(&before, language)
        {
            lead.words.splice(0..0, parts);
            lead.start = start;
        }
        lead.capital = target[lead.start..].starts_with(char::is_uppercase) && lead.start < at + glued.len();
        Some(lead)
    }

    /// `word` written out, if it belongs to the lead.
    fn parts(&self, word: &str, language: &Language) -> Option<Vec<String>> {
        let placing = &language.placing;
        match self.words.first() {
            None => {
                let melted = placing.contractions.iter().find(|(_, one)| one == word);
                let elides = || placing.elisions.iter().any(|(full, _)| full == word);
                let whole = || is_article(word, language) || elides();
                melted
                    .map(|(two, _)| two.split(' ').map(str::to_owned).collect())
                    .or_else(|| whole().then(|| vec![word.to_owned()]))
            }
            // A preposition that melts with articles.
            Some(first) if is_definite(first, placing) => {
                let melts = |(two, _): &(String, String)| two.split(' ').next() == Some(word);
                let known = placing.contractions.iter().any(melts);
                known.then(|| vec![word.to_owned()])
            }
            Some(_) => None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The lead as it stands before `word`, which brings the article `own`, with the blank after it; `None` if the article
    /// cannot be known.
    pub(super) fn before(mut self, own: Option<&str>, word: &str, language: &Language) -> Option<String> {
        let placing = &language.placing;
        let last = self.words.last().cloned().unwrap_or_default();
        match own {
            Some(own) if last.is_empty() || !is_article_or_elided(&last, language) => {
                self.words.push(own.to_owned())
            }
            Some(own) if is_definite(&last, placing) => {
                self.words.pop();
                self.words.push(own.to_owned());
            }
            _ => {}
        }
        let vowel = placing
            .vowels
            .begin(words(word).next().map_or(word, |first| first.text));
        let elided = self.agree(vowel, placing)?;
        self.contract(placing);
        let mut written = self.words.join(" ");
        if self.capital {
            written = capitalised(&written);
        }
        if !elided && !written.is_empty() {
            written.push(' ');
        }
        Some(written)
    }

    /// Gives the last word the form it has before a vowel or a consonant; back comes whether it is written together
    /// with the next.
    fn agree(&mut self, vowel: bool, placing: &Placing) -> Option<bool> {
        let Some(last) = self.words.last_mut() else {
            return Some(false);
        };
        if let Some(indefinite) = &placing.indefinite
            && [&indefinite.vowel, &indefinite.consonant].contains(&&*last)
        {
            let form = if vowel {
                &indefinite.vowel
            } else {
                &indefinite.consonant
            };
            last.clone_from(form);
            return Some(false);
        }
        if is_elided(last, placing) {
            return vowel.then_some(true);
        }
        let elision = placing.elisions.iter().find(|(full, _)| full == last);
        let Some((_, short)) = elision.filter(|_| vowel) else {
            return Some(false);
        };
        last.clone_from(short);
        Some(true)
    }

    /// Melts the last two words if the language does so.
    fn contract(&mut self, placing: &Placing) {
        let [.., first, second] = self.words.as_slice() else {
            return;
        };
        let pair = format!("{first} {second}");
        let melted = placing.contractions.iter().find(|(two, _)| *two == pair);
        if let Some((_, one)) = melted {
            self.words.truncate(self.words.len() - 2);
            self.words.push(one.clone());
        }
    }
}

/// What `glued` was before it lost its vowel; itself if several words may be meant.
fn written_out(glued: &str, placing: &Placing) -> Option<Vec<String>> {
    if glued.is_empty() {
        return Some(Vec::new());
    }
    let glued = glued.to_lowercase().replace('\u{2019}', "'");
    let mut fulls = placing.elisions.iter().filter(|(_, short)| *short == glued);
    let (full, _) = fulls.next()?;
    let only = fulls.next().is_none();
    Some(vec![if only { full.clone() } else { glued }])
}

/// The word that stands one blank before the byte `at`, in small letters, and where it begins.
fn word_before(target: &str, at: usize) -> Option<(usize, String)> {
    let before = target[..at].strip_suffix([' ', '\u{A0}'])?;
    let last = words(before)
        .last()
        .filter(|word| word.span.end == before.len())?;
    Some((last.span.start, last.text.to_lowercase()))
}

fn is_article(word: &str, language: &Language) -> bool {
    language.morphology.articles.iter().any(|article| article == word)
}

fn is_article_or_elided(word: &str, language: &Language) -> bool {
    is_article(word, language) || is_elided(word, &language.placing)
}

fn is_definite(word: &str, placing: &Placing) -> bool {
    placing.definite.iter().any(|article| article == word) || is_elided(word, placing)
}

fn is_elided(word: &str, placing: &Placing) -> bool {
    placing.elisions.iter().any(|(_, short)| short == word)
}

/// `text` with a capital at its beginning.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
