//! What a source names and its translation does not.

mod called;
mod gaps;

use std::ops::Range;

use super::reading::{ALMOST_NONE, Reading};
use super::said::Said;
use super::skeleton::Skeleton;
use crate::check::lost_acronym::foreign_acronyms;
use crate::check::stand_in::{is_told_by_kind, is_told_by_pronoun};
use crate::document::TermKind;
use crate::language::{Names, is_everyday};

/// How foreign a word must look at least to be part of a person's name.
const ORDINARY: f32 = -4.0;
/// How foreign two unknown words must look together to be one, or one where something shows that a name is missing.
pub(super) const LIKELY: f32 = 0.0;
/// How foreign a word must look to be a name behind a word that is known, and that nothing tells.
const STRANGE: f32 = 1.0;

/// How many strong consonants a word must have for it alone to tell two: ويس ستريتينغ, *Wes Streeting*.
const WHOLE: usize = 4;
/// How many places of proclitics are conjunctions and prepositions.
const GLUED: usize = 2;

/// A name of the source that the translation lacks.
pub(super) enum Lost {
    /// Somebody, or something whose name looks like one.
    Name(Range<usize>),
    /// A place, or a people.
    Place(Range<usize>),
}

impl Reading<'_> {
    /// The names of the source that nothing in the target tells: persons behind titles, else two words that look like one, else places,
    /// else single words that do. Linear in the source, for each word in the names of the target.
    pub(super) fn lost(&self, has_strangers: bool) -> Vec<Lost> {
        let persons = self.lost_persons();
        if has_strangers || !persons.is_empty() {
            return persons.into_iter().map(Lost::Name).collect();
        }
        let strangers = self.lost_strangers();
        if !strangers.is_empty() {
            return strangers.into_iter().map(Lost::Name).collect();
        }
        let places = self.lost_places();
        if !places.is_empty() {
            return places.into_iter().map(Lost::Place).collect();
        }
        let called = self.lost_called();
        if !called.is_empty() {
            return called.into_iter().map(Lost::Place).collect();
        }
        let foreigners = self.lost_foreigners();
        if !foreigners.is_empty() {
            return foreigners.into_iter().map(Lost::Name).collect();
        }
        self.lost_in_gaps().into_iter().map(Lost::Name).collect()
    }

    /// Persons behind a title of which nothing in the target tells.
    fn lost_persons(&self) -> Vec<Range<usize>> {
        let titles = self
            .said
            .iter()
            .enumerate()
            .filter(|(_, word)| word.lore().is_title);
        let mut lost: Vec<_> = titles
            .filter_map(|(place, title)| {
                let next = &self.said[place + 1..];
                let [first, second] = self.unknown_person(next).or_else(|| self.apposed(place))?;
                let apart = ['،', ',', '.', ':', '؛', '(', '"', '«', '“'];
                let between = &self.pair.source.text[title.span.end..first.span.start];
                let is_one = second.span.start <= first.span.end + 1 && !between.contains(apart);
                let is_lost = is_one && !self.joined_is_told(first, second);
                is_lost.then_some(first.span.start..second.span.end)
            })
            .collect();
        // Two titles may stand before one person.
        lost.dedup();
        lost
    }

    /// Two words that nobody knows, behind a title and what is known.
    fn unknown_person<'s>(&self, next: &'s [Said]) -> Option<[&'s Said; 2]> {
        let skipped = next.iter().take(4).take_while(|word| word.known).count();
        let [first, second, ..] = &next[skipped..] else {
            return None;
        };
        let is_foreign = |word: &Said| word.may_name && word.lore().foreignness > ORDINARY && !word.is_told;
        (self.may_be_first(first) && is_foreign(first) && is_foreign(second)).then_some([first, second])
    }

    /// Two words behind the title at `place`, which has the article and speaks, and behind what agrees with it: a word without the
    /// article can be nothing but a name there, whatever else it may mean: قالت الممرضة لميس عمران.
    fn apposed(&self, place: usize) -> Option<[&Said; 2]> {
        let (title, next) = (&self.said[place], &self.said[place + 1..]);
        let verb = &self.said[place.checked_sub(1)?].word;
        let agreeing = next
            .iter()
            .take(3)
            .take_while(|word| word.lore().has_article)
            .count();
        let [first, second, ..] = &next[agreeing..] else {
            return None;
        };
        let is_open = |word: &Said| {
            let lore = word.lore();
            let is_word = !word.word.is_small() && !lore.is_date && !lore.is_number && !word.in_term;
            is_word && (word.may_name || word.is_untold) && !word.is_told
        };
        let mut glued = self.pair.from.morphology.proclitics.iter().take(GLUED).flatten();
        let is_whole = first.may_name || !glued.any(|glued| first.folded().starts_with(glued.as_str()));
        let is_bare = is_whole && self.may_be_first(first);
        let is_name = is_bare && is_open(first) && is_open(second);
        (title.lore().has_article && is_name && verb.form().says).then_some([first, second])
    }

    /// Places and peoples of the source that nothing in the target tells. Behind a place another need not be told: تكساس الأمريكية.
    fn lost_places(&self) -> Vec<Range<usize>> {
        if is_told_by_kind(TermKind::Place, self.pair) || self.has_acronym() {
            return Vec::new();
        }
        let is_lost = |place: &usize| {
            let word = &self.said[*place];
            let before = place.checked_sub(1).map(|before| &self.said[before]);
            word.is_lost_place
                && !word.is_told
                && !self.is_part_of_told_name(*place)
                && !self.is_of_an_office(*place)
                && (word.lore().is_joined
                    || !word.lore().is_of_a_place
                    || before.is_none_or(|before| !before.is_told_place))
        };
        let lost = (0..self.said.len()).filter(is_lost);
        lost.map(|place| self.said[place].span.clone()).collect()
    }

    /// Two words together that may be a person, unknown ones or a given name and what follows it, neither of which the target tells.
    fn lost_strangers(&self) -> Vec<Range<usize>> {
        let begins = |word: &Said| {
            let unknown = word.may_name && word.lore().foreignness > ORDINARY && self.may_be_first(word);
            unknown || (word.lore().is_given && !word.in_term)
        };
        // What begins with a foreign word may go on with one that is taken for another word: أوسو أنسا.
        let looks = |word: &Said| word.is_untold && !word.in_term && word.lore().looks > STRANGE;
        let follows = |one: &Said, word: &Said| {
            let given = one.lore().is_given && (word.may_name || word.is_untold) && !word.in_term;
            begins(word) || given || (one.lore().foreignness > STRANGE && looks(word))
        };
        let untold = |word: &Said| !word.is_told && (word.is_untold || !word.known);
        let (polarity, said) = (&self.pair.from.polarity, &self.said);
        let is_denied = |place: usize| {
            let before = place.checked_sub(1).map(|before| [said[before].folded()]);
            before.is_some_and(|before| polarity.negations.begins(&before) > 0)
        };
        let pairs = self.said.windows(2).enumerate().filter(|(place, two)| {
            two[1].span.start <= two[0].span.end + 1
                && !is_denied(*place)
                && two[0].folded() != two[1].folded()
                && (two[0].lore().is_given || two[0].lore().foreignness + two[1].lore().foreignness > LIKELY)
                && begins(&two[0])
                && follows(&two[0], &two[1])
                && two.iter().all(untold)
                && !self.joined_is_told(&two[0], &two[1])
                && !self.is_beside_a_name(*place)
                && !self.is_beside_a_name(place + 1)
        });
        let are_told = |two: &[Said]| {
            let is_whole =
                |word: &Said| word.lore().skeletons[0].strength() >= WHOLE && self.is_spelled(word);
            two.iter().all(|word| self.is_spelled(word)) || two.iter().any(is_whole)
        };
        let lost = pairs.filter(|(_, two)| !are_told(two));
        lost.map(|(_, two)| two[0].span.start..two[1].span.end).collect()
    }

    /// Whether any word of the target sounds like `word`, one that bodies are called by too: *Crescent Capital*.
    fn is_spelled(&self, word: &Said) -> bool {
        self.pair.here().words().any(|told| word.is_spelled_by(told.text))
    }

    /// Whether the translation has an acronym that no word of the source renders and that may tell several.
    fn has_acronym(&self) -> bool {
        foreign_acronyms(self.pair).any(|acronym| !self.renders(acronym))
    }

    /// Single words that are spelled as foreign names are, or stand where one does, and that nothing in the target comes near, other words
    /// neither: *kayak*.
    fn lost_foreigners(&self) -> Vec<Range<usize>> {
        let names = &self.pair.from.names;
        let may_be_lost = |place: &usize| {
            let word = &self.said[*place];
            let is_called = self.is_called(*place);
            let is_given = is_called && word.lore().is_given && word.is_untold && !word.in_term;
            (word.may_name || is_given)
                && (word.lore().is_foreign()
                    || (is_called && (is_given || word.lore().foreignness > ORDINARY))
                    || (self.may_be_second(*place) && word.lore().foreignness > STRANGE))
                && self.whole(*place).iter().all(|said| said.strength() > 1)
                && (!word.lore().has_article || (is_called && self.is_of_what_is_before(*place)))
                && (is_called || !names.has_ending(word.folded()))
                && !word.is_told
                && !self.is_part_of_told(*place)
                && (is_called || !self.is_told_by_another_word(*place))
        };
        let lost: Vec<usize> = (0..self.said.len()).filter(may_be_lost).collect();
        // One that is spelled in the source tells nothing else: غيرب, GERB.
        if lost.is_empty() || foreign_acronyms(self.pair).any(|acronym| !self.explains(acronym)) {
            return Vec::new();
        }
        let to = self.pair.to;
        // A word of everyday must sound just so, but for its plural: *avocados* tells أفوكادو, *running* does not tell تورينغ.
        let told = |word: &str| {
            if word.starts_with(char::is_lowercase) && is_everyday(&Names::plain(word), to) {
                (
                    Skeleton::latin(word.strip_suffix('s').unwrap_or(word)),
                    ALMOST_NONE,
                )
            } else {
                (Skeleton::latin(word), u32::MAX)
            }
        };
        let here: Vec<_> = self.pair.here().words().map(|word| told(word.text)).collect();
        let pairs = here
            .windows(2)
            .map(|two| (two[0].0.joined(&two[1].0), two[0].1.max(two[1].1)));
        let here: Vec<_> = here.iter().cloned().chain(pairs).collect();
        let comes_near = |said: &Skeleton| {
            let mut names = self.told().map(|told| &told.shape.skeleton);
            let sounds = |(told, most): &(Skeleton, u32)| told.distance(said).is_some_and(|far| far <= *most);
            names.any(|name| name.is_near(said) || name.holds(said)) || here.iter().any(sounds)
        };
        let is_lost = |place: &usize| !self.whole(*place).iter().any(comes_near);
        let lost = lost.into_iter().filter(is_lost);
        lost.map(|place| self.said[place].span.clone()).collect()
    }

    /// The consonants of the word at `place`, of a given name without those of what is left of it when its first letters are taken for
    /// others: سامي is no verb.
    fn whole(&self, place: usize) -> &[Skeleton] {
        let lore = self.said[place].lore();
        if lore.is_given {
            &lore.skeletons[..1]
        } else {
            &lore.skeletons
        }
    }

    /// Whether the word before `place` may be a first name that was taken for a word, which nothing tells: بويكو, of ب and ويكو.
    fn may_be_second(&self, place: usize) -> bool {
        let before = place.checked_sub(1).map(|before| &self.said[before]);
        before.is_some_and(|before| {
            let is_bare = self.may_be_first(before) && !before.lore().is_number && !before.in_term;
            before.is_untold && is_bare && before.span.end + 1 == self.said[place].span.start
        })
    }

    /// Whether the word before `place` has no article, as none has that the next one says more of: سجن المرناقية.
    fn is_of_what_is_before(&self, place: usize) -> bool {
        let before = place.checked_sub(1).map(|before| &self.said[before]);
        before.is_some_and(|before| !before.lore().has_article)
    }

    /// Whether what stands at `place` is what something is called: behind a word for its kind (مدينة موكوا) or alone in quotation
    /// marks, but for a number (“غاف-1”).
    fn is_called(&self, place: usize) -> bool {
        let source = &self.pair.source.text;
        let span = &self.said[place].span;
        let before = place.checked_sub(1).map(|before| &self.said[before]);
        let is_kind = before.is_some_and(|before| before.lore().is_kind && before.span.end + 1 == span.start);
        let rest = source[span.end..].trim_start_matches(|c: char| c == '-' || c.is_numeric());
        is_kind || (source[..span.start].ends_with(['"', '“', '«']) && rest.starts_with(['"', '”', '»']))
    }

    /// Whether the word at `place` belongs to a name that is told, in whole or by a word beside it.
    fn is_part_of_told(&self, place: usize) -> bool {
        let mut beside = [place.checked_sub(1), Some(place + 1)].into_iter().flatten();
        // The German of a German city is no part of its name.
        let is_adjective = |other: &Said| other.lore().has_article && other.lore().is_of_a_place;
        let is_place = |other: usize| {
            let other = self.said.get(other);
            other.is_some_and(|other| other.is_told_place && !is_adjective(other))
        };
        self.is_part_of_told_name(place) || beside.any(is_place)
    }

    /// Whether the word at `place` belongs to a name that is told, by a word beside it or together with that: هه يونغ تشيان, Yongqian.
    fn is_part_of_told_name(&self, place: usize) -> bool {
        let mut first = [place.checked_sub(1), Some(place)].into_iter().flatten();
        let is_told = |first: usize| {
            let two = self.said.get(first).zip(self.said.get(first + 1));
            two.is_some_and(|(one, two)| self.joined_is_told(one, two))
        };
        self.is_beside_a_name(place) || first.any(is_told)
    }

    /// Whether the word at `place` tells where somebody who is named behind it holds an office, which needs no telling: رئيس الوزراء
    /// الإسرائيلي بنيامين نتنياهو.
    fn is_of_an_office(&self, place: usize) -> bool {
        let is_adjective = self.said[place].lore().is_of_a_place;
        is_adjective && self.said.get(place + 1).is_some_and(|next| next.is_told)
    }

    /// Whether the translation has a pronoun for who is named at `place`, or an office or a kind of place that the source has not.
    fn is_told_by_another_word(&self, place: usize) -> bool {
        let mut kinds = [TermKind::Person, TermKind::Place].into_iter();
        is_told_by_pronoun(self.said[place].span.start, self.pair)
            || kinds.any(|kind| is_told_by_kind(kind, self.pair))
    }

    /// Whether a word right beside the one at `place` is a name that is told: رمضان of رمضان صبحي.
    pub(super) fn is_beside_a_name(&self, place: usize) -> bool {
        let is_name = |other: Option<&Said>| other.is_some_and(|other| other.may_name && other.is_told);
        let is_joined = |place: usize| self.said.get(place).is_some_and(|word| word.lore().is_joined);
        let before = place.checked_sub(1).and_then(|before| self.said.get(before));
        let after = self.said.get(place + 1);
        (is_name(before) && !is_joined(place)) || (is_name(after) && !is_joined(place + 1))
    }

    /// Whether a person's name may begin so: without the article, and not with an ending that names do not have.
    fn may_be_first(&self, word: &Said) -> bool {
        !word.lore().has_article && !self.pair.from.names.has_ending(word.folded())
    }

    fn joined_is_told(&self, first: &Said, second: &Said) -> bool {
        let joined = first.lore().skeletons[0].joined(&second.lore().skeletons[0]);
        self.told().any(|told| told.shape.skeleton.is_like(&joined))
    }
}
