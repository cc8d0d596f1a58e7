//! `tarjuman model`: models of the in-process engine.

mod fetch;

use std::io::Write;
use std::path::PathBuf;

use anyhow::anyhow;
use clap::Subcommand;

use crate::backend::Pair;
use crate::model::{Manifest, ModelStore};

use super::exit::Exit;
use super::terminal::{Terminal, clean};
use super::{input, keys};

/// Models of the in-process engine: list, fetch, add, verify, remove.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
A model is a folder with the files that Firefox Translations publishes for a pair of languages:
`model.….bin`, `vocab.….spm` (or `srcvocab` and `trgvocab`) and, if there is one, `lex.….bin`.

  tarjuman model fetch ar-en
  tarjuman draft article.txt --backend firefox

Models are installed once for all workspaces, in $XDG_DATA_HOME/tarjuman/models or in the folder that the
environment variable TARJUMAN_MODELS names. A file `catalogue.json` there lists further models that can be fetched;
its entries have the form of an installed model's `model.json`, with `from` for the address or folder of the files.
Nothing is ever fetched unasked.")]
pub(super) enum Command {
    /// The models that are installed, and those that can be fetched.
    List,
    /// Fetch a model and install it; what came before a stop, a kill or a fault is not fetched again.
    #[command(after_help = "\
Examples:
  tarjuman model fetch ar-en
  tarjuman model fetch ar-en --from-url https://models.example.org
  tarjuman model fetch ar-en --from-folder /mnt/share/models

Every file is compared with its SHA-256 before anything is installed. The folder of installed models, shared or
served by any web server, is a place for --from-folder and --from-url.")]
    Fetch(fetch::Arguments),
    /// Install the model whose files lie in a folder.
    #[command(after_help = "\
Examples:
  tarjuman model add ~/Downloads/aren --from ar --to en --licence MPL-2.0")]
    Add {
        /// The folder.
        folder: PathBuf,
        #[command(flatten)]
        pair: Languages,
        /// The licence under which it came, to be shown.
        #[arg(long, default_value = "")]
        licence: String,
    },
    /// Look at every file of the installed models, or of one.
    Verify {
        /// Source language.
        #[arg(long, requires = "to", value_parser = input::language_tag)]
        from: Option<String>,
        /// Target language.
        #[arg(long, requires = "from", value_parser = input::language_tag)]
        to: Option<String>,
    },
    /// Remove a model.
    Remove {
        #[command(flatten)]
        pair: Languages,
    },
}

/// The pair of a model.
#[derive(Debug, clap::Args)]
pub(super) struct Languages {
    /// Source language.
    #[arg(long, value_parser = input::language_tag)]
    from: String,
    /// Target language.
    #[arg(long, value_parser = input::language_tag)]
    to: String,
}

impl Languages {
    fn pair(&self) -> Pair<'_> {
        Pair {
            from: &self.from,
            to: &self.to,
        }
    }

    fn none(&self, store: &ModelStore) -> anyhow::Error {
        anyhow!(
            "no model from {} to {} is installed in {}",
            self.from,
            self.to,
            store.folder().display()
        )
    }
}

/// Where models are installed.
pub(super) fn store() -> ModelStore {
    let named = keys::variable("TARJUMAN_MODELS").map(PathBuf::from);
    let data = keys::variable("XDG_DATA_HOME").map(PathBuf::from);
    let home = || keys::variable("HOME").map_or_else(|| PathBuf::from("."), PathBuf::from);
    let folder = named.unwrap_or_else(|| {
        let data = data.unwrap_or_else(|| home().join(".local").join("share"));
        data.join("tarjuman").join("models")
    });
    ModelStore::at(folder)
}

/// Says how empty segments could be filled on this machine, if they can; looks at the disk only.
pub(super) fn suggest(from: &str, to: &str, terminal: &Terminal) {
    let pair = Pair { from, to };
    let store = store();
    if cfg!(feature = "engine") && store.has(pair) {
        terminal.say(
            "  the same with --backend firefox         the empty segments, by the model that is installed",
        );
    } else if cfg!(feature = "engine")
        && let Ok(catalogue) = store.catalogue()
        && let Some(entry) = catalogue.entry(pair)
    {
        terminal.say(format!(
            "  tarjuman model fetch {}-{}             a model ({:.0} MB) that fills the empty ones: --backend firefox",
            entry.source,
            entry.target,
            entry.bytes() as f64 / 1e6
        ));
    }
}

pub(super) fn run(command: &Command, terminal: &Terminal) -> anyhow::Result<Exit> {
    let store = store();
    match command {
        Command::List => list(&store, terminal)?,
        Command::Fetch(arguments) => return fetch::run(arguments, &store, terminal),
        Command::Add {
            folder,
            pair,
            licence,
        } => {
            let manifest = store.add(folder, (pair.pair(), licence))?;
            terminal.say(format!("installed in {}", store.folder().display()));
            print(&[manifest])?;
        }
        Command::Verify {
            from: Some(from),
            to: Some(to),
        } => {
            let pair = Languages {
                from: from.clone(),
                to: to.clone(),
            };
            let manifest = store.verify(pair.pair())?.ok_or_else(|| pair.none(&store))?;
            print(&[manifest])?;
        }
        Command::Verify { .. } => {
            for manifest in store.list()? {
                let pair = Pair {
                    from: &manifest.source,
                    to: &manifest.target,
                };
                store.verify(pair)?;
                print(&[manifest])?;
            }
        }
        Command::Remove { pair } => {
            if !store.remove(pair.pair())? {
                return Err(pair.none(&store));
            }
        }
    }
    Ok(Exit::Done)
}

fn list(store: &ModelStore, terminal: &Terminal) -> anyhow::Result<()> {
    let models = store.list()?;
    if models.is_empty() {
        terminal.say(format!("no model is installed in {}", store.folder().display()));
    }
    print(&models)?;
    let catalogue = store.catalogue()?;
    let installed = |source: &str, target: &str| {
        let same = |model: &Manifest| model.source == source && model.target == target;
        models.iter().any(same)
    };
    for entry in catalogue.entries() {
        if !installed(&entry.source, &entry.target) {
            terminal.say(format!(
                "`tarjuman model fetch {}-{}` gets {} {} ({:.1} MB)",
                clean(&entry.source),
                clean(&entry.target),
                entry.architecture,
                entry.version,
                entry.bytes() as f64 / 1e6
            ));
        }
    }
    Ok(())
}

fn print(models: &[Manifest]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for model in models {
        let bytes: u64 = model.files.iter().map(|file| file.bytes).sum();
        let licence = if model.licence.is_empty() {
            "licence not said"
        } else {
            &model.licence
        };
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t{:.1} MB\t{licence}\t{}",
            model.source,
            model.target,
            model.version,
            model.architecture,
            bytes as f64 / 1e6,
            model.from
        )?;
    }
    Ok(())
}
