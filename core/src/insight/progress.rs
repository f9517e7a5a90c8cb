//! Progress as series for charts: days, weeks, streaks, lifts, benchmarks; derived from the history each time.
//!
//! Volume is load times repetitions of working sets (of a pair of dumbbells the text tells one, so one counts). Load is the
//! session's exertion, else that of its hardest set, times its minutes (Foster et al. 2001, "A new approach to monitoring exercise
//! training"). Loads are in kilograms, distances in metres.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::time::Weekday;
use crate::workout::{Evidence, Exercise, Format, Load, LoadUnit, Logged, Set, Workout, one_rep_max};
use crate::{Date, Engine, Span, Units};

/// The days that series are drawn of, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// Series of a person's training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// First day of the series.
    pub from: Date,
    /// Last day of the series.
    pub to: Date,
    /// The days with training, oldest first.
    pub calendar: Vec<Day>,
    /// Every week that touches the period, oldest first, those without training too.
    pub weeks: Vec<Week>,
    /// How regularly, over the whole history.
    pub streaks: Streaks,
    /// The best estimate of one repetition of each day, by movement; the most trained one first.
    pub lifts: Vec<Lift>,
    /// The scores of each named workout; the most frequent one first.
    pub benchmarks: Vec<Results>,
}

/// What was done in some time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Workouts.
    pub workouts: u32,
    /// Working sets.
    pub sets: u32,
    /// Repetitions of working sets.
    pub reps: u32,
    /// Kilograms times repetitions.
    pub volume: f64,
    /// Metres.
    pub distance: f64,
    /// Minutes, where they were told.
    pub minutes: f64,
    /// Exertion (1 to 10) times minutes, of the workouts that told both.
    pub load: f64,
    /// Workouts that told both.
    pub rated: u32,
}

/// A day with training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Day {
    /// The calendar day in the person's time zone.
    pub date: Date,
    /// What was done.
    #[serde(flatten)]
    pub totals: Totals,
}

/// A week from Monday to Sunday.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// Days with training.
    pub days: u32,
    /// What was done, as far as the period reaches.
    #[serde(flatten)]
    pub totals: Totals,
}

/// How regularly somebody trains.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Streaks {
    /// Days in a row up to today; today may still come.
    pub current_days: u32,
    /// The most days in a row.
    pub longest_days: u32,
    /// Weeks in a row with training up to this one; this one may still come.
    pub current: u32,
    /// The most weeks in a row with training.
    pub longest: u32,
    /// The last day with training.
    pub last_day: Option<Date>,
    /// Days with training.
    pub days: u32,
}

/// The strength of one movement over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Lift {
    /// Canonical movement: `back_squat`.
    pub movement: String,
    /// One for each day, oldest first.
    pub points: Vec<LiftPoint>,
}

/// The best set of a movement on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LiftPoint {
    /// The calendar day.
    pub date: Date,
    /// What one repetition may weigh, in kilograms.
    pub value: f64,
    /// Whether it is computed, not done.
    pub is_estimate: bool,
    /// The load of the set, in kilograms.
    pub weight: f64,
    /// The repetitions of the set.
    pub reps: u32,
    /// Where it was told.
    pub evidence: Evidence,
}

/// The scores of a named workout over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Results {
    /// The benchmark's code: `fran`.
    pub benchmark: String,
    /// What people call it: `Fran`.
    pub name: String,
    /// How it was scored.
    pub score: ScoreKind,
    /// Oldest first.
    pub points: Vec<ResultPoint>,
}

/// How a named workout was scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ScoreKind {
    /// Seconds.
    Time,
    /// Full rounds, and repetitions beyond them.
    Rounds,
    /// Repetitions.
    Reps,
}

/// One score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ResultPoint {
    /// The calendar day.
    pub date: Date,
    /// Seconds, rounds or repetitions.
    pub value: f64,
    /// Repetitions beyond full rounds.
    pub reps: u32,
    /// Whether it was made easier than prescribed.
    pub is_scaled: bool,
    /// Where it was told.
    pub evidence: Evidence,
}

/// The series of a period.
///
/// `history` holds the workouts of the period (others are left out), `trained` the days of all workouts ever, from which the
/// streaks follow. `units` are those of loads that were told without one.
#[must_use]
pub fn progress(
    engine: &Engine,
    history: &[Logged<'_>],
    trained: &BTreeSet<Date>,
    period: Period,
    today: Date,
    units: Units,
) -> Progress {
    let inside = |logged: &&Logged<'_>| (period.from..=period.to).contains(&logged.date);
    let mut ordered: Vec<&Logged<'_>> = history.iter().filter(inside).collect();
    ordered.sort_by_key(|logged| (logged.date, logged.id));
    let bare = match units {
        Units::Metric => LoadUnit::Kg,
        Units::Imperial => LoadUnit::Lb,
    };
    let mut days: BTreeMap<Date, Totals> = BTreeMap::new();
    let mut lifts: BTreeMap<&str, BTreeMap<Date, LiftPoint>> = BTreeMap::new();
    let mut benchmarks: BTreeMap<(&str, ScoreKind), Vec<ResultPoint>> = BTreeMap::new();
    for logged in ordered {
        days.entry(logged.date).or_default().add(totals(logged.workout, bare));
        for exercise in &logged.workout.exercises {
            if let Some(point) = best_set(logged, exercise, bare) {
                let best = lifts.entry(&exercise.name.value).or_default().entry(logged.date);
                let held = best.or_insert_with(|| point.clone());
                if point.value > held.value {
                    *held = point;
                }
            }
        }
        if let (Some(benchmark), Some((kind, point))) = (&logged.workout.benchmark, score(logged)) {
            benchmarks.entry((&benchmark.value, kind)).or_default().push(point);
        }
    }
    let called = |code: &str| {
        let known = engine.workouts.benchmarks().find(|known| known.code == code);
        known.map_or_else(|| code.to_owned(), |known| known.name.clone())
    };
    let mut lifts: Vec<Lift> = lifts
        .into_iter()
        .map(|(movement, points)| Lift { movement: movement.to_owned(), points: points.into_values().collect() })
        .collect();
    lifts.sort_by_key(|lift| Reverse(lift.points.len()));
    let mut benchmarks: Vec<Results> = benchmarks
        .into_iter()
        .map(|((code, score), points)| Results { benchmark: code.to_owned(), name: called(code), score, points })
        .collect();
    benchmarks.sort_by_key(|results| Reverse(results.points.len()));
    Progress {
        from: period.from,
        to: period.to,
        weeks: weeks(&days, period),
        calendar: days.into_iter().map(|(date, totals)| Day { date, totals: totals.rounded() }).collect(),
        streaks: streaks(trained, today),
        lifts,
        benchmarks,
    }
}

/// Kilograms of a load, `bare` being the unit of one without; none for plates, whose weight depends on the gym.
fn kilograms(load: Load, bare: LoadUnit) -> Option<f64> {
    Some(load.value * load.unit.unwrap_or(bare).kilograms()?)
}

impl Totals {
    fn add(&mut self, other: Self) {
        self.workouts += other.workouts;
        self.sets = self.sets.saturating_add(other.sets);
        self.reps = self.reps.saturating_add(other.reps);
        self.volume += other.volume;
        self.distance += other.distance;
        self.minutes += other.minutes;
        self.load += other.load;
        self.rated += other.rated;
    }

    fn rounded(self) -> Self {
        Self {
            volume: one_decimal(self.volume),
            distance: one_decimal(self.distance),
            minutes: one_decimal(self.minutes),
            load: one_decimal(self.load),
            ..self
        }
    }
}

fn one_decimal(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn working(exercise: &Exercise) -> impl Iterator<Item = &Set> {
    exercise.sets.iter().filter(|set| set.failed.is_none() && set.warm_up.is_none())
}

fn totals(workout: &Workout, bare: LoadUnit) -> Totals {
    // Of a workout in rounds, the sets are those of one round.
    let in_rounds = !matches!(workout.format.map(|format| format.value), None | Some(Format::Sets | Format::Distance));
    let rounds = workout.rounds.filter(|_| in_rounds).map_or(1, |rounds| rounds.value.max(1));
    let mut totals = Totals { workouts: 1, ..Totals::default() };
    for set in workout.exercises.iter().flat_map(working) {
        totals.sets = totals.sets.saturating_add(rounds);
        let reps = set.reps.map_or(0, |reps| reps.value.saturating_mul(rounds));
        totals.reps = totals.reps.saturating_add(reps);
        let weight = set.weight.and_then(|weight| kilograms(weight.value, bare));
        totals.volume += weight.unwrap_or(0.0) * f64::from(reps);
        let metres = set.distance.and_then(|distance| distance.value.metres());
        totals.distance += metres.unwrap_or(0.0) * f64::from(rounds);
    }
    let seconds = workout.result_seconds.or(workout.time_cap_seconds).map(|seconds| seconds.value / 60.0);
    totals.minutes = workout.duration.map(|minutes| minutes.value).or(seconds).unwrap_or(0.0);
    let hardest = || workout.exercises.iter().flat_map(working).filter_map(|set| set.rpe).map(|rpe| rpe.value);
    let exertion = workout.perceived_exertion.map(|exertion| exertion.value).or_else(|| hardest().reduce(f64::max));
    if let Some(exertion) = exertion.filter(|_| totals.minutes > 0.0) {
        (totals.load, totals.rated) = (exertion * totals.minutes, 1);
    }
    totals
}

fn best_set(logged: &Logged<'_>, exercise: &Exercise, bare: LoadUnit) -> Option<LiftPoint> {
    let points = working(exercise).filter_map(|set| {
        let weight = kilograms(set.weight?.value, bare).filter(|weight| *weight > 0.0)?;
        let reps = set.reps?.value;
        Some(LiftPoint {
            date: logged.date,
            value: one_decimal(one_rep_max(weight, reps)?),
            is_estimate: reps > 1,
            weight: one_decimal(weight),
            reps,
            evidence: evidence(logged, set.span),
        })
    });
    points.reduce(|best, point| if point.value > best.value { point } else { best })
}

fn score(logged: &Logged<'_>) -> Option<(ScoreKind, ResultPoint)> {
    let workout = logged.workout;
    let point = |value, reps, span| ResultPoint {
        date: logged.date,
        value,
        reps,
        is_scaled: workout.scaled.is_some_and(|scaled| scaled.value),
        evidence: evidence(logged, span),
    };
    if let Some(seconds) = workout.result_seconds.filter(|_| workout.is_completed.value) {
        return Some((ScoreKind::Time, point(seconds.value, 0, seconds.span)));
    }
    match (workout.rounds, workout.reps) {
        (Some(rounds), reps) => {
            let beyond = reps.map_or(0, |reps| reps.value);
            Some((ScoreKind::Rounds, point(f64::from(rounds.value), beyond, rounds.span)))
        }
        (None, Some(reps)) => Some((ScoreKind::Reps, point(f64::from(reps.value), 0, reps.span))),
        (None, None) => None,
    }
}

fn evidence(logged: &Logged<'_>, span: Span) -> Evidence {
    Evidence { workout_id: logged.id.to_owned(), date: logged.date, span }
}

/// The Monday of a day's week.
fn monday(day: Date) -> Option<Date> {
    day.add_days(-day.weekday().since(Weekday::Monday))
}

fn weeks(days: &BTreeMap<Date, Totals>, period: Period) -> Vec<Week> {
    let mut weeks = Vec::new();
    let mut next = monday(period.from);
    while let Some(monday) = next.filter(|monday| *monday <= period.to) {
        next = monday.add_days(7);
        let end = next.unwrap_or(period.to);
        let mut week = Week { monday, days: 0, totals: Totals::default() };
        for (_, totals) in days.range(monday..).take_while(|(day, _)| **day < end || next.is_none()) {
            week.days += 1;
            week.totals.add(*totals);
        }
        week.totals = week.totals.rounded();
        weeks.push(week);
    }
    weeks
}

fn streaks(trained: &BTreeSet<Date>, today: Date) -> Streaks {
    let days: Vec<i64> = trained.iter().filter(|day| **day <= today).map(|day| day.days()).collect();
    // 1970-01-01 was a Thursday: three days later a week begins.
    let week = |day: i64| (day + 3).div_euclid(7);
    let mut in_weeks: Vec<i64> = days.iter().map(|day| week(*day)).collect();
    in_weeks.dedup();
    let (current_days, longest_days) = runs(&days, today.days());
    let (current, longest) = runs(&in_weeks, week(today.days()));
    let last_day = days.last().and_then(|day| Date::from_days(*day));
    let days = u32::try_from(days.len()).unwrap_or(u32::MAX);
    Streaks { current_days, longest_days, current, longest, last_day, days }
}

/// The run of numbers that ends now or just before, and the longest one, of ascending numbers.
fn runs(numbers: &[i64], now: i64) -> (u32, u32) {
    let (mut length, mut longest, mut last) = (0_u32, 0, None);
    for number in numbers {
        length = if last == Some(number - 1) { length.saturating_add(1) } else { 1 };
        longest = longest.max(length);
        last = Some(*number);
    }
    let is_current = last.is_some_and(|last| now - last <= 1);
    (if is_current { length } else { 0 }, longest)
}

#[cfg(test)]
mod tests;
