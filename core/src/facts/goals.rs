//! Goals, where they are explicit, and until when.

use super::reader::{Found, Reader, any_of};
use super::spell::{Meaning, Spell};
use super::{Confidence, SlotId, Topic};
use crate::text::{Domain, Scope, Term};

pub(crate) fn read(reader: &Reader<'_, '_>, found: &mut Found) {
    let asked = reader.about(Topic::Goals);
    for (term, codes) in reader.terms(Domain::Goal) {
        for code in codes.split('|').filter_map(|code| code.strip_prefix("goal.")) {
            let scope = reader.text.scope_of(term.first, term.end);
            let barred = scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED | Scope::NEGATED)
                || (scope.any(Scope::QUESTION) && !asked && !wanted(reader, term));
            if barred || !(asked || wanted(reader, term)) || (code == "lose" && !amount_follows(reader, term)) {
                continue;
            }
            let confidence = if asked { Confidence::High } else { Confidence::Medium };
            match code {
                "rehab" => {}
                "lose" => found.code(SlotId::Goals, "weight_loss", term.span, confidence),
                code => found.code(SlotId::Goals, code, term.span, confidence),
            }
        }
    }
    if asked && !found.has(SlotId::Goals) {
        lifts(reader, found);
    }
}

/// "Get my deadlift to 200 kg": a lift as a goal is strength.
fn lifts(reader: &Reader<'_, '_>, found: &mut Found) {
    const STRENGTH: [&str; 5] = ["back_squat", "bench_press", "deadlift", "overhead_press", "total"];
    let lift = reader
        .terms(Domain::Lift)
        .find(|(term, code)| STRENGTH.contains(code) && reader.stated_or_planned(term.first, term.end));
    if let Some((term, _)) = lift {
        found.code(SlotId::Goals, "strength", term.span, Confidence::Medium);
    }
}

/// Whether the words before say that it is wanted.
fn wanted(reader: &Reader<'_, '_>, term: &Term) -> bool {
    let (first, _) = reader.clause(term.first);
    let from = first.max(term.first.saturating_sub(9));
    let cue = reader.terms_in(from, term.first + 1, Domain::Goal).any(|(other, codes)| {
        other.first < term.first && codes.contains("goal_cue.") && is_strong(reader, other, codes)
    });
    // "Down 10 lb would be nice".
    let (_, end) = reader.clause(term.first);
    let hoped = reader.terms_in(term.end, end, Domain::Goal).any(|(_, codes)| any_of(codes, "goal_cue.after"));
    cue || hoped || reader.planned(term.first, term.end) || commanded(reader, term)
}

/// "Get stronger and drop 15 lb by summer": a wish that opens its sentence, as notes are written.
fn commanded(reader: &Reader<'_, '_>, term: &Term) -> bool {
    const WISHES: [&str; 5] =
        ["goal.strength", "goal.weight_loss", "goal.lose", "goal.muscle_gain", "goal.general_health"];
    let (first, _) = reader.sentence(term.first);
    let (from, _) = reader.clause(term.first);
    let opening = reader.term(first, Domain::Goal).filter(|(wish, codes)| {
        (wish.end - wish.first >= 2 || any_of(codes, "goal.lose") && amount_follows(reader, wish))
            && codes.split('|').any(|code| WISHES.contains(&code))
    });
    from == first && opening.is_some()
}

/// Whether a cue alone makes a goal of what follows, or only within a plan.
fn is_strong(reader: &Reader<'_, '_>, cue: &Term, codes: &str) -> bool {
    any_of(codes, "goal_cue.want") || reader.text.scope(cue.first).any(Scope::PLANNED)
}

fn amount_follows(reader: &Reader<'_, '_>, term: &Term) -> bool {
    (term.end..term.end + 5).any(|at| {
        matches!(reader.unit(at), Some("kg" | "lb"))
            || ["kilo", "weight", "pound", "stone", "fat", "peso", "gras", "poids", "grasa", "ventre", "belly"]
                .iter()
                .any(|stem| reader.word(at).starts_with(stem))
    })
}

/// The deadline of the goals.
pub(crate) fn timeline(reader: &Reader<'_, '_>, spells: &[Spell], found: &mut Found) {
    let asked = reader.about(Topic::Timeline);
    let phrase = reader.terms(Domain::Goal).find_map(|(term, codes)| {
        let code = codes.split('|').find_map(|code| code.strip_prefix("timeline."))?;
        let goal = asked || code == "ongoing" || reader.planned(term.first, term.end) || near_goal(reader, term);
        let own = !reader.foreign(term.first, term.end) && !is_ago(reader, term);
        (own && goal && (asked || reader.about(Topic::Goals) || code != "ongoing" || term.end - term.first > 1))
            .then_some((code, term.span))
    });
    let ahead = spells.iter().filter(|spell| spell.meaning == Meaning::Ahead && spell.high < 10.0).find(|spell| {
        asked
            || reader.about(Topic::Goals)
            || reader.about(Topic::Competition)
            || reader.planned(spell.first, spell.end)
            || goal_in_sentence(reader, spell.first)
            || contest_in_sentence(reader, spell.first)
    });
    let confidence = if asked { Confidence::High } else { Confidence::Medium };
    match (ahead, phrase) {
        (Some(spell), _) => {
            let code = bucket(spell.high);
            found.code(SlotId::GoalTimeline, code, reader.span(spell.first, spell.end), confidence);
        }
        (None, Some((code, span))) => found.code(SlotId::GoalTimeline, code, span, confidence),
        (None, None) => {}
    }
}

fn near_goal(reader: &Reader<'_, '_>, term: &Term) -> bool {
    goal_in_sentence(reader, term.first)
}

/// Whether something is plainly wanted in the sentence.
fn goal_in_sentence(reader: &Reader<'_, '_>, at: usize) -> bool {
    let (first, end) = reader.sentence(at);
    reader.terms_in(first, end, Domain::Goal).any(|(_, codes)| any_of(codes, "goal_cue.want"))
}

/// "Hace un año", "a year ago".
fn is_ago(reader: &Reader<'_, '_>, term: &Term) -> bool {
    let coded = |first: usize, end: usize, code: &str| reader.has(first, end, Domain::Calendar, code);
    coded(term.first.saturating_sub(3), term.first, "ago_before")
        || coded(term.end, term.end + 1, "ago_after")
        || reader.has(term.end, term.end + 1, Domain::Spell, "ago")
}

/// "First meet is in 14 weeks".
fn contest_in_sentence(reader: &Reader<'_, '_>, at: usize) -> bool {
    let (first, end) = reader.sentence(at);
    reader
        .terms_in(first, end, Domain::Signal)
        .any(|(_, codes)| codes.contains("competition.") || any_of(codes, "beside.contest"))
}

/// To four months, to eight, to fifteen, beyond.
fn bucket(years: f64) -> &'static str {
    match years * 12.0 {
        months if months <= 4.2 => "3_months",
        months if months <= 8.2 => "6_months",
        months if months <= 15.2 => "1_year",
        _ => "ongoing",
    }
}
