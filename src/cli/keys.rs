//! Keys of services: from the environment or from the person's key file, never from a workspace.
//!
//! A key belongs to a host. What a vendor's own host wants may stand in the vendor's usual variable; for any host there
//! is `TARJUMAN_KEY_<HOST>` and a line `"host" = "key"` in the key file, which only its owner may read. So a workspace
//! that names somebody else's address gets no key.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::backend::{Error, Keys, Secret, http};

use super::input;

/// The environment variable that names another key file.
const FILE: &str = "TARJUMAN_KEYS";

/// The person's keys.
pub(super) struct KeyRing;

impl Keys for KeyRing {
    fn key(&self, host: &str, vendor: &[&'static str]) -> Result<Option<Secret>, Error> {
        let own = http::variable(host);
        let names = own.as_deref().into_iter().chain(vendor.iter().copied());
        if let Some(key) = names.into_iter().find_map(variable) {
            return Ok(Some(Secret::new(key)));
        }
        let Some(path) = key_file().filter(|path| path.exists()) else {
            return Ok(None);
        };
        let fault = |message: String| Error::KeyFile {
            path: path.display().to_string(),
            message,
        };
        let private = is_private(&path);
        if !private {
            return Err(fault(String::from(
                "others may read it; `chmod 600` makes it yours alone",
            )));
        }
        let text = input::text_file(&path).map_err(|error| fault(format!("{error:#}")))?;
        // The parser's message would quote the line, and the key with it.
        let keys: BTreeMap<String, String> = toml::from_str(&text).map_err(|_| {
            fault(String::from(
                "is no list of keys; write each as \"host\" = \"key\"",
            ))
        })?;
        Ok(keys.get(host).map(|key| Secret::new(key.trim().to_owned())))
    }
}

/// A variable of the environment that is set to something.
#[expect(clippy::disallowed_methods, reason = "this is where the environment enters")]
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name)
        .ok()
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}

/// Where the key file is, if anywhere.
fn key_file() -> Option<PathBuf> {
    let named = variable(FILE).map(PathBuf::from);
    named.or_else(|| {
        let folder = variable("XDG_CONFIG_HOME").map(PathBuf::from);
        let folder = folder.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".config")))?;
        Some(folder.join("tarjuman").join("keys.toml"))
    })
}

#[cfg(unix)]
fn is_private(path: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|facts| facts.permissions().mode() & 0o077 == 0)
}

#[cfg(not(unix))]
fn is_private(_: &std::path::Path) -> bool {
    true
}
