//! Misspelt terms: a bounded edit distance to known words only.

use super::words::Words;

/// The words whose misspellings are forgiven: at least five plain letters, by the first of them.
#[derive(Debug, Default)]
pub(super) struct Forgiving {
    by_letter: [Vec<u32>; 26],
}

impl Forgiving {
    /// Sorts out the words that are marked.
    pub(super) fn of(words: &Words, marked: &[bool]) -> Self {
        let mut forgiving = Self::default();
        for id in words.ids().filter(|id| marked.get(*id as usize) == Some(&true)) {
            let word = words.word(id).as_bytes();
            if let Some(letter) = word.first().filter(|_| word.len() >= 5 && word.iter().all(u8::is_ascii_lowercase)) {
                forgiving.by_letter.get_mut(place(*letter)).into_iter().for_each(|list| list.push(id));
            }
        }
        forgiving
    }

    /// The known word that `word` most likely misspells: the same first letter, one error (two in words of nine letters
    /// and more); in words of five letters only two swapped or doubled letters count.
    pub(super) fn nearest(&self, words: &Words, word: &str) -> Option<u32> {
        let bytes = word.as_bytes();
        let (&first, length) = (bytes.first()?, bytes.len());
        if !(5..=24).contains(&length) || !bytes.iter().all(u8::is_ascii_lowercase) {
            return None;
        }
        let allowed = if length >= 9 { 2 } else { 1 };
        let letters = mask(bytes);
        let mut best: Option<(usize, u32)> = None;
        for &id in self.by_letter.get(place(first)).into_iter().flatten() {
            let known = words.word(id).as_bytes();
            let distant = known.len().abs_diff(length) > allowed
                || (letters ^ mask(known)).count_ones() as usize > 2 * allowed
                || best.is_some_and(|(distance, _)| distance == 1);
            if distant {
                continue;
            }
            let short = length.min(known.len()) <= 5;
            match distance(bytes, known, allowed) {
                Some(1) if short && (length == known.len() && letters != mask(known)) => {}
                Some(1) if short && length != known.len() && letters != mask(known) => {}
                Some(found) if best.is_none_or(|(distance, _)| found < distance) => best = Some((found, id)),
                _ => {}
            }
        }
        best.map(|(_, id)| id)
    }
}

fn place(letter: u8) -> usize {
    usize::from(letter.wrapping_sub(b'a'))
}

fn mask(word: &[u8]) -> u32 {
    word.iter().fold(0, |mask, byte| mask | 1 << (byte.wrapping_sub(b'a') & 31))
}

/// Edit distance with swaps of neighbours (optimal string alignment), or none above `bound`.
fn distance(left: &[u8], right: &[u8], bound: usize) -> Option<usize> {
    let mut before = [0_usize; 32];
    let mut previous = [0_usize; 32];
    let mut current = [0_usize; 32];
    for (column, cell) in previous.iter_mut().enumerate() {
        *cell = column;
    }
    let get = |row: &[usize; 32], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
    for (row, &a) in left.iter().enumerate() {
        current = [0; 32];
        if let Some(cell) = current.first_mut() {
            *cell = row + 1;
        }
        let mut least = row + 1;
        for (column, &b) in right.iter().enumerate() {
            let substitution = get(&previous, column) + usize::from(a != b);
            let mut cost = substitution.min(get(&previous, column + 1) + 1).min(get(&current, column) + 1);
            let swapped = row > 0 && column > 0 && left.get(row - 1) == Some(&b) && right.get(column - 1) == Some(&a);
            if swapped {
                cost = cost.min(get(&before, column - 1) + 1);
            }
            if let Some(cell) = current.get_mut(column + 1) {
                *cell = cost;
            }
            least = least.min(cost);
        }
        if least > bound {
            return None;
        }
        before = previous;
        previous = current;
    }
    let found = get(&current, right.len());
    (found <= bound && !left.is_empty()).then_some(found)
}
