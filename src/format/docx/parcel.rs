//! The zip file around the parts, the same bytes for the same parts.

use crate::format::package;

/// The parts that differ from article to article; the others are files beside this one.
pub(super) struct Parts {
    /// `word/document.xml`.
    pub(super) document: String,
    /// `word/header1.xml`.
    pub(super) header: String,
    /// `docProps/core.xml`.
    pub(super) core: String,
}

/// The whole package. Memory: the packed and the unpacked parts at once.
///
/// # Errors
/// None in practice: the zip is written to memory.
pub(super) fn pack(parts: &Parts) -> std::io::Result<Vec<u8>> {
    // `[Content_Types].xml` has to be the first entry for some readers.
    let files = [
        ("[Content_Types].xml", include_str!("content_types.xml")),
        ("_rels/.rels", include_str!("package.rels")),
        ("docProps/core.xml", &parts.core),
        ("word/_rels/document.xml.rels", include_str!("document.rels")),
        ("word/document.xml", &parts.document),
        ("word/footer1.xml", include_str!("footer.xml")),
        ("word/header1.xml", &parts.header),
        ("word/numbering.xml", include_str!("numbering.xml")),
        ("word/settings.xml", include_str!("settings.xml")),
        ("word/styles.xml", include_str!("styles.xml")),
    ];
    package::packed(&files)
}
