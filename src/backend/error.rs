//! What can go wrong with a backend, said for a person, and what is to be done about it.

use std::time::Duration;

/// What went wrong with a backend.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No backend of this name is configured, and no kind has it.
    #[error("there is no backend called `{asked}`; `tarjuman backend list` shows what there is")]
    Unknown {
        /// The name that was asked for.
        asked: String,
    },
    /// The table of a backend in the configuration does not fit its kind.
    #[error("`[backends.{name}]`: {message}; `config.example.toml` explains every key")]
    Options {
        /// The backend's name.
        name: String,
        /// What does not fit.
        message: String,
    },
    /// A service that wants a key has none.
    #[error("there is no key for {host}; {ways}")]
    NoKey {
        /// The host that wants it.
        host: String,
        /// Where one can be put.
        ways: String,
    },
    /// A key would travel in the clear.
    #[error("a key for {host} would travel unencrypted; use an https address, or remove the key")]
    Unencrypted {
        /// The host of the address.
        host: String,
    },
    /// The key file cannot be used.
    #[error("{path}: {message}")]
    KeyFile {
        /// The file.
        path: String,
        /// What is wrong with it, and what to do.
        message: String,
    },
    /// The backend does not translate between these languages.
    #[error("{backend} does not translate from `{from}` to `{to}`; {advice}")]
    Pair {
        /// The backend's name.
        backend: String,
        /// Source language.
        from: String,
        /// Target language.
        to: String,
        /// Which pairs it has, or how one is got.
        advice: String,
    },
    /// The in-process engine or its model.
    #[error("{0}")]
    Engine(String),
    /// No connection could be made.
    #[error("{host} cannot be reached: {reason}")]
    Unreachable {
        /// Host and port.
        host: String,
        /// In words: no such host, nothing listens there.
        reason: String,
    },
    /// The encrypted connection does not hold.
    #[error("{host}: the encrypted connection failed: {reason}; check the address, and the machine's clock")]
    Tls {
        /// Host and port.
        host: String,
        /// What the handshake objected to.
        reason: String,
    },
    /// The service took longer than allowed.
    #[error("{host}: no {awaited} within {seconds} s; `timeout` in `[backends.…]` allows more")]
    Timeout {
        /// Host and port.
        host: String,
        /// What was waited for: connection, first byte, whole answer.
        awaited: &'static str,
        /// The limit.
        seconds: u64,
    },
    /// The connection broke off.
    #[error("{host}: the connection broke {}", moment(*bytes))]
    Broken {
        /// Host and port.
        host: String,
        /// Bytes of the answer that had come.
        bytes: usize,
    },
    /// The service is busy or ill, for a while.
    #[error("{host} is busy (status {status}{said})", said = quoted(said))]
    Busy {
        /// Host and port.
        host: String,
        /// The HTTP status.
        status: u16,
        /// How long it asks to be left alone.
        after: Option<Duration>,
        /// What it said, shortened.
        said: String,
    },
    /// The service does not accept the key.
    #[error("{host} refused the key (status {status}{said}); check {ways}, and what the key may be used for", said = quoted(said))]
    Refused {
        /// Host and port.
        host: String,
        /// The HTTP status.
        status: u16,
        /// What it said, shortened.
        said: String,
        /// Where the key was looked for.
        ways: String,
    },
    /// What was paid for is used up.
    #[error("{host}: the quota is used up (status {status}{said}); what was drafted is kept, run again when it is renewed", said = quoted(said))]
    Quota {
        /// Host and port.
        host: String,
        /// The HTTP status.
        status: u16,
        /// What it said, shortened.
        said: String,
    },
    /// The request is too large for the service.
    #[error("{host} takes no request as large as this one (status {status}{said})", said = quoted(said))]
    TooLarge {
        /// Host and port.
        host: String,
        /// The HTTP status.
        status: u16,
        /// What it said, shortened.
        said: String,
    },
    /// The service sends us elsewhere, and a key would go along.
    #[error("{host} redirects to {to}, which is not followed; if that is right, configure it as the address")]
    Redirect {
        /// Host and port.
        host: String,
        /// The host it names.
        to: String,
    },
    /// Any other status that is no success.
    #[error("{host} answered with status {status}{said}; check address and model of the backend", said = quoted(said))]
    Status {
        /// Host and port.
        host: String,
        /// The HTTP status.
        status: u16,
        /// What it said, shortened.
        said: String,
    },
    /// An answer is larger than any translation.
    #[error("{host} answered with more than {} MiB, which is no translation; check the address", limit >> 20)]
    Oversized {
        /// Host and port.
        host: String,
        /// Bytes allowed.
        limit: usize,
    },
    /// An answer is not JSON, or none that the service's description knows.
    #[error("{host} answered with {what}")]
    Shape {
        /// Host and port.
        host: String,
        /// What came instead: half a JSON text, nothing, a web page; and what to do where that tells.
        what: String,
    },
    /// The number of answers is not the number of segments, and nothing says which is which.
    #[error("{host} answered {came} segments of {asked}")]
    Count {
        /// Host and port.
        host: String,
        /// Segments sent.
        asked: usize,
        /// Answers received.
        came: usize,
    },
}

/// What is to be done about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Wait, then ask again, fewer requests at a time. The time is the service's own, if it named one.
    Wait(Option<Duration>),
    /// Ask again on a new connection, at most this often.
    Again(u32),
    /// Ask again twice; if that is of no use, for half the segments at a time.
    AgainThenSplit,
    /// Ask for half the segments at a time, at once.
    Split,
    /// Ask this backend no more in this run.
    Stop,
}

impl Error {
    /// What is to be done about it.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Busy { after, .. } => Remedy::Wait(*after),
            Self::Timeout { .. } | Self::Broken { .. } => Remedy::Again(4),
            Self::Unreachable { .. } => Remedy::Again(3),
            Self::Shape { .. } | Self::Oversized { .. } => Remedy::AgainThenSplit,
            Self::TooLarge { .. } | Self::Count { .. } => Remedy::Split,
            _ => Remedy::Stop,
        }
    }
}

/// When a connection broke.
fn moment(bytes: usize) -> String {
    match bytes {
        0 => String::from("before an answer came"),
        bytes => format!("after {bytes} bytes of the answer"),
    }
}

/// What a service said, as part of a sentence.
fn quoted(said: &str) -> String {
    if said.is_empty() {
        String::new()
    } else {
        format!(": '{said}'")
    }
}
