//! The person's own words that let things go on: cleared by a doctor, or cared for after an emergency.

use super::hits::Hits;
use super::rules::ClassSet;
use crate::text::{Domain, Scope, Text};
use crate::{Engine, Span};

/// The words that say that a doctor allows training ("my cardiologist cleared me"); only they lift a clearance.
#[must_use]
pub fn lifts_clearance(engine: &Engine, text: &Text<'_>) -> Option<Span> {
    stated(engine, text, engine.safety.rules.grammar.lifts)
}

/// The words that say that help has come ("the ambulance is here", "I saw a doctor"); only they end the stop after an
/// emergency.
#[must_use]
pub fn says_cared_for(engine: &Engine, text: &Text<'_>) -> Option<Span> {
    stated(engine, text, engine.safety.rules.grammar.cared_for)
}

/// The first plain statement of a class by the writer.
fn stated(engine: &Engine, text: &Text<'_>, class: ClassSet) -> Option<Span> {
    let hits = Hits::find(&engine.safety.rules, text);
    let not_yet = Scope::QUESTION | Scope::PLANNED | Scope::CONDITIONAL;
    let said = |at: usize| {
        let other = text.term_at(at, Domain::Cue).is_some_and(|cue| text.code(cue) == "other");
        !other && !text.scope(at).any(not_yet)
    };
    let hit = hits.list.iter().find(|hit| !hit.void && hit.set.meets(class) && said(hit.first))?;
    Some(text.span(hit.first, hit.end))
}
