//! Workouts in plain words: read, logged, changed; records.

use hyper::Method;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::support::{World, problem, send, stored};

const WORKOUTS: &str = "/v1/workouts";

async fn log(client: &mut coachwright_tests::client::Client, text: &str) -> Value {
    client.expect(Method::POST, WORKOUTS, Some(&json!({"text": text, "units": "metric"}))).await.unwrap()
}

fn path(item: &Value) -> String {
    let mut parts = item["sk"].as_str().unwrap().split('#').skip(1);
    format!("{WORKOUTS}/{}/{}", parts.next().unwrap(), parts.next().unwrap())
}

#[tokio::test]
async fn plain_words_become_a_workout() {
    let world = World::start().await;
    let mut client = world.client().await;
    let text = "Back squat 5x5 @ 100 kg, felt great";
    let read = client.expect(Method::POST, "/v1/workouts:extract", Some(&json!({ "text": text }))).await.unwrap();
    assert_eq!(read["workouts"].as_array().unwrap().len(), 1);
    assert_eq!(stored(&world.store).await, 0);

    let logged = log(&mut client, text).await;
    let item = &logged["items"][0];
    assert_eq!(item["attributes"]["workoutDate"], "2025-06-20");
    assert_eq!(item["attributes"]["extracted_data"]["exercises"], json!(["back_squat"]));
    assert!(!logged["records"].as_array().unwrap().is_empty(), "{logged}");
    let shown = client.send(Method::GET, &path(item), &[], "").await.unwrap();
    assert_eq!(shown.header("etag"), "\"1\"");
    let shown = shown.json().unwrap();
    assert_eq!((&shown["workout"], &shown["partial"]), (item, &json!(false)));
    assert_eq!((&shown["document"]["text"], &shown["document"]["workout"]), (&json!(text), &read["workouts"][0]));
    world.stop().await;
}

#[tokio::test]
async fn both_ends_of_a_range_are_included() {
    let world = World::start().await;
    let mut client = world.client().await;
    for today in ["2025-05-31", "2025-06-01", "2025-06-15", "2025-06-30", "2025-07-01"] {
        let body = json!({"text": "ran 5 km in 25:00", "today": today});
        client.expect(Method::POST, WORKOUTS, Some(&body)).await.unwrap();
    }
    for (query, wanted) in [
        ("from=2025-06-01&to=2025-06-30", &["2025-06-30", "2025-06-15", "2025-06-01"][..]),
        ("from=2025-06-30", &["2025-07-01", "2025-06-30"]),
        ("to=2025-06-01", &["2025-06-01", "2025-05-31"]),
        ("from=2025-06-15&to=2025-06-15", &["2025-06-15"]),
        ("completed=false", &[]),
        ("limit=1", &["2025-07-01"]),
    ] {
        let listed = client.expect(Method::GET, &format!("{WORKOUTS}?{query}"), None).await.unwrap();
        let days: Vec<&str> = listed["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["attributes"]["workoutDate"].as_str().unwrap())
            .collect();
        assert_eq!(days, wanted, "{query}");
    }
    for query in ["from=2025-06-31", "from=june", "from=2025-07-01&to=2025-06-01", "completed=maybe", "day=1"] {
        problem(&client.send(Method::GET, &format!("{WORKOUTS}?{query}"), &[], "").await.unwrap(), "invalid-parameter");
    }
    world.stop().await;
}

#[tokio::test]
async fn a_workout_is_changed_moved_and_removed() {
    let world = World::start().await;
    let mut client = world.client().await;
    let logged = log(&mut client, "Deadlift 3x5 at 120 kg").await;
    let first = path(&logged["items"][0]);
    let feedback = json!({"satisfaction": 4, "difficulty": "just_right", "enjoyment": 5, "notes": "good"});
    let changed = client
        .expect(Method::PATCH, &first, Some(&json!({"userFeedback": feedback, "isCompleted": false})))
        .await
        .unwrap();
    assert_eq!((&changed["version"], &changed["attributes"]["userFeedback"]), (&json!(2), &feedback));
    let reread = client.expect(Method::PATCH, &first, Some(&json!({"text": "Deadlift 3x5 at 130 kg"}))).await.unwrap();
    assert_eq!(reread["version"], 3);
    let records = client.expect(Method::GET, "/v1/records", None).await.unwrap();
    assert!(records["items"].to_string().contains("130"), "{records}");
    let moved = client.expect(Method::PATCH, &first, Some(&json!({"workoutDate": "2025-06-18"}))).await.unwrap();
    let second = path(&moved);
    assert_ne!(first, second);
    problem(&client.send(Method::GET, &first, &[], "").await.unwrap(), "not-found");
    let shown = client.expect(Method::GET, &second, None).await.unwrap();
    assert_eq!((&shown["document"]["workoutDate"], &shown["workout"]["version"]), (&json!("2025-06-18"), &json!(4)));
    assert_eq!(stored(&world.store).await, 2);

    for (body, pointer) in [
        (json!({"text": "nothing today"}), "/text"),
        (json!({"userFeedback": {"satisfaction": 4}}), "/userFeedback"),
        (
            json!({"userFeedback": {"satisfaction": 6, "difficulty": "too_hard", "enjoyment": 1, "notes": ""}}),
            "/userFeedback/satisfaction",
        ),
        (
            json!({"userFeedback": {"satisfaction": 1, "difficulty": "too_hard", "enjoyment": 0, "notes": ""}}),
            "/userFeedback/enjoyment",
        ),
        (
            json!({"userFeedback": {"satisfaction": 1, "difficulty": "hard", "enjoyment": 1, "notes": ""}}),
            "/userFeedback/difficulty",
        ),
        (json!({"workoutDate": "2025-02-30"}), "/workoutDate"),
        (json!({"extracted_data": {}}), "/extracted_data"),
    ] {
        let refused = problem(&send(&mut client, Method::PATCH, &second, &body.to_string()).await, "invalid-request");
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused}");
    }
    let stale = [("if-match", "\"1\"")];
    problem(&client.send(Method::DELETE, &second, &stale, "").await.unwrap(), "stale-version");
    assert_eq!(client.send(Method::DELETE, &second, &[], "").await.unwrap().status.as_u16(), 204);
    assert_eq!(stored(&world.store).await, 0);
    let records = client.expect(Method::GET, "/v1/records", None).await.unwrap();
    assert_eq!(records["items"], json!([]));
    world.stop().await;
}

#[tokio::test]
async fn what_the_person_made_of_it_is_logged() {
    let world = World::start().await;
    let mut client = world.client().await;
    let text = "Back squat 5x5 @ 100 kg";
    let read = client.expect(Method::POST, "/v1/workouts:extract", Some(&json!({ "text": text }))).await.unwrap();
    let mut edited = read["workouts"].clone();
    edited[0]["exercises"][0]["name"]["value"] = json!("front_squat");
    let (status, logged) = client
        .call_with_key(Method::POST, WORKOUTS, Some(&json!({"text": text, "workouts": edited})), "w")
        .await
        .unwrap();
    assert_eq!(status.as_u16(), 201);
    assert_eq!(logged["items"][0]["attributes"]["extracted_data"]["exercises"], json!(["front_squat"]));
    let (_, again) = client
        .call_with_key(Method::POST, WORKOUTS, Some(&json!({"text": text, "workouts": edited})), "w")
        .await
        .unwrap();
    assert_eq!(again, logged);
    assert_eq!(stored(&world.store).await, 2);
    edited[0]["exercises"][0]["name"]["span"] = json!([5, 5000]);
    for body in [
        json!({"text": text, "workouts": edited}),
        json!({"text": text, "workouts": []}),
        json!({"text": text, "workouts": [{}]}),
        json!({"text": "I will train tomorrow"}),
        json!({"text": text, "coachId": "nobody"}),
    ] {
        problem(&send(&mut client, Method::POST, WORKOUTS, &body.to_string()).await, "invalid-request");
    }
    assert_eq!(stored(&world.store).await, 2);
    world.stop().await;
}

#[tokio::test]
async fn workouts_of_others_do_not_exist() {
    let world = World::start().await;
    let mut owner = world.client().await;
    let logged = log(&mut owner, "Deadlift 3x5 at 120 kg").await;
    let mut stranger = world.client().await;
    for path in [path(&logged["items"][0]), format!("{WORKOUTS}/2025-06-20/a%2Fb"), format!("{WORKOUTS}/yesterday/x")] {
        problem(&stranger.send(Method::GET, &path, &[], "").await.unwrap(), "not-found");
        problem(&stranger.send(Method::DELETE, &path, &[], "").await.unwrap(), "not-found");
        problem(&send(&mut stranger, Method::PATCH, &path, "{}").await, "not-found");
    }
    assert_eq!(stored(&world.store).await, 2);
    world.stop().await;
}
