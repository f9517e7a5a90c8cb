//! How long a session may last, and when in the day.

use super::reader::{Found, Reader};
use super::{Confidence, SlotId, Topic};
use crate::text::{Domain, Scope, duration};

pub(crate) fn read(reader: &Reader<'_, '_>, found: &mut Found) {
    let asked = reader.about(Topic::Time);
    let mut at = 0;
    let mut best: Option<(f64, f64, usize, usize, Confidence)> = None;
    while at < reader.text.tokens.len() {
        let Some((low, high, end)) = length(reader, at) else {
            at += 1;
            continue;
        };
        let scope = reader.text.scope_of(at, end);
        let own = !scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED | Scope::NEGATED)
            && (asked || !scope.any(Scope::QUESTION));
        let plausible = (10.0..=240.0).contains(&low) && (10.0..=300.0).contains(&high);
        let confidence = if asked { Some(Confidence::High) } else { of_a_session(reader, at, end) };
        if let Some(confidence) = confidence.filter(|_| own && plausible)
            && best.is_none_or(|(.., known)| confidence > known)
        {
            best = Some((low, high, at, end, confidence));
        }
        at = end.max(at + 1);
    }
    if let Some((low, high, first, end, confidence)) = best {
        found.number(SlotId::SessionLength, low, high, reader.span(first, end), confidence);
    }
}

/// A length of time in minutes at `at`: `45-60 min`, `1 to 1.5 hours`, `an hour`; under the question also bare numbers.
fn length(reader: &Reader<'_, '_>, at: usize) -> Option<(f64, f64, usize)> {
    let minutes = |seconds: f64| (seconds / 60.0).round();
    if let Some(range) = reader.range(at).filter(|range| range.high > range.low) {
        let next = range.end + usize::from(reader.is(range.end, '-'));
        let factor = match reader.unit(next) {
            Some("minute") => 1.0,
            Some("hour") => 60.0,
            None if reader.about(Topic::Time) && range.within(10.0, 240.0) => {
                return Some((range.low, range.high, range.end));
            }
            None if reader.about(Topic::Time) && range.within(0.5, 3.0) => {
                return Some((range.low * 60.0, range.high * 60.0, range.end));
            }
            // "30 to 45 min" with a unit on both sides is read below.
            _ => return single(reader, at).map(|(seconds, end)| (minutes(seconds), minutes(seconds), end)),
        };
        return Some((range.low * factor, range.high * factor, next + 1));
    }
    let (seconds, end) = single(reader, at)?;
    let low = minutes(seconds);
    // "45 min to 1 hour", "45 min - 60 min".
    let joined = reader.is(end, '-') || reader.particle(end, "to");
    if joined && let Some((seconds, end)) = single(reader, end + 1) {
        let high = minutes(seconds);
        if high > low {
            return Some((low, high, end));
        }
    }
    Some((low, low, end))
}

fn single(reader: &Reader<'_, '_>, at: usize) -> Option<(f64, usize)> {
    if let Some(found) = duration::at(reader.text, at).filter(|found| !found.clock) {
        return Some((found.seconds, found.end));
    }
    let number = reader.text.number_at(at).filter(|number| !number.ordinal)?;
    // "2 sessions" are no two hours.
    let counted = reader.has(number.end, number.end + 1, Domain::Spell, "session");
    let bare = reader.about(Topic::Time)
        && !counted
        && reader.unit(number.end).is_none_or(|unit| !matches!(unit, "day" | "time_over" | "week"));
    match number.value {
        value if bare && (15.0..=240.0).contains(&value) => Some((value * 60.0, number.end)),
        value if bare && (0.5..=3.0).contains(&value) && !number.in_words => Some((value * 3600.0, number.end)),
        _ => None,
    }
}

/// Whether the words around say that the time is a session's.
fn of_a_session(reader: &Reader<'_, '_>, first: usize, end: usize) -> Option<Confidence> {
    let (from, to) = reader.clause(first);
    let to = to.max(end);
    let spell = |first: usize, end: usize, code: &str| reader.has(first, end, Domain::Spell, code);
    let next = end + usize::from(reader.is(end, '-'));
    let per_session = spell(next, next + 2, "each");
    let weekly = spell(from, to, "weekly") || spell(from, to, "daily") || spell(from, to, "session");
    let before = reader.previous_clause(first).is_some_and(|(first, end)| spell(first, end, "weekly"));
    let walks = reader.terms_in(first, next + 3, Domain::Activity).any(|(_, code)| code.starts_with("light.soft"));
    if per_session && !walks {
        return Some(Confidence::High);
    }
    // "Monday and Friday, at most 50 minutes": a schedule, and a length that stands alone.
    let (opens, closes) = reader.sentence(first);
    let scheduled = reader
        .terms_in(opens, closes, Domain::Calendar)
        .any(|(_, code)| code.ends_with("day") && code != "today" && code != "yesterday")
        || spell(opens, closes, "weekly")
        || reader.text.numbers.iter().any(|number| {
            let day = reader.unit(number.end) == Some("day")
                || reader.has(number.end, number.end + 1, Domain::Spell, "session");
            (opens..closes).contains(&number.first) && number.value <= 7.0 && day
        });
    // "I can spare 20 minutes".
    let spare = spell(first.saturating_sub(10).max(from), first, "can_spare")
        && !(from..first).any(|at| reader.particle(at, "for"));
    // "1 hr." as notes are written, "4 x 70 min".
    let note = (opens..closes).all(|at| (first..end).contains(&at) || !reader.is_word(at));
    // "25 minutes while the baby sleeps": short, and opening with it.
    let short = first == 0 && reader.words() <= 8 && reader.topic.is_some() && !reader.about(Topic::Experience);
    // "20 minutes of Nike Training Club".
    let of = reader.particle(end, "of")
        && (reader.terms_in(end, end + 4, Domain::Activity).next().is_some()
            || reader.terms_in(end, end + 4, Domain::Signal).any(|(_, codes)| codes.contains("programme.")));
    let note = note || short || of;
    let times = first >= 2 && reader.word(first - 1) == "x" && reader.text.number_at(first - 2).is_some();
    if (spare || note || times) && !walks && reader.unit(next) != Some("minute") {
        return Some(Confidence::Medium);
    }
    let words = (from..to).filter(|at| reader.is_word(*at) && !(first..end).contains(at)).count();
    if scheduled && words <= 3 && !walks {
        return Some(Confidence::Medium);
    }
    ((weekly || (before && first - from <= 3)) && !walks).then_some(Confidence::Medium)
}

/// Morning, midday, evening.
pub(crate) fn time_of_day(reader: &Reader<'_, '_>, found: &mut Found) {
    let asked = reader.about(Topic::Time) || reader.about(Topic::Frequency);
    for (term, codes) in reader.terms(Domain::Fact) {
        for code in codes.split('|').filter_map(|code| code.strip_prefix("time_of_day.")) {
            let (first, end) = reader.clause(term.first);
            let trains = reader.terms_in(first, end, Domain::Activity).next().is_some();
            let word = term.end - term.first > 1 || reader.word(term.first).ends_with('s');
            if reader.stated_or_planned(term.first, term.end) && (asked || (trains && word)) {
                let confidence = if asked { Confidence::High } else { Confidence::Low };
                found.code(SlotId::TimeOfDay, code, term.span, confidence);
            }
        }
    }
}
