//! What a failed request means, told from the connection, the status and the body.

use std::time::Duration;

use serde_json::Value;

use super::Error;

/// Characters of what a service says that a message shows.
const SAID: usize = 200;
/// Characters of a web page that a message shows.
const PAGE: usize = 60;

/// What to do where a service speaks another language than ours.
pub(super) const ADDRESS: &str = "check the address of the backend";

/// Why no connection could be made.
pub(crate) fn connecting(host: &str, error: &reqwest::Error) -> Error {
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    let mut words = String::new();
    while let Some(error) = cause {
        words.push_str(&error.to_string());
        words.push('\n');
        cause = error.source();
    }
    let small = words.to_lowercase();
    let names = |parts: &[&str]| parts.iter().any(|part| small.contains(part));
    let host = host.to_owned();
    if names(&[
        "certificate",
        "tls",
        "handshake",
        "corrupt message",
        "invalid peer",
    ]) {
        let reason = cleaned(words.trim().lines().last().unwrap_or_default());
        return Error::Tls { host, reason };
    }
    let local = ["127.0.0.1", "localhost", "[::1]"]
        .iter()
        .any(|name| host.starts_with(name));
    let reason = if names(&["refused"]) && local {
        String::from("nothing listens there; is the server running?")
    } else if names(&["refused"]) {
        String::from("nothing listens there; check the address")
    } else if names(&["dns", "lookup", "resolve"]) {
        String::from("there is no such host; check the address and the network")
    } else {
        format!(
            "{}; check the address and the network",
            cleaned(words.trim().lines().last().unwrap_or_default())
        )
    };
    Error::Unreachable { host, reason }
}

/// What a status that is no success means, of a service whose key is looked for in `ways`.
pub(super) fn of_status(
    (host, ways): (String, &str),
    status: u16,
    after: Option<Duration>,
    text: &str,
) -> Error {
    let said = message(text).map_or_else(
        || {
            if text.trim_start().starts_with('<') {
                page(text)
            } else {
                cleaned(text)
            }
        },
        |message| cleaned(&message),
    );
    let said: String = said.chars().take(SAID).collect();
    let small = text.to_lowercase();
    let names = |parts: &[&str]| parts.iter().any(|part| small.contains(part));
    match status {
        456 => Error::Quota { host, status, said },
        402 | 403 | 429
            if names(&[
                "insufficient_quota",
                "daily limit",
                "quota exceeded",
                "free quota",
            ]) =>
        {
            Error::Quota { host, status, said }
        }
        403 if names(&["rate limit", "user rate"]) => Error::Busy {
            host,
            status,
            after,
            said,
        },
        401 | 403 => Error::Refused {
            host,
            status,
            said,
            ways: ways.to_owned(),
        },
        413 => Error::TooLarge { host, status, said },
        400 | 422
            if names(&[
                "context length",
                "context_length",
                "too long",
                "text limit",
                "too large",
                "maximum",
            ]) =>
        {
            Error::TooLarge { host, status, said }
        }
        408 | 425 | 429 | 500..=599 => Error::Busy {
            host,
            status,
            after,
            said,
        },
        _ => Error::Status { host, status, said },
    }
}

/// The JSON of a body, or what it is instead.
pub(super) fn shape(body: &[u8]) -> Result<Value, String> {
    let Ok(text) = std::str::from_utf8(body) else {
        let packed = body.starts_with(&[0x1f, 0x8b]);
        let what = if packed {
            "compressed bytes that nobody asked for"
        } else {
            "bytes that are no text"
        };
        return Err(String::from(what));
    };
    if text.trim().is_empty() {
        return Err(String::from("nothing"));
    }
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Null) => Err(String::from("`null`")),
        Ok(value) => Ok(value),
        Err(_) if text.trim_start().starts_with('<') => Err(format!(
            "a web page: '{}' (is the address right, or does the network want you to sign in first?)",
            page(text)
        )),
        Err(error) if error.is_eof() => Err(String::from("half a JSON text")),
        Err(_) => Err(format!("something that is not JSON; {ADDRESS}")),
    }
}

/// What a body in JSON says of an error, wherever the services put it.
fn message(body: &str) -> Option<String> {
    let value: Value = serde_json::from_str(body).ok()?;
    let places = ["/error/message", "/message", "/error", "/explanation", "/detail"];
    places
        .iter()
        .find_map(|place| value.pointer(place)?.as_str().map(str::to_owned))
}

/// The beginning of what a web page says.
fn page(text: &str) -> String {
    let mut words = String::new();
    for part in text.split('<') {
        words.push_str(part.split_once('>').map_or("", |(_, text)| text));
        words.push(' ');
    }
    cleaned(&words).chars().take(PAGE).collect()
}

/// `text` on one line, without control characters and without marks that turn the direction of what follows.
pub(super) fn cleaned(text: &str) -> String {
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<String> = words
        .map(|word| word.replace(turns, ""))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
