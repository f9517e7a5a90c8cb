//! Keys, paths and patterns as laws: what is written is read back, byte order is time order, hostile ids are refused.

use crate::{Date, Timestamp};
use proptest::prelude::*;
use serde_json::json;

use super::id::{conversation_id, conversation_start, instant, session_id};
use super::*;

fn ids() -> impl Strategy<Value = String> {
    "[A-Za-z0-9._:|@+~=-]{0,40}[A-Za-z0-9][A-Za-z0-9._:|@+~=-]{0,40}"
}

fn instants() -> impl Strategy<Value = Timestamp> {
    (0..=9_999_999_999_999_i64).prop_map(|ms| Timestamp::from_millisecond(ms).unwrap())
}

fn days() -> impl Strategy<Value = Date> {
    (0_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

proptest! {
    #[test]
    fn parsing_gives_back_what_was_written(
        (a, b) in (ids(), ids()),
        email in "[a-z0-9#/.+]{1,20}@[a-z0-9.-]{1,20}",
        at in instants(),
        (from, to) in (days(), days()),
        seq in 0_u32..=999_999,
    ) {
        let (from, to) = (from.min(to), from.max(to));
        let keys = [
            EntityKey::ContactForm { email: &email, at },
            EntityKey::UserProfile { user: &a },
            EntityKey::UserPreferences { user: &a },
            EntityKey::ConversationHistory { user: &a, started: at, conversation: &b },
            EntityKey::ConversationSummary { user: &a, conversation: &b },
            EntityKey::CoachConfig { user: &a, coach: &b },
            EntityKey::WorkoutHistory { user: &a, date: from, session: &b },
            EntityKey::CoachPerformance { coach: &b, from, to },
            EntityKey::CoachCreatorSession { user: &a, session: &b },
            EntityKey::SessionTurn { user: &a, session: &b, seq },
            EntityKey::ConversationTurn { user: &a, conversation: &b, seq },
            EntityKey::ApiToken { hash: &b },
            EntityKey::Memory { user: &a, memory: &b },
            EntityKey::Idempotency { user: &a, request: &b },
            EntityKey::Usage { user: &a, day: from },
            EntityKey::Export { user: &a, day: from },
        ];
        for key in keys {
            let written = key.key().unwrap();
            prop_assert_eq!(EntityKey::parse(&written), Ok(key));
            prop_assert!(Batch::new().delete(written, Condition::None).check().is_ok());
        }
    }

    #[test]
    fn keys_sort_by_time(user in ids(), (a, b) in (instants(), instants()), (x, y) in (0_u32..=999_999, 0_u32..=999_999)) {
        let order = a.cmp(&b);
        let session = |at| Key::session(&user, &session_id(&user, at).unwrap()).unwrap();
        prop_assert_eq!(session(a).cmp(&session(b)), order);
        let conversation = |at| Key::conversation(&user, &conversation_id(at, "x").unwrap()).unwrap();
        prop_assert_eq!(conversation(a).cmp(&conversation(b)), order);
        let form = |at| Key::contact_form("a@b", at).unwrap();
        prop_assert_eq!(form(a).cmp(&form(b)), order);
        let turn = |seq| Key::session_turn(&user, "s", seq).unwrap();
        prop_assert_eq!(turn(x).cmp(&turn(y)), x.cmp(&y));
    }

    #[test]
    fn any_key_is_read_or_refused_and_what_is_read_is_canonical(pk in "(user|coach|contactForm|apiToken)?#?.{0,20}", sk in ".{0,40}") {
        let key = Key { pk, sk };
        if let Ok(read) = EntityKey::parse(&key) {
            prop_assert_eq!(read.key().unwrap(), key);
        }
    }

    #[test]
    fn hostile_ids_are_refused_everywhere(good in ids(), hostile in hostile()) {
        prop_assert!(Key::user_profile(&hostile).is_err());
        prop_assert!(Key::coach(&good, &hostile).is_err());
        prop_assert!(Key::session(&good, &hostile).is_err());
        prop_assert!(Key::session_turn(&good, &hostile, 1).is_err());
        prop_assert!(Key::conversation_summary(&good, &hostile).is_err());
        prop_assert!(path::conversation(&good, &hostile).is_err());
        prop_assert!(path::user(&hostile).is_err());
        prop_assert!(pattern::coaches(&hostile).is_err());
        prop_assert!(session_id(&hostile, Timestamp::UNIX_EPOCH).is_err());
    }

    #[test]
    fn a_conversations_start_is_in_its_id(at in instants(), suffix in "[a-z0-9]{1,12}") {
        let id = conversation_id(at, &suffix).unwrap();
        prop_assert_eq!(conversation_start(&id).map(instant), Ok(instant(at)));
    }

    #[test]
    fn a_range_of_days_includes_both_ends(from in days(), to in days(), day in days(), session in ids()) {
        let query = pattern::workouts_between("u", from, to).unwrap();
        let key = Key::workout("u", day, &session).unwrap();
        prop_assert_eq!(query.range.contains(&key.sk), from <= day && day <= to);
    }
}

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("..".to_owned()),
        Just("x".repeat(2048)),
        "[a-z]{0,5}[#/\\\\%\u{0}-\u{20}\u{7f}'\"?&<>{}éñ日\u{202e}\u{1f600}][a-z]{0,5}",
    ]
}

#[test]
fn prefixes_do_not_reach_into_neighbours() {
    let sk = |key: Result<Key, IdError>| key.unwrap().sk;
    let coaches = pattern::coaches("u").unwrap().range;
    assert!(coaches.contains(&sk(Key::coach("u", "c"))));
    assert!(!coaches.contains(&sk(Key::session("u", "coach_creator_u_1703123456789"))));
    let at = Timestamp::UNIX_EPOCH;
    let conversations = pattern::conversations("u").unwrap().range;
    assert!(conversations.contains(&sk(Key::conversation("u", &conversation_id(at, "x").unwrap()))));
    assert!(!conversations.contains(&sk(Key::conversation_summary("u", "conv_1"))));
    let turns = pattern::session_turns("u", "s", 3).unwrap().range;
    let found: Vec<u32> = (1..8).filter(|&seq| turns.contains(&sk(Key::session_turn("u", "s", seq)))).collect();
    assert_eq!(found, [4, 5, 6, 7]);
    assert!(!turns.contains(&sk(Key::session_turn("u", "s2", 5))));
    assert!(pattern::session_turns("u", "s", 999_999).is_err());
}

#[test]
fn keys_of_the_schema_document() {
    let key = Key::session("user123", "coach_creator_user123_1703123456789").unwrap();
    assert_eq!((&*key.pk, &*key.sk), ("user#user123", "coachCreatorSession#coach_creator_user123_1703123456789"));
    let at = "2025-06-20T15:30:00Z".parse().unwrap();
    let key = Key::contact_form("sam@example.com", at).unwrap();
    assert_eq!((&*key.pk, &*key.sk), ("contactForm#sam@example.com", "timestamp#2025-06-20T15:30:00.000Z"));
    let key = Key::workout("u", "2025-06-20".parse().unwrap(), "w1").unwrap();
    assert_eq!(key.sk, "workoutHistory#2025-06-20#w1");
    let (from, to) = ("2025-06-01".parse().unwrap(), "2025-06-30".parse().unwrap());
    let key = Key::coach_performance("c", from, to).unwrap();
    assert_eq!((&*key.pk, &*key.sk), ("coach#c", "performance#2025-06-01_2025-06-30"));
    assert_eq!(path::workout("u", from, "w1").unwrap(), "users/u/workouts/2025-06-01/w1.json");
    assert_eq!(path::export("u", from).unwrap(), "users/u/exports/2025-06-01_full_history.json");
    assert_eq!(path::conversation_metadata("u", "c").unwrap(), "users/u/conversations/c_metadata.json");
    assert!(Key::coach_performance("c", to, from).is_err());
}

#[test]
fn filters_see_missing_and_null_alike() {
    let path = || "attributes.abandonedAt".to_owned();
    for (attributes, there) in
        [(json!({}), false), (json!({"abandonedAt": null}), false), (json!({"abandonedAt": "x"}), true)]
    {
        assert_eq!(Filter::NotNull(path()).holds(&attributes), there);
        assert_eq!(Filter::Null(path()).holds(&attributes), !there);
    }
    let nested = Filter::Equals("attributes.a.b".to_owned(), json!(1));
    assert!(nested.holds(&json!({"a": {"b": 1}})));
    assert!(!nested.holds(&json!({"a": 1})));
    let outside = Query::new(Index::Primary, "user#u".to_owned()).filter(Filter::Null("version".to_owned()));
    assert_eq!(outside.check(), Err(query::QueryError::Filter));
}

#[test]
fn a_batch_names_each_key_and_path_once() {
    let key = || Key::user_profile("u").unwrap();
    let twice = Batch::new().delete(key(), Condition::None).delete(key(), Condition::None);
    assert_eq!(twice.check(), Err(BatchError::KeyTwice));
    for path in ["", "/etc", "a/../b", "a//b", "a/b\n"] {
        assert_eq!(Batch::new().delete_document(path.to_owned()).check(), Err(BatchError::Path), "{path:?}");
    }
}

#[test]
fn a_cursor_serves_only_its_own_list() {
    let query = pattern::coaches("u").unwrap();
    let cursor = |pk: &str, sk: &str| Some(Cursor { key: Key { pk: pk.into(), sk: sk.into() }, sort: sk.into() });
    assert!(query.clone().after(cursor("user#u", "coach#1")).check().is_ok());
    assert!(query.clone().after(cursor("user#v", "coach#1")).check().is_err());
    assert!(query.after(cursor("user#u", "profile")).check().is_err());
}
