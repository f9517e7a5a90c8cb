//! How fast a coach is made and its prompts are rendered.

#![expect(clippy::expect_used, reason = "a benchmark stops when its data is broken")]

use std::hint::black_box;

use coachwright_core::coach::{Ids, Profile, RenderContext, from_template, generate, render};
use coachwright_core::level::Level;
use coachwright_core::{Engine, Locale, Timestamp};
use criterion::{Criterion, criterion_group, criterion_main};

fn coach(criterion: &mut Criterion) {
    let engine = Engine::load().expect("the embedded data is well-formed");
    let ids = Ids { coach_id: "c1".to_owned(), user_id: "u1".to_owned() };
    let made = from_template(&engine, "serious_crossfit", ids.clone(), Timestamp::UNIX_EPOCH, Locale::En)
        .expect("the template exists");
    criterion.bench_function("render the system prompt", |bencher| {
        let context = RenderContext::default();
        bencher.iter(|| render(&engine, black_box(&made.config), &context).map(|prompts| prompts.system_prompt.len()));
    });
    let profile = Profile { chat_level: Level::Intermediate, safety_level: Level::Intermediate, ..Profile::default() };
    criterion.bench_function("generate a coach with its prompts", |bencher| {
        bencher.iter(|| generate(&engine, black_box(&profile), ids.clone(), Timestamp::UNIX_EPOCH).reasons.len());
    });
}

criterion_group!(benches, coach);
criterion_main!(benches);
