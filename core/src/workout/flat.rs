//! The flat form: all workouts of a message merged into one plain record.

use serde_json::{Map, Value, json};

use super::log::{Distance, Found, Load, Log, Set, Workout};
use crate::Context;

/// The flat form that evaluation and simple clients use: all workouts of a message merged into one record;
/// `{"notWorkout":true}` alone when nothing was trained.
#[must_use]
pub fn flat(log: &Log, context: &Context) -> Value {
    if log.workouts.is_empty() {
        return json!({ "notWorkout": true });
    }
    let mut record = Map::new();
    for workout in &log.workouts {
        merge(&mut record, workout, context);
    }
    Value::Object(record)
}

/// Adds a value where no earlier workout has given one.
fn put(record: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    if let (Some(value), false) = (value, record.contains_key(key)) {
        record.insert(key.to_owned(), value);
    }
}

fn plain<T: serde::Serialize>(found: Option<&Found<T>>) -> Option<Value> {
    found.map(|found| json!(found.value))
}

fn merge(record: &mut Map<String, Value>, workout: &Workout, context: &Context) {
    put(record, "workoutName", plain(workout.name.as_ref()));
    put(record, "workoutType", plain(workout.workout_type.as_ref()));
    put(record, "format", plain(workout.format.as_ref()));
    put(record, "duration", plain(workout.duration.as_ref()));
    put(record, "resultSeconds", plain(workout.result_seconds.as_ref()));
    put(record, "timeCapSeconds", plain(workout.time_cap_seconds.as_ref()));
    put(record, "rounds", plain(workout.rounds.as_ref()));
    put(record, "reps", plain(workout.reps.as_ref()));
    put(record, "perceivedExertion", plain(workout.perceived_exertion.as_ref()));
    put(record, "intensity", plain(workout.intensity.as_ref()));
    put(record, "environment", plain(workout.environment.as_ref()));
    put(record, "weather", plain(workout.weather.as_ref()));
    put(record, "scaled", plain(workout.scaled.as_ref()));
    put(record, "bodyweight", workout.bodyweight.map(|found| load(found.value)));
    let other_day = workout.date.filter(|date| date.value != context.today);
    put(record, "date", plain(other_day.as_ref()));
    let achievements = workout.achievements.iter().map(|found| json!(found.value));
    extend(record, "achievements", achievements);
    extend(record, "concerns", workout.concerns.iter().map(|found| json!(found.value)));
    let exercises = record.entry("exercises").or_insert_with(|| json!([]));
    let Value::Array(exercises) = exercises else { return };
    for exercise in &workout.exercises {
        let name = json!(exercise.name.value);
        let sets = exercise.sets.iter().map(set);
        let known = exercises.iter_mut().find(|known| known.get("name") == Some(&name));
        match known.and_then(|known| known.get_mut("sets")).and_then(Value::as_array_mut) {
            Some(known) => known.extend(sets),
            None => exercises.push(json!({ "name": name, "sets": sets.collect::<Vec<Value>>() })),
        }
    }
}

/// Adds values to a list, each once.
fn extend(record: &mut Map<String, Value>, key: &str, values: impl Iterator<Item = Value>) {
    for value in values {
        let list = record.entry(key.to_owned()).or_insert_with(|| json!([]));
        if let Value::Array(list) = list
            && !list.contains(&value)
        {
            list.push(value);
        }
    }
}

fn load(load: Load) -> Value {
    match load.unit {
        Some(unit) => json!({ "value": load.value, "unit": unit.code() }),
        None => json!({ "value": load.value }),
    }
}

fn distance(distance: Distance) -> Value {
    match distance.unit {
        Some(unit) => json!({ "value": distance.value, "unit": unit }),
        None => json!({ "value": distance.value }),
    }
}

fn set(set: &Set) -> Value {
    let mut flat = Map::new();
    put(&mut flat, "reps", plain(set.reps.as_ref()));
    put(&mut flat, "weight", set.weight.map(|found| load(found.value)));
    put(&mut flat, "distance", set.distance.map(|found| distance(found.value)));
    put(&mut flat, "durationSeconds", plain(set.duration_seconds.as_ref()));
    put(&mut flat, "calories", plain(set.calories.as_ref()));
    put(&mut flat, "rpe", plain(set.rpe.as_ref()));
    put(&mut flat, "failed", set.failed.map(|_| json!(true)));
    Value::Object(flat)
}
