//! What an existing coach tells an interview that starts from it.

use super::event::Base;
use crate::Span;
use crate::facts::{Confidence, Fact, Injury, InjuryState, SlotId, SlotValue};
use crate::model::CreationType;

/// The facts that are taken over: all of them for changes to a coach, only injuries for a coach made anew.
///
/// Their spans are empty: they were said in another interview.
pub(super) fn facts(base: &Base, creation: CreationType) -> Vec<Fact> {
    let config = &base.config;
    let injuries =
        config.injury_considerations.iter().map(|code| Injury { code: code.clone(), state: InjuryState::Current });
    let number = |value: f64| SlotValue::Number { low: value, high: value };
    let codes = |codes: &[String]| SlotValue::Codes { codes: codes.to_vec() };
    let all = [
        (SlotId::Injuries, SlotValue::Injuries { injuries: injuries.collect() }),
        (SlotId::Goals, codes(&config.programming_focus)),
        (SlotId::GoalTimeline, codes(std::slice::from_ref(&config.goal_timeline))),
        (SlotId::TrainingFrequency, number(f64::from(config.training_frequency))),
        (SlotId::AvailableDays, codes(&config.time_constraints.available_days)),
        (SlotId::SessionLength, number(f64::from(config.time_constraints.session_length))),
        (SlotId::Equipment, codes(&config.equipment_available)),
        (SlotId::Methodology, codes(std::slice::from_ref(&config.methodology))),
    ];
    let taken = match creation {
        CreationType::Initial => 0,
        CreationType::Recreation => 1,
        CreationType::Modification => all.len(),
    };
    let says = |value: &SlotValue| match value {
        SlotValue::Codes { codes } => codes.iter().any(|code| !code.is_empty()),
        SlotValue::Number { high, .. } => *high > 0.0,
        SlotValue::Injuries { injuries } => !injuries.is_empty(),
        SlotValue::Quantity { .. } | SlotValue::Lifts { .. } | SlotValue::Note { .. } => true,
        SlotValue::Without { .. } => false,
    };
    let facts = all.into_iter().take(taken).filter(|(_, value)| says(value));
    facts.map(|(slot, value)| Fact { slot, value, span: Span::default(), confidence: Confidence::High }).collect()
}
