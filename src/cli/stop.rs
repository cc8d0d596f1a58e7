//! Ctrl-C, heard between batches and while a backend is awaited, so that what is finished is saved.

use std::ops::ControlFlow;

use tokio::sync::watch;

/// Remembers whether the person has asked to stop.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    asked: watch::Receiver<bool>,
}

impl Stop {
    /// Listens for Ctrl-C from here on; a second one ends the program at once.
    pub(super) fn on_ctrl_c() -> anyhow::Result<Self> {
        let (heard, asked) = watch::channel(false);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        std::thread::spawn(move || {
            runtime.block_on(async {
                while tokio::signal::ctrl_c().await.is_ok() {
                    if heard.send_replace(true) {
                        std::process::exit(130);
                    }
                }
            });
        });
        Ok(Self { asked })
    }

    /// Whether the person has asked to stop.
    pub(super) fn is_asked(&self) -> bool {
        *self.asked.borrow()
    }

    /// Turns true when the person asks to stop.
    pub(super) fn watch(&self) -> watch::Receiver<bool> {
        self.asked.clone()
    }

    /// Go on, or leave off after this batch.
    pub(super) fn flow(&self) -> ControlFlow<()> {
        if self.is_asked() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}
