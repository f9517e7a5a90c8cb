//! Coach Configuration.

use serde::{Deserialize, Serialize};

use super::Entity;
use crate::image::{image, image_names};
use crate::table::{IndexKeys, Key};

/// A coach: what it was built from and what it is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CoachConfig {
    /// What the person calls the coach, at most 25 characters.
    pub coach_name: String,
    /// The field the coach works in.
    pub coach_type: CoachType,
    /// What the coach is built from.
    #[serde(rename = "technical_config")]
    pub technical_config: TechnicalConfig,
    /// What the coach is told.
    #[serde(rename = "generated_prompts")]
    pub generated_prompts: GeneratedPrompts,
    /// Version and history.
    pub metadata: CoachMetadata,
    /// Whether the coach may be talked to.
    pub is_active: bool,
    /// Whether this is the person's main coach.
    pub is_primary: bool,
    /// What the person asked for in their own words.
    pub custom_instructions: String,
}

/// The field a coach works in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CoachType {
    /// Training.
    #[default]
    Fitness,
    /// Eating.
    Nutrition,
    /// Mindset.
    Mindset,
    /// All of them.
    General,
}

/// The level programming is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ExperienceLevel {
    /// Under about a year.
    #[default]
    Beginner,
    /// About one to four years.
    Intermediate,
    /// More, with evidence.
    Advanced,
}

image_names!(ExperienceLevel { Beginner, Intermediate, Advanced });

/// How hard sessions are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Intensity {
    /// Easy.
    Low,
    /// Moderate.
    #[default]
    Moderate,
    /// Hard.
    High,
}

image_names!(Intensity { Low, Moderate, High });

/// What a coach is built from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TechnicalConfig {
    /// The methodology's id, such as `comptrain_strength`.
    pub methodology: String,
    /// What programming is about: strength, conditioning, …
    pub programming_focus: Vec<String>,
    /// The level programming is written for.
    pub experience_level: ExperienceLevel,
    /// Days a week, 1 to 7.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 7)))]
    pub training_frequency: u8,
    /// Special fields: powerlifting, gymnastics, …
    pub specializations: Vec<String>,
    /// Injuries to respect.
    pub injury_considerations: Vec<String>,
    /// `3_months`, `6_months`, `1_year` or `ongoing`.
    pub goal_timeline: String,
    /// How hard sessions are.
    pub preferred_intensity: Intensity,
    /// Canonical equipment.
    pub equipment_available: Vec<String>,
    /// When and how long.
    pub time_constraints: TimeConstraints,
}

image!(TechnicalConfig {
    methodology,
    programming_focus,
    experience_level,
    training_frequency,
    specializations,
    injury_considerations,
    goal_timeline,
    preferred_intensity,
    equipment_available,
    time_constraints,
});

/// When and how long a person can train.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimeConstraints {
    /// Minutes.
    pub session_length: u16,
    /// `monday` to `sunday`.
    pub available_days: Vec<String>,
}

image!(TimeConstraints { session_length, available_days });

/// The four generated prompts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GeneratedPrompts {
    /// Who the coach is.
    pub personality_prompt: String,
    /// How it motivates.
    pub motivation_prompt: String,
    /// How it programmes.
    pub methodology_prompt: String,
    /// How it talks.
    pub communication_style: String,
}

/// Version and history of a coach.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CoachMetadata {
    /// `major.minor`, raised by every adaptation.
    pub version: String,
    /// 1 to 5; none until somebody said.
    #[cfg_attr(feature = "schema", schemars(range(min = 1.0, max = 5.0)))]
    #[serde(serialize_with = "super::number::plain_option")]
    pub user_satisfaction: Option<f64>,
    /// Conversations held.
    pub total_conversations: u32,
    /// RFC 3339.
    pub last_updated: String,
    /// What was changed, why, and what came of it.
    pub adaptation_history: Vec<AdaptationRecord>,
}

/// One adaptation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdaptationRecord {
    /// RFC 3339.
    pub date: String,
    /// What was changed.
    pub change: String,
    /// What called for it.
    pub trigger: String,
    /// What came of it; empty until measured.
    pub result: String,
}

impl Entity for CoachConfig {
    const TYPE: &'static str = "coachConfig";

    /// GSI-1: what belongs to the coach.
    fn index(&self, key: &Key) -> IndexKeys {
        IndexKeys { gsi1pk: Some(key.sk.clone()), gsi1sk: Some(key.sk.clone()), ..IndexKeys::default() }
    }
}
