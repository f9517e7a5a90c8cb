//! Paths of documents: the layout of the schema document, written here only.
//!
//! A path is at the same time the S3 key and the path in the embedded store. All functions fail when an id may
//! not stand in a path (see [`super::id`]); ids hold no `/`, so a path always names what it says.
#![expect(clippy::missing_errors_doc, reason = "said once for all of them")]

use crate::Date;

use super::id::{IdError, id};
use super::key::{day, period};

/// Everything of one person: `users/{user}/`.
pub fn user(user: &str) -> Result<String, IdError> {
    Ok(format!("users/{}/", id("user id", user)?))
}

/// Everything about one coach: `coaches/{coach}/`.
pub fn coach(coach: &str) -> Result<String, IdError> {
    Ok(format!("coaches/{}/", id("coach id", coach)?))
}

/// A finished conversation.
pub fn conversation(user: &str, conversation: &str) -> Result<String, IdError> {
    Ok(format!("{}conversations/{}.json", self::user(user)?, id("conversation id", conversation)?))
}

/// What is known about a conversation, beside it.
pub fn conversation_metadata(user: &str, conversation: &str) -> Result<String, IdError> {
    Ok(format!("{}conversations/{}_metadata.json", self::user(user)?, id("conversation id", conversation)?))
}

/// A logged workout.
pub fn workout(user: &str, date: Date, session: &str) -> Result<String, IdError> {
    Ok(format!("{}workouts/{}/{}.json", self::user(user)?, day(date)?, id("session id", session)?))
}

/// A completed interview.
pub fn session(user: &str, session: &str) -> Result<String, IdError> {
    Ok(format!("{}coach_creator_sessions/{}.json", self::user(user)?, id("session id", session)?))
}

/// All of a person's data as of a day.
pub fn export(user: &str, date: Date) -> Result<String, IdError> {
    Ok(format!("{}exports/{}_full_history.json", self::user(user)?, day(date)?))
}

/// The report on a coach over a period, both days included.
pub fn performance_report(coach: &str, from: Date, to: Date) -> Result<String, IdError> {
    Ok(format!("coaches/{}/performance_reports/{}_analytics.json", id("coach id", coach)?, period(from, to)?))
}

/// Patterns of a coach's conversations as of a day.
pub fn conversation_patterns(coach: &str, date: Date) -> Result<String, IdError> {
    Ok(format!("coaches/{}/training_data/{}_conversation_patterns.json", id("coach id", coach)?, day(date)?))
}

/// A document of a methodology's content: `platform/methodology_content/{methodology}/{name}.json`.
pub fn methodology_content(methodology: &str, name: &str) -> Result<String, IdError> {
    Ok(format!("platform/methodology_content/{}/{}.json", id("methodology id", methodology)?, id("name", name)?))
}

/// Adaptations of coaches that worked, over all people.
pub const SUCCESSFUL_ADAPTATIONS: &str = "platform/training_data/successful_adaptations.json";

/// Patterns over all people.
pub const USER_PATTERN_ANALYSIS: &str = "platform/training_data/user_pattern_analysis.json";
