//! The document of a completed interview.

use crate::Map;

use serde::{Deserialize, Serialize};

use crate::level::Level;

/// The whole interview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionDocument {
    /// Whose, when, and with which result.
    pub session_metadata: SessionMetadata,
    /// Every turn.
    pub question_history: Vec<QuestionRecord>,
    /// The person's words by question number.
    pub all_responses: Map<String, String>,
    /// How the level came about.
    pub sophistication_evolution: Vec<EvolutionStep>,
    /// The coach that came of it.
    pub final_generated_coach: Option<GeneratedCoach>,
}

/// Whose interview, when, and with which result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionMetadata {
    /// The session's id.
    pub session_id: String,
    /// Whose it is.
    pub user_id: String,
    /// RFC 3339.
    pub started_at: String,
    /// RFC 3339.
    pub completed_at: Option<String>,
    /// Seconds from start to completion.
    pub total_duration: i64,
    /// The level at the end.
    pub final_sophistication_level: Level,
}

/// One turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct QuestionRecord {
    /// The question's number.
    pub question_id: u8,
    /// Its topic.
    pub topic: String,
    /// The question as it was asked.
    pub question_text: String,
    /// The person's words.
    pub user_response: String,
    /// The reply as it was shown.
    pub ai_response: String,
    /// The level after this turn.
    pub detected_sophistication: Level,
    /// The phrases of this turn it rests on.
    pub sophistication_signals: Vec<String>,
    /// RFC 3339.
    pub timestamp: String,
    /// Seconds the person took; none when the client did not say.
    pub response_time: Option<u32>,
    /// Characters of the answer.
    pub character_count: u32,
}

/// The level after a turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EvolutionStep {
    /// The question's number.
    pub question_id: u8,
    /// The level.
    pub detected_level: Level,
    /// How sure, 0 to 1.
    #[serde(serialize_with = "super::number::plain")]
    pub confidence: f64,
    /// The phrases it rests on.
    pub signals: Vec<String>,
}

/// The coach that came of an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GeneratedCoach {
    /// The coach's id.
    pub coach_id: String,
    /// The persona's id.
    pub personality_template: String,
    /// The methodology's id.
    pub methodology_template: String,
    /// RFC 3339.
    pub generation_timestamp: String,
}
