//! Goals, where they are explicit, and until when.

use super::reader::{Found, Reader};
use super::spell::{Meaning, Spell};
use super::{Confidence, SlotId, Topic};
use crate::text::{Domain, Scope, Term};

pub(crate) fn read(reader: &Reader<'_, '_>, found: &mut Found) {
    let asked = reader.about(Topic::Goals);
    for (term, codes) in reader.terms(Domain::Fact) {
        for code in codes.split('|').filter_map(|code| code.strip_prefix("goal.")) {
            let scope = reader.text.scope_of(term.first, term.end);
            let barred = scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED | Scope::NEGATED)
                || (scope.any(Scope::QUESTION) && !asked && !wanted(reader, term));
            if barred || !(asked || wanted(reader, term)) || (is_amount(reader, term) && !amount_follows(reader, term))
            {
                continue;
            }
            let confidence = if asked { Confidence::High } else { Confidence::Medium };
            let known = |code: &str| if code == "rehab" { None } else { Some(code.to_owned()) };
            if let Some(code) = known(code) {
                found.code(SlotId::Goals, &code, term.span, confidence);
            }
        }
    }
}

/// Whether the words before say that it is wanted.
fn wanted(reader: &Reader<'_, '_>, term: &Term) -> bool {
    let (first, _) = reader.clause(term.first);
    let from = first.max(term.first.saturating_sub(9));
    let cue = reader.terms_in(from, term.first + 1, Domain::Fact).any(|(other, codes)| {
        other.first < term.first && codes.split('|').any(|code| code == "goal_cue.want") && is_strong(reader, other)
    });
    cue || reader.planned(term.first, term.end)
}

/// "For", "after", "mostly" alone are too weak to make a goal of what follows.
fn is_strong(reader: &Reader<'_, '_>, cue: &Term) -> bool {
    cue.end - cue.first > 1
        || !matches!(
            reader.word(cue.first),
            "for"
                | "after"
                | "mostly"
                | "mainly"
                | "figured"
                | "improving"
                | "para"
                | "pour"
                | "surtout"
                | "um"
                | "werden"
                | "improve"
                | "mejorar"
                | "objective"
                | "goal"
                | "goals"
                | "targets"
                | "target"
        ) && reader.text.scope(cue.first).any(Scope::PLANNED)
        || matches!(
            reader.word(cue.first),
            "goal"
                | "goals"
                | "objectif"
                | "objetivo"
                | "ziel"
                | "meta"
                | "targets"
                | "quiero"
                | "busco"
                | "want"
                | "wanna"
                | "chasing"
                | "improve"
                | "mejorar"
                | "ameliorer"
        )
}

/// "Lose" and "drop" need what is lost.
fn is_amount(reader: &Reader<'_, '_>, term: &Term) -> bool {
    term.end - term.first == 1
        && matches!(
            reader.word(term.first),
            "lose" | "drop" | "shed" | "perder" | "bajar" | "perdre" | "eliminer" | "quitarme" | "reperdre" | "off"
        )
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
    let phrase = reader.terms(Domain::Fact).find_map(|(term, codes)| {
        let code = codes.split('|').find_map(|code| code.strip_prefix("timeline."))?;
        let goal = asked || code == "ongoing" || reader.planned(term.first, term.end) || near_goal(reader, term);
        let own = !reader.foreign(term.first, term.end);
        (own && goal && (asked || reader.about(Topic::Goals) || code != "ongoing" || term.end - term.first > 1))
            .then_some((code, term.span))
    });
    let ahead = spells.iter().filter(|spell| spell.meaning == Meaning::Ahead && spell.high < 10.0).find(|spell| {
        asked
            || reader.about(Topic::Goals)
            || reader.about(Topic::Competition)
            || reader.planned(spell.first, spell.end)
            || goal_in_sentence(reader, spell.first)
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

fn goal_in_sentence(reader: &Reader<'_, '_>, at: usize) -> bool {
    let (first, end) = reader.sentence(at);
    reader.terms_in(first, end, Domain::Fact).any(|(_, codes)| codes.split('|').any(|code| code == "goal_cue.want"))
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
