//! `tarjuman backend`: what can fill a draft, and whether it works.

use std::io::Write;
use std::path::Path;

use anyhow::anyhow;
use clap::Subcommand;

use crate::backend::{self, Request, Source};
use crate::document::{Content, SegmentId};

use super::exit::Exit;
use super::session::Session;
use super::settings::Settings;
use super::terminal::Terminal;

/// Machine translation backends: list, test.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// The backends there are; the configured one is marked.
    List,
    /// Send one sentence through a backend and show what comes back.
    Test {
        /// The backend's name, as `backend list` shows it.
        name: String,
        /// Source language.
        #[arg(long, default_value = "ar", value_parser = super::input::language_tag)]
        from: String,
        /// Target language.
        #[arg(long, default_value = "en", value_parser = super::input::language_tag)]
        to: String,
        /// The sentence.
        #[arg(long, default_value = "قال لافروف لكيري نعم.")]
        text: String,
    },
}

pub(super) fn run(command: &Command, terminal: &Terminal, workspace: Option<&Path>) -> anyhow::Result<Exit> {
    let configured = Session::find(workspace)?.settings;
    match command {
        Command::List => list(&configured.backend.r#use),
        Command::Test { name, from, to, text } => {
            let request = Request {
                from: from.clone(),
                to: to.clone(),
                segments: vec![Source {
                    id: SegmentId::of(text, 0),
                    content: Content::plain(text.as_str()),
                    ..Source::default()
                }],
                ..Request::default()
            };
            test((name, &configured), &request, terminal)
        }
    }
}

fn list(configured: &[String]) -> anyhow::Result<Exit> {
    let mut out = std::io::stdout().lock();
    for kind in backend::ALL {
        let mark = if configured.iter().any(|name| name == kind.id) {
            "*"
        } else {
            " "
        };
        writeln!(out, "{mark} {}\t{}", kind.id, kind.about)?;
    }
    Ok(Exit::Done)
}

fn test((name, settings): (&str, &Settings), request: &Request, terminal: &Terminal) -> anyhow::Result<Exit> {
    let backend = backend::build(name, &settings.backends, &backend::Means::none())?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let answers = runtime.block_on(backend.translate(request))?.answers;
    let capabilities = backend.capabilities();
    terminal.say(format!(
        "{name}: at most {} segments and {} characters a request",
        capabilities.segments, capabilities.characters
    ));
    let Some(answer) = answers.first() else {
        return match capabilities.segments {
            0 => {
                terminal.say(format!(
                    "{name} translates nothing: segments stay empty for a person to fill"
                ));
                Ok(Exit::Done)
            }
            _ => Err(anyhow!("{name} answered nothing; see `[backend]` in config.toml")),
        };
    };
    writeln!(std::io::stdout().lock(), "{}", answer.content.text)?;
    Ok(Exit::Done)
}
