//! A translation of a paragraph as runs: each word in the look of the code it stands in, links and fields around it, and
//! what must not be lost.

use std::ops::Range;

use super::flip::Flip;
use super::inline::{Inline, Meaning};
use super::runs;
use super::story::Part;
use crate::document::{CodeKind, Content};
use crate::format::Error;
use crate::format::markup::Markup;
use crate::format::skeleton::Patches;

impl Inline {
    /// The runs of `target`, a translation of the content. `patches` holds what was translated inside its objects.
    ///
    /// # Errors
    /// As [`Inline::of`].
    pub(super) fn rendered(
        &self,
        target: &Content,
        (text, patches): (&str, &Patches),
        flip: &Flip<'_>,
    ) -> Result<String, Error> {
        let mut out = Rendering {
            text,
            patches,
            flip,
            out: String::new(),
            looks: vec![&self.base],
            around: Vec::new(),
        };
        self.before.iter().for_each(|part| out.part(part));
        let mut used = vec![false; self.codes.len()];
        let mut after_break = false;
        for (mut words, code) in target.pieces() {
            if after_break && !words.is_empty() {
                words = words.strip_prefix([' ', '\n', '\t']).unwrap_or(words);
                after_break = false;
            }
            out.words(words)?;
            let Some(code) = code else { break };
            let index = usize::try_from(code.id).unwrap_or(0).wrapping_sub(1);
            let Some(meaning) = self.codes.get(index) else {
                continue;
            };
            used[index] = true;
            out.code(index, meaning, code.kind);
            after_break |= matches!(meaning, Meaning::Break(_));
        }
        out.close_all();
        for (meaning, used) in self.codes.iter().zip(used) {
            if let (Meaning::Object(parts), false) = (meaning, used) {
                parts.iter().for_each(|part| out.part(part));
            }
        }
        self.after.iter().for_each(|part| out.part(part));
        Ok(out.out)
    }
}

/// Runs being written.
struct Rendering<'a> {
    text: &'a str,
    patches: &'a Patches,
    flip: &'a Flip<'a>,
    out: String,
    /// The looks around, innermost last.
    looks: Vec<&'a Range<usize>>,
    /// Numbers of the elements open, innermost last, with what closes each.
    around: Vec<(usize, &'a Vec<Part>, &'a Vec<Part>)>,
}

impl<'a> Rendering<'a> {
    fn part(&mut self, part: &Part) {
        match part {
            Part::Raw(span) => self.out.push_str(&self.patches.applied(self.text, span.clone())),
            Part::Run { look, child } => {
                self.out.push_str("<w:r>");
                self.out.push_str(&self.text[look.clone()]);
                self.out.push_str(&self.patches.applied(self.text, child.clone()));
                self.out.push_str("</w:r>");
            }
        }
    }

    fn words(&mut self, words: &str) -> Result<(), Error> {
        let look = self.looks.last().map_or("", |look| &self.text[(*look).clone()]);
        for (stretch, direction) in runs::stretches(words, self.flip.target()) {
            self.out.push_str("<w:r>");
            self.out
                .push_str(&self.flip.run(look, direction)?.element("w:rPr"));
            let mut inside = Markup::default();
            runs::characters(stretch, &mut inside);
            self.out.push_str(&inside.finish());
            self.out.push_str("</w:r>");
        }
        Ok(())
    }

    fn code(&mut self, index: usize, meaning: &'a Meaning, kind: CodeKind) {
        match (meaning, kind) {
            (Meaning::Look(look), CodeKind::Open) => self.looks.push(look),
            (Meaning::Look(look), _) => {
                if let Some(at) = self.looks.iter().skip(1).rposition(|open| *open == look) {
                    self.looks.remove(at + 1);
                }
            }
            (Meaning::Around { open, close }, CodeKind::Open) => {
                open.iter().for_each(|part| self.part(part));
                self.around.push((index, open, close));
            }
            (Meaning::Around { .. }, _) => self.close(index),
            (Meaning::Break(part), _) => self.part(part),
            (Meaning::Object(parts), _) => parts.iter().for_each(|part| self.part(part)),
        }
    }

    /// Closes the element `index`; those inside it are closed before and opened again after.
    fn close(&mut self, index: usize) {
        let Some(at) = self.around.iter().rposition(|(open, ..)| *open == index) else {
            return;
        };
        let inner = self.around.split_off(at);
        for (_, _, close) in inner.iter().rev() {
            close.iter().for_each(|part| self.part(part));
        }
        for open in inner.into_iter().skip(1) {
            open.1.iter().for_each(|part| self.part(part));
            self.around.push(open);
        }
    }

    fn close_all(&mut self) {
        while let Some((_, _, close)) = self.around.pop() {
            close.iter().for_each(|part| self.part(part));
        }
    }
}
