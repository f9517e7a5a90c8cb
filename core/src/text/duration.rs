//! Durations and clock times: `12:34`, `1:02:03`, `1h24mn`, `90 sec`, `an hour and a half`, `5'30"`.

use super::number::value_of;
use super::{Domain, Text, TokenKind};
use crate::Span;

/// A duration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duration {
    /// Its length in seconds.
    pub seconds: f64,
    /// The token after its last.
    pub end: usize,
    /// Where it stands.
    pub span: Span,
    /// Whether it is written with colons only (`3:00`), where minutes and hours may be confused.
    pub clock: bool,
}

/// The duration that begins at token `index`. A bare number is none.
#[must_use]
pub fn at(text: &Text<'_>, index: usize) -> Option<Duration> {
    let (seconds, end, clock) = clock(text, index)
        .or_else(|| primes(text, index))
        .or_else(|| units(text, index))
        .or_else(|| phrase(text, index))?;
    Some(Duration { seconds, end, span: text.span(index, end), clock })
}

fn digits(text: &Text<'_>, index: usize) -> Option<f64> {
    text.tokens.get(index).filter(|token| token.kind == TokenKind::Number)?;
    value_of(text.word(index))
}

fn glued(text: &Text<'_>, index: usize, mark: char) -> bool {
    text.tokens.get(index).is_some_and(|token| token.glued && token.is(mark))
}

fn two_digits(text: &Text<'_>, index: usize) -> Option<f64> {
    let token = text.tokens.get(index).filter(|token| token.glued)?;
    let word = text.word(index);
    let whole = word.split('.').next().unwrap_or_default();
    let fits = whole.len() == 2 && token.kind == TokenKind::Number;
    digits(text, index).filter(|value| fits && *value < 60.0)
}

/// `12:34`, `1:02:03`, `1:02.5`.
fn clock(text: &Text<'_>, index: usize) -> Option<(f64, usize, bool)> {
    let first = digits(text, index).filter(|value| value.fract() == 0.0 && *value < 1000.0)?;
    if !glued(text, index + 1, ':') {
        return None;
    }
    let second = two_digits(text, index + 2)?;
    if glued(text, index + 3, ':')
        && let Some(third) = two_digits(text, index + 4)
    {
        return Some((first * 3600.0 + second * 60.0 + third, index + 5, true));
    }
    // The unit may follow: `1:30 hours`.
    if unit(text, index + 3) == Some("hour") {
        return Some((first * 3600.0 + second * 60.0, index + 4, false));
    }
    let end = if matches!(unit(text, index + 3), Some("minute")) { index + 4 } else { index + 3 };
    Some((first * 60.0 + second, end, end == index + 3))
}

/// `5'30"`, `90"`, `3'`.
fn primes(text: &Text<'_>, index: usize) -> Option<(f64, usize, bool)> {
    let first = digits(text, index)?;
    if glued(text, index + 1, '\'') {
        if glued(text, index + 2, '\'') {
            return Some((first, index + 3, false));
        }
        let Some(second) = two_digits(text, index + 2) else {
            return Some((first * 60.0, index + 2, false));
        };
        let marks =
            (0..2).take_while(|mark| glued(text, index + 3 + mark, '"') || glued(text, index + 3 + mark, '\'')).count();
        return Some((first * 60.0 + second, index + 3 + marks, false));
    }
    (glued(text, index + 1, '"') && first >= 5.0).then_some((first, index + 2, false))
}

fn unit<'t>(text: &Text<'t>, index: usize) -> Option<&'t str> {
    let term = text.term_at(index, Domain::Unit)?;
    let code = text.code(term);
    // `m` is a metre unless it stands between hours and seconds, which `units` decides.
    matches!(code, "second" | "minute" | "hour").then_some(code)
}

fn factor(code: &str) -> f64 {
    match code {
        "hour" => 3600.0,
        "minute" => 60.0,
        _ => 1.0,
    }
}

/// `90 sec`, `1h24mn`, `1 hour 20 minutes`, `1h30`, `2 and a half hours`.
fn units(text: &Text<'_>, index: usize) -> Option<(f64, usize, bool)> {
    let mut at = index;
    let mut seconds = 0.0;
    let mut last = f64::INFINITY;
    let mut end = None;
    while let Some(number) = text.number_at(at).filter(|number| !number.ordinal) {
        // `30-minute`, `20 min`.
        let gap = usize::from(glued(text, number.end, '-'));
        let after_hours = last == 3600.0;
        let step = match unit(text, number.end + gap) {
            Some(code) => Some((factor(code), number.end + gap + 1)),
            // `1h30`, `1 h 30`: bare minutes behind hours; `2 min 30`: bare seconds behind minutes.
            None if after_hours && text.word(number.end) == "m" => Some((60.0, number.end + 1)),
            // `1h45'30"`: primes behind hours.
            None if after_hours && glued(text, number.end, '\'') => Some((60.0, number.end + 1)),
            None if last == 60.0 && glued(text, number.end, '"') => Some((1.0, number.end + 1)),
            None if last.is_finite()
                && last > 1.0
                && number.value < 60.0
                && text.word(number.first).len() == 2
                && text.tokens.get(number.first).is_some_and(|token| token.glued) =>
            {
                Some((last / 60.0, number.end))
            }
            None => None,
        };
        let Some((size, after)) = step.filter(|(size, _)| *size < last) else { break };
        seconds += number.value * size;
        last = size;
        end = Some(after);
        at = after;
        // `an hour and a half`, `1 hour and 20 minutes`.
        if text.tokens.get(at).is_some() && matches!(text.word(at), "and" | "y" | "et" | "und") {
            if let Some((part, after)) = half(text, at + 1) {
                seconds += part * size;
                end = Some(after);
                break;
            }
            at += 1;
        }
    }
    end.map(|end| (seconds, end, false))
}

/// "a half", "media", "demie", "a quarter" behind "hour and".
fn half(text: &Text<'_>, index: usize) -> Option<(f64, usize)> {
    let article = text.number_at(index).is_none() && matches!(text.word(index), "a" | "un" | "une");
    let index = index + usize::from(article);
    let number = text.number_at(index).filter(|number| number.in_words && number.value < 1.0)?;
    // "and half an hour" is another duration.
    (unit(text, number.end).is_none()).then_some((number.value, number.end))
}

/// `an hour`, `half an hour`, `an hour and a half`, `hora y media`, `une heure et demie`.
fn phrase(text: &Text<'_>, index: usize) -> Option<(f64, usize, bool)> {
    let article = |at: usize| matches!(text.word(at), "a" | "an" | "one" | "una" | "un" | "une" | "eine" | "the");
    if let Some(number) = text.number_at(index).filter(|number| number.in_words && number.value < 1.0) {
        let mut at = number.end;
        while article(at) || text.word(at) == "of" || text.tokens.get(at).is_some_and(|token| token.is('-')) {
            at += 1;
        }
        let code = unit(text, at)?;
        return Some((number.value * factor(code), at + 1, false));
    }
    let at = index + usize::from(article(index));
    let code = unit(text, at)?;
    if at == index && !matches!(text.word(at), "hour" | "hora" | "heure" | "stunde") {
        return None;
    }
    let mut seconds = factor(code);
    let mut end = at + 1;
    if matches!(text.word(end), "and" | "y" | "et" | "und") {
        match half(text, end + 1) {
            Some((part, after)) => {
                seconds += part * factor(code);
                end = after;
            }
            None if at == index => return None,
            None => {}
        }
    } else if at == index {
        return None;
    }
    Some((seconds, end, false))
}
