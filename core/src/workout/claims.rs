//! Numbers that tell of something beside the sets: rest, pace, heart rate, climb, body weight, the rating of the session.
//!
//! Each claim marks its amount as used, so that no later step takes it for a load or a score.

use super::item::{Item, ItemKind, Measure};
use super::log::{Found, Load};
use super::vocabulary::{Cue, Unit};

/// What was claimed for the session.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Claims {
    pub(super) bodyweight: Option<Found<Load>>,
    pub(super) cap: Option<Found<f64>>,
}

/// Claims every amount that a word beside it takes away from the sets.
pub(super) fn claim(items: &mut [Item]) -> Claims {
    let mut claims = Claims::default();
    for at in 0..items.len() {
        let Some(item) = items.get(at) else { break };
        match item.kind {
            ItemKind::Amount(amount) if !item.used => {
                let used = match amount.measure {
                    Measure::Watt | Measure::Bpm | Measure::Step | Measure::Other => true,
                    Measure::Bare => {
                        is_label(items, at) || is_row_number(items, at) || counts_implements(items, at, amount.value)
                    }
                    // "at the 16 km mark": a place on the course.
                    Measure::Distance(_) => kind(items, at + 1) == Some(ItemKind::Cue(Cue::Aside)),
                    _ => false,
                };
                if used {
                    take(items, at);
                }
            }
            ItemKind::Cue(cue) => claims.cue(items, at, cue),
            ItemKind::Mark('/') => pace_by_unit(items, at),
            _ => {}
        }
    }
    claims
}

fn take(items: &mut [Item], at: usize) {
    if let Some(item) = items.get_mut(at) {
        item.used = true;
    }
}

fn kind(items: &[Item], at: usize) -> Option<ItemKind> {
    items.get(at).map(|item| item.kind)
}

/// "Day 79", "set 1:", "min 3", "part B 2": a number that counts what it follows.
fn is_label(items: &[Item], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let colon_follows = kind(items, at + 1) == Some(ItemKind::Mark(':'));
    match kind(items, before) {
        Some(ItemKind::Unit(Unit::Day | Unit::Week | Unit::Month | Unit::Year)) | Some(ItemKind::Cue(Cue::Label)) => {
            true
        }
        Some(ItemKind::Unit(Unit::Minute | Unit::Round | Unit::Set)) => {
            // "sets 5 reps 10" are labels of columns; "set 2", "after round 3" count.
            let other_label = matches!(kind(items, at + 1), Some(ItemKind::Unit(Unit::Set | Unit::Rep)));
            colon_follows || !other_label
        }
        _ => false,
    }
}

/// `2 | 10 push presses`: the number of a line.
fn is_row_number(items: &[Item], at: usize) -> bool {
    let opens = at.checked_sub(1).is_none_or(|before| kind(items, before) == Some(ItemKind::Newline));
    let piped = kind(items, at + 1) == Some(ItemKind::Mark('|'));
    let counts = items.get(at + 2).and_then(Item::amount).is_some();
    let names =
        matches!(kind(items, at + 3), Some(ItemKind::Movement { .. } | ItemKind::Modifier(_) | ItemKind::Unit(_)));
    opens && piped && counts && names
}

/// "2 dumbbells of 12 kg": how many implements, not a load.
fn counts_implements(items: &[Item], at: usize, value: f64) -> bool {
    let implement = matches!(kind(items, at + 1), Some(ItemKind::Modifier(_)));
    let movement_follows = matches!(kind(items, at + 2), Some(ItemKind::Movement { .. } | ItemKind::Modifier(_)));
    let joined = at.checked_sub(1).and_then(|before| kind(items, before)) == Some(ItemKind::Mark('x'));
    implement && !movement_follows && !joined && value <= 2.0
}

/// Whether a measure is a time.
pub(super) fn is_time(measure: Measure) -> bool {
    matches!(measure, Measure::Time | Measure::Clock | Measure::PluralOrSeconds | Measure::DoublePrime)
}

/// Marks and small words that may stand between a word and its number.
fn is_between(kind: ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Mark(':' | '=' | '-' | '|' | '@' | '(' | 'x')
            | ItemKind::Word
            | ItemKind::Cue(
                Cue::Of | Cue::At | Cue::In | Cue::For | Cue::SplitsAverage | Cue::Total | Cue::Every | Cue::Weighted
            )
    )
}

/// The amount before item `at` with nothing, or only small words, between.
fn before(items: &[Item], at: usize, reach: usize, fits: impl Fn(Measure) -> bool) -> Option<usize> {
    for index in (at.saturating_sub(reach)..at).rev() {
        let item = items.get(index)?;
        match item.kind {
            ItemKind::Amount(amount) => return (fits(amount.measure) && !item.used).then_some(index),
            other if is_between(other) => {}
            _ => return None,
        }
    }
    None
}

/// The amount behind item `at` with nothing, or only small words, between.
fn behind(items: &[Item], at: usize, reach: usize, fits: impl Fn(Measure) -> bool) -> Option<usize> {
    for index in at + 1..(at + 1 + reach).min(items.len()) {
        let item = items.get(index)?;
        match item.kind {
            ItemKind::Amount(amount) => return (fits(amount.measure) && !item.used).then_some(index),
            other if is_between(other) => {}
            _ => return None,
        }
    }
    None
}

/// `5:15/km`, `8 min/mi`, `2:05/500m`: a pace.
fn pace_by_unit(items: &mut [Item], slash: usize) {
    let is_distance = match kind(items, slash + 1) {
        Some(ItemKind::Unit(Unit::Distance(_))) => true,
        Some(ItemKind::Amount(amount)) => matches!(amount.measure, Measure::Distance(_)),
        _ => false,
    };
    let Some(at) = slash.checked_sub(1) else { return };
    let timed = items.get(at).and_then(Item::amount).is_some_and(|amount| is_time(amount.measure));
    if is_distance && timed {
        take(items, at);
        take(items, slash + 1);
    }
}

impl Claims {
    fn cue(&mut self, items: &mut [Item], at: usize, cue: Cue) {
        match cue {
            Cue::Rest => rest(items, at),
            Cue::TimeCap => self.time_cap(items, at),
            Cue::Pace => pace(items, at),
            Cue::HeartRate => {
                let fits = |measure| matches!(measure, Measure::Bare | Measure::Bpm);
                let found = behind(items, at, 4, fits).or_else(|| before(items, at, 2, fits));
                if let Some(found) = found {
                    take(items, found);
                }
            }
            Cue::Elevation => {
                let fits = |measure| matches!(measure, Measure::Distance(_));
                let loose = |measure| matches!(measure, Measure::Distance(_) | Measure::Bare);
                let found = before(items, at, 3, fits).or_else(|| behind(items, at, 3, loose));
                if let Some(found) = found {
                    take(items, found);
                }
            }
            Cue::Cadence | Cue::Damper => {
                let fits = |measure| matches!(measure, Measure::Bare | Measure::Percent);
                let first = if cue == Cue::Damper { behind(items, at, 2, fits) } else { before(items, at, 2, fits) };
                if let Some(found) = first.or_else(|| behind(items, at, 2, fits)) {
                    take(items, found);
                }
            }
            Cue::VolumeWord => {
                let fits =
                    |measure| matches!(measure, Measure::Bare | Measure::Calories | Measure::Load(_) | Measure::Reps);
                let found = before(items, at, 1, fits).or_else(|| behind(items, at, 2, fits));
                if let Some(found) = found {
                    take(items, found);
                }
            }
            // "my PR is 140 but today …"
            Cue::PrPrevious => {
                let fits = |measure| matches!(measure, Measure::Bare | Measure::Load(_) | Measure::Clock);
                if let Some(found) = behind(items, at, 2, fits) {
                    take(items, found);
                }
            }
            Cue::PersonalRecord => step_up(items, at),
            // "my squat is 140": what somebody can lift, not what was lifted.
            Cue::Standing => standing(items, at),
            Cue::SplitTimes | Cue::SplitsAverage => {
                if let Some(before) = before(items, at, 1, |measure| measure == Measure::Clock) {
                    take(items, before);
                }
                let found = behind(items, at, 2, |measure| measure == Measure::Clock);
                if let Some(found) = found {
                    take_list(items, found);
                }
            }
            Cue::Total => {
                // "3500 yards all up", "total distance 12 km": a sum of what is told by its parts.
                let fits = |measure| matches!(measure, Measure::Distance(_));
                if let Some(found) = before(items, at, 1, fits) {
                    take(items, found);
                }
            }
            Cue::Vest => {
                let fits = |measure| matches!(measure, Measure::Load(_));
                if let Some(found) = before(items, at, 1, fits).or_else(|| behind(items, at, 2, fits)) {
                    take(items, found);
                }
            }
            // A column or a line "weight" is the person's only where nothing is lifted beside it.
            Cue::Weight if lifts_beside(items, at) => {}
            Cue::Bodyweight | Cue::Weighed | Cue::Weight => self.weighed(items, at, cue),

            _ => {}
        }
    }

    /// "68 kg bw", "bw 68.0kg", "weighed 68.1 kg": never "bodyweight x 8" or "BW+20".
    fn weighed(&mut self, items: &mut [Item], at: usize, cue: Cue) {
        let plausible = |value: f64, measure: Measure| match measure {
            Measure::Load(super::log::LoadUnit::Kg) => (25.0..=260.0).contains(&value),
            Measure::Load(super::log::LoadUnit::Lb) => (55.0..=570.0).contains(&value),
            Measure::Bare => (38.0..=350.0).contains(&value),
            _ => false,
        };
        let mut found = None;
        let mut index = at + 1;
        while let Some(item) = items.get(index).filter(|_| index <= at + 4) {
            match item.kind {
                ItemKind::Amount(amount) => {
                    let followed = matches!(kind(items, index + 1), Some(ItemKind::Mark('x')));
                    if plausible(amount.value, amount.measure) && !followed && !item.used {
                        found = Some(index);
                    }
                    break;
                }
                ItemKind::Mark(':' | '=' | '(' | '@' | '-' | '|')
                | ItemKind::Date(_)
                | ItemKind::Cue(Cue::Morning | Cue::Standing)
                | ItemKind::Word
                | ItemKind::Cue(Cue::At | Cue::In) => {}
                _ => break,
            }
            index += 1;
        }
        if found.is_none() && cue == Cue::Bodyweight {
            let stands_before = at.checked_sub(1).filter(|index| {
                items.get(*index).is_some_and(|item| {
                    item.amount().is_some_and(|amount| {
                        matches!(amount.measure, Measure::Load(_)) && plausible(amount.value, amount.measure)
                    }) && !item.used
                })
            });
            let movement_follows = matches!(
                kind(items, at + 1),
                Some(ItemKind::Movement { .. } | ItemKind::Modifier(_) | ItemKind::Mark('x'))
            );
            found = stands_before.filter(|_| !movement_follows);
        }
        let Some(found) = found else { return };
        let Some(item) = items.get(found).copied() else { return };
        let Some(amount) = item.amount() else { return };
        let unit = match amount.measure {
            Measure::Load(unit) => Some(unit),
            _ => None,
        };
        if self.bodyweight.is_none() {
            self.bodyweight = Some(Found::new(Load { value: amount.value, unit }, item.span));
        }
        take(items, found);
        // "at 68 kg bodyweight" says nothing of a set; "pull-ups 5x6 at bodyweight (67 kg)" does.
        if found < at {
            take(items, at);
        }
    }

    /// "time cap 12 min", "11:00 CAP", "cap 15".
    fn time_cap(&mut self, items: &mut [Item], at: usize) {
        let timed = |measure| is_time(measure);
        let loose = |measure| is_time(measure) || measure == Measure::Bare;
        let found = before(items, at, 1, timed)
            .or_else(|| behind(items, at, 3, loose))
            .or_else(|| before(items, at, 1, |measure| measure == Measure::Bare));
        let Some(found) = found else { return };
        let Some(item) = items.get(found).copied() else { return };
        let Some(amount) = item.amount() else { return };
        let seconds = if amount.measure == Measure::Bare { amount.value * 60.0 } else { amount.value };
        self.cap = self.cap.or(Some(Found::new(seconds, item.span)));
        take(items, found);
    }
}

/// "rest 2 min", "90s rest", `1:00 | rest`, "2 min of rest".
fn rest(items: &mut [Item], at: usize) {
    let timed = |measure| is_time(measure);
    let found = before(items, at, 2, timed)
        .filter(|index| !matches!(kind(items, index + 1), Some(ItemKind::Mark(',' | '|'))) || *index + 1 == at)
        .or_else(|| behind(items, at, 3, timed))
        .or_else(|| before(items, at, 2, timed));
    if let Some(found) = found {
        take(items, found);
        // "rest 1-2 min": both ends.
        let dash = found.checked_sub(1).filter(|index| kind(items, *index) == Some(ItemKind::Mark('-')));
        if let Some(low) = dash.and_then(|dash| dash.checked_sub(1)) {
            take(items, low);
        }
        return;
    }
    // "20 REST" beside "40 WORK".
    let bare = behind(items, at, 1, |measure| measure == Measure::Bare);
    if let Some(found) = bare {
        take(items, found);
    }
}

/// "9:50 pace", "avg pace 5:15", "2 miles at 9 pace", "5:30 min/km".
fn pace(items: &mut [Item], at: usize) {
    let fits = |measure| is_time(measure) || matches!(measure, Measure::Bare);
    let found = before(items, at, 2, fits).or_else(|| behind(items, at, 4, is_time));
    if let Some(found) = found {
        take(items, found);
    }
}

/// Whether a movement, sets or repetitions stand in the same line.
fn lifts_beside(items: &[Item], at: usize) -> bool {
    let lifts = |item: &&Item| {
        matches!(item.kind, ItemKind::Movement { .. } | ItemKind::Unit(Unit::Set | Unit::Rep) | ItemKind::Mark('x'))
            || matches!(item.amount().map(|amount| amount.measure), Some(Measure::Sets | Measure::Reps))
    };
    let before =
        items.get(at.saturating_sub(16)..at).unwrap_or_default().iter().rev().take_while(|item| !item.is_newline());
    let behind = items.get(at + 1..).unwrap_or_default().iter().take(16).take_while(|item| !item.is_newline());
    before.chain(behind).any(|item| lifts(&item))
}

/// "my squat is 140": takes the movement and its number.
fn standing(items: &mut [Item], at: usize) {
    let Some(movement) =
        at.checked_sub(1).filter(|index| matches!(kind(items, *index), Some(ItemKind::Movement { .. })))
    else {
        return;
    };
    let own = movement.checked_sub(1).and_then(|before| kind(items, before)) == Some(ItemKind::Cue(Cue::Own));
    let number = behind(items, at, 2, |measure| matches!(measure, Measure::Bare | Measure::Load(_)));
    if let (true, Some(number)) = (own, number) {
        take(items, movement);
        take(items, number);
    }
}

/// "100 kg clean, 5 kg PR": by how much, not what was lifted.
fn step_up(items: &mut [Item], at: usize) {
    let Some(before) = at.checked_sub(1) else { return };
    let small = items.get(before).and_then(Item::amount).is_some_and(|amount| match amount.measure {
        Measure::Load(super::log::LoadUnit::Kg) => amount.value <= 10.0,
        Measure::Load(_) => amount.value <= 20.0,
        _ => false,
    });
    let aside =
        matches!(before.checked_sub(1).and_then(|index| kind(items, index)), Some(ItemKind::Mark(',' | '(' | '-')));
    if small && aside {
        take(items, before);
    }
}

/// Takes an amount and the others of its list: "splits 1:45, 1:47, 1:44".
fn take_list(items: &mut [Item], first: usize) {
    let mut at = first;
    loop {
        take(items, at);
        let goes_on = matches!(kind(items, at + 1), Some(ItemKind::Mark(',' | '/' | '-' | '|')))
            && items.get(at + 2).is_some_and(|item| item.measures(Measure::Clock));
        if !goes_on {
            return;
        }
        at += 2;
    }
}
