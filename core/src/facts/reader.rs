//! What all readers of facts share: the message with its sentences, and small questions about its tokens.

use super::{Confidence, Fact, SlotId, SlotValue, Topic};
use crate::text::{Domain, Scope, Term, Text, TokenKind};
use crate::{Context, Span};

/// How far a reader looks around a word; it keeps the time linear in the length of the message.
pub(crate) const REACH: usize = 14;

/// A message on its way to facts.
#[derive(Debug)]
pub(crate) struct Reader<'r, 't> {
    pub(crate) text: &'r Text<'t>,
    pub(crate) topic: Option<Topic>,
    pub(crate) context: &'r Context,
    /// First token and end of each sentence.
    sentences: Vec<(usize, usize)>,
}

/// Whether a term's codes, joined by `|`, hold one.
pub(crate) fn any_of(codes: &str, wanted: &str) -> bool {
    codes.split('|').any(|code| code == wanted)
}

/// A number or a range: `4`, `4-5`, `four to five`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) first: usize,
    pub(crate) end: usize,
}

impl Range {
    pub(crate) fn within(self, low: f64, high: f64) -> bool {
        self.low >= low && self.high <= high
    }
}

impl<'r, 't> Reader<'r, 't> {
    pub(crate) fn new(text: &'r Text<'t>, topic: Option<Topic>, context: &'r Context) -> Self {
        let mut sentences: Vec<(usize, usize)> = Vec::new();
        let mut number = usize::MAX;
        for clause in &text.clauses {
            match sentences.last_mut() {
                Some(last) if number == clause.sentence => last.1 = clause.end,
                _ => sentences.push((clause.first, clause.end)),
            }
            number = clause.sentence;
        }
        Self { text, topic, context, sentences }
    }

    pub(crate) fn about(&self, topic: Topic) -> bool {
        self.topic == Some(topic)
    }

    /// The sentence that holds a token, cut to [`REACH`] tokens around it twice over.
    pub(crate) fn sentence(&self, at: usize) -> (usize, usize) {
        let position = self.sentences.partition_point(|(_, end)| *end <= at);
        let (first, end) = self.sentences.get(position).copied().unwrap_or((at, at + 1));
        (first.max(at.saturating_sub(2 * REACH)), end.min(at + 2 * REACH))
    }

    /// The clause that holds a token, cut to [`REACH`] tokens around it.
    pub(crate) fn clause(&self, at: usize) -> (usize, usize) {
        let (first, end) = self.text.clause_at(at).map_or((at, at + 1), |clause| (clause.first, clause.end));
        (first.max(at.saturating_sub(REACH)), end.min(at + REACH))
    }

    /// The clause behind the one that holds `at`, in the same sentence.
    pub(crate) fn next_clause(&self, at: usize) -> Option<(usize, usize)> {
        let this = self.text.clause_at(at)?;
        let next = self.text.clause_at(this.end).filter(|next| next.sentence == this.sentence)?;
        Some((next.first, next.end.min(next.first + REACH)))
    }

    /// The clause before the one that holds `at`, in the same sentence.
    pub(crate) fn previous_clause(&self, at: usize) -> Option<(usize, usize)> {
        let this = self.text.clause_at(at)?;
        let before = self.text.clause_at(this.first.checked_sub(1)?).filter(|other| other.sentence == this.sentence)?;
        Some((before.first.max(before.end.saturating_sub(REACH)), before.end))
    }

    /// The term of `domain` that begins at `at`, with its code.
    pub(crate) fn term(&self, at: usize, domain: Domain) -> Option<(&'r Term, &'t str)> {
        let text: &'r Text<'t> = self.text;
        let term = text.term_at(at, domain)?;
        Some((term, text.code(term)))
    }

    /// All terms of a domain with their codes.
    pub(crate) fn terms(&self, domain: Domain) -> impl Iterator<Item = (&'r Term, &'t str)> {
        let text: &'r Text<'t> = self.text;
        text.terms_of(domain).map(move |term| (term, text.code(term)))
    }

    /// The terms of a domain that begin in `first..end`.
    pub(crate) fn terms_in(
        &self,
        first: usize,
        end: usize,
        domain: Domain,
    ) -> impl Iterator<Item = (&'r Term, &'t str)> + use<'r, 't> {
        let text: &'r Text<'t> = self.text;
        let from = text.terms.partition_point(|term| term.first < first);
        let terms = text.terms.get(from..).unwrap_or_default();
        terms
            .iter()
            .take_while(move |term| term.first < end)
            .filter(move |term| term.domain == domain)
            .map(move |term| (term, text.code(term)))
    }

    /// Whether a term of this code begins in `first..end`.
    pub(crate) fn has(&self, first: usize, end: usize, domain: Domain, code: &str) -> bool {
        self.terms_in(first, end, domain).any(|(_, codes)| any_of(codes, code))
    }

    /// Whether a small word that does `what` stands at `at`.
    pub(crate) fn particle(&self, at: usize, what: &str) -> bool {
        self.term(at, Domain::Particle).is_some_and(|(_, codes)| any_of(codes, what))
    }

    /// Whether a term lies inside a longer one of another domain: a lift inside "pull-up bar".
    pub(crate) fn inside(&self, first: usize, end: usize, domain: Domain) -> bool {
        self.terms_in(first.saturating_sub(4), first + 1, domain)
            .any(|(other, _)| other.end >= end && other.end - other.first > end - first)
    }

    pub(crate) fn word(&self, at: usize) -> &str {
        self.text.word(at)
    }

    pub(crate) fn is(&self, at: usize, mark: char) -> bool {
        self.text.tokens.get(at).is_some_and(|token| token.is(mark))
    }

    pub(crate) fn glued(&self, at: usize) -> bool {
        self.text.tokens.get(at).is_some_and(|token| token.glued)
    }

    pub(crate) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.text.tokens.get(at).map(|token| token.kind)
    }

    /// Whether token `at` is a word or a number.
    pub(crate) fn is_word(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(TokenKind::Word | TokenKind::Number))
    }

    /// How many tokens are words or numbers.
    pub(crate) fn words(&self) -> usize {
        self.text.tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number)).count()
    }

    /// The number or range that begins at `at`.
    pub(crate) fn range(&self, at: usize) -> Option<Range> {
        let low = self.text.number_at(at).filter(|number| !number.ordinal)?;
        let single = Range { low: low.value, high: low.value, first: at, end: low.end };
        let mut next = low.end;
        // "4 - 5", "4 to 5", "4 or 5", "de 4 a 5"; a unit may stand between: "45 min to 60 min".
        let dash = self.is(next, '-');
        let strict = self.particle(next, "and");
        if !dash && !strict && !self.particle(next, "to") {
            return Some(single);
        }
        next += 1;
        let high = self.text.number_at(next).filter(|number| !number.ordinal);
        match high {
            Some(high) if high.value > low.value && (!strict || high.value == low.value + 1.0) && low.value > 0.0 => {
                Some(Range { high: high.value, end: high.end, ..single })
            }
            _ => Some(single),
        }
    }

    pub(crate) fn unit(&self, at: usize) -> Option<&'t str> {
        self.term(at, Domain::Unit).map(|(_, code)| code)
    }

    /// Whether the words are not the writer's own plain statement, apart from being negated or planned.
    pub(crate) fn foreign(&self, first: usize, end: usize) -> bool {
        let scope = self.text.scope_of(first, end);
        scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED | Scope::QUESTION)
    }

    /// Whether the words are the writer's own, here and now, as a fact.
    pub(crate) fn stated(&self, first: usize, end: usize) -> bool {
        let scope = self.text.scope_of(first, end);
        !self.foreign(first, end) && !scope.any(Scope::NEGATED | Scope::PLANNED | Scope::CONDITIONAL)
    }

    /// Whether the words are the writer's own, as a fact or a wish.
    pub(crate) fn stated_or_planned(&self, first: usize, end: usize) -> bool {
        !self.foreign(first, end) && !self.text.scope_of(first, end).any(Scope::NEGATED)
    }

    pub(crate) fn negated(&self, first: usize, end: usize) -> bool {
        self.text.scope_of(first, end).any(Scope::NEGATED)
    }

    pub(crate) fn planned(&self, first: usize, end: usize) -> bool {
        self.text.scope_of(first, end).any(Scope::PLANNED)
    }

    pub(crate) fn span(&self, first: usize, end: usize) -> Span {
        self.text.span(first, end)
    }
}

/// Facts as they are found.
#[derive(Debug, Default)]
pub(crate) struct Found(pub(crate) Vec<Fact>);

impl Found {
    pub(crate) fn push(&mut self, slot: SlotId, value: SlotValue, span: Span, confidence: Confidence) {
        self.0.push(Fact { slot, value, span, confidence });
    }

    pub(crate) fn code(&mut self, slot: SlotId, code: &str, span: Span, confidence: Confidence) {
        let known = self.0.iter_mut().find(|fact| {
            fact.slot == slot
                && matches!(&fact.value, SlotValue::Codes { codes } if codes.iter().any(|known| known == code))
        });
        match known {
            Some(fact) => fact.confidence = fact.confidence.max(confidence),
            None => self.push(slot, SlotValue::Codes { codes: vec![code.to_owned()] }, span, confidence),
        }
    }

    pub(crate) fn number(&mut self, slot: SlotId, low: f64, high: f64, span: Span, confidence: Confidence) {
        self.push(slot, SlotValue::Number { low, high }, span, confidence);
    }

    pub(crate) fn has(&self, slot: SlotId) -> bool {
        self.0.iter().any(|fact| fact.slot == slot)
    }
}
