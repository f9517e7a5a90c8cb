//! From mentions to exercises: which movements were really done, and their sets.

use super::entries::{Attached, Entries, Mention};
use super::item::{Item, ItemKind, Measure};
use super::log::{Ambiguity, AmbiguityKind, DistanceUnit, Exercise, Found, Set};
use super::notation::{Group, Join, Part, PartMeasure};
use super::segment::Sentence;
use super::sets::{self, Setting};
use super::vocabulary::{Cue, MovementKind, Vocabulary};
use crate::text::{Domain, Lexicon, Text};

/// An exercise with what the assembly needs to know of it.
#[derive(Debug, Clone)]
pub(super) struct Done {
    pub(super) movement: u16,
    pub(super) kind: MovementKind,
    pub(super) exercise: Exercise,
    /// Implied by a distance, not named.
    pub(super) implied: bool,
    /// Whether something beside it says that it was made easier.
    pub(super) aided: bool,
}

/// Most sets of one exercise that are kept.
const SET_LIMIT: usize = 500;

/// What surrounds the exercises.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings {
    /// Whether anything says that it was conditioning.
    pub(super) metcon: bool,
    /// Whether a benchmark is named.
    pub(super) benchmark: bool,
}

/// The exercises that were done, one a movement, in the order of their first mention.
pub(super) fn collect(
    items: &[Item],
    sentences: &[Sentence],
    entries: &Entries,
    text: &Text<'_>,
    vocabulary: &Vocabulary,
    surroundings: Surroundings,
) -> (Vec<Done>, Vec<Ambiguity>) {
    let mut done: Vec<Done> = Vec::new();
    let mut ambiguities = Vec::new();
    let listed = listings(items, sentences, entries, text, vocabulary, surroundings);
    for (number, mention) in entries.mentions.iter().enumerate() {
        let movement = mention.settled(vocabulary);
        let kind = vocabulary.kind(movement);
        let (mut sets, mut open) =
            build(mention, kind, surroundings.metcon || entries.schemed, surroundings, vocabulary);
        if mention.resting {
            continue;
        }
        let stated = !mention.groups.is_empty();
        let accepted = if stated {
            !sets.is_empty() || !mention.weak
        } else {
            listed.contains(&number) || told(items, sentences, mention, text, vocabulary, surroundings)
        };
        if !accepted || (mention.weak && sets.is_empty() && !mention.listed && stated) {
            continue;
        }
        // "worked up to 1x235" tells the last set again.
        let again = mention.prose || mention.groups.iter().any(|attached| attached.group.top);
        if again && let Some(known) = done.iter().find(|known| known.movement == movement) {
            // A comment tells again what the notation has told.
            sets.retain(|set| !known.exercise.sets.iter().any(|other| says_the_same(other, set)));
            // Below "4.97mi easy" further distances are comments.
            let comment =
                known.implied && sets.iter().all(|set| set.reps.is_none() && set.weight.is_none()) && sets.len() <= 1;
            if comment && !known.exercise.sets.is_empty() {
                continue;
            }
        }
        ambiguities.append(&mut open);
        match done.iter_mut().find(|known| known.movement == movement) {
            Some(known) if known.exercise.sets.len() >= SET_LIMIT => {}
            Some(known) => {
                known.exercise.sets.append(&mut sets);
                known.aided |= mention.aided;
                known.implied &= mention.implied;
            }
            None => done.push(Done {
                movement,
                kind,
                exercise: Exercise { name: Found::new(code(text, movement).to_owned(), mention.span), sets },
                implied: mention.implied,
                aided: mention.aided,
            }),
        }
    }
    (done, ambiguities)
}

/// Mentions of sentences that list three movements and more without amounts, where one of them was done:
/// "a full body workout, including pull-ups, bench, flies and squats".
fn listings(
    items: &[Item],
    sentences: &[Sentence],
    entries: &Entries,
    text: &Text<'_>,
    vocabulary: &Vocabulary,
    surroundings: Surroundings,
) -> Vec<usize> {
    let mut listed = Vec::new();
    let mut first = 0;
    while let Some(sentence) = entries.mentions.get(first).map(|mention| mention.sentence) {
        let length = entries.mentions.iter().skip(first).take_while(|mention| mention.sentence == sentence).count();
        let mentions = entries.mentions.get(first..first + length).unwrap_or_default();
        let bare = mentions.iter().all(|mention| mention.groups.is_empty());
        let done = |mention: &Mention| told(items, sentences, mention, text, vocabulary, surroundings);
        if length >= 3 && bare && mentions.iter().any(done) {
            listed.extend(first..first + length);
        }
        first += length.max(1);
    }
    listed
}

fn code<'t>(text: &Text<'t>, movement: u16) -> &'t str {
    lexicon(text).code(Domain::Movement, movement)
}

fn lexicon<'t>(text: &Text<'t>) -> &'t Lexicon {
    text.lexicon()
}

/// Whether two sets tell the same, as far as the second one goes.
fn says_the_same(known: &Set, set: &Set) -> bool {
    let same_weight = match (known.weight, set.weight) {
        (Some(known), Some(set)) => known.value.value == set.value.value,
        (None, None) => true,
        _ => false,
    };
    let same_distance = match (known.distance, set.distance) {
        (Some(known), Some(set)) => known.value.value == set.value.value,
        (None, None) => true,
        _ => false,
    };
    let same_reps = set.reps.is_none_or(|reps| known.reps.is_some_and(|known| known.value == reps.value));
    let same_time =
        set.duration_seconds.is_none_or(|time| known.duration_seconds.is_some_and(|known| known.value == time.value));
    let same_end = known.failed.is_some() == set.failed.is_some();
    same_weight && same_distance && same_reps && same_time && same_end
}

/// Whether a movement without an amount was done: the sentence says so, or it stands in a list of work.
fn told(
    items: &[Item],
    sentences: &[Sentence],
    mention: &Mention,
    text: &Text<'_>,
    vocabulary: &Vocabulary,
    surroundings: Surroundings,
) -> bool {
    let Some(sentence) = sentences.get(mention.sentence) else { return false };
    let before = items.get(sentence.first..mention.item).unwrap_or_default();
    let around = items.get(sentence.first..sentence.end).unwrap_or_default();
    let away = before.iter().rev().take(3).any(|item| item.is_cue(Cue::Away) || item.is_cue(Cue::OtherDay));
    if away {
        return false;
    }
    let hurts = around.iter().any(|item| matches!(item.kind, ItemKind::Feeling(_)));
    let done = before.iter().rev().take(12).any(|item| {
        !item.used && matches!(item.kind, ItemKind::Cue(Cue::Done | Cue::Session | Cue::SkillWord | Cue::ActuallyDid))
    });
    let weak =
        mention.weak && !matches!(vocabulary.kind(mention.movement), MovementKind::Practice | MovementKind::Endurance);
    if done && !hurts && !weak {
        return true;
    }
    // "Death by burpees", "tabata squats".
    let format = before.last().is_some_and(|item| matches!(item.kind, ItemKind::Cue(Cue::DeathBy | Cue::Tabata)));
    if format {
        return true;
    }
    if surroundings.benchmark && !hurts {
        return !mention.weak;
    }
    if surroundings.metcon && (mention.listed || mention.heading) && !mention.prose {
        return true;
    }
    let words = around.iter().filter(|item| item.kind == ItemKind::Word).count();
    let past = items.get(mention.item).is_some_and(|item| {
        let cue = text.term_at(item.first, Domain::Training).and_then(|term| vocabulary.cue(term.code));
        cue == Some(Cue::Done)
    });
    if past && !hurts {
        return true;
    }
    // "Yoga this morning", "swim": a few words that open with it.
    let kind = vocabulary.kind(mention.movement);
    let alone = words <= 3 && !mention.weak && matches!(kind, MovementKind::Practice | MovementKind::Endurance);
    alone && !hurts && before.iter().all(|item| !matches!(item.kind, ItemKind::Cue(Cue::At | Cue::For | Cue::In)))
}

/// The sets of one mention.
fn build(
    mention: &Mention,
    kind: MovementKind,
    metcon: bool,
    surroundings: Surroundings,
    vocabulary: &Vocabulary,
) -> (Vec<Set>, Vec<Ambiguity>) {
    let merged = merge(&mention.groups);
    let pairs_are_loads = merged.iter().any(|attached| sets::is_load_pair(&attached.group, kind));
    let mut all: Vec<Set> = Vec::new();
    let mut ambiguities = Vec::new();
    for attached in &merged {
        let setting = Setting {
            kind,
            after_movement: attached.after,
            calories: mention.calories && kind == MovementKind::Endurance,
            pairs_are_loads,
            benchmark: surroundings.benchmark,
            metcon,
        };
        let load_alone = attached.group.is_load_only() || attached.group.is_bare_values();
        if attached.group.attempt && attached.group.failed.is_none() && load_alone {
            // It was tried; how it ended is not said.
            continue;
        }
        let mut resolved = sets::resolve(&attached.group, setting);
        ambiguities.append(&mut resolved.ambiguities);
        let mut fresh = resolved.sets;
        if attached.group.top && top_of(&mut all, &fresh) {
            continue;
        }
        if opens_with_times(&attached.group)
            && let Some(load) = all.last().and_then(|set| set.weight)
        {
            // `225x5, x5, x4`
            for set in fresh.iter_mut().filter(|set| set.weight.is_none()) {
                set.weight = Some(load);
            }
        }
        if kind == MovementKind::Endurance && zip_times(&mut all, &fresh) {
            continue;
        }
        all.append(&mut fresh);
    }
    if vocabulary.is_machine(mention.movement) {
        // Its display counts in metres.
        for distance in all.iter_mut().filter_map(|set| set.distance.as_mut()) {
            distance.value.unit = distance.value.unit.or(Some(DistanceUnit::M));
        }
    }
    if kind == MovementKind::Endurance {
        check_pace(&mut all);
        forget_echo(&mut all, &merged);
    }
    for set in all.iter().filter(|set| set.weight.is_some_and(|weight| weight.value.unit.is_none())).take(1) {
        if let Some(weight) = set.weight {
            ambiguities.push(Ambiguity { kind: AmbiguityKind::LoadUnit, span: weight.span });
        }
    }
    all.retain(|set| !set.is_empty());
    all.truncate(SET_LIMIT);
    (all, ambiguities)
}

/// Metres a second that nobody covers without a motor.
const FASTEST: f64 = 18.0;
/// Metres a second above which a time over a long distance is a pace: a world record over the mile is slower than 7.2.
const FASTEST_RUN: f64 = 6.0;

/// Seconds a kilometre that people run or walk in: faster and slower ones are no pace.
const PACES: std::ops::Range<f64> = 160.0..900.0;

/// "62 miles in 3:45" are hours and minutes; "15 miles, 8:40" and "2 miles 8:45" are paces.
fn check_pace(sets: &mut [Set]) {
    let speed = |set: &Set| {
        let metres = set.distance.and_then(|distance| distance.value.metres())?;
        Some((metres, metres / set.duration_seconds.filter(|time| time.value > 0.0)?.value))
    };
    for set in sets.iter_mut() {
        let Some((metres, _)) = speed(set).filter(|(_, fast)| *fast > FASTEST) else { continue };
        let unit = set.distance.and_then(|distance| distance.value.unit).map_or(1000.0, DistanceUnit::metres);
        if let Some(time) = &mut set.duration_seconds {
            let paced = PACES.contains(&(time.value * 1000.0 / unit));
            if !paced && (0.3..FASTEST).contains(&(metres / (time.value * 60.0))) {
                time.value *= 60.0;
            } else {
                set.duration_seconds = None;
            }
        }
    }
    let paced = sets.iter().any(|set| {
        speed(set)
            .is_some_and(|(metres, fast)| metres > 2500.0 && (FASTEST_RUN..FASTEST).contains(&fast) && sets.len() > 1)
    });
    if paced {
        for set in sets.iter_mut().filter(|set| set.distance.is_some()) {
            set.duration_seconds = None;
        }
    }
}

/// "my fastest 10km at the Harbour 10km": the distance said again in the same breath is no second one.
fn forget_echo(sets: &mut Vec<Set>, groups: &[Attached]) {
    let single = |set: &Set| set.distance.is_some() && set.duration_seconds.is_none() && set.reps.is_none();
    let [first, second] = groups else { return };
    let same_breath = first.chunk == second.chunk && first.sentence == second.sentence;
    if same_breath
        && sets.len() == 2
        && sets.iter().all(single)
        && sets.first().map(|set| set.distance.map(|d| d.value)) == sets.last().map(|set| set.distance.map(|d| d.value))
    {
        sets.pop();
    }
}

fn opens_with_times(group: &Group) -> bool {
    group.parts.first().is_some_and(|part| part.join == Join::Times)
}

/// "5x3 (65-85%), heaviest 435": the load of the last set; true when it was placed or is there already.
fn top_of(all: &mut [Set], fresh: &[Set]) -> bool {
    let [top] = fresh else { return false };
    let Some(weight) = top.weight.filter(|_| top.reps.is_none()) else { return false };
    if all.iter().any(|set| set.weight.is_some_and(|known| known.value.value == weight.value.value)) {
        return true;
    }
    match all.last_mut() {
        Some(last) if last.weight.is_none() && last.failed.is_none() => {
            last.weight = Some(weight);
            true
        }
        _ => false,
    }
}

/// `6x800m` and then `3:31 | 3:24 | …`: the times of the intervals; true when they were placed.
fn zip_times(all: &mut [Set], fresh: &[Set]) -> bool {
    let only_times = fresh.iter().all(|set| {
        set.duration_seconds.is_some() && set.distance.is_none() && set.calories.is_none() && set.reps.is_none()
    });
    let untimed = all.iter().rev().take_while(|set| set.duration_seconds.is_none()).count();
    if !only_times || fresh.is_empty() || untimed < fresh.len() || (fresh.len() != untimed && fresh.len() > 1) {
        return false;
    }
    let start = all.len() - untimed;
    for (set, time) in all.iter_mut().skip(start).zip(fresh) {
        set.duration_seconds = time.duration_seconds;
        set.span = set.span.join(time.span);
    }
    true
}

/// Joins notation that says one thing in two places: `10 deadlifts (225)`, `3x5, 135 lb`, "5x5 … RPE 8".
fn merge(groups: &[Attached]) -> Vec<Attached> {
    let mut merged: Vec<Attached> = Vec::new();
    for attached in groups {
        let completes = merged.last().is_some_and(|last| {
            last.sentence == attached.sentence
                && attached.after
                && completes(&last.group, &attached.group, last.chunk == attached.chunk)
        });
        match merged.last_mut() {
            Some(last) if completes => {
                last.group.span = last.group.span.join(attached.group.span);
                last.group.failed = last.group.failed.or(attached.group.failed);
                last.group.top |= attached.group.top && last.group.parts.is_empty();
                // "(2x15kg)": a pair of what weighs 15 kg.
                let pair = usize::from(is_pair(&attached.group));
                let moved = attached.group.parts.iter().skip(pair).cloned().map(|mut part| {
                    if pair == 1 {
                        part.join = Join::At;
                    }
                    if part.join == Join::Beside && part.measure == PartMeasure::Of(Measure::Bare) {
                        part.join = Join::Bracket;
                    }
                    part
                });
                last.group.parts.extend(moved);
                last.after = true;
            }
            _ => merged.push(attached.clone()),
        }
    }
    merged
}

/// `2 x 15 kg`: two implements of one load.
fn is_pair(group: &Group) -> bool {
    match group.parts.as_slice() {
        [count, load] => {
            count.measure == PartMeasure::Of(Measure::Bare)
                && count.values.iter().all(|value| value.value <= 2.0)
                && load.join == Join::Times
                && matches!(load.measure, PartMeasure::Of(Measure::Load(_)))
        }
        _ => false,
    }
}

/// Whether `next` only adds what `group` lacks. A bare number does so only in the same stretch.
fn completes(group: &Group, next: &Group, same_chunk: bool) -> bool {
    let rating = |part: &Part| matches!(part.measure, PartMeasure::Rpe | PartMeasure::Rir);
    if next.top || next.failed.is_some() || next.attempt {
        return false;
    }
    if next.parts.iter().all(rating) {
        return !group.parts.iter().any(rating);
    }
    let has_load = group.parts.iter().any(Part::is_load);
    let loads = next.parts.iter().all(|part| {
        part.is_load()
            || rating(part)
            || part.measure == PartMeasure::Bar
            || part.measure == PartMeasure::Of(Measure::Percent)
            || part.measure == PartMeasure::Tempo
            || (part.measure == PartMeasure::Of(Measure::Bare)
                && (matches!(part.join, Join::Bracket | Join::At) || (part.join == Join::Beside && same_chunk)))
    });
    // `12.5 kg` before the movement, `3 x 12` behind it.
    let sets_behind = same_chunk
        && group.parts.iter().all(Part::is_load)
        && !next.parts.iter().any(Part::is_load)
        && next.parts.iter().any(|part| {
            part.join == Join::Times || matches!(part.measure, PartMeasure::Of(Measure::Sets | Measure::Reps))
        });
    let times = next.parts.iter().all(|part| matches!(part.measure, PartMeasure::Of(Measure::Clock | Measure::Time)));
    let has_time = group.has(Measure::Clock) || group.has(Measure::Time);
    let moving = group
        .parts
        .iter()
        .any(|part| matches!(part.measure, PartMeasure::Of(Measure::Distance(_) | Measure::Calories)));
    let distances = next.parts.iter().all(|part| matches!(part.measure, PartMeasure::Of(Measure::Distance(_))));
    let reps_behind = group.parts.iter().all(Part::is_load)
        && next.parts.first().is_some_and(|part| {
            matches!(part.join, Join::For | Join::Times) || part.measure == PartMeasure::Of(Measure::Reps)
        });
    let pair = is_pair(next) && !has_load;
    sets_behind
        || pair
        || (loads && !has_load && !next.is_bare_list())
        || (times && !has_time && moving && next.is_time_only())
        || (distances && has_time && !moving)
        || reps_behind
}

impl Group {
    /// Whether it is one list of bare numbers, which may be sets of their own.
    fn is_bare_list(&self) -> bool {
        matches!(self.parts.as_slice(), [part]
            if part.measure == PartMeasure::Of(Measure::Bare) && part.values.len() > 1 && part.join == Join::Beside)
    }
}
