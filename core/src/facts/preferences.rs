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
    unasked: Unasked,
}

/// What of a family is read without being asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unasked {
    Nothing,
    /// Phrases of two words and more: "desk job", "no tracking"; single words may mean anything.
    Phrases,
    All,
}

const FAMILIES: [Family; 15] = [
    Family { name: "contact", slot: SlotId::CheckIn, topics: &[Topic::CheckIn], unasked: Unasked::Phrases },
    Family { name: "style", slot: SlotId::CoachingStyle, topics: &[Topic::Style], unasked: Unasked::Phrases },
    Family {
        name: "programming",
        slot: SlotId::ProgrammingPreference,
        topics: &[Topic::Programming],
        unasked: Unasked::Nothing,
    },
    Family { name: "motivation", slot: SlotId::Motivation, topics: &[Topic::Motivation], unasked: Unasked::Nothing },
    Family { name: "check_in", slot: SlotId::CheckIn, topics: &[Topic::CheckIn], unasked: Unasked::Phrases },
    Family { name: "success", slot: SlotId::SuccessMetrics, topics: &[Topic::Success], unasked: Unasked::Nothing },
    Family { name: "nutrition", slot: SlotId::Nutrition, topics: &[Topic::Nutrition], unasked: Unasked::Phrases },
    Family { name: "diet", slot: SlotId::Nutrition, topics: &[], unasked: Unasked::All },
    Family { name: "recovery", slot: SlotId::Recovery, topics: &[Topic::Recovery], unasked: Unasked::Nothing },
    Family { name: "learning", slot: SlotId::LearningStyle, topics: &[Topic::Learning], unasked: Unasked::Nothing },
    Family { name: "lifestyle", slot: SlotId::Lifestyle, topics: &[Topic::Lifestyle], unasked: Unasked::Phrases },
    Family { name: "competition", slot: SlotId::Competition, topics: &[Topic::Competition], unasked: Unasked::Phrases },
    Family {
        name: "methodology",
        slot: SlotId::Methodology,
        topics: &[Topic::Methodology, Topic::Programming],
        unasked: Unasked::Nothing,
    },
    Family { name: "quality.strong", slot: SlotId::Strengths, topics: &[], unasked: Unasked::Nothing },
    Family { name: "quality.weak", slot: SlotId::Weaknesses, topics: &[], unasked: Unasked::Nothing },
];

pub(crate) fn read(reader: &Reader<'_, '_>, found: &mut Found) {
    for (term, codes) in reader.terms(Domain::Fact) {
        for code in codes.split('|') {
            let Some((name, value)) = code.split_once('.') else { continue };
            if value == "word" {
                continue;
            }
            let Some(family) = FAMILIES.iter().find(|family| family.name == name) else { continue };
            let asked = reader.topic.is_some_and(|topic| family.topics.contains(&topic));
            let reads = match family.unasked {
                _ if asked => true,
                Unasked::Nothing => false,
                _ if name == "check_in" => beside_contact(reader, term),
                Unasked::Phrases if family.slot == SlotId::CoachingStyle && of_coach(reader, term) => true,
                // "Six hours" are hours of sleep only when asked about.
                Unasked::Phrases if value.ends_with("_sleep") && reader.text.number_at(term.first).is_some() => false,
                Unasked::Phrases => term.end - term.first >= 2,
                Unasked::All => true,
            };
            if reads {
                code_of(reader, family, term, value, asked, found);
            }
        }
    }
    opinions(reader, found);
    points(reader, found);
    if reader.topic.is_some_and(|topic| !answers(topic, found)) {
        elsewhere(reader, found);
    }
    note(reader, found);
}

/// Whether a fact answers the question of a topic that families of codes answer.
fn answers(topic: Topic, found: &Found) -> bool {
    let mut families = FAMILIES.iter().filter(|family| family.topics.contains(&topic)).peekable();
    families.peek().is_none() || families.any(|family| found.has(family.slot))
}

/// Several words of one other topic, and none of the topic that was asked, answer that other one: "sleep, easy spins,
/// HRV" behind a question about learning.
fn elsewhere(reader: &Reader<'_, '_>, found: &mut Found) {
    let own = |family: &Family| reader.topic.is_some_and(|topic| family.topics.contains(&topic));
    for family in FAMILIES.iter().filter(|family| !own(family) && !family.topics.is_empty()) {
        if found.has(family.slot) {
            continue;
        }
        let mut codes: Vec<(&Term, &str)> = Vec::new();
        for (term, all) in reader.terms(Domain::Fact) {
            let value = all.split('|').find_map(|code| code.strip_prefix(family.name)?.strip_prefix('.'));
            let new = value.filter(|value| *value != "word" && !codes.iter().any(|(_, known)| known == value));
            codes.extend(new.map(|value| (term, value)));
        }
        if codes.len() >= 2 {
            for (term, value) in codes {
                code_of(reader, family, term, value, false, found);
            }
        }
    }
}

fn code_of(reader: &Reader<'_, '_>, family: &Family, term: &Term, value: &str, asked: bool, found: &mut Found) {
    let scope = reader.text.scope_of(term.first, term.end);
    // The coach is somebody else: "someone direct".
    let other = scope.any(Scope::OTHER)
        && !(asked && speaks_of_coach(family.slot))
        && !(family.slot == SlotId::CoachingStyle && of_coach(reader, term));
    let barred = other || scope.any(Scope::QUOTED | Scope::RETRACTED) || (scope.any(Scope::QUESTION) && !asked);
    // "No competition", "don't track": phrases that carry their own negation.
    let negated = scope.any(Scope::NEGATED) && !matches!(value, "none" | "no_plan" | "autonomous");
    let own_negation = reader.terms_in(term.first, term.end, Domain::Cue).any(|(_, cue)| cue == "negation");
    if !barred && (!negated || own_negation) {
        let confidence = match family.unasked {
            _ if asked => Confidence::High,
            Unasked::All => Confidence::Medium,
            Unasked::Nothing | Unasked::Phrases => Confidence::Low,
        };
        found.code(family.slot, value, term.span, confidence);
    }
}

/// "A message twice a week": how often, beside a word for contact.
fn beside_contact(reader: &Reader<'_, '_>, term: &Term) -> bool {
    let (first, end) = reader.clause(term.first);
    reader.terms_in(first, end, Domain::Fact).any(|(_, codes)| any_of(codes, "contact.word"))
}

/// Answers that tell what the coach, who is somebody else, should do.
fn speaks_of_coach(slot: SlotId) -> bool {
    matches!(slot, SlotId::CoachingStyle | SlotId::Motivation | SlotId::CheckIn | SlotId::LearningStyle)
}

/// "Someone direct", "a coach who is patient".
fn of_coach(reader: &Reader<'_, '_>, term: &Term) -> bool {
    let from = term.first.saturating_sub(4);
    reader.terms_in(from, term.first, Domain::Fact).any(|(_, codes)| any_of(codes, "coach.plain"))
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
    let words = [
        (SlotId::Strengths, "opinion.strong", true),
        (SlotId::Weaknesses, "opinion.weak", true),
        // "Walking is easy" tells only when asked.
        (SlotId::Strengths, "opinion.easy", asked),
        (SlotId::Weaknesses, "opinion.hard", asked),
    ];
    for (slot, wanted, _) in words.into_iter().filter(|(.., reads)| *reads) {
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
        // "Strong: endurance" and "weak: upper body, pull-ups" list behind a colon.
        let listed = reader.is(cue.end, ':').then(|| reader.sentence(cue.first).1);
        let behind = pick(cue.end, listed.unwrap_or(end.max(cue.end)));
        if behind.is_empty() {
            movements.extend(pick(first, cue.first));
        } else {
            // "Hate burpees, running and thrusters" goes on behind the comma while nothing new is said.
            let anew = |from: usize, to: usize| {
                let mut terms = reader.terms_in(from, to, Domain::Fact);
                terms.any(|(_, codes)| codes.contains("opinion."))
            };
            let more = reader.next_clause(cue.first).filter(|(from, to)| to - from <= 4 && !anew(*from, *to));
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
