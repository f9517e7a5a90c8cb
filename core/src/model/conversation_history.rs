//! Conversation History.

use serde::{Deserialize, Serialize};

use super::Entity;
use crate::table::{IndexKeys, Key};

/// The metadata of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConversationHistory {
    /// The conversation's id.
    pub conversation_id: String,
    /// The coach it is held with.
    pub coach_id: String,
    /// Where the document is.
    pub s3_bucket: String,
    /// The document's path.
    pub s3_key: String,
    /// Messages of both sides.
    pub message_count: u32,
    /// The last message of either side.
    pub last_message: String,
    /// The person's mood.
    pub sentiment: Sentiment,
    /// Minutes.
    pub duration: u32,
    /// `workout_planning`, motivation, `form_feedback`, …
    pub topics: Vec<String>,
    /// What it is about as a whole.
    pub conversation_type: ConversationType,
    /// Whether it is put away.
    pub is_archived: bool,
    /// Whether somebody should come back to it.
    pub needs_follow_up: bool,
}

/// The mood of a person's messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Sentiment {
    Positive,
    #[default]
    Neutral,
    Negative,
}

/// What a conversation is about as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ConversationType {
    #[default]
    Coaching,
    CheckIn,
    ProblemSolving,
    GoalSetting,
}

impl Entity for ConversationHistory {
    const TYPE: &'static str = "conversationHistory";

    /// GSI-1: what belongs to the coach. GSI-2: what needs a follow-up.
    fn index(&self, key: &Key) -> IndexKeys {
        super::entity::indexed(key, Some(&self.coach_id), self.needs_follow_up)
    }
}
