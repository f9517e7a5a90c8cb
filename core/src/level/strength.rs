//! What lifts say of a person: by body weight and sex where known, else by large numbers only.

use super::Level;
use super::rules::{Sex, Standards};
use crate::facts::{Fact, Lift, SlotId, SlotValue};

const KILOGRAMS_IN_POUND: f64 = 0.453_592_37;

/// Epley's estimate of the single from a set of up to 12 repetitions; beyond that the set is taken as one of 12.
fn single(value: f64, reps: Option<u32>) -> f64 {
    match reps {
        None | Some(0 | 1) => value,
        Some(reps) => value * (1.0 + f64::from(reps.min(12)) / 30.0),
    }
}

/// The load of a lift in kilograms. Without a unit large numbers are pounds.
fn kilograms(standards: &Standards, lift: &Lift) -> Option<f64> {
    let value = single(lift.value, lift.reps);
    match lift.unit.as_deref() {
        Some("kg") => Some(value),
        Some("lb") => Some(value * KILOGRAMS_IN_POUND),
        Some(_) => None,
        None => {
            let from = standards.pounds_from.get(&lift.movement).copied().unwrap_or(f64::INFINITY);
            Some(if lift.value >= from { value * KILOGRAMS_IN_POUND } else { value })
        }
    }
}

/// The level of one lift without knowing the body.
pub(super) fn absolute(standards: &Standards, lift: &Lift) -> Option<Level> {
    match lift.unit.as_deref() {
        Some("xbw") => standards.by_ratio(&lift.movement, single(lift.value, lift.reps), None),
        Some("reps") => standards.by_repetitions(&lift.movement, lift.value),
        _ => standards.by_kilograms(&lift.movement, kilograms(standards, lift)?),
    }
}

/// The best level among all lifts, by body weight and sex where they are known; none without lifts.
pub(super) fn best(standards: &Standards, facts: &[Fact]) -> Option<Level> {
    let body = facts.iter().rev().find_map(body_weight);
    let sex = facts.iter().rev().find_map(|fact| match (&fact.value, fact.slot) {
        (SlotValue::Codes { codes }, SlotId::Gender) => codes.iter().find_map(|code| match code.as_str() {
            "female" => Some(Sex::Female),
            "male" => Some(Sex::Male),
            _ => None,
        }),
        _ => None,
    });
    let lifts = facts.iter().filter_map(|fact| match &fact.value {
        SlotValue::Lifts { lifts } => Some(lifts),
        _ => None,
    });
    lifts.flatten().filter_map(|lift| relative(standards, lift, body, sex).or_else(|| absolute(standards, lift))).max()
}

fn relative(standards: &Standards, lift: &Lift, body: Option<f64>, sex: Option<Sex>) -> Option<Level> {
    if matches!(lift.unit.as_deref(), Some("xbw" | "reps")) {
        return None;
    }
    let body = body.filter(|body| *body > 30.0)?;
    standards.by_ratio(&lift.movement, kilograms(standards, lift)? / body, sex)
}

/// Body weight in kilograms; a number without a unit is pounds above 130.
fn body_weight(fact: &Fact) -> Option<f64> {
    match (&fact.value, fact.slot) {
        (SlotValue::Quantity { value, unit }, SlotId::BodyWeight) => Some(match unit.as_str() {
            "kg" => *value,
            "lb" => value * KILOGRAMS_IN_POUND,
            _ if *value > 130.0 => value * KILOGRAMS_IN_POUND,
            _ => *value,
        }),
        _ => None,
    }
}
