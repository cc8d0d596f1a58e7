//! Facts about house styles: what a newsroom may want or not, none of it wrong.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Phrases;

/// The `[style]` table of a language's data file. Phrases are written as in `[polarity]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Style {
    /// Verbs of saying that take a side: *claimed*, زعم.
    pub loaded_verbs: Phrases,
    /// Verbs of saying in the forms that reports have: *said*, قال.
    pub verbs_of_saying: Phrases,
    /// Those of them behind which the hearer stands: *told*.
    pub verbs_of_telling: Phrases,
    /// Verbs that tell that the name before them is who is spoken of, and not who speaks: *said Beijing was*.
    pub auxiliaries: Phrases,
    /// Words that begin what is said: أن, *that*.
    pub before_speech: Phrases,
    /// Titles of courtesy before a name: *Mr*, *His Excellency*.
    pub honorifics: Phrases,
    /// American spellings, in small letters, with the British ones.
    pub british: FxHashMap<String, String>,
    /// British spellings, in small letters, with the American ones.
    pub american: FxHashMap<String, String>,
}
