//! Memory: one of the records that are ours beside the schema document's.

use serde::{Deserialize, Serialize};

use super::Entity;
use crate::Span;

/// Something that a person's coaches keep in mind, across conversations; the person sees, corrects and removes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Memory {
    /// Its id. Ids made later sort later.
    pub memory_id: String,
    /// What it is about.
    pub kind: MemoryKind,
    /// What is remembered, in one sentence.
    pub text: String,
    /// Where it comes from.
    pub source: MemorySource,
    /// Whether coaches keep it in mind; one that was corrected or is over stays as history.
    pub is_active: bool,
}

/// What a memory is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum MemoryKind {
    /// Something that hurts or must be spared.
    Injury,
    /// What the person works towards.
    Goal,
    /// What the person likes or dislikes.
    Preference,
    /// What limits them: equipment, work, travel.
    Constraint,
    /// When they can.
    Schedule,
    /// Anything else.
    Fact,
}

/// Where a memory comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MemorySource {
    /// Who or what told it.
    pub from: MemoryOrigin,
    /// The id of the interview or the conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The message that told it, in the person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The words of the message that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// RFC 3339.
    pub at: String,
}

/// Who or what told a memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum MemoryOrigin {
    /// The person wrote or corrected it.
    Person,
    /// An interview.
    Interview,
    /// A conversation.
    Conversation,
}

impl Entity for Memory {
    const TYPE: &'static str = "memory";
}
