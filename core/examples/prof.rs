#![allow(missing_docs, clippy::unwrap_used, clippy::disallowed_methods, clippy::indexing_slicing, reason = "x")]
use coachwright_core::text::Text;
use coachwright_core::*;
use std::hint::black_box;
fn time<T>(name: &str, mut f: impl FnMut() -> T) {
    let n = 20000;
    for _ in 0..1000 {
        black_box(f());
    }
    let t = std::time::Instant::now();
    for _ in 0..n {
        black_box(f());
    }
    println!("{name}: {:.2} µs", t.elapsed().as_secs_f64() * 1e6 / n as f64);
}
fn main() {
    let e = Engine::load().unwrap();
    let c = Context::at("2025-06-22T10:30:00Z".parse().unwrap());
    for m in ["Squats are strong, handstand walks are weak", "I train 4 days a week for about an hour in a full gym"] {
        let text = Text::read(&e.lexicon, m);
        time("text", || Text::read(&e.lexicon, m));
        time("triage", || safety::triage(&e, &text));
        time("lifts_clear", || safety::lifts_clearance(&e, &text));
        time("facts", || facts::read(&e, &text, Some(10), &c));
        time("level", || level::read(&e, &text, Some(10), &c));
        let s = level::read(&e, &text, Some(10), &c);
        let f = facts::read(&e, &text, Some(10), &c);
        time("echo", || level::without_echo(s.clone(), "Which movements are your strongest, and which hold you back?"));
        time("assess", || level::assess(&e, &s, &f, Locale::En));
    }

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
    println!("pending {:?}", st.pending);
    let m = "Squats are strong, handstand walks are weak";
    time("turn", || interview::turn(&e, &st, interview::Message { text: m, response_time: None }, &c));
    time("clone", || st.clone());
    let o = interview::turn(&e, &st, interview::Message { text: m, response_time: None }, &c).unwrap();
    time("apply", || {
        let mut s = st.clone();
        s.apply(&o.event);
        s
    });
    time("reply", || interview::reply(&e, &o.state, &o.event));
    time("record", || o.state.record(&e, "b"));
    time("event json", || serde_json::to_string(&o.event));
    println!("{}", serde_json::to_string(&o.event).unwrap().len());
    println!("{}", serde_json::to_string(&o.reply).unwrap().len());
    time("reply json", || serde_json::to_string(&o.reply));
    time("record json", || serde_json::to_string(&o.state.record(&e, "b")));
    let t = "Squats";
    time("turn short", || interview::turn(&e, &st, interview::Message { text: t, response_time: None }, &c));
    let t = "skip";
    time("turn skip", || interview::turn(&e, &st, interview::Message { text: t, response_time: None }, &c));
}
