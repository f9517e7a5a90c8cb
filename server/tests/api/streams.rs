//! Turns as streams of events, and stopping while they run.

use hyper::Method;
use serde_json::Value;

use super::sessions::begin;
use super::support::{World, problem};

fn events(body: &[u8]) -> Vec<(String, Value)> {
    let text = std::str::from_utf8(body).unwrap();
    let event = |event: &str| {
        let (name, data) = event.split_once('\n').unwrap();
        let data = serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap();
        (name.strip_prefix("event: ").unwrap().to_owned(), data)
    };
    text.split_terminator("\n\n").map(event).collect()
}

#[tokio::test]
async fn a_turn_is_streamed() {
    let world = World::start().await;
    let mut client = world.client().await;
    let path = format!("/v1/coach-creator-sessions/{}/messages", begin(&mut client).await);
    let headers = [("content-type", "application/json"), ("accept", "text/event-stream"), ("idempotency-key", "k")];
    let body = r#"{"text":"I want to get stronger"}"#;
    let answer = client.send(Method::POST, &path, &headers, body).await.unwrap();
    assert_eq!(answer.header("content-type"), "text/event-stream");
    assert_eq!(answer.header("cache-control"), "no-store");
    let streamed = events(&answer.body);
    let names: Vec<&str> = streamed.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((names[0], names[1], names[names.len() - 1]), ("turn", "delta", "done"));
    let (turn, done) = (&streamed[0].1, &streamed[streamed.len() - 1].1);
    let text: String = streamed.iter().filter_map(|(_, data)| data["text"].as_str()).collect();
    assert_eq!(done["turn"]["reply"], text);
    assert_eq!(done["turn"]["progress"], turn["progress"]);
    assert_eq!(done["session"]["version"], 2);
    // Again under the same key, without a stream: the same object.
    let again = client.send(Method::POST, &path, &[headers[0], headers[2]], body).await.unwrap();
    assert_eq!(again.json().unwrap(), *done);
    let again = client.send(Method::POST, &path, &headers, body).await.unwrap();
    assert_eq!(events(&again.body).last().unwrap().1, *done);
    world.stop().await;
}

#[tokio::test]
async fn a_refusal_is_no_stream() {
    let world = World::start().await;
    let mut client = world.client().await;
    let path = format!("/v1/coach-creator-sessions/{}/messages", begin(&mut client).await);
    let headers = [("content-type", "application/json"), ("accept", "text/event-stream")];
    problem(&client.send(Method::POST, &path, &headers, r#"{"text":""}"#).await.unwrap(), "invalid-request");
    let nobody = "/v1/coach-creator-sessions/nobody/messages";
    problem(&client.send(Method::POST, nobody, &headers, r#"{"text":"a"}"#).await.unwrap(), "not-found");
    world.stop().await;
}

#[tokio::test]
async fn stopping_finishes_what_runs() {
    let world = World::start().await;
    let address = world.address.clone();
    let mut client = world.client().await;
    let path = format!("/v1/coach-creator-sessions/{}/messages", begin(&mut client).await);
    let talking = tokio::spawn(async move {
        let headers = [("content-type", "application/json")];
        let mut taken = 0;
        for number in 0.. {
            let body = format!(r#"{{"text":"answer number {number}"}}"#);
            match client.send(Method::POST, &path, &headers, body).await {
                Ok(answer) => {
                    assert_eq!(answer.status.as_u16(), 200);
                    taken += 1;
                }
                // Between two requests the connection is closed; never in the middle of one.
                Err(error) => {
                    assert!(!format!("{error:#}").contains("incomplete"), "{error:#}");
                    break;
                }
            }
        }
        taken
    });
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    world.stop().await;
    assert!(talking.await.unwrap() > 0);
    assert!(coachwright_tests::client::Client::connect(&address).await.is_err());
}
