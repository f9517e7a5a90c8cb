//! One workout from all that was read of it.

mod named;
mod score;
mod shape;

use super::benchmark::{Benchmark, Score};
use super::claims::{self, Claims};
use super::entries::{self, Entries};
use super::exercises::{self, Done, Surroundings};
use super::item::{Item, ItemKind, Measure};
use super::log::{
    Achievement, Ambiguity, AmbiguityKind, Distance, DistanceUnit, Exercise, Format, Found, Load, Set, Workout,
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
    let named = named::named(items, &sentences, vocabulary);
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
    let entries = entries::walk(text, items, &sentences, vocabulary, metcon, race);
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
        let bodyweight = self.heading_weight();
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
            bodyweight: self.claims.bodyweight.or(bodyweight),
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

    /// "2 hrs, 67.9 kg": beside the length of the session stands the person's weight.
    fn heading_weight(&self) -> Option<Found<Load>> {
        self.sentences.iter().find_map(|sentence| {
            let part = self.items.get(sentence.first..sentence.end)?;
            let other = part.iter().any(|item| matches!(item.kind, ItemKind::Movement { .. } | ItemKind::Benchmark(_)));
            if other || sentence.words > 0 || !part.iter().any(|item| item.measures(Measure::Time)) {
                return None;
            }
            part.iter().filter(|item| !item.used).find_map(|item| {
                let amount = item.amount()?;
                let Measure::Load(unit) = amount.measure else { return None };
                let kilograms = amount.value * unit.kilograms()?;
                let load = Load { value: amount.value, unit: Some(unit) };
                (40.0..=160.0).contains(&kilograms).then(|| Found::new(load, item.span))
            })
        })
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
