#![allow(missing_docs, clippy::unwrap_used, clippy::disallowed_methods, reason = "x")]
use coachwright_core::*;
fn main() {
    let e = Engine::load().unwrap();
    let c = Context::at("2025-06-22T10:30:00Z".parse().unwrap());
    let start = interview::Start {
        session_id: "coach_creator_user123_1703123456789".into(),
        user_id: "user123".into(),
        creation_type: model::CreationType::Initial,
        base: None,
        time_zone: None,
    };
    let mut st = interview::start(&e, start, &c).state;
    for a in [
        "I want to get stronger and finish a local throwdown",
        "Three years of CrossFit, back squat 150 kg",
        "4 days a week",
        "Old shoulder impingement, healed, nothing else",
        "CrossFit gym with everything",
        "Direct and technical",
        "More intensity than volume",
        "Seeing the numbers go up",
        "60 minutes in the evening",
    ] {
        st = interview::turn(&e, &st, interview::Message { text: a, response_time: None }, &c).unwrap().state;
    }
    let m = "Squats are strong, handstand walks are weak";
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    for _ in 0..n {
        std::hint::black_box(interview::turn(&e, &st, interview::Message { text: m, response_time: None }, &c))
            .unwrap();
    }
}
