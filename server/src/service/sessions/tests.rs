//! Interviews on stores that fail at any request, and with two processes writing in any order.

use std::pin::pin;
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll, Waker};

use coachwright_core::Engine;
use coachwright_core::table::{Key, pattern};
use serde_json::{Value, json};

use super::*;
use crate::clock::ManualClock;
use crate::service::{Once, SequentialIds, Service, ServiceError};
use crate::settings::Settings;
use crate::store::faults::{Fault, FaultyStore};
use crate::store::{MemoryStore, Snapshots, Store};

const USER: &str = "u";

/// What fills an interview, until it ends.
const ANSWERS: &[&str] = &[
    "I want to get stronger",
    "I have been lifting for 2 years",
    "4 days a week",
    "no injuries",
    "a gym with barbells and dumbbells",
    "direct and to the point",
    "more intensity, less volume",
    "an hour per session",
    "my squat is good, pressing is weak",
    "that is all, let's finish",
    "no",
    "nothing else",
    "yes",
    "yes",
];

/// How records are kept in these tests: as where each write is paid for, and as where they cost nothing.
const LAYOUTS: [Snapshots; 2] = [Snapshots::Always, Snapshots::Every(3)];

fn engine() -> Arc<Engine> {
    static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| Arc::new(Engine::load().unwrap()));
    ENGINE.clone()
}

fn memory(snapshots: Snapshots) -> Arc<MemoryStore> {
    Arc::new(MemoryStore::new(clock()).with_snapshots(snapshots))
}

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at("2025-06-20T10:00:00Z".parse().unwrap()))
}

fn service(store: Arc<dyn Store>) -> Service {
    Service::new(engine(), store, clock(), Arc::new(SequentialIds::default()), Settings::default())
}

fn once(key: &str) -> Once {
    Once::new(key, &[key.as_bytes()])
}

async fn begin(service: &Service) -> Result<String, ServiceError> {
    let answer = service.start_session(USER, NewSession::default(), &once("start")).await?;
    Ok(answer.body["session"]["attributes"]["sessionId"].as_str().unwrap().to_owned())
}

async fn say(service: &Service, session: &str, number: usize) -> Result<Turned, ServiceError> {
    let call = Call::Say { text: ANSWERS[number % ANSWERS.len()], response_time: None };
    service.call(USER, session, call, Some(&format!("key-{number}")), None, |_| ()).await
}

/// Everything that a person sees of an interview in the end, without ids that are new each time.
async fn seen(service: &Service, session: &str) -> Value {
    let detail = service.session(USER, session, Some(Added::History)).await.unwrap();
    let coaches = service.store.query(&pattern::coaches(USER).unwrap()).await.unwrap().items.len();
    let sessions = service.store.query(&pattern::sessions(USER).unwrap()).await.unwrap().items.len();
    let mut record = (*detail.session.attributes).clone();
    record["generatedCoachId"] = Value::Null;
    let history = detail.history.map(|history| history["questionHistory"].clone());
    json!([record, detail.session.version, history, detail.partial, coaches, sessions])
}

/// Holds an interview whose calls are repeated by a new process where one fails. Gives what is seen in the end.
async fn hold(store: Arc<MemoryStore>, faulty: Arc<FaultyStore>) -> Value {
    let mut service = service(faulty);
    let mut failures = 0;
    let mut again = |error: ServiceError| {
        assert!(matches!(error, ServiceError::Unavailable(_)), "{error}");
        failures += 1;
        assert_eq!(failures, 1);
        self::service(store.clone())
    };
    let session = loop {
        match begin(&service).await {
            Ok(session) => break session,
            Err(error) => service = again(error),
        }
    };
    let mut number = 0;
    loop {
        match say(&service, &session, number).await {
            Ok(turned) if turned.turn.ready_to_complete => break,
            Ok(_) => number += 1,
            Err(error) => service = again(error),
        }
    }
    loop {
        match service.complete_session(USER, &session, None, &once("complete")).await {
            Ok(_) => break,
            Err(error) => service = again(error),
        }
    }
    seen(&self::service(store), &session).await
}

#[tokio::test]
async fn stopping_at_any_request_loses_nothing_and_shows_nothing_twice() {
    let mut wanted = None;
    for snapshots in LAYOUTS {
        let store = memory(snapshots);
        let whole = Arc::new(FaultyStore::failing(store.clone(), None));
        let seen = hold(store, whole.clone()).await;
        // Whatever the layout, people see the same.
        assert_eq!(*wanted.get_or_insert_with(|| seen.clone()), seen);
        for request in 0..whole.requests() {
            for fault in [Fault::Lost, Fault::Unanswered] {
                let store = memory(snapshots);
                let faulty = FaultyStore::failing(store.clone(), Some((request, fault)));
                assert_eq!(hold(store, Arc::new(faulty)).await, seen, "{snapshots:?} {request} {fault:?}");
            }
        }
    }
}

/// Runs two calls in the order that the bits say, one request at a time. Both must be done in the end.
fn interleave<A, B>(order: u32, a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let (mut done_a, mut done_b) = (None, None);
    let mut context = Context::from_waker(Waker::noop());
    for step in 0.. {
        assert!(step < 1000, "a call does not end");
        let first = order >> (step % 32) & 1 == 0;
        if done_a.is_none() && (first || done_b.is_some()) {
            if let Poll::Ready(output) = a.as_mut().poll(&mut context) {
                done_a = Some(output);
            }
        } else if done_b.is_none()
            && let Poll::Ready(output) = b.as_mut().poll(&mut context)
        {
            done_b = Some(output);
        }
        if done_a.is_some() && done_b.is_some() {
            break;
        }
    }
    (done_a.unwrap(), done_b.unwrap())
}

/// What the second process does while the first takes a message.
#[derive(Debug, Clone, Copy)]
enum Other {
    Says,
    Completes,
    Removes,
    Looks,
}

#[tokio::test]
async fn two_processes_in_any_order_keep_what_they_acknowledge() {
    for other in [Other::Says, Other::Completes, Other::Removes, Other::Looks] {
        for order in 0..1 << 7 {
            // Else the runtime would have its turn in the middle of a call.
            tokio::task::yield_now().await;
            race(other, order).await;
        }
    }
}

async fn race(other: Other, order: u32) {
    let store = memory(Snapshots::Every(2));
    let [a, b] = [(); 2].map(|()| service(Arc::new(FaultyStore::stepping(store.clone()))));
    // Both know the interview, which is ready to end; the second is one turn behind.
    let plain = service(store.clone());
    let session = begin(&plain).await.unwrap();
    let mut number = 0;
    while !say(&plain, &session, number).await.unwrap().turn.ready_to_complete {
        number += 1;
    }
    a.session(USER, &session, None).await.unwrap();
    b.session(USER, &session, None).await.unwrap();
    let message = || {
        let call = Call::Say { text: "change my equipment: only dumbbells", response_time: None };
        a.call(USER, &session, call, Some("from a"), None, |_| ())
    };
    let said = match other {
        Other::Says => {
            let call = Call::Say { text: "actually 3 days a week", response_time: None };
            let (one, two) = interleave(order, message(), b.call(USER, &session, call, Some("from b"), None, |_| ()));
            assert!(one.is_ok() || two.is_ok(), "somebody gets through");
            for outcome in [&one, &two] {
                assert!(matches!(outcome, Ok(_) | Err(ServiceError::Conflict(_))));
            }
            [one.is_ok(), two.is_ok()].into_iter().filter(|kept| *kept).count()
        }
        Other::Looks => {
            let (one, two) = interleave(order, message(), b.session(USER, &session, Some(Added::History)));
            assert!(two.is_ok());
            usize::from(one.is_ok())
        }
        Other::Completes => {
            let complete = once("complete");
            let (one, two) = interleave(order, message(), b.complete_session(USER, &session, None, &complete));
            assert!(one.is_ok() || two.is_ok());
            let detail = plain_detail(&store, &session).await.unwrap();
            assert_eq!(detail.turn.is_none(), two.is_ok(), "it is complete if and only if that was acknowledged");
            usize::from(one.is_ok())
        }
        Other::Removes => {
            let remove = once("remove");
            let (_, two) = interleave(order, message(), b.delete_session(USER, &session, None, &remove));
            if two.is_ok() {
                assert!(matches!(plain_detail(&store, &session).await, Err(ServiceError::NotFound)));
                let call = Call::Say { text: "hello", response_time: None };
                let after = a.call(USER, &session, call, None, None, |_| ());
                assert!(matches!(interleave(0, after, async {}).0, Err(ServiceError::NotFound)));
                let gone = Key::session(USER, &session).unwrap();
                assert_eq!(store_get(&store, &gone).await, None);
                return;
            }
            return;
        }
    };
    let detail = plain_detail(&store, &session).await.unwrap();
    let history = detail.history.unwrap();
    let texts: Vec<&str> = history["questionHistory"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|turn| turn["userResponse"].as_str())
        .collect();
    assert_eq!(texts.len(), number + 1 + said, "{other:?} {order:b}: {texts:?}");
    assert!(!detail.partial);
}

async fn plain_detail(store: &Arc<MemoryStore>, session: &str) -> Result<Detail, ServiceError> {
    service(store.clone()).session(USER, session, Some(Added::History)).await
}

async fn store_get(store: &Arc<MemoryStore>, key: &Key) -> Option<coachwright_core::table::Item> {
    crate::store::Table::get(&**store, key).await.unwrap()
}
