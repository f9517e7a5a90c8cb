//! What an interview does, whatever is said.

use pretty_assertions::assert_eq;

use super::*;
use crate::{Context, Engine};

fn begin(engine: &Engine) -> (Context, Outcome) {
    let context = Context::at("2025-06-22T10:30:00Z".parse().unwrap());
    let start = Start {
        session_id: "coach_creator_user123_1703123456789".to_owned(),
        user_id: "user123".to_owned(),
        creation_type: CreationType::Initial,
        base: None,
        time_zone: None,
    };
    let outcome = super::start(engine, start, &context);
    (context, outcome)
}

#[test]
fn state_is_the_fold_of_the_events_and_events_survive_json() {
    let engine = Engine::load().unwrap();
    let (context, outcome) = begin(&engine);
    let mut events = vec![outcome.event];
    let mut state = outcome.state;
    for text in ["I want to get stronger", "two years of gym", "4 days", "no injuries"] {
        let outcome = turn(&engine, &state, Message { text, response_time: Some(12) }, &context).unwrap();
        events.push(outcome.event);
        state = outcome.state;
    }
    assert_eq!(State::fold(&events), state);
    let json = serde_json::to_string(&events).unwrap();
    let read: Vec<Event> = serde_json::from_str(&json).unwrap();
    assert_eq!(read, events);
    assert_eq!(state.record(&engine, "b").question_history_count, 4);
    assert_eq!(state.document(&engine, &events).question_history.len(), 4);
}

#[test]
fn the_first_reply_says_that_it_is_an_ai_and_asks_the_first_question() {
    let engine = Engine::load().unwrap();
    let (_, outcome) = begin(&engine);
    assert!(outcome.reply.reply.contains("AI"), "{}", outcome.reply.reply);
    assert_eq!(outcome.reply.question_id, Some(1));
    assert_eq!(outcome.reply.reply.matches('?').count(), 1);
}
