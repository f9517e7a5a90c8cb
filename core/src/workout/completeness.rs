//! How much of what matters is known.

use super::log::{Exercise, Format, Workout, WorkoutType};

/// The share of what matters for this kind of workout that is known, 0 to 1 with two decimals.
pub(super) fn completeness(workout: &Workout) -> f64 {
    let mut known = 0_u32;
    let mut wanted = 0_u32;
    let mut want = |is_known: bool| {
        wanted += 1;
        known += u32::from(is_known);
    };
    want(workout.workout_type.is_some());
    want(!workout.exercises.is_empty() || workout.benchmark.is_some());
    match workout.workout_type.map(|found| found.value) {
        Some(WorkoutType::Metcon) => {
            let open = workout.format.is_some_and(|format| matches!(format.value, Format::Emom | Format::Tabata));
            want(open || is_scored(workout));
        }
        Some(WorkoutType::Endurance) => {
            let measured = workout.exercises.iter().flat_map(|exercise| &exercise.sets);
            want(measured.clone().any(|set| set.distance.is_some()) || workout.duration.is_some());
            want(measured.clone().any(|set| set.duration_seconds.is_some()) || workout.duration.is_some());
        }
        Some(WorkoutType::Skill) => want(workout.duration.is_some() || !workout.exercises.is_empty()),
        Some(WorkoutType::Strength) | None => {}
    }
    for exercise in &workout.exercises {
        want(is_measured(exercise));
    }
    let share = f64::from(known) / f64::from(wanted.max(1));
    (share * 100.0).round() / 100.0
}

/// Whether there is a score of any kind.
pub(super) fn is_scored(workout: &Workout) -> bool {
    workout.result_seconds.is_some() || workout.rounds.is_some() || workout.reps.is_some()
}

/// Whether it is said how much of an exercise was done.
pub(super) fn is_measured(exercise: &Exercise) -> bool {
    exercise.sets.iter().any(|set| {
        set.reps.is_some()
            || set.distance.is_some()
            || set.duration_seconds.is_some()
            || set.calories.is_some()
            || set.failed.is_some()
    })
}
