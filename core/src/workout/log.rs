//! What a message told of training: workouts, exercises and sets, every value with the words it came from.

use crate::Date;
use crate::image::image_names;
use serde::{Deserialize, Serialize};

use super::follow_up::FollowUp;
use crate::Span;
pub use crate::model::Intensity;

/// A value and the words it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the message.
    pub span: Span,
}

impl<T> Found<T> {
    /// A value with its words.
    #[must_use]
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same words with another value.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Found<U> {
        Found { value: change(self.value), span: self.span }
    }
}

/// What a message is with regard to training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// It tells what was trained.
    Log,
    /// It tells what will or should be trained.
    Plan,
    /// It asks.
    Question,
    /// Anything else.
    Chatter,
}

/// What was read from one message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Log {
    /// What the message is.
    pub kind: Kind,
    /// The workouts that were done, in the order they were told; empty unless `kind` is `Log`.
    pub workouts: Vec<Workout>,
    /// The one question worth asking, where something that matters is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<FollowUp>,
}

/// One workout that was done. What the text does not state is absent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Workout {
    /// The words that tell of it.
    pub span: Span,
    /// The calendar day, where the text names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Found<Date>>,
    /// The name of a named workout: `Fran`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Found<String>>,
    /// The code of a known benchmark: `fran`; its definition is in `prompts/benchmarks`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benchmark: Option<Found<String>>,
    /// The kind of training; its span is the evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workout_type: Option<Found<WorkoutType>>,
    /// How it was organised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Found<Format>>,
    /// Minutes, of the session or of a piece that is told by its time alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<Found<f64>>,
    /// A score for time or a race time, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result_seconds: Option<Found<f64>>,
    /// An AMRAP's length or a stated cap, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_cap_seconds: Option<Found<f64>>,
    /// Full rounds of a score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<Found<u32>>,
    /// Repetitions of a score, beyond full rounds where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reps: Option<Found<u32>>,
    /// Rating of perceived exertion of the session, 1 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub perceived_exertion: Option<Found<f64>>,
    /// How hard, only when plain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intensity: Option<Found<Intensity>>,
    /// What was done, in the order it was told; one entry a movement.
    pub exercises: Vec<Exercise>,
    /// Records, Rx, better form.
    #[serde(default)]
    pub achievements: Vec<Found<Achievement>>,
    /// Complaints: `<site>_pain`, `felt_tired`, `poor_sleep`, `illness` …
    #[serde(default)]
    pub concerns: Vec<Found<String>>,
    /// Where, only when stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<Found<Environment>>,
    /// The weather.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weather: Option<Found<Weather>>,
    /// Whether it was made easier than prescribed; false for Rx.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scaled: Option<Found<bool>>,
    /// The person's weight that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bodyweight: Option<Found<Load>>,
    /// Whether it was finished; false when the text says that it was cut short.
    pub is_completed: Found<bool>,
    /// The share of what matters for this kind of workout that is known, 0 to 1.
    pub completeness: f64,
    /// Readings that the text leaves open.
    #[serde(default)]
    pub ambiguities: Vec<Ambiguity>,
}

/// A movement and its sets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Exercise {
    /// Canonical movement: `back_squat`.
    pub name: Found<String>,
    /// The sets, in order. Of a workout in rounds, the sets of one round.
    #[serde(default)]
    pub sets: Vec<Set>,
}

/// One set: only what is stated.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Set {
    /// The words that tell of it.
    pub span: Span,
    /// Repetitions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reps: Option<Found<u32>>,
    /// The load as written; of a pair of dumbbells, one of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Found<Load>>,
    /// How far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<Found<Distance>>,
    /// How long, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_seconds: Option<Found<f64>>,
    /// Calories on a machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calories: Option<Found<f64>>,
    /// Rating of perceived exertion, 1 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rpe: Option<Found<f64>>,
    /// Repetitions in reserve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rir: Option<Found<f64>>,
    /// Percent of a maximum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Found<f64>>,
    /// Tempo as written: `31X1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tempo: Option<Found<String>>,
    /// Where the text says that the body is the load.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bodyweight: Option<Span>,
    /// Where the text says that the attempt failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<Span>,
    /// Where the text says that it was a warm-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warm_up: Option<Span>,
}

impl Set {
    /// Whether nothing but its words is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reps.is_none()
            && self.weight.is_none()
            && self.distance.is_none()
            && self.duration_seconds.is_none()
            && self.calories.is_none()
            && self.rpe.is_none()
            && self.percent.is_none()
            && self.failed.is_none()
    }
}

/// A load.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Load {
    /// The number as written.
    pub value: f64,
    /// Its unit; none when the text names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<LoadUnit>,
}

/// A unit of load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum LoadUnit {
    /// Kilograms.
    Kg,
    /// Pounds.
    Lb,
    /// Russian pood, 16 kg.
    Pood,
    /// Full plates on each side of a bar.
    Plate,
}

impl LoadUnit {
    /// Kilograms of one unit; none for plates, whose weight depends on the gym.
    #[must_use]
    pub fn kilograms(self) -> Option<f64> {
        match self {
            Self::Kg => Some(1.0),
            Self::Lb => Some(0.453_592_37),
            Self::Pood => Some(16.0),
            Self::Plate => None,
        }
    }

    /// The code: `kg`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Kg => "kg",
            Self::Lb => "lb",
            Self::Pood => "pood",
            Self::Plate => "plate",
        }
    }
}

/// A distance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Distance {
    /// The number as written.
    pub value: f64,
    /// Its unit; none when the text names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<DistanceUnit>,
}

impl Distance {
    /// Metres; none without a unit.
    #[must_use]
    pub fn metres(self) -> Option<f64> {
        self.unit.map(|unit| self.value * unit.metres())
    }
}

/// A unit of distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum DistanceUnit {
    /// Metres.
    M,
    /// Kilometres.
    Km,
    /// Miles.
    Mi,
    /// Yards.
    Yd,
    /// Feet.
    Ft,
}

impl DistanceUnit {
    /// Metres of one unit.
    #[must_use]
    pub fn metres(self) -> f64 {
        match self {
            Self::M => 1.0,
            Self::Km => 1000.0,
            Self::Mi => 1609.344,
            Self::Yd => 0.9144,
            Self::Ft => 0.3048,
        }
    }
}

/// The kind of training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WorkoutType {
    /// Mixed conditioning.
    Metcon,
    /// Loads, sets and repetitions.
    Strength,
    /// Practice of a skill or a sport.
    Skill,
    /// Running, rowing, cycling, swimming …
    Endurance,
}

impl WorkoutType {
    /// The code: `metcon`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Metcon => "metcon",
            Self::Strength => "strength",
            Self::Skill => "skill",
            Self::Endurance => "endurance",
        }
    }
}

/// How a workout was organised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// As fast as possible.
    ForTime,
    /// As many rounds or repetitions as possible.
    Amrap,
    /// Every minute, or every few, on the minute.
    Emom,
    /// Twenty seconds of work, ten of rest.
    Tabata,
    /// Work and rest in turns.
    Intervals,
    /// Sets and repetitions.
    Sets,
    /// A distance.
    Distance,
    /// Anything else.
    Other,
}

image_names!(Format { ForTime, Amrap, Emom, Tabata, Intervals, Sets, Distance, Other });

/// Something to be proud of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Achievement {
    /// A personal record.
    #[serde(rename = "PR")]
    PersonalRecord,
    /// As prescribed.
    Rx,
    /// As prescribed for the first time.
    FirstTimeRx,
    /// Better form.
    ImprovedForm,
}

impl Achievement {
    /// The code: `PR`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::PersonalRecord => "PR",
            Self::Rx => "rx",
            Self::FirstTimeRx => "first_time_rx",
            Self::ImprovedForm => "improved_form",
        }
    }
}

/// Where it took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// A gym or a pool.
    Gym,
    /// At home.
    Home,
    /// Outside.
    Outdoor,
}

impl Environment {
    /// The code: `gym`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Gym => "gym",
            Self::Home => "home",
            Self::Outdoor => "outdoor",
        }
    }
}

/// The weather.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Weather {
    /// Hot.
    Hot,
    /// Cold.
    Cold,
    /// Humid.
    Humid,
    /// Rain.
    Rain,
    /// Wind.
    Wind,
    /// As one would wish it.
    Ideal,
}

impl Weather {
    /// The code: `hot`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Hot => "hot",
            Self::Cold => "cold",
            Self::Humid => "humid",
            Self::Rain => "rain",
            Self::Wind => "wind",
            Self::Ideal => "ideal",
        }
    }
}

/// A reading that the text leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Ambiguity {
    /// What is open.
    pub kind: AmbiguityKind,
    /// The words.
    pub span: Span,
}

/// What a reading leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum AmbiguityKind {
    /// A load without a unit.
    LoadUnit,
    /// A distance without a unit.
    DistanceUnit,
    /// Two numbers that may be sets and repetitions or a load and repetitions.
    SetsOrLoad,
    /// Minutes and seconds, or hours and minutes.
    ClockUnit,
    /// A load for men and one for women: which was used.
    RxLoad,
    /// A range instead of what was done.
    Range,
    /// A score outside what is plausible for the benchmark.
    Implausible,
}
