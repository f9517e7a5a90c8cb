//! How long a turn takes in the engine, and how long it takes to fold a whole session again.

#![expect(clippy::expect_used, reason = "a benchmark stops when its data is broken")]

use std::hint::black_box;

use coachwright_core::interview::{self, Event, Message, Start, State};
use coachwright_core::model::CreationType;
use coachwright_core::{Context, Engine};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

/// An answer to each question, in the manner of an experienced person, who is asked all 18.
const ANSWERS: [&str; 18] = [
    "I want to get stronger and finish a local throwdown",
    "Three years of CrossFit, back squat 150 kg",
    "4 days a week",
    "Old shoulder impingement, healed, nothing else",
    "CrossFit gym with everything",
    "Direct and technical",
    "More intensity than volume",
    "Seeing the numbers go up",
    "60 minutes in the evening",
    "Squats are strong, handstand walks are weak",
    "Desk job, seven hours of sleep",
    "I count macros most of the time",
    "A throwdown in October",
    "Once a week",
    "Heavier lifts and faster benchmarks",
    "Nothing in particular",
    "Mobility on Sundays",
    "Show me",
];

fn session(engine: &Engine, context: &Context) -> (Vec<Event>, Vec<State>) {
    let start = Start {
        session_id: "coach_creator_user123_1703123456789".to_owned(),
        user_id: "user123".to_owned(),
        creation_type: CreationType::Initial,
        base: None,
        time_zone: None,
    };
    let outcome = interview::start(engine, start, context);
    let (mut events, mut states) = (vec![outcome.event], vec![outcome.state]);
    for _ in 0..30 {
        let state = states.last().expect("the start gave one");
        let Some(answer) = state.pending.and_then(|id| ANSWERS.get(usize::from(id) - 1)) else { break };
        let message = Message { text: answer, response_time: Some(20) };
        let outcome = interview::turn(engine, state, message, context).expect("the interview is open");
        events.push(outcome.event);
        states.push(outcome.state);
    }
    (events, states)
}

fn turns(criterion: &mut Criterion) {
    let engine = Engine::load().expect("the embedded data is well-formed");
    let context = Context::at("2025-06-22T10:30:00Z".parse().expect("an instant"));
    let (events, states) = session(&engine, &context);
    let middle = states.get(states.len() / 2).expect("there are several");
    let text = middle.pending.and_then(|id| ANSWERS.get(usize::from(id) - 1)).expect("a question is pending");
    criterion.bench_function("interview: one turn", |bencher| {
        bencher.iter(|| interview::turn(&engine, black_box(middle), Message { text, response_time: None }, &context));
    });
    criterion.bench_function("interview: fold a session", |bencher| {
        bencher.iter(|| State::fold(black_box(&events)));
    });
    let json: Vec<String> = events.iter().map(|event| serde_json::to_string(event).expect("it serialises")).collect();
    criterion.bench_function("interview: read and fold a stored session", |bencher| {
        bencher.iter_batched(
            || json.clone(),
            |json| {
                let events: Vec<Event> =
                    json.iter().map(|event| serde_json::from_str(event).expect("it reads back")).collect();
                State::fold(&events)
            },
            BatchSize::SmallInput,
        );
    });
    let replay = |events: &[Event]| session(&engine, &context).0.len() + events.len();
    criterion.bench_function("interview: hold a whole session again", |bencher| bencher.iter(|| replay(&events)));
}

criterion_group!(benches, turns);
criterion_main!(benches);
