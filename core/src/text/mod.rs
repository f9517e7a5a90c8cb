//! Words with byte spans, numbers, known terms, durations, dates and scope, in one pass over the message.
//!
//! [`Text::read`] does the shared work once per message; the other modules walk its tokens and terms.

pub mod date;
pub mod duration;
pub mod lexicon;
pub mod number;
pub mod scope;
pub mod token;

use lexicon::Languages;
pub use lexicon::{Domain, Lexicon, Term};
pub use number::Number;
pub use scope::{Clause, Scope};
pub use token::{Token, TokenKind};

use crate::Span;

/// A message, read: tokens, numbers, known terms and the scope of each word.
#[derive(Debug)]
pub struct Text<'t> {
    /// The message as the person wrote it.
    pub source: &'t str,
    lexicon: &'t Lexicon,
    folded: String,
    /// Words, digits, punctuation, symbols and line breaks in order; white space is left out.
    pub tokens: Vec<Token>,
    /// Plain numbers in digits or words, in order.
    pub numbers: Vec<Number>,
    /// Known terms in order of their first token; terms of different domains may overlap, those of one domain do not (but those of danger).
    pub terms: Vec<Term>,
    /// Clauses in order; they cover all tokens.
    pub clauses: Vec<Clause>,
    scopes: Vec<Scope>,
    languages: Languages,
    /// For each token the place of the first term that does not begin before it.
    term_starts: Vec<u32>,
}

impl<'t> Text<'t> {
    /// Reads a message. Never fails; time and memory are linear in its length.
    #[must_use]
    pub fn read(lexicon: &'t Lexicon, source: &'t str) -> Self {
        let (tokens, folded) = token::scan(source);
        let (terms, languages) = lexicon.find(&tokens, &folded);
        let numbers = number::find(lexicon, &tokens, &folded, &terms);
        let (clauses, scopes) = scope::find(lexicon, &tokens, &folded, &terms);
        let term_starts = starts(&terms, tokens.len());
        Self { source, lexicon, folded, tokens, numbers, terms, clauses, scopes, languages, term_starts }
    }

    /// The folded word (lower case, no accents) of token `index`; empty when there is none.
    #[must_use]
    pub fn word(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.fold(&self.folded))
    }

    /// The number that begins at token `index`.
    #[must_use]
    pub fn number_at(&self, index: usize) -> Option<&Number> {
        let position = self.numbers.binary_search_by_key(&index, |number| number.first).ok()?;
        self.numbers.get(position)
    }

    /// The term of `domain` that begins at token `index`.
    #[must_use]
    pub fn term_at(&self, index: usize, domain: Domain) -> Option<&Term> {
        self.terms_at(index).find(|term| term.domain == domain)
    }

    /// All terms that begin at token `index`.
    pub fn terms_at(&self, index: usize) -> impl Iterator<Item = &Term> {
        let from = self.term_starts.get(index).map_or(self.terms.len(), |start| *start as usize);
        self.terms.get(from..).unwrap_or_default().iter().take_while(move |term| term.first == index)
    }

    /// All terms of a domain, in order.
    pub fn terms_of(&self, domain: Domain) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.domain == domain)
    }

    /// The known terms that the message was read with.
    #[must_use]
    pub fn lexicon(&self) -> &'t Lexicon {
        self.lexicon
    }

    /// The canonical code of a term, such as `back_squat`.
    #[must_use]
    pub fn code(&self, term: &Term) -> &'t str {
        self.lexicon.code(term.domain, term.code)
    }

    /// The scope of token `index`: what keeps it from being a plain statement about the writer, here and now.
    #[must_use]
    pub fn scope(&self, index: usize) -> Scope {
        self.scopes.get(index).copied().unwrap_or_default()
    }

    /// The union of the scopes of tokens `first..end`.
    #[must_use]
    pub fn scope_of(&self, first: usize, end: usize) -> Scope {
        (first..end).fold(Scope::default(), |all, index| all | self.scope(index))
    }

    /// The same message, taken as a statement although it sounds like a question: "4 days?".
    #[must_use]
    pub fn as_statement(mut self) -> Self {
        self.scopes.iter_mut().for_each(|scope| *scope = scope.without(Scope::QUESTION));
        self
    }

    /// The clause that holds token `index`.
    #[must_use]
    pub fn clause_at(&self, index: usize) -> Option<&Clause> {
        let position = self.clauses.partition_point(|clause| clause.end <= index);
        self.clauses.get(position)
    }

    /// The span from token `first` to the token before `end`.
    #[must_use]
    pub fn span(&self, first: usize, end: usize) -> Span {
        match (self.tokens.get(first), end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::default(),
        }
    }

    /// The message's own words under a span.
    #[must_use]
    pub fn quote(&self, span: Span) -> &'t str {
        span.of(self.source)
    }

    /// The language most of the small words belong to (`en`, `es`, `fr`, `de`); none when too few tell.
    #[must_use]
    pub fn language(&self) -> Option<&'static str> {
        self.languages.most()
    }

    /// Whether there is nothing but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.tokens.iter().all(|token| token.kind == TokenKind::Newline)
    }
}

fn starts(terms: &[Term], tokens: usize) -> Vec<u32> {
    let mut starts = Vec::with_capacity(tokens);
    let mut next = 0_usize;
    for token in 0..tokens {
        while terms.get(next).is_some_and(|term| term.first < token) {
            next += 1;
        }
        starts.push(u32::try_from(next).unwrap_or(u32::MAX));
    }
    starts
}

#[cfg(test)]
mod tests;
