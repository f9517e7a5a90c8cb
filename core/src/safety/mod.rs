//! Red flags: found before anything else, by code, in every language.

use serde::{Deserialize, Serialize};

use crate::{Context, Engine, Span, text::Text};

/// What a red flag calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Refer, decline that part, offer a safe alternative.
    Care,
    /// Medical clearance before hard training.
    Clearance,
    /// See somebody today; stop the affected work.
    Urgent,
    /// Call the emergency number now.
    Emergency,
}

/// One red flag in one message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Flag {
    /// What it calls for.
    pub tier: Tier,
    /// Stable code, such as `chest_pain`.
    pub code: String,
    /// The words it came from.
    pub span: Span,
    /// Whether somebody else is in danger: answered at once, but not kept on the person's own record.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub somebody_else: bool,
}

/// Finds the red flags of one message, gravest first.
#[must_use]
pub fn triage(_engine: &Engine, _text: &Text<'_>) -> Vec<Flag> {
    Vec::new()
}

/// The answer to the gravest of these flags in the person's language, with the local emergency number; none when
/// there is nothing to answer.
#[must_use]
pub fn answer(_engine: &Engine, _flags: &[Flag], _context: &Context) -> Option<String> {
    None
}
