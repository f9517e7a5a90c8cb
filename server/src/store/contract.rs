//! What every store must do. Each function takes a store, which may hold other data, and the clock it was given.

mod patterns;
pub(crate) mod random;

use coachwright_core::Timestamp;
use coachwright_core::table::{Batch, Condition, Filter, Index, IndexKeys, Item, Key, Order, Query, SortRange, Write};
use serde_json::{Value, json};

use super::{Store, StoreError};
use crate::clock::{Clock, ManualClock};

/// Runs all of it.
pub(crate) async fn holds(store: &dyn Store, clock: &ManualClock) {
    items_come_back_as_they_went_in(store).await;
    conditions_decide(store).await;
    a_batch_is_all_or_nothing(store).await;
    one_of_many_racers_wins(store).await;
    many_keys_come_back_in_their_order(store).await;
    ranges_orders_and_pages(store).await;
    indexes_follow_their_items(store).await;
    a_scan_finds_everything_once(store).await;
    documents_come_back_as_they_went_in(store).await;
    mistakes_are_refused(store).await;
    patterns::every_access_pattern(store).await;
    // Last, because it moves the clock.
    expired_items_are_gone(store, clock).await;
}

/// The instant the clock of a test starts at.
pub(crate) fn start() -> Timestamp {
    "2025-06-20T15:30:00Z".parse().unwrap()
}

pub(crate) fn key(pk: &str, sk: &str) -> Key {
    Key { pk: pk.to_owned(), sk: sk.to_owned() }
}

pub(crate) fn item(key: Key, attributes: Value) -> Item {
    let at = start().to_string();
    Item {
        key,
        entity_type: None,
        created_at: at.clone(),
        updated_at: at,
        index: IndexKeys::default(),
        attributes: attributes.into(),
        version: 1,
        ttl: None,
    }
}

pub(crate) async fn put(store: &dyn Store, item: Item) {
    store.apply(Batch::new().put(item, Condition::None)).await.unwrap();
}

/// Walks all pages of a query.
pub(crate) async fn walk(store: &dyn Store, mut query: Query) -> Vec<Item> {
    let mut all = Vec::new();
    loop {
        let page = store.query(&query).await.unwrap();
        assert!(page.items.len() <= query.limit.map_or(usize::MAX, |limit| limit as usize));
        assert!(page.next.is_none() || !page.items.is_empty(), "an empty page that is not the last");
        all.extend(page.items);
        match page.next {
            None => return all,
            next => query = query.after(next),
        }
    }
}

pub(crate) fn sort_keys(items: &[Item]) -> Vec<&str> {
    items.iter().map(|item| item.key.sk.as_str()).collect()
}

async fn items_come_back_as_they_went_in(store: &dyn Store) {
    let attributes = json!({
        "text": "señor 日本 \u{0} \"quoted\" \\ \u{1f600}", "empty": "", "none": null, "yes": true, "no": false,
        "numbers": [0, -1, 3.25, 9_007_199_254_740_991_i64, 0.1, 1e-7, 12_345.678_9], "nested": {"a": [{"b": []}, {}]},
    });
    let index = IndexKeys {
        gsi1pk: Some("coach#round".into()),
        gsi1sk: Some("a".into()),
        gsi2pk: Some("round".into()),
        gsi2sk: Some("b".into()),
    };
    let full = Item {
        entity_type: Some("userProfile".into()),
        ttl: Some(4_102_444_800),
        version: 7,
        index,
        ..item(key("user#round", "full"), attributes)
    };
    let bare = item(key("user#round", "bare"), json!({}));
    let long = item(
        key("user#round", "long"),
        json!({"text": "0123456789 kettlebell swings, ".repeat(3000), "isComplete": true}),
    );
    for item in [full, bare, long] {
        put(store, item.clone()).await;
        assert_eq!(store.get(&item.key).await.unwrap(), Some(item.clone()));
        let again = Item { version: 8, attributes: json!({"changed": true}).into(), ..item };
        put(store, again.clone()).await;
        assert_eq!(store.get(&again.key).await.unwrap(), Some(again.clone()));
        store.apply(Batch::new().delete(again.key.clone(), Condition::None)).await.unwrap();
        assert_eq!(store.get(&again.key).await.unwrap(), None);
    }
    store.apply(Batch::new().delete(key("user#round", "never"), Condition::None)).await.unwrap();
    store.apply(Batch::new()).await.unwrap();
}

async fn conditions_decide(store: &dyn Store) {
    let here = || item(key("user#conditions", "here"), json!({"n": 1}));
    let gone = || item(key("user#conditions", "gone"), json!({"n": 2}));
    let cases = [
        (Condition::None, true, true),
        (Condition::Absent, false, true),
        (Condition::Present, true, false),
        (Condition::Version(1), true, false),
        (Condition::Version(2), false, false),
    ];
    for (condition, if_here, if_gone) in cases {
        for delete in [false, true] {
            for (wanted, is_there, allowed) in [(here(), true, if_here), (gone(), false, if_gone)] {
                put(store, here()).await;
                store.apply(Batch::new().delete(gone().key, Condition::None)).await.unwrap();
                let batch = match delete {
                    true => Batch::new().delete(wanted.key.clone(), condition),
                    false => Batch::new().put(wanted.clone(), condition),
                };
                match store.apply(batch).await {
                    Ok(()) => {
                        assert!(allowed, "{condition:?}");
                        let left = store.get(&wanted.key).await.unwrap();
                        assert_eq!(left, if delete { None } else { Some(wanted) });
                    }
                    Err(StoreError::Conflict { write: 0, stored }) => {
                        assert!(!allowed, "{condition:?}");
                        assert_eq!(stored.map(|stored| *stored), is_there.then_some(wanted));
                    }
                    Err(other) => panic!("{other}"),
                }
            }
        }
    }
}

async fn a_batch_is_all_or_nothing(store: &dyn Store) {
    let turn = |seq: u32| Key::session_turn("batch", "s", seq).unwrap();
    let session = |version| Item { version, ..item(Key::session("batch", "s").unwrap(), json!({"n": version})) };
    put(store, session(1)).await;
    put(store, item(turn(1), json!({}))).await;
    let batch = |seq, version| {
        Batch::new()
            .put(session(version + 1), Condition::Version(version))
            .put(item(turn(seq), json!({})), Condition::Absent)
            .put_document("users/batch/exports/a.json".into(), b"{}".to_vec())
    };
    let refused = store.apply(batch(1, 1)).await;
    let Err(StoreError::Conflict { write: 1, stored: Some(stored) }) = refused else { panic!("{refused:?}") };
    assert_eq!(stored.key, turn(1));
    assert_eq!(store.get(&session(1).key).await.unwrap(), Some(session(1)));
    assert_eq!(store.read("users/batch/exports/a.json").await.unwrap(), None);
    store.apply(batch(2, 1)).await.unwrap();
    assert_eq!(store.get(&session(1).key).await.unwrap(), Some(session(2)));
    assert!(store.get(&turn(2)).await.unwrap().is_some());
    assert_eq!(store.read("users/batch/exports/a.json").await.unwrap().as_deref(), Some(&b"{}"[..]));
    // The stale writer is refused, and may tell its own success from another's by what is stored.
    assert!(matches!(store.apply(batch(3, 1)).await, Err(StoreError::Conflict { write: 0, .. })));
    assert_eq!(store.get(&turn(3)).await.unwrap(), None);
}

async fn one_of_many_racers_wins(store: &dyn Store) {
    let key = Key::session_turn("race", "s", 1).unwrap();
    let racers: Vec<_> = (0..16).map(|n| item(key.clone(), json!({"racer": n}))).collect();
    let attempt = |racer: &Item| store.apply(Batch::new().put(racer.clone(), Condition::Absent));
    let attempts: Vec<_> = racers.iter().map(attempt).collect();
    let mut winners = Vec::new();
    for (outcome, racer) in join_all(attempts).await.into_iter().zip(&racers) {
        match outcome {
            Ok(()) => winners.push(racer.clone()),
            Err(StoreError::Conflict { stored: Some(_), .. }) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(winners.len(), 1);
    assert_eq!(store.get(&key).await.unwrap().as_ref(), winners.first());
}

/// Polls all futures at once, so that they overlap.
pub(crate) async fn join_all<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut pending: Vec<_> = futures.into_iter().map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        for (future, output) in &mut pending {
            if output.is_none()
                && let std::task::Poll::Ready(done) = future.as_mut().poll(context)
            {
                *output = Some(done);
            }
        }
        if pending.iter().all(|(_, output)| output.is_some()) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    pending.into_iter().filter_map(|(_, output)| output).collect()
}

async fn many_keys_come_back_in_their_order(store: &dyn Store) {
    for n in [1, 3] {
        put(store, item(key("user#many", &format!("coach#{n}")), json!({"n": n}))).await;
    }
    let keys: Vec<Key> = [3, 2, 1, 3].iter().map(|n| key("user#many", &format!("coach#{n}"))).collect();
    let found = store.get_many(&keys).await.unwrap();
    let numbers: Vec<_> = found.iter().map(|item| item.as_ref().map(|item| item.attributes["n"].clone())).collect();
    assert_eq!(numbers, [Some(json!(3)), None, Some(json!(1)), Some(json!(3))]);
    assert_eq!(store.get_many(&[]).await.unwrap(), []);
}

async fn ranges_orders_and_pages(store: &dyn Store) {
    for n in 0..25 {
        put(store, item(key("user#pages", &format!("w#{n:02}")), json!({"even": n % 2 == 0, "n": n}))).await;
    }
    for (pk, sk) in [("user#pages", "w"), ("user#pages", "w$"), ("user#pages", "x"), ("user#pages2", "w#00")] {
        put(store, item(key(pk, sk), json!({"even": true}))).await;
    }
    let all = Query::new(Index::Primary, "user#pages".into());
    let mine = all.clone().range(SortRange::BeginsWith("w#".into()));
    let newest: Vec<String> = (0..25).rev().map(|n| format!("w#{n:02}")).collect();
    let oldest: Vec<String> = (0..25).map(|n| format!("w#{n:02}")).collect();
    assert_eq!(sort_keys(&walk(store, mine.clone()).await), newest);
    assert_eq!(sort_keys(&walk(store, all.clone()).await).len(), 28);
    for limit in [1, 2, 12, 24, 25, 26] {
        assert_eq!(sort_keys(&walk(store, mine.clone().limit(limit)).await), newest);
        assert_eq!(sort_keys(&walk(store, mine.clone().order(Order::Ascending).limit(limit)).await), oldest);
        let even = mine.clone().filter(Filter::Equals("attributes.even".into(), json!(true))).limit(limit);
        let wanted: Vec<&String> = newest.iter().step_by(2).collect();
        assert_eq!(sort_keys(&walk(store, even.clone()).await), wanted);
        // A page is full while there is something left: the limit counts after the filter.
        let page = store.query(&even).await.unwrap();
        assert_eq!(page.items.len(), 13.min(limit as usize));
        assert_eq!(page.next.is_some(), limit < 13);
    }
    let between = all.clone().range(SortRange::Between("w#03".into(), "w#05".into())).order(Order::Ascending);
    assert_eq!(sort_keys(&walk(store, between.clone()).await), ["w#03", "w#04", "w#05"]);
    assert_eq!(sort_keys(&walk(store, between.limit(2)).await), ["w#03", "w#04", "w#05"]);
    assert_eq!(sort_keys(&walk(store, all.clone().range(SortRange::Equals("x".into()))).await), ["x"]);
    let reversed = all.range(SortRange::Between("z".into(), "a".into()));
    assert_eq!(walk(store, reversed).await, []);
    assert_eq!(walk(store, Query::new(Index::Primary, "user#nobody".into())).await, []);
}

async fn indexes_follow_their_items(store: &dyn Store) {
    let flagged = |n: u32, flag: bool| {
        let index = IndexKeys {
            gsi1pk: Some("coach#follow".into()),
            gsi1sk: Some(format!("w#{n}")),
            gsi2pk: flag.then(|| "followContract".into()),
            gsi2sk: flag.then(|| format!("{n}")),
        };
        let entity_type = Some("contractProbe".to_owned());
        Item { index, entity_type, ..item(key(&format!("user#follow{n}"), "w"), json!({"n": n})) }
    };
    for n in 1..=4 {
        put(store, flagged(n, n != 2)).await;
    }
    let numbers =
        |items: Vec<Item>| items.iter().map(|item| item.attributes["n"].as_u64().unwrap()).collect::<Vec<_>>();
    let gsi1 = Query::new(Index::Gsi1, "coach#follow".into());
    let gsi2 = Query::new(Index::Gsi2, "followContract".into());
    let gsi3 = Query::new(Index::EntityType, "contractProbe".into());
    assert_eq!(numbers(walk(store, gsi1.clone()).await), [4, 3, 2, 1]);
    assert_eq!(numbers(walk(store, gsi2.clone().order(Order::Ascending).limit(1)).await), [1, 3, 4]);
    assert_eq!(numbers(walk(store, gsi3.clone().limit(3)).await), [4, 3, 2, 1]);
    assert_eq!(numbers(walk(store, gsi1.clone().range(SortRange::Equals("w#3".into()))).await), [3]);
    put(store, flagged(3, false)).await;
    put(store, flagged(2, true)).await;
    assert_eq!(numbers(walk(store, gsi2.clone()).await), [4, 2, 1]);
    let write = Write::Delete { key: flagged(4, true).key, condition: Condition::Present };
    store.apply(Batch { writes: vec![write], documents: vec![] }).await.unwrap();
    assert_eq!(numbers(walk(store, gsi1).await), [3, 2, 1]);
    assert_eq!(numbers(walk(store, gsi2).await), [2, 1]);
    assert_eq!(numbers(walk(store, gsi3).await), [3, 2, 1]);
}

async fn a_scan_finds_everything_once(store: &dyn Store) {
    let mine: Vec<Item> =
        (0..7).map(|n| item(key(&format!("user#scan{}", n % 3), &format!("w#{n}")), json!({}))).collect();
    for item in &mine {
        put(store, item.clone()).await;
    }
    for limit in [1, 3, 100] {
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let page = store.scan(after.as_ref(), limit).await.unwrap();
            assert!(page.items.len() <= limit as usize);
            found.extend(page.items.into_iter().filter(|item| item.key.pk.starts_with("user#scan")));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        found.sort_by(|a, b| a.key.sk.cmp(&b.key.sk));
        assert_eq!(found, mine);
    }
}

async fn documents_come_back_as_they_went_in(store: &dyn Store) {
    let long: Vec<u8> = (0..300_000_u32).flat_map(|n| n.to_le_bytes()).collect();
    let bodies = [("a.json", b"{\"a\":1}".to_vec()), ("b/c.json", Vec::new()), ("b/d.json", long)];
    let path = |name: &str| format!("users/documents/{name}");
    for (name, body) in &bodies {
        store.apply(Batch::new().put_document(path(name), body.clone())).await.unwrap();
        assert_eq!(store.read(&path(name)).await.unwrap().as_ref(), Some(body));
    }
    store.apply(Batch::new().put_document(path("a.json"), b"[]".to_vec())).await.unwrap();
    assert_eq!(store.read(&path("a.json")).await.unwrap().as_deref(), Some(&b"[]"[..]));
    assert_eq!(store.list("users/documents/").await.unwrap(), [path("a.json"), path("b/c.json"), path("b/d.json")]);
    assert_eq!(store.list("users/documents/b/").await.unwrap(), [path("b/c.json"), path("b/d.json")]);
    store.apply(Batch::new().delete_document(path("b/c.json")).delete_document(path("never"))).await.unwrap();
    assert_eq!(store.read(&path("b/c.json")).await.unwrap(), None);
    assert_eq!(store.list("users/documents/b/").await.unwrap(), [path("b/d.json")]);
}

async fn mistakes_are_refused(store: &dyn Store) {
    let mine = || item(key("user#mistakes", "a"), json!({"text": "kept"}));
    put(store, mine()).await;
    let other = |n: usize| item(key("user#mistakes", &format!("b{n}")), json!({}));
    let too_many = (0..=Batch::MAX_WRITES).fold(Batch::new(), |batch, n| batch.put(other(n), Condition::None));
    let too_long = Item { attributes: json!({"text": "x".repeat(Batch::MAX_ITEM)}).into(), ..mine() };
    let batches = [
        too_many,
        Batch::new().put(too_long, Condition::None),
        Batch::new().put(other(1), Condition::None).delete(other(1).key, Condition::None),
        Batch::new().put(other(1), Condition::None).delete_document("a/../b".into()),
        Batch::new().put(other(1), Condition::None).put(item(key("", "a"), json!({})), Condition::None),
    ];
    for batch in batches {
        assert!(matches!(store.apply(batch).await, Err(StoreError::Invalid(_))));
    }
    assert_eq!(walk(store, Query::new(Index::Primary, "user#mistakes".into())).await, [mine()]);
    let query = || Query::new(Index::Primary, "user#mistakes".into());
    assert!(matches!(store.query(&query().limit(0)).await, Err(StoreError::Invalid(_))));
    assert!(matches!(store.query(&query().filter(Filter::Null("ttl".into()))).await, Err(StoreError::Invalid(_))));
}

async fn expired_items_are_gone(store: &dyn Store, clock: &ManualClock) {
    let now = clock.now().as_second();
    let entity_type = Some("expiringProbe".to_owned());
    let brief = Item { ttl: Some(now + 60), entity_type, ..item(key("user#ttl", "brief"), json!({"n": 1})) };
    let lasting = Item { ttl: Some(now + 6_000), ..item(key("user#ttl", "lasting"), json!({"n": 2})) };
    put(store, brief.clone()).await;
    put(store, lasting.clone()).await;
    let all = || Query::new(Index::Primary, "user#ttl".into());
    clock.advance(59);
    assert_eq!(walk(store, all()).await, [lasting.clone(), brief.clone()]);
    clock.advance(1);
    assert_eq!(store.get(&brief.key).await.unwrap(), None);
    assert_eq!(store.get_many(std::slice::from_ref(&brief.key)).await.unwrap(), [None]);
    assert_eq!(walk(store, all().limit(1)).await, [lasting]);
    assert_eq!(walk(store, Query::new(Index::EntityType, "expiringProbe".into())).await, []);
    let update = Batch::new().put(brief.clone(), Condition::Version(1));
    assert!(matches!(store.apply(update).await, Err(StoreError::Conflict { stored: None, .. })));
    let fresh = Item { ttl: None, attributes: json!({"n": 3}).into(), ..brief };
    store.apply(Batch::new().put(fresh.clone(), Condition::Absent)).await.unwrap();
    assert_eq!(store.get(&fresh.key).await.unwrap(), Some(fresh));
}
