//! Models of the in-process engine: which there are, how they come here, and that they are what they should be.
//!
//! A model is installed once for all workspaces, whole or not at all, and its files are compared with their checksums
//! before every load, since the engine takes damaged files without a word. Nothing is fetched unless a person asks
//! for it, and only from where they say or from where the catalogue says.

mod catalogue;
mod download;
mod error;
mod fetch;
mod installed;
mod manifest;
mod origin;
mod part;
mod unpack;

pub use catalogue::{Catalogue, Published, PublishedFile, Seal};
pub use error::Error;
pub use fetch::{Fetched, Listener};
pub use installed::ModelStore;
pub use manifest::{Manifest, ModelFile, Role};
pub use origin::Origin;
