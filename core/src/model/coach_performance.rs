//! Coach Performance Tracking.

use serde::{Deserialize, Serialize};

use super::Entity;

/// How a coach did over a period, over all people; what was not measured is null.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CoachPerformance {
    /// First and last day, such as `2025-06-01_2025-06-30`.
    pub period: String,
    /// People who used the coach.
    pub user_count: u32,
    /// Conversations held.
    pub conversation_count: u32,
    /// 1 to 5.
    #[cfg_attr(feature = "schema", schemars(range(min = 1.0, max = 5.0)))]
    #[serde(serialize_with = "super::number::plain_option")]
    pub user_satisfaction_avg: Option<f64>,
    /// Share of people who came back, 0 to 1.
    #[cfg_attr(feature = "schema", schemars(range(min = 0.0, max = 1.0)))]
    #[serde(serialize_with = "super::number::plain_option")]
    pub user_retention_rate: Option<f64>,
    /// Adaptations that were accepted and kept.
    pub successful_adaptations: u32,
    /// Share of workouts finished, 0 to 1.
    #[cfg_attr(feature = "schema", schemars(range(min = 0.0, max = 1.0)))]
    #[serde(serialize_with = "super::number::plain_option")]
    pub workout_completion_rate: Option<f64>,
    /// Share of goals reached, 0 to 1.
    #[cfg_attr(feature = "schema", schemars(range(min = 0.0, max = 1.0)))]
    #[serde(serialize_with = "super::number::plain_option")]
    pub user_goal_achievement: Option<f64>,
    /// Seconds.
    #[serde(serialize_with = "super::number::plain_option")]
    pub response_time_avg: Option<f64>,
    /// How much the coach is talked to.
    pub engagement_metrics: EngagementMetrics,
    /// What should get better.
    pub improvement_areas: Vec<String>,
    /// What works best.
    pub top_performing_features: Vec<String>,
}

/// How much a coach is talked to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EngagementMetrics {
    /// Messages in a conversation.
    #[serde(serialize_with = "super::number::plain_option")]
    pub messages_per_session: Option<f64>,
    /// Minutes.
    #[serde(serialize_with = "super::number::plain_option")]
    pub session_duration_avg: Option<f64>,
    /// Share of conversations the person began, 0 to 1.
    #[cfg_attr(feature = "schema", schemars(range(min = 0.0, max = 1.0)))]
    #[serde(serialize_with = "super::number::plain_option")]
    pub user_initiated_sessions: Option<f64>,
}

impl Entity for CoachPerformance {
    const TYPE: &'static str = "coachPerformance";
}
