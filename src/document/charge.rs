//! What backends are asked for and paid, as it is handed from who asks to who keeps the books.

/// What a backend was asked for, what that cost, and what earlier answers saved.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Charge {
    /// The backend's name.
    pub backend: String,
    /// Requests.
    pub requests: u64,
    /// Characters of source text.
    pub characters: u64,
    /// Tokens read.
    pub input_tokens: u64,
    /// Tokens written.
    pub output_tokens: u64,
    /// The same in money.
    pub spent: f64,
    /// Answers that were taken from earlier ones.
    pub reused: u64,
    /// What those had cost.
    pub saved: f64,
}
