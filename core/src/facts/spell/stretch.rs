//! Bare stretches of time: `3 years`, `since 2017`, `from 18 to 27`, `for decades`.

use super::super::reader::{Range, Reader, any_of};
use crate::text::{Domain, Term, TokenKind};

/// A bare stretch: how long, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) vague: bool,
    pub(super) first: usize,
    pub(super) end: usize,
    /// Whether the unit is the year: ages are.
    pub(super) years: bool,
}

fn years_of(unit: &str) -> Option<f64> {
    Some(match unit {
        "year" => 1.0,
        "month" => 1.0 / 12.0,
        "week" => 1.0 / 52.0,
        "day" => 1.0 / 365.0,
        _ => return None,
    })
}

/// The stretch of time that begins at `at`.
pub(super) fn stretch(reader: &Reader<'_, '_>, at: usize) -> Option<Stretch> {
    let named = since(reader, at).or_else(|| between_ages(reader, at)).or_else(|| decade(reader, at));
    named.or_else(|| counted(reader, at)).or_else(|| bare(reader, at))
}

/// Skips "more than", "full", "good", "+" and hyphens.
pub(super) fn skip_fillers(reader: &Reader<'_, '_>, mut at: usize) -> usize {
    for _ in 0..3 {
        if reader.is(at, '+') || (reader.is(at, '-') && reader.glued(at)) || reader.word(at) == "ish" {
            at += 1;
        } else if let Some((term, _)) =
            reader.term(at, Domain::Spell).filter(|(_, codes)| any_of(codes, "more") || any_of(codes, "steady"))
        {
            at = term.end;
        } else {
            break;
        }
    }
    at
}

/// The unit of time at `at`, as years, with the token after it and whether it is the year.
fn time_unit(reader: &Reader<'_, '_>, at: usize) -> Option<(f64, usize, bool)> {
    if let Some((term, code)) = reader.term(at, Domain::Spell)
        && any_of(code, "decade")
    {
        return Some((10.0, term.end, false));
    }
    let (term, code) = reader.term(at, Domain::Unit)?;
    Some((years_of(code)?, term.end, code == "year"))
}

/// `3 years`, `2-3 yrs`, `18 months`, `a year and a half`, `a few months`, `10+ years`.
fn counted(reader: &Reader<'_, '_>, at: usize) -> Option<Stretch> {
    let spell =
        |code: &str| reader.term(at, Domain::Spell).filter(|(_, codes)| any_of(codes, code)).map(|(term, _)| term.end);
    let named = |code: &str, low: f64, high: f64| spell(code).map(|end| (Range { low, high, first: at, end }, true));
    let vague = named("few", 2.0, 4.0).or_else(|| named("several", 3.0, 6.0)).or_else(|| named("many", 5.0, 10.0));
    let exact = || reader.range(at).map(|range| (range, false));
    let article = || named("article", 1.0, 1.0).map(|(range, _)| (range, false));
    let (count, vague) = vague.or_else(exact).or_else(article)?;
    if count.high > 120.0 {
        return None;
    }
    let mut unit_at = skip_fillers(reader, count.end);
    // "half a year", "half of a year".
    if count.high < 1.0 && reader.has(unit_at, unit_at + 1, Domain::Spell, "article") {
        unit_at += 1;
    }
    let (size, mut end, years) = time_unit(reader, unit_at)?;
    // "6 days" are days of the week, "10 days in" are a stretch.
    if size < 0.003 && count.high <= 7.0 {
        return None;
    }
    // "3 to 4 years" is covered by the range; "a couple of years" by the number words.
    let mut half = 0.0;
    if let Some((term, _)) = reader.term(end, Domain::Spell).filter(|(_, codes)| any_of(codes, "and_half")) {
        (half, end) = (0.5, term.end);
    } else if let Some((months, after)) = and_months(reader, end).filter(|_| size >= 1.0) {
        (half, end) = (months / 12.0 / size, after);
    }
    Some(Stretch {
        low: (count.low + half) * size,
        high: (count.high + half) * size,
        vague: vague || count.low == 0.0,
        first: count.first,
        end,
        years,
    })
}

/// "… and four months" behind the years.
fn and_months(reader: &Reader<'_, '_>, at: usize) -> Option<(f64, usize)> {
    let at = at + usize::from(reader.particle(at, "and"));
    let number = reader.text.number_at(at).filter(|number| number.value < 12.0)?;
    (reader.unit(number.end) == Some("month")).then_some((number.value, number.end + 1))
}

/// `for years`, `years of lifting`: a plural without a number.
fn bare(reader: &Reader<'_, '_>, at: usize) -> Option<Stretch> {
    let (size, end, years) = time_unit(reader, at)?;
    if size < 0.01 || reader.text.number_at(at).is_some() {
        return None;
    }
    // "año y medio": a year and a half, though no article stands before it.
    if let Some((half, _)) = reader.term(end, Domain::Spell).filter(|(_, codes)| years && any_of(codes, "and_half")) {
        return Some(Stretch { low: 1.5, high: 1.5, vague: false, first: at, end: half.end, years });
    }
    let plural = reader.word(at).ends_with('s') || reader.word(at).ends_with("en") || reader.word(at).ends_with("re");
    if !plural || reader.kind(at) != Some(TokenKind::Word) || reader.word(at).len() < 3 {
        return None;
    }
    let (low, high) = if size >= 10.0 { (20.0, 20.0) } else { (3.0 * size, 6.0 * size) };
    Some(Stretch { low, high, vague: true, first: at, end, years })
}

/// `a decade` without a count is covered by [`counted`]; "decades" by [`bare`].
fn decade(reader: &Reader<'_, '_>, at: usize) -> Option<Stretch> {
    let (term, code) = reader.term(at, Domain::Spell)?;
    let single = any_of(code, "decade") && !reader.word(at).ends_with('s');
    single.then_some(Stretch { low: 10.0, high: 10.0, vague: false, first: at, end: term.end, years: false })
}

/// `since 2017`, `desde 2019`.
fn since(reader: &Reader<'_, '_>, at: usize) -> Option<Stretch> {
    let (term, code) = reader.term(at, Domain::Spell)?;
    let since = (any_of(code, "since") || any_of(code, "been")) && term.end == at + 1;
    if !since {
        return None;
    }
    // A season or a month may stand before the year.
    let Some(year_at) = (term.end..term.end + 4).find(|index| year(reader, *index).is_some()) else {
        return since_season(reader, term);
    };
    let words_only = (term.end..year_at).all(|index| reader.kind(index) == Some(TokenKind::Word));
    let from = year(reader, year_at).filter(|_| words_only)?;
    let today = reader.context.today.year();
    // Without a calendar nothing is known of the length, only that it goes on.
    let known = today >= 2000 && from <= today;
    let length = if known { f64::from((today - from).max(1)) } else { 2.0 };
    Some(Stretch { low: length, high: length, vague: !known, first: at, end: year_at + 1, years: false })
}

/// `since last summer`, `since january`: within about a year.
fn since_season(reader: &Reader<'_, '_>, since: &Term) -> Option<Stretch> {
    let end = (since.end..since.end + 3)
        .find_map(|at| reader.term(at, Domain::Spell).filter(|(_, codes)| any_of(codes, "season")))
        .map(|(season, _)| season.end)?;
    Some(Stretch { low: 0.25, high: 0.95, vague: true, first: since.first, end, years: false })
}

fn year(reader: &Reader<'_, '_>, at: usize) -> Option<i16> {
    reader.kind(at).filter(|kind| *kind == TokenKind::Number)?;
    reader.word(at).parse().ok().filter(|year| (1960..2100).contains(year) && reader.word(at).len() == 4)
}

/// `from 18 to 27`: ages between which something was done.
fn between_ages(reader: &Reader<'_, '_>, at: usize) -> Option<Stretch> {
    if !reader.particle(at, "from") {
        return None;
    }
    let low = reader.text.number_at(at + 1)?;
    if !reader.particle(low.end, "to") && !reader.particle(low.end, "and") {
        return None;
    }
    let high = reader.text.number_at(low.end + 1)?;
    let ages = low.value >= 8.0 && high.value > low.value && high.value <= 80.0 && low.value.fract() == 0.0;
    let plain = reader.unit(high.end).is_none_or(|unit| unit == "year") && !reader.is(high.end, '%');
    (ages && plain && high.value - low.value >= 2.0).then_some(Stretch {
        low: high.value - low.value,
        high: high.value - low.value,
        vague: false,
        first: at,
        end: high.end,
        years: false,
    })
}
