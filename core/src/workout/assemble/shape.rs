//! The kind of a workout and its format, by its words and its shape.

use super::Draft;
use crate::Span;
use crate::workout::benchmark::Score;
use crate::workout::exercises::Done;
use crate::workout::log::{Format, Found, WorkoutType};
use crate::workout::vocabulary::{Cue, MovementKind};

impl Draft<'_> {
    pub(super) fn only_endurance(&self) -> bool {
        !self.done.is_empty() && self.done.iter().all(|done| done.kind == MovementKind::Endurance)
    }

    /// Whether the work was conditioning by its shape: several movements by repetitions and one time at the end.
    pub(super) fn is_conditioning(&self) -> bool {
        let benchmark =
            self.benchmark.is_some_and(|benchmark| benchmark.metres.is_none() && benchmark.score != Score::Load);
        let format = self.conditioning.format.is_some_and(|format| {
            !matches!(format.value, Format::Intervals | Format::ForTime | Format::Other) || !self.only_endurance()
        });
        let interval_of_endurance =
            self.conditioning.format.is_some_and(|format| format.value == Format::Intervals && self.only_endurance());
        benchmark
            || (format && !interval_of_endurance)
            || (self.conditioning.prescribed.is_some() && !self.only_endurance())
            || (self.entries.schemed && self.done.len() > 1)
            || self.looks_for_time()
            || ((self.claims.cap.is_some() || self.conditioning.capped.is_some()) && !self.only_endurance())
    }

    /// Movements of one set each, or one of many repetitions, and a time that is nobody's.
    pub(super) fn looks_for_time(&self) -> bool {
        let by_reps: Vec<&Done> = self.done.iter().filter(|done| done.kind != MovementKind::Endurance).collect();
        let single = by_reps.iter().all(|done| done.exercise.sets.len() <= 1);
        let many = by_reps
            .iter()
            .flat_map(|done| &done.exercise.sets)
            .any(|set| set.reps.is_some_and(|reps| reps.value >= 30));
        let measured =
            self.done.iter().flat_map(|done| &done.exercise.sets).all(|set| {
                set.reps.is_some() || set.calories.is_some() || set.distance.is_some() || set.weight.is_some()
            });
        let several = self.done.len() >= 2 || many;
        !by_reps.is_empty() && single && measured && several && self.result().is_some()
    }

    pub(super) fn workout_type(&self, span: Span) -> Option<Found<WorkoutType>> {
        let found = |value| Some(Found::new(value, span));
        if self.benchmark.is_some_and(|benchmark| benchmark.metres.is_some()) {
            return found(WorkoutType::Endurance);
        }
        if self.benchmark.is_some_and(|benchmark| benchmark.score == Score::Load) {
            return found(WorkoutType::Strength);
        }
        if self.is_conditioning() {
            return found(WorkoutType::Metcon);
        }
        if self.done.is_empty() {
            return self
                .items
                .iter()
                .filter(|item| !item.used)
                .find_map(|item| {
                    let kind = match item.cue()? {
                        Cue::StrengthWord => WorkoutType::Strength,
                        Cue::Circuit => WorkoutType::Metcon,
                        Cue::SkillWord => WorkoutType::Skill,
                        _ => return None,
                    };
                    Some(Found::new(kind, item.span))
                })
                .or_else(|| self.has_cue(|cue| cue == Cue::Gym).map(|span| Found::new(WorkoutType::Strength, span)));
        }
        if self.only_endurance() {
            return found(WorkoutType::Endurance);
        }
        let lifted = self.done.iter().any(|done| {
            matches!(
                done.kind,
                MovementKind::Loaded | MovementKind::Bodyweight | MovementKind::Carry | MovementKind::Hold
            )
        });
        if self.has_cue(|cue| cue == Cue::SkillWord).is_some()
            && self.done.iter().all(|done| done.kind != MovementKind::Loaded)
        {
            return found(WorkoutType::Skill);
        }
        let moved = self.done.iter().any(|done| done.kind == MovementKind::Endurance);
        match () {
            () if lifted => found(WorkoutType::Strength),
            () if moved => found(WorkoutType::Endurance),
            () => found(WorkoutType::Skill),
        }
    }

    pub(super) fn format(&self, kind: Option<WorkoutType>, span: Span, timed: bool) -> Option<Found<Format>> {
        if let Some(format) = self.conditioning.format.filter(|_| kind != Some(WorkoutType::Strength)) {
            return Some(format);
        }
        if let Some(benchmark) = self.benchmark {
            return Some(Found::new(benchmark.format, self.name.unwrap_or(span)));
        }
        let found = |format| Some(Found::new(format, span));
        match kind? {
            WorkoutType::Metcon if timed || self.claims.cap.is_some() => found(Format::ForTime),
            WorkoutType::Metcon => found(Format::Other),
            WorkoutType::Strength if !self.done.is_empty() => found(Format::Sets),
            WorkoutType::Endurance => {
                let sets = self.done.iter().flat_map(|done| &done.exercise.sets);
                let rests = self.has_cue(|cue| cue == Cue::Rest).is_some();
                let intervals = self.done.iter().any(|done| {
                    let parts = done.exercise.sets.iter();
                    parts.filter(|set| set.distance.is_some() || set.duration_seconds.is_some() || rests).count() >= 3
                });
                match () {
                    () if intervals => found(Format::Intervals),
                    () if sets.clone().any(|set| set.distance.is_some()) => found(Format::Distance),
                    () => found(Format::Other),
                }
            }
            _ => None,
        }
    }
}
