//! Records of conversations.

use coachwright_core::table::{Batch, Condition, Item, Key};
use hyper::Method;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::support::{World, problem, send};

const CONVERSATIONS: &str = "/v1/conversations";

#[tokio::test]
async fn a_conversation_is_begun_put_away_and_removed() {
    let world = World::start().await;
    let mut client = world.client().await;
    problem(&send(&mut client, Method::POST, CONVERSATIONS, "{}").await, "invalid-request");
    let templates = client.expect(Method::GET, "/v1/coach-templates", None).await.unwrap();
    let template = json!({"template": templates["items"][0]["id"]});
    let mut coaches = Vec::new();
    for _ in 0..2 {
        let made = client.expect(Method::POST, "/v1/coaches", Some(&template)).await.unwrap();
        coaches.push(made["coach"]["sk"].as_str().unwrap().split_once('#').unwrap().1.to_owned());
    }
    let (status, begun) = client.call_with_key(Method::POST, CONVERSATIONS, None, "c").await.unwrap();
    assert_eq!((status.as_u16(), &begun["conversation"]["attributes"]["coachId"]), (201, &json!(coaches[0])));
    let (_, again) = client.call_with_key(Method::POST, CONVERSATIONS, None, "c").await.unwrap();
    assert_eq!(again, begun);
    let preferred = json!({"ui_preferences": {"default_coach": coaches[1]}});
    client.expect(Method::PATCH, "/v1/me/preferences", Some(&preferred)).await.unwrap();
    let second = client.expect(Method::POST, CONVERSATIONS, None).await.unwrap();
    assert_eq!(second["conversation"]["attributes"]["coachId"], json!(coaches[1]));
    client
        .expect(Method::PATCH, &format!("/v1/coaches/{}", coaches[1]), Some(&json!({"isActive": false})))
        .await
        .unwrap();
    for body in [json!({"coachId": "nobody"}), json!({"coachId": coaches[1]}), json!({"coach": "x"})] {
        problem(&send(&mut client, Method::POST, CONVERSATIONS, &body.to_string()).await, "invalid-request");
    }

    let attributes = &begun["conversation"]["attributes"];
    let id = attributes["conversationId"].as_str().unwrap();
    let path = format!("{CONVERSATIONS}/{id}");
    let user = begun["conversation"]["pk"].as_str().unwrap().strip_prefix("user#").unwrap();
    let turn = Item::record(
        Key::conversation_turn(user, id, 1).unwrap(),
        json!({"text": "Hi"}),
        world.app.service.clock.now(),
    );
    world.store.apply(Batch::new().put(turn, Condition::Absent)).await.unwrap();
    let shown = client.send(Method::GET, &path, &[], "").await.unwrap();
    assert_eq!((shown.header("etag"), &shown.json().unwrap()["turns"]), ("\"1\"", &json!([{"text": "Hi"}])));

    let changed =
        client.expect(Method::PATCH, &path, Some(&json!({"isArchived": true, "needsFollowUp": true}))).await.unwrap();
    assert_eq!((&changed["attributes"]["isArchived"], &changed["version"]), (&json!(true), &json!(2)));
    let document = world.store.read(attributes["s3Key"].as_str().unwrap()).await.unwrap().unwrap();
    let document: Value = serde_json::from_slice(&document).unwrap();
    assert_eq!((&document["conversationId"], &document["turns"]), (&json!(id), &json!([{"text": "Hi"}])));
    let metadata = format!("users/{user}/conversations/{id}_metadata.json");
    assert!(world.store.read(&metadata).await.unwrap().is_some());
    for (query, wanted) in
        [("archived=true", 1), ("archived=false", 1), ("needsFollowUp=true", 1), ("limit=1", 1), ("", 2)]
    {
        let listed = client.expect(Method::GET, &format!("{CONVERSATIONS}?{query}"), None).await.unwrap();
        assert_eq!(listed["items"].as_array().unwrap().len(), wanted, "{query}");
    }
    problem(&client.send(Method::GET, &format!("{path}/summary"), &[], "").await.unwrap(), "not-found");
    let mut stranger = world.client().await;
    for path in
        [path.clone(), format!("{path}/summary"), format!("{CONVERSATIONS}/conv_x"), format!("{CONVERSATIONS}/a%23b")]
    {
        problem(&stranger.send(Method::GET, &path, &[], "").await.unwrap(), "not-found");
    }
    problem(&client.send(Method::DELETE, &path, &[("if-match", "\"1\"")], "").await.unwrap(), "stale-version");
    assert_eq!(client.send(Method::DELETE, &path, &[], "").await.unwrap().status.as_u16(), 204);
    problem(&client.send(Method::GET, &path, &[], "").await.unwrap(), "not-found");
    assert!(world.store.list(&format!("users/{user}/conversations/")).await.unwrap().is_empty());
    let left = world.store.get(&Key::conversation_turn(user, id, 1).unwrap()).await.unwrap();
    assert_eq!(left, None);
    world.stop().await;
}
