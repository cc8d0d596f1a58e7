//! The file of a model: what it is made of, written and read.
//!
//! Little-endian. `TNM1`; the weights as f32; then five parts, each after its length in bytes as u32: graphones and
//! attested names as deflated text, the two n-gram models (keys as differences in LEB128, probabilities and back-offs in
//! tenths), and the names that people bear as an `fst` map to the rounded logarithm of how often.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::model::FEATURES;
use super::ngrams::Entry;

const MAGIC: &[u8; 4] = b"TNM1";
/// Steps of a stored logarithm.
const STEPS: f32 = 10.0;

/// A model's file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It ends early, or begins as another kind of file.
    #[error("this is no whole model of names; make it again with `training/names`")]
    Broken,
    /// Its list of names is damaged.
    #[error("the model's list of names is damaged; make it again with `training/names`")]
    Names,
}

/// What a model is made of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parts {
    /// The weight of each feature.
    pub weights: [f32; FEATURES],
    /// Source letters with the target letters that answer to them; a graphone's symbol is its number and three.
    pub graphones: Vec<(String, String)>,
    /// Runs of graphones, ascending by key.
    pub channel: Vec<(u64, Entry)>,
    /// Runs of target letters, ascending by key.
    pub spelling: Vec<(u64, Entry)>,
    /// Names with the spellings that stand attested for them.
    pub attested: Vec<(String, Vec<String>)>,
    /// Spellings of names that people bear: an `fst` map.
    pub names: Vec<u8>,
}

impl Parts {
    /// The file's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for weight in self.weights {
            bytes.extend(weight.to_le_bytes());
        }
        let graphones = self.graphones.iter().map(|(from, to)| format!("{from}\t{to}\n"));
        let attested = self.attested.iter();
        let attested = attested.map(|(name, spellings)| format!("{name}\t{}\n", spellings.join("|")));
        let parts = [
            deflated(&graphones.collect::<String>()),
            deflated(&attested.collect::<String>()),
            packed(&self.channel),
            packed(&self.spelling),
            self.names.clone(),
        ];
        for part in parts {
            bytes.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
            bytes.extend(part);
        }
        bytes
    }

    /// What `bytes` hold.
    ///
    /// # Errors
    ///
    /// When they are no whole model.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(Error::Broken)?;
        let mut weights = [0.0; FEATURES];
        for weight in &mut weights {
            *weight = f32::from_le_bytes(take(&mut rest)?);
        }
        let mut part = || -> Result<&[u8], Error> {
            let length = u32::from_le_bytes(take(&mut rest)?) as usize;
            let (part, after) = rest.split_at_checked(length).ok_or(Error::Broken)?;
            rest = after;
            Ok(part)
        };
        let pairs = |text: String| -> Vec<(String, String)> {
            let lines = text.lines().filter_map(|line| line.split_once('\t'));
            lines
                .map(|(one, other)| (one.to_owned(), other.to_owned()))
                .collect()
        };
        Ok(Self {
            weights,
            graphones: pairs(inflated(part()?)?),
            attested: pairs(inflated(part()?)?)
                .into_iter()
                .map(|(name, spellings)| (name, spellings.split('|').map(str::to_owned).collect()))
                .collect(),
            channel: unpacked(part()?)?,
            spelling: unpacked(part()?)?,
            names: part()?.to_vec(),
        })
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], Error> {
    let (taken, after) = rest.split_first_chunk::<N>().ok_or(Error::Broken)?;
    *rest = after;
    Ok(*taken)
}

fn deflated(text: &str) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    // Writing into a vector does not fail.
    let _ = encoder.write_all(text.as_bytes());
    encoder.finish().unwrap_or_default()
}

fn inflated(bytes: &[u8]) -> Result<String, Error> {
    let mut text = String::new();
    let read = DeflateDecoder::new(bytes).read_to_string(&mut text);
    read.map(|_| text).map_err(|_| Error::Broken)
}

fn packed(runs: &[(u64, Entry)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut last = 0;
    for (key, entry) in runs {
        let mut step = key - last;
        last = *key;
        while step >= 0x80 {
            bytes.push((step & 0x7F) as u8 | 0x80);
            step >>= 7;
        }
        bytes.push((step & 0x7F) as u8);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to a byte"
        )]
        bytes.extend(
            [entry.probability, entry.back_off].map(|log| (-log * STEPS).round().clamp(0.0, 255.0) as u8),
        );
    }
    bytes
}

fn unpacked(mut rest: &[u8]) -> Result<Vec<(u64, Entry)>, Error> {
    let mut runs = Vec::new();
    let mut last = 0_u64;
    while !rest.is_empty() {
        let mut step = 0_u64;
        for shift in (0..64).step_by(7) {
            let [byte] = take(&mut rest)?;
            step |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                break;
            }
        }
        last = last.checked_add(step).ok_or(Error::Broken)?;
        let [probability, back_off] = take::<2>(&mut rest)?.map(|byte| f32::from(byte) / -STEPS);
        runs.push((
            last,
            Entry {
                probability,
                back_off,
            },
        ));
    }
    Ok(runs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transliteration::key;

    #[test]
    fn what_is_written_is_read() {
        let entry = Entry {
            probability: -1.5,
            back_off: -0.5,
        };
        let parts = Parts {
            graphones: vec![(String::from("ش"), String::from("sh"))],
            channel: vec![(key(&[3]), entry), (key(&[0, 3, 1]), entry)],
            attested: vec![(
                String::from("شو"),
                vec![String::from("shaw"), String::from("show")],
            )],
            names: vec![1, 2, 3],
            ..Parts::default()
        };
        let bytes = parts.to_bytes();
        assert_eq!(Parts::read(&bytes).unwrap(), parts);
        for end in 0..bytes.len() {
            assert!(Parts::read(&bytes[..end]).is_err(), "cut at {end}");
        }
    }
}
