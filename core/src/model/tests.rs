//! Every example of the schema document round-trips to the same JSON, under its own key.

use pretty_assertions::assert_eq;
use serde_json::Value;

use super::*;
use crate::table::{EntityKey, Item, Key};

macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!("../../tests/golden/", $name, ".json"))
    };
}

fn round_trip<E: Entity>(golden: &str) -> Item {
    let mut expected: Value = serde_json::from_str(golden).unwrap();
    // What the table keeps beside the entity.
    expected["version"] = 1.into();
    let stored: Item = serde_json::from_str(golden).unwrap();
    assert_eq!(EntityKey::parse(&stored.key).unwrap().entity_type(), Some(E::TYPE));
    let entity: E = stored.entity().unwrap();
    let now = stored.created_at.parse().unwrap();
    let made = Item::new(stored.key, &entity, now).unwrap();
    let plain = Item { index: Default::default(), ..made.clone() };
    assert_eq!(serde_json::to_value(plain).unwrap(), expected);
    made
}

#[test]
fn the_examples_of_the_schema_document_round_trip() {
    round_trip::<CoachConfig>(golden!("coachConfig"));
    round_trip::<CoachCreatorSession>(golden!("coachCreatorSession"));
    round_trip::<CoachPerformance>(golden!("coachPerformance"));
    round_trip::<ContactForm>(golden!("contactForm"));
    round_trip::<ConversationHistory>(golden!("conversationHistory"));
    round_trip::<ConversationSummary>(golden!("conversationSummary"));
    round_trip::<UserPreferences>(golden!("userPreferences"));
    round_trip::<UserProfile>(golden!("userProfile"));
    round_trip::<WorkoutHistory>(golden!("workoutHistory"));
    let document = golden!("coachCreatorSessionDocument");
    let read: SessionDocument = serde_json::from_str(document).unwrap();
    let expected: Value = serde_json::from_str(document).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), expected);
}

#[test]
fn the_indexes_hold_what_the_access_patterns_ask_for() {
    let coach = round_trip::<CoachConfig>(golden!("coachConfig")).index;
    assert_eq!(coach.gsi1pk.as_deref(), Some("coach#coach_67890"));
    assert_eq!(coach.gsi2pk, None);

    let mut item = round_trip::<WorkoutHistory>(golden!("workoutHistory"));
    assert_eq!(item.index.gsi1pk.as_deref(), Some("coach#coach_67890"));
    assert_eq!(item.index.gsi1sk.as_deref(), Some("workoutHistory#2025-06-20#session_1"));
    assert_eq!((item.index.gsi2pk.as_deref(), item.index.gsi2sk.as_deref()), (None, None));
    let mut workout: WorkoutHistory = item.entity().unwrap();
    workout.needs_follow_up = true;
    workout.coach_id = None;
    item = item.next(&workout, "2025-06-21T00:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(
        (item.version, &*item.created_at, &*item.updated_at),
        (2, "2025-06-20T15:30:00Z", "2025-06-21T00:00:00Z")
    );
    assert_eq!((item.index.gsi1pk.as_deref(), item.index.gsi2pk.as_deref()), (None, Some("followUp")));
    assert_eq!(item.index.gsi2sk.as_deref(), Some("2025-06-20#session_1"));

    let form = round_trip::<ContactForm>(golden!("contactForm")).index;
    assert_eq!(form.gsi2pk.as_deref(), Some("contactForm"));
    assert_eq!(form.gsi2sk.as_deref(), Some("2025-06-20T15:30:00.000Z#sam@example.com"));
}

#[test]
fn an_entity_goes_only_under_its_own_key() {
    let preferences = UserPreferences::default();
    let now = "2025-06-20T15:30:00Z".parse().unwrap();
    let wrong = Item::new(Key::user_profile("u").unwrap(), &preferences, now);
    assert!(matches!(wrong, Err(EntityError::Key("userPreferences"))));
    let item = Item::new(Key::user_preferences("u").unwrap(), &preferences, now).unwrap();
    assert!(matches!(item.entity::<UserProfile>(), Err(EntityError::Key("userProfile"))));
}
