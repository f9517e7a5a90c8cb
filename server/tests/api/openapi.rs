//! The description of the interface.

use hyper::Method;
use serde_json::Value;

use super::support::World;

async fn document() -> Value {
    let world = World::start().await;
    let mut client = world.client().await;
    let document = client.expect(Method::GET, "/openapi.json", None).await.unwrap();
    world.stop().await;
    document
}

#[tokio::test]
async fn the_description_is_the_one_that_was_reviewed() {
    insta::assert_json_snapshot!(document().await);
}

#[tokio::test]
async fn everything_that_is_named_is_described() {
    fn check(value: &Value, document: &Value) {
        match value {
            Value::Object(fields) => {
                if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
                    let found = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
                    assert!(found.is_some(), "{reference} is not described");
                }
                fields.values().for_each(|value| check(value, document));
            }
            Value::Array(values) => values.iter().for_each(|value| check(value, document)),
            _ => {}
        }
    }
    let document = document().await;
    assert_eq!(document["openapi"], "3.1.0");
    check(&document, &document);
    let mut ids = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let place = format!("{method} {path}");
            assert!(path.starts_with("/v1/"), "{place}");
            assert!(!ids.contains(&&operation["operationId"]), "{place}: {} is taken", operation["operationId"]);
            ids.push(&operation["operationId"]);
            assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{place} has no summary");
            assert!(operation["responses"]["default"].is_object(), "{place} has no problem");
            let mut described: Vec<&str> = Vec::new();
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                assert!(parameter["description"].is_string(), "{place}: {parameter} is not described");
                described.extend(parameter["name"].as_str());
            }
            for name in path.split('{').skip(1).map(|part| part.split('}').next().unwrap()) {
                assert!(described.contains(&name), "{place}: {name} is not described");
            }
        }
    }
}
