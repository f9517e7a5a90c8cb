//! Scores, times and whether a workout was made easier.

use super::Draft;
use crate::workout::benchmark::{Benchmark, Score};
use crate::workout::item::{Item, ItemKind, Measure};
use crate::workout::log::{Achievement, Ambiguity, AmbiguityKind, Found, Load};
use crate::workout::metcon;
use crate::workout::notation::PartMeasure;
use crate::workout::session::Session;
use crate::workout::vocabulary::{Cue, MovementKind, Vocabulary};

impl Draft<'_> {
    /// The score for time: behind "in" or a word for it, or the one clock time left.
    pub(super) fn result(&self) -> Option<Found<f64>> {
        let mut best: Option<(u8, Found<f64>)> = None;
        let clocks = self.items.iter().filter(|item| !item.used && item.measures(Measure::Clock)).count();
        for (at, item) in self.items.iter().enumerate() {
            let Some(amount) =
                item.amount().filter(|amount| !item.used && matches!(amount.measure, Measure::Clock | Measure::Time))
            else {
                continue;
            };
            let before = |reach: usize| {
                self.items
                    .get(at.saturating_sub(reach)..at)
                    .unwrap_or_default()
                    .iter()
                    .rev()
                    .take_while(|item| !item.is_end())
            };
            let behind = self.items.get(at + 1..).unwrap_or_default().iter().take(2).take_while(|item| !item.is_end());
            // `18'20"` is as exact as a clock.
            let clock = amount.measure == Measure::Clock || amount.value % 60.0 != 0.0;
            let title = |item: &Item| matches!(item.kind, ItemKind::Cue(Cue::TotalTime | Cue::Total));
            let titled = before(3).any(title) || behind.clone().any(title);
            let within = before(2).any(|item| item.is_cue(Cue::In));
            let beside = before(3).chain(behind).any(|item| matches!(item.kind, ItemKind::Benchmark(_)));
            let rank = match () {
                () if titled => 5,
                () if within => 4,
                () if beside => 3,
                () if clock && clocks < 3 => 2,
                () => continue,
            };
            // "20 minutes" without more is a length, not a score.
            if !clock && rank < 4 && amount.value % 60.0 == 0.0 {
                continue;
            }
            if best.is_none_or(|(known, _)| rank >= known) {
                best = Some((rank, Found::new(amount.value, item.span)));
            }
        }
        best.map(|(_, found)| found)
    }

    /// A race time, or the time of the one distance that was covered.
    pub(super) fn endurance_result(&self) -> Option<Found<f64>> {
        let [done] = self.done.as_slice() else { return None };
        let [set] = done.exercise.sets.as_slice() else { return None };
        let time = set.duration_seconds.filter(|_| done.kind == MovementKind::Endurance)?;
        let race = self.benchmark.is_some_and(|benchmark| benchmark.metres.is_some());
        let exact = time.value % 60.0 != 0.0;
        let within = self
            .items
            .iter()
            .position(|item| item.span == time.span)
            .and_then(|at| at.checked_sub(1))
            .and_then(|at| self.items.get(at))
            .is_some_and(|before| before.is_cue(Cue::In));
        let worded = self.items.iter().any(|item| item.span == time.span && item.measures(Measure::Time));
        ((set.distance.is_some() && (exact || (within && !worded))) || race).then_some(time)
    }

    /// Minutes of the session: beside a word for it, standing alone, or the one exercise's own time.
    pub(super) fn duration(&self) -> Option<Found<f64>> {
        let minutes = |item: &Item| item.amount().map(|amount| Found::new(amount.value / 60.0, item.span));
        let timed = |item: &Item| !item.used && item.measures(Measure::Time);
        for sentence in self.sentences {
            let part = self.items.get(sentence.first..sentence.end).unwrap_or_default();
            for (at, item) in part.iter().enumerate().filter(|(_, item)| timed(item)) {
                let near = part.iter().skip(at.saturating_sub(3)).take(7);
                let session = near.clone().any(|other| {
                    matches!(
                        other.kind,
                        ItemKind::Cue(
                            Cue::Session | Cue::TotalTime | Cue::Total | Cue::StrengthWord | Cue::Circuit | Cue::Gym
                        )
                    )
                });
                let long = item.amount().is_some_and(|amount| amount.value >= 600.0);
                let clause_start = at == 0
                    || part
                        .get(at - 1)
                        .is_some_and(|before| !matches!(before.kind, ItemKind::Cue(Cue::In | Cue::Every)));
                let alone = clause_start && sentence.words <= 4 && long && !self.is_conditioning();
                if (session && long) || alone {
                    return minutes(item);
                }
            }
        }
        if let Some(length) = self.conditioning.length {
            return Some(length.map(|seconds| seconds / 60.0));
        }
        // A piece that is told by its time alone.
        let [done] = self.done.as_slice() else { return None };
        let [set] = done.exercise.sets.as_slice() else { return None };
        if !matches!(done.kind, MovementKind::Endurance | MovementKind::Practice) {
            return None;
        }
        let time = set.duration_seconds?;
        let worded = self.items.iter().any(|item| item.span == time.span && item.measures(Measure::Time));
        let whole = time.value % 60.0 == 0.0;
        let round = time.value % 300.0 == 0.0 || (whole && (set.distance.is_none() || worded));
        round.then(|| time.map(|seconds| seconds / 60.0))
    }

    /// A bare score beside a benchmark: "251 Rx", "Cindy 18".
    pub(super) fn score_of_benchmark(&self, rounds: &mut Option<Found<u32>>, reps: &mut Option<Found<u32>>) {
        let Some(benchmark) = self.benchmark else { return };
        if rounds.is_some() || reps.is_some() || !matches!(benchmark.score, Score::Reps | Score::Rounds) {
            return;
        }
        let bare = self.items.iter().filter(|item| !item.used).find_map(|item| {
            let amount = item.amount().filter(|amount| matches!(amount.measure, Measure::Bare | Measure::Reps))?;
            let [low, high] = benchmark.bounds;
            let plausible = (f64::from(low)..=f64::from(high)).contains(&amount.value);
            Some(Found::new(metcon::count(amount.value).filter(|_| plausible)?, item.span))
        });
        match benchmark.score {
            Score::Reps => *reps = bare,
            _ => *rounds = bare,
        }
    }

    /// A score outside what is plausible is asked about, never refused.
    pub(super) fn implausible(
        &self,
        result: Option<Found<f64>>,
        rounds: Option<Found<u32>>,
        reps: Option<Found<u32>>,
    ) -> Option<Ambiguity> {
        let benchmark = self.benchmark?;
        let [low, high] = benchmark.bounds.map(f64::from);
        let score = match benchmark.score {
            Score::Time => result,
            Score::Rounds => rounds.map(|found| found.map(f64::from)),
            Score::Reps => reps.map(|found| found.map(f64::from)),
            Score::Load => None,
        }?;
        let outside = score.value < low || score.value > high;
        outside.then_some(Ambiguity { kind: AmbiguityKind::Implausible, span: score.span })
    }

    /// "Isabel at 95 lb": the load of the one movement that has a prescribed one.
    pub(super) fn load_of_benchmark(&self, benchmark: &Benchmark) -> Option<Found<Load>> {
        let mut loads = benchmark.movements.iter().filter_map(|prescribed| prescribed.load);
        let first = loads.next()?;
        if loads.any(|load| load != first) {
            return None;
        }
        let group = self.entries.loose.iter().find(|group| group.is_load_only())?;
        let part = group.parts.first()?;
        let value = part.values.first()?;
        let unit = match part.measure {
            PartMeasure::Of(Measure::Load(unit)) => Some(unit),
            _ => None,
        };
        Some(Found::new(Load { value: value.value, unit }, value.span))
    }

    /// Lighter than any prescription, or easier by its aids: scaled.
    pub(super) fn rescale(&self, session: &mut Session, vocabulary: &Vocabulary) {
        if !self.is_conditioning() {
            return;
        }
        let explicit_rx = session.achievements.iter().any(|found| found.value == Achievement::Rx);
        for done in &self.done {
            if done.aided && !explicit_rx {
                session.scaled = session.scaled.or(Some(Found::new(true, done.exercise.name.span)));
            }
        }
        let aid = self.has_cue(|cue| cue == Cue::ScalingAid);
        if let (Some(span), false, Some(_)) = (aid, explicit_rx, self.benchmark) {
            session.scaled = session.scaled.or(Some(Found::new(true, span)));
        }
        let Some(benchmark) = self.benchmark else { return };
        // Another movement in place of a harder one.
        let swapped = self.done.iter().find(|done| {
            vocabulary.is_easier(done.movement)
                && !benchmark.movements.iter().any(|prescribed| prescribed.movement == done.movement)
        });
        if let Some(done) = swapped.filter(|_| !explicit_rx) {
            session.scaled = session.scaled.or(Some(Found::new(true, done.exercise.name.span)));
        }
        if let (true, Some(span)) = (benchmark.vest, self.has_cue(|cue| cue == Cue::NoVest)) {
            session.scaled = session.scaled.or(Some(Found::new(true, span)));
        }
        for prescribed in &benchmark.movements {
            let Some((_, women)) = prescribed.load else { continue };
            let done = self.done.iter().find(|done| done.movement == prescribed.movement);
            let weights = done.into_iter().flat_map(|done| &done.exercise.sets).filter_map(|set| set.weight);
            for weight in weights.chain(self.load_of_benchmark(benchmark)) {
                let pounds = match weight.value.unit {
                    Some(unit) => unit.kilograms().map(|factor| weight.value.value * factor / 0.453_592_37),
                    None => Some(weight.value.value),
                };
                if pounds.is_some_and(|pounds| pounds < women * 0.97) && !explicit_rx {
                    session.scaled = session.scaled.or(Some(Found::new(true, weight.span)));
                }
            }
        }
    }
}
