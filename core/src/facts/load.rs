//! Loads as lifters write them: `140kg`, `225x5`, `5x5 @ 100`, `three plates`, `2x BW`, `12 reps`.

use super::reader::{Reader, any_of};
use super::spell::Spell;
use crate::text::{Domain, Number, Scope};

/// What a number measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    Kg,
    Lb,
    /// Multiples of body weight.
    Ratio,
    /// Repetitions.
    Count,
    /// No unit named.
    Bare,
}

/// A load or a count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Load {
    pub(crate) value: f64,
    pub(crate) measure: Measure,
    pub(crate) reps: Option<u32>,
    /// Said to be a single, a maximum or a record.
    pub(crate) single: bool,
    pub(crate) in_words: bool,
    /// Said in plates of a bar, which tells nothing of the unit people use.
    pub(crate) plates: bool,
    pub(crate) first: usize,
    pub(crate) end: usize,
}

impl Load {
    pub(crate) fn unit(&self) -> Option<&'static str> {
        Some(match self.measure {
            Measure::Kg => "kg",
            Measure::Lb => "lb",
            Measure::Ratio => "xbw",
            Measure::Count => "reps",
            Measure::Bare => return None,
        })
    }

    /// Order among the loads of one lift: singles first, then the heaviest.
    pub(crate) fn rank(&self) -> f64 {
        let single = self.single || self.reps == Some(1);
        self.value + if single { 10_000.0 } else { 0.0 }
    }
}

/// All numbers that may be loads or counts of repetitions, in order.
pub(crate) fn find(reader: &Reader<'_, '_>, spells: &[Spell]) -> Vec<Load> {
    let mut loads: Vec<Load> = Vec::new();
    let mut until = 0;
    for number in &reader.text.numbers {
        let spelled = spells.iter().any(|spell| (spell.first..spell.end).contains(&number.first));
        if number.first < until || number.ordinal || spelled {
            continue;
        }
        if let Some(load) = at(reader, number) {
            until = load.end;
            loads.push(load);
        }
    }
    loads
}

fn at(reader: &Reader<'_, '_>, number: &Number) -> Option<Load> {
    if is_something_else(reader, number) {
        return None;
    }
    let load = ratio(reader, number)
        .or_else(|| plates(reader, number))
        .or_else(|| times(reader, number))
        .or_else(|| plain(reader, number))?;
    Some(Load { single: load.single || is_single(reader, &load), ..load })
}

fn is_times(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.word(at) == "x" || (reader.is(at, '*') && reader.glued(at))
}

fn unit(reader: &Reader<'_, '_>, at: usize) -> Option<(Measure, usize)> {
    match reader.unit(at) {
        Some("kg") => Some((Measure::Kg, at + 1)),
        Some("lb") => Some((Measure::Lb, at + 1)),
        _ if reader.is(at, '#') && reader.glued(at) => Some((Measure::Lb, at + 1)),
        _ => None,
    }
}

/// Percentages, times, distances, dates, weight classes, efforts.
fn is_something_else(reader: &Reader<'_, '_>, number: &Number) -> bool {
    let end = number.end;
    let other_unit = reader.unit(end).is_some_and(|unit| {
        !matches!(unit, "kg" | "lb" | "plate" | "rep" | "pood" | "time_over" | "inch")
            || (unit == "inch" && reader.word(end) != "in")
    });
    let hyphen_unit = reader.is(end, '-')
        && reader.glued(end)
        && reader.unit(end + 1).is_some_and(|unit| !matches!(unit, "kg" | "lb" | "rep"));
    let class = reader.glued(end) && reader.word(end) == "s";
    let percent = reader.is(end, '%');
    let clock = reader.is(end, ':') && reader.glued(end) && reader.glued(end + 1);
    let before = number.first.checked_sub(1);
    let prefix = before.is_some_and(|at| {
        let tied = reader.glued(number.first);
        // A weight class is written with a minus: "-73".
        let class =
            tied && reader.is(at, '-') && reader.text.number_at(at.wrapping_sub(1)).is_none() && !reader.glued(at);
        let counted =
            reader.has(at, at + 1, Domain::Body, "body.not_load") && reader.unit(end).is_none_or(|unit| unit == "inch");
        class || (tied && reader.is(at, ':') && reader.text.number_at(at.wrapping_sub(1)).is_some()) || counted
    });
    let year = !number.in_words
        && number.value.fract() == 0.0
        && (1970.0..=2035.0).contains(&number.value)
        && unit(reader, end).is_none();
    let more = reader.particle(end + usize::from(unit(reader, end).is_some()), "more");
    let height = reader.is(end, '\'') && reader.glued(end)
        || before.is_some_and(|at| reader.is(at, '\'') && reader.glued(number.first));
    let weighed = before.is_some_and(|_| weighed(reader, number.first))
        || body_behind(reader, end + usize::from(unit(reader, end).is_some()));
    let sets = reader.unit(end) == Some("set");
    let times_week = reader.unit(end) == Some("time_over");
    other_unit
        || hyphen_unit
        || class
        || percent
        || clock
        || prefix
        || year
        || more
        || height
        || weighed
        || sets
        || times_week
}

/// "I weigh 80kg", "bodyweight 197".
fn weighed(reader: &Reader<'_, '_>, first: usize) -> bool {
    reader.terms_in(first.saturating_sub(4), first, Domain::Body).any(|(term, codes)| {
        any_of(codes, "body.weigh")
            && (term.end == first || term.end + 1 == first)
            && !reader.inside(term.first, term.end, Domain::Lift)
    })
}

/// "197 bodyweight", but not "2x bodyweight".
fn body_behind(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.has_fact(at, "body.weigh") && matches!(reader.word(at), "bodyweight" | "bw" | "body")
}

/// `2x bodyweight`, `1.5 x BW`, `twice my bodyweight`, `2xBW`.
fn ratio(reader: &Reader<'_, '_>, number: &Number) -> Option<Load> {
    if !(0.5..=4.0).contains(&number.value) {
        return None;
    }
    let mut at = number.end;
    if is_times(reader, at) || matches!(reader.unit(at), Some("time_over")) {
        at += 1;
    } else if reader.word(at) == "xbw" {
        return Some(load(number.value, Measure::Ratio, number, at + 1));
    } else if !number.in_words {
        return None;
    }
    // "Squat 1.75x": a multiple of nothing else.
    let multiple = reader.word(number.end) == "x"
        && reader.glued(number.end)
        && number.value.fract() != 0.0
        && reader.text.number_at(at).is_none();
    if multiple && reader.term(at, Domain::Body).is_none() && !reader.particle(at, "my") {
        return Some(load(number.value, Measure::Ratio, number, number.end + 1));
    }
    for _ in 0..2 {
        if reader.particle(at, "my") || reader.particle(at, "own") {
            at += 1;
        }
    }
    let (term, _) = reader.term(at, Domain::Body).filter(|(_, codes)| any_of(codes, "body.weigh"))?;
    Some(load(number.value, Measure::Ratio, number, term.end))
}

/// `three plates`: a bar with so many of the largest on each side.
fn plates(reader: &Reader<'_, '_>, number: &Number) -> Option<Load> {
    if reader.unit(number.end) != Some("plate") || !(0.5..=9.0).contains(&number.value) {
        return None;
    }
    let metric =
        reader.terms(Domain::Unit).any(|(_, code)| code == "kg") || reader.context.units == Some(crate::Units::Metric);
    let (value, measure) =
        if metric { (20.0 + 40.0 * number.value, Measure::Kg) } else { (45.0 + 90.0 * number.value, Measure::Lb) };
    Some(Load { in_words: false, plates: true, ..load(value, measure, number, number.end + 1) })
}

fn load(value: f64, measure: Measure, number: &Number, end: usize) -> Load {
    Load {
        value,
        measure,
        reps: None,
        single: false,
        in_words: number.in_words,
        plates: false,
        first: number.first,
        end,
    }
}

fn whole(value: f64) -> Option<u32> {
    // Small and whole, so the cast is exact.
    (value.fract() == 0.0 && (1.0..=100.0).contains(&value)).then_some(value as u32)
}

/// `225x5`, `225x5x3`, `100 kg x 5`, `5x5 @ 100`, `3x8 with 60kg`.
fn times(reader: &Reader<'_, '_>, number: &Number) -> Option<Load> {
    let (measure, mut at) = unit(reader, number.end).unwrap_or((Measure::Bare, number.end));
    if !is_times(reader, at) {
        return None;
    }
    at += 1;
    let second = reader.text.number_at(at)?;
    at = second.end;
    let third = is_times(reader, at).then(|| reader.text.number_at(at + 1)).flatten();
    let loaded = measure != Measure::Bare || number.value >= 20.0 && second.value <= 30.0;
    if loaded {
        // Behind the repetitions may stand their unit or the number of sets.
        let end = third.map_or(at, |third| third.end);
        return Some(Load { reps: whole(second.value), ..load(number.value, measure, number, end) });
    }
    if let Some(third) = third.filter(|third| third.value >= 20.0) {
        let (measure, end) = unit(reader, third.end).unwrap_or((Measure::Bare, third.end));
        return Some(Load { reps: whole(second.value), ..load(third.value, measure, number, end) });
    }
    let end = third.map_or(at, |third| third.end);
    let (behind, _) = behind_at(reader, end)?;
    let (measure, end) = unit(reader, behind.end).unwrap_or((Measure::Bare, behind.end));
    let bare = measure == Measure::Bare;
    (!bare || behind.value >= 20.0)
        .then(|| Load { reps: whole(second.value), ..load(behind.value, measure, number, end) })
}

/// The number behind "at", "@", "with" or right behind.
fn behind_at<'n>(reader: &'n Reader<'_, '_>, mut at: usize) -> Option<(&'n Number, usize)> {
    for _ in 0..2 {
        let linking = reader.is(at, '@') || reader.particle(at, "load");
        at += usize::from(linking);
    }
    let number = reader.text.number_at(at).filter(|number| !number.ordinal)?;
    let other = reader.unit(number.end).is_some_and(|unit| !matches!(unit, "kg" | "lb"));
    (!other && !reader.is(number.end, '%')).then_some((number, at))
}

/// `140kg`, `140 for 5`, `12 reps`, `5 reps at 100`, `315`.
fn plain(reader: &Reader<'_, '_>, number: &Number) -> Option<Load> {
    if reader.unit(number.end) == Some("rep") || (reader.glued(number.end) && reader.word(number.end) == "rm") {
        let rm = reader.word(number.end) == "rm";
        if let Some((load_number, _)) = behind_at(reader, number.end + 1).filter(|(behind, _)| behind.value >= 20.0) {
            let (measure, end) = unit(reader, load_number.end).unwrap_or((Measure::Bare, load_number.end));
            return Some(Load { reps: whole(number.value), ..load(load_number.value, measure, number, end) });
        }
        return (!rm).then(|| load(number.value, Measure::Count, number, number.end + 1));
    }
    let (measure, end) = unit(reader, number.end).unwrap_or((Measure::Bare, number.end));
    // "4-5 reps" and "2-3 pull-ups": the better end holds.
    let (value, end) = match reader.range(number.first) {
        Some(range) if measure == Measure::Bare && range.high > range.low && range.high <= 1000.0 => {
            let (_, after) = unit(reader, range.end).unwrap_or((measure, range.end));
            (range.high, after)
        }
        _ => (number.value, end),
    };
    let measure = if measure == Measure::Bare {
        unit(reader, end.saturating_sub(1)).map_or(measure, |(found, _)| found)
    } else {
        measure
    };
    let mut load = load(value, measure, number, end);
    if let Some((reps, end)) = for_reps(reader, end) {
        (load.reps, load.end) = (Some(reps), end);
    }
    Some(load)
}

/// `for 5`, `for a set of 5`, `por 5`, `for a triple`.
fn for_reps(reader: &Reader<'_, '_>, at: usize) -> Option<(u32, usize)> {
    if !reader.particle(at, "for") {
        return None;
    }
    let next = (at + 1..at + 5).find(|next| reader.text.number_at(*next).is_some());
    if let Some(number) = next.and_then(|next| reader.text.number_at(next)) {
        let words = (at + 1..number.first).all(|at| reader.particle(at, "set_of"));
        let unit = reader.unit(number.end);
        let plain = unit.is_none_or(|unit| matches!(unit, "rep" | "set"))
            && number.value <= 30.0
            && reader.term(number.end, Domain::Spell).is_none_or(|(_, code)| code != "decade");
        if words && plain && !reader.is(number.end, '%') {
            let end = number.end + usize::from(unit == Some("rep"));
            return whole(number.value).map(|reps| (reps, end));
        }
    }

    (at + 1..at + 4).find_map(|next| {
        let reps = match reader.term(next, Domain::Training)?.1 {
            "single" => 1,
            "double" => 2,
            "triple" => 3,
            _ => return None,
        };
        Some((reps, next + 1))
    })
}

/// A maximum, a record or a single by the words right around the load.
fn is_single(reader: &Reader<'_, '_>, load: &Load) -> bool {
    if load.reps.is_some_and(|reps| reps > 1) {
        return false;
    }
    let says = |first: usize, end: usize| {
        reader
            .terms_in(first, end, Domain::Training)
            .any(|(_, code)| matches!(code, "one_rep_max" | "single" | "personal_record" | "max_effort"))
    };
    says(load.end, load.end + 2) || says(load.first.saturating_sub(3), load.first)
}

/// Whether the load was missed: "190 I missed", "failed 200".
pub(crate) fn failed(reader: &Reader<'_, '_>, load: Load) -> bool {
    let (first, end) = reader.clause(load.first);
    let (from, to) = (load.first.saturating_sub(4).max(first), (load.end + 4).min(end.max(load.end)));
    let failing = |(term, code): (&crate::text::Term, &str)| {
        code == "failed" && (term.end <= load.first || term.first >= load.end)
    };
    let between = |at: usize| {
        reader.text.numbers.iter().any(|number| {
            let (low, high) = if at < load.first { (at, load.first) } else { (load.end, at) };
            (low..high).contains(&number.first)
        })
    };
    reader.terms_in(from, to, Domain::Training).filter(|found| failing(*found)).any(|(term, _)| !between(term.first))
        || reader.text.scope_of(load.first, load.end).any(Scope::NEGATED)
}

impl Reader<'_, '_> {
    /// Whether a fact of this code begins at `at`.
    pub(crate) fn has_fact(&self, at: usize, wanted: &str) -> bool {
        self.term(at, Domain::Body).is_some_and(|(_, codes)| any_of(codes, wanted))
    }
}
