//! The description of the interface: OpenAPI 3.1, a page that shows it, and the pages of the problems.

use std::sync::OnceLock;

use axum::body::Body;
use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Response};
use axum::response::IntoResponse;
use rust_embed::RustEmbed;
use serde_json::{Value, json};
use utoipa::openapi::OpenApi;

use super::assets::answer;

/// The page that shows the description.
#[derive(RustEmbed)]
#[folder = "assets/docs"]
struct Page;

/// What each problem means.
#[derive(RustEmbed)]
#[folder = "../docs/errors"]
struct Errors;

/// `GET /openapi.json`.
pub(super) async fn document() -> impl IntoResponse {
    static DOCUMENT: OnceLock<String> = OnceLock::new();
    let document = DOCUMENT.get_or_init(|| describe(&super::routes().1).to_string());
    ([(CONTENT_TYPE, "application/json")], document.as_str())
}

/// What stands in paths.
const PATH_PARTS: [(&str, &str); 11] = [
    ("sessionId", "The id of an interview or of a logged workout."),
    ("questionId", "The number of a question, 1 to 18."),
    ("coachId", "The id of a coach."),
    ("version", "A version of a coach, such as `1.2`."),
    ("workoutDate", "The day of a workout, such as `2025-06-20`."),
    ("userId", "The id of a person."),
    ("conversationId", "The id of a conversation."),
    ("tokenId", "The id of an API token."),
    ("entityType", "The type of an entity, such as `coachConfig`."),
    ("memoryId", "The id of a memory."),
    ("date", "The day of an export in UTC, such as `2025-06-20`."),
];

/// Completes the description of the routes: the types, what all operations share, who may call.
fn describe(routes: &OpenApi) -> Value {
    let mut document = serde_json::to_value(routes).unwrap_or_default();
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, methods) in paths.into_iter().flatten() {
        for (method, operation) in methods.as_object_mut().into_iter().flatten() {
            complete(path, method, operation);
        }
    }
    let title = "coachwright";
    let about = "A conversational coaching engine. Stored entities are in `attributes`; everything is the caller's own. \
                 Refusals are `application/problem+json` (RFC 9457).";
    if let Some(document) = document.as_object_mut() {
        let version = env!("CARGO_PKG_VERSION");
        document.insert("info".to_owned(), json!({ "title": title, "version": version, "description": about }));
        let schemes = json!({
            "cookie": { "type": "apiKey", "in": "cookie", "name": "coachwright",
                "description": "Each browser is somebody of its own; the server gives the cookie." },
            "token": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
                "description": "Where the operator has set `identity.mode = \"jwt\"`." },
            "apiToken": { "type": "http", "scheme": "bearer", "bearerFormat": "cw_…",
                "description": "An API token; it may read alone unless it was made with more." },
        });
        document.insert(
            "components".to_owned(),
            json!({ "schemas": super::schemas::components(), "securitySchemes": schemes }),
        );
        document.insert("security".to_owned(), json!([{ "cookie": [] }, { "token": [] }, { "apiToken": [] }]));
    }
    document
}

/// Adds to an operation what follows from its path and its method.
fn complete(path: &str, method: &str, operation: &mut Value) {
    let Some(operation) = operation.as_object_mut() else { return };
    operation.insert("operationId".to_owned(), operation_id(path, method).into());
    let writes = method != "get" && !path.ends_with(":extract");
    let mut shared: Vec<Value> = PATH_PARTS
        .iter()
        .filter(|(name, _)| path.contains(&format!("{{{name}}}")))
        .map(|(name, about)| {
            json!({ "name": name, "in": "path", "required": true, "description": about, "schema": { "type": "string" } })
        })
        .collect();
    if writes {
        shared.push(json!({ "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "Makes the request safe to repeat for a day: the same key gets the same answer.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 128 } }));
    }
    if writes && path.contains('{') {
        shared.push(json!({ "name": "If-Match", "in": "header", "required": false,
            "description": "The `ETag` of the version that is changed; 412 when it is not the current one.",
            "schema": { "type": "string" } }));
    }
    if let Some(own) = operation.get_mut("parameters").and_then(Value::as_array_mut) {
        shared.append(own);
    }
    if !shared.is_empty() {
        operation.insert("parameters".to_owned(), Value::Array(shared));
    }
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    if path.ends_with("/messages")
        && let Some(content) = responses.get_mut("200").and_then(|response| response.get_mut("content"))
    {
        let about =
            "With `Accept: text/event-stream`: `turn`, `delta` …, then `done` with the JSON answer, or `error`.";
        if let Some(content) = content.as_object_mut() {
            let schema = json!({ "schema": { "type": "string", "description": about } });
            content.insert("text/event-stream".to_owned(), schema);
        }
    }
    let problem = json!({ "description": "A refusal; `type` names its page under `/errors/`.", "content": {
        "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } });
    responses.insert("default".to_owned(), problem);
}

/// A name that no other operation has: `getCoachesByCoachIdPrompts`.
fn operation_id(path: &str, method: &str) -> String {
    let capital = |word: &str| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_ascii_uppercase() + rest
    };
    let parts = path.split(['/', ':', '-']).filter(|part| !part.is_empty() && *part != "v1");
    parts.fold(method.to_owned(), |id, part| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => id + "By" + &capital(name),
        None => id + &capital(part),
    })
}

/// `GET /docs`.
pub(super) async fn page(headers: HeaderMap) -> Response<Body> {
    answer(Page::get("index.html"), "index.html", &headers)
}

/// `GET /docs/{file}`.
pub(super) async fn asset(Path(file): Path<String>, headers: HeaderMap) -> Response<Body> {
    answer(Page::get(&file), &file, &headers)
}

/// `GET /errors/{kind}`.
pub(super) async fn error_page(Path(kind): Path<String>, headers: HeaderMap) -> Response<Body> {
    let file = format!("{kind}.md");
    answer(Errors::get(&file), &file, &headers)
}
