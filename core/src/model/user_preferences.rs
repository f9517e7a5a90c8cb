//! User Preferences.

use serde::{Deserialize, Serialize};

use super::Entity;
use crate::{Locale, Units};

/// How a person wants to be notified, shown and shared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct UserPreferences {
    /// What the person is told of.
    pub notification_settings: NotificationSettings,
    /// What others may see.
    pub privacy_settings: PrivacySettings,
    /// How the product looks and speaks.
    pub ui_preferences: UiPreferences,
}

/// What a person is told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct NotificationSettings {
    /// Workouts to come.
    pub workout_reminders: bool,
    /// Words of the coach.
    pub coach_messages: bool,
    /// Progress made.
    pub progress_updates: bool,
    /// How often by mail.
    pub email_frequency: EmailFrequency,
    /// On the phone.
    pub push_notifications: bool,
}

impl Default for NotificationSettings {
    fn default() -> Self {
        Self {
            workout_reminders: true,
            coach_messages: true,
            progress_updates: true,
            email_frequency: EmailFrequency::Weekly,
            push_notifications: true,
        }
    }
}

/// How often a person gets mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum EmailFrequency {
    Daily,
    Weekly,
    Monthly,
}

/// What others may see; the default is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PrivacySettings {
    /// What may be learnt from.
    pub data_sharing: DataSharing,
    /// Whether the profile is public.
    pub public_profile: bool,
    /// Who sees workouts.
    pub workout_sharing: WorkoutSharing,
}

/// What may be learnt from a person's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum DataSharing {
    #[default]
    None,
    Anonymized,
    Full,
}

/// Who sees a person's workouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum WorkoutSharing {
    #[default]
    Private,
    Friends,
    Public,
}

/// How the product looks and speaks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct UiPreferences {
    /// Light or dark.
    pub theme: Theme,
    /// The language of replies.
    pub language: Locale,
    /// Units of what is shown, and of numbers that name none.
    pub measurement_units: Units,
    /// The coach to talk to when none is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_coach: Option<String>,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Theme {
    Light,
    Dark,
    #[default]
    Auto,
}

impl Entity for UserPreferences {
    const TYPE: &'static str = "userPreferences";
}
