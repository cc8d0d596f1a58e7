//! What a backend can do, declared before it is asked.

/// What a backend can take in one request, and what it does with it. Requests are packed by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// Segments in one request, at most; 0 when it translates nothing.
    pub segments: usize,
    /// Characters of source text in one request, at most.
    pub characters: usize,
    /// Bytes of one request's body, at most.
    pub bytes: usize,
    /// Requests in flight, at most.
    pub concurrency: usize,
    /// What it does with the terms of a segment.
    pub terms: TermSupport,
    /// What it does with inline codes.
    pub codes: CodeSupport,
    /// Sentences before the segments that it makes use of; 0: none.
    pub context: usize,
}

/// What a backend does with the terms that come with a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermSupport {
    /// Nothing: it never sees them.
    Ignored,
    /// They stand in its instructions; it may follow them or not.
    Asked,
    /// It binds them itself, by a glossary or by marks in the text.
    Bound,
    /// It says which part of the target renders which part of the source, so that a rendering can be put there.
    Aligned,
}

/// What a backend does with inline codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeSupport {
    /// It gets text alone; codes are put back afterwards.
    Dropped,
    /// It takes them through as markup.
    Carried,
}

impl Capabilities {
    /// Of a backend that translates nothing.
    pub const NOTHING: Self = Self {
        segments: 0,
        characters: 0,
        bytes: 0,
        concurrency: 1,
        terms: TermSupport::Ignored,
        codes: CodeSupport::Dropped,
        context: 0,
    };
}
