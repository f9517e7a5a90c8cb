//! Plain numbers in digits and words.

use crate::Span;

/// A number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Its value.
    pub value: f64,
    /// Its first token.
    pub first: usize,
    /// The token after its last.
    pub end: usize,
    /// Where it stands.
    pub span: Span,
    /// Whether it is written in words (`seven`, `a couple of`, `half`).
    pub in_words: bool,
    /// Whether it is an ordinal (`1st`, `third`).
    pub ordinal: bool,
}

pub(crate) fn find(_lexicon: &super::Lexicon, _tokens: &[super::Token], _folded: &str) -> Vec<Number> {
    Vec::new()
}
