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
    /// Whether only those are meant that stand right behind a word with a capital inside its sentence: *the University of said*.
    pub behind_names: bool,
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
    /// The marks that they stand before seldom enough for a name that nothing tells to have stood there: *Opposition lawmaker, by
    /// contrast*.
    pub seldom_marks: String,
    /// Whether they never stand before an acronym in brackets, which follows what it is short for: *the (IMF)*.
    pub before_acronyms: bool,
}

/// `[subjects]`: how a sentence goes on behind words that open it, and what of that needs somebody who does it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Subjects {
    /// The words, as they are written, that open a sentence without being its subject: *In*, *During*.
    pub openers: Vec<String>,
    /// The ending of other such words: *Accepting the award*.
    pub opening_ending: String,
    /// The words, in lower case, that make a clause of its own of what they stand in: *is*.
    pub finite: Vec<String>,
    /// The verbs that never follow what opens a sentence, but before a name: *In response, said*.
    pub verbs: Vec<String>,
    /// The same of verbs that may stand before their subject: *In the final, will face*.
    pub auxiliaries: Vec<String>,
    /// The words, in lower case, that follow those there: *will he face*.
    pub inverted_before: Vec<String>,
    /// The ending of the verbs that seldom do: *In his address, ruled out*.
    pub ending: String,
    /// The words that follow those: *blamed the*, but not *attended by*.
    pub followers: Vec<String>,
    /// The verbs that seldom stand between two marks: *will benefit from it, added, who was not involved*.
    pub spoken: Vec<String>,
    /// The words that never stand behind the name of a place that owns something, without what it owns: *Syria's on*.
    pub never_behind_owners: Vec<String>,
}
