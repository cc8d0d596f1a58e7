//! What a reader finds in a file, and what the workbench makes of it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Comment, Content, Ignored, Predecessor, Segment};

/// A source document as its format's reader understood it: blocks of text, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The document's own title, if the format has one.
    pub title: Option<String>,
    /// The language the document declares (BCP 47), if it does.
    pub language: Option<String>,
    /// The blocks to translate; what lies between them in the file is not for translation.
    pub blocks: Vec<Block>,
    /// What the file says of a block beside its text, such as the key of a string: by the block's number, from 0.
    pub notes: Vec<(usize, String)>,
}

impl Document {
    /// The notes as comments on the first of the `segments` of each block. Linear in both.
    #[must_use]
    pub fn remarks(&self, segments: &[Segment]) -> Vec<Comment> {
        let mut remarks = Vec::new();
        for segments in segments.chunk_by(|a, b| a.block == b.block) {
            let first = self
                .notes
                .partition_point(|(block, _)| *block < segments[0].block);
            let own = self.notes[first..]
                .iter()
                .take_while(|(block, _)| *block == segments[0].block);
            remarks.extend(own.map(|(_, text)| Comment::of_file(&segments[0].id, text)));
        }
        remarks
    }
}

/// One block of a document: a paragraph, a heading, a table cell. A segment never crosses its border.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What the block is in its document.
    pub kind: BlockKind,
    /// Where it stands in the decoded source file, in bytes: from its first to its last character of content.
    pub span: Range<usize>,
    /// Its text, white space as in the file.
    pub content: Content,
}

/// What a block is in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// The document's title.
    Title,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An entry of a list.
    ListItem,
    /// A quoted paragraph.
    Quote,
    /// A cell of a table.
    Cell,
    /// A caption of a picture or table.
    Caption,
    /// Text of an attribute or a field, such as `alt`.
    Attribute,
}

/// An article in work: its languages, its blocks and its segments with everything known about them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Name within the workspace: the file name of the source, unique.
    pub name: String,
    /// Title, if the document has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Source language, BCP 47.
    pub source_language: String,
    /// Target language, BCP 47.
    pub target_language: String,
    /// The kind of each block, by the number that segments refer to.
    pub blocks: Vec<BlockKind>,
    /// The segments, in reading order.
    pub segments: Vec<Segment>,
    /// What people remarked, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// Which findings people ignore.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<Ignored>,
    /// What segments took the place of when the article was issued again, in the order of the segments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predecessors: Vec<Predecessor>,
}

impl Article {
    /// What it is headed by: its title, or else the first title or heading that stands before any running text.
    #[must_use]
    pub fn headline(&self) -> Option<String> {
        if self.title.is_some() {
            return self.title.clone();
        }
        let (kind, segments) = self
            .by_block()
            .find(|(kind, _)| !matches!(kind, BlockKind::Attribute | BlockKind::Caption))?;
        let heads = matches!(kind, BlockKind::Title | BlockKind::Heading(_));
        let texts = segments.iter().map(|segment| segment.source.text.as_str());
        heads.then(|| texts.collect::<Vec<_>>().join(" "))
    }

    /// The segments grouped by block: the block's kind with its segments, in order.
    pub fn by_block(&self) -> impl Iterator<Item = (BlockKind, &[Segment])> {
        self.segments.chunk_by(|a, b| a.block == b.block).map(|segments| {
            let kind = self.blocks.get(segments[0].block).copied();
            (kind.unwrap_or(BlockKind::Paragraph), segments)
        })
    }
}
