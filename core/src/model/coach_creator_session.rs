//! Coach Creator Session.

use crate::Map;

use serde::{Deserialize, Serialize};

use super::Entity;
use crate::level::Level;
use crate::table::{IndexKeys, Key, pattern};

/// The metadata of an interview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CoachCreatorSession {
    /// The session's id.
    pub session_id: String,
    /// Whose it is.
    pub user_id: String,
    /// The level detected so far.
    pub sophistication_level: Level,
    /// The number of the question being asked, 1 to 18.
    pub current_question: u8,
    /// Questions this person is asked.
    pub total_questions: u8,
    /// Questions covered so far.
    pub questions_answered: u8,
    /// The person's words by question number.
    pub responses: Map<String, String>,
    /// The phrases the level rests on.
    pub detected_signals: Vec<String>,
    /// Where the document is.
    pub s3_bucket: String,
    /// The document's path.
    pub s3_key: String,
    /// Turns taken.
    pub question_history_count: u32,
    /// The topic last answered.
    pub last_question_topic: Option<String>,
    /// The topic asked next.
    pub next_question_topic: Option<String>,
    /// Whether the coach was made.
    pub is_complete: bool,
    /// RFC 3339.
    pub started_at: String,
    /// RFC 3339.
    pub last_activity: String,
    /// RFC 3339.
    pub completed_at: Option<String>,
    /// Minutes the whole interview is likely to take.
    pub estimated_duration: u32,
    /// Covered over needed, 0 to 1, two decimals.
    #[cfg_attr(feature = "schema", schemars(range(min = 0.0, max = 1.0)))]
    #[serde(serialize_with = "super::number::plain")]
    pub session_progress: f64,
    /// The coach that was made.
    pub generated_coach_id: Option<String>,
    /// Why the interview is held.
    pub creation_type: CreationType,
    /// The version of this record's form.
    pub session_version: String,
    /// RFC 3339.
    pub abandoned_at: Option<String>,
    /// How often it was taken up again.
    pub resume_count: u32,
}

/// Why an interview is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CreationType {
    /// A first coach.
    #[default]
    Initial,
    /// Changes to a coach.
    Modification,
    /// A coach made anew.
    Recreation,
}

impl Entity for CoachCreatorSession {
    const TYPE: &'static str = "coachCreatorSession";

    fn index(&self, _key: &Key) -> IndexKeys {
        if self.is_complete { IndexKeys::default() } else { open_session(&self.session_id, &self.started_at) }
    }
}

/// Index keys of an interview that goes on: the list of them over all people, by their start, which never changes.
#[must_use]
pub fn open_session(session_id: &str, started_at: &str) -> IndexKeys {
    IndexKeys {
        gsi2pk: Some(pattern::OPEN_SESSION.to_owned()),
        gsi2sk: Some(format!("{started_at}#{session_id}")),
        ..IndexKeys::default()
    }
}
