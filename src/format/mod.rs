//! File formats: bytes to text, text to a document, an article to a file.

mod annotated;
mod labels;
mod markup;
pub mod page;
