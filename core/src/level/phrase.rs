//! The words shown as evidence: the core of a signal with its clause, at most a dozen words.

use crate::Span;
use crate::facts::reader::Reader;
use crate::text::{Domain, Scope, TokenKind};

/// At most this many words are shown.
const WORDS: usize = 12;
/// A clause shorter than this is shown with the one behind it.
const SHORT: usize = 4;

/// What sets words apart from the core: they are somebody else's, or asked about.
const APART: [Scope; 4] = [Scope::OTHER, Scope::QUESTION, Scope::QUOTED, Scope::RETRACTED];

/// The words around `first..end` and where they stand; none of the `refused` words outside of the core is among them.
pub(super) fn around(reader: &Reader<'_, '_>, first: usize, end: usize, refused: &[(usize, usize)]) -> (Span, String) {
    let (mut from, mut to) = window(reader, first, end, refused);
    while from < first && !reader.is_word(from) {
        from += 1;
    }
    while to > end && !reader.is_word(to - 1) && !reader.is(to - 1, '%') && !reader.is(to - 1, '+') {
        to -= 1;
    }
    let span = reader.span(from, to);
    (span, lower(reader.text.quote(span)))
}

fn window(reader: &Reader<'_, '_>, first: usize, end: usize, refused: &[(usize, usize)]) -> (usize, usize) {
    let clause = reader.text.clause_at(first).map_or((first, end), |clause| (clause.first, clause.end.max(end)));
    let scope = reader.text.scope_of(first, end);
    let refused = |at: usize| refused.iter().any(|(from, to)| (*from..*to).contains(&at));
    let same =
        |at: usize| !refused(at) && APART.iter().all(|apart| reader.text.scope(at).any(*apart) == scope.any(*apart));
    let (mut from, mut to) = (denial(reader, clause.0, first).unwrap_or(first), end);
    // Alternately to the left and to the right, so that long clauses keep what stands closest.
    loop {
        let before = (from, to);
        if from > clause.0 && same(from - 1) && words(reader, from - 1, to) <= WORDS {
            from -= 1;
        }
        if to < clause.1 && same(to) && words(reader, from, to + 1) <= WORDS {
            to += 1;
        }
        if before == (from, to) {
            break;
        }
    }
    let whole = from == clause.0 && to == clause.1;
    if whole
        && words(reader, from, to) < SHORT
        && let Some((next, until)) = reader.next_clause(first)
        && next == to
        && words(reader, from, until) <= WORDS - 3
        && (next..until).all(same)
    {
        to = until;
    }
    (from, close(reader, from, to))
}

/// The end, behind the bracket that the words opened: "squat 265x5 (300 single)".
fn close(reader: &Reader<'_, '_>, from: usize, to: usize) -> usize {
    let depth = (from..to).fold(0_usize, |depth, at| match () {
        () if reader.is(at, '(') => depth + 1,
        () if reader.is(at, ')') => depth.saturating_sub(1),
        () => depth,
    });
    let closed = (to..to + 6).find(|at| reader.is(*at, ')')).filter(|_| depth == 1);
    closed.filter(|at| words(reader, from, *at) <= WORDS).unwrap_or(to)
}

/// Where the "no" of denied words stands: evidence is not shown without it.
fn denial(reader: &Reader<'_, '_>, clause: usize, first: usize) -> Option<usize> {
    let from = first.saturating_sub(6).max(clause);
    let denied = reader.text.scope(first).any(Scope::NEGATED);
    let mut cues = reader.terms_in(from, first, Domain::Cue).filter(|(_, code)| *code == "negation");
    cues.next().filter(|_| denied).map(|(cue, _)| cue.first)
}

/// Words as a reader counts them: numbers and words; the parts of `5x5` count one each, which errs on the short side.
fn words(reader: &Reader<'_, '_>, first: usize, end: usize) -> usize {
    (first..end).filter(|at| matches!(reader.kind(*at), Some(TokenKind::Word | TokenKind::Number))).count()
}

/// Lower case, white space as single blanks.
fn lower(words: &str) -> String {
    let mut phrase = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.extend(word.chars().map(crate::text::token::lower));
    }
    phrase
}
