//! The person's own words that let things go on: cleared by a doctor, or cared for after an emergency.

use super::hits::{Hit, Hits};
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
    let said = |hit: &Hit| {
        let other = text.term_at(hit.first, Domain::Cue).is_some_and(|cue| text.code(cue) == "other");
        !other && !text.scope(hit.first).any(not_yet) && !hits.is_denied(hit, ClassSet::default(), text)
    };
    let hit = hits.list.iter().find(|hit| !hit.void && hit.set.meets(class) && said(hit))?;
    Some(text.span(hit.first, hit.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ones_own_plain_words_lift_a_clearance() {
        let engine = Engine::load().unwrap();
        let lifts = |said: &str| lifts_clearance(&engine, &Text::read(&engine.lexicon, said)).is_some();
        for said in [
            "my cardiologist cleared me for training",
            "I got the all clear last week",
            "the doctor said I can train",
            "mi médico me ha dado permiso",
            "j'ai le feu vert de mon médecin",
        ] {
            assert!(lifts(said), "{said}");
        }
        for said in [
            "I'm not cleared yet",
            "I will ask if I am cleared",
            "is it enough when my doctor cleared me?",
            "no, I haven't been cleared",
            "todavía no tengo el alta",
            "I feel fine",
        ] {
            assert!(!lifts(said), "{said}");
        }
    }

    #[test]
    fn only_help_that_has_come_counts_as_care() {
        let engine = Engine::load().unwrap();
        let cared = |said: &str| says_cared_for(&engine, &Text::read(&engine.lexicon, said)).is_some();
        for said in [
            "the ambulance is here",
            "I saw a doctor, it was a panic attack",
            "I'm at the hospital now",
            "called 911",
            "me han atendido en urgencias",
            "les pompiers sont là",
        ] {
            assert!(cared(said), "{said}");
        }
        for said in
            ["should I call an ambulance?", "I'm fine, go on", "I don't need the hospital", "I will see a doctor"]
        {
            assert!(!cared(said), "{said}");
        }
    }
}
