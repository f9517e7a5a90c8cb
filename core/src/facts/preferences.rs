//! What the person likes, wants of a coach and how they live: codes in the light of the question, else their own words.

use super::reader::{Found, Reader, any_of};
use super::{Confidence, SlotId, SlotValue, Topic};
use crate::Span;
use crate::text::{Domain, Scope, Term};

/// A family of codes: its slot, the questions it answers, and whether it is read without being asked.
struct Family {
    name: &'static str,
    slot: SlotId,
    topics: &'static [Topic],
}

const FAMILIES: [Family; 14] = [
    Family { name: "style", slot: SlotId::CoachingStyle, topics: &[Topic::Style] },
    Family { name: "programming", slot: SlotId::ProgrammingPreference, topics: &[Topic::Programming] },
    Family { name: "motivation", slot: SlotId::Motivation, topics: &[Topic::Motivation] },
    Family { name: "check_in", slot: SlotId::CheckIn, topics: &[Topic::CheckIn] },
    Family { name: "success", slot: SlotId::SuccessMetrics, topics: &[Topic::Success] },
    Family { name: "nutrition", slot: SlotId::Nutrition, topics: &[Topic::Nutrition] },
    Family { name: "diet", slot: SlotId::Nutrition, topics: &[] },
    Family { name: "recovery", slot: SlotId::Recovery, topics: &[Topic::Recovery] },
    Family { name: "learning", slot: SlotId::LearningStyle, topics: &[Topic::Learning] },
    Family { name: "lifestyle", slot: SlotId::Lifestyle, topics: &[Topic::Lifestyle] },
    Family { name: "competition", slot: SlotId::Competition, topics: &[Topic::Competition] },
    Family { name: "methodology", slot: SlotId::Methodology, topics: &[Topic::Methodology, Topic::Programming] },
    Family { name: "quality.strong", slot: SlotId::Strengths, topics: &[] },
    Family { name: "quality.weak", slot: SlotId::Weaknesses, topics: &[] },
];

pub(crate) fn read(reader: &Reader<'_, '_>, found: &mut Found) {
    for (term, codes) in reader.terms(Domain::Fact) {
        for code in codes.split('|') {
            let Some((name, value)) = code.split_once('.') else { continue };
            let Some(family) = FAMILIES.iter().find(|family| family.name == name) else { continue };
            let asked = reader.topic.is_some_and(|topic| family.topics.contains(&topic));
            if asked || name == "diet" {
                code_of(reader, family, term, value, asked, found);
            }
        }
    }
    opinions(reader, found);
    points(reader, found);
    note(reader, found);
}

fn code_of(reader: &Reader<'_, '_>, family: &Family, term: &Term, value: &str, asked: bool, found: &mut Found) {
    let scope = reader.text.scope_of(term.first, term.end);
    let barred = scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED) || (scope.any(Scope::QUESTION) && !asked);
    // "No competition", "don't track": phrases that carry their own negation.
    let negated = scope.any(Scope::NEGATED) && !matches!(value, "none" | "no_plan" | "autonomous");
    let own_negation = reader.terms_in(term.first, term.end, Domain::Cue).any(|(_, cue)| cue == "negation");
    if !barred && (!negated || own_negation) {
        let confidence = if asked { Confidence::High } else { Confidence::Medium };
        found.code(family.slot, value, term.span, confidence);
    }
}

/// "I hate burpees", "love deadlifts".
fn opinions(reader: &Reader<'_, '_>, found: &mut Found) {
    for (slot, wanted) in [(SlotId::LikedMovements, "opinion.like"), (SlotId::DislikedMovements, "opinion.dislike")] {
        for (term, code, span) in movements_behind(reader, wanted) {
            if reader.stated(term.first, term.end)
                || (wanted == "opinion.dislike" && !reader.foreign(term.first, term.end))
            {
                found.code(slot, code, span, Confidence::Medium);
            }
        }
    }
}

/// Strong and weak points: movements and qualities beside the words for them.
fn points(reader: &Reader<'_, '_>, found: &mut Found) {
    let asked = reader.about(Topic::Points);
    for (slot, wanted) in [(SlotId::Strengths, "opinion.strong"), (SlotId::Weaknesses, "opinion.weak")] {
        for (term, code, span) in movements_behind(reader, wanted) {
            if !reader.foreign(term.first, term.end) && (asked || code != "run") {
                let confidence = if asked { Confidence::High } else { Confidence::Low };
                found.code(slot, code, span, confidence);
            }
        }
    }
}

/// Movements and qualities in the clause of an opinion: behind it, or before it when nothing is behind.
fn movements_behind<'r, 't>(reader: &Reader<'r, 't>, wanted: &str) -> Vec<(&'r Term, &'t str, Span)> {
    let mut movements = Vec::new();
    for (cue, _) in reader.terms(Domain::Fact).filter(|(_, codes)| any_of(codes, wanted)) {
        if reader.text.scope_of(cue.first, cue.end).any(Scope::OTHER | Scope::QUESTION | Scope::QUOTED) {
            continue;
        }
        let (first, end) = reader.clause(cue.first);
        let pick = |from: usize, to: usize| {
            let terms = reader.terms_in(from, to, Domain::Movement);
            let qualities = reader.terms_in(from, to, Domain::Fact).filter_map(|(term, codes)| {
                codes.split('|').find_map(|code| code.strip_prefix("quality.")).map(|code| (term, code))
            });
            terms.chain(qualities).map(|(term, code)| (term, code, cue.span.join(term.span))).collect::<Vec<_>>()
        };
        let behind = pick(cue.end, end.max(cue.end));
        if behind.is_empty() {
            movements.extend(pick(first, cue.first));
        } else {
            // "Hate burpees, running and thrusters" goes on behind the comma while nothing new is said.
            let more = reader.next_clause(cue.first).filter(|(from, to)| to - from <= 4);
            movements.extend(behind);
            movements.extend(more.map(|(from, to)| pick(from, to)).unwrap_or_default());
        }
    }
    movements
}

/// An answer to an open question in the person's own words, where nothing canonical was found.
fn note(reader: &Reader<'_, '_>, found: &mut Found) {
    let slot = match reader.topic {
        Some(Topic::Experience) => SlotId::TrainingHistory,
        Some(Topic::Lifestyle) => SlotId::Lifestyle,
        Some(Topic::Programming) => SlotId::ProgrammingPreference,
        Some(Topic::Motivation) => SlotId::Motivation,
        Some(Topic::Nutrition) => SlotId::Nutrition,
        Some(Topic::Competition) => SlotId::Competition,
        Some(Topic::CheckIn) => SlotId::CheckIn,
        Some(Topic::Success) => SlotId::SuccessMetrics,
        Some(Topic::Recovery) => SlotId::Recovery,
        _ => return,
    };
    let tokens = reader.text.tokens.len();
    if found.has(slot) || reader.words() == 0 {
        return;
    }
    let span = reader.span(0, tokens);
    let text = shorten(reader.text.quote(span));
    found.push(slot, SlotValue::Note { text }, span, Confidence::Medium);
}

/// At most this many characters of the person's words are kept as a note.
const NOTE: usize = 400;

fn shorten(words: &str) -> String {
    words.chars().take(NOTE).collect()
}
