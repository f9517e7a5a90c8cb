//! Lifts with their numbers: `squat 140kg`, `455x5 squat`, `bench 180x5 (220)`, `240/152.5/280`, `12 pull-ups`, `2x BW`.

use super::load::{self, Load, Measure};
use super::reader::{Found, Reader, any_of};
use super::rules::Lifts as Rules;
use super::spell::Spell;
use super::{Confidence, Lift, SlotId, SlotValue, Topic};
use crate::text::scope::is_kind;
use crate::text::{Domain, Scope, Term, TokenKind};
use crate::{Span, Units};

/// The name of a lift in the message.
#[derive(Debug, Clone, Copy)]
struct Name<'l> {
    lift: &'l str,
    first: usize,
    end: usize,
    /// Also an everyday word: its number must stand right beside it.
    everyday: bool,
}

/// A lift with one of its loads.
#[derive(Debug, Clone, Copy)]
struct Claim<'l> {
    lift: &'l str,
    load: Load,
    span: Span,
}

/// Words that may stand between a lift and its number.
const REACH: usize = 7;

pub(crate) fn read(reader: &Reader<'_, '_>, rules: &Rules, spells: &[Spell], found: &mut Found) {
    // Numbers among goals and signs of success are targets.
    let targets = [Topic::Goals, Topic::Timeline, Topic::Success].into_iter().any(|topic| reader.about(topic));
    if targets || reader.about(Topic::Frequency) {
        return;
    }
    let names = names(reader, rules);
    let loads: Vec<Load> = load::find(reader, spells);
    if loads.is_empty() || (names.is_empty() && loads.len() < 3) {
        return firsts(reader, rules, &names, found);
    }
    let mut claims =
        Claims { reader, rules, names: &names, loads: &loads, taken: vec![false; loads.len()], claims: Vec::new() };
    claims.lists();
    claims.sides();
    let claims = claims.claims;
    let unit = shared_unit(reader, &loads);
    let mut known: Vec<&str> = Vec::new();
    for claim in &claims {
        if known.contains(&claim.lift) {
            continue;
        }
        known.push(claim.lift);
        let own = claims.iter().filter(|other| other.lift == claim.lift);
        let Some(best) = own.max_by(|one, other| one.load.rank().total_cmp(&other.load.rank())) else { continue };
        push(best, unit, found);
    }
    firsts(reader, rules, &names, found);
}

fn push(claim: &Claim<'_>, unit: Option<&'static str>, found: &mut Found) {
    let load = claim.load;
    let lift = Lift {
        movement: claim.lift.to_owned(),
        value: load.value,
        unit: load.unit().or(unit).map(str::to_owned),
        reps: load.reps.filter(|reps| *reps > 1),
        span: claim.span,
    };
    found.push(SlotId::Lifts, SlotValue::Lifts { lifts: vec![lift] }, claim.span, Confidence::High);
}

/// The unit of numbers without one: what the other loads of the message have, else the person's setting.
fn shared_unit(reader: &Reader<'_, '_>, loads: &[Load]) -> Option<&'static str> {
    let mut units = loads.iter().filter(|load| !load.plates).filter_map(|load| match load.measure {
        Measure::Kg => Some("kg"),
        Measure::Lb => Some("lb"),
        _ => None,
    });
    let first = units.next();
    if units.any(|unit| Some(unit) != first) {
        return None;
    }
    first
        .or_else(|| {
            let mut named =
                reader.terms(Domain::Unit).map(|(_, code)| code).filter(|code| matches!(*code, "kg" | "lb"));
            let first = named.next();
            let same = named.all(|unit| Some(unit) == first);
            first.filter(|_| same).map(|unit| if unit == "kg" { "kg" } else { "lb" })
        })
        .or(match reader.context.units {
            Some(Units::Metric) => Some("kg"),
            Some(Units::Imperial) => Some("lb"),
            None => None,
        })
}

fn names<'l>(reader: &Reader<'_, '_>, rules: &'l Rules) -> Vec<Name<'l>> {
    let mut names: Vec<Name<'l>> = Vec::new();
    let letters = letters(reader, rules);
    let mut at = 0;
    while at < reader.text.tokens.len() {
        let movement = reader.term(at, Domain::Movement);
        let spoken = reader.term(at, Domain::Lift);
        let length = |found: Option<(&Term, &str)>| found.map_or(0, |(term, _)| term.end - term.first);
        if let Some(&name) = letters.iter().find(|name| name.first == at) {
            names.push(name);
            at = name.end;
            continue;
        }
        // "1.5x bw squat" is a squat of one and a half times the body, not one without weight.
        let ratio = at > 0
            && reader.has_fact(at, "body.weigh")
            && (reader.word(at - 1) == "x" || reader.text.numbers.iter().any(|number| number.end == at));
        if ratio {
            at += 1;
            continue;
        }
        let (name, end) = if length(spoken) > 0 && length(spoken) >= length(movement) {
            (spoken.and_then(|(_, code)| rules.known(code)), at + length(spoken))
        } else {
            (movement.and_then(|(_, code)| rules.of_movement(code)), at + length(movement).max(1))
        };
        let equipment = reader.inside(at, end, Domain::Equipment);
        if let Some(lift) = name.filter(|_| own(reader, at, end) && !equipment) {
            let everyday = end - at == 1 && reader.term(at, Domain::Everyday).is_some() || lift == "total";
            names.push(Name { lift, first: at, end, everyday });
        }
        at = end;
    }
    names
}

/// "S 180 B 120 D 210": letters that stand for lifts; none unless all of them stand before a number, close together.
fn letters<'l>(reader: &Reader<'_, '_>, rules: &'l Rules) -> Vec<Name<'l>> {
    let mut names: Vec<Name<'l>> = Vec::new();
    for number in &reader.text.numbers {
        let colon = number.first > 1 && reader.is(number.first - 1, ':');
        let Some(at) = number.first.checked_sub(1 + usize::from(colon)) else { continue };
        let Some(lift) = rules.of_letter(reader.word(at)).filter(|_| number.value >= 20.0) else { continue };
        let close = names.last().is_none_or(|last| at - last.end <= 5);
        if close && !names.iter().any(|name| name.lift == lift) && own(reader, at, at + 1) {
            names.push(Name { lift, first: at, end: at + 1, everyday: false });
        }
    }
    if names.len() == rules.letters() { names } else { Vec::new() }
}

fn own(reader: &Reader<'_, '_>, first: usize, end: usize) -> bool {
    let scope = reader.text.scope_of(first, end);
    !scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED | Scope::NEGATED | Scope::CONDITIONAL)
}

struct Claims<'c, 'r, 't, 'l> {
    reader: &'c Reader<'r, 't>,
    rules: &'l Rules,
    names: &'c [Name<'l>],
    loads: &'c [Load],
    taken: Vec<bool>,
    claims: Vec<Claim<'l>>,
}

impl<'l> Claims<'_, '_, '_, 'l> {
    fn take(&mut self, name: Name<'l>, index: usize) {
        let Some(&load) = self.loads.get(index) else { return };
        if let Some(taken) = self.taken.get_mut(index) {
            *taken = true;
        }
        let Some((lift, load)) = self.fits(name, load) else { return };
        let (first, end) = (name.first.min(load.first), name.end.max(load.end));
        self.claims.push(Claim { lift, load, span: self.reader.span(first, end) });
    }

    /// The lift and the load as they belong together; none when the number cannot be this lift's.
    fn fits(&self, name: Name<'l>, load: Load) -> Option<(&'l str, Load)> {
        let reader = self.reader;
        let scope = reader.text.scope_of(load.first, load.end);
        let wished = scope.any(
            Scope::PLANNED | Scope::CONDITIONAL | Scope::NEGATED | Scope::QUESTION | Scope::OTHER | Scope::RETRACTED,
        );
        let achieved =
            scope.any(Scope::PLANNED) && !scope.any(Scope::NEGATED | Scope::OTHER) && achieved_behind(reader, load.end);
        if (wished && !achieved) || load::failed(reader, load) {
            return None;
        }
        let counted = self.rules.is_counted(name.lift);
        // "100 push-ups a day" is a habit, not a best.
        let daily =
            |at: usize| reader.has(at, at + 2, Domain::Spell, "daily") || reader.has(at, at + 1, Domain::Spell, "each");
        if counted && daily(name.end.max(load.end)) {
            return None;
        }
        match load.measure {
            Measure::Kg | Measure::Lb if counted && load.reps.is_none() => {
                (name.lift == "pull_up").then_some(("weighted_pull_up", load))
            }
            Measure::Kg | Measure::Lb if counted => None,
            // "Pull-ups +45".
            Measure::Bare if name.lift == "pull_up" && reader.is(load.first.saturating_sub(1), '+') => {
                Some(("weighted_pull_up", load))
            }
            Measure::Bare | Measure::Count if counted => {
                let plausible = load.value.fract() == 0.0 && (1.0..=200.0).contains(&load.value) && load.reps.is_none();
                plausible.then_some((name.lift, Load { measure: Measure::Count, ..load }))
            }
            Measure::Count => None,
            Measure::Bare if name.lift == "total" => (load.value >= 90.0).then_some((name.lift, load)),
            Measure::Bare => {
                let plausible = (20.0..=1200.0).contains(&load.value) && !load.in_words;
                (plausible && (load.value < 1000.0 || name.lift == "total")).then_some((name.lift, load))
            }
            Measure::Ratio if counted => None,
            Measure::Kg | Measure::Lb | Measure::Ratio => Some((name.lift, load)),
        }
    }

    /// `squat/bench/deadlift 180/120/220`, and `240/152.5/280` alone where lifts are the topic.
    fn lists(&mut self) {
        let mut index = 0;
        while index < self.loads.len() {
            let run = self.slashed(index);
            let before =
                self.names.iter().filter(|name| name.end <= self.loads.get(index).map_or(0, |load| load.first));
            let listed: Vec<Name<'l>> = before.rev().take(run).copied().collect();
            if run >= 2 && listed.len() == run && self.names_joined(&listed, index) {
                for (offset, name) in listed.iter().rev().enumerate() {
                    self.take(*name, index + offset);
                }
            } else if run == 2 && self.is_weightlifting(index) {
                for (offset, lift) in ["snatch", "clean_and_jerk"].into_iter().enumerate() {
                    let (Some(load), Some(lift)) = (self.loads.get(index + offset), self.rules.known(lift)) else {
                        continue;
                    };
                    self.take(Name { lift, first: load.first, end: load.end, everyday: false }, index + offset);
                }
            } else if run == 3 && self.is_powerlifting(index) {
                for (offset, lift) in ["back_squat", "bench_press", "deadlift"].into_iter().enumerate() {
                    let (Some(load), Some(lift)) = (self.loads.get(index + offset), self.rules.known(lift)) else {
                        continue;
                    };
                    self.take(Name { lift, first: load.first, end: load.end, everyday: false }, index + offset);
                }
            }
            index += run.max(1);
        }
    }

    /// How many loads from `index` on are joined by slashes.
    fn slashed(&self, index: usize) -> usize {
        let mut run = 1;
        while let (Some(one), Some(two)) = (self.loads.get(index + run - 1), self.loads.get(index + run)) {
            if two.first != one.end + 1 || !self.reader.is(one.end, '/') {
                break;
            }
            run += 1;
        }
        run
    }

    /// Whether the names stand in a list right before the loads.
    fn names_joined(&self, backwards: &[Name<'l>], index: usize) -> bool {
        let Some(load) = self.loads.get(index) else { return false };
        let close = backwards.first().is_some_and(|last| load.first - last.end <= 4);
        let joined = backwards.windows(2).all(|pair| match pair {
            [later, earlier] => {
                later.first - earlier.end <= 2
                    && !self.loads.iter().any(|load| (earlier.end..later.first).contains(&load.first))
            }
            _ => true,
        });
        close && joined
    }

    /// `118/146` beside weightlifting is snatch and clean and jerk.
    fn is_weightlifting(&self, index: usize) -> bool {
        let (Some(snatch), Some(jerk)) = (self.loads.get(index), self.loads.get(index + 1)) else { return false };
        let plausible = snatch.value >= 30.0
            && jerk.value > snatch.value
            && jerk.value < snatch.value * 1.6
            && snatch.reps.is_none();
        plausible && self.reader.terms(Domain::Activity).any(|(_, code)| code == "strength.weightlifting")
    }

    fn is_powerlifting(&self, index: usize) -> bool {
        let reader = self.reader;
        let big = self.loads.iter().skip(index).take(3).all(|load| load.value >= 40.0);
        let spoken = || {
            reader.terms(Domain::Activity).any(|(_, code)| code == "strength.powerlifting")
                || reader
                    .terms(Domain::Signal)
                    .any(|(_, codes)| codes.contains("competition.") || codes.contains("vocabulary.advanced"))
                || self.names.iter().any(|name| name.lift == "total")
        };
        let value = |at: usize| self.loads.get(index + at).map_or(0.0, |load| load.value);
        let (squat, bench, pull) = (value(0), value(1), value(2));
        // The bench is the smallest of the three.
        let shaped = bench < squat && bench < pull && pull > 0.8 * squat && squat < 2.2 * bench;
        let named = self.loads.get(index).is_some_and(|load| {
            self.names.iter().any(|name| name.end <= load.first && name.end + 2 >= load.first && name.lift != "total")
        });
        big && (reader.about(Topic::Lifts) || spoken() || (shaped && !named))
    }

    /// Each name takes the number beside it, before or behind.
    fn sides(&mut self) {
        for index in 0..self.names.len() {
            let Some(&name) = self.names.get(index) else { continue };
            if self.claims.iter().any(|claim| claim.span.contains(self.reader.span(name.first, name.end))) {
                continue;
            }
            let next_name = self.names.get(index + 1).map_or(usize::MAX, |next| next.first);
            let last_name =
                index.checked_sub(1).and_then(|before| self.names.get(before)).map_or(0, |before| before.end);
            let behind = self.loads.iter().position(|load| load.first >= name.end && load.first < next_name);
            let before = self.loads.iter().rposition(|load| load.end <= name.first && load.first >= last_name);
            let free = |position: &usize| self.taken.get(*position) == Some(&false);
            let (behind, before) = (behind.filter(free), before.filter(free));
            let adjacent_behind = behind.filter(|position| self.gap(name.end, *position, true) == Gap::Fillers);
            let adjacent_before = before.filter(|position| self.gap(name.first, *position, false) == Gap::Fillers);
            let loose = |side: Option<usize>| side.filter(|_| !name.everyday);
            let chosen = match (adjacent_before, adjacent_behind) {
                (Some(before), Some(behind)) => {
                    Some(if self.belongs_to_next(behind, index) || !self.is_weight(behind) {
                        before
                    } else {
                        self.nearer(name, before, behind)
                    })
                }
                (Some(before), None) => Some(before),
                (None, Some(behind)) => Some(behind),
                (None, None) => loose(behind.filter(|position| {
                    self.gap(name.end, *position, true) == Gap::Words && !self.belongs_to_next(*position, index)
                }))
                .or_else(|| loose(before.filter(|position| self.gap(name.first, *position, false) == Gap::Words))),
            };
            let Some(chosen) = chosen else { continue };
            self.take(name, chosen);
            self.further(name, chosen, next_name);
        }
    }

    fn is_weight(&self, index: usize) -> bool {
        self.loads.get(index).is_some_and(|load| load.measure != Measure::Count)
    }

    fn nearer(&self, name: Name<'l>, before: usize, behind: usize) -> usize {
        let distance_before = self.loads.get(before).map_or(usize::MAX, |load| name.first - load.end);
        let distance_behind = self.loads.get(behind).map_or(usize::MAX, |load| load.first - name.end);
        if distance_before <= distance_behind { before } else { behind }
    }

    /// Whether a load stands right before the next name, as in `315 squat 225 bench`.
    fn belongs_to_next(&self, load: usize, name: usize) -> bool {
        let Some(next) = self.names.get(name + 1) else { return false };
        let last = self.loads.iter().rposition(|other| other.end <= next.first);
        let starts_run =
            self.names.first().is_some_and(|first| self.loads.first().is_some_and(|load| load.end <= first.first));
        last == Some(load)
            && self.gap(next.first, load, false) == Gap::Fillers
            && (starts_run || self.comma_before(load))
    }

    fn comma_before(&self, load: usize) -> bool {
        self.loads
            .get(load)
            .and_then(|load| load.first.checked_sub(1))
            .is_some_and(|at| self.reader.is(at, ',') || self.reader.is(at, ';') || self.reader.particle(at, "and"))
    }

    /// More loads of the same lift behind the first: `265x5 (300 single)`, `95 to 265`.
    fn further(&mut self, name: Name<'l>, chosen: usize, next_name: usize) {
        let mut last = chosen;
        while let Some(next) = self.loads.get(last + 1).copied() {
            let end = self.loads.get(last).map_or(0, |load| load.end);
            let close = next.first < next_name && next.first - end <= 5;
            let (from, to) = self.reader.sentence(end.saturating_sub(1));
            let same = (from..to).contains(&next.first);
            let bracketed = (end..next.first).any(|at| self.reader.is(at, '('));
            let at = self.reader.is(next.first.saturating_sub(1), '@')
                || self.reader.particle(next.first.saturating_sub(1), "at");
            let body = at && next.measure != Measure::Bare && !bracketed;
            let owned = self.names.iter().position(|other| other.first == name.first);
            let foreign = owned.is_some_and(|owned| self.belongs_to_next(last + 1, owned));
            let joined = bracketed || next.reps.is_some() || self.reader.particle(next.first.saturating_sub(1), "now");
            if !close || !same || body || foreign || !joined || self.taken.get(last + 1) == Some(&true) {
                break;
            }
            last += 1;
            let Some(&load) = self.loads.get(last) else { break };
            // A bare number in brackets behind a set is the single: "180x5 (220)".
            let single = bracketed && load.reps.is_none();
            if let Some((lift, load)) = self.fits(name, Load { single: load.single || single, ..load }) {
                let (first, end) = (name.first.min(load.first), name.end.max(load.end));
                self.claims.push(Claim { lift, load, span: self.reader.span(first, end) });
            }
            if let Some(taken) = self.taken.get_mut(last) {
                *taken = true;
            }
        }
    }

    fn gap(&self, edge: usize, load: usize, behind: bool) -> Gap {
        let Some(load) = self.loads.get(load) else { return Gap::Far };
        let (first, end) = if behind { (edge, load.first) } else { (load.end, edge) };
        if end - first > REACH {
            return Gap::Far;
        }
        let mut words = false;
        for at in first..end {
            match self.reader.kind(at) {
                Some(TokenKind::Newline | TokenKind::Punct('.' | ';' | '!' | '?')) => return Gap::Far,
                Some(TokenKind::Punct(',')) => return Gap::Far,
                Some(TokenKind::Number) => return Gap::Far,
                Some(TokenKind::Word)
                    if self.reader.term(at, Domain::Cue).is_some_and(|(_, code)| is_kind(code, "clause_break"))
                        && !self.reader.particle(at, "filler") =>
                {
                    return Gap::Far;
                }
                Some(TokenKind::Word) if self.reader.particle(at, "and") => return Gap::Far,
                Some(TokenKind::Word) if !self.reader.particle(at, "filler") => words = true,
                _ => {}
            }
        }
        let limit = if behind { REACH } else { 3 };
        match words {
            false => Gap::Fillers,
            true if end - first <= limit => Gap::Words,
            true => Gap::Far,
        }
    }
}

/// What stands between a name and a load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Fillers,
    Words,
    Far,
}

/// "… and finally got it": the wish came true.
fn achieved_behind(reader: &Reader<'_, '_>, at: usize) -> bool {
    let (_, end) = reader.sentence(at.saturating_sub(1));
    reader
        .terms_in(at, end.min(at + 12), Domain::Signal)
        .any(|(term, codes)| any_of(codes, "achieved.plain") && !reader.negated(term.first, term.end))
}

/// "First strict pull-up", "my first push-up": a count of one.
fn firsts(reader: &Reader<'_, '_>, rules: &Rules, names: &[Name<'_>], found: &mut Found) {
    for name in names.iter().filter(|name| rules.is_counted(name.lift)) {
        let from = name.first.saturating_sub(3);
        let first = reader
            .text
            .numbers
            .iter()
            .find(|number| number.ordinal && number.value == 1.0 && (from..name.end).contains(&number.first));
        let known = found.0.iter().any(|fact| matches!(&fact.value, SlotValue::Lifts { lifts } if lifts.iter().any(|lift| lift.movement == name.lift)));
        let Some(number) = first.filter(|_| !known) else { continue };
        let plain = reader.stated(number.first, name.end);
        if plain
            || (!reader.foreign(number.first, name.end)
                && !reader.negated(number.first, name.end)
                && achieved_behind(reader, name.end))
        {
            let span = reader.span(number.first, name.end);
            let lift =
                Lift { movement: name.lift.to_owned(), value: 1.0, unit: Some("reps".to_owned()), reps: None, span };
            found.push(SlotId::Lifts, SlotValue::Lifts { lifts: vec![lift] }, span, Confidence::Medium);
        }
    }
}
