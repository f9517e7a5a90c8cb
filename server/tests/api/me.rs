//! What a person tells of themselves: profile, preferences, limits; progress.

use coachwright_server::settings::Settings;
use hyper::Method;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::support::{World, problem, send};

const PROFILE: &str = "/v1/me/profile";
const PREFERENCES: &str = "/v1/me/preferences";

#[tokio::test]
async fn a_profile_is_replaced_and_merged() {
    let world = World::start().await;
    let mut client = world.client().await;
    let nobody = client.send(Method::GET, PROFILE, &[], "").await.unwrap();
    assert_eq!(nobody.header("etag"), "\"0\"");
    let nobody = nobody.json().unwrap();
    assert_eq!(nobody["attributes"]["subscription"], json!({"tier": "free", "status": "active"}));
    let kim =
        json!({"firstName": "Kim", "email": "Kim@Example.org", "timezone": "America/New_York", "goals": ["strength"]});
    let stored = client.expect(Method::PUT, PROFILE, Some(&kim)).await.unwrap();
    assert_eq!((&stored["version"], &stored["attributes"]["email"]), (&json!(1), &json!("kim@example.org")));
    let patch = json!({"firstName": null, "preferences": {"trainingDays": ["monday"], "availableTime": 45}});
    let merged = client.expect(Method::PATCH, PROFILE, Some(&patch)).await.unwrap();
    let mut wanted = stored["attributes"].clone();
    wanted.as_object_mut().unwrap().remove("firstName");
    wanted["preferences"]["trainingDays"] = json!(["monday"]);
    wanted["preferences"]["availableTime"] = json!(45);
    assert_eq!(merged["attributes"], wanted);
    let shown = client.expect(Method::GET, PROFILE, None).await.unwrap();
    assert_eq!(shown, merged);
    // What was read can be sent back as it is.
    let back = client.expect(Method::PUT, PROFILE, Some(&merged["attributes"])).await.unwrap();
    assert_eq!((&back["attributes"], &back["version"]), (&wanted, &json!(3)));

    for (body, pointer) in [
        (json!({"email": "kim"}), "/email"),
        (json!({"dateOfBirth": "2030-01-01"}), "/dateOfBirth"),
        (json!({"dateOfBirth": "1990-02-30"}), "/dateOfBirth"),
        (json!({"timezone": "Mars/Olympus"}), "/timezone"),
        (json!({"gender": "robot"}), "/gender"),
        (json!({"firstName": " "}), "/firstName"),
        (json!({"goals": ["x".repeat(101)]}), "/goals"),
        (json!({"preferences": {"trainingDays": ["monday", "monday"]}}), "/preferences/trainingDays"),
        (json!({"preferences": {"availableTime": 4}}), "/preferences/availableTime"),
        (json!({"preferences": {"colour": "red"}}), "/preferences/colour"),
        (json!({"shoeSize": 44}), "/shoeSize"),
        (json!({"profilePictureUrl": "javascript:alert(1)"}), "/profilePictureUrl"),
        (json!({"subscription": {"tier": "pro", "status": "active"}}), "/subscription"),
        (json!({"userId": "somebody"}), "/userId"),
    ] {
        let refused = problem(&send(&mut client, Method::PATCH, PROFILE, &body.to_string()).await, "invalid-request");
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused}");
    }
    problem(&send(&mut client, Method::PATCH, PROFILE, "[]").await, "invalid-request");
    let stale = [("content-type", "application/json"), ("if-match", "\"1\"")];
    let refused = client.send(Method::PATCH, PROFILE, &stale, r#"{"firstName":"Kim"}"#).await.unwrap();
    assert_eq!(problem(&refused, "stale-version")["current"]["version"], 3);
    assert_eq!(client.expect(Method::GET, PROFILE, None).await.unwrap(), back);
    let mut stranger = world.client().await;
    assert_eq!(stranger.expect(Method::GET, PROFILE, None).await.unwrap()["version"], 0);
    world.stop().await;
}

#[tokio::test]
async fn preferences_speak_for_later_requests() {
    let world = World::start().await;
    let mut client = world.client().await;
    let (status, first) = client
        .call_with_key(Method::PATCH, PREFERENCES, Some(&json!({"ui_preferences": {"theme": "dark"}})), "p")
        .await
        .unwrap();
    assert_eq!((status.as_u16(), &first["version"]), (200, &json!(1)));
    let (_, again) = client
        .call_with_key(Method::PATCH, PREFERENCES, Some(&json!({"ui_preferences": {"theme": "dark"}})), "p")
        .await
        .unwrap();
    assert_eq!(again, first);
    let imperial = json!({"ui_preferences": {"measurement_units": "imperial"}});
    let merged = client.expect(Method::PATCH, PREFERENCES, Some(&imperial)).await.unwrap();
    assert_eq!(merged["attributes"]["ui_preferences"]["theme"], "dark");
    client.expect(Method::POST, "/v1/workouts", Some(&json!({"text": "back squat 5x5 at 225"}))).await.unwrap();
    let records = client.expect(Method::GET, "/v1/records", None).await.unwrap();
    assert_eq!(records["items"][0]["unit"], "lb");
    let replaced = client.expect(Method::PUT, PREFERENCES, Some(&imperial)).await.unwrap();
    assert_eq!(replaced["attributes"]["ui_preferences"]["theme"], "auto");
    assert_eq!(replaced["attributes"]["privacy_settings"]["data_sharing"], "none");
    for (body, pointer) in [
        (json!({"ui_preferences": {"default_coach": "nobody"}}), "/ui_preferences/default_coach"),
        (json!({"ui_preferences": {"language": "de"}}), "/ui_preferences/language"),
        (json!({"privacy_settings": {"data_sharing": true}}), "/privacy_settings/data_sharing"),
        (json!({"privacy": {}}), "/privacy"),
    ] {
        let refused =
            problem(&send(&mut client, Method::PATCH, PREFERENCES, &body.to_string()).await, "invalid-request");
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused}");
    }
    world.stop().await;
}

#[tokio::test]
async fn a_subscription_bounds_coaches_and_messages() {
    let mut settings = Settings::default();
    settings.free.coaches = 1;
    settings.free.messages_per_day = 2;
    let world = World::with(settings).await;
    let mut client = world.client().await;
    let templates = client.expect(Method::GET, "/v1/coach-templates", None).await.unwrap();
    let body = json!({"template": templates["items"][0]["id"]}).to_string();
    let first = send(&mut client, Method::POST, "/v1/coaches", &body).await.json().unwrap();
    problem(&send(&mut client, Method::POST, "/v1/coaches", &body).await, "limit-reached");
    let coach = format!("/v1/coaches/{}", first["coach"]["sk"].as_str().unwrap().split_once('#').unwrap().1);
    client.expect(Method::PATCH, &coach, Some(&json!({"isActive": false}))).await.unwrap();
    assert_eq!(send(&mut client, Method::POST, "/v1/coaches", &body).await.status.as_u16(), 201);

    let session = super::sessions::begin(&mut client).await;
    let messages = format!("/v1/coach-creator-sessions/{session}/messages");
    for text in ["I want to get stronger", "2 years"] {
        client.expect(Method::POST, &messages, Some(&json!({ "text": text }))).await.unwrap();
    }
    let refused = send(&mut client, Method::POST, &messages, r#"{"text":"4 days"}"#).await;
    problem(&refused, "limit-reached");
    assert_eq!(refused.header("retry-after"), (14 * 3600).to_string());
    world.clock.advance(14 * 3600);
    client.expect(Method::POST, &messages, Some(&json!({"text": "4 days"}))).await.unwrap();
    world.stop().await;
}

#[tokio::test]
async fn progress_is_drawn_in_the_persons_day_and_units() {
    let world = World::start().await;
    let mut client = world.client().await;
    let nothing = client.expect(Method::GET, "/v1/progress", None).await.unwrap();
    assert_eq!((&nothing["calendar"], &nothing["today"]), (&json!([]), &json!("2025-06-20")));
    assert_eq!((nothing["weeks"].as_array().unwrap().len(), &nothing["from"]), (53, &json!("2024-06-22")));
    for (text, today) in [("back squat 5x5 at 100 kg", "2025-06-19"), ("ran 5 km in 25:00", "2025-06-20")] {
        client.expect(Method::POST, "/v1/workouts", Some(&json!({"text": text, "today": today}))).await.unwrap();
    }
    let found = client.expect(Method::GET, "/v1/progress?from=2025-06-16&to=2025-06-22", None).await.unwrap();
    assert_eq!(found["streaks"]["currentDays"], 2);
    let days: Vec<(&Value, &Value)> =
        found["calendar"].as_array().unwrap().iter().map(|day| (&day["date"], &day["volume"])).collect();
    assert_eq!(days, [(&json!("2025-06-19"), &json!(2500.0)), (&json!("2025-06-20"), &json!(0.0))]);
    assert_eq!((&found["lifts"][0]["movement"], &found["partial"]), (&json!("back_squat"), &json!(false)));
    client.expect(Method::PATCH, PROFILE, Some(&json!({"timezone": "Pacific/Kiritimati"}))).await.unwrap();
    let kiritimati = client.expect(Method::GET, "/v1/progress?units=imperial", None).await.unwrap();
    assert_eq!((&kiritimati["today"], &kiritimati["to"]), (&json!("2025-06-21"), &json!("2025-06-21")));
    for query in ["from=2025-07-01&to=2025-06-01", "from=1990-01-01", "units=stone", "colour=red", "to=june"] {
        problem(
            &client.send(Method::GET, &format!("/v1/progress?{query}"), &[], "").await.unwrap(),
            "invalid-parameter",
        );
    }
    world.stop().await;
}
