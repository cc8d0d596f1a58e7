//! The words every room uses: article, segment, target, term, match, finding, event. No I/O, and no more
//! worked out than what an article says of itself.

mod article;
mod band;
mod charge;
mod content;
mod effort;
mod event;
mod finding;
mod leverage;
mod memory;
mod reissue;
mod remark;
mod segment;
mod summary;
mod target;
mod term;
mod term_list;

pub use article::{Article, Block, BlockKind, Document};
pub use band::Band;
pub use charge::Charge;
pub use content::{CodeKind, Content, InlineCode};
pub use effort::{Effort, Fate, Step, draft};
pub use event::Event;
pub use finding::{Edit, Finding, Severity};
pub use leverage::{Leverage, Volume};
pub use memory::{MatchKind, MemoryMatch, TranslationUnit};
pub use reissue::{Change, Predecessor, changes};
pub use remark::{Comment, Ignored};
pub use segment::{Segment, SegmentId};
pub use summary::{Summary, TermCounts};
pub use target::{Origin, State, Target};
pub use term::{
    Alternative, CaseRule, MatchRule, Outcome, Placed, Term, TermHit, TermKind, TermStatus, TermUse, Tier,
};
pub use term_list::TermList;
