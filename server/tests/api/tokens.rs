//! API tokens: made, used, bounded, revoked.

use coachwright_core::model::TokenScope;
use coachwright_tests::client::Client;
use hyper::Method;
use pretty_assertions::assert_eq;
use serde_json::json;

use super::support::{World, problem, send};

const TOKENS: &str = "/v1/me/tokens";

/// Sends a request that a token speaks for.
pub(crate) async fn call(
    client: &mut Client,
    secret: &str,
    method: Method,
    path: &str,
    body: &str,
) -> coachwright_tests::client::Answer {
    let bearer = format!("Bearer {secret}");
    let headers = [("authorization", bearer.as_str()), ("cookie", ""), ("content-type", "application/json")];
    client.send(method, path, &headers, body.to_owned()).await.unwrap()
}

#[tokio::test]
async fn a_token_speaks_for_its_owner_and_reads_alone() {
    let world = World::start().await;
    let mut owner = world.client().await;
    owner.expect(Method::PATCH, "/v1/me/profile", Some(&json!({"firstName": "Kim"}))).await.unwrap();
    let made = send(&mut owner, Method::POST, TOKENS, r#"{"name":"laptop","days":30}"#).await;
    assert_eq!(made.status.as_u16(), 201);
    let made = made.json().unwrap();
    let secret = made["secret"].as_str().unwrap();
    assert_eq!((secret.len(), &made["scopes"]), (46, &json!(["read"])));
    let listed = owner.expect(Method::GET, TOKENS, None).await.unwrap();
    assert!(!listed.to_string().contains(secret) && listed["items"][0]["name"] == "laptop", "{listed}");
    let stored = world.store.scan(None, 1_000).await.unwrap().items;
    assert!(!serde_json::to_string(&stored).unwrap().contains(secret), "the secret is stored");

    let mut program = world.client().await;
    let read = call(&mut program, secret, Method::GET, "/v1/me/profile", "").await;
    assert_eq!((read.header("set-cookie"), &read.json().unwrap()["attributes"]["firstName"]), ("", &json!("Kim")));
    let extract = call(&mut program, secret, Method::POST, "/v1/workouts:extract", r#"{"text":"ran 5 km"}"#).await;
    assert_eq!(extract.status.as_u16(), 200);
    for (method, path, body) in [
        (Method::PATCH, "/v1/me/profile", r#"{"firstName":"Eve"}"#),
        (Method::POST, "/v1/workouts", r#"{"text":"ran 5 km"}"#),
        (Method::DELETE, "/v1/me", "{}"),
        (Method::GET, TOKENS, ""),
        (Method::POST, TOKENS, r#"{"name":"more"}"#),
        (Method::GET, "/v1/admin/follow-ups", ""),
    ] {
        problem(&call(&mut program, secret, method, path, body).await, "forbidden");
    }
    problem(&call(&mut program, &format!("{secret}x"), Method::GET, "/v1/me/profile", "").await, "unauthenticated");

    let path = format!("{TOKENS}/{}", made["tokenId"].as_str().unwrap());
    let mut stranger = world.client().await;
    problem(&stranger.send(Method::DELETE, &path, &[], "").await.unwrap(), "not-found");
    assert_eq!(owner.send(Method::DELETE, &path, &[], "").await.unwrap().status.as_u16(), 204);
    problem(&call(&mut program, secret, Method::GET, "/v1/me/profile", "").await, "unauthenticated");
    world.stop().await;
}

#[tokio::test]
async fn a_token_may_write_until_it_ends() {
    let world = World::start().await;
    let mut owner = world.client().await;
    owner.expect(Method::GET, "/v1/me/profile", None).await.unwrap();
    for (body, slug) in [
        (r#"{"name":" "}"#, "invalid-request"),
        (r#"{"name":"x","days":0}"#, "invalid-request"),
        (r#"{"name":"x","scopes":["everything"]}"#, "invalid-request"),
        (r#"{"name":"x","scopes":["admin"]}"#, "forbidden"),
    ] {
        problem(&send(&mut owner, Method::POST, TOKENS, body).await, slug);
    }
    let made =
        owner.expect(Method::POST, TOKENS, Some(&json!({"name": "x", "scopes": ["write"], "days": 1}))).await.unwrap();
    assert_eq!(made["scopes"], json!(["read", "write"]));
    let secret = made["secret"].as_str().unwrap();
    let mut program = world.client().await;
    let logged = call(&mut program, secret, Method::POST, "/v1/workouts", r#"{"text":"ran 5 km"}"#).await;
    assert_eq!(logged.status.as_u16(), 201);
    assert_eq!(owner.expect(Method::GET, "/v1/workouts", None).await.unwrap()["items"].as_array().unwrap().len(), 1);
    world.clock.advance(86_400);
    problem(&call(&mut program, secret, Method::GET, "/v1/workouts", "").await, "unauthenticated");
    let admin = world.app.service.create_token("root", "ops", vec![TokenScope::Admin], None).await.unwrap();
    let listed = call(&mut program, &admin.secret, Method::GET, "/v1/admin/follow-ups", "").await;
    assert_eq!(listed.status.as_u16(), 200);
    world.stop().await;
}
