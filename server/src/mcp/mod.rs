//! A Model Context Protocol server over standard input and output, for programs that speak for one person.
//!
//! The part of the protocol (<https://modelcontextprotocol.io/specification/2025-06-18>) that tools need, as JSON-RPC 2.0, one
//! message a line: `initialize`, `ping`, `tools/list`, `tools/call`. There are no resources, prompts, sampling, progress or
//! cancellation, and the capabilities say so; a call takes milliseconds.

mod tools;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::service::{Service, ServiceError};

/// Versions of the protocol that are spoken, the newest first.
const VERSIONS: [&str; 3] = ["2025-06-18", "2025-03-26", "2024-11-05"];

const PARSE: i32 = -32_700;
const INVALID_REQUEST: i32 = -32_600;
const NO_METHOD: i32 = -32_601;
const INVALID_PARAMETERS: i32 = -32_602;

/// A message of the client.
#[derive(Debug, Deserialize)]
struct Request {
    jsonrpc: String,
    /// Absent in notifications, which get no answer.
    #[serde(default)]
    id: Option<Value>,
    method: String,
    #[serde(default)]
    params: Value,
}

/// Why a request is refused, as JSON-RPC has it.
#[derive(Debug)]
struct Refused(i32, String);

/// The answer to one line; none to a notification.
pub async fn answer(service: &Service, user: &str, line: &str) -> Option<String> {
    let value: Value = match serde_json::from_str(line) {
        Ok(value) => value,
        Err(error) => {
            return Some(refusal(&Value::Null, &Refused(PARSE, format!("send one JSON object a line: {error}"))));
        }
    };
    let id = value.get("id").cloned().unwrap_or_default();
    let request = match serde_json::from_value::<Request>(value) {
        Ok(request) if request.jsonrpc == "2.0" => request,
        _ => return Some(refusal(&id, &Refused(INVALID_REQUEST, "send a request of JSON-RPC 2.0".to_owned()))),
    };
    let outcome = handle(service, user, &request.method, request.params).await;
    let id = request.id?;
    Some(match outcome {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }).to_string(),
        Err(refused) => refusal(&id, &refused),
    })
}

fn refusal(id: &Value, Refused(code, message): &Refused) -> String {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } }).to_string()
}

async fn handle(service: &Service, user: &str, method: &str, params: Value) -> Result<Value, Refused> {
    match method {
        "initialize" => {
            let asked = params.get("protocolVersion").and_then(Value::as_str).unwrap_or_default();
            let [newest, ..] = VERSIONS;
            let version = VERSIONS.into_iter().find(|known| *known == asked).unwrap_or(newest);
            Ok(json!({
                "protocolVersion": version,
                "capabilities": { "tools": { "listChanged": false } },
                "serverInfo": { "name": "coachwright", "version": env!("CARGO_PKG_VERSION") },
                "instructions": "Reads and logs the person's training. Every value points at the words it came from: \
                                 `span` holds byte offsets into the text. Show what `extract_workouts` reads before logging it.",
            }))
        }
        "ping" => Ok(json!({})),
        "tools/list" => Ok(json!({ "tools": tools::list() })),
        "tools/call" => {
            let name = params.get("name").and_then(Value::as_str).unwrap_or_default();
            let arguments = params.get("arguments").cloned().unwrap_or_else(|| json!({}));
            match tools::call(service, user, name, arguments).await {
                None => Err(Refused(INVALID_PARAMETERS, format!("there is no tool `{name}`: list the tools"))),
                Some(Ok(result)) => Ok(content(&result, false)),
                // What went wrong is told to the model, so that it can do better.
                Some(Err(error)) => Ok(content(&problem(error), true)),
            }
        }
        notification if notification.starts_with("notifications/") => Ok(Value::Null),
        _ => Err(Refused(NO_METHOD, format!("`{method}` is not spoken here"))),
    }
}

fn content(value: &Value, is_error: bool) -> Value {
    json!({ "content": [{ "type": "text", "text": value.to_string() }], "structuredContent": value, "isError": is_error })
}

fn problem(error: ServiceError) -> Value {
    match error {
        ServiceError::Fields(fields) => json!({ "detail": "correct the arguments", "errors": fields }),
        ServiceError::Internal(cause) => {
            tracing::error!(%cause, "a tool failed");
            json!({ "detail": "something went wrong that should not: the log says what" })
        }
        other => json!({ "detail": other.to_string() }),
    }
}

#[cfg(test)]
mod tests;
