//! Free text to workouts, each value with the words it came from.
//!
//! [`read`] gives a [`Log`]: what the message is, and the workouts that were done. [`flat()`] is the merged form for
//! evaluation and simple clients, [`extracted_data`] the stored one, [`records()`] derives personal records from a history.
//!
//! The steps, each in its own file: [`item`] turns tokens and terms into movements, amounts and words of training;
//! [`table`] reads columns; [`segment`] leaves out what was not done, applies corrections and parts the workouts; [`claims`] takes the numbers that
//! tell of rest, pace or body weight; [`metcon`] reads formats and scores; [`entries`] joins [`notation`] to movements;
//! [`sets`] gives the numbers their meaning; [`exercises`] keeps what was really done; [`session`] reads how it felt;
//! [`assemble`] makes the workout.

mod assemble;
pub mod benchmark;
mod claims;
mod completeness;
mod entries;
mod exercises;
mod flat;
pub mod follow_up;
mod item;
pub mod log;
mod metcon;
mod notation;
mod reader;
pub mod records;
mod segment;
mod session;
mod sets;
mod table;
#[cfg(test)]
mod tests;
pub mod vocabulary;

pub use benchmark::{Benchmark, Score};
pub use flat::flat;
pub use follow_up::{FollowUp, Missing};
pub use log::{
    Achievement, Ambiguity, AmbiguityKind, Distance, DistanceUnit, Environment, Exercise, Format, Found, Intensity,
    Kind, Load, LoadUnit, Log, Set, Weather, Workout, WorkoutType,
};
pub use reader::read;
pub use records::{Evidence, Logged, Previous, Record, RecordKind, one_rep_max, records};
pub use vocabulary::Vocabulary;

use crate::model::ExtractedData;

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
