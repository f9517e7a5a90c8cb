//! Age, body weight and gender, only as the person states them.

use super::reader::{Found, Reader};
use super::spell::{Meaning, Spell};
use super::{Confidence, SlotId, SlotValue, Topic};
use crate::text::{Domain, Number, Scope, TokenKind};

pub(crate) fn read(reader: &Reader<'_, '_>, spells: &[Spell], lifts: bool, found: &mut Found) {
    let age = age(reader, spells);
    if let Some((value, first, end, confidence)) = age {
        found.number(SlotId::Age, value, value, reader.span(first, end), confidence);
    }
    let weight = weight(reader, age.map(|(_, first, end, _)| (first, end)), lifts);
    if let Some((value, unit, first, end, confidence)) = weight {
        let value = SlotValue::Quantity { value, unit: unit.to_owned() };
        found.push(SlotId::BodyWeight, value, reader.span(first, end), confidence);
    }
    gender(reader, age.map(|(_, _, end, _)| end), found);
}

/// Whether a code family of [`Domain::Fact`] holds `wanted` at a term.
fn is(codes: &str, wanted: &str) -> bool {
    codes.split('|').any(|code| code == wanted)
}

fn fact_in(reader: &Reader<'_, '_>, first: usize, end: usize, wanted: &str) -> bool {
    reader.terms_in(first, end, Domain::Fact).any(|(_, codes)| is(codes, wanted))
}

fn age(reader: &Reader<'_, '_>, spells: &[Spell]) -> Option<(f64, usize, usize, Confidence)> {
    let spelled = spells.iter().find(|spell| spell.meaning == Meaning::Age && spell.low >= 10.0);
    if let Some(spell) = spelled {
        let end = spell.end + usize::from(reader.has(spell.end, spell.end + 1, Domain::Spell, "old"));
        return Some((spell.low, spell.first, end, Confidence::High));
    }
    reader.text.numbers.iter().filter(|number| possible_age(reader, number)).find_map(|number| {
        let confidence = age_confidence(reader, number)?;
        Some((number.value, number.first, number.end, confidence))
    })
}

fn possible_age(reader: &Reader<'_, '_>, number: &Number) -> bool {
    let whole = number.value.fract() == 0.0 && (12.0..=95.0).contains(&number.value) && !number.ordinal;
    whole && !reader.foreign(number.first, number.end) && !reader.negated(number.first, number.end)
}

fn age_confidence(reader: &Reader<'_, '_>, number: &Number) -> Option<Confidence> {
    let (first, end) = (number.first, number.end);
    let old_at = end + usize::from(reader.is(end, '-'));
    if reader.has(old_at, old_at + 1, Domain::Spell, "old") && reader.kind(end) != Some(TokenKind::Newline) {
        return Some(Confidence::High);
    }
    // "34m", "28F".
    if reader.glued(end)
        && matches!(reader.word(end), "m" | "f")
        && !reader.about(Topic::Lifts)
        && bounded(reader, end + 1)
    {
        return Some(Confidence::High);
    }
    let measured = reader.unit(end).is_some_and(|unit| unit != "inch" || reader.word(end) != "in")
        || reader.is(end, '%')
        || (reader.is(end, '/') && reader.glued(end))
        || (reader.is(end, ':') && reader.glued(end + 1))
        || matches!(reader.word(end), "x" | "+")
        || reader.is(end, '\'')
        || reader.is(end, '+')
        || (reader.is(end, '-') && reader.glued(end));
    if measured || is_glued_behind(reader, first) {
        return None;
    }
    let claims = reader.terms_in(first.saturating_sub(4), first, Domain::Fact).any(|(term, codes)| {
        let own = is(codes, "body.age")
            && (term.end == first || (term.end + 1 == first && reader.particle(term.end, "almost")));
        own && !reader.text.scope(first).any(Scope::PLANNED)
    });
    let closed = bounded(reader, end)
        || matches!(
            reader.word(end),
            "and"
                | "now"
                | "this"
                | "last"
                | "with"
                | "but"
                | "y"
                | "et"
                | "und"
                | "so"
                | "here"
                | "male"
                | "female"
                | "years"
                | "in"
                | "next"
                | "mom"
                | "dad"
        );
    if claims && closed {
        return Some(Confidence::High);
    }
    if reader.about(Topic::Body) && number.value >= 13.0 && closed {
        let first_bare =
            reader.text.numbers.iter().find(|other| possible_age(reader, other) && reader.unit(other.end).is_none());
        return first_bare
            .filter(|other| other.first == first && !alone_like_weight(reader, number))
            .map(|_| Confidence::High);
    }
    let (from, to) = reader.sentence(first);
    let opens = first == from && number.value >= 14.0;
    // "53, 97kg …", "33, 6 ft, 200 lb …".
    if opens && reader.is(end, ',') && (measure_follows(reader, end + 1) || gender_at(reader, end + 1).is_some()) {
        return Some(Confidence::High);
    }
    // "60 last month": a birthday.
    if opens && first == 0 && reader.has(end, end + 1, Domain::Calendar, "last") {
        return Some(Confidence::Medium);
    }
    let lone = (from..to).all(|at| (first..end).contains(&at) || !reader.is_word(at));
    (lone && reader.topic.is_none() && reader.words() > 8).then_some(Confidence::Low)
}

/// A lone number above any likely age under the question about the body is a weight: "93".
fn alone_like_weight(reader: &Reader<'_, '_>, number: &Number) -> bool {
    reader.text.numbers.len() == 1 && number.value > 75.0
}

fn bounded(reader: &Reader<'_, '_>, at: usize) -> bool {
    at >= reader.text.tokens.len()
        || matches!(
            reader.kind(at),
            Some(TokenKind::Newline | TokenKind::Punct(',' | '.' | ';' | ')' | '!' | '(' | '/' | '-'))
        )
}

fn is_glued_behind(reader: &Reader<'_, '_>, first: usize) -> bool {
    reader.glued(first) && !reader.is(first.saturating_sub(1), '(') && !reader.is(first.saturating_sub(1), ':')
}

/// Whether a height or a weight stands at `at`.
fn measure_follows(reader: &Reader<'_, '_>, at: usize) -> bool {
    let Some(number) = reader.text.number_at(at) else { return false };
    let unit = reader.unit(number.end);
    matches!(unit, Some("kg" | "lb" | "ft" | "cm")) || reader.is(number.end, '\'')
}

type Weight = (f64, &'static str, usize, usize, Confidence);

fn weight(reader: &Reader<'_, '_>, age: Option<(usize, usize)>, lifts: bool) -> Option<Weight> {
    let mut best: Option<Weight> = None;
    for number in &reader.text.numbers {
        let (first, end) = (number.first, number.end);
        if age.is_some_and(|(from, to)| (from..to).contains(&first)) || number.ordinal || reader.foreign(first, end) {
            continue;
        }
        let Some((value, unit, confidence, end)) = weight_at(reader, number, age, lifts) else { continue };
        // "230 up to 250": the later number of the same statement holds.
        if best.is_none_or(|(.., known)| confidence >= known) {
            best = Some((value, unit, first, end, confidence));
        }
    }
    best
}

fn weight_at(
    reader: &Reader<'_, '_>,
    number: &Number,
    age: Option<(usize, usize)>,
    lifts: bool,
) -> Option<(f64, &'static str, Confidence, usize)> {
    let (first, end) = (number.first, number.end);
    let unit = match reader.unit(end) {
        Some("kg") => Some("kg"),
        Some("lb") => Some("lb"),
        Some(_) => return None,
        None => None,
    };
    let after = end + usize::from(unit.is_some());
    let plausible = match unit {
        Some("kg") => (30.0..=250.0).contains(&number.value),
        Some(_) => (70.0..=550.0).contains(&number.value),
        None => (35.0..=500.0).contains(&number.value),
    };
    let scope = reader.text.scope_of(first, end);
    let barred = scope.any(Scope::NEGATED | Scope::PLANNED | Scope::CONDITIONAL) || reader.is(end, '%');
    let odd = reader.is(first.saturating_sub(1), '-') && reader.glued(first)
        || reader.word(end) == "x"
        || reader.is(end, '/');
    let class = fact_in(reader, after, after + 2, "body.class");
    let (from, to) = reader.clause(first);
    let near = first.saturating_sub(5).max(from);
    let changed = fact_in(reader, near, first, "body.changed")
        || fact_in(reader, after, after + 2, "body.changed") && unit.is_some();
    if !plausible || barred || class || odd {
        return None;
    }
    let weigh = reader
        .terms_in(near, first, Domain::Fact)
        .any(|(term, codes)| is(codes, "body.weigh") && first - term.end <= 3)
        || reader
            .terms_in(after, after + 1, Domain::Fact)
            .any(|(term, codes)| is(codes, "body.weigh") && term.end > after);
    if weigh && (unit.is_some() || (40.0..=400.0).contains(&number.value)) && !lift_beside(reader, near, first) {
        return Some((number.value, unit.unwrap_or_default(), Confidence::High, after))
            .filter(|_| !changed || reader.about(Topic::Body) || scale_moved(reader, near, first));
    }
    if changed {
        return None;
    }
    if reader.about(Topic::Body) {
        let tall = reader.is(end, '\'') || is_height(reader, number);
        return (!tall && (unit.is_some() || number.value >= 40.0)).then_some((
            number.value,
            unit.unwrap_or_default(),
            Confidence::High,
            after,
        ));
    }
    let unit = unit?;
    // "I'm 90kg", "over 250 lbs" at the start.
    let am =
        reader.terms_in(near, first, Domain::Fact).any(|(term, codes)| is(codes, "body.am") && first - term.end <= 1);
    if am && bounded_or_and(reader, after) {
        return Some((number.value, unit, Confidence::High, after));
    }
    // "53, 97.3kg": beside an age or a height.
    let beside_age = age.is_some_and(|(from, to)| first.abs_diff(to) <= 4 || from.abs_diff(after) <= 3);
    let beside_height = (first.saturating_sub(6)..first)
        .any(|at| reader.text.number_at(at).is_some_and(|other| is_height(reader, other)));
    if beside_age || beside_height {
        return Some((number.value, unit, Confidence::High, after));
    }
    // "squat 165, deadlift 205 at 79kg".
    let at = reader.particle(first.saturating_sub(1), "at") || reader.is(first.saturating_sub(1), '@');
    let behind_load = first >= 2 && reader.text.numbers.iter().any(|other| other.end < first && first - other.end <= 3);
    if lifts && at && behind_load && (bounded(reader, after) || after >= to) {
        return Some((number.value, unit, Confidence::Medium, after));
    }
    let opening = reader.sentence(first).0 + 1 >= first && first <= 1 && bounded(reader, after) && !lifts;
    opening.then_some((number.value, unit, Confidence::Low, after))
}

/// "bodyweight 230 up to 250" moves, yet states the weight.
fn scale_moved(reader: &Reader<'_, '_>, near: usize, first: usize) -> bool {
    reader.word(first.saturating_sub(2)) == "up"
        && reader.text.numbers.iter().any(|other| (near..first).contains(&other.first))
}

fn lift_beside(reader: &Reader<'_, '_>, near: usize, first: usize) -> bool {
    reader.terms_in(near, first, Domain::Lift).any(|(term, _)| term.end == first)
}

fn bounded_or_and(reader: &Reader<'_, '_>, at: usize) -> bool {
    bounded(reader, at)
        || matches!(
            reader.word(at),
            "and"
                | "with"
                | "at"
                | "y"
                | "et"
                | "now"
                | "but"
                | "right"
                | "currently"
                | "und"
                | "ahora"
                | "bodyweight"
                | "so"
        )
}

fn is_height(reader: &Reader<'_, '_>, number: &Number) -> bool {
    let feet = reader.is(number.end, '\'') || matches!(reader.unit(number.end), Some("ft" | "cm"));
    let metres = reader.unit(number.end) == Some("m") && (1.2..=2.3).contains(&number.value);
    let inches = reader.is(number.first.saturating_sub(1), '\'') && reader.glued(number.first);
    let point = number.value > 1.3 && number.value < 2.2 && number.value.fract() != 0.0;
    feet || metres
        || inches
        || point
        || (145.0..=210.0).contains(&number.value) && reader.unit(number.end) == Some("cm")
}

fn gender_at<'t>(reader: &Reader<'_, 't>, at: usize) -> Option<&'t str> {
    let (_, codes) = reader.term(at, Domain::Fact)?;
    codes.split('|').find_map(|code| code.strip_prefix("gender."))
}

fn gender(reader: &Reader<'_, '_>, age_end: Option<usize>, found: &mut Found) {
    for (term, codes) in reader.terms(Domain::Fact) {
        let Some(code) = codes.split('|').find_map(|code| code.strip_prefix("gender.")) else { continue };
        let letter = reader.word(term.first).len() == 1;
        let beside_age =
            age_end.is_some_and(|end| term.first == end || (term.first == end + 1 && !reader.is_word(end)));
        let before = term.first.checked_sub(2);
        let directly = term.first.checked_sub(1);
        let claims = |at: Option<usize>| at.is_some_and(|at| reader.particle(at, "am") || reader.particle(at, "as"));
        let said = term.end - term.first >= 2 && !letter
            || claims(directly)
            || (claims(before) && directly.is_some_and(|at| reader.particle(at, "article")));
        let own = reader.stated(term.first, term.end);
        if own
            && (beside_age
                || (!letter && (said || (reader.about(Topic::Body) && reader.words() <= 12)))
                || (letter && reader.about(Topic::Body) && !reader.glued(term.first)))
        {
            found.code(SlotId::Gender, code, term.span, Confidence::High);
            return;
        }
    }
}
