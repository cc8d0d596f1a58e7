//! Putting a rendering in the place of another word, with what stands around it kept: the possessive, the plural, the
//! article, a capital at the beginning of a sentence, proclitics.
//!
//! What the language's data know is kept; where they know too little, such as a case ending, nothing is put there.

use std::ops::Range;

use super::lead::{Lead, capitalised};
use super::rules::{self, Rules};
use super::standing::{Standing, after_article};
use crate::language::{Language, Possessive};
use crate::text::words;

/// The words that a rendering is to take the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site<'a> {
    /// Whole words, in bytes of the target.
    pub word: Range<usize>,
    /// What of them is no proclitic and no elided article.
    pub span: Range<usize>,
    /// The form of the row that stands there, if one does; it tells a plural.
    pub listed: Option<&'a str>,
}

/// A change of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What goes, in bytes of the target as it was: the words, an article before them that has to change, and the stop of
    /// an abbreviation.
    pub at: Range<usize>,
    /// What comes.
    pub with: String,
    /// Where the rendering stands in the target as it becomes, with what is glued to it.
    pub stands: Range<usize>,
}

impl Edit {
    /// `target` as it becomes.
    #[must_use]
    pub fn applied(&self, target: &str) -> String {
        [&target[..self.at.start], &self.with, &target[self.at.end..]].concat()
    }
}

impl Site<'_> {
    /// Words that are no rendering of the row, such as those an alignment points to: bytes of the target on the
    /// boundaries of words. A case or a proclitic of theirs is not seen.
    #[must_use]
    pub fn words(at: Range<usize>) -> Self {
        Self {
            word: at.clone(),
            span: at,
            listed: None,
        }
    }
}

impl Standing {
    /// Its place, for another rendering.
    #[must_use]
    pub fn site(&self) -> Site<'_> {
        Site {
            word: self.word.clone(),
            span: self.span.clone(),
            listed: Some(&self.listed),
        }
    }
}

/// What puts `rendering`, as its row lists it, in the place of `site`; `None` if the words there are bent in a way that
/// the language's data do not know, or stand with an article that does not tell which one the rendering takes.
///
/// Gender is not known: an adjective that agrees with its noun, such as iranien, is not one to ask for. Linear in the
/// target.
///
/// ```
/// use tarjuman::document::Term;
/// use tarjuman::glossary::{placed, standing};
///
/// let english = tarjuman::language::of("en");
/// let term = Term { target: "Iranian".into(), forbidden: vec!["Persian".into()], ..Term::default() };
/// let target = "It was a Persian’s idea";
/// let found = standing(&term, target, english);
/// let edit = placed(target, &found[0].site(), &term.target, english).unwrap();
/// assert_eq!(edit.applied(target), "It was an Iranian’s idea");
/// ```
#[must_use]
pub fn placed(target: &str, site: &Site, rendering: &str, language: &Language) -> Option<Edit> {
    let mut site = site.clone();
    if site.listed.is_none() {
        let text = &target[site.word.clone()];
        let inner = after_article(text, language);
        site.word.start += text.len() - inner.len();
        site.span.start = site.span.start.max(site.word.start);
    }
    let rules = rules::compiled(language);
    let worn = Worn::read(target, &site, language, &rules)?;
    if language.placing.proclitics {
        let with = worn.clad(rendering, site.listed, language)?;
        return Some(edit(site.word.start, site.word.end, String::new(), with));
    }
    let rest = after_article(rendering, language);
    let own = rendering[..rendering.len() - rest.len()].trim_end();
    let own = Some(own).filter(|own| !own.is_empty());
    let rest = match worn.plural {
        true => language.placing.plural(rest)?,
        false => rest.to_owned(),
    };
    let lead = Lead::read(target, site.word.start, worn.glued, language)?;
    let start = lead.start;
    let bare = lead.is_empty();
    let mut before = lead.before(own, &rest, language)?;
    if target.contains('\u{2019}') {
        before = before.replace('\'', "\u{2019}");
    }
    let mut word = [rest.as_str(), &worn.ending(&rest)].concat();
    if bare && begins_sentence(target, start) {
        let first = if before.is_empty() { &mut word } else { &mut before };
        *first = capitalised(first);
    }
    if target.chars().any(char::is_alphabetic) && !target.chars().any(char::is_lowercase) {
        word = word.to_uppercase();
    }
    let end = after_stop(target, site.word.end, worn.body, language);
    Some(edit(start, end, before, word))
}

/// The end of a word with the stop that is its own, as in U.S., and not the sentence's.
fn after_stop(target: &str, end: usize, body: &str, language: &Language) -> usize {
    let Some(rest) = target[end..].strip_prefix('.').filter(|_| body.contains('.')) else {
        return end;
    };
    let next = words(rest).next();
    let begins =
        next.is_none_or(|next| language.segmentation.starters.contains(next.text) && !is_small(next.text));
    if begins { end } else { end + 1 }
}

fn is_small(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

fn edit(start: usize, end: usize, before: String, word: String) -> Edit {
    let stands = start + before.len();
    Edit {
        at: start..end,
        stands: stands..stands + word.len(),
        with: before + &word,
    }
}

/// What the words of a site wear besides their own letters.
struct Worn<'a> {
    /// What is glued to their beginning.
    glued: &'a str,
    /// Their letters without it.
    body: &'a str,
    plural: bool,
    /// The possessive ending, with its apostrophe as written.
    possessive: Option<(&'a Possessive, &'a str)>,
}

impl<'a> Worn<'a> {
    fn read(target: &'a str, site: &Site, language: &'a Language, rules: &Rules) -> Option<Self> {
        let tail = &target[site.span.start..site.word.end];
        let placing = &language.placing;
        let owned = placing.possessives.iter().filter_map(|possessive| {
            let ending = possessive.ending.as_str();
            let at = tail.char_indices().rev().nth(ending.chars().count() - 1)?.0;
            let straight = tail[at..].replace('\u{2019}', "'");
            // A mere letter is an ending only where the form is known.
            let telling = site.listed.is_some() || ending.starts_with('\'');
            (straight == ending && telling).then_some((&tail[..at], Some((possessive, &tail[at..]))))
        });
        let mut ways = owned.chain([(tail, None)]);
        let read = |(body, possessive), plural| Self {
            glued: &target[site.word.start..site.span.start],
            body,
            plural,
            possessive,
        };
        let Some(listed) = site.listed else {
            return ways.next().map(|way| read(way, false));
        };
        let letters = |text: &str| letters(after_glued_article(text, language), rules);
        let one = letters(after_article(listed, language));
        let many = placing
            .plural(after_article(listed, language))
            .map(|many| letters(&many));
        ways.find_map(|way| {
            let own = letters(way.0);
            let plural = own != one && many.as_ref() == Some(&own);
            (own == one || plural).then(|| read(way, plural))
        })
    }

    /// The possessive after `word`.
    fn ending(&self, word: &str) -> String {
        match self.possessive {
            Some((possessive, _))
                if word.ends_with(['s', 'x', 'z', 'ß']) && possessive.after_hiss != possessive.ending =>
            {
                possessive.after_hiss.clone()
            }
            Some((_, written)) => written.to_owned(),
            None => String::new(),
        }
    }

    /// `rendering` with the proclitics and the article that `listed` stands with.
    fn clad(&self, rendering: &str, listed: Option<&str>, language: &Language) -> Option<String> {
        let morphology = &language.morphology;
        let article = morphology.article.as_deref().unwrap_or_default();
        let bare = |text| after_glued_article(text, language);
        let melted = morphology.contractions.iter().find(|melting| {
            melting.before.is_none()
                && self.glued.ends_with(&melting.written)
                && melting.parts.last().is_some_and(|part| part == article)
        });
        let (mut proclitics, articled) = match (melted, self.glued.strip_suffix(article)) {
            (Some(melting), _) => {
                let head = &self.glued[..self.glued.len() - melting.written.len()];
                let apart = melting.parts[..melting.parts.len() - 1].concat();
                (format!("{head}{apart}"), true)
            }
            (None, Some(head)) if !article.is_empty() => (head.to_owned(), true),
            _ => (self.glued.to_owned(), bare(self.body) != self.body),
        };
        let by_sense = articled && listed.is_some_and(|listed| bare(listed) == listed);
        let own = bare(rendering) != rendering;
        if by_sense && !own && words(rendering).nth(1).is_some() {
            return None;
        }
        let rest = bare(rendering);
        if !(by_sense || own) {
            return Some(proclitics + rest);
        }
        proclitics.push_str(article);
        for melting in &morphology.contractions {
            let fits = melting
                .before
                .as_deref()
                .is_none_or(|before| rest.starts_with(before));
            if let Some(head) = proclitics.strip_suffix(&melting.parts.concat()).filter(|_| fits) {
                let written = format!("{head}{}", melting.written);
                // The narrower of two holds.
                if melting.before.is_some() || !has_narrower(language, rest) {
                    return Some(written + rest);
                }
            }
        }
        Some(proclitics + rest)
    }
}

/// Whether a contraction holds before words like `rest` only.
fn has_narrower(language: &Language, rest: &str) -> bool {
    let contractions = &language.morphology.contractions;
    let before = contractions
        .iter()
        .filter_map(|melting| melting.before.as_deref());
    before.into_iter().any(|before| rest.starts_with(before))
}

/// `text` without the article that is written together with it.
fn after_glued_article<'a>(text: &'a str, language: &Language) -> &'a str {
    let article = language
        .morphology
        .article
        .as_deref()
        .filter(|_| language.placing.proclitics);
    let bare = article.and_then(|article| text.strip_prefix(article));
    bare.filter(|bare| bare.chars().nth(1).is_some()).unwrap_or(text)
}

/// The letters of `text`, spelling folded, without blanks, hyphens and stops.
fn letters(text: &str, rules: &Rules) -> String {
    let folded = rules.folder.fold(text).text;
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a sentence begins at the byte `at`.
fn begins_sentence(target: &str, at: usize) -> bool {
    let opens = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '‘' | '«' | '„' | '(' | '[' | '¿' | '¡')
    };
    let before = target[..at].trim_end_matches(opens);
    let apart = before.len() < at || before.is_empty();
    apart
        && (before.is_empty()
            || before.ends_with(['.', '!', '?', '…', '؟', '。'])
            || target[before.len()..at].contains('\n'))
}
