//! User Profile.

use serde::{Deserialize, Serialize};

use super::Entity;
use super::coach_config::ExperienceLevel;
use crate::Date;

/// Who a person is; what they did not say is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UserProfile {
    /// The person's id.
    pub user_id: String,
    /// Mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// First name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Calendar day.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<Date>,
    /// As the person says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// As the person says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fitness_level: Option<ExperienceLevel>,
    /// strength, conditioning, `weight_loss`, competition, …
    #[serde(default)]
    pub goals: Vec<String>,
    /// How the person likes to train.
    #[serde(default)]
    pub preferences: TrainingPreferences,
    /// What the person subscribed to.
    #[serde(default)]
    pub subscription: Subscription,
    /// Where the picture is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile_picture_url: Option<String>,
    /// IANA name, such as `America/New_York`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Whether the account is in use.
    pub is_active: bool,
}

/// A person's gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Gender {
    Male,
    Female,
    Other,
    PreferNotToSay,
}

/// How a person likes to train.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrainingPreferences {
    /// crossfit, powerlifting, gymnastics, …
    #[serde(default)]
    pub workout_types: Vec<String>,
    /// Minutes a session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_time: Option<u16>,
    /// Canonical equipment.
    #[serde(default)]
    pub equipment: Vec<String>,
    /// `monday` to `sunday`.
    #[serde(default)]
    pub training_days: Vec<String>,
}

/// What a person subscribed to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// How much is included.
    pub tier: SubscriptionTier,
    /// Whether it runs.
    pub status: SubscriptionStatus,
    /// RFC 3339; none when it does not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
}

/// How much a subscription includes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum SubscriptionTier {
    #[default]
    Free,
    Premium,
    Pro,
}

/// Whether a subscription runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum SubscriptionStatus {
    #[default]
    Active,
    Inactive,
    Cancelled,
}

impl Entity for UserProfile {
    const TYPE: &'static str = "userProfile";
}
