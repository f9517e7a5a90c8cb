//! What phrases end in: a trie over word numbers, in a few flat lists.

use std::ops::Range;

use crate::image::{Image, Reader};

/// Nodes are numbered level by level: the children of a node are neighbours, in the order of their words.
#[derive(Debug, Default)]
pub(super) struct Trie {
    /// The word that leads to each node; the root has none.
    words: Vec<u16>,
    /// The first child of each node, and the end of the last one's.
    children: Vec<u32>,
    /// The first of what ends at each node, and the end of the last one's.
    first_ends: Vec<u32>,
    /// The numbers of the codes that end at the nodes.
    ends: Vec<u16>,
    /// By word the child of the root; the root itself where there is none.
    begins: Vec<u16>,
}

impl Trie {
    /// The node where every phrase begins.
    pub(super) const ROOT: u32 = 0;

    /// The node after `word`.
    pub(super) fn child(&self, node: u32, word: u32) -> Option<u32> {
        if node == Self::ROOT {
            return self.begins.get(word as usize).filter(|node| **node != 0).map(|node| u32::from(*node));
        }
        let children = range(&self.children, node as usize);
        let first = children.start;
        let words = self.words.get(children)?;
        let found = words.binary_search_by_key(&word, |known| u32::from(*known)).ok()?;
        u32::try_from(first + found).ok()
    }

    /// The numbers of the codes that end at a node.
    pub(super) fn ends(&self, node: u32) -> &[u16] {
        self.ends.get(range(&self.first_ends, node as usize)).unwrap_or_default()
    }

    /// Which words stand in phrases that end in such a code.
    pub(super) fn words_of(&self, is_such: impl Fn(u16) -> bool) -> Vec<bool> {
        let mut nodes = vec![false; self.words.len()];
        let mut words = vec![false; self.begins.len()];
        for (node, word) in self.words.iter().enumerate().skip(1).rev() {
            let ends = self.ends.get(range(&self.first_ends, node)).unwrap_or_default();
            let children = nodes.get(range(&self.children, node)).unwrap_or_default();
            let found = children.contains(&true) || ends.iter().any(|code| is_such(*code));
            if let (true, Some(node), Some(word)) = (found, nodes.get_mut(node), words.get_mut(usize::from(*word))) {
                (*node, *word) = (true, true);
            }
        }
        words
    }

    /// Adds the next node: the word that leads to it, how many children it will have, and what ends there.
    pub(super) fn push(&mut self, word: u16, children: usize, ends: &[u16]) {
        self.words.push(word);
        self.ends.extend_from_slice(ends);
        extend(&mut self.children, 1, children);
        extend(&mut self.first_ends, 0, ends.len());
    }

    /// Makes the first step quick, once all nodes are in.
    pub(super) fn finish(&mut self, words: usize) {
        self.begins = vec![0; words];
        for node in range(&self.children, 0) {
            let word = self.words.get(node).and_then(|word| self.begins.get_mut(usize::from(*word)));
            if let (Some(begin), Ok(node)) = (word, u16::try_from(node)) {
                *begin = node;
            }
        }
    }
}

/// What belongs to a node, in a list of firsts.
fn range(firsts: &[u32], node: usize) -> Range<usize> {
    let first = |node: usize| firsts.get(node).map_or(0, |first| *first as usize);
    first(node)..first(node + 1)
}

/// Adds the end of what belongs to the next node to a list of firsts, which begins with `first`.
fn extend(firsts: &mut Vec<u32>, first: u32, length: usize) {
    if firsts.is_empty() {
        firsts.push(first);
    }
    firsts.extend(firsts.last().map(|last| last + length as u32));
}

/// How many ends are counted in one number with the children; where there are more, the others are counted in the next.
const FEW: usize = 7;

/// The shapes of all nodes, then their words, then their ends: what resembles each other stands together. The words that
/// phrases begin with are written as their distance from the one before.
impl Image for Trie {
    fn write(&self, out: &mut Vec<u8>) {
        self.words.len().write(out);
        for node in 0..self.words.len() {
            let (children, ends) = (range(&self.children, node).len(), range(&self.first_ends, node).len());
            (children << 3 | ends.min(FEW)).write(out);
            if ends >= FEW {
                (ends - FEW).write(out);
            }
        }
        let begins = range(&self.children, 0).end;
        let mut before = 0;
        for (node, word) in self.words.iter().enumerate().skip(1) {
            (word - before).write(out);
            before = if node + 1 < begins { *word } else { 0 };
        }
        self.ends.iter().for_each(|code| code.write(out));
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let nodes = from.length();
        let mut trie = Self {
            words: Vec::with_capacity(nodes),
            children: Vec::with_capacity(nodes + 1),
            first_ends: Vec::with_capacity(nodes + 1),
            ends: Vec::with_capacity(nodes),
            begins: Vec::new(),
        };
        for _ in 0..nodes {
            let shape = usize::read(from);
            let ends = shape & FEW;
            extend(&mut trie.children, 1, shape >> 3);
            extend(&mut trie.first_ends, 0, if ends == FEW { ends + usize::read(from) } else { ends });
        }
        let begins = range(&trie.children, 0).end;
        let mut before = 0_u16;
        trie.words.push(0);
        for node in 1..nodes {
            let word = before.wrapping_add(u16::read(from));
            trie.words.push(word);
            before = if node + 1 < begins { word } else { 0 };
        }
        let ends = range(&trie.first_ends, nodes).start;
        for _ in 0..from.bounded(ends) {
            trie.ends.push(u16::read(from));
        }
        trie
    }
}
