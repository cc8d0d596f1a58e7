//! What other pages are told: numbered events, the last of them kept, so that a page that was away can catch up.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use tokio::sync::watch;

/// Events kept for pages that come back; one that was away longer reloads.
const KEPT: usize = 1_000;

/// What a page is to do about an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Segments were saved: ask for them.
    Saved,
    /// Comments or ignored findings have changed: ask for them.
    Remarked,
    /// All may have changed: ask for everything.
    Reload,
}

impl Kind {
    /// The event's name, as a page listens for it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Remarked => "remarked",
            Self::Reload => "reload",
        }
    }
}

/// Something other pages should know.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Event {
    /// Its number, from 1.
    #[serde(skip)]
    pub(super) number: u64,
    /// The article.
    #[serde(skip)]
    pub(super) article: String,
    /// What happened.
    #[serde(skip)]
    pub(super) kind: Kind,
    /// The segments that were saved, if that is what happened.
    pub(super) ids: Vec<String>,
}

/// The events of this start of the server.
pub(super) struct Events {
    newest: watch::Sender<u64>,
    kept: Mutex<VecDeque<Event>>,
}

impl Default for Events {
    fn default() -> Self {
        Self {
            newest: watch::Sender::new(0),
            kept: Mutex::default(),
        }
    }
}

impl Events {
    /// Tells that segments of `article` were saved; with no `ids`, that all may have changed.
    pub(super) fn tell(&self, article: &str, ids: Vec<String>) {
        let kind = if ids.is_empty() { Kind::Reload } else { Kind::Saved };
        self.add(article, kind, ids);
    }

    /// Tells that comments on `article` have changed, or what is ignored in the segments `ids`.
    pub(super) fn remarked(&self, article: &str, ids: Vec<String>) {
        self.add(article, Kind::Remarked, ids);
    }

    fn add(&self, article: &str, kind: Kind, ids: Vec<String>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let number = *self.newest.borrow() + 1;
        kept.push_back(Event {
            number,
            article: article.to_owned(),
            kind,
            ids,
        });
        if kept.len() > KEPT {
            kept.pop_front();
        }
        self.newest.send_replace(number);
    }

    /// The number of the newest event.
    pub(super) fn newest(&self) -> u64 {
        *self.newest.borrow()
    }

    /// Turns whenever there is a newer event.
    pub(super) fn watch(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }

    /// The first event of `article` after `number`; one that says that all may have changed when some after it are
    /// no longer kept, or when `number` is of an earlier start.
    pub(super) fn after(&self, article: &str, number: u64) -> Option<Event> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = self.newest();
        let oldest = kept.front().map_or(newest + 1, |event| event.number);
        if number > newest || number + 1 < oldest {
            return Some(Event {
                number: newest,
                article: article.to_owned(),
                kind: Kind::Reload,
                ids: Vec::new(),
            });
        }
        let mut later = kept.iter().filter(|event| event.number > number);
        later.find(|event| event.article == article).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_was_away_hears_what_it_missed_in_order() {
        let events = Events::default();
        events.tell("a", vec![String::from("s1")]);
        events.tell("b", vec![String::from("s2")]);
        events.tell("a", vec![String::from("s3")]);
        assert_eq!(events.after("a", 0).unwrap().ids, ["s1"]);
        assert_eq!(events.after("a", 1).unwrap().ids, ["s3"]);
        assert!(events.after("a", 3).is_none());
    }

    #[test]
    fn a_page_that_was_away_too_long_or_since_an_earlier_start_reloads() {
        let events = Events::default();
        assert!(events.after("a", 7).unwrap().ids.is_empty());
        for _ in 0..=KEPT {
            events.tell("a", vec![String::from("s1")]);
        }
        let event = events.after("a", 0).unwrap();
        assert_eq!((event.ids.len(), event.number), (0, events.newest()));
        assert!(events.after("a", 1).unwrap().ids == ["s1"]);
    }
}
