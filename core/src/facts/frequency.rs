//! Days a week, and which days.

use super::reader::{Found, Range, Reader, any_of};
use super::{Confidence, SlotId, Topic};
use crate::text::{Domain, Scope, Term, duration};

/// A frequency that was read.
#[derive(Debug, Clone, Copy)]
struct Count {
    low: f64,
    high: f64,
    first: usize,
    end: usize,
    /// Whether a week was named.
    weekly: bool,
    planned: bool,
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

pub(crate) fn read(reader: &Reader<'_, '_>, found: &mut Found) {
    let days = days(reader, found);
    bare_answer(reader, found);
    if found.has(SlotId::TrainingFrequency) {
        return;
    }
    let mut counts: Vec<Count> = Vec::new();
    let mut at = 0;
    while at < reader.text.tokens.len() {
        match count(reader, at) {
            Some(count) => {
                at = count.end.max(at + 1);
                counts.push(count);
            }
            None => at += 1,
        }
    }
    let confidence = if reader.about(Topic::Frequency) { Confidence::High } else { Confidence::Medium };
    if let Some(count) = choose(reader, &counts) {
        let span = reader.span(count.first, count.end);
        found.number(SlotId::TrainingFrequency, count.low, count.high, span, confidence);
    } else if let Some((count, first, end)) = days.filter(|(count, ..)| *count > 0) {
        let asked = reader.about(Topic::Frequency) || reader.about(Topic::Time);
        if asked || count > 1 {
            let count = f64::from(count);
            found.number(SlotId::TrainingFrequency, count, count, reader.span(first, end), confidence);
        }
    }
}

/// The number that holds: the planned one before the present one, a named week before a bare number; counts that are
/// listed side by side add up ("two days with my coach, two on strength").
fn choose(reader: &Reader<'_, '_>, counts: &[Count]) -> Option<Count> {
    let best = counts.iter().filter(|count| count.weekly);
    let planned = best.clone().rev().find(|count| count.planned);
    let weekly = planned.or_else(|| best.clone().next()).copied();
    if weekly.is_some() || counts.len() < 2 || !reader.about(Topic::Frequency) {
        return weekly.or_else(|| counts.first().copied());
    }
    let (first, last) = (counts.first()?, counts.last()?);
    let listed = counts.windows(2).all(|pair| match pair {
        [one, two] => reader.sentence(one.first).1 > two.first && !is_part(reader, one.end, two.end + 2),
        _ => true,
    });
    let sum = |pick: fn(&Count) -> f64| counts.iter().map(pick).sum::<f64>();
    let total = sum(|count| count.high);
    if listed && total <= 7.0 && last.first - first.first <= 14 {
        return Some(Count { low: sum(|count| count.low), high: total, end: last.end, ..*first });
    }
    Some(*first)
}

/// "5 days, 3 of them lifting", "3 now, 4 later": the second is no addition.
fn is_part(reader: &Reader<'_, '_>, first: usize, end: usize) -> bool {
    ["of_them", "later", "then", "ago"].iter().any(|code| reader.has(first, end, Domain::Spell, code))
}

fn count(reader: &Reader<'_, '_>, at: usize) -> Option<Count> {
    let count = named(reader, at).or_else(|| numbered(reader, at))?;
    let scope = reader.text.scope_of(count.first, count.end);
    let barred = scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED | Scope::NEGATED | Scope::PAST);
    let asked = scope.any(Scope::QUESTION) && !reader.about(Topic::Frequency);
    (!barred && !asked && !at_work(reader, &count) && !of_contact(reader, &count)).then_some(count)
}

/// "A message twice a week" is how often the coach should write.
fn of_contact(reader: &Reader<'_, '_>, count: &Count) -> bool {
    let (first, end) = reader.clause(count.first);
    let contact = |(_, codes): (&Term, &str)| codes.split('|').any(|code| code.starts_with("contact."));
    !reader.about(Topic::Frequency) && reader.terms_in(first, end, Domain::Fact).any(contact)
}

/// "I work 5 days a week" is not training.
fn at_work(reader: &Reader<'_, '_>, count: &Count) -> bool {
    if reader.about(Topic::Frequency) {
        return false;
    }
    let (first, end) = reader.clause(count.first);
    let works = reader.particle(count.first.saturating_sub(1), "work");
    works && reader.terms_in(first, end, Domain::Activity).next().is_none()
}

/// `every day`, `every other day`, `weekends only`, `weekdays`, `once a week`.
fn named(reader: &Reader<'_, '_>, at: usize) -> Option<Count> {
    let (term, codes) = reader.term(at, Domain::Spell)?;
    let (code, low, high) = [
        ("once_week", 1.0, 1.0),
        ("every_other_day", 3.0, 4.0),
        ("weekend", 2.0, 2.0),
        ("weekday", 5.0, 5.0),
        ("daily", 6.0, 7.0),
    ]
    .into_iter()
    .find(|(code, ..)| any_of(codes, code))?;
    let (first, end) = reader.clause(at);
    let trains = || reader.terms_in(first, end, Domain::Activity).next().is_some();
    let sure =
        reader.about(Topic::Frequency) || code == "once_week" || (code == "weekend" && reader.about(Topic::Time));
    // "Every day" says how often only of training; "weekends" may be anything.
    let plausible = match code {
        "daily" => trains() && !soft(reader, first, end),
        "every_other_day" => trains(),
        "weekend" | "weekday" => trains() && reader.word(at + 1) != "at",
        _ => false,
    };
    if code == "daily" && !sure && plausible {
        return Some(Count {
            low: 7.0,
            high: 7.0,
            first: at,
            end: term.end,
            weekly: true,
            planned: reader.planned(at, term.end),
        });
    }
    (sure || plausible).then(|| Count {
        low: if code == "daily" { 7.0 } else { low },
        high,
        first: at,
        end: term.end,
        weekly: code != "weekend" && code != "weekday",
        planned: reader.planned(at, term.end),
    })
}

/// Walking every day is no training day.
fn soft(reader: &Reader<'_, '_>, first: usize, end: usize) -> bool {
    reader
        .terms_in(first, end, Domain::Activity)
        .all(|(_, code)| code.starts_with("light.") || code.starts_with("endurance."))
}

/// `4 days a week`, `3x/week`, `twice a week`, `12 sessions a month`, `4-day split`, a bare number when asked.
fn numbered(reader: &Reader<'_, '_>, at: usize) -> Option<Count> {
    let range = reader.range(at)?;
    if range.low < 1.0 || range.low.fract() != 0.0 || range.high.fract() != 0.0 {
        return None;
    }
    let weekly = |count: Range, end: usize, weekly: bool| {
        (count.high <= 14.0).then(|| Count {
            low: count.low,
            high: count.high,
            first: at,
            end,
            weekly,
            planned: reader.planned(at, end),
        })
    };
    // A noun of counting may follow: "days", "times", "x", "sessions", each with an adjective before it.
    let mut next = range.end + usize::from(reader.is(range.end, '-'));
    let mut noun = None;
    for _ in 0..3 {
        if is_count_noun(reader, next) {
            noun = Some(next);
            next = reader
                .term(next, Domain::Spell)
                .filter(|(_, codes)| any_of(codes, "session"))
                .map_or(next + 1, |(term, _)| term.end);
            break;
        }
        if !reader.is_word(next) || reader.text.number_at(next).is_some() || is_week(reader, next).is_some() {
            break;
        }
        if reader.unit(next).is_some_and(|unit| unit != "time_over") {
            return bare(reader, range).and_then(|()| weekly(range, range.end, false));
        }
        next += 1;
    }
    let from = if noun.is_some() { next } else { range.end };
    // "4 days of lifting a week": the week may stand a few words on.
    let reach = if noun.is_some() { 5 } else { 1 };
    for step in 0..reach {
        if let Some((end, month)) = is_week(reader, from + step) {
            if month {
                let per_week = |count: f64| (count / 4.345).round().max(1.0);
                let count = Range { low: per_week(range.low), high: per_week(range.high), ..range };
                return weekly(count, end, true);
            }
            return weekly(range, end, true).filter(|count| count.high <= 7.0 || noun.is_some());
        }
        if reader.is(from + step, ',') || reader.is(from + step, '.') || reader.text.number_at(from + step).is_some() {
            break;
        }
    }
    // "4 x 70 min": sessions and their length.
    let long =
        |at: usize| duration::at(reader.text, at).is_some_and(|found| (1_200.0..=9_000.0).contains(&found.seconds));
    if reader.word(range.end) == "x" && range.high <= 7.0 && long(range.end + 1) {
        return weekly(range, range.end + 1, true);
    }
    let noun = noun?;
    // "4x week".
    if reader.word(noun) == "x" && reader.unit(next) == Some("week") {
        return weekly(range, next + 1, true).filter(|count| count.high <= 7.0);
    }
    plain(reader, range, noun, next).and_then(|end| weekly(range, end, false)).or(None)
}

/// Whether a noun that counts training days stands at `at`.
fn is_count_noun(reader: &Reader<'_, '_>, at: usize) -> bool {
    let unit = reader.unit(at).is_some_and(|unit| matches!(unit, "day" | "time_over"));
    let x = reader.word(at) == "x" && reader.text.number_at(at + 1).is_none();
    unit || x || reader.has(at, at + 1, Domain::Spell, "session")
}

/// The end of "a week" or "per month" at `at`, and whether it is a month.
fn is_week(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, bool)> {
    let (term, codes) = reader.term(at, Domain::Spell)?;
    let monthly = any_of(codes, "monthly");
    (monthly || any_of(codes, "weekly")).then_some((term.end, monthly))
}

/// A count of days without a week: when asked, as a split, or beside training ("train 4 days").
fn plain(reader: &Reader<'_, '_>, range: Range, noun: usize, next: usize) -> Option<usize> {
    if range.high > 7.0 {
        return None;
    }
    let ago =
        reader.has(next, next + 1, Domain::Calendar, "ago_after") || reader.has(next, next + 1, Domain::Spell, "rest");
    let ahead = range.first > 0 && reader.has(range.first - 1, range.first, Domain::Spell, "ahead");
    if ago {
        return None;
    }
    if reader.about(Topic::Frequency) {
        return Some(next);
    }
    let day = reader.unit(noun) == Some("day") || reader.has(noun, noun + 1, Domain::Spell, "session");
    // "for the last 4 days", "4 days of rest".
    let spent = range.first > 0 && reader.has(range.first - 1, range.first, Domain::Spell, "more");
    // "4-day split", "a programme for 5 days".
    let planned_for = range.first >= 2
        && reader.particle(range.first - 1, "for")
        && reader.has(range.first - 2, range.first - 1, Domain::Spell, "split");
    let split = day && (reader.has(next, next + 2, Domain::Spell, "split") || planned_for);
    let lists = day && reader.is(next, ':') && reader.term(next + 1, Domain::Calendar).is_some();
    let (first, end) = reader.clause(range.first);
    let trains = reader.unit(noun) == Some("day")
        && !ahead
        && reader.terms_in(first, end, Domain::Activity).any(|(term, _)| term.first.abs_diff(noun) <= 5)
        && !spent
        && (reader.planned(range.first, range.end) || reader.stated(range.first, range.end));
    let lone =
        day && !ahead && !spent && (first..end).all(|at| (range.first..next).contains(&at) || !reader.is_word(at));
    let beside = lone && {
        let (first, end) = reader.sentence(range.first);
        // "3 days." as notes are written, or beside training; "one day" is some day.
        range.high > 1.0 && (first..end).all(|at| (range.first..next).contains(&at) || !reader.is_word(at))
            || reader.terms_in(first, end, Domain::Activity).next().is_some()
            || range.high > 1.0 && reader.terms_in(first, end, Domain::Goal).next().is_some()
    };
    // "I do 3 short sessions", "programs 4 days of conjugate".
    let times = reader.word(noun) == "x" && lone_clause(reader, range, next);
    if times && reader.terms_in(first.saturating_sub(8), end, Domain::Activity).next().is_some() {
        return Some(next);
    }
    let does = day
        && !ahead
        && !spent
        && reader.has(range.first.saturating_sub(3).max(first), range.first, Domain::Spell, "doing");
    (split || lists || trains || beside || does).then_some(next)
}

/// Whether nothing but the count stands in its clause.
fn lone_clause(reader: &Reader<'_, '_>, range: Range, next: usize) -> bool {
    let (first, end) = reader.clause(range.first);
    (first..end).all(|at| (range.first..next).contains(&at) || !reader.is_word(at))
}

/// A bare number is an answer only to the question about days.
fn bare(reader: &Reader<'_, '_>, range: Range) -> Option<()> {
    let duration = reader.unit(range.end).is_some_and(|unit| unit != "day");
    let alone = reader.about(Topic::Frequency) && range.within(1.0, 7.0) && !duration;
    alone.then_some(())
}

/// A bare number that opens the answer to the question about days: "4", "4-5", "6, two-a-days on Monday".
fn bare_answer(reader: &Reader<'_, '_>, found: &mut Found) {
    if !reader.about(Topic::Frequency) || found.has(SlotId::TrainingFrequency) {
        return;
    }
    for number in reader.text.numbers.iter().take(1) {
        let Some(range) = reader.range(number.first) else { continue };
        let scope = reader.text.scope_of(range.first, range.end);
        let own = !scope.any(Scope::OTHER | Scope::RETRACTED | Scope::NEGATED | Scope::QUOTED);
        let whole = range.low.fract() == 0.0 && range.high.fract() == 0.0;
        if own && whole && range.within(1.0, 7.0) && is_alone(reader, range) {
            let span = reader.span(range.first, range.end);
            found.number(SlotId::TrainingFrequency, range.low, range.high, span, Confidence::High);
            return;
        }
    }
}

/// The named days; gives how many, and where the first and the last stand.
fn days(reader: &Reader<'_, '_>, found: &mut Found) -> Option<(u32, usize, usize)> {
    let named: Vec<(usize, usize, usize)> = reader
        .terms(Domain::Calendar)
        .filter_map(|(term, code)| Some((WEEKDAYS.iter().position(|day| *day == code)?, term.first, term.end)))
        .collect();
    let asked = reader.about(Topic::Frequency) || reader.about(Topic::Time);
    let mut picked = [false; 7];
    let (mut first, mut last) = (usize::MAX, 0);
    for (position, &(day, from, end)) in named.iter().enumerate() {
        let scope = reader.text.scope_of(from, end);
        let dated = reader
            .terms_in(from.saturating_sub(2), end + 1, Domain::Calendar)
            .any(|(_, code)| matches!(code, "last" | "last_behind" | "today" | "yesterday" | "tomorrow"));
        let barred = scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED | Scope::NEGATED | Scope::QUESTION);
        // A single day in a story is when something happened; two and more together are a schedule.
        let neighbour = |index: Option<usize>| {
            index.and_then(|index| named.get(index)).is_some_and(|(_, other, _)| other.abs_diff(from) <= 3)
        };
        let listed = neighbour(position.checked_sub(1)) || neighbour(Some(position + 1));
        if barred || dated || !(listed || asked) {
            continue;
        }
        // "Monday to Friday".
        let range_to = named
            .get(position + 1)
            .filter(|(_, next, _)| *next == end + 1 && (reader.is(end, '-') || reader.particle(end, "to")));
        let until = range_to.map_or(day, |(until, ..)| *until);
        let mut current = day;
        loop {
            if let Some(mark) = picked.get_mut(current) {
                *mark = true;
            }
            if current == until {
                break;
            }
            current = (current + 1) % 7;
        }
        first = first.min(from);
        last = last.max(end);
    }
    if first == usize::MAX {
        return None;
    }
    let span = reader.span(first, last);
    let mut count = 0;
    for (name, _) in WEEKDAYS.iter().zip(picked).filter(|(_, picked)| *picked) {
        found.code(SlotId::AvailableDays, name, span, Confidence::High);
        count += 1;
    }
    Some((count, first, last))
}

/// Whether nothing is counted by the number and nothing stands before it but "maybe", and the answer has no fuller count.
fn is_alone(reader: &Reader<'_, '_>, range: Range) -> bool {
    let next = range.end;
    let closed = next >= reader.text.tokens.len()
        || !reader.is_word(next)
        || reader.unit(next).is_none() && !is_count_noun(reader, next);
    closed
        && reader.unit(next).is_none()
        && is_week(reader, next).is_none()
        && !(reader.is(next, '/') || reader.word(next) == "x")
}
