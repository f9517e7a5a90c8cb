//! Coaches: made from templates, changed, brought back.

use coachwright_tests::client::Client;
use hyper::Method;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::sessions::{begin, talk};
use super::support::{World, problem, send, stored};

async fn take(client: &mut Client, template: &str) -> Value {
    client.expect(Method::POST, "/v1/coaches", Some(&json!({ "template": template }))).await.unwrap()["coach"].clone()
}

fn path(coach: &Value) -> String {
    format!("/v1/coaches/{}", coach["sk"].as_str().unwrap().strip_prefix("coach#").unwrap())
}

#[tokio::test]
async fn templates_in_three_languages() {
    let world = World::start().await;
    let mut client = world.client().await;
    let mut names = Vec::new();
    for locale in ["en", "es", "fr"] {
        let listed = client.expect(Method::GET, &format!("/v1/coach-templates?locale={locale}"), None).await.unwrap();
        assert_eq!(listed["items"].as_array().unwrap().len(), 8);
        names.push(listed["items"][0]["name"].clone());
    }
    let accept = [("accept-language", "fr-CA,fr;q=0.9,en;q=0.8")];
    let french = client.send(Method::GET, "/v1/coach-templates", &accept, "").await.unwrap().json().unwrap();
    assert_eq!(french["items"][0]["name"], names[2]);
    assert_ne!(names[0], names[1]);
    world.stop().await;
}

#[tokio::test]
async fn a_template_is_a_coach_at_once() {
    let world = World::start().await;
    let mut client = world.client().await;
    let templates = client.expect(Method::GET, "/v1/coach-templates", None).await.unwrap();
    let ids: Vec<&str> =
        templates["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    let first = take(&mut client, ids[0]).await;
    let second = take(&mut client, ids[1]).await;
    assert_eq!((&first["attributes"]["isPrimary"], &second["attributes"]["isPrimary"]), (&json!(true), &json!(false)));
    let shown = client.send(Method::GET, &path(&first), &[], "").await.unwrap();
    assert_eq!((shown.header("etag"), shown.json().unwrap()), ("\"1\"", first.clone()));
    for (query, wanted) in
        [("", 2), ("?primary=true", 1), ("?primary=false", 1), ("?active=true", 2), ("?active=false", 0)]
    {
        let listed = client.expect(Method::GET, &format!("/v1/coaches{query}"), None).await.unwrap();
        assert_eq!(listed["items"].as_array().unwrap().len(), wanted, "{query}");
    }
    // One main coach at any time.
    client.expect(Method::PATCH, &path(&second), Some(&json!({"isPrimary": true}))).await.unwrap();
    let first = client.expect(Method::GET, &path(&first), None).await.unwrap();
    assert_eq!((&first["attributes"]["isPrimary"], &first["version"]), (&json!(false), &json!(2)));
    for (body, pointer) in [
        (json!({}), ""),
        (json!({"template": "x", "sessionId": "y"}), ""),
        (json!({"template": "nothing"}), "/template"),
        (json!({"template": ids[0], "isPrimary": true}), "/isPrimary"),
    ] {
        let refused =
            problem(&send(&mut client, Method::POST, "/v1/coaches", &body.to_string()).await, "invalid-request");
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused}");
    }
    world.stop().await;
}

#[tokio::test]
async fn a_change_renders_anew_and_can_be_taken_back() {
    let world = World::start().await;
    let mut client = world.client().await;
    let templates = client.expect(Method::GET, "/v1/coach-templates", None).await.unwrap();
    let coach = take(&mut client, templates["items"][0]["id"].as_str().unwrap()).await;
    let (path, before) = (path(&coach), coach["attributes"].clone());
    let frequency = before["technical_config"]["training_frequency"].as_u64().unwrap();
    let other = if frequency == 2 { 3 } else { 2 };
    let patch = json!({"coachName": "Robin", "technical_config": {"training_frequency": other}});
    let changed = client.expect(Method::PATCH, &path, Some(&patch)).await.unwrap();
    assert_eq!(changed["attributes"]["coachName"], "Robin");
    assert_eq!(changed["attributes"]["metadata"]["version"], "1.1");
    assert_ne!(changed["attributes"]["generated_prompts"], before["generated_prompts"]);

    let versions = client.expect(Method::GET, &format!("{path}/versions"), None).await.unwrap();
    let list: Vec<&str> =
        versions["items"].as_array().unwrap().iter().map(|one| one["version"].as_str().unwrap()).collect();
    assert_eq!(list, ["1.1", "1.0"]);
    let restored = client.expect(Method::POST, &format!("{path}/versions/1.0/restore"), None).await.unwrap();
    assert_eq!(restored["attributes"]["technical_config"], before["technical_config"]);
    assert_eq!(restored["attributes"]["generated_prompts"], before["generated_prompts"]);
    assert_eq!(restored["attributes"]["metadata"]["version"], "1.2");
    problem(&send(&mut client, Method::POST, &format!("{path}/versions/9.9/restore"), "{}").await, "not-found");

    let prompts = client.expect(Method::GET, &format!("{path}/prompts"), None).await.unwrap();
    let blocks = prompts["blocks"].as_array().unwrap();
    let from = |id: &str| &blocks.iter().find(|block| block["id"] == id).unwrap()["from"];
    assert!(from("methodology").as_array().unwrap().contains(&json!("technical_config.methodology")));
    let whole = prompts["systemPrompt"].as_str().unwrap();
    assert!(blocks.iter().all(|block| whole.contains(block["text"].as_str().unwrap())));

    for (body, pointer) in [
        (json!({"technical_config": {"training_frequency": 8}}), "/technical_config/training_frequency"),
        (json!({"technical_config": {"training_frequency": "4"}}), "/technical_config/training_frequency"),
        (json!({"technical_config": {"methodology": "magic"}}), "/technical_config/methodology"),
        (json!({"technical_config": {"colour": "red"}}), "/technical_config/colour"),
        (json!({"coachName": "x".repeat(26)}), "/coachName"),
        (json!({"persona": "nobody"}), "/persona"),
        (json!({"version": "2.0"}), "/version"),
    ] {
        let refused = problem(&send(&mut client, Method::PATCH, &path, &body.to_string()).await, "invalid-request");
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused}");
    }
    let stale = [("content-type", "application/json"), ("if-match", "\"1\"")];
    let refused = client.send(Method::PATCH, &path, &stale, r#"{"coachName":"Kim"}"#).await.unwrap();
    assert_eq!(problem(&refused, "stale-version")["current"]["attributes"]["coachName"], before["coachName"]);
    let (status, _) = client.call_with_key(Method::DELETE, &path, None, "d").await.unwrap();
    assert_eq!(status.as_u16(), 204);
    let (status, _) = client.call_with_key(Method::DELETE, &path, None, "d").await.unwrap();
    assert_eq!(status.as_u16(), 204);
    problem(&client.send(Method::GET, &path, &[], "").await.unwrap(), "not-found");
    assert_eq!(stored(&world.store).await, 0);
    world.stop().await;
}

#[tokio::test]
async fn a_coach_is_changed_or_made_anew_by_another_interview() {
    let world = World::start().await;
    let mut client = world.client().await;
    let session = begin(&mut client).await;
    talk(&mut client, &session).await;
    let done = client.expect(Method::POST, "/v1/coaches", Some(&json!({ "sessionId": session }))).await.unwrap();
    let id = done["session"]["attributes"]["generatedCoachId"].as_str().unwrap();
    for (creation, same) in [("modification", true), ("recreation", false)] {
        world.clock.advance(60);
        let body = json!({"creationType": creation, "coachId": id, "locale": "en"});
        let started = client.expect(Method::POST, "/v1/coach-creator-sessions", Some(&body)).await.unwrap();
        let session = started["session"]["attributes"]["sessionId"].as_str().unwrap().to_owned();
        talk(&mut client, &session).await;
        let path = format!("/v1/coach-creator-sessions/{session}/complete");
        let done = client.expect(Method::POST, &path, None).await.unwrap();
        assert_eq!(done["session"]["attributes"]["generatedCoachId"] == id, same, "{creation}");
        assert_eq!(done["coach"]["attributes"]["isPrimary"], true);
        let old = client.expect(Method::GET, &format!("/v1/coaches/{id}"), None).await.unwrap();
        assert_eq!(old["attributes"]["isActive"], same);
    }
    let primary = client.expect(Method::GET, "/v1/coaches?primary=true", None).await.unwrap();
    assert_eq!(primary["items"].as_array().unwrap().len(), 1);
    world.stop().await;
}

#[tokio::test]
async fn coaches_of_others_do_not_exist() {
    let world = World::start().await;
    let mut owner = world.client().await;
    let templates = owner.expect(Method::GET, "/v1/coach-templates", None).await.unwrap();
    let coach = take(&mut owner, templates["items"][0]["id"].as_str().unwrap()).await;
    let mut stranger = world.client().await;
    let before = stored(&world.store).await;
    for path in [path(&coach), "/v1/coaches/a%23b".to_owned(), "/v1/coaches/..".to_owned()] {
        for (method, path, body) in [
            (Method::GET, path.clone(), ""),
            (Method::PATCH, path.clone(), "{}"),
            (Method::DELETE, path.clone(), ""),
            (Method::GET, format!("{path}/prompts"), ""),
            (Method::GET, format!("{path}/versions"), ""),
            (Method::POST, format!("{path}/versions/1.0/restore"), "{}"),
        ] {
            let json = [("content-type", "application/json")];
            problem(
                &stranger.send(method, &path, &json[..usize::from(!body.is_empty())], body).await.unwrap(),
                "not-found",
            );
        }
    }
    assert_eq!(stored(&world.store).await, before);
    world.stop().await;
}
