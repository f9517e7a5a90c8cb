//! What administrators see, and what the jobs compute for them.

use coachwright_core::model::TokenScope;
use coachwright_tests::client::Client;
use hyper::Method;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::support::{World, problem, send};
use super::tokens::call;

/// What an administrator reads.
async fn seen(client: &mut Client, secret: &str, path: &str) -> Value {
    let answer = call(client, secret, Method::GET, path, "").await;
    assert_eq!(answer.status.as_u16(), 200, "{path}");
    answer.json().unwrap()
}

async fn admin(world: &World) -> String {
    world
        .app
        .service
        .create_token("root", "ops", vec![TokenScope::Admin, TokenScope::Write], None)
        .await
        .unwrap()
        .secret
}

/// Somebody with a coach, who logs workouts and shares what may be learnt.
async fn somebody(world: &World, template: &str, shares: bool) -> Client {
    let mut client = world.client().await;
    let made = client.expect(Method::POST, "/v1/coaches", Some(&json!({ "template": template }))).await.unwrap();
    let coach = made["coach"]["sk"].as_str().unwrap().split_once('#').unwrap().1.to_owned();
    if shares {
        let body = json!({"privacy_settings": {"data_sharing": "anonymized"}});
        client.expect(Method::PATCH, "/v1/me/preferences", Some(&body)).await.unwrap();
    }
    let body = json!({"text": "back squat 5x5 at 100 kg", "coachId": coach});
    let logged = client.expect(Method::POST, "/v1/workouts", Some(&body)).await.unwrap();
    let mut parts = logged["items"][0]["sk"].as_str().unwrap().split('#').skip(1);
    let path = format!("/v1/workouts/{}/{}", parts.next().unwrap(), parts.next().unwrap());
    let feedback = json!({"satisfaction": 5, "difficulty": "just_right", "enjoyment": 4, "notes": "secret words"});
    let body = json!({"userFeedback": feedback, "needsFollowUp": true});
    client.expect(Method::PATCH, &path, Some(&body)).await.unwrap();
    client
}

async fn template(world: &World) -> String {
    let templates = world.client().await.expect(Method::GET, "/v1/coach-templates", None).await.unwrap();
    templates["items"][0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn lists_over_all_people_have_pages() {
    let world = World::start().await;
    let (secret, template) = (admin(&world).await, template(&world).await);
    for _ in 0..5 {
        somebody(&world, &template, false).await;
    }
    let mut client = world.client().await;
    for (path, total) in
        [("/v1/admin/entities/coachConfig", 5), ("/v1/admin/follow-ups", 5), ("/v1/admin/contact-forms", 0)]
    {
        let (mut cursor, mut keys) = (String::new(), Vec::new());
        loop {
            let page = seen(&mut client, &secret, &format!("{path}?limit=2{cursor}")).await;
            keys.extend(
                page["items"].as_array().unwrap().iter().map(|item| item["pk"].to_string() + &item["sk"].to_string()),
            );
            let Some(next) = page["nextCursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!((keys.len(), all), (total, total), "{path}");
    }
    for path in ["/v1/admin/entities/apiToken", "/v1/admin/entities/nothing"] {
        problem(&call(&mut client, &secret, Method::GET, path, "").await, "not-found");
    }
    for path in
        ["/v1/admin/entities/coachConfig?cursor=e30", "/v1/admin/follow-ups?limit=0", "/v1/admin/contact-forms?email=x"]
    {
        problem(&call(&mut client, &secret, Method::GET, path, "").await, "invalid-parameter");
    }
    for path in ["entities/coachConfig", "follow-ups", "patterns", "contact-forms", "coaches/c/performance"] {
        problem(&client.send(Method::GET, &format!("/v1/admin/{path}"), &[], "").await.unwrap(), "forbidden");
    }
    world.stop().await;
}

#[tokio::test]
async fn accounts_and_forms() {
    let world = World::start().await;
    let secret = admin(&world).await;
    let mut person = world.client().await;
    let profile = person.expect(Method::PATCH, "/v1/me/profile", Some(&json!({"firstName": "Kim"}))).await.unwrap();
    let form = json!({"firstName": "Sam", "lastName": "Hill", "email": "sam@example.com", "subject": "Hello",
        "message": "Help", "contactType": "support"});
    person.expect(Method::POST, "/v1/contact-forms", Some(&form)).await.unwrap();
    let mut client = world.client().await;
    for (query, wanted) in [("", 1), ("?email=Sam@example.com", 1), ("?email=kim@example.com", 0)] {
        let forms = seen(&mut client, &secret, &format!("/v1/admin/contact-forms{query}")).await;
        assert_eq!(forms["items"].as_array().unwrap().len(), wanted, "{query}");
    }
    let user = profile["attributes"]["userId"].as_str().unwrap();
    let path = format!("/v1/admin/accounts/{user}");
    let body = r#"{"subscription":{"tier":"pro","status":"active","expiresAt":"2026-01-01T00:00:00Z"}}"#;
    let changed = call(&mut client, &secret, Method::PATCH, &path, body).await.json().unwrap();
    assert_eq!(
        (&changed["attributes"]["subscription"]["tier"], &changed["attributes"]["firstName"]),
        (&json!("pro"), &json!("Kim"))
    );
    let own = person.expect(Method::GET, "/v1/me/profile", None).await.unwrap();
    assert_eq!(own["attributes"]["subscription"]["tier"], "pro");
    let wrong = r#"{"subscription":{"tier":"pro","status":"active","expiresAt":"soon"}}"#;
    problem(&call(&mut client, &secret, Method::PATCH, &path, wrong).await, "invalid-request");
    problem(&send(&mut person, Method::PATCH, &path, body).await, "forbidden");
    world.stop().await;
}

#[tokio::test]
async fn coaches_are_measured_and_patterns_name_nobody() {
    let world = World::start().await;
    let (secret, template) = (admin(&world).await, template(&world).await);
    let mut people = Vec::new();
    for number in 0..6 {
        people.push(somebody(&world, &template, number > 0).await);
    }
    let service = &world.app.service;
    assert_eq!(service.measure_coaches().await.unwrap(), 6);
    assert_eq!(service.measure_coaches().await.unwrap(), 0, "nothing is new");
    let noted = people[0].expect(Method::GET, "/v1/coaches", None).await.unwrap();
    assert_eq!(
        (&noted["items"][0]["attributes"]["metadata"]["user_satisfaction"], &noted["items"][0]["version"]),
        (&json!(5), &json!(2))
    );
    let mut client = world.client().await;
    let coaches = people[0].expect(Method::GET, "/v1/coaches", None).await.unwrap();
    let coach = coaches["items"][0]["sk"].as_str().unwrap().split_once('#').unwrap().1;
    let measured = seen(&mut client, &secret, &format!("/v1/admin/coaches/{coach}/performance")).await;
    let [only] = &measured["items"].as_array().unwrap()[..] else { panic!("{measured}") };
    assert_eq!(only["sk"], "performance#2025-06-01_2025-06-30");
    assert_eq!(
        (&only["attributes"]["user_satisfaction_avg"], &only["attributes"]["workout_completion_rate"]),
        (&json!(5), &json!(1))
    );
    let report = format!("coaches/{coach}/performance_reports/2025-06-01_2025-06-30_analytics.json");
    let report: Value = serde_json::from_slice(&world.store.read(&report).await.unwrap().unwrap()).unwrap();
    assert_eq!((&report["metrics"], &report["difficulty"]), (&only["attributes"], &json!({"just_right": 1})));

    assert_eq!(seen(&mut client, &secret, "/v1/admin/patterns").await["userPatternAnalysis"], Value::Null);
    assert_eq!(service.draw_patterns().await.unwrap(), 5, "who did not agree is not in it");
    let patterns = seen(&mut client, &secret, "/v1/admin/patterns").await;
    let group = &patterns["userPatternAnalysis"]["groups"][0];
    assert_eq!((&group["people"], &group["exercises"]), (&json!(5), &json!([{"code": "back_squat", "people": 5}])));
    let text = patterns.to_string();
    assert!(!text.contains("secret words") && !text.contains("user#"), "{text}");
    // One fewer agrees: nothing is left.
    let body = json!({"privacy_settings": {"data_sharing": "none"}});
    people[1].expect(Method::PATCH, "/v1/me/preferences", Some(&body)).await.unwrap();
    service.draw_patterns().await.unwrap();
    let patterns = seen(&mut client, &secret, "/v1/admin/patterns").await;
    assert_eq!(
        (&patterns["userPatternAnalysis"]["people"], &patterns["userPatternAnalysis"]["groups"]),
        (&json!(0), &json!([]))
    );

    let seeded = service.seed_methodologies().await.unwrap();
    assert!(seeded >= 15, "{seeded}");
    assert_eq!(service.seed_methodologies().await.unwrap(), 0);
    let content =
        world.store.read("platform/methodology_content/comptrain/comptrain_strength.json").await.unwrap().unwrap();
    let content: Value = serde_json::from_slice(&content).unwrap();
    assert!(content["content"]["principles"].as_array().is_some_and(|principles| !principles.is_empty()));
    world.stop().await;
}
