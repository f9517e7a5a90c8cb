//! The words that terms are made of, each with a number.
//!
//! Open addressing with a fixed hash: no iteration order to vary between targets, and a lookup costs nanoseconds.

use crate::image::{Image, Reader};

const FREE: u32 = u32::MAX;

/// Known words.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    ends: Vec<u32>,
    slots: Vec<u32>,
}

impl Words {
    /// The number of a word.
    pub(super) fn id(&self, word: &str) -> Option<u32> {
        let mut slot = hash(word) as usize & self.slots.len().checked_sub(1)?;
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

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All numbers.
    pub(super) fn ids(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.ends.len()).unwrap_or(FREE)
    }

    /// Adds a word, or finds it again.
    pub(super) fn add(&mut self, word: &str) -> u32 {
        self.id(word).unwrap_or_else(|| self.push(word))
    }

    /// Adds a word that is not there yet.
    pub(super) fn push(&mut self, word: &str) -> u32 {
        let id = self.ids().end;
        self.text.push_str(word);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(FREE));
        if self.ends.len() * 2 > self.slots.len() {
            self.place_all();
        } else {
            self.place(id);
        }
        id
    }

    fn place_all(&mut self) {
        self.slots = vec![FREE; (self.ends.len() * 4).next_power_of_two().max(64)];
        self.ids().for_each(|id| self.place(id));
    }

    fn place(&mut self, id: u32) {
        let mask = self.slots.len() - 1;
        let mut slot = hash(self.word(id)) as usize & mask;
        while self.slots.get(slot).is_some_and(|taken| *taken != FREE) {
            slot = (slot + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(slot) {
            *free = id;
        }
    }
}

/// Each word as the number of bytes that it begins with like the one before it, and the rest. The numbers are control
/// characters, which no word has.
impl Image for Words {
    fn write(&self, out: &mut Vec<u8>) {
        let mut coded = String::new();
        let mut before = "";
        for word in self.ids().map(|id| self.word(id)) {
            let mut shared = 0_u8;
            for (here, there) in word.chars().zip(before.chars()) {
                let longer = shared + u8::try_from(here.len_utf8()).unwrap_or(0);
                if here != there || longer >= b' ' {
                    break;
                }
                shared = longer;
            }
            coded.push(char::from(shared));
            coded.push_str(word.get(usize::from(shared)..).unwrap_or_default());
            before = word;
        }
        coded.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let coded = String::read(from);
        let (mut text, mut ends) = (Vec::with_capacity(coded.len() * 2), Vec::new());
        let mut start = None;
        for byte in coded.bytes() {
            if byte >= b' ' {
                text.push(byte);
            } else if let Some(before) = start.replace(text.len()) {
                ends.push(text.len() as u32);
                let shared = usize::from(byte).min(text.len() - before);
                text.extend_from_within(before..before + shared);
            }
        }
        ends.push(text.len() as u32);
        let text = String::from_utf8(text).unwrap_or_else(|_| {
            from.spoil();
            String::new()
        });
        let mut words = Self { text, ends, slots: Vec::new() };
        words.place_all();
        words
    }
}

/// FNV-1a.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |state, byte| (state ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
