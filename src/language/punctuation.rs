//! Facts about blanks beside punctuation marks, and about words that stand twice.

use serde::Deserialize;

/// The `[punctuation]` table of a language's data file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Punctuation {
    /// Marks that may have a blank before them.
    pub blank_before: Vec<char>,
    /// Marks that want a blank before them in careful print.
    pub blank_wanted: Vec<char>,
    /// Quotation marks that may have a blank on their inner side.
    pub blank_inside: Vec<char>,
    /// Opening and closing quotation mark of good print.
    pub quotes: Vec<char>,
    /// Whether a mark stands before what is asked or exclaimed, too: `¿`, `¡`.
    pub inverted: bool,
    /// The question mark, where it is not `?`.
    pub question: Option<char>,
    /// Words that may stand twice in a row, in lower case.
    pub doubles: Vec<String>,
    /// Endings of words after which quotation marks hold a name: newspapers, films, groups.
    pub before_titles: Vec<String>,
    /// Words by which a question is told without its mark: *the question is who pays*.
    pub telling_questions: Vec<String>,
    /// The article that is glued to a name in quotation marks, where there is one.
    pub article: String,
}
