//! The stored entities, serialising to exactly the JSON of the schema document.
//!
//! Its mixture of camel case and snake case is kept; open vocabularies are strings, closed ones are enums.

pub mod coach_config;
pub mod coach_creator_session;
pub mod session_document;
pub mod workout_document;
pub mod workout_history;

pub use coach_config::{
    AdaptationRecord, CoachConfig, CoachMetadata, CoachType, ExperienceLevel, GeneratedPrompts, Intensity,
    TechnicalConfig, TimeConstraints,
};
pub use coach_creator_session::{CoachCreatorSession, CreationType};
pub use session_document::{EvolutionStep, GeneratedCoach, QuestionRecord, SessionDocument, SessionMetadata};
pub use workout_document::WorkoutDocument;
pub use workout_history::{Difficulty, ExtractedData, UserFeedback, WorkoutHistory};
