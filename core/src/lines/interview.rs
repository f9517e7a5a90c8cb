use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{BadLine, Read, read, to_line};
use crate::coach::{self, Ids};
use crate::interview::{self, Message, Reply, Stage, Start};
use crate::model::{CoachConfig, CoachCreatorSession, CreationType};
use crate::{Context, Engine};

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

/// Holds an interview: `{"id","locale","now","messages":["…"]}` to `{"id","opening","turns","session","coach"}`, one
/// turn for each message. A confirmed recap gives the coach.
///
/// # Errors
/// When the line is not such an object.
pub fn interview(engine: &Engine, line: &str) -> Result<String, BadLine> {
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
    let mut coach = None;
    if state.stage == Stage::Confirmed {
        let ids = Ids { coach_id: "local_coach_main".to_owned(), user_id: state.user_id.clone() };
        let generated = coach::generate(engine, &state.profile(), ids, now.now);
        if let Ok(outcome) = interview::complete(engine, &state, generated.summary(), &now) {
            state = outcome.state;
            coach = Some(generated.config);
        }
    }
    let session = state.record(engine, "coach-ai-conversations");
    Ok(to_line(&Answer { id: id.as_ref(), opening, turns, session, coach }))
}

fn later(context: &Context) -> Context {
    Context { now: context.now.add_milliseconds(PACE).unwrap_or(context.now), ..context.clone() }
}
