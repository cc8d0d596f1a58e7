//! What people did to the drafts of an article: how many they kept, how far they changed the others, how long it took.
//!
//! Read from the history of its segments, so that it needs no stop-watch and is the same for everyone who asks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Segment, Target, TermUse, Tier};
use crate::text::Pattern;

/// A longer pause between two saves of one person is no work on the article, in seconds.
const PAUSE: u64 = 300;

/// A target as it once stood.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// What stood there.
    pub target: &'a Target,
    /// Who wrote it.
    pub who: &'a str,
    /// When, as TMX writes it: `20260131T120000Z`.
    pub at: &'a str,
}

/// What people did to the drafts of an article or of several.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effort {
    /// Segments that people stand behind, by where their draft came from; `no draft` for those written afresh.
    pub drafts: BTreeMap<String, Fate>,
    /// Terms of which the draft had another rendering than what stands there in the end, or none.
    pub terms_changed: usize,
    /// Seconds of work: from one save to the next of the same person, pauses of over five minutes left out.
    pub seconds: u64,
}

/// What became of the drafts from one place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fate {
    /// Kept to the letter.
    pub kept: usize,
    /// Changed.
    pub edited: usize,
    /// Characters inserted, removed or replaced from draft to final text (Levenshtein).
    pub distance: usize,
    /// Characters of the final texts.
    pub characters: usize,
}

impl Effort {
    /// What was done to `segments`, each with its history, oldest first. For each edited segment the time is that of a
    /// comparison of its draft with its final text.
    pub fn of<'a>(segments: impl IntoIterator<Item = (&'a Segment, Vec<Step<'a>>)>) -> Self {
        let mut effort = Self::default();
        let mut saves: Vec<(&str, u64)> = Vec::new();
        for (segment, steps) in segments {
            let by_people = steps.iter().filter(|step| step.target.is_a_persons());
            saves.extend(by_people.filter_map(|step| Some((step.who, seconds(step.at)?))));
            if segment.target.is_a_persons() && !segment.target.content.is_blank() {
                effort.count(segment, draft(&steps));
            }
        }
        saves.sort_unstable();
        let same = saves.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        effort.seconds = same
            .map(|pair| pair[1].1 - pair[0].1)
            .filter(|&gap| gap <= PAUSE)
            .sum();
        effort
    }

    fn count(&mut self, segment: &Segment, draft: Option<&Target>) {
        let (before, after) = (
            draft.map_or("", |draft| &draft.content.text),
            &segment.target.content.text,
        );
        let origin = draft.and_then(|draft| draft.origin.as_ref());
        let origin = origin.map_or_else(|| String::from("no draft"), super::Origin::band);
        let fate = self.drafts.entry(origin).or_default();
        let (old, new): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
        fate.characters += new.len();
        if before == after {
            fate.kept += 1;
            return;
        }
        fate.edited += 1;
        let most = old.len().max(new.len());
        fate.distance += Pattern::new(&old).distance(&new, most).unwrap_or(most);
        if draft.is_some() {
            let sure = |used: &&TermUse| used.hit.tier != Tier::Possible;
            let changed = |used: &&TermUse| rendering(used, before) != rendering(used, after);
            self.terms_changed += segment.terms.iter().filter(sure).filter(changed).count();
        }
    }

    /// Adds what was done to another article.
    pub fn add(&mut self, other: &Self) {
        for (origin, theirs) in &other.drafts {
            let mine = self.drafts.entry(origin.clone()).or_default();
            mine.kept += theirs.kept;
            mine.edited += theirs.edited;
            mine.distance += theirs.distance;
            mine.characters += theirs.characters;
        }
        self.terms_changed += other.terms_changed;
        self.seconds += other.seconds;
    }
}

/// The machine's last proposal before a person wrote the first time.
#[must_use]
pub fn draft<'a>(steps: &[Step<'a>]) -> Option<&'a Target> {
    let before = steps.iter().take_while(|step| !step.target.is_a_persons());
    before
        .map(|step| step.target)
        .filter(|target| !target.content.is_blank())
        .last()
}

/// Which of the renderings of a term stands in `text`: wanted, accepted or forbidden ones.
fn rendering<'a>(used: &'a TermUse, text: &str) -> Option<&'a str> {
    let term = &used.hit.term;
    let all = std::iter::once(&term.target)
        .chain(&term.forbidden)
        .chain(&term.variants);
    let text = text.to_lowercase();
    all.map(String::as_str)
        .find(|one| !one.is_empty() && text.contains(&one.to_lowercase()))
}

/// Seconds since 1970 of a stamp as TMX writes it (Howard Hinnant, `days_from_civil`).
fn seconds(stamp: &str) -> Option<u64> {
    let number = |from: usize, to: usize| stamp.get(from..to).and_then(|digits| digits.parse::<u64>().ok());
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let (hour, minute, second) = (number(9, 11)?, number(11, 13)?, number(13, 15)?);
    let year = if month <= 2 { year.checked_sub(1)? } else { year };
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day.checked_sub(1)?;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Some(days.checked_sub(719_468)? * 86_400 + hour * 3_600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Content, Origin, SegmentId, State};

    fn segment(target: Target) -> Segment {
        Segment {
            id: SegmentId::given("s1"),
            block: 0,
            source: Content::plain("نعم"),
            gap: String::new(),
            target,
            terms: Vec::new(),
            matches: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn machine(text: &str) -> Target {
        Target::draft(Content::plain(text), Origin::Repeat)
    }

    fn person(text: &str) -> Target {
        Target {
            content: Content::plain(text),
            state: State::Approved,
            origin: Some(Origin::Person),
            reason: None,
        }
    }

    #[test]
    fn a_draft_is_kept_or_edited_and_pauses_do_not_count() {
        let (first, second) = (machine("Kiri said"), machine("Yes"));
        let (edited, kept) = (person("Kerry said"), person("Yes"));
        let step = |target, at| Step {
            target,
            who: "Mona",
            at,
        };
        let segments = [
            segment(edited.clone()),
            segment(kept.clone()),
            segment(machine("No")),
        ];
        let steps = [
            vec![
                step(&first, "20260131T100000Z"),
                step(&edited, "20260131T120000Z"),
            ],
            vec![
                step(&second, "20260131T100000Z"),
                step(&kept, "20260131T120040Z"),
                step(&kept, "20260131T130000Z"),
            ],
            vec![step(&first, "20260131T100000Z")],
        ];
        let effort = Effort::of(segments.iter().zip(steps));
        let fate = effort.drafts["repeat"];
        assert_eq!((fate.kept, fate.edited, fate.distance), (1, 1, 3));
        assert_eq!(fate.characters, "Kerry said".len() + "Yes".len());
        assert_eq!(effort.seconds, 40);
    }

    #[test]
    fn a_target_written_afresh_has_no_draft() {
        let text = person("Kerry");
        let step = Step {
            target: &text,
            who: "Mona",
            at: "20260131T120000Z",
        };
        let effort = Effort::of([(&segment(text.clone()), vec![step])]);
        assert_eq!(effort.drafts["no draft"].edited, 1);
        assert_eq!(effort.terms_changed, 0);
    }

    #[test]
    fn stamps_are_moments() {
        assert_eq!(seconds("19700101T000000Z"), Some(0));
        assert_eq!(seconds("20000229T000000Z"), Some(951_782_400));
        assert_eq!(seconds("20261124T000000Z"), Some(1_795_478_400));
        assert_eq!(seconds("yesterday"), None);
    }
}
