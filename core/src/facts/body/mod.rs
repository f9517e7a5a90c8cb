//! Age, body weight and gender, only as the person states them.

mod age;
mod gender;
mod weight;

use super::reader::{Found, Reader, any_of};
use super::spell::Spell;
use super::{SlotId, SlotValue};
use crate::Span;
use crate::text::{Domain, Number, TokenKind};

pub(crate) fn read(reader: &Reader<'_, '_>, spells: &[Spell], found: &mut Found) {
    let lifts: Vec<Span> = found.0.iter().filter(|fact| fact.slot == SlotId::Lifts).map(|fact| fact.span).collect();
    let age = age::read(reader, spells);
    if let Some((value, first, end, confidence)) = age {
        found.number(SlotId::Age, value, value, reader.span(first, end), confidence);
    }
    let weight = weight::read(reader, age.map(|(_, first, end, _)| (first, end)), &lifts);
    if let Some((value, unit, first, end, confidence)) = weight {
        let value = SlotValue::Quantity { value, unit: unit.to_owned() };
        found.push(SlotId::BodyWeight, value, reader.span(first, end), confidence);
    }
    gender::read(reader, age.map(|(_, _, end, _)| end), found);
}

/// Whether a word of this kind begins in `first..end`.
fn has(reader: &Reader<'_, '_>, first: usize, end: usize, wanted: &str) -> bool {
    reader.terms_in(first, end, Domain::Body).any(|(_, codes)| any_of(codes, wanted))
}

/// Whether a statement may end at `at`: a mark, a bracket, the end.
fn bounded(reader: &Reader<'_, '_>, at: usize) -> bool {
    at >= reader.text.tokens.len()
        || matches!(
            reader.kind(at),
            Some(
                TokenKind::Newline
                    | TokenKind::Symbol(_)
                    | TokenKind::Punct(',' | '.' | ';' | ':' | ')' | '!' | '(' | '/' | '-' | '?' | '…')
            )
        )
}

/// Whether a number is a height: `180 cm`, `6'2`, `1.80`, `5 ft 10`.
fn is_height(reader: &Reader<'_, '_>, number: &Number) -> bool {
    let feet = reader.is(number.end, '\'') || matches!(reader.unit(number.end), Some("ft" | "cm"));
    let metres = reader.unit(number.end) == Some("m") && (1.2..=2.3).contains(&number.value);
    let before = number.first.saturating_sub(1);
    let inches =
        number.first > 0 && (reader.is(before, '\'') || reader.unit(before) == Some("ft")) && number.value < 12.0;
    let point =
        number.value > 1.4 && number.value < 2.2 && number.value.fract() != 0.0 && reader.unit(number.end).is_none();
    feet || metres || inches || point
}

/// Whether a height stands within a few tokens of `first..end`.
fn height_near(reader: &Reader<'_, '_>, first: usize, end: usize) -> bool {
    let near = |number: &&Number| number.first != first && number.first + 6 >= first && number.first <= end + 4;
    reader.text.numbers.iter().filter(near).any(|number| is_height(reader, number))
}

/// The body weight with its unit that stands at `at`, if a number and `kg` or `lb` do.
fn weight_at(reader: &Reader<'_, '_>, at: usize) -> Option<usize> {
    let number = reader.text.number_at(at)?;
    let unit = reader.unit(number.end)?;
    let plausible = match unit {
        "kg" => (35.0..=250.0).contains(&number.value),
        "lb" => (75.0..=550.0).contains(&number.value),
        _ => return None,
    };
    plausible.then_some(number.end + 1)
}
