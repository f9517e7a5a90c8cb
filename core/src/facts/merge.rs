//! How facts of one message change what is known.

use super::{Confidence, Fact, Injury, Lift, SlotId, SlotValue, Slots};

/// Merges the facts of one message into what is known.
///
/// Numbers, quantities and notes replace what was there; lists grow, and `Without` takes entries away. "No injuries"
/// empties the list of injuries. Facts of one message about one slot count as one: their span is the join of theirs.
pub fn merge(slots: &mut Slots, facts: Vec<Fact>) {
    let mut fresh: Vec<SlotId> = Vec::new();
    for fact in facts {
        let first = !fresh.contains(&fact.slot);
        fresh.push(fact.slot);
        let Some(known) = slots.get_mut(&fact.slot) else {
            if !matches!(fact.value, SlotValue::Without { .. }) {
                slots.insert(fact.slot, fact);
            }
            continue;
        };
        let span = if first { fact.span } else { known.span.join(fact.span) };
        let Fact { slot, value, confidence, .. } = fact;
        let replaces = first && replaces_list(slot);
        // What was said in passing adds to a plain statement, and does not replace it.
        let passing = confidence == Confidence::Low && known.confidence > Confidence::Low;
        let extends = matches!(known.value, SlotValue::Codes { .. }) && !replaces;
        if passing && !extends {
            continue;
        }
        match (&mut known.value, value) {
            (SlotValue::Codes { codes }, SlotValue::Codes { codes: new }) if !replaces => {
                exclude(slot, codes, &new, first);
                codes.extend(new.into_iter().filter(|code| !codes.contains(code)).collect::<Vec<_>>());
            }
            (SlotValue::Codes { codes }, SlotValue::Without { codes: gone }) => {
                codes.retain(|code| !gone.contains(code));
                if codes.is_empty() {
                    slots.remove(&slot);
                    continue;
                }
            }
            (_, SlotValue::Without { .. }) => continue,
            (SlotValue::Injuries { injuries }, SlotValue::Injuries { injuries: new }) => merge_injuries(injuries, new),
            (SlotValue::Lifts { lifts }, SlotValue::Lifts { lifts: new }) => merge_lifts(lifts, new),
            // What was said in codes is not undone by a note about the same.
            (SlotValue::Codes { .. }, SlotValue::Note { .. }) => continue,
            (known, new) => *known = new,
        }
        known.span = span;
        known.confidence = if passing { known.confidence } else { confidence };
    }
}

/// "No equipment" and a list of equipment cannot both hold: what is said last does.
fn exclude(slot: SlotId, known: &mut Vec<String>, new: &[String], first: bool) {
    const NOTHING: &str = "bodyweight_only";
    if slot == SlotId::Equipment && first {
        let nothing = new.iter().any(|code| code == NOTHING);
        known.retain(|code| (code == NOTHING) == nothing);
    }
}

/// Lists that an answer states as a whole: a new one stands in the place of the old.
pub(crate) fn replaces_list(slot: SlotId) -> bool {
    matches!(
        slot,
        SlotId::GoalTimeline
            | SlotId::AvailableDays
            | SlotId::CoachingStyle
            | SlotId::CheckIn
            | SlotId::LearningStyle
            | SlotId::Gender
            | SlotId::TimeOfDay
            | SlotId::Competition
    )
}

fn merge_injuries(known: &mut Vec<Injury>, new: Vec<Injury>) {
    if new.is_empty() {
        known.clear();
    }
    for injury in new {
        match known.iter_mut().find(|other| other.code == injury.code) {
            Some(other) => other.state = injury.state,
            None => known.push(injury),
        }
    }
}

fn merge_lifts(known: &mut Vec<Lift>, new: Vec<Lift>) {
    for lift in new {
        match known.iter_mut().find(|other| other.movement == lift.movement) {
            Some(other) => *other = lift,
            None => known.push(lift),
        }
    }
}
