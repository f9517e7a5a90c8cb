//! Conversation Summary.

use serde::{Deserialize, Serialize};

use super::Entity;

/// What is worth remembering of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConversationSummary {
    /// The conversation's id.
    #[serde(rename = "conversationId")]
    pub conversation_id: String,
    /// The summary.
    pub summary_data: SummaryData,
}

/// The summary of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SummaryData {
    /// In a few sentences.
    pub narrative_summary: String,
    /// In facts.
    pub key_facts: KeyFacts,
    /// How the person feels and what they respond to.
    pub emotional_state: String,
    /// What is to be done.
    pub action_items: Vec<String>,
    /// RFC 3339.
    pub last_updated: String,
    /// The conversation's id.
    pub conversation_id: String,
}

/// The facts of a conversation, each in the person's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyFacts {
    /// What the person works towards.
    pub current_goals: Vec<String>,
    /// What went well.
    pub recent_progress: Vec<String>,
    /// What the person likes.
    pub preferences: Vec<String>,
    /// What limits them.
    pub constraints: Vec<String>,
    /// When they can.
    pub schedule_context: Vec<String>,
}

impl Entity for ConversationSummary {
    const TYPE: &'static str = "conversationSummary";
}
