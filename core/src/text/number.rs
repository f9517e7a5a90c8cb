//! Plain numbers in digits and words.

use super::Lexicon;
use super::lexicon::{Domain, Term};
use super::token::{Token, TokenKind};
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

/// All numbers, in order, none overlapping another.
pub(crate) fn find(lexicon: &Lexicon, tokens: &[Token], folded: &str, terms: &[Term]) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut words = terms.iter().filter(|term| term.domain == Domain::NumberWord).peekable();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        while words.next_if(|term| term.first < at).is_some() {}
        let number = if token.kind == TokenKind::Number {
            digits(tokens, folded, at)
        } else if words.peek().is_some_and(|term| term.first == at) {
            let ahead: Vec<&Term> = words.clone().take(6).collect();
            in_words(lexicon, tokens, folded, &ahead)
        } else {
            None
        };
        at = number.as_ref().map_or(at + 1, |number| number.end.max(at + 1));
        numbers.extend(number);
    }
    numbers
}

/// Reads plain digits with at most one decimal point; correctly rounded up to 15 digits.
///
/// Not `str::parse`: its tables for extreme exponents are a tenth of the browser's module.
pub(crate) fn value_of(text: &str) -> Option<f64> {
    let (mut value, mut divisor, mut behind_point, mut digits) = (0.0_f64, 1.0_f64, false, 0_u32);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                value = value * 10.0 + f64::from(byte - b'0');
                divisor = if behind_point { divisor * 10.0 } else { divisor };
                digits += 1;
            }
            b'.' if !behind_point => behind_point = true,
            _ => return None,
        }
    }
    // Whole numbers below 2^53 and powers of ten up to 10^22 are exact, so the one division rounds once.
    Some(value / divisor).filter(|value| digits > 0 && value.is_finite())
}

fn digits(tokens: &[Token], folded: &str, first: usize) -> Option<Number> {
    let token = tokens.get(first)?;
    let mut value = value_of(token.fold(folded))?;
    let mut end = first + 1;
    let mut ordinal = false;
    if let Some((numerator_end, fraction)) = fraction(tokens, folded, first) {
        (end, value) = (numerator_end, fraction);
    } else if let Some(next) = tokens.get(end) {
        match next.kind {
            // `1 1/2`, `2½`.
            TokenKind::Number if value.fract() == 0.0 => {
                if let Some((after, part)) = fraction(tokens, folded, end) {
                    (end, value) = (after, value + part);
                } else if next.span.end - next.span.start > 1 && next.fold(folded).starts_with("0.") && next.glued {
                    (end, value) = (end + 1, value + value_of(next.fold(folded))?);
                }
            }
            TokenKind::Word if next.glued => {
                ordinal = matches!(next.fold(folded), "st" | "nd" | "rd" | "th" | "er" | "ere" | "eme" | "nde");
                end += usize::from(ordinal);
            }
            _ => {}
        }
    }
    let span = token.span.join(tokens.get(end - 1)?.span);
    Some(Number { value, first, end, span, in_words: false, ordinal })
}

/// `1/2`, `3/4`: a fraction, not a date or a score.
fn fraction(tokens: &[Token], folded: &str, first: usize) -> Option<(usize, f64)> {
    let slash = tokens.get(first + 1).filter(|token| token.is('/') && token.glued)?;
    let below = tokens.get(first + 2).filter(|token| token.kind == TokenKind::Number && token.glued)?;
    let longer = tokens.get(first + 3).is_some_and(|token| token.is('/') && token.glued);
    let (above, below) = (value_of(tokens.get(first)?.fold(folded))?, value_of(below.fold(folded))?);
    let plausible = above >= 1.0 && above < below && [2.0, 3.0, 4.0, 8.0].contains(&below) && above.fract() == 0.0;
    (slash.glued && plausible && !longer).then_some((first + 3, above / below))
}

/// A number in words: `seven`, `twenty-five`, `a hundred and ten`, `two and a half`.
fn in_words(lexicon: &Lexicon, tokens: &[Token], folded: &str, ahead: &[&Term]) -> Option<Number> {
    let start = ahead.first()?;
    let code = lexicon.code(Domain::NumberWord, start.code);
    let single = |value: f64, ordinal: bool| Number {
        value,
        first: start.first,
        end: start.end,
        span: start.span,
        in_words: true,
        ordinal,
    };
    let Some(mut total) = value_of(code) else {
        let ordinal = code.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        return value_of(ordinal).map(|value| single(value, true));
    };
    let mut number = single(total, false);
    for term in ahead.iter().skip(1) {
        let between = tokens.get(number.end..term.first).unwrap_or_default();
        let joined = between
            .iter()
            .all(|token| token.is('-') || matches!(token.fold(folded), "and" | "y" | "et" | "a" | "con" | "und"));
        let Some(part) = value_of(lexicon.code(Domain::NumberWord, term.code)) else { break };
        let combined = match part {
            _ if !joined || between.len() > 2 => None,
            part if part == 0.5 && !between.is_empty() => Some(total + part),
            part if part == 100.0 && (1.0..10.0).contains(&total) && between.is_empty() => Some(total * part),
            part if part == 1000.0 && (1.0..1000.0).contains(&total) && between.is_empty() => Some(total * part),
            part if part < 10.0 && (20.0..100.0).contains(&(total % 100.0)) && total % 10.0 == 0.0 => {
                Some(total + part)
            }
            part if (10.0..20.0).contains(&part) && [60.0, 80.0].contains(&(total % 100.0)) => Some(total + part),
            part if (1.0..100.0).contains(&part) && total >= 100.0 && total % 100.0 == 0.0 => Some(total + part),
            _ => None,
        };
        let Some(value) = combined else { break };
        total = value;
        number.value = value;
        number.end = term.end;
        number.span = number.span.join(term.span);
    }
    Some(number)
}
