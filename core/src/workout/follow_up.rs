//! The one question worth asking about a workout: what is missing and matters.

use serde::{Deserialize, Serialize};

use super::completeness::{is_measured, is_scored};
use super::log::{AmbiguityKind, Format, Log, Workout, WorkoutType};
use crate::text::Text;
use crate::{Context, Engine, Span};

/// A question about a workout that was just told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

impl Missing {
    /// The code under which the wording stands in `prompts/replies/workout`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Implausible => "implausible",
            Self::Exercises => "exercises",
            Self::Score => "score",
            Self::Amount => "amount",
            Self::Load => "load",
            Self::Reps => "reps",
            Self::LoadUnit => "load_unit",
            Self::DistanceUnit => "distance_unit",
            Self::RxLoad => "rx_load",
            Self::ClockUnit => "clock_unit",
            Self::Duration => "duration",
        }
    }
}

/// The one question worth asking about a log: what is missing and matters most. None when nothing is.
#[must_use]
pub fn follow_up(engine: &Engine, log: &Log, text: &Text<'_>, context: &Context) -> Option<FollowUp> {
    let candidates = log.workouts.iter().enumerate().flat_map(|(number, workout)| {
        missing(engine, workout, context).into_iter().map(move |(missing, span)| (missing, number, span))
    });
    let (missing, workout, span) = candidates.min_by_key(|(missing, number, _)| (*missing, *number))?;
    let wording = engine.workouts.question(context.locale.code(), missing.code())?;
    let question = wording.replace("{words}", text.quote(span).trim());
    Some(FollowUp { missing, workout, span, question })
}

/// Longest words that a question quotes; longer ones are no longer what it is about.
const QUOTE_LIMIT: u32 = 60;

/// What is missing of a workout, each with the words it is about.
fn missing(engine: &Engine, workout: &Workout, context: &Context) -> Vec<(Missing, Span)> {
    let mut missing = Vec::new();
    for ambiguity in &workout.ambiguities {
        let kind = match ambiguity.kind {
            AmbiguityKind::Implausible => Missing::Implausible,
            AmbiguityKind::RxLoad => Missing::RxLoad,
            AmbiguityKind::LoadUnit if context.units.is_none() => Missing::LoadUnit,
            AmbiguityKind::DistanceUnit if context.units.is_none() => Missing::DistanceUnit,
            AmbiguityKind::ClockUnit => Missing::ClockUnit,
            AmbiguityKind::Range => Missing::Reps,
            _ => continue,
        };
        missing.push((kind, ambiguity.span));
    }
    if workout.exercises.is_empty() && workout.benchmark.is_none() {
        missing.push((Missing::Exercises, workout.span));
    }
    let open = workout.format.is_some_and(|format| matches!(format.value, Format::Emom | Format::Tabata));
    let metcon = workout.workout_type.is_some_and(|found| found.value == WorkoutType::Metcon);
    if metcon && !open && !is_scored(workout) {
        let about = workout.name.as_ref().map(|name| name.span).or(workout.format.map(|format| format.span));
        missing.push((Missing::Score, about.unwrap_or(workout.span)));
    }
    for exercise in &workout.exercises {
        let lifted = workout.workout_type.is_some_and(|found| found.value == WorkoutType::Strength);
        if !is_measured(exercise) && workout.benchmark.is_none() {
            let kind =
                if exercise.sets.iter().any(|set| set.weight.is_some()) { Missing::Reps } else { Missing::Amount };
            missing.push((kind, exercise.name.span));
        } else if lifted
            && exercise.sets.iter().all(|set| {
                set.weight.is_none() && set.bodyweight.is_none() && set.percent.is_none() && set.reps.is_some()
            })
            && engine.workouts.is_loaded(&engine.lexicon, &exercise.name.value)
        {
            missing.push((Missing::Load, exercise.name.span));
        }
    }
    missing.retain(|(_, span)| span.end.saturating_sub(span.start) <= QUOTE_LIMIT || span == &workout.span);
    missing
}
