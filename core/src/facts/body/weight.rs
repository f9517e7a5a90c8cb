//! The person's body weight.

use super::{bounded, has, height_near, is_height};
use crate::Span;
use crate::facts::reader::{Reader, any_of};
use crate::facts::{Confidence, Topic};
use crate::text::{Domain, Number, Scope};

/// Value, unit (empty when none was said), where it stands, how sure it is.
type Weight = (f64, &'static str, usize, usize, Confidence);

/// A number that may be a body weight.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    value: f64,
    unit: Option<&'static str>,
    first: usize,
    /// Behind the unit.
    end: usize,
}

pub(super) fn read(reader: &Reader<'_, '_>, age: Option<(usize, usize)>, lifts: &[Span]) -> Option<Weight> {
    let mut best: Option<Weight> = None;
    for number in &reader.text.numbers {
        if age.is_some_and(|(from, to)| (from..to).contains(&number.first)) {
            continue;
        }
        let Some(candidate) = candidate(reader, number) else { continue };
        let Some(confidence) = confidence(reader, candidate, age, lifts) else { continue };
        // "230 up to 250": the later number of the same statement holds.
        if best.is_none_or(|(.., known)| confidence >= known) {
            best =
                Some((candidate.value, candidate.unit.unwrap_or_default(), candidate.first, candidate.end, confidence));
        }
    }
    best
}

fn candidate(reader: &Reader<'_, '_>, number: &Number) -> Option<Candidate> {
    let (first, end) = (number.first, number.end);
    let unit = match reader.unit(end) {
        Some("kg") => Some("kg"),
        Some("lb") => Some("lb"),
        Some("inch") if reader.word(end) == "in" => None,
        Some(_) => return None,
        None => None,
    };
    let plausible = match unit {
        Some("kg") => (30.0..=250.0).contains(&number.value),
        Some(_) => (70.0..=550.0).contains(&number.value),
        None => (35.0..=500.0).contains(&number.value),
    };
    let scope = reader.text.scope_of(first, end);
    let barred = scope.any(
        Scope::NEGATED
            | Scope::PLANNED
            | Scope::CONDITIONAL
            | Scope::OTHER
            | Scope::QUOTED
            | Scope::RETRACTED
            | Scope::QUESTION,
    );
    let before = first.checked_sub(1);
    let class = before.is_some_and(|at| reader.is(at, '-') && reader.glued(first))
        || before.is_some_and(|at| reader.word(at) == "x");
    let notation = number.ordinal
        || reader.is(end, '%')
        || reader.word(end) == "x"
        || (reader.is(end, '/') && reader.glued(end))
        || is_height(reader, number);
    let plural = reader.glued(end) && reader.word(end) == "s";
    let end = end + usize::from(unit.is_some());
    let named_class = has(reader, end, end + 2, "body.class")
        || before.is_some_and(|at| has(reader, at.saturating_sub(1), first, "body.class"));
    (plausible && !barred && !class && !notation && !plural && !named_class).then_some(Candidate {
        value: number.value,
        unit,
        first,
        end,
    })
}

fn confidence(
    reader: &Reader<'_, '_>,
    candidate: Candidate,
    age: Option<(usize, usize)>,
    lifts: &[Span],
) -> Option<Confidence> {
    let Candidate { value, unit, first, end } = candidate;
    let (from, to) = reader.clause(first);
    let to = to.max(end);
    let near = first.saturating_sub(5).max(from);
    let changed =
        has(reader, near, first, "body.changed") || (unit.is_some() && has(reader, end, end + 2, "body.changed"));
    if weighs(reader, candidate, near) {
        let moved = reader.text.numbers.iter().any(|other| (near..first).contains(&other.first));
        return (!changed || reader.about(Topic::Body) || moved).then_some(Confidence::High);
    }
    if changed {
        return None;
    }
    if reader.about(Topic::Body) {
        return (unit.is_some() || value >= 40.0).then_some(Confidence::High);
    }
    let closed = bounded(reader, end) || end >= to || reader.particle(end, "behind_weight");
    let behind_height = unit.is_none()
        && value >= 80.0
        && closed
        && first > 0
        && (bounded(reader, first - 1) || follows_height(reader, first))
        && height_near(reader, first, first);
    if behind_height {
        return Some(Confidence::Medium);
    }
    // "44, female, 210, …": behind the age or the gender, between marks.
    let after_mark = first > 1 && (reader.is(first - 1, ',') || reader.is(first - 1, '/')) && bounded(reader, end);
    let person = age.is_some_and(|(_, to)| to + 1 == first)
        || (age.is_some() && super::gender::at(reader, first.saturating_sub(2)).is_some());
    if unit.is_none() && after_mark && person && (80.0..=400.0).contains(&value) {
        return Some(Confidence::Medium);
    }
    let at = first > 0 && (reader.particle(first - 1, "at") || reader.is(first - 1, '@'));
    let behind_load = lifts.iter().any(|lift| {
        lift.end <= reader.span(first, end).start
            && reader.text.quote(Span { start: lift.end, end: reader.span(first, end).start }).len() <= 8
    });
    // "deadlift 205 at 79kg", "pull 265 at 92.6 in the IPF".
    if at && behind_load && closed && (unit.is_some() || (40.0..=350.0).contains(&value)) {
        return Some(Confidence::Medium);
    }
    let unit = unit?;
    let am = reader
        .terms_in(near, first, Domain::Body)
        .any(|(term, codes)| any_of(codes, "body.am") && first - term.end <= 1);
    let beside_age = age.is_some_and(|(from, to)| {
        first.saturating_sub(to) <= 5 && first >= to || from.saturating_sub(end) <= 3 && from >= end
    });
    if (am && closed) || beside_age || height_near(reader, first, end) {
        return Some(Confidence::High);
    }
    let claimed = lifts.iter().any(|lift| lift.overlaps(reader.span(first, end)));
    let lift_named = reader.terms_in(from, to, Domain::Lift).next().is_some()
        || reader.terms_in(from, to, Domain::Movement).next().is_some();
    // "start over at 94 kg".
    if at && closed && !lift_named && !claimed && (end >= to || bounded(reader, end)) {
        return Some(Confidence::Low);
    }
    let ordinary = match unit {
        "kg" => (45.0..=160.0).contains(&value),
        _ => (95.0..=350.0).contains(&value),
    };
    let lone = (from..to)
        .all(|at| (first..end).contains(&at) || !reader.is_word(at) || reader.has(at, at + 1, Domain::Spell, "more"));
    let opens = reader.sentence(first).0 + 1 >= first && first <= 1 && bounded(reader, end);
    let (opening, closing) = reader.sentence(first);
    let sentence = opening == first && (end..closing).all(|at| !reader.is_word(at));
    (lone && ordinary && !claimed && (opens || sentence || !lifts.is_empty())).then_some(Confidence::Low)
}

/// "6'1 185": the height stands right before.
fn follows_height(reader: &Reader<'_, '_>, first: usize) -> bool {
    reader.text.numbers.iter().any(|other| other.end == first && is_height(reader, other))
}

/// "I weigh 80kg", "bodyweight 197", "197 bodyweight", "peso 80": the words for it right beside.
fn weighs(reader: &Reader<'_, '_>, candidate: Candidate, near: usize) -> bool {
    let Candidate { value, unit, first, end } = candidate;
    let whole = |term: &crate::text::Term| {
        !reader.inside(term.first, term.end, Domain::Lift) && !reader.inside(term.first, term.end, Domain::Movement)
    };
    let before = reader
        .terms_in(near, first, Domain::Body)
        .any(|(term, codes)| any_of(codes, "body.weigh") && first - term.end <= 3 && whole(term));
    let behind = reader.terms_in(end, end + 1, Domain::Body).any(|(_, codes)| any_of(codes, "body.weigh"));
    let lift = reader.terms_in(near, first, Domain::Lift).any(|(term, _)| term.end == first);
    let multiple = first > 0 && reader.word(first - 1) == "x";
    (before || behind) && !lift && !multiple && (unit.is_some() || (40.0..=400.0).contains(&value))
}
