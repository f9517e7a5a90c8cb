//! Typed facts about the person, each pointing at the words it came from.
//!
//! [`read`] takes one message and the topic it answers; [`merge()`] folds its facts into what is known.

mod body;
mod equipment;
mod flat;
mod frequency;
mod goals;
mod injuries;
mod lifts;
mod load;
mod merge;
mod preferences;
pub(crate) mod reader;
pub(crate) mod rules;
mod session;
pub mod slots;
pub(crate) mod spell;
mod topic;
mod years;

pub use merge::merge;
pub(crate) use merge::replaces_list;
pub use rules::Rules;
pub use slots::{Confidence, Fact, Injury, InjuryState, Lift, SlotId, SlotValue, Slots};
pub use topic::Topic;

use self::reader::{Found, Reader};
use crate::{Context, Engine, text::Text};

/// Reads every fact that a message states about the person who writes it.
///
/// `asked` is the number of the question being answered, 1 to 18 in the interview, 19 to 21 for the further topics of
/// intake forms (see [`Topic`]); it lets a bare "4" mean four days. Negated, planned or somebody else's facts are left
/// out; an empty list of injuries is a fact ("no injuries"). A message may state several facts of one slot, one each
/// item of a list; [`merge()`] joins them.
#[must_use]
pub fn read(engine: &Engine, text: &Text<'_>, asked: Option<u8>, context: &Context) -> Vec<Fact> {
    let reader = Reader::new(text, asked.and_then(Topic::of), context);
    let spells = spell::find(&reader);
    gather(engine, &reader, &spells)
}

/// Reads the facts of a message whose stretches of time are known.
pub(crate) fn gather(engine: &Engine, reader: &Reader<'_, '_>, spells: &[spell::Spell]) -> Vec<Fact> {
    let mut found = Found::default();
    goals::read(reader, &mut found);
    goals::timeline(reader, spells, &mut found);
    years::read(reader, spells, &mut found);
    frequency::read(reader, &mut found);
    session::read(reader, &mut found);
    session::time_of_day(reader, &mut found);
    injuries::read(reader, &engine.facts.injuries, &mut found);
    equipment::read(reader, &mut found);
    lifts::read(reader, &engine.facts.lifts, spells, &mut found);
    body::read(reader, spells, &mut found);
    years::since_age(reader, &mut found);
    preferences::read(reader, &mut found);
    found.0
}

/// Only the lifts of a message, for those who judge strength.
pub(crate) fn lifts(engine: &Engine, reader: &Reader<'_, '_>, spells: &[spell::Spell]) -> Vec<Fact> {
    let mut found = Found::default();
    lifts::read(reader, &engine.facts.lifts, spells, &mut found);
    found.0
}

/// The flat form that evaluation and simple clients use: field name to plain value, absent where nothing was stated.
///
/// Fields: `trainingFrequency`, `yearsTraining`, `sessionLengthMinutes`, `availableDays`, `equipment`, `injuries`, `goals`,
/// `lifts`, `bodyweight`, `age`, `goalTimeline`.
#[must_use]
pub fn flat(engine: &Engine, facts: &[Fact]) -> serde_json::Value {
    flat::flat(&engine.facts.lifts, facts)
}
