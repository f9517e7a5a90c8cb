//! Which language a message is in, by its small words.

/// The languages whose small words are known.
const LANGUAGES: [&str; 4] = ["de", "en", "es", "fr"];

/// The number of a language's code.
pub(super) fn number(code: &str) -> Option<u8> {
    LANGUAGES.iter().position(|known| *known == code).and_then(|position| u8::try_from(position).ok())
}

/// How many small words of each language a message has.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Languages {
    counts: [usize; LANGUAGES.len()],
}

impl Languages {
    pub(super) fn count(&mut self, code: &str) {
        if let Some(count) = number(code).and_then(|number| self.counts.get_mut(usize::from(number))) {
            *count += 1;
        }
    }

    /// Whether words of this language may be meant: no other language has more small words.
    pub(super) fn allow(self, language: u8) -> bool {
        let most = self.counts.iter().copied().max().unwrap_or(0);
        self.counts.get(usize::from(language)) == Some(&most)
    }

    /// The language with the most small words; none when too few tell.
    pub(crate) fn most(self) -> Option<&'static str> {
        let most = self.counts.iter().copied().max().filter(|most| *most >= 2)?;
        let mut leading = self.counts.iter().zip(LANGUAGES).filter(|(count, _)| **count == most);
        let first = leading.next();
        first.filter(|_| leading.next().is_none()).map(|(_, language)| language)
    }
}
