//! The embedded store against the contract, the model, crashes and foreign files.

mod backup;
mod crash;
mod files;

use std::sync::Arc;

use coachwright_core::table::{Condition, Item, Key};
use serde_json::json;

use super::*;
use crate::clock::ManualClock;
use crate::store::{MemoryStore, contract};

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at(contract::start()))
}

#[tokio::test]
async fn keeps_the_contract() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
    let store = EmbeddedStore::open(folder.path(), clock.clone()).unwrap();
    contract::holds(&store, &clock).await;
}

#[test]
fn agrees_with_the_model() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
    let store = EmbeddedStore::open(folder.path(), clock.clone()).unwrap();
    let model = MemoryStore::new(clock.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    contract::random::agree(&runtime, 32, &store, &model, &clock, async || while store.sweep().await.unwrap() > 0 {});
}

#[tokio::test]
async fn everything_is_there_after_closing() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
    let items: Vec<Item> =
        (0..50).map(|n| contract::item(Key::session_turn("u", "s", n).unwrap(), json!({"n": n}))).collect();
    let store = EmbeddedStore::open(folder.path(), clock.clone()).unwrap();
    for item in &items {
        contract::put(&store, item.clone()).await;
    }
    store.apply(Batch::new().put_document("users/u/a.json".into(), b"{}".to_vec())).await.unwrap();
    drop(store);
    let store = EmbeddedStore::open(folder.path(), clock).unwrap();
    let keys: Vec<Key> = items.iter().map(|item| item.key.clone()).collect();
    assert_eq!(store.get_many(&keys).await.unwrap(), items.into_iter().map(Some).collect::<Vec<_>>());
    assert_eq!(store.read("users/u/a.json").await.unwrap().as_deref(), Some(&b"{}"[..]));
}

/// Many callers at once: all conditions hold as if one had come after the other, and one bad batch of a group does not
/// disturb the others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_is_many_batches() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
    let store = Arc::new(EmbeddedStore::open(folder.path(), clock).unwrap());
    let callers: Vec<_> = (0..16)
        .map(|caller| {
            let store = store.clone();
            tokio::spawn(async move {
                let user = format!("u{caller}");
                for seq in 1..=20 {
                    let turn = contract::item(Key::session_turn(&user, "s", seq).unwrap(), json!({"seq": seq}));
                    let session = Item {
                        version: u64::from(seq),
                        ..contract::item(Key::session(&user, "s").unwrap(), json!({"seq": seq}))
                    };
                    let condition = if seq == 1 { Condition::Absent } else { Condition::Version(u64::from(seq) - 1) };
                    let batch = Batch::new().put(turn, Condition::Absent).put(session, condition);
                    store.apply(batch.clone()).await.unwrap();
                    let again = store.apply(batch).await;
                    assert!(matches!(again, Err(StoreError::Conflict { write: 0, .. })), "{again:?}");
                    // An acknowledged write is seen by the next read.
                    let seen = store.get(&Key::session(&user, "s").unwrap()).await.unwrap().unwrap();
                    assert_eq!(seen.version, u64::from(seq));
                }
            })
        })
        .collect();
    for caller in callers {
        caller.await.unwrap();
    }
}

#[tokio::test]
async fn sweeping_removes_expired_items_with_their_documents() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
    let store = EmbeddedStore::open(folder.path(), clock.clone()).unwrap();
    let now = clock.now().as_second();
    let path = |name: &str| format!("users/u/coach_creator_sessions/{name}.json");
    for (name, ttl) in [("old", Some(now + 10)), ("new", Some(now + 1000)), ("kept", None)] {
        let item = contract::item(Key::session("u", name).unwrap(), json!({"s3Key": path(name)})).expiring(ttl);
        store.apply(Batch::new().put(item, Condition::None).put_document(path(name), b"{}".to_vec())).await.unwrap();
    }
    assert_eq!(store.sweep().await.unwrap(), 0);
    clock.advance(10);
    assert_eq!(store.sweep().await.unwrap(), 1);
    assert_eq!(store.sweep().await.unwrap(), 0);
    assert_eq!(store.list("users/u/").await.unwrap(), [path("kept"), path("new")]);
}

#[tokio::test]
async fn finished_items_take_less_room() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
    let store = EmbeddedStore::open(folder.path(), clock).unwrap();
    let words = "three sets of five back squats, then a slow row ".repeat(40);
    for (name, finished) in [("running", false), ("finished", true)] {
        let attributes = json!({"text": words, "isComplete": finished});
        let item = contract::item(Key::session("u", name).unwrap(), attributes);
        contract::put(&store, Item { entity_type: Some("coachCreatorSession".into()), ..item }).await;
    }
    let length = |name: &str| {
        let db = open::connect(&folder.path().join(FILE), true).unwrap();
        let sql = "SELECT length(attributes) FROM items WHERE sk = ?1";
        db.query_row(sql, [format!("coachCreatorSession#{name}")], |row| row.get::<_, i64>(0)).unwrap() as usize
    };
    assert!(length("running") > words.len());
    assert!(length("finished") < words.len() / 4);
}
