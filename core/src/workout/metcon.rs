//! Conditioning: formats with their lengths, prescribed rounds, and scores in rounds and repetitions.

use super::benchmark::{Benchmark, Score};
use super::claims::is_time;
use super::item::{Amount, Item, ItemKind, Measure};
use super::log::{Format, Found};
use super::vocabulary::{Cue, Unit};
use crate::Span;

/// What the words of conditioning say.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Conditioning {
    pub(super) format: Option<Found<Format>>,
    /// Length of an AMRAP, in seconds.
    pub(super) cap: Option<Found<f64>>,
    /// Length of an EMOM or a Tabata, in seconds.
    pub(super) length: Option<Found<f64>>,
    /// Rounds that were prescribed.
    pub(super) prescribed: Option<Found<u32>>,
    /// Rounds of the score.
    pub(super) rounds: Option<Found<u32>>,
    /// Repetitions of the score.
    pub(super) reps: Option<Found<u32>>,
    /// The words that say that the time ran out.
    pub(super) capped: Option<Span>,
    /// Where the first word of conditioning stands.
    pub(super) first: Option<usize>,
}

impl Conditioning {}

impl Conditioning {
    /// Whether its words make one expect a score: intervals alone do not.
    pub(super) fn expects_score(&self) -> bool {
        self.prescribed.is_some() || self.format.is_some_and(|format| format.value != Format::Intervals)
    }
}

fn take(items: &mut [Item], at: usize) {
    if let Some(item) = items.get_mut(at) {
        item.used = true;
    }
}

fn free(items: &[Item], at: usize) -> Option<Amount> {
    items.get(at).filter(|item| !item.used).and_then(Item::amount)
}

fn kind(items: &[Item], at: usize) -> Option<ItemKind> {
    items.get(at).map(|item| item.kind)
}

/// A whole number from 0 to 9,999.
pub(super) fn count(value: f64) -> Option<u32> {
    // Whole and small, so the cast is exact.
    (value.fract() == 0.0 && (0.0..10_000.0).contains(&value)).then_some(value as u32)
}

/// Reads formats and scores of items `first..end`; the amounts they use are marked.
pub(super) fn read(items: &mut [Item], benchmark: Option<&Benchmark>) -> Conditioning {
    let mut found = Conditioning::default();
    for at in 0..items.len() {
        let Some(item) = items.get(at).copied().filter(|item| !item.used) else { continue };
        let ItemKind::Cue(cue) = item.kind else { continue };
        let format = match cue {
            Cue::ForTime | Cue::RoundsForTime | Cue::Chipper => Format::ForTime,
            Cue::Amrap => Format::Amrap,
            Cue::Emom | Cue::EveryNMinutes | Cue::DeathBy => Format::Emom,
            Cue::Tabata => Format::Tabata,
            Cue::Intervals => Format::Intervals,
            Cue::Every => match every(items, at) {
                Some(seconds) if seconds <= 180.0 => Format::Emom,
                Some(_) => Format::Intervals,
                None => continue,
            },
            // A column "for | time", "4 rds | Time".
            Cue::TotalTime if heads_column(items, at) => Format::ForTime,
            Cue::Ladder => Format::Other,
            Cue::Capped => {
                found.capped = found.capped.or(Some(item.span));
                continue;
            }
            _ => continue,
        };
        // "for time" says more than the first word when that was only "intervals".
        let weaker = found.format.is_some_and(|held| held.value == Format::Intervals && format != Format::Intervals);
        if found.format.is_none() || weaker {
            found.format = Some(Found::new(format, item.span));
            found.first = found.first.or(Some(at));
        }
        match cue {
            Cue::Amrap => found.cap = length(items, at).or(found.cap),
            // "E2MOM x 8" are eight rounds.
            Cue::EveryNMinutes
                if kind(items, at + 1) == Some(ItemKind::Mark('x'))
                    && free(items, at + 2).is_some_and(|amount| amount.measure == Measure::Bare) =>
            {
                found.prescribed = found.prescribed.or(rounds_at(items, at + 2));
                take(items, at + 2);
            }
            Cue::Emom | Cue::EveryNMinutes | Cue::Tabata => found.length = length(items, at).or(found.length),
            Cue::RoundsForTime => {
                let before = at.checked_sub(1).filter(|index| {
                    free(items, *index).is_some_and(|amount| matches!(amount.measure, Measure::Bare | Measure::Rounds))
                });
                if let Some(index) = before {
                    found.prescribed = rounds_at(items, index);
                    take(items, index);
                }
            }
            _ => {}
        }
    }
    let scored_in_rounds = found.format.is_some_and(|format| format.value == Format::Amrap)
        || items.iter().any(|item| item.is_cue(Cue::DeathBy) && !item.used)
        || benchmark.is_some_and(|benchmark| benchmark.score == Score::Rounds);
    if items.iter().any(|item| item.is_cue(Cue::DeathBy) && !item.used) {
        // "made it to round 14"
        let at = items.iter().position(|item| matches!(item.kind, ItemKind::Unit(Unit::Round)));
        found.rounds = at.and_then(|at| rounds_at(items, at + 1));
    }
    times_through(items, &mut found);
    sums(items, scored_in_rounds, &mut found);
    rounds(items, scored_in_rounds, &mut found);
    repetitions(items, &mut found);
    found
}

/// Whether a word for the time is the heading of a column: "for | time", "4 rds | Time |".
fn heads_column(items: &[Item], at: usize) -> bool {
    let piped = at.checked_sub(1).and_then(|before| kind(items, before)) == Some(ItemKind::Mark('|'));
    let before = at.checked_sub(2).and_then(|before| items.get(before));
    let titled = before.is_some_and(|before| {
        before.is_cue(Cue::For)
            || before.measures(Measure::Rounds)
            || matches!(before.kind, ItemKind::Cue(Cue::Chipper))
    });
    let closes = matches!(kind(items, at + 1), None | Some(ItemKind::Newline | ItemKind::Mark('|')));
    piped && titled && closes
}

fn rounds_at(items: &[Item], at: usize) -> Option<Found<u32>> {
    let item = items.get(at)?;
    Some(Found::new(count(item.amount()?.value)?, item.span))
}

/// "AMRAP 18", "12 min AMRAP", "EMOM x 10", "AMRAP | | 10 min": a bare number is minutes.
fn length(items: &mut [Item], cue: usize) -> Option<Found<f64>> {
    let between = |kind| {
        matches!(
            kind,
            ItemKind::Mark('|' | ':' | 'x' | '-' | '(' | '@')
                | ItemKind::Cue(Cue::For | Cue::In | Cue::Of | Cue::At | Cue::Total)
                | ItemKind::Word
        )
    };
    let mut at = cue + 1;
    while at <= cue + 4 && kind(items, at).is_some_and(between) {
        at += 1;
    }
    let behind = free(items, at).filter(|amount| {
        let begins = matches!(
            kind(items, at + 1),
            Some(
                ItemKind::Movement { .. }
                    | ItemKind::Modifier(_)
                    | ItemKind::Unit(Unit::Calorie)
                    | ItemKind::Mark('x' | '/')
            )
        );
        is_time(amount.measure) || (amount.measure == Measure::Bare && !begins && amount.value <= 120.0)
    });
    let before = cue.checked_sub(1).filter(|index| {
        free(items, *index)
            .is_some_and(|amount| is_time(amount.measure) || (amount.measure == Measure::Bare && amount.value <= 120.0))
    });
    let timed_before = before.filter(|index| free(items, *index).is_some_and(|amount| is_time(amount.measure)));
    let (at, amount) = match (timed_before, behind, before) {
        (Some(index), ..) => (index, free(items, index)?),
        (None, Some(amount), _) => (at, amount),
        (None, None, Some(index)) => (index, free(items, index)?),
        (None, None, None) => return None,
    };
    let seconds = if amount.measure == Measure::Bare { amount.value * 60.0 } else { amount.value };
    let span = items.get(at)?.span;
    take(items, at);
    // "EMOM x 10 rounds": minutes all the same.
    Some(Found::new(seconds, span))
}

/// "every 4 mins x 5 sets", "every 2:00 for 10 rounds": the length of one interval in seconds.
fn every(items: &mut [Item], at: usize) -> Option<f64> {
    let amount = free(items, at + 1).filter(|amount| is_time(amount.measure))?;
    take(items, at + 1);
    let mut next = at + 2;
    while matches!(kind(items, next), Some(ItemKind::Mark('x' | ',') | ItemKind::Cue(Cue::For))) {
        next += 1;
    }
    let counts = free(items, next).is_some_and(|amount| {
        let begins = matches!(kind(items, next + 1), Some(ItemKind::Movement { .. } | ItemKind::Modifier(_)));
        matches!(amount.measure, Measure::Sets | Measure::Rounds | Measure::Time)
            || (amount.measure == Measure::Bare && next > at + 2 && !begins)
    });
    if counts {
        take(items, next);
    }
    Some(amount.value)
}

/// "then 3x: 10 box jumps": so many rounds of what follows.
fn times_through(items: &mut [Item], found: &mut Conditioning) {
    for at in 0..items.len() {
        let counts = free(items, at).is_some_and(|amount| amount.measure == Measure::Bare && amount.value <= 50.0)
            && kind(items, at + 1) == Some(ItemKind::Mark('x'))
            && matches!(kind(items, at + 2), Some(ItemKind::Mark(':' | '(') | ItemKind::Newline))
            && !matches!(at.checked_sub(1).and_then(|before| kind(items, before)), Some(ItemKind::Mark('x')));
        if counts {
            found.prescribed = found.prescribed.or(rounds_at(items, at));
            found.first = found.first.or(Some(at));
            take(items, at);
        }
    }
}

/// `8 + 25`, "7 rounds + 3", "12 rounds and 5 reps", `CAP+12`.
fn sums(items: &mut [Item], scored_in_rounds: bool, found: &mut Conditioning) {
    for at in 0..items.len() {
        let joins = matches!(kind(items, at), Some(ItemKind::Mark('+' | ',' | '&') | ItemKind::Cue(Cue::And)));
        if !joins || items.get(at).is_some_and(|item| item.used) {
            continue;
        }
        let plus = kind(items, at) == Some(ItemKind::Mark('+')) || kind(items, at) == Some(ItemKind::Cue(Cue::And));
        let skip = |kind| matches!(kind, Some(ItemKind::Mark('|')));
        let mut left = at.checked_sub(1);
        while let Some(index) = left.filter(|index| skip(kind(items, *index))) {
            left = index.checked_sub(1);
        }
        let mut right = at + 1;
        while skip(kind(items, right)) {
            right += 1;
        }
        let Some(left) = left else { continue };
        let Some(second) = free(items, right) else { continue };
        let cap = items.get(left).is_some_and(|item| item.is_cue(Cue::TimeCap) || item.is_cue(Cue::Capped));
        if cap && plus && matches!(second.measure, Measure::Bare | Measure::Reps) {
            found.reps = rounds_at(items, right);
            found.capped = found.capped.or(items.get(left).map(|item| item.span));
            take(items, right);
            continue;
        }
        let Some(first) = free(items, left) else { continue };
        let movement_follows =
            matches!(kind(items, right + 1), Some(ItemKind::Movement { .. } | ItemKind::Modifier(_)));
        let stated = first.measure == Measure::Rounds
            && (second.measure == Measure::Reps || (plus && second.measure == Measure::Bare));
        let bare = scored_in_rounds
            && plus
            && first.measure == Measure::Bare
            && matches!(second.measure, Measure::Bare | Measure::Reps)
            && !movement_follows
            && !matches!(left.checked_sub(1).and_then(|index| kind(items, index)), Some(ItemKind::Mark('x' | '@')));
        if !(stated || bare) || (stated && movement_follows && !scored_in_rounds) {
            continue;
        }
        found.rounds = rounds_at(items, left);
        found.reps = rounds_at(items, right);
        take(items, left);
        take(items, right);
        if movement_follows {
            take(items, right + 1);
        }
    }
    // "6 rounds + 200m + 4": how far the last round went.
    for at in 0..items.len() {
        let beyond = kind(items, at) == Some(ItemKind::Mark('+'))
            && at.checked_sub(1).and_then(|left| items.get(left)).is_some_and(|left| left.measures(Measure::Rounds))
            && free(items, at + 1).is_some_and(|amount| matches!(amount.measure, Measure::Distance(_)));
        if beyond {
            take(items, at + 1);
            if kind(items, at + 2) == Some(ItemKind::Mark('+')) {
                found.reps = found.reps.or(rounds_at(items, at + 3));
                take(items, at + 3);
            }
        }
    }
}

/// Rounds that stand without repetitions: prescribed where the work follows, a score behind it.
fn rounds(items: &mut [Item], scored_in_rounds: bool, found: &mut Conditioning) {
    let capped = found.capped.is_some() || items.iter().any(|item| item.is_cue(Cue::TimeCap));
    let first_work = items.iter().position(|item| matches!(item.kind, ItemKind::Movement { .. }));
    for at in 0..items.len() {
        let Some(amount) = free(items, at).filter(|amount| amount.measure == Measure::Rounds) else { continue };
        let reps_follow = free(items, at + 1).is_some_and(|next| next.measure == Measure::Reps);
        let work_follows = match kind(items, at + 1) {
            // "9 rounds of Cindy" is a score, "9 rounds of burpees" is not.
            Some(ItemKind::Cue(Cue::Of)) => !matches!(kind(items, at + 2), Some(ItemKind::Benchmark(_))),
            Some(ItemKind::Mark(':' | '|' | 'x' | '(') | ItemKind::Cue(Cue::ForTime | Cue::ForReps)) => true,
            Some(ItemKind::Newline) => items.iter().skip(at + 1).any(|item| item.amount().is_some() && !item.used),
            Some(ItemKind::Amount(_) | ItemKind::Movement { .. } | ItemKind::Modifier(_)) => !reps_follow,
            _ => false,
        };
        let opens_with_work = first_work.is_some_and(|work| work < at);
        let scored = scored_in_rounds || (capped && opens_with_work);
        let at_cap =
            kind(items, at + 1) == Some(ItemKind::Mark('|')) && kind(items, at + 2) == Some(ItemKind::Mark('@'));
        if scored && (!work_follows || at_cap || opens_with_work) && found.rounds.is_none() {
            found.rounds = count(amount.value).and_then(|_| rounds_at(items, at));
            if reps_follow {
                found.reps = rounds_at(items, at + 1);
                take(items, at + 1);
            }
            take(items, at);
        } else if found.prescribed.is_none() || work_follows {
            found.prescribed = found.prescribed.or(rounds_at(items, at));
            found.first = found.first.or(Some(at));
            take(items, at);
        } else {
            take(items, at);
        }
    }
}

/// "245 TOTAL REPS", "score: 187", `75 | reps`.
fn repetitions(items: &mut [Item], found: &mut Conditioning) {
    let amrap = found.format.is_some_and(|format| format.value == Format::Amrap);
    for at in 0..items.len() {
        // The first number of a line, with its unit in the next column.
        let opens = at.checked_sub(1).is_none_or(|before| kind(items, before) == Some(ItemKind::Newline));
        let counts = opens
            && free(items, at).is_some_and(|amount| amount.measure == Measure::Bare)
            && kind(items, at + 1) == Some(ItemKind::Mark('|'))
            && kind(items, at + 2) == Some(ItemKind::Unit(Unit::Rep));
        if amrap && counts && found.reps.is_none() && found.rounds.is_none() {
            found.reps = rounds_at(items, at);
            take(items, at);
        }
    }
    for at in 0..items.len() {
        if !items.get(at).is_some_and(|item| item.is_cue(Cue::Score) && !item.used) {
            continue;
        }
        let fits = |amount: Amount| matches!(amount.measure, Measure::Bare | Measure::Reps);
        let before = at.checked_sub(1).filter(|index| free(items, *index).is_some_and(fits));
        let colon =
            usize::from(matches!(kind(items, at + 1), Some(ItemKind::Mark(':' | '=') | ItemKind::Cue(Cue::Of))));
        let behind = Some(at + 1 + colon).filter(|index| {
            free(items, *index).is_some_and(fits)
                && !matches!(kind(items, *index + 1), Some(ItemKind::Movement { .. } | ItemKind::Mark('x' | '+')))
        });
        if let Some(index) = before.or(behind) {
            found.reps = found.reps.or(rounds_at(items, index));
            take(items, index);
        }
    }
}
