use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{BadLine, Read, read, to_line};
use crate::{Engine, text::Text, workout};

#[derive(Debug, Deserialize)]
struct Line {
    text: String,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Value>,
    pred: Value,
    workouts: &'a [workout::Workout],
}

/// Reads what was trained: `{"id","text","today"}` to `{"id","pred","workouts"}`.
///
/// # Errors
/// When the line is not such an object.
pub fn extract(engine: &Engine, line: &str) -> Result<String, BadLine> {
    let Read { id, context, line } = read::<Line>(line)?;
    let text = Text::read(&engine.lexicon, &line.text);
    let log = workout::read(engine, &text, &context);
    Ok(to_line(&Answer { id: id.as_ref(), pred: workout::flat(&log, &context), workouts: &log.workouts }))
}
