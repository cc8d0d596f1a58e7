//! Models that can be fetched: those that the program knows, and those that a person or a desk lists.
//!
//! A list is JSON, an entry a model, in the form of an installed model's own manifest; so the folder of installed
//! models, served by any web server or shared as a folder, is a place to fetch from. Every file is pinned by SHA-256, packed or
//! unpacked or both: an entry without is refused.

use serde::Deserialize;

use super::error::Error;
use super::manifest::{MANIFEST, Manifest, Role};
use crate::backend::Pair;
use crate::language::primary;

/// What the program carries.
const SHIPPED: &str = include_str!("catalogue.json");
/// Bytes of a file beyond which it is no file of a model.
pub(super) const LARGEST: u64 = 1 << 30;

/// Size and SHA-256 of a file's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Bytes.
    pub bytes: u64,
    /// In hexadecimal digits.
    pub sha256: String,
}

/// A model that can be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Source language, BCP 47.
    pub source: String,
    /// Target language, BCP 47.
    pub target: String,
    /// Version, as its maker counts.
    pub version: String,
    /// The maker's word for its size and shape.
    pub architecture: String,
    /// Its licence; empty when it is not known.
    pub licence: String,
    /// The address or folder that holds its files.
    pub from: String,
    /// Its files.
    pub files: Vec<PublishedFile>,
}

/// A file of a model that can be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// What it is for.
    pub role: Role,
    /// Its name once it is installed.
    pub name: String,
    /// Its name where it lies; `.gz` and `.zst` are unpacked.
    pub sent_as: String,
    /// What comes over the wire.
    pub sent: Seal,
    /// What it is unpacked, where the list says it.
    pub content: Option<Seal>,
}

impl Published {
    /// Bytes to fetch.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.sent.bytes).sum()
    }

    /// The entry in `json`, which lies at `place`.
    pub(super) fn read(json: &str, place: &str) -> Result<Self, Error> {
        let entry: Entry = serde_json::from_str(json).map_err(|error| unfit(place, error.to_string()))?;
        entry.checked().map_err(|message| unfit(place, message))
    }

    pub(super) fn is_for(&self, pair: Pair<'_>) -> bool {
        self.source == primary(pair.from) && self.target == primary(pair.to)
    }

    /// Whether an installed model is this one.
    pub(super) fn is(&self, installed: &Manifest) -> bool {
        let held = |file: &PublishedFile| {
            let own = installed.files.iter().find(|own| own.name == file.name);
            own.is_some_and(|own| {
                let seal = file.content.as_ref();
                seal.is_none_or(|seal| seal.sha256 == own.sha256)
            })
        };
        installed.version == self.version
            && installed.files.len() == self.files.len()
            && self.files.iter().all(held)
    }
}

/// The models that can be fetched, those that come first winning.
#[derive(Debug, Clone)]
pub struct Catalogue {
    entries: Vec<Published>,
}

impl Catalogue {
    /// The person's own list, if there is one, before the one that the program carries.
    ///
    /// # Errors
    /// [`Error::Catalogue`] when a list is none, or an entry has no checksum, an odd file name or not the files of a model.
    pub fn read(own: Option<(&str, &str)>) -> Result<Self, Error> {
        let mut entries = Vec::new();
        for (place, json) in own.into_iter().chain([("the program's own list", SHIPPED)]) {
            let listed: Vec<Entry> =
                serde_json::from_str(json).map_err(|error| unfit(place, error.to_string()))?;
            for entry in listed {
                let named = format!("{place}, {}-{}", entry.source, entry.target);
                let entry = entry.checked().map_err(|message| unfit(&named, message))?;
                if entry.from.is_empty() {
                    return Err(unfit(
                        &named,
                        String::from("`from` must name an address or a folder"),
                    ));
                }
                entries.push(entry);
            }
        }
        Ok(Self { entries })
    }

    /// The model for `pair`.
    #[must_use]
    pub fn entry(&self, pair: Pair<'_>) -> Option<&Published> {
        self.entries.iter().find(|entry| entry.is_for(pair))
    }

    /// Every model.
    #[must_use]
    pub fn entries(&self) -> &[Published] {
        &self.entries
    }
}

fn unfit(place: &str, message: String) -> Error {
    Error::Catalogue {
        place: place.to_owned(),
        message,
    }
}

/// An entry as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    source: String,
    target: String,
    version: String,
    architecture: String,
    licence: String,
    #[serde(default)]
    from: String,
    files: Vec<Listed>,
}

/// A file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    role: Role,
    name: String,
    bytes: Option<u64>,
    sha256: Option<String>,
    packed: Option<Packed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Packed {
    name: String,
    bytes: u64,
    sha256: String,
}

impl Entry {
    fn checked(self) -> Result<Published, String> {
        let words = [&self.source, &self.target, &self.version, &self.architecture];
        if words.iter().any(|word| word.is_empty()) {
            return Err(String::from(
                "source, target, version and architecture must be said",
            ));
        }
        let all = words.into_iter().chain([&self.licence, &self.from]);
        if let Some(odd) = all.into_iter().find(|word| word.chars().any(char::is_control)) {
            return Err(format!("{odd:?} holds control characters"));
        }
        let files: Vec<PublishedFile> = self
            .files
            .into_iter()
            .map(Listed::checked)
            .collect::<Result<_, _>>()?;
        let roles: Vec<Role> = files.iter().map(|file| file.role).collect();
        if !Role::complete(&roles) {
            return Err(String::from(
                "a model needs one `model` and one `vocab` (or `srcvocab` and `trgvocab`), each once",
            ));
        }
        Ok(Published {
            source: primary(&self.source),
            target: primary(&self.target),
            version: self.version,
            architecture: self.architecture,
            licence: self.licence,
            from: self.from,
            files,
        })
    }
}

impl Listed {
    fn checked(self) -> Result<PublishedFile, String> {
        let content = match (self.bytes, self.sha256) {
            (Some(bytes), Some(sha256)) => Some(seal(bytes, &sha256, &self.name)?),
            (None, None) => None,
            _ => return Err(format!("{}: size and SHA-256 go together", self.name)),
        };
        let (sent_as, sent) = match (self.packed, &content) {
            (Some(packed), _) => {
                let sent = seal(packed.bytes, &packed.sha256, &packed.name)?;
                (packed.name, sent)
            }
            (None, Some(content)) => (self.name.clone(), content.clone()),
            (None, None) => {
                return Err(format!(
                    "{} has no SHA-256, so it cannot be told from another",
                    self.name
                ));
            }
        };
        for name in [&self.name, &sent_as] {
            if !is_plain(name) {
                return Err(format!("{name:?} is no plain file name"));
            }
        }
        Ok(PublishedFile {
            role: self.role,
            name: self.name,
            sent_as,
            sent,
            content,
        })
    }
}

fn seal(bytes: u64, sha256: &str, name: &str) -> Result<Seal, String> {
    if bytes == 0 || bytes > LARGEST {
        return Err(format!("{name}: {bytes} bytes are no file of a model"));
    }
    if sha256.len() != 64 || !sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(format!("{name}: its SHA-256 has not 64 hexadecimal digits"));
    }
    Ok(Seal {
        bytes,
        sha256: sha256.to_ascii_lowercase(),
    })
}

/// Whether `name` names a file in a folder and nothing else, on every system and in an address.
fn is_plain(name: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    !name.is_empty()
        && name.len() <= 120
        && name != MANIFEST
        && !name.starts_with('.')
        && !name.ends_with('.')
        && name.chars().all(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIR: Pair<'static> = Pair { from: "ar", to: "en" };

    /// A list with one entry, a part of it exchanged.
    fn list(old: &str, new: &str) -> Result<Catalogue, Error> {
        let hash = "a".repeat(64);
        let json = format!(
            r#"[{{"source": "ar", "target": "en", "version": "1", "architecture": "tiny", "licence": "",
            "from": "https://models.example.org/ar-en", "files": [
            {{"role": "model", "name": "model.bin", "packed": {{"name": "model.bin.gz", "bytes": 9, "sha256": "{hash}"}}}},
            {{"role": "vocab", "name": "vocab.spm", "bytes": 7, "sha256": "{hash}"}}]}}]"#
        );
        assert!(json.contains(old), "{old}");
        Catalogue::read(Some(("catalogue.json", &json.replace(old, new))))
    }

    #[test]
    fn the_programs_own_list_is_one_and_has_arabic_to_english() {
        let catalogue = Catalogue::read(None).unwrap();
        let entry = catalogue.entry(PAIR).unwrap();
        assert_eq!(entry.bytes(), 23_224_456 + 416_700 + 2_259_861);
        assert!(entry.from.starts_with("https://"));
        assert_eq!(entry.licence, "MPL-2.0");
    }

    #[test]
    fn a_persons_list_comes_first() {
        let catalogue = list("tiny", "tiny").unwrap();
        assert_eq!(catalogue.entry(PAIR).unwrap().architecture, "tiny");
        assert!(catalogue.entry(Pair { from: "en", to: "ar" }).is_some());
    }

    #[test]
    fn what_cannot_be_checked_or_leads_elsewhere_is_refused() {
        let hash = format!(r#", "bytes": 7, "sha256": "{}""#, "a".repeat(64));
        for (old, new, reason) in [
            (hash.as_str(), "", "vocab.spm has no SHA-256"),
            (r#""bytes": 7, "#, "", "size and SHA-256 go together"),
            (r#""sha256": "aa"#, r#""sha256": "zz"#, "64 hexadecimal digits"),
            ("vocab.spm", "../vocab.spm", "no plain file name"),
            ("vocab.spm", ".hidden", "no plain file name"),
            ("model.bin.gz", "a/b.gz", "no plain file name"),
            ("vocab.spm", "model.json", "no plain file name"),
            (r#""bytes": 9"#, r#""bytes": 99999999999"#, "no file of a model"),
            (r#""role": "vocab""#, r#""role": "lex""#, "a model needs one"),
            (r#""tiny""#, r#""ti\u001bny""#, "control characters"),
            (
                r#""from": "https://models.example.org/ar-en","#,
                "",
                "`from` must name",
            ),
            (r#""licence""#, r#""license""#, "unknown field"),
        ] {
            let error = list(old, new).unwrap_err().to_string();
            assert!(
                error.starts_with("catalogue.json") && error.contains(reason),
                "{error}"
            );
        }
    }
}
