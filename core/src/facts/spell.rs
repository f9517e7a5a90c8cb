//! Stretches of time and what they were stretches of: training, a lay-off, an age, a deadline.
//!
//! "Two years" alone says nothing. The words around it do: `lifting for two years`, `two years off`, `quit two years ago`,
//! `in two years`, `two years of marriage`. Both the facts and the level rest on this reading.

use super::Topic;
use super::reader::{REACH, Range, Reader};
use crate::Span;
use crate::text::{Domain, Scope, TokenKind};

/// What a stretch of time was spent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// Training, of the modality beside it.
    Training,
    /// Time away from training.
    LayOff,
    /// An age.
    Age,
    /// Time until something.
    Ahead,
    /// Anything else.
    Other,
}

/// What was trained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Modality {
    /// Resistance and functional training.
    Strength,
    /// Training without saying what.
    General,
    /// Machines, classes, cardio, walking.
    Light,
    /// Running, cycling, swimming …
    Endurance,
    /// Team sport, martial arts, dance …
    Sport,
}

/// A stretch of time with its meaning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spell {
    pub(crate) meaning: Meaning,
    pub(crate) modality: Modality,
    /// Length in years.
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Whether the length is a guess: "many years", "for years".
    pub(crate) vague: bool,
    /// On and off, by the writer's own words.
    pub(crate) on_off: bool,
    /// Consistent or structured, by the writer's own words.
    pub(crate) steady: bool,
    /// Over by now.
    pub(crate) past: bool,
    /// Begun anew after a time away.
    pub(crate) again: bool,
    /// Tokens of the stretch itself.
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// The stretch with the words that say what it was.
    pub(crate) span: Span,
}

/// A bare stretch: how long, and where.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    low: f64,
    high: f64,
    vague: bool,
    first: usize,
    end: usize,
    /// Whether the unit is the year: ages are.
    years: bool,
}

/// All stretches of at least three days, in order.
pub(crate) fn find(reader: &Reader<'_, '_>) -> Vec<Spell> {
    let mut spells: Vec<Spell> = Vec::new();
    let mut at = 0;
    while at < reader.text.tokens.len() {
        match stretch(reader, at) {
            Some(stretch) => {
                at = stretch.end;
                let judge = Judge { reader, stretch };
                if let Some(spell) = judge.judge() {
                    spells.push(spell);
                }
            }
            None => at += 1,
        }
    }
    spells
}

fn years_of(unit: &str) -> Option<f64> {
    Some(match unit {
        "year" => 1.0,
        "month" => 1.0 / 12.0,
        "week" => 1.0 / 52.0,
        _ => return None,
    })
}

fn stretch(reader: &Reader<'_, '_>, at: usize) -> Option<Stretch> {
    let named = since(reader, at).or_else(|| between_ages(reader, at)).or_else(|| decade(reader, at));
    named.or_else(|| counted(reader, at)).or_else(|| bare(reader, at))
}

/// Skips "more than", "full", "good", "+" and hyphens.
fn skip_fillers(reader: &Reader<'_, '_>, mut at: usize) -> usize {
    for _ in 0..3 {
        if reader.is(at, '+') || (reader.is(at, '-') && reader.glued(at)) {
            at += 1;
        } else if let Some((term, _)) =
            reader.term(at, Domain::Spell).filter(|(_, code)| matches!(*code, "more" | "steady"))
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
        && code == "decade"
    {
        return Some((10.0, term.end, false));
    }
    let (term, code) = reader.term(at, Domain::Unit)?;
    Some((years_of(code)?, term.end, code == "year"))
}

/// `3 years`, `2-3 yrs`, `18 months`, `a year and a half`, `a few months`, `10+ years`.
fn counted(reader: &Reader<'_, '_>, at: usize) -> Option<Stretch> {
    let spell = reader.term(at, Domain::Spell);
    let (count, vague) = match (reader.range(at), spell) {
        (_, Some((term, "few"))) => (Range { low: 2.0, high: 4.0, first: at, end: term.end }, true),
        (_, Some((term, "several"))) => (Range { low: 3.0, high: 6.0, first: at, end: term.end }, true),
        (_, Some((term, "many"))) => (Range { low: 5.0, high: 10.0, first: at, end: term.end }, true),
        (Some(range), _) => (range, false),
        (None, Some((term, "article"))) => (Range { low: 1.0, high: 1.0, first: at, end: term.end }, false),
        _ => return None,
    };
    if count.high > 120.0 {
        return None;
    }
    let mut unit_at = skip_fillers(reader, count.end);
    // "half a year", "half of a year".
    if count.high < 1.0 && reader.has(unit_at, unit_at + 1, Domain::Spell, "article") {
        unit_at += 1;
    }
    let (size, mut end, years) = time_unit(reader, unit_at)?;
    // "3 to 4 years" is covered by the range; "a couple of years" by the number words.
    let mut half = 0.0;
    if let Some((term, "and_half")) = reader.term(end, Domain::Spell) {
        (half, end) = (0.5, term.end);
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

/// `for years`, `years of lifting`: a plural without a number.
fn bare(reader: &Reader<'_, '_>, at: usize) -> Option<Stretch> {
    let (size, end, years) = time_unit(reader, at)?;
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
    let single = code == "decade" && !reader.word(at).ends_with('s');
    single.then_some(Stretch { low: 10.0, high: 10.0, vague: false, first: at, end: term.end, years: false })
}

/// `since 2017`, `desde 2019`.
fn since(reader: &Reader<'_, '_>, at: usize) -> Option<Stretch> {
    let (term, code) = reader.term(at, Domain::Spell)?;
    let since = matches!(code, "since" | "been") && term.end == at + 1;
    if !since {
        return None;
    }
    // A season or a month may stand before the year.
    let year_at = (term.end..term.end + 4).find(|index| year(reader, *index).is_some())?;
    let words_only = (term.end..year_at).all(|index| reader.kind(index) == Some(TokenKind::Word));
    let from = year(reader, year_at).filter(|_| words_only)?;
    let today = reader.context.today.year();
    // Without a calendar nothing is known of the length, only that it goes on.
    let known = today >= 2000 && from <= today;
    let length = if known { f64::from((today - from).max(1)) } else { 2.0 };
    Some(Stretch { low: length, high: length, vague: !known, first: at, end: year_at + 1, years: false })
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

struct Judge<'j, 'r, 't> {
    reader: &'j Reader<'r, 't>,
    stretch: Stretch,
}

impl Judge<'_, '_, '_> {
    fn judge(&self) -> Option<Spell> {
        let Self { reader, stretch } = self;
        let scope = reader.text.scope_of(stretch.first, stretch.end);
        if scope.any(Scope::OTHER | Scope::QUOTED | Scope::RETRACTED | Scope::QUESTION | Scope::CONDITIONAL) {
            return None;
        }
        let (first, end) = self.window();
        let modality = self.modality(first, end);
        let meaning = self.meaning(first, end, modality);
        let (from, to) = reader.sentence(stretch.first);
        let near = (stretch.first.saturating_sub(REACH).max(from), (stretch.end + REACH).min(to));
        let on_off = reader.has(near.0, near.1, Domain::Spell, "on_off");
        let youth = reader.has(first, end, Domain::Spell, "youth");
        Some(Spell {
            meaning,
            modality: modality.unwrap_or(Modality::General),
            low: stretch.low,
            high: stretch.high,
            vague: stretch.vague,
            on_off,
            steady: reader.has(near.0, near.1, Domain::Spell, "steady"),
            past: youth || scope.any(Scope::PAST) || reader.particle(stretch.first, "from"),
            again: self.again(first, end),
            first: stretch.first,
            end: stretch.end,
            span: reader.span(first, end),
        })
    }

    /// The clause, with its neighbour when the stretch stands almost alone in it: "6 weeks in, CrossFit foundations".
    fn window(&self) -> (usize, usize) {
        let Self { reader, stretch } = self;
        let (first, end) = reader.clause(stretch.first);
        let end = end.max(stretch.end);
        let lone = end - first <= (stretch.end - stretch.first) + 3;
        let has_activity = reader.terms_in(first, end, Domain::Activity).next().is_some();
        if has_activity || !lone {
            return match reader.previous_clause(stretch.first) {
                // "lifting: half an hour …"
                Some((before, until)) if !has_activity && reader.is(until - 1, ':') => (before, end),
                _ => (first, end),
            };
        }
        let before = reader.previous_clause(stretch.first).filter(|(_, until)| {
            reader.is(until - 1, ':') || reader.is(until - 1, ',') && self.follows_activity(*until)
        });
        match (reader.next_clause(stretch.first), before) {
            (Some((_, after)), _) if self.activity_in(end, after) => (first, after),
            (_, Some((before, _))) => (before, end),
            _ => (first, end),
        }
    }

    fn follows_activity(&self, until: usize) -> bool {
        self.activity_in(until.saturating_sub(6), until)
    }

    fn activity_in(&self, first: usize, end: usize) -> bool {
        self.reader.terms_in(first, end, Domain::Activity).next().is_some() || self.programme_in(first, end)
    }

    fn programme_in(&self, first: usize, end: usize) -> bool {
        self.reader
            .terms_in(first, end, Domain::Signal)
            .any(|(_, code)| code.split('|').any(|code| code.starts_with("programme.") && code != "programme.light"))
    }

    /// What was trained: the activity right behind "of", else the most telling one around.
    fn modality(&self, first: usize, end: usize) -> Option<Modality> {
        let Self { reader, stretch } = self;
        let behind = reader.terms_in(stretch.end, (stretch.end + 4).min(end), Domain::Activity).next();
        let all = || reader.terms_in(first, end, Domain::Activity).map(|(_, code)| modality(code));
        let strength = all().any(|modality| modality == Modality::Strength) || self.programme_in(first, end);
        let direct = behind.map(|(_, code)| modality(code)).filter(|modality| *modality != Modality::General);
        if let Some(direct) = direct {
            // "3 years of classes and weights" is weights too.
            let mixed = direct == Modality::Light && strength;
            return Some(if mixed { Modality::Strength } else { direct });
        }
        if strength {
            return Some(Modality::Strength);
        }
        let special = all().filter(|modality| *modality != Modality::General).min();
        special.or_else(|| all().next())
    }

    fn meaning(&self, first: usize, end: usize, modality: Option<Modality>) -> Meaning {
        let Self { reader, .. } = self;
        let has = |code: &str| reader.has(first, end, Domain::Spell, code);
        if self.is_age() {
            return Meaning::Age;
        }
        if self.is_of_somebody() {
            return Meaning::Other;
        }
        let ago = self.ago();
        let negated = self.activity_negated(first, end);
        let off = self.off_near();
        if self.is_ahead() && !negated && !off {
            return Meaning::Ahead;
        }
        if has("last_time") || negated || off || (ago && has("stopped") && !has("restarted")) {
            return Meaning::LayOff;
        }
        if self.event_owns() {
            return Meaning::Other;
        }
        let began = has("started") || has("restarted");
        let answers = reader.about(Topic::Experience);
        let been = has("been") || self.been_at_it();
        match (ago, modality) {
            (true, Some(_)) if began => Meaning::Training,
            (true, None) if began && answers => Meaning::Training,
            (true, _) => Meaning::Other,
            (false, Some(_)) => Meaning::Training,
            (false, None) if answers || been || self.back_again() => Meaning::Training,
            (false, None) => Meaning::Other,
        }
    }

    /// `34 years old`, `45 años` alone, `j'ai 28 ans`.
    fn is_age(&self) -> bool {
        let Self { reader, stretch } = self;
        if !stretch.years || stretch.low != stretch.high {
            return false;
        }
        let next = stretch.end + usize::from(reader.is(stretch.end, '-'));
        let old = reader.has(next, next + 1, Domain::Spell, "old");
        let possible = stretch.low >= 10.0 && stretch.low < 100.0;
        let (first, end) = reader.clause(stretch.first);
        let alone =
            (first..stretch.first).chain(stretch.end..end).all(|at| !reader.is_word(at) || reader.particle(at, "am"));
        let english =
            matches!(reader.word(stretch.end - 1), "year" | "years" | "yr" | "yrs" | "y" | "jahre" | "jahren");
        let behind_have = stretch.first > 0 && reader.particle(stretch.first - 1, "am");
        let training = reader.about(Topic::Experience)
            || self.activity_in(stretch.end, (stretch.end + 4).min(end.max(stretch.end)));
        old || (possible
            && !training
            && ((alone && (!english || reader.about(Topic::Body))) || (behind_have && !english)))
    }

    /// "my 3 year old", "our two year old".
    fn is_of_somebody(&self) -> bool {
        let Self { reader, stretch } = self;
        reader.has(stretch.end, stretch.end + 2, Domain::Spell, "old")
    }

    fn ago(&self) -> bool {
        let Self { reader, stretch } = self;
        let behind = reader.has(stretch.end, stretch.end + 1, Domain::Spell, "ago")
            || reader.has(stretch.end, stretch.end + 1, Domain::Calendar, "ago_after");
        let from = stretch.first.saturating_sub(3);
        let before = reader
            .terms_in(from, stretch.first, Domain::Calendar)
            .any(|(term, code)| code == "ago_before" && skip_fillers(reader, term.end) >= stretch.first);
        // "hace dos años que entreno", "desde hace dos años" go on.
        let goes_on = reader.word(stretch.end) == "que"
            || reader.terms_in(from.saturating_sub(1), stretch.first, Domain::Spell).any(|(_, code)| code == "been");
        behind || (before && !goes_on)
    }

    /// `in 3 months`, `8 weeks out`, `by`, `over the next 6 months`.
    fn is_ahead(&self) -> bool {
        let Self { reader, stretch } = self;
        let from = stretch.first.saturating_sub(4);
        let before = reader
            .terms_in(from, stretch.first, Domain::Spell)
            .any(|(term, code)| code == "ahead" && skip_fillers(reader, term.end) >= stretch.first && term.end > from);
        let behind = reader.terms_in(stretch.end, stretch.end + 1, Domain::Spell).any(|(_, code)| code == "ahead")
            && !matches!(reader.word(stretch.end), "in" | "before" | "by" | "over" | "en" | "para" | "pour" | "avant");
        let wanted = reader.planned(stretch.first, stretch.end);
        if reader.about(Topic::Timeline) {
            return true;
        }
        let training = self.activity_in(stretch.end, stretch.end + 3);
        (behind && !training) || (before && (wanted || !training))
    }

    /// Whether the training beside the stretch is denied: "haven't lifted in two years".
    fn activity_negated(&self, first: usize, end: usize) -> bool {
        let Self { reader, stretch } = self;
        let near = |at: usize| at.abs_diff(stretch.first) <= 9;
        let denied = |(term, _): (&crate::text::Term, &str)| {
            near(term.first) && reader.text.scope(term.first).any(Scope::NEGATED)
        };
        reader.terms_in(first, end, Domain::Activity).any(denied) && reader.negated(stretch.first, stretch.end)
    }

    /// Words of absence close by: "two years off", "a layoff of six months".
    fn off_near(&self) -> bool {
        let Self { reader, stretch } = self;
        let (first, end) = reader.clause(stretch.first);
        let near = (stretch.first.saturating_sub(6).max(first), (stretch.end + 5).min(end.max(stretch.end)));
        reader.has(near.0, near.1, Domain::Spell, "off")
    }

    /// "10 years of smoking", "surgery 2 years ago": another thing lasted.
    fn event_owns(&self) -> bool {
        let Self { reader, stretch } = self;
        let (first, end) = reader.clause(stretch.first);
        let behind = (stretch.end..(stretch.end + 4).min(end))
            .find_map(|at| reader.term(at, Domain::Spell).filter(|(_, code)| *code == "event"));
        let activity = reader.terms_in(stretch.end, (stretch.end + 4).min(end), Domain::Activity).next();
        let before = reader.terms_in(first, stretch.first, Domain::Spell).filter(|(_, code)| *code == "event").last();
        let trained = reader.terms_in(first, end, Domain::Activity).next();
        match (behind, activity) {
            (Some((event, _)), Some((activity, _))) => event.first < activity.first,
            (Some(_), None) => trained.is_none_or(|(term, _)| term.first.abs_diff(stretch.first) > 4),
            (None, _) => before.is_some_and(|(event, _)| {
                trained.is_none_or(|(term, _)| event.first < term.first) && stretch.first - event.first <= 7
            }),
        }
    }

    /// "been at it for two years", "doing this three years".
    fn been_at_it(&self) -> bool {
        let Self { reader, stretch } = self;
        let from = stretch.first.saturating_sub(6);
        reader.terms_in(from, stretch.first, Domain::Spell).any(|(_, code)| code == "started")
            && reader.ends_before(stretch.first, Domain::Spell, "more")
    }

    /// "four weeks back".
    fn back_again(&self) -> bool {
        self.reader.has(self.stretch.first, self.stretch.end + 3, Domain::Spell, "restarted")
    }

    fn again(&self, first: usize, end: usize) -> bool {
        self.reader.has(first, end, Domain::Spell, "restarted")
    }
}

/// The modality of an activity's code.
pub(crate) fn modality(code: &str) -> Modality {
    match code.split('.').next() {
        Some("strength") => Modality::Strength,
        Some("light") => Modality::Light,
        Some("endurance") => Modality::Endurance,
        Some("sport") => Modality::Sport,
        _ => Modality::General,
    }
}
