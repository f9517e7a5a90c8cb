//! What a person does with a message, apart from what they say.

use serde::{Deserialize, Serialize};

/// One thing a message does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Move {
    /// Somebody is in danger.
    Emergency,
    /// Says that they are being cared for.
    CaredFor,
    /// Asks for another language, or writes in one.
    Language,
    /// Wants to start over.
    Restart,
    /// Wants to stop for now.
    Pause,
    /// Wants to finish early.
    Finish,
    /// Wants to go back to the question before.
    Back,
    /// Changes an earlier answer.
    Correct,
    /// Wants to leave a question out.
    Skip,
    /// Has no answer.
    DontKnow,
    /// Asks why a question is asked.
    Why,
    /// Does not understand the question, or asks to hear it again.
    Clarify,
    /// Asks something else.
    Question,
    /// Agrees to what was asked: the recap, starting over, clearance.
    Confirm,
    /// Disagrees with it.
    Deny,
    /// Answers the pending question.
    Answer,
    /// Answers questions that were not asked yet.
    Volunteer,
    /// Greets, thanks, or says "ok".
    Courtesy,
    /// Talks about something else.
    OffTopic,
    /// Insults.
    Abuse,
    /// Says nothing that can be read.
    Nonsense,
}

impl Move {
    /// Whether it is an attempt at the pending question, fit to be accepted the second time.
    #[must_use]
    pub fn is_try(self) -> bool {
        matches!(self, Self::Answer | Self::Volunteer | Self::Skip | Self::DontKnow)
    }
}
