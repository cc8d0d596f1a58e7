//! The translation of a segment: its text, its state and where it came from.

use serde::{Deserialize, Serialize};

use super::{Band, Content, MatchKind};

/// What stands on the target side of a segment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The translation; blank while the segment is empty.
    pub content: Content,
    /// How far the work on it has come.
    pub state: State,
    /// Where the text came from; `None` while there is no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Why the segment is empty, for the person who fills it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How far a segment has come, in the order of the work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// No translation. XLIFF 2: `initial`.
    #[default]
    Empty,
    /// A machine's proposal. XLIFF 2: `initial` with a sub-state.
    Draft,
    /// A proposal that something objects to. XLIFF 2: `initial` with a sub-state.
    NeedsReview,
    /// A person has translated it. XLIFF 2: `translated`.
    Translated,
    /// A reviewer has approved it. XLIFF 2: `reviewed`.
    Approved,
    /// Not to be changed any more. XLIFF 2: `final`.
    Locked,
}

/// Where a target's text came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "kebab-case")]
pub enum Origin {
    /// Translation memory.
    Memory {
        /// Match score, 1 to 101.
        score: u8,
        /// Exact, in context, fuzzy, repaired.
        kind: MatchKind,
        /// The memory's name.
        memory: String,
    },
    /// The segment is nothing but a glossary term.
    Glossary,
    /// The same source stands earlier in the article.
    Repeat,
    /// A machine translation or language model.
    Backend {
        /// The backend's id.
        name: String,
        /// The model it used, if it says.
        model: Option<String>,
    },
    /// A person.
    Person,
    /// A file that did not say more.
    File,
}

impl Origin {
    /// The band a summary counts it under, as agencies invoice: `memory 101`, `memory 95–99`, `glossary`, a
    /// backend's name.
    #[must_use]
    pub fn band(&self) -> String {
        match self {
            Self::Memory { score, .. } => format!("memory {}", Band::of(*score).as_str()),
            Self::Glossary => String::from("glossary"),
            Self::Repeat => String::from("repeat"),
            Self::Backend { name, .. } => name.clone(),
            Self::Person => String::from("person"),
            Self::File => String::from("file"),
        }
    }
}

impl Target {
    /// Whether a person wrote it or stands behind it, so that no machine may replace it.
    #[must_use]
    pub fn is_a_persons(&self) -> bool {
        let typed = self.origin == Some(Origin::Person) && !self.content.is_blank();
        typed || self.state.is_human()
    }

    /// No translation, and why.
    #[must_use]
    pub fn empty(reason: impl Into<String>) -> Self {
        Self {
            reason: Some(reason.into()),
            ..Self::default()
        }
    }

    /// A machine's proposal.
    #[must_use]
    pub fn draft(content: Content, origin: Origin) -> Self {
        Self {
            content,
            state: State::Draft,
            origin: Some(origin),
            reason: None,
        }
    }
}

impl State {
    /// Every state, in the order of the work.
    pub const ALL: [Self; 6] = [
        Self::Empty,
        Self::Draft,
        Self::NeedsReview,
        Self::Translated,
        Self::Approved,
        Self::Locked,
    ];

    /// The state's name in machine forms and in the database: `needs-review`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Draft => "draft",
            Self::NeedsReview => "needs-review",
            Self::Translated => "translated",
            Self::Approved => "approved",
            Self::Locked => "locked",
        }
    }

    /// The state named `name` in machine forms.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether a person stands behind the text, so that no machine may replace it.
    #[must_use]
    pub fn is_human(self) -> bool {
        self >= Self::Translated
    }
}
