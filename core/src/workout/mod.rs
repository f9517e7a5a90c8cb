//! Free text to workouts, each value with the words it came from.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Context, Engine, Span, text::Text};

/// What a message is with regard to training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// It tells what was trained.
    Log,
    /// It tells what will or should be trained.
    Plan,
    /// It asks.
    Question,
    /// Anything else.
    Chatter,
}

/// What was read from one message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Log {
    /// What the message is.
    pub kind: Kind,
    /// The workouts that were done, in the order they were told; empty unless `kind` is `Log`.
    pub workouts: Vec<Workout>,
}

/// One workout that was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Workout {
    /// The words that tell of it.
    pub span: Span,
}

/// Reads what was trained. Plans, questions, other people's training and what was taken back are left out.
#[must_use]
pub fn read(_engine: &Engine, _text: &Text<'_>, _context: &Context) -> Log {
    Log { kind: Kind::Chatter, workouts: Vec::new() }
}

/// The flat form that evaluation and simple clients use: all workouts of a message merged into one record;
/// `{"notWorkout":true}` alone when nothing was trained.
#[must_use]
pub fn flat(log: &Log, _context: &Context) -> Value {
    if log.workouts.is_empty() { json!({ "notWorkout": true }) } else { json!({}) }
}
