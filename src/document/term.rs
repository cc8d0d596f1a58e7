//! Glossary terms, where they were found, and what became of them in the target.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// One row of a glossary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// Source term as listed.
    pub source: String,
    /// Preferred rendering.
    pub target: String,
    /// What the term names; decides how it may bend.
    #[serde(default)]
    pub kind: TermKind,
    /// Further source spellings and irregular plurals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<String>,
    /// Contexts in which the same letters are another word: phrases that hold the term.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not: Vec<String>,
    /// Further accepted renderings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<String>,
    /// Renderings never to be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbidden: Vec<String>,
    /// How the source is looked for; `None` takes the kind's rule.
    #[serde(default, rename = "match", skip_serializing_if = "Option::is_none")]
    pub rule: Option<MatchRule>,
    /// Whether letter case counts; `None` takes the kind's rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseRule>,
    /// Whether the term is in force.
    #[serde(default)]
    pub status: TermStatus,
    /// A remark for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whether the row is of a glossary that the program carries: it knows the word, and no newsroom asked for its rendering.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub carried: bool,
}

macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// Every value, in the order of the manual.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in glossary files and machine forms.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value with this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == name)
            }
        }
    };
}

named! {
    /// What a term names.
    #[derive(Default)]
    TermKind {
        /// A proper name of any sort.
        Name = "name",
        /// A person.
        Person = "person",
        /// A place: country, city, river, crossing.
        Place = "place",
        /// A body: ministry, party, company, medium.
        Organisation = "organisation",
        /// A treaty, conference, war or feast.
        Event = "event",
        /// A title of a book, newspaper or film.
        Work = "work",
        /// A month.
        Month = "month",
        /// A day of the week.
        Weekday = "weekday",
        /// An office, title or rank.
        Office = "office",
        /// A nationality or its adjective.
        Demonym = "demonym",
        /// A currency.
        Currency = "currency",
        /// A common noun or another single word.
        #[default]
        Term = "term",
        /// A set phrase.
        Phrase = "phrase",
    }
}

named! {
    /// How a source term is looked for.
    MatchRule {
        /// The very characters.
        Exact = "exact",
        /// A whole word, spelling folded.
        Word = "word",
        /// As `word`, with proclitics.
        Clitics = "clitics",
        /// As `clitics`, with regular endings.
        Inflect = "inflect",
        /// Any word that begins with it.
        Prefix = "prefix",
        /// A regular expression.
        Regex = "regex",
    }
}

named! {
    /// Whether letter case counts.
    CaseRule {
        /// Case counts.
        Match = "match",
        /// Case does not count.
        Ignore = "ignore",
    }
}

named! {
    /// Whether a term is in force.
    #[derive(Default)]
    TermStatus {
        /// In force.
        #[default]
        Approved = "approved",
        /// Offered, not enforced.
        Proposed = "proposed",
        /// Kept for the record, never offered.
        Obsolete = "obsolete",
    }
}

named! {
    /// How sure a hit is; drafting and page treat the tiers differently.
    Tier {
        /// Exact, or with clitics only: inserted into drafts.
        Sure = "sure",
        /// Inflected or spelled differently: offered.
        Likely = "likely",
        /// Inside a compound, or a guess: listed.
        Possible = "possible",
    }
}

impl TermKind {
    /// Whether the term is a proper name: takes proclitics, never pronoun endings or plurals.
    #[must_use]
    pub fn is_name(self) -> bool {
        self <= Self::Weekday
    }

    /// The match rule of a term of this kind that has none of its own.
    #[must_use]
    pub fn rule(self) -> MatchRule {
        if self.is_name() {
            MatchRule::Clitics
        } else {
            MatchRule::Inflect
        }
    }
}

/// A term found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermHit {
    /// The term's own characters, without what is glued to them: bytes of the text searched.
    pub span: Range<usize>,
    /// The whole word or words, with everything glued on.
    pub word: Range<usize>,
    /// The row that was found, shared by all its hits.
    #[serde(serialize_with = "shared::write", deserialize_with = "shared::read")]
    pub term: Arc<Term>,
    /// How the word was taken apart, such as `ل+كيري`; the form itself when nothing was.
    pub split: String,
    /// How sure the hit is.
    pub tier: Tier,
    /// What else the same place was read as, the best first; at most [`TermHit::ALSO`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Alternative>,
}

/// A shared row is written out with every hit.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Term;

    pub(super) fn write<S: Serializer>(term: &Term, to: S) -> Result<S::Ok, S::Error> {
        term.serialize(to)
    }

    pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Term>, D::Error> {
        Term::deserialize(from).map(Arc::new)
    }
}

impl TermHit {
    /// How many further readings of a place are kept.
    pub const ALSO: usize = 3;
}

/// A reading of a place that another hit won: a later row of the same form, or a term inside a longer one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// The term as listed.
    pub source: String,
    /// Its preferred rendering.
    pub target: String,
    /// How the word was taken apart, as in [`TermHit::split`].
    pub split: String,
}

/// A term of a segment's source and what became of it in the target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermUse {
    /// Where the term stands in the source.
    pub hit: TermHit,
    /// Whether the target holds it.
    pub outcome: Outcome,
    /// How its rendering came to stand in a machine's draft, where it did not by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed: Option<Placed>,
}

named! {
    /// How a rendering was put into a machine's draft.
    Placed {
        /// In the place that the backend aligned with the source term.
        Aligned = "aligned",
        /// In the place of a forbidden rendering.
        Replaced = "replaced",
        /// An invented name stood for it while the rest was translated.
        Masked = "masked",
        /// The backend was asked once more, for this term.
        Asked = "asked",
    }
}

/// What became of a source term in the target. Ranges are bytes of the target text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "at", rename_all = "kebab-case")]
pub enum Outcome {
    /// There is no target yet.
    Open,
    /// The preferred rendering stands here.
    Held(Range<usize>),
    /// An accepted variant stands here.
    Variant(Range<usize>),
    /// A forbidden rendering stands here.
    Forbidden(Range<usize>),
    /// What stands here is likely meant to be its rendering, and is none: another spelling of a name.
    Wrong(Range<usize>),
    /// No rendering of it was found.
    Missing,
}

impl Outcome {
    /// Whether the target does not say what the glossary asks for.
    #[must_use]
    pub fn is_amiss(&self) -> bool {
        matches!(self, Self::Forbidden(_) | Self::Wrong(_) | Self::Missing)
    }
}
