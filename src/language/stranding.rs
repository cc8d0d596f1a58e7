//! Words that something must follow, and what they stand before where that was left out.

use serde::Deserialize;

/// One `[[stranding]]` table of a language's data file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Stranding {
    /// The words, as they are written inside a sentence or at its beginning: *the*, *The*, *of*.
    pub words: Vec<String>,
    /// The marks that they never stand before. Where a full stop is among them they do not end a text either.
    pub marks: String,
    /// The words, in lower case, that they never stand before.
    pub followers: Vec<String>,
    /// The words, in lower case, that they stand before seldom enough for a name that nothing tells to have stood there: *from and*.
    pub seldom_before: Vec<String>,
    /// The words, as they are written, right behind which alone they are meant; behind any if there are none: *in province*.
    pub only_behind: Vec<String>,
    /// The words, in lower case, behind which they need nothing: *proud of*.
    pub unless_behind: Vec<String>,
    /// The words, in lower case, behind which they need nothing when one word stands between: *a house to return to*.
    pub unless_second: Vec<String>,
    /// The words, as they are written, that complete them from anywhere before them in their clause: *the house that he lived in*, where
    /// `'s` is the ending of every owner.
    pub unless_within: Vec<String>,
    /// Whether they may stand before a comma that begins an aside: *of, among others, …*.
    pub before_asides: bool,
    /// Whether only those are meant that stand right behind a quotation: *“Yes,” said, a teacher*.
    pub behind_quotations: bool,
}
