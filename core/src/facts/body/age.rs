//! The person's age.

use super::{bounded, gender, has, height_near, is_height, weight_at};
use crate::facts::reader::{Reader, any_of};
use crate::facts::spell::{Meaning, Spell};
use crate::facts::{Confidence, Topic};
use crate::text::scope::is_kind;
use crate::text::{Domain, Number, Scope};

/// The age, where it stands, and how sure it is.
pub(super) fn read(reader: &Reader<'_, '_>, spells: &[Spell]) -> Option<(f64, usize, usize, Confidence)> {
    let spelled = spells.iter().find(|spell| spell.meaning == Meaning::Age && spell.low >= 10.0);
    if let Some(spell) = spelled {
        let end = spell.end + usize::from(reader.has(spell.end, spell.end + 1, Domain::Spell, "old"));
        return Some((spell.low, spell.first, end, Confidence::High));
    }
    let candidates = reader.text.numbers.iter().filter(|number| possible(reader, number));
    let graded = candidates.filter_map(|number| Some((number, confidence(reader, number)?)));
    // The surest; of equals the first.
    let best = graded.rev().max_by_key(|(_, confidence)| *confidence);
    best.map(|(number, confidence)| (number.value, number.first, number.end, confidence))
}

fn possible(reader: &Reader<'_, '_>, number: &Number) -> bool {
    let whole = number.value.fract() == 0.0 && (12.0..=95.0).contains(&number.value) && !number.ordinal;
    let scope = reader.text.scope_of(number.first, number.end);
    whole && !scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED | Scope::NEGATED) && !is_height(reader, number)
}

/// Whether the number measures something else, or is part of a longer notation.
fn is_measure(reader: &Reader<'_, '_>, number: &Number) -> bool {
    let (first, end) = (number.first, number.end);
    let unit = reader.unit(end).is_some_and(|unit| unit != "inch" || reader.word(end) != "in");
    let tied = |mark: char| reader.is(end, mark) && reader.glued(end);
    let before = first.checked_sub(1).filter(|_| reader.glued(first));
    let glued = before.is_some_and(|at| !reader.is(at, '(') && !reader.is(at, ':'));
    let lift = first > 0
        && [Domain::Lift, Domain::Movement]
            .into_iter()
            .any(|domain| reader.terms_in(first.saturating_sub(4), first, domain).any(|(term, _)| term.end == first));
    unit || reader.is(end, '%')
        || tied('/')
        || tied(':')
        || tied('-')
        || tied('\'')
        || tied('+')
        || reader.word(end) == "x"
        || glued
        || lift
}

fn confidence(reader: &Reader<'_, '_>, number: &Number) -> Option<Confidence> {
    let (first, end) = (number.first, number.end);
    let old_at = end + usize::from(reader.is(end, '-'));
    if reader.has(old_at, old_at + 1, Domain::Spell, "old") {
        return Some(Confidence::High);
    }
    // "34m", "28F": metres are written like that too, so something of a person must stand beside it.
    if reader.glued(end) && matches!(reader.word(end), "m" | "f") {
        let after = end + 1 + usize::from(reader.is(end + 1, ','));
        let opens = first == 0 || bounded(reader, first - 1);
        let personal =
            weight_at(reader, after).is_some() || height_near(reader, first, end + 1) || bounded(reader, end + 1);
        return (opens && personal && number.value >= 13.0).then_some(Confidence::High);
    }
    if is_measure(reader, number) {
        return None;
    }
    let closed = bounded(reader, end) || reader.particle(end, "behind_age");
    let planned = reader.planned(first, end);
    let claims = reader.terms_in(first.saturating_sub(4), first, Domain::Body).any(|(term, codes)| {
        let beside = term.end == first || (term.end + 1 == first && reader.particle(term.end, "almost"));
        any_of(codes, "body.age") && beside
    });
    if claims && closed && !planned {
        return Some(Confidence::High);
    }
    if reader.about(Topic::Body) && number.value >= 13.0 && closed {
        let first_bare = reader.text.numbers.iter().find(|other| possible(reader, other) && !is_measure(reader, other));
        return first_bare
            .filter(|other| other.first == first && !is_lone_weight(reader, number))
            .map(|_| Confidence::High);
    }
    if beside_body(reader, number) {
        return Some(Confidence::High);
    }
    // "I'm Ana, 24, vegan, 52 kg": between commas, with a weight behind.
    let listed = first > 0 && reader.is(first - 1, ',') && reader.is(end, ',');
    let (_, to) = reader.sentence(first);
    if listed && number.value >= 14.0 && (end..to.min(end + 7)).any(|at| weight_at(reader, at).is_some()) {
        return Some(Confidence::Medium);
    }
    // "Retired thrower (javelin), 61, …": alone between marks in the first sentence, which names no lift.
    let (from, to) = reader.sentence(first);
    let opening = from == 0 && reader.topic.is_none() && number.value >= 16.0;
    let alone = first > 0
        && reader.is(first - 1, ',')
        && bounded(reader, end)
        && !reader.is(end, '/')
        && !reader.is(end, '-')
        && !reader.text.numbers.iter().any(|other| other.first != first && other.first.abs_diff(first) <= 4);
    let lifts = || {
        [Domain::Lift, Domain::Movement].into_iter().any(|domain| reader.terms_in(from, to, domain).next().is_some())
    };
    if opening && alone && !lifts() && reader.words() > 8 {
        return Some(Confidence::Low);
    }
    // "Teen here (15)", "masters athlete, 53, …": in marks behind a word for the person.
    let marked = first > 0 && (reader.is(first - 1, '(') || reader.is(first - 1, ','));
    let person = || has(reader, first.saturating_sub(4), first - 1, "body.person");
    if marked && bounded(reader, end) && number.value >= 13.0 && person() {
        return Some(Confidence::Medium);
    }
    let (from, to) = reader.sentence(first);
    let adult = number.value >= 14.0;
    // "now 29", "at 26 I …".
    let now = first > 0 && has(reader, first - 1, first, "body.now") && closed;
    let before_at = first.saturating_sub(2);
    let opens_at = first == from + 1 || first >= 2 && reader.particle(before_at, "and");
    let at = opens_at
        && first >= 1
        && reader.particle(first - 1, "at")
        && reader.terms_in(end, end + 2, Domain::Cue).any(|(_, code)| is_kind(code, "self"));
    // "36 now."
    let is_now = |at: usize| has(reader, at, at + 1, "body.now");
    let by_now = first == from && is_now(end) && bounded(reader, end + 1);
    if adult && (now || at || by_now) && !planned {
        return Some(Confidence::Medium);
    }
    let opens = first == from && adult;
    // "44 and feeling it in the elbows", "before you ask: 42, male".
    let starts = first == from || reader.is(first.saturating_sub(1), ':');
    let told = reader.particle(end, "and") && reader.text.number_at(end + 1).is_none() && first == from
        || reader.is(end, ',') && gender::at(reader, end + 1).is_some();
    if starts && told && number.value >= 16.0 {
        return Some(Confidence::Medium);
    }
    // "41, masters, …", "33, 6 ft, 200 lb …".
    if opens
        && reader.is(end, ',')
        && (gender::at(reader, end + 1).is_some()
            || reader.text.number_at(end + 1).is_none() && !reader.about(Topic::Lifts) && number.value >= 16.0)
    {
        return Some(Confidence::Medium);
    }
    // "60 last month": a birthday.
    if opens && first == 0 && reader.has(end, end + 1, Domain::Calendar, "last") {
        return Some(Confidence::Medium);
    }
    let lone = (from..to).all(|at| (first..end).contains(&at) || !reader.is_word(at));
    (lone && adult && reader.topic.is_none() && reader.words() > 8).then_some(Confidence::Low)
}

/// Beside a weight, a height or a gender, as people introduce themselves: "35 and 120 kilos", "female, 33, 61kg".
fn beside_body(reader: &Reader<'_, '_>, number: &Number) -> bool {
    let (first, end) = (number.first, number.end);
    let skip = |at: usize| at + usize::from(reader.is(at, ',') || reader.particle(at, "and") || reader.is(at, '/'));
    let next = skip(end);
    let separated = next > end;
    let (_, to) = reader.sentence(first);
    let weight = separated
        && next < to
        && weight_at(reader, next)
            .is_some_and(|after| bounded(reader, after) || after >= to || reader.particle(after, "behind_weight"));
    let tall = separated && reader.text.number_at(next).is_some_and(|other| is_height(reader, other));
    let gendered = first >= 2 && reader.is(first - 1, ',') && gender::at(reader, first - 2).is_some();
    // "82kg, 34": the weight comes first.
    let behind_weight = first >= 3
        && reader.is(first - 1, ',')
        && matches!(reader.unit(first - 2), Some("kg" | "lb"))
        && weight_at(reader, first - 3).is_some()
        && bounded(reader, end);
    number.value >= 14.0 && (weight || tall || gendered || behind_weight)
}

/// A lone number above any likely age under the question about the body is a weight: "93".
fn is_lone_weight(reader: &Reader<'_, '_>, number: &Number) -> bool {
    reader.text.numbers.len() == 1 && number.value > 75.0
}
