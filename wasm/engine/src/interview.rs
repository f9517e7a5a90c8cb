//! Interviews behind a handle: the state never leaves the module, events and replies do.

use coachwright_core::Context;
use coachwright_core::interview::{self, Base, Event, InterviewError, Message, Outcome, Reply, Start, State};
use coachwright_core::json;
use coachwright_core::model::{CreationType, GeneratedCoach};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::error::{CoachwrightError, invalid_request, not_possible};
use crate::{Engine, read};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StartRequest {
    session_id: String,
    user_id: String,
    #[serde(default)]
    creation_type: CreationType,
    base: Option<Base>,
    time_zone: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct MessageRequest {
    text: String,
    response_time: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct Correction {
    question: u8,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Nothing {}

/// What follows from a call: the event to keep and the reply to show.
#[derive(Debug, Serialize)]
struct Turn {
    event: Event,
    reply: Reply,
}

/// An interview. It begins with [`start`](Self::start) or, from kept events, with [`replay`](Self::replay).
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Interview {
    state: State,
}

#[wasm_bindgen]
impl Interview {
    /// An interview that has not begun.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Interview {
        Self::default()
    }

    /// Begins: a `StartRequest` to a `Turn`.
    ///
    /// # Errors
    /// When the request is not of that shape.
    pub fn start(&mut self, engine: &Engine, request: &str) -> Result<String, CoachwrightError> {
        let (StartRequest { session_id, user_id, creation_type, base, time_zone }, context) = read(request)?;
        let start = Start { session_id, user_id, creation_type, base, time_zone };
        self.keep(Ok(interview::start(&engine.core, start, &context)))
    }

    /// Takes in events that were kept, in their order; gives the reply to the last one.
    ///
    /// # Errors
    /// When they are no events, or there is none.
    pub fn replay(&mut self, engine: &Engine, events: &str) -> Result<String, CoachwrightError> {
        let events: Vec<Event> = json::read(events).map_err(invalid_request)?;
        let last = events.last().ok_or_else(|| invalid_request("there is no event to replay"))?;
        self.state = State::fold(&events);
        Ok(json::write(&interview::reply(&engine.core, &self.state, last)))
    }

    /// Says a message: a `MessageRequest` to a `Turn`.
    ///
    /// # Errors
    /// When the request is not of that shape or the interview is complete.
    pub fn turn(&mut self, engine: &Engine, request: &str) -> Result<String, CoachwrightError> {
        let (MessageRequest { text, response_time }, context) = read(request)?;
        let message = Message { text: &text, response_time };
        self.keep(interview::turn(&engine.core, &self.state, message, &context))
    }

    /// Replaces the answer to one question: a `Correction` to a `Turn`.
    ///
    /// # Errors
    /// When the request is not of that shape, or there is no such question or no new answer.
    pub fn correct(&mut self, engine: &Engine, request: &str) -> Result<String, CoachwrightError> {
        let (Correction { question, text }, context) = read(request)?;
        self.keep(interview::correct(&engine.core, &self.state, question, &text, &context))
    }

    /// Comes back after a pause: a `Setting` to a `Turn`.
    ///
    /// # Errors
    /// When the interview is complete.
    pub fn resume(&mut self, engine: &Engine, setting: &str) -> Result<String, CoachwrightError> {
        let (Nothing {}, context) = read(setting)?;
        self.keep(interview::resume(&engine.core, &self.state, &context))
    }

    /// Gives the interview up: a `Setting` to a `Turn`.
    ///
    /// # Errors
    /// When the interview is complete.
    pub fn abandon(&mut self, engine: &Engine, setting: &str) -> Result<String, CoachwrightError> {
        let (Nothing {}, context) = read(setting)?;
        self.keep(interview::abandon(&engine.core, &self.state, &context))
    }

    /// Ends with the coach that was made: its `GeneratedCoach` summary and a `Setting` to a `Turn`.
    ///
    /// # Errors
    /// When the recap was not reached.
    pub fn complete(&mut self, engine: &Engine, coach: &str, setting: &str) -> Result<String, CoachwrightError> {
        let (Nothing {}, context): (_, Context) = read(setting)?;
        let coach: GeneratedCoach = json::read(coach).map_err(invalid_request)?;
        self.keep(interview::complete(&engine.core, &self.state, coach, &context))
    }

    /// The stored entity, a `CoachCreatorSession`.
    #[must_use]
    pub fn record(&self, engine: &Engine, bucket: &str) -> String {
        json::write(&self.state.record(&engine.core, bucket))
    }

    /// What a coach is made of, a `Profile`.
    #[must_use]
    pub fn profile(&self) -> String {
        json::write(&self.state.profile())
    }

    fn keep(&mut self, outcome: Result<Outcome, InterviewError>) -> Result<String, CoachwrightError> {
        let Outcome { event, state, reply } = outcome.map_err(|error| not_possible(&error))?;
        self.state = state;
        Ok(json::write(&Turn { event, reply }))
    }
}
