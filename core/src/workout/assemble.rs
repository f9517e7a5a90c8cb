//! One workout from all that was read of it.

use super::benchmark::{Benchmark, Score};
use super::claims::{self, Claims};
use super::entries::{self, Entries, Mention};
use super::exercises::{self, Done, Surroundings};
use super::item::{Item, ItemKind, Measure};
use super::log::{
    Achievement, Ambiguity, AmbiguityKind, Distance, DistanceUnit, Exercise, Format, Found, Load, Set, Workout,
    WorkoutType,
};
use super::metcon::{self, Conditioning};
use super::notation::{Group, PartMeasure};
use super::segment::{self, Sentence};
use super::session::{self, Session};
use super::vocabulary::{Cue, MovementKind, Vocabulary};
use crate::text::{Domain, Text};
use crate::{Context, Span};

/// Reads the one workout that these items tell of; none when nothing was done.
pub(super) fn assemble(
    items: &mut [Item],
    text: &Text<'_>,
    vocabulary: &Vocabulary,
    context: &Context,
) -> Option<Workout> {
    let sentences = segment::sentences(items);
    let named = named(items, &sentences);
    let benchmark = named.and_then(|(_, code)| vocabulary.benchmark(code));
    let claims = claims::claim(items);
    let mut session = session::read(items, &sentences, text);
    let conditioning = metcon::read(items, benchmark);
    let mut entries = entries::walk(items, &sentences, vocabulary);
    if let (Some((item, _)), Some(race)) = (named, benchmark.filter(|benchmark| benchmark.metres.is_some())) {
        run_race(&mut entries, items, item, race);
    }
    implied_run(items, &sentences, &mut entries, vocabulary);
    let metcon = conditioning.is_some() || benchmark.is_some_and(|benchmark| benchmark.metres.is_none());
    let surroundings = Surroundings { metcon, benchmark: benchmark.is_some() };
    let (mut done, ambiguities) = exercises::collect(items, &sentences, &entries, text, vocabulary, surroundings);
    if let Some(benchmark) = benchmark {
        implements(items, &entries, benchmark, text, &mut done);
    }
    let mut draft = Draft {
        items,
        sentences: &sentences,
        benchmark,
        conditioning,
        claims,
        entries: &entries,
        done,
        ambiguities,
        name: None,
    };
    if let Some((item, _)) = named {
        draft.name = draft.items.get(item).map(|item| item.span);
    }
    let trained = draft.trained();
    if !trained {
        return None;
    }
    draft.rescale(&mut session);
    Some(draft.workout(session, text, context))
}

/// The benchmark that was done: named with a score, alone on its line, or with a word that says so.
fn named(items: &[Item], sentences: &[Sentence]) -> Option<(usize, u16)> {
    let mut best: Option<(usize, u16)> = None;
    for sentence in sentences {
        let part = items.get(sentence.first..sentence.end).unwrap_or_default();
        for (offset, item) in part.iter().enumerate() {
            let ItemKind::Benchmark(code) = item.kind else { continue };
            if item.used {
                continue;
            }
            let scored = part.iter().any(|other| {
                !other.used
                    && (matches!(
                        other.amount().map(|amount| amount.measure),
                        Some(Measure::Clock | Measure::Time | Measure::Rounds | Measure::Reps)
                    ) || matches!(
                        other.kind,
                        ItemKind::Cue(
                            Cue::Rx
                                | Cue::FirstRx
                                | Cue::Scaled
                                | Cue::PersonalRecord
                                | Cue::Circuit
                                | Cue::Capped
                                | Cue::NotRx
                        )
                    ))
            });
            let before = offset.checked_sub(1).and_then(|index| part.get(index));
            let away = before.is_some_and(|before| before.is_cue(Cue::Away) || before.is_cue(Cue::Weighted));
            let told = part
                .get(offset.saturating_sub(4)..offset)
                .unwrap_or_default()
                .iter()
                .any(|before| matches!(before.kind, ItemKind::Cue(Cue::Done | Cue::Session | Cue::ActuallyDid)));
            let words = part.iter().filter(|other| other.kind == ItemKind::Word).count();
            let alone = words == 0 && part.iter().filter(|other| !other.is_end()).count() <= 3;
            // A score in the next sentence or line: "Fran. 5:20".
            let scored_next = sentences
                .iter()
                .find(|next| next.first >= sentence.end && next.end > next.first)
                .and_then(|next| items.get(next.first..next.end))
                .is_some_and(|next| {
                    next.iter().any(|item| item.measures(Measure::Clock) || item.measures(Measure::Rounds))
                });
            if away && !scored {
                continue;
            }
            if scored || told || alone || (scored_next && words <= 6) {
                best = best.or(Some((sentence.first + offset, code)));
            }
        }
    }
    best
}

/// A race is its distance: "half marathon in 1:53:43".
fn run_race(entries: &mut Entries, items: &[Item], item: usize, race: &Benchmark) {
    let Some(movement) = race.movements.first().map(|prescribed| prescribed.movement) else { return };
    let Some(span) = items.get(item).map(|item| item.span) else { return };
    if entries.mentions.iter().any(|mention| mention.movement == movement && !mention.groups.is_empty()) {
        return;
    }
    entries.mentions.retain(|mention| mention.movement != movement);
    entries.mentions.push(implied(movement, span, item, 0));
}

fn implied(movement: u16, span: Span, item: usize, sentence: usize) -> Mention {
    Mention {
        movement,
        span,
        item,
        groups: Vec::new(),
        calories: false,
        weak: false,
        sentence,
        prose: false,
        heading: true,
        listed: true,
        implied: true,
        aided: false,
    }
}

/// A distance in kilometres or miles that nothing else explains was run.
fn implied_run(items: &mut [Item], sentences: &[Sentence], entries: &mut Entries, vocabulary: &Vocabulary) {
    let run = vocabulary.special.run;
    let moving = |mention: &Mention| vocabulary.kind(mention.movement) == MovementKind::Endurance;
    if entries.mentions.iter().any(|mention| moving(mention) && !mention.groups.is_empty()) {
        return;
    }
    let long = |group: &Group| {
        group
            .parts
            .iter()
            .any(|part| matches!(part.measure, PartMeasure::Of(Measure::Distance(DistanceUnit::Km | DistanceUnit::Mi))))
    };
    let Some(position) = entries.loose.iter().position(long) else { return };
    let Some(first) = entries.loose.get(position) else { return };
    let number = sentences.iter().position(|sentence| (sentence.first..sentence.end).contains(&first.first));
    let Some((number, sentence)) = number.and_then(|number| Some((number, sentences.get(number)?))) else { return };
    let part = items.get(sentence.first..sentence.end).unwrap_or_default();
    let told = part.iter().any(|item| {
        matches!(item.kind, ItemKind::Date(_))
            || matches!(
                item.kind,
                ItemKind::Cue(
                    Cue::EffortLow
                        | Cue::EffortModerate
                        | Cue::EffortHigh
                        | Cue::Pace
                        | Cue::Done
                        | Cue::Session
                        | Cue::Intervals
                        | Cue::Race
                        | Cue::PersonalRecord
                )
            )
    });
    if !told && sentence.words > 2 {
        return;
    }
    let span = first.span;
    let mut mention = implied(run, span, first.first, number);
    let group = entries.loose.remove(position);
    for item in items.iter_mut().take(group.end).skip(group.first) {
        item.used |= item.amount().is_some();
    }
    mention.groups.push(entries::Attached { group, after: true, sentence: number });
    // What follows in the same stretch of pure notation belongs to it too.
    let mut rest = Vec::new();
    for group in std::mem::take(&mut entries.loose) {
        let sentence = sentences.iter().find(|sentence| (sentence.first..sentence.end).contains(&group.first));
        let told = group.parts.iter().any(|part| matches!(part.measure, PartMeasure::Of(Measure::Distance(_))));
        let fits = told && group.first > mention.item && sentence.is_some_and(|sentence| sentence.words <= 14);
        if fits {
            for item in items.iter_mut().take(group.end).skip(group.first) {
                item.used |= item.amount().is_some();
            }
            mention.groups.push(entries::Attached { group, after: true, sentence: number });
        } else {
            rest.push(group);
        }
    }
    entries.loose = rest;
    entries.mentions.push(mention);
}

/// "45lb kb" beside a benchmark is the load of the movement with that implement.
fn implements(items: &[Item], entries: &Entries, benchmark: &Benchmark, text: &Text<'_>, done: &mut Vec<Done>) {
    for group in &entries.loose {
        let load = group.parts.iter().find_map(|part| match part.measure {
            PartMeasure::Of(Measure::Load(unit)) => part.values.first().map(|value| (*value, unit)),
            _ => None,
        });
        let Some((value, unit)) = load else { continue };
        let Some(ItemKind::Modifier(modifier)) = items.get(group.end).map(|item| item.kind) else { continue };
        let Some(prescribed) = benchmark.movements.iter().find(|prescribed| prescribed.implement == Some(modifier))
        else {
            continue;
        };
        let Some(span) = items.get(group.end).map(|item| item.span) else { continue };
        let set = Set {
            span: group.span.join(span),
            weight: Some(Found::new(Load { value: value.value, unit: Some(unit) }, value.span)),
            ..Set::default()
        };
        let name = text.lexicon().code(Domain::Movement, prescribed.movement).to_owned();
        done.push(Done {
            movement: prescribed.movement,
            kind: MovementKind::Loaded,
            exercise: Exercise { name: Found::new(name, span), sets: vec![set] },
            implied: false,
            aided: false,
        });
    }
}

struct Draft<'d> {
    items: &'d mut [Item],
    sentences: &'d [Sentence],
    benchmark: Option<&'d Benchmark>,
    conditioning: Conditioning,
    claims: Claims,
    entries: &'d Entries,
    done: Vec<Done>,
    ambiguities: Vec<Ambiguity>,
    /// Where the benchmark is named.
    name: Option<Span>,
}

impl Draft<'_> {
    fn has_cue(&self, wanted: impl Fn(Cue) -> bool) -> Option<Span> {
        self.items.iter().find(|item| !item.used && item.cue().is_some_and(&wanted)).map(|item| item.span)
    }

    /// Whether anything was trained at all.
    fn trained(&self) -> bool {
        if !self.done.is_empty() || self.name.is_some() {
            return true;
        }
        // "Gym workout today", "upper body session": told, without its parts.
        let kind = self.has_cue(|cue| matches!(cue, Cue::StrengthWord | Cue::Circuit | Cue::SkillWord)).is_some();
        let told = self.has_cue(|cue| matches!(cue, Cue::Done | Cue::Session)).is_some();
        let skipped = self.has_cue(|cue| cue == Cue::NotDone).is_some();
        let here = self.has_cue(|cue| cue == Cue::Session).is_some()
            && self.has_cue(|cue| matches!(cue, Cue::Gym | Cue::Home | Cue::Outdoor)).is_some();
        ((kind && told) || here) && !skipped
    }

    fn only_endurance(&self) -> bool {
        !self.done.is_empty() && self.done.iter().all(|done| done.kind == MovementKind::Endurance)
    }

    /// Whether the work was conditioning by its shape: several movements by repetitions and one time at the end.
    fn is_conditioning(&self) -> bool {
        let benchmark =
            self.benchmark.is_some_and(|benchmark| benchmark.metres.is_none() && benchmark.score != Score::Load);
        let format = self.conditioning.format.is_some_and(|format| {
            !matches!(format.value, Format::Intervals | Format::ForTime) || !self.only_endurance()
        });
        let interval_of_endurance =
            self.conditioning.format.is_some_and(|format| format.value == Format::Intervals && self.only_endurance());
        benchmark
            || (format && !interval_of_endurance)
            || (self.conditioning.prescribed.is_some() && !self.only_endurance())
            || (self.entries.schemed && self.done.len() > 1)
            || self.looks_for_time()
            || (self.done.is_empty() && self.has_cue(|cue| cue == Cue::Circuit).is_some())
    }

    /// Two or more movements of one set each, and a time that is nobody's.
    fn looks_for_time(&self) -> bool {
        let short = self.done.len() >= 2
            && self.done.iter().all(|done| done.exercise.sets.len() <= 1)
            && self.done.iter().any(|done| done.kind != MovementKind::Endurance)
            && self.done.iter().all(|done| {
                done.exercise.sets.iter().all(|set| {
                    set.reps.is_some() || set.calories.is_some() || set.distance.is_some() || set.weight.is_some()
                })
            });
        short && self.loose_clock().is_some()
    }

    /// A clock time that no exercise has and that is no pace, rest or cap.
    fn loose_clock(&self) -> Option<&Item> {
        let free: Vec<&Item> = self.items.iter().filter(|item| !item.used && item.measures(Measure::Clock)).collect();
        // Three and more are splits.
        if free.len() >= 3 { None } else { free.last().copied() }
    }

    /// The score for time: behind "in" or a word for it, or the one clock time left.
    fn result(&self) -> Option<Found<f64>> {
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
            let clock = amount.measure == Measure::Clock;
            let titled = before(3).any(|item| item.is_cue(Cue::TotalTime))
                || behind.clone().any(|item| item.is_cue(Cue::TotalTime));
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

    /// Lighter than any prescription, or easier by its aids: scaled.
    fn rescale(&self, session: &mut Session) {
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
        for prescribed in &benchmark.movements {
            let Some((_, women)) = prescribed.load else { continue };
            let done = self.done.iter().find(|done| done.movement == prescribed.movement);
            let weights = done.into_iter().flat_map(|done| &done.exercise.sets).filter_map(|set| set.weight);
            for weight in weights {
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

    fn workout_type(&self, span: Span) -> Option<Found<WorkoutType>> {
        let found = |value| Some(Found::new(value, span));
        if self.benchmark.is_some_and(|benchmark| benchmark.metres.is_some()) {
            return found(WorkoutType::Endurance);
        }
        if self.benchmark.is_some_and(|benchmark| benchmark.score == Score::Load) {
            return found(WorkoutType::Strength);
        }
        if self.is_conditioning() {
            return found(WorkoutType::Metcon);
        }
        if self.done.is_empty() {
            let by_word = [
                (Cue::StrengthWord, WorkoutType::Strength),
                (Cue::Circuit, WorkoutType::Metcon),
                (Cue::SkillWord, WorkoutType::Skill),
            ];
            return by_word
                .into_iter()
                .find_map(|(cue, kind)| self.has_cue(|found| found == cue).map(|span| Found::new(kind, span)))
                .or_else(|| self.has_cue(|cue| cue == Cue::Gym).map(|span| Found::new(WorkoutType::Strength, span)));
        }
        if self.only_endurance() {
            return found(WorkoutType::Endurance);
        }
        let lifted = self.done.iter().any(|done| {
            matches!(
                done.kind,
                MovementKind::Loaded | MovementKind::Bodyweight | MovementKind::Carry | MovementKind::Hold
            )
        });
        if self.has_cue(|cue| cue == Cue::SkillWord).is_some()
            && self.done.iter().all(|done| done.kind != MovementKind::Loaded)
        {
            return found(WorkoutType::Skill);
        }
        if lifted { found(WorkoutType::Strength) } else { found(WorkoutType::Skill) }
    }

    fn format(&self, kind: Option<WorkoutType>, span: Span, timed: bool) -> Option<Found<Format>> {
        if let Some(format) = self.conditioning.format.filter(|_| kind != Some(WorkoutType::Strength)) {
            return Some(format);
        }
        if let Some(benchmark) = self.benchmark {
            return Some(Found::new(benchmark.format, self.name.unwrap_or(span)));
        }
        let found = |format| Some(Found::new(format, span));
        match kind? {
            WorkoutType::Metcon if timed => found(Format::ForTime),
            WorkoutType::Metcon => found(Format::Other),
            WorkoutType::Strength if !self.done.is_empty() => found(Format::Sets),
            WorkoutType::Endurance => {
                let sets = self.done.iter().flat_map(|done| &done.exercise.sets);
                let intervals = self.done.iter().any(|done| {
                    done.exercise.sets.len() >= 3
                        && done.exercise.sets.iter().filter(|set| set.distance.is_some()).count() >= 3
                });
                match () {
                    () if intervals => found(Format::Intervals),
                    () if sets.clone().any(|set| set.distance.is_some()) => found(Format::Distance),
                    () => found(Format::Other),
                }
            }
            _ => None,
        }
    }

    /// Minutes of the session: beside a word for it, standing alone, or the one exercise's own time.
    fn duration(&self) -> Option<Found<f64>> {
        let minutes = |item: &Item| item.amount().map(|amount| Found::new(amount.value / 60.0, item.span));
        let timed = |item: &Item| !item.used && item.measures(Measure::Time);
        for sentence in self.sentences {
            let part = self.items.get(sentence.first..sentence.end).unwrap_or_default();
            for (at, item) in part.iter().enumerate().filter(|(_, item)| timed(item)) {
                let near = part.iter().skip(at.saturating_sub(3)).take(7);
                let session = near.clone().any(|other| {
                    other.is_cue(Cue::Session) || other.is_cue(Cue::TotalTime) || other.is_cue(Cue::Total)
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
        let round = time.value % 300.0 == 0.0 || (time.value % 60.0 == 0.0 && set.distance.is_none());
        round.then(|| time.map(|seconds| seconds / 60.0))
    }

    /// A race time, or the time of the one distance that was covered.
    fn endurance_result(&self) -> Option<Found<f64>> {
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
        ((set.distance.is_some() && (exact || within)) || race).then_some(time)
    }

    fn workout(mut self, mut session: Session, text: &Text<'_>, context: &Context) -> Workout {
        if let Some(race) = self.benchmark.filter(|benchmark| benchmark.metres.is_some()) {
            self.time_race(race);
        }
        let span = self.span(text);
        let conditioning = self.is_conditioning();
        let scored_time = conditioning
            && !self
                .conditioning
                .format
                .is_some_and(|format| matches!(format.value, Format::Amrap | Format::Emom | Format::Tabata))
            && self.conditioning.capped.is_none()
            && !self.benchmark.is_some_and(|benchmark| benchmark.score != Score::Time);
        let multi = self.only_endurance() && self.done.len() > 1;
        let titled = multi && self.has_cue(|cue| cue == Cue::TotalTime).is_some();
        let result = if scored_time || titled { self.result() } else { self.endurance_result() };
        let workout_type = self.workout_type(self.done.first().map_or(span, |done| done.exercise.name.span));
        let format = self.format(workout_type.map(|found| found.value), span, result.is_some());
        let duration = self.duration();
        let mut rounds = self.conditioning.rounds;
        let mut reps = self.conditioning.reps;
        self.score_of_benchmark(&mut rounds, &mut reps);
        let date = self.date(text, context);
        let stopped = self.conditioning.capped.or(session.stopped);
        let perceived_exertion = self.perceived_exertion();
        let mut ambiguities = std::mem::take(&mut self.ambiguities);
        ambiguities.extend(self.implausible(result, rounds, reps));
        if session.scaled.is_some_and(|scaled| scaled.value) {
            session.achievements.retain(|found| !matches!(found.value, Achievement::Rx | Achievement::FirstTimeRx));
        }
        if session.achievements.iter().any(|found| found.value == Achievement::FirstTimeRx) {
            session.achievements.retain(|found| found.value != Achievement::Rx);
        }
        let mut workout = Workout {
            span,
            date,
            name: self.benchmark.and_then(|benchmark| Some(Found::new(benchmark.name.clone(), self.name?))),
            benchmark: self.benchmark.and_then(|benchmark| Some(Found::new(benchmark.code.clone(), self.name?))),
            workout_type,
            format,
            duration,
            result_seconds: result,
            time_cap_seconds: self.claims.cap.or(self.conditioning.cap),
            rounds,
            reps,
            perceived_exertion,
            intensity: session.intensity,
            exercises: self.done.into_iter().map(|done| done.exercise).collect(),
            achievements: session.achievements,
            concerns: session.concerns,
            environment: session.environment,
            weather: session.weather,
            scaled: session.scaled,
            bodyweight: self.claims.bodyweight,
            is_completed: Found::new(stopped.is_none(), stopped.unwrap_or(span)),
            completeness: 0.0,
            ambiguities,
        };
        workout.completeness = super::completeness::completeness(&workout);
        workout
    }

    /// The course of a race and its time.
    fn time_race(&mut self, race: &Benchmark) {
        let clock = self.loose_clock().map(|item| (item.span, item.amount().map_or(0.0, |amount| amount.value)));
        let (Some(metres), Some(name)) = (race.metres, self.name) else { return };
        let Some(done) = self.done.iter_mut().find(|done| done.implied && done.exercise.sets.is_empty()) else {
            return;
        };
        let mut set = Set { span: name, ..Set::default() };
        let distance = Distance { value: metres / 1000.0, unit: Some(DistanceUnit::Km) };
        set.distance = Some(Found::new(distance, name));
        if let Some((span, seconds)) = clock {
            set.duration_seconds = Some(Found::new(seconds, span));
            set.span = name.join(span);
            for item in self.items.iter_mut().filter(|item| item.span == span) {
                item.used = true;
            }
        }
        done.exercise.sets.push(set);
    }

    /// A bare score beside a benchmark: "251 Rx", "Cindy 18".
    fn score_of_benchmark(&self, rounds: &mut Option<Found<u32>>, reps: &mut Option<Found<u32>>) {
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
    fn implausible(
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

    /// A rating that belongs to no set.
    fn perceived_exertion(&self) -> Option<Found<f64>> {
        self.entries.loose.iter().find_map(|group| {
            let rating = group.parts.iter().all(|part| part.measure == PartMeasure::Rpe);
            let value = group.parts.first().filter(|_| rating)?.values.first()?;
            (1.0..=10.0).contains(&value.value).then(|| Found::new(value.value, value.span))
        })
    }

    fn date(&self, text: &Text<'_>, _context: &Context) -> Option<Found<crate::Date>> {
        let mut opening = true;
        let mut later = None;
        for (at, item) in self.items.iter().enumerate() {
            if let ItemKind::Date(date) = item.kind
                && !item.used
                && !segment::is_other_day(self.items, at, text)
            {
                if opening {
                    return Some(Found::new(date, item.span));
                }
                later = later.or(Some(Found::new(date, item.span)));
            }
            opening = item.is_newline() || (opening && matches!(item.kind, ItemKind::Mark(_)));
        }
        later
    }

    /// From the first to the last word that tells something.
    fn span(&self, text: &Text<'_>) -> Span {
        let first = self.items.iter().find(|item| !item.is_end());
        let last = self.items.iter().rev().find(|item| !item.is_end());
        match (first, last) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => text.span(0, text.tokens.len()),
        }
    }
}
