//! The document of one logged workout.

use serde::{Deserialize, Serialize};

use crate::workout::Workout;

/// One logged workout with the words it was read from.
///
/// Stored under `users/{userId}/workouts/{workoutDate}/{sessionId}.json`. The spans inside `workout` are byte offsets into `text`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkoutDocument {
    /// The id of the workout's session.
    pub session_id: String,
    /// Whose it is.
    pub user_id: String,
    /// The calendar day in the person's time zone, `YYYY-MM-DD`.
    pub workout_date: String,
    /// The conversation it was told in.
    pub conversation_id: Option<String>,
    /// The coach it was logged with.
    pub coach_id: Option<String>,
    /// The person's words, whole and unchanged.
    pub text: String,
    /// What was read from them, or what the person made of it.
    pub workout: Workout,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
    /// The version of this document's form.
    pub document_version: String,
}

impl WorkoutDocument {
    /// The current version of this document's form.
    pub const VERSION: &'static str = "1.0";
}
