//! Movements as they are mentioned, and what can be seen of their notation.

use crate::Span;
use crate::workout::item::{Item, ItemKind, Measure};
use crate::workout::log::DistanceUnit;
use crate::workout::notation::{Group, Join, List, Part, PartMeasure};
use crate::workout::vocabulary::{Cue, Vocabulary};

/// A movement as it was mentioned, with the notation that belongs to it.
#[derive(Debug, Clone)]
pub(in crate::workout) struct Mention {
    pub(in crate::workout) movement: u16,
    pub(in crate::workout) span: Span,
    /// Its item.
    pub(in crate::workout) item: usize,
    pub(in crate::workout) groups: Vec<Attached>,
    /// "cal" stands beside it.
    pub(in crate::workout) calories: bool,
    /// An everyday word that means a movement only beside numbers.
    pub(in crate::workout) weak: bool,
    /// The number of its sentence.
    pub(in crate::workout) sentence: usize,
    /// Whether the sentence is prose.
    pub(in crate::workout) prose: bool,
    /// Whether it stands alone on its line, as a heading does.
    pub(in crate::workout) heading: bool,
    /// Whether it is a movement of a list: after a comma, a scheme, a format.
    pub(in crate::workout) listed: bool,
    /// Implied by a distance, not named.
    pub(in crate::workout) implied: bool,
    /// Whether something beside it says that it was made easier.
    pub(in crate::workout) aided: bool,
    /// Whether it was the rest between intervals.
    pub(in crate::workout) resting: bool,
}

impl Mention {
    /// The movement that is meant: "row" with sets of repetitions or a load is the lift.
    pub(in crate::workout) fn settled(&self, vocabulary: &Vocabulary) -> u16 {
        if self.movement != vocabulary.special.row || self.calories {
            return self.movement;
        }
        let parts = || self.groups.iter().flat_map(|attached| &attached.group.parts);
        let machine = parts().any(|part| {
            matches!(
                part.measure,
                PartMeasure::Of(
                    Measure::Distance(_)
                        | Measure::Calories
                        | Measure::Clock
                        | Measure::Time
                        | Measure::PluralOrSeconds
                )
            )
        });
        let lifted = parts().any(|part| {
            part.is_load()
                || matches!(part.measure, PartMeasure::Of(Measure::Sets | Measure::Reps) | PartMeasure::Counted)
                || (part.join == Join::Times && part.values.iter().all(|value| value.value < 60.0))
                || part.list == List::Space
        });
        if lifted && !machine { vocabulary.special.bent_over_row } else { self.movement }
    }
}

/// A notation with its place.
#[derive(Debug, Clone)]
pub(in crate::workout) struct Attached {
    pub(in crate::workout) group: Group,
    /// Whether the movement is named before it.
    pub(in crate::workout) after: bool,
    /// The number of its sentence.
    pub(in crate::workout) sentence: usize,
    /// The number of its stretch between separators.
    pub(in crate::workout) chunk: usize,
}

/// Whether an item says by a word that something was done.
pub(super) fn tells_of_work(item: &Item) -> bool {
    let word = matches!(
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
        ) | ItemKind::Date(_)
            | ItemKind::Benchmark(_)
    );
    word && !item.used
}

pub(super) fn is_long(part: &Part) -> bool {
    matches!(part.measure, PartMeasure::Of(Measure::Distance(DistanceUnit::Km | DistanceUnit::Mi)))
}

pub(super) fn is_time(part: &Part) -> bool {
    matches!(part.measure, PartMeasure::Of(Measure::Clock | Measure::Time))
}

/// Whether it is a distance that is run on a track, written without a unit: `8x400`.
pub(super) fn is_lap(part: &Part) -> bool {
    let known = |value: f64| [200.0, 300.0, 400.0, 600.0, 800.0, 1000.0, 1200.0, 1600.0].contains(&value);
    part.join == Join::Times
        && part.measure == PartMeasure::Of(Measure::Bare)
        && part.values.iter().all(|value| known(value.value))
}

pub(super) fn is_chain(group: &Group) -> bool {
    group.parts.iter().any(|part| part.join == Join::Times)
}

pub(super) fn is_distance(part: &Part) -> bool {
    matches!(part.measure, PartMeasure::Of(Measure::Distance(_)))
}

/// `12x400m`, "4x4 min": several times a distance or a time.
pub(super) fn is_interval(group: &Group) -> bool {
    group
        .parts
        .iter()
        .any(|part| part.join == Join::Times && (is_distance(part) || part.measure == PartMeasure::Of(Measure::Time)))
}

pub(super) fn has_time(mention: &Mention) -> bool {
    mention.groups.iter().any(|attached| attached.group.has(Measure::Clock) || attached.group.has(Measure::Time))
}

pub(super) fn has_clock_list(group: &Group) -> bool {
    group.parts.iter().any(|part| part.measure == PartMeasure::Of(Measure::Clock) && part.values.len() > 1)
}

/// Whether a mention says how much: repetitions, calories, a distance, a time.
pub(super) fn has_amount(mention: &Mention) -> bool {
    mention.groups.iter().any(|attached| {
        let front = !attached.after && !attached.group.is_load_only();
        front
            || attached.group.parts.iter().any(|part| {
                part.join == Join::Times
                    || part.values.len() > 1
                    || matches!(
                        part.measure,
                        PartMeasure::Of(
                            Measure::Reps | Measure::Sets | Measure::Calories | Measure::Distance(_) | Measure::Time
                        ) | PartMeasure::Counted
                    )
            })
    })
}

/// Whether a notation may be meant for several movements: sets of something, or a list of repetitions.
pub(super) fn is_shared(group: &Group) -> bool {
    group.parts.iter().any(|part| {
        part.join == Join::Times
            || part.measure == PartMeasure::Of(Measure::Sets)
            || (part.list == List::Dash && part.values.len() >= 3)
    })
}
