use std::sync::Arc;

use coachwright_core::Engine;
use pretty_assertions::assert_eq;

use super::*;
use crate::clock::ManualClock;
use crate::service::SequentialIds;
use crate::settings::Settings;
use crate::store::{CheckedStore, MemoryStore};

fn service() -> Service {
    let clock = Arc::new(ManualClock::at("2025-06-20T10:00:00Z".parse().unwrap()));
    let store = Arc::new(CheckedStore::new(MemoryStore::new(clock.clone())).unwrap());
    let engine = Arc::new(Engine::load().unwrap());
    Service::new(engine, store, clock, Arc::new(SequentialIds::default()), Settings::default())
}

async fn ask(service: &Service, line: &str) -> Value {
    serde_json::from_str(&answer(service, "kim", line).await.unwrap()).unwrap()
}

async fn call(service: &Service, name: &str, arguments: &Value) -> Value {
    let request =
        json!({"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": name, "arguments": arguments}});
    let answer = ask(service, &request.to_string()).await;
    let result = answer["result"].clone();
    let text: Value = serde_json::from_str(result["content"][0]["text"].as_str().unwrap()).unwrap();
    assert_eq!(text, result["structuredContent"]);
    result
}

#[tokio::test]
async fn a_client_begins_lists_and_calls() {
    let service = service();
    let begun =
        ask(&service, r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26"}}"#)
            .await;
    assert_eq!((&begun["id"], &begun["result"]["protocolVersion"]), (&json!(1), &json!("2025-03-26")));
    assert_eq!(answer(&service, "kim", r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#).await, None);
    let listed = ask(&service, r#"{"jsonrpc":"2.0","id":"a","method":"tools/list"}"#).await;
    let tools = listed["result"]["tools"].as_array().unwrap();
    for tool in tools {
        assert_eq!(tool["inputSchema"]["type"], "object", "{tool}");
        let name = tool["name"].as_str().unwrap();
        let refused = call(&service, name, &json!({"nothing": 1})).await;
        assert_eq!(
            (&refused["isError"], &refused["structuredContent"]["errors"][0]["pointer"]),
            (&json!(true), &json!("/nothing")),
            "{name}"
        );
    }
    let text = json!({"text": "back squat 5x5 at 100 kg"});
    let read = call(&service, "extract_workouts", &text).await;
    assert_eq!(read["structuredContent"]["workouts"].as_array().unwrap().len(), 1);
    assert_eq!(call(&service, "list_workouts", &json!({})).await["structuredContent"]["items"], json!([]));
    let logged = call(&service, "log_workout", &text).await;
    assert_eq!(
        (&logged["isError"], logged["structuredContent"]["items"].as_array().unwrap().len()),
        (&json!(false), 1)
    );
    let listed = call(&service, "list_workouts", &json!({"from": "2025-06-20"})).await;
    assert_eq!(listed["structuredContent"]["items"], logged["structuredContent"]["items"]);
    assert!(
        !call(&service, "get_records", &json!({})).await["structuredContent"]["items"].as_array().unwrap().is_empty()
    );
    assert_eq!(call(&service, "get_coach", &json!({})).await["isError"], true);
    assert_eq!(call(&service, "log_workout", &json!({"text": "nothing today"})).await["isError"], true);
}

#[tokio::test]
async fn what_is_no_request_is_refused_as_the_standard_says() {
    let service = service();
    for (line, code, id) in [
        ("{", PARSE, Value::Null),
        ("[]", INVALID_REQUEST, Value::Null),
        (r#"{"jsonrpc":"1.0","id":3,"method":"ping"}"#, INVALID_REQUEST, json!(3)),
        (r#"{"jsonrpc":"2.0","id":3,"method":"resources/list"}"#, NO_METHOD, json!(3)),
        (r#"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"rm"}}"#, INVALID_PARAMETERS, json!(3)),
    ] {
        let refused = ask(&service, line).await;
        assert_eq!((&refused["error"]["code"], &refused["id"]), (&json!(code), &id), "{line}");
    }
    assert_eq!(ask(&service, r#"{"jsonrpc":"2.0","id":3,"method":"ping"}"#).await["result"], json!({}));
}
