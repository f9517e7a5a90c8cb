//! How the level moves over a session: one step an answer, and only when the evidence is firm.

use serde::{Deserialize, Serialize};

use super::{Assessment, Level};

/// The levels kept for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Standing {
    /// The level of wording.
    pub chat: Level,
    /// The level that caps loads; never above `chat`.
    pub safety: Level,
}

/// Below this confidence a known level does not move up.
const RISES: f64 = 0.55;
/// Below this confidence a known level does not move down.
const FALLS: f64 = 0.7;

/// The standing after an answer.
///
/// From unknown the level is taken as assessed. A known level moves by one step at most, up or down, and not at all on weak
/// evidence; what is unknown now does not undo what was known. Safety falls at once and rises by one step.
#[must_use]
pub fn evolve(previous: Standing, assessment: &Assessment) -> Standing {
    let chat = match (previous.chat, assessment.level) {
        (known, Level::Unknown) => known,
        (Level::Unknown, new) => new,
        (known, new) if new > known && assessment.confidence >= RISES => above(known),
        (known, new) if new < known && assessment.confidence >= FALLS => below(known),
        (known, _) => known,
    };
    let safety = match (previous.safety, assessment.safety) {
        (known, Level::Unknown) => known,
        (Level::Unknown, new) => new,
        (known, new) if new > known => above(known),
        (_, new) => new,
    };
    Standing { chat, safety: safety.min(chat) }
}

fn above(level: Level) -> Level {
    match level {
        Level::Unknown => Level::Beginner,
        Level::Beginner => Level::Intermediate,
        Level::Intermediate | Level::Advanced => Level::Advanced,
    }
}

fn below(level: Level) -> Level {
    match level {
        Level::Advanced => Level::Intermediate,
        _ => Level::Beginner,
    }
}
