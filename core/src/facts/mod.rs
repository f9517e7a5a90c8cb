//! Typed facts about the person, each pointing at the words it came from.

pub mod slots;

pub use slots::{Confidence, Fact, Injury, InjuryState, Lift, SlotId, SlotValue, Slots};

use crate::{Context, Engine, text::Text};

/// Reads every fact that a message states about the person who writes it.
///
/// `asked` is the number (1 to 18) of the question being answered; it lets a bare "4" mean four days.
/// Negated, planned or somebody else's facts are left out; an empty list of injuries is a fact ("no injuries").
#[must_use]
pub fn read(_engine: &Engine, _text: &Text<'_>, _asked: Option<u8>, _context: &Context) -> Vec<Fact> {
    Vec::new()
}

/// The flat form that evaluation and simple clients use: field name to plain value, absent where nothing was stated.
///
/// Fields: `trainingFrequency`, `yearsTraining`, `sessionLengthMinutes`, `availableDays`, `equipment`, `injuries`, `goals`,
/// `lifts`, `bodyweight`, `age`, `goalTimeline`.
#[must_use]
pub fn flat(_facts: &[Fact]) -> serde_json::Value {
    serde_json::Value::Object(serde_json::Map::new())
}
