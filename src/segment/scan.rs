//! The walk over a text from candidate to candidate.

use super::Decision;
use super::candidates::{Candidate, Candidates, Sign};
use super::list::Entry;
use super::marks::Mark;
use super::rules::{Rules, Ruling};
use super::site::{Site, blanks};

/// The decisions about a text, in the order of their places.
///
/// What lies behind is remembered in one respect only: the sign of the last list entry, which the sign of the next
/// one must continue.
pub(super) struct Scan<'a> {
    rules: &'a Rules<'a>,
    text: &'a str,
    candidates: Candidates<'a>,
    from: usize,
    entry: Option<Entry<'a>>,
}

impl<'a> Scan<'a> {
    /// The walk over `text` by `rules`.
    pub(super) fn new(rules: &'a Rules<'a>, text: &'a str) -> Self {
        Self {
            rules,
            text,
            candidates: Candidates::new(text),
            from: 0,
            entry: None,
        }
    }

    /// The decision at `candidate`, if it is one; the walk goes on behind what it took in.
    fn decide(&mut self, candidate: Candidate) -> Option<Decision> {
        let Candidate { at, char, sign } = candidate;
        self.from = at + char.len_utf8();
        match sign {
            Sign::Mark(kind) => self.at_mark(at, char, kind),
            Sign::Bracket => {
                let site = Site::new(self.text, at, char, Mark::Stop);
                self.from = site.ending.end;
                self.at_entry(&site)
            }
            Sign::Bullet => {
                let spaced = self.text[..at].ends_with(char::is_whitespace);
                spaced.then_some(Decision {
                    at,
                    ruling: Ruling::Cut("bullet"),
                })
            }
            Sign::Break => self.at_break(char),
        }
    }

    /// The decision at the end of a line, `char`, that the walk has just passed.
    fn at_break(&mut self, char: char) -> Option<Decision> {
        let end = self.from + blanks(&self.text[self.from..]);
        let blank_line = char == '\u{2029}' || self.text[self.from..end].contains(['\n', '\u{2029}']);
        self.from = end;
        blank_line.then_some(Decision {
            at: end,
            ruling: Ruling::Cut("blank-line"),
        })
    }

    /// The decision before the list sign at `site`, if an entry begins there inside the text.
    fn at_entry(&mut self, site: &Site<'a>) -> Option<Decision> {
        let entry = Entry::at(site)?;
        let begins = if site.opens_sentence() {
            self.entry = Some(entry);
            self.rules.begins_list(entry, site)
        } else {
            let last = self.entry?;
            let continues = self.rules.continues_list(last, entry, site);
            self.entry = Some(if continues { entry } else { last });
            continues
        };
        begins.then(|| Decision {
            at: site.at() - site.word().len(),
            ruling: Ruling::Cut("list-entry"),
        })
    }

    fn at_mark(&mut self, at: usize, char: char, kind: Mark) -> Option<Decision> {
        let site = Site::new(self.text, at, char, kind);
        self.from = site.ending.end;
        if let Some(decision) = self.at_entry(&site) {
            return Some(decision);
        }
        // The end of the text is no place to decide about.
        (site.next < self.text.len()).then(|| Decision {
            at: site.next,
            ruling: self.rules.decide(&site),
        })
    }
}

impl Iterator for Scan<'_> {
    type Item = Decision;

    fn next(&mut self) -> Option<Decision> {
        while let Some(candidate) = self.candidates.next(self.from) {
            if let Some(decision) = self
                .decide(candidate)
                .filter(|decision| decision.at < self.text.len())
            {
                return Some(decision);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    /// The bytes that all decisions about `text` may look at, together.
    fn looked_at(text: &str) -> usize {
        let rules = Rules::new(&language::of("ar").segmentation, &[]);
        let mut scan = Scan::new(&rules, text);
        let mut bytes = 0;
        while let Some(candidate) = scan.candidates.next(scan.from) {
            let Candidate { at, char, sign } = candidate;
            bytes += scan.from.abs_diff(at);
            if let Sign::Mark(kind) = sign {
                let site = Site::new(text, at, char, kind);
                bytes += site.before().len() + (site.next - at) + site.after.len();
            }
            scan.decide(candidate);
            bytes += scan.from - at;
        }
        bytes
    }

    #[test]
    fn no_text_makes_the_work_grow_faster_than_its_length() {
        for part in [
            ".", ". ", ".\"", ".)", ". .", "\n", ".\n ", ".(((", "د. ", "1. ", ".[1]", "\".\" ", "؟»",
        ] {
            let (short, long) = (looked_at(&part.repeat(500)), looked_at(&part.repeat(5000)));
            assert!(long <= short * 15, "{part:?}: {short} then {long}");
        }
        let blanks = |count: usize| looked_at(&format!(".{}x. x", " ".repeat(count)));
        assert!(blanks(50_000) < blanks(5_000) * 15);
    }
}
