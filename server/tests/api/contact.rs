//! Contact forms.

use coachwright_core::table::pattern;
use hyper::Method;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::support::{World, problem, send};

const FORMS: &str = "/v1/contact-forms";

fn form(email: &str, message: &str) -> Value {
    json!({"firstName": "Sam", "lastName": "Hill", "email": email, "subject": "Hello", "message": message,
        "contactType": "support"})
}

#[tokio::test]
async fn forms_are_kept_once_and_bounded() {
    let world = World::start().await;
    let mut client = world.client().await;
    let first = client.expect(Method::POST, FORMS, Some(&form("Sam@Example.com", "Help"))).await.unwrap();
    assert_eq!(first, json!({"receivedAt": "2025-06-20T10:00:00Z", "isDuplicate": false}));
    world.clock.advance(60);
    let again = client.expect(Method::POST, FORMS, Some(&form("sam@example.com ", "Help"))).await.unwrap();
    assert_eq!(again, json!({"receivedAt": "2025-06-20T10:00:00Z", "isDuplicate": true}));
    let (_, one) =
        client.call_with_key(Method::POST, FORMS, Some(&form("sam@example.com", "More")), "c").await.unwrap();
    let (_, two) =
        client.call_with_key(Method::POST, FORMS, Some(&form("sam@example.com", "More")), "c").await.unwrap();
    assert_eq!((&one, &one["isDuplicate"]), (&two, &json!(false)));
    let of = || pattern::contact_forms_of("sam@example.com").unwrap();
    assert_eq!(world.store.query(&of()).await.unwrap().items.len(), 2);
    for number in 0..3 {
        client.expect(Method::POST, FORMS, Some(&form("sam@example.com", &number.to_string()))).await.unwrap();
    }
    let refused = send(&mut client, Method::POST, FORMS, &form("sam@example.com", "too much").to_string()).await;
    problem(&refused, "rate-limited");
    assert_eq!(refused.header("retry-after"), (3_600 - 60).to_string());
    world.clock.advance(3_540);
    client.expect(Method::POST, FORMS, Some(&form("sam@example.com", "now"))).await.unwrap();

    for (change, pointer) in [
        (json!({"email": "sam"}), "/email"),
        (json!({"message": ""}), "/message"),
        (json!({"message": "x".repeat(5_001)}), "/message"),
        (json!({"subject": null}), "/subject"),
        (json!({"colour": "red"}), "/colour"),
    ] {
        let mut body = form("kim@example.com", "Hi");
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let refused = problem(&send(&mut client, Method::POST, FORMS, &body.to_string()).await, "invalid-request");
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused}");
    }
    world.stop().await;
}

#[tokio::test]
async fn everybody_together_is_bounded() {
    let world = World::start().await;
    let mut client = world.client().await;
    for number in 0..60 {
        client.expect(Method::POST, FORMS, Some(&form(&format!("u{number}@example.com"), "Hi"))).await.unwrap();
    }
    let refused = send(&mut client, Method::POST, FORMS, &form("last@example.com", "Hi").to_string()).await;
    problem(&refused, "rate-limited");
    world.clock.advance(1);
    client.expect(Method::POST, FORMS, Some(&form("last@example.com", "Hi"))).await.unwrap();
    world.stop().await;
}
