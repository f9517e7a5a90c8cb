//! The scanner: bytes to tokens with spans and folded words.

use crate::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A run of letters (with inner apostrophes: `don't`, `l'an` is `l` + `an`).
    Word,
    /// A run of digits, with inner decimal point or comma and thousands separators: `1,000`, `277,5`, `.5`.
    Number,
    /// One ASCII or Unicode punctuation character.
    Punct(char),
    /// Any other visible character: symbols, emoji.
    Symbol(char),
    /// A line break (one token for each).
    Newline,
}

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it follows the token before it without white space.
    pub glued: bool,
    fold: (u32, u32),
}

impl Token {
    pub(crate) fn fold(self, folded: &str) -> &str {
        folded.get(self.fold.0 as usize..self.fold.1 as usize).unwrap_or_default()
    }
}

pub(crate) fn scan(_source: &str) -> (Vec<Token>, String) {
    (Vec::new(), String::new())
}
