//! The flat form of facts: field name to plain value.

use serde_json::{Map, Value, json};

use super::rules::Lifts as Rules;
use super::{Fact, InjuryState, Lift, SlotId, SlotValue};

pub(super) fn flat(rules: &Rules, facts: &[Fact]) -> Value {
    let mut fields = Map::new();
    for fact in facts {
        match (&fact.value, fact.slot) {
            (SlotValue::Number { low, high }, SlotId::TrainingFrequency) => {
                set(&mut fields, "trainingFrequency", number(*low, *high));
            }
            (SlotValue::Number { low, high }, SlotId::SessionLength) => {
                set(&mut fields, "sessionLengthMinutes", number(*low, *high));
            }
            (SlotValue::Number { low, high }, SlotId::YearsTraining) => {
                set(&mut fields, "yearsTraining", number(*low, *high));
            }
            (SlotValue::Number { low, .. }, SlotId::Age) => set(&mut fields, "age", number(*low, *low)),
            (SlotValue::Quantity { value, unit }, SlotId::BodyWeight) => {
                set(&mut fields, "bodyweight", quantity(*value, unit));
            }
            (SlotValue::Codes { codes }, SlotId::Goals) => append(&mut fields, "goals", codes),
            (SlotValue::Codes { codes }, SlotId::Equipment) => append(&mut fields, "equipment", codes),
            (SlotValue::Without { codes }, SlotId::Equipment) => remove(&mut fields, "equipment", codes),
            (SlotValue::Codes { codes }, SlotId::AvailableDays) => append(&mut fields, "availableDays", codes),
            (SlotValue::Codes { codes }, SlotId::HealthConditions) => append(&mut fields, "injuries", codes),
            (SlotValue::Codes { codes }, SlotId::GoalTimeline) => {
                set(&mut fields, "goalTimeline", json!(codes.first()));
            }
            (SlotValue::Injuries { injuries }, SlotId::Injuries) => {
                let real = injuries.iter().filter(|injury| injury.state != InjuryState::Worry);
                let codes: Vec<String> = real.map(|injury| injury.code.clone()).collect();
                if !codes.is_empty() || injuries.is_empty() {
                    append(&mut fields, "injuries", &codes);
                }
            }
            (SlotValue::Lifts { lifts }, SlotId::Lifts) => {
                for lift in lifts.iter().filter(|lift| rules.flat.contains(&lift.movement)) {
                    add_lift(&mut fields, lift);
                }
            }
            _ => {}
        }
    }
    Value::Object(fields)
}

fn set(fields: &mut Map<String, Value>, field: &str, value: Value) {
    fields.insert(field.to_owned(), value);
}

/// A number, or both ends of a range; whole numbers without a point.
fn number(low: f64, high: f64) -> Value {
    let plain = |value: f64| {
        let rounded = (value * 100.0).round() / 100.0;
        if rounded.fract() == 0.0 && rounded.abs() < 1e9 { json!(rounded as i64) } else { json!(rounded) }
    };
    if low == high { plain(high) } else { json!([plain(low), plain(high)]) }
}

fn quantity(value: f64, unit: &str) -> Value {
    if unit.is_empty() {
        json!({ "value": number(value, value) })
    } else {
        json!({ "value": number(value, value), "unit": unit })
    }
}

fn append(fields: &mut Map<String, Value>, field: &str, codes: &[String]) {
    let list = fields.entry(field).or_insert_with(|| json!([]));
    let Some(list) = list.as_array_mut() else { return };
    for code in codes {
        let code = json!(code);
        if !list.contains(&code) {
            list.push(code);
        }
    }
}

fn remove(fields: &mut Map<String, Value>, field: &str, codes: &[String]) {
    let Some(list) = fields.get_mut(field).and_then(Value::as_array_mut) else { return };
    list.retain(|known| !codes.iter().any(|code| known == code));
    if list.is_empty() {
        fields.remove(field);
    }
}

fn add_lift(fields: &mut Map<String, Value>, lift: &Lift) {
    let lifts = fields.entry("lifts").or_insert_with(|| json!({}));
    let Some(lifts) = lifts.as_object_mut() else { return };
    let mut entry = Map::new();
    entry.insert("value".to_owned(), number(lift.value, lift.value));
    if let Some(unit) = &lift.unit {
        entry.insert("unit".to_owned(), json!(unit));
    }
    if let Some(reps) = lift.reps {
        entry.insert("reps".to_owned(), json!(reps));
    }
    lifts.insert(lift.movement.clone(), Value::Object(entry));
}
