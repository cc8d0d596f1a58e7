//! The workspace a command works in: its folder, its configuration, its database.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::bail;

use crate::check;
use crate::store::{Sqlite, Workspace, workspace};

use super::dictionaries::with_dictionaries;
use super::memories;
use super::settings::Settings;
use super::termbase;
use super::terminal::Terminal;

/// Where a command works, and how it is configured.
pub(super) struct Session {
    /// The workspace; `None` outside any.
    pub(super) workspace: Option<Workspace>,
    /// Its configuration, or the defaults.
    pub(super) settings: Settings,
    checks: OnceLock<check::Options>,
}

impl Session {
    /// The workspace that was named, or the nearest one from the current folder upwards, if there is one.
    pub(super) fn find(named: Option<&Path>) -> anyhow::Result<Self> {
        let workspace = match named {
            Some(folder) if folder.is_dir() => Some(Workspace::at(folder)),
            Some(folder) => bail!(
                "{}: there is no such folder; `tarjuman init {0}` makes a workspace there",
                folder.display()
            ),
            None => Workspace::find(&current_folder()?).ok(),
        };
        let file = workspace
            .as_ref()
            .map(Workspace::config)
            .filter(|file| file.is_file());
        let settings = file.map_or_else(|| Ok(Settings::default()), |file| Settings::read(&file))?;
        Ok(Self {
            workspace,
            settings,
            checks: OnceLock::new(),
        })
    }

    /// As [`Session::find`]; without a workspace the current folder is to become one.
    pub(super) fn find_or_make(named: Option<&Path>) -> anyhow::Result<Self> {
        let mut session = Self::find(named)?;
        if session.workspace.is_none() {
            session.workspace = Some(Workspace::at(current_folder()?));
        }
        Ok(session)
    }

    /// Says that the folder becomes a workspace, where the first thing is about to be kept in it.
    pub(super) fn announce(&self, terminal: &Terminal) {
        let place = self.place();
        if !place.database().exists() && !place.config().exists() {
            terminal.say(format!(
                "{} is a workspace from here on: {} keeps its articles and its memory",
                place.folder().display(),
                workspace::DATABASE
            ));
        }
    }

    /// As [`Session::find`]; being outside any workspace is an error that says what to do.
    pub(super) fn require(named: Option<&Path>) -> anyhow::Result<Self> {
        let session = Self::find(named)?;
        if session.workspace.is_none() {
            bail!(
                "this folder is in no workspace; `tarjuman draft FILE` or `tarjuman init` makes one, \
                 --workspace names one"
            );
        }
        Ok(session)
    }

    /// The workspace, or the current folder as one that holds nothing.
    pub(super) fn place(&self) -> Workspace {
        self.workspace.clone().unwrap_or_else(|| Workspace::at("."))
    }

    /// Opens the workspace's database, making it if there is none.
    pub(super) fn store(&self) -> anyhow::Result<Sqlite> {
        Ok(Sqlite::open(&self.place().database())?)
    }

    /// Opens the workspace's database, to be read only where it cannot be written.
    pub(super) fn store_or_reader(&self) -> anyhow::Result<Sqlite> {
        Ok(memories::database(&self.place().database())?)
    }

    /// Opens the workspace's database if there is one.
    pub(super) fn existing_store(&self) -> anyhow::Result<Option<Sqlite>> {
        let path = self.place().database();
        if path.is_file() {
            Ok(Some(Sqlite::open(&path)?))
        } else {
            Ok(None)
        }
    }

    /// The options of the checks with the dictionaries that they name, which are read when they are first asked for.
    pub(super) fn checks(&self) -> anyhow::Result<&check::Options> {
        if let Some(checks) = self.checks.get() {
            return Ok(checks);
        }
        let checks = with_dictionaries(&self.settings.check, &self.place())?;
        Ok(self.checks.get_or_init(|| checks))
    }

    /// The pairs that the bilingual file `path` is probably in: the one that its name says, then the configured one.
    pub(super) fn expected(&self, path: &Path) -> Vec<(String, String)> {
        let is_configured = self
            .workspace
            .as_ref()
            .is_some_and(|workspace| workspace.config().is_file());
        let configured = is_configured.then(|| (self.settings.from.clone(), self.settings.to.clone()));
        termbase::told(path).into_iter().chain(configured).collect()
    }

    /// Where the configuration comes from, in one line.
    pub(super) fn describe(&self) -> String {
        let Some(workspace) = &self.workspace else {
            return String::from("no workspace here: the defaults are in force");
        };
        let file = workspace.config();
        if file.is_file() {
            format!("{}: every key is known; in force", file.display())
        } else {
            format!(
                "{}: there is no such file; the defaults are in force",
                file.display()
            )
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the environment enters here")]
fn current_folder() -> anyhow::Result<PathBuf> {
    Ok(std::env::current_dir()?)
}

/// Who works here: the name that was given, or else that of the login.
#[expect(clippy::disallowed_methods, reason = "the environment enters here")]
pub(super) fn author(given: Option<String>) -> String {
    let login = || std::env::var("USER").or_else(|_| std::env::var("USERNAME")).ok();
    given.or_else(login).unwrap_or_else(|| String::from("reviewer"))
}
