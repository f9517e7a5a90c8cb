use serde::Deserialize;
use serde_json::Value;

use super::{BadLine, Settings, read};
use crate::Engine;

#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<Value>,
    #[expect(dead_code, reason = "the interview reads them")]
    messages: Vec<String>,
    #[serde(flatten)]
    settings: Settings,
}

/// Holds an interview: `{"id","locale","now","messages":["…"]}` to `{"id","turns","session","coach"}`.
///
/// # Errors
/// When the line is not such an object.
pub fn interview(_engine: &Engine, line: &str) -> Result<String, BadLine> {
    let line: Line = read(line)?;
    line.settings.context(line.id.as_ref())?;
    Err(BadLine { id: line.id, error: "the interview is under construction".to_owned() })
}
