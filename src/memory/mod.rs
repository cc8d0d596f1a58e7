//! Translation memory: finding what was translated before, and how much alike it is; words and parts of it; which words
//! translate each other.
//!
//! The room holds no units and opens no file: a store implements [`Units`], a `Vec` does in tests. [`Memory`] keeps
//! one index a language pair, reads from the store only what was added since it looked last, and answers with
//! every unit that reaches the asked score, best first ([`score`] has the formula).
//!
//! ```
//! use tarjuman::document::TranslationUnit;
//! use tarjuman::memory::{Memory, Options, Query, VecUnits};
//!
//! let unit = TranslationUnit {
//!     source: "قتل 13 شخصا في سوريا".into(),
//!     target: "13 people were killed in Syria".into(),
//!     source_language: "ar".into(),
//!     target_language: "en".into(),
//!     ..TranslationUnit::default()
//! };
//! let mut memory = Memory::new(VecUnits::new("news", vec![unit]));
//! let query = Query { source: "قُتل ٢٥ شخصاً في سورية", from: "ar", to: "en", ..Query::default() };
//! let found = memory.search(&query, &Options::default())?;
//! assert_eq!(found[0].target, "25 people were killed in Syria");
//! assert_eq!(found[0].score, 85);
//! # Ok::<(), std::convert::Infallible>(())
//! ```

pub mod align;
mod characters;
mod compare;
mod concordance;
mod fragments;
mod index;
mod key;
mod lexicon;
mod number;
mod policy;
mod repair;
pub mod score;
mod search;
mod stem;
mod units;

pub use concordance::{Phrase, Places};
pub use fragments::Fragment;
pub use index::{Block, Builder, Entry};
pub use key::{Key, VERSION as KEY_VERSION};
pub use lexicon::Lexicon;
pub use policy::Policy;
pub use search::{Memory, Options, Query};
pub use units::{EachSource, EachUnit, Pair, StoredUnit, Units, VecUnits};
