//! Clauses that say no twice: *has not yet to answer*, *had not little choice*, *do not have not*.

use super::super::super::ends::CLAUSE_ENDS;
use super::super::denial::Denial;
use super::Side;

/// How many words a negation may stand behind one that denies the same.
const NEAR: usize = 2;
/// Marks between two negations that deny two things: *no, not yet*.
const PARTINGS: [char; 11] = ['.', ',', '!', '?', ';', ':', '–', '—', '-', '(', ')'];
/// How far behind another word that says no a negation may stand in its clause, in words.
const FAR: usize = 6;

impl Side<'_> {
    /// The negation that says no once more in a clause that does already, where the `other` side says no once at most. `is_excess`
    /// tells whether there are more negations than all of that explains.
    pub(in super::super) fn twice(&self, other: &Self, is_excess: bool) -> Option<&Denial> {
        let there = other.negations.len() + other.kindred.len();
        if there > 1 || self.negations.len() + self.kindred.len() <= there {
            return None;
        }
        let repeats = |negation: &&Denial| {
            let again = self
                .negations
                .iter()
                .any(|before| self.is_behind(negation, before));
            let besides = self.kindred.iter().any(|denial| {
                let is_wholly = self.is_wholly(denial);
                let follows = negation.next == denial.place;
                (follows && (is_wholly || self.is_opposite(denial) || self.is_scant(denial)))
                    || (is_wholly && self.is_behind(negation, denial))
            });
            (is_excess && again) || besides
        };
        self.negations.iter().find(repeats)
    }

    /// The negation that denies again what the one right before it does, whatever the other side says: *would not “not impose”*.
    pub(in super::super) fn doubled(&self) -> Option<&Denial> {
        let denies_again = |two: &&[Denial]| {
            let between = two[0].next..two[1].place;
            let mut words = self.words[between.start..between.end.max(between.start)].iter();
            two[1].place <= two[0].next + NEAR
                && words.all(|word| word.known.is_small())
                && !self.text[two[0].at.end..two[1].at.start].contains(PARTINGS)
        };
        self.negations.windows(2).find(denies_again).map(|two| &two[1])
    }

    /// Whether `negation` stands behind `before`, in the same clause.
    fn is_behind(&self, negation: &Denial, before: &Denial) -> bool {
        before.place < negation.place
            && negation.place <= before.next + FAR
            && !self.text[before.at.end..negation.at.start].contains(CLAUSE_ENDS)
    }

    /// Whether it says no for its whole clause.
    fn is_wholly(&self, denial: &Denial) -> bool {
        let words = &self.words[denial.place..denial.next];
        let phrase: Vec<&str> = words.iter().map(|word| word.form().as_ref()).collect();
        self.language.polarity.wholly.begins(&phrase) > 0
    }

    /// Whether it says of what it stands beside that there is next to none of it.
    fn is_scant(&self, denial: &Denial) -> bool {
        let word = self.words[denial.place].form().as_ref();
        self.language.polarity.scant.begins(&[word]) > 0
    }

    /// Whether it is another word turned into its opposite by what stands before it: *unclear*.
    fn is_opposite(&self, denial: &Denial) -> bool {
        let word = self.words[denial.place].form().as_ref();
        let mut prefixes = self.language.polarity.prefixes.iter();
        prefixes.any(|prefix| word.starts_with(prefix.as_str()))
    }
}
