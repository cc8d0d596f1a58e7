//! `tarjuman model fetch`: a model over the network or from a folder, with a bar, to be stopped at any moment.

use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};

use crate::backend::Pair;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::stop::Stop;
use crate::cli::terminal::{Terminal, clean};
use crate::document::Event;
use crate::model::{Fetched, Listener, ModelStore, Origin};

/// Which model, and from where.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The languages, as in `ar-en`.
    #[arg(value_name = "PAIR", value_parser = pair)]
    pair: (String, String),

    /// A folder on a web server that holds it, as `URL/ar-en/` with its manifest `model.json`, or the published files.
    #[arg(long, value_name = "URL", conflicts_with = "from_folder")]
    from_url: Option<String>,

    /// The same as a folder of this machine.
    #[arg(long, value_name = "FOLDER")]
    from_folder: Option<PathBuf>,
}

/// Reads `ar-en`.
fn pair(text: &str) -> Result<(String, String), String> {
    let (from, to) = text
        .split_once('-')
        .ok_or("write source and target language with a hyphen between them, as in ar-en")?;
    Ok((input::language_tag(from)?, input::language_tag(to)?))
}

pub(super) fn run(arguments: &Arguments, store: &ModelStore, terminal: &Terminal) -> anyhow::Result<Exit> {
    let named = match (&arguments.from_url, &arguments.from_folder) {
        (Some(url), _) => Some(Origin::address(url)?),
        (None, Some(folder)) => Some(Origin::Folder(folder.clone())),
        (None, None) => None,
    };
    let pair = Pair {
        from: &arguments.pair.0,
        to: &arguments.pair.1,
    };
    let stop = Stop::on_ctrl_c()?;
    let bar = Bar::new(terminal);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut listener = Listener {
        on: &mut |event| bar.on(&event),
        stop: stop.watch(),
    };
    let fetched = runtime.block_on(store.fetch(pair, named, &mut listener));
    bar.finish();
    let manifest = match fetched? {
        Fetched::Installed(manifest) => {
            terminal.say(format!("installed in {}", store.folder().display()));
            manifest
        }
        Fetched::Already(manifest) => {
            terminal.say("already installed, and its files are whole; nothing was fetched");
            manifest
        }
        Fetched::Stopped { bytes } => {
            terminal.say(format!(
                "stopped; nothing was installed. {:.1} MB that came are kept, and the same command goes on from there",
                bytes as f64 / 1e6
            ));
            return Ok(Exit::Stopped);
        }
    };
    super::print(&[manifest])?;
    Ok(Exit::Done)
}

/// How much of the file at hand is here.
struct Bar<'a> {
    bar: ProgressBar,
    terminal: &'a Terminal,
}

impl<'a> Bar<'a> {
    fn new(terminal: &'a Terminal) -> Self {
        let bar = if terminal.shows_bars() {
            ProgressBar::new(0)
        } else {
            ProgressBar::hidden()
        };
        let template = "{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta:.dim} {msg}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { bar, terminal }
    }

    fn on(&self, event: &Event) {
        match event {
            Event::Fetched { file, bytes, of } => {
                if self.bar.message() != *file {
                    self.bar.set_message(file.clone());
                    self.bar.reset();
                    self.bar.set_length(*of);
                }
                self.bar.set_position(*bytes);
            }
            Event::Noted { message } => self.bar.suspend(|| self.terminal.say(clean(message))),
            _ => {}
        }
    }

    fn finish(self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_two_languages() {
        assert_eq!(pair("ar-en").unwrap(), (String::from("ar"), String::from("en")));
        assert!(pair("aren").unwrap_err().contains("ar-en"));
        assert!(pair("ar-").is_err());
    }
}
