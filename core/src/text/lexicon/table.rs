//! The two small hash tables behind the lexicon: words to numbers, and edges of the trie.
//!
//! Open addressing with a fixed hash: no iteration order to vary between targets, and a lookup costs nanoseconds.

use super::Domain;

/// Known words, each with a number.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    ends: Vec<u32>,
    forgiving: Vec<bool>,
    slots: Vec<u32>,
    /// The word that each word is a spelling of.
    spelled: Vec<u32>,
    /// Forgiving words by first letter, for the search of misspellings.
    by_letter: Vec<Vec<u32>>,
}

const FREE: u32 = u32::MAX;

impl Words {
    /// The number of a word.
    pub(super) fn id(&self, word: &str) -> Option<u32> {
        let mut slot = hash(word.bytes()) as usize & self.slots.len().checked_sub(1)?;
        loop {
            match *self.slots.get(slot)? {
                FREE => return None,
                id if self.word(id) == word => return Some(id),
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }

    /// The word of a number.
    pub(super) fn word(&self, id: u32) -> &str {
        let end = |id: usize| self.ends.get(id).map_or(0, |end| *end as usize);
        let start = (id as usize).checked_sub(1).map_or(0, end);
        self.text.get(start..end(id as usize)).unwrap_or_default()
    }

    /// Adds a word, or finds it again.
    pub(super) fn add(&mut self, word: &str, forgiving: bool) -> u32 {
        if let Some(id) = self.id(word) {
            if let Some(flag) = self.forgiving.get_mut(id as usize) {
                *flag |= forgiving;
            }
            return id;
        }
        let id = u32::try_from(self.ends.len()).unwrap_or(FREE);
        self.text.push_str(word);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(FREE));
        self.forgiving.push(forgiving);
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        } else {
            self.place(id);
        }
        id
    }

    fn grow(&mut self) {
        self.slots = vec![FREE; (self.ends.len() * 4).next_power_of_two().max(64)];
        for id in 0..u32::try_from(self.ends.len()).unwrap_or(FREE) {
            self.place(id);
        }
    }

    fn place(&mut self, id: u32) {
        let mask = self.slots.len() - 1;
        let mut slot = hash(self.word(id).bytes()) as usize & mask;
        while self.slots.get(slot).is_some_and(|taken| *taken != FREE) {
            slot = (slot + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(slot) {
            *free = id;
        }
    }

    /// Makes `spelling` another spelling of a known word; other words are left alone.
    pub(super) fn spell(&mut self, word: &str, spelling: &str) {
        let Some(word) = self.id(word) else { return };
        let spelling = self.add(spelling, false) as usize;
        let known = self.ends.len().max(self.spelled.len());
        self.spelled.resize(known, FREE);
        if let Some(slot) = self.spelled.get_mut(spelling) {
            *slot = word;
        }
    }

    /// The word that a word is a spelling of.
    pub(super) fn spelled(&self, id: u32) -> Option<u32> {
        self.spelled.get(id as usize).copied().filter(|word| *word != FREE)
    }

    /// Prepares the search of misspellings, once all words are in.
    pub(super) fn finish(&mut self) {
        self.by_letter = vec![Vec::new(); 26];
        for id in 0..u32::try_from(self.ends.len()).unwrap_or(FREE) {
            let word = self.word(id);
            let plain = word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_lowercase());
            let letter = word.bytes().next().map_or(0, |byte| usize::from(byte.wrapping_sub(b'a')));
            if plain
                && self.forgiving.get(id as usize) == Some(&true)
                && let Some(bucket) = self.by_letter.get_mut(letter)
            {
                bucket.push(id);
            }
        }
    }

    /// Forgiving words of at least five plain letters that begin with this letter.
    pub(super) fn beginning_with(&self, letter: u8) -> impl Iterator<Item = (u32, &str)> {
        let bucket = self.by_letter.get(usize::from(letter.wrapping_sub(b'a')));
        bucket.into_iter().flatten().map(|id| (*id, self.word(*id)))
    }
}

/// A code that ends at a node, with the number of the only language it counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    pub(super) domain: Domain,
    pub(super) code: u16,
    pub(super) language: Option<u8>,
}

/// A trie over word numbers.
#[derive(Debug, Default)]
pub(super) struct Trie {
    edges: Vec<(u32, u32, u32)>,
    slots: Vec<u32>,
    ends: Vec<Vec<End>>,
}

impl Trie {
    /// The node where every phrase begins.
    pub(super) const ROOT: u32 = 0;

    /// The node after `word`.
    pub(super) fn child(&self, node: u32, word: u32) -> Option<u32> {
        let mut slot = Self::hash(node, word) as usize & self.slots.len().checked_sub(1)?;
        loop {
            let edge = *self.slots.get(slot)?;
            let (from, by, to) = *self.edges.get(edge as usize)?;
            if (from, by) == (node, word) {
                return Some(to);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// What ends at a node.
    pub(super) fn ends(&self, node: u32) -> impl Iterator<Item = End> {
        self.ends.get(node as usize).into_iter().flatten().copied()
    }

    pub(super) fn child_or_new(&mut self, node: u32, word: u32) -> u32 {
        if let Some(child) = self.child(node, word) {
            return child;
        }
        let child = u32::try_from(self.edges.len() + 1).unwrap_or(FREE);
        self.edges.push((node, word, child));
        if self.edges.len() * 2 > self.slots.len() {
            self.slots = vec![FREE; (self.edges.len() * 4).next_power_of_two().max(64)];
            for edge in 0..self.edges.len() {
                self.place(edge);
            }
        } else {
            self.place(self.edges.len() - 1);
        }
        child
    }

    /// Adds an end. What counts in one language only comes before what counts in all.
    pub(super) fn end_here(&mut self, node: u32, end: End) {
        let wanted = (node as usize + 1).max(self.ends.len());
        self.ends.resize_with(wanted, Vec::new);
        if let Some(ends) = self.ends.get_mut(node as usize) {
            let place = if end.language.is_some() { 0 } else { ends.len() };
            ends.insert(place, end);
        }
    }

    /// Puts one end in the place of another.
    pub(super) fn replace(&mut self, node: u32, old: End, new: Option<End>) {
        let known = self.ends.get_mut(node as usize).and_then(|ends| ends.iter_mut().find(|end| **end == old));
        if let (Some(known), Some(new)) = (known, new) {
            *known = new;
        }
    }

    fn place(&mut self, edge: usize) {
        let Some(&(node, word, _)) = self.edges.get(edge) else { return };
        let mask = self.slots.len() - 1;
        let mut slot = Self::hash(node, word) as usize & mask;
        while self.slots.get(slot).is_some_and(|taken| *taken != FREE) {
            slot = (slot + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(slot) {
            *free = u32::try_from(edge).unwrap_or(FREE);
        }
    }

    fn hash(node: u32, word: u32) -> u32 {
        let mixed = (u64::from(node) << 32 | u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 32) as u32
    }
}

/// FNV-1a.
fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |state, byte| (state ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
