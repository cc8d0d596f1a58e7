//! tarjuman, a translation-assist workbench: bilingual drafts, glossaries, side-by-side review.
//!
//! The rooms, from the lowest layer to the highest; a room knows only the rooms above it in this list,
//! and those of layer 3 do not know each other (`tests/house.rs` checks it):
//!
//! | layer | rooms |
//! |---|---|
//! | 0 | [`text`] |
//! | 1 | [`language`] |
//! | 2 | [`document`] |
//! | 3 | [`segment`], [`glossary`], [`memory`], [`backend`], [`check`], [`format`](mod@format), [`transliteration`] |
//! | 4 | [`dispatch`], [`store`] |
//! | 5 | [`draft`], [`model`] |
//! | 6 | [`review`] |
//! | 7 | [`cli`] |

pub mod backend;
pub mod check;
pub mod cli;
pub mod dispatch;
pub mod document;
pub mod draft;
pub mod fetch;
pub mod format;
pub mod glossary;
pub mod language;
pub mod memory;
pub mod model;
pub mod review;
pub mod segment;
pub mod store;
pub mod text;
pub mod transliteration;
