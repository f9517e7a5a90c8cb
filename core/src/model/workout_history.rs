//! Workout History.

use serde::{Deserialize, Serialize};

use super::Entity;
use super::coach_config::Intensity;
use crate::table::{IndexKeys, Key};

/// The metadata of a logged workout.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkoutHistory {
    /// The calendar day in the person's time zone, `YYYY-MM-DD`.
    pub workout_date: String,
    /// The conversation it was told in.
    pub conversation_id: Option<String>,
    /// Where the document is.
    pub s3_bucket: String,
    /// The document's path.
    pub s3_key: String,
    /// What was read from the person's words.
    #[serde(rename = "extracted_data")]
    pub extracted_data: ExtractedData,
    /// The coach it was logged with.
    pub coach_id: Option<String>,
    /// Whether it was finished.
    pub is_completed: bool,
    /// Whether something should be asked.
    pub needs_follow_up: bool,
    /// What the person thought of it.
    pub user_feedback: Option<UserFeedback>,
}

/// What was read from the person's words; unknown is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ExtractedData {
    /// A named workout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workout_name: Option<String>,
    /// metcon, strength, skill, endurance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workout_type: Option<String>,
    /// Minutes.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "super::number::plain_option")]
    pub duration: Option<f64>,
    /// How hard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intensity: Option<Intensity>,
    /// 1 to 10.
    #[cfg_attr(feature = "schema", schemars(range(min = 0.0, max = 10.0)))]
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "super::number::plain_option")]
    pub perceived_exertion: Option<f64>,
    /// Canonical movements.
    #[serde(default)]
    pub exercises: Vec<String>,
    /// PR, `first_time_rx`, …
    #[serde(default)]
    pub achievements: Vec<String>,
    /// `shoulder_pain`, `felt_tired`, …
    #[serde(default)]
    pub concerns: Vec<String>,
    /// gym, home, outdoor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// hot, cold, humid, ideal, …
    #[serde(rename = "weather_conditions", skip_serializing_if = "Option::is_none")]
    pub weather_conditions: Option<String>,
}

/// What the person thought of a workout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UserFeedback {
    /// 1 to 5.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 5)))]
    pub satisfaction: u8,
    /// How it felt.
    pub difficulty: Difficulty,
    /// 1 to 5.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 5)))]
    pub enjoyment: u8,
    /// The person's words.
    pub notes: String,
}

/// How a workout felt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    /// Too easy.
    TooEasy,
    /// Just right.
    JustRight,
    /// Too hard.
    TooHard,
}

impl Entity for WorkoutHistory {
    const TYPE: &'static str = "workoutHistory";

    /// GSI-1: what belongs to the coach. GSI-2: what needs a follow-up.
    fn index(&self, key: &Key) -> IndexKeys {
        super::entity::indexed(key, self.coach_id.as_deref(), self.needs_follow_up)
    }
}
