//! The slots a coach is made from, and their typed values.

use crate::Map;

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::image::image_names;

/// What is known about a person, one slot a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SlotId {
    /// `Codes`: strength, conditioning, `weight_loss`, competition, `muscle_gain`, `general_health`, `olympic_lifting`, endurance, mobility, skill.
    Goals,
    /// `Codes` with one of `3_months`, `6_months`, `1_year`, ongoing.
    GoalTimeline,
    /// `Number` in years of the coached modality.
    YearsTraining,
    /// `Note`: training background in the person's words.
    TrainingHistory,
    /// `Number`, days a week.
    TrainingFrequency,
    /// `Codes`: monday to sunday.
    AvailableDays,
    /// `Number`, minutes.
    SessionLength,
    /// `Codes`: morning, midday, evening.
    TimeOfDay,
    /// `Injuries`; empty when the person said there is none.
    Injuries,
    /// `Codes`: conditions that want medical clearance (`heart_condition`, pregnancy …).
    HealthConditions,
    /// `Codes`: canonical equipment.
    Equipment,
    /// `Codes`: gym, `crossfit_gym`, home, outdoor.
    Environment,
    /// `Codes`: encouraging, technical, direct, practical.
    CoachingStyle,
    /// `Codes` (volume, intensity, periodisation …) or `Note`.
    ProgrammingPreference,
    /// `Codes` (competition, progress, accountability, enjoyment …) or `Note`.
    Motivation,
    /// `Codes`: canonical movements or qualities the person is good at.
    Strengths,
    /// `Codes`: canonical movements or qualities that hold the person back.
    Weaknesses,
    /// `Codes`: movements the person likes.
    LikedMovements,
    /// `Codes`: movements the person dislikes.
    DislikedMovements,
    /// `Note`: work, sleep, stress, family.
    Lifestyle,
    /// `Codes` (`tracks_macros`, vegetarian …) or `Note`.
    Nutrition,
    /// `Codes` (none, local, open, meet …) or `Note`.
    Competition,
    /// `Codes` (daily, weekly, autonomous …) or `Note`.
    CheckIn,
    /// `Codes` (numbers, look, feel, consistency …) or `Note`.
    SuccessMetrics,
    /// `Codes`: methodology ids.
    Methodology,
    /// `Codes` or `Note`.
    Recovery,
    /// `Codes`: show, explain, try.
    LearningStyle,
    /// `Lifts`: best known lifts.
    Lifts,
    /// `Quantity` in kg or lb.
    BodyWeight,
    /// `Number`, years.
    Age,
    /// `Codes`: male, female, other; only when the person says so.
    Gender,
}

image_names!(SlotId {
    Goals,
    GoalTimeline,
    YearsTraining,
    TrainingHistory,
    TrainingFrequency,
    AvailableDays,
    SessionLength,
    TimeOfDay,
    Injuries,
    HealthConditions,
    Equipment,
    Environment,
    CoachingStyle,
    ProgrammingPreference,
    Motivation,
    Strengths,
    Weaknesses,
    LikedMovements,
    DislikedMovements,
    Lifestyle,
    Nutrition,
    Competition,
    CheckIn,
    SuccessMetrics,
    Methodology,
    Recovery,
    LearningStyle,
    Lifts,
    BodyWeight,
    Age,
    Gender
});

/// A slot's value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum SlotValue {
    /// Canonical codes in the order they were said.
    Codes {
        /// The codes, `snake_case`.
        codes: Vec<String>,
    },
    /// A number or a range (`low == high` for a single one).
    Number {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// A value with a unit.
    Quantity {
        /// The number as written.
        value: f64,
        /// `kg`, `lb`, `cm`, …
        unit: String,
    },
    /// Injuries and limits.
    Injuries {
        /// One each; empty means none.
        injuries: Vec<Injury>,
    },
    /// Lifts with their numbers.
    Lifts {
        /// One each movement.
        lifts: Vec<Lift>,
    },
    /// Entries that no longer hold ("not the rower any more"): they are taken away and never kept.
    Without {
        /// The codes.
        codes: Vec<String>,
    },
    /// The person's own words, where the topic is open.
    Note {
        /// The words.
        text: String,
    },
}

/// An injury or a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Injury {
    /// Canonical code: `knee_pain`, `herniated_disc`, `shoulder_impingement` …
    pub code: String,
    /// How it is now.
    pub state: InjuryState,
}

/// How an injury is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum InjuryState {
    /// It limits training today.
    Current,
    /// It was, and may matter.
    Past,
    /// It was, and the person says it is healed.
    Healed,
    /// The person fears it.
    Worry,
}

/// A lift with its number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Lift {
    /// Canonical movement: `back_squat`, `deadlift` …
    pub movement: String,
    /// The number as written.
    pub value: f64,
    /// `lb`, `kg`, `reps` or `xbw` (multiples of body weight); none when the text names none.
    pub unit: Option<String>,
    /// Repetitions, where it is not a single.
    pub reps: Option<u32>,
    /// Where it stands in the message.
    pub span: Span,
}

/// How sure a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Confidence {
    /// A guess to be confirmed.
    Low,
    /// Likely.
    Medium,
    /// Stated plainly.
    High,
}

/// One fact read from one message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// Which slot it fills.
    pub slot: SlotId,
    /// Its value.
    pub value: SlotValue,
    /// The words it came from.
    pub span: Span,
    /// How sure the reading is.
    pub confidence: Confidence,
}

/// What is known so far: for each slot the fact that holds, with the question it was said at.
pub type Slots = Map<SlotId, Fact>;
