//! What single words and phrases deny.

use crate::check::known::Known;
use crate::language::{Language, Opened, Phrases, Polarity, is_everyday};

/// The words of the longest phrase.
pub(super) const LONGEST: usize = 4;

/// A word as it stands, with what is true of it whatever follows.
pub(in crate::check) struct Form {
    folded: Box<str>,
    /// Whether it is another word turned into its opposite: *unclear*.
    pub(super) is_negated: bool,
    /// Whether it, or a phrase that begins with it, may say anything of what it stands beside.
    pub(super) may_say: bool,
    /// Whether it is a verb of saying, whatever is glued before it.
    pub(in crate::check) says: bool,
    /// Whether it is one that takes a side, whatever is glued before it: *claimed*.
    pub(in crate::check) takes_side: bool,
    /// The lists that have a phrase that may begin with it.
    begins: Box<[Beginning]>,
    /// Whether it says no by what it is: see [`is_turned`].
    is_turned: bool,
}

/// The phrases of one list that may begin with a word, whatever is glued before it.
struct Beginning {
    /// What they say.
    sense: Sense,
    phrases: Opened<'static>,
}

impl Form {
    /// Finds out what is true of `word`.
    pub(in crate::check) fn of(word: &Known) -> Self {
        let language = word.language();
        let folded = Polarity::fold(word.text());
        let (polarity, style) = (&language.polarity, &language.style);
        let forms: Vec<&str> = polarity.unglued(&folded).collect();
        let is_one_of = |phrases: &Phrases| forms.iter().any(|form| phrases.begins(&[form]) > 0);
        let begins = forms.iter().flat_map(|form| {
            let beginning = move |(sense, phrases): (Sense, &'static Phrases)| {
                let phrases = phrases.opened_by(form)?;
                Some(Beginning { sense, phrases })
            };
            lists(polarity).into_iter().filter_map(beginning)
        });
        let begins: Box<[Beginning]> = begins.collect();
        let is_turned = is_turned(&folded, language);
        let bounds = &polarity.bounds;
        let mut others = [&polarity.limits_alone, &polarity.carries].into_iter().chain([
            &bounds.least,
            &bounds.most,
            &bounds.below,
            &bounds.above,
        ]);
        let says_else = others.any(|phrases| forms.iter().any(|form| phrases.may_begin(form)));
        Self {
            is_negated: polarity.negates_within(&folded),
            may_say: !begins.is_empty() || is_turned || says_else,
            says: is_one_of(&style.verbs_of_saying),
            takes_side: is_one_of(&style.loaded_verbs),
            begins,
            is_turned,
            folded: folded.into(),
        }
    }
}

impl AsRef<str> for Form {
    fn as_ref(&self) -> &str {
        &self.folded
    }
}

/// Every list of phrases with what they say; of phrases as long the first counts.
fn lists(polarity: &'static Polarity) -> [(Sense, &'static Phrases); 7] {
    [
        (Sense::Beyond, &polarity.beyond),
        (Sense::Idle, &polarity.idle),
        (Sense::Kindred, &polarity.kindred),
        (Sense::Limit, &polarity.limits),
        (Sense::Limit, &polarity.only),
        (Sense::Intensifier, &polarity.intensifiers),
        (Sense::Negation, &polarity.negations),
    ]
}

/// Whether `word`, folded, turns what follows into its opposite.
pub(super) fn refuses(word: &str, polarity: &Polarity) -> bool {
    polarity
        .unglued(word)
        .any(|word| polarity.refusals.begins(&[word]) > 0)
}

/// Whether `word`, folded, says no of a thing only, and answers no negation.
pub(super) fn is_faint(word: &str, polarity: &Polarity) -> bool {
    polarity
        .unglued(word)
        .any(|word| polarity.faint.begins(&[word]) > 0)
}

/// What a word or a phrase says of what it stands beside.
#[derive(Clone, Copy)]
pub(super) enum Sense {
    /// That it is not so.
    Negation,
    /// No, in another way.
    Kindred,
    /// Nothing more than the negation before it.
    Intensifier,
    /// That it is so of these only.
    Limit,
    /// That it is not so of these only.
    Beyond,
    /// Nothing of the kind.
    Idle,
}

/// Whether `word` says what cannot be done: *impossible*, *irreplaceable*.
fn is_beyond(word: &str, language: &Language) -> bool {
    let able = word.ends_with("able")
        || word.ends_with("uble")
        || word.ends_with("ible")
        || word.ends_with("ably")
        || word.ends_with("ibly");
    able && language
        .polarity
        .able
        .iter()
        .any(|prefix| word.starts_with(prefix.as_str()))
}

/// Whether `word` says what can be done, without being listed: *replaceable*.
fn is_able(word: &str, language: &Language) -> bool {
    let verb = word.strip_suffix("able");
    verb.is_some_and(|verb| is_everyday(verb, language) || is_everyday(&format!("{verb}e"), language))
}

/// Whether `word`, folded, is another one turned into its opposite: *undone*, *harmless*, *irreplaceable*.
fn is_turned(word: &str, language: &Language) -> bool {
    let polarity = &language.polarity;
    let prefixes = polarity.prefixes.iter();
    let undone = prefixes.filter_map(|prefix| word.strip_prefix(prefix.as_str()));
    let suffixes = polarity.suffixes.iter();
    let without = suffixes.filter_map(|suffix| word.strip_suffix(suffix.as_str()));
    let is_word = |rest: &str| rest.len() > 3 && (is_everyday(rest, language) || is_able(rest, language));
    is_beyond(word, language) || undone.chain(without).any(is_word)
}

/// What the first of `words` says, and how many of them say it; none of a word that says nothing.
pub(super) fn sense(words: &[&Form]) -> (Sense, usize) {
    let (first, mut longest) = (words[0], (Sense::Idle, 0));
    for Beginning { sense, phrases } in &first.begins {
        let taken = phrases.takes(&words[1..]);
        if taken > longest.1 {
            longest = (*sense, taken);
        }
    }
    match longest {
        (_, 0) if first.is_turned => (Sense::Kindred, 1),
        longest => longest,
    }
}
