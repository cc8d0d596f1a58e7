//! What there is to do while backends are at work.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use crate::document::Article;
use crate::memory::Units;

use super::keeper::Keeper;
use super::scout::{Found, Scout};

/// What can be done while a window is asked for: what is settled of it is saved, and evidence is found for the next one.
pub(super) struct Meanwhile<'a, 's, D, U: Units> {
    /// Who saves.
    pub(super) keeper: &'a Keeper<'s, D>,
    /// Segments saved at a time.
    pub(super) at_once: usize,
    /// Who finds.
    pub(super) scout: &'a mut Scout<'s, U>,
    /// Where the next window's segments stand in the article.
    pub(super) ahead: &'a [usize],
    /// What is found for them, from the first on.
    pub(super) found: Vec<Found>,
}

impl<D, U: Units> Meanwhile<'_, '_, D, U> {
    /// Whether everything ahead is found.
    pub(super) fn is_complete(&self) -> bool {
        self.found.len() == self.ahead.len()
    }

    /// Finds the evidence for one segment more.
    pub(super) fn step(&mut self, article: &Article) -> Result<(), U::Error> {
        self.scout.step(article, self.ahead, &mut self.found)
    }
}

/// Runs `asking` to its end, or until other work fails. Whenever it waits and there `is_more`, a piece of that is `done`; a
/// piece should be short, since what has come in meanwhile is looked at between two of them.
pub(super) async fn beside<T, E>(
    asking: impl Future<Output = Result<T, E>>,
    is_more: impl Fn() -> bool,
    mut done: impl FnMut() -> Result<(), E>,
) -> Result<T, E> {
    let mut asking = pin!(asking);
    loop {
        let idle = poll_fn(|_| if is_more() { Poll::Ready(()) } else { Poll::Pending });
        tokio::select! {
            biased;
            asked = &mut asking => return asked,
            // Looked at after `asking` each time that it was woken, and so never too late.
            () = idle => done()?,
        }
        tokio::task::yield_now().await;
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::time::Duration;

    use tokio::time::sleep;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn work_that_comes_up_while_asking_is_done_before_the_end_of_it() {
        let (inbox, log) = (RefCell::new(vec!["ahead"]), RefCell::new(Vec::new()));
        let asking = async {
            for answer in ["first", "second"] {
                sleep(Duration::from_secs(1)).await;
                inbox.borrow_mut().push(answer);
            }
            sleep(Duration::from_secs(1)).await;
            log.borrow_mut().push("end");
            inbox.borrow_mut().push("late");
            Ok::<_, ()>(7)
        };
        let one = || {
            log.borrow_mut().extend(inbox.borrow_mut().pop());
            Ok(())
        };
        let asked = beside(asking, || !inbox.borrow().is_empty(), one).await;
        assert_eq!(
            (asked, log.into_inner()),
            (Ok(7), vec!["ahead", "first", "second", "end"])
        );
        assert_eq!(inbox.into_inner(), ["late"]);
    }
}
