//! Keys: held, sent to their own host, never shown.

use super::Error;

/// A key. It has no `Display`, and `Debug` shows none of it.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Keeps `key`.
    #[must_use]
    pub fn new(key: String) -> Self {
        Self(key)
    }

    /// The key itself, for the header that carries it and for nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret(…)")
    }
}

/// Where keys are found. A key belongs to a host, not to a name in a configuration: who hands somebody a workspace
/// with an address of his own gets no key of theirs.
pub trait Keys {
    /// The key for `host` (`api.deepl.com`, or `127.0.0.1:8080` where the address names a port), if there is one.
    /// `vendor` are the environment variables in which the vendor of that very host wants it; none for other hosts.
    ///
    /// # Errors
    /// [`Error::KeyFile`] when the key file is there and cannot be used.
    fn key(&self, host: &str, vendor: &[&'static str]) -> Result<Option<Secret>, Error>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_not_shown() {
        let key = Secret::new(String::from("sk-CANARY"));
        assert!(!format!("{key:?} {:?}", Some(&key)).contains("CANARY"));
        assert_eq!(key.reveal(), "sk-CANARY");
    }
}
