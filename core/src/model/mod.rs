//! The stored entities, serialising to exactly the JSON of the schema document.
//!
//! Its mixture of camel case and snake case is kept; open vocabularies are strings, closed ones are enums.

pub mod api_token;
pub mod coach_config;
pub mod coach_creator_session;
pub mod coach_performance;
pub mod contact_form;
pub mod conversation_history;
pub mod conversation_summary;
pub mod entity;
pub mod memory;
mod number;
#[cfg(feature = "schema")]
pub mod schema;
pub mod session_document;
#[cfg(test)]
mod tests;
pub mod user_preferences;
pub mod user_profile;
pub mod workout_document;
pub mod workout_history;

pub use api_token::{ApiToken, TokenScope};
pub use coach_config::{
    AdaptationRecord, CoachConfig, CoachMetadata, CoachType, ExperienceLevel, GeneratedPrompts, Intensity,
    TechnicalConfig, TimeConstraints,
};
pub use coach_creator_session::{CoachCreatorSession, CreationType};
pub use coach_performance::{CoachPerformance, EngagementMetrics};
pub use contact_form::ContactForm;
pub use conversation_history::{ConversationHistory, ConversationType, Sentiment};
pub use conversation_summary::{ConversationSummary, KeyFacts, SummaryData};
pub use entity::{Entity, EntityError};
pub use memory::{Memory, MemoryKind, MemoryOrigin, MemorySource};
pub use session_document::{EvolutionStep, GeneratedCoach, QuestionRecord, SessionDocument, SessionMetadata};
pub use user_preferences::{
    DataSharing, EmailFrequency, NotificationSettings, PrivacySettings, Theme, UiPreferences, UserPreferences,
    WorkoutSharing,
};
pub use user_profile::{Gender, Subscription, SubscriptionStatus, SubscriptionTier, TrainingPreferences, UserProfile};
pub use workout_document::WorkoutDocument;
pub use workout_history::{Difficulty, ExtractedData, UserFeedback, WorkoutHistory};
