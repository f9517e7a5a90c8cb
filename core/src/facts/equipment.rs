//! What there is to train with, and where.

use super::reader::{Found, Reader};
use super::{Confidence, SlotId, SlotValue, Topic};
use crate::Span;
use crate::text::{Domain, Scope, Term};

struct Mention<'r, 't> {
    term: &'r Term,
    code: &'t str,
    sure: bool,
    denied: bool,
}

pub(crate) fn read(reader: &Reader<'_, '_>, found: &mut Found) {
    let asked = reader.about(Topic::Equipment);
    let mentions: Vec<Mention<'_, '_>> =
        reader.terms(Domain::Equipment).filter_map(|(term, code)| mention(reader, term, code)).collect();
    let counts = |mention: &Mention<'_, '_>| mention.sure || asked || listed(reader, &mentions, mention);
    let kept: Vec<&Mention<'_, '_>> = mentions.iter().filter(|mention| counts(mention)).collect();
    let has_kit = kept.iter().any(|mention| !mention.denied && !is_place(mention.code));
    let gone = kept.iter().any(|mention| mention.denied);
    for mention in &kept {
        let span = mention.term.span;
        if mention.denied {
            let codes = vec![mention.code.to_owned()];
            if !is_place(mention.code) {
                found.push(SlotId::Equipment, SlotValue::Without { codes }, span, Confidence::Medium);
            }
            continue;
        }
        let confidence = match (mention.sure, asked) {
            (_, true) => Confidence::High,
            (true, false) => Confidence::Medium,
            (false, false) => Confidence::Low,
        };
        match mention.code {
            // "Garage: rack, bar, plates": the things say more than the place.
            "home_gym" if !mention.sure && has_kit => environment(found, "home", span, confidence),
            "home_gym" if !mention.sure && is_home_word(reader, mention.term) => {
                environment(found, "home", span, confidence);
            }
            // "Nothing but dumbbells", "no gym, just a kettlebell".
            "bodyweight_only" if has_kit || gone && !mention.sure => {}
            "full_gym" if !mention.sure && (has_kit && !asked || beside_home(&kept)) => {}
            code => {
                found.code(SlotId::Equipment, code, span, confidence);
                if let Some(place) = place_of(code) {
                    environment(found, place, span, confidence);
                }
            }
        }
    }
    if asked
        && kept.is_empty()
        && reader.words() <= 3
        && reader.terms(Domain::Cue).any(|(_, code)| matches!(code, "negation" | "negation_after"))
    {
        found.code(SlotId::Equipment, "bodyweight_only", reader.span(0, reader.text.tokens.len()), Confidence::High);
    }
}

fn environment(found: &mut Found, place: &str, span: Span, confidence: Confidence) {
    found.code(SlotId::Environment, place, span, confidence);
}

fn mention<'r, 't>(reader: &Reader<'r, 't>, term: &'r Term, code: &'t str) -> Option<Mention<'r, 't>> {
    let (kind, code) = code.split_once('.')?;
    let scope = reader.text.scope_of(term.first, term.end);
    let asked = reader.about(Topic::Equipment);
    // "My son's dumbbells" are there to train with.
    let other = scope.any(Scope::OTHER) && !asked;
    let foreign = other || scope.any(Scope::QUOTED | Scope::RETRACTED | Scope::CONDITIONAL);
    let questioned = scope.any(Scope::QUESTION) && !asked && !owned(reader, term);
    // "I want a plan with two dumbbells" has them; "I want to buy dumbbells" does not.
    let with = (term.first.saturating_sub(4)..term.first).any(|at| reader.particle(at, "using"));
    let wished = scope.any(Scope::PLANNED) && !asked && !with;
    let past = scope.any(Scope::PAST) && !asked;
    let denied = scope.any(Scope::NEGATED) && code != "bodyweight_only";
    // "Erg 6:08" is a time, not a machine.
    let timed = reader.is(term.end + 1, ':') && reader.text.number_at(term.end).is_some();
    if timed {
        return None;
    }
    let lift = kind == "listed" && is_lift(reader, term) && !asked;
    (!(foreign || questioned || wished || past || lift)).then_some(Mention { term, code, sure: kind == "sure", denied })
}

/// "I have", "my", "got" before it in the clause.
fn owned(reader: &Reader<'_, '_>, term: &Term) -> bool {
    let (first, _) = reader.clause(term.first);
    (first.max(term.first.saturating_sub(8))..term.first).any(|at| reader.particle(at, "have"))
}

/// A word for a lift with its number is no equipment: "bench 185".
fn is_lift(reader: &Reader<'_, '_>, term: &Term) -> bool {
    let number = |at: usize| reader.text.number_at(at).is_some();
    let lift = reader.term(term.first, Domain::Lift).is_some() || reader.term(term.first, Domain::Movement).is_some();
    let part = reader
        .terms_in(term.first.saturating_sub(3), term.first + 1, Domain::Movement)
        .any(|(other, _)| other.end > term.first && other.end - other.first > term.end - term.first);
    part || (lift && (number(term.end) || number(term.end + 1) || (term.first > 0 && number(term.first - 1))))
}

/// Whether an everyday word stands among equipment: a neighbour within a few words, behind "I have" or a colon.
fn listed(reader: &Reader<'_, '_>, mentions: &[Mention<'_, '_>], mention: &Mention<'_, '_>) -> bool {
    if is_place(mention.code) {
        // A bare "gym" or "box" in a story tells nothing of access.
        return mention.code == "home_gym" && owned(reader, mention.term) && neighbours(reader, mentions, mention) > 0;
    }
    let near = neighbours(reader, mentions, mention);
    near >= 2 || (near >= 1 && (owned(reader, mention.term) || has_sure_neighbour(reader, mentions, mention)))
}

fn near<'m, 'r, 't>(
    reader: &Reader<'_, '_>,
    mentions: &'m [Mention<'r, 't>],
    mention: &Mention<'_, '_>,
) -> impl Iterator<Item = &'m Mention<'r, 't>> {
    let (first, end) = reader.sentence(mention.term.first);
    let (at, code) = (mention.term.first, mention.code.to_owned());
    mentions.iter().filter(move |other| {
        other.term.first != at
            && other.code != code
            && other.term.first.abs_diff(at) <= 9
            && (first..end).contains(&other.term.first)
            && !is_place(other.code)
    })
}

fn neighbours(reader: &Reader<'_, '_>, mentions: &[Mention<'_, '_>], mention: &Mention<'_, '_>) -> usize {
    near(reader, mentions, mention).count()
}

fn has_sure_neighbour(reader: &Reader<'_, '_>, mentions: &[Mention<'_, '_>], mention: &Mention<'_, '_>) -> bool {
    near(reader, mentions, mention).any(|other| other.sure)
}

fn is_place(code: &str) -> bool {
    matches!(code, "full_gym" | "crossfit_gym" | "home_gym" | "bodyweight_only")
}

fn place_of(code: &str) -> Option<&'static str> {
    Some(match code {
        "full_gym" => "gym",
        "crossfit_gym" => "crossfit_gym",
        "home_gym" => "home",
        _ => return None,
    })
}

/// "At home" says where, not with what.
fn is_home_word(reader: &Reader<'_, '_>, term: &Term) -> bool {
    reader.particle(term.end - 1, "home")
}

fn beside_home(kept: &[&Mention<'_, '_>]) -> bool {
    kept.iter().any(|mention| mention.sure && matches!(mention.code, "home_gym" | "crossfit_gym" | "full_gym"))
}
