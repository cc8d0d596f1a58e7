//! Articles on the web: a page is fetched, the article taken out of it, and that is read as any page.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::input::flat;
use super::terminal::clean;
use crate::fetch::{self, Reach};
use crate::format;

/// An article as a page of its own.
pub(super) struct Clipping {
    /// A name for its file.
    pub(super) name: PathBuf,
    /// The page, in UTF-8.
    pub(super) bytes: Vec<u8>,
}

/// Whether `name` is an address and no file.
pub(super) fn is_address(name: &Path) -> bool {
    let name = name.to_string_lossy();
    let scheme = name.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// The article at an address.
pub(super) fn clip(
    address: &Path,
    reach: Reach,
    runtime: &tokio::runtime::Runtime,
) -> anyhow::Result<Clipping> {
    let address = address.to_string_lossy();
    let shown = clean(&address);
    let fetched = runtime.block_on(fetch::page(&address, reach));
    let page = fetched.with_context(|| shown.clone()).map_err(flat)?;
    let decoded = format::decode(&page.bytes, page.encoding.as_deref());
    // What a sender says of its pages is wrong now and then; what is in them decides then.
    let decoded = decoded.or_else(|_| format::decode(&page.bytes, None));
    let decoded = decoded.with_context(|| shown.clone()).map_err(flat)?;
    let clip = format::clipped(&decoded.text, &page.address);
    let clip = clip.ok_or_else(|| {
        anyhow!("{shown}: no article is found on this page; save it as a file and draft that, or paste its text into one")
    })?;
    Ok(Clipping {
        name: PathBuf::from(format!("{}.html", name(&page.address))),
        bytes: clip.into_bytes(),
    })
}

/// What a file is called after the last step of an address that has letters, or else its host.
fn name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, path)| path);
    let steps = path.trim_end_matches('/').rsplit('/').map(readable);
    let is_extension = |end: &str| end.len() <= 5 && end.chars().all(|c| c.is_ascii_alphanumeric());
    let mut named = steps.map(|step| {
        let parts = step.rsplit_once('.').filter(|(_, end)| is_extension(end));
        parts.map(|(stem, _)| stem.to_owned()).unwrap_or(step)
    });
    let found = named.find(|step| step.chars().any(char::is_alphabetic));
    let safe: String = found
        .unwrap_or_default()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .take(80)
        .collect();
    let safe = safe.trim_matches('-');
    if safe.is_empty() {
        String::from("article")
    } else {
        safe.to_owned()
    }
}

/// A step of an address with its percent signs resolved (RFC 3986, 2.1).
fn readable(step: &str) -> String {
    let mut bytes = Vec::with_capacity(step.len());
    let mut rest = step.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_files() {
        for (name, address) in [
            ("https://a.example/b", true),
            ("HTTP://a.example", true),
            ("file:///etc/x", true),
            ("a.txt", false),
            ("C:\\a.txt", false),
            ("dir://", true),
            ("./a://b", false),
        ] {
            assert_eq!(is_address(Path::new(name)), address, "{name}");
        }
    }

    #[test]
    fn a_file_is_called_after_its_address() {
        assert_eq!(
            name("https://a.example/2016/kerry-lavrov.html?x=/y.z"),
            "kerry-lavrov"
        );
        assert_eq!(name("https://a.example/%D9%83%D9%8A%D8%B1%D9%8A/2016/1/"), "كيري");
        assert_eq!(name("https://a.example/..%2F..%2Fetc%2Fpasswd"), "etc-passwd");
        assert_eq!(name("https://a.example/1"), "a-example");
        assert_eq!(name("http://127.0.0.1:80/"), "article");
    }
}
