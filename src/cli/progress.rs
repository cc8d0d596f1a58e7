//! A progress bar drawn from the events of drafting.

use indicatif::{ProgressBar, ProgressStyle};

use crate::document::Event;

use super::terminal::Terminal;

/// Shows how far drafting has come: segments of one article, or articles of many.
pub(super) struct Progress {
    bar: ProgressBar,
    many: bool,
}

impl Progress {
    /// A bar for `articles` articles; hidden where nobody sees it.
    pub(super) fn new(articles: usize, terminal: &Terminal) -> Self {
        let bar = if terminal.shows_bars() {
            ProgressBar::new(articles as u64)
        } else {
            ProgressBar::hidden()
        };
        let template = "{prefix:.dim} {bar:30} {pos}/{len} {msg} {eta:.dim}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let many = articles > 1;
        bar.set_prefix(if many { "articles" } else { "segments" });
        Self { bar, many }
    }

    /// Takes note of one event.
    pub(super) fn on(&self, event: &Event) {
        match event {
            Event::Started { article, segments } => {
                self.bar.set_message(super::terminal::clean(article));
                if !self.many {
                    self.bar.set_length(*segments as u64);
                }
            }
            Event::Saved { done } if !self.many => self.bar.set_position(*done as u64),
            Event::Answered { segments } if !self.many => self.bar.inc(*segments as u64),
            Event::Resting {
                backend,
                why,
                seconds,
            } => {
                let message = format!("{backend} rests for {seconds} s: {why}");
                self.bar.set_message(super::terminal::clean(&message));
            }
            Event::Saved { .. } | Event::Answered { .. } | Event::Fetched { .. } | Event::Noted { .. } => {}
            Event::Finished { .. } if self.many => self.bar.inc(1),
            Event::Finished { .. } => {}
        }
    }

    /// Takes the bar away, so that the summary stands alone.
    pub(super) fn finish(self) {
        self.bar.finish_and_clear();
    }
}
