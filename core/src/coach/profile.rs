//! What a coach is made from.

use serde::{Deserialize, Serialize};

use crate::facts::Slots;
use crate::level::Level;
use crate::model::TechnicalConfig;
use crate::{Locale, Units};

use super::Blend;

/// What is known about a person when their coach is made.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Profile {
    /// The facts that hold.
    pub slots: Slots,
    /// The level that wordings follow.
    pub chat_level: Level,
    /// The level that limits follow; where it is above the chat level, the lower one counts.
    pub safety_level: Level,
    /// Codes of red flags and conditions (`chest_pain`, `heart_condition`, `pregnancy` …) that still want medical clearance.
    pub clearance_pending: Vec<String>,
    /// Codes of conditions that a professional has cleared, by the person's own words.
    pub cleared: Vec<String>,
    /// The person's language.
    pub locale: Locale,
    /// The person's units, where they chose.
    pub units: Option<Units>,
    /// The coach that is being changed: what the interview did not touch stays as it is there.
    pub base: Option<Base>,
}

/// The coach that a modification starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Base {
    /// Its configuration.
    pub technical_config: TechnicalConfig,
    /// Its persona, where known (`CoachConfig::persona`).
    pub persona: Option<Blend>,
}
