//! The one question worth asking about a workout: what is missing and matters.

use serde::{Deserialize, Serialize};

use crate::Span;

/// A question about a workout that was just told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FollowUp {
    /// What is missing.
    pub missing: Missing,
    /// The workout it is about: its place in the log.
    pub workout: usize,
    /// The words it is about.
    pub span: Span,
    /// The question in the person's language.
    pub question: String,
}

/// What may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The score looks unusual: was it read right?
    Implausible,
    /// What was done at all.
    Exercises,
    /// A benchmark's or a metcon's result.
    Score,
    /// How much of a movement.
    Amount,
    /// The load of a lift.
    Load,
    /// The repetitions of a lift.
    Reps,
    /// The unit of a load.
    LoadUnit,
    /// The unit of a distance.
    DistanceUnit,
    /// Which of the two prescribed loads.
    RxLoad,
    /// Minutes and seconds, or hours and minutes.
    ClockUnit,
    /// How long.
    Duration,
}
