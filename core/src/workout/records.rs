//! Personal records, derived from the whole history: an edited or deleted workout changes them by itself.

use crate::Map;

use crate::Date;
use serde::{Deserialize, Serialize};

use super::log::{Distance, Exercise, Load, LoadUnit, Set, Workout};
use crate::{Span, Units};

/// A workout of the history.
#[derive(Debug, Clone, Copy)]
pub struct Logged<'h> {
    /// Its id.
    pub id: &'h str,
    /// Its calendar day.
    pub date: Date,
    /// What was done.
    pub workout: &'h Workout,
}

/// What a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum RecordKind {
    /// The heaviest load lifted for `reps` repetitions.
    RepMax,
    /// What one repetition may weigh, by the mean of Epley's and Brzycki's formulas; always an estimate.
    EstimatedOneRepMax,
    /// The most repetitions in one set without a load.
    MostReps,
    /// The longest hold or effort of one set, in seconds.
    LongestDuration,
    /// The best time over `distance`, in seconds.
    BestTime,
    /// The longest distance in one go, in metres.
    LongestDistance,
    /// The best time of a benchmark, in seconds.
    BenchmarkTime,
    /// The best score of a benchmark: rounds with `reps` beyond them, or repetitions.
    BenchmarkScore,
}

/// The words a record rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// The workout.
    pub workout_id: String,
    /// Its calendar day.
    pub date: Date,
    /// Where the words stand in its text.
    pub span: Span,
}

/// A personal record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// The movement or the benchmark.
    pub subject: String,
    /// What it is about.
    pub kind: RecordKind,
    /// Repetitions of a rep max, or beyond the full rounds of a score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reps: Option<u32>,
    /// The distance of a best time, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance: Option<Distance>,
    /// The record.
    pub value: f64,
    /// Its unit: a unit of load as written, `s`, `m`, `reps` or `rounds`; none for a load whose unit nobody said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Whether it is computed, not done.
    pub is_estimate: bool,
    /// Whether the benchmark was scaled.
    pub is_scaled: bool,
    /// Where it was told.
    pub evidence: Evidence,
    /// The record before it, in the same unit of comparison.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Previous>,
}

/// A record that was beaten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Previous {
    /// The record.
    pub value: f64,
    /// Its unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where it was told.
    pub evidence: Evidence,
}

/// Most repetitions that an estimate of one repetition is drawn from; above it the formulas are worthless.
const ESTIMATE_REPS: u32 = 12;

/// An estimate of what one repetition may weigh: the mean of Epley, `w (1 + r / 30)`, and Brzycki, `36 w / (37 - r)`.
///
/// The load itself for one repetition; none for no repetition and for more than twelve.
#[must_use]
pub fn one_rep_max(weight: f64, reps: u32) -> Option<f64> {
    match reps {
        0 => None,
        1 => Some(weight),
        2..=ESTIMATE_REPS => {
            let reps = f64::from(reps);
            let epley = weight * (1.0 + reps / 30.0);
            let brzycki = weight * 36.0 / (37.0 - reps);
            Some(one_decimal((epley + brzycki) / 2.0))
        }
        _ => None,
    }
}

fn one_decimal(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The records of a whole history, by subject and kind. `units` reads loads without a unit; without it they are
/// compared among themselves only. Failed attempts never count. The order of the history does not matter.
#[must_use]
pub fn records(history: &[Logged<'_>], units: Option<Units>) -> Vec<Record> {
    let mut ordered: Vec<Logged<'_>> = history.to_vec();
    ordered.sort_by(|left, right| (left.date, left.id).cmp(&(right.date, right.id)));
    let mut book = Book { units, best: Map::new() };
    for logged in ordered {
        for exercise in &logged.workout.exercises {
            for set in exercise.sets.iter().filter(|set| set.failed.is_none()) {
                book.set(logged, exercise, set);
            }
        }
        book.benchmark(logged);
    }
    book.best.into_values().map(|(_, record)| record).collect()
}

/// What is compared with what: subject, kind, repetitions or decimetres, whether the unit is known, whether scaled.
type Series = (String, RecordKind, u64, bool, bool);

struct Book {
    units: Option<Units>,
    best: Map<Series, (f64, Record)>,
}

impl Book {
    /// Keeps `record` when its `score` beats the best of its series.
    fn offer(&mut self, series: Series, score: f64, mut record: Record) {
        if let Some((best, held)) = self.best.get(&series) {
            if score <= *best {
                return;
            }
            record.previous =
                Some(Previous { value: held.value, unit: held.unit.clone(), evidence: held.evidence.clone() });
        }
        self.best.insert(series, (score, record));
    }

    fn load(&self, load: Load) -> (Option<LoadUnit>, f64) {
        let unit = load.unit.or_else(|| {
            self.units.map(|units| match units {
                Units::Metric => LoadUnit::Kg,
                Units::Imperial => LoadUnit::Lb,
            })
        });
        let comparable = unit.and_then(LoadUnit::kilograms).map_or(load.value, |factor| load.value * factor);
        (unit, comparable)
    }

    fn set(&mut self, logged: Logged<'_>, exercise: &Exercise, set: &Set) {
        let subject = &exercise.name.value;
        let record = |kind, value, unit: Option<&str>, span| Record {
            subject: subject.clone(),
            kind,
            reps: None,
            distance: None,
            value,
            unit: unit.map(str::to_owned),
            is_estimate: false,
            is_scaled: false,
            evidence: Evidence { workout_id: logged.id.to_owned(), date: logged.date, span },
            previous: None,
        };
        let series = |kind, measure, known| (subject.clone(), kind, measure, known, false);
        if let (Some(weight), Some(reps)) = (set.weight, set.reps) {
            let (unit, comparable) = self.load(weight.value);
            let (code, known) = (unit.map(LoadUnit::code), unit.is_some_and(|unit| unit.kilograms().is_some()));
            let reps = reps.value;
            if reps > 0 && weight.value.value > 0.0 {
                let mut held = record(RecordKind::RepMax, weight.value.value, code, set.span);
                held.reps = Some(reps);
                self.offer(series(RecordKind::RepMax, u64::from(reps), known), comparable, held);
            }
            if let Some(estimate) = one_rep_max(weight.value.value, reps).filter(|_| reps > 1) {
                let mut held = record(RecordKind::EstimatedOneRepMax, estimate, code, set.span);
                held.is_estimate = true;
                held.reps = Some(reps);
                let score = one_rep_max(comparable, reps).unwrap_or(comparable);
                self.offer(series(RecordKind::EstimatedOneRepMax, 0, known), score, held);
            }
        } else if let (None, Some(reps)) = (set.weight, set.reps) {
            let held = record(RecordKind::MostReps, f64::from(reps.value), Some("reps"), set.span);
            self.offer(series(RecordKind::MostReps, 0, true), f64::from(reps.value), held);
        }
        let metres = set.distance.and_then(|distance| distance.value.metres());
        match (metres, set.distance, set.duration_seconds) {
            (Some(metres), Some(distance), seconds) if metres > 0.0 => {
                let held = record(RecordKind::LongestDistance, one_decimal(metres), Some("m"), set.span);
                self.offer(series(RecordKind::LongestDistance, 0, true), metres, held);
                if let Some(seconds) = seconds.filter(|seconds| seconds.value > 0.0) {
                    let mut held = record(RecordKind::BestTime, seconds.value, Some("s"), set.span);
                    held.distance = Some(distance.value);
                    // A positive finite number of decimetres; saturates far beyond any distance.
                    let decimetres = (metres * 10.0).round() as u64;
                    self.offer(series(RecordKind::BestTime, decimetres, true), -seconds.value, held);
                }
            }
            (None, None, Some(seconds)) if seconds.value > 0.0 => {
                let held = record(RecordKind::LongestDuration, seconds.value, Some("s"), set.span);
                self.offer(series(RecordKind::LongestDuration, 0, true), seconds.value, held);
            }
            _ => {}
        }
    }

    fn benchmark(&mut self, logged: Logged<'_>) {
        let workout = logged.workout;
        let Some(benchmark) = &workout.benchmark else { return };
        let is_scaled = workout.scaled.is_some_and(|scaled| scaled.value);
        let record = |kind, value, unit: &str, span: Span| Record {
            subject: benchmark.value.clone(),
            kind,
            reps: None,
            distance: None,
            value,
            unit: Some(unit.to_owned()),
            is_estimate: false,
            is_scaled,
            evidence: Evidence { workout_id: logged.id.to_owned(), date: logged.date, span },
            previous: None,
        };
        let series = |kind| (benchmark.value.clone(), kind, 0, true, is_scaled);
        if let Some(seconds) = workout.result_seconds.filter(|_| workout.is_completed.value) {
            let held = record(RecordKind::BenchmarkTime, seconds.value, "s", seconds.span);
            self.offer(series(RecordKind::BenchmarkTime), -seconds.value, held);
        }
        match (workout.rounds, workout.reps) {
            (Some(rounds), reps) => {
                let mut held = record(RecordKind::BenchmarkScore, f64::from(rounds.value), "rounds", rounds.span);
                held.reps = reps.map(|reps| reps.value);
                // Repetitions never reach a round's worth of a thousand.
                let beyond = f64::from(reps.map_or(0, |reps| reps.value.min(999))) / 1000.0;
                self.offer(series(RecordKind::BenchmarkScore), f64::from(rounds.value) + beyond, held);
            }
            (None, Some(reps)) => {
                let held = record(RecordKind::BenchmarkScore, f64::from(reps.value), "reps", reps.span);
                self.offer(series(RecordKind::BenchmarkScore), f64::from(reps.value), held);
            }
            (None, None) => {}
        }
    }
}
