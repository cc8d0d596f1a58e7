//! A sentence of a translation that stands beside the wrong source, moved to the segment before or after: how a person puts
//! right what was aligned.

use serde::Deserialize;

use super::desk::{Asker, Desk, Open};
use super::fault::Fault;
use super::steps::Step;
use crate::document::{SegmentId, State, Target};
use crate::language::{self, Language};
use crate::segment;

/// Which way the sentence goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Way {
    /// The first sentence of the next target comes to the end of this one.
    Up,
    /// The last sentence of this target goes to the beginning of the next one.
    Down,
}

impl Desk {
    /// Moves a sentence between the target of the segment `id` and that of the one after it, as one step.
    pub(super) fn shift(
        &mut self,
        name: &str,
        id: &SegmentId,
        way: Way,
        asker: Asker<'_>,
    ) -> Result<Step, Fault> {
        let open = self.article(name, asker)?;
        let place = open.place(id)?;
        let segments = &open.article.segments;
        let Some(next) = segments.get(place + 1) else {
            return Err(Fault::Unfit(String::from("there is no segment after this one")));
        };
        let both = [&segments[place].target, &next.target];
        if both.iter().any(|target| target.state == State::Locked) {
            return Err(Fault::Locked);
        }
        let texts = both.map(|target| target.content.text.as_str());
        let Some([above, below]) = shifted(texts, way, language::of(&open.article.target_language)) else {
            return Err(Fault::Unfit(String::from(
                "the translation that would give a sentence is empty",
            )));
        };
        let wanted = vec![
            (place, open.moved(place, &above)),
            (place + 1, open.moved(place + 1, &below)),
        ];
        self.save_step(name, "shift", wanted, asker)
    }
}

impl Open {
    /// The target at `place` with another text: approved no more, and empty when nothing is left of it.
    fn moved(&self, place: usize, text: &str) -> Target {
        if text.is_empty() {
            return Target::default();
        }
        let edited = self.edited(place, text);
        Target {
            state: edited.state.max(State::NeedsReview),
            ..edited
        }
    }
}

/// The two texts after one of their sentences has gone `way`; `None` when there is none to go.
fn shifted([above, below]: [&str; 2], way: Way, language: &Language) -> Option<[String; 2]> {
    let giving = if way == Way::Up { below } else { above };
    if giving.trim().is_empty() {
        return None;
    }
    let cut = |text: &str| segment::split(text, language, &segment::Options::default());
    match way {
        Way::Up => {
            let first = cut(below).into_iter().next()?;
            Some([
                joined(above, &below[first.clone()], language),
                below[first.end..].trim().to_owned(),
            ])
        }
        Way::Down => {
            let last = cut(above).into_iter().last()?;
            Some([
                above[..last.start].trim().to_owned(),
                joined(&above[last], below, language),
            ])
        }
    }
}

fn joined(first: &str, second: &str, language: &Language) -> String {
    let (first, second) = (first.trim(), second.trim());
    let is_spaced = !(first.is_empty() || second.is_empty() || language.morphology.unspaced);
    [first, if is_spaced { " " } else { "" }, second].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift(texts: [&str; 2], way: Way) -> Option<[String; 2]> {
        shifted(texts, way, language::of("en"))
    }

    #[test]
    fn a_sentence_goes_up_or_down_and_the_rest_stays() {
        let texts = ["He met Mr. Lavrov. They spoke.", "Then he left. It was late."];
        let up = ["He met Mr. Lavrov. They spoke. Then he left.", "It was late."].map(str::to_owned);
        let down = ["He met Mr. Lavrov.", "They spoke. Then he left. It was late."].map(str::to_owned);
        assert_eq!(shift(texts, Way::Up), Some(up.clone()));
        assert_eq!(shift(texts, Way::Down), Some(down));
        assert_eq!(
            shift([&up[0], &up[1]], Way::Down).unwrap().map(|text| text.len()),
            texts.map(str::len)
        );
    }

    #[test]
    fn what_is_empty_takes_and_does_not_give() {
        let whole = ["", "All of it."].map(str::to_owned);
        let up = shift(["", "All of it."], Way::Up);
        assert_eq!(up, Some(["All of it.", ""].map(str::to_owned)));
        assert_eq!(shift(["All of it.", ""], Way::Down), Some(whole));
        assert_eq!(shift(["", "All of it."], Way::Down), None);
        assert_eq!(shift(["All of it.", " "], Way::Up), None);
    }
}
