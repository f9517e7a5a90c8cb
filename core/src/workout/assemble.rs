//! One workout from all that was read of it.

use super::benchmark::{Benchmark, Score};
use super::claims::{self, Claims};
use super::entries::{self, Entries};
use super::exercises::{self, Done, Surroundings};
use super::item::{Item, ItemKind, Measure};
use super::log::{
    Achievement, Ambiguity, AmbiguityKind, Distance, DistanceUnit, Exercise, Format, Found, Load, Set, Workout,
    WorkoutType,
};
use super::metcon::{self, Conditioning};
use super::notation::PartMeasure;
use super::segment::{self, Sentence};
use super::session::{self, Session};
use super::vocabulary::{Cue, MovementKind, Unit, Vocabulary};
use crate::text::{Domain, Text};
use crate::{Context, Date, Span};

/// Reads the one workout that these items tell of; none when nothing was done.
pub(super) fn assemble(
    items: &mut [Item],
    text: &Text<'_>,
    vocabulary: &Vocabulary,
    context: &Context,
) -> Option<Workout> {
    let sentences = segment::sentences(items);
    let named = named(items, &sentences, vocabulary);
    let benchmark = named.and_then(|(_, code)| vocabulary.benchmark(code));
    let date = date(items, text);
    if let Some(date) = date {
        segment::leave_out_other_days(items, date.value, context.today);
    }
    let claims = claims::claim(items);
    let mut session = session::read(items, &sentences, text);
    let conditioning = metcon::read(items, benchmark);
    let metcon = conditioning.expects_score() || benchmark.is_some_and(|benchmark| benchmark.metres.is_none());
    let race = named.filter(|_| benchmark.is_some_and(|benchmark| benchmark.metres.is_some())).map(|(item, _)| item);
    let entries = entries::walk(items, &sentences, vocabulary, metcon, race);
    let surroundings = Surroundings { metcon, benchmark: benchmark.is_some_and(|known| known.metres.is_none()) };
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
        date,
    };
    if let Some((item, _)) = named {
        draft.name = draft.items.get(item).map(|item| item.span);
    }
    let trained = draft.trained();
    if !trained {
        return None;
    }
    draft.rescale(&mut session, vocabulary);
    Some(draft.workout(session, text))
}

/// The benchmark that was done: of all that are named, the one with the best reason to think so.
fn named(items: &[Item], sentences: &[Sentence], vocabulary: &Vocabulary) -> Option<(usize, u16)> {
    let scored_somewhere = items.iter().any(|item| {
        !item.used && (item.measures(Measure::Clock) || item.measures(Measure::Rounds) || item.measures(Measure::Time))
    });
    let mut best: Option<(u8, usize, u16)> = None;
    let mut previous_rejected = false;
    for (number, sentence) in sentences.iter().enumerate() {
        for at in sentence.first..sentence.end {
            let Some(item) = items.get(at) else { break };
            let ItemKind::Benchmark(code) = item.kind else { continue };
            let before = at.checked_sub(1).filter(|index| *index >= sentence.first).and_then(|index| items.get(index));
            let companion = before.is_some_and(|before| {
                matches!(before.kind, ItemKind::Cue(Cue::Weighted | Cue::Away))
                    || (previous_rejected && before.is_cue(Cue::And))
            });
            // "at marathon pace", "13.1 in 1:39:55": a pace and a distance.
            let behind = items.get(at + 1);
            let paced = behind.is_some_and(|next| next.is_cue(Cue::Pace));
            let figure = vocabulary.benchmark(code).is_some_and(|known| {
                known.name.starts_with(|first: char| first.is_ascii_digit()) && known.score != Score::Time
            });
            let distance = figure && behind.is_some_and(|next| next.is_cue(Cue::In));
            previous_rejected = companion || item.used || paced || distance;
            if previous_rejected {
                continue;
            }
            let next = sentences.get(number + 1);
            let rank = reason(items, *sentence, next, at, scored_somewhere);
            if rank > 0 && best.is_none_or(|(known, ..)| rank > known) {
                best = Some((rank, at, code));
            }
        }
    }
    best.map(|(_, at, code)| (at, code))
}

/// How good the reason is to think that the benchmark at `at` was done; 0 for none.
fn reason(items: &[Item], sentence: Sentence, next: Option<&Sentence>, at: usize, scored_somewhere: bool) -> u8 {
    let part = |first: usize, end: usize| items.get(first..end).unwrap_or_default();
    let opens = part(0, at)
        .iter()
        .rev()
        .take_while(|item| !item.is_newline())
        .all(|item| matches!(item.kind, ItemKind::Mark(_) | ItemKind::Date(_) | ItemKind::Cue(Cue::Done)));
    let joined = items.get(at + 1).is_some_and(|next| next.is_cue(Cue::And));
    if opens && scored_somewhere && !joined {
        return 5;
    }
    let near = part(at.saturating_sub(8).max(sentence.first), (at + 9).min(sentence.end));
    let scored = near.iter().any(|other| {
        let amount = matches!(
            other.amount().map(|amount| amount.measure),
            Some(Measure::Clock | Measure::Time | Measure::Rounds | Measure::Reps)
        );
        let word = matches!(
            other.kind,
            ItemKind::Cue(
                Cue::Rx | Cue::FirstRx | Cue::Scaled | Cue::PersonalRecord | Cue::Circuit | Cue::Capped | Cue::NotRx
            )
        );
        (amount || word) && !other.used
    });
    if scored {
        return 4;
    }
    let words = part(sentence.first, sentence.end).iter().filter(|other| other.kind == ItemKind::Word).count();
    let told = part(at.saturating_sub(4).max(sentence.first), at)
        .iter()
        .any(|before| matches!(before.kind, ItemKind::Cue(Cue::Done | Cue::Session | Cue::ActuallyDid)));
    if told {
        return 3;
    }
    // A score in the next sentence or line: "Fran. 5:20".
    let scored_next = next.is_some_and(|next| {
        part(next.first, next.end).iter().any(|item| item.measures(Measure::Clock) || item.measures(Measure::Rounds))
    });
    let alone = words == 0 && part(sentence.first, sentence.end).iter().filter(|other| !other.is_end()).count() <= 3;
    u8::from(alone || (scored_next && words <= 6))
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
    date: Option<Found<Date>>,
}

/// The workout's day: the one that opens a line, or else the first one that is told.
fn date(items: &[Item], text: &Text<'_>) -> Option<Found<Date>> {
    let mut opening = true;
    let mut later = None;
    for (at, item) in items.iter().enumerate() {
        if let ItemKind::Date(date) = item.kind
            && !item.used
            && !segment::is_other_day(items, at, text)
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

impl Draft<'_> {
    fn has_cue(&self, wanted: impl Fn(Cue) -> bool) -> Option<Span> {
        self.items.iter().find(|item| !item.used && item.cue().is_some_and(&wanted)).map(|item| item.span)
    }

    /// Whether anything was trained at all.
    fn trained(&self) -> bool {
        let scored = self.conditioning.rounds.is_some() || self.conditioning.reps.is_some();
        if !self.done.is_empty() || self.name.is_some() || (scored && self.conditioning.format.is_some()) {
            return true;
        }
        // "Gym workout today", "30 min upper body circuit": told, without its parts.
        self.sentences.iter().any(|sentence| {
            let part = self.items.get(sentence.first..sentence.end).unwrap_or_default();
            let has = |wanted: &[Cue]| {
                part.iter().any(|item| !item.used && item.cue().is_some_and(|cue| wanted.contains(&cue)))
            };
            let kind = has(&[Cue::StrengthWord, Cue::Circuit, Cue::SkillWord]);
            let told = has(&[Cue::Done, Cue::Session]);
            let here = has(&[Cue::Session]) && has(&[Cue::Gym, Cue::Home, Cue::Outdoor]);
            let long = part.iter().any(|item| {
                !item.used && item.measures(Measure::Time) && item.amount().is_some_and(|amount| amount.value >= 600.0)
            });
            ((kind && (told || long)) || here) && !has(&[Cue::NotDone])
        })
    }

    fn only_endurance(&self) -> bool {
        !self.done.is_empty() && self.done.iter().all(|done| done.kind == MovementKind::Endurance)
    }

    /// Whether the work was conditioning by its shape: several movements by repetitions and one time at the end.
    fn is_conditioning(&self) -> bool {
        let benchmark =
            self.benchmark.is_some_and(|benchmark| benchmark.metres.is_none() && benchmark.score != Score::Load);
        let format = self.conditioning.format.is_some_and(|format| {
            !matches!(format.value, Format::Intervals | Format::ForTime | Format::Other) || !self.only_endurance()
        });
        let interval_of_endurance =
            self.conditioning.format.is_some_and(|format| format.value == Format::Intervals && self.only_endurance());
        benchmark
            || (format && !interval_of_endurance)
            || (self.conditioning.prescribed.is_some() && !self.only_endurance())
            || (self.entries.schemed && self.done.len() > 1)
            || self.looks_for_time()
            || ((self.claims.cap.is_some() || self.conditioning.capped.is_some()) && !self.only_endurance())
    }

    /// Movements of one set each, or one of many repetitions, and a time that is nobody's.
    fn looks_for_time(&self) -> bool {
        let by_reps: Vec<&Done> = self.done.iter().filter(|done| done.kind != MovementKind::Endurance).collect();
        let single = by_reps.iter().all(|done| done.exercise.sets.len() <= 1);
        let many = by_reps
            .iter()
            .flat_map(|done| &done.exercise.sets)
            .any(|set| set.reps.is_some_and(|reps| reps.value >= 30));
        let measured =
            self.done.iter().flat_map(|done| &done.exercise.sets).all(|set| {
                set.reps.is_some() || set.calories.is_some() || set.distance.is_some() || set.weight.is_some()
            });
        let several = self.done.len() >= 2 || many;
        !by_reps.is_empty() && single && measured && several && self.result().is_some()
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

    /// Lighter than any prescription, or easier by its aids: scaled.
    fn rescale(&self, session: &mut Session, vocabulary: &Vocabulary) {
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

    /// "Isabel at 95 lb": the load of the one movement that has a prescribed one.
    fn load_of_benchmark(&self, benchmark: &Benchmark) -> Option<Found<Load>> {
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
            return self
                .items
                .iter()
                .filter(|item| !item.used)
                .find_map(|item| {
                    let kind = match item.cue()? {
                        Cue::StrengthWord => WorkoutType::Strength,
                        Cue::Circuit => WorkoutType::Metcon,
                        Cue::SkillWord => WorkoutType::Skill,
                        _ => return None,
                    };
                    Some(Found::new(kind, item.span))
                })
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
        let moved = self.done.iter().any(|done| done.kind == MovementKind::Endurance);
        match () {
            () if lifted => found(WorkoutType::Strength),
            () if moved => found(WorkoutType::Endurance),
            () => found(WorkoutType::Skill),
        }
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
            WorkoutType::Metcon if timed || self.claims.cap.is_some() => found(Format::ForTime),
            WorkoutType::Metcon => found(Format::Other),
            WorkoutType::Strength if !self.done.is_empty() => found(Format::Sets),
            WorkoutType::Endurance => {
                let sets = self.done.iter().flat_map(|done| &done.exercise.sets);
                let rests = self.has_cue(|cue| cue == Cue::Rest).is_some();
                let intervals = self.done.iter().any(|done| {
                    let parts = done.exercise.sets.iter();
                    parts.filter(|set| set.distance.is_some() || set.duration_seconds.is_some() || rests).count() >= 3
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
        let worded = self.items.iter().any(|item| item.span == time.span && item.measures(Measure::Time));
        ((set.distance.is_some() && (exact || (within && !worded))) || race).then_some(time)
    }

    fn workout(mut self, mut session: Session, text: &Text<'_>) -> Workout {
        if let Some(race) = self.benchmark.filter(|benchmark| benchmark.metres.is_some()) {
            self.run_course(race);
        }
        self.spread_units();
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
        let titled = multi && self.has_cue(|cue| matches!(cue, Cue::TotalTime | Cue::Total)).is_some();
        let result = if scored_time || titled { self.result() } else { self.endurance_result() };
        let workout_type = self.workout_type(self.done.first().map_or(span, |done| done.exercise.name.span));
        let format = self.format(workout_type.map(|found| found.value), span, result.is_some());
        let duration = self.duration();
        let mut rounds = self.conditioning.rounds;
        let mut reps = self.conditioning.reps;
        self.score_of_benchmark(&mut rounds, &mut reps);
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
            date: self.date,
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

    /// The course of a race.
    fn run_course(&mut self, race: &Benchmark) {
        let (Some(metres), Some(name)) = (race.metres, self.name) else { return };
        let Some(done) = self.done.iter_mut().find(|done| done.implied) else { return };
        let distance = Found::new(Distance { value: metres / 1000.0, unit: Some(DistanceUnit::Km) }, name);
        if done.exercise.sets.is_empty() {
            done.exercise.sets.push(Set { span: name, ..Set::default() });
        }
        if let [set] = done.exercise.sets.as_mut_slice()
            && set.distance.is_none()
        {
            set.distance = Some(distance);
            set.span = set.span.join(name);
        }
    }

    /// "(all lbs)", "Squat (kg)", "3500 yards all up": a unit said once for all.
    fn spread_units(&mut self) {
        let load = self.items.iter().enumerate().find_map(|(at, item)| match item.kind {
            ItemKind::Unit(Unit::Load(unit)) => {
                let before = at.checked_sub(1).and_then(|index| self.items.get(index));
                let said = before.is_some_and(|before| {
                    matches!(before.kind, ItemKind::Mark('(') | ItemKind::Cue(Cue::All | Cue::In))
                });
                said.then_some(unit)
            }
            _ => None,
        });
        let distance = self.items.iter().find_map(|item| match item.amount().map(|amount| amount.measure) {
            Some(Measure::Distance(unit @ (DistanceUnit::M | DistanceUnit::Yd))) => Some(unit),
            _ => None,
        });
        for set in self.done.iter_mut().flat_map(|done| &mut done.exercise.sets) {
            if let Some(weight) = &mut set.weight {
                weight.value.unit = weight.value.unit.or(load);
            }
            if let Some(length) = &mut set.distance {
                length.value.unit = length.value.unit.or(distance);
            }
        }
        if load.is_some() {
            self.ambiguities.retain(|ambiguity| ambiguity.kind != AmbiguityKind::LoadUnit);
        }
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
