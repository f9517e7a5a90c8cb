//! Free text to workouts, each value with the words it came from.
//!
//! [`read`] gives a [`Log`]: what the message is, and the workouts that were done. Plans, questions, other people's
//! training and what was taken back are left out. [`flat`] is the merged form for evaluation and simple clients,
//! [`extracted_data`] the stored one, [`records`] derives personal records from a whole history.

pub mod follow_up;
pub mod log;
pub mod records;

use serde_json::{Value, json};

pub use follow_up::{FollowUp, Missing};
pub use log::{
    Achievement, Ambiguity, AmbiguityKind, Distance, DistanceUnit, Environment, Exercise, Format, Found, Intensity,
    Kind, Load, LoadUnit, Log, Set, Weather, Workout, WorkoutType,
};
pub use records::{Evidence, Logged, Previous, Record, RecordKind, one_rep_max, records};

use crate::{Context, Engine, model::ExtractedData, text::Text};

/// Reads what was trained. Plans, questions, other people's training and what was taken back are left out.
#[must_use]
pub fn read(_engine: &Engine, _text: &Text<'_>, _context: &Context) -> Log {
    Log { kind: Kind::Chatter, workouts: Vec::new(), follow_up: None }
}

/// The flat form that evaluation and simple clients use: all workouts of a message merged into one record;
/// `{"notWorkout":true}` alone when nothing was trained.
#[must_use]
pub fn flat(log: &Log, _context: &Context) -> Value {
    if log.workouts.is_empty() { json!({ "notWorkout": true }) } else { json!({}) }
}

/// The stored form of one workout: the `extracted_data` of its history item.
#[must_use]
pub fn extracted_data(workout: &Workout) -> ExtractedData {
    let code = |value: &str| value.to_owned();
    ExtractedData {
        workout_name: workout.name.as_ref().map(|name| name.value.clone()),
        workout_type: workout.workout_type.map(|found| code(found.value.code())),
        duration: workout.duration.map(|found| found.value),
        intensity: workout.intensity.map(|found| found.value),
        perceived_exertion: workout.perceived_exertion.map(|found| found.value),
        exercises: workout.exercises.iter().map(|exercise| exercise.name.value.clone()).collect(),
        achievements: workout.achievements.iter().map(|found| code(found.value.code())).collect(),
        concerns: workout.concerns.iter().map(|found| found.value.clone()).collect(),
        environment: workout.environment.map(|found| code(found.value.code())),
        weather_conditions: workout.weather.map(|found| code(found.value.code())),
    }
}
