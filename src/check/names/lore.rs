//! What is true of a word of the source for who looks for names, wherever it stands.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::skeleton::Skeleton;
use crate::check::known::Known;
use crate::language::{Language, Morphology, Numbers, bare, foreignness};
use crate::text::{is_caseless, is_letter};

/// The letters of the shortest word that may be a name.
const SHORTEST: usize = 3;
/// How foreign a word that nobody knows must look to be a name where nothing else says so: see [`foreignness`].
const FOREIGN: f32 = 2.5;

/// What is known of a word.
pub(in crate::check) struct Lore {
    /// Whether it names a day or a month.
    pub(in crate::check) is_date: bool,
    /// Whether it stands for a number.
    pub(in crate::check) is_number: bool,
    /// Whether a name follows it, whatever is glued before it: والفنان, للفنان.
    pub(super) is_title: bool,
    /// Whether it is a title whose holder's country goes without saying.
    pub(super) is_office: bool,
    /// Whether it is a kind of place, body or person that a name follows: بمدينة.
    pub(super) is_kind: bool,
    /// Whether it has the article, whatever is glued before that.
    pub(super) has_article: bool,
    /// Whether people are named so.
    pub(super) is_given: bool,
    /// Whether it is written with vowel marks, which names seldom are.
    pub(super) is_marked: bool,
    /// Whether a conjunction is glued to it: وإيزابيلا is another person than who stands before her.
    pub(in crate::check) is_joined: bool,
    /// Whether it may be an adjective that tells where something is from: أمريكي.
    pub(super) is_of_a_place: bool,
    /// Whether it may be a name: letters that are no word we know.
    pub(super) may_name: bool,
    /// How foreign it looks where it may be a name, else 0: see [`foreignness`].
    pub(super) foreignness: f32,
    /// How foreign it looks, whatever is known of it.
    pub(super) looks: f32,
    /// Its consonants, with all that may be glued to it and without.
    pub(super) skeletons: Vec<Skeleton>,
}

impl Lore {
    /// Whether its letters alone tell a foreign name.
    pub(in crate::check) fn is_foreign(&self) -> bool {
        self.foreignness > FOREIGN
    }

    /// Finds out what is true of `word`.
    pub(in crate::check) fn of(word: &Known) -> Self {
        let (folded, language) = (&**word.folded(), word.language());
        let (names, morphology) = (&language.names, &language.morphology);
        // Vowel marks tell a word from the name that is written like it: رُفعت.
        let is_marked = !word.text().chars().all(is_caseless) && word.text().nfc().any(is_combining_mark);
        let parts = bare(folded, morphology);
        let is_word = folded.chars().count() >= SHORTEST && folded.chars().all(is_letter);
        // A word in the letters of the translation is no name that has to sound alike.
        let may_name = word.entries().is_empty() && is_word && !word.is_small() && !word.text().is_ascii();
        let whole = parts.iter().filter(|part| part.chars().count() >= SHORTEST);
        let looks = whole.filter_map(|part| foreignness(part, language));
        let least = if is_word && !word.is_small() {
            looks.reduce(f32::min)
        } else {
            None
        };
        let mut endings = names.of_places.iter();
        Self {
            is_date: language.calendar.read(&[folded]).is_some(),
            is_number: parts.iter().any(|part| language.numbers.has(part)),
            is_title: is_title(folded, &parts, language),
            is_office: parts.iter().any(|part| names.offices.contains(*part)),
            is_kind: parts.iter().any(|part| names.kinds.contains(*part)),
            has_article: has_article(&parts, morphology),
            is_given: !word.is_small() && !is_marked && names.is_given(folded, morphology),
            is_marked,
            is_joined: is_joined(word),
            is_of_a_place: endings.any(|ending| folded.ends_with(ending.as_str())),
            may_name,
            foreignness: least.filter(|_| may_name).unwrap_or_default(),
            looks: least.unwrap_or_default(),
            skeletons: parts.into_iter().map(Skeleton::arabic).collect(),
        }
    }
}

/// Whether `word`, folded, of which `parts` are left without what is glued before it, is a title.
fn is_title(word: &str, parts: &[&str], language: &Language) -> bool {
    let (names, morphology) = (&language.names, &language.morphology);
    let article = morphology.article.as_deref().unwrap_or_default();
    let contractions = morphology.contractions.iter();
    let mut contracted =
        contractions.filter_map(|contraction| word.strip_prefix(contraction.written.as_str()));
    parts.iter().any(|part| names.is_title(part))
        || contracted.any(|rest| names.is_title(&format!("{article}{rest}")))
}

/// Whether one of `parts` begins with the article, alone or with what melts with it: للأرغن.
fn has_article(parts: &[&str], morphology: &Morphology) -> bool {
    let article = Numbers::fold(morphology.article.as_deref().unwrap_or_default());
    let contractions = morphology
        .contractions
        .iter()
        .filter(|contraction| contraction.before.is_none());
    let written: Vec<&str> = contractions
        .map(|contraction| &*contraction.written)
        .chain([&*article])
        .collect();
    let begins = |part: &&str| {
        written
            .iter()
            .any(|article| !article.is_empty() && part.starts_with(article))
    };
    parts.iter().any(begins)
}

/// Whether `word` is a conjunction and a word that is known as the whole is, or looks more foreign alone: وإيزابيلا, but ويلسون.
fn is_joined(word: &Known) -> bool {
    let (folded, language) = (word.folded(), word.language());
    language.morphology.joiners().any(|and| {
        let rest = folded.strip_prefix(and);
        let whole = rest.filter(|rest| rest.chars().count() >= SHORTEST);
        !language.names.given.contains(&**folded)
            && whole.is_some_and(|rest| match word.entries() {
                [] => foreignness(rest, language) > foreignness(folded, language),
                entries => word.entries_of(rest) == entries,
            })
    })
}
