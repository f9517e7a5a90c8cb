//! Who is meant, and whether it is so: negation, question, quotation, plan, condition, other people, the past.

use crate::Span;

/// A set of reasons why words are not a plain statement about the writer, here and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scope(u16);

impl Scope {
    /// Denied: "no knee pain", "haven't run".
    pub const NEGATED: Self = Self(1);
    /// Asked: "what is RPE?".
    pub const QUESTION: Self = Self(2);
    /// Quoted words of others.
    pub const QUOTED: Self = Self(4);
    /// Planned, wished, advised, prescribed: "I want to", "tomorrow", "should".
    pub const PLANNED: Self = Self(8);
    /// Conditional: "if I could".
    pub const CONDITIONAL: Self = Self(16);
    /// Somebody else: "my husband", "he".
    pub const OTHER: Self = Self(32);
    /// Long ago or over: "used to", "in college", "10 years ago".
    pub const PAST: Self = Self(64);
    /// Taken back: "~~225~~", "65, sorry, not 45".
    pub const RETRACTED: Self = Self(128);

    /// Whether any reason of `other` is in this set.
    #[must_use]
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is no reason at all.
    #[must_use]
    pub fn is_plain(self) -> bool {
        self.0 == 0
    }
}

impl std::ops::BitOr for Scope {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A clause: a stretch of tokens between sentence ends, line breaks, and words such as "but".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// Its first token.
    pub first: usize,
    /// The token after its last.
    pub end: usize,
    /// The number of the sentence it belongs to.
    pub sentence: usize,
    /// Where it stands.
    pub span: Span,
}

pub(crate) fn find(
    _lexicon: &super::Lexicon,
    _tokens: &[super::Token],
    _folded: &str,
    _terms: &[super::Term],
) -> (Vec<Clause>, Vec<Scope>) {
    (Vec::new(), Vec::new())
}
