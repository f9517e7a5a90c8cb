use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{BadLine, Read, read, to_line};
use crate::coach::{self, Ids, Profile};
use crate::interview::{self, Message, Reply, Stage, Start, State};
use crate::model::{CoachConfig, CoachCreatorSession, CreationType, GeneratedCoach};
use crate::{Context, Engine, Timestamp};

#[derive(Debug, Deserialize)]
struct Line {
    messages: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Value>,
    opening: Reply,
    turns: Vec<Reply>,
    session: CoachCreatorSession,
    coach: Option<CoachConfig>,
}

/// Milliseconds between two messages of a line, so that their order shows in the session.
const PACE: i64 = 30_000;

/// An interview of a line that was held; where its recap was confirmed, a coach is to be made of it.
///
/// In the browser one module holds interviews and another makes coaches; both ends are here.
#[derive(Debug)]
pub struct Held {
    id: Option<Value>,
    opening: Reply,
    turns: Vec<Reply>,
    state: State,
    now: Context,
}

/// What a coach is to be made of.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wanted {
    /// What is known of the person.
    pub profile: Profile,
    /// Whose coach it is, and what it is called in the store.
    pub ids: Ids,
    /// When.
    pub now: Timestamp,
}

/// The coach that was made.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Made {
    /// What the interview keeps of it.
    pub summary: GeneratedCoach,
    /// The stored entity.
    pub config: CoachConfig,
}

impl Wanted {
    /// Makes the coach.
    #[must_use]
    pub fn make(self, engine: &Engine) -> Made {
        let generated = coach::generate(engine, &self.profile, self.ids, self.now);
        Made { summary: generated.summary(), config: generated.config }
    }
}

impl Held {
    /// Says all messages of a line, one turn each. Messages behind the confirmed recap are not read.
    ///
    /// # Errors
    /// When the line is no interview.
    pub fn of(engine: &Engine, line: &str) -> Result<Self, BadLine> {
        let Read { id, context, line } = read::<Line>(line)?;
        let start = Start {
            session_id: format!("coach_creator_local_{}", context.now.as_millisecond()),
            user_id: "local".to_owned(),
            creation_type: CreationType::Initial,
            base: None,
            time_zone: None,
        };
        let opened = interview::start(engine, start, &context);
        let (opening, mut state) = (opened.reply, opened.state);
        let mut turns = Vec::with_capacity(line.messages.len());
        let mut now = context;
        for text in &line.messages {
            now = later(&now);
            let message = Message { text, response_time: None };
            let Ok(outcome) = interview::turn(engine, &state, message, &now) else { break };
            state = outcome.state;
            turns.push(outcome.reply);
        }
        Ok(Self { id, opening, turns, state, now })
    }

    /// What a coach is to be made of, where the recap was confirmed.
    #[must_use]
    pub fn wanted(&self) -> Option<Wanted> {
        let ids = || Ids { coach_id: "local_coach_main".to_owned(), user_id: self.state.user_id.clone() };
        (self.state.stage == Stage::Confirmed).then(|| Wanted {
            profile: self.state.profile(),
            ids: ids(),
            now: self.now.now,
        })
    }

    /// The line that answers, with the coach where one was made.
    #[must_use]
    pub fn answer(self, engine: &Engine, made: Option<Made>) -> String {
        let Self { id, opening, turns, mut state, now } = self;
        let mut coach = None;
        if let Some(Made { summary, config }) = made
            && let Ok(outcome) = interview::complete(engine, &state, summary, &now)
        {
            state = outcome.state;
            coach = Some(config);
        }
        let session = state.record(engine, "coach-ai-conversations");
        to_line(&Answer { id: id.as_ref(), opening, turns, session, coach })
    }
}

/// Holds an interview: `{"id","locale","now","messages":["…"]}` to `{"id","opening","turns","session","coach"}`, one
/// turn for each message. A confirmed recap gives the coach.
///
/// # Errors
/// When the line is not such an object.
pub fn interview(engine: &Engine, line: &str) -> Result<String, BadLine> {
    let held = Held::of(engine, line)?;
    let made = held.wanted().map(|wanted| wanted.make(engine));
    Ok(held.answer(engine, made))
}

fn later(context: &Context) -> Context {
    Context { now: context.now.add_milliseconds(PACE).unwrap_or(context.now), ..context.clone() }
}
