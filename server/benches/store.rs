//! The embedded store alone: durable turns by the number of callers, point reads, lists, and how fast it opens.
//!
//! A turn is what the interview writes: one new item of 0.7 KB and the session's snapshot of 2 KB, in one transaction.

#![expect(clippy::expect_used, reason = "a benchmark stops when its store is broken")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use coachwright_core::table::{Batch, Condition, Item, Key, pattern};
use coachwright_server::clock::{Clock as _, SystemClock};
use coachwright_server::store::{EmbeddedStore, Table as _};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// Turns of one interview.
const TURNS: u32 = 18;

const WORDS: &str = "I train four days a week, mostly barbell work, and my left shoulder complains when I press. ";

/// What one caller writes in one interview, made before the time is taken.
struct Interview {
    begin: Batch,
    turns: Vec<Batch>,
}

fn interview() -> Interview {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let user = format!("01997c3e-7d1a-7000-8000-{number:012x}");
    let now = SystemClock.now();
    let session = coachwright_core::table::id::session_id(&user, now).expect("a valid id");
    let key = Key::session(&user, &session).expect("a valid id");
    let snapshot = |version: u32| Item {
        version: u64::from(version),
        entity_type: Some("coachCreatorSession".to_owned()),
        ..Item::record(key.clone(), snapshot(&user, &session, version - 1), now)
    };
    let turn = |seq: u32| {
        let key = Key::session_turn(&user, &session, seq).expect("a valid id");
        let event = json!({"at": now, "text": WORDS, "reply": WORDS.repeat(5), "facts": [{"slot": "frequency", "span": [8, 24]}]});
        let version = Condition::Version(u64::from(seq));
        Batch::new().put(Item::record(key, event, now), Condition::Absent).put(snapshot(seq + 1), version)
    };
    Interview { begin: Batch::new().put(snapshot(1), Condition::Absent), turns: (1..=TURNS).map(turn).collect() }
}

fn snapshot(user: &str, session: &str, turns: u32) -> Value {
    let responses: serde_json::Map<_, _> = (1..=turns).map(|turn| (turn.to_string(), json!(WORDS))).collect();
    json!({
        "sessionId": session, "userId": user, "sophisticationLevel": "INTERMEDIATE", "currentQuestion": turns + 1,
        "totalQuestions": TURNS, "questionsAnswered": turns, "responses": responses,
        "detectedSignals": ["barbell", "four days a week"], "s3Bucket": "coach-ai-conversations",
        "s3Key": format!("users/{user}/coach_creator_sessions/{session}.json"), "questionHistoryCount": turns,
        "lastQuestionTopic": "training_frequency", "nextQuestionTopic": "injury_limitations", "isComplete": false,
        "startedAt": "2025-06-22T10:30:00Z", "lastActivity": "2025-06-22T10:45:00Z", "completedAt": null,
        "estimatedDuration": 15, "sessionProgress": 0.17, "generatedCoachId": null, "creationType": "initial",
        "sessionVersion": "1.0", "abandonedAt": null, "resumeCount": 0,
    })
}

async fn hold(store: &EmbeddedStore, interview: Interview) {
    store.apply(interview.begin).await.expect("the session is stored");
    for turn in interview.turns {
        store.apply(turn).await.expect("the turn is stored");
    }
}

fn open(folder: &Path) -> EmbeddedStore {
    EmbeddedStore::open(folder, Arc::new(SystemClock)).expect("the store opens")
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

/// The time that `turns` durable turns take, held by so many callers at once.
fn hold_turns(runtime: &Runtime, store: &Arc<EmbeddedStore>, callers: u64, turns: u64) -> Duration {
    let each = turns.div_ceil(callers * u64::from(TURNS));
    let work: Vec<Vec<Interview>> = (0..callers).map(|_| (0..each).map(|_| interview()).collect()).collect();
    let begun = Instant::now();
    runtime.block_on(async {
        let callers: Vec<_> = work
            .into_iter()
            .map(|interviews| {
                let store = store.clone();
                tokio::spawn(async move {
                    for interview in interviews {
                        hold(&store, interview).await;
                    }
                })
            })
            .collect();
        for caller in callers {
            caller.await.expect("the caller ends well");
        }
    });
    // As many as were asked for, of all that were held.
    let held = each * callers * u64::from(TURNS);
    begun.elapsed().mul_f64(turns as f64 / held as f64)
}

fn turns(criterion: &mut Criterion) {
    let (folder, runtime) = (tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder"), runtime());
    let store = Arc::new(open(folder.path()));
    let mut group = criterion.benchmark_group("durable turns");
    group.sample_size(10).throughput(Throughput::Elements(1));
    for callers in [1, 8, 32, 256] {
        group.bench_with_input(BenchmarkId::from_parameter(callers), &callers, |bencher, &callers| {
            bencher.iter_custom(|turns| hold_turns(&runtime, &store, callers, turns));
        });
    }
    group.finish();
}

fn reads(criterion: &mut Criterion) {
    let (folder, runtime) = (tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder"), runtime());
    let store = Arc::new(open(folder.path()));
    hold_turns(&runtime, &store, 64, 180_000);
    let page = runtime.block_on(store.scan(None, 20_000)).expect("the store is read");
    let keys: Vec<Key> = page.items.into_iter().map(|item| item.key).collect();
    let mut random = 1_u64;
    let mut any = || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        keys.get(usize::try_from(random >> 33).expect("31 bits") % keys.len()).expect("it is in range")
    };
    criterion.bench_function("get", |bencher| {
        bencher.iter(|| runtime.block_on(store.get(black_box(any()))).expect("the store is read").is_some());
    });
    criterion.bench_function("the turns of a session", |bencher| {
        bencher.iter(|| {
            let key = any();
            let user = key.pk.trim_start_matches("user#");
            let session = key.sk.split('#').nth(1).expect("every key names its session");
            let query = pattern::session_turns(user, session, 0).expect("a valid id");
            runtime.block_on(store.query(&query)).expect("the store is read").items.len()
        });
    });
    drop(store);
    criterion.bench_function("open 10,000 sessions", |bencher| {
        bencher.iter_custom(|times| {
            let mut total = Duration::ZERO;
            for _ in 0..times {
                let begun = Instant::now();
                let store = open(folder.path());
                total += begun.elapsed();
                drop(store);
            }
            total
        });
    });
}

criterion_group!(benches, turns, reads);
criterion_main!(benches);
