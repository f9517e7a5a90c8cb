//! Every access pattern of the schema document, run against real data.

use coachwright_core::Timestamp;
use coachwright_core::level::Level;
use coachwright_core::table::id::{conversation_id, session_id};
use coachwright_core::table::{EntityKey, IndexKeys, Item, Key, Query, pattern};
use serde_json::{Value, json};

use super::{item, put, start, walk};
use crate::store::Store;

const USER: &str = "patterns";

fn entity(key: Key, attributes: Value) -> Item {
    let entity_type = EntityKey::parse(&key).unwrap().entity_type().map(str::to_owned);
    Item { entity_type, ..item(key, attributes) }
}

async fn names(store: &dyn Store, query: Query) -> Vec<String> {
    let items = walk(store, query.limit(2)).await;
    items.iter().map(|item| item.attributes["name"].as_str().unwrap().to_owned()).collect()
}

pub(super) async fn every_access_pattern(store: &dyn Store) {
    profile_and_preferences(store).await;
    conversations(store).await;
    coaches(store).await;
    workouts(store).await;
    sessions(store).await;
    contact_forms(store).await;
    across_users(store).await;
}

async fn profile_and_preferences(store: &dyn Store) {
    for key in [Key::user_profile(USER).unwrap(), Key::user_preferences(USER).unwrap()] {
        put(store, entity(key.clone(), json!({"name": key.sk}))).await;
        assert_eq!(store.get(&key).await.unwrap().unwrap().attributes["name"], json!(key.sk));
    }
}

async fn conversations(store: &dyn Store) {
    let id = |n: i64| conversation_id(after(n), "x").unwrap();
    for (n, follow_up) in [(1, false), (2, true), (3, false), (10, true)] {
        let attributes = json!({"name": format!("c{n}"), "needsFollowUp": follow_up});
        put(store, entity(Key::conversation(USER, &id(n)).unwrap(), attributes)).await;
        put(store, entity(Key::conversation_summary(USER, &id(n)).unwrap(), json!({"name": "summary"}))).await;
        for seq in 1..=3 {
            let attributes = json!({"name": format!("c{n}t{seq}")});
            put(store, item(Key::conversation_turn(USER, &id(n), seq).unwrap(), attributes)).await;
        }
    }
    assert_eq!(names(store, pattern::conversations(USER).unwrap()).await, ["c10", "c3", "c2", "c1"]);
    assert_eq!(names(store, pattern::conversations_needing_follow_up(USER).unwrap()).await, ["c10", "c2"]);
    assert_eq!(names(store, pattern::conversation_turns(USER, &id(2), 0).unwrap()).await, ["c2t1", "c2t2", "c2t3"]);
    assert_eq!(names(store, pattern::conversation_turns(USER, &id(2), 2).unwrap()).await, ["c2t3"]);
}

async fn coaches(store: &dyn Store) {
    for (id, active, primary) in [("a", true, false), ("b", false, false), ("c", true, true)] {
        let attributes = json!({"name": id, "isActive": active, "isPrimary": primary});
        put(store, entity(Key::coach(USER, id).unwrap(), attributes)).await;
    }
    assert_eq!(names(store, pattern::coaches(USER).unwrap()).await, ["c", "b", "a"]);
    assert_eq!(names(store, pattern::active_coaches(USER).unwrap()).await, ["c", "a"]);
    assert_eq!(names(store, pattern::primary_coach(USER).unwrap()).await, ["c"]);
}

async fn workouts(store: &dyn Store) {
    for (date, id, completed) in [
        ("2025-05-31", "w1", true),
        ("2025-06-01", "w2", false),
        ("2025-06-30", "w3", true),
        ("2025-06-30", "w4", false),
        ("2025-07-01", "w5", true),
    ] {
        let key = Key::workout(USER, date.parse().unwrap(), id).unwrap();
        put(store, entity(key, json!({"name": id, "isCompleted": completed}))).await;
    }
    let (from, to) = ("2025-06-01".parse().unwrap(), "2025-06-30".parse().unwrap());
    assert_eq!(names(store, pattern::workouts(USER).unwrap()).await, ["w5", "w4", "w3", "w2", "w1"]);
    assert_eq!(names(store, pattern::workouts_between(USER, from, to).unwrap()).await, ["w4", "w3", "w2"]);
    assert_eq!(names(store, pattern::incomplete_workouts(USER).unwrap()).await, ["w4", "w2"]);
}

async fn sessions(store: &dyn Store) {
    let id = |n: i64| session_id(USER, after(n)).unwrap();
    for (n, complete, level, abandoned) in [
        (1, true, "INTERMEDIATE", Value::Null),
        (2, false, "INTERMEDIATE", json!("2025-06-22T10:30:00Z")),
        (3, false, "BEGINNER", Value::Null),
    ] {
        let name = format!("s{n}");
        let attributes =
            json!({"name": name, "isComplete": complete, "sophisticationLevel": level, "abandonedAt": abandoned});
        put(store, entity(Key::session(USER, &id(n)).unwrap(), attributes)).await;
        for seq in 1..=12 {
            let attributes = json!({"name": format!("s{n}t{seq}")});
            put(store, item(Key::session_turn(USER, &id(n), seq).unwrap(), attributes)).await;
        }
    }
    let key = Key::session(USER, &id(2)).unwrap();
    assert_eq!(store.get(&key).await.unwrap().unwrap().attributes["name"], json!("s2"));
    assert_eq!(names(store, pattern::sessions(USER).unwrap()).await, ["s3", "s2", "s1"]);
    assert_eq!(names(store, pattern::sessions_by_completion(USER, false).unwrap()).await, ["s3", "s2"]);
    assert_eq!(names(store, pattern::sessions_by_completion(USER, true).unwrap()).await, ["s1"]);
    assert_eq!(names(store, pattern::sessions_by_level(USER, Level::Intermediate).unwrap()).await, ["s2", "s1"]);
    assert_eq!(names(store, pattern::abandoned_sessions(USER).unwrap()).await, ["s2"]);
    let turns = names(store, pattern::session_turns(USER, &id(3), 9).unwrap()).await;
    assert_eq!(turns, ["s3t10", "s3t11", "s3t12"]);
    let everything = walk(store, pattern::everything_of(USER).unwrap().limit(7)).await;
    assert_eq!(everything.len(), 2 + 4 * 5 + 3 + 5 + 3 * 13, "all that this file wrote under the person");
}

async fn contact_forms(store: &dyn Store) {
    let write = async |email: &str, seconds: i64| {
        let at = after(seconds);
        let key = Key::contact_form(email, at).unwrap();
        let index = IndexKeys {
            gsi2pk: Some(pattern::CONTACT_FORM.into()),
            gsi2sk: Some(format!("{}#{email}", key.sk.strip_prefix("timestamp#").unwrap())),
            ..IndexKeys::default()
        };
        let name = format!("{email} {seconds}");
        put(store, Item { index, ..entity(key, json!({"name": name})) }).await;
    };
    for (email, seconds) in [("a@x.org", 1), ("b/#c@x.org", 2), ("a@x.org", 3)] {
        write(email, seconds).await;
    }
    assert_eq!(names(store, pattern::contact_forms_of("a@x.org").unwrap()).await, ["a@x.org 3", "a@x.org 1"]);
    assert_eq!(names(store, pattern::contact_forms()).await, ["a@x.org 3", "b/#c@x.org 2", "a@x.org 1"]);
}

async fn across_users(store: &dyn Store) {
    let coach = |sort: &str| IndexKeys {
        gsi1pk: Some("coach#across".into()),
        gsi1sk: Some(sort.to_owned()),
        ..IndexKeys::default()
    };
    let day = |text: &str| text.parse().unwrap();
    for (period, from, to) in [("may", "2025-05-01", "2025-05-31"), ("june", "2025-06-01", "2025-06-30")] {
        let key = Key::coach_performance("across", day(from), day(to)).unwrap();
        put(store, entity(key, json!({"name": period}))).await;
    }
    assert_eq!(names(store, pattern::coach_performance("across").unwrap()).await, ["june", "may"]);

    let config = Key::coach("across1", "across").unwrap();
    let workout = Key::workout("across1", day("2025-06-20"), "w").unwrap();
    let conversation = Key::conversation("across2", &conversation_id(start(), "x").unwrap()).unwrap();
    for (key, name) in [(config, "config"), (workout, "workout"), (conversation, "conversation")] {
        let mut index = coach(&key.sk);
        if name != "config" {
            index.gsi2pk = Some(pattern::FOLLOW_UP.into());
            index.gsi2sk = Some(key.sk.split_once('#').unwrap().1.to_owned());
        }
        put(store, Item { index, ..entity(key, json!({"name": name})) }).await;
    }
    assert_eq!(names(store, pattern::coach_owner("across").unwrap()).await, ["config"]);
    assert_eq!(names(store, pattern::conversations_with("across").unwrap()).await, ["conversation"]);
    assert_eq!(names(store, pattern::workouts_with("across").unwrap()).await, ["workout"]);
    // The workout's day comes before every instant of that day.
    assert_eq!(names(store, pattern::follow_ups()).await, ["conversation", "workout"]);

    let token = Key::api_token("0123abcd").unwrap();
    let index = IndexKeys {
        gsi1pk: Some("user#across1".into()),
        gsi1sk: Some("apiToken#2025-06-20T15:30:00.000Z".into()),
        ..IndexKeys::default()
    };
    put(store, Item { index, ..entity(token, json!({"name": "token"})) }).await;
    assert_eq!(names(store, pattern::api_tokens_of("across1").unwrap()).await, ["token"]);
    // Items of one partition are in no particular order there: GSI-3 sorts by partition key alone.
    let mut periods = names(store, pattern::entities("coachPerformance")).await;
    periods.sort();
    assert_eq!(periods, ["june", "may"]);
}

/// So many seconds after the start.
fn after(seconds: i64) -> Timestamp {
    start().add_milliseconds(seconds * 1000).unwrap()
}
