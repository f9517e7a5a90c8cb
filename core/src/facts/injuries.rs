//! Injuries, limits and health conditions, with how they are now.

use super::reader::{Found, Reader, any_of};
use super::{Confidence, Injury, InjuryState, SlotId, SlotValue, Topic};
use crate::Span;
use crate::order::sort_by_number;
use crate::text::{Domain, Scope, Term};

/// A complaint is about the part of the body at most this many tokens away.
const NEAR: usize = 7;

pub(crate) fn read(reader: &Reader<'_, '_>, rules: &super::rules::Injuries, found: &mut Found) {
    let mut hunt = Hunt { reader, rules, injuries: Vec::new(), conditions: Vec::new() };
    hunt.conditions();
    hunt.complaints();
    if reader.about(Topic::Injuries) {
        hunt.bare_parts();
    }
    let Hunt { mut injuries, conditions, .. } = hunt;
    sort_by_number(&mut injuries, |(_, _, span)| span.start.into());
    let mut kept: Vec<&(String, InjuryState, Span)> = Vec::new();
    for injury in &injuries {
        let (code, state, span) = injury;
        // Something more precise was said with the same words.
        let precise = |other: &(String, InjuryState, Span)| other.0 != *code && other.2.overlaps(*span);
        // "Ruptured my Achilles tendon" is no tendinopathy of it.
        let torn = |other: &(String, InjuryState, Span)| {
            other.0.ends_with("_rupture") && rules.part_of(&other.0).is_some_and(|part| rules.same_part(code, part))
        };
        if code.ends_with("_tendinopathy") && injuries.iter().any(torn) {
            continue;
        }
        let vague = rules.is_vague(code) && injuries.iter().any(|other| precise(other) && !rules.is_vague(&other.0));
        match kept.iter().position(|known| known.0 == *code) {
            None if !vague => kept.push(injury),
            // A real injury weighs more than the fear of it.
            Some(position) if *state != InjuryState::Worry => {
                if let Some(known) = kept.get_mut(position).filter(|known| known.1 == InjuryState::Worry) {
                    *known = injury;
                }
            }
            _ => {}
        }
    }
    for (code, state, span) in &kept {
        let injuries = vec![Injury { code: code.clone(), state: *state }];
        let confidence = if *state == InjuryState::Worry { Confidence::Low } else { Confidence::High };
        found.push(SlotId::Injuries, SlotValue::Injuries { injuries }, *span, confidence);
    }
    for (code, span) in &conditions {
        found.code(SlotId::HealthConditions, code, *span, Confidence::High);
    }
    if kept.is_empty() && conditions.is_empty() {
        none(reader, found);
    }
}

/// "No injuries", or "none" as an answer.
fn none(reader: &Reader<'_, '_>, found: &mut Found) {
    let asked = reader.about(Topic::Injuries);
    // "Squat without pain" among goals is a wish.
    let wishes = [Topic::Goals, Topic::Success, Topic::Motivation].into_iter().any(|topic| reader.about(topic));
    let said = reader.terms(Domain::Health).find(|(term, codes)| {
        let painless = any_of(codes, "state.painless") && !wishes;
        let none = painless || any_of(codes, "state.none") || any_of(codes, "state.unhurt");
        let plain = !reader.foreign(term.first, term.end) && !reader.text.scope(term.first).any(Scope::PLANNED);
        let named = is_about_injuries(codes);
        none && plain && (named || asked)
    });
    if let Some((term, _)) = said {
        found.push(SlotId::Injuries, SlotValue::Injuries { injuries: Vec::new() }, term.span, Confidence::High);
        return;
    }
    let denied_part = reader.terms(Domain::Health).find(|(term, codes)| {
        (!wishes || any_of(codes, "complaint.injury"))
            && codes.split('|').any(|code| code.starts_with("complaint."))
            && reader.negated(term.first, term.end)
            && !reader.foreign(term.first, term.end)
            && (asked || is_about_injuries(codes) || part_beside(reader, term))
    });
    let negation = reader.terms(Domain::Cue).find(|(_, code)| matches!(*code, "negation" | "negation_after"));
    let short = asked && reader.words() <= 6;
    let span = match (denied_part, negation) {
        (Some((term, _)), _) => term.span,
        (None, Some((cue, _))) if short => cue.span,
        _ => return,
    };
    found.push(SlotId::Injuries, SlotValue::Injuries { injuries: Vec::new() }, span, Confidence::High);
}

/// The kind of a complaint's code.
fn kind_of(code: &str) -> Option<&str> {
    code.strip_prefix("complaint.").map(|kind| match kind {
        "injury" => "pain",
        "repair" => "surgery",
        kind => kind,
    })
}

fn part_beside(reader: &Reader<'_, '_>, term: &Term) -> bool {
    reader.terms_in(term.first.saturating_sub(4), term.end + 4, Domain::BodyPart).next().is_some()
}

/// Whether the words themselves speak of injury or pain, so that they mean it without the question.
fn is_about_injuries(codes: &str) -> bool {
    any_of(codes, "state.unhurt") || any_of(codes, "state.painless") || any_of(codes, "complaint.injury")
}

struct Hunt<'h, 'r, 't> {
    reader: &'h Reader<'r, 't>,
    rules: &'h super::rules::Injuries,
    injuries: Vec<(String, InjuryState, Span)>,
    conditions: Vec<(String, Span)>,
}

impl<'r, 't> Hunt<'_, 'r, 't> {
    fn barred(&self, first: usize, end: usize) -> bool {
        let scope = self.reader.text.scope_of(first, end);
        let asked = scope.any(Scope::QUESTION) && !self.reader.about(Topic::Injuries) && !self.own_question(first);
        asked || scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED | Scope::NEGATED)
    }

    /// "My cuff hurts, is that a problem?": what is asked about is still the writer's own.
    fn own_question(&self, first: usize) -> bool {
        let (from, _) = self.reader.sentence(first);
        (from..first).any(|at| self.reader.particle(at, "my"))
    }

    fn conditions(&mut self) {
        for (term, codes) in self.reader.terms(Domain::Health) {
            if self.barred(term.first, term.end) {
                continue;
            }
            for code in codes.split('|') {
                if let Some(code) = code.strip_prefix("condition.") {
                    let state = self.state(term.first, term.end);
                    self.injuries.push((code.to_owned(), state, term.span));
                    self.implied(code, term);
                } else if let Some(code) = code.strip_prefix("health.") {
                    self.conditions.push((code.to_owned(), term.span));
                }
            }
        }
    }

    /// A torn ligament that was operated on is a surgery of the joint as well.
    fn implied(&mut self, code: &str, term: &Term) {
        let Some(part) = self.rules.part_of(code) else { return };
        let (first, end) = self.reader.clause(term.first);
        let operated = self.reader.terms_in(first, end.max(term.end), Domain::Health).find(|(other, codes)| {
            any_of(codes, "complaint.surgery")
                && !any_of(codes, "complaint.repair")
                && !self.reader.negated(other.first, other.end)
        });
        if let Some((surgery, _)) = operated {
            let state = self.state(surgery.first, surgery.end);
            self.injuries.push((format!("{part}_surgery"), state, term.span.join(surgery.span)));
        }
    }

    fn complaints(&mut self) {
        let reader = self.reader;
        for (term, codes) in reader.terms(Domain::Health) {
            let Some(kind) = codes.split('|').find_map(kind_of) else { continue };
            if self.barred(term.first, term.end) || inside_movement(reader, term) {
                continue;
            }
            let parts = self.parts_of(term, kind);
            for (part, code) in parts {
                let Some(code) = self.rules.injury(code, kind) else { continue };
                let (first, end) = (term.first.min(part.first), term.end.max(part.end));
                let state = self.state(first, end);
                self.injuries.push((code, state, term.span.join(part.span)));
            }
        }
    }

    /// The parts of the body that a complaint is about: the nearest one, and those listed with it.
    fn parts_of(&self, complaint: &Term, kind: &str) -> Vec<(&'r Term, &'t str)> {
        let reader = self.reader;
        let (first, end) = reader.clause(complaint.first);
        let near =
            (complaint.first.saturating_sub(NEAR).max(first), (complaint.end + NEAR).min(end.max(complaint.end)));
        let eligible = |part: &Term, code: &str| {
            let distance = gap(part, complaint);
            let reach = if self.rules.is_weak(code) { 2 } else { NEAR };
            let generic = kind == "pain" && self.rules.is_vague_word(reader.word(complaint.first));
            distance <= reach.min(if generic { 3 } else { reach })
                && (!self.rules.is_weak(code) || is_owned(reader, part) || distance == 0)
                && !inside_movement(reader, part)
                && !reader.text.scope(part.first).any(Scope::OTHER | Scope::RETRACTED)
        };
        let mut parts: Vec<(&Term, &str)> =
            reader.terms_in(near.0, near.1, Domain::BodyPart).filter(|(part, code)| eligible(part, code)).collect();
        let Some(nearest) = parts.iter().map(|(part, _)| gap(part, complaint)).min() else { return parts };
        let anchor = parts.iter().find(|(part, _)| gap(part, complaint) == nearest).map(|(part, _)| part.first);
        parts.retain(|(part, _)| {
            gap(part, complaint) == nearest
                || anchor.is_some_and(|anchor| listed(reader, part.first.min(anchor), part.first.max(anchor)))
        });
        parts
    }

    /// Under the question about injuries a part alone is a complaint: "left knee".
    fn bare_parts(&mut self) {
        let reader = self.reader;
        for (part, code) in reader.terms(Domain::BodyPart) {
            let covered = self.injuries.iter().any(|(_, _, span)| span.overlaps(part.span));
            let weak = self.rules.is_weak(code) && !is_owned(reader, part) && reader.words() > 4;
            if covered || weak || self.barred(part.first, part.end) || inside_movement(reader, part) {
                continue;
            }
            let same = self.injuries.iter().any(|(known, ..)| self.rules.same_part(known, code));
            if let Some(injury) = self.rules.injury(code, "pain").filter(|_| !same) {
                let state = self.state(part.first, part.end);
                self.injuries.push((injury, state, part.span));
            }
        }
    }

    fn state(&self, first: usize, end: usize) -> InjuryState {
        let reader = self.reader;
        let (from, to) = reader.clause(first);
        let to = to.max(end);
        let states = |from: usize, to: usize, wanted: &str| {
            reader.terms_in(from, to, Domain::Health).any(|(term, codes)| {
                let healthy = codes.split('|').any(|code| code.strip_prefix("state.") == Some(wanted));
                healthy && !reader.negated(term.first, term.end)
            })
        };
        let next = reader.next_clause(first).filter(|(from, until)| until - from <= 8);
        let healed = states(from, to, "healed") || next.is_some_and(|(from, to)| states(from, to, "healed"));
        if healed {
            return InjuryState::Healed;
        }
        if states(from.max(first.saturating_sub(6)), first, "worry") {
            return InjuryState::Worry;
        }
        let past = states(from, to, "past") || reader.text.scope_of(first, end).any(Scope::PAST);
        if past { InjuryState::Past } else { InjuryState::Current }
    }
}

fn gap(part: &Term, complaint: &Term) -> usize {
    if part.first >= complaint.end { part.first - complaint.end } else { complaint.first.saturating_sub(part.end) }
}

/// "knee and shoulder", "knees, hips and ankles".
fn listed(reader: &Reader<'_, '_>, first: usize, last: usize) -> bool {
    (first + 1..last)
        .all(|at| !reader.is_word(at) || reader.term(at, Domain::BodyPart).is_some() || reader.particle(at, "list"))
}

/// Whether a part of the body belongs to the name of a movement or a training day: "back squat", "leg day".
fn inside_movement(reader: &Reader<'_, '_>, term: &Term) -> bool {
    let covers = |domain: Domain| {
        reader
            .terms_in(term.first.saturating_sub(3), term.first + 1, domain)
            .any(|(other, _)| other.end > term.first && other.end - other.first > term.end - term.first)
    };
    covers(Domain::Movement)
        || covers(Domain::Lift)
        || covers(Domain::Activity)
        || covers(Domain::Training)
        || covers(Domain::Idiom)
}

/// "my back", "bad back", "the left leg".
fn is_owned(reader: &Reader<'_, '_>, part: &Term) -> bool {
    let Some(before) = part.first.checked_sub(1) else { return true };
    reader.particle(before, "owned")
}
