//! The coach creator: a conversation that ends with everything a coach is made from.
//!
//! The catalogue of questions is data ([`Catalogue`]). A message may fill any slot; the question asked next is the first
//! one still needed ([`Plan`]). Every call gives one [`Event`] to be stored and one [`Reply`] to be shown; the
//! [`State`] is the fold of the events, so nothing else needs to be kept.

mod base;
mod catalogue;
mod compose;
mod course;
mod event;
mod hear;
mod moves;
mod plan;
mod record;
mod reply;
mod state;
mod take;
mod turn;
mod voice;

pub use catalogue::{Catalogue, Group, Language, Question, Replies, Wording};
pub use compose::{LONGEST_RECAP, LONGEST_REPLY};
pub use event::{Base, Completed, Event, SESSION_VERSION, Said, Shown, Stage, Started, What};
pub use moves::Move;
pub use plan::Plan;
pub use reply::{KnownSlot, Reply, reply};
pub use state::{Raised, Source, State};
pub use turn::{abandon, complete, correct, resume, start, turn};

use crate::model::CreationType;

/// What an interview starts with.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// The session's id.
    pub session_id: String,
    /// Whose it is.
    pub user_id: String,
    /// Why it is held.
    pub creation_type: CreationType,
    /// The coach to change or to make anew.
    pub base: Option<Base>,
    /// The person's time zone, an IANA name.
    pub time_zone: Option<String>,
}

/// One message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message<'m> {
    /// The words as written.
    pub text: &'m str,
    /// Seconds the person took, where the client measured it.
    pub response_time: Option<u32>,
}

/// What follows from a call: store the event; once it is durable, keep the state and show the reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// What happened; the caller may add the request's idempotency key.
    pub event: Event,
    /// The state with the event taken in.
    pub state: State,
    /// What to tell the person.
    pub reply: Reply,
}

/// Why a call makes no sense now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InterviewError {
    /// The coach was made already.
    #[error("this interview is complete: start a new one to change the coach or make another")]
    Complete,
    /// The recap was not reached.
    #[error("the interview has not reached its recap: answer the pending question or ask to finish")]
    NotReady,
    /// There is no question with this number for this person.
    #[error("there is no question {0} in this interview")]
    NoSuchQuestion(u8),
    /// The new answer has nothing that could replace the old one.
    #[error("the new answer is empty: write what should be noted instead")]
    EmptyAnswer,
}

#[cfg(test)]
mod dialogues;
#[cfg(test)]
mod tests;
