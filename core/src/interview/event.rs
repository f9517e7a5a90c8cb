//! What happened in an interview, one event at a time.
//!
//! Events carry results (facts, level, the reply as shown), not requests: a newer engine or a reworded question never
//! changes what was. The session's state is [`super::State::fold`] of its events.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::Move;
use crate::coach::Blend;
use crate::facts::{Fact, SlotId};
use crate::level::{Level, Signal};
use crate::model::{CreationType, GeneratedCoach, TechnicalConfig};
use crate::safety::Flag;
use crate::{Locale, Span, Units};

/// The form of the events and of the session record; raised when a field changes its meaning.
pub const SESSION_VERSION: &str = "1.0";

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// Its place in the session: 0 for the start, then one more each.
    pub seq: u32,
    /// When.
    pub at: Timestamp,
    /// The idempotency key of the request, where it had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What.
    pub what: What,
}

impl Event {
    /// The reply as it was shown.
    #[must_use]
    pub fn shown(&self) -> &Shown {
        match &self.what {
            What::Started(started) => &started.shown,
            What::Said(said) | What::Corrected(said) => &said.shown,
            What::Resumed(shown) | What::Abandoned(shown) => shown,
            What::Completed(completed) => &completed.shown,
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum What {
    /// The interview began.
    Started(Box<Started>),
    /// The person wrote a message.
    Said(Box<Said>),
    /// The person replaced the answer to one question.
    Corrected(Box<Said>),
    /// The person came back after a pause.
    Resumed(Shown),
    /// The interview was given up.
    Abandoned(Shown),
    /// The coach was made.
    Completed(Completed),
}

/// The beginning of an interview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Started {
    /// The session's id.
    pub session_id: String,
    /// Whose it is.
    pub user_id: String,
    /// Why it is held.
    pub creation_type: CreationType,
    /// The language it is held in.
    pub locale: Locale,
    /// The person's time zone, an IANA name, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The ISO 3166 region the person is in, such as `US`, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The person's units, where they chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<Units>,
    /// The coach that is to be changed or made anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Base>,
    /// Facts taken over from that coach; their spans are empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// Questions those facts answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covered: Vec<u8>,
    /// What was shown.
    pub shown: Shown,
}

/// The coach an interview starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Base {
    /// The coach's id.
    pub coach_id: String,
    /// What it was built from.
    pub config: TechnicalConfig,
    /// The character it speaks with, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<Blend>,
}

/// A message with everything that followed from it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Said {
    /// The message as the person wrote it.
    pub text: String,
    /// Seconds the person took, where the client said.
    #[serde(default, rename = "rt", skip_serializing_if = "Option::is_none")]
    pub response_time: Option<u32>,
    /// The question that was pending.
    #[serde(default, rename = "q", skip_serializing_if = "Option::is_none")]
    pub question: Option<u8>,
    /// What the person did, in the order of importance.
    pub moves: Vec<Move>,
    /// The new values of slots, after merging with what was known; spans point into `text`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// Slots whose value no longer holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<SlotId>,
    /// Questions this message answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covered: Vec<u8>,
    /// Questions the person skipped or had no answer to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declined: Vec<u8>,
    /// Questions whose answer no longer holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opened: Vec<u8>,
    /// Evidence of level.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<Signal>,
    /// Red flags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
    /// Codes of the person's own flags that want medical clearance.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clearance: Vec<String>,
    /// Whether it replaces the earlier answer to `question`, evidence included.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub replaces: bool,
    /// Whether the person said that they are medically cleared.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub cleared: bool,
    /// Whether the person confirmed to start over.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub restarted: bool,
    /// The level after this message.
    pub level: Level,
    /// The level that caps training; never above `level`.
    pub safety: Level,
    /// How sure the level is, 0 to 1, two decimals.
    #[serde(rename = "conf")]
    pub confidence: f64,
    /// The language from now on, where it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// What was shown.
    pub shown: Shown,
}

/// The end of an interview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Completed {
    /// The coach that came of it.
    pub coach: GeneratedCoach,
    /// What was shown.
    pub shown: Shown,
}

/// A reply as it was shown.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Shown {
    /// The whole text.
    pub reply: String,
    /// Where in it the question stands.
    #[serde(default, rename = "ask", skip_serializing_if = "Option::is_none")]
    pub question: Option<Span>,
    /// The number of the question that is pending from now on.
    #[serde(default, rename = "next", skip_serializing_if = "Option::is_none")]
    pub pending: Option<u8>,
    /// Questions dealt with over questions needed, in hundredths.
    #[serde(rename = "done")]
    pub progress: u8,
    /// Where the interview stands from now on.
    #[serde(default, skip_serializing_if = "Stage::is_asking")]
    pub stage: Stage,
}

/// Where an interview stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// A question is pending.
    #[default]
    Asking,
    /// The person wants to finish; only what safety needs is still asked.
    Finishing,
    /// The person is asked what to change.
    Changing,
    /// The recap is shown: confirm, or change one.
    Recap,
    /// The recap is confirmed: the coach can be made.
    Confirmed,
    /// An emergency stopped the interview until the person says that they are cared for.
    Held,
    /// The person asked to start over and has not confirmed it.
    Restarting,
    /// The person is asked whether a doctor has cleared them since.
    Clearing,
    /// The coach was made.
    Complete,
}

impl Stage {
    /// The name that the replies' data has for it.
    #[must_use]
    pub fn occasion(self) -> &'static str {
        match self {
            Self::Asking => "asking",
            Self::Finishing => "finishing",
            Self::Changing => "changing",
            Self::Recap => "recap",
            Self::Confirmed => "confirmed",
            Self::Held => "held",
            Self::Restarting => "restarting",
            Self::Clearing => "clearing",
            Self::Complete => "complete",
        }
    }

    fn is_asking(&self) -> bool {
        *self == Self::Asking
    }
}
