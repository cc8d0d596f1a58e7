//! A small set of strings walked one character at a time.

use super::packed::{Reader, Writer};

/// Maps strings to lists of numbers; a walk meets every stored string that the walked text begins with.
#[derive(Debug, Clone)]
pub(super) struct Trie {
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Default)]
struct Node {
    edges: Vec<(char, u32)>,
    values: Vec<u32>,
}

impl Default for Trie {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
        }
    }
}

impl Trie {
    /// Adds `value` to the list of the string that `key` spells.
    pub(super) fn insert(&mut self, key: impl Iterator<Item = char>, value: u32) {
        let mut at = 0;
        for c in key {
            at = match self.step(at, c) {
                Some(next) => next,
                None => {
                    let next = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[at]
                        .edges
                        .push((c, u32::try_from(next).unwrap_or(u32::MAX)));
                    next
                }
            };
        }
        if !self.nodes[at].values.contains(&value) {
            self.nodes[at].values.push(value);
        }
    }

    /// The lists of all strings that `text` begins with, the empty one first, each with its length in bytes.
    pub(super) fn walk<'a>(
        &'a self,
        text: impl Iterator<Item = char> + 'a,
    ) -> impl Iterator<Item = (usize, &'a [u32])> + 'a {
        let mut at = Some(0);
        let mut length = 0;
        let mut text = text;
        std::iter::from_fn(move || {
            let node = at?;
            let found = (length, self.nodes[node].values.as_slice());
            at = text.next().and_then(|c| {
                length += c.len_utf8();
                self.step(node, c)
            });
            Some(found)
        })
        .filter(|(_, values)| !values.is_empty())
    }

    /// As [`Trie::walk`], for a text that lives shorter than the lists.
    pub(super) fn each<'a>(
        &'a self,
        text: impl Iterator<Item = char>,
        mut met: impl FnMut(usize, &'a [u32]),
    ) {
        let mut at = 0;
        let mut length = 0;
        let mut text = text;
        loop {
            let values = &self.nodes[at].values;
            if !values.is_empty() {
                met(length, values);
            }
            let Some(c) = text.next() else { return };
            let Some(next) = self.step(at, c) else { return };
            length += c.len_utf8();
            at = next;
        }
    }

    /// Writes the tree, node by node: how many edges and values, then these.
    pub(super) fn pack(&self, out: &mut Writer) {
        let nodes = self.nodes.iter();
        out.numbers(nodes.flat_map(|node| {
            let lengths = [node.edges.len(), node.values.len()];
            let lengths = lengths.map(|length| u32::try_from(length).unwrap_or(u32::MAX));
            let edges = node.edges.iter().flat_map(|&(c, next)| [u32::from(c), next]);
            lengths
                .into_iter()
                .chain(edges)
                .chain(node.values.iter().copied())
        }));
    }

    /// Reads what [`Trie::pack`] wrote.
    pub(super) fn unpack(from: &mut Reader) -> Option<Self> {
        let numbers = from.numbers()?;
        let mut rest = numbers.as_slice();
        let mut nodes = Vec::new();
        while let Some((&[edges, values], after)) = rest.split_first_chunk() {
            let (edges, after) = after.split_at_checked(2 * edges as usize)?;
            let (values, after) = after.split_at_checked(values as usize)?;
            let edge = |edge: &[u32]| Some((char::from_u32(edge[0])?, edge[1]));
            nodes.push(Node {
                edges: edges.chunks_exact(2).map(edge).collect::<Option<_>>()?,
                values: values.to_vec(),
            });
            rest = after;
        }
        Some(Self { nodes })
    }

    fn step(&self, at: usize, c: char) -> Option<usize> {
        let edges = &self.nodes[at].edges;
        edges
            .iter()
            .find(|(label, _)| *label == c)
            .map(|&(_, next)| next as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_meets_every_prefix_that_is_stored() {
        let mut trie = Trie::default();
        for (value, key) in ["", "و", "وال", "ب"].iter().enumerate() {
            trie.insert(key.chars(), u32::try_from(value).unwrap());
        }
        let met: Vec<_> = trie
            .walk("والي".chars())
            .map(|(length, v)| (length, v[0]))
            .collect();
        assert_eq!(met, [(0, 0), (2, 1), (6, 2)]);
    }
}
