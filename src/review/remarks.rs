//! Comments, and findings that a person ignores: said here, kept by the store, shown with the article.

use crate::document::{Comment, Ignored, SegmentId};
use crate::store::{Remarks, Stamp};

use super::desk::{Asker, Desk};
use super::fault::Fault;

impl Desk {
    /// Keeps a comment on a segment, or on the article.
    pub(super) fn comment(
        &mut self,
        name: &str,
        segment: Option<&SegmentId>,
        text: &str,
        asker: Asker<'_>,
    ) -> Result<Comment, Fault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Fault::Unfit(String::from("a comment needs some words")));
        }
        if let Some(id) = segment {
            self.article(name, asker)?.place(id)?;
        }
        let at = asker.house.now();
        let stamp = Stamp {
            who: &asker.settings.author,
            at: &at,
        };
        let comment = self.store.comment(name, segment, text, &stamp)?;
        self.article(name, asker)?.article.comments.push(comment.clone());
        Ok(comment)
    }

    /// Settles a comment, or opens it again with no name.
    pub(super) fn resolve(
        &mut self,
        name: &str,
        number: u64,
        by: Option<&str>,
        asker: Asker<'_>,
    ) -> Result<(), Fault> {
        if !self.store.resolve_comment(name, number, by)? {
            return Err(Fault::Nowhere(format!("there is no comment {number}")));
        }
        let comments = &mut self.article(name, asker)?.article.comments;
        for comment in comments.iter_mut().filter(|comment| comment.number == number) {
            comment.resolved = by.map(str::to_owned);
        }
        Ok(())
    }

    /// Ignores what a check says of a segment, for a reason; with none, it counts again. Where the segment stands.
    pub(super) fn ignore(
        &mut self,
        name: &str,
        (id, check): (&SegmentId, &str),
        reason: Option<&str>,
        asker: Asker<'_>,
    ) -> Result<usize, Fault> {
        let place = self.article(name, asker)?.place(id)?;
        let ignored = match reason.map(str::trim) {
            None => {
                self.store.heed(name, id, check)?;
                None
            }
            Some("") => return Err(Fault::Unfit(String::from("say in a few words why it is ignored"))),
            Some(reason) => {
                let segment = &self.article(name, asker)?.article.segments[place];
                let Some(about) = Ignored::concerns(segment, check) else {
                    return Err(Fault::Unfit(format!(
                        "no check called `{check}` objects to anything in this segment"
                    )));
                };
                let ignored = Ignored {
                    segment: id.clone(),
                    check: check.to_owned(),
                    about: Some(about),
                    reason: reason.to_owned(),
                    who: asker.settings.author.clone(),
                    at: asker.house.now(),
                };
                self.store.ignore(name, &ignored)?;
                Some(ignored)
            }
        };
        let article = &mut self.article(name, asker)?.article;
        article
            .ignored
            .retain(|one| one.segment != *id || one.check != check);
        article.ignored.extend(ignored);
        article.segments[place] = article.excused(article.segments[place].clone());
        Ok(place)
    }
}
